/** Blobs and shards that are lost (R19), as calls that are added to a transaction. */
import type { Transaction } from '@mysten/sui/transactions';
import type { EvidenceContracts } from '../chain/contracts.js';
import { declared, loss } from '../contracts/index.js';
import type { Refused, Revoked, Unrecoverable } from '../evidence/index.js';
import { integerOf } from './move-values.js';
import { addCarryOut, addVerified, type SignedStatement } from './round-transactions.js';

/** Adds to a transaction: a blob is lost, as one honest node's weight refuses it. Anyone may send it. */
export function addRefused(
  transaction: Transaction,
  contracts: EvidenceContracts,
  { message, certificate }: SignedStatement<Refused>,
): void {
  const verified = addVerified(transaction, contracts, { epoch: message.epoch, certificate });
  const sentence = transaction.add(
    loss.refused({
      package: contracts.evidencePackageId,
      arguments: { ...both(contracts), verified, blobId: integerOf(message.blobId) },
    }),
  );
  addCarryOut(transaction, contracts, sentence);
}

/** Adds to a transaction: a blob is lost, as a quorum cannot rebuild it. Anyone may send it. */
export function addUnrecoverable(
  transaction: Transaction,
  contracts: EvidenceContracts,
  lost: SignedStatement<Unrecoverable> & {
    /** Root hash of the blob, 32 bytes. */
    readonly rootHash: Uint8Array;
    /** Bytes of the blob. */
    readonly unencodedLength: number;
  },
): void {
  const { message, certificate, rootHash, unencodedLength } = lost;
  const verified = addVerified(transaction, contracts, { epoch: message.epoch, certificate });
  const sentence = transaction.add(
    loss.unrecoverable({
      package: contracts.evidencePackageId,
      arguments: {
        ...both(contracts),
        verified,
        blobId: integerOf(message.blobId),
        rootHash: integerOf(rootHash),
        size: unencodedLength,
      },
    }),
  );
  addCarryOut(transaction, contracts, sentence);
}

/** Adds to a transaction: let the signers of `unrecoverable` pay, 50 of them at most. Anyone may send it. */
export function addCharge(transaction: Transaction, contracts: EvidenceContracts, record: bigint): void {
  const { evidencePackageId, evidenceObjectId } = contracts;
  const sentence = transaction.add(
    loss.charge({ package: evidencePackageId, arguments: { self: evidenceObjectId, record } }),
  );
  addCarryOut(transaction, contracts, sentence);
}

/** Adds to a transaction: a blob is not lost after all, as a quorum says. Anyone may send it. */
export function addRevoke(
  transaction: Transaction,
  contracts: EvidenceContracts,
  { message, certificate }: SignedStatement<Revoked>,
): void {
  const verified = addVerified(transaction, contracts, { epoch: message.epoch, certificate });
  const { blobId, record } = message;
  const sentence = transaction.add(
    loss.revoke({
      package: contracts.evidencePackageId,
      arguments: { ...both(contracts), verified, blobId: integerOf(blobId), record },
    }),
  );
  addCarryOut(transaction, contracts, sentence);
}

/** Adds to a transaction: a node has lost shards, all that are named. Its operator's to send. */
export function addDeclareLost(
  transaction: Transaction,
  contracts: EvidenceContracts,
  lost: {
    /** The node's `StorageNodeCap`. */
    readonly capId: string;
    /** Its lost shards, in any order. */
    readonly shards: readonly number[];
  },
): void {
  const { evidencePackageId, evidenceObjectId } = contracts;
  const shards = [...lost.shards].sort((a, b) => a - b);
  const sentence = transaction.add(
    declared.declare({
      package: evidencePackageId,
      arguments: { self: evidenceObjectId, cap: lost.capId, shards },
    }),
  );
  addCarryOut(transaction, contracts, sentence);
}

/** Adds to a transaction: what a node declared lost in the epoch before earns nothing in this one either. */
export function addHoldOver(transaction: Transaction, contracts: EvidenceContracts, nodeId: string): void {
  const { evidencePackageId, evidenceObjectId } = contracts;
  const sentence = transaction.add(
    declared.holdOver({ package: evidencePackageId, arguments: { self: evidenceObjectId, nodeId } }),
  );
  addCarryOut(transaction, contracts, sentence);
}

/** Adds to a transaction: a node has its lost shards again. Its operator's to send. */
export function addRestore(transaction: Transaction, contracts: EvidenceContracts, capId: string): void {
  const { evidencePackageId, evidenceObjectId } = contracts;
  transaction.add(
    declared.restore({ package: evidencePackageId, arguments: { self: evidenceObjectId, cap: capId } }),
  );
}

function both({ evidenceObjectId, recordsObjectId }: EvidenceContracts) {
  return { self: evidenceObjectId, records: recordsObjectId };
}
