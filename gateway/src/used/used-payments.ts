/**
 * Payments that were used, for as long as they are fresh. Each is good for one upload; who asks for the same
 * again, as after an answer that was lost, gets the same answer, and nothing is uploaded twice.
 */
import { refusal } from '../refusal.js';
import { openUsed } from './used-store.js';

/** Payments that are remembered; with more, the next ones are refused until some are too old. */
const MOST = 20_000;

/** What a payment was used for. */
interface Used<T> {
  readonly purpose: string;
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
   * `make` begins, and a payment whose upload has failed can be used again.
   *
   * @throws ServiceError when it was used for something else; what `make` throws
   */
  answerFor(payment: FreshPayment, make: () => Promise<T>): Promise<{ answer: T; isNew: boolean }>;
  /** Lets the folder go. */
  close(): Promise<void>;
}

/** Opens the folder, if there is one. Throws InvalidArgument for one that has something else in it. */
export async function usedPayments<T>(folder: string | undefined): Promise<UsedPayments<T>> {
  const isValue = (value: unknown): value is Used<T> =>
    typeof (value as Partial<Used<T>> | null)?.purpose === 'string';
  const used = await openUsed<Used<T>>({ folder, most: MOST, what: 'payments', isValue });
  const underWay = new Map<string, Promise<T>>();

  async function use({ txId, purpose, untilMs, nowMs }: FreshPayment, make: () => Promise<T>): Promise<T> {
    await used.put(txId, { untilMs, value: { purpose } }, nowMs);
    let answer: T;
    try {
      answer = await make();
    } catch (error) {
      // Where the disk fails it stays noted there, and good for the same purpose.
      await used.delete(txId).catch(() => undefined);
      throw error;
    }
    await used.put(txId, { untilMs, value: { purpose, answer } }, nowMs);
    return answer;
  }

  return {
    async answerFor(payment, make) {
      const { txId, purpose } = payment;
      const known = used.get(txId);
      if (known !== undefined && known.purpose !== purpose)
        throw refusal(
          'UNAUTHENTICATED PAYMENT_USED',
          `transaction ${txId} has paid for another upload already: each pays for one`,
        );
      const answer = underWay.get(txId) ?? known?.answer;
      if (answer !== undefined) return { answer: await answer, isNew: false };
      const begun = use(payment, make).finally(() => underWay.delete(txId));
      underWay.set(txId, begun);
      return { answer: await begun, isNew: true };
    },
    close: () => used.close(),
  };
}
