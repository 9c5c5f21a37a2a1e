/** What people type is read exactly or refused, and what they see lines up. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import fc from 'fast-check';
import {
  byteSize,
  duration,
  fileName,
  objectId,
  proxyList,
  u64,
  walAmount,
} from '../../../cli/src/command-line.js';
import { wal } from '../../../cli/src/format.js';
import { facts, table } from '../../../cli/src/table.js';

const SEED = 20_261_121;

describe('amounts', () => {
  it('of WAL are read to the last FROST, as they are shown', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), (frost) => {
        assert.equal(walAmount(wal(frost).replaceAll(',', '')), frost);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it('that are none are refused, never rounded', () => {
    for (const text of ['', '-1', '1.', '.5', '0.1234567890', '1e9', '1,000', ' 1']) {
      assert.throws(() => walAmount(text), /not an amount of WAL such as 1000 or 0\.5, with at most 9/, text);
    }
    assert.equal(walAmount('5000000000'), 5_000_000_000n * 10n ** 9n);
    for (const text of ['5000000000.1', '12345678901', '9'.repeat(50)])
      assert.throws(() => walAmount(text), /more than the 5,000,000,000 WAL that there are/, text);
    for (const text of ['', '90', '1.5h', '1h30m', '1234567s'])
      assert.throws(() => duration(text), /not a duration such as 90s, 30m, 24h or 14d/, text);
    assert.deepEqual(['90s', '30m', '24h', '14d'].map(duration), [
      90_000n,
      1_800_000n,
      86_400_000n,
      1_209_600_000n,
    ]);
    assert.throws(() => fileName(''), /empty/);
    for (const text of ['', '-1', '1.5', '0x10', (1n << 64n).toString()])
      assert.throws(() => u64(text), text);
    assert.equal(u64(((1n << 64n) - 1n).toString()), (1n << 64n) - 1n);
    assert.deepEqual(['7', '1KiB', '3MiB', '2TiB'].map(byteSize), [7n, 1024n, 3n << 20n, 2n << 40n]);
    for (const text of ['', '1MB', '1 GiB', '-1', '1.5GiB'])
      assert.throws(() => byteSize(text), /not a size/, text);
    assert.equal(objectId('0xAB'), `0x${'ab'.padStart(64, '0')}`);
    for (const text of ['ab', '0x', `0x${'1'.repeat(65)}`, '0xg']) assert.throws(() => objectId(text), text);
    assert.throws(() => objectId('a-_'.padEnd(43, 'A')), /is a blob id: haulout list shows the object/);
  });
});

describe('tables', () => {
  it('have columns that line up, numbers to the right', () => {
    const columns = [{ header: 'node' }, { header: 'WAL', right: true }];
    const rows = [{ cells: ['a', '1'], below: '0x1' }, { cells: ['longer', '1,000'] }];
    assert.equal(table(columns, rows, false), 'node      WAL\na           1\n  0x1\nlonger  1,000');
    assert.equal(
      facts(
        [
          ['id', '0x1'],
          ['stake', '2'],
        ],
        false,
      ),
      'id     0x1\nstake  2',
    );
  });

  it('put a fact that fits into 80 columns by itself only below its name', () => {
    const id = `0x${'f'.repeat(64)}`;
    const inner = facts(
      [
        ['WAL type', `${id}::wal::WAL`],
        ['id', id],
        ['url', 'u'.repeat(90)],
      ],
      false,
    );
    assert.equal(inner, `WAL type\n  ${id}::wal::WAL\nid        ${id}\nurl       ${'u'.repeat(90)}`);
  });

  it('have colours only where they are shown', () => {
    const columns = [{ header: 'node' }];
    const rows = [{ cells: ['a'] }];
    assert.equal(table(columns, rows, true), '\u001b[1mnode\u001b[22m\na');
    assert.ok(!table(columns, rows, false).includes('\u001b'));
  });
});

describe('proxies that are trusted', () => {
  it('are addresses and networks, and nothing that could trust everybody by mistake', () => {
    for (const fine of ['10.0.0.5', '10.0.0.0/8,::1', 'loopback', '2001:db8::/32,loopback'])
      assert.equal(proxyList(fine).join(), fine);
    for (const text of ['', 'true', '*', '10.0.0', '10.0.0.0/33', '10.0.0.0/8/8', '::/129', 'proxy.example'])
      assert.throws(() => proxyList(text), /not a list of addresses such as 10\.0\.0\.5/, text);
  });
});
