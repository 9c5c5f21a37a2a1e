/**
 * The stream that a client reads. It takes a message from its source only when the client asks for one, so a
 * slow reader holds back the server's queue instead of filling a queue of its own.
 */
import type { RpcOutputStream } from '@protobuf-ts/runtime-rpc';

type Next<T> = (message: T | undefined, error: Error | undefined, complete: boolean) => void;

/**
 * A stream over `source`: iterate it, or register callbacks, which then get the messages as fast as they
 * come.
 */
export class OutputStream<T extends object> implements RpcOutputStream<T> {
  readonly #source: AsyncIterator<T>;
  readonly #listeners = new Set<Next<T>>();
  #flowing = false;

  constructor(source: AsyncIterable<T>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  [Symbol.asyncIterator](): AsyncIterator<T> {
    return this.#source;
  }

  onNext(callback: Next<T>): () => void {
    this.#listeners.add(callback);
    if (!this.#flowing) {
      this.#flowing = true;
      void this.#flow();
    }
    return () => void this.#listeners.delete(callback);
  }

  onMessage(callback: (message: T) => void): () => void {
    return this.onNext((message) => {
      if (message !== undefined) callback(message);
    });
  }

  /** Listens without asking for messages: the official client adds such a listener to every call. */
  onError(callback: (reason: Error) => void): () => void {
    return this.#listen((_message, error) => {
      if (error !== undefined) callback(error);
    });
  }

  onComplete(callback: () => void): () => void {
    return this.#listen((_message, _error, complete) => {
      if (complete) callback();
    });
  }

  #listen(listener: Next<T>): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async #flow(): Promise<void> {
    try {
      for (;;) {
        const next = await this.#source.next();
        if (next.done === true) break;
        this.#emit(next.value, undefined, false);
      }
      this.#emit(undefined, undefined, true);
    } catch (error) {
      this.#emit(undefined, error instanceof Error ? error : new Error(String(error)), false);
    }
  }

  #emit(message: T | undefined, error: Error | undefined, complete: boolean): void {
    for (const listener of [...this.#listeners]) listener(message, error, complete);
  }
}
