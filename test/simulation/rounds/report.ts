/** What the rounds on paper have shown, as tables for people and as figures for programs. */
import { breakEven, DEAREST, type Outcome, type Prices } from './economy.js';
import { standardErrors, type Passing } from './pass-chance.js';

export interface Simulated {
  readonly passing: readonly Passing[];
  /** Each adversary as the design has it, and with as many nodes as may be faulty. */
  readonly outcomes: readonly { readonly alone: Outcome; readonly many: Outcome }[];
  readonly settings: Readonly<Record<'rounds' | 'epochs' | 'long' | 'samples' | 'seed', number>>;
}

/** Storage costs half of what it earns. */
const HALF: Prices = { ...DEAREST, storage: 0.5 };

const OF: Readonly<Record<Passing['how'], string>> = {
  bytes: 'bytes, large blobs first',
  blobs: 'blobs',
  slivers: 'slivers',
  axis: 'bytes, one axis first',
};

/** All tables. */
export function describeRounds({ passing, outcomes, settings }: Simulated): string {
  const { rounds, epochs, long, samples, seed } = settings;
  return [
    wrapped(
      `A node lacks a part of what it should have, and is asked in ${grouped(rounds)} rounds. _Formula_ ` +
        `is the ` +
        'chance to pass with exactly what it has, _at most_ is (1 - d)^(k / 2), and _errors_ ' +
        'are the standard errors between what was counted and the formula.',
    ),
    table(
      ['lacks', 'of its', 'samples', 'passed', 'measured', 'formula', 'errors', 'at most'],
      passing.map((row) => [
        percent(row.fraction, 0),
        OF[row.how],
        `${row.samples}`,
        `${row.passed}`,
        percent(row.passed / row.rounds),
        chance(row.chance),
        standardErrors(row.passed, row.rounds, row.chance).toFixed(1),
        chance(row.bound),
      ]),
    ),
    wrapped(
      `Adversaries play for ${epochs} epochs with ${samples} samples. _Burned_ is what they lose of ` +
        `their stake. The ` +
        'next two columns are what they have over an honest node with the same stake, in parts of its ' +
        'rewards: if ' +
        'keeping its shards costs half of these, and if it costs all of them. To fetch a byte costs a ' +
        'quarter of ' +
        'keeping it for an epoch. Who has a number in the last column earns more, with storage at its ' +
        'dearest, as ' +
        'long as fetching costs less than this part.',
    ),
    table(
      ['who', 'keeps', 'passes', 'burned', 'at half', 'at all', 'fetching'],
      outcomes.map(({ alone }) => [
        alone.adversary.name,
        percent(alone.kept),
        percent(alone.passed),
        percent(alone.stakeLost),
        percent(alone.gain(HALF)),
        bold(percent(alone.gain(DEAREST)), alone.adversary.earns !== undefined),
        breakEven(alone)?.toFixed(2) ?? '',
      ]),
    ),
    wrapped(`Nodes with f shards in all do the same for ${long} epochs. What others pay:`),
    table(
      ['who', 'rounds', 'not conclusive', 'honest nodes pay', 'WAL adds up'],
      outcomes.map(({ many }) => [
        many.adversary.name,
        grouped(many.rounds),
        `${many.failedRounds}`,
        `${many.honestPaid}`,
        many.isBalanced ? 'yes' : 'NO',
      ]),
    ),
    `Seed ${seed}.`,
  ].join('\n\n');
}

/** The same without words. */
export function figuresOf({ passing, outcomes, settings }: Simulated) {
  return {
    settings,
    passing,
    adversaries: outcomes.map(({ alone, many }) => ({
      name: alone.adversary.name,
      earns: alone.adversary.earns,
      kept: alone.kept,
      passed: alone.passed,
      stakeLost: alone.stakeLost,
      moreAtHalf: alone.gain(HALF),
      moreAtAll: alone.gain(DEAREST),
      fetchingBelow: breakEven(alone),
      long: {
        rounds: many.rounds,
        notConclusive: many.failedRounds,
        ordersAgainstHonest: many.honestPaid,
        isBalanced: many.isBalanced,
      },
    })),
  };
}

/** Lines of 110 characters at most. */
function wrapped(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line.length + 1 + word.length > 110) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join(
    '\n',
  );
}

const percent = (part: number, digits = 1): string =>
  `${(100 * part).toFixed(digits).replace(/^-(0(\.0+)?)$/, '$1')} %`;
/** Small chances with their order. */
const chance = (part: number): string => (part >= 0.0005 ? percent(part, 2) : part.toExponential(0));
const grouped = (count: number): string => count.toLocaleString('en-US');
const bold = (text: string, isBold: boolean): string => (isBold ? `**${text}**` : text);
