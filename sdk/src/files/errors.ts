import { codeOf, HauloutError, messageOf } from '../base/errors.js';

/** Stable codes of {@link FileError}. */
export type FileErrorCode =
  /** There is no such file or folder. */
  | 'NO_FILE'
  /** The system refuses to open or read it. */
  | 'UNREADABLE_FILE';

/** A file or folder that is to be stored cannot be read; `values` has its `path`. */
export class FileError extends HauloutError<FileErrorCode> {
  /** Name of the class. */
  override readonly name: string = 'FileError';
}

/** What the system said about a file or folder, as an error of Haulout; other errors as they are. */
export function fileError(path: string, cause: unknown): unknown {
  if ((cause as NodeJS.ErrnoException | undefined)?.syscall === undefined) return cause;
  const values = { path };
  if (codeOf(cause) === 'ENOENT')
    return new FileError({ code: 'NO_FILE', message: `there is no file or folder ${path}`, values, cause });
  const message = `${path} cannot be read: ${messageOf(cause)}`;
  return new FileError({ code: 'UNREADABLE_FILE', message, values, cause });
}

/** There is no room for what memory is not to hold. */
export class ScratchFull extends HauloutError<'SCRATCH_FULL'> {
  /**
   * @param facts `folder`: where; `size`: bytes that are needed, and `free`: those that are free, if known
   */
  constructor(
    { folder, size, free }: { readonly folder: string; readonly size?: number; readonly free?: number },
    cause?: unknown,
  ) {
    const message =
      size === undefined
        ? `a temporary file in ${folder} cannot grow any more: the disk is full`
        : `a temporary file of ${size} bytes does not fit in ${folder}, where ${free} are free`;
    super({
      code: 'SCRATCH_FULL',
      message,
      values: { folder, size, free },
      advice: 'Free some space, or set TMPDIR to a folder on a larger disk',
      cause,
    });
  }
}

/** A temporary file cannot be made, written or read. */
export class ScratchFailed extends HauloutError<'SCRATCH_FAILED'> {
  constructor(folder: string, cause: unknown) {
    super({
      code: 'SCRATCH_FAILED',
      message: `a temporary file in ${folder} failed: ${messageOf(cause)}`,
      values: { folder },
      advice: 'Set TMPDIR to a folder that can be written to',
      cause,
    });
  }
}

/** What an operation of the system on a temporary file failed with, as an error of Haulout. */
export function scratchError(folder: string, cause: unknown): ScratchFull | ScratchFailed {
  const isFull = ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(codeOf(cause) ?? '');
  return isFull ? new ScratchFull({ folder }, cause) : new ScratchFailed(folder, cause);
}
