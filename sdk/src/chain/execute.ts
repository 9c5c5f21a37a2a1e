import type { ClientWithCoreApi, SuiClientTypes } from '@mysten/sui/client';
import type { Signer } from '@mysten/sui/cryptography';
import { Transaction, TransactionDataBuilder } from '@mysten/sui/transactions';
import { explainAbort } from '../contracts/index.js';
import { HauloutError, TransactionFailed, TransactionUncertain } from '../base/errors.js';
import { withDeadline } from '../base/deadline.js';
import { unlessAborted } from '../base/abort.js';
import { systemTimers, type Timers } from '../client/timers.js';
import { isOutpaced, namedObjects } from './version-conflict.js';
import { processTurns, type Turns } from './transaction-queue.js';

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
/** Times that a transaction is built while others of its owner, in other processes, are faster: 8 seconds. */
const BUILDS = 8;
/** Intents of a transaction that are left for when it is built: which coins pay. */
const COIN_INTENTS = ['CoinWithBalance', 'AllowanceBalance'];
/** Time in ms in which a full node answers; after it, it is taken to be gone, and holds up nobody's turn any more. */
const ANSWER_MS = 60_000;
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
 * Transactions of one signer's address go one after the other, from the choice of the coins that pay until the effects can be read:
 * two that were built at the same time would spend the same coin, and Sui can lock a coin that is promised twice until its
 * epoch ends. Other processes cannot be waited for. When one of them was faster, the chain refuses the transaction for good, and it is
 * built and signed anew, a few times. Only when two of them send what is the same to the last byte, coins and budget included, is it one
 * transaction to the chain, and executed once.
 *
 * Once signed, the answer to it can be lost: it is then looked up by its digest, and the very same bytes are sent again. A chain executes a
 * digest once, so nothing is ever paid twice.
 *
 * @param what what it does, for the error's line: "register blob ..."
 * @param signer is waited for without a limit: one that never answers holds up its address until the signal gives it up
 * @param signal gives it up. What has been sent may still be executed, and keeps its turn until that is known
 * @param turns whose turn it is; those of this process by default
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
  turns: Turns = processTurns,
): Promise<Executed> {
  signal?.throwIfAborted();
  const address = signer.toSuiAddress();
  transaction.setSenderIfNotSet(address);
  const errand: Errand = { client, what, transaction, signer, signal, timers };
  return unlessAborted(
    turns.take(address, () => inTurn(errand), signal),
    signal,
  );
}

/** A transaction on its way. */
interface Errand {
  readonly client: ClientWithCoreApi;
  readonly what: string;
  readonly transaction: Transaction;
  readonly signer: Signer;
  readonly signal: AbortSignal | undefined;
  readonly timers: Timers;
}

/** Builds, signs and sends, and again while others are faster. */
async function inTurn(errand: Errand): Promise<Executed> {
  const { client, what, transaction, signer, signal, timers } = errand;
  let digest: string | undefined;
  const fail = (error: unknown): never => {
    if (error instanceof HauloutError) throw error;
    throw failure(what, error, messageOf(error), digest === undefined ? {} : { digest });
  };
  // Building fixes versions and coins. It is done on copies, so that it can be done again.
  const preparing = answered(timers, () =>
    transaction.prepareForSerialization({ client, supportedIntents: COIN_INTENTS }),
  );
  await unlessAborted(preparing, signal).catch((error: unknown) => {
    signal?.throwIfAborted();
    return fail(error);
  });
  const named = namedObjects(transaction);
  for (let build = 1; ; build++) {
    digest = undefined;
    try {
      const building = answered(timers, () => Transaction.from(transaction).build({ client }));
      const bytes = await unlessAborted(building, signal);
      const { signature } = await unlessAborted(signer.signTransaction(bytes), signal);
      digest = TransactionDataBuilder.getDigestFromBytes(bytes);
      signal?.throwIfAborted();
      return await send(errand, { bytes, signature, digest });
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof HauloutError || build === BUILDS || !isOutpaced(error, named)) fail(error);
      await unlessAborted(pause(timers, Math.min(build, SUBMISSIONS)), signal);
    }
  }
}

interface Signed {
  readonly bytes: Uint8Array;
  readonly signature: string;
  readonly digest: string;
}

/** From here on it may be executed, whoever has given it up. */
async function send(errand: Errand, signed: Signed): Promise<Executed> {
  const { client, what, timers } = errand;
  const result = await submit(errand, signed);
  if (result.$kind === 'FailedTransaction') {
    const { digest, status } = result.FailedTransaction;
    throw failure(what, status, status.error?.message ?? 'it failed', { digest });
  }
  const { digest, effects, objectTypes } = result.Transaction;
  await untilReadable(client, digest, timers);
  const created = effects.changedObjects
    .filter(({ inputState, outputState }) => inputState === 'DoesNotExist' && outputState === 'ObjectWrite')
    .map(({ objectId }) => ({ objectId, type: objectTypes[objectId] ?? '' }));
  return { digest, created };
}

const INCLUDE = { effects: true, objectTypes: true } as const;

/**
 * Sends the same signed bytes until their fate is known, or nobody waits for it any more.
 *
 * @throws what the chain said when it refused them the first time that they were sent: they were not executed, and never will be
 */
async function submit(
  { client, what, signal, timers }: Errand,
  { bytes, signature, digest }: Signed,
): Promise<SuiClientTypes.TransactionResult<typeof INCLUDE>> {
  for (let submission = 1; ; submission++) {
    try {
      return await answered(timers, (limit) =>
        client.core.executeTransaction({
          transaction: bytes,
          signatures: [signature],
          include: INCLUDE,
          signal: limit,
        }),
      );
    } catch (error) {
      const known = await answered(timers, (limit) =>
        client.core.getTransaction({ digest, include: INCLUDE, signal: limit }),
      ).catch(() => undefined);
      if (known !== undefined) return known;
      if (!isUncertain(error)) {
        if (submission === 1) throw error;
        throw failure(what, error, messageOf(error), { digest });
      }
      if (submission === SUBMISSIONS || signal?.aborted) throw new TransactionUncertain(what, digest, error);
      await pause(timers, submission);
    }
  }
}

/** Waits until the node asked has caught up with a transaction that was executed; gives up quietly, as it is final anyway. */
async function untilReadable(client: ClientWithCoreApi, digest: string, timers: Timers): Promise<void> {
  for (let look = 1; look <= LOOKS; look++) {
    try {
      await answered(timers, (limit) => client.core.getTransaction({ digest, signal: limit }));
      return;
    } catch {
      await pause(timers, Math.min(look, SUBMISSIONS));
    }
  }
}

/** What a full node answers to a question that ends with its signal. Rejects as a gRPC deadline does when it takes too long. */
function answered<T>(timers: Timers, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const late = () =>
    Object.assign(new Error(`the full node has not answered for ${ANSWER_MS / 1000} s`), {
      code: 'DEADLINE_EXCEEDED',
    });
  return withDeadline({ timers, ms: ANSWER_MS, late }, ask);
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
