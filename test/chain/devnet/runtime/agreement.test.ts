/**
 * Objects, transactions and test scenarios behave on our machine as on the real one: the same Move tests run
 * on both and are judged alike, down to the abort codes. Tests that end in `notes.end()` abort with a digest
 * of what they have seen (ids, effects, values), so that agreeing on the code is agreeing on all of that.
 */
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, test } from 'vitest';
import { compileTests, runMoveTests, type MoveTestRun } from '@haulout/devnet/compiler';
import { runCompiledTests, type TestRun } from '@haulout/devnet/test';

const directory = fileURLToPath(new URL('./move', import.meta.url));

/** What the tests of a Move module show. */
const promises: Readonly<Record<string, string>> = {
  collection_tests: 'tables and bags keep what was put in',
  context_tests: 'transactions say who, when and which ids',
  dynamic_field_tests: 'dynamic fields hold values of many types under names of many types',
  dynamic_object_field_tests: 'child objects keep their identity wherever they go',
  event_tests: 'events are kept in order, within limits',
  expectation_tests: 'a test that fails passes exactly when it was expected to fail so',
  receive_tests: 'an object receives what was sent to it, once',
  regulated_tests: 'settings take effect with the next epoch',
  scenario_tests: 'what a transaction did is what the next one finds',
  transfer_tests: 'objects are owned, shared or frozen, and only new ones can be shared',
  witness_tests: 'a one-time witness is known by its looks',
};

describe('Move tests on the real machine and on ours', () => {
  let ours: TestRun;
  let real: MoveTestRun;

  beforeAll(async () => {
    ours = runCompiledTests(await compileTests({ directory }));
    real = await runMoveTests({ directory });
  });

  for (const [module, promise] of Object.entries(promises)) {
    test(`${promise} (${module})`, () => {
      const expected = outcomes(real.tests, module);
      assert.notEqual(expected.length, 0);
      assert.deepEqual(outcomes(ours.tests, module), expected);
    });
  }

  test('every test module has its promise here', () => {
    const modules = new Set(real.tests.map(({ name }) => moduleOf(name)));
    assert.deepEqual([...modules].sort(), Object.keys(promises));
  });

  test('tests fail only to tell what they have seen, or to show how failing tests are judged', () => {
    const surprising = ours.tests.filter(
      ({ name, verdict, failure }) =>
        verdict !== 'pass' && moduleOf(name) !== 'expectation_tests' && failure?.location?.module !== 'notes',
    );
    assert.deepEqual(surprising, []);
  });
});

interface Judged {
  readonly name: string;
  readonly verdict: string;
  readonly message: string;
}

/** Verdicts, and the sentence about what happened without the place in the source. */
function outcomes(tests: readonly Judged[], module: string): string[] {
  return tests
    .filter(({ name }) => moduleOf(name) === module)
    .map(({ name, verdict, message }) => {
      const sentence = /Test (?:was|did)[^\n]*?(?= rooted here|$)/m.exec(message)?.[0] ?? '';
      return `${name} ${verdict} ${sentence}`;
    })
    .sort();
}

function moduleOf(name: string): string {
  return name.split('::')[1]!;
}
