import { withJson } from '../base/json.js';
import { shuffled } from '../base/random.js';
import type { StorageCommittee } from '../chain/committee.js';
import {
  blobIdFromString,
  blobIdOfMetadata,
  blobIdToString,
  hashReady,
  maxMetadataBytes,
  parseMetadataWithId,
  verifyMetadata,
  type BlobMetadata,
} from '../encoding/index.js';
import type { BlobQuery } from './blob-status.js';
import { NodeFault, type NodeReport, refusedAnswer } from './conduct.js';
import { BlobBlocked, NotEnoughMetadata } from './errors.js';
import { blockedShards, itemsOfNodes, mayRetry, reportsOf } from './gather/reports.js';
import { gather } from './gather/run.js';
import { deadlineFor, readRules, type StorageNetwork } from './settings.js';
import { paths, type NodeCall } from './storage-node-client.js';

/** Verified metadata, and what nodes did that were asked for it. */
export interface FetchedMetadata {
  /** Verified against the blob id. */
  readonly metadata: BlobMetadata;
  /** What the nodes did that were asked. */
  readonly nodes: readonly NodeReport[];
}

/**
 * Gets a blob's metadata from whichever node delivers it first. Since it must hash to the blob id, one node
 * is enough and none has to be trusted.
 *
 * @throws NotEnoughMetadata when no node delivers it; BlobBlocked when that is because operators refuse
 */
export async function fetchMetadata(
  network: StorageNetwork,
  committee: StorageCommittee,
  { blobId, signal }: BlobQuery,
): Promise<FetchedMetadata> {
  await hashReady();
  const { nodes, timers, settings, random } = network;
  const maxBytes = 32 + maxMetadataBytes(committee.nShards);
  const id = blobIdFromString(blobId);
  const items = shuffled(
    itemsOfNodes(committee, () => 1),
    random,
  );
  const result = await gather({
    items,
    rules: readRules(settings, { goal: 1, bytes: maxBytes, maxHedges: items.length }),
    timers,
    signal,
    mayRetry,
    attempt: async (item, attemptSignal) => {
      const call: NodeCall = {
        nodeUrl: committee.nodes[items[item]!.node]!.url,
        deadlineMs: deadlineFor(settings, maxBytes),
        signal: attemptSignal,
      };
      const bytes = await nodes.getMetadata(call, blobId, maxBytes);
      return checkMetadata(bytes, { blobId: id, nShards: committee.nShards, nodeUrl: call.nodeUrl });
    },
  });
  const reports = reportsOf(committee, items, result);
  const first = result.delivered[0];
  if (first === undefined) {
    const blocked = blockedShards(committee.nShards, reports);
    if (blocked !== undefined) throw new BlobBlocked(blobId, blocked, reports);
    throw new NotEnoughMetadata(blobId, reports);
  }
  return withJson({ metadata: first.value, nodes: reports });
}

/**
 * Takes metadata from a node only if it is what the blob id stands for.
 *
 * @throws NodeFault `malformed`, `other-blob` (the metadata of another blob) or `wrong-bytes`
 */
function checkMetadata(
  bytes: Uint8Array,
  {
    blobId,
    nShards,
    nodeUrl,
  }: { readonly blobId: Uint8Array; readonly nShards: number; readonly nodeUrl: string },
): BlobMetadata {
  const request = { nodeUrl, path: paths.metadata(blobIdToString(blobId)) };
  try {
    const { metadata, blobId: claimed } = parseMetadataWithId(bytes, nShards);
    const computed = blobIdToString(blobIdOfMetadata(metadata));
    const wanted = blobIdToString(blobId);
    if (computed !== wanted && computed === blobIdToString(claimed)) {
      throw new NodeFault('other-blob', `this is the metadata of blob ${computed}`, request);
    }
    if (computed === wanted && blobIdToString(claimed) !== wanted) {
      throw new NodeFault(
        'other-blob',
        `the metadata is labelled as that of ${blobIdToString(claimed)}`,
        request,
      );
    }
    verifyMetadata(blobId, metadata, { nShards });
    return metadata;
  } catch (error) {
    throw refusedAnswer(error, request);
  }
}
