/** Rounds of challenges on a chain without storage nodes: what members sign is made here. */
import { Transaction } from '@mysten/sui/transactions';
import {
  execute,
  readEvidenceState,
  signingCommittee,
  type EvidenceState,
  type RoundState,
} from '@haulout/sdk/chain';
import {
  aggregateEvidence,
  lastSlot,
  roundLengths,
  serializeEvidenceMessage,
  slotStart,
  type EpochTimes,
  type Passed,
  type Ready,
  type Round,
} from '@haulout/sdk/evidence';
import { createOperatorRunner, type OperatorRunner, type SignedStatement } from '@haulout/sdk/operator';
import { sign, startChain, type PaperNode } from './paper-chain.js';
import { roundOnChain } from './paper-round.js';

export type ChallengeChain = ReturnType<typeof challengesOn>;

/** What tests do about rounds on a chain with paper nodes. */
export function challengesOn(world: Awaited<ReturnType<typeof startChain>>) {
  const { devnet, deployment, nodes, client } = world;
  const { evidenceObjectId, recordsObjectId } = deployment;

  const state = (): Promise<EvidenceState> => readEvidenceState(devnet.client, evidenceObjectId);
  const send = async (what: string, node: PaperNode, build: (transaction: Transaction) => void) => {
    const transaction = new Transaction();
    build(transaction);
    return execute({ client: devnet.client, what, transaction, signer: node.operator });
  };
  const runner = (index: number): OperatorRunner => {
    const { operator, capId } = nodes[index]!;
    return createOperatorRunner({
      client: devnet.client,
      systemObjectId: deployment.systemObjectId,
      stakingObjectId: deployment.stakingObjectId,
      capId,
      sender: operator.toSuiAddress(),
      send: (what, transaction) => execute({ client: devnet.client, what, transaction, signer: operator }),
      node: { handOver: async () => ({ done: true, recovered: [] }) },
      evidence: { evidenceObjectId, recordsObjectId },
    });
  };
  /** What the first operator does until it finds nothing more to do. */
  const work = async (): Promise<string[]> => {
    const done: string[] = [];
    for (;;) {
      const outcomes = await runner(0).tick();
      if (outcomes.length === 0) return done;
      for (const { duty, kind, error } of outcomes) {
        if (kind === 'failed') throw error;
        done.push(duty.kind);
      }
    }
  };
  const times = async (): Promise<EpochTimes> => {
    const { term, stepMs } = await state();
    return { doneMs: term!.doneMs, durationMs: term!.durationMs, stepMs };
  };
  const advance = (ms: number) => devnet.advanceClock(ms);

  return {
    ...{ world, state, send, work, runner, times, advance },
    contracts: deployment,
    lengths: async () => roundLengths(await times()),
    /** Lets the operator open a round: in the last slot of the epoch, unless chance has it earlier. */
    async openRound(): Promise<RoundState> {
      advance(60_000);
      await work();
      const epochTimes = await times();
      const target = slotStart(epochTimes, lastSlot(epochTimes)) + roundLengths(epochTimes).slot / 2;
      advance(Math.max(0, target - (await state()).nowMs));
      await work();
      const { round } = await state();
      if (round === undefined) throw new Error('no round has opened');
      return round;
    },
    /** The round, as answers and samples need it, once its seed is drawn. */
    async roundOf(): Promise<Round> {
      return roundOnChain(evidenceObjectId, await state());
    },
    /** The nodes by their committee positions. */
    async members(): Promise<PaperNode[]> {
      const { term } = await state();
      return term!.members.map(({ nodeId }) => nodes.find((node) => node.nodeId === nodeId)!);
    },
    /** A message with the signatures of some nodes. */
    async certified<M extends Ready | Passed>(
      message: M,
      signers: readonly PaperNode[],
    ): Promise<SignedStatement<M>> {
      const committee = signingCommittee(await client.haulout.committee());
      const certificate = aggregateEvidence(
        committee,
        message,
        sign(signers, serializeEvidenceMessage(message)),
      );
      return { message, certificate };
    },
  };
}
