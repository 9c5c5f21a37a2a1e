/**
 * What a node does in rounds of challenges (R16) without being asked: it looks at the chain and does what is
 * due now. Everything that has to outlive a crash is in the journal or on chain, so it can be killed
 * anywhere.
 */
import type { Logger } from 'pino';
import { equalBytes, isHauloutError } from '@haulout/sdk/base';
import { isQuorum } from '@haulout/sdk/certificate';
import type { RoundState, RoundVerdict } from '@haulout/sdk/chain';
import { addAnswer } from '@haulout/sdk/operator';
import type { ChainView } from '../chain/chain-view.js';
import { hex } from '../hex.js';
import { serial } from '../store/serial.js';
import type { Answering } from './answering.js';
import type { Conflicts } from './conflicts.js';
import type { Convicting } from './convicting.js';
import type { Gate } from './gate.js';
import type { Gathering } from './gathering.js';
import type { Journal } from './journal.js';
import type { Post } from './posting.js';
import type { RoundNow, RoundReader } from './round-now.js';
import type { Verifying } from './verifying.js';

/** Something that a node has done in a round. */
export interface ChallengeOutcome {
  /** Number of the round. */
  readonly round: number;
  /**
   * - `ready`: brought it to the chain that members have the set
   * - `answered`: posted the root of its answers
   * - `passed`: brought it to the chain who vouches for whom
   * - `judged`: convicted or accused a node of a wrong answer
   * - `invalidated`: showed that a blob is badly encoded
   */
  readonly kind: 'ready' | 'answered' | 'passed' | 'judged' | 'invalidated';
}

/** The duties of a node in rounds of challenges. */
export interface ChallengeDuties {
  /**
   * Does what is due now, and tells what it has posted. Calls run one after the other.
   *
   * @throws when the chain cannot be reached
   */
  run(): Promise<readonly ChallengeOutcome[]>;
  /** Ends what is under way; runs reject from then on. Resolves when nothing runs any more. */
  stop(): Promise<void>;
}

/** What the duties work with; `posting` is undefined for a node for which nobody posts. */
export interface ChallengeDutyParts {
  readonly chain: ChainView;
  readonly reader: RoundReader;
  readonly gate: Gate;
  readonly journal: Journal;
  readonly answering: Answering;
  readonly verifying: Verifying;
  readonly posting:
    | {
        readonly post: Post;
        readonly capId: string;
        readonly gathering: Gathering;
        readonly convicting: Convicting;
        readonly conflicts: Conflicts;
      }
    | undefined;
  readonly logger: Logger;
  /** Told what the last round shows of this node, `none` included. */
  readonly onVerdict?: ((verdict: RoundVerdict) => void) | undefined;
}

/** The duties of a node that has just been opened. */
export function createChallengeDuties(parts: ChallengeDutyParts): ChallengeDuties {
  const inTurn = serial();
  const stopping = new AbortController();
  const { signal } = stopping;
  return {
    run: () =>
      inTurn(async () => {
        signal.throwIfAborted();
        const now = await roundNow(parts);
        return now === undefined ? [] : doWhatIsDue(parts, now, signal);
      }),
    async stop() {
      stopping.abort(new Error('the node is stopping'));
      await inTurn(async () => undefined);
    },
  };
}

/** The round in which the node can take part now; closes or opens the gate by what it sees. */
async function roundNow({
  chain,
  reader,
  gate,
  journal,
  onVerdict,
}: ChallengeDutyParts): Promise<RoundNow | undefined> {
  await chain.sync();
  const evidence = await reader.evidence();
  gate.observe(evidence);
  const { nodeId } = await chain.assignment();
  const own = evidence.round?.members.find((member) => member.nodeId === nodeId);
  if (own !== undefined) onVerdict?.(own.verdict);
  const now = await reader.read(evidence);
  return now !== undefined && (await journal.covers(now.round.number)) ? now : undefined;
}

async function doWhatIsDue(
  parts: ChallengeDutyParts,
  now: RoundNow,
  signal: AbortSignal,
): Promise<readonly ChallengeOutcome[]> {
  const { posting, logger } = parts;
  const { round, evidence, times } = now;
  const outcomes: ChallengeOutcome[] = [];
  /** Others may be faster, and the chain slow: what is still due is done in the next run. */
  const attempt = async (kind: ChallengeOutcome['kind'], duty: () => Promise<boolean>): Promise<void> => {
    try {
      if (await duty()) outcomes.push({ round: round.number, kind });
    } catch (error) {
      signal.throwIfAborted();
      if (!isHauloutError(error)) throw error;
      logger.warn({ round: round.number, kind, err: error }, 'a step of a round could not be taken yet');
    }
  };

  if (posting && round.members[now.position]!.accusations > 0) {
    await attempt('invalidated', async () =>
      posting.conflicts.run(await posting.conflicts.ofAccusations(now), signal),
    );
  }
  switch (round.phase.kind) {
    case 'opened':
    case 'ready':
      if (posting) await attempt('ready', () => posting.gathering.ready(now, signal));
      break;
    case 'drawn':
      if (!hasSet(now)) {
        logger.error({ round: round.number }, 'this node has another set than the one that is asked for');
        break;
      }
      if (evidence.nowMs <= times.answerUntilMs!) {
        await attempt('answered', () => answer(parts, now, signal));
      } else if (evidence.nowMs <= times.deadlineMs!) {
        const { suspicions, conflicts } = await parts.verifying.run(now, signal);
        if (posting) {
          await attempt('invalidated', () => posting.conflicts.run(conflicts, signal));
          await attempt(
            'judged',
            async () => (await posting.convicting.run(now, suspicions, signal)).length > 0,
          );
          await attempt('passed', () => posting.gathering.passed(now, signal));
        }
      }
  }
  return outcomes;
}

async function answer(
  { answering, journal, posting }: ChallengeDutyParts,
  now: RoundNow,
  signal: AbortSignal,
): Promise<boolean> {
  const { round, position } = now;
  const { root: posted, isExempt } = round.members[position]!;
  if (posted !== undefined || isExempt || posting === undefined) return false;
  const root = await answering.root(now);
  await journal.write(round.number, (entry) => ({ ...entry, answered: hex(root) }));
  const { capId } = posting;
  await posting.post(
    `answer in round ${round.number}`,
    (transaction, contracts) => addAnswer(transaction, contracts, { capId, round: round.number, root }),
    signal,
  );
  return true;
}

/** Whether the node has the set that a quorum has signed. */
function hasSet({ round, set, evidence }: RoundNow): boolean {
  const signed = quorumSet(round, evidence.nShards);
  return signed !== undefined && signed.count === BigInt(set.count) && equalBytes(signed.root, set.root);
}

function quorumSet({ sets }: RoundState, nShards: number): RoundState['sets'][number] | undefined {
  return sets.find(({ weight }) => isQuorum(weight, nShards));
}
