/** R16: which blobs a round is about follows from the order of events alone, so that all nodes agree. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import fc from 'fast-check';
import type { ClientWithCoreApi } from '@mysten/sui/client';
import { applyBlobEvent, UNKNOWN_BLOB, type BlobEvent } from '@haulout/node';
import { EventStream } from '../../../node/src/chain/event-stream.js';
import {
  applyRoundEvent as apply,
  isInSet,
  NO_ROUNDS,
  type RoundEvent,
} from '../../../node/src/chain/round-record.js';
import { mergedEvents } from '../../../node/src/chain/merged-events.js';

const OWN = '0xf';
const applyRoundEvent = (record: Parameters<typeof apply>[0], event: RoundEvent) => apply(record, event, OWN);
const at = { txDigest: 'digest', eventSeq: 0 };
const opened: RoundEvent = { kind: 'opened', round: 1, epoch: 4, openedMs: 5 };
const attempt = (epoch: number, slot: number, checkpoint: number): RoundEvent => {
  return { kind: 'attempted', epoch, slot, checkpoint };
};
const roundAfter = (...events: readonly RoundEvent[]) =>
  [...events, opened].reduce(applyRoundEvent, NO_ROUNDS).last!;
const certified = (checkpoint: number, changes: Partial<BlobEvent> = {}): BlobEvent[] => {
  const said = { epoch: 3, objectId: '0x1', endEpoch: 9, deletable: true, at, ...changes };
  return [
    { kind: 'registered', size: 10, ...said } as BlobEvent,
    { kind: 'certified', checkpoint, ...said } as BlobEvent,
  ];
};
const isAskedFor = (
  events: readonly BlobEvent[],
  round = roundAfter(attempt(4, 2, 100), attempt(4, 10, 200)),
) => isInSet(events.reduce(applyBlobEvent, UNKNOWN_BLOB), round);

describe('R16: the set of a round', () => {
  it('R16: is settled by the last attempt that is eight slots older than the one that opened the round', () => {
    assert.equal(roundAfter().certifiedBy, undefined);
    assert.equal(roundAfter(attempt(4, 2, 100)).certifiedBy, undefined);
    assert.equal(roundAfter(attempt(4, 2, 100), attempt(4, 9, 200)).certifiedBy, undefined);
    assert.equal(roundAfter(attempt(4, 2, 100), attempt(4, 10, 200)).certifiedBy, 100);
    assert.equal(roundAfter(attempt(3, 58, 100), attempt(4, 2, 200)).certifiedBy, 100);
    assert.equal(roundAfter(attempt(3, 59, 100), attempt(4, 2, 200)).certifiedBy, undefined);
    const slots = Array.from({ length: 40 }, (_, slot) => attempt(4, slot, slot * 10));
    assert.equal(roundAfter(...slots).certifiedBy, 310);
  });

  it('R16: has what was certified by then and is alive, not lost and not invalid', () => {
    assert.ok(isAskedFor(certified(100)));
    assert.ok(!isAskedFor(certified(101)));
    assert.ok(!isAskedFor(certified(100, { endEpoch: 4 })));
    assert.ok(!isAskedFor([...certified(100), { kind: 'deleted', objectId: '0x1', at }]));
    assert.ok(!isAskedFor([...certified(100), { kind: 'invalid', epoch: 3, at }]));
    assert.ok(!isAskedFor(certified(100).slice(0, 1)));
    const lost: BlobEvent = { kind: 'lost', record: '7', epoch: 3, at };
    assert.ok(!isAskedFor([...certified(100), lost]));
    assert.ok(isAskedFor([...certified(100), lost, { kind: 'not-lost', record: '7', at }]));
    assert.ok(isAskedFor([...certified(100), { ...lost, epoch: 2 }]));
    // Deleted and certified again: another life, which is too young.
    const again = certified(150, { objectId: '0x2' });
    assert.ok(!isAskedFor([...certified(100), { kind: 'deleted', objectId: '0x1', at }, ...again]));
    // An extension keeps the first certificate.
    assert.ok(isAskedFor([...certified(100), { ...certified(180)[1]!, endEpoch: 12 } as BlobEvent]));
  });

  it('R19: shards that a node has declared lost are not asked for until their time is over', () => {
    const declared: RoundEvent = { kind: 'declared', nodeId: '0xa', shards: [3], untilEpoch: 4 };
    assert.deepEqual(roundAfter(declared).declared, [{ nodeId: '0xa', shards: [3], untilEpoch: 4 }]);
    assert.deepEqual(roundAfter({ ...declared, untilEpoch: 3 }).declared, []);
    assert.deepEqual(roundAfter(declared, { kind: 'restored', nodeId: '0xa' }).declared, []);
  });

  it('R16: a round is over when it came to nothing, its epoch has ended, or the node has its verdict', () => {
    const settled = (nodeId: string): RoundEvent[] => [opened, { kind: 'settled', round: 1, nodeId }];
    assert.ok(settled(OWN).reduce(applyRoundEvent, NO_ROUNDS).last!.isOver);
    assert.ok(!settled('0xe').reduce(applyRoundEvent, NO_ROUNDS).last!.isOver);
    const events: RoundEvent[] = [opened, { kind: 'over', round: 1 }];
    assert.ok(events.reduce(applyRoundEvent, NO_ROUNDS).last!.isOver);
    assert.ok([opened, { kind: 'epoch', epoch: 5 } as const].reduce(applyRoundEvent, NO_ROUNDS).last!.isOver);
    assert.ok(![opened, { kind: 'over', round: 2 } as const].reduce(applyRoundEvent, NO_ROUNDS).last!.isOver);
  });
});

/** A chain whose events come one by one, also while it is read. */
function growingChain(checkpoints: readonly { readonly module: string; readonly checkpoint: number }[]) {
  let visible = 0;
  const client = {
    core: {
      async listEvents({
        filter,
        after,
        limit,
      }: {
        filter: { eventType: string };
        after: string | null;
        limit: number;
      }) {
        visible = Math.min(checkpoints.length, visible + 3);
        // A checkpoint is seen as a whole.
        while (
          checkpoints[visible]?.checkpoint === checkpoints[visible - 1]?.checkpoint &&
          visible < checkpoints.length
        )
          visible++;
        const all = checkpoints
          .slice(0, visible)
          .map((event, index) => ({ ...event, index }))
          .filter(({ module, index }) => module === filter.eventType && index > Number(after ?? -1));
        const page = all.slice(0, Math.min(limit, 4));
        return {
          events: page.map(({ checkpoint, index }) => ({
            checkpoint: String(checkpoint),
            eventIndex: index,
          })),
          hasNextPage: page.length < all.length,
          startCursor: null,
          endCursor: page.length === 0 ? after : String(page.at(-1)!.index),
        };
      },
    },
  };
  return client as unknown as ClientWithCoreApi;
}

describe('R22: two streams of events in one order', () => {
  it('R22: each event comes once and in order, wherever the reader stops and begins again', async () => {
    const event = fc.record({ module: fc.constantFrom('first', 'second'), step: fc.nat(2) });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 40 }), fc.nat(6), async (steps, stop) => {
        let checkpoint = 0;
        const chain = steps.map(({ module, step }) => ({ module, checkpoint: (checkpoint += step) }));
        const client = growingChain(chain);
        const seen: { module: string; checkpoint: number; index: number }[] = [];
        const places = { first: { after: null, skip: 0 }, second: { after: null, skip: 0 } } as Record<
          'first' | 'second',
          { after: string | null; skip: number }
        >;
        for (let rounds = 0; rounds < 60; rounds++) {
          const streams = {
            first: new EventStream(client, 'first', places.first),
            second: new EventStream(client, 'second', places.second),
          };
          let batches = 0;
          for await (const { from, entries } of mergedEvents(streams.first, streams.second)) {
            places[from] = streams[from].position;
            for (const entry of entries) {
              seen.push({ module: from, checkpoint: Number(entry.checkpoint), index: entry.eventIndex });
            }
            if (++batches > stop) break;
          }
        }
        const inOrder = chain
          .map((entry, index) => ({ ...entry, index }))
          .sort(
            (a, b) => a.checkpoint - b.checkpoint || a.module.localeCompare(b.module) || a.index - b.index,
          );
        assert.deepEqual(seen, inOrder);
      }),
      { seed: 22, numRuns: 300 },
    );
  });
});
