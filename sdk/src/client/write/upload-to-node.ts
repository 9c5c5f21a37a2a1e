import { pairOfShard, serializeMetadata, serializeSliver, type EncodedBlob } from '../../encoding/index.js';
import type { StorageNode } from '../committee.js';
import { deadlineFor, type StorageNetwork } from '../settings.js';
import type { NodeCall, SliverAxis } from '../storage-node.js';

const AXES: readonly SliverAxis[] = ['primary', 'secondary'];

/**
 * Brings one node everything it has to store of a blob: the metadata first, then both slivers of each of its
 * shards, a few at a time. What a node has taken once is not sent again by a later attempt.
 */
export class NodeUpload {
  readonly #network: StorageNetwork;
  readonly #node: StorageNode;
  readonly #blob: EncodedBlob;
  readonly #blobId: string;
  #pending: { readonly pairIndex: number; readonly axis: SliverAxis }[] = [];
  #metadataStored = false;

  /** @param blobId the blob's id as text */
  constructor(network: StorageNetwork, node: StorageNode, blob: EncodedBlob, blobId: string) {
    this.#network = network;
    this.#node = node;
    this.#blob = blob;
    this.#blobId = blobId;
    this.startOver();
  }

  /** Forgets what the node has taken. */
  startOver(): void {
    const { blobId, nShards } = this.#blob;
    this.#metadataStored = false;
    this.#pending = this.#node.shards.flatMap((shard) => {
      const pairIndex = pairOfShard(blobId, shard, nShards);
      return AXES.map((axis) => ({ pairIndex, axis }));
    });
  }

  /**
   * Sends what is missing. Stops at the first failure, once the transfers in progress have ended.
   *
   * @throws NodeFault; the reason of `signal`
   */
  async run(signal: AbortSignal): Promise<void> {
    if (!this.#metadataStored) {
      const metadata = serializeMetadata(this.#blob.metadata);
      await this.#network.nodes.putMetadata(this.#call(metadata.length, signal), this.#blobId, metadata);
      this.#metadataStored = true;
    }
    const failures: unknown[] = [];
    const worker = async () => {
      for (;;) {
        const next = failures.length === 0 ? this.#pending.pop() : undefined;
        if (next === undefined) return;
        try {
          await this.#put(next.pairIndex, next.axis, signal);
        } catch (error) {
          this.#pending.push(next);
          failures.push(error);
        }
      }
    };
    await Promise.all(Array.from({ length: this.#network.settings.uploadsPerNode }, worker));
    if (failures.length > 0) throw failures[0];
  }

  async #put(pairIndex: number, axis: SliverAxis, signal: AbortSignal): Promise<void> {
    const sliver = serializeSliver(this.#blob.sliverPairs[pairIndex]![axis]);
    const call = this.#call(sliver.length, signal);
    await this.#network.nodes.putSliver(call, this.#blobId, pairIndex, axis, sliver);
  }

  #call(bytes: number, signal: AbortSignal): NodeCall {
    return { nodeUrl: this.#node.url, deadlineMs: deadlineFor(this.#network.settings, bytes), signal };
  }
}
