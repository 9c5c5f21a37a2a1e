/** A round on a network on paper, step by step, and what each step takes. */
import type { PaperEvidence, SlotCosts } from '../../../test/support/paper-evidence.js';
import type { SignedSet } from '../../../test/support/judged-chain.js';
import type { Cost } from '../../../test/support/paper-network.js';

/** Who does what in a round, by committee positions. */
export interface RoundPlan {
  /** Those who sign the set, answer, and vouch for each other. */
  readonly good: readonly number[];
  /** What members vouch for on their own, before the others do. */
  readonly odd?: readonly { readonly nodes: readonly number[]; readonly signers: readonly number[] }[];
  /** The set; default: some set. */
  readonly set?: SignedSet;
}

/** One kind of transaction of a round. */
export interface Step {
  readonly step: string;
  readonly costs: readonly Cost[];
  /** BLS signatures of members in the certificates. */
  readonly signatures: number;
}

/** A round that was played. */
export interface PlayedRound {
  readonly steps: readonly Step[];
  /** Slots before it in which no round opened. */
  readonly passed: readonly SlotCosts[];
}

/** Plays a round from its attempt until all members are settled. All times are those of the chain. */
export async function playRound(
  paper: PaperEvidence,
  { good, odd = [], set }: RoundPlan,
): Promise<PlayedRound> {
  const steps: Step[] = [];
  const note = (step: string, costs: readonly Cost[], signatures = 0) =>
    steps.push({ step, costs, signatures });
  const round = async () => (await paper.state()).round!;

  const { attempt, open, passed } = await paper.open();
  note('attempt', [attempt]);
  note('open', [open]);
  const { number } = await round();
  note('ready', [await paper.ready(number, good, set)], good.length);
  await paper.waitOut('drawFromMs');
  note('draw', [await paper.draw()]);
  note('answers', await inTurn(good, (node) => paper.answer(number, [node])));

  await paper.waitOut('answerUntilMs');
  const certificates = [...odd, { nodes: good, signers: good }];
  const signatures = certificates.reduce((sum, { signers }) => sum + signers.length, 0);
  note(
    'verdicts',
    await inTurn(certificates, ({ nodes, signers }) => paper.pass(number, nodes, signers)),
    signatures,
  );
  if (good.length < paper.members.length) await paper.waitOut('deadlineMs');
  const isOpen = async () => (await round()).phase.kind === 'drawn';
  note('decide', await asLong(isOpen, () => paper.decide()));
  const isUnsettled = async () => (await round()).members.some(({ isSettled }) => !isSettled);
  note('settle', await asLong(isUnsettled, () => paper.settle()));
  return { steps, passed };
}

/** All steps together. */
export function total(steps: readonly Step[]): Step {
  return {
    step: 'total',
    costs: steps.flatMap(({ costs }) => costs),
    signatures: steps.reduce((sum, { signatures }) => sum + signatures, 0),
  };
}

/** The two transactions of a slot in which no round opened; undefined if the first slot opened one. */
export function slotThatPassed({ passed }: PlayedRound): Step | undefined {
  const last = passed.at(-1);
  return last && { step: 'a slot that passes', costs: [last.attempt, last.open], signatures: 0 };
}

async function inTurn<T>(all: readonly T[], act: (one: T) => Promise<Cost>): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (const one of all) costs.push(await act(one));
  return costs;
}

async function asLong(isLeft: () => Promise<boolean>, act: () => Promise<Cost>): Promise<Cost[]> {
  const costs: Cost[] = [];
  while (await isLeft()) costs.push(await act());
  return costs;
}
