/**
 * Tasks that wait for the disk. Those that come while it is busy go into its next write together, with one
 * fsync.
 */

/** A task that adds its operations to a write. */
export interface WriteTask<Write> {
  readonly kind: 'put' | 'delete';
  /** Bytes of what is put. */
  readonly bytes: number;
  /** Adds its operations; returns how to answer when that is on disk. */
  readonly prepare: (write: Write) => Promise<() => void>;
  readonly reject: (error: unknown) => void;
}

export interface WriteQueue<Write> {
  /** Resolves to what `prepare` resolves to, when that is on disk. */
  add<T>(what: Pick<WriteTask<Write>, 'kind' | 'bytes'>, prepare: (write: Write) => Promise<T>): Promise<T>;
  /** Resolves when nothing is left to write. */
  idle(): Promise<void>;
}

/** Puts that go into one write, at most, and their bytes unless it is a single one. */
const MAX_PUTS = 64;
const MAX_BYTES = 4 << 20;

/** @param writeTogether writes what some tasks add, and answers them; does not reject */
export function writeQueue<Write>(
  writeTogether: (tasks: readonly WriteTask<Write>[]) => Promise<void>,
): WriteQueue<Write> {
  const queue: WriteTask<Write>[] = [];
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    do await writeTogether(next());
    while (queue.length > 0);
    running = undefined; // in the same turn in which the queue was seen empty
  }

  /** A deletion goes alone, since it must see on disk what it deletes. */
  function next(): WriteTask<Write>[] {
    if (queue[0]?.kind === 'delete') return queue.splice(0, 1);
    let sum = 0;
    const end = queue.findIndex(({ kind, bytes }, index) => {
      sum += bytes;
      return kind === 'delete' || (index > 0 && sum > MAX_BYTES);
    });
    return queue.splice(0, Math.min(MAX_PUTS, end < 0 ? queue.length : end));
  }

  return {
    add: (what, prepare) =>
      new Promise((resolve, reject) => {
        queue.push({
          ...what,
          reject,
          async prepare(write) {
            const result = await prepare(write);
            return () => resolve(result);
          },
        });
        running ??= run();
      }),
    async idle() {
      while (running) await running;
    },
  };
}
