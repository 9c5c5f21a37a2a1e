import {
  readEvidenceState,
  type EvidenceState,
  type RoundState,
  type RoundVerdict,
} from '@haulout/sdk/chain';
import { timesOfRound } from '@haulout/sdk/operator';
import type { Command } from 'commander';
import { printable } from '../blobs/text.js';
import { writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { count, dateTime, size, when } from '../format.js';
import { connect, located, type Located } from '../located.js';
import { facts, inColour, table, type Fact } from '../table.js';

/** `haulout round status` */
export function statusCommand(): Command {
  return located('status', 'where the last round of the epoch stands, and what it has shown')
    .option('--json', 'one JSON object, for machines', false)
    .addHelpText('after', examples('haulout round status'))
    .action(async (flags: Located & { readonly json: boolean }) => {
      const { client, haulout, record } = await connect(flags);
      const state = await readEvidenceState(client, record.evidenceObjectId);
      if (flags.json) return writeJson({ kind: 'round', ...state });
      console.log(facts(factsOf(state), inColour()));
      if (state.round === undefined || state.round.phase.kind === 'empty') return;
      const { nodes } = await haulout.committee();
      const names = new Map(nodes.map(({ nodeId, name }) => [nodeId, printable(name)]));
      console.log(`\n${membersOf(state.round, names)}`);
    });
}

const VERDICTS: Readonly<Record<RoundVerdict, string>> = {
  none: 'open',
  passed: 'passed',
  late: 'late',
  missed: 'missed',
  wrong: 'wrong answer',
  exempt: 'exempt',
  void: 'void',
  'kept-from-ready': 'kept it from ready',
};

function factsOf(state: EvidenceState): Fact[] {
  const { term, round, samples, nowMs } = state;
  if (term === undefined) return [['round', 'the judges know of no epoch yet; rounds come with epoch 1']];
  const head: Fact[] = [['epoch', `${term.epoch}; ${count(samples, 'sample')} of each node in a round`]];
  if (round === undefined) return [...head, ['round', 'none in this epoch yet']];
  return [
    ...head,
    ['round', String(round.number)],
    ['state', phaseText(state, round)],
    ['opened', when(BigInt(round.openedMs), BigInt(nowMs))],
    ...setFact(round),
    ['chain time', dateTime(BigInt(nowMs))],
  ];
}

function setFact({ sets }: RoundState): Fact[] {
  const set = sets.toSorted((a, b) => b.weight - a.weight)[0];
  if (set === undefined) return [];
  const what = `${count(Number(set.count), 'blob')}, ${size(set.bytes)} encoded`;
  return [['set', `${what}, signed by nodes with ${count(set.weight, 'shard')}`]];
}

function phaseText(state: EvidenceState, round: RoundState): string {
  const { gateUntilMs, deadlineMs } = timesOfRound(state, round);
  const now = BigInt(state.nowMs);
  switch (round.phase.kind) {
    case 'opened':
      return 'nodes agree on the set of blobs';
    case 'ready':
      return 'two thirds have the same set; the seed can be drawn';
    case 'drawn':
      return state.nowMs <= gateUntilMs
        ? `nodes answer, until ${when(BigInt(gateUntilMs), now)}`
        : `nodes check the answers, until ${when(BigInt(deadlineMs!), now)}`;
    case 'closed':
      return round.phase.isConclusive ? 'closed' : 'closed without enough passes: no miss counts';
    case 'void':
      return 'void: too few had the same set, or nobody drew, in time';
    case 'empty':
      return 'over: there was nothing to ask for';
  }
}

function membersOf({ members }: RoundState, names: ReadonlyMap<string, string>): string {
  const rows = members.map(({ nodeId, shards, root, vouchers, verdict, isSettled }) => {
    const vouching = new Set(vouchers);
    const weight = members.reduce((sum, one, at) => sum + (vouching.has(at) ? one.shards.length : 0), 0);
    return {
      cells: [
        names.get(nodeId) ?? '(left)',
        String(shards.length),
        root === undefined ? 'no' : 'yes',
        String(weight),
        `${VERDICTS[verdict]}${isSettled ? '' : verdict === 'none' ? '' : ', not settled'}`,
      ],
      below: nodeId,
    };
  });
  const columns = [
    { header: 'node' },
    { header: 'shards', right: true },
    { header: 'answered' },
    { header: 'vouched for by', right: true },
    { header: 'verdict, and id below' },
  ];
  return table(columns, rows, inColour());
}
