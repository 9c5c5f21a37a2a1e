import type { StorageNode } from '../chain/committee.js';
import {
  blobLayout,
  pairOfShard,
  serializeSliver,
  serializeSlivers,
  sliverBytes,
  sliverOfBlob,
  sliversTogether,
  type AnyEncodedBlob,
  type Axis,
} from '../encoding/index.js';
import { NodeFault } from './conduct.js';
import { deadlineFor, type StorageNetwork } from './settings.js';
import type { NodeCall } from './storage-node-client.js';

const AXES: readonly Axis[] = ['primary', 'secondary'];

/** What nodes are brought. */
export interface NodeUploadContent {
  readonly blob: AnyEncodedBlob;
  /** The blob's id as text. */
  readonly blobId: string;
  /** BCS `BlobMetadata`. */
  readonly metadata: Uint8Array;
  /** Take it that the node has everything until `startOver` says otherwise. */
  readonly mayBeStored: boolean;
  /** Requests with slivers on their way to the node at one time. */
  readonly requestsAtOnce: number;
  /** Told what reading a sliver of the blob failed with: no node is to blame. */
  readonly onUnreadable: (error: unknown) => void;
}

/** A sliver that a node lacks. */
interface Lacking {
  readonly pairIndex: number;
  readonly axis: Axis;
}

/**
 * Brings one node everything it has to store of a blob: the metadata first, then both slivers of each of its
 * shards, a few requests at a time; small slivers go in lists to nodes that take them. What a node has taken
 * once is not sent again by a later attempt.
 */
export class NodeUpload {
  readonly #network: StorageNetwork;
  readonly #node: StorageNode;
  readonly #content: NodeUploadContent;
  /** Bytes of all that the node has to store. */
  readonly bytesTotal: number;
  #bytesTaken = 0;
  #pending: Lacking[] = [];
  #metadataStored = false;
  /** Slivers of a request. */
  #together = 1;
  /** Resolves when no attempt is under way. */
  #before: Promise<unknown> = Promise.resolve();
  readonly #mostTogether: number;
  readonly #sliverBytes: Readonly<Record<Axis, number>>;

  constructor(network: StorageNetwork, node: StorageNode, content: NodeUploadContent) {
    this.#network = network;
    this.#node = node;
    this.#content = content;
    const { blob, metadata, mayBeStored } = content;
    const layout = blobLayout(blob.nShards, blob.unencodedLength);
    this.#mostTogether = sliversTogether(layout);
    this.#sliverBytes = {
      primary: sliverBytes(layout, 'primary'),
      secondary: sliverBytes(layout, 'secondary'),
    };
    const pairBytes = this.#sliverBytes.primary + this.#sliverBytes.secondary;
    this.bytesTotal = metadata.length + node.shards.length * pairBytes;
    if (mayBeStored) this.#takeAsStored();
    else this.startOver();
  }

  /** Bytes that the node has taken. */
  get bytesTaken(): number {
    return this.#bytesTaken;
  }

  /** Forgets what the node has taken. */
  startOver(): void {
    const { blobId, nShards } = this.#content.blob;
    this.#metadataStored = false;
    this.#bytesTaken = 0;
    this.#pending = this.#node.shards.flatMap((shard) => {
      const pairIndex = pairOfShard(blobId, shard, nShards);
      return AXES.map((axis) => ({ pairIndex, axis }));
    });
  }

  /**
   * Sends what is missing, once what an attempt before has begun has ended. Stops at the first failure, once
   * the transfers in progress have ended.
   *
   * @param onTaken called whenever the node has taken something
   * @throws NodeFault; the reason of `signal`
   */
  run(signal: AbortSignal, onTaken: () => void): Promise<void> {
    const run = this.#before.then(() => this.#run(signal, onTaken));
    this.#before = run.catch(() => undefined);
    return run;
  }

  async #run(signal: AbortSignal, onTaken: () => void): Promise<void> {
    signal.throwIfAborted();
    const { metadata, blobId, requestsAtOnce } = this.#content;
    const took = (bytes: number) => {
      this.#bytesTaken += bytes;
      if (!signal.aborted) onTaken();
    };
    if (!this.#metadataStored) {
      const call = this.#call(metadata.length, signal);
      const together = await this.#network.nodes.putMetadata(call, blobId, metadata);
      this.#together = Math.min(together, this.#mostTogether);
      this.#metadataStored = true;
      took(metadata.length);
    }
    const failures: unknown[] = [];
    const worker = async () => {
      while (failures.length === 0) {
        const next = this.#pending.splice(-this.#together);
        if (next.length === 0) return;
        try {
          took(await this.#put(next, signal));
        } catch (error) {
          this.#pending.push(...next);
          const isOfList = next.length > 1;
          if (isOfList) this.#together = Math.min(this.#together, mostAfter(error, next.length));
          // Which of them a node refuses, and why, their own requests tell.
          if (!isOfList || !isRefusal(error)) failures.push(error);
          return;
        }
      }
    };
    // When a list has come back there is work again for those that had found none.
    while (failures.length === 0 && this.#pending.length > 0)
      await Promise.all(Array.from({ length: requestsAtOnce }, worker));
    if (failures.length > 0) throw failures[0];
  }

  #takeAsStored(): void {
    this.#metadataStored = true;
    this.#bytesTaken = this.bytesTotal;
  }

  /** Resolves to the bytes that were sent. */
  async #put(lacking: readonly Lacking[], signal: AbortSignal): Promise<number> {
    const { blob, blobId, onUnreadable } = this.#content;
    const [first, ...others] = await Promise.all(
      lacking.map(({ pairIndex, axis }) => sliverOfBlob(blob, pairIndex, axis)),
    ).catch((error: unknown) => {
      onUnreadable(error);
      throw error;
    });
    signal.throwIfAborted();
    const { nodes } = this.#network;
    if (others.length > 0) {
      const slivers = serializeSlivers([first!, ...others]);
      await nodes.putSlivers(this.#call(slivers.length, signal), blobId, slivers);
      return lacking.reduce((sum, { axis }) => sum + this.#sliverBytes[axis], 0);
    }
    const sliver = serializeSliver(first!);
    const { pairIndex, axis } = lacking[0]!;
    await nodes.putSliver(this.#call(sliver.length, signal), { blobId, pairIndex, axis, sliver });
    return sliver.length;
  }

  #call(bytes: number, signal: AbortSignal): NodeCall {
    return { nodeUrl: this.#node.url, deadlineMs: deadlineFor(this.#network.settings, bytes), signal };
  }
}

/** How many slivers a node is sent together at most after so many have failed: it may have been too much. */
function mostAfter(error: unknown, count: number): number {
  if (isRefusal(error)) return 1;
  const hasFailed = error instanceof NodeFault && error.kind !== 'refused';
  return hasFailed ? Math.max(1, Math.floor(count / 8)) : Infinity;
}

/** What a node says of every sliver of a blob, however it comes. */
const OF_THE_BLOB: readonly unknown[] = ['METADATA_NOT_FOUND', 'NOT_REGISTERED'];

/**
 * Whether a node has answered that something is not right with a list; to have no room, or no time, or not to
 * know the blob, is another thing.
 */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof NodeFault) || error.kind !== 'refused') return false;
  return error.status !== 429 && error.status !== 507 && !OF_THE_BLOB.includes(error.reason);
}
