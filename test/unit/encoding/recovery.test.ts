import assert from 'node:assert/strict';
import { test } from 'vitest';
import fc from 'fast-check';
import {
  encodeBlob,
  expandSliver,
  makeRecoverySymbol,
  metadataLayout,
  parseGeneralRecoverySymbols,
  parseRecoverySymbol,
  recoverSliver,
  serializeGeneralRecoverySymbol,
  serializeGeneralRecoverySymbols,
  serializeRecoverySymbol,
  sliverSize,
  symbolsPerSliver,
  verifyGeneralRecoverySymbol,
  verifyRecoverySymbol,
  type Axis,
  type EncodedBlob,
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
  secondaries,
  SEED,
  vectors,
} from '../../support/encoded.js';

const slivers = (blob: EncodedBlob, axis: Axis): Sliver[] =>
  axis === 'primary' ? primaries(blob) : secondaries(blob);
const other = (axis: Axis): Axis => (axis === 'primary' ? 'secondary' : 'primary');

/** The symbols that holders of the other axis give for a wanted sliver. */
function symbolsFor(
  blob: EncodedBlob,
  axis: Axis,
  index: number,
  holders: readonly number[],
): RecoverySymbol[] {
  const layout = metadataLayout(blob.metadata);
  return holders.map((holder) =>
    makeRecoverySymbol(expandSliver(slivers(blob, other(axis))[holder]!, layout), index),
  );
}

interface SymbolVector {
  readonly target_axis: Axis;
  readonly target_index: number;
  readonly source_index: number;
  readonly recovery_symbol_bcs_blake2b256: string;
  readonly general_recovery_symbol_bcs_blake2b256: string;
  readonly symbol?: string;
  readonly path?: readonly string[];
  readonly recovery_symbol_bcs?: string;
  readonly general_recovery_symbol_bcs?: string;
}

test('recovery symbols and their proofs equal the vectors, byte for byte', async () => {
  const { recovery } = vectors<{
    recovery: readonly {
      n_shards: number;
      size: number;
      seed: number;
      blob_id: string;
      symbols: readonly SymbolVector[];
    }[];
  }>('redstuff-recovery.json');
  let count = 0;
  for (const { n_shards, size, seed, blob_id, symbols } of recovery) {
    const blob = await encodeBlob(generate('xorshift32', size, seed), { nShards: n_shards });
    assert.equal(hex(blob.blobId), blob_id);
    const layout = metadataLayout(blob.metadata);
    for (const v of symbols) {
      const target = { axis: v.target_axis, index: v.target_index };
      const [symbol] = symbolsFor(blob, target.axis, target.index, [v.source_index]);
      verifyRecoverySymbol(symbol!, target, blob.metadata);
      const bytes = serializeRecoverySymbol(symbol!);
      assert.equal(digest(bytes), v.recovery_symbol_bcs_blake2b256);
      const general = { ...symbol!, along: target };
      const generalBytes = serializeGeneralRecoverySymbol(general);
      assert.equal(digest(generalBytes), v.general_recovery_symbol_bcs_blake2b256);
      assert.deepEqual(parseRecoverySymbol(bytes, layout), symbol);
      const list = serializeGeneralRecoverySymbols([general, general]);
      assert.deepEqual(parseGeneralRecoverySymbols(list, layout, 2), [general, general]);
      if (v.symbol !== undefined) {
        assert.equal(hex(symbol!.data), v.symbol);
        assert.deepEqual(pathText(symbol!.path), v.path);
        assert.equal(hex(bytes), v.recovery_symbol_bcs);
        assert.deepEqual(generalBytes, fromHex(v.general_recovery_symbol_bcs!));
      }
      count++;
    }
  }
  assert.ok(count > 300);
});

test('R13: every sliver is rebuilt from any sufficient set of symbols, and from no fewer', async () => {
  const input = fc.record({
    nShards: fc.integer({ min: 4, max: 50 }),
    size: fc.nat(8000),
    axis: fc.constantFrom<Axis>('primary', 'secondary'),
    order: fc.infiniteStream(fc.double({ noNaN: true })),
    pick: fc.nat(),
  });
  await fc.assert(
    fc.asyncProperty(input, async ({ nShards, size, axis, order, pick }) => {
      const blob = await encodeBlob(generate('xorshift32', size, pick + 1), { nShards });
      const index = pick % nShards;
      const needed = symbolsPerSliver(metadataLayout(blob.metadata), axis);
      const holders = blob.sliverPairs
        .map(({ index: holder }) => ({ holder, key: order.next().value! }))
        .sort((a, b) => a.key - b.key)
        .map(({ holder }) => holder)
        .slice(0, needed);
      const symbols = symbolsFor(blob, axis, index, holders);
      const target = { axis, index };
      assert.deepEqual(recoverSliver(symbols, target, blob.metadata), {
        ...slivers(blob, axis)[index]!,
        bytes: slivers(blob, axis)[index]!.bytes.slice(),
      });
      const repeated = [...symbols.slice(1), symbols[1]!];
      assert.throws(() => recoverSliver(repeated, target, blob.metadata), code('NOT_ENOUGH_SYMBOLS'));
    }),
    { seed: SEED, numRuns: 25 },
  );
});

test('R13: rebuilding a sliver moves its own size and short proofs', async () => {
  const blob = await encodeBlob(generate('xorshift32', 1 << 20, 8), { nShards: 100 });
  const layout = metadataLayout(blob.metadata);
  const sizes = { primary: 45.9, secondary: 23.3 }; // KiB, of general recovery symbols
  for (const axis of ['primary', 'secondary'] as const) {
    const holders = Array.from({ length: symbolsPerSliver(layout, axis) }, (_, i) => 2 * i).map(
      (i) => i % 99,
    );
    const symbols = symbolsFor(blob, axis, 70, holders).map((s) => ({ ...s, along: { axis, index: 70 } }));
    const moved = serializeGeneralRecoverySymbols(symbols).length;
    assert.ok(Math.abs(moved / 1024 - sizes[axis]) < 0.5, `${moved}`);
    assert.ok(moved < sliverSize(layout, axis) + symbols.length * (7 * 33 + 16));
  }
});

test('a lying holder is told from a bad encoding, by name', async () => {
  const blob = await encodeBlob(generate('xorshift32', 900, 2), { nShards: 10 });
  const target = { axis: 'primary', index: 8 } as const;
  const symbols = symbolsFor(blob, 'primary', 8, [0, 2, 3, 5, 6, 8, 9]);
  const lie = symbols.map((s) => (s.index === 5 ? { ...s, data: flip(s.data) } : s));
  assert.throws(
    () => recoverSliver(lie, target, blob.metadata),
    (error: { code?: string; values?: { index?: number } }) =>
      error.code === 'INVALID_RECOVERY_SYMBOL' && error.values?.index === 5,
  );
});

test('a symbol verifies only at its own place, with its own proof', async () => {
  const blob = await encodeBlob(generate('xorshift32', 900, 2), { nShards: 10 });
  const target = { axis: 'secondary', index: 4 } as const;
  const [symbol] = symbolsFor(blob, 'secondary', 4, [7]);
  const check = (changed: Partial<RecoverySymbol>, at: Partial<{ axis: Axis; index: number }> = {}) => {
    verifyRecoverySymbol({ ...symbol!, ...changed }, { ...target, ...at }, blob.metadata);
  };
  check({});
  const path = symbol!.path;
  assert.throws(() => check({ data: flip(symbol!.data) }), code('INVALID_RECOVERY_SYMBOL'));
  assert.throws(() => check({ data: symbol!.data.subarray(1) }), code('INVALID_RECOVERY_SYMBOL'));
  assert.throws(() => check({ index: 6 }), code('INVALID_RECOVERY_SYMBOL'));
  assert.throws(() => check({}, { index: 5 }), code('INVALID_RECOVERY_SYMBOL'));
  assert.throws(() => check({}, { axis: 'primary' }), code('INVALID_RECOVERY_SYMBOL'));
  assert.throws(() => check({ path: path.slice(1) }), code('INVALID_RECOVERY_SYMBOL'));
  assert.throws(() => check({ path: [...path, path[0]!] }), code('INVALID_RECOVERY_SYMBOL'));
  assert.throws(
    () => check({ path: [new Uint8Array(31), ...path.slice(1)] }),
    code('INVALID_RECOVERY_SYMBOL'),
  );
  assert.throws(() => check({ index: 10 }), code('INVALID_INDEX'));
  assert.throws(() => check({}, { index: 10 }), code('INVALID_INDEX'));
});

test('a symbol with its proof along either axis serves both slivers through its cell, and no other', async () => {
  const blob = await encodeBlob(generate('xorshift32', 900, 2), { nShards: 10 });
  const cell = { row: 8, column: 3 };
  for (const axis of ['primary', 'secondary'] as const) {
    const [target, holder] = axis === 'primary' ? [cell.row, cell.column] : [cell.column, cell.row];
    const symbol = { ...symbolsFor(blob, axis, target, [holder])[0]!, along: { axis, index: target } };
    const verify = (on: Axis, index: number) =>
      verifyGeneralRecoverySymbol(symbol, { axis: on, index }, blob.metadata);
    assert.deepEqual(verify('primary', cell.row), { index: cell.column, data: symbol.data });
    assert.deepEqual(verify('secondary', cell.column), { index: cell.row, data: symbol.data });
    assert.throws(() => verify('primary', cell.column), code('INVALID_RECOVERY_SYMBOL'));
    assert.throws(() => verify('secondary', cell.row), code('INVALID_RECOVERY_SYMBOL'));
    const moved = { ...symbol, along: { axis: other(axis), index: target } };
    const wanted = { axis: other(axis), index: target };
    assert.throws(
      () => verifyGeneralRecoverySymbol(moved, wanted, blob.metadata),
      code('INVALID_RECOVERY_SYMBOL'),
    );
  }
});
