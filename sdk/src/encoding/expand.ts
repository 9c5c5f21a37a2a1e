/** The whole matrix of a blob: every symbol hashed once, every sliver written once. */
import type { Expansion } from './core/expansion.js';
import { core, coreReady } from './core/current.js';
import type { BlobLayout } from './layout.js';
import type { SliverPairHashes } from './metadata.js';
import type { Pace } from './pace.js';
import { codeAlong } from './sliver.js';

/** Result of {@link expandBlob}. */
export interface ExpandedBlob {
  /** By pair index. */
  readonly hashes: readonly SliverPairHashes[];
  /** All primary slivers, by sliver index, one after the other; absent unless asked for. */
  readonly primary: Uint8Array | undefined;
  /** All secondary slivers likewise. */
  readonly secondary: Uint8Array | undefined;
}

/** The share of the whole computation, for progress, before the trees. */
const AFTER_CELLS = 0.7;

/**
 * Encodes a blob.
 *
 * @param bytes the blob, of the length in `layout`
 * @param keepSlivers false when only the hashes are wanted
 */
export async function expandBlob(
  bytes: Uint8Array,
  layout: BlobLayout,
  keepSlivers: boolean,
  step: Pace,
): Promise<ExpandedBlob> {
  await coreReady();
  const codes = { rowCode: codeAlong(layout, 'primary'), columnCode: codeAlong(layout, 'secondary') };
  const expansion = await core().startExpansion({ layout, ...codes, keepSlivers });
  expansion.blob.set(bytes);
  for (const share of expansion.steps()) await step(AFTER_CELLS * share);
  const hashes = await hashSlivers(expansion, layout.nShards, step);
  const { primary, secondary } = expansion;
  return { hashes, primary, secondary };
}

/** The Merkle roots of all rows and columns of cells, as pairs. */
async function hashSlivers(expansion: Expansion, nShards: number, step: Pace): Promise<SliverPairHashes[]> {
  const hashes: SliverPairHashes[] = [];
  for (let pair = 0; pair < nShards; pair++) {
    await step(AFTER_CELLS + ((1 - AFTER_CELLS) * pair) / nShards);
    hashes.push({
      primary: expansion.rowRoot(pair),
      secondary: expansion.columnRoot(nShards - 1 - pair),
    });
  }
  return hashes;
}
