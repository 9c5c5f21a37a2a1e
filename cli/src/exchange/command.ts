import { coinWithBalance, Transaction } from '@mysten/sui/transactions';
import { SUI_TYPE_ARG } from '@mysten/sui/utils';
import { checkFunds } from '@haulout/sdk/chain';
import { walExchange } from '@haulout/sdk/contracts';
import type { Command } from 'commander';
import { wholeNumber, writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { wal } from '../format.js';
import { DeployError } from '../deploy/errors.js';
import { readKeystore } from '../deploy/keystore.js';
import { connect } from '../located.js';
import { signed, type Signed } from '../signed.js';
import { say } from '../say.js';

interface Flags extends Signed {
  readonly sui: number;
}

/** MIST in a SUI. */
const MIST = 1_000_000_000n;

/** `haulout get-wal` */
export function getWalCommand(): Command {
  return signed('get-wal')
    .option('--sui <n>', 'how many SUI to change', wholeNumber(1, 1_000_000_000), 1)
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
      await checkFunds(client, { owner, coinType: SUI_TYPE_ARG, amount });
      const sui = transaction.add(coinWithBalance({ balance: amount }));
      const bought = transaction.add(
        walExchange.exchangeAllForWal({ package: exchangePackageId, arguments: [exchangeObjectId, sui] }),
      );
      transaction.transferObjects([bought], owner);
      const { digest } = await haulout.execute({ what: 'change SUI into WAL', transaction, signer });
      const { balance } = await client.core.getBalance({ owner, coinType: walType });
      const frost = BigInt(balance.balance);
      if (flags.json) return writeJson({ kind: 'exchanged', owner, digest, sui: flags.sui, frost });
      say(`${owner} has ${wal(frost)} WAL`);
    });
}
