/** Draws: what they are by definition, that they are uniform, and who passes them. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { bcs } from '@mysten/sui/bcs';
import { encodingParameters, pairOfShard, sliverOfPair } from '@haulout/sdk/encoding';
import {
  cellsFor,
  drawSample,
  drawSamples,
  makeChallengeSet,
  passChance,
  type ChallengeSet,
  type Round,
  type Sample,
} from '@haulout/sdk/evidence';
import { code, digest, fromHex, SEED } from '../../support/encoded.js';
import { membersOf, roundOf, seedOf } from '../../support/paper-round.js';
import { seededRandom } from '../../support/random.js';

const N = 10;
/** Blobs that nobody encodes: ids by number. */
const setOf = (lengths: readonly number[], nShards = N): ChallengeSet =>
  makeChallengeSet(
    lengths.map((unencodedLength, i) => ({ blobId: seedOf(1000 + i), unencodedLength })),
    nShards,
  );
const lengths = Array.from({ length: 23 }, (_, i) => (i * i * 7919) % 50_000);

test('R16: draws and cells are those of the definition', () => {
  const round = roundOf(N);
  const set = setOf(lengths);
  const { rows, columns } = encodingParameters(N);
  const le = (text: string, from: number, size: number): bigint =>
    BigInt(
      `0x${Buffer.from(text, 'hex')
        .subarray(from, from + size)
        .reverse()
        .toString('hex')}`,
    );
  const tag = (text: string): Uint8Array => new TextEncoder().encode(text);
  const SampleInput = bcs.struct('', {
    tag: bcs.bytes(14),
    seed: bcs.bytes(32),
    node: bcs.Address,
    t: bcs.u32(),
  });
  const CellInput = bcs.struct('', { tag: bcs.bytes(12), draw: bcs.bytes(32), verifier: bcs.Address });
  for (let t = 0; t < 200; t++) {
    const prover = t % 4;
    const { nodeId: node, shards } = round.members[prover]!;
    const input = { tag: tag('haulout sample'), seed: round.seed, node, t };
    const draw = digest(SampleInput.serialize(input).toBytes());
    const [x, y, z] = [le(draw, 0, 8), le(draw, 8, 4), le(draw, 12, 4)];
    const blob =
      t % 2 === 0
        ? set.entry(Number((x * BigInt(set.count)) >> 64n))
        : set.entryAtByte((x * set.bytes) >> 64n);
    const shard = shards[Number((y * BigInt(shards.length)) >> 32n)]!;
    const axis = (z * BigInt(rows + columns)) >> 32n < BigInt(columns) ? 'primary' : 'secondary';
    const sliver = sliverOfPair(axis, pairOfShard(blob.blobId, shard, N), N);
    const sample = drawSample(round, prover, { set, t });
    assert.deepEqual(sample, { t, draw: fromHex(draw), blob, shard, axis, sliver });

    round.members.forEach(({ nodeId: verifier, shards: theirs }, position) => {
      const cells = digest(
        CellInput.serialize({ tag: tag('haulout cell'), draw: fromHex(draw), verifier }).toBytes(),
      );
      const own = theirs[Number((le(cells, 0, 4) * BigInt(theirs.length)) >> 32n)]!;
      const pair = pairOfShard(blob.blobId, own, N);
      const drawn = Number((le(cells, 4, 4) * BigInt(N)) >> 32n);
      const place = axis === 'primary' ? N - 1 - pair : pair;
      assert.deepEqual(cellsFor(round, sample, position), [place, drawn]);
    });
  }
});

test('R16: the order of shards in the committee does not matter, another seed, node or round id does', () => {
  const round = roundOf(N);
  const set = setOf(lengths);
  const turned = {
    ...round,
    members: membersOf(N, 4).map((m) => ({ ...m, shards: [...m.shards].reverse() })),
  };
  assert.deepEqual(drawSamples(turned, 1, { set }), drawSamples(round, 1, { set }));
  const draws = (some: Round, prover: number) => drawSamples(some, prover, { set }).map(({ draw }) => draw);
  assert.notDeepEqual(draws({ ...round, seed: seedOf(2) }, 1), draws(round, 1));
  assert.notDeepEqual(draws(round, 2), draws(round, 1));
});

/** Pearson's statistic stays within three sigma of its mean. */
function assertFits(counts: readonly number[], shares: readonly number[], what: string): void {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const statistic = counts.reduce(
    (sum, count, i) => sum + (count - total * shares[i]!) ** 2 / (total * shares[i]!),
    0,
  );
  const freedom = counts.length - 1;
  assert.ok(statistic <= freedom + 3 * Math.sqrt(2 * freedom), `${what}: ${statistic} for ${freedom}`);
}
const uniform = (count: number): number[] => Array.from({ length: count }, () => 1 / count);

test('R16: samples are uniform: by blobs, by bytes, over shards, axes and cells', () => {
  const round = roundOf(N, { members: 3 });
  const set = setOf(lengths);
  const { rows, columns } = encodingParameters(N);
  const { shards } = round.members[0]!;
  const byBlobs = lengths.map(() => 0);
  const byBytes = lengths.map(() => 0);
  const byShard = shards.map(() => 0);
  const byAxis = [0, 0];
  const byDrawn = Array.from({ length: N }, () => 0);
  const byOwn = round.members[1]!.shards.map(() => 0);
  for (let t = 0; t < 20_000; t++) {
    const sample = drawSample(round, 0, { set, t });
    (t % 2 === 0 ? byBlobs : byBytes)[sample.blob.index]!++;
    byShard[shards.indexOf(sample.shard)]!++;
    byAxis[sample.axis === 'primary' ? 0 : 1]!++;
    const [own, drawn] = cellsFor(round, sample, 1);
    byDrawn[drawn]!++;
    const pair = sample.axis === 'primary' ? N - 1 - own : own;
    const held = round.members[1]!.shards.findIndex((s) => pairOfShard(sample.blob.blobId, s, N) === pair);
    byOwn[held]!++;
  }
  const bytes = lengths.map((_, i) => Number(set.entry(i).encodedLength) / Number(set.bytes));
  assertFits(byBlobs, uniform(set.count), 'blobs');
  assertFits(byBytes, bytes, 'bytes');
  assertFits(byShard, uniform(shards.length), 'shards');
  assertFits(byAxis, [columns / (rows + columns), rows / (rows + columns)], 'axes');
  assertFits(byDrawn, uniform(N), 'drawn cells');
  assertFits(byOwn, uniform(byOwn.length), 'own cells');
});

const K = 8;
const ROUNDS = 1500;

/** How often a node that has only some slivers has all that a round asks for. */
function passRate(set: ChallengeSet, has: (sample: Sample) => boolean): number {
  let passed = 0;
  for (let seed = 0; seed < ROUNDS; seed++) {
    const round = roundOf(set.nShards, { sampleCount: K, seed: SEED + seed, members: 2 });
    if (drawSamples(round, seed % 2, { set }).every(has)) passed++;
  }
  return passed / ROUNDS;
}
function assertRate(rate: number, expected: number): void {
  const sigma = Math.sqrt((expected * (1 - expected)) / ROUNDS);
  assert.ok(Math.abs(rate - expected) <= 3 * sigma, `${rate}, expected ${expected}, sigma ${sigma}`);
}

test('R16: a node that forgets blobs, bytes, shards or an axis passes as seldom as the formula says', () => {
  const set = setOf(lengths);
  const entries = lengths.map((_, i) => set.entry(i));
  const sizes = entries.map(({ encodedLength }) => encodedLength / Number(set.bytes));
  /** Forgets these blobs: half of the samples go by number, half by bytes, with replacement. */
  const forget = (isKept: (index: number) => boolean): void => {
    const kept = entries.filter(({ index }) => isKept(index));
    const byBlobs = kept.length / set.count;
    const byBytes = kept.reduce((sum, { index }) => sum + sizes[index]!, 0);
    const expected = byBlobs ** (K / 2) * byBytes ** (K / 2);
    const rate = passRate(set, ({ blob }) => isKept(blob.index));
    assertRate(rate, expected);
    // And so never above the formula, whichever of the two is meant.
    assert.ok(expected <= passChance(1 - byBlobs, K) && expected <= passChance(1 - byBytes, K));
  };
  forget((index) => index % 5 > 0);
  const largest = [...entries].sort((a, b) => b.encodedLength - a.encodedLength).slice(0, 2);
  forget((index) => !largest.some((entry) => entry.index === index));
  const smallest = [...entries].sort((a, b) => a.encodedLength - b.encodedLength).slice(0, 4);
  forget((index) => !smallest.some((entry) => entry.index === index));

  const { rows, columns } = encodingParameters(N);
  const share = columns / (rows + columns);
  assertRate(
    passRate(set, ({ axis }) => axis === 'primary'),
    share ** K,
  );
  // Shards 0 and 1 belong to one node each, which has five.
  assertRate(
    passRate(set, ({ shard }) => shard > 1),
    0.8 ** K,
  );
  // Slivers at random: what is forgotten does not depend on what is drawn.
  const random = seededRandom(SEED);
  const gone = new Set(
    entries.flatMap(({ index }) =>
      Array.from({ length: 2 * N }, (_, sliver) => `${index} ${sliver}`).filter(() => random() < 0.1),
    ),
  );
  const rate = passRate(
    set,
    ({ blob, axis, sliver }) => !gone.has(`${blob.index} ${axis === 'primary' ? sliver : N + sliver}`),
  );
  assert.ok(rate <= passChance(0.1, K) + 3 * Math.sqrt(0.25 / ROUNDS));
});

test('R16: a node that keeps only what known verifiers have in common with it is caught by drawn cells', () => {
  const round = roundOf(N, { members: 5, sampleCount: 64 });
  const set = setOf(lengths);
  let bad = 0;
  let all = 0;
  for (const sample of drawSamples(round, 0, { set })) {
    for (let verifier = 1; verifier < 5; verifier++) {
      const [own, drawn] = cellsFor(round, sample, verifier);
      // It has the cells that its slivers share with those of members 1 and 2: four of ten.
      const place = (cell: number): number => (sample.axis === 'primary' ? N - 1 - cell : cell);
      const keeps = (cell: number): boolean =>
        [1, 2].some((member) =>
          round.members[member]!.shards.some((s) => pairOfShard(sample.blob.blobId, s, N) === place(cell)),
        );
      if (verifier <= 2) assert.ok(keeps(own));
      if (!keeps(drawn)) bad++;
      all++;
    }
  }
  assert.ok(Math.abs(bad / all - 0.6) <= 3 * Math.sqrt(0.24 / all), `${bad} of ${all}`);
});

test('R16: a sample that is skipped passes within its half', () => {
  const round = roundOf(N, { sampleCount: 32 });
  const set = setOf(lengths);
  const plain = drawSamples(round, 0, { set });
  const shards = drawSamples(round, 0, { set, isSkipped: (shard) => shard === 0 });
  assert.equal(shards.filter(({ t }) => t % 2 === 0).length, 16);
  assert.equal(shards.filter(({ t }) => t % 2 === 1).length, 16);
  assert.ok(shards.every(({ shard }) => shard !== 0));
  assert.deepEqual(drawSamples(round, 0, { set, isSkipped: () => true }), []);
  assert.deepEqual(
    shards.map(({ t }) => t),
    shards.map(({ t }) => t).sort((a, b) => a - b),
  );
  // Without skips they are the first k.
  assert.deepEqual(
    plain.map(({ t }) => t),
    Array.from({ length: 32 }, (_, t) => t),
  );
});

test('R16: no more than 32 draws are made for each sample, however many are skipped', () => {
  const round = roundOf(N, { sampleCount: 6 });
  let draws = 0;
  const isSkipped = () => draws++ >= 0;
  assert.deepEqual(drawSamples(round, 0, { set: setOf(lengths), isSkipped }), []);
  assert.equal(draws, 32 * 6);
});

test('a round with impossible numbers is refused', () => {
  const set = setOf(lengths);
  const good = roundOf(N);
  const refuse = (change: Partial<Round>, wanted = 'INVALID_ROUND') =>
    assert.throws(() => drawSamples({ ...good, ...change }, 0, { set }), code(wanted));
  refuse({ seed: new Uint8Array(31) });
  refuse({ sampleCount: 7 });
  refuse({ sampleCount: 0 });
  refuse({ sampleCount: 2 ** 20 });
  refuse({ round: -1 });
  refuse({ round: 2 ** 32 });
  refuse({ members: [] });
  refuse({ members: membersOf(257, 257), nShards: 257 });
  drawSamples({ ...good, nShards: 256, members: membersOf(256, 256) }, 255, { set: setOf(lengths, 256) });
  refuse({ members: [{ nodeId: '0x1', shards: [] }] });
  refuse({ members: [{ nodeId: '0x1', shards: [N] }] });
  refuse({ members: [{ nodeId: 'x', shards: [1] }] }, 'MALFORMED_MESSAGE');
  refuse({ nShards: 3 }, 'INVALID_SHARD_COUNT');
  refuse({ nShards: 13 }, 'INVALID_SET');
  assert.throws(() => drawSamples(good, 4, { set }), code('INVALID_ROUND'));
  assert.throws(() => drawSamples(good, 0, { set: setOf([]) }), code('INVALID_SET'));
});
