/**
 * R22, catching up: long stretches cost what their events cost, and nothing of what a watch promises is lost
 * for it.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import fc from 'fast-check';
import { GrpcTypes, RpcError } from '@mysten/sui/grpc';
import {
  watchCheckpoints,
  WatchError,
  watchEvents,
  type Trouble,
  type WatchedEvent,
  type WatchFrom,
  type WatchOptions,
} from '@haulout/sdk/watch';
import { VirtualTimers } from '../../support/virtual-timers.js';
import { nameOf } from '../../support/watch/places.js';
import { listed, type ListMessage } from '../../support/watch/listed.js';
import { seededRandom } from '../../support/random.js';
import { Replay, type ReplayFaults } from '../../support/watch/replay.js';
import { take } from '../../support/watch/take.js';
import { chainOf, placesIn, versionId, type Happening } from './synthetic.js';

const SEED = 20_261_121;
const CHAIN_ID = 'synthetic1Chain1with1Base58';
const GENESIS = { checkpoint: 0n } as const;
const packageId = versionId(1);

/** A full node with a chain that it can list. */
function nodeOf(
  chain: readonly GrpcTypes.Checkpoint[],
  { listLimit = 100, lists = true, versions = [packageId], height = chain.length } = {},
): Replay {
  const node = new Replay(chain, CHAIN_ID, versions, height);
  if (lists) node.listLimit = listLimit;
  node.prompt = true;
  return node;
}

/** Aborted after ten minutes without end, so that what never comes is a failure and no wait. */
function patience(timers: VirtualTimers): AbortSignal {
  const controller = new AbortController();
  timers.after(600_000, () => controller.abort(new Error('nothing comes any more')));
  return controller.signal;
}

/** So many events from a place on, in virtual time. */
function events(
  node: Replay,
  count: number,
  options: Partial<WatchOptions> = {},
  timers = new VirtualTimers(),
): Promise<WatchedEvent[]> {
  const { client } = node;
  const signal = patience(timers);
  const watch = watchEvents({
    client,
    packageId,
    from: GENESIS,
    timers,
    signal,
    random: () => 0.5,
    ...options,
  });
  return timers.finish(take(watch, count));
}

const place = (event: WatchedEvent): string =>
  `${event.checkpoint}/${event.transactionIndex}/${event.eventIndex}/${nameOf(event)}`;

/** `length` checkpoints, in some of which something of ours happens. */
const sparse = (length: number, at: readonly number[]): Happening[][] =>
  Array.from({ length }, (_, number) => (at.includes(number) ? ['foreign', 'ours'] : ['foreign', 'silent']));

const callsOf = (node: Replay): number => [...node.calls.values()].reduce((sum, count) => sum + count, 0);

describe('R22: catching up', () => {
  const AT = [3, 4, 400, 700, 701, 1_190];
  const chain = chainOf(sparse(1_200, AT));
  const expected = placesIn(chain, [packageId]);

  it('costs what the events cost, however many checkpoints are passed', async () => {
    const node = nodeOf(chain);
    assert.deepEqual((await events(node, expected.length)).map(place), expected);
    assert.ok(callsOf(node) <= 10, `${callsOf(node)} requests`);
    assert.equal(node.listed, 2 * AT.length, 'with contents, and again without');
  });

  it('gives the same events and cursors from an endpoint that cannot list, at a request for each checkpoint', async () => {
    const node = nodeOf(chain, { lists: false });
    const troubles: Trouble[] = [];
    const one = await events(node, expected.length, { onTrouble: (trouble) => troubles.push(trouble) });
    assert.deepEqual(one, await events(nodeOf(chain), expected.length));
    assert.deepEqual(
      troubles.map(({ what, retryInMs }) => [what, retryInMs]),
      [['list', undefined]],
      'it is asked for a list once',
    );
    assert.ok(node.calls.get('GetCheckpoint')! >= 1_190 && node.mostAtOnce > 4);
  });

  it('to every checkpoint comes a hundred at a time, each checked by the one before it', async () => {
    const node = nodeOf(chain);
    const timers = new VirtualTimers();
    const watch = watchCheckpoints({ client: node.client, packageId, from: GENESIS, timers });
    const all = await timers.finish(take(watch, chain.length));
    assert.deepEqual(
      all.map(({ checkpoint }) => checkpoint),
      chain.map(({ sequenceNumber }) => sequenceNumber),
    );
    assert.ok(callsOf(node) <= 16, `${callsOf(node)} requests`);
  });

  it('moves the cursor on where nothing happens', async () => {
    const timers = new VirtualTimers();
    const { client } = nodeOf(chain);
    const watch = watchCheckpoints({ client, packageId, from: GENESIS, timers, skipEmpty: true });
    const seen: bigint[] = [];
    let cursor = '';
    const walk = async (): Promise<void> => {
      for await (const checkpoint of watch) {
        seen.push(checkpoint.checkpoint);
        cursor = checkpoint.cursor;
        if (checkpoint.checkpoint === 1_199n) return;
      }
    };
    await timers.finish(walk());
    assert.deepEqual(seen, [0, ...AT, 1_199].map(BigInt));
    const more = chainOf([...sparse(1_200, AT), ...sparse(40, [30])]);
    const [next] = await events(nodeOf(more), 1, { from: { cursor } });
    assert.equal(next?.checkpoint, 1_230n);
  });

  it('asks for the next list while the consumer is busy, and for no further one', async () => {
    const busy = chainOf(Array.from({ length: 400 }, (): Happening[] => ['ours']));
    const node = nodeOf(busy, { listLimit: 20 });
    const timers = new VirtualTimers();
    const watch = watchEvents({ client: node.client, packageId, from: GENESIS, timers });
    await timers.finish(take({ [Symbol.asyncIterator]: () => ({ next: () => watch.next() }) }, 5));
    assert.equal(node.calls.get('ListCheckpoints'), 4, 'each twice');
    await watch.return(undefined as never);
    assert.equal(timers.pending, 0, 'it leaves nothing behind');
  });

  it('holds no more than a list that is cut where it becomes large', async () => {
    const large = chainOf(Array.from({ length: 80 }, (): Happening[] => ['ours', 'foreign']));
    const megabyte = new Uint8Array(1 << 20);
    for (const { transactions } of large) transactions[1]!.events!.events[0]!.contents = { value: megabyte };
    const node = nodeOf(large);
    assert.equal((await events(node, 80)).length, 80);
    assert.ok(node.calls.get('ListCheckpoints')! >= 6);
  });

  it('follows the contracts over upgrades, those known before and those on the way, however many', async () => {
    const happenings = sparse(400, [20, 21, 50, 390]);
    for (let number = 40; number < 280; number += 20) {
      happenings[number] = ['later', 'upgrade', 'later'];
      happenings[number + 1] = ['later'];
      happenings[number + 9] = ['several', 'later'];
    }
    const upgraded = chainOf(happenings);
    const all = Array.from({ length: 13 }, (_, index) => versionId(index + 1));
    for (const [known, listLimit] of [1, 4, 13].flatMap((known) =>
      [100, 2, 5].map((limit) => [known, limit]),
    )) {
      const versions = all.slice(0, known);
      const node = nodeOf(upgraded, { versions, listLimit: listLimit! });
      const wanted = placesIn(upgraded, versions);
      const onTrouble = ({ error }: Trouble): void =>
        assert.ok(!(error instanceof WatchError), `${String(error)}, and nothing is wrong with it`);
      assert.deepEqual((await events(node, wanted.length, { onTrouble })).map(place), wanted);
      if (listLimit === 100) assert.ok(callsOf(node) < 100, `${callsOf(node)} requests`);
    }
  });
});

describe('a list', () => {
  const AT = [5, 30, 31, 60, 90];
  const chain = chainOf(sparse(100, AT));
  const expected = placesIn(chain, [packageId]);
  const cut = new RpcError('made up', 'DEADLINE_EXCEEDED');
  type Lie = (messages: readonly ListMessage[]) => readonly (ListMessage | RpcError | 'hang')[];
  const change = (at: number, to: (message: ListMessage) => ListMessage): Lie => {
    return (messages) => messages.map((message, index) => (index === at ? to(message) : message));
  };
  const item = (message: ListMessage, to: Partial<GrpcTypes.Checkpoint>): ListMessage => ({
    ...message,
    checkpoint: { ...message.checkpoint!, ...to },
  });

  async function told(lie: Lie): Promise<{ node: Replay; codes: unknown[]; troubles: Trouble[] }> {
    const node = nodeOf(chain);
    node.faults = { list: lie };
    const troubles: Trouble[] = [];
    const seen = await events(node, expected.length, { onTrouble: (trouble) => troubles.push(trouble) });
    assert.deepEqual(seen.map(place), expected);
    const codes = troubles.map(({ what, error, retryInMs }) => {
      assert.equal(what, 'list');
      assert.equal(retryInMs, undefined, 'it is not asked for another one');
      return error instanceof WatchError ? error.code : error;
    });
    return { node, codes, troubles };
  }

  it('that contradicts itself or what was asked for is not used', async () => {
    const covering = (checkpoint: bigint) => (message: ListMessage) => ({
      ...message,
      watermark: { checkpoint },
    });
    const lies: Lie[] = [
      (messages) => [messages[1]!, messages[0]!, ...messages.slice(2)],
      (messages) => [messages[0]!, messages[0]!, ...messages.slice(1)],
      (messages) => messages.map((message, index) => (index === 2 ? item(message, chain[0]!) : message)),
      change(0, covering(31n)),
      change(1, covering(3n)),
      change(1, covering(100n)),
      change(1, covering(2n ** 64n - 1n)),
      change(1, (message) => item(message, { sequenceNumber: 2n ** 63n })),
    ];
    for (const lie of lies) assert.deepEqual((await told(lie)).codes, ['BAD_LIST']);
  });

  it('of checkpoints that the chain does not have is not used', async () => {
    const other = chainOf(sparse(100, AT), 1);
    const stranger: Lie = (messages) =>
      messages.map((message) =>
        message.checkpoint ? item(message, other[Number(message.checkpoint.sequenceNumber)]!) : message,
      );
    assert.deepEqual((await told(stranger)).codes, ['BAD_LIST']);
    assert.deepEqual((await told(change(4, (it) => item(it, { digest: chain[0]!.digest! })))).codes, [
      'BAD_LIST',
    ]);
  });

  it('that ends in a checkpoint whose events it leaves out is not used', async () => {
    const upTo90: Lie = () => [{ watermark: { checkpoint: 90n }, end: {} }];
    assert.deepEqual((await told(upTo90)).codes, ['BAD_LIST']);
  });

  it('whose checkpoints lack something is not used', async () => {
    const without = (lack: Partial<GrpcTypes.ExecutedTransaction>): Lie =>
      change(1, (message) =>
        item(message, { transactions: message.checkpoint!.transactions.map((it) => ({ ...it, ...lack })) }),
      );
    assert.deepEqual((await told(without({ events: undefined }))).codes, ['BAD_CHECKPOINT']);
    const fewer: Lie = change(2, (it) => item(it, { transactions: it.checkpoint!.transactions.slice(0, 1) }));
    assert.deepEqual((await told(fewer)).codes, ['BAD_CHECKPOINT'], 'it comes right after another one');
    assert.deepEqual((await told(change(1, (it) => item(it, { summary: undefined })))).codes, [
      'BAD_CHECKPOINT',
    ]);
  });

  it('of what the endpoint no longer has is none: the watch says so', async () => {
    const node = nodeOf(chain);
    node.lowest = 20n;
    await assert.rejects(events(node, 1), { code: 'PRUNED' });
    const [{ cursor }] = (await events(nodeOf(chain), 1)) as [WatchedEvent];
    await assert.rejects(events(node, 1, { from: { cursor } }), { code: 'PRUNED' });
  });

  it('that is cut off or falls silent is good as far as it says', async () => {
    for (const end of [cut, 'hang'] as const) {
      const node = nodeOf(chain);
      const timers = new VirtualTimers();
      node.faults = { list: (messages) => [...messages.slice(0, 3), end] };
      assert.deepEqual((await events(node, expected.length, {}, timers)).map(place), expected);
      assert.ok(node.calls.get('ListCheckpoints')! >= 2);
      assert.ok(node.calls.get('GetCheckpoint')! < 30);
    }
  });

  it('that never comes keeps nobody from the events, and is asked for again ever more rarely', async () => {
    for (const end of [cut, 'hang'] as const) {
      const node = nodeOf(chain);
      node.faults = { list: () => [end] };
      const retries: (number | undefined)[] = [];
      const onTrouble = ({ retryInMs }: Trouble) => void retries.push(retryInMs);
      // Everything takes its time.
      const timers = new VirtualTimers();
      let passed = 0;
      timers.now = () => (passed += 25);
      const options = { onTrouble, backoffMs: 100, maxBackoffMs: 400, random: () => 1, fetchAhead: 2 };
      assert.deepEqual((await events(node, expected.length, options, timers)).map(place), expected);
      assert.deepEqual(retries.slice(0, 4), [100, 200, 400, 400]);
    }
  });
});

describe('R22: whatever an endpoint does', () => {
  const happening = fc.constantFrom<Happening>('ours', 'several', 'foreign', 'silent', 'upgrade', 'later');
  const quiet = fc.array(fc.constantFrom<Happening>('foreign', 'silent'), { minLength: 1, maxLength: 2 });
  const checkpoint = fc.oneof(
    { weight: 4, arbitrary: quiet },
    { weight: 1, arbitrary: fc.array(happening, { minLength: 1, maxLength: 3 }) },
  );

  it('catching up gives what the chain has, across kills', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(checkpoint, { minLength: 10, maxLength: 80 }),
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.integer({ min: 1, max: 12 }),
        async (happenings, seed, listLimit) => {
          const chain = chainOf([...happenings, ['ours']]);
          const random = seededRandom(seed);
          const upgrades = happenings.flat().filter((it) => it === 'upgrade').length;
          const versions = Array.from({ length: upgrades + 1 }, (_, index) => versionId(index + 1));
          const node = nodeOf(chain, {
            listLimit,
            versions,
            height: 1 + Math.floor(random() * chain.length),
          });
          node.faults = unreliable(node, random);
          const expected = placesIn(chain, versions);
          const timers = new VirtualTimers();
          const seen: string[] = [];
          let from: WatchFrom = GENESIS;
          while (seen.length < expected.length) {
            const { client } = node;
            const signal = patience(timers);
            const options = { client, packageId, from, timers, signal, random, fetchAhead: 2, maxWaiting: 4 };
            const life = 1 + Math.floor(random() * 15);
            const watch = watchCheckpoints({
              ...options,
              backoffMs: random() < 0.5 ? 0 : 250,
              skipEmpty: random() < 0.8,
            });
            const walk = async (): Promise<void> => {
              let count = 0;
              for await (const { events, cursor } of watch) {
                for (const event of events) {
                  seen.push(place(event));
                  from = { cursor: event.cursor };
                  if (++count >= life) return;
                }
                from = { cursor };
                if (++count >= life || seen.length >= expected.length) return;
              }
            };
            await timers.finish(walk());
          }
          assert.deepEqual(seen, expected);
        },
      ),
      { seed: SEED, numRuns: 36 },
    );
  });

  function unreliable(node: Replay, random: () => number): ReplayFaults {
    return {
      subscribe: () => (random() < 0.3 ? { code: 'UNAVAILABLE' } : undefined),
      unary() {
        if (random() < 0.3) node.reveal(1 + Math.floor(random() * 30));
        const die = random();
        return die < 0.08 ? { code: 'UNAVAILABLE' } : die < 0.12 ? { code: 'NOT_FOUND' } : undefined;
      },
      list(messages) {
        const die = random();
        const some = messages.slice(0, Math.floor(random() * messages.length));
        if (die < 0.1) return [new RpcError('made up', 'UNAVAILABLE')];
        if (die < 0.3) return [...some, new RpcError('made up', 'DEADLINE_EXCEEDED')];
        if (die < 0.4) return [...some, 'hang'];
        if (die < 0.5) return some;
        if (die < 0.52) return [...messages, ...messages];
        // Says less than it could.
        if (die < 0.7)
          return messages.map(({ watermark, ...rest }) => (random() < 0.5 ? rest : { ...rest, watermark }));
        return messages;
      },
    };
  }

  it('a chain that is set back meanwhile is noticed, or was not seen before', async () => {
    let noticed = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(checkpoint, { minLength: 30, maxLength: 60 }),
        fc.integer({ min: 1, max: 12 }),
        // The fifth call is the first list.
        fc.oneof(
          { weight: 1, arbitrary: fc.constant(5) },
          { weight: 3, arbitrary: fc.integer({ min: 1, max: 14 }) },
        ),
        fc.integer({ min: 1, max: 9 }),
        async (happenings, height, when, listLimit) => {
          const shape: Happening[][] = [...happenings, ['ours'], ['silent'], ['ours']];
          const before = chainOf(shape);
          const after = [...before.slice(0, height)];
          for (const one of chainOf(shape, 1).slice(height)) {
            const previousDigest = after.at(-1)!.digest;
            after.push({ ...one, summary: { ...one.summary!, previousDigest } });
          }
          const node = nodeOf(before, { listLimit });
          let calls = 0;
          const turn = (): undefined => {
            if (++calls === when) node.chain = after;
          };
          node.faults = {
            unary: turn,
            // Set back while a list is on its way, which then begins with one chain and ends with the other.
            list: (messages, request) => {
              turn();
              const half = messages.slice(0, messages.length / 2);
              return calls === when
                ? [...half, ...listed(after, request, listLimit).slice(half.length)]
                : messages;
            },
          };
          const count = placesIn(before, [packageId]).length;
          const seen: WatchedEvent[] = [];
          const timers = new VirtualTimers();
          const signal = patience(timers);
          const options = { client: node.client, packageId, from: GENESIS, timers, signal, fetchAhead: 1 };
          const walk = async (): Promise<void> => {
            for await (const event of watchEvents(options)) if (seen.push(event) === count) return;
          };
          const error = await timers.finish(walk().catch((failure: unknown) => failure));
          const digests = new Map(after.map(({ sequenceNumber, digest }) => [sequenceNumber!, digest!]));
          const stale = seen.filter(({ cursor, checkpoint }) => !cursor.endsWith(digests.get(checkpoint)!));
          if (error !== undefined) {
            noticed++;
            assert.ok(error instanceof WatchError && error.code === 'FORKED', String(error));
          } else if (stale.length > 0)
            assert.equal(stale.at(-1), seen.at(-1), 'what came after belongs to another chain');
        },
      ),
      { seed: SEED, numRuns: 36 },
    );
    assert.ok(noticed > 3, `${noticed} were noticed`);
  });
});
