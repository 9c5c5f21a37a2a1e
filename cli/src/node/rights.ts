/** What an operator can let somebody else do for a node: receive its commission, vote for upgrades. */
import { addCommissionReceiver, addGovernor, addUpgradeVote, collectorOf } from '@haulout/sdk/operator';
import { InvalidArgument } from '@haulout/sdk/base';
import { InvalidArgumentError, type Command } from 'commander';
import { objectId, writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { openOperated, operated, type Operated } from './operated.js';
import { say } from '../say.js';

interface AuthorizeFlags extends Operated {
  readonly commission?: string;
  readonly upgrades?: string;
}

/** `haulout node authorize` */
export function authorizeCommand(): Command {
  return operated('authorize', 'let others receive the commission, or vote for upgrades, in your place')
    .option('--commission <address>', 'who receives the commission from now on', objectId)
    .option('--upgrades <address>', 'who votes for upgrades from now on', objectId)
    .addHelpText('after', examples('haulout node authorize --upgrades ADDRESS'))
    .action(async (flags: AuthorizeFlags) => {
      const { commission: receiver, upgrades: governor } = flags;
      if (receiver === undefined && governor === undefined)
        throw new InvalidArgument('nobody to authorize: give --commission or --upgrades');
      const { contracts, config, node, owner, epochs, send } = await openOperated(flags);
      const { nodeId, capId, name } = config;
      const { originalPackageId } = epochs;
      const isHolder = collectorOf({ node, sender: owner, capId }) === 'cap-holder';
      const holder = isHolder ? { capId, originalPackageId } : undefined;
      const { digest } = await send(`pass on rights of ${name}`, (transaction) => {
        if (receiver !== undefined)
          addCommissionReceiver(transaction, contracts, { nodeId, receiver, holder });
        if (governor !== undefined) addGovernor(transaction, contracts, { nodeId, governor });
      });
      if (flags.json) return writeJson({ kind: 'authorized', nodeId, receiver, governor, digest });
      if (receiver !== undefined) say(`${receiver} receives the commission`);
      if (governor !== undefined) say(`${governor} votes for upgrades`);
    });
}

/** `haulout node vote-upgrade` */
export function voteUpgradeCommand(): Command {
  return operated('vote-upgrade', 'vote for a new version of the contracts, in this epoch')
    .argument('<digest>', 'of the package: 64 hex digits, as the Move compiler prints it', packageDigest)
    .addHelpText('after', examples('haulout node vote-upgrade DIGEST'))
    .action(async (digest: Uint8Array, flags: Operated) => {
      const { contracts, config, epochs, record, send } = await openOperated(flags);
      const { nodeId, name, deployment } = config;
      const { upgradeManagerId } = record;
      if (upgradeManagerId === undefined)
        throw new InvalidArgument(`${deployment} names no UpgradeManager: add its upgradeManagerId`, {
          deployment,
        });
      const shards = epochs.committee.get(nodeId)?.length ?? 0;
      await send(`vote of ${name} for an upgrade`, (transaction) =>
        addUpgradeVote(transaction, { ...contracts, upgradeManagerId }, { nodeId, digest }),
      );
      const { epoch, nShards } = epochs;
      if (flags.json) return writeJson({ kind: 'voted', nodeId, epoch, shards, nShards });
      console.log(`${shards} of ${nShards} shards for it, in epoch ${epoch}`);
    });
}

function packageDigest(text: string): Uint8Array {
  if (!/^(0x)?[0-9a-fA-F]{64}$/.test(text))
    throw new InvalidArgumentError(`'${text}' is not a digest of 64 hex digits.`);
  return Uint8Array.from(Buffer.from(text.replace(/^0x/, ''), 'hex'));
}
