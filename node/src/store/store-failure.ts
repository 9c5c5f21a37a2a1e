/**
 * Why a store cannot do what it is asked: what LevelDB and the system say, as one kind of error with the
 * causes that an operator can tell apart.
 */
import { codeOf, HauloutError, messageOf } from '@haulout/sdk/base';

/** Stable codes of {@link StoreFailure}. */
export type StoreFailureCode =
  /** No space is left on the disk, or too little for uploads. */
  | 'DISK_FULL'
  /** The disk cannot be written to. */
  | 'DISK_READ_ONLY'
  /** The process, or the machine, may not open more files. */
  | 'TOO_MANY_OPEN_FILES'
  /** The disk, or its driver, reports an error. */
  | 'DISK_FAILED'
  /** Files of the store are missing, or not as they were written. */
  | 'STORE_DAMAGED'
  /** Another process has the store open. */
  | 'STORE_IN_USE';

/** What the codes say to people; nothing in it is about this machine, so that strangers may read it. */
const WORDS: Readonly<Record<StoreFailureCode, string>> = {
  DISK_FULL: 'no space is left on the disk',
  DISK_READ_ONLY: 'the disk cannot be written to',
  TOO_MANY_OPEN_FILES: 'too many files are open',
  DISK_FAILED: 'the disk fails',
  STORE_DAMAGED: 'the store is damaged',
  STORE_IN_USE: 'the store is in use by another process',
};

/** All codes. */
export const STORE_FAILURE_CODES = Object.keys(WORDS) as readonly StoreFailureCode[];

const ADVICE: Readonly<Record<StoreFailureCode, string>> = {
  DISK_FULL: 'Free space on the disk of the node',
  DISK_READ_ONLY: 'Make the disk writable again',
  TOO_MANY_OPEN_FILES: 'Let the node open more files (ulimit -n)',
  DISK_FAILED: 'Look at the log of the system for what is wrong with the disk',
  STORE_DAMAGED: 'Stop the node and run haulout node repair; the node rebuilds what is lost from others',
  STORE_IN_USE: 'Stop the node that runs on this folder, or the command that uses it',
};

/** A store cannot do what it was asked, as its disk or its files fail. The message names files. */
export class StoreFailure extends HauloutError<StoreFailureCode> {
  /** Name of the class. */
  override readonly name: string = 'StoreFailure';
  /** What failed, for the operator: files and values. */
  readonly detail: string;

  /** @param detail what failed, with its values; default: nothing more than the code says */
  constructor(code: StoreFailureCode, detail?: string, cause?: unknown) {
    const message = detail === undefined ? WORDS[code] : `${WORDS[code]}: ${detail}`;
    super({ code, message, values: {}, advice: ADVICE[code], cause });
    this.detail = detail ?? WORDS[code];
  }

  /** The reason alone, for strangers. */
  get inShort(): string {
    return WORDS[this.code];
  }
}

/** Codes of errors of the system. */
const OF_SYSTEM: Readonly<Record<string, StoreFailureCode>> = {
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
  EROFS: 'DISK_READ_ONLY',
  EMFILE: 'TOO_MANY_OPEN_FILES',
  ENFILE: 'TOO_MANY_OPEN_FILES',
};

/** What LevelDB passes on of such errors: the words of the C library, or of Windows. */
const OF_TEXT: readonly (readonly [RegExp, StoreFailureCode])[] = [
  [/no space left|quota exceeded|not enough space on the disk/i, 'DISK_FULL'],
  [/read-only file system|write.protected|permission denied|access is denied/i, 'DISK_READ_ONLY'],
  [/too many open files/i, 'TOO_MANY_OPEN_FILES'],
  // LevelDB opens no file that it has not written.
  [/no such file|cannot find the (file|path)/i, 'STORE_DAMAGED'],
  // A table that is shorter than it was.
  [/invalid argument/i, 'STORE_DAMAGED'],
  [/^corruption/i, 'STORE_DAMAGED'],
];

const OF_LEVEL: Readonly<Record<string, StoreFailureCode>> = {
  LEVEL_CORRUPTION: 'STORE_DAMAGED',
  LEVEL_LOCKED: 'STORE_IN_USE',
};

/** Whatever a database or a file system has thrown, as a failure of the store. */
export function storeFailureOf(error: unknown): StoreFailure {
  if (error instanceof StoreFailure) return error;
  // `open` of abstract-level wraps what the database says.
  if (codeOf(error) === 'LEVEL_DATABASE_NOT_OPEN' && (error as Error).cause !== undefined)
    return storeFailureOf((error as Error).cause);
  const code = codeOf(error) ?? '';
  const text = messageOf(error);
  const [, lock] = /^IO error: lock (.+): /.exec(text) ?? [];
  if (code === 'LEVEL_LOCKED' && lock !== undefined)
    return new StoreFailure('STORE_IN_USE', `it has locked ${lock}`);
  const known = OF_SYSTEM[code] ?? OF_LEVEL[code] ?? OF_TEXT.find(([pattern]) => pattern.test(text))?.[1];
  return new StoreFailure(known ?? 'DISK_FAILED', text.replace(/^(IO error|Corruption): /, ''), error);
}

/**
 * Whether the disk does not give something, for whoever can go on without it: unlike a lack of open files,
 * that says nothing of what else is on the disk.
 */
export function isUnread(error: unknown): boolean {
  return error instanceof StoreFailure && error.code === 'DISK_FAILED';
}

/** What a read gives; undefined where the disk does not give it. */
export async function unlessUnread<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (isUnread(error)) return undefined;
    throw error;
  }
}

/**
 * Whether something is damaged in the store, rather than that its disk fails: then what it is about counts as
 * missing, and is brought back.
 */
export function isDamage(error: unknown): boolean {
  return storeFailureOf(error).code === 'STORE_DAMAGED';
}
