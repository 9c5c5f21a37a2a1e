/**
 * The whole matrix of a blob: every symbol hashed once, every sliver written once.
 *
 * Columns first: secondary sliver j is the column j cut to R symbols, and the code along rows makes columns
 * C..n-1 from columns 0..C-1. Then, a strip of columns at a time, the code along columns makes rows R..n-1.
 * Only columns 0..n-1 cut to R symbols stay in memory as words (1.5 times the blob), with a hash for each
 * of the n^2 cells.
 */
import { hashReady, blake2b256, DIGEST_BYTES } from './hash.js';
import { sliverSize, type BlobLayout } from './layout.js';
import { merkleRootInPlace } from './merkle.js';
import type { SliverPairHashes } from './metadata.js';
import type { Pace } from './pace.js';
import { extend } from './reed-solomon.js';
import { codeAlong } from './sliver.js';
import { symbolsToWords, wordsToSymbols } from './words.js';

/** Result of {@link expandBlob}. */
export interface Expansion {
  /** By pair index. */
  readonly hashes: readonly SliverPairHashes[];
  /** All primary slivers, by sliver index, one after the other; absent unless asked for. */
  readonly primary: Uint8Array | undefined;
  /** All secondary slivers likewise. */
  readonly secondary: Uint8Array | undefined;
}

/** Words that a strip may hold over all n symbols: what fits a processor's second-level cache. */
const STRIP_WORDS = 1 << 18;

/** Shares of the whole computation, for progress: code along rows, strips, trees. */
const AFTER_COLUMNS = 0.1;
const AFTER_STRIPS = 0.7;

/**
 * Encodes a blob.
 *
 * @param bytes the blob, of the length in `layout`
 * @param keepSlivers false when only the hashes are wanted
 */
export async function expandBlob(
  bytes: Uint8Array,
  layout: BlobLayout,
  keepSlivers: boolean,
  step: Pace,
): Promise<Expansion> {
  await hashReady();
  const { nShards } = layout;
  const columns = await expandColumns(bytes, layout, step);
  const primary = keepSlivers ? new Uint8Array(nShards * sliverSize(layout, 'primary')) : undefined;
  const secondary = keepSlivers ? new Uint8Array(nShards * sliverSize(layout, 'secondary')) : undefined;
  if (secondary !== undefined) {
    wordsToSymbols(columns, 0, layout.symbolSize, nShards * layout.rows, secondary, 0);
  }
  const leaves = await expandStrips(columns, layout, primary, step);
  const hashes = await hashSlivers(leaves, nShards, step);
  return { hashes, primary, secondary };
}

/** All n columns cut to R symbols, as words, column after column. */
async function expandColumns(bytes: Uint8Array, layout: BlobLayout, step: Pace): Promise<Uint16Array> {
  const { nShards, rows, columns, symbolSize } = layout;
  const height = rows * (symbolSize / 2);
  const words = new Uint16Array(nShards * height);
  readMatrix(bytes, layout, words);

  const code = codeAlong(layout, 'primary');
  const strip = Math.max(1, Math.min(height, Math.floor(STRIP_WORDS / nShards)));
  const sources = new Uint16Array(columns * strip);
  const recovery = new Uint16Array((nShards - columns) * strip);
  for (let start = 0; start < height; start += strip) {
    await step((AFTER_COLUMNS * start) / height);
    const width = Math.min(strip, height - start);
    for (let column = 0; column < columns; column++) {
      const from = column * height + start;
      sources.set(words.subarray(from, from + width), column * width);
    }
    extend(code, sources, width, recovery);
    for (let column = columns; column < nShards; column++) {
      const from = (column - columns) * width;
      words.set(recovery.subarray(from, from + width), column * height + start);
    }
  }
  return words;
}

/** Puts the blob in the top left R x C symbols, zeros behind its end. */
function readMatrix(bytes: Uint8Array, layout: BlobLayout, words: Uint16Array): void {
  const { rows, columns, symbolSize } = layout;
  const width = symbolSize / 2;
  for (let cell = 0, from = 0; from < bytes.length; cell++, from += symbolSize) {
    const row = Math.floor(cell / columns);
    const at = ((cell % columns) * rows + row) * width;
    if (from + symbolSize <= bytes.length) {
      symbolsToWords(bytes, from, symbolSize, 1, words, at);
    } else {
      const last = new Uint8Array(symbolSize);
      last.set(bytes.subarray(from));
      symbolsToWords(last, 0, symbolSize, 1, words, at);
    }
  }
}

/** Extends every column to n symbols; returns the leaf hashes of all cells, row after row. */
async function expandStrips(
  columns: Uint16Array,
  layout: BlobLayout,
  primary: Uint8Array | undefined,
  step: Pace,
): Promise<Uint8Array> {
  const { nShards, rows, symbolSize } = layout;
  const width = symbolSize / 2;
  const height = rows * width;
  const code = codeAlong(layout, 'secondary');
  const stripColumns = Math.max(1, Math.min(nShards, Math.floor(STRIP_WORDS / nShards / width)));
  const sources = new Uint16Array(rows * stripColumns * width);
  const recovery = new Uint16Array((nShards - rows) * stripColumns * width);
  const leaves = new Uint8Array(nShards * nShards * DIGEST_BYTES);
  const leaf = new Uint8Array(1 + symbolSize);

  for (let start = 0; start < nShards; start += stripColumns) {
    await step(AFTER_COLUMNS + ((AFTER_STRIPS - AFTER_COLUMNS) * start) / nShards);
    const count = Math.min(stripColumns, nShards - start);
    const stripWidth = count * width;
    for (let row = 0; row < rows; row++) {
      for (let i = 0; i < count; i++) {
        const from = (start + i) * height + row * width;
        sources.set(columns.subarray(from, from + width), row * stripWidth + i * width);
      }
    }
    extend(code, sources, stripWidth, recovery);
    for (let row = 0; row < nShards; row++) {
      const words = row < rows ? sources : recovery;
      const rowStart = (row < rows ? row : row - rows) * stripWidth;
      for (let i = 0; i < count; i++) {
        const column = start + i;
        wordsToSymbols(words, rowStart + i * width, symbolSize, 1, leaf, 1);
        leaves.set(blake2b256(leaf), (row * nShards + column) * DIGEST_BYTES);
        if (primary !== undefined && column < layout.columns) {
          primary.set(leaf.subarray(1), (row * layout.columns + column) * symbolSize);
        }
      }
    }
  }
  return leaves;
}

/** The Merkle roots of all rows and columns of leaf hashes, as pairs. */
async function hashSlivers(leaves: Uint8Array, nShards: number, step: Pace): Promise<SliverPairHashes[]> {
  const hashes: SliverPairHashes[] = [];
  const line = new Uint8Array(nShards * DIGEST_BYTES);
  for (let pair = 0; pair < nShards; pair++) {
    await step(AFTER_STRIPS + ((1 - AFTER_STRIPS) * pair) / nShards);
    const row = pair * line.length;
    line.set(leaves.subarray(row, row + line.length));
    const primary = merkleRootInPlace(line);
    const column = (nShards - 1 - pair) * DIGEST_BYTES;
    for (let i = 0; i < nShards; i++) {
      const from = i * nShards * DIGEST_BYTES + column;
      line.set(leaves.subarray(from, from + DIGEST_BYTES), i * DIGEST_BYTES);
    }
    hashes.push({ primary, secondary: merkleRootInPlace(line) });
  }
  return hashes;
}
