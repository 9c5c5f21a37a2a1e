/** The whole matrix of a blob, in memory. */
import { expansionTasks } from './core/expansion.js';
import { ExpansionJob, expansionSetting, type ExpansionOptions } from './expansion-job.js';
import { sliverSize, type BlobLayout } from './layout.js';
import { linesIn, newLines, type Lines } from './lines.js';
import type { SliverPairHashes } from './metadata.js';

/** Result of {@link expandBlob}. */
export interface ExpandedBlob {
  /** By pair index. */
  readonly hashes: readonly SliverPairHashes[];
  /** All primary slivers, by sliver index; none unless asked for. */
  readonly primary: Lines;
  /** All secondary slivers likewise; only C..n-1 unless asked for. */
  readonly secondary: Lines;
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
  const primary = newLines({ first: 0, end: keepSlivers ? nShards : 0, step: across });
  const secondary = newLines({ first: keepSlivers ? 0 : columns, end: nShards, step: down });
  const given = linesIn(bytes, { first: 0, step: across });
  const window = {
    // The rows of the blob are the first primary slivers.
    source: keepSlivers ? given : undefined,
    blob: keepSlivers ? primary : given,
    below: keepSlivers ? primary : undefined,
    columns: secondary,
  };
  const setting = expansionSetting(layout, keepSlivers);
  const { rows, groups } = expansionTasks(setting);
  const job = new ExpansionJob(setting, [rows, groups], { window: () => window, prepare: undefined });
  const hashes = await job.perform(options);
  return { hashes, primary, secondary };
}
