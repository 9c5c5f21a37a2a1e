/** Storage nodes: what they say of themselves, want and have earned, and whether they stay. */
import { bcs } from '@mysten/sui/bcs';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { nodeMetadata, stakingPool, storageNode } from '@haulout/sdk/contracts';
import { difference, valueOf, type Changed, type StatePart, type Handlers } from './state-part.js';

/** What a node votes for and offers. */
export interface Votes {
  readonly storagePrice: bigint;
  readonly writePrice: bigint;
  readonly capacity: bigint;
}

interface NodeFacts {
  name: string;
  networkAddress: string;
  networkPublicKey: string;
  metadata: string;
  /** Compressed, in hex: the one that signs, and the one that was announced. */
  publicKey: string;
  nextPublicKey: string | undefined;
  votes: Votes;
  state: { readonly kind: 'Active' | 'Withdrawn' } | { readonly kind: 'Withdrawing'; readonly free: number };
  commissionRate: number;
  /** Rates to come, by the epochs from which on they count. */
  readonly commissionRates: Map<number, number>;
  commissionReceiver: string;
  governanceAuthorized: string;
  /** FROST. */
  commission: bigint;
  rewards: bigint;
  principal: bigint;
  latestEpoch: number;
}

/** What is on the object that speaks for a node. */
interface CapFacts {
  readonly nodeId: string;
  lastSync: number;
  denyListRoot: string;
  denyListSequence: string;
  denyListSize: string;
}

export class Nodes implements StatePart {
  readonly #nodes = new Map<string, NodeFacts>();
  readonly #caps = new Map<string, CapFacts>();
  /** Nodes by the ids of what their pools keep apart: description, and the sum of all stake. */
  readonly #aside = new Map<string, string>();
  readonly #ownerOf: (shard: number) => string | undefined;

  /** @param ownerOf who has a shard in the current epoch */
  constructor(ownerOf: (shard: number) => string | undefined) {
    this.#ownerOf = ownerOf;
  }

  readonly handlers: Handlers = {
    StorageNodeRegistered: ({ node_id, cap_id, epoch }) => {
      const none = '0';
      this.#caps.set(cap_id, {
        nodeId: node_id,
        lastSync: 0,
        denyListRoot: none,
        denyListSequence: none,
        denyListSize: none,
      });
      this.#nodes.set(node_id, {
        name: '',
        networkAddress: '',
        networkPublicKey: '',
        metadata: '',
        publicKey: '',
        nextPublicKey: undefined,
        votes: { storagePrice: 0n, writePrice: 0n, capacity: 0n },
        state: { kind: 'Active' },
        commissionRate: 0,
        commissionRates: new Map(),
        commissionReceiver: '',
        governanceAuthorized: '',
        commission: 0n,
        rewards: 0n,
        principal: 0n,
        latestEpoch: epoch,
      });
    },
    StorageNodeUpdated: (event) =>
      this.#change(event.node_id, {
        name: event.name,
        networkAddress: event.network_address,
        networkPublicKey: hexOf(event.network_public_key),
        metadata: JSON.stringify(event.metadata),
      }),
    NextPublicKeyAnnounced: ({ node_id, public_key }) => {
      const key = hexOf(public_key);
      // The key with which a node introduces itself signs from the beginning.
      const isFirst = this.#nodes.get(node_id)?.publicKey === '';
      this.#change(node_id, isFirst ? { publicKey: key } : { nextPublicKey: key });
    },
    NodeVoteChanged: ({ node_id, storage_price, write_price, node_capacity }) =>
      this.#change(node_id, {
        votes: {
          storagePrice: BigInt(storage_price),
          writePrice: BigInt(write_price),
          capacity: BigInt(node_capacity),
        },
      }),
    CommissionRateChanged: ({ node_id, commission_rate, effective_epoch, epoch }) => {
      if (effective_epoch <= epoch) this.#change(node_id, { commissionRate: commission_rate });
      else this.#nodes.get(node_id)?.commissionRates.set(effective_epoch, commission_rate);
    },
    CommissionReceiverChanged: ({ node_id, receiver }) =>
      this.#change(node_id, { commissionReceiver: JSON.stringify(receiver) }),
    GovernanceAuthorizedChanged: ({ node_id, authorized }) =>
      this.#change(node_id, { governanceAuthorized: JSON.stringify(authorized) }),
    CommissionAdded: ({ node_id, amount }) => this.#add(node_id, 'commission', BigInt(amount)),
    CommissionCollected: ({ node_id, amount }) => this.#add(node_id, 'commission', -BigInt(amount)),
    StakeAdded: ({ node_id, amount }) => this.#add(node_id, 'principal', BigInt(amount)),
    StakeWithdrawn: ({ node_id, principal, rewards }) => {
      this.#add(node_id, 'principal', -BigInt(principal));
      this.#add(node_id, 'rewards', -BigInt(rewards));
    },
    RewardsPaid: ({ node_id, epoch, rewards, commission }) => {
      const node = this.#nodes.get(node_id);
      if (!node) return;
      node.rewards += BigInt(rewards);
      node.commission += BigInt(commission);
      node.latestEpoch = epoch;
      if (node.nextPublicKey !== undefined) node.publicKey = node.nextPublicKey;
      node.nextPublicKey = undefined;
      for (const due of [...node.commissionRates.keys()].filter((from) => from <= epoch).sort(ascending)) {
        node.commissionRate = node.commissionRates.get(due)!;
        node.commissionRates.delete(due);
      }
      // Kept for another epoch, unless it is said to have left.
      if (node.state.kind === 'Withdrawing' && node.state.free <= epoch)
        node.state = { kind: 'Withdrawing', free: epoch + 1 };
    },
    StorageNodeWithdrawing: ({ node_id, free_epoch }) =>
      this.#change(node_id, { state: { kind: 'Withdrawing', free: free_epoch } }),
    StorageNodeWithdrawn: ({ node_id }) => this.#change(node_id, { state: { kind: 'Withdrawn' } }),
    StorageNodeRemoved: ({ node_id, cap_id, dust }) => {
      this.#add(node_id, 'rewards', -BigInt(dust));
      this.#nodes.delete(node_id);
      this.#caps.delete(cap_id);
    },
    ShardsReceived: ({ epoch, shards }) => this.#changeCap(this.#ownerOf(shards[0]!), { lastSync: epoch }),
    DenyListUpdate: ({ node_id, root, sequence_number }) =>
      this.#changeCap(node_id, { denyListRoot: root, denyListSequence: sequence_number }),
    DenyListSizeChanged: ({ node_id, size }) => this.#changeCap(node_id, { denyListSize: size }),
  };

  votes(nodeId: string): Votes | undefined {
    return this.#nodes.get(nodeId)?.votes;
  }

  /** Whether a node takes stake. */
  isActive(nodeId: string): boolean {
    return this.#nodes.get(nodeId)?.state.kind === 'Active';
  }

  /** FROST that people have with a node that has left. */
  stakeLeft(nodeId: string): bigint | undefined {
    const node = this.#nodes.get(nodeId);
    return node?.state.kind === 'Withdrawn' ? node.principal : undefined;
  }

  /** The key with which a node signs from the next epoch on that it serves in: compressed, in hex. */
  nextKey(nodeId: string): string | undefined {
    const node = this.#nodes.get(nodeId);
    return node?.nextPublicKey ?? node?.publicKey;
  }

  differencesOf({ type, id, parent, contents }: Changed): readonly string[] {
    switch (type) {
      case 'staking_pool::StakingPool': {
        const expected = this.#nodes.get(id);
        if (!contents) return difference(`node ${id}`, expected, undefined);
        const { node_info, extra_fields, ...is } = stakingPool.StakingPool.parse(contents);
        this.#aside.set(node_info.metadata.id, id).set(extra_fields.id, id);
        const { metadata: _, principal: __, commissionRates, ...direct } = expected ?? noNode;
        const { commission: earned, pending_commission_rate: rates, rewards_pool } = is;
        const { storage_price, write_price, node_capacity } = is.voting_params;
        const { Withdrawing: free, $kind: kind } = is.state;
        return [
          ...difference(`node ${id}`, expected && direct, {
            name: node_info.name,
            networkAddress: node_info.network_address,
            networkPublicKey: hexOf(node_info.network_public_key),
            publicKey: compressed(node_info.public_key.bytes),
            nextPublicKey: node_info.next_epoch_public_key
              ? compressed(node_info.next_epoch_public_key.bytes)
              : undefined,
            votes: { storagePrice: storage_price, writePrice: write_price, capacity: node_capacity },
            state: kind === 'Withdrawing' ? { kind, free } : { kind },
            commissionRate: is.commission_rate,
            commissionReceiver: JSON.stringify(is.commission_receiver),
            governanceAuthorized: JSON.stringify(is.governance_authorized),
            commission: earned.value,
            rewards: rewards_pool.value,
            latestEpoch: is.latest_epoch,
          }),
          // The pool may keep a rate that another one has replaced: the last one counts.
          ...difference(
            `the commission to come of node ${id}`,
            [...commissionRates].at(-1),
            rates[0].contents.map(({ key, value }) => [key, Number(value)]).at(-1),
          ),
        ];
      }
      case 'dynamic_field::Field<extended_field::Key,node_metadata::NodeMetadata>':
        return this.#differenceAside(
          `what node ${this.#aside.get(parent!)} says of itself`,
          parent,
          (node) => [
            node.metadata,
            contents && JSON.stringify(nodeMetadata.NodeMetadata.parse(valueOf(contents, 1))),
          ],
        );
      case 'dynamic_field::Field<staking_pool::PrincipalKey,u64>':
        return this.#differenceAside(`the stake with node ${this.#aside.get(parent!)}`, parent, (node) => [
          node.principal.toString(),
          contents && bcs.u64().parse(valueOf(contents, 1)),
        ]);
      case 'storage_node::StorageNodeCap': {
        const is = contents && storageNode.StorageNodeCap.parse(contents);
        return difference(`the capability ${id}`, this.#caps.get(id), is && capOf(is));
      }
      default:
        return [];
    }
  }

  #differenceAside(
    what: string,
    parent: string | undefined,
    pair: (node: NodeFacts) => readonly [unknown, unknown],
  ): readonly string[] {
    const node = this.#nodes.get(this.#aside.get(parent!) ?? '');
    return node ? difference(what, ...pair(node)) : [];
  }

  #change(nodeId: string, change: Partial<NodeFacts>): void {
    const node = this.#nodes.get(nodeId);
    if (node) Object.assign(node, change);
  }

  #changeCap(nodeId: string | undefined, change: Partial<CapFacts>): void {
    for (const cap of this.#caps.values()) if (cap.nodeId === nodeId) Object.assign(cap, change);
  }

  #add(nodeId: string, account: 'commission' | 'rewards' | 'principal', amount: bigint): void {
    const node = this.#nodes.get(nodeId);
    if (node) node[account] += amount;
  }
}

const noNode = { metadata: '', principal: 0n, commissionRates: new Map<number, number>() };

function capOf(is: ReturnType<typeof storageNode.StorageNodeCap.parse>): CapFacts {
  return {
    nodeId: is.node_id,
    lastSync: is.last_epoch_sync_done,
    denyListRoot: is.deny_list_root,
    denyListSequence: is.deny_list_sequence,
    denyListSize: is.deny_list_size,
  };
}

const keys = new Map<string, string>();

/** A point of G1 in 96 bytes, as it is in 48. */
export function compressed(bytes: readonly number[]): string {
  const hex = hexOf(bytes);
  let short = keys.get(hex);
  if (short === undefined) keys.set(hex, (short = bls12_381.G1.Point.fromHex(hex).toHex(true)));
  return short;
}

const hexOf = (bytes: Iterable<number>) => Buffer.from([...bytes]).toString('hex');
const ascending = (a: number, b: number) => a - b;
