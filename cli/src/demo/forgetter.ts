/** A node forgets a fifth of what it holds, is caught in a round of challenges, and pays. */
import { isQuorum } from '@haulout/sdk/certificate';
import { events } from '@haulout/sdk/contracts';
import type { RoundState } from '@haulout/sdk/chain';
import { readStory, verifyStory } from '@haulout/sdk/history';
import type { Network } from '../network/network.js';
import type { RoundProgress, RoundStep } from '../network/rounds.js';

/** What happens then. Amounts in FROST. */
export type Caught =
  | {
      readonly kind: 'forgot';
      /** Name of the node. */
      readonly node: string;
      /** Part of its slivers that it has lost. */
      readonly fraction: number;
    }
  | {
      readonly kind: 'round-step';
      /** Number of the round. */
      readonly round: number;
      /** The step. */
      readonly step: RoundStep;
      /** Whether it is done. */
      readonly isDone: boolean;
      /** Nodes that have done it: signed the set, answered, or been vouched for by a quorum. */
      readonly nodes: number;
      /** Nodes that have checked the others' answers, while not all have. */
      readonly checked?: number | undefined;
    }
  | {
      readonly kind: 'round';
      /** Number of the round. */
      readonly round: number;
      /** Nodes that have passed. */
      readonly passed: number;
      /** Names of those that have not. */
      readonly missed: readonly string[];
      /** Samples of each node. */
      readonly samples: number;
    }
  | {
      readonly kind: 'proof';
      /** Nodes that signed for those that passed, whose signatures were checked again. */
      readonly signers: number;
      /** Shards of these nodes. */
      readonly weight: number;
      /** Happenings of its story that a signature, a proof or the rules show. */
      readonly checked: number;
    }
  | {
      readonly kind: 'paid';
      /** Name of the node. */
      readonly node: string;
      /** What was taken of its rewards, to be burned. */
      readonly amount: bigint;
    };

const FRACTION = 0.2;

/**
 * Lets the last node forget a fifth of its slivers, runs a round, checks the story again and ends the epoch.
 *
 * @returns FROST that the node has paid
 * @throws an Error when it was not caught, somebody else was, or it did not pay
 */
export async function catchForgetter(network: Network, onEvent: (event: Caught) => void): Promise<bigint> {
  await network.rounds.include();
  await network.nextEpoch();
  const forgetter = network.nodes.at(-1)!;
  const { nodeId, name } = forgetter.identity;
  await forgetter.forget(FRACTION);
  onEvent({ kind: 'forgot', node: name, fraction: FRACTION });

  const round = await network.rounds.whole((progress) => onEvent(stepOf(progress)));
  const { samples } = await network.rounds.state();
  const names = new Map(network.nodes.map(({ identity }) => [identity.nodeId, identity.name]));
  const missed = round.members.filter(({ verdict }) => verdict === 'missed').map((member) => member.nodeId);
  const passed = round.members.filter(({ verdict }) => verdict === 'passed').length;
  onEvent({
    kind: 'round',
    round: round.number,
    passed,
    missed: missed.map((id) => names.get(id) ?? id),
    samples,
  });
  if (missed.length !== 1 || missed[0] !== nodeId || passed !== round.members.length - 1) {
    throw new Error(`round ${round.number} should have caught ${name}, and nobody else`);
  }

  onEvent({ kind: 'proof', ...(await proofOf(network, round)) });
  const before = await takenFrom(network, nodeId);
  await network.nextEpoch();
  const amount = (await takenFrom(network, nodeId)) - before;
  if (amount === 0n) throw new Error(`${name} was caught and has paid nothing`);
  onEvent({ kind: 'paid', node: name, amount });
  return amount;
}

function stepOf({ step, isDone, round, checked }: RoundProgress): Caught {
  return {
    kind: 'round-step',
    round: round.number,
    step,
    isDone,
    nodes: doneBy(step, round),
    ...(checked !== undefined && { checked }),
  };
}

/** Nodes that have done a step of a round. */
function doneBy(step: RoundStep, { phase, members }: RoundState): number {
  if (step === 'ready') return phase.kind === 'ready' ? phase.set.signers.length : 0;
  if (step === 'answers') return members.filter(({ root }) => root !== undefined).length;
  if (step !== 'verdicts') return members.length;
  const weights = members.map(({ shards }) => shards.length);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const nShards = sum(weights);
  return members.filter(({ vouchers }) => isQuorum(sum(vouchers.map((at) => weights[at]!)), nShards)).length;
}

/** Checks everything again that is on record of the epoch of a round: signatures, proofs, verdicts. */
async function proofOf({ devnet, deployment }: Network, { epoch, number }: RoundState) {
  const about = { kind: 'epoch', epoch } as const;
  const story = await readStory({ client: devnet.client, contracts: deployment, about });
  const { happenings, counts } = await verifyStory(story);
  const vouching = happenings.flatMap((happening) => {
    if (happening.kind !== 'AnswersVouchedFor' || happening.fields.round !== number) return [];
    return happening.basis.kind === 'certificate' ? [happening.basis] : [];
  });
  const [most] = vouching.toSorted((a, b) => b.weight - a.weight);
  if (most === undefined) throw new Error(`nobody has signed in round ${number}`);
  const checked = counts.certificate + counts.proof + counts.derived;
  return { signers: most.signers.length, weight: most.weight, checked };
}

/** FROST of rewards that penalties have taken of a node so far. */
async function takenFrom({ devnet, deployment }: Network, nodeId: string): Promise<bigint> {
  const { events: taken } = await devnet.client.core.listEvents({
    filter: { eventType: `${deployment.packageId}::events::RewardsTaken` },
  });
  return taken
    .map(({ bcs }) => events.RewardsTaken.parse(bcs))
    .filter(({ node_id }) => node_id === nodeId)
    .reduce((sum, { amount }) => sum + BigInt(amount), 0n);
}
