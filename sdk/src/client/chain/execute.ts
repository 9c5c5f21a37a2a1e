import type { ClientWithCoreApi } from '@mysten/sui/client';
import type { Signer } from '@mysten/sui/cryptography';
import type { Transaction } from '@mysten/sui/transactions';
import { explainAbort } from '../../contracts/index.js';
import { TransactionFailed } from '../errors.js';

/** An object that a transaction created. */
export interface CreatedObject {
  readonly objectId: string;
  /** Full Move type. */
  readonly type: string;
}

/** A transaction that succeeded and that the node asked knows about. */
export interface Executed {
  readonly digest: string;
  readonly created: readonly CreatedObject[];
}

/**
 * Signs and executes a transaction, and waits until its effects can be read.
 *
 * @param what what it does, for the error's line: "register blob ..."
 * @throws TransactionFailed when it fails on chain or already when it is built or simulated; an abort of the
 *   contracts is explained by name and sentence. The signal's reason
 */
export async function execute(
  client: ClientWithCoreApi,
  what: string,
  transaction: Transaction,
  signer: Signer,
  signal?: AbortSignal,
): Promise<Executed> {
  const result = await client.core
    .signAndExecuteTransaction({
      transaction,
      signer,
      include: { effects: true, objectTypes: true },
      signal,
    })
    .catch((error: unknown) => {
      signal?.throwIfAborted();
      throw failure(what, error, error instanceof Error ? error.message : String(error), {});
    });
  if (result.$kind === 'FailedTransaction') {
    const { digest, status } = result.FailedTransaction;
    throw failure(what, status, status.error?.message ?? 'it failed', { digest });
  }
  const { digest, effects, objectTypes } = result.Transaction;
  await client.core.waitForTransaction({ digest, signal });
  const created = effects.changedObjects
    .filter(({ idOperation, outputState }) => idOperation === 'Created' && outputState === 'ObjectWrite')
    .map(({ objectId }) => ({ objectId, type: objectTypes[objectId] ?? '' }));
  return { digest, created };
}

function failure(
  what: string,
  error: unknown,
  message: string,
  values: Record<string, unknown>,
): TransactionFailed {
  const abort = explainAbort(error);
  const reason = abort ? `${abort.module}::${abort.name}: ${abort.sentence}` : message.replace(/\.$/, '');
  return new TransactionFailed(what, reason, { ...values, abort }, error);
}
