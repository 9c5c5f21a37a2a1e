/** What the chain knows of storage nodes. A node's id is that of its staking pool. */
import type { ClientWithCoreApi } from '@mysten/sui/client';
import { withJson } from '../base/json.js';
import * as stakingPool from '../contracts/generated/walrus/staking_pool.js';
import * as storageNode from '../contracts/generated/walrus/storage_node.js';
import { stakeToCome, type StakeToCome } from './candidates.js';
import { loadObject, loadObjects, parseAs } from './objects.js';

/** What a storage node says of itself. */
export interface NodeInfo {
  /** Object id of its staking pool. */
  readonly nodeId: string;
  /** Name, as its operator has registered it. */
  readonly name: string;
  /** Host and port. */
  readonly networkAddress: string;
  /** BLS public key in G1, 96 bytes uncompressed. */
  readonly publicKey: Uint8Array;
}

/** A node as the chain knows it. Amounts are FROST, keys uncompressed points of G1 (96 bytes). */
export interface NodeState extends StakeToCome {
  /** Object id of its staking pool. */
  readonly nodeId: string;
  /** Name, as its operator has registered it. */
  readonly name: string;
  /** Host and port. */
  readonly networkAddress: string;
  /** Whether it can be in a committee, is on its way out, or has left. */
  readonly state: 'active' | 'withdrawing' | 'withdrawn';
  /** BLS public key that it signs with in this epoch. */
  readonly publicKey: Uint8Array;
  /** The key from the next epoch on, when it changes. */
  readonly nextPublicKey: Uint8Array | undefined;
  /** Its votes. */
  readonly storagePrice: bigint;
  /** Vote: FROST for writing a MiB. */
  readonly writePrice: bigint;
  /** Vote: bytes of encoded data that the node can hold. */
  readonly nodeCapacity: bigint;
  /** Stake and rewards that count in this epoch. */
  readonly stake: bigint;
  /** Basis points. */
  readonly commissionRate: number;
  /** Commission that can be collected. */
  readonly commission: bigint;
  /** Who may collect it: an address, or whoever holds an object; at first the `StorageNodeCap`. */
  readonly commissionReceiver:
    | {
        /** Whoever signs as this address. */
        readonly address: string;
      }
    | {
        /** Whoever owns this object. */
        readonly objectId: string;
      };
}

const POOL_STATES = { Active: 'active', Withdrawing: 'withdrawing', Withdrawn: 'withdrawn' } as const;
/** Objects asked for in one request. */
const BATCH = 50;

/**
 * Reads what nodes say of themselves, from their staking pools (a node's id is that of its pool). Nodes that
 * do not exist any more are left out.
 *
 * @throws ChainStateMissing for a pool in an unknown layout
 */
export async function readNodeInfos(
  client: ClientWithCoreApi,
  nodeIds: readonly string[],
  signal?: AbortSignal,
): Promise<Map<string, NodeInfo>> {
  const infos = new Map<string, NodeInfo>();
  for (let start = 0; start < nodeIds.length; start += BATCH) {
    const objectIds = nodeIds.slice(start, start + BATCH);
    const objects = await loadObjects(client, { objectIds, signal });
    objects.forEach((object, index) => {
      const nodeId = objectIds[index]!;
      if (object instanceof Error) return;
      const pool = parseAs(`the pool of node ${nodeId}`, () => stakingPool.StakingPool.parse(object.content));
      const { name, network_address, public_key } = pool.node_info;
      const publicKey = Uint8Array.from(public_key.bytes);
      infos.set(nodeId, { nodeId, name, networkAddress: network_address, publicKey });
    });
  }
  return withJson(infos);
}

/** Reads a node. Throws ChainStateMissing; the client's errors. */
export async function readNodeState(
  client: ClientWithCoreApi,
  nodeId: string,
  signal?: AbortSignal,
): Promise<NodeState> {
  const what = `node ${nodeId}`;
  const { content } = await loadObject(client, { what, objectId: nodeId, signal });
  const pool = parseAs(what, () => stakingPool.StakingPool.parse(content));
  const { name, network_address, public_key, next_epoch_public_key } = pool.node_info;
  const { storage_price, write_price, node_capacity } = pool.voting_params;
  return withJson({
    nodeId,
    name,
    networkAddress: network_address,
    state: POOL_STATES[pool.state.$kind],
    publicKey: Uint8Array.from(public_key.bytes),
    nextPublicKey: next_epoch_public_key === null ? undefined : Uint8Array.from(next_epoch_public_key.bytes),
    storagePrice: BigInt(storage_price),
    writePrice: BigInt(write_price),
    nodeCapacity: BigInt(node_capacity),
    stake: BigInt(pool.wal_balance),
    ...stakeToCome(pool),
    commissionRate: pool.commission_rate,
    commission: BigInt(pool.commission.value),
    commissionReceiver: receiverOf(pool.commission_receiver),
  });
}

/**
 * Reads which node a `StorageNodeCap` speaks for, and the last epoch whose shards were reported with it.
 *
 * @throws ChainStateMissing; the client's errors
 */
export async function readNodeCap(
  client: ClientWithCoreApi,
  capId: string,
  signal?: AbortSignal,
): Promise<{
  /** The node for which the cap speaks. */
  readonly nodeId: string;
  /** The last epoch for which the node has reported its shards. */
  readonly lastSyncEpoch: number;
}> {
  const what = `StorageNodeCap ${capId}`;
  const { content } = await loadObject(client, { what, objectId: capId, signal });
  const cap = parseAs(what, () => storageNode.StorageNodeCap.parse(content));
  return { nodeId: cap.node_id, lastSyncEpoch: cap.last_epoch_sync_done };
}

type Receiver = ReturnType<typeof stakingPool.StakingPool.parse>['commission_receiver'];

function receiverOf(receiver: Receiver): NodeState['commissionReceiver'] {
  const { Address: address, ObjectID: objectId } = receiver;
  return address !== undefined ? { address } : { objectId: objectId! };
}
