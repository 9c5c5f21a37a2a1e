/** Room for bytes that memory is not to hold, such as a temporary file. */

/** Random access to bytes. Calls may overlap in time, as long as their bytes do not. */
export interface Scratch {
  /** Writes bytes from `at` on. They may be changed when it has resolved. */
  write(at: number, bytes: Uint8Array): Promise<void>;
  /** Fills `target` with the bytes from `at` on, which were written before. */
  read(at: number, target: Uint8Array): Promise<void>;
  /** Gives the room back. */
  close(): Promise<void>;
}

/** Makes room for `size` bytes. */
export type OpenScratch = (size: number) => Promise<Scratch>;

/** Bytes in rows that lie at some distance from each other: `count` pieces, the first of them at `at`. */
export interface Pieces {
  readonly at: number;
  /** Bytes from the beginning of a piece to that of the next. */
  readonly step: number;
  readonly count: number;
}

/** Pieces that are on their way at one time. */
const AT_ONCE = 64;

/** Reads pieces of the same length, to lie one after the other in `target`. */
export function readPieces(scratch: Scratch, pieces: Pieces, target: Uint8Array): Promise<void> {
  return eachPiece(pieces, target, (at, piece) => scratch.read(at, piece));
}

/** Writes pieces of the same length, which lie one after the other in `bytes`. */
export function writePieces(scratch: Scratch, pieces: Pieces, bytes: Uint8Array): Promise<void> {
  return eachPiece(pieces, bytes, (at, piece) => scratch.write(at, piece));
}

async function eachPiece(
  { at, step, count }: Pieces,
  bytes: Uint8Array,
  move: (at: number, piece: Uint8Array) => Promise<void>,
): Promise<void> {
  const length = bytes.length / count;
  if (length === step) return move(at, bytes);
  for (let first = 0; first < count; first += AT_ONCE) {
    const moves: Promise<void>[] = [];
    for (let i = first; i < Math.min(count, first + AT_ONCE); i++)
      moves.push(move(at + i * step, bytes.subarray(i * length, (i + 1) * length)));
    // All have ended before the first failure is told: nothing touches the bytes or the room after it.
    const failed = (await Promise.allSettled(moves)).find(({ status }) => status === 'rejected');
    if (failed !== undefined) throw (failed as PromiseRejectedResult).reason;
  }
}
