/** The whole matrix of a blob, in memory. */
import { expansionTasks } from './core/expansion.js';
import { ExpansionJob, expansionSetting, type ExpansionOptions } from './expansion-job.js';
import { sliverSize, type BlobLayout } from './layout.js';
import type { SliverPairHashes } from './metadata.js';

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
export interface ExpandOptions extends ExpansionOptions {
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
  const { nShards, columns } = layout;
  const [across, down] = [sliverSize(layout, 'primary'), sliverSize(layout, 'secondary')];
  const firstColumn = keepSlivers ? 0 : columns;
  const primary = new Uint8Array(keepSlivers ? nShards * across : 0);
  const secondary = new Uint8Array((nShards - firstColumn) * down);
  // The rows of the blob are the first primary slivers.
  if (keepSlivers) primary.set(bytes);
  const window = {
    blob: { bytes: keepSlivers ? primary : bytes, at: 0, step: across },
    below: keepSlivers ? { bytes: primary, at: 0, step: across } : undefined,
    columns: { bytes: secondary, at: -firstColumn * down, step: down },
  };
  const setting = expansionSetting(layout, keepSlivers);
  const { rows, groups, roots } = expansionTasks(setting);
  const job = new ExpansionJob(setting, [rows, groups, roots], { window: () => window, prepare: undefined });
  const hashes = await job.perform(options);
  return { hashes, primary, secondary };
}
