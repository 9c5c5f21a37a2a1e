/**
 * The job of making a whole matrix: every symbol hashed once, every sliver written once. The tasks of
 * `core/expansion.ts` get their input from what of the matrix is in memory, and what comes of them goes
 * there. That is all of it, or a window that moves.
 */
import { columnsOutput, groupOf, groupsOf } from './core/expansion.js';
import type { ExpansionSetting, ExpansionTask } from './core/expansion.js';
import { DIGEST_BYTES } from './hash.js';
import { sliverSize, type BlobLayout } from './layout.js';
import { read, transpose, write, type Lines } from './lines.js';
import type { SliverPairHashes } from './metadata.js';
import { codeAlong, estimateSliverMs } from './sliver.js';
import { doJob, type JobOptions } from './workers/do-job.js';

/** What of a matrix is in memory. */
export interface MatrixWindow {
  /** Rows 0..R-1 in columns 0..C-1. */
  readonly blob: Lines;
  /** Rows R..n-1 in the same columns, as lines of their rows' numbers; undefined when they are not kept. */
  readonly below?: Lines | undefined;
  /** Columns 0..n-1 in rows 0..R-1: those below C only when they are kept, the others always. */
  readonly columns: Lines;
}

/** How an expansion is done. */
export type ExpansionOptions = Omit<JobOptions, 'estimateMs'>;

/** The setting for a blob of a certain layout. */
export function expansionSetting(layout: BlobLayout, keepSlivers: boolean): ExpansionSetting {
  const [rowCode, columnCode] = [codeAlong(layout, 'primary'), codeAlong(layout, 'secondary')];
  return { layout, rowCode, columnCode, keepSlivers };
}

/** The making of a matrix. */
export class ExpansionJob {
  readonly work = 'expansion';
  readonly setting: ExpansionSetting;
  readonly phases: readonly (readonly ExpansionTask[])[];
  /** Moves the window, where memory does not hold everything. */
  readonly prepare: ((phase: number) => Promise<void>) | undefined;
  readonly #window: () => MatrixWindow;
  /** For each group of columns the nodes of all rows. */
  readonly #nodes: Uint8Array;
  readonly #rowRoots: Uint8Array;
  readonly #columnRoots: Uint8Array;
  /** Bytes of a primary sliver, and of a secondary one. */
  readonly #across: number;
  readonly #down: number;

  /** @param window what is in memory in the phase that runs */
  constructor(
    setting: ExpansionSetting,
    phases: readonly (readonly ExpansionTask[])[],
    { window, prepare }: Pick<ExpansionJob, 'prepare'> & { readonly window: () => MatrixWindow },
  ) {
    const { layout } = setting;
    this.setting = setting;
    this.phases = phases;
    this.prepare = prepare;
    this.#window = window;
    this.#across = sliverSize(layout, 'primary');
    this.#down = sliverSize(layout, 'secondary');
    this.#nodes = new Uint8Array(groupsOf(layout) * layout.nShards * DIGEST_BYTES);
    this.#rowRoots = new Uint8Array(layout.nShards * DIGEST_BYTES);
    this.#columnRoots = new Uint8Array(layout.nShards * DIGEST_BYTES);
  }

  /**
   * Does it.
   *
   * @returns the hashes of all slivers, by pair index
   * @throws the signal's reason when aborted; what `prepare` throws
   */
  async perform(options: ExpansionOptions): Promise<SliverPairHashes[]> {
    const { layout } = this.setting;
    await doJob(this, { ...options, estimateMs: layout.nShards * estimateSliverMs(layout) });
    const digest = (all: Uint8Array, index: number): Uint8Array =>
      all.slice(index * DIGEST_BYTES, (index + 1) * DIGEST_BYTES);
    return Array.from({ length: layout.nShards }, (_, pair) => ({
      primary: digest(this.#rowRoots, pair),
      secondary: digest(this.#columnRoots, layout.nShards - 1 - pair),
    }));
  }

  load(task: ExpansionTask, buffer: Uint8Array): void {
    if (task.kind === 'rows') this.#loadRows(task, buffer);
    else if (task.kind === 'columns') this.#loadColumns(task, buffer);
    else this.#loadNodes(task, buffer);
  }

  save(task: ExpansionTask, output: Uint8Array): void {
    if (task.kind === 'rows') this.#saveRows(task, output);
    else if (task.kind === 'columns') this.#saveColumns(task, output);
    else this.#rowRoots.set(output, task.first * DIGEST_BYTES);
  }

  #loadRows({ first, count }: ExpansionTask, buffer: Uint8Array): void {
    const { blob } = this.#window();
    for (let i = 0; i < count; i++)
      read(blob, { line: first + i, from: 0 }, buffer.subarray(i * this.#across, (i + 1) * this.#across));
  }

  #saveRows({ first, count }: ExpansionTask, output: Uint8Array): void {
    const { nShards, columns, symbolSize } = this.setting.layout;
    const window = this.#window();
    const length = count * symbolSize;
    for (let column = columns, at = 0; column < nShards; column++, at += length)
      write(window.columns, { line: column, from: first * symbolSize }, output.subarray(at, at + length));
  }

  #loadColumns({ first, count, input }: ExpansionTask, buffer: Uint8Array): void {
    const { rows, symbolSize } = this.setting.layout;
    const { below } = columnsOutput(this.setting, { first, count });
    const window = this.#window();
    const length = below * symbolSize;
    for (let line = 0; length > 0 && line < rows; line++) {
      const target = buffer.subarray(line * length, (line + 1) * length);
      read(window.blob, { line, from: first * symbolSize }, target);
    }
    // The others lie one after the other.
    for (let i = below, at = input - (count - below) * this.#down; i < count; i++, at += this.#down)
      read(window.columns, { line: first + i, from: 0 }, buffer.subarray(at, at + this.#down));
  }

  #saveColumns({ first, count }: ExpansionTask, output: Uint8Array): void {
    const { nShards, rows, symbolSize } = this.setting.layout;
    const { below, nodes, recovered, end } = columnsOutput(this.setting, { first, count });
    const group = first / groupOf(this.setting.layout);
    this.#columnRoots.set(output.subarray(0, nodes), first * DIGEST_BYTES);
    this.#nodes.set(output.subarray(nodes, recovered), group * nShards * DIGEST_BYTES);
    const window = this.#window();
    if (window.below === undefined || below === 0) return;
    const length = below * symbolSize;
    for (let line = rows, at = recovered; at < end; line++, at += length)
      write(window.below, { line, from: first * symbolSize }, output.subarray(at, at + length));
    transpose(window.blob, window.columns, { first, count: below, rows, symbolSize });
  }

  #loadNodes({ first, count }: ExpansionTask, buffer: Uint8Array): void {
    const { nShards } = this.setting.layout;
    const line = count * DIGEST_BYTES;
    for (let group = 0; group < groupsOf(this.setting.layout); group++) {
      const from = (group * nShards + first) * DIGEST_BYTES;
      buffer.set(this.#nodes.subarray(from, from + line), group * line);
    }
  }
}
