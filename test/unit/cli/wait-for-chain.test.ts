/** A node waits for its chain, and for nothing else. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { pino } from 'pino';
import { ChainUnreachable } from '@haulout/sdk/chain';
import { whenChainAnswers } from '../../../cli/src/node/wait-for-chain.js';
import { VirtualTimers } from '../../support/virtual-timers.js';

const away = () =>
  new ChainUnreachable({ url: 'http://a', kind: 'unreachable', cause: new Error('refused') });

function waiting() {
  const timers = new VirtualTimers();
  const ending = new AbortController();
  const lines: Record<string, unknown>[] = [];
  const logger = pino({}, { write: (line: string) => lines.push(JSON.parse(line)) });
  return { timers, ending, lines, patience: { timers, logger, signal: ending.signal } };
}

describe('a node whose chain is away', () => {
  it('tries again, ever less often, and says how often it has', async () => {
    const { timers, lines, patience } = waiting();
    let attempts = 0;
    const use = async () => {
      if (++attempts < 8) throw away();
      return 'here';
    };
    assert.equal(await timers.finish(whenChainAnswers(use, patience)), 'here');
    assert.deepEqual(
      lines.map(({ attempts, pauseMs }) => [attempts, pauseMs]),
      [1, 2, 4, 8, 16, 30, 30].map((seconds, at) => [at + 1, seconds * 1000]),
    );
    assert.match(String(lines[0]!['reason']), /^no full node answers at http:\/\/a: refused\./);
  });

  it('does not wait when something else is wrong, nor when it is told to stop', async () => {
    const { timers, ending, lines, patience } = waiting();
    const other = async () => {
      throw new Error('no such key');
    };
    await assert.rejects(whenChainAnswers(other, patience), /no such key/);
    const stopped = whenChainAnswers(async () => {
      throw away();
    }, patience);
    await timers.tick();
    ending.abort();
    assert.equal(await stopped, undefined);
    assert.equal(lines.length, 2);
    assert.equal(timers.pending, 0);
  });
});
