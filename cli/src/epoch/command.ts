/** `haulout epoch ...`: where the epochs stand, and turning them when it is time. */
import { addInitiateEpochChange, addPriceUpdate, endVoting } from '@haulout/sdk/operator';
import type { Transaction } from '@mysten/sui/transactions';
import { readEpochState, type EpochState } from '@haulout/sdk/chain';
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
    .addCommand(advanceCommand())
    .addCommand(updatePricesCommand());
}

function statusCommand(): Command {
  return located('status', 'where the epochs stand')
    .option('--json', 'one JSON object, for machines', false)
    .action(async (flags: Located & { readonly json: boolean }) => {
      const { client, record } = await connect(flags);
      const state = await readEpochState(client, record.stakingObjectId);
      const { committee, nextCommittee, handOver, candidates, ...rest } = state;
      const owing = handOver?.receivers.filter(({ reported }) => !reported) ?? [];
      if (flags.json) {
        const handOverOf = handOver && { ...handOver, receivers: undefined, owing };
        const sizes = {
          nodes: committee.size,
          nextNodes: nextCommittee?.size,
          candidates: candidates.stakes.size,
        };
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
    const { client, haulout, signer, contracts, epochs } = await openSigned(flags);
    const send = (what: string, transaction: Transaction) => haulout.execute({ what, transaction, signer });
    await endVoting({ client, contracts, send });
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

function updatePricesCommand(): Command {
  return signed(
    'update-prices',
    'let the prices hold at once that the committee votes for now; anyone may',
  ).action(async (flags: Signed) => {
    const { haulout, contracts, send } = await openSigned(flags);
    await send('update the prices', (transaction) => addPriceUpdate(transaction, contracts));
    const { storagePricePerUnit, writePricePerUnit } = await haulout.systemState();
    if (flags.json) return writeJson({ kind: 'prices', storagePricePerUnit, writePricePerUnit });
    console.log(`storage ${storagePricePerUnit}, writing ${writePricePerUnit} FROST for a MiB`);
  });
}

const PHASES = {
  EpochChangeSync: 'the committee receives its shards',
  EpochChangeDone: 'the committee is ready; voting goes on',
  NextParamsSelected: 'the next committee is settled',
} as const;

function wordsOf(state: EpochState, owing: number): [string, string][] {
  const { epoch, phase, nowMs, nShards, committee, candidates, votingEndsMs, nextEpochMs, handOver } = state;
  const words: [string, string][] = [
    ['epoch', String(epoch)],
    ['state', PHASES[phase.kind]],
    ['committee', `${committee.size} nodes, ${nShards} shards`],
  ];
  words.push(['candidates', `${candidates.stakes.size} of at most ${candidates.most}`]);
  if (phase.kind === 'EpochChangeSync')
    words.push(['ready', `nodes with ${phase.weight} of ${nShards} shards`]);
  if (votingEndsMs !== undefined) words.push(['voting', `can be ended ${when(votingEndsMs, nowMs)}`]);
  if (nextEpochMs !== undefined) words.push([`epoch ${epoch + 1}`, `can begin ${when(nextEpochMs, nowMs)}`]);
  if (handOver !== undefined && owing > 0)
    words.push(['hand-over', `${owing} nodes have still to report, due ${when(handOver.deadlineMs, nowMs)}`]);
  return [...words, ['chain time', new Date(Number(nowMs)).toISOString()]];
}

function when(ms: bigint, nowMs: bigint): string {
  if (ms <= nowMs) return 'now';
  const seconds = (ms - nowMs + 999n) / 1000n;
  const minutes = (seconds + 59n) / 60n;
  const text =
    seconds < 120n
      ? `${seconds} s`
      : minutes < 60n
        ? `${minutes} min`
        : `${minutes / 60n} h ${minutes % 60n} min`;
  return `in ${text}, ${new Date(Number(ms)).toISOString()}`;
}
