/** `haulout epoch ...`: where the epochs stand, and turning them when it is time. */
import { addInitiateEpochChange, endVoting, treasuryOfEpochStart } from '@haulout/sdk/operator';
import type { Transaction } from '@mysten/sui/transactions';
import { Command } from 'commander';
import { writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { openSigned, signed, type Signed } from '../signed.js';
import { statusCommand } from './status.js';

/** `haulout epoch` */
export function epochCommand(): Command {
  return new Command('epoch')
    .addCommand(statusCommand())
    .addCommand(endVotingCommand())
    .addCommand(advanceCommand());
}

function endVotingCommand(): Command {
  return signed('end-voting', 'settle the next committee; anyone may, half an epoch after the last change')
    .addHelpText('after', examples('haulout epoch end-voting'))
    .action(async (flags: Signed) => {
      const { client, haulout, signer, contracts, epochs } = await openSigned(flags);
      const send = (what: string, transaction: Transaction) => haulout.execute({ what, transaction, signer });
      await endVoting({ client, contracts, send });
      if (flags.json) return writeJson({ kind: 'voting-ended', epoch: epochs.epoch });
      console.log(`the committee of epoch ${epochs.epoch + 1} is settled`);
    });
}

function advanceCommand(): Command {
  return signed('advance', 'start the next epoch; anyone may, an epoch after the last change')
    .addHelpText('after', examples('haulout epoch advance'))
    .action(async (flags: Signed) => {
      const { client, contracts, epochs, record, send } = await openSigned(flags);
      const epoch = epochs.epoch + 1;
      const { treasuryObjectId } = record;
      const treasury = await treasuryOfEpochStart(client, { ...contracts, treasuryObjectId });
      await send(`start epoch ${epoch}`, (transaction) =>
        addInitiateEpochChange(transaction, contracts, treasury),
      );
      if (flags.json) return writeJson({ kind: 'epoch-started', epoch });
      console.log(`epoch ${epoch} has begun`);
    });
}
