import { PaperEvidence } from '../../../test/support/paper-evidence.js';
import { number, table } from '../measure.js';
import type { Progress } from '../progress.js';
import { playRound, slotThatPassed, total, type RoundPlan, type Step } from './round.js';

const COMMITTEES = [4, 20, 100];
const SHARDS = 1000;
/** Bitmaps that nodes sign to make verdicts hard to count: members differ in one of the bits of a place. */
const ODD_BITMAPS = 7;

const HEADER = ['nodes', 'step', 'txs', 'units', 'net', 'bytes', 'signatures'];

/** A way in which rounds go. */
interface Course {
  readonly heading: string;
  /** What it is about, in lines. */
  readonly about: string;
  plan(nodes: number): RoundPlan;
}

const COURSES: readonly Course[] = [
  {
    heading: 'A round that everybody passes',
    about: `\
On ${number(SHARDS)} shards, in an epoch after others. All members sign one set, answer, and vouch for all.

- txs: how many transactions. units: computation of all of them, as it is charged. net: MIST of all of them.
- bytes: of all of them, without the signatures of their senders.
- signatures: BLS signatures of members. The chain checks the sum of those in a certificate, once for each
  transaction of these steps.`,
    plan: (nodes) => ({ good: range(nodes) }),
  },
  {
    heading: 'A round that a fifth misses',
    about: `\
A fifth of the nodes, one at least, signs nothing and answers nothing. Steps that take what they took above
are left out.`,
    plan: (nodes) => ({ good: goodOf(nodes) }),
  },
  {
    heading: 'A round that a fifth works against',
    about: `\
The same fifth answers nothing, and signs up to seven certificates of its own, so that few members have the
same vouchers. It is the hardest that we know. Steps that took as much before are left out.`,
    plan: (nodes) => ({ good: goodOf(nodes), odd: oddOf(nodes) }),
  },
];

/** What each step of a round takes, for committees of 4, 20 and 100 nodes, in three courses. */
export async function benchRounds(progress: Progress): Promise<string> {
  progress.expect(COMMITTEES.length * COURSES.length);
  const rows = COURSES.map((): string[][] => []);
  for (const nodes of COMMITTEES) {
    const courses = await measure(nodes, progress);
    courses.forEach((steps, course) => {
      const known = courses.slice(0, course).flat().map(figures).map(String);
      const told = steps.map(figures).filter((row) => row[0] === 'total' || !known.includes(String(row)));
      rows[course]!.push(...told.map((row) => [String(nodes), ...row]));
    });
  }
  return COURSES.map(({ heading, about }, course) => {
    return [`### ${heading}`, about, table(HEADER, rows[course]!)].join('\n\n');
  }).join('\n\n');
}

/** The steps of each course. */
async function measure(nodes: number, progress: Progress): Promise<Step[][]> {
  const paper = await PaperEvidence.start({ nShards: SHARDS, count: nodes });
  let slot: Step | undefined;
  let begin: Step;
  do {
    slot = slotThatPassed(await playRound(paper, { good: range(nodes) }));
    begin = { step: 'take the epoch in', costs: [await paper.turnEpoch()], signatures: 0 };
  } while (slot === undefined);
  const start = paper.network.snapshot();
  const courses: Step[][] = [];
  for (const { heading, plan } of COURSES) {
    progress.step(`${nodes} nodes: ${heading}`);
    paper.network.restore(start);
    const { steps } = await playRound(paper, plan(nodes));
    const all = [begin, ...steps];
    courses.push([...all, total(all), slot]);
  }
  paper.network.devnet.stop();
  return courses;
}

function figures(step: Step): string[] {
  const { units, net, bytes } = sums(step);
  return [
    step.step,
    ...[step.costs.length, units, net, bytes].map((value) => number(value)),
    step.signatures === 0 ? '' : number(step.signatures),
  ];
}

/** What the transactions of a step take together. */
export function sums({ costs }: Step) {
  return {
    units: costs.reduce((sum, cost) => sum + cost.units, 0),
    net: costs.reduce((sum, cost) => sum + cost.net, 0n),
    bytes: costs.reduce((sum, cost) => sum + cost.bytes, 0),
  };
}

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

function goodOf(nodes: number): number[] {
  return range(nodes - Math.max(1, Math.floor(nodes / 5)));
}

function oddOf(nodes: number): NonNullable<RoundPlan['odd']> {
  const bad = range(nodes).slice(goodOf(nodes).length);
  return range(ODD_BITMAPS).flatMap((bit) => {
    const some = range(nodes).filter((node) => ((node >> bit) & 1) === 1);
    return some.length === 0 ? [] : [{ nodes: some, signers: [bad.at(-1 - (bit % bad.length))!] }];
  });
}
