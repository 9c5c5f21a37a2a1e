import type { ClientWithCoreApi, SuiClientTypes } from '@mysten/sui/client';
import type { Signer } from '@mysten/sui/cryptography';
import { TransactionDataBuilder, type Transaction } from '@mysten/sui/transactions';
import { explainAbort } from '../../contracts/index.js';
import { TransactionFailed, TransactionUncertain } from '../errors.js';
import { systemTimers, type Timers } from '../timers.js';

/** An object that exists since a transaction: created, or no longer wrapped in another. */
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

/** Times that signed bytes are sent before their fate counts as unknown. */
const SUBMISSIONS = 4;
/** Times that a node is asked for a transaction that was executed: half a minute. */
const LOOKS = 20;
/** Wait before the second submission in ms; doubled for each one after. */
const BACKOFF_MS = 200;
/** gRPC codes that do not say whether the transaction was executed. */
const UNCERTAIN_CODES = new Set([
  'UNAVAILABLE',
  'DEADLINE_EXCEEDED',
  'CANCELLED',
  'ABORTED',
  'UNKNOWN',
  'INTERNAL',
  'RESOURCE_EXHAUSTED',
  'DATA_LOSS',
]);

/**
 * Signs and executes a transaction, and waits until its effects can be read.
 *
 * It is built and signed once. When the answer to it is lost, it is looked up by its digest, and the very same bytes
 * are sent again: a chain executes a digest once, so nothing is ever paid twice.
 *
 * @param what what it does, for the error's line: "register blob ..."
 * @throws TransactionFailed when it fails on chain or already when it is built or simulated; an abort of the
 *   contracts is explained by name and sentence. TransactionUncertain when its fate cannot be found out. The
 *   signal's reason
 */
export async function execute(
  client: ClientWithCoreApi,
  what: string,
  transaction: Transaction,
  signer: Signer,
  signal?: AbortSignal,
  timers: Timers = systemTimers,
): Promise<Executed> {
  signal?.throwIfAborted();
  const explain = (error: unknown): never => {
    signal?.throwIfAborted();
    throw failure(what, error, error instanceof Error ? error.message : String(error), {});
  };
  transaction.setSenderIfNotSet(signer.toSuiAddress());
  const bytes = await transaction.build({ client }).catch(explain);
  const { signature } = await signer.signTransaction(bytes).catch(explain);
  const result = await submit(client, what, bytes, signature, signal, timers);
  if (result.$kind === 'FailedTransaction') {
    const { digest, status } = result.FailedTransaction;
    throw failure(what, status, status.error?.message ?? 'it failed', { digest });
  }
  const { digest, effects, objectTypes } = result.Transaction;
  await untilReadable(client, digest, signal, timers);
  const created = effects.changedObjects
    .filter(({ inputState, outputState }) => inputState === 'DoesNotExist' && outputState === 'ObjectWrite')
    .map(({ objectId }) => ({ objectId, type: objectTypes[objectId] ?? '' }));
  return { digest, created };
}

const INCLUDE = { effects: true, objectTypes: true } as const;

/** Sends the same signed bytes until their fate is known. */
async function submit(
  client: ClientWithCoreApi,
  what: string,
  bytes: Uint8Array,
  signature: string,
  signal: AbortSignal | undefined,
  timers: Timers,
): Promise<SuiClientTypes.TransactionResult<typeof INCLUDE>> {
  const digest = TransactionDataBuilder.getDigestFromBytes(bytes);
  for (let submission = 1; ; submission++) {
    try {
      return await client.core.executeTransaction({
        transaction: bytes,
        signatures: [signature],
        include: INCLUDE,
        signal,
      });
    } catch (error) {
      signal?.throwIfAborted();
      const known = await client.core
        .getTransaction({ digest, include: INCLUDE, signal })
        .catch(() => undefined);
      if (known !== undefined) return known;
      signal?.throwIfAborted();
      if (!isUncertain(error))
        throw failure(what, error, error instanceof Error ? error.message : String(error), { digest });
      if (submission === SUBMISSIONS) throw new TransactionUncertain(what, digest, error);
      await pause(timers, submission);
    }
  }
}

/** Waits until the node asked has caught up with a transaction that was executed; gives up quietly, as it is final anyway. */
async function untilReadable(
  client: ClientWithCoreApi,
  digest: string,
  signal: AbortSignal | undefined,
  timers: Timers,
): Promise<void> {
  for (let look = 1; look <= LOOKS; look++) {
    try {
      await client.core.getTransaction({ digest, signal });
      return;
    } catch {
      signal?.throwIfAborted();
      await pause(timers, Math.min(look, SUBMISSIONS));
    }
  }
}

/** Waits before the next attempt. */
function pause(timers: Timers, attempts: number): Promise<void> {
  return new Promise((resolve) => timers.after(BACKOFF_MS * 2 ** (attempts - 1), resolve));
}

/** Whether an error is of the way to the chain and says nothing of the chain: whether a transaction was executed, an object is there. */
export function isUncertain(error: unknown): boolean {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return error instanceof TypeError || (typeof code === 'string' && UNCERTAIN_CODES.has(code));
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
