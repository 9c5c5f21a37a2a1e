import { codeOf, HauloutError, messageOf } from '../base/errors.js';

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
