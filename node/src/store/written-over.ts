import type { Database, DatabaseOperation, KeyRange } from './database.js';

/** What reads need of a database. */
export type ReadableDatabase = Pick<Database, 'files' | 'get' | 'getSync' | 'has' | 'iterator'>;

/** A database as it will be after a write that it does not take yet. Keys are ASCII. */
export function writtenOver(
  db: ReadableDatabase,
  operations: readonly DatabaseOperation[],
): ReadableDatabase {
  const changed = new Map(
    operations.map((each) => [each.key, each.type === 'put' ? each.value : undefined] as const),
  );
  return {
    files: db.files,
    get: async (key) => (changed.has(key) ? changed.get(key) : db.get(key)),
    getSync: (key) => (changed.has(key) ? changed.get(key) : db.getSync(key)),
    has: async (key) => (changed.has(key) ? changed.get(key) !== undefined : db.has(key)),
    async *iterator({ limit = Infinity, ...range }) {
      let left = limit;
      for await (const entry of merged(db, changed, range)) {
        if (left-- <= 0) return;
        yield entry;
      }
    },
  };
}

async function* merged(
  db: ReadableDatabase,
  changed: ReadonlyMap<string, Uint8Array | undefined>,
  range: KeyRange,
): AsyncGenerator<[string, Uint8Array]> {
  const { gte = '', gt, lt } = range;
  const added: [string, Uint8Array][] = [];
  for (const [key, value] of changed) {
    if (value !== undefined && key >= gte && (gt === undefined || key > gt) && key < lt)
      added.push([key, value]);
  }
  added.sort(([a], [b]) => (a < b ? -1 : 1));
  const failed: unknown[] = [];
  try {
    for await (const entry of db.iterator(range)) {
      while (added.length > 0 && added[0]![0] < entry[0]) yield added.shift()!;
      if (!changed.has(entry[0])) yield entry;
    }
  } catch (error) {
    // As LevelDB does: it fails when it has given everything that can be read.
    failed.push(error);
  }
  yield* added;
  if (failed.length > 0) throw failed[0];
}
