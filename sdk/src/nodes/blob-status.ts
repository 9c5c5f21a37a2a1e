import { withJson } from '../base/json.js';
import { shuffled } from '../base/random.js';
import type { StorageCommittee } from '../chain/committee.js';
import type { EvidenceRecord } from '../chain/evidence-records.js';
import { blobIdFromString, encodingParameters } from '../encoding/index.js';
import type { NodeReport } from './conduct.js';
import { NoStatusAgreement } from './errors.js';
import { itemsOfNodes, mayRetry, reportsOf, type NodeItem } from './gather/reports.js';
import { gather, type GatherResult } from './gather/run.js';
import { deadlineFor, readRules, type StorageNetwork } from './settings.js';
import type { EventPlace, NodeBlobStatus } from './storage-node-client.js';

/**
 * A blob's life as nodes see it. `expired`: it was certified, and its end has come, as nodes that remember it
 * say; those of other makes do not know it any more then. `lost`: the network has declared on chain that it
 * cannot or will not serve it.
 */
export type BlobState = 'nonexistent' | 'registered' | 'expired' | 'certified' | 'invalid' | 'lost';

/**
 * What the network says about a blob. Each value is one that nodes with more than f shards gave, so at least
 * one honest node did; it is undefined where they do not agree or it does not apply.
 */
export interface BlobStatus {
  /** Where the blob is in its life. */
  readonly state: BlobState;
  /** Whether its owner can end it before its time. */
  readonly persistence: 'permanent' | 'deletable' | undefined;
  /** Epoch of the first certificate. */
  readonly certifiedEpoch: number | undefined;
  /** First epoch in which the blob is no longer stored; given for permanent blobs. */
  readonly endEpoch: number | undefined;
  /** The event of the certificate that lasts longest; given for permanent blobs. */
  readonly certifiedBy?: EventPlace | undefined;
  /** What nodes did that were asked. */
  readonly nodes: readonly NodeReport[];
  /** The record by which it is invalid or lost, where the client knows the records of the network. */
  readonly record?: EvidenceRecord | undefined;
}

/** Which blob to ask about. */
export interface BlobQuery {
  /** URL-safe base64 without padding. */
  readonly blobId: string;
  /** Aborts the call. */
  readonly signal?: AbortSignal | undefined;
}

/** Later ones overrule earlier ones; a node that says `expired` may not have heard of an extension yet. */
const ORDER: readonly BlobState[] = ['nonexistent', 'registered', 'expired', 'certified', 'invalid', 'lost'];

/**
 * Asks nodes for the status of a blob until those with f + 1 shards say that it is certified, or until so
 * many do not that this cannot happen any more. Nodes may lag behind the chain, so the furthest state that f
 * + 1 shards vouch for is the answer.
 *
 * @throws EncodingError `INVALID_BLOB_ID`; NoStatusAgreement when nodes with f + 1 shards cannot be reached
 */
export async function askBlobStatus(
  network: StorageNetwork,
  committee: StorageCommittee,
  {
    blobId,
    patient,
    signal,
  }: BlobQuery & {
    /** Ask nodes again that know the blob as registered only: the certificate may be news to them. */
    readonly patient: boolean;
  },
): Promise<BlobStatus> {
  // What is no blob id is refused here, and not by the nodes.
  blobIdFromString(blobId);
  const { timers, settings, random } = network;
  const oneHonest = encodingParameters(committee.nShards).maxFaulty + 1;
  const items = shuffled(
    itemsOfNodes(committee, ({ shards }) => shards.length),
    random,
  );
  const answers = new Map<number, NodeBlobStatus>();
  const result = await gather({
    items,
    rules: {
      ...readRules(settings, { goal: oneHonest, bytes: 0, maxHedges: items.length }),
      maxAttempts: patient ? settings.statusAttempts : settings.readAttempts,
    },
    timers,
    signal,
    mayRetry: (error) =>
      error instanceof NotCertified ? patient && error.state === 'registered' : mayRetry(error),
    attempt: async (item, attemptSignal) => {
      const nodeUrl = committee.nodes[items[item]!.node]!.url;
      const call = { nodeUrl, deadlineMs: deadlineFor(settings, 0), signal: attemptSignal };
      const status = await network.nodes.getStatus(call, blobId);
      answers.set(item, status);
      const state = stateOf(status, committee.epoch);
      if (state !== 'certified') throw new NotCertified(state);
    },
  });
  const nodes = reportsWithoutAnswers(committee, items, result);
  return judge({ blobId, committee, items, answers, nodes });
}

/** An honest answer, but not the one that ends the question. */
class NotCertified extends Error {
  readonly state: BlobState;
  constructor(state: BlobState) {
    super(state);
    this.state = state;
  }
}

/** What nodes did wrong: an honest answer that did not end the question is nothing of it. */
function reportsWithoutAnswers(
  committee: StorageCommittee,
  items: readonly NodeItem[],
  { faults, abandoned }: GatherResult<unknown>,
): NodeReport[] {
  return reportsOf(committee, items, {
    faults: faults.filter(({ error }) => !(error instanceof NotCertified)),
    abandoned,
  });
}

function judge({
  blobId,
  committee: { nShards, epoch },
  items,
  answers,
  nodes,
}: {
  readonly blobId: string;
  readonly committee: StorageCommittee;
  readonly items: readonly NodeItem[];
  readonly answers: ReadonlyMap<number, NodeBlobStatus>;
  readonly nodes: readonly NodeReport[];
}): BlobStatus {
  const oneHonest = encodingParameters(nShards).maxFaulty + 1;
  const vouched = (holds: (status: NodeBlobStatus) => boolean): boolean => {
    let weight = 0;
    for (const [item, status] of answers) if (holds(status)) weight += items[item]!.weight;
    return weight >= oneHonest;
  };
  const state = ORDER.findLast((candidate) =>
    vouched((status) => ORDER.indexOf(stateOf(status, epoch)) >= ORDER.indexOf(candidate)),
  );
  if (state === undefined) throw new NoStatusAgreement(blobId, oneHonest, nodes);
  const agreed = <T>(valueOf: (status: NodeBlobStatus) => T | undefined): T | undefined => {
    const values = new Set([...answers.values()].map(valueOf));
    return [...values].find((value) => value !== undefined && vouched((status) => valueOf(status) === value));
  };
  const place = agreed((status) => {
    if (!('certifiedBy' in status) || status.certifiedBy === undefined) return undefined;
    return `${status.certifiedBy.txDigest} ${status.certifiedBy.eventSeq}`;
  });
  const [txDigest, eventSeq] = place?.split(' ') ?? [];
  return withJson({
    state,
    ...(eventSeq !== undefined && { certifiedBy: { txDigest: txDigest!, eventSeq } }),
    persistence: agreed((status) =>
      status.kind === 'permanent' || status.kind === 'deletable' ? status.kind : undefined,
    ),
    certifiedEpoch: agreed((status) => ('certifiedEpoch' in status ? status.certifiedEpoch : undefined)),
    endEpoch: agreed((status) => ('endEpoch' in status ? status.endEpoch : undefined)),
    nodes,
  });
}

function stateOf(status: NodeBlobStatus, epoch: number): BlobState {
  if (!('certifiedEpoch' in status)) return status.kind;
  if (status.endEpoch !== undefined && status.endEpoch <= epoch) return 'expired';
  return status.certifiedEpoch === undefined ? 'registered' : 'certified';
}
