import { addRestore } from '@haulout/sdk/operator';
import type { Command } from 'commander';
import { writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { evidenceContracts, tellEpoch } from '../round/command.js';
import { openOperated, operated, type Operated } from './operated.js';
import { say } from '../say.js';

/** `haulout node restore` */
export function restoreCommand(): Command {
  return operated('restore', 'say that the shards that were declared lost are here again')
    .addHelpText('after', examples('haulout node restore'))
    .action(async (flags: Operated) => {
      const context = await openOperated(flags);
      const { config, node, send } = context;
      const state = await tellEpoch(context);
      await send('say that lost shards are here again', (transaction) =>
        addRestore(transaction, evidenceContracts(context, state), config.capId),
      );
      if (flags.json) return writeJson({ kind: 'restored', nodeId: node.nodeId });
      say('The shards are no longer declared lost: rounds ask for them from the next one on.');
    });
}
