/** What a command that runs for long says: lines for people on a terminal, JSON for everything else. */
import assert from 'node:assert/strict';
import { afterEach, describe, it, vi } from 'vitest';
import { InvalidArgument } from '@haulout/sdk/base';
import { logged } from '../../../cli/src/log/logged.js';
import { openLog, type LogTarget } from '../../../cli/src/log/open-log.js';
import { isTold } from '../../../cli/src/log/told.js';

const BLOB_ID = 'KCkqKywtLi8wMTIzNDU2Nzg5Ojs8PT4_QEFCQ0RFRkc';
const ESCAPE = '\u001b[';

function target(options: Partial<LogTarget> & { readonly isTTY?: boolean } = {}) {
  const { isTTY = false, ...rest } = options;
  let text = '';
  const stream = { isTTY, write: (part: string) => (text += part) };
  const lines = () => text.trimEnd().split('\n');
  return { lines, to: { logFormat: 'auto', logLevel: 'debug', ...rest, stream } as LogTarget };
}

describe('a log', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('is JSON where nobody reads it on a terminal: ISO times, raw values, one object a line', async () => {
    const { to, lines } = target();
    const log = await openLog(to);
    log.info({ votes: { storagePrice: 90_000n, nodeCapacity: 1n << 40n }, freedBytes: 5 }, 'votes');
    log.error({ err: new InvalidArgument('no\nsuch thing', { value: 7n }) }, 'failed');
    const [votes, failed] = lines().map((line) => JSON.parse(line));
    const { time, ...rest } = votes;
    assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    const wanted = { storagePrice: '90000', nodeCapacity: '1099511627776' };
    assert.deepEqual(rest, { level: 'info', votes: wanted, freedBytes: 5, msg: 'votes' });
    assert.deepEqual([failed.err.code, failed.err.values], ['INVALID_ARGUMENT', { value: '7' }]);
    assert.equal(lines().length, 2);
  });

  it('is a time, a level and a sentence on a terminal, with amounts in WAL and sizes in MiB', async () => {
    vi.stubEnv('NO_COLOR', '1');
    const { to, lines } = target({ isTTY: true });
    const log = await openLog(to);
    log.info({ blobId: BLOB_ID, transferredBytes: 3_355_443, recoveredSlivers: 2 }, 'took a blob over');
    log.info({ votes: { storagePrice: 90_000n, nodeCapacity: 1n << 40n } }, 'voted');
    log.warn({ nodeId: `0x${'ab'.repeat(32)}`, isListed: false, err: new Error('gone') }, 'no answer');
    log.info({ shards: [1, 2, 3] }, 'holds');
    log.info({ cost: 220_000n }, 'stored an upload');
    const [first, ...others] = lines();
    assert.match(first!, /^\d\d:\d\d:\d\d INFO: /);
    assert.deepEqual(
      [first!, ...others].map((line) => line.slice(9)),
      [
        'INFO: took a blob over (blob KCkqKy..FRkc, transferred 3.2 MiB,',
        // Below the text, which begins behind the time of day and the level.
        '       recovered slivers 2)',
        'INFO: voted (storage price 0.00009 WAL, node capacity 1 TiB)',
        'WARN: no answer (node 0xabab..abab, not listed): gone',
        'INFO: holds (shards 1, 2, 3)',
        'INFO: stored an upload (cost 0.00022 WAL)',
      ],
    );
  });

  it('has colours on a terminal only, and none when NO_COLOR is set; what strangers say has none', async () => {
    const coloured = target({ isTTY: true });
    (await openLog(coloured.to)).info('well');
    assert.ok(coloured.lines()[0]!.includes(ESCAPE));
    vi.stubEnv('NO_COLOR', '1');
    for (const options of [{ isTTY: true }, { logFormat: 'text' as const }]) {
      const { to, lines } = target(options);
      (await openLog(to)).warn({ address: `${ESCAPE}2J`, err: new Error(`${ESCAPE}31m\nred`) }, 'careful');
      assert.equal(lines().length, 1);
      assert.ok(!lines()[0]!.includes('\u001b'), lines()[0]);
    }
  });

  it('ends with what a command failed with, which is not printed once more; people read it below', async () => {
    const error = new InvalidArgument('it cannot be');
    const fail = () => Promise.reject(error);
    for (const options of [{ isTTY: true }, { logLevel: 'silent' }]) {
      const { to, lines } = target(options);
      await assert.rejects(logged(to, fail), error);
      assert.deepEqual([isTold(error), lines()], [false, ['']]);
    }
    const { to, lines } = target();
    await assert.rejects(logged(to, fail), error);
    assert.equal(isTold(error), true);
    const { level, err } = JSON.parse(lines()[0]!);
    assert.deepEqual([level, err.message], ['fatal', 'it cannot be']);
  });
});
