/** What threads do, by name: so that one thread can tell another what to do. */
import type { Core } from '../core/core.js';
import type { ExpansionSetting, ExpansionTask } from '../core/expansion.js';

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

/** Settings and tasks of works; both can be sent to another thread. */
export interface Works {
  expansion: { setting: ExpansionSetting; task: ExpansionTask };
}

/** Name of a work. */
export type WorkName = keyof Works;

type Starts = {
  readonly [W in WorkName]: (
    core: Core,
    setting: Works[W]['setting'],
  ) => Promise<Performer<Works[W]['task']>>;
};

const starts: Starts = {
  expansion: (core, setting) => core.startExpansion(setting),
};

/** Makes room for the tasks of a work. */
export function startWork<W extends WorkName>(
  core: Core,
  work: W,
  setting: Works[W]['setting'],
): Promise<Performer<Works[W]['task']>> {
  return starts[work](core, setting);
}
