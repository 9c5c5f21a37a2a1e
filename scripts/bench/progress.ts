/** Where a line goes, and what time it is in ms. */
export interface Surroundings {
  write(line: string): void;
  now(): number;
}

const HERE: Surroundings = {
  write: (line) => void process.stderr.write(`${line}\n`),
  now: () => performance.now(),
};

/**
 * How far a measurement is, on standard error: `encoding: 3 of 43, 12 s: encode 1 MiB, 100 shards`. Some take
 * minutes, and what they have measured is printed at the end.
 */
export class Progress {
  readonly #topic: string;
  readonly #surroundings: Surroundings;
  readonly #began: number;
  #expected = 0;
  #begun = 0;

  constructor(topic: string, surroundings = HERE) {
    this.#topic = topic;
    this.#surroundings = surroundings;
    this.#began = surroundings.now();
  }

  /** Says how many steps there will be, beside those that are expected already. */
  expect(steps: number): void {
    this.#expected += steps;
  }

  /** Begins a step. */
  step(what: string): void {
    const seconds = Math.round((this.#surroundings.now() - this.#began) / 1000);
    this.#begun++;
    this.#surroundings.write(`${this.#topic}: ${this.#begun} of ${this.#expected}, ${seconds} s: ${what}`);
  }
}
