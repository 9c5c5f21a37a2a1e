/**
 * The matrix of a blob outside of memory: rows as they come, columns C..n-1 of them, and then, a few columns
 * at a time, everything else. In memory are a strip of columns and the hash of each cell.
 */
import type { Core } from '../core/core.js';
import { DIGEST_BYTES } from '../hash.js';
import { sliverSize, type Axis, type BlobLayout } from '../layout.js';
import type { SliverPairHashes } from '../metadata.js';
import type { Pace } from '../pace.js';
import { codeAlong } from '../sliver.js';
import { readPieces, writePieces, type Scratch } from './scratch.js';

/** What the matrix takes of a core. */
export type MatrixCore = Pick<Core, 'coding' | 'hashing'>;

/** Bytes of a strip of columns with all n symbols, unless a single column has more. */
const STRIP_BYTES = 32 * 1024 * 1024;
/** The share of it that rows get, whose buffer may still be there when that of columns is made. */
const ROWS_SHARE = 0.25;
/** The share of the work that the code along rows is. */
const AFTER_ROWS = 0.15;

/** What a matrix is made for. */
export interface MatrixSetting {
  readonly layout: BlobLayout;
  /** Whether all slivers are kept; else rows 0..R-1 and columns C..n-1, from which the others are made. */
  readonly allSlivers: boolean;
  /** Bytes that are worked on at one time, unless a single row or column has more; default 32 MiB. */
  readonly stripBytes?: number | undefined;
}

/** A matrix in a scratch, for which the scratch needs {@link matrixSize} bytes. */
export class StoredMatrix {
  readonly #core: MatrixCore;
  readonly #scratch: Scratch;
  readonly #layout: BlobLayout;
  readonly #allSlivers: boolean;
  readonly #stripBytes: number;

  constructor(core: MatrixCore, scratch: Scratch, setting: MatrixSetting) {
    this.#core = core;
    this.#scratch = scratch;
    this.#layout = setting.layout;
    this.#allSlivers = setting.allSlivers;
    this.#stripBytes = setting.stripBytes ?? STRIP_BYTES;
  }

  /** Where a sliver is that is kept. */
  placeOf(axis: Axis, index: number): number {
    const across = sliverSize(this.#layout, 'primary');
    if (axis === 'primary') return index * across;
    const { nShards, rows, columns } = this.#layout;
    const allSlivers = this.#allSlivers;
    const column = index - (allSlivers ? 0 : columns);
    return (allSlivers ? nShards : rows) * across + column * sliverSize(this.#layout, 'secondary');
  }

  /** Reads a sliver that is kept. */
  async sliver(axis: Axis, index: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(sliverSize(this.#layout, axis));
    await this.#scratch.read(this.placeOf(axis, index), bytes);
    return bytes;
  }

  /** Rows 0..R-1 as they are in the scratch, one after the other in the same array. */
  async *rows(): AsyncGenerator<Uint8Array, void> {
    const row = new Uint8Array(sliverSize(this.#layout, 'primary'));
    for (let index = 0; index < this.#layout.rows; index++) {
      await this.#scratch.read(this.placeOf('primary', index), row);
      yield row;
    }
  }

  /**
   * The hashes of all slivers, by pair index. Writes all slivers that are kept but rows 0..R-1, which are
   * there or are written as they come.
   *
   * @param rows rows 0..R-1 in their order; each is used before the next one is asked for
   */
  async expand(rows: AsyncIterable<Uint8Array>, step: Pace): Promise<SliverPairHashes[]> {
    await this.#expandRows(rows, (share) => step(AFTER_ROWS * share));
    return this.#expandColumns((share) => step(AFTER_ROWS + (1 - AFTER_ROWS) * share));
  }

  /** Columns C..n-1, cut to R symbols, some rows at a time. */
  async #expandRows(source: AsyncIterable<Uint8Array>, step: Pace): Promise<void> {
    const { nShards, rows, columns, symbolSize } = this.#layout;
    const code = codeAlong(this.#layout, 'primary');
    const made = new Uint8Array((nShards - columns) * symbolSize);
    const most = Math.min(rows, Math.max(1, Math.floor((ROWS_SHARE * this.#stripBytes) / made.length)));
    const buffer = new Uint8Array(most * made.length);
    let row = 0;
    for await (const bytes of source) {
      await step(row / rows);
      this.#core.coding.extend(code, bytes, { size: symbolSize, count: 1 }, made);
      const first = row - (row % most);
      const count = Math.min(most, rows - first);
      for (let column = 0; column < nShards - columns; column++) {
        const symbol = made.subarray(column * symbolSize, (column + 1) * symbolSize);
        buffer.set(symbol, (column * count + (row % most)) * symbolSize);
      }
      row++;
      if (row < first + count) continue;
      const at = this.placeOf('secondary', columns) + first * symbolSize;
      const pieces = { at, step: sliverSize(this.#layout, 'secondary'), count: nShards - columns };
      await writePieces(this.#scratch, pieces, buffer.subarray(0, count * made.length));
    }
  }

  /** Rows R..n-1 of every column, and the hashes of all cells. */
  async #expandColumns(step: Pace): Promise<SliverPairHashes[]> {
    const { nShards, rows, columns, symbolSize } = this.#layout;
    const allSlivers = this.#allSlivers;
    const hashes = new MatrixHashes(this.#core, this.#layout);
    const most = Math.min(columns, Math.max(1, Math.floor(this.#stripBytes / (nShards * symbolSize))));
    const upper = new Uint8Array(rows * most * symbolSize);
    const lower = new Uint8Array((nShards - rows) * most * symbolSize);
    const column = most === 1 ? upper : new Uint8Array(rows * symbolSize);
    const made = most === 1 ? lower : new Uint8Array((nShards - rows) * symbolSize);
    const across = sliverSize(this.#layout, 'primary');
    for (let start = 0; start < columns; start += most) {
      const count = Math.min(most, columns - start);
      const at = start * symbolSize;
      const [strip, rest] = [upper, lower].map((all) => all.subarray(0, (all.length / most) * count));
      await readPieces(this.#scratch, { at, step: across, count: rows }, strip!);
      for (let i = 0; i < count; i++) {
        await step((start + i) / nShards);
        if (most > 1) copySymbols(strip!, column, { from: i, fromStep: count, to: 0, toStep: 1, symbolSize });
        this.#extendColumn(column, made);
        hashes.add(start + i, column, made);
        if (!allSlivers) continue;
        await this.#scratch.write(this.placeOf('secondary', start + i), column);
        if (most > 1) copySymbols(made, rest!, { from: 0, fromStep: 1, to: i, toStep: count, symbolSize });
      }
      const below = { at: at + this.placeOf('primary', rows), step: across, count: nShards - rows };
      if (allSlivers) await writePieces(this.#scratch, below, rest!);
    }
    for (let index = columns; index < nShards; index++) {
      await step(index / nShards);
      await this.#scratch.read(this.placeOf('secondary', index), column);
      this.#extendColumn(column, made);
      hashes.add(index, column, made);
    }
    return hashes.pairs();
  }

  #extendColumn(column: Uint8Array, made: Uint8Array): void {
    const { symbolSize: size } = this.#layout;
    this.#core.coding.extend(codeAlong(this.#layout, 'secondary'), column, { size, count: 1 }, made);
  }
}

/** Bytes that a matrix takes in a scratch: those of all slivers, or 1.5 times the blob's. */
export function matrixSize({ layout, allSlivers }: MatrixSetting): number {
  const { nShards, rows, columns } = layout;
  const [primaries, secondaries] = allSlivers ? [nShards, nShards] : [rows, nShards - columns];
  return primaries * sliverSize(layout, 'primary') + secondaries * sliverSize(layout, 'secondary');
}

/** The hashes of all cells, 32 bytes each, row after row. */
class MatrixHashes {
  readonly #core: MatrixCore;
  readonly #layout: BlobLayout;
  readonly #cells: Uint8Array;
  readonly #columnRoots: Uint8Array[] = [];

  constructor(core: MatrixCore, layout: BlobLayout) {
    this.#core = core;
    this.#layout = layout;
    this.#cells = new Uint8Array(layout.nShards ** 2 * DIGEST_BYTES);
  }

  /** Takes in the next column: its rows 0..R-1, and the others. */
  add(column: number, upper: Uint8Array, lower: Uint8Array): void {
    const { nShards, symbolSize } = this.#layout;
    const { hashing } = this.#core;
    const line = new Uint8Array(nShards * DIGEST_BYTES);
    const above = hashing.leaves(upper, symbolSize);
    line.set(above);
    line.set(hashing.leaves(lower, symbolSize), above.length);
    this.#columnRoots.push(hashing.root(line));
    const grid = { from: 0, fromStep: 1, to: column, toStep: nShards, symbolSize: DIGEST_BYTES };
    copySymbols(line, this.#cells, grid);
  }

  /** When all columns are in. */
  pairs(): SliverPairHashes[] {
    const { nShards } = this.#layout;
    const row = nShards * DIGEST_BYTES;
    return this.#columnRoots.map((_, pair) => ({
      primary: this.#core.hashing.root(this.#cells.subarray(pair * row, (pair + 1) * row)),
      secondary: this.#columnRoots[nShards - 1 - pair]!,
    }));
  }
}

/** Which symbols to copy: every so-manyth one of each array, as many as both have. */
interface SymbolSteps {
  readonly from: number;
  readonly fromStep: number;
  readonly to: number;
  readonly toStep: number;
  readonly symbolSize: number;
}

function copySymbols(
  source: Uint8Array,
  target: Uint8Array,
  { from, fromStep, to, toStep, symbolSize }: SymbolSteps,
): void {
  const [sources, targets] = [source.length / symbolSize, target.length / symbolSize];
  for (let i = from, at = to; i < sources && at < targets; i += fromStep, at += toStep)
    target.set(source.subarray(i * symbolSize, (i + 1) * symbolSize), at * symbolSize);
}
