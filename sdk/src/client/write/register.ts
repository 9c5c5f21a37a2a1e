import type { Signer } from '@mysten/sui/cryptography';
import { TransactionFailed } from '../../chain/errors.js';
import type { Executed } from '../../chain/execute.js';
import type { Connection } from '../connection.js';
import { registerTransaction, type Registering, type RegisterOptions } from './steps.js';

/** A registration, and what it has cost. */
export interface Registered extends Executed, Omit<Registering, 'transaction'> {}

/** What to register, who signs, and whether storage of the signer is used. */
export interface RegisteringSigner extends Omit<RegisterOptions, 'owner' | 'sender' | 'mayExtend'> {
  readonly signer: Signer;
  /** Default true. */
  readonly useStorage: boolean | undefined;
}

/** Times that a registration is made. */
const ATTEMPTS = 3;

/**
 * Registers blobs on storage of the signer and on storage that is bought, in one transaction, which is
 * planned when it is its turn. The price may change while it is on its way, with an epoch or by votes, and
 * another process may use the storage: the contracts then refuse it, and it is made again.
 *
 * @throws InsufficientFunds, TransactionFailed, TransactionUncertain; the signal's reason
 */
export async function registerBlobs(
  connection: Connection,
  what: string,
  { signer, useStorage = true, ...options }: RegisteringSigner,
): Promise<Registered> {
  const { signal } = options;
  const owner = signer.toSuiAddress();
  const sender = useStorage ? owner : undefined;
  const make = () => registerTransaction(connection, { ...options, owner, sender, mayExtend: true });
  for (let attempt = 1; ; attempt++) {
    let made: Registering | undefined;
    try {
      const executed = await connection.execute({
        what,
        async transaction() {
          made = await make();
          await connection.checkFunds({ owner, amount: made.cost.total, signal });
          return made.transaction;
        },
        signer,
        signal,
      });
      const { cost, costs, epoch, uses, extendBy } = made!;
      return { ...executed, cost, costs, epoch, uses, extendBy };
    } catch (error) {
      const mayPass = error instanceof TransactionFailed && made !== undefined && attempt < ATTEMPTS;
      if (!mayPass) throw error;
      if (!isSamePlan(made!, await make())) continue;
      // Others that waited for their turn with it may have spent what was there.
      await connection.checkFunds({ owner, amount: made!.cost.total, signal });
      throw error;
    }
  }
}

/** Whether a registration would still be made in the same way. */
function isSamePlan(before: Registering, now: Registering): boolean {
  const idsOf = ({ uses }: Registering) => uses.map(({ storage }) => storage.storageObjectId).join();
  // The epoch matters only where storage of before it is joined with what is bought in it.
  const isSameTime = before.epoch === now.epoch || before.uses.length === 0;
  return before.cost.total === now.cost.total && idsOf(before) === idsOf(now) && isSameTime;
}
