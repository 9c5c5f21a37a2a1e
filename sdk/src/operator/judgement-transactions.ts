/** What nodes pay for hand-overs, and what is burned (R17), as calls that are added to a transaction. */
import type { Transaction } from '@mysten/sui/transactions';
import type { EvidenceContracts, StakingContracts } from '../chain/contracts.js';
import { handOverFailures, judge } from '../contracts/index.js';
import { addCarryOut } from './round-transactions.js';

/**
 * Adds to a transaction: let a node pay for what it has not done in the hand-over of the epoch, as far as it
 * has not paid yet. Anyone may send it.
 */
export function addJudgeHandOver(
  transaction: Transaction,
  contracts: EvidenceContracts,
  nodeId: string,
): void {
  const { packageId, stakingObjectId, evidencePackageId, evidenceObjectId } = contracts;
  const failures = transaction.add(
    judge.handOverFailures({ package: packageId, arguments: { staking: stakingObjectId, nodeId } }),
  );
  const sentence = transaction.add(
    handOverFailures.judge({ package: evidencePackageId, arguments: { self: evidenceObjectId, failures } }),
  );
  addCarryOut(transaction, contracts, sentence);
}

/** Adds to a transaction: burn the WAL that penalties have taken. Anyone may send it. */
export function addBurnPenalties(
  transaction: Transaction,
  {
    packageId,
    stakingObjectId,
    treasuryObjectId,
  }: StakingContracts & {
    /** The shared `ProtectedTreasury` of the WAL coin. */
    readonly treasuryObjectId: string;
  },
): void {
  transaction.add(
    judge.burnPenalties({
      package: packageId,
      arguments: { staking: stakingObjectId, treasury: treasuryObjectId },
    }),
  );
}
