import assert from 'node:assert/strict';
import { test } from 'vitest';
import fc from 'fast-check';
import {
  blobIdOfMetadata,
  encodeBlob,
  expandSliver,
  makeConflictProof,
  makeInconsistencyProof,
  makePaddingProof,
  makeRecoverySymbol,
  maxInconsistencyProofBytes,
  merklePath,
  metadataLayout,
  metadataTree,
  pairOfSliver,
  parseInconsistencyProof,
  recoverSliver,
  serializeInconsistencyProof,
  symbolsPerSliver,
  verifyConflictProof,
  verifyInconsistencyProof,
  verifyMetadata,
  verifyPaddingProof,
  type Axis,
  type BlobMetadata,
  type ConflictProof,
  type PaddingProof,
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
  pathText,
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

interface CellVector {
  readonly symbol: string;
  readonly path: readonly string[];
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
  readonly conflict?: {
    readonly row: number;
    readonly column: number;
    readonly from_primary_sliver: CellVector;
    readonly from_secondary_sliver: CellVector;
  };
}

test('R12: inconsistency and conflict proofs equal the vectors, and hold only under the bad metadata', async () => {
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

    if (v.conflict !== undefined) {
      const { row, column } = v.conflict;
      const conflict = makeConflictProof(bad.primary[row]!, bad.secondary[column]!, bad.metadata);
      const cell = ({ symbol, path }: ConflictProof['inRow']): CellVector => ({
        symbol: hex(symbol),
        path: pathText(path),
      });
      assert.deepEqual(cell(conflict.inRow), v.conflict.from_primary_sliver);
      assert.deepEqual(cell(conflict.inColumn), v.conflict.from_secondary_sliver);
      verifyConflictProof(conflict, { ...blob, blobId: bad.blobId });
      assert.throws(() => verifyConflictProof(conflict, blob), code('BLOB_ID_MISMATCH'));
    }
  }
});

test('R12: honest blobs admit no proof, for any sliver, from any holders', async () => {
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
        assert.throws(
          () => makeConflictProof(primaries(blob)[index]!, secondaries(blob)[first]!, blob.metadata),
          code('NO_CONFLICT'),
        );
      }
    }),
    { seed: SEED, numRuns: 25 },
  );
});

test('R11, R12: whichever one sliver is bad, its neighbours prove it, and the slivers conflict in its cells', async () => {
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
    const crossing = bad[other(honest.axis)];
    const conflicts = crossing.filter((sliver) => {
      const [row, column] =
        honest.axis === 'primary'
          ? [bad.primary[honest.index], sliver]
          : [sliver, bad.secondary[honest.index]];
      try {
        verifyConflictProof(makeConflictProof(row!, column!, bad.metadata), { ...blob, blobId: bad.blobId });
        return true;
      } catch (error) {
        return !code('NO_CONFLICT')(error);
      }
    });
    // A changed sliver disagrees with an honest line in every place but at most k - 1 of n.
    const agree = 7 - conflicts.length;
    assert.ok(agree < symbolsPerSliver(metadataLayout(blob.metadata), honest.axis), `${agree} cells agree`);
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

test('no change to a conflict proof goes unnoticed', async () => {
  const blob = await encodeBlob(generate('xorshift32', 700, 5), { nShards: 10 });
  const honest = secondaries(blob)[6]!;
  const bad = publishInstead(blob, [{ ...honest, bytes: flip(honest.bytes) }]);
  const { metadata } = bad;
  const good = makeConflictProof(bad.primary[0]!, bad.secondary[6]!, metadata);
  const onChain = { blobId: bad.blobId, unencodedLength: blob.unencodedLength, nShards: 10 };
  verifyConflictProof(good, onChain);
  const attacks: readonly (readonly [string, Partial<ConflictProof>])[] = [
    ['INVALID_OPENING', { inRow: { ...good.inRow, symbol: flip(good.inRow.symbol) } }],
    ['INVALID_OPENING', { inRow: { ...good.inRow, symbol: good.inRow.symbol.subarray(1) } }],
    ['INVALID_OPENING', { inRow: { ...good.inRow, path: good.inRow.path.slice(1) } }],
    ['INVALID_OPENING', { inColumn: good.inRow }],
    ['INVALID_OPENING', { inColumn: { ...good.inColumn, path: [] } }],
    ['BLOB_ID_MISMATCH', { rowPair: { ...good.rowPair, hashes: metadata.hashes[1]! } }],
    ['INVALID_OPENING', { rowPair: { ...good.rowPair, path: good.rowPair.path.slice(1) } }],
    ['INVALID_OPENING', { columnPair: { ...good.columnPair, hashes: metadata.hashes[1]! } }],
    ['BLOB_ID_MISMATCH', { row: 1 }],
    ['INVALID_OPENING', { column: 5 }],
    ['INVALID_INDEX', { row: 10 }],
    ['INVALID_INDEX', { column: -1 }],
  ];
  for (const [wanted, change] of attacks) {
    assert.throws(() => verifyConflictProof({ ...good, ...change }, onChain), code(wanted), wanted);
  }
  const longer = { ...onChain, unencodedLength: blob.unencodedLength + 1 };
  assert.throws(() => verifyConflictProof(good, longer), code('BLOB_ID_MISMATCH'));
  assert.throws(() => verifyConflictProof(good, { ...onChain, nShards: 40 }), code('INVALID_OPENING'));

  const agreeing = { ...good, inColumn: good.inRow };
  assert.throws(() => verifyConflictProof(agreeing, onChain), code('INVALID_OPENING'));
  assert.throws(
    () => makeConflictProof(bad.secondary[6]!, bad.secondary[6]!, metadata),
    code('INVALID_SLIVER'),
  );
  assert.throws(() => makeConflictProof(bad.primary[0]!, honest, metadata), code('SLIVER_HASH_MISMATCH'));
});

test('the cell on the diagonal of a pair, whose row and column share their hashes, conflicts too', async () => {
  const blob = await encodeBlob(generate('xorshift32', 700, 5), { nShards: 10 });
  const honest = primaries(blob)[3]!;
  const bad = publishInstead(blob, [{ ...honest, bytes: honest.bytes.map((b) => b ^ 0x55) }]);
  assert.equal(blobIdOfMetadata(bad.metadata).length, 32);
  const proof = makeConflictProof(bad.primary[3]!, bad.secondary[6]!, bad.metadata);
  assert.deepEqual(proof.rowPair, proof.columnPair);
  verifyConflictProof(proof, { ...blob, blobId: bad.blobId });
});

/** A blob that claims to be shorter than the bytes in it, on `nShards` shards. */
async function hiding(nShards: number, claimed: number, bytes: Uint8Array) {
  const longer = await encodeBlob(bytes, { nShards });
  const metadata = { ...longer.metadata, unencodedLength: claimed };
  assert.equal(metadataLayout(metadata).symbolSize, longer.symbolSize);
  return {
    longer,
    metadata,
    onChain: { blobId: blobIdOfMetadata(metadata), unencodedLength: claimed, nShards },
  };
}

test('R12: bytes hidden behind the end of a blob are proven by one cell', async () => {
  const cells = 4 * 7;
  for (const [claimed, length] of [
    [99, 100],
    [85, 112],
    [57, 112],
    [0, 28],
    [0, 1],
  ] as const) {
    const bytes = new Uint8Array(length);
    bytes[length - 1] = 1;
    const size = 2 * Math.ceil(length / cells / 2);
    const { longer, metadata, onChain } = await hiding(10, claimed, bytes);
    const row = Math.floor((length - 1) / (7 * size));
    const proof = makePaddingProof(primaries(longer)[row]!, metadata);
    assert.deepEqual([proof.row, proof.column], [row, Math.floor((length - 1) / size) % 7]);
    verifyPaddingProof(proof, onChain);
    assert.throws(
      () => verifyPaddingProof(proof, { ...onChain, blobId: longer.blobId }),
      code('BLOB_ID_MISMATCH'),
    );
    const others = primaries(longer).filter(({ index }) => index !== row);
    for (const sliver of [...others, ...secondaries(longer)]) {
      assert.throws(() => makePaddingProof(sliver, metadata), code('NO_HIDDEN_BYTES'));
    }
    // Rows and columns agree, so no other kind of proof exists.
    for (const axis of ['primary', 'secondary'] as const) {
      const target = { axis, index: 1 };
      const held = axis === 'primary' ? secondaries(longer) : primaries(longer);
      const symbols = symbolsFrom(held, target, metadata);
      assert.throws(() => makeInconsistencyProof(symbols, target, metadata), code('NOT_INCONSISTENT'));
    }
  }
});

test('honest blobs of every length admit no padding proof', async () => {
  for (let length = 0; length <= 64; length++) {
    const blob = await encodeBlob(new Uint8Array(length).fill(255), { nShards: 4 });
    for (const sliver of primaries(blob)) {
      assert.throws(() => makePaddingProof(sliver, blob.metadata), code('NO_HIDDEN_BYTES'), `${length}`);
    }
  }
});

test('no change to a padding proof goes unnoticed', async () => {
  const { longer, metadata, onChain } = await hiding(10, 85, generate('xorshift32', 112, 3));
  const good = makePaddingProof(primaries(longer)[3]!, metadata);
  verifyPaddingProof(good, onChain);
  const { cell, pair } = good;
  const attacks: readonly (readonly [string, Partial<PaddingProof>])[] = [
    ['INVALID_OPENING', { cell: { ...cell, symbol: flip(cell.symbol) } }],
    ['INVALID_OPENING', { cell: { ...cell, path: cell.path.slice(1) } }],
    ['INVALID_OPENING', { column: good.column + 1 }],
    ['BLOB_ID_MISMATCH', { row: good.row - 1 }],
    ['BLOB_ID_MISMATCH', { pair: { ...pair, hashes: metadata.hashes[0]! } }],
    ['INVALID_OPENING', { pair: { ...pair, path: [] } }],
    ['INVALID_INDEX', { row: 4 }],
    ['INVALID_INDEX', { row: -1 }],
    ['INVALID_INDEX', { column: 7 }],
    ['INVALID_INDEX', { column: 0.5 }],
  ];
  for (const [wanted, change] of attacks) {
    assert.throws(() => verifyPaddingProof({ ...good, ...change }, onChain), code(wanted), wanted);
  }
  // Cells of the blob itself, and of recovery slivers, hide nothing whatever they hold.
  const layout = metadataLayout(metadata);
  const inside = expandSliver(primaries(longer)[0]!, layout);
  const symbol = makeRecoverySymbol(inside, 2);
  const innocent = { row: 0, column: 2, cell: { symbol: symbol.data, path: symbol.path } };
  const opened = openPair(metadata, 0);
  assert.throws(() => verifyPaddingProof({ ...innocent, pair: opened }, onChain), code('NO_HIDDEN_BYTES'));
  const changed = { ...primaries(longer)[3]!, bytes: flip(primaries(longer)[3]!.bytes) };
  assert.throws(() => makePaddingProof(changed, metadata), code('SLIVER_HASH_MISMATCH'));
});

/** The opening of a sliver pair. */
function openPair(metadata: BlobMetadata, index: number): PaddingProof['pair'] {
  return { hashes: metadata.hashes[index]!, path: merklePath(metadataTree(metadata), index) };
}
