import assert from 'node:assert/strict';
import { test } from 'vitest';
import fc from 'fast-check';
import {
  encodeBlob,
  expandSliver,
  makeInconsistencyProof,
  makeRecoverySymbol,
  maxInconsistencyProofBytes,
  metadataLayout,
  metadataTree,
  pairOfSliver,
  parseInconsistencyProof,
  recoverSliver,
  serializeInconsistencyProof,
  symbolsPerSliver,
  verifyInconsistencyProof,
  verifyMetadata,
  type Axis,
  type BlobMetadata,
  type RecoverySymbol,
  type Sliver,
} from '@haulout/sdk/encoding';
import {
  code,
  digest,
  flip,
  fromHex,
  generate,
  hex,
  primaries,
  publishInstead,
  secondaries,
  SEED,
  vectors,
} from '../../support/encoded.js';

const other = (axis: Axis): Axis => (axis === 'primary' ? 'secondary' : 'primary');

/** Symbols of a target from the first holders that its sliver takes. */
function symbolsFrom(
  held: readonly Sliver[],
  target: { axis: Axis; index: number },
  metadata: BlobMetadata,
  holders?: readonly number[],
): RecoverySymbol[] {
  const layout = metadataLayout(metadata);
  const from = holders ?? Array.from({ length: symbolsPerSliver(layout, target.axis) }, (_, i) => i);
  return from.map((holder) => makeRecoverySymbol(expandSliver(held[holder]!, layout), target.index));
}

interface Vector {
  readonly n_shards: number;
  readonly size: number;
  readonly seed: number;
  readonly axis: Axis;
  readonly target_sliver_index: number;
  readonly tampered_sliver_hash: string;
  readonly tampered_root_hash: string;
  readonly tampered_blob_id: string;
  readonly holders: readonly number[];
  readonly proof_bcs_length: number;
  readonly proof_bcs_blake2b256: string;
  readonly recovered_sliver_blake2b256: string;
  readonly proof_bcs?: string;
}

test('R12: inconsistency proofs equal the vectors, and hold only under the bad metadata', async () => {
  const { inconsistency } = vectors<{ inconsistency: readonly Vector[] }>('redstuff-recovery.json');
  assert.ok(inconsistency.length >= 10);
  for (const v of inconsistency) {
    const blob = await encodeBlob(generate('xorshift32', v.size, v.seed), { nShards: v.n_shards });
    const own = v.axis === 'primary' ? primaries(blob) : secondaries(blob);
    const honest = own[v.target_sliver_index]!;
    const bad = publishInstead(blob, [{ ...honest, bytes: flip(honest.bytes) }]);
    const pair = pairOfSliver(v.axis, v.target_sliver_index, v.n_shards);
    assert.equal(hex(bad.metadata.hashes[pair]![v.axis]), v.tampered_sliver_hash);
    assert.equal(hex(metadataTree(bad.metadata).root), v.tampered_root_hash);
    assert.equal(hex(bad.blobId), v.tampered_blob_id);

    const target = { axis: v.axis, index: v.target_sliver_index };
    const symbols = symbolsFrom(bad[other(v.axis)], target, bad.metadata, v.holders);
    assert.throws(() => recoverSliver(symbols, target, bad.metadata), code('INCONSISTENT_SLIVER'));
    const recovered = recoverSliver(symbols, target, blob.metadata);
    assert.equal(digest(recovered.bytes), v.recovered_sliver_blake2b256);

    const proof = makeInconsistencyProof(symbols, target, bad.metadata);
    const bytes = serializeInconsistencyProof(proof);
    assert.equal(bytes.length, v.proof_bcs_length);
    assert.equal(digest(bytes), v.proof_bcs_blake2b256);
    if (v.proof_bcs !== undefined) assert.deepEqual(bytes, fromHex(v.proof_bcs));
    const layout = metadataLayout(blob.metadata);
    assert.ok(bytes.length <= maxInconsistencyProofBytes(layout, v.axis));
    const parsed = parseInconsistencyProof(bytes, v.axis, layout);
    assert.deepEqual(parsed, proof);
    verifyInconsistencyProof(parsed, bad.metadata);
    assert.throws(() => verifyInconsistencyProof(parsed, blob.metadata), code('NOT_INCONSISTENT'));
  }
});

test('R12: honest blobs admit no inconsistency proof, for any sliver, from any holders', async () => {
  const input = fc.record({
    nShards: fc.integer({ min: 4, max: 14 }),
    size: fc.nat(2000),
    axis: fc.constantFrom<Axis>('primary', 'secondary'),
    pick: fc.nat(),
  });
  await fc.assert(
    fc.asyncProperty(input, async ({ nShards, size, axis, pick }) => {
      const blob = await encodeBlob(generate('xorshift32', size, pick + 1), { nShards });
      const held = axis === 'primary' ? secondaries(blob) : primaries(blob);
      const layout = metadataLayout(blob.metadata);
      const first = pick % nShards;
      const holders = Array.from({ length: symbolsPerSliver(layout, axis) }, (_, i) => (first + i) % nShards);
      for (let index = 0; index < nShards; index++) {
        const target = { axis, index };
        const symbols = symbolsFrom(held, target, blob.metadata, holders);
        assert.throws(() => makeInconsistencyProof(symbols, target, blob.metadata), code('NOT_INCONSISTENT'));
      }
    }),
    { seed: SEED, numRuns: 25 },
  );
});

test('R11, R12: whichever one sliver is bad, its neighbours prove it', async () => {
  const blob = await encodeBlob(generate('xorshift32', 700, 5), { nShards: 7 });
  for (const honest of [...primaries(blob), ...secondaries(blob)]) {
    const bad = publishInstead(blob, [{ ...honest, bytes: flip(honest.bytes, 5) }]);
    verifyMetadata(bad.blobId, bad.metadata, { nShards: 7 });
    const target = { axis: honest.axis, index: honest.index };
    const proof = makeInconsistencyProof(
      symbolsFrom(bad[other(honest.axis)], target, bad.metadata),
      target,
      bad.metadata,
    );
    verifyInconsistencyProof(proof, bad.metadata);
  }
});

test('R12: a hash that nobody can open is proven bad as well', async () => {
  const blob = await encodeBlob(generate('xorshift32', 700, 5), { nShards: 10 });
  for (const axis of ['primary', 'secondary'] as const) {
    const hashes = blob.metadata.hashes.map((pair, i) =>
      i === 2 ? { ...pair, [axis]: new Uint8Array(32).fill(7) } : pair,
    );
    const metadata = { ...blob.metadata, hashes };
    const target = { axis, index: axis === 'primary' ? 2 : 7 };
    const held = axis === 'primary' ? secondaries(blob) : primaries(blob);
    verifyInconsistencyProof(
      makeInconsistencyProof(symbolsFrom(held, target, metadata), target, metadata),
      metadata,
    );
  }
});

test('a proof of any other shape is refused, each for its reason', async () => {
  const blob = await encodeBlob(generate('xorshift32', 700, 5), { nShards: 10 });
  const honest = primaries(blob)[9]!;
  const bad = publishInstead(blob, [{ ...honest, bytes: flip(honest.bytes) }]);
  const target = { axis: 'primary', index: 9 } as const;
  const { symbols } = makeInconsistencyProof(
    symbolsFrom(bad.secondary, target, bad.metadata),
    target,
    bad.metadata,
  );
  const [first, second, ...rest] = symbols;
  const verify = (changed: readonly RecoverySymbol[], at = {}) =>
    verifyInconsistencyProof({ target: { ...target, ...at }, symbols: changed }, bad.metadata);
  verify(symbols);
  assert.throws(() => verify([second!, ...rest]), code('WRONG_SYMBOL_COUNT'));
  assert.throws(() => verify([...symbols, first!]), code('WRONG_SYMBOL_COUNT'));
  assert.throws(() => verify([]), code('WRONG_SYMBOL_COUNT'));
  assert.throws(() => verify([second!, second!, ...rest]), code('DUPLICATE_SYMBOL'));
  assert.throws(
    () => verify([{ ...first!, data: flip(first!.data) }, second!, ...rest]),
    code('INVALID_RECOVERY_SYMBOL'),
  );
  assert.throws(() => verify(symbols, { index: 8 }), code('INVALID_RECOVERY_SYMBOL'));
  assert.throws(() => verify(symbols, { index: 10 }), code('INVALID_INDEX'));
  assert.throws(() => verify(symbols, { axis: 'secondary' }), code('WRONG_SYMBOL_COUNT'));
  assert.throws(
    () => makeInconsistencyProof([first!, first!], target, bad.metadata),
    code('NOT_ENOUGH_SYMBOLS'),
  );
});
