import type { Transaction } from '@mysten/sui/transactions';
import { unlessAborted } from '../base/abort.js';
import { TransactionFailed } from '../chain/errors.js';
import { executedElsewhere, type ExecuteOptions, type Executed } from '../chain/execute.js';

/** A transaction that waits for somebody to execute it. */
export interface Waiting {
  /** What it does: "register blob ...". */
  readonly what: string;
  /** As it is now, made when it was handed out. */
  readonly transaction: Transaction;
  /** Why the one before it failed, if it did. */
  readonly failure: TransactionFailed | undefined;
  /** Makes it anew, by what the chain says now, and hands it out again. */
  readonly remake: () => void;
  /** It was executed. */
  readonly executed: (digest: string) => void;
}

/** Executes transactions by handing them out, and waiting for their digests. */
export class Elsewhere {
  readonly #sender: string;
  readonly #onUnknown: (digest: string) => void;
  #waiting: Waiting | undefined;
  #failure: TransactionFailed | undefined;
  #onWaiting: (() => void) | undefined;

  /**
   * @param sender address that executes them
   * @param onUnknown told of a digest that the full node does not know yet, and that is waited for
   */
  constructor(sender: string, onUnknown: (digest: string) => void) {
    this.#sender = sender;
    this.#onUnknown = onUnknown;
  }

  /** The transaction that waits to be executed. */
  get waiting(): Waiting | undefined {
    return this.#waiting;
  }

  /** Resolves when the next transaction waits. */
  handedOut(): Promise<void> {
    return new Promise((resolve) => (this.#onWaiting = resolve));
  }

  /** As `execute`, for a transaction that is signed and sent elsewhere. */
  readonly execute = async (options: ExecuteOptions): Promise<Executed> => {
    try {
      const digest = await this.#digestOf(options);
      const executed = await executedElsewhere({
        ...options,
        digest,
        onUnknown: () => this.#onUnknown(digest),
      });
      this.#failure = undefined;
      return executed;
    } catch (error) {
      if (error instanceof TransactionFailed) this.#failure = error;
      throw error;
    } finally {
      this.#waiting = undefined;
    }
  };

  async #digestOf({ what, transaction, signal }: ExecuteOptions): Promise<string> {
    const make = async (): Promise<Transaction> => {
      const made = typeof transaction === 'function' ? await transaction() : transaction;
      made.setSenderIfNotSet(this.#sender);
      return made;
    };
    const digest = new Promise<string>((resolve, reject) => {
      const remake = (): void => {
        make().then((made) => {
          this.#waiting = { what, transaction: made, failure: this.#failure, remake, executed: resolve };
          this.#onWaiting?.();
        }, reject);
      };
      remake();
    });
    return unlessAborted(digest, signal);
  }
}
