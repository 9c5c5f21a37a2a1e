import type { ClientWithCoreApi, SuiClientTypes } from '@mysten/sui/client';
import type { Signer } from '@mysten/sui/cryptography';
import { Transaction, TransactionDataBuilder } from '@mysten/sui/transactions';
import { unlessAborted } from '../base/abort.js';
import { withDeadline } from '../base/deadline.js';
import { isHauloutError, messageOf } from '../base/errors.js';
import { sleep, systemTimers, type Timers } from '../base/time.js';
import { findAbort, meaningOf, type AbortExplanation } from '../contracts/abort-meaning.js';
import { addressError } from './addresses.js';
import { isUncertain } from './chain-client.js';
import { SignatureRefused, TransactionFailed, TransactionUncertain } from './errors.js';
import { ownWrites } from './own-writes.js';
import { processQueue, type TransactionQueue } from './transaction-queue.js';
import { isVersionConflict, namedObjects } from './version-conflict.js';

/** An object that exists since a transaction: created, or no longer wrapped in another. */
export interface CreatedObject {
  /** Object id. */
  readonly objectId: string;
  /** Full Move type. */
  readonly type: string;
}

/** A transaction that succeeded and that the node asked knows about. */
export interface Executed {
  /** Digest of the transaction. */
  readonly digest: string;
  /** Objects that exist since. */
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
/**
 * Time in ms in which a full node answers; after it, it is taken to be gone, and holds up nobody any more.
 */
const ANSWER_MS = 60_000;
/** Time in ms in which a transaction is made, with all that is asked for it. */
const MAKE_MS = 2 * ANSWER_MS;
/** Wait before the second submission in ms; doubled for each one after. */
const BACKOFF_MS = 200;
/** What to execute, and with what. */
export interface ExecuteOptions {
  /** The chain. */
  readonly client: ClientWithCoreApi;
  /** What the transaction does, for the error's line: "register blob ...". */
  readonly what: string;
  /**
   * Its sender is the signer, unless it has one. A function is called when it is its turn, and so sees what
   * the transactions before it have changed; it must not execute another one itself.
   */
  readonly transaction: Transaction | (() => Promise<Transaction>);
  /**
   * It is waited for without a limit: a signer that never answers holds up its address until the signal gives
   * it up.
   */
  readonly signer: Signer;
  /**
   * Gives it up. What has been sent may still be executed, and stays first in the queue until that is known.
   */
  readonly signal?: AbortSignal | undefined;
  /** Clock for deadlines and retries. Default: the machine's. */
  readonly timers?: Timers | undefined;
  /** Which transaction of an address goes next. Default: the queue of this process. */
  readonly queue?: TransactionQueue | undefined;
}

/**
 * Signs and executes a transaction, and waits until its effects can be read.
 *
 * Transactions of one address go one after the other, from the choice of the coins that pay until the effects
 * can be read. Two that were built at the same time would spend the same coin, and Sui can lock a coin that
 * is promised twice until its epoch ends. Other processes cannot be waited for: when one of them was faster,
 * the chain refuses the transaction for good, and it is built and signed anew, a few times. Only when two of
 * them send the same bytes, coins and budget included, is it one transaction to the chain, and executed once.
 *
 * Once it is signed, the answer can be lost. The transaction is then looked up by its digest, and the same
 * bytes are sent again. A chain executes a digest once, so nothing is ever paid twice.
 *
 * @throws SignatureRefused when the signer does not sign. TransactionFailed when it fails on chain, or
 *   already when it is built or simulated; an abort of the contracts is explained by name and sentence.
 *   TransactionUncertain when nobody can say whether it was executed. The signal's reason
 */
export async function execute(options: ExecuteOptions): Promise<Executed> {
  const { what, transaction, signer, signal, timers = systemTimers, queue = processQueue } = options;
  signal?.throwIfAborted();
  const address = signer.toSuiAddress();
  const run = async (): Promise<Executed> => {
    const made =
      typeof transaction === 'function'
        ? await unlessAborted(answered(timers, transaction, MAKE_MS), signal)
        : transaction;
    made.setSenderIfNotSet(address);
    return buildAndSend({ ...options, transaction: made, signal, timers });
  };
  const addressed = (): Promise<Executed> =>
    run().catch((error: unknown) => {
      throw addressError(what, error);
    });
  return unlessAborted(queue.run(address, addressed, signal), signal);
}

/** A transaction whose turn has come. */
type Execution = Pick<ExecuteOptions, 'client' | 'what' | 'signer' | 'signal'> & {
  readonly transaction: Transaction;
  readonly timers: Timers;
};

/** Builds, signs and sends, and again while others are faster. */
async function buildAndSend(execution: Execution): Promise<Executed> {
  const { client, what, transaction, signal, timers } = execution;
  let digest: string | undefined;
  const fail = async (error: unknown): Promise<never> => {
    throw isHauloutError(error) ? error : await failure(what, error, { digest });
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
      const { signature } = await unlessAborted(sign(execution, bytes), signal);
      digest = TransactionDataBuilder.getDigestFromBytes(bytes);
      signal?.throwIfAborted();
      return await send(execution, { bytes, signature, digest });
    } catch (error) {
      signal?.throwIfAborted();
      const mayPass = isVersionConflict(error, named) || ownWrites(client).explains(error);
      if (isHauloutError(error) || build === BUILDS || !mayPass) await fail(error);
      await sleep(timers, backoff(Math.min(build, SUBMISSIONS)), { signal });
    }
  }
}

/** Throws SignatureRefused when the signer does, whatever its reason. */
async function sign({ what, signer }: Execution, bytes: Uint8Array): Promise<{ readonly signature: string }> {
  try {
    return await signer.signTransaction(bytes);
  } catch (error) {
    throw new SignatureRefused(what, error);
  }
}

interface Signed {
  readonly bytes: Uint8Array;
  readonly signature: string;
  readonly digest: string;
}

/** From here on it may be executed, whoever has given it up. */
async function send(execution: Execution, signed: Signed): Promise<Executed> {
  const { client, timers } = execution;
  const executed = await outcomeOf(execution, await submit(execution, signed));
  await untilReadable(client, signed.digest, timers);
  return executed;
}

/** What a transaction has done. Throws TransactionFailed when it failed. */
async function outcomeOf(
  { client, what, timers }: Pick<Execution, 'client' | 'what' | 'timers'>,
  result: SuiClientTypes.TransactionResult<typeof INCLUDE>,
): Promise<Executed> {
  if (result.$kind === 'FailedTransaction') {
    const { digest, status } = result.FailedTransaction;
    throw await failure(what, status, { digest, message: status.error?.message ?? 'it failed' });
  }
  const { digest, effects, objectTypes } = result.Transaction;
  ownWrites(client).note(effects.changedObjects, timers);
  const created = effects.changedObjects
    .filter(({ inputState, outputState }) => inputState === 'DoesNotExist' && outputState === 'ObjectWrite')
    .map(({ objectId }) => ({ objectId, type: objectTypes[objectId] ?? '' }));
  return { digest, created };
}

/** A transaction that somebody else executes, such as a wallet, and tells the digest of. */
export interface ExecutedElsewhere extends Pick<ExecuteOptions, 'client' | 'what' | 'signal' | 'timers'> {
  /** Digest of the transaction. */
  readonly digest: string;
  /** Told once when the full node does not know it at the first look. */
  readonly onUnknown?: (() => void) | undefined;
}

/**
 * Waits until the full node knows a transaction that somebody else has executed, half a minute at most.
 *
 * @throws TransactionFailed when it failed on chain; TransactionUncertain when the full node does not get to
 *   know it; the signal's reason
 */
export async function executedElsewhere(options: ExecutedElsewhere): Promise<Executed> {
  const { client, what, digest, onUnknown, signal, timers = systemTimers } = options;
  for (let look = 1; ; look++) {
    signal?.throwIfAborted();
    try {
      const asking = answered(timers, (limit) =>
        client.core.getTransaction({ digest, include: INCLUDE, signal: limit }),
      );
      return await outcomeOf({ client, what, timers }, await unlessAborted(asking, signal));
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof TransactionFailed) throw error;
      if (look === LOOKS) throw new TransactionUncertain(what, digest, error);
      if (look === 1) onUnknown?.();
      await sleep(timers, backoff(Math.min(look, SUBMISSIONS)), { signal });
    }
  }
}

const INCLUDE = { effects: true, objectTypes: true } as const;

/**
 * Sends the same signed bytes until their fate is known, or nobody waits for it any more.
 *
 * @throws what the chain said when it refused them the first time that they were sent: they were not
 * executed, and never will be
 */
async function submit(
  { client, what, signal, timers }: Execution,
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
        throw await failure(what, error, { digest });
      }
      if (submission === SUBMISSIONS || signal?.aborted) throw new TransactionUncertain(what, digest, error);
      await sleep(timers, backoff(submission));
    }
  }
}

/**
 * Waits until the node asked has caught up with a transaction that was executed; gives up quietly, as it is
 * final anyway.
 */
async function untilReadable(client: ClientWithCoreApi, digest: string, timers: Timers): Promise<void> {
  for (let look = 1; look <= LOOKS; look++) {
    try {
      await answered(timers, (limit) => client.core.getTransaction({ digest, signal: limit }));
      return;
    } catch {
      await sleep(timers, backoff(Math.min(look, SUBMISSIONS)));
    }
  }
}

/**
 * What a full node answers to a question that ends with its signal. Rejects as a gRPC deadline does when it
 * takes too long.
 */
function answered<T>(
  timers: Timers,
  ask: (signal: AbortSignal) => Promise<T>,
  ms: number = ANSWER_MS,
): Promise<T> {
  const late = () =>
    Object.assign(new Error(`the full node has not answered for ${ms / 1000} s`), {
      code: 'DEADLINE_EXCEEDED',
    });
  return withDeadline({ timers, ms, late }, ask);
}

/** Milliseconds to wait before the next attempt. */
function backoff(attempts: number): number {
  return BACKOFF_MS * 2 ** (attempts - 1);
}

async function failure(what: string, error: unknown, facts: FailureFacts): Promise<TransactionFailed> {
  const abort = await explained(error);
  const message = facts.message ?? messageOf(error);
  const reason = abort ? `${abort.module}::${abort.name}: ${abort.sentence}` : message.replace(/\.$/, '');
  const isOfObjects = abort === undefined && facts.digest === undefined && WRONG_OBJECT.test(message);
  const advice = isOfObjects
    ? 'Check the object ids, and that the client is on the right network'
    : undefined;
  return new TransactionFailed(what, reason, { digest: facts.digest, abort, advice, cause: error });
}

/** How Sui, and the devnet, say that an object is not there, or is another one than it should be. */
const WRONG_OBJECT =
  /could not find|not found|does not exist|type ?mismatch|is needed$|is a package|owned by|cannot be/i;

/**
 * An abort of the contracts in words. Pages load the words when they need them; where that fails, the chain's
 * own message has to do.
 */
async function explained(error: unknown): Promise<AbortExplanation | undefined> {
  const abort = findAbort(error);
  if (abort === undefined) return undefined;
  try {
    return meaningOf(abort, (await import('../contracts/generated/aborts.js')).abortTable);
  } catch {
    return undefined;
  }
}

/** What else is known of a transaction that failed. */
interface FailureFacts {
  /** Undefined when it was not signed. */
  readonly digest?: string | undefined;
  /** Default: what the error says. */
  readonly message?: string | undefined;
}
