import { coinWithBalance, type Transaction, type TransactionObjectArgument } from '@mysten/sui/transactions';
import { nodeMetadata, staking } from '../contracts/index.js';

/** Where the contracts are. */
export interface StakingContracts {
  /** The shared `Staking` object. */
  readonly stakingObjectId: string;
  /** The package to call. */
  readonly packageId: string;
}

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
  readonly metadata?: NodeDescription | undefined;
}

/** What an operator says about a node; shown to people, used by nobody. */
export interface NodeDescription {
  readonly imageUrl: string;
  readonly projectUrl: string;
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

/**
 * Adds to a transaction: stake WAL of the sender with a node.
 *
 * @param stake.amount in FROST, at least 1 WAL (10^9)
 * @returns the `StakedWal`, which the transaction has to give to the staker
 */
export function addStake(
  transaction: Transaction,
  { stakingObjectId, packageId }: StakingContracts,
  stake: { readonly nodeId: string; readonly amount: bigint; readonly walType: string },
): TransactionObjectArgument {
  const toStake = transaction.add(coinWithBalance({ type: stake.walType, balance: stake.amount }));
  return transaction.add(
    staking.stakeWithPool({
      package: packageId,
      arguments: { self: stakingObjectId, toStake, nodeId: stake.nodeId },
    }),
  );
}

/** Adds to a transaction: end voting and settle the next committee. Anyone may, half an epoch after the last change. */
export function addVotingEnd(transaction: Transaction, contracts: StakingContracts): void {
  transaction.add(
    staking.votingEnd({ package: contracts.packageId, arguments: { self: contracts.stakingObjectId } }),
  );
}

/** Adds to a transaction: start the next epoch. Anyone may, an epoch after the last change. */
export function addInitiateEpochChange(
  transaction: Transaction,
  { stakingObjectId, packageId, systemObjectId }: StakingContracts & { readonly systemObjectId: string },
): void {
  transaction.add(
    staking.initiateEpochChange({
      package: packageId,
      arguments: { self: stakingObjectId, system: systemObjectId },
    }),
  );
}

/** Adds to a transaction: declare that a node holds all its shards of an epoch. Its operator's to send. */
export function addEpochSyncDone(
  transaction: Transaction,
  { stakingObjectId, packageId }: StakingContracts,
  sync: { readonly capId: string; readonly epoch: number },
): void {
  transaction.add(
    staking.epochSyncDone({
      package: packageId,
      arguments: { self: stakingObjectId, cap: sync.capId, epoch: sync.epoch },
    }),
  );
}
