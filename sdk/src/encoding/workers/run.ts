/** The progress of one work: which of its tasks are to be done, under way, and done. */
import type { Task } from './task.js';
import type { WorkName } from './work.js';

/** A work, for the thread that wants it. */
export interface Job<T extends Task = Task> {
  readonly work: WorkName;
  readonly setting: unknown;
  /** Tasks of a phase are done in any order; a phase begins when the one before is over. */
  readonly phases: readonly (readonly T[])[];
  /** Called before each phase begins, with its number, and once more when the last one is over. */
  prepare?(phase: number): Promise<void>;
  /** Writes the input of a task to the beginning of a buffer. May be called again for the same task. */
  load(task: T, buffer: Uint8Array): void;
  /** Takes the output of a task. */
  save(task: T, output: Uint8Array): void;
}

/** A job that is being done, by whatever threads. */
export class Run {
  readonly job: Job;
  /** Bytes of the largest task. */
  readonly bufferBytes: number;
  readonly #onProgress: ((done: number) => void) | undefined;
  readonly #totalBytes: number;
  #doneBytes = 0;
  #phase = -1;
  #waiting: Task[] = [];
  /** Tasks that another thread could not do. */
  #returned: Task[] = [];
  /** Tasks of the phase that are not done. */
  #left = 0;
  #isPreparing = false;
  #failure: { readonly error: unknown } | undefined;
  #wake: () => void = () => undefined;

  constructor(job: Job, onProgress?: (done: number) => void) {
    const sizes = job.phases.flatMap((tasks) => tasks.map(({ input, output }) => input + output));
    this.job = job;
    this.#onProgress = onProgress;
    this.bufferBytes = Math.max(0, ...sizes);
    this.#totalBytes = sizes.reduce((sum, size) => sum + size, 0);
    this.#nextPhase();
  }

  /** True when nothing is left to do, or when it has failed. */
  get isOver(): boolean {
    return this.#failure !== undefined || (this.#phase === this.job.phases.length && !this.#isPreparing);
  }

  /** True while the job prepares a phase: also after a failure, until that has ended. */
  get isPreparing(): boolean {
    return this.#isPreparing;
  }

  /** A task for another thread. */
  take(): Task | undefined {
    return this.isOver ? undefined : this.#waiting.pop();
  }

  /** A task for the thread that wants the work: those come first that others could not do. */
  takeBack(): Task | undefined {
    return this.isOver ? undefined : this.#returned.pop();
  }

  /** A task that was taken and not done. */
  giveBack(task: Task): void {
    this.#returned.push(task);
    this.#wake();
  }

  /** A task is done; its output is in the buffer. */
  finish(task: Task, buffer: Uint8Array): void {
    if (this.isOver) return;
    try {
      this.job.save(task, buffer.subarray(task.input, task.input + task.output));
      this.#doneBytes += task.input + task.output;
      if (--this.#left === 0) this.#nextPhase();
      this.#onProgress?.(this.#doneBytes / this.#totalBytes);
    } catch (error) {
      this.fail(error);
    }
    this.#wake();
  }

  /** Ends it with an error, unless it is over. */
  fail(error: unknown): void {
    if (this.isOver) return;
    this.#failure = { error };
    this.#wake();
  }

  /** Resolves when a task was done or came back, or when others can help no more. */
  change(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }

  /** Others can help no more. */
  wake(): void {
    this.#wake();
  }

  /** @throws the error with which it has failed */
  throwIfFailed(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  #nextPhase(): void {
    this.#phase++;
    if (this.job.prepare === undefined) return this.#beginPhase();
    this.#isPreparing = true;
    const prepared = this.job.prepare(this.#phase);
    void prepared
      .then(
        () => (this.#isPreparing = false),
        (error: unknown) => {
          this.#isPreparing = false;
          this.fail(error);
        },
      )
      .then(() => {
        this.#beginPhase();
        this.#wake();
      });
  }

  #beginPhase(): void {
    this.#waiting = [...(this.job.phases[this.#phase] ?? [])].reverse();
    this.#left = this.#waiting.length;
    if (this.#left === 0 && !this.isOver) this.#nextPhase();
  }
}
