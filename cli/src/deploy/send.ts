import type { ClientWithCoreApi } from '@mysten/sui/client';
import { fromBase64 } from '@mysten/sui/utils';
import { codeOf, messageOf } from '@haulout/sdk/base';
import { DeployError } from './errors.js';
import type { PendingTransaction } from './deployment.js';

/** An object that a transaction wrote. */
export interface WrittenObject {
  readonly objectId: string;
  /** Full Move type; 'package' for a package. */
  readonly type: string;
}

/** How a transaction ended. */
export type Outcome =
  | { readonly kind: 'succeeded'; readonly created: readonly WrittenObject[] }
  | { readonly kind: 'failed'; readonly message: string }
  /** It was never executed and never will be, as what it was to use has been used since. */
  | { readonly kind: 'void' };

/** gRPC codes of a transaction that validators refuse for good. */
const REFUSED = new Set(['INVALID_ARGUMENT', 'FAILED_PRECONDITION', 'NOT_FOUND']);
const INCLUDE = { effects: true, objectTypes: true } as const;

/**
 * Finds out how a signed transaction ended, by sending it when nobody knows it. As a chain executes a digest
 * once, this may be asked any number of times.
 *
 * @throws DeployError TRANSACTION_UNCERTAIN
 */
export async function settle(
  client: ClientWithCoreApi,
  { step, digest, transaction, signature }: PendingTransaction,
): Promise<Outcome> {
  const uncertain = (error: unknown): never => {
    throw new DeployError({
      code: 'TRANSACTION_UNCERTAIN',
      message: `${step}: transaction ${digest} may or may not have been executed: ${messageOf(error)}`,
      values: { step, digest },
      advice: 'Deploy again with the same file: it finds out and goes on',
      cause: error,
    });
  };
  const lookUp = () =>
    client.core.getTransaction({ digest, include: INCLUDE }).catch((error: unknown) => {
      if (isNotFound(error)) return undefined;
      return uncertain(error);
    });
  let result = await lookUp();
  if (result === undefined) {
    try {
      const signed = { transaction: fromBase64(transaction), signatures: [signature] };
      result = await client.core.executeTransaction({ ...signed, include: INCLUDE });
    } catch (error) {
      result = await lookUp();
      if (result === undefined) return REFUSED.has(codeOf(error) ?? '') ? { kind: 'void' } : uncertain(error);
    }
  }
  if (result.$kind === 'FailedTransaction') {
    const { message } = result.FailedTransaction.status.error ?? {};
    return { kind: 'failed', message: message ?? 'it failed' };
  }
  const { effects, objectTypes } = result.Transaction;
  await client.core.waitForTransaction({ digest }).catch(uncertain);
  const created = effects.changedObjects
    .filter(({ inputState, outputState }) => inputState === 'DoesNotExist' && outputState !== 'DoesNotExist')
    .map(({ objectId, outputState }) => ({
      objectId,
      type: outputState === 'PackageWrite' ? 'package' : (objectTypes[objectId] ?? ''),
    }));
  return { kind: 'succeeded', created };
}

/** Newer clients throw a `TransactionError`; older ones, the error of gRPC. */
function isNotFound(error: unknown): boolean {
  const { reason } = (error ?? {}) as { readonly reason?: unknown };
  return reason === 'notFound' || codeOf(error) === 'NOT_FOUND';
}
