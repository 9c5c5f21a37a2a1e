import { readEpochState, type EpochPhase, type EpochState } from '@haulout/sdk/chain';
import type { Command } from 'commander';
import { writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { count, dateTime, fromWhen, when } from '../format.js';
import { connect, located, type Located } from '../located.js';
import { facts, inColour, type Fact } from '../table.js';

/** `haulout epoch status` */
export function statusCommand(): Command {
  return located('status', 'where the epochs stand')
    .option('--json', 'one JSON object, for machines', false)
    .addHelpText('after', examples('haulout epoch status'))
    .action(async (flags: Located & { readonly json: boolean }) => {
      const { client, record } = await connect(flags);
      const state = await readEpochState(client, record.stakingObjectId);
      if (flags.json) writeJson({ kind: 'epoch', ...plainEpoch(state) });
      else console.log(facts(factsOf(state), inColour()));
    });
}

/**
 * An epoch state for machines; docs/operators.md lists the fields. The phase is flat:
 *
 * - `phase`: `EpochChangeSync`, `EpochChangeDone` or `NextParamsSelected`
 * - `readyShards`: shards of the nodes that have reported, during `EpochChangeSync`
 * - `phaseStartMs`: when the phase began, in the two others
 */
function plainEpoch(state: EpochState): object {
  const {
    phase,
    committee,
    nextCommittee,
    previousCommittee: _previous,
    candidates,
    handOver,
    ...rest
  } = state;
  return {
    ...rest,
    phase: phase.kind,
    readyShards: phase.kind === 'EpochChangeSync' ? phase.weight : undefined,
    phaseStartMs: phase.kind === 'EpochChangeSync' ? undefined : phase.atMs,
    nodes: committee.size,
    nextNodes: nextCommittee?.size,
    candidates: candidates.stakes.size,
    handOver: handOver && {
      epoch: handOver.epoch,
      deadlineMs: handOver.deadlineMs,
      owing: owing(state),
    },
  };
}

const PHASES: Readonly<Record<EpochPhase['kind'], string>> = {
  EpochChangeSync: 'the committee receives its shards',
  EpochChangeDone: 'the committee has its shards; stake and votes for the next one count',
  NextParamsSelected: 'the next committee is settled',
};

const NO_COMMITTEE = 'there is no committee yet: nodes register and get stake';

function factsOf(state: EpochState): Fact[] {
  const { epoch, phase, nowMs, nShards, committee, candidates, votingEndsMs, nextEpochMs, handOver } = state;
  const next = `epoch ${epoch + 1}`;
  const list: Fact[] = [
    ['epoch', String(epoch)],
    ['state', committee.size === 0 ? NO_COMMITTEE : PHASES[phase.kind]],
    ['committee', `${count(committee.size, 'node')}, ${count(nShards, 'shard')}`],
    ['candidates', `${candidates.stakes.size} of at most ${candidates.most}`],
  ];
  if (phase.kind === 'EpochChangeSync')
    list.push(['ready', `nodes with ${phase.weight} of ${count(nShards, 'shard')}`]);
  else list.push(['since', when(phase.atMs, nowMs)]);
  if (votingEndsMs !== undefined) list.push(['voting', `can be ended ${fromWhen(votingEndsMs, nowMs)}`]);
  if (nextEpochMs !== undefined) list.push([next, `can begin ${fromWhen(nextEpochMs, nowMs)}`]);
  const late = owing(state).length;
  if (handOver !== undefined && late > 0) {
    const verb = late === 1 ? 'has' : 'have';
    list.push([
      'hand-over',
      `${count(late, 'node')} ${verb} yet to report, due ${when(handOver.deadlineMs, nowMs)}`,
    ]);
  }
  return [...list, ['chain time', dateTime(nowMs)]];
}

/** Nodes that have not reported yet that they have their shards. */
function owing({ handOver }: EpochState) {
  return handOver?.receivers.filter(({ reported }) => !reported) ?? [];
}
