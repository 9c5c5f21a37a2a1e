/**
 * The matrix of a blob outside of memory. It is made in strips: of rows, as they come, then of columns. In
 * memory are a strip, what workers have of it, and some nodes of the tree of each row.
 */
import { expansionTasks, type ExpansionTask } from '../core/expansion.js';
import {
  ExpansionJob,
  expansionSetting,
  type ExpansionOptions,
  type MatrixWindow,
} from '../expansion-job.js';
import { sliverSize, type Axis, type BlobLayout } from '../layout.js';
import { linesIn } from '../lines.js';
import type { SliverPairHashes } from '../metadata.js';
import { readPieces, writePieces, type Scratch } from './scratch.js';

/** Bytes of the cells of a strip, unless two tasks have more. */
const STRIP_BYTES = 16 * 1024 * 1024;
/** Tasks that a strip has at least, where there are as many: so that two threads have something to do. */
const STRIP_TASKS = 2;

/** What a matrix is made for. */
export interface MatrixSetting {
  readonly layout: BlobLayout;
  /** Whether all slivers are kept; else rows 0..R-1 and columns C..n-1, from which the others are made. */
  readonly allSlivers: boolean;
}

/** How a matrix is made. */
export interface StoredExpansionOptions extends ExpansionOptions {
  /** Default: 16 MiB. */
  readonly stripBytes?: number | undefined;
}

/** Reads rows 0..R-1, in their order: as many as fill `target`, from row `first` on. */
export type ReadRows = (first: number, target: Uint8Array) => Promise<void>;

/** A part of the matrix that is in memory. */
interface Strip {
  readonly window: MatrixWindow;
  read(): Promise<void>;
  write(): Promise<void>;
}

/** Rows, or columns, of a strip. */
interface Extent {
  readonly first: number;
  readonly count: number;
}

/** A matrix in a scratch, for which the scratch needs {@link matrixSize} bytes. */
export class StoredMatrix {
  readonly #scratch: Scratch;
  readonly #layout: BlobLayout;
  readonly #allSlivers: boolean;
  /** Bytes of a primary sliver, and of a secondary one. */
  readonly #across: number;
  readonly #down: number;
  /** What strips use one after the other. */
  #room = new Uint8Array(0);

  constructor(scratch: Scratch, { layout, allSlivers }: MatrixSetting) {
    this.#scratch = scratch;
    this.#layout = layout;
    this.#allSlivers = allSlivers;
    this.#across = sliverSize(layout, 'primary');
    this.#down = sliverSize(layout, 'secondary');
  }

  /** Where a sliver is that is kept. */
  placeOf(axis: Axis, index: number): number {
    if (axis === 'primary') return index * this.#across;
    const { nShards, rows, columns } = this.#layout;
    const [primaries, firstColumn] = this.#allSlivers ? [nShards, 0] : [rows, columns];
    return primaries * this.#across + (index - firstColumn) * this.#down;
  }

  /** Reads a sliver that is kept. */
  async sliver(axis: Axis, index: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(sliverSize(this.#layout, axis));
    await this.#scratch.read(this.placeOf(axis, index), bytes);
    return bytes;
  }

  /** Rows 0..R-1 as they are in the scratch. */
  readonly readRows: ReadRows = (first, target) => this.#scratch.read(this.placeOf('primary', first), target);

  /**
   * Makes all slivers that are kept but rows 0..R-1, which `readRows` sees to.
   *
   * @returns the hashes of all slivers, by pair index
   * @throws what `readRows` and the scratch throw; the signal's reason when aborted
   */
  async expand(
    readRows: ReadRows,
    { stripBytes = STRIP_BYTES, ...options }: StoredExpansionOptions,
  ): Promise<SliverPairHashes[]> {
    const setting = expansionSetting(this.#layout, this.#allSlivers);
    const { rows, groups } = expansionTasks(setting);
    const cell = this.#layout.nShards * this.#layout.symbolSize;
    const most = Math.max(1, Math.floor(stripBytes / cell));
    const rowStrips = cutInStrips(rows, most);
    const groupStrips = cutInStrips(groups, most);
    const sizes = [
      ...rowStrips.map((tasks) => this.#rowSizes(extentOf(tasks))),
      ...groupStrips.map((tasks) => this.#columnSizes(extentOf(tasks))),
    ];
    this.#room = new Uint8Array(Math.max(...sizes.map(sum)));
    let strip: Strip | undefined;
    const prepare = async (phase: number): Promise<void> => {
      await strip?.write();
      const group = phase - rowStrips.length;
      if (group < 0) strip = this.#rowStrip(extentOf(rowStrips[phase]!), readRows);
      else if (group < groupStrips.length) strip = this.#columnStrip(extentOf(groupStrips[group]!));
      else strip = undefined;
      await strip?.read();
    };
    const phases = [...rowStrips, ...groupStrips];
    const job = new ExpansionJob(setting, phases, { window: () => strip!.window, prepare });
    try {
      return await job.perform(options);
    } finally {
      this.#room = new Uint8Array(0);
    }
  }

  /** Bytes of rows of the blob, and of their symbols in columns C..n-1. */
  #rowSizes({ count }: Extent): number[] {
    const { nShards, columns, symbolSize } = this.#layout;
    return [count * this.#across, (nShards - columns) * count * symbolSize];
  }

  #rowStrip(extent: Extent, readRows: ReadRows): Strip {
    const { first, count } = extent;
    const { nShards, columns, symbolSize } = this.#layout;
    const [blob, made] = this.#cut(this.#rowSizes(extent)) as [Uint8Array, Uint8Array];
    const step = count * symbolSize;
    const at = this.placeOf('secondary', columns) + first * symbolSize;
    return {
      window: {
        blob: linesIn(blob, { first, step: this.#across }),
        columns: linesIn(made, { first: columns, step, offset: first * symbolSize }),
      },
      read: () => readRows(first, blob),
      write: () => writePieces(this.#scratch, { at, step: this.#down, count: nShards - columns }, made),
    };
  }

  /** How many columns are below C, and of how many of these all slivers are kept. */
  #below({ first, count }: Extent): { readonly below: number; readonly kept: number } {
    const below = Math.max(0, Math.min(count, this.#layout.columns - first));
    return { below, kept: this.#allSlivers ? below : 0 };
  }

  /** Bytes of rows 0..R-1 and of rows R..n-1 in columns below C, and of columns as slivers. */
  #columnSizes(extent: Extent): number[] {
    const { nShards, rows, symbolSize } = this.#layout;
    const { below, kept } = this.#below(extent);
    const slivers = extent.count - below + kept;
    return [rows * below * symbolSize, (nShards - rows) * kept * symbolSize, slivers * this.#down];
  }

  /** Columns with all their cells; of those below C all slivers come into being here. */
  #columnStrip(extent: Extent): Strip {
    const { first } = extent;
    const { nShards, rows, symbolSize } = this.#layout;
    const { below, kept } = this.#below(extent);
    const [upper, lower, slivers] = this.#cut(this.#columnSizes(extent)) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ];
    const step = below * symbolSize;
    const offset = first * symbolSize;
    const others = slivers.subarray(kept * this.#down);
    const pieces = (row: number, total: number) => {
      return { at: this.placeOf('primary', row) + first * symbolSize, step: this.#across, count: total };
    };
    return {
      window: {
        blob: linesIn(upper, { first: 0, step, offset }),
        below: kept === 0 ? undefined : linesIn(lower, { first: rows, step, offset }),
        columns: linesIn(slivers, { first: first + below - kept, step: this.#down }),
      },
      read: async () => {
        if (below > 0) await readPieces(this.#scratch, pieces(0, rows), upper);
        if (others.length > 0) await this.#scratch.read(this.placeOf('secondary', first + below), others);
      },
      write: async () => {
        if (kept === 0) return;
        await writePieces(this.#scratch, pieces(rows, nShards - rows), lower);
        const made = slivers.subarray(0, kept * this.#down);
        await this.#scratch.write(this.placeOf('secondary', first), made);
      },
    };
  }

  #cut(sizes: readonly number[]): Uint8Array[] {
    let at = 0;
    return sizes.map((size) => this.#room.subarray(at, (at += size)));
  }
}

/** Bytes that a matrix takes in a scratch: those of all slivers, or 1.5 times the blob's. */
export function matrixSize({ layout, allSlivers }: MatrixSetting): number {
  const { nShards, rows, columns } = layout;
  const [primaries, secondaries] = allSlivers ? [nShards, nShards] : [rows, nShards - columns];
  return primaries * sliverSize(layout, 'primary') + secondaries * sliverSize(layout, 'secondary');
}

/** @param most rows, or columns, of a strip of more than {@link STRIP_TASKS} tasks */
function cutInStrips(tasks: readonly ExpansionTask[], most: number): ExpansionTask[][] {
  const each = Math.max(STRIP_TASKS, Math.floor(most / tasks[0]!.count));
  const strips: ExpansionTask[][] = [];
  for (let at = 0; at < tasks.length; at += each) strips.push(tasks.slice(at, at + each));
  return strips;
}

const sum = (sizes: readonly number[]): number => sizes.reduce((all, size) => all + size, 0);

function extentOf(tasks: readonly ExpansionTask[]): Extent {
  return { first: tasks[0]!.first, count: tasks.reduce((sum, { count }) => sum + count, 0) };
}
