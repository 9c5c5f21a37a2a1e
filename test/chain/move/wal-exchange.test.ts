/** The WAL faucet of test networks keeps its rate, on this project's own VM and on the real one. */
import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { compilePackage, runMoveTests } from '@haulout/devnet/compiler';
import { measureCoverage, unreached } from '../../support/move-coverage.js';
import { moveFolder, SOMEWHERE } from '../../support/move-packages.js';

const directory = moveFolder('wal_exchange');

describe('move/wal_exchange', () => {
  test('coins are exchanged at the rate, and only the admin takes funds out', async () => {
    const coverage = await measureCoverage(directory, { published: SOMEWHERE });
    const { tests } = coverage.run;
    assert.deepEqual(
      tests.filter(({ verdict }) => verdict !== 'pass').map(({ name, message }) => `${name}: ${message}`),
      [],
    );
    const real = await runMoveTests({ directory });
    assert.deepEqual([real.passed, real.failed], [tests.length, 0]);
    assert.ok(tests.length >= 12);
    assert.deepEqual(unreached(coverage), []);
  });

  test('it compiles without a warning', async () => {
    const { warnings } = await compilePackage({ directory }, { published: SOMEWHERE, lint: 'default' });
    assert.equal(warnings, undefined);
  });
});
