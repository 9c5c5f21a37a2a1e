/** A part of a work: its input is at the beginning of a buffer, and its output goes behind it. */
export interface Task {
  /** Bytes of the input. */
  readonly input: number;
  /** Bytes of the output. */
  readonly output: number;
}

/** A thread's room for the tasks of a work. */
export interface Performer<T extends Task = Task> {
  readonly buffer: Uint8Array;
  perform(task: T): void;
}
