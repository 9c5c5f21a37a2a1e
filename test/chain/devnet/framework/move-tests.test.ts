import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'vitest';
import { compileTests, runMoveTests } from '@haulout/devnet/compiler';
import { runCompiledTests } from '@haulout/devnet/test';
import { frameworkDirectory } from './interface-of.js';

for (const [folder, atLeast] of [
  ['move-stdlib', 160],
  ['sui-framework', 160],
] as const) {
  const directory = join(frameworkDirectory, folder);

  test(`the Move tests of ${folder} pass on the real VM`, async () => {
    const run = await runMoveTests({ directory });
    const failed = run.tests.filter(({ verdict }) => verdict !== 'pass');
    assert.deepEqual(failed, []);
    assert.ok(run.passed >= atLeast, `${run.passed} tests`);
    assert.equal(run.passed, run.total);
  });

  test(`the Move tests of ${folder} pass on our VM`, async () => {
    const run = runCompiledTests(await compileTests({ directory }));
    const failed = run.tests.filter(({ verdict }) => verdict !== 'pass');
    assert.deepEqual(
      failed.map(({ name, message }) => `${name}: ${message}`),
      [],
    );
    assert.ok(run.passed >= atLeast, `${run.passed} tests`);
  });
}
