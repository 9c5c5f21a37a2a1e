/**
 * The whole matrix of a blob: every symbol hashed once, every sliver written once.
 *
 * Columns first: secondary sliver j is the column j cut to R symbols, and the code along rows makes columns
 * C..n-1 from columns 0..C-1. Then, a strip of columns at a time, the code along columns makes rows R..n-1.
 * Only columns 0..n-1 cut to R symbols stay in memory as words (1.5 times the blob), with a hash for each
 * of the n^2 cells.
 */
import type { CellHashes } from './core/hashing.js';
import { hashing, hashReady } from './hash.js';
import { sliverSize, type BlobLayout } from './layout.js';
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
  const cells = await hashing().cells(nShards);
  await expandStrips(columns, layout, { cells, primary, step });
  const hashes = await hashSlivers(cells, nShards, step);
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

/** Extends every column to n symbols, and hashes all cells. */
async function expandStrips(
  columns: Uint16Array,
  layout: BlobLayout,
  {
    cells,
    primary,
    step,
  }: { readonly cells: CellHashes; readonly primary: Uint8Array | undefined; readonly step: Pace },
): Promise<void> {
  const { nShards, rows, symbolSize } = layout;
  const width = symbolSize / 2;
  const height = rows * width;
  const code = codeAlong(layout, 'secondary');
  const stripColumns = Math.max(1, Math.min(nShards, Math.floor(STRIP_WORDS / nShards / width)));
  const sources = new Uint16Array(rows * stripColumns * width);
  const recovery = new Uint16Array((nShards - rows) * stripColumns * width);
  const symbols = new Uint8Array(stripColumns * symbolSize);

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
      wordsToSymbols(words, rowStart, symbolSize, count, symbols, 0);
      cells.add(row, start, symbols.subarray(0, count * symbolSize), symbolSize);
      const kept = Math.min(count, layout.columns - start);
      if (primary !== undefined && kept > 0)
        primary.set(symbols.subarray(0, kept * symbolSize), (row * layout.columns + start) * symbolSize);
    }
  }
}

/** The Merkle roots of all rows and columns of cells, as pairs. */
async function hashSlivers(cells: CellHashes, nShards: number, step: Pace): Promise<SliverPairHashes[]> {
  const hashes: SliverPairHashes[] = [];
  for (let pair = 0; pair < nShards; pair++) {
    await step(AFTER_STRIPS + ((1 - AFTER_STRIPS) * pair) / nShards);
    hashes.push({ primary: cells.rowRoot(pair), secondary: cells.columnRoot(nShards - 1 - pair) });
  }
  return hashes;
}
