/** What a node answers to others about rounds of challenges, without its network side. */
import { positionsIn } from '@haulout/sdk/base';
import { fromChain, syncChain } from '../chain/sync-chain.js';
import type { ChainView } from '../chain/chain-view.js';
import { signedStatement, type SignedStatement } from '../signed-statement.js';
import type { Answering } from './answering.js';
import type { Gate } from './gate.js';
import type { RoundNow, RoundReader } from './round-now.js';
import { notNow, type Statement, type Statements } from './statements.js';

/** Speaks for a node in rounds. All functions throw ServiceError. */
export interface ChallengeService {
  /** The signed statement that the node has the set of a round. */
  ready(round: number): Promise<SignedStatement>;
  /**
   * BCS of the answers to the member at a committee position, when no answer can be posted any more.
   *
   * @param peer who asks
   */
  answers(peer: string, round: number, verifier: number): Promise<Uint8Array>;
  /** The signed statement for whom the node vouches. */
  vouched(round: number): Promise<SignedStatement>;
  /** The signed statement that the node vouches for the members of a bitmap. */
  passed(round: number, bitmap: bigint): Promise<SignedStatement>;
}

/** What the service works with. */
export interface ChallengeServiceParts {
  readonly chain: ChainView;
  readonly reader: RoundReader;
  readonly gate: Gate;
  readonly statements: Statements;
  readonly answering: Answering;
}

/** Makes the service of a node that has just been opened. */
export function createChallengeService(parts: ChallengeServiceParts): ChallengeService {
  const { chain, reader, gate, statements, answering } = parts;

  async function roundNow(number: number): Promise<RoundNow> {
    await syncChain(chain);
    const now = await fromChain(async () => {
      const evidence = await reader.evidence();
      gate.observe(evidence);
      return reader.read(evidence);
    });
    if (now?.round.number === number) return now;
    throw notNow(number, 'this node takes part in no such round');
  }

  return {
    ready: async (round) => signed(await statements.ready(await roundNow(round))),
    async answers(peer, round, verifier) {
      const now = await roundNow(round);
      const { evidence, times } = now;
      if (times.answerUntilMs === undefined || evidence.nowMs <= times.answerUntilMs)
        throw notNow(round, 'answers are shown when none can be posted any more');
      if (evidence.nowMs > times.deadlineMs!) throw notNow(round, 'its deadline is over');
      if (verifier >= now.round.members.length) throw notNow(round, `it has no member ${verifier}`);
      return answering.to(peer, now, verifier);
    },
    vouched: async (round) => signed(await statements.passed(await roundNow(round))),
    async passed(round, bitmap) {
      const now = await roundNow(round);
      return signed(await statements.passed(now, positionsIn(bitmap)));
    },
  };
}

function signed({ message, signature }: Statement): SignedStatement {
  return signedStatement(message, signature);
}
