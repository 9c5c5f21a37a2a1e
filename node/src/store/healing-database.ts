/**
 * A database whose disk may fail, and come back. LevelDB takes no write any more once one has failed, and a
 * record that is written behind half of one may be lost. So after a failed write nothing is written until the
 * disk takes a small file again; then the database is closed and opened anew. Reads go on meanwhile.
 */
import { systemTimers, type Timers } from '@haulout/sdk/base';
import { Access } from './access.js';
import type { Database, DatabaseOperation, FiledSliver, SliverFiles } from './database.js';
import type { Disk } from './disk.js';
import { isCounted } from './keys.js';
import { serial } from './serial.js';
import { StoreFailure, storeFailureOf } from './store-failure.js';
import { readValue } from './unreadable.js';
import { writtenOver, type ReadableDatabase } from './written-over.js';

/** What is wrong with a store at the moment. */
export interface StoreTrouble {
  /** Why. */
  readonly failure: StoreFailure;
  /** Since when, on the clock of the store, ms. */
  readonly sinceMs: number;
  /** What cannot be done: nothing is written, nothing that others send is taken, or something not read. */
  readonly stops: 'writes' | 'uploads' | 'some reads';
}

/** How a database is watched. */
export interface HealingOptions {
  /** Clock; default: that of the machine. */
  readonly timers?: Timers | undefined;
  /**
   * Bytes of the disk that uploads leave free, for the node's own notes, deletions and starts. A quarter of
   * it is set aside in a file.
   */
  readonly reserveBytes: number;
  /** Told when something begins to be wrong, or something else, or nothing any more (undefined). */
  readonly onTrouble?: ((failure: StoreFailure | undefined) => void) | undefined;
}

/** How often a disk that fails is tried again, ms. */
const RETRY_MS = 1_000;
/** Most logs that LevelDB has at one time, and a little. */
const LOGS = 3;

/** See the top of the file. */
export class HealingDatabase {
  readonly #db: Database;
  readonly #disk: Disk;
  readonly #timers: Timers;
  readonly #reserveBytes: number;
  /** Bytes that are set aside in a file. */
  #asideBytes: number;
  readonly #onTrouble: (failure: StoreFailure | undefined) => void;
  readonly #access = new Access();
  #isOpen = false;
  #isClosed = false;
  /** Writes fail until the database is opened anew. */
  #writes: StoreTrouble | undefined;
  /** Too little is free for uploads. */
  #space: StoreTrouble | undefined;
  /** Something could not be read, and how to try it again. */
  #reads: (StoreTrouble & { readonly again: () => Promise<unknown> }) | undefined;
  #told: string | undefined;
  #cancelRetry: (() => void) | undefined;
  #healing: Promise<void> = Promise.resolve();
  readonly #inTurn = serial();
  /** A write that failed: a database that is opened anew may have it, and takes it back. */
  #failed: readonly DatabaseOperation[] = [];
  /** Keys of slivers whose files were written for it. */
  #failedFiles: readonly string[] = [];
  /** What takes it back. */
  #undo: DatabaseOperation[] | undefined;

  /** @param db not open yet */
  constructor(db: Database, disk: Disk, { timers, reserveBytes, onTrouble }: HealingOptions) {
    this.#db = db;
    this.#disk = disk;
    this.#timers = timers ?? systemTimers;
    this.#reserveBytes = reserveBytes;
    this.#asideBytes = Math.floor(reserveBytes / 4);
    this.#onTrouble = onTrouble ?? (() => undefined);
  }

  /** Opens it. Throws StoreFailure. */
  async open(): Promise<void> {
    await this.#openHandle();
    await this.trouble();
  }

  /** Waits for what is under way, and closes it. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelRetry?.();
    await this.#healing;
    await this.#access.alone(() => this.#db.close());
  }

  /**
   * Reads something, in a task that reads nothing else through this object meanwhile. It is called again when
   * it has failed, to see whether it still does. Throws StoreFailure.
   */
  async read<T>(task: (db: ReadableDatabase) => T | Promise<T>): Promise<T> {
    const again = () =>
      this.#access.shared(() => {
        this.#requireHandle();
        // What is still to be taken back is not to be seen.
        return task(this.#undo ? writtenOver(this.#db, this.#undo) : this.#db);
      });
    try {
      return await again();
    } catch (error) {
      if (this.#isClosed || error === this.#writes?.failure) throw error;
      const failure = storeFailureOf(error);
      this.#reads ??= { failure, sinceMs: this.#timers.now(), stops: 'some reads', again };
      this.#changed();
      throw failure;
    }
  }

  /** Files beside it; undefined: there are none. */
  get files(): SliverFiles | undefined {
    return this.#db.files;
  }

  /**
   * Writes, one call after the other: all, and with `sync` on disk when it resolves; or nothing when it
   * rejects. Throws StoreFailure.
   *
   * @param options.filed slivers whose entries are among the operations, to be on disk before those are
   */
  write(
    operations: DatabaseOperation[],
    { sync, filed = [] }: { readonly sync: boolean; readonly filed?: readonly FiledSliver[] },
  ): Promise<void> {
    return this.#inTurn(() =>
      this.#access.shared(async () => {
        if (this.#writes) throw this.#writes.failure;
        let failed: readonly DatabaseOperation[] = [];
        try {
          if (filed.length > 0) await this.#db.files!.write(filed);
          failed = operations;
          await this.#db.batch(operations, { sync });
        } catch (error) {
          if (this.#isClosed) throw error;
          this.#failed = failed;
          this.#failedFiles = filed.map(({ key }) => key);
          // They take room; where the database has failed as well, it is not known yet what it has.
          if (failed.length === 0) await this.#dropFiles().catch(() => undefined);
          throw this.#writesFailed(error);
        }
      }),
    );
  }

  /**
   * Throws StoreFailure DISK_FULL when so many bytes more leave too little free for the node's notes.
   *
   * @param options.inDatabase how many of them go into the database
   */
  async requireRoom(bytes: number, { inDatabase }: { readonly inDatabase: number }): Promise<void> {
    if (this.#reserveBytes === 0) return;
    const free = await this.#freeBytes();
    if (free - bytes >= this.#reserveBytes) return this.#setAside(inDatabase);
    const failure = lackOfSpace(free, this.#reserveBytes);
    // What is merely too large says nothing about the disk.
    if (free < this.#reserveBytes) this.#space ??= { failure, sinceMs: this.#timers.now(), stops: 'uploads' };
    this.#changed();
    throw failure;
  }

  /** What is wrong now; undefined for nothing. Looks at how much is free. */
  async trouble(): Promise<StoreTrouble | undefined> {
    await this.requireRoom(0, { inDatabase: 0 }).catch(() => undefined);
    return this.#writes ?? this.#space ?? this.#reads;
  }

  #requireHandle(): void {
    if (!this.#isOpen && this.#writes) throw this.#writes.failure;
  }

  #writesFailed(error: unknown): StoreFailure {
    const failure = storeFailureOf(error);
    const sinceMs = this.#writes?.sinceMs ?? this.#timers.now();
    this.#writes = { failure, sinceMs, stops: 'writes' };
    this.#changed();
    return failure;
  }

  /** Tells what has changed, and sees to it that what is wrong is tried again. */
  #changed(): void {
    const failure = (this.#writes ?? this.#space ?? this.#reads)?.failure;
    if (failure?.code !== this.#told) {
      this.#told = failure?.code;
      this.#onTrouble(failure);
    }
    if (failure === undefined || this.#cancelRetry !== undefined || this.#isClosed) return;
    this.#cancelRetry = this.#timers.after(RETRY_MS, () => {
      this.#healing = this.#heal().finally(() => {
        this.#cancelRetry = undefined;
        this.#changed();
      });
    });
  }

  async #heal(): Promise<void> {
    if (this.#writes) await this.#healWrites();
    if (this.#space && (await this.#freeBytes()) >= this.#reserveBytes) {
      await this.#disk.keepReserve(this.#asideBytes);
      this.#space = undefined;
    }
    const { again } = this.#reads ?? {};
    if (again === undefined || !this.#isOpen) return;
    try {
      await again();
      this.#reads = undefined;
    } catch {
      // As before.
    }
  }

  /** Opens the database anew as soon as the disk lets it be written to. */
  async #healWrites(): Promise<void> {
    try {
      // A database that is not open serves nothing: it is opened as soon as that can be done at all.
      if (this.#isOpen) {
        if (this.#writes!.failure.code === 'DISK_FULL' && (await this.#freeBytes()) < this.#asideBytes)
          return;
        await this.#disk.probe();
      }
      await this.#access.alone(async () => {
        if (this.#isClosed) return;
        this.#undo ??= await undoOf(this.#failed, this.#db);
        if (this.#isOpen) await this.#db.close();
        this.#isOpen = false;
        await this.#openHandle();
        await this.#db.batch(this.#undo, { sync: true });
        await this.#dropFiles();
        this.#undo = undefined;
        this.#failed = [];
        this.#writes = undefined;
      });
    } catch (error) {
      this.#writesFailed(error);
    }
  }

  /** Removes the files of a write that failed, but for those that have an entry. */
  async #dropFiles(): Promise<void> {
    const dropped: string[] = [];
    for (const key of this.#failedFiles)
      if ((await readValue(this.#db, key)) === undefined) dropped.push(key);
    this.#failedFiles = dropped.length > 0 ? await this.#db.files!.remove(dropped) : [];
  }

  /** Opens the database, at the cost of the reserve if there is no other room for it. */
  async #openHandle(): Promise<void> {
    try {
      await this.#db.open();
    } catch (error) {
      const failure = storeFailureOf(error);
      if (failure.code !== 'DISK_FULL' || !(await this.#disk.releaseReserve())) throw failure;
      await this.#db.open().catch((again: unknown) => {
        throw storeFailureOf(again);
      });
    }
    this.#isOpen = true;
    if (this.#reserveBytes > 0) await this.#disk.keepReserve(this.#asideBytes);
  }

  /** A start writes what is in the logs once more: of those, each may end with one write as large as this. */
  async #setAside(bytes: number): Promise<void> {
    if (bytes * LOGS <= this.#asideBytes) return;
    this.#asideBytes = bytes * LOGS;
    await this.#disk.keepReserve(this.#asideBytes);
  }

  /** Free bytes; as many as one likes when the disk does not tell. */
  #freeBytes(): Promise<number> {
    return this.#disk.freeBytes().catch(() => Infinity);
  }
}

/** A text value that is damaged: each has a checksum. */
const DAMAGED_TEXT = new Uint8Array();

/**
 * What makes the values of a write those that a database has now. A text that is damaged stays so: others of
 * the same write may go with it. Metadata or a sliver that is damaged may be replaced: what is put is right.
 */
async function undoOf(operations: readonly DatabaseOperation[], db: Database): Promise<DatabaseOperation[]> {
  const undo: DatabaseOperation[] = [];
  for (const { key } of operations) {
    const found = await readValue(db, key);
    if (found === 'unreadable' && isCounted(key)) continue;
    const value = found === 'unreadable' ? DAMAGED_TEXT : found;
    undo.push(value === undefined ? { type: 'del', key } : { type: 'put', key, value });
  }
  return undo;
}

function lackOfSpace(free: number, reserveBytes: number): StoreFailure {
  const detail = `${free} bytes are free, and uploads leave ${reserveBytes} for the node's notes`;
  return new StoreFailure('DISK_FULL', detail);
}
