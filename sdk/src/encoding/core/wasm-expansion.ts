/**
 * The matrix of a blob in the memory of an instance of its own, in WebAssembly: slivers, and little else.
 *
 * Rows 0..R-1 cut to C symbols are the blob. The code along rows makes columns C..n-1, which go to secondary
 * slivers. Then, a strip of columns at a time, the code along columns makes rows R..n-1, which go to primary
 * slivers. The cells of a strip are hashed at once: trees of columns are made of them, and those of rows
 * grow.
 */
import { sliverSize, type BlobLayout } from '../layout.js';
import type { Code } from './coding.js';
import type { Expansion, ExpansionSetting } from './expansion.js';
import { DIGEST_BYTES } from './hashing.js';
import { Instance, type Grid } from './instance.js';
import {
  CHUNK_WORDS,
  extendVectors,
  LANES,
  planesAt,
  PLANES_BYTES,
  stripOf,
  TRANSFORM_WORDS,
  type Planes,
  type Strip,
} from './wasm-transform.js';

/** Larger transforms have no room for a chunk of each vector. */
const MOST_SYMBOLS = TRANSFORM_WORDS / CHUNK_WORDS;
/** Bytes of a tree that grows, as `core.ts` has it. */
const STACK_BYTES = 512;
/** Bytes behind a symbol that may be read when it is hashed. */
const READ_BEHIND = 128;
/** Memories of WebAssembly end at 4 GiB. */
const MOST_BYTES = 0xfff0_0000;

/** The share of the work that the code along rows is. */
const AFTER_COLUMNS = 0.1;

/** Makes room for the matrix of a blob. Undefined if it is too large for one memory. */
export async function startWasmExpansion(
  module: WebAssembly.Module,
  setting: ExpansionSetting,
): Promise<Expansion | undefined> {
  const { end } = placesOf(setting, 0);
  if (end > MOST_BYTES) return undefined;
  if (Math.max(setting.rowCode.block, setting.columnCode.block) > MOST_SYMBOLS) return undefined;
  const instance = await Instance.of(module, end);
  instance.writeTables();
  return new WasmExpansion(instance, setting);
}

/** Where everything is. */
interface Places {
  readonly rows: number;
  readonly columns: number;
  /** The first column of which R symbols are kept. */
  readonly firstColumn: number;
  /** Hashes of a strip of columns, row after row. */
  readonly cells: number;
  /** Trees of rows. */
  readonly stacks: number;
  /** Roots of rows, then of columns. */
  readonly roots: number;
  readonly planes: number;
  /** Recovery symbols of a strip of columns that are not kept, and levels of trees. */
  readonly scratch: number;
  readonly end: number;
}

/** @param rows the first free byte, a multiple of 16 */
function placesOf({ layout, columnCode, keepSlivers }: ExpansionSetting, rows: number): Places {
  const { nShards, symbolSize } = layout;
  const keptRows = keepSlivers ? nShards : layout.rows;
  const firstColumn = keepSlivers ? 0 : layout.columns;
  const columns = align(rows + keptRows * sliverSize(layout, 'primary'));
  const cells = align(columns + (nShards - firstColumn) * sliverSize(layout, 'secondary'));
  const { count } = stripOf({ size: symbolSize, count: nShards }, columnCode.block);
  const stacks = cells + nShards * count * DIGEST_BYTES;
  const roots = stacks + nShards * STACK_BYTES;
  const planes = roots + 2 * nShards * DIGEST_BYTES;
  const scratch = planes + PLANES_BYTES;
  const strip = (nShards - layout.rows) * count * symbolSize;
  const end = scratch + Math.max(strip, nShards * DIGEST_BYTES) + READ_BEHIND;
  return { rows, columns, firstColumn, cells, stacks, roots, planes, scratch, end };
}

const align = (at: number): number => Math.ceil(at / LANES) * LANES;

/** A line of symbols on which a code works: where its vectors are, and how far apart. */
interface Line {
  readonly at: number;
  /** Bytes from a vector to the next. */
  readonly row: number;
  /** Bytes from a symbol of a vector to the next. */
  readonly step: number;
}

class WasmExpansion implements Expansion {
  readonly blob: Uint8Array;
  readonly primary: Uint8Array | undefined;
  readonly secondary: Uint8Array | undefined;
  readonly #instance: Instance;
  readonly #setting: ExpansionSetting;
  readonly #layout: BlobLayout;
  readonly #places: Places;
  readonly #planes: readonly [Planes, Planes];
  /** Bytes of a primary sliver, and of a secondary one. */
  readonly #across: number;
  readonly #down: number;

  constructor(instance: Instance, setting: ExpansionSetting) {
    const { layout, keepSlivers } = setting;
    const { free, bytes } = instance;
    this.#instance = instance;
    this.#setting = setting;
    this.#layout = layout;
    this.#across = sliverSize(layout, 'primary');
    this.#down = sliverSize(layout, 'secondary');
    this.#places = placesOf(setting, free);
    const { rows, columns, planes } = this.#places;
    this.#planes = planesAt(planes);
    this.blob = bytes.subarray(rows, rows + layout.rows * this.#across);
    if (!keepSlivers) return;
    this.primary = bytes.subarray(rows, rows + layout.nShards * this.#across);
    this.secondary = bytes.subarray(columns, columns + layout.nShards * this.#down);
  }

  *steps(): Iterable<number> {
    for (const share of this.#expandRows()) yield AFTER_COLUMNS * share;
    for (const share of this.#expandColumns()) yield AFTER_COLUMNS + (1 - AFTER_COLUMNS) * share;
  }

  rowRoot(index: number): Uint8Array {
    return this.#instance.digestAt(this.#places.roots + index * DIGEST_BYTES);
  }

  columnRoot(index: number): Uint8Array {
    return this.rowRoot(this.#layout.nShards + index);
  }

  /** Columns C..n-1, cut to R symbols. */
  *#expandRows(): Iterable<number> {
    const { rows, columns, symbolSize } = this.#layout;
    const { rowCode } = this.#setting;
    const strip = stripOf({ size: symbolSize, count: rows }, rowCode.block);
    for (let row = 0; row < rows; row += strip.count) {
      const count = Math.min(strip.count, rows - row);
      const from = { at: this.#places.rows + row * this.#across, row: symbolSize, step: this.#across };
      const to = { at: this.#columnAt(columns) + row * symbolSize, row: this.#down, step: symbolSize };
      for (const share of this.#extend(rowCode, strip, { from, to, count })) yield (row + share) / rows;
    }
  }

  /** Rows R..n-1 of every column, and the hashes of all cells. */
  *#expandColumns(): Iterable<number> {
    const { nShards, columns, symbolSize } = this.#layout;
    const { columnCode } = this.#setting;
    const strip = stripOf({ size: symbolSize, count: nShards }, columnCode.block);
    for (let start = 0; start < nShards;) {
      const count = Math.min(strip.count, (start < columns ? columns : nShards) - start);
      const [from, to] = this.#linesOf(start, count);
      for (const share of this.#extend(columnCode, strip, { from, to, count }))
        yield (start + share) / nShards;
      this.#keep(start, count, { from, to });
      start += count;
    }
    const { stacks, roots } = this.#places;
    this.#instance.core.roots(stacks, nShards, nShards, roots);
  }

  /** Where rows 0..R-1 of some columns are, and where the others go. */
  #linesOf(start: number, count: number): readonly [Line, Line] {
    const { rows, columns, symbolSize } = this.#layout;
    const { scratch } = this.#places;
    const inRows = (row: number): Line => {
      const at = this.#places.rows + row * this.#across + start * symbolSize;
      return { at, row: this.#across, step: symbolSize };
    };
    const aside = { at: scratch, row: count * symbolSize, step: symbolSize };
    if (start < columns) return [inRows(0), this.primary === undefined ? aside : inRows(rows)];
    return [{ at: this.#columnAt(start), row: symbolSize, step: this.#down }, aside];
  }

  /** Hashes all cells of some columns, and copies what else belongs to secondary slivers. */
  #keep(start: number, count: number, { from, to }: { readonly from: Line; readonly to: Line }): void {
    const { nShards, rows, columns, symbolSize } = this.#layout;
    const { core } = this.#instance;
    const { cells, stacks, roots, scratch } = this.#places;
    const line = count * DIGEST_BYTES;
    const source: Grid = [from.at, from.row, from.step, symbolSize, rows, count];
    const recovered: Grid = [to.at, to.row, to.step, symbolSize, nShards - rows, count];
    core.hashGrid(...source, cells, line);
    core.hashGrid(...recovered, cells + rows * line, line);
    core.grow(cells, line, nShards, count, start, stacks);
    for (let i = 0; i < count; i++) {
      core.root(cells + i * DIGEST_BYTES, nShards, line, scratch);
      this.#instance.bytes.copyWithin(
        roots + (nShards + start + i) * DIGEST_BYTES,
        scratch,
        scratch + DIGEST_BYTES,
      );
    }
    if (start < columns && this.secondary !== undefined)
      core.copyGrid(...source, this.#columnAt(start), symbolSize, this.#down);
  }

  #columnAt(column: number): number {
    const { columns, firstColumn } = this.#places;
    return columns + (column - firstColumn) * this.#down;
  }

  /** The code along a line, for `count` symbols of each vector; tells which share of them is done. */
  *#extend(
    code: Code,
    { piece }: Strip,
    { from, to, count }: { readonly from: Line; readonly to: Line; readonly count: number },
  ): Iterable<number> {
    const { core } = this.#instance;
    const { symbolSize } = this.#layout;
    for (let done = 0; done < symbolSize; done += piece) {
      yield (count * done) / symbolSize;
      const size = Math.min(piece, symbolSize - done);
      const width = align((size / 2) * count);
      const pieces = ({ at, row, step }: Line, first: number, vectors: number): Grid => [
        at + first * row + done,
        row,
        step,
        size,
        vectors,
        count,
      ];
      extendVectors(core, code, this.#planes, {
        width,
        load: (first, vectors, { low, high }) =>
          core.gather(...pieces(from, first, vectors), low, high, width),
        save: (first, vectors, { low, high }) =>
          core.scatter(low, high, width, ...pieces(to, first, vectors)),
      });
    }
  }
}
