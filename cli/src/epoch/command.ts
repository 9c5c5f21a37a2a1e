/** `haulout epoch ...`: where the epochs stand, and turning them when it is time. */
import { addInitiateEpochChange, addVotingEnd, readEpochState, type EpochState } from '@haulout/sdk/operator';
import { Command } from 'commander';
import { writeJson } from '../command-line.js';
import { connect, located, type Located } from '../located.js';
import { openSigned, signed, type Signed } from '../signed.js';
import { facts, inColour } from '../table.js';

/** `haulout epoch` */
export function epochCommand(): Command {
  return new Command('epoch')
    .description('where the epochs stand, and how they go on')
    .addCommand(statusCommand())
    .addCommand(endVotingCommand())
    .addCommand(advanceCommand());
}

function statusCommand(): Command {
  return located('status', 'where the epochs stand')
    .option('--json', 'one JSON object, for machines', false)
    .action(async (flags: Located & { readonly json: boolean }) => {
      const { client, record } = await connect(flags);
      const state = await readEpochState(client, record.stakingObjectId);
      const { committee, nextCommittee, handOver, ...rest } = state;
      const owing = handOver?.receivers.filter(({ reported }) => !reported) ?? [];
      if (flags.json) {
        const handOverOf = handOver && { ...handOver, receivers: undefined, owing };
        const sizes = { nodes: committee.size, nextNodes: nextCommittee?.size };
        return writeJson({ kind: 'epoch', ...rest, ...sizes, handOver: handOverOf });
      }
      console.log(facts(wordsOf(state, owing.length), inColour()));
    });
}

function endVotingCommand(): Command {
  return signed(
    'end-voting',
    'settle the next committee; anyone may, half an epoch after the last change',
  ).action(async (flags: Signed) => {
    const { contracts, epochs, send } = await openSigned(flags);
    await send(`end the voting of epoch ${epochs.epoch}`, (transaction) =>
      addVotingEnd(transaction, contracts),
    );
    if (flags.json) return writeJson({ kind: 'voting-ended', epoch: epochs.epoch });
    console.log(`the committee of epoch ${epochs.epoch + 1} is settled`);
  });
}

function advanceCommand(): Command {
  return signed('advance', 'start the next epoch; anyone may, an epoch after the last change').action(
    async (flags: Signed) => {
      const { contracts, epochs, send } = await openSigned(flags);
      const epoch = epochs.epoch + 1;
      await send(`start epoch ${epoch}`, (transaction) => addInitiateEpochChange(transaction, contracts));
      if (flags.json) return writeJson({ kind: 'epoch-started', epoch });
      console.log(`epoch ${epoch} has begun`);
    },
  );
}

const PHASES = {
  sync: 'the committee receives its shards',
  done: 'the committee is ready; voting goes on',
  voted: 'the next committee is settled',
} as const;

function wordsOf(state: EpochState, owing: number): [string, string][] {
  const { epoch, phase, nowMs, nShards, committee, readyShards, votingEndsMs, nextEpochMs, handOver } = state;
  const words: [string, string][] = [
    ['epoch', String(epoch)],
    ['state', PHASES[phase]],
    ['committee', `${committee.size} nodes, ${nShards} shards`],
  ];
  if (readyShards !== undefined) words.push(['ready', `nodes with ${readyShards} of ${nShards} shards`]);
  if (votingEndsMs !== undefined) words.push(['voting', `can be ended ${when(votingEndsMs, nowMs)}`]);
  if (nextEpochMs !== undefined) words.push([`epoch ${epoch + 1}`, `can begin ${when(nextEpochMs, nowMs)}`]);
  if (handOver !== undefined && owing > 0)
    words.push(['hand-over', `${owing} nodes have still to report, due ${when(handOver.deadlineMs, nowMs)}`]);
  return [...words, ['chain time', new Date(Number(nowMs)).toISOString()]];
}

function when(ms: bigint, nowMs: bigint): string {
  if (ms <= nowMs) return 'now';
  const minutes = (ms - nowMs + 59_999n) / 60_000n;
  const text = minutes < 60n ? `${minutes} min` : `${minutes / 60n} h ${minutes % 60n} min`;
  return `in ${text}, ${new Date(Number(ms)).toISOString()}`;
}
