/** Checkpoints as messages. The devnet has no validators, so no checkpoint has a signature. */
import { GrpcTypes } from '@mysten/sui/grpc';
import type { Ledger } from '../../ledger/api.js';
import { CheckpointContents, CheckpointSummary } from '../../ledger/checkpoints.js';
import { digestText } from '../../ledger/digests.js';
import type { Checkpoint, ExecutedTransaction, LedgerObject } from '../../ledger/types.js';
import type { FieldMask } from '../grpc/field-mask.js';
import { gasMessage } from './effects.js';
import { executedMessage } from './executed.js';
import { timestamp } from './protobuf-types.js';
import { objectMessage } from './objects.js';
import { signatureMessage } from './signatures.js';

/** A checkpoint, with the fields of the mask. */
export function checkpointMessage(
  ledger: Ledger,
  checkpoint: Checkpoint,
  mask: FieldMask<GrpcTypes.Checkpoint>,
): GrpcTypes.Checkpoint {
  const message: GrpcTypes.Checkpoint = {
    sequenceNumber: checkpoint.sequenceNumber,
    digest: checkpoint.digest,
    transactions: [],
  };
  if (mask.has('summary')) message.summary = summaryMessage(checkpoint);
  if (mask.has('contents')) message.contents = contentsMessage(checkpoint);
  const transactions = mask.of('transactions', GrpcTypes.ExecutedTransaction);
  if (transactions !== undefined) {
    message.transactions = executedIn(ledger, checkpoint).map((executed) =>
      executedMessage(ledger, executed, transactions),
    );
  }
  const objects = mask.of('objects', GrpcTypes.ObjectSet)?.of('objects', GrpcTypes.Object);
  if (objects !== undefined) {
    const distinct = new Map<string, LedgerObject>();
    for (const executed of executedIn(ledger, checkpoint)) {
      for (const object of executed.objects) distinct.set(`${object.id}:${object.version}`, object);
    }
    const all = [...distinct.values()].sort((a, b) =>
      a.id === b.id ? Number(a.version - b.version) : a.id < b.id ? -1 : 1,
    );
    message.objects = { objects: all.map((object) => objectMessage(ledger, object, objects)) };
  }
  return mask.project(message);
}

/** The transactions of a checkpoint, in order. */
export function executedIn(ledger: Ledger, checkpoint: Checkpoint): readonly ExecutedTransaction[] {
  return checkpoint.transactions.flatMap((digest) => ledger.getTransaction(digest) ?? []);
}

function summaryMessage(checkpoint: Checkpoint): GrpcTypes.CheckpointSummary {
  const summary = CheckpointSummary.parse(checkpoint.summary);
  return {
    bcs: { name: 'CheckpointSummary', value: checkpoint.summary },
    digest: checkpoint.digest,
    epoch: BigInt(summary.epoch),
    sequenceNumber: checkpoint.sequenceNumber,
    totalNetworkTransactions: BigInt(summary.networkTotalTransactions),
    contentDigest: summary.contentDigest,
    previousDigest: summary.previousDigest ?? undefined,
    epochRollingGasCostSummary: gasMessage(summary.epochRollingGasCostSummary),
    timestamp: timestamp(checkpoint.timestampMs),
    commitments: [],
    endOfEpochData:
      summary.endOfEpochData === null
        ? undefined
        : {
            nextEpochCommittee: [],
            nextEpochProtocolVersion: BigInt(summary.endOfEpochData.nextEpochProtocolVersion),
            epochCommitments: [],
          },
    versionSpecificData: Uint8Array.from(summary.versionSpecificData),
  };
}

function contentsMessage(checkpoint: Checkpoint): GrpcTypes.CheckpointContents {
  const { transactions, userSignatures } = CheckpointContents.parse(checkpoint.contents).V1;
  return {
    bcs: { name: 'CheckpointContents', value: checkpoint.contents },
    digest: digestText('CheckpointContents', checkpoint.contents),
    version: 1,
    transactions: transactions.map(({ transaction, effects }, index) => ({
      transaction,
      effects,
      signatures: (userSignatures[index] ?? []).map((bytes) => signatureMessage(Uint8Array.from(bytes))),
      addressAliasesVersions: [],
    })),
  };
}
