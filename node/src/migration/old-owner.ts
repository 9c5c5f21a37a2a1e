/** Asking the nodes that had shards before for their slivers. */
import { isHauloutError, sleep } from '@haulout/sdk/base';
import { publicKeyOf } from '@haulout/sdk/certificate';
import type { StorageNode } from '@haulout/sdk/chain';
import { parseShardSlivers, type ShardSliver } from '@haulout/sdk/encoding';
import { deadlineFor, NodeFault, type StorageNetwork } from '@haulout/sdk/nodes';
import { signShardRequest } from './shard-request.js';
import { PAGE_BYTES } from './shard-service.js';
import type { Run } from './transfer-plan.js';

/** How long a node that did not deliver is left alone. */
const DOUBT_MS = 30_000;
/** What a node may do better at the next attempt. */
const PASSING: ReadonlySet<NodeFault['kind']> = new Set(['silent', 'unreachable', 'failed']);

/** The nodes that had shards before, and which of them are not asked for a while as they did not deliver. */
export class OldOwners {
  readonly #network: StorageNetwork;
  readonly #secretKey: Uint8Array;
  readonly #publicKey: Uint8Array;
  /** Until when a node is not asked, by its id. */
  readonly #doubted = new Map<string, number>();

  /** @param secretKey of this node: it signs its requests */
  constructor(network: StorageNetwork, secretKey: Uint8Array) {
    this.#network = network;
    this.#secretKey = secretKey;
    this.#publicKey = publicKeyOf(secretKey);
  }

  /** Whether a node is left alone for now. */
  isDoubted({ nodeId }: StorageNode): boolean {
    return (this.#doubted.get(nodeId) ?? Number.NEGATIVE_INFINITY) > this.#network.timers.now();
  }

  /** Leaves a node alone for a while. */
  doubt({ nodeId }: StorageNode): void {
    this.#doubted.set(nodeId, this.#network.timers.now() + DOUBT_MS);
  }

  /** One page of slivers, not verified yet; undefined, and doubt, when the node does not give one. */
  async ask(run: Run, epoch: number, signal: AbortSignal): Promise<ShardSliver[] | undefined> {
    const { from, shard, axis, blobs, bytes } = run;
    if (this.isDoubted(from)) return undefined;
    const { nodes, settings, timers } = this.#network;
    const maxBytes = Math.max(bytes, PAGE_BYTES) + blobs.length * 64 + 64;
    const request = signShardRequest(this.#secretKey, {
      epoch,
      shardIndex: shard,
      axis,
      startingBlobId: blobs[0]!.blobId,
      sliverCount: BigInt(blobs.length),
      untilEpoch: epoch,
    });
    const deadlineMs = deadlineFor(settings, bytes);
    const call = { nodeUrl: from.url, deadlineMs, signal };
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await nodes.syncShard(call, { publicKey: this.#publicKey, request, maxBytes });
        return parseShardSlivers(answer, maxBytes);
      } catch (error) {
        signal.throwIfAborted();
        if (!isHauloutError(error)) throw error;
        const isPassing = error instanceof NodeFault && PASSING.has(error.kind);
        if (!isPassing || attempt >= settings.readAttempts) {
          this.doubt(from);
          return undefined;
        }
        await sleep(timers, settings.backoffMs);
      }
    }
  }
}
