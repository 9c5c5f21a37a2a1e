/** Doing a job: on workers as soon as there are some, on this thread until then or where there are none. */
import type { Core } from '../core/core.js';
import { core, coreReady } from '../core/current.js';
import { pace, type PaceOptions } from '../pace.js';
import { defaultWorkers } from './default-workers.js';
import { Pool } from './pool.js';
import { Run, type Job } from './run.js';
import type { Performer, Task } from './task.js';
import { startWork, type WorkName, type Works } from './work.js';

/** Work of fewer milliseconds is done on the caller's thread. */
const FEW_MS = 5;

/** A core, and the workers that have the same. */
interface Threads {
  readonly core: Core;
  readonly pool: Pool;
}

let shared: Threads | undefined;

/** Those of this process, for everybody. */
async function sharedThreads(): Promise<Threads> {
  await coreReady();
  return (shared ??= { core: core(), pool: new Pool(core()) });
}

/** How a job is done. */
export interface JobOptions extends PaceOptions {
  /** How long it will take about, in milliseconds. */
  readonly estimateMs: number;
  /** Less is done on this thread; default: 5 ms. 0: workers are started at once, however little there is. */
  readonly fewMs?: number | undefined;
  /** Default: those of this process. */
  readonly threads?: Threads | undefined;
}

/** A job of a certain work. */
type JobOf<W extends WorkName> = Job<Works[W]['task']> & {
  readonly work: W;
  readonly setting: Works[W]['setting'];
};

/**
 * Does a job. When it is aborted nothing more is done; a task that is under way on a worker ends there.
 *
 * @throws the signal's reason when aborted; what the job throws
 */
export async function doJob<W extends WorkName>(job: JobOf<W>, options: JobOptions): Promise<void> {
  const { signal, onProgress, workers = defaultWorkers(), estimateMs, fewMs = FEW_MS } = options;
  signal?.throwIfAborted();
  const threads = options.threads ?? (await sharedThreads());
  signal?.throwIfAborted();
  const run = new Run(job, onProgress);
  const abort = (): void => run.fail(signal!.reason);
  signal?.addEventListener('abort', abort);
  const isLong = estimateMs >= fewMs && workers >= 1;
  const workMs = fewMs === 0 ? Infinity : estimateMs;
  const leave = isLong ? threads.pool.help(run, workers, workMs) : () => undefined;
  try {
    await workHere(run, threads);
    run.throwIfFailed();
  } finally {
    leave();
    signal?.removeEventListener('abort', abort);
  }
}

/** Does what workers do not, and waits for what they do. */
async function workHere(run: Run, { core, pool }: Threads): Promise<void> {
  const { job } = run;
  const giveWay = pace({});
  let performer: Performer<Task> | undefined;
  let buffer: Uint8Array | undefined;
  // What is read or written for a phase ends before anybody hears of a failure.
  while (!run.isOver || run.isPreparing) {
    const task = run.takeBack() ?? (pool.helps(run) ? undefined : run.take());
    if (task === undefined) {
      await run.change();
      // A phase that was prepared has tasks for others too.
      pool.feed();
      continue;
    }
    performer ??= (await startWork(core, job.work, job.setting as never)) as Performer<Task>;
    if (run.isOver) continue;
    buffer ??= performer.buffer ?? new Uint8Array(run.bufferBytes);
    job.load(task, buffer);
    performer.perform(task, buffer);
    run.finish(task, buffer);
    await giveWay(0);
  }
}
