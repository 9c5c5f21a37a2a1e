import { withJson } from '../base/json.js';
import { sleep, systemTimers, type Timers } from '../base/time.js';
import type { EvidenceContracts } from '../chain/contracts.js';
import { readEpochState, type EpochState } from '../chain/epoch-state.js';
import { readAccusations, readEvidenceState } from '../chain/evidence-state.js';
import { readNodeCap, readNodeState } from '../chain/node-state.js';
import { readWalrusSubsidies } from '../chain/walrus-subsidies.js';
import { explainAbort } from '../contracts/index.js';
import { dutiesOf, type OperatorWishes } from './duties.js';
import type { JudgementDuty } from './judgement-duties.js';
import {
  describeDuty,
  performDuty,
  performJudgesDuty,
  performSubsidyDuty,
  type AnyDuty,
  type DutyContext,
} from './perform-duty.js';
import { readJudgementDuties } from './read-judgements.js';
import { roundDutiesOf, type RoundDuty } from './round-duties.js';
import { subsidyDutyOf, type SubsidyDuty } from './subsidy-duties.js';

/** What a runner acts for, on which chain, and what it has to do. */
export interface OperatorRunnerOptions extends DutyContext {
  /** What the operator wants; default: nothing beyond what the protocol asks for. */
  readonly wishes?: OperatorWishes | undefined;
  /** Told of everything that a round has done or could not do. */
  readonly onOutcome?: ((outcome: OperatorOutcome) => void) | undefined;
  /** Told of a round that could not even look at the chain. */
  readonly onTrouble?: ((error: unknown) => void) | undefined;
  /** Clock for the pauses; default: that of the machine. */
  readonly timers?: Timers | undefined;
  /** Between rounds; ms, default 5 seconds. */
  readonly pauseMs?: number | undefined;
}

/** What became of a duty. */
export interface OperatorOutcome {
  /** The duty. */
  readonly duty: AnyDuty;
  /**
   * - `done`
   * - `waiting`: the node has not got all its shards yet
   * - `overtaken`: somebody else did it first, or its time has passed
   * - `failed`: it is tried again in the next round
   */
  readonly kind: 'done' | 'waiting' | 'overtaken' | 'failed';
  /** What `failed` or `overtaken` came from. */
  readonly error?: unknown;
}

/** Does the duties of one operator. */
export interface OperatorRunner {
  /**
   * One round: looks at the chain, does what is due, and tells what became of it. It keeps nothing between
   * rounds, so it can be killed at any moment, and any number of runners can share the work.
   *
   * @throws when the chain cannot be read, at the end when it is only what the judges know; the signal's
   * reason
   */
  tick(signal?: AbortSignal): Promise<readonly OperatorOutcome[]>;
  /** Round after round until the signal is aborted; then resolves. */
  run(signal: AbortSignal): Promise<void>;
}

/**
 * Does an operator's duties on chain: ends voting and starts epochs when their time has come, reports the
 * node's shards, records who missed the deadline, keeps the votes as wished, stands again when there is a
 * place, and collects commission. With `evidence` it also does what anyone may about rounds of challenges
 * (opens them, draws their seeds, counts and settles) and about what nodes have to pay (brings failed
 * hand-overs to the judges, charges for losses). With `treasuryObjectId` it burns what penalties have taken,
 * with `subsidiesObjectId` it lets a pool pay those who store.
 *
 * @example
 * const ids = { systemObjectId, stakingObjectId, capId };
 * const runner = createOperatorRunner({ client, ...ids, sender, send, node: node.duties });
 * await runner.run(stopping.signal);
 */
export function createOperatorRunner(options: OperatorRunnerOptions): OperatorRunner {
  const { onOutcome, onTrouble, timers = systemTimers, pauseMs = 5_000 } = options;

  const look = (signal: AbortSignal | undefined) => lookAt(options, signal);

  /**
   * Whether a duty that the contracts refused has become somebody else's deed or a thing of the past.
   *
   * @param dueIn what is due of its kind; undefined: that could not be read
   */
  async function isOvertaken(
    { duty, dueIn, error }: { readonly duty: AnyDuty; readonly dueIn: DueIn; readonly error: unknown },
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    if (explainAbort(error) === undefined) return false;
    try {
      const due = dueIn(await look(signal));
      return due !== undefined && !due.some((still) => describeDuty(still) === describeDuty(duty));
    } catch {
      return false;
    }
  }

  async function tick(signal?: AbortSignal): Promise<readonly OperatorOutcome[]> {
    const { chain, node, duties, judges, subsidy, trouble } = await look(signal);
    const { packageId } = chain;
    const outcomes: OperatorOutcome[] = [];
    const attempt = async (
      duty: AnyDuty,
      dueIn: DueIn,
      perform: () => Promise<'done' | 'waiting'>,
    ): Promise<void> => {
      signal?.throwIfAborted();
      const outcome = await perform().then(
        (kind): OperatorOutcome => withJson({ duty, kind }),
        async (error: unknown): Promise<OperatorOutcome> => {
          signal?.throwIfAborted();
          const kind = (await isOvertaken({ duty, dueIn, error }, signal)) ? 'overtaken' : 'failed';
          return withJson({ duty, kind, error });
        },
      );
      outcomes.push(outcome);
      onOutcome?.(outcome);
    };
    // First, as the times of a round are short, stake can leave when voting has ended, and reporting shards
    // can take long.
    for (const duty of judges?.duties ?? [])
      await attempt(duty, dueToJudges, () =>
        performJudgesDuty(options, duty, { packages: judges!.packages, signal }),
      );
    for (const { duty, poolPackageId } of subsidy ?? [])
      await attempt(duty, dueToPool, () =>
        performSubsidyDuty(options, duty, { packageId, poolPackageId, signal }),
      );
    for (const duty of duties)
      await attempt(duty, dueToEpochs, () =>
        performDuty(options, duty, { chain, nodeId: node.nodeId, signal }),
      );
    if (trouble !== undefined) throw trouble.error;
    return withJson(outcomes);
  }

  return {
    tick,
    async run(signal) {
      while (!signal.aborted) {
        try {
          await tick(signal);
        } catch (error) {
          if (signal.aborted) return;
          onTrouble?.(error);
        }
        await sleep(timers, pauseMs, { signal }).catch(() => undefined); // aborted: the loop ends
      }
    },
  };
}

/** What is due of a kind, as it was seen; undefined: that could not be read. */
type DueIn = (seen: Awaited<ReturnType<typeof lookAt>>) => readonly AnyDuty[] | undefined;

const dueToEpochs: DueIn = ({ duties }) => duties;
const dueToJudges: DueIn = ({ judges }) => judges?.duties;
const dueToPool: DueIn = ({ subsidy }) => subsidy?.map(({ duty }) => duty);

/** What there is to do now, and what could not be read. */
async function lookAt(options: OperatorRunnerOptions, signal: AbortSignal | undefined) {
  const { client, stakingObjectId, capId, sender, wishes = {} } = options;
  const { nodeId, lastSyncEpoch } = await readNodeCap(client, capId, signal);
  const node = await readNodeState(client, nodeId, signal);
  const chain = await readEpochState(client, stakingObjectId, signal);
  const duties = dutiesOf({ chain, node, lastSyncEpoch, wishes, sender, capId });
  const isUrgent = duties.some(({ kind }) => kind === 'end-voting');
  // The epochs go on when nothing else can be read.
  const [judges, subsidy] = await Promise.allSettled([
    judgesDuties(options, { chain, nodeId, isUrgent }, signal),
    subsidyDuty(options, { chain, nodeId }, signal),
  ]);
  signal?.throwIfAborted();
  const failed = [judges, subsidy].find(({ status }) => status === 'rejected');
  return {
    ...{ chain, node, duties },
    judges: judges.status === 'fulfilled' ? judges.value : undefined,
    subsidy: subsidy.status === 'fulfilled' ? subsidy.value : undefined,
    trouble: failed && { error: (failed as PromiseRejectedResult).reason as unknown },
  };
}

/**
 * Duties about rounds, then those about what nodes have to pay, and which packages they call; undefined when
 * the operator does none.
 */
async function judgesDuties(
  { client, stakingObjectId, treasuryObjectId, evidence: ids }: OperatorRunnerOptions,
  seen: { readonly chain: EpochState; readonly nodeId: string; readonly isUrgent: boolean },
  signal: AbortSignal | undefined,
): Promise<
  | {
      readonly duties: readonly (RoundDuty | JudgementDuty)[];
      readonly packages: Pick<EvidenceContracts, 'packageId' | 'evidencePackageId'>;
    }
  | undefined
> {
  if (ids === undefined) return undefined;
  const evidence = await readEvidenceState(client, ids.evidenceObjectId, signal);
  const isAnyAccused = evidence.round?.members.some((member) => member.accusations > 0) ?? false;
  const accusations = isAnyAccused ? await readAccusations(client, evidence, signal) : [];
  const canBurn = treasuryObjectId !== undefined;
  const query = { stakingObjectId, evidence, canBurn, signal, ...seen };
  const judgements = await readJudgementDuties(client, query);
  return {
    duties: [...roundDutiesOf({ evidence, accusations, ...seen }), ...judgements],
    packages: { packageId: seen.chain.packageId, evidencePackageId: evidence.packageId },
  };
}

/** What there is to do about a pool of subsidies, and which package that calls. */
async function subsidyDuty(
  { client, subsidiesObjectId }: OperatorRunnerOptions,
  seen: { readonly chain: EpochState; readonly nodeId: string },
  signal: AbortSignal | undefined,
): Promise<readonly { readonly duty: SubsidyDuty; readonly poolPackageId: string }[]> {
  if (subsidiesObjectId === undefined) return [];
  const pool = await readWalrusSubsidies(client, subsidiesObjectId, signal);
  const duty = subsidyDutyOf({ ...seen, pool });
  return duty === undefined ? [] : [{ duty, poolPackageId: pool.packageId }];
}
