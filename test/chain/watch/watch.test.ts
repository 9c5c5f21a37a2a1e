/**
 * R22: the chain is watched without gaps, each event exactly once, whatever happens to watcher and endpoint.
 */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import fc from 'fast-check';
import { GrpcTypes, RpcError, SuiGrpcClient } from '@mysten/sui/grpc';
import { events as bindings } from '@haulout/sdk/contracts';
import {
  parseCursor,
  watchCheckpoints,
  watchEpochs,
  watchEvents,
  WatchError,
  type Trouble,
  type WatchedEvent,
  type WatchOptions,
} from '@haulout/sdk/watch';
import { settle, VirtualTimers } from '../../support/virtual-timers.js';
import { seededRandom } from '../../support/random.js';
import { endVoting, eventsOfLedger, recordChain, startHistory, type LedgerEvent } from './history.js';
import { nameOf, placeOf } from '../../support/watch/places.js';
import { Replay, type ReplayFaults } from '../../support/watch/replay.js';
import { take } from '../../support/watch/take.js';

const SEED = 20_261_121;
const STEPS = ['EpochParametersSelected', 'EpochChangeStart', 'EpochChangeDone'];

let world: Awaited<ReturnType<typeof startHistory>>;
let packageId: string;
let chain: GrpcTypes.Checkpoint[];
let expected: LedgerEvent[];
beforeAll(async () => {
  world = await startHistory();
  packageId = world.deployment.packageId;
  chain = await recordChain(world.devnet);
  expected = eventsOfLedger(world.devnet, [packageId]);
  assert.ok(
    expected.length > 40 && chain.length > 25,
    `${expected.length} events in ${chain.length} checkpoints`,
  );
});
afterAll(() => world.devnet.stop());

const GENESIS = { checkpoint: 0n } as const;
const chainId = () => world.devnet.ledger.chainIdentifier;
const replay = (height?: number) => new Replay(chain, chainId(), [packageId], height);
const rejection = (code: string) => (error: unknown) => error instanceof WatchError && error.code === code;

function assertSame(actual: readonly WatchedEvent[], ledger: readonly LedgerEvent[]): void {
  assert.deepEqual(actual.map(placeOf), ledger.map(placeOf));
  assert.deepEqual(
    actual.map(nameOf),
    ledger.map(({ name }) => name),
  );
}

describe('R22: the events of a real chain', () => {
  it('come from its beginning as the ledger has them, decoded as the bindings say', async () => {
    const { url } = await world.devnet.listen();
    const onTrouble = ({ error }: Trouble): void => assert.fail(error as Error);
    const watched = (client: SuiGrpcClient): Promise<WatchedEvent[]> =>
      take(watchEvents({ client, packageId, from: GENESIS, onTrouble }), expected.length);
    const seen = await watched(world.devnet.client);
    assertSame(seen, expected);
    assert.deepEqual(
      await watched(new SuiGrpcClient({ network: 'custom', baseUrl: url })),
      seen,
      'over HTTP',
    );
    for (const [index, event] of seen.entries()) {
      assert.ok(event.kind !== 'unknown');
      const layout = bindings[event.kind];
      assert.deepEqual(event.fields, layout.parse(expected[index]!.contents));
      assert.ok(event.sender.startsWith('0x') && event.timestampMs > 0);
    }
  });

  it('go on from the cursor of each of them: a watcher killed anywhere misses none and sees none twice', async () => {
    const all = await take(
      watchEvents({ client: world.devnet.client, packageId, from: GENESIS }),
      expected.length,
    );
    for (const [index, { cursor }] of all.entries()) {
      // After every third is enough: transactions here have up to a handful.
      if (index % 3 !== 0) continue;
      const count = Math.min(3, expected.length - index - 1);
      const from = { cursor };
      const rest = await take(watchEvents({ client: world.devnet.client, packageId, from }), count);
      assertSame(rest, expected.slice(index + 1, index + 1 + count));
    }
  });

  it('go on from the cursor of each checkpoint, also of those without events', async () => {
    const { client } = world.devnet;
    const all = await take(watchCheckpoints({ client, packageId, from: GENESIS }), chain.length);
    assert.deepEqual(
      all.map(({ checkpoint }) => checkpoint),
      chain.map((_, index) => BigInt(index)),
    );
    assertSame(
      all.flatMap(({ events }) => events),
      expected,
    );
    for (const [index, { cursor, checkpoint }] of all.slice(0, -1).entries()) {
      if (index % 3 !== 0) continue;
      const [next] = await take(watchCheckpoints({ client, packageId, from: { cursor } }), 1);
      assert.equal(next!.checkpoint, checkpoint + 1n);
    }
  });

  it('are pushed, in process and over HTTP: nobody waits for a poll', async () => {
    const { devnet } = world;
    const { url } = await devnet.listen();
    const before = devnet.snapshot();
    for (const client of [devnet.client, new SuiGrpcClient({ network: 'custom', baseUrl: url })]) {
      try {
        // Time stands still, so a poll never comes.
        const timers = new VirtualTimers();
        const from = { checkpoint: BigInt(chain.length) };
        const watch = watchEvents({ client, packageId, from, timers });
        let arrived = false;
        const next = watch.next().finally(() => (arrived = true));
        await endVoting(world);
        // The subscription may have begun after the event: what comes next shows that something was missed.
        while (!arrived) {
          devnet.advanceClock(1);
          await settle();
        }
        assert.equal((await next).value.kind, 'EpochParametersSelected');
        await watch.return(undefined as never);
      } finally {
        devnet.restore(before);
      }
    }
  });

  it('tell the steps of the epochs', async () => {
    const { client } = world.devnet;
    const wanted = expected.filter(({ name }) => STEPS.includes(name));
    const steps = await take(watchEpochs({ client, packageId, from: GENESIS }), wanted.length);
    const names = { 'parameters-selected': STEPS[0], started: STEPS[1], done: STEPS[2] };
    assert.deepEqual(
      steps.map(({ step, checkpoint }) => `${names[step]} ${checkpoint}`),
      wanted.map(({ name, checkpoint }) => `${name} ${checkpoint}`),
    );
    assert.deepEqual(
      steps.map(({ epoch }) => epoch),
      [1, 1, 1, 2, 2, 2, 3, 3, 3],
    );
  });
});

describe('R22: an endpoint', () => {
  /** Watches a replay from the beginning of the chain until all events have come; virtual time. */
  async function watchAll(node: Replay, options: Partial<WatchOptions> = {}): Promise<WatchedEvent[]> {
    const timers = new VirtualTimers();
    const watch = watchEvents({
      client: node.client,
      packageId,
      from: GENESIS,
      timers,
      random: () => 0.5,
      ...options,
    });
    return timers.finish(take(watch, expected.length));
  }

  it('without subscriptions is asked from time to time, and the consumer cannot tell', async () => {
    const node = replay(1);
    node.faults = {
      subscribe: () => ({ code: 'UNIMPLEMENTED' }),
      unary: (method) => {
        if (method === 'GetServiceInfo') node.reveal(3);
        return undefined;
      },
    };
    const troubles: Trouble[] = [];
    assertSame(await watchAll(node, { onTrouble: (trouble) => troubles.push(trouble) }), expected);
    assert.deepEqual(
      troubles.map(({ what, retryInMs }) => [what, retryInMs]),
      [['subscription', undefined]],
      'it is asked for a subscription once',
    );
  });

  it('that has its subscriptions elsewhere is asked meanwhile, and tried again ever more rarely', async () => {
    const node = replay(1);
    node.faults = {
      // As a browser reports a missing CORS header.
      subscribe: () => ({ code: 'INTERNAL' }),
      unary: (method) => {
        if (method === 'GetServiceInfo') node.reveal(1);
        return undefined;
      },
    };
    const retries: number[] = [];
    const onTrouble = ({ retryInMs }: Trouble) => void retries.push(retryInMs!);
    assertSame(
      await watchAll(node, { onTrouble, backoffMs: 100, maxBackoffMs: 1_000, random: () => 1 }),
      expected,
    );
    assert.deepEqual(retries.slice(0, 6), [100, 200, 400, 800, 1_000, 1_000]);
  });

  it('whose subscription falls silent is asked, and given another subscription', async () => {
    const node = replay(1);
    let subscriptions = 0;
    node.faults = {
      subscribe: () => (subscriptions++, undefined),
      deliver: (checkpoint) => (checkpoint.sequenceNumber! % 16n === 3n ? [checkpoint] : []),
      unary: (method) => {
        if (method === 'GetServiceInfo') node.reveal(4);
        return undefined;
      },
    };
    assertSame(await watchAll(node), expected);
    assert.ok(subscriptions > 1);
  });

  it('that does not answer at all is asked again after the deadline', async () => {
    const node = replay();
    let hung = 0;
    node.faults = {
      unary: (method) => (method === 'GetCheckpoint' && hung++ % 3 === 0 ? 'hang' : undefined),
    };
    assertSame(await watchAll(node), expected);
  });

  it('that lags behind what a cursor has seen is waited for', async () => {
    const [first, second] = await watchAll(replay());
    const node = replay(1);
    node.faults = { unary: (method) => (method === 'GetServiceInfo' ? void node.reveal(1) : undefined) };
    const timers = new VirtualTimers();
    const watch = watchEvents({ client: node.client, packageId, from: { cursor: first!.cursor }, timers });
    const { value } = await timers.finish(watch.next());
    assert.equal(value.cursor, second!.cursor);
  });

  it('may end, cut, repeat, reorder, drop, delay and refuse as it likes: the sequence is that of the ledger', async () => {
    const fault = fc.constantFrom(
      'none',
      'none',
      'none',
      'drop',
      'twice',
      'end',
      'cut',
      'late',
      'old',
      'far',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fault, { minLength: 20, maxLength: 60 }),
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 }),
        async (script, seed, kills) => {
          const node = replay(1);
          node.faults = chaos(node, script, seededRandom(seed));
          const timers = new VirtualTimers();
          const seen: WatchedEvent[] = [];
          // A watcher that dies again and again, and comes back with the cursor of the last event that it
          // kept.
          for (let life = 0; seen.length < expected.length; life++) {
            const last = seen.at(-1);
            const from = last === undefined ? GENESIS : { cursor: last.cursor };
            const random = seededRandom(seed + life);
            const watch = watchEvents({
              client: node.client,
              packageId,
              from,
              timers,
              random,
              maxWaiting: 4,
            });
            const count = Math.min(kills[life % kills.length]!, expected.length - seen.length);
            seen.push(...(await timers.finish(take(watch, count))));
          }
          assertSame(seen, expected);
        },
      ),
      { seed: SEED, numRuns: 15 },
    );
  });

  function chaos(node: Replay, script: readonly string[], random: () => number): ReplayFaults {
    let step = 0;
    let held: GrpcTypes.Checkpoint[] = [];
    return {
      subscribe: () => (random() < 0.2 ? { code: 'UNAVAILABLE' } : undefined),
      unary(method) {
        if (random() < 0.5) node.reveal(1 + Math.floor(random() * 4));
        const die = random();
        if (die < 0.1) return { code: 'UNAVAILABLE' };
        if (die < 0.13) return { code: 'RESOURCE_EXHAUSTED' };
        // A load balancer: this one has not come so far yet.
        if (die < 0.18 && method === 'GetCheckpoint') return { code: 'NOT_FOUND' };
        return die < 0.2 ? 'hang' : undefined;
      },
      deliver(checkpoint) {
        const late = held;
        held = [];
        switch (script[step++ % script.length]) {
          case 'drop':
            return late;
          case 'twice':
            return [checkpoint, ...late, checkpoint];
          case 'end':
            return [checkpoint, 'end'];
          case 'cut':
            return [new RpcError('made up', 'UNAVAILABLE')];
          case 'late':
            held = [checkpoint];
            return late;
          case 'old':
            return [chain[0]!, checkpoint, ...late];
          case 'far':
            return [{ ...checkpoint, sequenceNumber: checkpoint.sequenceNumber! + 1000n }, checkpoint];
          default:
            return [checkpoint, ...late];
        }
      },
    };
  }
});

describe('R22: a lying endpoint', () => {
  const first = async (node: Replay, options: Partial<WatchOptions> = {}) => {
    const timers = new VirtualTimers();
    const { client } = node;
    return timers.finish(
      take(watchEvents({ client, packageId, from: GENESIS, timers, ...options }), expected.length),
    );
  };
  const tampering = (
    tamper: (checkpoint: GrpcTypes.Checkpoint) => GrpcTypes.Checkpoint | undefined,
  ): Replay => {
    const node = replay();
    node.faults = { tamper };
    return node;
  };
  const at = (
    number: bigint,
    change: (checkpoint: GrpcTypes.Checkpoint) => GrpcTypes.Checkpoint | undefined,
  ) => tampering((checkpoint) => (checkpoint.sequenceNumber === number ? change(checkpoint) : checkpoint));
  const withEvents = (change: (event: GrpcTypes.Event) => GrpcTypes.Event) => {
    const number = expected[0]!.checkpoint;
    return at(number, (checkpoint) => ({
      ...checkpoint,
      transactions: checkpoint.transactions.map((transaction) => ({
        ...transaction,
        events: transaction.events && {
          ...transaction.events,
          events: transaction.events.events.map(change),
        },
      })),
    }));
  };

  it('cannot leave out, swap or invent a checkpoint', async () => {
    await assert.rejects(first(at(7n, () => chain[8])), rejection('BAD_CHECKPOINT'));
    await assert.rejects(first(at(7n, () => undefined)), rejection('BAD_CHECKPOINT'));
    await assert.rejects(
      first(at(7n, (it) => ({ ...it, digest: 'no digest' }))),
      rejection('BAD_CHECKPOINT'),
    );
    await assert.rejects(first(at(7n, (it) => ({ ...it, summary: undefined }))), rejection('BAD_CHECKPOINT'));
    const timestamp = { seconds: 1n, nanos: -1 };
    const early = at(7n, (it) => ({ ...it, summary: { ...it.summary!, timestamp } }));
    await assert.rejects(first(early), rejection('BAD_CHECKPOINT'));
    await assert.rejects(first(at(7n, (it) => ({ ...it, digest: chain[9]!.digest }))), rejection('FORKED'));
    const skipping = at(7n, (it) => ({ ...chain[8]!, sequenceNumber: it.sequenceNumber }));
    await assert.rejects(first(skipping), rejection('FORKED'));
  });

  it('is told by its contents: events in another layout, without type, or too many', async () => {
    const value = (change: (bytes: Uint8Array) => Uint8Array) =>
      withEvents((event) => ({ ...event, contents: { value: change(event.contents!.value!) } }));
    await assert.rejects(first(value((bytes) => bytes.slice(1))), rejection('UNDECODABLE'));
    await assert.rejects(first(value((bytes) => Uint8Array.of(...bytes, 0))), rejection('UNDECODABLE'));
    await assert.rejects(
      first(withEvents((event) => ({ ...event, contents: undefined }))),
      rejection('BAD_CHECKPOINT'),
    );
    await assert.rejects(
      first(withEvents((event) => ({ ...event, eventType: undefined }))),
      rejection('BAD_CHECKPOINT'),
    );
    const huge = new Uint8Array(65 * 1024 * 1024);
    await assert.rejects(first(value(() => huge)), rejection('OVERSIZED'));
  });

  it('cannot leave out transactions, or their events', async () => {
    const { checkpoint: number } = expected[0]!;
    const within = (change: (all: GrpcTypes.ExecutedTransaction[]) => GrpcTypes.ExecutedTransaction[]) =>
      at(number, (it) => ({ ...it, transactions: change(it.transactions) }));
    const fewer = within((all) => all.slice(1));
    const without = within((all) => all.map((it) => ({ ...it, events: undefined })));
    for (const node of [fewer, without]) {
      await assert.rejects(first(node), rejection('BAD_CHECKPOINT'));
      // Where the subscription alone does, the others are asked for.
      const { tamper } = node.faults;
      const pushing = replay(1);
      pushing.faults = {
        deliver: (checkpoint) => [tamper!(checkpoint)!],
        unary: (method) => (method === 'GetServiceInfo' ? void pushing.reveal(2) : undefined),
      };
      assertSame(await first(pushing), expected);
    }
  });

  it('that says it is further than it is keeps nobody from what comes', async () => {
    const node = replay(5);
    let far = true;
    node.faults = {
      deliver: (checkpoint) => {
        const lie = { ...checkpoint, sequenceNumber: checkpoint.sequenceNumber! + 1_000n };
        return far ? [checkpoint, lie] : [checkpoint];
      },
    };
    const timers = new VirtualTimers();
    const { client } = node;
    const watch = watchCheckpoints({ client, packageId, from: { checkpoint: 4n }, timers });
    await timers.finish(watch.next());
    for (let number = 5n; number < 15n; number++) {
      const next = watch.next();
      // Long enough to be asked again many times if that were how it learns what comes.
      const until = timers.now() + 100_000;
      while (timers.now() < until && (await timers.tick()));
      const before = timers.now();
      node.reveal(1);
      await settle();
      assert.equal((await next).value.checkpoint, number);
      assert.equal(timers.now(), before, 'it is pushed');
      far = false;
    }
    await watch.return(undefined as never);
  });

  it('that is asked what happens from now on must have what it says is its latest checkpoint', async () => {
    const node = replay(chain.length - 5);
    node.claim = 1_000n;
    const troubles: Trouble[] = [];
    const onTrouble = (trouble: Trouble): void => {
      troubles.push(trouble);
      node.claim = undefined;
    };
    const timers = new VirtualTimers();
    const watch = watchCheckpoints({ client: node.client, packageId, timers, onTrouble });
    const next = watch.next();
    await timers.tick();
    await settle();
    assert.deepEqual(
      troubles.map(({ what, error }) => [what, (error as RpcError).code]),
      [['request', 'NOT_FOUND']],
    );
    node.reveal(1);
    assert.equal((await timers.finish(next)).value.checkpoint, BigInt(chain.length - 5));
    await watch.return(undefined as never);
  });

  it('that pushes a checkpoint of another history is asked for the one of this history', async () => {
    const pushing = (change: (checkpoint: GrpcTypes.Checkpoint) => GrpcTypes.Checkpoint): Replay => {
      const node = replay(1);
      node.faults = {
        deliver: (checkpoint) => [change(checkpoint)],
        unary: (method) => (method === 'GetServiceInfo' ? void node.reveal(2) : undefined),
      };
      return node;
    };
    const wrong = chain[0]!.digest!;
    const stray = pushing((it) => ({ ...it, summary: { ...it.summary!, previousDigest: wrong } }));
    assertSame(await first(stray), expected);
    // This one fits to what was before; what comes after does not fit to it.
    await assert.rejects(first(pushing((it) => ({ ...it, digest: wrong }))), rejection('FORKED'));
  });

  it('or another chain is noticed, at the start and in between', async () => {
    const [{ cursor }] = (await first(replay())) as [WatchedEvent];
    const other = new Replay(chain, 'another1ChainA1together', [packageId]);
    await assert.rejects(first(other, { from: { cursor } }), rejection('WRONG_CHAIN'));
    const wiped = replay(5);
    wiped.faults = {
      subscribe: () => ({ code: 'UNIMPLEMENTED' }),
      unary: (method) => {
        if (method === 'GetCheckpoint') wiped.chainId = 'another1ChainA1together';
        return undefined;
      },
    };
    await assert.rejects(first(wiped), rejection('WRONG_CHAIN'));
    // No cursor could name this one.
    const nameless = new Replay(chain, 'local:12345678', [packageId]);
    await assert.rejects(first(nameless), rejection('BAD_CHECKPOINT'));
  });

  it('that no longer has what comes next says so', async () => {
    const all = await first(replay());
    const pruned = replay();
    pruned.lowest = 20n;
    await assert.rejects(first(pruned), rejection('PRUNED'));
    await assert.rejects(first(pruned, { from: { cursor: all[0]!.cursor } }), rejection('PRUNED'));
    const pruning = replay();
    pruning.faults = {
      unary: (method, { checkpointId }) => {
        if (method === 'GetCheckpoint' && checkpointId!.sequenceNumber === 9n) pruning.lowest = 20n;
        return undefined;
      },
    };
    await assert.rejects(first(pruning), rejection('PRUNED'));
  });

  it('is not asked with a cursor that is none', async () => {
    const { cursor } = (await first(replay()))[0]!;
    for (const text of [
      '',
      '1',
      cursor.slice(1),
      `${cursor}${'1'.repeat(300)}`,
      cursor.replace(/:\d+:/, ':x:'),
    ]) {
      await assert.rejects(first(replay(), { from: { cursor: text } }), rejection('BAD_CURSOR'));
    }
    const { chain: tag, checkpoint, event } = parseCursor(cursor);
    assert.ok(chainId().startsWith(tag) && event !== undefined);
    assert.equal(checkpoint, expected[0]!.checkpoint);
  });
});

describe('a chain that is set back', () => {
  it('is noticed: what was seen cannot be taken back silently', async () => {
    const { devnet } = world;
    const before = devnet.snapshot();
    try {
      devnet.advanceClock(1);
      const [now] = await take(
        watchCheckpoints({ client: devnet.client, packageId, from: { checkpoint: BigInt(chain.length) } }),
        1,
      );
      devnet.restore(before);
      devnet.advanceClock(2);
      devnet.advanceClock(2);
      const watch = watchEvents({ client: devnet.client, packageId, from: { cursor: now!.cursor } });
      await assert.rejects(watch.next(), rejection('FORKED'));
    } finally {
      devnet.restore(before);
    }
  });
});

describe('a watch', () => {
  it('holds a bounded number of checkpoints for a consumer that is slow, and loses none', async () => {
    const node = replay(1);
    let delivered = 0;
    node.faults = { deliver: (checkpoint) => (delivered++, [checkpoint]) };
    const timers = new VirtualTimers();
    const { client } = node;
    const watch = watchCheckpoints({
      client,
      packageId,
      from: GENESIS,
      timers,
      maxWaiting: 4,
      fetchAhead: 3,
    });
    const seen = [(await timers.finish(watch.next())).value.checkpoint];
    const second = watch.next();
    await settle();
    while (seen.length < 2) {
      node.reveal(1);
      seen.push((await timers.finish(second)).value.checkpoint);
    }
    for (let count = 0; count < 20; count++) {
      node.reveal(1);
      await settle();
    }
    assert.ok(delivered <= 8, `${delivered} were pushed while the consumer was away`);
    assert.equal(node.subscribers, 0);
    const fetched = node.calls.get('GetCheckpoint');
    await settle();
    assert.equal(node.calls.get('GetCheckpoint'), fetched, 'nothing is fetched while nobody waits');
    while (seen.length < node.height) seen.push((await timers.finish(watch.next())).value.checkpoint);
    assert.deepEqual(
      seen,
      chain.slice(0, node.height).map((_, index) => BigInt(index)),
    );
    assert.ok(node.mostAtOnce <= 3);
    // Having caught up it listens again.
    const next = watch.next();
    await settle();
    assert.equal(node.subscribers, 1);
    node.reveal(1);
    await timers.finish(next);
    await watch.return(undefined as never);
    assert.equal(node.subscribers, 0, 'it leaves nothing behind');
    assert.equal(timers.pending, 0);
  });

  it('ends with the reason of its signal, wherever it is', async () => {
    for (const height of [1, chain.length]) {
      for (const steps of [0, 1, 2, 5, 20]) {
        const node = replay(height);
        const controller = new AbortController();
        const timers = new VirtualTimers();
        const { client } = node;
        const all = take(
          watchCheckpoints({ client, packageId, from: GENESIS, timers, signal: controller.signal }),
          Infinity,
        );
        for (let step = 0; step < steps; step++) await new Promise((resolve) => setImmediate(resolve));
        controller.abort(new Error('enough'));
        await assert.rejects(all, /enough/);
        await settle();
        assert.equal(timers.pending, 0);
        assert.equal(node.subscribers, 0);
      }
    }
  });

  it('ends with what the code that it tells its troubles throws', async () => {
    const node = replay(1);
    node.faults = { subscribe: () => ({ code: 'UNAVAILABLE' }) };
    const timers = new VirtualTimers();
    const onTrouble = (): never => {
      throw new Error('no patience');
    };
    const { client } = node;
    const watch = watchEvents({ client, packageId, from: GENESIS, timers, onTrouble });
    await assert.rejects(timers.finish(watch.next()), /no patience/);
  });

  it('knows the events of all versions of the contracts, and hands on those that it has no name for', async () => {
    const later = `0x${'ab'.repeat(32)}`;
    const node = replay();
    const number = BigInt(chain.length - 1);
    const upgraded = bindings.ContractUpgraded.serialize({
      epoch: 3,
      package_id: later,
      version: '2',
    }).toBytes();
    const event = (type: string, value: Uint8Array): GrpcTypes.Event => ({
      eventType: type,
      contents: { value },
      sender: later,
    });
    const added = [
      event(`${later}::events::Sealed`, Uint8Array.of(1)),
      event(`${packageId}::events::ContractUpgraded`, upgraded),
      event(`${later}::events::Sealed`, Uint8Array.of(2)),
      event(`${later}::elsewhere::Opened`, Uint8Array.of(3)),
      event('0x2::events::BlobRegistered', Uint8Array.of(4)),
    ];
    node.faults = {
      tamper: (checkpoint) =>
        checkpoint.sequenceNumber === number
          ? { ...checkpoint, transactions: [{ ...chain[0]!.transactions[0]!, events: { events: added } }] }
          : checkpoint,
    };
    const kept = async (node: Replay): Promise<unknown[]> => {
      const { client } = node;
      const watch = watchCheckpoints({ client, packageId, from: { checkpoint: number } });
      const [last] = await take(watch, 1);
      return last!.events.map((event) =>
        event.kind === 'unknown' ? [event.type, ...event.contents] : event.kind,
      );
    };
    const sealed = [`${later}::events::Sealed`, 2];
    const opened = [`${later}::elsewhere::Opened`, 3];
    assert.deepEqual(await kept(node), ['ContractUpgraded', sealed, opened]);
    const knowing = new Replay(chain, chainId(), [packageId, later]);
    knowing.faults = node.faults;
    assert.deepEqual(await kept(knowing), [[sealed[0], 1], 'ContractUpgraded', sealed, opened]);
  });
});
