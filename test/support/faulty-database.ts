/**
 * A database on a disk that fails when a test wants it, and behaves then as LevelDB does: after a write that
 * failed it takes no other, or it takes them and loses them when it is opened anew; whether the one that
 * failed is there then, nobody knows before. Its errors are those of LevelDB.
 */
import type { Database, DatabaseOperation, FiledSliver, KeyRange, SliverFiles } from '@haulout/node';

/** What LevelDB says when the system fails in one of these ways. */
export const FAULTS = {
  ENOSPC: 'No space left on device',
  EIO: 'Input/output error',
  EROFS: 'Read-only file system',
  EMFILE: 'Too many open files',
} as const;

export interface DiskFault {
  readonly kind: keyof typeof FAULTS;
  /** Which calls fail. */
  readonly at: readonly ('read' | 'write' | 'open')[];
  /** Whether a write that fails is there when the database is opened anew. */
  readonly lands: boolean;
  /** Whether LevelDB goes on to take writes, and loses them. */
  readonly forgets: boolean;
}

export class FaultyDatabase implements Database {
  /** What is on the disk. */
  readonly disk = new Map<string, Uint8Array>();
  /** Files of slivers beside it, and the same on the same disk. */
  readonly filed = new Map<string, Uint8Array>();
  readonly files: SliverFiles | undefined;
  /** How often it was read or written to. */
  calls = 0;
  /** Called before each of these; may set the fault. */
  onCall: () => void = () => undefined;
  fault: DiskFault | undefined;
  /** Which reads never end. */
  hang: ((key: string) => boolean) | undefined;
  /** Whether a call has failed. */
  hasFailed = false;
  readonly #damaged = new Set<string>();
  /** How often reads of an entry still fail. */
  readonly #unread = new Map<string, number>();
  #seen = new Map<string, Uint8Array>();
  #isTorn = false;
  #landing: readonly DatabaseOperation[] = [];
  #forgets = false;

  /** @param minBytes bytes from which on slivers go into files; default: none does */
  constructor(minBytes?: number) {
    this.files = minBytes === undefined ? undefined : this.#filesFrom(minBytes);
  }

  /** Changes a bit of a value. */
  flip(key: string): void {
    const file = this.filed.get(key);
    if (file !== undefined) file[0]! ^= 1;
    else for (const entries of [this.disk, this.#seen]) entries.get(key)![0]! ^= 1;
  }

  /** Makes an entry one that is not given any more, until it is written anew. */
  damage(key: string): void {
    this.#damaged.add(key);
  }

  /** Makes the disk not give an entry, so many times. */
  withhold(key: string, times = Infinity): void {
    this.#unread.set(key, times);
  }

  async open(): Promise<void> {
    if (this.fault?.at.includes('open')) throw failure('LOG', this.fault);
    this.#write(this.disk, this.#landing);
    this.#landing = [];
    this.#isTorn = false;
    this.#seen = new Map(this.disk);
  }

  async close(): Promise<void> {}

  async get(key: string): Promise<Uint8Array | undefined> {
    if (this.hang?.(key)) await new Promise(() => undefined);
    return this.getSync(key);
  }

  getSync(key: string): Uint8Array | undefined {
    this.#call('read');
    const times = this.#unread.get(key) ?? 0;
    if (times > 0) {
      this.#unread.set(key, times - 1);
      throw failure('000005.ldb', { kind: 'EIO' });
    }
    if (this.#damaged.has(key)) throw corruption();
    return this.#seen.get(key);
  }

  async has(key: string): Promise<boolean> {
    return this.getSync(key) !== undefined;
  }

  async batch(operations: readonly DatabaseOperation[]): Promise<void> {
    if (this.#isTorn && this.#forgets) return apply(this.#seen, operations);
    if (this.#isTorn) throw failure('000003.log', { kind: 'EIO' });
    try {
      this.#call('write');
    } catch (error) {
      this.#isTorn = true;
      this.#forgets = this.fault!.forgets;
      if (this.fault!.lands) this.#landing = operations;
      throw error;
    }
    apply(this.#seen, operations);
    this.#write(this.disk, operations);
  }

  async *iterator({ gte, gt, lt, limit = Infinity }: KeyRange): AsyncGenerator<[string, Uint8Array]> {
    this.#call('read');
    const within = (key: string) =>
      (gte === undefined || key >= gte) && (gt === undefined || key > gt) && key < lt;
    const entries = [...this.#seen].filter(([key]) => within(key)).sort(([a], [b]) => (a < b ? -1 : 1));
    yield* entries.filter(([key]) => !this.#damaged.has(key)).slice(0, limit);
    if (entries.some(([key]) => this.#damaged.has(key))) throw corruption();
  }

  /** Files on the same disk. Each is there as a whole, or as it was before. */
  #filesFrom(minBytes: number): SliverFiles {
    const { filed } = this;
    const call = (what: 'read' | 'write') => this.#call(what, systemFailure);
    return {
      minBytes,
      open: async () => undefined,
      write: async (slivers: readonly FiledSliver[]) => {
        for (const { key, value } of slivers) {
          try {
            call('write');
          } catch (error) {
            if (this.fault!.lands) filed.set(key, value.slice());
            throw error;
          }
          filed.set(key, value.slice());
        }
      },
      read: async (key, bytes) => {
        if (this.hang?.(key)) await new Promise(() => undefined);
        call('read');
        const value = filed.get(key);
        return value?.length === bytes ? value : undefined;
      },
      sizeOf: async (key) => {
        call('read');
        return filed.get(key)?.length;
      },
      remove: async (keys) => {
        const kept: string[] = [];
        for (const key of keys) {
          try {
            call('write');
            filed.delete(key);
          } catch {
            kept.push(key);
          }
        }
        return kept;
      },
      async *list(prefix = '') {
        call('read');
        yield* [...filed.keys()].filter((key) => key.startsWith(prefix));
      },
    };
  }

  #write(entries: Map<string, Uint8Array>, operations: readonly DatabaseOperation[]): void {
    apply(entries, operations);
    for (const { key } of operations) this.#damaged.delete(key);
  }

  #call(what: 'read' | 'write', failed = failure): void {
    this.calls++;
    this.onCall();
    if (!this.fault?.at.includes(what)) return;
    this.hasFailed = true;
    throw failed(what === 'read' ? '000005.ldb' : '000003.log', this.fault);
  }
}

function apply(entries: Map<string, Uint8Array>, operations: readonly DatabaseOperation[]): void {
  for (const operation of operations) {
    if (operation.type === 'put') entries.set(operation.key, operation.value.slice());
    else entries.delete(operation.key);
  }
}

function failure(file: string, { kind }: Pick<DiskFault, 'kind'>): Error {
  return Object.assign(new Error(`IO error: /secret/store/${file}: ${FAULTS[kind]}`), {
    code: 'LEVEL_IO_ERROR',
  });
}

/** What Node says. */
function systemFailure(file: string, { kind }: Pick<DiskFault, 'kind'>): Error {
  const message = `${kind}: ${FAULTS[kind].toLowerCase()}, open '/secret/store/slivers/${file}'`;
  return Object.assign(new Error(message), { code: kind });
}

function corruption(): Error {
  const message = 'Corruption: block checksum mismatch: /secret/store/000005.ldb';
  return Object.assign(new Error(message), { code: 'LEVEL_CORRUPTION' });
}
