/**
 * Payments that were used, for as long as they are fresh. Each is good for one upload; who asks for the same
 * again, as after an answer that was lost, gets the same answer, and nothing is uploaded twice.
 */
import { refusal } from '../refusal.js';

/** Payments that are remembered; with more, the next ones are refused until some are too old. */
const MOST = 20_000;

interface Used<T> {
  /** What it was used for. */
  readonly purpose: string;
  readonly answer: Promise<T>;
  readonly untilMs: number;
}

/**
 * Remembers payments.
 *
 * @param freshMs for how long, at least the time in which a payment is taken
 * @param now ms since some fixed moment
 */
export function usedPayments<T>(freshMs: number, now: () => number) {
  const used = new Map<string, Used<T>>();

  /** Removes what is too old; entries are in the order in which they end. */
  const clean = (): void => {
    const at = now();
    for (const [txId, { untilMs }] of used) {
      if (untilMs > at) return;
      used.delete(txId);
    }
  };

  /**
   * The answer for a payment: the one that it got before, or the one that `make` gives. A payment whose
   * upload has failed can be used again.
   *
   * @throws ServiceError when it was used for something else; what `make` throws
   */
  return (txId: string, purpose: string, make: () => Promise<T>): { answer: Promise<T>; isNew: boolean } => {
    clean();
    const known = used.get(txId);
    if (known !== undefined) {
      if (known.purpose === purpose) return { answer: known.answer, isNew: false };
      throw refusal(
        'UNAUTHENTICATED PAYMENT_USED',
        `transaction ${txId} has paid for another upload already: each pays for one`,
      );
    }
    if (used.size >= MOST)
      throw refusal('UNAVAILABLE TOO_MANY_REQUESTS', 'too many payments are in use: come back later', {
        comeBack: true,
      });
    const answer = make();
    used.set(txId, { purpose, answer, untilMs: now() + freshMs });
    answer.catch(() => used.delete(txId));
    return { answer, isNew: true };
  };
}
