/** A change of a database. */
export type DatabaseOperation =
  | {
      /** Writes an entry. */
      readonly type: 'put';
      /** Key of the entry. */
      readonly key: string;
      /** Bytes to store. */
      readonly value: Uint8Array;
    }
  | {
      /** Deletes an entry. */
      readonly type: 'del';
      /** Key of the entry. */
      readonly key: string;
    };

/** Keys in their order, from `gte` or after `gt`, before `lt`; at most `limit`. */
export interface KeyRange {
  /** First key, or the one after it if it is not there. */
  readonly gte?: string;
  /** The key before the first. */
  readonly gt?: string;
  /** The key after the last. */
  readonly lt: string;
  /** Most entries. */
  readonly limit?: number;
  /** Bytes that are read ahead; 0: one entry at a time. */
  readonly highWaterMarkBytes?: number;
}

/** A sliver that goes into a file. */
export interface FiledSliver {
  /** Its key in the database. */
  readonly key: string;
  /** Its bytes. */
  readonly value: Uint8Array;
}

/** Files of slivers, by their keys in the database. Functions reject with the system's errors. */
export interface SliverFiles {
  /** Bytes from which on a sliver goes into a file. */
  readonly minBytes: number;
  /** Removes what is left of a process that has ended while it wrote. Nobody writes meanwhile. */
  open(): Promise<void>;
  /** Writes files, or writes them anew; on disk, with their names, when it resolves. */
  write(slivers: readonly FiledSliver[]): Promise<void>;
  /** The bytes of a sliver; undefined when it has no file, or one that does not have so many. */
  read(key: string, bytes: number): Promise<Uint8Array | undefined>;
  /** How many bytes the file of a sliver has; undefined when there is none, or it is too large for one. */
  sizeOf(key: string): Promise<number | undefined>;
  /** Removes files that are there. Resolves to the keys of those that the disk keeps; does not reject. */
  remove(keys: readonly string[]): Promise<string[]>;
  /** The keys of all files, or of those that begin with that of a blob's slivers, in no order. */
  list(prefix?: string): AsyncIterable<string>;
}

/** What a store is kept in: the part of an `abstract-level` database that it needs. */
export interface Database {
  /** Files beside it for large slivers; undefined: all slivers are in it. */
  readonly files?: SliverFiles | undefined;
  /** Opens the database, and makes it when it is missing. */
  open(): Promise<void>;
  /** Closes it. */
  close(): Promise<void>;
  /** Value of a key; undefined when there is none. */
  get(key: string): Promise<Uint8Array | undefined>;
  /**
   * The same at once, for small values: in LevelDB, handing a read to another thread and back takes ten times
   * as long as reading what is in memory.
   */
  getSync(key: string): Uint8Array | undefined;
  /** Whether there is a value. */
  has(key: string): Promise<boolean>;
  /** All or none; with `sync`, on disk when it resolves. */
  batch(
    operations: DatabaseOperation[],
    options: {
      /** Wait until it is on disk. */
      readonly sync: boolean;
    },
  ): Promise<void>;
  /** Shows what was there when it was made. */
  iterator(range: KeyRange): AsyncIterable<[string, Uint8Array]>;
}
