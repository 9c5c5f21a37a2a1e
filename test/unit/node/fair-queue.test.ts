/** Work for others: a few tasks at a time, each peer in its turn, and a bound on what waits. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { isHauloutError } from '@haulout/sdk/base';
import { fairQueue } from '../../../node/src/fair/fair-queue.js';
import { sharedWork } from '../../../node/src/fair/shared.js';
import { extent } from '../../support/long.js';
import { settle } from '../../support/virtual-timers.js';

/** A queue whose tasks end when the test says so. */
function watched(bounds: { atOnce: number; mostWaiting: number }) {
  const queue = fairQueue(bounds);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const refused: string[] = [];
  const ask = (peer: string, name: string): void => {
    const task = (): Promise<void> => {
      begun.push(name);
      return new Promise((resolve) => ends.set(name, resolve));
    };
    queue(peer, task).catch((error: unknown) => {
      assert.ok(isHauloutError(error, 'TOO_MANY_REQUESTS'), String(error));
      assert.deepEqual(error.values, { status: 'RESOURCE_EXHAUSTED', comeBackMs: 1000 });
      refused.push(name);
    });
  };
  const end = async (name: string): Promise<void> => {
    ends.get(name)!();
    await settle();
  };
  return { ask, end, begun, refused };
}

describe('work for others', () => {
  it('is done a few tasks at a time, one of each peer in turn', async () => {
    const { ask, end, begun } = watched({ atOnce: 2, mostWaiting: 10 });
    for (const name of ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'c1']) ask(name[0]!, name);
    await settle();
    assert.deepEqual(begun, ['a1', 'a2']);
    for (let done = 0; done < 7; done++) await end(begun[done]!);
    assert.deepEqual(begun, ['a1', 'a2', 'a3', 'b1', 'c1', 'a4', 'b2']);
  });

  it('of a peer that has most of it is refused first when too much waits', async () => {
    const { ask, end, begun, refused } = watched({ atOnce: 1, mostWaiting: 3 });
    for (const name of ['a0', 'a1', 'a2', 'a3', 'a4']) ask('a', name);
    await settle();
    assert.deepEqual(refused, ['a4']);
    ask('b', 'b1');
    await settle();
    assert.deepEqual(refused, ['a4', 'a3']);
    ask('c', 'c1');
    await settle();
    assert.deepEqual(refused, ['a4', 'a3', 'a2']);
    ask('d', 'd1');
    await settle();
    assert.deepEqual(refused, ['a4', 'a3', 'a2', 'd1'], 'nobody has more than one task');
    for (let done = 0; done < 4; done++) await end(begun[done]!);
    assert.deepEqual(begun, ['a0', 'a1', 'b1', 'c1']);
  });

  it('is bounded, whole and fair whoever asks and whatever ends when', async () => {
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('ask' as const), peer: fc.nat(4) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('end' as const), which: fc.nat(9) }) },
    );
    const bounds = fc.record({
      atOnce: fc.integer({ min: 1, max: 3 }),
      mostWaiting: fc.integer({ min: 1, max: 6 }),
    });
    const property = fc.asyncProperty(bounds, fc.array(step, { maxLength: 50 }), async (given, steps) => {
      const { ask, end, begun, refused } = watched(given);
      const ended = new Set<string>();
      /** The step in which each was asked for, and in which it began. */
      const asked = new Map<string, number>();
      const began = new Map<string, number>();
      const running = () => begun.filter((name) => !ended.has(name));
      const waiting = () =>
        [...asked.keys()].filter((name) => !begun.includes(name) && !refused.includes(name));
      const peersWithout = (peer: string) => ['0', '1', '2', '3', '4'].filter((other) => other !== peer);
      for (const [at, it] of steps.entries()) {
        if (it.kind === 'ask') {
          const name = `${it.peer}:${at}`;
          asked.set(name, at);
          ask(String(it.peer), name);
        } else {
          const name = running()[it.which % Math.max(1, running().length)];
          if (name === undefined) continue;
          ended.add(name);
          await end(name);
        }
        await settle();
        assert.ok(running().length <= given.atOnce && waiting().length <= given.mostWaiting, 'bounded');
        assert.ok(waiting().length === 0 || running().length === given.atOnce, 'nothing waits in vain');
        for (const [place, name] of begun.entries()) {
          if (began.has(name)) continue;
          began.set(name, at);
          const [peer] = name;
          assert.ok(
            !waiting().some((one) => one[0] === peer && asked.get(one)! < asked.get(name)!),
            'in order',
          );
          const last = begun.slice(0, place).findLastIndex((other) => other[0] === peer);
          if (last < 0) continue;
          const turns = begun.slice(last + 1, place).map((one) => one[0]);
          const since = began.get(begun[last]!)!;
          for (const other of peersWithout(peer!)) {
            const hasWaited = waiting().some((one) => one[0] === other && asked.get(one)! < since);
            assert.ok(!hasWaited || turns.includes(other), `${other} has had no turn before ${name}`);
          }
        }
      }
      for (let at = 0; at < begun.length; at++) await end(begun[at]!);
      assert.deepEqual([...begun, ...refused].toSorted(), [...asked.keys()].toSorted(), 'each once');
    });
    await fc.assert(property, { seed: 5, numRuns: extent({ short: 150, long: 5_000 }) });
  });

  it('fails for whom it was done, and for nobody else', async () => {
    const queue = fairQueue({ atOnce: 1, mostWaiting: 3 });
    const fails = queue('a', () => {
      throw new Error('as it should');
    });
    const works = queue('a', () => 7);
    await assert.rejects(fails, /as it should/);
    assert.equal(await works, 7);
  });
});

describe('work that several want', () => {
  it('is done once, by whoever has the first turn, and kept within its bound', async () => {
    const work = fairQueue({ atOnce: 3, mostWaiting: 10 });
    const shared = sharedWork<{ size: number }>({ work, maxBytes: 10, sizeOf: ({ size }) => size });
    const made: string[] = [];
    const get = (key: string, size = 6) =>
      shared('peer', key, async () => {
        made.push(key);
        await settle();
        return size === 0 ? undefined : { size };
      });
    const [first, ...others] = await Promise.all([get('a'), get('a'), get('a'), get('a')]);
    assert.deepEqual(made, ['a']);
    for (const other of others) assert.equal(other, first);
    assert.equal(await get('a'), first);
    await get('b');
    await get('a');
    assert.deepEqual(made, ['a', 'b', 'a'], 'both together are larger than the bound');
    await get('huge', 11);
    await get('huge', 11);
    await get('none', 0);
    await get('none', 0);
    assert.deepEqual(made.slice(3), ['huge', 'huge', 'none', 'none']);
  });

  it('that failed is tried again for the next', async () => {
    const work = fairQueue({ atOnce: 3, mostWaiting: 10 });
    const shared = sharedWork<{ size: number }>({ work, maxBytes: 10, sizeOf: ({ size }) => size });
    await assert.rejects(
      shared('peer', 'a', async () => {
        throw new Error('the disk');
      }),
      /the disk/,
    );
    assert.deepEqual(await shared('peer', 'a', async () => ({ size: 1 })), { size: 1 });
  });
});
