/** Availability without download: what a check asks, moves and concludes, on nodes that do their worst. */
import assert from 'node:assert/strict';
import { beforeAll, test } from 'vitest';
import {
  blobIdToString,
  blobLayout,
  encodeBlob,
  maxMetadataBytes,
  sliverBytes,
  type EncodedBlob,
} from '@haulout/sdk/encoding';
import { answersFor, chanceOfLoss, provenCellBytes } from '@haulout/sdk/evidence';
import { BlobLost, BlobNotFound, type AvailabilityOptions } from '@haulout/sdk/client';
import { checkAvailability } from '../../../sdk/src/client/read/check-availability.js';
import { readBlob } from '../../../sdk/src/client/read/read-blob.js';
import { seededBytes } from '../../support/bytes.js';
import { seededRandom } from '../../support/random.js';
import { VirtualTimers } from '../../support/virtual-timers.js';
import { MemoryNetwork, type Behaviour } from './memory-network.js';

const SEED = 20_261_130;
const TEN = Array.from({ length: 10 }, () => 1);
let small: EncodedBlob;
beforeAll(async () => {
  small = await encodeBlob(seededBytes(5_000, SEED), { nShards: 10 });
});

async function world(
  blob: EncodedBlob,
  weights: readonly number[],
  behaviours: readonly (Behaviour | undefined)[] = [],
) {
  const timers = new VirtualTimers();
  const network = new MemoryNetwork(timers, weights);
  await network.place(blob);
  network.behave(behaviours);
  const blobId = blobIdToString(blob.blobId);
  const check = (options: Partial<AvailabilityOptions> & { readonly requireCertified?: boolean } = {}) =>
    timers.finish(
      checkAvailability(network, network.committee, { blobId, random: seededRandom(SEED), ...options }),
    );
  return { network, timers, check, blobId };
}

test('R15: a check says what it asked and how sure that makes it, and moves no metadata', async () => {
  const { network, check } = await world(small, TEN);
  const progress: [number, number][] = [];
  const found = await check({ onProgress: ({ answered, asked }) => progress.push([answered, asked]) });
  const { asked, good, isConfident, chanceOfLoss: chance, unencodedLength } = found;
  assert.deepEqual([isConfident, good, unencodedLength], [true, asked.length, 5_000]);
  // n = 10: four shards of distinct draws hold all that it takes.
  assert.deepEqual([asked.length, chance.whole], [4, 0]);
  assert.equal(chance.chosen, 2 * chanceOfLoss(10, 4).chosen);
  assert.equal(new Set(asked.map(({ shard }) => shard)).size, 4);
  assert.deepEqual(progress.at(-1), [4, 4]);
  const paths = network.log.filter((line) => !line.endsWith('/status')).map((line) => line.split('/')[4]);
  assert.deepEqual(paths, ['cells', 'cells', 'cells', 'cells']);
});

for (const behaviour of [
  'silent',
  'unreachable',
  'refusing',
  'failing',
  'wrong bytes',
  'flipping',
  'other blob',
  'malformed',
  'oversized',
  'blocking',
] as const) {
  test(`R15: nodes that are ${behaviour} are named, and others make up for them`, async () => {
    const behaviours = [behaviour, undefined, behaviour, undefined, behaviour];
    const { network, check } = await world(small, TEN, behaviours);
    const { isConfident, asked } = await check();
    assert.ok(isConfident);
    for (const { node, outcome } of asked) {
      const index = network.committee.nodes.indexOf(node);
      assert.equal(outcome === 'good', behaviours[index] === undefined, `${node.name}: ${outcome}`);
    }
  });
}

test('R15: a blob of which fewer than R shards have anything convinces nobody, however all lie', async () => {
  for (const behaviour of ['wrong bytes', 'other blob', 'silent', 'blocking'] as const) {
    const behaviours = TEN.map((_, node) => (node < 3 ? undefined : behaviour));
    const { check } = await world(small, TEN, behaviours);
    const { isConfident, asked, good, chanceOfLoss: chance } = await check({ requireCertified: false });
    assert.deepEqual([isConfident, asked.length, good], [false, 10, 3]);
    assert.ok(chance.whole > 0.5);
  }
});

test('R15: a node that is busy for a moment is asked again', async () => {
  const { check } = await world(
    small,
    TEN,
    TEN.map(() => 'flapping' as const),
  );
  const { isConfident, good, asked } = await check();
  assert.deepEqual([isConfident, good], [true, asked.length]);
});

test('R15: a check of a blob that is lost or unknown fails as a read does', async () => {
  const { network, check } = await world(small, TEN);
  await assert.rejects(check({ blobId: blobIdToString(new Uint8Array(32).fill(9)) }), BlobNotFound);
  network.verdict = 'lost';
  await assert.rejects(check(), BlobLost);
});

test('R15: a check that is given up ends with the reason', async () => {
  const { check, timers, network } = await world(
    small,
    TEN,
    TEN.map(() => 'silent' as const),
  );
  const reason = new Error('enough');
  const giveUp = new AbortController();
  timers.after(100, () => giveUp.abort(reason));
  await assert.rejects(check({ signal: giveUp.signal }), reason);
  assert.ok(network.log.length > 0);
});

test('R15: at 200 shards a check moves less than 1 % of what a read moves', async () => {
  const blob = await encodeBlob(seededBytes(2_500_000, SEED), { nShards: 200 });
  const { network, check, timers, blobId } = await world(
    blob,
    Array.from({ length: 50 }, () => 4),
  );
  const { isConfident, downloadedBytes, chanceOfLoss: chance } = await check();
  const checked = network.servedBytes;
  await timers.finish(readBlob(network, network.committee, { blobId, consistency: 'none' }));
  const read = network.servedBytes - checked;
  assert.ok(isConfident && chance.whole <= 1e-12);
  assert.equal(downloadedBytes, checked);
  assert.ok(checked < read / 100, `${checked} bytes checked, ${read} read`);
});

test('R15: the part of a read that a check moves falls with the shards and the size of the blob', () => {
  const part = (nShards: number, length: number, holders: 'whole' | 'chosen') => {
    const layout = blobLayout(nShards, length);
    const read = layout.rows * sliverBytes(layout, 'primary') + 32 + maxMetadataBytes(nShards);
    return (answersFor(nShards, 0.5e-12)[holders] * provenCellBytes(nShards, layout.symbolSize)) / read;
  };
  for (const nShards of [200, 300, 500, 1000]) {
    for (const length of [2_500_000, 20_000_000, 200_000_000]) {
      assert.ok(part(nShards, length, 'whole') < 0.01, `${nShards} shards, ${length} bytes`);
    }
  }
  for (const nShards of [300, 500, 1000]) assert.ok(part(nShards, 30_000_000, 'chosen') < 0.01, `${nShards}`);
  // Below that it is more, and no secret: a hundred shards take a fortieth of a read.
  assert.ok(part(100, 20_000_000, 'whole') < 0.025);
});
