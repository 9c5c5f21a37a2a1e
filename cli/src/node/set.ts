import { addNodeChanges } from '@haulout/sdk/operator';
import { InvalidArgument } from '@haulout/sdk/base';
import type { Command } from 'commander';
import { publicAddress, wholeNumber, writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { openOperated, operated, type Operated } from './operated.js';
import { withVotes, type VoteFlags } from './votes.js';

interface SetFlags extends Operated, VoteFlags {
  readonly name?: string;
  readonly publicAddress?: string;
  readonly commission?: number;
  readonly burnRate?: number;
}

/** `haulout node set` */
export function setCommand(): Command {
  const command = operated('set', 'change what the node votes for, offers and is called')
    .option('--name <text>', 'for people')
    .option('--public-address <host:port>', 'where others reach it', publicAddress);
  return withVotes(command, { what: 'vote' })
    .option(
      '--commission <points>',
      'share of the rewards two epochs from now, in hundredths of a percent',
      wholeNumber(0, 10_000),
    )
    .option(
      '--burn-rate <points>',
      'vote of a committee member: share of all rewards to burn from the next epoch on, likewise',
      wholeNumber(0, 1_000),
    )
    .addHelpText('after', examples('haulout node set --commission 500 --storage-price 90000'))
    .action(async (flags: SetFlags) => {
      const { name, publicAddress, storagePrice, writePrice, capacity, commission, burnRate } = flags;
      const changes = {
        name,
        networkAddress: publicAddress,
        storagePrice,
        writePrice,
        nodeCapacity: capacity,
        commissionRate: commission,
        burnRate,
      };
      if (Object.values(changes).every((value) => value === undefined))
        throw new InvalidArgument('nothing to change: give an option for what is to be set');
      const { contracts, config, send } = await openOperated(flags);
      const { digest } = await send(`change the node ${config.name}`, (transaction) =>
        addNodeChanges(transaction, contracts, { capId: config.capId, ...changes }),
      );
      if (flags.json) return writeJson({ kind: 'set', nodeId: config.nodeId, digest, ...changes });
      console.log(`changed in ${digest}`);
    });
}
