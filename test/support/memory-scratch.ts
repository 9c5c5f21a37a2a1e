/** A scratch of the SDK in memory, which says what was done with it. */
import type { OpenScratch, Scratch } from '@haulout/sdk/encoding';

export interface MemoryScratch extends Scratch {
  readonly bytes: Uint8Array;
  isClosed: boolean;
  /** Whether it was read or written when it was closed. */
  isUsedLate: boolean;
}

/** @returns how to open one, and those that were opened */
export function memoryScratch(): { readonly open: OpenScratch; readonly opened: MemoryScratch[] } {
  const opened: MemoryScratch[] = [];
  const open: OpenScratch = async (size) => {
    const bytes = new Uint8Array(size);
    const check = (at: number, length: number) => {
      if (scratch.isClosed) {
        scratch.isUsedLate = true;
        throw new Error('the scratch is closed');
      }
      if (at < 0 || at + length > size) throw new RangeError(`${length} bytes at ${at} of ${size}`);
    };
    const scratch: MemoryScratch = {
      bytes,
      isClosed: false,
      isUsedLate: false,
      async write(at, source) {
        check(at, source.length);
        bytes.set(source, at);
      },
      async read(at, target) {
        check(at, target.length);
        target.set(bytes.subarray(at, at + target.length));
      },
      async close() {
        scratch.isClosed = true;
      },
    };
    opened.push(scratch);
    return scratch;
  };
  return { open, opened };
}
