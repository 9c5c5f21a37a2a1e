import { readBurnRates, readEpochState } from '@haulout/sdk/chain';
import { maxBlobSize } from '@haulout/sdk/encoding';
import type { Command } from 'commander';
import { writeJson } from '../command-line.js';
import { epochText } from '../epoch/begin.js';
import { examples } from '../examples.js';
import { count, percent, size, span, wal } from '../format.js';
import { connect, located, type Located } from '../located.js';
import { facts, inColour } from '../table.js';

/** `haulout info` */
export function infoCommand(): Command {
  return located('info')
    .option('--json', 'one JSON object, for machines', false)
    .addHelpText('after', examples('haulout info', 'haulout info --json'))
    .action(async (flags: Located & { readonly json: boolean }) => {
      const { client, haulout, record } = await connect(flags);
      const [state, epochs, burned] = await Promise.all([
        haulout.systemState(),
        readEpochState(client, record.stakingObjectId),
        readBurnRates(client, record.stakingObjectId),
      ]);
      const { epoch, totalCapacity, usedCapacity, maxEpochsAhead } = state;
      const { storagePricePerUnit, writePricePerUnit, members } = state;
      const { nShards, nextEpochMs, epochDurationMs } = epochs;
      const largestBlob = maxBlobSize(nShards);
      if (flags.json) {
        const prices = { storagePricePerUnit, writePricePerUnit };
        const capacity = { totalCapacity, usedCapacity };
        const time = { epoch, nextEpochMs, epochDurationMs, maxEpochsAhead };
        const nodes = members.length;
        const burnRates = { burnRate: burned.current, nextBurnRate: burned.next };
        const committee = { nodes, nShards, largestBlob };
        return writeJson({ kind: 'info', ...time, ...committee, ...prices, ...capacity, ...burnRates });
      }
      console.log(
        facts(
          [
            ['epoch', `${epoch}, each ${span(epochDurationMs)} long`],
            ['next', epochText(epochs, epoch + 1)],
            ['sold', `storage for up to ${count(maxEpochsAhead, 'epoch')}, this one included`],
            ['storage', `${wal(storagePricePerUnit)} WAL for a MiB, encoded, and an epoch`],
            ['writing', `${wal(writePricePerUnit)} WAL for a MiB, encoded, once`],
            ['burned', `${percent(burned.current)} of what nodes earn, next epoch ${percent(burned.next)}`],
            ['capacity', `${size(totalCapacity)}, of which ${size(usedCapacity)} are sold now`],
            ['committee', `${count(members.length, 'node')}, ${count(nShards, 'shard')}`],
            ['largest blob', size(largestBlob)],
          ],
          inColour(),
        ),
      );
    });
}
