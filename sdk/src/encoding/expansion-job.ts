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
import { RowTrees } from './row-trees.js';
import { codeAlong, estimateSliverMs } from './sliver.js';
import { doJob, type JobOptions } from './workers/do-job.js';

/** What of a matrix is in memory. */
export interface MatrixWindow {
  /** Where rows of the blob come from that are not in `blob` yet: tasks on rows put them there. */
  readonly source?: Lines | undefined;
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
  readonly #rowTrees: RowTrees;
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
    this.#rowTrees = new RowTrees({ groups: groupsOf(layout), rows: layout.nShards });
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
      primary: digest(this.#rowTrees.roots, pair),
      secondary: digest(this.#columnRoots, layout.nShards - 1 - pair),
    }));
  }

  load(task: ExpansionTask, buffer: Uint8Array): void {
    if (task.kind === 'rows') this.#loadRows(task, buffer);
    else this.#loadColumns(task, buffer);
  }

  save(task: ExpansionTask, output: Uint8Array): void {
    if (task.kind === 'rows') this.#saveRows(task, output);
    else this.#saveColumns(task, output);
  }

  #loadRows({ first, count }: ExpansionTask, buffer: Uint8Array): void {
    const { source, blob } = this.#window();
    for (let i = 0; i < count; i++) {
      const row = buffer.subarray(i * this.#across, (i + 1) * this.#across);
      const place = { line: first + i, from: 0 };
      read(source ?? blob, place, row);
      if (source !== undefined) write(blob, place, row);
    }
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
    const { layout } = this.setting;
    const { rows, symbolSize } = layout;
    const { below, nodes, recovered, end } = columnsOutput(this.setting, { first, count });
    this.#columnRoots.set(output.subarray(0, nodes), first * DIGEST_BYTES);
    this.#rowTrees.add(first / groupOf(layout), output.subarray(nodes, recovered));
    const window = this.#window();
    if (window.below === undefined || below === 0) return;
    const length = below * symbolSize;
    for (let line = rows, at = recovered; at < end; line++, at += length)
      write(window.below, { line, from: first * symbolSize }, output.subarray(at, at + length));
    transpose(window.blob, window.columns, { first, count: below, rows, symbolSize });
  }
}
