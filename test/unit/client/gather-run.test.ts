import { gather, type GatherJob } from '@haulout/sdk/nodes';
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';

import { VirtualTimers, settle } from '../../support/virtual-timers.js';

const job = (timers: VirtualTimers, over: Partial<GatherJob<number>>): GatherJob<number> => ({
  items: Array.from({ length: 5 }, (_, node) => ({ node, weight: 1 })),
  rules: {
    goal: 2,
    concurrency: 4,
    eager: false,
    hedgeAfterMs: 100,
    maxHedges: 2,
    doubtAfterMs: 300,
    maxAttempts: 1,
    backoffMs: 10,
    maxBackoffMs: 10,
    graceMs: 0,
    graceShare: 0,
  },
  timers,
  attempt: async (item) => item,
  mayRetry: () => true,
  ...over,
});
const hang = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

describe('R10: gathering from storage nodes', () => {
  it('returns what was delivered, with the failures as evidence', async () => {
    const timers = new VirtualTimers();
    const result = await timers.finish(
      gather(
        job(timers, {
          attempt: async (item) => {
            if (item === 0) throw new Error('liar');
            return item * 10;
          },
        }),
      ),
    );
    assert.equal(result.reached, true);
    assert.deepEqual(result.delivered, [
      { item: 1, value: 10 },
      { item: 2, value: 20 },
    ]);
    assert.deepEqual(
      result.faults.map(({ item, error }) => [item, (error as Error).message]),
      [[0, 'liar']],
    );
    assert.equal(timers.pending, 0, 'no timer outlives the gathering');
  });

  it('goes around hanging nodes and aborts them once it has enough', async () => {
    const timers = new VirtualTimers();
    const aborted: number[] = [];
    const result = await timers.finish(
      gather(
        job(timers, {
          attempt: async (item, signal) => {
            signal.addEventListener('abort', () => aborted.push(item));
            return item < 2 ? hang(signal) : item;
          },
        }),
      ),
    );
    assert.equal(timers.now(), 100, 'one hedge delay');
    assert.deepEqual(result.abandoned, [0, 1]);
    assert.deepEqual(aborted, [0, 1]);
    assert.equal(result.attempts, 4);
  });

  it('stops with the reason of its signal, and aborts everything outstanding', async () => {
    const timers = new VirtualTimers();
    const stop = new AbortController();
    let outstanding = 0;
    const running = gather(
      job(timers, {
        signal: stop.signal,
        attempt: (_, signal) => {
          outstanding++;
          signal.addEventListener('abort', () => outstanding--);
          return hang(signal);
        },
      }),
    );
    await settle();
    assert.equal(outstanding, 2);
    stop.abort(new Error('enough of this'));
    await assert.rejects(running, /enough of this/);
    assert.equal(outstanding, 0);
    assert.equal(timers.pending, 0);
  });

  it('refuses to begin under an aborted signal', async () => {
    const timers = new VirtualTimers();
    await assert.rejects(
      gather(job(timers, { signal: AbortSignal.abort(new Error('too late')), attempt: () => assert.fail() })),
      /too late/,
    );
  });

  it('survives an attempt that throws before it returns a promise', async () => {
    const timers = new VirtualTimers();
    const result = await timers.finish(
      gather(
        job(timers, {
          attempt: () => {
            throw new Error('at once');
          },
        }),
      ),
    );
    assert.equal(result.reached, false);
    assert.equal(result.faults.length, 4, 'after four of five are lost, two cannot be had');
  });

  it('passes on what its caller throws when told of progress, and stops', async () => {
    const timers = new VirtualTimers();
    const running = gather(
      job(timers, {
        attempt: (item, signal) => (item === 0 ? Promise.resolve(item) : hang(signal)),
        onDelivered: () => {
          throw new Error('display broken');
        },
      }),
    );
    await assert.rejects(timers.finish(running), /display broken/);
    assert.equal(timers.pending, 0);
  });
});
