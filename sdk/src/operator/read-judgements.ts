import type { ClientWithCoreApi } from '@mysten/sui/client';
import { readPenaltiesTaken, type EpochState } from '../chain/epoch-state.js';
import { isBetweenRounds, type EvidenceState } from '../chain/evidence-state.js';
import { readConduct, readDebts, readDeclaredShards } from '../chain/open-penalties.js';
import {
  isTimeToBurn,
  isTurn,
  judgementDutiesOf,
  provenFailures,
  type JudgementDuty,
} from './judgement-duties.js';

/** Where to look for what nodes have to pay, and for whom. */
export interface JudgementQuery {
  /** The shared `Staking` object. */
  readonly stakingObjectId: string;
  /** What the judges know. */
  readonly evidence: EvidenceState;
  /** Where the epochs stand. */
  readonly chain: EpochState;
  /** The operator's node. */
  readonly nodeId: string;
  /** Others are not waited for. */
  readonly isUrgent: boolean;
  /** Whether penalties can be burned; else nobody asks what they have taken. */
  readonly canBurn: boolean;
  /** Aborts the reads. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * What there is to do now about what nodes have to pay. It asks the chain for no more than it takes to
 * decide: nothing while it is the turn of others, and little else.
 *
 * @throws ChainStateMissing; the client's errors; the signal's reason
 */
export async function readJudgementDuties(
  client: ClientWithCoreApi,
  { stakingObjectId, canBurn, signal, ...seen }: JudgementQuery,
): Promise<readonly JudgementDuty[]> {
  // Debts that nobody has charged in time stay in their table for ever: few should read them.
  if (!isTurn(seen)) return [];
  const { evidence } = seen;
  const nodeIds = provenFailures(seen).map(({ nodeId }) => nodeId);
  const conduct = await readConduct(client, evidence, { nodeIds, signal });
  const { committee, epoch } = seen.chain;
  const members = isBetweenRounds(evidence, epoch) ? [...committee.keys()] : [];
  const declared = await readDeclaredShards(client, evidence, { nodeIds: members, signal });
  const debts = await readDebts(client, evidence, signal);
  const burns = canBurn && isTimeToBurn(seen);
  const penaltiesTaken = burns ? await readPenaltiesTaken(client, stakingObjectId, signal) : 0n;
  return judgementDutiesOf({ ...seen, conduct, declared, debts, penaltiesTaken });
}
