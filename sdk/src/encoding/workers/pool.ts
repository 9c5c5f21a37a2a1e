/**
 * Workers, and who does which task. A worker has a memory of its own; a task's input and output go to it and
 * back in a buffer that changes hands, so nothing is shared and nothing needs the isolation of a page.
 */
import type { Core } from '../core/core.js';
import { systemTimers, type Timers } from '../../base/time.js';
import { Buffers } from './buffers.js';
import type { FromWorker, ToWorker } from './messages.js';
import { startThread } from '#threads';
import type { Thread } from './port.js';
import type { Run } from './run.js';
import type { Task } from './task.js';

/** Tasks that a worker has: one that it does, and the next. */
const DEPTH = 2;
/** Workers without work for so long end. */
const IDLE_MS = 10_000;
/** So many workers may end by themselves; after that there are none. */
const MOST_LOSSES = 3;
/** Most workers of a pool. */
const MAX_WORKERS = 16;
/**
 * Milliseconds of work that are done without workers before some are started: about what starting them
 * costs. A process that encodes one small blob is done before they could help.
 */
const START_MS = 100;

/** How often it is looked whether workers that have tasks say anything. */
const LOOK_MS = 15_000;
/**
 * Looks after which a worker that has said nothing is taken for lost: some end without an event. No task
 * takes so long; one look may come early, after a machine has slept.
 */
const MOST_SILENT = 2;

/** A worker, and what it was asked. */
interface Lane {
  readonly thread: Thread;
  /** Numbers of the runs that it was told of. */
  readonly known: Map<Run, number>;
  /** What it has not answered, in the order in which it will. */
  readonly asked: { readonly run: Run; readonly task: Task }[];
  isReady: boolean;
  /** Looks since it has said something. */
  silent: number;
  /** Ends the looks; undefined while it has no tasks. */
  unwatch: (() => void) | undefined;
}

/** The workers of a process. */
export class Pool {
  readonly #core: Core;
  readonly #start: () => Thread;
  readonly #timers: Timers;
  readonly #lanes: Lane[] = [];
  readonly #buffers = new Buffers();
  /** Runs that want help, and the most workers of each. */
  readonly #runs = new Map<Run, number>();
  #numbers = 0;
  /** Milliseconds of work since there was none for long. */
  #workMs = 0;
  #losses = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;

  /** @param start starts a thread; throws where there are none */
  constructor(core: Core, start: () => Thread = startThread, timers: Timers = systemTimers) {
    this.#core = core;
    this.#start = start;
    this.#timers = timers;
  }

  /**
   * Lets workers help with a run, at most so many; the result ends that. None are started while there has
   * been little work.
   *
   * @param workMs how long the run takes about, in milliseconds
   */
  help(run: Run, workers: number, workMs: number): () => void {
    clearTimeout(this.#idle);
    this.#runs.set(run, Math.min(workers, MAX_WORKERS));
    this.#workMs += workMs;
    if (this.#workMs >= START_MS)
      while (this.#lanes.length < Math.min(workers, MAX_WORKERS) && this.#addLane());
    this.feed();
    return () => {
      this.#runs.delete(run);
      this.#buffers.trim();
      for (const lane of this.#lanes) this.#forget(lane, run);
      if (this.#runs.size === 0) this.#endWhenIdle();
    };
  }

  /** True while a worker is there that helps with a run. */
  helps(run: Run): boolean {
    const workers = this.#runs.get(run) ?? 0;
    return this.#lanes.slice(0, workers).some(({ isReady }) => isReady);
  }

  /** Gives tasks to workers that have room for some. */
  feed(): void {
    // One task for each before anyone has a second one.
    for (let depth = 1; depth <= DEPTH; depth++)
      for (const [index, lane] of this.#lanes.entries()) this.#feedLane(lane, index, depth);
  }

  /** Ends all workers. What they were doing, others do. */
  end(): void {
    clearTimeout(this.#idle);
    this.#workMs = 0;
    this.#buffers.clear();
    for (const { thread } of this.#lanes.splice(0).map((lane) => this.#abandon(lane))) thread.end();
  }

  /** False where no worker can be added. */
  #addLane(): boolean {
    if (this.#losses >= MOST_LOSSES) return false;
    try {
      const lane: Lane = {
        ...{ thread: this.#start(), known: new Map(), asked: [] },
        ...{ isReady: false, silent: 0, unwatch: undefined },
      };
      lane.thread.onEnd(() => this.#lose(lane));
      lane.thread.listen((message) => this.#hear(lane, message as FromWorker));
      tell(lane, { kind: 'core', module: this.#core.module });
      this.#lanes.push(lane);
      return true;
    } catch {
      this.#losses = MOST_LOSSES;
      return false;
    }
  }

  #hear(lane: Lane, message: FromWorker): void {
    lane.silent = 0;
    if (message.kind === 'ready') {
      lane.isReady = true;
    } else {
      const next = lane.asked.shift();
      // It was taken for lost, and was only late: others do what it was asked.
      if (next === undefined) return;
      const { run, task } = next;
      if (message.kind === 'failed') {
        run.giveBack(task);
      } else {
        run.finish(task, new Uint8Array(message.buffer));
        this.#buffers.give(message.buffer);
      }
    }
    // What was done may have begun a phase, of which others want their share.
    this.feed();
  }

  /** A worker has ended, or could not start. */
  #lose(lane: Lane): void {
    const at = this.#lanes.indexOf(lane);
    if (at < 0) return;
    this.#lanes.splice(at, 1);
    this.#losses = lane.isReady ? this.#losses + 1 : MOST_LOSSES;
    this.#abandon(lane);
  }

  #abandon(lane: Lane): Lane {
    unwatch(lane);
    for (const { run, task } of lane.asked.splice(0)) run.giveBack(task);
    for (const run of this.#runs.keys()) run.wake();
    return lane;
  }

  #feedLane(lane: Lane, index: number, depth: number): void {
    if (!lane.isReady) return;
    for (const [run, workers] of [...this.#runs]) {
      if (lane.asked.length >= depth) break;
      const task = index < workers ? run.take() : undefined;
      if (task === undefined) continue;
      // The others come first next time.
      this.#runs.delete(run);
      this.#runs.set(run, workers);
      this.#ask(lane, run, task);
    }
    lane.thread.hold(lane.asked.length > 0);
    if (lane.asked.length === 0) unwatch(lane);
    else if (lane.unwatch === undefined) this.#watch(lane);
  }

  /** Takes a worker for lost that has tasks and says nothing. */
  #watch(lane: Lane): void {
    lane.unwatch = this.#timers.after(LOOK_MS, () => {
      if (++lane.silent <= MOST_SILENT) return this.#watch(lane);
      this.#lose(lane);
      lane.thread.end();
    });
  }

  #ask(lane: Lane, run: Run, task: Task): void {
    const job = lane.known.get(run) ?? this.#numbers++;
    try {
      if (!lane.known.has(run))
        tell(lane, { kind: 'begin', job, work: run.job.work, setting: run.job.setting });
      lane.known.set(run, job);
      const buffer = this.#buffers.take(run.bufferBytes);
      run.job.load(task, new Uint8Array(buffer));
      tell(lane, { kind: 'task', job, task, buffer }, [buffer]);
      lane.asked.push({ run, task });
    } catch (error) {
      run.fail(error);
    }
  }

  #forget(lane: Lane, run: Run): void {
    const job = lane.known.get(run);
    if (job !== undefined) tell(lane, { kind: 'end', job });
    lane.known.delete(run);
  }

  #endWhenIdle(): void {
    const idle = setTimeout(() => this.end(), IDLE_MS);
    // Of Node: this timer keeps no process alive.
    (idle as { unref?: () => void }).unref?.();
    this.#idle = idle;
  }
}

function unwatch(lane: Lane): void {
  lane.unwatch?.();
  lane.unwatch = undefined;
}

function tell({ thread }: Lane, message: ToWorker, transfer: readonly ArrayBuffer[] = []): void {
  thread.post(message, transfer);
}
