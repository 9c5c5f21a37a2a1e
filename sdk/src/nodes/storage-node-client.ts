/**
 * The REST interface of a storage node, as the Walrus network defines it: blobs by their id in URL-safe
 * base64, slivers by pair index and axis, BCS for metadata and slivers, a JSON envelope
 * `{ success: { code, data } }` for the rest.
 *
 * Every answer is bounded before it is read and checked for its form; whether it is true is for the caller to
 * verify. All functions throw `NodeFault`, or the reason of `signal`.
 */
import { bitsOf } from '../base/bit-set.js';
import { fieldOf, withJson } from '../base/json.js';
import type { Persistence } from '../certificate/index.js';
import type { Axis } from '../encoding/index.js';
import { NodeFault } from './conduct.js';
import { sendToNode, type NodeRequest, type NodeTransport } from './node-request.js';

/** A node's signed statement that it stores all its slivers of a blob; not verified yet. */
export interface SignedConfirmation {
  /** Bytes that were signed. */
  readonly message: Uint8Array;
  /** BLS signature, 96 bytes when well formed. */
  readonly signature: Uint8Array;
}

/** What a node knows about a blob. */
export type NodeBlobStatus =
  | { readonly kind: 'nonexistent' }
  /** It was certified and stored until this epoch, which has come. */
  | {
      readonly kind: 'expired';
      /** First epoch in which it is no longer stored. */
      readonly endEpoch: number;
    }
  | { readonly kind: 'invalid' }
  /** The network has declared on chain that it cannot or will not serve it (R19). */
  | { readonly kind: 'lost' }
  | {
      /** Whether its owner can end it before its time. */
      readonly kind: 'permanent' | 'deletable';
      /** The epoch of its first certificate, or undefined while there is none. */
      readonly certifiedEpoch: number | undefined;
      /** First epoch in which it is no longer stored; nodes give it for permanent blobs only. */
      readonly endEpoch: number | undefined;
      /** The event of its certificate; nodes give it for permanent blobs that have one. */
      readonly certifiedBy?: EventPlace | undefined;
    };

/** Where an event is: in a transaction, by its number there. */
export interface EventPlace {
  /** Digest of the transaction. */
  readonly txDigest: string;
  /** Number of the event, in decimal. */
  readonly eventSeq: string;
}

/** What a node holds of something that it was sent. */
export type StoredStatus = 'Nonexistent' | 'Buffered' | 'Stored';

/** Which sliver of which blob, as requests name it. */
export interface SliverName {
  /** URL-safe base64 without padding. */
  readonly blobId: string;
  /** Index of the sliver pair. */
  readonly pairIndex: number;
  /** Which of the two slivers. */
  readonly axis: Axis;
}

/** How long an answer may be. */
export interface AnswerBound {
  /** Most bytes of the answer. */
  readonly maxBytes: number;
}

/** What a sliver holds. */
export interface SliverContents {
  /** BCS `SliverData`. */
  readonly sliver: Uint8Array;
}

/** Which cells of which blob, and how they are to be proven. */
export interface CellsName {
  /** URL-safe base64 without padding. */
  readonly blobId: string;
  /** Cells, each as "row-column". */
  readonly ids: readonly string[];
  /** Axis of the slivers that the proofs are against. */
  readonly proofAxis: Axis;
}

/** A cell of one of a node's slivers. */
export interface CellName extends SliverName {
  /** Index of the crossing sliver. */
  readonly cell: number;
}

/** Who asks for a shard, and for what of it. */
export interface ShardRequest {
  /** BLS public key of the asking node, 48 bytes. */
  readonly publicKey: Uint8Array;
  /** BCS of a `syncShard` message with the asking node's signature. */
  readonly request: Uint8Array;
}

/** A proof that a blob is badly encoded. */
export interface ShownProof {
  /** URL-safe base64 without padding. */
  readonly blobId: string;
  /** Axis of the sliver that is wrong. */
  readonly axis: Axis;
  /** BCS of the proof. */
  readonly proof: Uint8Array;
}

/** Which answers, as requests name them. */
export interface ChallengeAnswersName {
  /** Number of the round. */
  readonly round: number;
  /** Committee position of the node to which they are. */
  readonly verifier: number;
}

/** Which vouching, as requests name it. */
export interface ChallengePassedName {
  /** Number of the round. */
  readonly round: number;
  /** Committee positions of the nodes vouched for. */
  readonly nodes: readonly number[];
}

/** The node asked, and for how long. */
export interface NodeCall {
  /** Base url of the node, without a trailing slash. */
  readonly nodeUrl: string;
  /** Time until the last byte of the answer, in ms. */
  readonly deadlineMs: number;
  /** Aborts the request. */
  readonly signal?: AbortSignal | undefined;
}

/** What a node signs about the loss of a blob: that it refuses it, cannot rebuild it, or has it after all. */
export type LossStatement = 'refusal' | 'unrecoverable' | 'revocation';

/** A client for any number of storage nodes. */
export type StorageNodeClient = ReturnType<typeof createStorageNodeClient>;

/** Most bytes of a JSON answer. */
const MAX_JSON_BYTES = 16 * 1024;
const STORED: readonly string[] = ['Nonexistent', 'Buffered', 'Stored'];

/** Makes a client for the storage nodes' HTTP interface. */
export function createStorageNodeClient(transport: NodeTransport) {
  const read = async (call: NodeCall, path: string, maxBytes: number): Promise<Uint8Array> =>
    (
      await sendToNode(transport, {
        ...call,
        path,
        method: 'GET',
        accept: 'application/octet-stream',
        maxBytes,
      })
    ).body;

  const write = async (call: NodeCall, path: string, body: Uint8Array): Promise<void> => {
    await json(transport, { ...call, path, method: 'PUT', body });
  };

  const ask = <T>(
    call: NodeCall,
    path: string,
    parse: (data: unknown, success: unknown) => T | undefined,
  ): Promise<T> => json(transport, { ...call, path, method: 'GET' }, parse);

  return {
    /** BCS `BlobMetadataWithId`, at most `maxBytes`. */
    getMetadata: (call: NodeCall, blobId: string, maxBytes: number) =>
      read(call, paths.metadata(blobId), maxBytes),
    /**
     * Stores BCS `BlobMetadata` (without the id). Resolves to how many slivers of the blob the node takes in
     * one list; 1 for a node that says nothing about lists.
     */
    putMetadata: (call: NodeCall, blobId: string, metadata: Uint8Array) =>
      json(transport, { ...call, path: paths.metadata(blobId), method: 'PUT', body: metadata }, together),
    /** Whether the node has the metadata of a blob. */
    getMetadataStatus: (call: NodeCall, blobId: string) =>
      ask(call, `${paths.metadata(blobId)}/status`, storedStatus),
    /** BCS `SliverData`, at most `maxBytes`. */
    getSliver: (call: NodeCall, { maxBytes, ...sliver }: SliverName & AnswerBound) =>
      read(call, paths.sliver(sliver), maxBytes),
    /** Stores BCS `SliverData`. */
    putSliver: (call: NodeCall, { sliver, ...name }: SliverName & SliverContents) =>
      write(call, paths.sliver(name), sliver),
    /**
     * Stores several slivers of a blob: a BCS vector of `Sliver` (see `serializeSlivers`). A path of ours:
     * only for nodes that said after the metadata that they take it.
     */
    putSlivers: (call: NodeCall, blobId: string, slivers: Uint8Array) =>
      write(call, paths.slivers(blobId), slivers),
    /** Whether the node has a sliver. */
    getSliverStatus: (call: NodeCall, sliver: SliverName) =>
      ask(call, `${paths.sliver(sliver)}/status`, storedStatus),
    /** What the node knows about a blob. */
    getStatus: (call: NodeCall, blobId: string) => ask(call, paths.status(blobId), blobStatus),
    /** The node's signed statement that it stores all its slivers of a blob; not verified yet. */
    getConfirmation: (call: NodeCall, blobId: string, persistence: Persistence) =>
      ask(call, paths.confirmation(blobId, persistence), signedConfirmation),
    /**
     * BCS vector of `GeneralRecoverySymbol`, at most `maxBytes`: the cells named "row-column" that the node
     * can prove against its slivers of `proofAxis`.
     */
    getRecoverySymbols: (call: NodeCall, { maxBytes, ...cells }: CellsName & AnswerBound) =>
      read(call, paths.recoverySymbols(cells), maxBytes),
    /** BCS of a cell with its opening under the blob id (see `parseProvenCell`), at most `maxBytes`. */
    getCell: (call: NodeCall, { maxBytes, ...cell }: CellName & AnswerBound) =>
      read(call, paths.cell(cell), maxBytes),
    /**
     * Slivers of a shard that the asking node takes over (see `parseShardSlivers`), at most `maxBytes`.
     */
    syncShard: async (call: NodeCall, { publicKey, request, maxBytes }: ShardRequest & AnswerBound) =>
      (
        await sendToNode(transport, {
          ...call,
          path: paths.syncShard,
          method: 'POST',
          accept: 'application/octet-stream',
          authorization: toBase64(publicKey),
          body: request,
          maxBytes,
        })
      ).body,
    /** The node's signed statement that it has the set of a round of challenges; not verified yet. */
    getChallengeReady: (call: NodeCall, round: number) =>
      ask(call, paths.challenge(round, 'ready'), signedMessage),
    /** BCS of the node's answers to one verifier in a round (see `parseAnswers`), at most `maxBytes`. */
    getChallengeAnswers: (
      call: NodeCall,
      { round, verifier, maxBytes }: ChallengeAnswersName & AnswerBound,
    ) => read(call, paths.challenge(round, `answers/${verifier}`), maxBytes),
    /** The node's signed statement for whom it vouches in a round; not verified yet. */
    getChallengeVouched: (call: NodeCall, round: number) =>
      ask(call, paths.challenge(round, 'vouched'), signedMessage),
    /** The node's signed statement that it vouches for these members; not verified yet. */
    getChallengePassed: (call: NodeCall, { round, nodes }: ChallengePassedName) =>
      ask(call, paths.challenge(round, `passed/${bitsOf(nodes).toString(16)}`), signedMessage),
    /** The node's signed statement about the loss of a blob; not verified yet. */
    getLossStatement: (call: NodeCall, blobId: string, statement: LossStatement) =>
      ask(call, paths.loss(blobId, statement), signedMessage),
    /**
     * Shows the node a BCS `InconsistencyProof`; a node that verifies it signs that the blob is badly
     * encoded.
     */
    postInconsistencyProof: (call: NodeCall, { blobId, axis, proof }: ShownProof) =>
      json(
        transport,
        { ...call, path: paths.inconsistencyProof(blobId, axis), method: 'POST', body: proof },
        signedMessage,
      ),
  };
}

/** Paths below a node's url. */
export const paths = {
  metadata: (blobId: string) => `/v1/blobs/${blobId}/metadata`,
  status: (blobId: string) => `/v1/blobs/${blobId}/status`,
  sliver: ({ blobId, pairIndex, axis }: SliverName) => `/v1/blobs/${blobId}/slivers/${pairIndex}/${axis}`,
  slivers: (blobId: string) => `/v1/blobs/${blobId}/slivers`,
  confirmation: (blobId: string, persistence: Persistence) =>
    persistence.kind === 'permanent'
      ? `/v1/blobs/${blobId}/confirmation/permanent`
      : `/v1/blobs/${blobId}/confirmation/deletable/${persistence.objectId}`,
  recoverySymbols: ({
    blobId,
    ids,
    proofAxis,
  }: {
    readonly blobId: string;
    readonly ids: readonly string[];
    readonly proofAxis: Axis;
  }) => `/v1/blobs/${blobId}/recoverySymbols?proofAxis=${proofAxis}${ids.map((id) => `&id=${id}`).join('')}`,
  cell: ({ blobId, pairIndex, axis, cell }: CellName) =>
    `/v1/blobs/${blobId}/cells/${pairIndex}-${axis}-${cell}`,
  loss: (blobId: string, statement: LossStatement) => `/v1/blobs/${blobId}/${statement}`,
  syncShard: '/v1/migrate/sync_shard',
  challenge: (round: number, what: string) => `/v1/challenges/${round}/${what}`,
  inconsistencyProof: (blobId: string, axis: Axis) => `/v1/blobs/${blobId}/inconsistencyProof/${axis}`,
};

type JsonRequest = Omit<NodeRequest, 'accept' | 'maxBytes'>;

async function json<T>(
  transport: NodeTransport,
  request: JsonRequest,
  parse: (data: unknown, success: unknown) => T | undefined = (data) => data as T,
): Promise<T> {
  const { nodeUrl, path } = request;
  const { status, body } = await sendToNode(transport, {
    ...request,
    accept: 'application/json',
    maxBytes: MAX_JSON_BYTES,
  });
  let envelope: unknown;
  try {
    envelope = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    throw new NodeFault('malformed', 'the answer is not JSON', { nodeUrl, path, status, cause: error });
  }
  const success = fieldOf(envelope, 'success');
  const data = fieldOf(success, 'data');
  const value = data === undefined ? undefined : parse(data, success);
  if (value === undefined) {
    throw new NodeFault('malformed', 'the answer does not have the agreed fields', { nodeUrl, path, status });
  }
  return value;
}

/** Beside the sentence that every client gets, our nodes say how many slivers they take together. */
function together(_data: unknown, success: unknown): number {
  const count = fieldOf(success, 'sliversTogether');
  return typeof count === 'number' && Number.isSafeInteger(count) && count > 1 ? count : 1;
}

function storedStatus(data: unknown): StoredStatus | undefined {
  return typeof data === 'string' && STORED.includes(data) ? (data as StoredStatus) : undefined;
}

function blobStatus(data: unknown, success: unknown): NodeBlobStatus | undefined {
  if (data === 'nonexistent') {
    // Beside the word that every client knows, a node may say that the blob has ended, or is lost.
    if (fieldOf(success, 'lost') !== undefined) return { kind: 'lost' };
    const endEpoch = fieldOf(fieldOf(success, 'expired'), 'endEpoch');
    return isEpoch(endEpoch) ? { kind: 'expired', endEpoch } : { kind: 'nonexistent' };
  }
  if (fieldOf(data, 'invalid') !== undefined) return { kind: 'invalid' };
  if (fieldOf(data, 'lost') !== undefined) return { kind: 'lost' };
  for (const kind of ['permanent', 'deletable'] as const) {
    const status = fieldOf(data, kind);
    if (status === undefined) continue;
    const certified = fieldOf(status, 'initialCertifiedEpoch') ?? undefined;
    const end = fieldOf(status, 'endEpoch') ?? undefined;
    if ((certified !== undefined && !isEpoch(certified)) || (end !== undefined && !isEpoch(end)))
      return undefined;
    const certifiedBy =
      fieldOf(status, 'isCertified') === true ? eventPlace(fieldOf(status, 'statusEvent')) : undefined;
    return { kind, certifiedEpoch: certified, endEpoch: end, ...(certifiedBy && { certifiedBy }) };
  }
  return undefined;
}

function eventPlace(value: unknown): EventPlace | undefined {
  const [txDigest, eventSeq] = [fieldOf(value, 'txDigest'), fieldOf(value, 'eventSeq')];
  const isPlace =
    typeof txDigest === 'string' &&
    /^[1-9A-HJ-NP-Za-km-z]{32,44}$/.test(txDigest) &&
    typeof eventSeq === 'string' &&
    /^\d{1,20}$/.test(eventSeq);
  return isPlace ? { txDigest, eventSeq } : undefined;
}

function isEpoch(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 32;
}

const signedConfirmation = (data: unknown) => signedMessage(fieldOf(data, 'signed'));

function signedMessage(signed: unknown): SignedConfirmation | undefined {
  const message = fromBase64(fieldOf(signed, 'serializedMessage'));
  const signature = fromBase64(fieldOf(signed, 'signature'));
  return message && signature ? withJson({ message, signature }) : undefined;
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function fromBase64(text: unknown): Uint8Array | undefined {
  if (typeof text !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
