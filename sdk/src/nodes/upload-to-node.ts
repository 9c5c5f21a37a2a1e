import type { StorageNode } from '../chain/committee.js';
import {
  blobLayout,
  pairOfShard,
  serializeSliver,
  sliverBytes,
  sliverOfBlob,
  type AnyEncodedBlob,
  type Axis,
} from '../encoding/index.js';
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
  /** Slivers on their way to the node at one time. */
  readonly sliversAtOnce: number;
  /** Told what reading a sliver of the blob failed with: no node is to blame. */
  readonly onUnreadable: (error: unknown) => void;
}

/**
 * Brings one node everything it has to store of a blob: the metadata first, then both slivers of each of its
 * shards, a few at a time. What a node has taken once is not sent again by a later attempt.
 */
export class NodeUpload {
  readonly #network: StorageNetwork;
  readonly #node: StorageNode;
  readonly #content: NodeUploadContent;
  /** Bytes of all that the node has to store. */
  readonly bytesTotal: number;
  #bytesTaken = 0;
  #pending: { readonly pairIndex: number; readonly axis: Axis }[] = [];
  #metadataStored = false;

  constructor(network: StorageNetwork, node: StorageNode, content: NodeUploadContent) {
    this.#network = network;
    this.#node = node;
    this.#content = content;
    const { blob, metadata, mayBeStored } = content;
    const layout = blobLayout(blob.nShards, blob.unencodedLength);
    const pairBytes = AXES.reduce((sum, axis) => sum + sliverBytes(layout, axis), 0);
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
   * Sends what is missing. Stops at the first failure, once the transfers in progress have ended.
   *
   * @param onTaken called whenever the node has taken something
   * @throws NodeFault; the reason of `signal`
   */
  async run(signal: AbortSignal, onTaken: () => void): Promise<void> {
    const { metadata, blobId } = this.#content;
    const took = (bytes: number) => {
      this.#bytesTaken += bytes;
      if (!signal.aborted) onTaken();
    };
    if (!this.#metadataStored) {
      await this.#network.nodes.putMetadata(this.#call(metadata.length, signal), blobId, metadata);
      this.#metadataStored = true;
      took(metadata.length);
    }
    const failures: unknown[] = [];
    const worker = async () => {
      for (;;) {
        const next = failures.length === 0 ? this.#pending.pop() : undefined;
        if (next === undefined) return;
        try {
          took(await this.#put(next.pairIndex, next.axis, signal));
        } catch (error) {
          this.#pending.push(next);
          failures.push(error);
        }
      }
    };
    await Promise.all(Array.from({ length: this.#content.sliversAtOnce }, worker));
    if (failures.length > 0) throw failures[0];
  }

  #takeAsStored(): void {
    this.#metadataStored = true;
    this.#bytesTaken = this.bytesTotal;
  }

  async #put(pairIndex: number, axis: Axis, signal: AbortSignal): Promise<number> {
    const { blob, blobId, onUnreadable } = this.#content;
    const sliver = serializeSliver(
      await sliverOfBlob(blob, pairIndex, axis).catch((error: unknown) => {
        onUnreadable(error);
        throw error;
      }),
    );
    signal.throwIfAborted();
    const call = this.#call(sliver.length, signal);
    await this.#network.nodes.putSliver(call, { blobId, pairIndex, axis, sliver });
    return sliver.length;
  }

  #call(bytes: number, signal: AbortSignal): NodeCall {
    return { nodeUrl: this.#node.url, deadlineMs: deadlineFor(this.#network.settings, bytes), signal };
  }
}
