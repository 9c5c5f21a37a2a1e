import assert from 'node:assert/strict';
import { beforeAll, describe, it } from 'vitest';
import fc from 'fast-check';
import { blobIdToString, encodeBlob, type EncodedBlob } from '@haulout/sdk/encoding';
import {
  BlobBlocked,
  BlobExpired,
  BlobInvalid,
  BlobLost,
  BlobNotCertified,
  BlobNotFound,
  HauloutError,
  NodesError,
  NotEnoughSlivers,
  type ReadOptions,
} from '@haulout/sdk/client';
import { readBlob } from '../../../sdk/src/client/read/read-blob.js';
import { EPOCH, MemoryNetwork, expectedConduct, type Behaviour } from './memory-network.js';
import { VirtualTimers } from '../../support/virtual-timers.js';

const SEED = 20_261_121;
const TEN = Array.from({ length: 10 }, () => 1);
const content = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) & 0xff);
const bytes = content(1000);
const blobs = new Map<number, EncodedBlob>();
async function encoded(nShards: number): Promise<EncodedBlob> {
  const known = blobs.get(nShards) ?? (await encodeBlob(bytes, { nShards }));
  blobs.set(nShards, known);
  return known;
}
beforeAll(() => encoded(10));

/** A network of the given nodes that holds the blob, and a way to read it. */
async function world(weights: readonly number[], behaviours: readonly (Behaviour | undefined)[] = []) {
  const timers = new VirtualTimers();
  const network = new MemoryNetwork(timers, weights);
  const blob = await encoded(network.committee.nShards);
  await network.place(blob);
  network.behave(behaviours);
  const read = (options: Partial<ReadOptions> = {}) =>
    timers.finish(readBlob(network, network.committee, { blobId: blobIdToString(blob.blobId), ...options }));
  return { network, timers, read, blob };
}
const sliverRequests = (network: MemoryNetwork) =>
  network.log.filter((line) => line.includes('/slivers/')).length;

describe('R10: readers trust nobody, and ask for no more than they need', () => {
  it('moves exactly n - 2f slivers, one metadata and f + 1 statuses when all is well', async () => {
    const { network, read } = await world(TEN);
    assert.deepEqual(await read(), bytes);
    assert.equal(sliverRequests(network), 4);
    assert.equal(network.log.filter((line) => line.endsWith('/metadata')).length, 1);
    assert.equal(network.log.filter((line) => line.endsWith('/status')).length, 4);
  });

  for (const behaviour of Object.keys(expectedConduct) as Behaviour[]) {
    it(`reads on when any f shards are with nodes that are ${behaviour}, without waiting for a deadline`, async () => {
      for (const at of [0, 3, 7]) {
        const faulty = TEN.map((_, node) => (node >= at && node < at + 3 ? behaviour : undefined));
        const { timers, read } = await world(TEN, faulty);
        assert.deepEqual(await read(), bytes);
        assert.ok(timers.now() < 3000, `took ${timers.now()} ms`);
      }
    });
  }

  it('notices any single flipped bit, in metadata and in slivers', async () => {
    for (let round = 0; round < 40; round++) {
      const { network, read } = await world(TEN, Array<Behaviour>(6).fill('flipping'));
      for (let i = 0; i < round; i++) network.random();
      assert.deepEqual(await read(), bytes);
    }
  });

  it('waits for slow nodes when it has no others, and takes what flapping nodes give', async () => {
    const { read } = await world(TEN, [
      ...Array<Behaviour>(5).fill('slow'),
      ...Array<Behaviour>(5).fill('flapping'),
    ]);
    assert.deepEqual(await read(), bytes);
  });

  it('moves few slivers more when a third of the network lies', async () => {
    const { network, read } = await world(TEN, ['wrong bytes', 'other blob', 'wrong index']);
    assert.deepEqual(await read(), bytes);
    assert.ok(sliverRequests(network) <= 4 + 3);
  });

  it('stops at once when its caller does', async () => {
    const { network, timers, blob } = await world(TEN, Array<Behaviour>(10).fill('silent'));
    const stop = new AbortController();
    const reading = readBlob(network, network.committee, {
      blobId: blobIdToString(blob.blobId),
      signal: stop.signal,
    });
    reading.catch(() => {});
    await timers.tick();
    stop.abort(new Error('never mind'));
    await assert.rejects(timers.finish(reading), /never mind/);
    assert.equal(timers.pending, 0, 'no request and no timer outlives it');
  });
});

describe('R2: f + 1 honest shards are enough', () => {
  it('reads whatever the others do, exactly when n - 2f shards are honest, and else names each node and its deed', async () => {
    const faults = (Object.keys(expectedConduct) as Behaviour[]).filter((kind) => kind !== 'other blob');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 4, maxLength: 9 }),
        fc.array(fc.constantFrom(...faults), { minLength: 9, maxLength: 9 }),
        fc.integer({ min: 0, max: 511 }),
        async (weights, kinds, mask) => {
          const behaviours = weights.map((_, node) => ((mask >> node) & 1 ? kinds[node] : undefined));
          const { network, read } = await world(weights, behaviours);
          const n = network.committee.nShards;
          const honest = weights.reduce((sum, weight, node) => sum + (behaviours[node] ? 0 : weight), 0);
          const needed = n - 2 * Math.floor((n - 1) / 3);
          if (honest >= needed) return assert.deepEqual(await read({ requireCertified: false }), bytes);
          const error: unknown = await read({ requireCertified: false }).catch((error: unknown) => error);
          assert.ok(error instanceof NodesError, String(error));
          if (!(error instanceof NotEnoughSlivers)) return assert.equal(error.code, 'NOT_ENOUGH_METADATA');
          for (const { node, conduct } of error.nodes) {
            const behaviour = behaviours[network.committee.nodes.indexOf(node)];
            const deeds = new Set(conduct.map(({ kind }) => kind));
            deeds.delete('slow');
            if (behaviour === undefined) assert.deepEqual([...deeds], [], 'honest nodes are not blamed');
            else for (const deed of deeds) assert.equal(deed, expectedConduct[behaviour]);
          }
          const blamed = error.nodes
            .filter(({ conduct }) => conduct.length > 0)
            .map(({ node }) => node.shards.length);
          const weight = blamed.reduce((sum, shards) => sum + shards, 0);
          assert.ok(n - weight < needed, 'the blamed nodes alone explain the failure');
        },
      ),
      { seed: SEED, numRuns: 120 },
    );
  });

  it('finds f + 1 honest shards behind 2f that deny the blob', async () => {
    const { read } = await world(TEN, Array<Behaviour>(6).fill('other blob'));
    assert.deepEqual(await read(), bytes);
  });

  it('finds f + 1 honest shards behind 2f that are silent', async () => {
    const { read } = await world(TEN, Array<Behaviour>(6).fill('silent'));
    assert.deepEqual(await read(), bytes);
  });

  it('says who did what when one honest shard is missing', async () => {
    const { read } = await world(TEN, [
      'wrong bytes',
      'wrong index',
      'failing',
      'refusing',
      'silent',
      'unreachable',
      'malformed',
    ]);
    await assert.rejects(read({ requireCertified: false }), (error: unknown) => {
      assert.ok(error instanceof NotEnoughSlivers);
      assert.equal(error.values['needed'], 4);
      assert.match(error.message, /^got 3 of the 4 slivers that blob \S+ needs: /);
      assert.match(error.message, /node-0 \(1 shards\): wrong-bytes/);
      return true;
    });
  });
});

describe('reads only what the network answers for', () => {
  it('tells a blob that is not certified from one that is not there', async () => {
    const { network, read } = await world(TEN);
    network.certified = false;
    await assert.rejects(read(), BlobNotCertified);
    const missing = blobIdToString(new Uint8Array(32).fill(5));
    await assert.rejects(read({ blobId: missing }), BlobNotFound);
    assert.deepEqual(await read({ requireCertified: false }), bytes);
  });

  it('tells an expired blob, an invalid one and a lost one apart, with what nodes did as evidence', async () => {
    const { network, read } = await world(TEN, ['silent', 'wrong bytes']);
    network.endEpoch = EPOCH;
    await assert.rejects(read(), (error: unknown) => {
      assert.ok(error instanceof BlobExpired);
      assert.equal(error.endEpoch, EPOCH);
      assert.equal(error.nodes.length, 10);
      return true;
    });
    network.verdict = 'invalid';
    await assert.rejects(read(), BlobInvalid);
    network.verdict = 'lost';
    await assert.rejects(read(), (error: unknown) => error instanceof BlobLost && error.nodes.length === 10);
  });

  it('tells an expired blob that nodes only remember, also when f of them deny it', async () => {
    const { network, read } = await world(TEN, Array<Behaviour>(3).fill('other blob'));
    network.expired = 5;
    await assert.rejects(read(), (error: unknown) => error instanceof BlobExpired && error.endEpoch === 5);
    network.behave(Array<Behaviour>(7).fill('other blob'));
    await assert.rejects(read(), BlobNotFound);
  });

  it('says that operators block a blob when more than f do and it cannot be read, and reads it while it can', async () => {
    const blocking = (count: number, others: readonly Behaviour[] = []) =>
      world(TEN, [...Array<Behaviour>(count).fill('blocking'), ...others]);
    assert.deepEqual(await (await blocking(6)).read(), bytes);
    for (const count of [7, 10]) {
      await assert.rejects((await blocking(count)).read(), (error: unknown) => {
        assert.ok(error instanceof BlobBlocked, String(error));
        const kinds = error.nodes.map(({ conduct }) => conduct[0]?.kind);
        assert.ok(kinds.filter((kind) => kind === 'blocked').length > 3, kinds.join());
        return true;
      });
    }
    const few = await blocking(3, Array<Behaviour>(5).fill('failing'));
    await assert.rejects(few.read({ requireCertified: false }), NotEnoughSlivers);
  });

  it('takes the news of a certificate that reaches the nodes a moment later', async () => {
    const { network, timers, read } = await world(TEN);
    network.certified = false;
    timers.after(500, () => (network.certified = true));
    assert.deepEqual(await read(), bytes);
  });

  it('gives every error a stable code', async () => {
    const { read } = await world(TEN, Array<Behaviour>(10).fill('failing'));
    await assert.rejects(read(), (error: HauloutError) => error.code === 'NO_STATUS_AGREEMENT');
    await assert.rejects(
      read({ requireCertified: false }),
      (error: HauloutError) => error.code === 'NOT_ENOUGH_METADATA',
    );
  });
});
