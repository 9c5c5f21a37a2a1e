/** A part of a work: its input is at the beginning of a buffer, and its output goes behind it. */
export interface Task {
  /** Bytes of the input. */
  readonly input: number;
  /** Bytes of the output. */
  readonly output: number;
}

/** How a thread does the tasks of a work. */
export interface Performer<T extends Task = Task> {
  /** The only buffer that it can use, if there is one: in the memory of a core. */
  readonly buffer?: Uint8Array | undefined;
  /** Does a task whose input is at the beginning of a buffer. */
  perform(task: T, buffer: Uint8Array): void;
}
