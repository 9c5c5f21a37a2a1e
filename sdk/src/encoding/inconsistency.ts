/**
 * Proof that a blob is badly encoded (R12): symbols of one sliver, each proven against the committed hash of
 * the sliver that it crosses, that do not lead to the committed hash of the sliver itself.
 *
 * An honest encoding admits no such proof, because there the crossing symbols determine the sliver, and the
 * sliver its hash. Anyone with the metadata can check one.
 */
import { equalBytes } from '../base/bytes.js';
import { EncodingError } from './errors.js';
import { symbolsPerSliver } from './layout.js';
import { metadataLayout, sliverHash, type BlobMetadata } from './metadata.js';
import { decodeSliver, verifyRecoverySymbol, type RecoverySymbol, type SliverName } from './recovery.js';
import { expandSliver } from './sliver.js';

/** A proof that the sliver `target` is inconsistent with the slivers that cross it. */
export interface InconsistencyProof {
  /** The sliver that is wrong. */
  readonly target: SliverName;
  /** Exactly as many as decoding the sliver takes: C for a primary target, R for a secondary one. */
  readonly symbols: readonly RecoverySymbol[];
}

/**
 * Makes a proof from symbols with which recovery ended in `INCONSISTENT_SLIVER`.
 *
 * @param symbols at least as many distinct ones as a proof takes; the first distinct ones are used
 * @throws EncodingError `NOT_ENOUGH_SYMBOLS`, or what {@link verifyInconsistencyProof} throws
 */
export function makeInconsistencyProof(
  symbols: readonly RecoverySymbol[],
  target: SliverName,
  metadata: BlobMetadata,
): InconsistencyProof {
  const proof = proofFrom(symbols, target, metadata);
  verifyInconsistencyProof(proof, metadata);
  return proof;
}

/**
 * A proof of the first distinct symbols, not verified.
 *
 * @throws EncodingError `NOT_ENOUGH_SYMBOLS`
 */
export function proofFrom(
  symbols: readonly RecoverySymbol[],
  target: SliverName,
  metadata: BlobMetadata,
): InconsistencyProof {
  const needed = symbolsPerSliver(metadataLayout(metadata), target.axis);
  const distinct = new Map<number, RecoverySymbol>();
  for (const symbol of symbols) {
    if (distinct.size < needed && !distinct.has(symbol.index)) distinct.set(symbol.index, symbol);
  }
  if (distinct.size < needed) {
    throw new EncodingError(
      'NOT_ENOUGH_SYMBOLS',
      `${distinct.size} distinct symbols of ${target.axis} sliver ${target.index}: a proof takes ${needed}`,
      { found: distinct.size, needed, target },
    );
  }
  return { target, symbols: [...distinct.values()] };
}

/**
 * Checks a proof. Returns when it shows the blob to be badly encoded; the metadata must have passed
 * `verifyMetadata`.
 *
 * @throws EncodingError `INVALID_INDEX`, `WRONG_SYMBOL_COUNT`, `DUPLICATE_SYMBOL`, `INVALID_RECOVERY_SYMBOL`;
 *   `NOT_INCONSISTENT` when the symbols do lead to the committed sliver
 */
export function verifyInconsistencyProof(proof: InconsistencyProof, metadata: BlobMetadata): void {
  const layout = metadataLayout(metadata);
  for (const _ of checkSymbols(proof, metadata)); // at once
  const { tree } = expandSliver(decodeSliver(proof.symbols, proof.target, layout), layout);
  checkInconsistent(tree.root, proof.target, metadata);
}

/**
 * Checks the symbols of a proof: their number, and each of them, one after each value.
 *
 * @throws EncodingError `INVALID_INDEX`, `WRONG_SYMBOL_COUNT`, `DUPLICATE_SYMBOL`, `INVALID_RECOVERY_SYMBOL`
 */
export function* checkSymbols(
  { target, symbols }: InconsistencyProof,
  metadata: BlobMetadata,
): Iterable<void> {
  const needed = symbolsPerSliver(metadataLayout(metadata), target.axis);
  sliverHash(metadata, target.axis, target.index);
  if (symbols.length !== needed) {
    throw new EncodingError(
      'WRONG_SYMBOL_COUNT',
      `${symbols.length} symbols: a proof about a ${target.axis} sliver has ${needed}`,
      { found: symbols.length, needed, target },
    );
  }
  const seen = new Set<number>();
  for (const symbol of symbols) {
    if (seen.has(symbol.index)) {
      throw new EncodingError('DUPLICATE_SYMBOL', `symbol ${symbol.index} appears twice in a proof`, {
        index: symbol.index,
        target,
      });
    }
    seen.add(symbol.index);
    yield;
    verifyRecoverySymbol(symbol, target, metadata);
  }
}

/**
 * Refuses a proof whose symbols lead to what the metadata commit to.
 *
 * @param root over the sliver that the symbols give
 * @throws EncodingError `NOT_INCONSISTENT`
 */
export function checkInconsistent(root: Uint8Array, target: SliverName, metadata: BlobMetadata): void {
  if (!equalBytes(root, sliverHash(metadata, target.axis, target.index))) return;
  throw new EncodingError(
    'NOT_INCONSISTENT',
    `the symbols lead to the ${target.axis} sliver ${target.index} that the metadata commits to`,
    { target },
  );
}
