/** Following the chain: queries with filters, orderings and cursors lose nothing and repeat nothing. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { GrpcTypes, RpcError, SuiGrpcClient } from '@mysten/sui/grpc';
import { createRpc, createTransport } from '@haulout/devnet/rpc';
import fc from 'fast-check';
import { world } from './world.js';
import type { World } from './world.js';

const { Ordering, QueryEndReason } = GrpcTypes;

interface Emitted {
  readonly key: string;
  readonly type: string;
  readonly sender: string;
}

let w: World;
/** Every event of the chain, by walking the ledger itself. */
let all: Emitted[];

beforeAll(async () => {
  w = await world('queries');
  const shelf = await w.openShelf();
  const signers = [w.alice, w.bob];
  // Transactions with none to four events, of three types, by two senders.
  for (let index = 0; index < 24; index++) {
    await w.run(
      (tx) => {
        const target = (name: string) => `${w.packageId}::shelf::${name}` as const;
        for (let count = 0; count < index % 4; count++) {
          tx.moveCall({ target: target('add'), arguments: [tx.object(shelf), tx.pure.u64(index)] });
        }
        if (index % 3 === 0) tx.moveCall({ target: target('mark_alpha') });
        if (index % 4 === 0) tx.moveCall({ target: target('mark_beta') });
      },
      signers[index % 2],
    );
    if (index % 7 === 0) w.devnet.advanceClock(10);
  }
  all = [];
  const { ledger } = w.devnet;
  for (let at = 0n; at <= ledger.latestCheckpoint().sequenceNumber; at++) {
    for (const digest of ledger.getCheckpoint(at)!.transactions) {
      const executed = ledger.getTransaction(digest)!;
      executed.events.forEach(({ type, sender }, event) => {
        assert.ok(type.kind === 'datatype');
        const [argument] = type.typeArguments;
        const suffix = argument?.kind === 'datatype' ? `<${argument.name}>` : '';
        all.push({ key: `${digest}#${event}`, type: `${type.name}${suffix}`, sender });
      });
    }
  }
  assert.ok(all.length > 40);
});
afterAll(() => w.devnet.stop());

type Filter = Parameters<World['client']['listEvents']>[0]['filter'];

/** Filters, and what they take of `all`. */
function filters(): [name: string, filter: Filter, take: (event: Emitted) => boolean][] {
  const module = `${w.packageId}::shelf`;
  return [
    ['nothing', undefined, () => true],
    ['module of the type', { eventType: module }, () => true],
    ['type', { eventType: `${module}::Added` }, ({ type }) => type === 'Added'],
    ['any instance', { eventType: `${module}::Marked` }, ({ type }) => type.startsWith('Marked')],
    [
      'one instance',
      { eventType: `${module}::Marked<${module}::Beta>` },
      ({ type }) => type === 'Marked<Beta>',
    ],
    ['emitting module', { emitModule: module }, () => true],
    ['another module', { emitModule: `${w.packageId}::gold` }, () => false],
    ['sender', { sender: w.bob.toSuiAddress() }, ({ sender }) => sender === w.bob.toSuiAddress()],
  ];
}

async function page(options: Parameters<World['client']['listEvents']>[0]) {
  const result = await w.client.listEvents(options);
  return {
    ...result,
    keys: result.events.map(({ transactionDigest, eventIndex }) => `${transactionDigest}#${eventIndex}`),
  };
}

describe('events', () => {
  it('page forward from a cursor without gaps, for any filter and page size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(filters().length - 1),
        fc.integer({ min: 1, max: 20 }),
        async (which, limit) => {
          const [, filter, take] = filters()[which]!;
          const seen: string[] = [];
          let cursor: string | undefined;
          for (;;) {
            const next = await page({ filter, limit, after: cursor });
            assert.ok(next.events.length <= limit);
            seen.push(...next.keys);
            assert.ok(seen.length <= all.length, 'an event came twice');
            if (!next.hasNextPage) break;
            cursor = next.endCursor!;
          }
          assert.deepEqual(
            seen,
            all.filter(take).map(({ key }) => key),
          );
        },
      ),
      { seed: 11, numRuns: 24 },
    );
  });

  it('page backward the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(filters().length - 1),
        fc.integer({ min: 1, max: 20 }),
        async (which, limit) => {
          const [, filter, take] = filters()[which]!;
          const seen: string[] = [];
          let cursor: string | undefined;
          for (;;) {
            const next = await page({ filter, limit, before: cursor, order: 'descending' });
            seen.push(...next.keys);
            assert.ok(seen.length <= all.length, 'an event came twice');
            if (!next.hasNextPage) break;
            cursor = next.endCursor!;
          }
          assert.deepEqual(
            seen.reverse(),
            all.filter(take).map(({ key }) => key),
          );
        },
      ),
      { seed: 12, numRuns: 24 },
    );
  });

  it('that come later are found from the cursor of the last', async () => {
    const filter = { eventType: `${w.packageId}::shelf::Marked` };
    const last = await page({ filter, order: 'descending', limit: 1 });
    assert.deepEqual((await page({ filter, after: last.endCursor! })).keys, []);
    const { digest } = await w.run((tx) => void tx.moveCall({ target: `${w.packageId}::shelf::mark_alpha` }));
    const later = await page({ filter, after: last.endCursor! });
    assert.deepEqual(later.keys, [`${digest}#0`]);
    assert.deepEqual(later.events[0]!.json, { note: 'alpha' });
    all.push({ key: `${digest}#0`, type: 'Marked<Alpha>', sender: w.alice.toSuiAddress() });
  });
});

describe('transactions', () => {
  it('are found by sender, and by function to any depth', async () => {
    const digests = async (filter: Parameters<World['client']['listTransactions']>[0]['filter']) =>
      (await w.client.listTransactions({ filter, limit: 1000 })).transactions.map(
        (item) => (item.Transaction ?? item.FailedTransaction).digest,
      );
    const byFunction = await digests({ function: `${w.packageId}::shelf::mark_beta` });
    const betas = new Set(
      all.filter(({ type }) => type === 'Marked<Beta>').map(({ key }) => key.split('#')[0]),
    );
    assert.deepEqual(new Set(byFunction), betas);
    const byModule = await digests({ function: `${w.packageId}::shelf` });
    assert.ok(byFunction.every((digest) => byModule.includes(digest)));
    const bySender = await digests({ sender: w.bob.toSuiAddress() });
    assert.ok(bySender.length >= 10);
    const everything = await digests(undefined);
    assert.ok(everything.length > byModule.length, 'system transactions too');
    assert.deepEqual(await digests({ function: `${w.packageId}::gold` }), []);
  });

  it('by terms and negated literals are those of the formula', async () => {
    const { ledger } = w.devnet;
    const sender = (address: string, negated = false): GrpcTypes.TransactionLiteral => ({
      negated,
      predicate: { oneofKind: 'sender', sender: { address } },
    });
    const emits = (name: string, negated = false): GrpcTypes.TransactionLiteral => ({
      negated,
      predicate: { oneofKind: 'eventType', eventType: { eventType: `${w.packageId}::shelf::${name}` } },
    });
    const filter: GrpcTypes.TransactionFilter = {
      terms: [
        { literals: [sender(w.alice.toSuiAddress()), emits('Marked', true), emits('Added')] },
        { literals: [sender(w.bob.toSuiAddress()), emits('Marked')] },
      ],
    };
    const { responses } = w.client.ledgerService.listTransactions({ filter, options: { limit: 1000 } });
    const found = new Set<string>();
    for await (const { transaction } of responses) if (transaction) found.add(transaction.digest!);
    const expected = new Set<string>();
    for (const { key, sender: by } of all) {
      const digest = key.split('#')[0]!;
      const types = ledger
        .getTransaction(digest)!
        .events.map(({ type }) => (type.kind === 'datatype' ? type.name : ''));
      const first = by === w.alice.toSuiAddress() && !types.includes('Marked') && types.includes('Added');
      const second = by === w.bob.toSuiAddress() && types.includes('Marked');
      if (first || second) expected.add(digest);
    }
    assert.deepEqual(found, expected);
  });

  it('are found by the objects and addresses that they changed', async () => {
    const { digest, created } = await w.run((tx) => {
      const [book] = tx.moveCall({
        target: `${w.packageId}::shelf::book`,
        arguments: [tx.pure.string('x'), tx.pure.u16(1)],
      });
      tx.transferObjects([book!], '0xabc123');
    });
    for (const predicate of [
      { oneofKind: 'affectedObject', affectedObject: { objectId: created['Book']! } },
      { oneofKind: 'affectedAddress', affectedAddress: { address: '0xabc123' } },
    ] as const) {
      const { responses } = w.client.ledgerService.listTransactions({
        filter: { terms: [{ literals: [{ negated: false, predicate }] }] },
      });
      const found = [];
      for await (const { transaction } of responses) if (transaction) found.push(transaction.digest);
      assert.deepEqual(found, [digest]);
    }
    const published = w.client.ledgerService.listTransactions({
      filter: {
        terms: [
          { literals: [{ negated: false, predicate: { oneofKind: 'packageWrite', packageWrite: {} } }] },
        ],
      },
    });
    const writes = [];
    for await (const { transaction } of published.responses) if (transaction) writes.push(transaction.digest);
    assert.deepEqual(writes.slice(1), [w.digest], 'after genesis');
  });
});

describe('frames', () => {
  interface Frame {
    readonly key: string | undefined;
    readonly cursor: Uint8Array;
    readonly checkpoint: bigint | undefined;
    readonly reason: GrpcTypes.QueryEndReason | undefined;
  }

  async function frames(client: SuiGrpcClient, request: GrpcTypes.ListEventsRequest): Promise<Frame[]> {
    const list: Frame[] = [];
    for await (const { event, watermark, end } of client.ledgerService.listEvents(request).responses) {
      const key = event && `${event.transactionDigest}#${event.eventIndex}`;
      list.push({ key, cursor: watermark!.cursor!, checkpoint: watermark!.checkpoint, reason: end?.reason });
    }
    return list;
  }

  const keysOf = (list: readonly Frame[]) => list.flatMap(({ key }) => key ?? []);

  it('can each be resumed from: what was before and what comes after is everything', async () => {
    const total = (await frames(w.client, { options: { limit: 1000 } })).length;
    await fc.assert(
      fc.asyncProperty(fc.nat(total - 1), fc.boolean(), async (at, descending) => {
        const ordering = descending ? Ordering.DESCENDING : Ordering.ASCENDING;
        const whole = await frames(w.client, { options: { limit: 1000, ordering } });
        const { cursor } = whole[at]!;
        const rest = await frames(w.client, {
          options: { limit: 1000, ordering, [descending ? 'before' : 'after']: cursor },
        });
        assert.deepEqual([...keysOf(whole.slice(0, at + 1)), ...keysOf(rest)], keysOf(whole));
      }),
      { seed: 13, numRuns: 40 },
    );
  });

  it('end once, and say why', async () => {
    const reasons = async (request: GrpcTypes.ListEventsRequest) => {
      const list = await frames(w.client, request);
      assert.deepEqual(
        list.slice(0, -1).filter(({ reason }) => reason !== undefined),
        [],
      );
      return list.at(-1)!.reason;
    };
    const all = await frames(w.client, { options: { limit: 1000 } });
    const middle = all[20]!.cursor;
    assert.equal(await reasons({ options: { limit: 1000 } }), QueryEndReason.LEDGER_TIP);
    assert.equal(await reasons({ options: { limit: 3 } }), QueryEndReason.ITEM_LIMIT);
    assert.equal(await reasons({ options: { limit: 1000, before: middle } }), QueryEndReason.CURSOR_BOUND);
    assert.equal(await reasons({ endCheckpoint: 5n }), QueryEndReason.CHECKPOINT_BOUND);
    const descending = { ordering: Ordering.DESCENDING, limit: 1000 };
    assert.equal(await reasons({ options: descending }), QueryEndReason.CHECKPOINT_BOUND);
    assert.equal(await reasons({ options: { ...descending, after: middle } }), QueryEndReason.CURSOR_BOUND);
  });

  it('stop at the scan limit with progress, and going on finds everything', async () => {
    const server = createRpc(w.devnet.ledger, { scanLimit: 7 });
    const client = new SuiGrpcClient({ network: 'devnet', transport: createTransport(server) });
    const filter: GrpcTypes.EventFilter = {
      terms: [
        {
          literals: [
            {
              negated: false,
              predicate: {
                oneofKind: 'eventType',
                eventType: { eventType: `${w.packageId}::shelf::Marked<${w.packageId}::shelf::Beta>` },
              },
            },
          ],
        },
      ],
    };
    for (const ordering of [Ordering.ASCENDING, Ordering.DESCENDING]) {
      const seen: string[] = [];
      let cursor: Uint8Array | undefined;
      let calls = 0;
      for (;;) {
        const bound = ordering === Ordering.ASCENDING ? 'after' : 'before';
        const list = await frames(client, { filter, options: { ordering, [bound]: cursor } });
        assert.ok(++calls < 1000, 'no end');
        seen.push(...keysOf(list));
        const last = list.at(-1)!;
        if (last.reason !== QueryEndReason.SCAN_LIMIT) break;
        assert.notDeepEqual(last.cursor, cursor, 'progress');
        cursor = last.cursor;
      }
      assert.ok(calls > 3);
      const expected = all.filter(({ type }) => type === 'Marked<Beta>').map(({ key }) => key);
      assert.deepEqual(ordering === Ordering.ASCENDING ? seen : seen.reverse(), expected);
    }
  });

  it('claim a checkpoint as covered only when all of it has been', async () => {
    const list = await frames(w.client, { options: { limit: 1000 } });
    for (const [index, { checkpoint }] of list.entries()) {
      if (checkpoint === undefined) continue;
      for (const key of keysOf(list.slice(index + 1))) {
        const { checkpoint: of } = w.devnet.ledger.getTransaction(key.split('#')[0]!)!;
        assert.ok(of! > checkpoint);
      }
    }
    assert.equal(list.at(-1)!.checkpoint, w.devnet.ledger.latestCheckpoint().sequenceNumber);
  });

  it('of checkpoints come in order, all or those of a filter', async () => {
    const numbers = async (request: GrpcTypes.ListCheckpointsRequest) => {
      const list: bigint[] = [];
      for await (const { checkpoint } of w.client.ledgerService.listCheckpoints(request).responses) {
        if (checkpoint) list.push(checkpoint.sequenceNumber!);
      }
      return list;
    };
    assert.deepEqual(await numbers({ startCheckpoint: 2n, endCheckpoint: 6n }), [2n, 3n, 4n, 5n]);
    const descending = { ordering: Ordering.DESCENDING };
    assert.deepEqual(await numbers({ startCheckpoint: 2n, endCheckpoint: 6n, options: descending }), [
      5n,
      4n,
      3n,
      2n,
    ]);
    const written = await numbers({
      filter: {
        terms: [
          { literals: [{ negated: false, predicate: { oneofKind: 'packageWrite', packageWrite: {} } }] },
        ],
      },
    });
    assert.deepEqual(written, [0n, w.devnet.ledger.getTransaction(w.digest)!.checkpoint]);
  });

  it('of checkpoints give as many as Sui does, each covered with its item', async () => {
    while (w.devnet.ledger.latestCheckpoint().sequenceNumber < 120n) w.devnet.advanceClock(1);
    for (const [limit, expected] of [
      [undefined, 10],
      [1000, 100],
    ] as const) {
      const { responses } = w.client.ledgerService.listCheckpoints({ options: { limit } });
      let count = 0n;
      for await (const { checkpoint, watermark } of responses) {
        assert.deepEqual([checkpoint?.sequenceNumber, watermark?.checkpoint], [count, count]);
        count++;
      }
      assert.equal(count, BigInt(expected));
    }
  });
});

describe('bad queries', () => {
  const refused = async (request: GrpcTypes.ListEventsRequest, message: RegExp) => {
    await assert.rejects(
      async () => {
        for await (const _ of w.client.ledgerService.listEvents(request).responses);
      },
      (error) => {
        assert.ok(error instanceof RpcError);
        assert.equal(error.code, 'INVALID_ARGUMENT');
        assert.match(error.message, message);
        return true;
      },
    );
  };

  it('are refused, naming the field', async () => {
    await refused({ filter: { terms: [] } }, /filter.terms/);
    await refused({ filter: { terms: [{ literals: [] }] } }, /terms\[0\]\.literals/);
    const some = { negated: false, predicate: { oneofKind: 'sender', sender: { address: '0x1' } } } as const;
    const terms = Array.from({ length: 6 }, () => ({ literals: [some, some] }));
    await refused({ filter: { terms } }, /literals: 12 items; at most 10/);
    const literal = (predicate: GrpcTypes.EventLiteral['predicate']) => ({
      filter: { terms: [{ literals: [{ negated: false, predicate }] }] },
    });
    await refused(literal({ oneofKind: undefined }), /predicate/);
    await refused(literal({ oneofKind: 'sender', sender: { address: 'xyz' } }), /sender\.address/);
    await refused(literal({ oneofKind: 'sender', sender: {} }), /missing/);
    await refused(literal({ oneofKind: 'emitModule', emitModule: { module: '0x1::a::b' } }), /emit_module/);
    await refused(literal({ oneofKind: 'eventType', eventType: { eventType: '0x1::a::B<' } }), /event_type/);
    await refused({ options: { after: new Uint8Array(3) } }, /options\.after/);
    await refused({ startCheckpoint: 5n, endCheckpoint: 4n }, /start_checkpoint/);
    await refused({ readMask: { paths: ['nope'] } }, /read_mask/);
  });

  it('a cursor of transactions is none of events', async () => {
    const { endCursor } = await w.client.listTransactions({ limit: 1 });
    await assert.rejects(w.client.listEvents({ after: endCursor! }), /not a cursor in events/);
  });
});
