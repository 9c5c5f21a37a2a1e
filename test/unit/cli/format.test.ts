/** Amounts, sizes and times as people see them. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import {
  amountOf,
  count,
  dateTime,
  fromWhen,
  percent,
  size,
  span,
  wal,
  when,
} from '../../../cli/src/format.js';
import { stakeText } from '../../../cli/src/node/status.js';

const NINE = BigInt(Date.UTC(2026, 10, 29, 9));
const HOUR = 3_600_000n;

describe('what people see', () => {
  it('is sizes in the largest unit that fits', () => {
    const cases: [number | bigint, string][] = [
      [0, '0 bytes'],
      [1, '1 byte'],
      [1023, '1023 bytes'],
      [1024, '1 KiB'],
      [10_035, '9.8 KiB'],
      [1_048_575, '1 MiB'],
      [3n << 20n, '3 MiB'],
      [1n << 40n, '1 TiB'],
      [5n << 60n, '5120 PiB'],
    ];
    for (const [bytes, text] of cases) assert.equal(size(bytes), text);
  });

  it('is a part of a size in the unit of the whole', () => {
    const cases: [number, number, string][] = [
      [3, 500, '3/500 bytes'],
      [0, 2 ** 31, '0.0/2.0 GiB'],
      [1_610_612_736, 2 ** 31, '1.5/2.0 GiB'],
      [2 ** 20, 9.1 * 2 ** 20, '1.0/9.1 MiB'],
    ];
    for (const [done, total, text] of cases) assert.equal(amountOf(done, total), text);
  });

  it('is times as dates with the distance to now', () => {
    assert.equal(dateTime(NINE), '2026-11-29 09:00 UTC');
    assert.equal(when(NINE, NINE - 3n * HOUR), '2026-11-29 09:00 UTC, in 3 h');
    assert.equal(when(NINE, NINE + 90_000n), '2026-11-29 09:00 UTC, 90 s ago');
    assert.equal(fromWhen(NINE, NINE), 'now');
    assert.equal(fromWhen(NINE, NINE - 1n), 'from 2026-11-29 09:00 UTC, in 1 s');
    const spans: [bigint, string][] = [
      [0n, '0 s'],
      [119_001n, '120 s'],
      [120_000n, '2 min'],
      [119n * 60_000n, '119 min'],
      [2n * HOUR, '2 h'],
      [11n * HOUR + 1n, '11 h 1 min'],
      [48n * HOUR, '2 d'],
      [14n * 24n * HOUR + 1n, '14 d 1 h'],
    ];
    for (const [ms, text] of spans) assert.equal(span(ms), text);
  });

  it('is numbers with their words', () => {
    assert.deepEqual([count(1, 'node'), count(1000, 'shard')], ['1 node', '1,000 shards']);
    assert.deepEqual([percent(500), percent(25)], ['5 %', '0.25 %']);
    assert.equal(wal(1_000_500_000_000n), '1,000.5');
  });

  it('is the stake of a node now and in epochs to come', () => {
    const WAL = 10n ** 9n;
    const none = new Map<number, bigint>();
    assert.equal(stakeText({ stake: 7n * WAL, arriving: none, leaving: none }, 2), '7 WAL');
    assert.equal(
      stakeText({ stake: 0n, arriving: new Map([[3, 1000n * WAL]]), leaving: none }, 2),
      '0 WAL now, 1,000 WAL from epoch 3',
    );
    assert.equal(
      stakeText(
        {
          stake: 5n * WAL,
          arriving: new Map([
            [3, WAL],
            [4, WAL],
          ]),
          leaving: new Map([[4, 3n * WAL]]),
        },
        2,
      ),
      '5 WAL now, 6 WAL from epoch 3, 4 WAL from epoch 4',
    );
  });
});
