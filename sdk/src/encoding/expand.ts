/**
 * The whole matrix of a blob: every symbol hashed once, every sliver written once. The tasks of
 * `core/expansion.ts` get their input from the blob and from columns C..n-1, and what comes of them goes
 * where it belongs.
 */
import { expansionTasks, columnsOutput, groupOf, groupsOf } from './core/expansion.js';
import type { ExpansionSetting, ExpansionTask } from './core/expansion.js';
import { DIGEST_BYTES } from './hash.js';
import { sliverSize, type BlobLayout } from './layout.js';
import type { SliverPairHashes } from './metadata.js';
import { codeAlong, estimateSliverMs } from './sliver.js';
import { doJob, type JobOptions } from './workers/do-job.js';

/** Result of {@link expandBlob}. */
export interface ExpandedBlob {
  /** By pair index. */
  readonly hashes: readonly SliverPairHashes[];
  /** All primary slivers, by sliver index, one after the other; empty unless asked for. */
  readonly primary: Uint8Array;
  /** All secondary slivers likewise; only C..n-1 unless asked for. */
  readonly secondary: Uint8Array;
}

/** What is wanted of {@link expandBlob}, and how. */
export interface ExpandOptions extends Omit<JobOptions, 'estimateMs'> {
  /** False when only the hashes are wanted. */
  readonly keepSlivers: boolean;
}

/**
 * Encodes a blob.
 *
 * @param bytes the blob, of the length in `layout`
 */
export async function expandBlob(
  bytes: Uint8Array,
  layout: BlobLayout,
  { keepSlivers, ...options }: ExpandOptions,
): Promise<ExpandedBlob> {
  const rowCode = codeAlong(layout, 'primary');
  const columnCode = codeAlong(layout, 'secondary');
  const matrix = new Matrix(bytes, { layout, rowCode, columnCode, keepSlivers });
  const estimateMs = layout.nShards * estimateSliverMs(layout);
  await doJob(matrix, { ...options, estimateMs });
  return { hashes: matrix.hashes(), primary: matrix.primary, secondary: matrix.secondary };
}

/** The matrix of a blob as it comes into being. */
class Matrix {
  readonly work = 'expansion';
  readonly setting: ExpansionSetting;
  readonly phases: readonly (readonly ExpansionTask[])[];
  readonly primary: Uint8Array;
  readonly secondary: Uint8Array;
  readonly #bytes: Uint8Array;
  /** The sliver that `secondary` begins with. */
  readonly #firstColumn: number;
  /** For each group of columns the nodes of all rows. */
  readonly #nodes: Uint8Array;
  readonly #rowRoots: Uint8Array;
  readonly #columnRoots: Uint8Array;
  /** Bytes of a primary sliver, and of a secondary one. */
  readonly #across: number;
  readonly #down: number;

  constructor(bytes: Uint8Array, setting: ExpansionSetting) {
    const { layout, keepSlivers } = setting;
    const { nShards, columns } = layout;
    this.setting = setting;
    this.phases = expansionTasks(setting);
    this.#bytes = bytes;
    this.#across = sliverSize(layout, 'primary');
    this.#down = sliverSize(layout, 'secondary');
    this.#firstColumn = keepSlivers ? 0 : columns;
    this.primary = new Uint8Array(keepSlivers ? nShards * this.#across : 0);
    this.secondary = new Uint8Array((nShards - this.#firstColumn) * this.#down);
    this.#nodes = new Uint8Array(groupsOf(layout) * nShards * DIGEST_BYTES);
    this.#rowRoots = new Uint8Array(nShards * DIGEST_BYTES);
    this.#columnRoots = new Uint8Array(nShards * DIGEST_BYTES);
  }

  load(task: ExpansionTask, buffer: Uint8Array): void {
    if (task.kind === 'rows') this.#read(task.first * this.#across, buffer.subarray(0, task.input));
    else if (task.kind === 'columns') this.#loadColumns(task, buffer);
    else this.#loadNodes(task, buffer);
  }

  save(task: ExpansionTask, output: Uint8Array): void {
    if (task.kind === 'rows') this.#saveRows(task, output);
    else if (task.kind === 'columns') this.#saveColumns(task, output);
    else this.#rowRoots.set(output, task.first * DIGEST_BYTES);
  }

  hashes(): SliverPairHashes[] {
    const { nShards } = this.setting.layout;
    const digest = (all: Uint8Array, index: number): Uint8Array =>
      all.slice(index * DIGEST_BYTES, (index + 1) * DIGEST_BYTES);
    return Array.from({ length: nShards }, (_, pair) => ({
      primary: digest(this.#rowRoots, pair),
      secondary: digest(this.#columnRoots, nShards - 1 - pair),
    }));
  }

  /** Fills `target` with bytes of the blob, and with zeros behind its end. */
  #read(from: number, target: Uint8Array): void {
    const bytes = this.#bytes.subarray(from, from + target.length);
    target.set(bytes);
    if (bytes.length < target.length) target.fill(0, bytes.length);
  }

  #saveRows({ first, count }: ExpansionTask, output: Uint8Array): void {
    const { nShards, columns, symbolSize } = this.setting.layout;
    const line = count * symbolSize;
    for (let column = columns, from = 0; column < nShards; column++, from += line) {
      const to = this.#columnAt(column) + first * symbolSize;
      this.secondary.set(output.subarray(from, from + line), to);
    }
    // The rows of the blob are the first primary slivers.
    if (!this.setting.keepSlivers) return;
    const from = first * this.#across;
    this.primary.set(this.#bytes.subarray(from, from + count * this.#across), from);
  }

  #loadColumns({ first, count, input }: ExpansionTask, buffer: Uint8Array): void {
    const { rows, symbolSize } = this.setting.layout;
    const { below } = columnsOutput(this.setting, { first, count });
    const line = below * symbolSize;
    for (let row = 0; line > 0 && row < rows; row++)
      this.#read(row * this.#across + first * symbolSize, buffer.subarray(row * line, (row + 1) * line));
    const length = (count - below) * this.#down;
    if (length === 0) return;
    const from = this.#columnAt(first + below);
    buffer.set(this.secondary.subarray(from, from + length), input - length);
  }

  #saveColumns({ first, count }: ExpansionTask, output: Uint8Array): void {
    const { nShards, rows, symbolSize } = this.setting.layout;
    const { below, nodes, recovered, slivers, end } = columnsOutput(this.setting, { first, count });
    const group = first / groupOf(this.setting.layout);
    this.#columnRoots.set(output.subarray(0, nodes), first * DIGEST_BYTES);
    this.#nodes.set(output.subarray(nodes, recovered), group * nShards * DIGEST_BYTES);
    if (!this.setting.keepSlivers) return;
    const line = below * symbolSize;
    for (let row = rows, from = recovered; from < slivers; row++, from += line)
      this.primary.set(output.subarray(from, from + line), row * this.#across + first * symbolSize);
    this.secondary.set(output.subarray(slivers, end), this.#columnAt(first));
  }

  #loadNodes({ first, count }: ExpansionTask, buffer: Uint8Array): void {
    const { nShards } = this.setting.layout;
    const line = count * DIGEST_BYTES;
    for (let group = 0; group < groupsOf(this.setting.layout); group++) {
      const from = (group * nShards + first) * DIGEST_BYTES;
      buffer.set(this.#nodes.subarray(from, from + line), group * line);
    }
  }

  #columnAt(column: number): number {
    return (column - this.#firstColumn) * this.#down;
  }
}
