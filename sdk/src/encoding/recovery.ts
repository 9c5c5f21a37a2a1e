/**
 * Recovery of one sliver from its neighbours (R13).
 *
 * Every cell of the matrix lies on one row and one column, so the holder of a column's sliver can give the
 * symbol where that column crosses a wanted row, and prove it against the column's committed hash. Any C such
 * symbols give a primary sliver, any R a secondary one: about 1/n of the bytes that rebuilding the blob would
 * take.
 */
import { equalBytes } from '../base/bytes.js';
import { core } from './core/current.js';
import { EncodingError } from './errors.js';
import { checkIndex, otherAxis, symbolsPerSliver, sliverSize, type Axis, type BlobLayout } from './layout.js';
import { merklePath, verifyMerklePath, type MerklePath } from './merkle.js';
import { metadataLayout, sliverHash, type BlobMetadata } from './metadata.js';
import { erasureDecoder } from './reed-solomon.js';
import { codeAlong, sliverRoot, type ExpandedSliver, type Sliver } from './sliver.js';

/** Names a sliver, by axis and sliver index. */
export interface SliverName {
  /** Row (primary) or column (secondary). */
  readonly axis: Axis;
  /** Sliver index: of the row or column, not of the pair. */
  readonly index: number;
}

/** A symbol of a wanted sliver, without proof. */
export interface DecodingSymbol {
  /** Its position on the wanted sliver: the index of the crossing sliver of the other axis. */
  readonly index: number;
  /** Bytes of the symbol. */
  readonly data: Uint8Array;
}

/** A symbol of a wanted sliver, proven against the committed hash of the crossing sliver. */
export interface RecoverySymbol extends DecodingSymbol {
  /** From the symbol to the hash of the crossing sliver. */
  readonly path: MerklePath;
}

/**
 * A recovery symbol that says where it belongs. `along` names the row or column for which it was made; the
 * proof is against the crossing sliver, number `index` of the other axis.
 */
export interface GeneralRecoverySymbol extends RecoverySymbol {
  /** The row or column for which it was made. */
  readonly along: SliverName;
}

/**
 * The symbol that a held sliver gives to a wanted sliver of the other axis. Expand a sliver once
 * (`expandSliver`) to serve any number of targets.
 *
 * @param target index of the wanted sliver, of the axis that `held` is not of
 * @throws EncodingError `INVALID_INDEX`
 */
export function makeRecoverySymbol(held: ExpandedSliver, target: number): RecoverySymbol {
  checkIndex(`${otherAxis(held.axis)} sliver`, target, held.tree.leafCount);
  const from = target * held.symbolSize;
  return {
    index: held.index,
    data: held.symbols.slice(from, from + held.symbolSize),
    path: merklePath(held.tree, target),
  };
}

/**
 * Checks that a symbol is what the writer committed to, at the place where it crosses the wanted sliver. The
 * metadata must have passed `verifyMetadata`.
 *
 * @throws EncodingError `INVALID_INDEX`, `INVALID_RECOVERY_SYMBOL`
 */
export function verifyRecoverySymbol(
  symbol: RecoverySymbol,
  target: SliverName,
  metadata: BlobMetadata,
): void {
  const { nShards, symbolSize } = metadataLayout(metadata);
  const crossing = otherAxis(target.axis);
  checkIndex(`${target.axis} sliver`, target.index, nShards);
  checkIndex(`${crossing} sliver`, symbol.index, nShards);
  if (symbol.data.length !== symbolSize) {
    throw invalidSymbol(symbol, target, `has ${symbol.data.length} bytes, not ${symbolSize}`);
  }
  const root = sliverHash(metadata, crossing, symbol.index);
  if (!verifyMerklePath(root, nShards, target.index, symbol.data, symbol.path)) {
    throw invalidSymbol(symbol, target, `is not proven by its path`);
  }
}

/**
 * Checks a general recovery symbol for a wanted sliver: its cell must lie on that sliver, whichever of
 * the cell's two slivers it is proven against.
 *
 * @returns the symbol with its position on the wanted sliver
 * @throws EncodingError `INVALID_INDEX`, `INVALID_RECOVERY_SYMBOL`
 */
export function verifyGeneralRecoverySymbol(
  symbol: GeneralRecoverySymbol,
  target: SliverName,
  metadata: BlobMetadata,
): DecodingSymbol {
  const { along } = symbol;
  const onTarget = along.axis === target.axis ? along.index : symbol.index;
  if (onTarget !== target.index) {
    throw invalidSymbol(symbol, target, `lies on ${target.axis} sliver ${onTarget}`);
  }
  verifyRecoverySymbol(symbol, along, metadata);
  return { index: along.axis === target.axis ? symbol.index : along.index, data: symbol.data };
}

/**
 * As many symbols of a sliver as decoding it takes, by their positions: the first distinct ones.
 *
 * @throws EncodingError `NOT_ENOUGH_SYMBOLS`, `INVALID_RECOVERY_SYMBOL`, `INVALID_INDEX`
 */
export function chooseSymbols(
  symbols: readonly DecodingSymbol[],
  target: SliverName,
  layout: BlobLayout,
): ReadonlyMap<number, Uint8Array> {
  const { nShards, symbolSize } = layout;
  checkIndex(`${target.axis} sliver`, target.index, nShards);
  const needed = symbolsPerSliver(layout, target.axis);
  const chosen = new Map<number, Uint8Array>();
  for (const symbol of symbols) {
    if (chosen.size === needed) break;
    checkIndex(`${otherAxis(target.axis)} sliver`, symbol.index, nShards);
    if (symbol.data.length !== symbolSize) {
      throw invalidSymbol(symbol, target, `has ${symbol.data.length} bytes, not ${symbolSize}`);
    }
    if (!chosen.has(symbol.index)) chosen.set(symbol.index, symbol.data);
  }
  if (chosen.size < needed) {
    throw new EncodingError(
      'NOT_ENOUGH_SYMBOLS',
      `${chosen.size} distinct symbols of ${target.axis} sliver ${target.index}: it takes ${needed}`,
      { found: chosen.size, needed, target },
    );
  }
  return chosen;
}

/**
 * Decodes a sliver from enough symbols of it; checks nothing but their shape.
 *
 * @param symbols at least C (primary) or R (secondary) with distinct positions; the first of them are used
 * @throws EncodingError `NOT_ENOUGH_SYMBOLS`, `INVALID_RECOVERY_SYMBOL`, `INVALID_INDEX`
 */
export function decodeSliver(
  symbols: readonly DecodingSymbol[],
  target: SliverName,
  layout: BlobLayout,
): Sliver {
  const { symbolSize } = layout;
  const chosen = chooseSymbols(symbols, target, layout);
  const bytes = new Uint8Array(sliverSize(layout, target.axis));
  const decoder = erasureDecoder(codeAlong(layout, target.axis), [...chosen.keys()]);
  const shape = { size: symbolSize, count: 1 };
  decoder.recover(core().coding, [...chosen.values()], shape, bytes);
  return { axis: target.axis, index: target.index, symbolSize, bytes };
}

/**
 * Recovers a sliver and checks it against the metadata. Symbols need not have been verified: the whole sliver
 * is checked first, each symbol only when that fails, to tell a lying holder from a bad encoding.
 *
 * @throws EncodingError `NOT_ENOUGH_SYMBOLS`; `INVALID_RECOVERY_SYMBOL` for the first wrong symbol (its
 *   `index` in `values`); `INCONSISTENT_SLIVER` when all symbols are proven and the sliver is still not the
 *   one
 *   committed to: `makeInconsistencyProof` then makes a proof of the same symbols
 */
export function recoverSliver(
  symbols: readonly RecoverySymbol[],
  target: SliverName,
  metadata: BlobMetadata,
): Sliver {
  const layout = metadataLayout(metadata);
  const sliver = decodeSliver(symbols, target, layout);
  const committed = sliverHash(metadata, target.axis, target.index);
  if (equalBytes(sliverRoot(sliver, layout), committed)) return sliver;
  for (const symbol of symbols) verifyRecoverySymbol(symbol, target, metadata);
  throw inconsistentSliver(target);
}

/** Proven symbols of a sliver do not give the one committed to. */
export function inconsistentSliver(target: SliverName): EncodingError {
  return new EncodingError(
    'INCONSISTENT_SLIVER',
    `proven symbols of ${target.axis} sliver ${target.index} do not give the sliver committed to`,
    { target },
  );
}

function invalidSymbol(symbol: DecodingSymbol, target: SliverName, what: string): EncodingError {
  return new EncodingError(
    'INVALID_RECOVERY_SYMBOL',
    `symbol ${symbol.index} of ${target.axis} sliver ${target.index} ${what}`,
    { index: symbol.index, target },
  );
}
