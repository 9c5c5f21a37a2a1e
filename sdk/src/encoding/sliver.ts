/**
 * Slivers: the part of a blob that a shard stores, and how to check one against the metadata.
 *
 * A sliver extended by the code of its own direction gives all n symbols of its row or column; the
 * committed hash is the Merkle root over those. So whoever has the sliver can open any of the n symbols.
 */
import { equalBytes } from '../base/bytes.js';
import { allSymbols } from './core/coding.js';
import { core } from './core/current.js';
import { EncodingError } from './errors.js';
import { checkIndex, sliverSize, type Axis, type BlobLayout } from './layout.js';
import { hashLeaves, merkleTree, type MerkleTree } from './merkle.js';
import { metadataLayout, sliverHash, type BlobMetadata } from './metadata.js';
import { reedSolomonCode, rootOver, type Code } from './reed-solomon.js';

/** A sliver: the source symbols of a row (primary: n - f of them) or column (secondary: n - 2f). */
export interface Sliver {
  /** Row (primary) or column (secondary). */
  readonly axis: Axis;
  /** Sliver index: of the row or column, not of the pair. */
  readonly index: number;
  /** Bytes of a symbol. */
  readonly symbolSize: number;
  /** The symbols, one after the other. */
  readonly bytes: Uint8Array;
}

/** The two slivers that one shard holds of a blob. */
export interface SliverPair {
  /** Index of the pair. */
  readonly index: number;
  /** The pair's row. */
  readonly primary: Sliver;
  /** The pair's column. */
  readonly secondary: Sliver;
}

/** A sliver with all n symbols of its row or column, and the tree over them. */
export interface ExpandedSliver {
  /** Row (primary) or column (secondary). */
  readonly axis: Axis;
  /** Sliver index: of the row or column, not of the pair. */
  readonly index: number;
  /** Bytes of a symbol. */
  readonly symbolSize: number;
  /** n * symbolSize bytes. */
  readonly symbols: Uint8Array;
  /** Merkle tree over the symbols. */
  readonly tree: MerkleTree;
}

/** Milliseconds for the hash of a block of 128 bytes, and what else there is to do for it. */
const BLOCK_MS = 2.5e-4;

/** How many milliseconds it takes about to extend a sliver and hash all symbols. */
export function estimateSliverMs({ nShards, symbolSize }: BlobLayout): number {
  return nShards * (2 + Math.ceil((1 + symbolSize) / 128)) * BLOCK_MS;
}

/** The code that extends a sliver of the given axis. */
export function codeAlong(layout: Pick<BlobLayout, 'nShards' | 'rows' | 'columns'>, axis: Axis): Code {
  const sources = axis === 'primary' ? layout.columns : layout.rows;
  return reedSolomonCode(sources, layout.nShards - sources);
}

/**
 * Checks that a sliver has the shape that its blob gives it.
 *
 * @throws EncodingError `INVALID_INDEX`, `INVALID_SLIVER`
 */
export function checkSliverShape(sliver: Sliver, layout: BlobLayout): void {
  checkIndex(`${sliver.axis} sliver`, sliver.index, layout.nShards);
  const expected = sliverSize(layout, sliver.axis);
  if (sliver.symbolSize !== layout.symbolSize || sliver.bytes.length !== expected) {
    throw new EncodingError(
      'INVALID_SLIVER',
      `${sliver.axis} sliver ${sliver.index} has ${sliver.bytes.length} bytes in symbols of ` +
        `${sliver.symbolSize}: this blob's have ${expected} in symbols of ${layout.symbolSize}`,
      { axis: sliver.axis, index: sliver.index, length: sliver.bytes.length, expected },
    );
  }
}

/**
 * Extends a sliver to all symbols of its row or column.
 *
 * @throws EncodingError `INVALID_INDEX`, `INVALID_SLIVER`
 */
export function expandSliver(sliver: Sliver, layout: BlobLayout): ExpandedSliver {
  checkSliverShape(sliver, layout);
  const { axis, index, bytes, symbolSize } = sliver;
  const symbols = allSymbols(core().coding, {
    code: codeAlong(layout, axis),
    sources: bytes,
    size: symbolSize,
  });
  return { axis, index, symbolSize, symbols, tree: merkleTree(hashLeaves(symbols, symbolSize)) };
}

/**
 * The Merkle root over all symbols of a sliver's row or column, which metadata commit to.
 *
 * @throws EncodingError `INVALID_INDEX`, `INVALID_SLIVER`
 */
export function sliverRoot(sliver: Sliver, layout: BlobLayout): Uint8Array {
  checkSliverShape(sliver, layout);
  return rootOver(core(), codeAlong(layout, sliver.axis), sliver.bytes, sliver.symbolSize);
}

/**
 * Checks that a sliver is the one the writer committed to (R9, R10). The metadata must have passed
 * `verifyMetadata`.
 *
 * @throws EncodingError `INVALID_INDEX`, `INVALID_SLIVER`, `SLIVER_HASH_MISMATCH`
 */
export function verifySliver(sliver: Sliver, metadata: BlobMetadata): void {
  checkRoot(sliver, sliverRoot(sliver, metadataLayout(metadata)), metadata);
}

/**
 * {@link expandSliver} of a sliver that also passes {@link verifySliver}.
 *
 * @throws EncodingError `INVALID_INDEX`, `INVALID_SLIVER`, `SLIVER_HASH_MISMATCH`
 */
export function expandVerified(sliver: Sliver, metadata: BlobMetadata): ExpandedSliver {
  const expanded = expandSliver(sliver, metadataLayout(metadata));
  checkRoot(sliver, expanded.tree.root, metadata);
  return expanded;
}

/**
 * Checks the root over all symbols of a sliver.
 *
 * @throws EncodingError `SLIVER_HASH_MISMATCH`
 */
export function checkRoot(
  { axis, index }: Pick<Sliver, 'axis' | 'index'>,
  root: Uint8Array,
  metadata: BlobMetadata,
): void {
  if (equalBytes(root, sliverHash(metadata, axis, index))) return;
  throw new EncodingError(
    'SLIVER_HASH_MISMATCH',
    `${axis} sliver ${index} is not the one that the metadata commits to`,
    { axis, index },
  );
}
