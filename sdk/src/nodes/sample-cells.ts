/**
 * Asks nodes for random cells of a blob, each with its opening under the blob id (R15): nobody has to be
 * believed, and neither metadata nor slivers are moved.
 */
import { withJson } from '../base/json.js';
import type { StorageCommittee, StorageNode } from '../chain/committee.js';
import {
  blobIdFromString,
  blobLayout,
  hashReady,
  MAX_SYMBOL_SIZE,
  pairOfShard,
  sliverOfPair,
  type Axis,
} from '../encoding/index.js';
import {
  parseProvenCell,
  provenCellBytes,
  verifyProvenCell,
  type DrawnCell,
  type ProvenCell,
} from '../evidence/index.js';
import { NodeFault, refusedAnswer, type ConductKind } from './conduct.js';
import { mayRetry } from './gather/reports.js';
import { gather, isPutOff } from './gather/run.js';
import { deadlineFor, readRules, type StorageNetwork } from './settings.js';
import { paths } from './storage-node-client.js';

/** One cell that was asked for, and how it was answered. */
export interface AskedCell {
  /** Who holds the shard. */
  readonly node: StorageNode;
  /** The shard. */
  readonly shard: number;
  /** Its sliver pair of this blob. */
  readonly pairIndex: number;
  /** Which sliver of the pair. */
  readonly axis: Axis;
  /** Which cell of that sliver. */
  readonly cell: number;
  /** `good`, or what the node did instead. */
  readonly outcome: 'good' | ConductKind;
  /** One line about what the node did; undefined when it was good. */
  readonly detail?: string | undefined;
}

/** What to ask of which blob. */
export interface CellSample {
  /** URL-safe base64 without padding. */
  readonly blobId: string;
  /** Distinct shards and their cells. */
  readonly cells: readonly DrawnCell[];
  /** Aborts the call. */
  readonly signal?: AbortSignal | undefined;
  /** Told of each cell as soon as it is known how it was answered. */
  readonly onAsked?: ((asked: AskedCell) => void) | undefined;
}

/** What came of a sample. */
export interface SampledCells {
  /** In the order of the sample. */
  readonly asked: readonly AskedCell[];
  /** Length of the blob in bytes, proven by any good answer; undefined when there is none. */
  readonly unencodedLength: number | undefined;
  /** Bytes of all answers that came within their bounds. */
  readonly downloadedBytes: number;
}

/**
 * Asks for each cell of a sample, and for no other one. A node that may do better is asked again.
 *
 * @throws EncodingError `INVALID_BLOB_ID`; the signal's reason
 */
export async function sampleCells(
  network: StorageNetwork,
  committee: StorageCommittee,
  { blobId, cells, signal, onAsked }: CellSample,
): Promise<SampledCells> {
  await hashReady();
  const { settings, timers } = network;
  const id = blobIdFromString(blobId);
  const items = itemsOf(committee, id, cells);
  const attempts = items.map(() => 0);
  const startedAt = timers.now();
  const asked: AskedCell[] = [];
  let length: number | undefined;
  let downloadedBytes = 0;

  const askOne = async (item: CellItem, attemptSignal: AbortSignal): Promise<void> => {
    const { place, pairIndex, url } = item;
    const symbolSize =
      length === undefined ? MAX_SYMBOL_SIZE : blobLayout(committee.nShards, length).symbolSize;
    const maxBytes = provenCellBytes(committee.nShards, symbolSize);
    const name = { blobId, pairIndex, axis: place.axis, cell: place.cell };
    const call = { nodeUrl: url, deadlineMs: deadlineFor(settings, maxBytes), signal: attemptSignal };
    const bytes = await network.nodes.getCell(call, { ...name, maxBytes });
    downloadedBytes += bytes.length;
    const { unencodedLength } = checkCell(bytes, item, {
      blobId: id,
      nShards: committee.nShards,
      path: name,
    });
    length = unencodedLength;
  };

  await gather({
    items,
    rules: {
      ...readRules(settings, { goal: items.length, bytes: 0, maxHedges: items.length }),
      // What is given up counts as an answer, too: only `attempt` ends an item.
      maxAttempts: settings.readAttempts + 1,
      patienceMs: 2 * settings.challengePatienceMs + LONGEST_PUT_OFF_MS,
    },
    timers,
    signal,
    mayRetry,
    attempt: async (index, attemptSignal) => {
      const item = items[index]!;
      let fault: NodeFault | undefined;
      try {
        await askOne(item, attemptSignal);
      } catch (error) {
        attemptSignal.throwIfAborted();
        if (!(error instanceof NodeFault)) throw error;
        if (isPutOff(error) && timers.now() - startedAt < settings.challengePatienceMs) throw error;
        if (mayRetry(error) && ++attempts[index]! < settings.readAttempts) throw error;
        fault = error;
      }
      asked[index] = askedOf(item, committee, fault);
      onAsked?.(asked[index]);
    },
  });
  return withJson({ asked, unencodedLength: length, downloadedBytes });
}

/** More than any node is put off. */
const LONGEST_PUT_OFF_MS = 60_000;

interface CellItem {
  readonly node: number;
  readonly weight: number;
  readonly url: string;
  readonly shard: number;
  readonly pairIndex: number;
  readonly place: { readonly axis: Axis; readonly sliver: number; readonly cell: number };
}

function itemsOf(
  { nodes, nShards }: StorageCommittee,
  blobId: Uint8Array,
  cells: readonly DrawnCell[],
): CellItem[] {
  const holders = new Map(nodes.flatMap(({ shards }, node) => shards.map((shard) => [shard, node] as const)));
  return cells.map(({ shard, axis, cell }) => {
    const node = holders.get(shard)!;
    const pairIndex = pairOfShard(blobId, shard, nShards);
    const place = { axis, sliver: sliverOfPair(axis, pairIndex, nShards), cell };
    return { node, weight: 1, url: nodes[node]!.url, shard, pairIndex, place };
  });
}

function askedOf(
  { place, pairIndex, shard, node }: CellItem,
  committee: StorageCommittee,
  fault: NodeFault | undefined,
): AskedCell {
  return {
    ...{ node: committee.nodes[node]!, shard, pairIndex, axis: place.axis, cell: place.cell },
    outcome: fault?.kind ?? 'good',
    ...(fault && { detail: fault.message }),
  };
}

/** Takes a cell only if the blob id commits to it. Throws NodeFault `malformed`, `wrong-bytes`. */
function checkCell(
  bytes: Uint8Array,
  { place, url }: CellItem,
  {
    blobId,
    nShards,
    path,
  }: {
    readonly blobId: Uint8Array;
    readonly nShards: number;
    readonly path: Parameters<typeof paths.cell>[0];
  },
): ProvenCell {
  try {
    const proven = parseProvenCell(bytes, nShards);
    verifyProvenCell(proven, place, { blobId, nShards });
    return proven;
  } catch (error) {
    throw refusedAnswer(error, { nodeUrl: url, path: paths.cell(path) });
  }
}
