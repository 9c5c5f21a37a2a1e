/** How a node gives up: it leaves, and when nothing is left of it, it is removed. */
import { addNodeRemoval, addNodeWithdrawal } from '@haulout/sdk/operator';
import type { Command } from 'commander';
import { writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { openOperated, operated, type Operated } from './operated.js';
import { say } from '../say.js';

/** `haulout node leave` */
export function leaveCommand(): Command {
  return operated('leave', 'give up for good; the node serves until others have its shards')
    .addHelpText('after', examples('haulout node leave'))
    .action(async (flags: Operated) => {
      const { contracts, config, send } = await openOperated(flags);
      await send(`let ${config.name} leave`, (transaction) =>
        addNodeWithdrawal(transaction, contracts, config.capId),
      );
      if (flags.json) return writeJson({ kind: 'leaving', nodeId: config.nodeId });
      console.log('keep it running until haulout node status shows that it has withdrawn');
    });
}

/** `haulout node remove` */
export function removeCommand(): Command {
  return operated(
    'remove',
    'remove what is left of a node that has left, once all its stake and its commission are taken out',
  )
    .addHelpText('after', examples('haulout node remove'))
    .action(async (flags: Operated) => {
      const { contracts, config, send } = await openOperated(flags);
      const { nodeId, name, capId } = config;
      await send(`remove ${name}`, (transaction) => addNodeRemoval(transaction, contracts, capId));
      if (flags.json) return writeJson({ kind: 'removed', nodeId });
      say(`${name} is gone; its folder, ${flags.folder}, is of no more use`);
    });
}
