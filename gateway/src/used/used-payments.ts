/**
 * Payments that were used, for as long as they are fresh. Each is good for one upload; who asks for the same
 * again, as after an answer that was lost, gets the same answer, and nothing is uploaded twice.
 */
import { refusal } from '../refusal.js';
import { openUsed } from './used-store.js';

/** Payments that are remembered; with more, the next ones are refused until some are too old. */
const MOST = 20_000;

/** Uploads that a payment is good for until one of them succeeds: each takes as much work. */
const MOST_ATTEMPTS = 8;

/** What a payment was used for. */
interface Used<T> {
  /** Undefined when the upload has failed: the next one may be for something else. */
  readonly purpose?: string | undefined;
  /** Uploads that were begun. */
  readonly attempts: number;
  /** Undefined while the upload is under way, and when it was broken off by an end of the relay. */
  readonly answer?: T | undefined;
}

/** A payment that is about to be used; times in ms since 1970, by the clock of the chain. */
interface FreshPayment {
  readonly txId: string;
  /** What it is used for. */
  readonly purpose: string;
  /** Until when it is taken. */
  readonly untilMs: number;
  readonly nowMs: number;
}

/** Which payments were used. */
export interface UsedPayments<T> {
  /**
   * The answer for a payment: the one that it got before, or the one that `make` gives. It is noted before
   * `make` begins, and a payment whose upload has failed can be used again, some times.
   *
   * @throws ServiceError when it was used for something else, or its uploads have failed too often; what
   *   `make` throws
   */
  answerFor(payment: FreshPayment, make: () => Promise<T>): Promise<{ answer: T; isNew: boolean }>;
  /** Whether a payment has its answer, or gets it just now. Throws ServiceError as `answerFor`. */
  hasAnswer(payment: Pick<FreshPayment, 'txId' | 'purpose'>): boolean;
  /** Lets the folder go. */
  close(): Promise<void>;
}

/** Opens the folder, if there is one. Throws InvalidArgument for one that has something else in it. */
export async function usedPayments<T>(folder: string | undefined): Promise<UsedPayments<T>> {
  const used = await openUsed<Used<T>>({ folder, most: MOST, what: 'payments', isValue: isUsed<T> });
  const underWay = new Map<string, Promise<T>>();

  async function use({ txId, purpose, untilMs, nowMs }: FreshPayment, make: () => Promise<T>): Promise<T> {
    const attempts = attemptsOf(txId) + 1;
    await used.put(txId, { untilMs, value: { purpose, attempts } }, nowMs);
    let answer: T;
    try {
      answer = await make();
    } catch (error) {
      // Where the disk fails it stays noted there, and good for the same purpose.
      await used.put(txId, { untilMs, value: { attempts } }, nowMs).catch(() => undefined);
      throw error;
    }
    await used.put(txId, { untilMs, value: { purpose, attempts, answer } }, nowMs);
    return answer;
  }

  /** Uploads that were begun for a payment, if there may be another one. Throws ServiceError. */
  function attemptsOf(txId: string): number {
    const attempts = used.get(txId)?.attempts ?? 0;
    if (attempts < MOST_ATTEMPTS) return attempts;
    throw refusal(
      'UNAUTHENTICATED PAYMENT_USED',
      `${attempts} uploads that transaction ${txId} has paid for have failed, which is the most: pay again`,
    );
  }

  /** The answer of a payment, if it has one or gets it just now. Throws ServiceError. */
  function knownAnswer({
    txId,
    purpose,
  }: Pick<FreshPayment, 'txId' | 'purpose'>): T | Promise<T> | undefined {
    const known = used.get(txId);
    if (known?.purpose !== undefined && known.purpose !== purpose)
      throw refusal(
        'UNAUTHENTICATED PAYMENT_USED',
        `transaction ${txId} has paid for another upload already: each pays for one`,
      );
    const answer = underWay.get(txId) ?? known?.answer;
    if (answer === undefined) attemptsOf(txId);
    return answer;
  }

  return {
    async answerFor(payment, make) {
      const { txId } = payment;
      const answer = knownAnswer(payment);
      if (answer !== undefined) return { answer: await answer, isNew: false };
      const begun = use(payment, make).finally(() => underWay.delete(txId));
      underWay.set(txId, begun);
      return { answer: await begun, isNew: true };
    },
    hasAnswer: (payment) => knownAnswer(payment) !== undefined,
    close: () => used.close(),
  };
}

/** Whether what was read from the folder is a use of a payment. */
function isUsed<T>(value: unknown): value is Used<T> {
  const { purpose, attempts } = (value ?? {}) as Partial<Record<keyof Used<T>, unknown>>;
  return typeof attempts === 'number' && (purpose === undefined || typeof purpose === 'string');
}
