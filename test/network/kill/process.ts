/**
 * A party that can die between two instructions. What it has begun then never goes on, and nobody cleans up
 * after it.
 */
export class Process {
  readonly name: string;
  readonly #onStep: (process: Process, label: string) => void;
  #killed: () => void = () => undefined;
  /** Resolves when it dies. */
  readonly death: Promise<void>;
  alive = true;

  /** @param onStep told of each step that the party takes; may kill it there */
  constructor(name: string, onStep: (process: Process, label: string) => void) {
    this.name = name;
    this.#onStep = onStep;
    this.death = new Promise((resolve) => (this.#killed = resolve));
  }

  kill(): void {
    this.alive = false;
    this.#killed();
  }

  /** A point at which it can be killed; if it is, what follows does not happen. */
  async step(label: string): Promise<void> {
    if (this.alive) this.#onStep(this, label);
    if (!this.alive) await new Promise(() => undefined);
  }

  /** The outcome of its own waiting, which does not come after its death. */
  async wait<T>(promise: Promise<T>): Promise<T> {
    const settled = await promise.then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    if (!this.alive) await new Promise(() => undefined);
    if ('error' in settled) throw settled.error;
    return settled.value;
  }

  /**
   * What a caller sees of an answer of this process: a broken connection when it dies before the answer is
   * out.
   */
  async answer<T>(handle: () => Promise<T>, broken: () => Error): Promise<T> {
    const gone = this.death.then(() => {
      throw broken();
    });
    gone.catch(() => undefined);
    return Promise.race([gone, handle()]);
  }
}
