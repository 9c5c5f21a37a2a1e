/**
 * Recovery of one sliver from the neighbours whose slivers cross it, and from what the node has itself (R13).
 */
import { isHauloutError } from '@haulout/sdk/base';
import type { StorageNode } from '@haulout/sdk/chain';
import {
  makeInconsistencyProofAsync,
  makeRecoverySymbol,
  metadataLayout,
  otherAxis,
  recoverSliverAsync,
  symbolsPerSliver,
  type BlobMetadata,
  type InconsistencyProof,
  type RecoverySymbol,
  type Sliver,
  type SliverName,
} from '@haulout/sdk/encoding';
import { fetchSymbols, type StorageNetwork } from '@haulout/sdk/nodes';
import type { VerifiedBlobs } from '../store/verified/verified-blobs.js';

/** How the recovery of a sliver ended. */
export type SliverRecovery = { readonly downloadedBytes: number } & (
  | { readonly kind: 'recovered'; readonly sliver: Sliver }
  /** The symbols are what the writer committed to, and the sliver is not. */
  | { readonly kind: 'inconsistent'; readonly proof: InconsistencyProof }
  | { readonly kind: 'failed'; readonly reason: string }
);

/** What a recovery works with. */
export interface RecoverySource {
  readonly network: StorageNetwork;
  /** The other nodes of the committee. */
  readonly neighbours: readonly StorageNode[];
  readonly blobs: Pick<VerifiedBlobs, 'expanded'>;
  /** Pairs that this node stores slivers of, whatever it has of them yet. */
  readonly ownPairs: readonly number[];
  readonly signal?: AbortSignal | undefined;
}

/** Recovers one sliver of a blob with verified metadata; asks no more of the neighbours than it needs. */
export async function recoverOneSliver(
  source: RecoverySource,
  blob: { readonly blobId: Uint8Array; readonly metadata: BlobMetadata },
  target: SliverName,
): Promise<SliverRecovery> {
  const { blobId, metadata } = blob;
  const { network, neighbours, signal } = source;
  const layout = metadataLayout(metadata);
  const needed = symbolsPerSliver(layout, target.axis);
  const symbols = await ownSymbols(source, { blobId, target, most: needed });
  let downloadedBytes = 0;
  const missing = needed - symbols.size;
  if (missing > 0) {
    const request = { blobId, metadata, target, count: missing, signal };
    const fetched = await fetchSymbols(network, neighbours, request);
    for (const symbol of fetched.symbols) symbols.set(symbol.index, symbol);
    downloadedBytes = fetched.downloadedBytes;
  }

  if (symbols.size < needed) {
    const reason =
      `${symbols.size} of ${needed} symbols of ${target.axis} sliver ${target.index} ` + 'could be had';
    return { kind: 'failed', reason, downloadedBytes };
  }
  const chosen = [...symbols.values()].slice(0, needed);
  try {
    return {
      kind: 'recovered',
      sliver: await recoverSliverAsync(chosen, { target, metadata, signal }),
      downloadedBytes,
    };
  } catch (error) {
    if (!isHauloutError(error, 'INCONSISTENT_SLIVER')) throw error;
    const proof = await makeInconsistencyProofAsync(chosen, { target, metadata, signal });
    return { kind: 'inconsistent', proof, downloadedBytes };
  }
}

/** What the node can give itself: symbols of its own slivers that cross the target. */
async function ownSymbols(
  { blobs, ownPairs }: RecoverySource,
  {
    blobId,
    target,
    most,
  }: {
    readonly blobId: Uint8Array;
    readonly target: SliverName;
    readonly most: number;
  },
): Promise<Map<number, RecoverySymbol>> {
  const axis = otherAxis(target.axis);
  const symbols = new Map<number, RecoverySymbol>();
  for (const pairIndex of ownPairs) {
    if (symbols.size === most) break;
    const held = await blobs.expanded(blobId, { pairIndex, axis });
    if (!held) continue;
    const symbol = makeRecoverySymbol(held, target.index);
    symbols.set(symbol.index, symbol);
  }
  return symbols;
}
