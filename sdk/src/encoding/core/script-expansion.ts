/**
 * The matrix of a blob in JavaScript.
 *
 * Columns first: secondary sliver j is the column j cut to R symbols, and the code along rows makes columns
 * C..n-1 from columns 0..C-1. Then, a strip of columns at a time, the code along columns makes rows R..n-1.
 * Only columns 0..n-1 cut to R symbols stay in memory as words (1.5 times the blob), with a hash for each
 * of the n^2 cells.
 */
import { sliverSize, type BlobLayout } from '../layout.js';
import { symbolsToWords, wordsToSymbols } from '../words.js';
import type { Code } from './coding.js';
import type { Expansion, ExpansionSetting } from './expansion.js';
import { DIGEST_BYTES } from './hashing.js';
import { extendWords } from './script-coding.js';
import { scriptHashing } from './script-hashing.js';

/** Words that a strip may hold over all n symbols: what fits a processor's second-level cache. */
const STRIP_WORDS = 1 << 18;

/** The share of the work that the code along rows is. */
const AFTER_COLUMNS = 0.1;

/** Makes room for the matrix of a blob in JavaScript. */
export async function startScriptExpansion(setting: ExpansionSetting): Promise<Expansion> {
  return new ScriptExpansion(setting);
}

class ScriptExpansion implements Expansion {
  readonly blob: Uint8Array;
  readonly primary: Uint8Array | undefined;
  readonly secondary: Uint8Array | undefined;
  readonly #layout: BlobLayout;
  readonly #rowCode: Code;
  readonly #columnCode: Code;
  readonly #rowBytes: number;
  readonly #hashes: Uint8Array;

  constructor({ layout, rowCode, columnCode, keepSlivers }: ExpansionSetting) {
    const { nShards, rows } = layout;
    const blobBytes = rows * sliverSize(layout, 'primary');
    this.#layout = layout;
    this.#rowCode = rowCode;
    this.#columnCode = columnCode;
    if (keepSlivers) {
      this.primary = new Uint8Array(nShards * sliverSize(layout, 'primary'));
      this.secondary = new Uint8Array(nShards * sliverSize(layout, 'secondary'));
    }
    // Its rows are the first primary slivers.
    this.blob = this.primary?.subarray(0, blobBytes) ?? new Uint8Array(blobBytes);
    this.#rowBytes = nShards * DIGEST_BYTES;
    this.#hashes = new Uint8Array(nShards * this.#rowBytes);
  }

  *steps(): Iterable<number> {
    const { nShards, rows, symbolSize } = this.#layout;
    const columns = new Uint16Array(nShards * rows * (symbolSize / 2));
    this.#readMatrix(columns);
    for (const share of this.#expandColumns(columns)) yield AFTER_COLUMNS * share;
    if (this.secondary !== undefined)
      wordsToSymbols(columns, 0, symbolSize, nShards * rows, this.secondary, 0);
    for (const share of this.#expandStrips(columns)) yield AFTER_COLUMNS + (1 - AFTER_COLUMNS) * share;
  }

  rowRoot(index: number): Uint8Array {
    return scriptHashing.root(this.#hashes.subarray(index * this.#rowBytes, (index + 1) * this.#rowBytes));
  }

  columnRoot(index: number): Uint8Array {
    const line = new Uint8Array(this.#rowBytes);
    for (let to = 0, from = index * DIGEST_BYTES; to < line.length; to += DIGEST_BYTES) {
      line.set(this.#hashes.subarray(from, from + DIGEST_BYTES), to);
      from += this.#rowBytes;
    }
    return scriptHashing.root(line);
  }

  /** The blob as words, column after column. */
  #readMatrix(words: Uint16Array): void {
    const { rows, columns, symbolSize } = this.#layout;
    for (let cell = 0; cell < rows * columns; cell++) {
      const at = (cell % columns) * rows + Math.floor(cell / columns);
      symbolsToWords(this.blob, cell * symbolSize, symbolSize, 1, words, at * (symbolSize / 2));
    }
  }

  /** Columns C..n-1, cut to R symbols. */
  *#expandColumns(words: Uint16Array): Iterable<number> {
    const { nShards, rows, columns, symbolSize } = this.#layout;
    const height = rows * (symbolSize / 2);
    const strip = Math.max(1, Math.min(height, Math.floor(STRIP_WORDS / nShards)));
    const sources = new Uint16Array(columns * strip);
    const recovery = new Uint16Array((nShards - columns) * strip);
    for (let start = 0; start < height; start += strip) {
      yield start / height;
      const width = Math.min(strip, height - start);
      for (let column = 0; column < columns; column++) {
        const from = column * height + start;
        sources.set(words.subarray(from, from + width), column * width);
      }
      extendWords(this.#rowCode, sources, width, recovery);
      for (let column = columns; column < nShards; column++) {
        const from = (column - columns) * width;
        words.set(recovery.subarray(from, from + width), column * height + start);
      }
    }
  }

  /** Extends every column to n symbols, and hashes all cells. */
  *#expandStrips(columns: Uint16Array): Iterable<number> {
    const { nShards, rows, symbolSize } = this.#layout;
    const width = symbolSize / 2;
    const height = rows * width;
    const most = Math.max(1, Math.min(nShards, Math.floor(STRIP_WORDS / nShards / width)));
    const sources = new Uint16Array(rows * most * width);
    const recovery = new Uint16Array((nShards - rows) * most * width);
    const symbols = new Uint8Array(most * symbolSize);
    for (let start = 0; start < nShards; start += most) {
      yield start / nShards;
      const count = Math.min(most, nShards - start);
      const stripWidth = count * width;
      for (let row = 0; row < rows; row++) {
        for (let i = 0; i < count; i++) {
          const from = (start + i) * height + row * width;
          sources.set(columns.subarray(from, from + width), row * stripWidth + i * width);
        }
      }
      extendWords(this.#columnCode, sources, stripWidth, recovery);
      for (let row = 0; row < nShards; row++) {
        const words = row < rows ? sources : recovery;
        const rowStart = (row < rows ? row : row - rows) * stripWidth;
        wordsToSymbols(words, rowStart, symbolSize, count, symbols, 0);
        this.#keep(row, start, symbols.subarray(0, count * symbolSize));
      }
    }
  }

  /** Hashes cells of a row from column `start` on, and keeps what belongs to a primary sliver. */
  #keep(row: number, start: number, symbols: Uint8Array): void {
    const { columns, symbolSize } = this.#layout;
    const at = row * this.#rowBytes + start * DIGEST_BYTES;
    this.#hashes.set(scriptHashing.leaves(symbols, symbolSize), at);
    if (start >= columns) return;
    const kept = symbols.subarray(0, (columns - start) * symbolSize);
    this.primary?.set(kept, (row * columns + start) * symbolSize);
  }
}
