import { hex } from '../hex.js';

/** Makes a function that runs tasks one after the other, in the order of the calls. */
export function serial(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const run = last.then(task);
    last = run.catch(() => undefined);
    return run;
  };
}

/**
 * A queue for each key: tasks of the same key run one after the other, those of different keys do not wait.
 */
export type Exclusive = <T>(key: Uint8Array, task: () => Promise<T>) => Promise<T>;

/** See {@link Exclusive}. Keeps nothing about a key that nobody is busy with. */
export function exclusive(): Exclusive {
  const queues = new Map<string, { readonly run: ReturnType<typeof serial>; users: number }>();
  return async (key, task) => {
    const name = hex(key);
    const queue = queues.get(name) ?? { run: serial(), users: 0 };
    queues.set(name, queue);
    queue.users++;
    try {
      return await queue.run(task);
    } finally {
      if (--queue.users === 0) queues.delete(name);
    }
  };
}
