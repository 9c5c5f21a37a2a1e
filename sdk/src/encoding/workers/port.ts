/** Threads of this platform: `worker_threads` of Node, else web workers. */

import { nodeBuiltin } from './node-builtin.js';

/** One end of a channel between two threads. */
export interface Port {
  post(message: unknown, transfer: readonly ArrayBuffer[]): void;
  listen(onMessage: (message: unknown) => void): void;
}

/** A thread that this one has started. */
export interface Thread extends Port {
  /** Called at most once: the thread could not start, or has ended. */
  onEnd(callback: () => void): void;
  /** Whether the process may not end while the thread runs; it may unless told otherwise. */
  hold(isHeld: boolean): void;
  end(): void;
}

/** What is used of a port of `worker_threads`. */
interface NodePort {
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
  on(event: 'message', listener: (message: unknown) => void): void;
}

/** And of a worker. */
interface NodeWorker extends Omit<NodePort, 'on'> {
  on(event: 'message' | 'error' | 'exit', listener: (value: unknown) => void): void;
  ref(): void;
  unref(): void;
  terminate(): unknown;
}

interface NodeThreads {
  readonly parentPort: NodePort | null;
  readonly Worker: new (program: URL, options: object) => NodeWorker;
}

const nodeThreads = (): NodeThreads | undefined => nodeBuiltin('node:worker_threads');

/** The end that a worker has of the channel to the thread that started it. */
export function ownPort(): Port {
  const port = nodeThreads()?.parentPort;
  if (port) {
    return {
      post: (message, transfer) => port.postMessage(message, transfer),
      listen: (onMessage) => void port.on('message', onMessage),
    };
  }
  return portOf(globalThis as unknown as Worker);
}

function portOf(worker: Worker): Port {
  return {
    post: (message, transfer) => worker.postMessage(message, [...transfer]),
    listen: (onMessage) => worker.addEventListener('message', ({ data }) => onMessage(data)),
  };
}

/**
 * Starts a worker of the pool.
 *
 * @throws where there are no threads, or they are not allowed
 */
export function startThread(): Thread {
  const threads = nodeThreads();
  return threads === undefined ? startWebWorker() : startNodeThread(threads);
}

function startNodeThread({ Worker }: NodeThreads): Thread {
  const worker = new Worker(new URL('./worker.js', import.meta.url), {
    name: 'haulout encoding',
    // What the process was started with (loaders, a program as an argument) is not for this program.
    execArgv: [],
    // Its heap has little to hold; without a bound each would take some MiB more.
    resourceLimits: { maxYoungGenerationSizeMb: 4 },
  });
  worker.unref();
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    listen: (onMessage) => void worker.on('message', onMessage),
    onEnd: (callback) => {
      // An error is told before the end that follows it.
      worker.on('error', () => undefined);
      worker.on('exit', callback);
    },
    hold: (isHeld) => (isHeld ? worker.ref() : worker.unref()),
    end: () => void worker.terminate(),
  };
}

function startWebWorker(): Thread {
  // Bundlers know a worker by exactly this form.
  const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
  return {
    ...portOf(worker),
    onEnd: (callback) => {
      const end = (event: Event): void => {
        event.preventDefault();
        worker.terminate();
        callback();
      };
      worker.addEventListener('error', end, { once: true });
    },
    hold: () => undefined,
    end: () => worker.terminate(),
  };
}
