/** What an operator says and decides about a node, as calls that are added to a transaction. */
import type { Transaction, TransactionObjectArgument } from '@mysten/sui/transactions';
import type { StakingContracts } from '../chain/contracts.js';
import { auth, nodeMetadata, staking } from '../contracts/index.js';
import { addAuthority, type CapAuthority } from './authority.js';

/** A storage node that wants to serve. */
export interface Candidate {
  /** At most 100 bytes. */
  readonly name: string;
  /** Host and port, at most 259 bytes. */
  readonly networkAddress: string;
  /** BLS public key, 48 bytes. */
  readonly publicKey: Uint8Array;
  /** Signature of `proveOwnership` for the current epoch and the sender's address, 96 bytes. */
  readonly proofOfPossession: Uint8Array;
  /** Key of the node's TLS certificate: a compressed point of P-256, 33 bytes. */
  readonly networkPublicKey: Uint8Array;
  /** Share of rewards that the node keeps, in basis points. */
  readonly commissionRate: number;
  /** Vote: FROST for each MiB and epoch. */
  readonly storagePrice: bigint;
  /** Vote: FROST for writing a MiB. */
  readonly writePrice: bigint;
  /** Vote: bytes of encoded data that the node can hold. */
  readonly nodeCapacity: bigint;
  /** What people are shown. */
  readonly metadata?: NodeDescription | undefined;
}

/** What an operator says about a node; shown to people, used by nobody. */
export interface NodeDescription {
  /** Address of a picture. */
  readonly imageUrl: string;
  /** Address of a web site. */
  readonly projectUrl: string;
  /** A text. */
  readonly description: string;
}

/**
 * Adds to a transaction: register a storage node. The sender must be the address in its proof of possession.
 *
 * @returns the `StorageNodeCap`, which the transaction has to give to the operator
 */
export function addRegisterCandidate(
  transaction: Transaction,
  { stakingObjectId, packageId }: StakingContracts,
  candidate: Candidate,
): TransactionObjectArgument {
  const { imageUrl, projectUrl, description } = candidate.metadata ?? NO_DESCRIPTION;
  const metadata = transaction.add(
    nodeMetadata._new({ package: packageId, arguments: { imageUrl, projectUrl, description } }),
  );
  return transaction.add(
    staking.registerCandidate({
      package: packageId,
      arguments: {
        self: stakingObjectId,
        name: candidate.name,
        networkAddress: candidate.networkAddress,
        metadata,
        publicKey: [...candidate.publicKey],
        networkPublicKey: [...candidate.networkPublicKey],
        proofOfPossession: [...candidate.proofOfPossession],
        commissionRate: candidate.commissionRate,
        storagePrice: candidate.storagePrice,
        writePrice: candidate.writePrice,
        nodeCapacity: candidate.nodeCapacity,
      },
    }),
  );
}

const NO_DESCRIPTION: NodeDescription = { imageUrl: '', projectUrl: '', description: '' };

/** What can be changed about a node; what is not given stays. */
export interface NodeChanges {
  /** At most 100 bytes. */
  readonly name?: string | undefined;
  /** Host and port, at most 259 bytes. */
  readonly networkAddress?: string | undefined;
  /** Key of the node's TLS certificate, 33 bytes. */
  readonly networkPublicKey?: Uint8Array | undefined;
  /** What people are shown. */
  readonly metadata?: NodeDescription | undefined;
  /** Vote: FROST for each MiB and epoch. */
  readonly storagePrice?: bigint | undefined;
  /** Vote: FROST for writing a MiB. */
  readonly writePrice?: bigint | undefined;
  /** Vote: bytes of encoded data that the node can hold. */
  readonly nodeCapacity?: bigint | undefined;
  /** Basis points; counts two epochs from now. */
  readonly commissionRate?: number | undefined;
  /**
   * Vote of a committee member, until voting ends: the share of each epoch's rewards to be burned, in basis
   * points up to 1,000. A quorum of the committee moves the rate of the next epoch.
   */
  readonly burnRate?: number | undefined;
}

/** The object that speaks for a node. */
interface OfNode {
  /** The node's `StorageNodeCap`: its id, or the result of a call before. */
  readonly capId: TransactionObjectArgument | string;
}

/** Adds to a transaction: change what a node says, offers and votes for. Its operator's to send. */
export function addNodeChanges(
  transaction: Transaction,
  { stakingObjectId: self, packageId }: StakingContracts,
  { capId: cap, ...changes }: NodeChanges & OfNode,
): void {
  const { name, networkAddress, networkPublicKey, metadata, commissionRate } = changes;
  const { storagePrice, writePrice, nodeCapacity, burnRate } = changes;
  const at = { package: packageId };
  if (name !== undefined) transaction.add(staking.setName({ ...at, arguments: { self, cap, name } }));
  if (networkAddress !== undefined)
    transaction.add(staking.setNetworkAddress({ ...at, arguments: { self, cap, networkAddress } }));
  if (networkPublicKey !== undefined) {
    const key = [...networkPublicKey];
    transaction.add(staking.setNetworkPublicKey({ ...at, arguments: { self, cap, networkPublicKey: key } }));
  }
  if (metadata !== undefined) {
    const { imageUrl, projectUrl, description } = metadata;
    const value = transaction.add(
      nodeMetadata._new({ ...at, arguments: { imageUrl, projectUrl, description } }),
    );
    transaction.add(staking.setNodeMetadata({ ...at, arguments: { self, cap, metadata: value } }));
  }
  if (storagePrice !== undefined)
    transaction.add(staking.setStoragePriceVote({ ...at, arguments: { self, cap, storagePrice } }));
  if (writePrice !== undefined)
    transaction.add(staking.setWritePriceVote({ ...at, arguments: { self, cap, writePrice } }));
  if (nodeCapacity !== undefined)
    transaction.add(staking.setNodeCapacityVote({ ...at, arguments: { self, cap, nodeCapacity } }));
  if (commissionRate !== undefined)
    transaction.add(staking.setNextCommission({ ...at, arguments: { self, cap, commissionRate } }));
  if (burnRate !== undefined)
    transaction.add(staking.setBurnRateVote({ ...at, arguments: { self, cap, burnRate } }));
}

/**
 * Adds to a transaction: announce the BLS key with which a node signs from the next epoch on. Its operator's
 * to send; the sender must be the address in the proof.
 *
 * @param key from `proveOwnership` with the new secret key, for the current epoch and the sender's address
 */
export function addNextPublicKey(
  transaction: Transaction,
  { stakingObjectId, packageId }: StakingContracts,
  key: {
    /** The node's `StorageNodeCap`. */
    readonly capId: string;
    /** BLS public key, 48 bytes. */
    readonly publicKey: Uint8Array;
    /** Its proof of possession, 96 bytes. */
    readonly signature: Uint8Array;
  },
): void {
  transaction.add(
    staking.setNextPublicKey({
      package: packageId,
      arguments: {
        self: stakingObjectId,
        cap: key.capId,
        publicKey: [...key.publicKey],
        proofOfPossession: [...key.signature],
      },
    }),
  );
}

/**
 * Adds to a transaction: take out the commission of a node. Its commission receiver's to send: at first that
 * is whoever holds the `StorageNodeCap`, given as `holder`.
 *
 * @returns the WAL, which the transaction has to give to somebody
 */
export function addCollectCommission(
  transaction: Transaction,
  { stakingObjectId, packageId }: StakingContracts,
  {
    nodeId,
    holder,
  }: {
    /** The node. */
    readonly nodeId: string;
    /** Given when the right to collect is with the owner of the cap. */
    readonly holder?: CapAuthority | undefined;
  },
): TransactionObjectArgument {
  return transaction.add(
    staking.collectCommission({
      package: packageId,
      arguments: { self: stakingObjectId, nodeId, auth: addAuthority(transaction, packageId, holder) },
    }),
  );
}

/**
 * Adds to a transaction: let an address receive a node's commission. The present receiver's to send, as
 * above.
 */
export function addCommissionReceiver(
  transaction: Transaction,
  { stakingObjectId, packageId }: StakingContracts,
  change: {
    /** The node. */
    readonly nodeId: string;
    /** Address that may collect the commission from now on. */
    readonly receiver: string;
    /** Given when the right to collect is with the owner of the cap. */
    readonly holder?: CapAuthority | undefined;
  },
): void {
  const { nodeId, receiver: address, holder } = change;
  const receiver = transaction.add(auth.authorizedAddress({ package: packageId, arguments: { address } }));
  transaction.add(
    staking.setCommissionReceiver({
      package: packageId,
      arguments: {
        self: stakingObjectId,
        nodeId,
        auth: addAuthority(transaction, packageId, holder),
        receiver,
      },
    }),
  );
}

/**
 * Adds to a transaction: give up as a node. It serves until others have taken its shards over. Its operator's
 * to send.
 */
export function addNodeWithdrawal(
  transaction: Transaction,
  { stakingObjectId, packageId }: StakingContracts,
  capId: string,
): void {
  transaction.add(
    staking.setWithdrawing({ package: packageId, arguments: { self: stakingObjectId, cap: capId } }),
  );
}

/**
 * Adds to a transaction: remove a node that has left, an epoch later at the soonest, once all its stake and
 * its commission have been taken out. Its operator's to send; the `StorageNodeCap` is gone afterwards.
 */
export function addNodeRemoval(
  transaction: Transaction,
  {
    stakingObjectId,
    packageId,
    systemObjectId,
  }: StakingContracts & {
    /** The shared `System` object. */
    readonly systemObjectId: string;
  },
  capId: string,
): void {
  transaction.add(
    staking.destroyEmptyPool({
      package: packageId,
      arguments: { self: stakingObjectId, system: systemObjectId, cap: capId },
    }),
  );
}
