import { addDeclareLost } from '@haulout/sdk/operator';
import type { Command } from 'commander';
import { shardList, writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { count } from '../format.js';
import { evidenceContracts, tellEpoch } from '../round/command.js';
import { openOperated, operated, type Operated } from './operated.js';
import { say } from '../say.js';

/** `haulout node declare-lost` */
export function declareLostCommand(): Command {
  return operated('declare-lost', 'say that shards are lost, before a round asks for them')
    .argument('<shards>', 'all shards that are lost now: 3,7,12 or all', shardList)
    .addHelpText('after', examples('haulout node declare-lost 3,7,12', 'haulout node declare-lost all'))
    .action(async (named: readonly number[] | 'all', flags: Operated) => {
      const context = await openOperated(flags);
      const { config, epochs, node, send } = context;
      const shards = named === 'all' ? (epochs.committee.get(node.nodeId) ?? []) : named;
      const state = await tellEpoch(context);
      await send(`declare ${count(shards.length, 'shard')} lost`, (transaction) =>
        addDeclareLost(transaction, evidenceContracts(context, state), { capId: config.capId, shards }),
      );
      if (flags.json) return writeJson({ kind: 'declared-lost', nodeId: node.nodeId, shards });
      say(
        `${count(shards.length, 'shard')} declared lost: they earn nothing in this epoch and the next, ` +
          'and are not asked for until then',
      );
    });
}
