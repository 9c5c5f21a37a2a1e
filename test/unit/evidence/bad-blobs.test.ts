/** Proofs about blobs that need no committee: conflicts, and bytes hidden behind the end. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { BlobEncoder } from '@mysten/walrus-wasm';
import fc from 'fast-check';
import {
  blobIdOfMetadata,
  blobLayout,
  encodeBlob,
  makeInconsistencyProof,
  makeRecoverySymbol,
  expandSliver,
  metadataLayout,
  pairOfSliver,
  sliverBytes,
  symbolsPerSliver,
  type Axis,
  type EncodedBlob,
  type Sliver,
} from '@haulout/sdk/encoding';
import {
  conflictOf,
  crossing,
  foldOpening,
  isSameCell,
  makeConflictProof,
  makePaddingProof,
  openCell,
  openSliver,
  symbolOf,
  verifyConflictProof,
  verifyOpening,
  verifyPaddingProof,
  verifySymbol,
  type CellOpening,
  type ConflictProof,
} from '@haulout/sdk/evidence';
import {
  code,
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
import { naiveLeaf, naivePath, naiveRoot } from '../../support/naive-merkle.js';

const otherOf = (axis: Axis): Axis => (axis === 'primary' ? 'secondary' : 'primary');
const lengths = { minLength: 1, maxLength: 500 };

interface Vector {
  readonly n_shards: number;
  readonly size: number;
  readonly seed: number;
  readonly axis: Axis;
  readonly target_sliver_index: number;
  readonly tampered_blob_id: string;
  readonly conflict?: {
    readonly row: number;
    readonly column: number;
    readonly from_primary_sliver: { readonly symbol: string; readonly path: readonly string[] };
    readonly from_secondary_sliver: { readonly symbol: string; readonly path: readonly string[] };
  };
}

test('R12: conflict proofs equal the vectors, and hold only for the bad blob', async () => {
  const { inconsistency } = vectors<{ inconsistency: readonly Vector[] }>('redstuff-recovery.json');
  const withConflict = inconsistency.filter(({ conflict }) => conflict !== undefined);
  assert.ok(withConflict.length >= 6);
  for (const v of withConflict) {
    const blob = await encodeBlob(generate('xorshift32', v.size, v.seed), { nShards: v.n_shards });
    const own = v.axis === 'primary' ? primaries(blob) : secondaries(blob);
    const honest = own[v.target_sliver_index]!;
    const bad = publishInstead(blob, [{ ...honest, bytes: flip(honest.bytes) }]);
    assert.equal(hex(bad.blobId), v.tampered_blob_id);
    const { row, column, from_primary_sliver, from_secondary_sliver } = v.conflict!;
    const proof = makeConflictProof(bad.primary[row]!, bad.secondary[column]!, bad.metadata);
    for (const [opening, wanted] of [
      [proof.inRow, from_primary_sliver],
      [proof.inColumn, from_secondary_sliver],
    ] as const) {
      const path = wanted.path.map((node) => (node === 'empty' ? '00'.repeat(32) : node));
      assert.deepEqual(opening.cellPath.map(hex), path);
      assert.equal(hex(opening.leafHash), hex(naiveLeaf(fromHex(wanted.symbol))));
    }
    verifyConflictProof(proof, { ...blob, blobId: bad.blobId });
    assert.throws(() => verifyConflictProof(proof, blob), code('BLOB_ID_MISMATCH'));
  }
});

test('openings are those that follow from what the official encoder writes', () => {
  for (const [nShards, size] of [
    [4, 10],
    [7, 300],
    [10, 2000],
    [13, 777],
  ] as const) {
    const bytes = generate('xorshift32', size, nShards);
    const layout = blobLayout(nShards, size);
    const slivers = (axis: Axis) =>
      Array.from({ length: nShards }, () => new Uint8Array(sliverBytes(layout, axis)));
    const [primary, secondary] = [slivers('primary'), slivers('secondary')];
    const encoder = new BlobEncoder(nShards);
    const [{ blob_id, metadata }] = encoder.encode(bytes, primary, secondary);
    encoder.free();
    const hashes = (metadata.V1.hashes as { primary_hash: Digest; secondary_hash: Digest }[]).map((pair) => ({
      primary: Uint8Array.from(pair.primary_hash.Digest),
      secondary: Uint8Array.from(pair.secondary_hash.Digest),
    }));
    const pairLeaves = hashes.map((pair) => naiveLeaf(pair.primary, pair.secondary));
    // Cell (row, column) of a source row is symbol number row of the column's sliver.
    const { symbolSize, rows } = layout;
    const uleb = sliverBytes(layout, 'secondary') - rows * symbolSize - 4;
    const symbolAt = (row: number, column: number): Uint8Array => {
      const from = uleb + row * symbolSize;
      return secondary[nShards - 1 - column]!.subarray(from, from + symbolSize);
    };
    for (let row = 0; row < rows; row++) {
      const leaves = Array.from({ length: nShards }, (_, column) => naiveLeaf(symbolAt(row, column)));
      assert.deepEqual(naiveRoot(leaves), hashes[row]!.primary);
      for (let cell = 0; cell < nShards; cell++) {
        const opening: CellOpening = {
          axis: 'primary',
          sliver: row,
          cell,
          leafHash: leaves[cell]!,
          cellPath: naivePath(leaves, cell),
          otherHash: hashes[row]!.secondary,
          pairPath: naivePath(pairLeaves, row),
        };
        const blob = { blobId: Uint8Array.from(blob_id as number[]), unencodedLength: size, nShards };
        verifySymbol(symbolAt(row, cell), opening, blob);
        const uncut = primary[row]!.subarray(
          sliverBytes(layout, 'primary') - layout.columns * symbolSize - 4,
        );
        const sliver = { axis: 'primary', index: row, symbolSize, bytes: uncut.subarray(0, -4) } as const;
        const made = openSliver(sliver, { unencodedLength: size, hashes });
        assert.deepEqual(openCell(made, cell), opening);
        assert.deepEqual(symbolOf(made, cell), symbolAt(row, cell).slice());
      }
    }
  }
});
interface Digest {
  readonly Digest: number[];
}

test('R12: honest blobs admit no conflict and no padding proof, in any cell, on either axis', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 4, max: 13 }), fc.uint8Array(lengths), async (nShards, bytes) => {
      const { metadata, ...blob } = await encodeBlob(bytes, { nShards });
      const [rows, columns] = [primaries({ metadata, ...blob }), secondaries({ metadata, ...blob })].map(
        (slivers) => slivers.map((sliver) => openSliver(sliver, metadata)),
      );
      for (const [i, inRow] of rows!.entries()) {
        for (const [j, inColumn] of columns!.entries()) {
          const [a, b] = [openCell(inRow, j), openCell(inColumn, i)];
          assert.throws(() => conflictOf(a, b), code('NO_CONFLICT'));
          verifyOpening(a, blob);
          verifyOpening(b, blob);
          for (const [opening, sliver] of [
            [a, inRow],
            [b, inColumn],
          ] as const) {
            const proof = { opening, symbol: symbolOf(sliver, opening.cell) };
            assert.throws(() => verifyPaddingProof(proof, blob), code('NO_HIDDEN_BYTES'));
          }
        }
      }
    }),
    { seed: SEED, numRuns: 6 },
  );
});

test('R12: whichever one sliver is bad, it conflicts with its neighbours in most cells', async () => {
  const blob = await encodeBlob(generate('xorshift32', 700, 5), { nShards: 7 });
  for (const honest of [...primaries(blob), ...secondaries(blob)]) {
    const bad = publishInstead(blob, [{ ...honest, bytes: flip(honest.bytes, 5) }]);
    const conflicts = bad[otherOf(honest.axis)].filter((crossing) => {
      const lines = honest.axis === 'primary' ? [bad.primary[honest.index], crossing] : [crossing, undefined];
      try {
        const proof = makeConflictProof(lines[0]!, lines[1] ?? bad.secondary[honest.index]!, bad.metadata);
        verifyConflictProof(proof, { ...blob, blobId: bad.blobId });
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

test('the cell on the diagonal of a pair, whose row and column share their hashes, conflicts too', async () => {
  const blob = await encodeBlob(generate('xorshift32', 700, 5), { nShards: 10 });
  const honest = primaries(blob)[3]!;
  const bad = publishInstead(blob, [{ ...honest, bytes: honest.bytes.map((b) => b ^ 0x55) }]);
  const proof = makeConflictProof(bad.primary[3]!, bad.secondary[6]!, bad.metadata);
  assert.deepEqual(proof.inRow.pairPath, proof.inColumn.pairPath);
  verifyConflictProof(proof, { ...blob, blobId: bad.blobId });
});

/** An opening with one bit of one of its hashes changed. */
function withBitFlipped(opening: CellOpening, pick: number): CellOpening {
  const hashes = [opening.leafHash, ...opening.cellPath, opening.otherHash, ...opening.pairPath];
  const at = pick % (hashes.length * 256);
  const changed = hashes.map((hash, i) =>
    i === at >> 8 ? hash.map((byte, b) => (b === (at >> 3) % 32 ? byte ^ (1 << (at & 7)) : byte)) : hash,
  );
  const depth = opening.cellPath.length;
  return {
    ...opening,
    leafHash: changed[0]!,
    cellPath: changed.slice(1, depth + 1),
    otherHash: changed[depth + 1]!,
    pairPath: changed.slice(depth + 2),
  };
}

test('R12: a conflict proof with any bit, index, path length or blob changed is refused', async () => {
  const blob = await encodeBlob(generate('xorshift32', 700, 5), { nShards: 10 });
  const honest = secondaries(blob)[6]!;
  const bad = publishInstead(blob, [{ ...honest, bytes: flip(honest.bytes) }]);
  const good = makeConflictProof(bad.primary[0]!, bad.secondary[6]!, bad.metadata);
  const onChain = { blobId: bad.blobId, unencodedLength: blob.unencodedLength, nShards: 10 };
  verifyConflictProof(good, onChain);
  const halves = ['inRow', 'inColumn'] as const;
  const attempt = (half: (typeof halves)[number], change: Partial<CellOpening>) => () =>
    verifyConflictProof({ ...good, [half]: { ...good[half], ...change } }, onChain);
  fc.assert(
    fc.property(fc.constantFrom(...halves), fc.nat(), (half, pick) => {
      assert.throws(attempt(half, withBitFlipped(good[half], pick)), code('BLOB_ID_MISMATCH'));
    }),
    { seed: SEED, numRuns: 200 },
  );
  for (const half of halves) {
    const { cellPath, pairPath, leafHash, otherHash } = good[half];
    const shapes: Partial<CellOpening>[] = [
      { cellPath: cellPath.slice(1) },
      { cellPath: [...cellPath, leafHash] },
      { cellPath: [] },
      { cellPath: cellPath.map((hash) => hash.subarray(1)) },
      { pairPath: pairPath.slice(0, -1) },
      { pairPath: [...pairPath, otherHash] },
      { leafHash: leafHash.subarray(1) },
      { otherHash: new Uint8Array(33) },
    ];
    for (const change of shapes) assert.throws(attempt(half, change), code('INVALID_OPENING'));
    assert.throws(attempt(half, { sliver: 1 }), code('DIFFERENT_CELLS'));
    assert.throws(attempt(half, { cell: 5 }), code('DIFFERENT_CELLS'));
    assert.throws(attempt(half, { axis: otherOf(good[half].axis) }), code('DIFFERENT_CELLS'));
  }
  // Another place in both halves.
  const moved = (row: number, column: number): ConflictProof => ({
    inRow: { ...good.inRow, sliver: row, cell: column },
    inColumn: { ...good.inColumn, sliver: column, cell: row },
  });
  assert.throws(() => verifyConflictProof(moved(1, 6), onChain), code('BLOB_ID_MISMATCH'));
  assert.throws(() => verifyConflictProof(moved(0, 5), onChain), code('BLOB_ID_MISMATCH'));
  for (const index of [10, -1, 0.5, NaN, 2 ** 32]) {
    const wanted = Number.isNaN(index) ? 'DIFFERENT_CELLS' : 'INVALID_INDEX';
    assert.throws(() => verifyConflictProof(moved(index, 6), onChain), code(wanted));
    assert.throws(() => verifyConflictProof(moved(0, index), onChain), code(wanted));
  }
  const foreign = { ...onChain, blobId: blob.blobId };
  assert.throws(() => verifyConflictProof(good, foreign), code('BLOB_ID_MISMATCH'));
  const longer = { ...onChain, unencodedLength: blob.unencodedLength + 1 };
  assert.throws(() => verifyConflictProof(good, longer), code('BLOB_ID_MISMATCH'));
  assert.throws(() => verifyConflictProof(good, { ...onChain, nShards: 40 }), code('INVALID_OPENING'));
  assert.throws(() => verifyConflictProof(good, { ...onChain, unencodedLength: -1 }), code('BLOB_TOO_LARGE'));
  const same = { inRow: good.inRow, inColumn: good.inRow };
  assert.throws(() => verifyConflictProof(same, onChain), code('DIFFERENT_CELLS'));
  assert.throws(() => makeConflictProof(honest, honest, blob.metadata), code('DIFFERENT_CELLS'));
  assert.throws(() => makeConflictProof(bad.primary[0]!, honest, bad.metadata), code('SLIVER_HASH_MISMATCH'));
});

/** A blob that claims to be shorter than the bytes in it, on `nShards` shards. */
async function hiding(nShards: number, claimed: number, bytes: Uint8Array) {
  const longer = await encodeBlob(bytes, { nShards });
  const metadata = { ...longer.metadata, unencodedLength: claimed };
  assert.equal(metadataLayout(metadata).symbolSize, longer.symbolSize);
  const onChain = { blobId: blobIdOfMetadata(metadata), unencodedLength: claimed, nShards };
  return { longer, metadata, onChain };
}

test('R12: bytes hidden behind the end of a blob are proven by one cell, from its row or its column', async () => {
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
    const column = Math.floor((length - 1) / size) % 7;
    const holders = [primaries(longer)[row]!, secondaries(longer)[column]!];
    for (const holder of holders) {
      const proof = makePaddingProof(holder, metadata);
      assert.equal(proof.opening.axis, holder.axis);
      assert.equal(proof.opening.cell, holder.axis === 'primary' ? column : row);
      const at = verifyPaddingProof(proof, onChain);
      assert.equal(at, (length - 1) % size);
      assert.equal(proof.symbol[at], 1);
      const foreign = { ...onChain, blobId: longer.blobId };
      assert.throws(() => verifyPaddingProof(proof, foreign), code('BLOB_ID_MISMATCH'));
    }
    for (const sliver of [...primaries(longer), ...secondaries(longer)].filter((s) => !holders.includes(s))) {
      assert.throws(() => makePaddingProof(sliver, metadata), code('NO_HIDDEN_BYTES'));
    }
    // Rows and columns agree, so no other kind of proof exists.
    for (const axis of ['primary', 'secondary'] as const) {
      const layout = metadataLayout(metadata);
      const target = { axis, index: 1 };
      const held = axis === 'primary' ? secondaries(longer) : primaries(longer);
      const symbols = held
        .slice(0, symbolsPerSliver(layout, axis))
        .map((sliver) => makeRecoverySymbol(expandSliver(sliver, layout), 1));
      assert.throws(() => makeInconsistencyProof(symbols, target, metadata), code('NOT_INCONSISTENT'));
    }
  }
});

test('honest blobs of every length admit no padding proof', async () => {
  for (let length = 0; length <= 64; length++) {
    const blob = await encodeBlob(new Uint8Array(length).fill(255), { nShards: 4 });
    for (const sliver of [...primaries(blob), ...secondaries(blob)]) {
      assert.throws(() => makePaddingProof(sliver, blob.metadata), code('NO_HIDDEN_BYTES'), `${length}`);
    }
  }
});

test('R12: a padding proof with anything changed is refused', async () => {
  const { longer, metadata, onChain } = await hiding(10, 85, generate('xorshift32', 112, 3));
  for (const holder of [primaries(longer)[3]!, secondaries(longer)[6]!]) {
    const good = makePaddingProof(holder, metadata);
    verifyPaddingProof(good, onChain);
    const { symbol, opening } = good;
    const attempt =
      (change: Partial<CellOpening>, bytes = symbol) =>
      () =>
        verifyPaddingProof({ symbol: bytes, opening: { ...opening, ...change } }, onChain);
    assert.throws(attempt({}, flip(symbol)), code('WRONG_SYMBOL'));
    assert.throws(attempt({}, symbol.subarray(1)), code('WRONG_SYMBOL'));
    assert.throws(attempt({}, new Uint8Array([...symbol, 0])), code('WRONG_SYMBOL'));
    assert.throws(attempt({ cellPath: opening.cellPath.slice(1) }), code('INVALID_OPENING'));
    assert.throws(attempt({ pairPath: [] }), code('INVALID_OPENING'));
    assert.throws(attempt({ cell: (opening.cell + 1) % 10 }), code('BLOB_ID_MISMATCH'));
    assert.throws(attempt({ sliver: (opening.sliver + 1) % 10 }), code('BLOB_ID_MISMATCH'));
    assert.throws(attempt({ axis: otherOf(opening.axis) }), code('BLOB_ID_MISMATCH'));
    for (const index of [10, -1, 0.5]) {
      assert.throws(attempt({ cell: index }), code('INVALID_INDEX'));
      assert.throws(attempt({ sliver: index }), code('INVALID_INDEX'));
    }
    fc.assert(
      fc.property(fc.nat(), (pick) => {
        const leafOnly = pick % ((2 + 2 * opening.cellPath.length) * 256) < 256;
        const wanted = leafOnly ? 'WRONG_SYMBOL' : 'BLOB_ID_MISMATCH';
        assert.throws(attempt(withBitFlipped(opening, pick)), code(wanted));
      }),
      { seed: SEED, numRuns: 100 },
    );
    const changed = { ...holder, bytes: flip(holder.bytes) };
    assert.throws(() => makePaddingProof(changed, metadata), code('SLIVER_HASH_MISMATCH'));
  }
  // Cells of the blob itself, and repair symbols, hide nothing whatever they hold.
  const all = [...primaries(longer), ...secondaries(longer)].map((sliver) => openSliver(sliver, metadata));
  let hidden = 0;
  for (const sliver of all) {
    for (let cell = 0; cell < 10; cell++) {
      const proof = { symbol: symbolOf(sliver, cell), opening: openCell(sliver, cell) };
      const [row, column] = sliver.axis === 'primary' ? [sliver.index, cell] : [cell, sliver.index];
      const isBehind = row < 4 && column < 7 && (row * 7 + column + 1) * 4 > 85;
      if (isBehind && proof.symbol.some((byte) => byte !== 0)) {
        verifyPaddingProof(proof, onChain);
        hidden++;
      } else assert.throws(() => verifyPaddingProof(proof, onChain), code('NO_HIDDEN_BYTES'));
    }
  }
  assert.equal(hidden, 14);
});

test('an opening leads to one blob id, whichever cell of whichever sliver it opens', async () => {
  const blob: EncodedBlob = await encodeBlob(generate('mod251', 333, 1), { nShards: 7 });
  const slivers: Sliver[] = [...primaries(blob), ...secondaries(blob)];
  for (const sliver of slivers) {
    const open = openSliver(sliver, blob.metadata);
    const pair = blob.metadata.hashes[pairOfSliver(sliver.axis, sliver.index, 7)]!;
    assert.deepEqual(open.otherHash, pair[otherOf(sliver.axis)]);
    for (let cell = 0; cell < 7; cell++)
      assert.deepEqual(foldOpening(openCell(open, cell), blob), blob.blobId);
    assert.throws(() => openCell(open, 7), code('INVALID_INDEX'));
  }
});

test('an opening is a copy, and says of the same cell where it is on the sliver that crosses', async () => {
  const blob = await encodeBlob(generate('mod251', 333, 1), { nShards: 7 });
  const opening = openCell(openSliver(primaries(blob)[2]!, blob.metadata), 5);
  assert.equal(opening.leafHash.buffer.byteLength, 32);
  const across = crossing(opening);
  assert.deepEqual(across, { axis: 'secondary', sliver: 5, cell: 2 });
  assert.ok(isSameCell(opening, across) && isSameCell(across, opening));
  assert.ok(!isSameCell(opening, { ...across, axis: 'primary' }));
});

test('a symbol of another length is refused even if the writer has committed to it', async () => {
  const blob = await encodeBlob(generate('mod251', 333, 1), { nShards: 7 });
  const opening = openCell(openSliver(primaries(blob)[2]!, blob.metadata), 5);
  for (const length of [0, blob.symbolSize - 1, blob.symbolSize + 1]) {
    const symbol = new Uint8Array(length).fill(1);
    const committed = { ...opening, leafHash: naiveLeaf(symbol) };
    const known = { ...blob, blobId: foldOpening(committed, blob) };
    assert.throws(() => verifySymbol(symbol, committed, known), code('WRONG_SYMBOL'));
  }
  const symbol = new Uint8Array(blob.symbolSize).fill(1);
  const committed = { ...opening, leafHash: naiveLeaf(symbol) };
  verifySymbol(symbol, committed, { ...blob, blobId: foldOpening(committed, blob) });
});
