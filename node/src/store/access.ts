/** Lets many tasks use something at the same time, and one replace it when nobody does. */
export class Access {
  #users = 0;
  #turn: Promise<void> | undefined;
  #onIdle: (() => void) | undefined;

  /** Runs a task beside others. It must not call `shared` again: that may wait for its own end. */
  async shared<T>(task: () => T | Promise<T>): Promise<T> {
    while (this.#turn !== undefined) await this.#turn;
    this.#users++;
    try {
      return await task();
    } finally {
      if (--this.#users === 0) this.#onIdle?.();
    }
  }

  /** Runs a task alone: after those that have begun, before those that have not. */
  async alone<T>(task: () => Promise<T>): Promise<T> {
    while (this.#turn !== undefined) await this.#turn;
    let end = (): void => undefined;
    this.#turn = new Promise((resolve) => (end = resolve));
    try {
      if (this.#users > 0) await new Promise<void>((resolve) => (this.#onIdle = resolve));
      return await task();
    } finally {
      this.#onIdle = undefined;
      this.#turn = undefined;
      end();
    }
  }
}
