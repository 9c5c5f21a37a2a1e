/** What threads do, by name: so that one thread can tell another what to do. */
import type { Core } from '../core/core.js';
import type { ExpansionSetting, ExpansionTask } from '../core/expansion.js';
import {
  startInterpolation,
  startRecovery,
  startRoots,
  startSymbols,
  type InterpolationSetting,
  type InterpolationTask,
  type RecoverySetting,
  type SliverSetting,
} from './sliver-works.js';
import type { Performer, Task } from './task.js';

/** Settings and tasks of works; both can be sent to another thread. */
export interface Works {
  /** The matrix of a blob. */
  expansion: { setting: ExpansionSetting; task: ExpansionTask };
  /** Missing rows of a blob. */
  interpolation: { setting: InterpolationSetting; task: InterpolationTask };
  /** Merkle roots of slivers. */
  roots: { setting: SliverSetting; task: Task };
  /** All symbols of a sliver, and the tree over them. */
  symbols: { setting: SliverSetting; task: Task };
  /** A sliver from symbols of it. */
  recovery: { setting: RecoverySetting; task: Task };
}

/** Name of a work. */
export type WorkName = keyof Works;

type Starts = {
  readonly [W in WorkName]: (
    core: Core,
    setting: Works[W]['setting'],
  ) => Performer<Works[W]['task']> | Promise<Performer<Works[W]['task']>>;
};

const starts: Starts = {
  expansion: (core, setting) => core.startExpansion(setting),
  interpolation: startInterpolation,
  roots: startRoots,
  symbols: startSymbols,
  recovery: startRecovery,
};

/** Makes room for the tasks of a work. */
export async function startWork<W extends WorkName>(
  core: Core,
  work: W,
  setting: Works[W]['setting'],
): Promise<Performer<Works[W]['task']>> {
  return starts[work](core, setting);
}
