/**
 * Checkpoints: the ledger's chain of blocks. Summary and contents in BCS as Sui's `CheckpointSummary` and
 * `CheckpointContents` V1, each summary naming the digest of the one before.
 */
import { bcs } from '@mysten/sui/bcs';
import { digestText } from './digests.js';
import { noGas } from './gas.js';
import type { GasSummary } from './gas.js';
import { protocolVersion } from './limits.js';
import type { Checkpoint, Digest } from './types.js';

const GasCostSummary = bcs.struct('GasCostSummary', {
  computationCost: bcs.u64(),
  storageCost: bcs.u64(),
  storageRebate: bcs.u64(),
  nonRefundableStorageFee: bcs.u64(),
});

const EndOfEpochData = bcs.struct('EndOfEpochData', {
  nextEpochCommittee: bcs.vector(bcs.tuple([bcs.byteVector(), bcs.u64()])),
  nextEpochProtocolVersion: bcs.u64(),
  epochCommitments: bcs.vector(
    bcs.enum('CheckpointCommitment', { ECMHLiveObjectSetDigest: bcs.ObjectDigest }),
  ),
});

/** BCS `CheckpointSummary`. */
export const CheckpointSummary = bcs.struct('CheckpointSummary', {
  epoch: bcs.u64(),
  sequenceNumber: bcs.u64(),
  networkTotalTransactions: bcs.u64(),
  contentDigest: bcs.ObjectDigest,
  previousDigest: bcs.option(bcs.ObjectDigest),
  epochRollingGasCostSummary: GasCostSummary,
  timestampMs: bcs.u64(),
  checkpointCommitments: bcs.vector(
    bcs.enum('CheckpointCommitment', { ECMHLiveObjectSetDigest: bcs.ObjectDigest }),
  ),
  endOfEpochData: bcs.option(EndOfEpochData),
  versionSpecificData: bcs.byteVector(),
});

/** BCS `CheckpointContents`. */
export const CheckpointContents = bcs.enum('CheckpointContents', {
  V1: bcs.struct('CheckpointContentsV1', {
    transactions: bcs.vector(
      bcs.struct('ExecutionDigests', { transaction: bcs.ObjectDigest, effects: bcs.ObjectDigest }),
    ),
    userSignatures: bcs.vector(bcs.vector(bcs.byteVector())),
  }),
});

const VersionSpecificData = bcs.enum('CheckpointVersionSpecificData', {
  V1: bcs.struct('CheckpointVersionSpecificDataV1', { randomnessRounds: bcs.vector(bcs.u64()) }),
});

/** A transaction as its checkpoint records it. */
export interface CheckpointEntry {
  readonly digest: Digest;
  readonly effects: Uint8Array;
  readonly signatures: readonly Uint8Array[];
  readonly gasUsed: GasSummary;
}

/** What runs on from checkpoint to checkpoint. */
export interface CheckpointChain {
  readonly latest: Checkpoint;
  readonly totalTransactions: bigint;
  /** Gas of the epoch so far. */
  readonly epochGas: GasSummary;
}

/** The checkpoint after `chain` with these transactions. */
export function nextCheckpoint(
  chain: CheckpointChain | undefined,
  block: {
    readonly epoch: bigint;
    readonly timestampMs: bigint;
    readonly entries: readonly CheckpointEntry[];
    readonly randomnessRounds: readonly bigint[];
    readonly endsEpoch: boolean;
  },
): CheckpointChain {
  const { epoch, timestampMs, entries } = block;
  const sequenceNumber = chain === undefined ? 0n : chain.latest.sequenceNumber + 1n;
  const sameEpoch = chain !== undefined && chain.latest.epoch === epoch;
  const epochGas = entries.reduce(
    (sum, { gasUsed }) => addGas(sum, gasUsed),
    sameEpoch ? chain.epochGas : noGas,
  );
  const totalTransactions = (chain?.totalTransactions ?? 0n) + BigInt(entries.length);
  const contents = CheckpointContents.serialize(
    {
      V1: {
        transactions: entries.map(({ digest, effects }) => ({
          transaction: digest,
          effects: digestText('TransactionEffects', effects),
        })),
        userSignatures: entries.map(({ signatures }) => signatures),
      },
    },
    { initialSize: 4096 },
  ).toBytes();
  const summary = CheckpointSummary.serialize({
    epoch,
    sequenceNumber,
    networkTotalTransactions: totalTransactions,
    contentDigest: digestText('CheckpointContents', contents),
    previousDigest: chain?.latest.digest ?? null,
    epochRollingGasCostSummary: epochGas,
    timestampMs,
    checkpointCommitments: [],
    endOfEpochData: block.endsEpoch
      ? { nextEpochCommittee: [], nextEpochProtocolVersion: protocolVersion, epochCommitments: [] }
      : null,
    versionSpecificData: VersionSpecificData.serialize({
      V1: { randomnessRounds: block.randomnessRounds },
    }).toBytes(),
  }).toBytes();
  return {
    latest: {
      sequenceNumber,
      digest: digestText('CheckpointSummary', summary),
      epoch,
      timestampMs,
      transactions: entries.map(({ digest }) => digest),
      summary,
      contents,
    },
    totalTransactions,
    epochGas,
  };
}

function addGas(a: GasSummary, b: GasSummary): GasSummary {
  return {
    computationCost: a.computationCost + b.computationCost,
    storageCost: a.storageCost + b.storageCost,
    storageRebate: a.storageRebate + b.storageRebate,
    nonRefundableStorageFee: a.nonRefundableStorageFee + b.nonRefundableStorageFee,
  };
}
