import { eitherSignal } from '../base/abort.js';
import { withJson } from '../base/json.js';
import { shuffled } from '../base/random.js';
import { blsReady, quorumWeight, type BlobCertificate, type Persistence } from '../certificate/index.js';
import type { StorageCommittee } from '../chain/committee.js';
import {
  blobIdToString,
  blobLayout,
  maxSliversBytes,
  serializeMetadata,
  sliverBytes,
  type AnyEncodedBlob,
  type BlobLayout,
} from '../encoding/index.js';
import { NodeFault, type NodeReport } from './conduct.js';
import { badSignature, checkStatement, forgedConfirmations } from './confirmation.js';
import { NotEnoughConfirmations } from './errors.js';
import type { GatherRules } from './gather/plan.js';
import { itemsOfNodes, mayRetry, reportsOf, type NodeItem } from './gather/reports.js';
import { gather, type AttemptFault } from './gather/run.js';
import { deadlineFor, readRules, type StorageNetwork, type NetworkSettings } from './settings.js';
import { paths } from './storage-node-client.js';
import { NodeUpload, type NodeUploadContent } from './upload-to-node.js';

/** A statement of one node that it stores all its slivers of the blob, verified together with the others'. */
export interface Confirmation {
  /** Index of the node in the committee. */
  readonly node: number;
  /** BLS signature, 96 bytes. */
  readonly signature: Uint8Array;
}

/** Confirmations of a quorum, and of what else came in time. */
export interface Confirmations {
  /** The message that each of them signed. */
  readonly message: BlobCertificate;
  /** One for each node that confirmed. */
  readonly confirmations: readonly Confirmation[];
  /** Shards of the nodes that confirmed. */
  readonly weight: number;
  /** What nodes did that have not confirmed. */
  readonly nodes: readonly NodeReport[];
}

/** What to gather confirmations for. */
export interface ConfirmationRequest {
  /** 32 bytes. */
  readonly blobId: Uint8Array;
  /** Whether the blob can be deleted by its owner. */
  readonly persistence: Persistence;
  /** Aborts the call, which rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Told after each transfer and each confirmation. */
  readonly onProgress?: ((progress: UploadProgress) => void) | undefined;
}

/** How far an upload has come. */
export interface UploadProgress {
  /** Shards of the nodes that have confirmed; it falls when signatures turn out to be forged. */
  readonly confirmed: number;
  /** Shards needed for a certificate. */
  readonly needed: number;
  /** Nodes that have confirmed, of all. */
  readonly nodesConfirmed: number;
  /** Nodes of the committee. */
  readonly nodes: number;
  /**
   * Bytes that nodes have taken, of those that all of them together lack or take; repetitions not counted.
   * It falls when a node has lost what it had taken.
   */
  readonly bytesTaken: number;
  /** Bytes that all nodes together lack or take. */
  readonly bytesTotal: number;
}

/** Bytes of slivers on their way at one time, unless one request for each node has more. */
const UPLOAD_BYTES = 64 * 1024 * 1024;

/** How many requests with slivers may be on their way to each node: memory holds those of all nodes. */
export function requestsAtOnce(
  { nodeConcurrency, uploadsPerNode }: NetworkSettings,
  { nodes, layout }: { readonly nodes: number; readonly layout: BlobLayout },
): number {
  const atOnce = Math.min(nodes, nodeConcurrency);
  const fitting = Math.floor(UPLOAD_BYTES / maxSliversBytes(layout) / atOnce);
  return Math.max(1, Math.min(uploadsPerNode, fitting));
}

/**
 * Uploads a blob to all nodes of a committee at once, within bounds, and gathers their confirmations until a
 * quorum of shards has confirmed; uploads under way then may still finish for a moment.
 *
 * @throws NotEnoughConfirmations naming each node and what it did; what slivers cannot be read for; the
 *   signal's reason
 */
export function uploadBlob(
  network: StorageNetwork,
  committee: StorageCommittee,
  {
    blob,
    mayBeStored = false,
    ...request
  }: Omit<ConfirmationRequest, 'blobId'> & {
    /** The encoded blob. */
    readonly blob: AnyEncodedBlob;
    /** Ask each node for its confirmation first, and send it the blob only if it lacks something. */
    readonly mayBeStored?: boolean | undefined;
  },
): Promise<Confirmations> {
  const layout = blobLayout(blob.nShards, blob.unencodedLength);
  const unreadable = new AbortController();
  const signal = eitherSignal(request.signal, unreadable.signal);
  const content: NodeUploadContent = {
    blob,
    blobId: blobIdToString(blob.blobId),
    metadata: serializeMetadata(blob.metadata),
    mayBeStored,
    requestsAtOnce: requestsAtOnce(network.settings, { nodes: committee.nodes.length, layout }),
    onUnreadable: (error) => unreadable.abort(error),
  };
  const uploads = committee.nodes.map((node) => new NodeUpload(network, node, content));
  const pairBytes = sliverBytes(layout, 'primary') + sliverBytes(layout, 'secondary');
  const shardsPerNode = Math.max(...committee.nodes.map(({ shards }) => shards.length));
  const bytesPerNode = pairBytes * shardsPerNode;
  return confirm(network, committee, { ...request, signal, blobId: blob.blobId, bytesPerNode, uploads });
}

/**
 * Gathers confirmations of a blob that the nodes have already.
 *
 * @throws NotEnoughConfirmations; the signal's reason
 */
export function gatherConfirmations(
  network: StorageNetwork,
  committee: StorageCommittee,
  request: ConfirmationRequest,
): Promise<Confirmations> {
  return confirm(network, committee, { ...request, bytesPerNode: 0, uploads: undefined });
}

interface UploadingRequest extends ConfirmationRequest {
  /** Most bytes that one node takes. */
  readonly bytesPerNode: number;
  /** How to bring each node what it lacks; undefined: all of them have everything. */
  readonly uploads: readonly NodeUpload[] | undefined;
}

async function confirm(
  network: StorageNetwork,
  committee: StorageCommittee,
  request: UploadingRequest,
): Promise<Confirmations> {
  const { blobId, persistence, signal, onProgress, bytesPerNode, uploads } = request;
  const text = blobIdToString(blobId);
  const message: BlobCertificate = { type: 'blobCertificate', epoch: committee.epoch, blobId, persistence };
  const path = paths.confirmation(text, persistence);
  const goal = quorumWeight(committee.nShards);
  const weightOf = (of: readonly Confirmation[]) =>
    of.reduce((sum, { node }) => sum + committee.nodes[node]!.shards.length, 0);
  let open = shuffled(
    itemsOfNodes(committee, ({ shards }) => shards.length),
    network.random,
  );
  const report = (confirmed: number, nodesConfirmed: number) =>
    onProgress?.({
      confirmed,
      needed: goal,
      nodesConfirmed,
      nodes: committee.nodes.length,
      ...bytesOf(uploads ?? []),
    });
  const confirmations: Confirmation[] = [];
  const asked: NodeItem[] = [];
  const faults: AttemptFault[] = [];
  // Signatures are checked together once there are enough, for the price of one. If some are wrong, those of
  // other nodes take their place: one more round, and one liar fewer.
  for (;;) {
    let weight = weightOf(confirmations);
    let count = confirmations.length;
    const before = weight;
    const gathering = gather({
      items: open,
      rules: uploadRules(network.settings, { goal: goal - before, bytesPerNode, nodes: open.length }),
      timers: network.timers,
      signal,
      mayRetry: (error) => mayRetry(error) || (uploads !== undefined && lacksSlivers(error)),
      onDelivered(more) {
        weight = before + more;
        report(weight, ++count);
      },
      attempt: async (item, attemptSignal): Promise<Confirmation> => {
        const index = open[item]!.node;
        const node = committee.nodes[index]!;
        const deadlineMs = deadlineFor(network.settings, 0);
        const call = { nodeUrl: node.url, deadlineMs, signal: attemptSignal };
        const statement = await orStartOver(uploads?.[index], async (upload) => {
          await upload?.run(attemptSignal, () => report(weight, count));
          return network.nodes.getConfirmation(call, text, persistence);
        });
        checkStatement(statement, { expected: message, node, path });
        return { node: index, signature: statement.signature };
      },
    });
    // What checks signatures is loaded while nodes are at work.
    const [{ reached, delivered, ...round }] = await Promise.all([gathering, blsReady()]);
    const given = delivered.map(({ value }) => value);
    const forged = forgedConfirmations(committee, message, given);
    confirmations.push(...given.filter(({ node }) => !forged.has(node)));
    const first = asked.length;
    asked.push(...open);
    faults.push(...round.faults.map(({ item, error }) => ({ item: first + item, error })));
    for (const { item, value } of delivered) {
      if (!forged.has(value.node)) continue;
      faults.push({ item: first + item, error: badSignature(committee.nodes[value.node]!, path) });
    }
    weight = weightOf(confirmations);
    if (reached && weight < goal) {
      open = open.filter(({ node }) => !given.some((confirmation) => confirmation.node === node));
      continue;
    }
    const abandoned = round.abandoned.map((item) => first + item);
    const nodes = reportsOf(committee, asked, { faults, abandoned });
    if (weight < goal) throw new NotEnoughConfirmations(text, { got: weight, needed: goal }, nodes);
    const others = nodes.filter(hasNot(confirmations, committee));
    return withJson({ message, confirmations, weight, nodes: others });
  }
}

/** Whether a node is none of those that have confirmed. */
function hasNot(
  confirmations: readonly Confirmation[],
  committee: StorageCommittee,
): (report: NodeReport) => boolean {
  const confirmed = new Set(confirmations.map(({ node }) => committee.nodes[node]));
  return ({ node }) => !confirmed.has(node);
}

function bytesOf(uploads: readonly NodeUpload[]): Pick<UploadProgress, 'bytesTaken' | 'bytesTotal'> {
  return {
    bytesTaken: uploads.reduce((sum, { bytesTaken }) => sum + bytesTaken, 0),
    bytesTotal: uploads.reduce((sum, { bytesTotal }) => sum + bytesTotal, 0),
  };
}

/** A node may come back from a crash without what it had taken but not confirmed: all is brought again. */
async function orStartOver<T>(
  upload: NodeUpload | undefined,
  attempt: (upload: NodeUpload | undefined) => Promise<T>,
): Promise<T> {
  try {
    return await attempt(upload);
  } catch (error) {
    if (lacksSlivers(error)) upload?.startOver();
    throw error;
  }
}

/** Whether a node says that it has less than it was brought. */
function lacksSlivers(error: unknown): boolean {
  return (
    error instanceof NodeFault &&
    (error.reason === 'MISSING_SLIVERS' || error.reason === 'METADATA_NOT_FOUND')
  );
}

function uploadRules(
  settings: NetworkSettings,
  {
    goal,
    bytesPerNode,
    nodes,
  }: { readonly goal: number; readonly bytesPerNode: number; readonly nodes: number },
): GatherRules {
  return {
    ...readRules(settings, { goal, bytes: bytesPerNode, maxHedges: nodes }),
    concurrency: settings.nodeConcurrency,
    eager: true,
    maxAttempts: settings.uploadAttempts,
    retryForMs: settings.uploadPatienceMs + deadlineFor(settings, bytesPerNode) - settings.requestMs,
    graceMs: settings.uploadGraceMs,
    graceShare: 0.5,
  };
}
