/**
 * The matrix of a blob, cut in tasks that any thread can do: each works on one buffer and needs nothing else.
 *
 * - `rows`: the code along some rows. From these rows of the blob (C symbols each) come their symbols in
 *   columns C..n-1, column after column.
 * - `columns`: the code along some columns, and the hashes of all their cells. From the first R symbols of
 *   the columns come their Merkle roots, and for each row the node of its tree that is above the columns.
 *   When slivers are kept, also rows R..n-1 of columns below C, row after row.
 *
 * A group of columns has a power of two of them, except for the last, so the node above it is complete. What
 * is above these nodes is hashed as they come (`../row-trees.ts`).
 */
import type { BlobLayout } from '../layout.js';
import type { Code } from './coding.js';
import { DIGEST_BYTES } from './hashing.js';

/** What is to be expanded. */
export interface ExpansionSetting {
  readonly layout: BlobLayout;
  /** The code that makes columns C..n-1 from columns 0..C-1. */
  readonly rowCode: Code;
  /** The code that makes rows R..n-1 from rows 0..R-1. */
  readonly columnCode: Code;
  /** False when only the hashes are wanted. */
  readonly keepSlivers: boolean;
}

/** A part of the work: on rows or columns `first` to `first + count - 1`. */
export interface ExpansionTask {
  readonly kind: 'rows' | 'columns';
  readonly first: number;
  readonly count: number;
  /** Bytes that the task finds at the beginning of the buffer. */
  readonly input: number;
  /** Bytes that it leaves behind them. */
  readonly output: number;
}

/** One thread's room for tasks. */
export interface Expansion {
  /** Where input and output are; of as many bytes as the largest task has. */
  readonly buffer: Uint8Array;
  perform(task: ExpansionTask): void;
}

/** Makes room for the tasks of an expansion. */
export type StartExpansion = (setting: ExpansionSetting) => Promise<Expansion>;

/**
 * Bytes of cells that a task works on, unless a single row or column has more: a share of all cells, so that
 * what threads have of them is little beside the slivers. Larger groups leave fewer nodes of trees.
 */
const TASK_SHARE = 1 / 32;
const LEAST_TASK_BYTES = 1 << 18;
const [ROWS_BYTES, GROUP_BYTES] = [1 << 20, 2 << 20];
/**
 * Groups of columns that there are at least, so that each of some threads has its share; fewer shards have
 * one group for each column.
 */
const MIN_GROUPS = 12;

/** How many rows or columns have at most so many bytes, and are a task; may be less than one. */
function linesOfTask({ nShards, symbolSize }: BlobLayout, most: number): number {
  const line = nShards * symbolSize;
  return Math.max(LEAST_TASK_BYTES, Math.min(nShards * line * TASK_SHARE, most)) / line;
}

/** How many columns make a group: a power of two. */
export function groupOf(layout: BlobLayout): number {
  const most = Math.min(linesOfTask(layout, GROUP_BYTES), layout.nShards / MIN_GROUPS);
  return most < 2 ? 1 : 2 ** Math.floor(Math.log2(most));
}

/** Number of groups of columns. */
export const groupsOf = (layout: BlobLayout): number => Math.ceil(layout.nShards / groupOf(layout));

/** All tasks: on rows, then on groups of columns, which need what came of those on rows. */
export interface ExpansionTasks {
  readonly rows: readonly ExpansionTask[];
  readonly groups: readonly ExpansionTask[];
}

/** All tasks of an expansion. */
export function expansionTasks(setting: ExpansionSetting): ExpansionTasks {
  const { nShards, rows, columns, symbolSize } = setting.layout;
  const most = Math.floor(linesOfTask(setting.layout, ROWS_BYTES));
  const atOnce = Math.max(1, Math.min(most, Math.ceil(rows / 4)));
  return {
    rows: cut(rows, atOnce, (first, count) => ({
      kind: 'rows',
      first,
      count,
      input: count * columns * symbolSize,
      output: count * (nShards - columns) * symbolSize,
    })),
    groups: cut(nShards, groupOf(setting.layout), (first, count) => {
      const input = count * rows * symbolSize;
      const { end } = columnsOutput(setting, { first, count });
      return { kind: 'columns', first, count, input, output: end };
    }),
  };
}

/** Where the results of a task on columns are, from the beginning of its output. */
export interface ColumnsOutput {
  /** Columns of the group below C: they come first, and their input is row after row. */
  readonly below: number;
  /** Roots of the columns are at 0; nodes of the rows. */
  readonly nodes: number;
  /** Rows R..n-1 of the columns below C, row after row. */
  readonly recovered: number;
  readonly end: number;
}

/** Where the results of a task on columns are. */
export function columnsOutput(
  { layout, keepSlivers }: ExpansionSetting,
  { first, count }: Pick<ExpansionTask, 'first' | 'count'>,
): ColumnsOutput {
  const { nShards, rows, columns, symbolSize } = layout;
  const below = Math.max(0, Math.min(count, columns - first));
  const kept = keepSlivers ? below : 0;
  const nodes = count * DIGEST_BYTES;
  const recovered = nodes + nShards * DIGEST_BYTES;
  return { below, nodes, recovered, end: recovered + (nShards - rows) * kept * symbolSize };
}

/** Bytes of the largest task. */
export function bufferBytes(setting: ExpansionSetting): number {
  const { rows, groups } = expansionTasks(setting);
  return Math.max(...[...rows, ...groups].map((task) => task.input + task.output));
}

function cut<T>(total: number, most: number, task: (first: number, count: number) => T): T[] {
  const tasks: T[] = [];
  for (let first = 0; first < total; first += most) tasks.push(task(first, Math.min(most, total - first)));
  return tasks;
}
