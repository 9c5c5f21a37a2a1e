/** The WAL faucet of test networks keeps its rate, on this project's own VM and on the real one. */
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'vitest';
import { compilePackage, runMoveTests } from '@haulout/devnet/compiler';
import { measureCoverage, unreached } from '../../support/move-coverage.js';

const directory = fileURLToPath(new URL('../../../move/wal_exchange', import.meta.url));

describe('move/wal_exchange', () => {
  test('coins are exchanged at the rate, and only the admin takes funds out', async () => {
    const coverage = await measureCoverage(directory, { published: { wal: '0x7e570000' } });
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
    const { warnings } = await compilePackage(
      { directory },
      { published: { wal: '0x7e570000' }, lint: 'default' },
    );
    assert.equal(warnings, undefined);
  });
});
