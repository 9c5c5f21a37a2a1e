/**
 * Proofs that need no committee (R12, R16), as calls that are added to a transaction. Anyone may send them.
 */
import type { Transaction, TransactionArgument } from '@mysten/sui/transactions';
import type { EvidenceContracts } from '../chain/contracts.js';
import type { Certificate } from '../certificate/index.js';
import { accusations, invalidate, judge, opening } from '../contracts/index.js';
import {
  verifyPaddingProof,
  type BlobOnChain,
  type CellOpening,
  type ConflictProof,
  type PaddingProof,
  type WrongAnswerProof,
} from '../evidence/index.js';
import { addressOf, integerOf } from './move-values.js';
import { addCarryOut } from './round-transactions.js';

/** Who has answered wrongly, in which round, about a blob of how many bytes. */
export interface WrongAnswer {
  /** Number of the round. */
  readonly round: number;
  /** Object id of the node. */
  readonly nodeId: string;
  /** Bytes of the blob. */
  readonly unencodedLength: number;
  /** What it claims, and what the blob id commits to. */
  readonly proof: WrongAnswerProof;
}

/** Adds to a transaction: convict a node by a proof along the sliver that it was asked for. */
export function addConvict(transaction: Transaction, contracts: EvidenceContracts, wrong: WrongAnswer): void {
  const sentence = transaction.add(
    accusations.convict({
      package: contracts.evidencePackageId,
      arguments: wrongAnswerArguments(transaction, contracts, wrong),
    }),
  );
  addCarryOut(transaction, contracts, sentence);
}

/** Adds to a transaction: accuse a node by a proof along the sliver that crosses the one asked for. */
export function addAccuse(transaction: Transaction, contracts: EvidenceContracts, wrong: WrongAnswer): void {
  transaction.add(
    accusations.accuse({
      package: contracts.evidencePackageId,
      arguments: wrongAnswerArguments(transaction, contracts, wrong),
    }),
  );
}

/** Adds to a transaction: a blob is invalid, as one of its cells has two contents. */
export function addInvalidateByConflict(
  transaction: Transaction,
  contracts: EvidenceContracts,
  { proof, unencodedLength }: { readonly proof: ConflictProof; readonly unencodedLength: number },
): void {
  const { evidencePackageId, evidenceObjectId, recordsObjectId } = contracts;
  const sentence = transaction.add(
    invalidate.byConflict({
      package: evidencePackageId,
      arguments: {
        self: evidenceObjectId,
        records: recordsObjectId,
        size: unencodedLength,
        row: proof.inRow.sliver,
        column: proof.inRow.cell,
        inRow: addOpening(transaction, contracts, proof.inRow),
        inColumn: addOpening(transaction, contracts, proof.inColumn),
      },
    }),
  );
  addCarryOut(transaction, contracts, sentence);
}

/**
 * Adds to a transaction: a blob is invalid, as it has bytes behind its end.
 *
 * @throws EvidenceError as `verifyPaddingProof`: the place of the byte comes from there
 */
export function addInvalidateByPadding(
  transaction: Transaction,
  contracts: EvidenceContracts,
  { proof, blob }: { readonly proof: PaddingProof; readonly blob: BlobOnChain },
): void {
  const { evidencePackageId, evidenceObjectId, recordsObjectId } = contracts;
  const { axis, sliver, cell } = proof.opening;
  const isAlongRow = axis === 'primary';
  const at = verifyPaddingProof(proof, blob);
  const sentence = transaction.add(
    invalidate.byPadding({
      package: evidencePackageId,
      arguments: {
        self: evidenceObjectId,
        records: recordsObjectId,
        size: blob.unencodedLength,
        row: isAlongRow ? sliver : cell,
        column: isAlongRow ? cell : sliver,
        // The preimage of the cell's leaf: a zero byte before the symbol.
        leaf: [0, ...proof.symbol],
        at,
        alongRow: isAlongRow,
        opening: addOpening(transaction, contracts, proof.opening),
      },
    }),
  );
  addCarryOut(transaction, contracts, sentence);
}

/** Adds to a transaction: a blob is invalid, by the certificate of `gatherInvalidation`. */
export function addInvalidateByCertificate(
  transaction: Transaction,
  contracts: EvidenceContracts,
  certificate: Certificate,
): void {
  const { packageId, systemObjectId, evidencePackageId, evidenceObjectId, recordsObjectId } = contracts;
  const verified = transaction.add(
    judge.verifyInvalid({
      package: packageId,
      arguments: {
        system: systemObjectId,
        signature: [...certificate.signature],
        membersBitmap: [...certificate.signers],
        message: [...certificate.message],
      },
    }),
  );
  const sentence = transaction.add(
    invalidate.byCertificate({
      package: evidencePackageId,
      arguments: { self: evidenceObjectId, records: recordsObjectId, verified },
    }),
  );
  addCarryOut(transaction, contracts, sentence);
}

function wrongAnswerArguments(
  transaction: Transaction,
  contracts: EvidenceContracts,
  { round, nodeId, unencodedLength, proof }: WrongAnswer,
) {
  const { answer } = proof;
  return {
    self: contracts.evidenceObjectId,
    round,
    nodeId,
    blobId: integerOf(answer.blobId),
    axis: answer.axis === 'primary' ? 0 : 1,
    sliver: answer.sliver,
    cell: answer.cell,
    leafHash: addressOf(answer.leafHash),
    position: answer.place,
    path: answer.path.map(addressOf),
    size: unencodedLength,
    opening: addOpening(transaction, contracts, proof.opening),
  };
}

function addOpening(
  transaction: Transaction,
  { evidencePackageId }: Pick<EvidenceContracts, 'evidencePackageId'>,
  { leafHash, cellPath, otherHash, pairPath }: CellOpening,
): TransactionArgument {
  return transaction.add(
    opening._new({
      package: evidencePackageId,
      arguments: {
        leafHash: addressOf(leafHash),
        cellPath: cellPath.map(addressOf),
        otherHash: addressOf(otherHash),
        pairPath: pairPath.map(addressOf),
      },
    }),
  );
}
