/**
 * The course of a round of challenges (R16), as calls that are added to a transaction. Anyone may send them,
 * but for a node's answers.
 *
 * What members have signed goes first through `walrus`, which knows the committees, and what a judge wants
 * done goes last through `walrus` again, in the same transaction: none of these values can be kept.
 */
import type { Transaction, TransactionArgument } from '@mysten/sui/transactions';
import { bitsOf } from '../base/bit-set.js';
import type { EvidenceContracts } from '../chain/contracts.js';
import type { Certificate } from '../certificate/index.js';
import { accusations, evidence, judge, round } from '../contracts/index.js';
import type { Passed, Ready } from '../evidence/index.js';
import { addressOf } from './move-values.js';

/** Adds to a transaction: tell the judges who is in the committee of the epoch. Once, after its change. */
export function addBeginEpoch(transaction: Transaction, contracts: EvidenceContracts): void {
  const { packageId, evidencePackageId, evidenceObjectId, systemObjectId, stakingObjectId } = contracts;
  const record = transaction.add(
    judge.epochRecord({
      package: packageId,
      arguments: { system: systemObjectId, staking: stakingObjectId },
    }),
  );
  transaction.add(
    evidence.beginEpoch({ package: evidencePackageId, arguments: { self: evidenceObjectId, record } }),
  );
}

/**
 * Adds to a transaction: draw whether this slot opens a round. It has to be alone in its transaction, as
 * nothing may follow what is random.
 */
export function addAttempt(transaction: Transaction, contracts: EvidenceContracts): void {
  transaction.add(round.attempt(onEvidence(contracts)));
}

/** Adds to a transaction: open the round that the last attempt has drawn, or pass its slot. */
export function addOpen(transaction: Transaction, contracts: EvidenceContracts): void {
  transaction.add(round.open(onEvidence(contracts)));
}

/** Adds to a transaction: members have the set of the round. Their signatures may have any weight. */
export function addReady(
  transaction: Transaction,
  contracts: EvidenceContracts,
  { message, certificate }: SignedStatement<Ready>,
): void {
  const verified = addVerified(transaction, contracts, { epoch: message.epoch, certificate });
  const { count, bytes, root } = message;
  transaction.add(
    round.addReady({
      package: contracts.evidencePackageId,
      arguments: { self: contracts.evidenceObjectId, verified, count, bytes, root: addressOf(root) },
    }),
  );
}

/** Adds to a transaction: draw the seed of the round. It has to be alone in its transaction. */
export function addDraw(transaction: Transaction, contracts: EvidenceContracts): void {
  transaction.add(round.draw(onEvidence(contracts)));
}

/** Adds to a transaction: post the root over a node's answers. Its operator's to send. */
export function addAnswer(
  transaction: Transaction,
  contracts: EvidenceContracts,
  answer: {
    /** The node's `StorageNodeCap`. */
    readonly capId: string;
    /** Number of the round. */
    readonly round: number;
    /** Root of the tree of answers, 32 bytes. */
    readonly root: Uint8Array;
  },
): void {
  transaction.add(
    round.answer({
      package: contracts.evidencePackageId,
      arguments: {
        self: contracts.evidenceObjectId,
        cap: answer.capId,
        round: answer.round,
        root: addressOf(answer.root),
      },
    }),
  );
}

/** Adds to a transaction: members vouch for the answers of others. Their signatures may have any weight. */
export function addPassed(
  transaction: Transaction,
  contracts: EvidenceContracts,
  { message, certificate }: SignedStatement<Passed>,
): void {
  const verified = addVerified(transaction, contracts, { epoch: message.epoch, certificate });
  transaction.add(
    round.addPassed({
      package: contracts.evidencePackageId,
      arguments: { self: contracts.evidenceObjectId, verified, nodes: bitsOf(message.nodes) },
    }),
  );
}

/** Adds to a transaction: end a round that was not ready, or not drawn, in time. */
export function addMakeVoid(transaction: Transaction, contracts: EvidenceContracts): void {
  transaction.add(round.makeVoid(onEvidence(contracts)));
}

/** Adds to a transaction: decide the verdicts that can be decided. */
export function addDecide(transaction: Transaction, contracts: EvidenceContracts): void {
  transaction.add(round.decide(onEvidence(contracts)));
}

/** Adds to a transaction: let rewards and penalties follow from verdicts, of 50 members at most. */
export function addSettle(transaction: Transaction, contracts: EvidenceContracts): void {
  addCarryOut(transaction, contracts, transaction.add(round.settle(onEvidence(contracts))));
}

/** Adds to a transaction: convict or acquit an accused node, when its time to defend itself is over. */
export function addResolve(
  transaction: Transaction,
  contracts: EvidenceContracts,
  accusation: {
    /** Number of the round. */
    readonly round: number;
    /** Object id of the accused node. */
    readonly nodeId: string;
    /** The blob, as a u256. */
    readonly blobId: bigint;
  },
): void {
  const sentence = transaction.add(
    accusations.resolve({
      package: contracts.evidencePackageId,
      arguments: {
        self: contracts.evidenceObjectId,
        records: contracts.recordsObjectId,
        round: accusation.round,
        nodeId: accusation.nodeId,
        blobId: accusation.blobId,
      },
    }),
  );
  addCarryOut(transaction, contracts, sentence);
}

/** A message and the certificate of those who have signed it. */
export interface SignedStatement<Message> {
  /** What they have signed. */
  readonly message: Message;
  /** Their signatures. */
  readonly certificate: Certificate;
}

/**
 * Adds to a transaction: check what members of a committee have signed, a message of type 64 or up.
 *
 * @returns what a judge takes in the same transaction
 */
export function addVerified(
  transaction: Transaction,
  { packageId, systemObjectId }: Pick<EvidenceContracts, 'packageId' | 'systemObjectId'>,
  signed: {
    /** Epoch of the message: the current one, or the one before. */
    readonly epoch: number;
    /** Signatures of members of its committee. */
    readonly certificate: Certificate;
  },
): TransactionArgument {
  const { epoch, certificate } = signed;
  return transaction.add(
    judge.verify({
      package: packageId,
      arguments: {
        system: systemObjectId,
        epoch,
        signature: [...certificate.signature],
        signersBitmap: [...certificate.signers],
        message: [...certificate.message],
      },
    }),
  );
}

/** Adds to a transaction: do what a judge has ordered in it. */
export function addCarryOut(
  transaction: Transaction,
  { packageId, systemObjectId, stakingObjectId }: EvidenceContracts,
  sentence: TransactionArgument,
): void {
  transaction.add(
    judge.carryOut({
      package: packageId,
      arguments: { system: systemObjectId, staking: stakingObjectId, sentence },
    }),
  );
}

function onEvidence({ evidencePackageId, evidenceObjectId }: EvidenceContracts) {
  return { package: evidencePackageId, arguments: { self: evidenceObjectId } };
}
