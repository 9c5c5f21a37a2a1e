import type { Signer } from '@mysten/sui/cryptography';
import { TransactionFailed } from '../../chain/errors.js';
import type { Executed } from '../../chain/execute.js';
import type { StorageCost } from '../../chain/price.js';
import type { Connection } from '../connection.js';
import { registerTransaction, type RegisterOptions } from './steps.js';

/** A registration, and what it has cost. */
export interface Registered extends Executed {
  /** In FROST, gas aside. */
  readonly cost: StorageCost;
}

/**
 * Buys storage and registers blobs on it, in one transaction. The price may change while it is on its way,
 * with an epoch or by votes: the contracts then refuse it, as it pays another sum than it takes, and it is
 * made once more.
 *
 * @throws InsufficientFunds, TransactionFailed, TransactionUncertain; the signal's reason
 */
export async function registerBlobs(
  connection: Connection,
  what: string,
  { signer, ...options }: Omit<RegisterOptions, 'owner'> & { readonly signer: Signer },
): Promise<Registered> {
  const { signal } = options;
  const owner = signer.toSuiAddress();
  const make = () => registerTransaction(connection, { ...options, owner });
  for (let isLast = false; ; isLast = true) {
    let paid: StorageCost | undefined;
    try {
      const executed = await connection.execute({
        what,
        async transaction() {
          const registering = await make();
          paid = registering.cost;
          await connection.checkFunds({ owner, amount: paid.total, signal });
          return registering.transaction;
        },
        signer,
        signal,
      });
      return { ...executed, cost: paid! };
    } catch (error) {
      const mayBePrice = error instanceof TransactionFailed && paid !== undefined && !isLast;
      if (!mayBePrice) throw error;
      if ((await make()).cost.total !== paid!.total) continue;
      // Others that waited for their turn with it may have spent what was there.
      await connection.checkFunds({ owner, amount: paid!.total, signal });
      throw error;
    }
  }
}
