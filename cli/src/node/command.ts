/** `haulout node ...`: operate a storage node. */
import { compressPublicKey } from '@haulout/sdk/certificate';
import { addCollectCommission, addNextPublicKey, collectorOf, proveOwnership } from '@haulout/sdk/operator';
import { events } from '@haulout/sdk/contracts';
import { Command } from 'commander';
import { writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { backupCommand, restoreBackupCommand } from '../backup/commands.js';
import { doctorCommand } from '../doctor/command.js';
import { eventOf } from '../event-of.js';
import { wal } from '../format.js';
import { belongsTo, keyInForce } from './key-in-force.js';
import { ensureKey, newNodeKey, nodePlaces, promoteNextKey, readKey } from './node-folder.js';
import { declareLostCommand } from './declare-lost.js';
import { restoreCommand } from './restore.js';
import { leaveCommand, removeCommand } from './leave.js';
import { openOperated, operated, type Operated } from './operated.js';
import { registerCommand } from './register.js';
import { repairCommand } from './repair.js';
import { authorizeCommand, voteUpgradeCommand } from './rights.js';
import { runCommand } from './run.js';
import { scrubCommand } from './scrub.js';
import { setCommand } from './set.js';
import { statusCommand } from './status.js';
import { say } from '../say.js';

/** `haulout node` */
export function nodeCommand(): Command {
  return new Command('node')
    .addCommand(registerCommand())
    .addCommand(runCommand())
    .addCommand(statusCommand())
    .addCommand(doctorCommand())
    .addCommand(scrubCommand())
    .addCommand(setCommand())
    .addCommand(rotateKeyCommand())
    .addCommand(collectCommand())
    .addCommand(authorizeCommand())
    .addCommand(voteUpgradeCommand())
    .addCommand(repairCommand())
    .addCommand(backupCommand())
    .addCommand(restoreBackupCommand())
    .addCommand(declareLostCommand())
    .addCommand(restoreCommand())
    .addCommand(leaveCommand())
    .addCommand(removeCommand());
}

function rotateKeyCommand(): Command {
  return operated('rotate-key', 'sign with a new key from the next epoch on; run again to finish')
    .addHelpText('after', examples('haulout node rotate-key'))
    .action(async (flags: Operated) => {
      const context = await openOperated(flags);
      const { contracts, config, epochs, owner, node, send } = context;
      const { nextKey } = nodePlaces(flags.folder);
      // The last change may have come into force while the node was not running.
      const last = await readKey(nextKey);
      if (belongsTo(last, (await keyInForce(context)).publicKey)) await promoteNextKey(flags.folder);
      // On disk before it is announced: a key that the chain knows must not be lost.
      const secretKey = await ensureKey(nextKey, newNodeKey);
      const key = proveOwnership(secretKey, { epoch: epochs.epoch, address: owner });
      // The chain may have it as the node's key already, before a committee lists it.
      const announced = node.nextPublicKey ?? node.publicKey;
      if (!belongsTo(secretKey, compressPublicKey(announced))) {
        await send(`announce the next key of ${config.name}`, (transaction) =>
          addNextPublicKey(transaction, contracts, { capId: config.capId, ...key }),
        );
      }
      const publicKey = Buffer.from(key.publicKey).toString('hex');
      if (flags.json) return writeJson({ kind: 'key-announced', nodeId: config.nodeId, publicKey });
      say(`key ${publicKey.slice(0, 16)}... from the next epoch on; a running node changes to it by itself`);
    });
}

function collectCommand(): Command {
  return operated('collect-commission', 'take out the commission that the node has earned')
    .addHelpText('after', examples('haulout node collect-commission'))
    .action(async (flags: Operated) => {
      const { client, contracts, config, node, owner, epochs, send } = await openOperated(flags);
      const { nodeId, capId } = config;
      const { originalPackageId } = epochs;
      const isHolder = collectorOf({ node, sender: owner, capId }) === 'cap-holder';
      const holder = isHolder ? { capId, originalPackageId } : undefined;
      let frost = 0n;
      if (node.commission > 0n) {
        const { digest } = await send(`collect the commission of ${config.name}`, (transaction) => {
          const collected = addCollectCommission(transaction, contracts, { nodeId, holder });
          transaction.transferObjects([collected], owner);
        });
        const name = 'events::CommissionCollected';
        const collected = await eventOf(client, { digest, name, event: events.CommissionCollected });
        frost = BigInt(collected.amount);
      }
      if (flags.json) return writeJson({ kind: 'collected', nodeId, owner, frost });
      say(frost > 0n ? `${wal(frost)} WAL to ${owner}` : 'there is nothing to collect');
    });
}
