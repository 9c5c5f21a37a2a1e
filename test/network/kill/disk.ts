/** A database, with files beside it, on a disk that outlives its process; what was not synced does not. */
import type { Database, DatabaseOperation, KeyRange, SliverFiles } from '@haulout/node';
import type { Process } from './process.js';

/** What is on a disk: entries of the database, and files of slivers. */
export type Disk = Map<string, Uint8Array>;

const FILE = 'file ';

/** Keys of the slivers that are on a disk. */
export const sliversOn = (disk: ReadonlyMap<string, unknown>): string[] =>
  [...disk.keys()].filter((key) => key.startsWith('sliver/') && disk.has(FILE + key));

/** A process's view of its disk. As with LevelDB, a synced write takes all earlier ones with it. */
export function databaseOn(disk: Disk, process: Process): Database {
  const seen: Disk = new Map(disk);
  const apply = (operations: readonly DatabaseOperation[]) => {
    for (const operation of operations) {
      if (operation.type === 'put') seen.set(operation.key, operation.value.slice());
      else seen.delete(operation.key);
    }
  };
  const write = async (operations: readonly DatabaseOperation[], sync: boolean) => {
    const what = operations.map(({ key }) => key.split('/')[0]).join(', ');
    await process.step(`writes ${what}`);
    apply(operations);
    if (!sync) return;
    disk.clear();
    for (const [key, value] of seen) disk.set(key, value);
    await process.step(`has on disk ${what}`);
  };
  /** Every sliver is in a file. */
  const files: SliverFiles = {
    minBytes: 1,
    open: async () => undefined,
    async write(slivers) {
      await process.step('writes files');
      for (const { key, value } of slivers) {
        seen.set(FILE + key, value.slice());
        disk.set(FILE + key, value.slice());
      }
      await process.step('has files on disk');
    },
    async read(key, bytes) {
      const value = await process.wait(Promise.resolve(seen.get(FILE + key)));
      return value?.length === bytes ? value : undefined;
    },
    sizeOf: async (key) => process.wait(Promise.resolve(seen.get(FILE + key)?.length)),
    async remove(keys) {
      if (keys.length > 0) await process.step('removes files');
      for (const key of keys) {
        seen.delete(FILE + key);
        disk.delete(FILE + key);
      }
      return [];
    },
    async *list(prefix = '') {
      for (const key of seen.keys()) if (key.startsWith(FILE + prefix)) yield key.slice(FILE.length);
    },
  };
  return {
    files,
    open: async () => undefined,
    close: async () => undefined,
    get: async (key) => process.wait(Promise.resolve(seen.get(key))),
    getSync: (key) => seen.get(key),
    has: async (key) => process.wait(Promise.resolve(seen.has(key))),
    batch: (operations, { sync }) => write(operations, sync),
    async *iterator({ gte, gt, lt, limit = Infinity }: KeyRange) {
      const within = (key: string) =>
        (gte === undefined || key >= gte) && (gt === undefined || key > gt) && key < lt;
      const entries = [...seen].filter(([key]) => within(key)).sort(([a], [b]) => (a < b ? -1 : 1));
      yield* entries.slice(0, limit);
    },
  };
}
