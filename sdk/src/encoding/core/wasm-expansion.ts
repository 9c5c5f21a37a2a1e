/** The tasks of an expansion in WebAssembly, in the memory of an instance of its own. */
import { sliverSize, type BlobLayout } from '../layout.js';
import type { Code } from './coding.js';
import {
  bufferBytes,
  columnsOutput,
  expansionTasks,
  groupOf,
  type Expansion,
  type ExpansionSetting,
  type ExpansionTask,
} from './expansion.js';
import { DIGEST_BYTES } from './hashing.js';
import { Instance, type Grid } from './instance.js';
import { CHUNK_WORDS, LANES, type Strip } from './parts.js';
import {
  extendVectors,
  planesAt,
  PLANES_BYTES,
  stripOf,
  TRANSFORM_WORDS,
  type Planes,
} from './wasm-transform.js';

/** Larger transforms have no room for a chunk of each vector. */
const MOST_SYMBOLS = TRANSFORM_WORDS / CHUNK_WORDS;
/** Bytes behind a symbol that may be read when it is hashed. */
const READ_BEHIND = 128;
/** Memories of WebAssembly end at 4 GiB. */
const MOST_BYTES = 0xfff0_0000;

/**
 * Makes room for the tasks of an expansion: in an instance that is there, if it has enough, else in one of
 * its own. Undefined if one memory has no room for the largest.
 */
export async function startWasmExpansion(
  shared: Instance,
  setting: ExpansionSetting,
): Promise<Expansion | undefined> {
  const { end } = placesOf(setting, 0);
  if (end > MOST_BYTES) return undefined;
  if (Math.max(setting.rowCode.block, setting.columnCode.block) > MOST_SYMBOLS) return undefined;
  return new WasmExpansion(end <= shared.freeBytes ? shared : await shared.another(end), setting);
}

/** Where everything is. */
interface Places {
  readonly planes: number;
  /** Hashes of a group of columns, row after row. */
  readonly cells: number;
  /** Levels of trees. */
  readonly scratch: number;
  /**
   * A task; behind its output are recovery symbols of a strip of columns that are not kept. As these tasks
   * have little output, most of that lies where others have theirs.
   */
  readonly buffer: number;
  readonly bufferEnd: number;
  readonly end: number;
}

/** @param start the first free byte, a multiple of 16 */
function placesOf(setting: ExpansionSetting, start: number): Places {
  const { layout, columnCode, keepSlivers } = setting;
  const { nShards, rows, columns, symbolSize } = layout;
  const group = groupOf(layout);
  const planes = start;
  const cells = planes + PLANES_BYTES;
  const scratch = cells + nShards * group * DIGEST_BYTES;
  const buffer = scratch + nShards * DIGEST_BYTES;
  const bufferEnd = buffer + bufferBytes(setting);
  const { count } = stripOf({ size: symbolSize, count: group }, columnCode.block);
  const strip = (nShards - rows) * count * symbolSize;
  const ends = expansionTasks(setting)
    .groups.filter((task) => !keepSlivers || task.first + task.count > columns)
    .map((task) => asideOf(task, buffer) + strip);
  return { planes, cells, scratch, buffer, bufferEnd, end: Math.max(bufferEnd, ...ends) + READ_BEHIND };
}

/** Where recovery symbols are that are not kept. */
const asideOf = ({ input, output }: ExpansionTask, buffer: number): number => align(buffer + input + output);

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
  readonly buffer: Uint8Array;
  readonly #instance: Instance;
  readonly #setting: ExpansionSetting;
  readonly #layout: BlobLayout;
  readonly #places: Places;
  readonly #planes: readonly [Planes, Planes];
  /** Bytes of a secondary sliver. */
  readonly #down: number;

  constructor(instance: Instance, setting: ExpansionSetting) {
    this.#instance = instance;
    this.#setting = setting;
    this.#layout = setting.layout;
    this.#places = placesOf(setting, instance.free);
    this.#planes = planesAt(this.#places.planes);
    this.#down = sliverSize(setting.layout, 'secondary');
    this.buffer = instance.bytes.subarray(this.#places.buffer, this.#places.bufferEnd);
  }

  perform(task: ExpansionTask): void {
    if (task.kind === 'rows') this.#expandRows(task);
    else this.#expandColumns(task);
  }

  #expandRows({ count: rows, input }: ExpansionTask): void {
    const { rowCode } = this.#setting;
    const { symbolSize } = this.#layout;
    const { buffer } = this.#places;
    const across = sliverSize(this.#layout, 'primary');
    const strip = stripOf({ size: symbolSize, count: rows }, rowCode.block);
    for (let row = 0; row < rows; row += strip.count) {
      const count = Math.min(strip.count, rows - row);
      const from = { at: buffer + row * across, row: symbolSize, step: across };
      const to = { at: buffer + input + row * symbolSize, row: rows * symbolSize, step: symbolSize };
      this.#extend(rowCode, strip, { from, to, count });
    }
  }

  #expandColumns(task: ExpansionTask): void {
    const { nShards } = this.#layout;
    const { core } = this.#instance;
    const { buffer, cells } = this.#places;
    const { below, nodes } = columnsOutput(this.#setting, task);
    this.#expandPart(task, 0, below);
    this.#expandPart(task, below, task.count - below);
    const line = task.count * DIGEST_BYTES;
    const out = buffer + task.input;
    for (let i = 0; i < task.count; i++)
      this.#root({ from: cells + i * DIGEST_BYTES, count: nShards, step: line }, out + i * DIGEST_BYTES);
    core.climbRows(cells, line, nShards, task.count, Math.log2(groupOf(this.#layout)), out + nodes);
  }

  /** Columns of a task that are all below C, or all not. */
  #expandPart(task: ExpansionTask, start: number, total: number): void {
    const { columnCode } = this.#setting;
    const strip = stripOf({ size: this.#layout.symbolSize, count: total }, columnCode.block);
    for (let done = 0; done < total; done += strip.count) {
      const part = { at: start + done, count: Math.min(strip.count, total - done) };
      const lines = this.#linesOf(task, part);
      this.#extend(columnCode, strip, { ...lines, count: part.count });
      this.#hash(task, part, lines);
    }
  }

  /** Where rows 0..R-1 of some columns of a task are, and where the others go. */
  #linesOf(task: ExpansionTask, { at, count }: Part): Lines {
    const { rows, symbolSize } = this.#layout;
    const { buffer } = this.#places;
    const { below, recovered } = columnsOutput(this.#setting, task);
    const aside = { at: asideOf(task, buffer), row: count * symbolSize, step: symbolSize };
    const row = below * symbolSize;
    if (at >= below) {
      const from = buffer + rows * row + (at - below) * this.#down;
      return { from: { at: from, row: symbolSize, step: this.#down }, to: aside };
    }
    const inRows = (first: number): Line => ({ at: first + at * symbolSize, row, step: symbolSize });
    const to = this.#setting.keepSlivers ? inRows(buffer + task.input + recovered) : aside;
    return { from: inRows(buffer), to };
  }

  /** Hashes all cells of some columns. */
  #hash(task: ExpansionTask, { at, count }: Part, { from, to }: Lines): void {
    const { nShards, rows, symbolSize } = this.#layout;
    const { core } = this.#instance;
    const line = task.count * DIGEST_BYTES;
    const cells = this.#places.cells + at * DIGEST_BYTES;
    const source: Grid = [from.at, from.row, from.step, symbolSize, rows, count];
    const recovered: Grid = [to.at, to.row, to.step, symbolSize, nShards - rows, count];
    core.hashGrid(...source, cells, line);
    core.hashGrid(...recovered, cells + rows * line, line);
  }

  /** The root over nodes that are `step` bytes apart. */
  #root(nodes: { readonly from: number; readonly count: number; readonly step: number }, to: number): void {
    const { scratch } = this.#places;
    this.#instance.core.root(nodes.from, nodes.count, nodes.step, scratch);
    this.#instance.bytes.copyWithin(to, scratch, scratch + DIGEST_BYTES);
  }

  /** The code along a line, for `count` symbols of each vector. */
  #extend(code: Code, { piece }: Strip, { from, to, count }: Lines & { readonly count: number }): void {
    const { core } = this.#instance;
    const { symbolSize } = this.#layout;
    for (let done = 0; done < symbolSize; done += piece) {
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

/** Columns of a task: `count` of them, from its column number `at` on. */
interface Part {
  readonly at: number;
  readonly count: number;
}

/** Where vectors of a code come from, and where those that it makes go. */
interface Lines {
  readonly from: Line;
  readonly to: Line;
}
