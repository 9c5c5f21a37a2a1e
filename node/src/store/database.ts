import { ClassicLevel } from 'classic-level';

/** A change of a database. */
export type DatabaseOperation =
  | { readonly type: 'put'; readonly key: string; readonly value: Uint8Array }
  | { readonly type: 'del'; readonly key: string };

/** Keys in their order, from `gte` or after `gt`, before `lt`; at most `limit`. */
export interface KeyRange {
  readonly gte?: string;
  readonly gt?: string;
  readonly lt: string;
  readonly limit?: number;
}

/** What a store is kept in: the part of an `abstract-level` database that it needs. */
export interface Database {
  open(): Promise<void>;
  close(): Promise<void>;
  get(key: string): Promise<Uint8Array | undefined>;
  has(key: string): Promise<boolean>;
  del(key: string): Promise<void>;
  /** All or none; with `sync`, on disk when it resolves. */
  batch(operations: DatabaseOperation[], options: { readonly sync: boolean }): Promise<void>;
  /** Shows what was there when it was made. */
  iterator(range: KeyRange): AsyncIterable<[string, Uint8Array]>;
}

/** A database in a folder of its own, made when missing. Not open yet. */
export function databaseIn(folder: string): Database {
  return new ClassicLevel<string, Uint8Array>(folder, { keyEncoding: 'utf8', valueEncoding: 'view' });
}
