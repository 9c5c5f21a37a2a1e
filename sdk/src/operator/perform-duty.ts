/** One duty of an operator on chain, as a transaction. */
import type { ClientWithCoreApi } from '@mysten/sui/client';
import { Transaction } from '@mysten/sui/transactions';
import { unlessAborted } from '../base/abort.js';
import type { EvidenceContracts } from '../chain/contracts.js';
import type { EpochState } from '../chain/epoch-state.js';
import { addProcessSubsidies } from '../chain/walrus-subsidies.js';
import type { OperatorDuty } from './duties.js';
import type { JudgementDuty } from './judgement-duties.js';
import { addBurnPenalties, addJudgeHandOver } from './judgement-transactions.js';
import { addCharge, addHoldOver } from './loss-transactions.js';
import { advancePools, endVoting } from './end-voting.js';
import {
  addEpochSyncDone,
  addInitiateEpochChange,
  addMissedHandOver,
  addReportRecovered,
  treasuryOfEpochStart,
} from './epoch-transactions.js';
import { addCollectCommission, addNodeChanges } from './node-transactions.js';
import type { RoundDuty } from './round-duties.js';
import type { SubsidyDuty } from './subsidy-duties.js';
import {
  addAttempt,
  addBeginEpoch,
  addDecide,
  addDraw,
  addMakeVoid,
  addOpen,
  addResolve,
  addSettle,
} from './round-transactions.js';

/** How a storage node tells what it has taken over. */
export interface HandOverWorker {
  /** Works on taking over the node's shards of an epoch, for as long as something can be done now. */
  handOver(epoch: number): Promise<{
    /** The node holds everything that it should. */
    readonly done: boolean;
    /** Shards whose old owner did not deliver, so that they had to be rebuilt. */
    readonly recovered: readonly number[];
  }>;
}

/** What an operator performs duties with. */
export interface DutyContext {
  /** The chain. */
  readonly client: ClientWithCoreApi;
  /** The shared `System` object. */
  readonly systemObjectId: string;
  /** The shared `Staking` object. */
  readonly stakingObjectId: string;
  /** The node's `StorageNodeCap`. */
  readonly capId: string;
  /** Address of the operator, who owns the cap. */
  readonly sender: string;
  /** Signs and executes; resolves when the effects can be read. `what` is for error messages. */
  readonly send: (what: string, transaction: Transaction, signal?: AbortSignal) => Promise<unknown>;
  /** The node; asked whether it holds its shards. */
  readonly node: HandOverWorker;
  /**
   * Where the judges of the network are; default: the operator does nothing about rounds of challenges, nor
   * about what others have to pay.
   */
  readonly evidence?: EvidenceIds | undefined;
  /**
   * The shared `ProtectedTreasury` of the WAL coin; default: the operator burns nothing. Needed where the
   * start of an epoch burns a share of the rewards.
   */
  readonly treasuryObjectId?: string | undefined;
  /**
   * The shared `WalrusSubsidies` object, a pool that pays those who store; default: the operator does not see
   * to it.
   */
  readonly subsidiesObjectId?: string | undefined;
}

/** Where the judges of a network are. */
export type EvidenceIds = Pick<EvidenceContracts, 'evidenceObjectId' | 'recordsObjectId'>;

/** Any duty of an operator. */
export type AnyDuty = OperatorDuty | RoundDuty | JudgementDuty | SubsidyDuty;

/** What a duty was found in. */
interface Round {
  readonly chain: EpochState;
  readonly nodeId: string;
  readonly signal: AbortSignal | undefined;
}

/**
 * Does one duty. `waiting`: the node has not got all its shards yet, and nothing was sent.
 *
 * @throws what `send` throws; the signal's reason
 */
export async function performDuty(
  { client, systemObjectId, stakingObjectId, capId, sender, send, node, treasuryObjectId }: DutyContext,
  duty: OperatorDuty,
  { chain, nodeId, signal }: Round,
): Promise<'done' | 'waiting'> {
  const contracts = { stakingObjectId, systemObjectId, packageId: chain.packageId };
  const transaction = new Transaction();
  switch (duty.kind) {
    case 'end-voting':
      await endVoting({ client, contracts, send, signal });
      return 'done';
    case 'start-epoch':
      addInitiateEpochChange(
        transaction,
        contracts,
        await treasuryOfEpochStart(client, { packageId: chain.packageId, treasuryObjectId }),
      );
      break;
    case 'record-missed':
      for (const missing of duty.nodeIds) addMissedHandOver(transaction, contracts, missing);
      break;
    case 'vote':
      addNodeChanges(transaction, contracts, { capId, ...duty.votes });
      break;
    case 'collect-commission': {
      const { originalPackageId } = chain;
      const holder = duty.as === 'cap-holder' ? { capId, originalPackageId } : undefined;
      const collected = addCollectCommission(transaction, contracts, { nodeId, holder });
      transaction.transferObjects([collected], sender);
      break;
    }
    case 'report-shards': {
      const { epoch } = duty;
      // It can take hours, and the node itself is stopped by others.
      const { done, recovered } = await unlessAborted(node.handOver(epoch), signal);
      if (!done) return 'waiting';
      // Both in one transaction, so that no crash can come between them.
      const shards = accusable(chain, nodeId, recovered);
      if (shards.length > 0) addReportRecovered(transaction, contracts, { capId, epoch, shards });
      addEpochSyncDone(transaction, contracts, { capId, epoch });
    }
  }
  signal?.throwIfAborted();
  await send(describeDuty(duty), transaction, signal);
  return 'done';
}

/**
 * Does one duty about rounds, or about what nodes have to pay.
 *
 * @throws what `send` throws; the signal's reason
 */
export async function performJudgesDuty(
  {
    systemObjectId,
    stakingObjectId,
    evidence,
    treasuryObjectId,
    send,
  }: Pick<DutyContext, 'systemObjectId' | 'stakingObjectId' | 'evidence' | 'treasuryObjectId' | 'send'>,
  duty: RoundDuty | JudgementDuty,
  {
    packages,
    signal,
  }: {
    /** The versions of both packages that are called. */
    readonly packages: Pick<EvidenceContracts, 'packageId' | 'evidencePackageId'>;
    readonly signal: AbortSignal | undefined;
  },
): Promise<'done'> {
  const contracts = { systemObjectId, stakingObjectId, ...evidence!, ...packages };
  const transaction = new Transaction();
  switch (duty.kind) {
    case 'resolve-accusation':
      addResolve(transaction, contracts, duty.accusation);
      break;
    case 'judge-hand-over':
      addJudgeHandOver(transaction, contracts, duty.nodeId);
      break;
    case 'hold-over':
      addHoldOver(transaction, contracts, duty.nodeId);
      break;
    case 'charge-loss':
      addCharge(transaction, contracts, duty.record);
      break;
    case 'burn-penalties':
      addBurnPenalties(transaction, { ...contracts, treasuryObjectId: treasuryObjectId! });
      break;
    default:
      ROUND_CALLS[duty.kind](transaction, contracts);
  }
  signal?.throwIfAborted();
  await send(describeDuty(duty), transaction, signal);
  return 'done';
}

const ROUND_CALLS = {
  'begin-evidence-epoch': addBeginEpoch,
  'attempt-round': addAttempt,
  'open-round': addOpen,
  'draw-seed': addDraw,
  'void-round': addMakeVoid,
  'decide-round': addDecide,
  'settle-round': addSettle,
} as const;

/**
 * Lets a pool of subsidies pay, once all staking pools are in this epoch.
 *
 * @throws what `send` throws; ChainStateMissing; the signal's reason
 */
export async function performSubsidyDuty(
  { client, systemObjectId, stakingObjectId, subsidiesObjectId, send }: DutyContext,
  duty: SubsidyDuty,
  {
    packageId,
    poolPackageId,
    signal,
  }: {
    /** The version of `walrus` that is called. */
    readonly packageId: string;
    /** The version of `walrus_subsidies` that is called. */
    readonly poolPackageId: string;
    readonly signal: AbortSignal | undefined;
  },
): Promise<'done'> {
  const contracts = { systemObjectId, stakingObjectId, packageId };
  await advancePools({ client, contracts, send, signal }, 0);
  const transaction = new Transaction();
  const pool = { packageId: poolPackageId, subsidiesId: subsidiesObjectId! };
  addProcessSubsidies(transaction, contracts, pool);
  signal?.throwIfAborted();
  await send(describeDuty(duty), transaction, signal);
  return 'done';
}

/** The recovered shards that old owners owed: those that a node lost by itself accuse nobody. */
function accusable({ handOver, epoch }: EpochState, nodeId: string, recovered: readonly number[]): number[] {
  if (handOver?.epoch !== epoch) return [];
  const owed = handOver.receivers.find((receiver) => receiver.nodeId === nodeId)?.owed ?? [];
  return recovered.filter((shard) => owed.includes(shard));
}

/** A duty in words, as `send` is told of it. */
export function describeDuty(duty: AnyDuty): string {
  switch (duty.kind) {
    case 'end-voting':
      return `end the voting of epoch ${duty.epoch}`;
    case 'start-epoch':
      return `start epoch ${duty.epoch + 1}`;
    case 'report-shards':
      return `report the shards of epoch ${duty.epoch}`;
    case 'record-missed':
      return `record that ${duty.nodeIds.join(', ')} missed the hand-over of epoch ${duty.epoch}`;
    case 'vote':
      return 'vote for prices and capacity';
    case 'collect-commission':
      return 'collect commission';
    case 'process-subsidies':
      return `let the pool of subsidies pay in epoch ${duty.epoch}`;
    case 'begin-evidence-epoch':
      return `tell the judges of epoch ${duty.epoch}`;
    case 'attempt-round':
      return `draw whether slot ${duty.slot} of epoch ${duty.epoch} opens a round`;
    case 'open-round':
      return `open a round in slot ${duty.slot} of epoch ${duty.epoch}, or pass it`;
    case 'draw-seed':
      return `draw the seed of round ${duty.round}`;
    case 'void-round':
      return `end round ${duty.round}, which came to nothing`;
    case 'decide-round':
      return `decide round ${duty.round}`;
    case 'settle-round':
      return `settle round ${duty.round}`;
    case 'judge-hand-over':
      return `judge what node ${duty.nodeId} has not done in the hand-over of epoch ${duty.epoch}`;
    case 'hold-over':
      return `withhold in epoch ${duty.epoch} what node ${duty.nodeId} declared lost`;
    case 'charge-loss':
      return `charge those who have signed the loss on record ${duty.record}`;
    case 'burn-penalties':
      return `burn what penalties have taken up to epoch ${duty.epoch}`;
    case 'resolve-accusation': {
      const { nodeId, round, blobId } = duty.accusation;
      return `resolve the accusation of node ${nodeId} in round ${round} about blob ${blobId}`;
    }
  }
}
