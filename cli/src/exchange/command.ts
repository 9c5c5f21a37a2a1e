import { coinWithBalance, Transaction } from '@mysten/sui/transactions';
import { SUI_TYPE_ARG } from '@mysten/sui/utils';
import { walExchange } from '@haulout/sdk/contracts';
import type { Command } from 'commander';
import { keystoreOption, wholeNumber, writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { wal } from '../format.js';
import { checkFunds } from '../funds.js';
import { DeployError } from '../deploy/errors.js';
import { readKeystore } from '../deploy/keystore.js';
import { connect, located, type Located } from '../located.js';

interface Flags extends Located {
  readonly keystore: string;
  readonly address?: string;
  readonly sui: number;
  readonly json: boolean;
}

/** MIST in a SUI. */
const MIST = 1_000_000_000n;

/** `haulout get-wal` */
export function getWalCommand(): Command {
  return located('get-wal', 'change SUI into WAL at the exchange of a test network')
    .addOption(keystoreOption())
    .option('--address <address>', 'which key of the keystore, if it has several')
    .option('--sui <n>', 'how many SUI to change', wholeNumber(1, 1_000_000_000), 1)
    .option('--json', 'one JSON object, for machines', false)
    .addHelpText('after', examples('haulout get-wal --sui 100'))
    .action(async (flags: Flags) => {
      const signer = await readKeystore(flags.keystore, flags.address);
      const { haulout, client, record } = await connect(flags);
      const { exchangePackageId, exchangeObjectId, walType } = record;
      if (exchangePackageId === undefined || exchangeObjectId === undefined) {
        throw new DeployError({
          code: 'NO_EXCHANGE',
          message: `the deployment in ${flags.deployment} has no exchange`,
          values: { file: flags.deployment },
          advice: 'Its publisher can add one: haulout deploy --exchange',
        });
      }
      const owner = signer.toSuiAddress();
      const transaction = new Transaction();
      const amount = BigInt(flags.sui) * MIST;
      await checkFunds(client, { owner, coin: 'SUI', coinType: SUI_TYPE_ARG, amount });
      const sui = transaction.add(coinWithBalance({ balance: amount }));
      const bought = transaction.add(
        walExchange.exchangeAllForWal({ package: exchangePackageId, arguments: [exchangeObjectId, sui] }),
      );
      transaction.transferObjects([bought], owner);
      const { digest } = await haulout.execute({ what: 'change SUI into WAL', transaction, signer });
      const { balance } = await client.core.getBalance({ owner, coinType: walType });
      const frost = BigInt(balance.balance);
      if (flags.json) return writeJson({ kind: 'exchanged', owner, digest, sui: flags.sui, frost });
      console.log(`${owner} has ${wal(frost)} WAL`);
    });
}
