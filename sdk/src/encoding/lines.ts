/**
 * Lines of symbols in memory: slivers one after the other, or what a strip has of each.
 *
 * Large memory is costly to get: each of its pages is filled with zeros when it is first touched, and given
 * back at once when nobody has it any more. Memory in arrays of 1 MiB is kept by the process for the next.
 */

/** Most bytes of an array. */
const ARRAY_BYTES = 1 << 20;

/** Lines, each in one array. What lies behind an array is zero. */
export interface Lines {
  /** Array number k, which has lines `first + k * each` and those behind it. */
  array(k: number): Uint8Array;
  /** The first line that is there. */
  readonly first: number;
  /** Lines in an array; the last one may have fewer. */
  readonly each: number;
  /** Bytes from a line to the next. */
  readonly step: number;
  /** Bytes at the beginning of every line that are not there. */
  readonly offset: number;
}

/** Where in some lines. */
export interface Place {
  readonly line: number;
  /** Bytes from the line's beginning. */
  readonly from: number;
}

/** Lines from `first` on in one array. */
export function linesIn(
  bytes: Uint8Array,
  { first, step, offset = 0 }: { readonly first: number; readonly step: number; readonly offset?: number },
): Lines {
  return { array: () => bytes, first, each: Infinity, step, offset };
}

/** Which lines memory is wanted for. */
export interface NewLines {
  readonly first: number;
  /** The line behind the last one. */
  readonly end: number;
  /** Bytes of a line. */
  readonly step: number;
  /** Most bytes of an array, unless a line alone has more. Default: 1 MiB. */
  readonly arrayBytes?: number;
}

/** Memory for some lines, with zeros in it. An array is made when one of its lines is needed first. */
export function newLines({ first, end, step, arrayBytes = ARRAY_BYTES }: NewLines): Lines {
  const each = Math.max(1, Math.floor(arrayBytes / step));
  const arrays: Uint8Array[] = [];
  const array = (k: number): Uint8Array =>
    (arrays[k] ??= new Uint8Array(Math.min(each, end - first - k * each) * step));
  return { array, first, each, step, offset: 0 };
}

/** Bytes of one line, in place; fewer where the array ends. */
export function view(lines: Lines, { line, from }: Place, length: number): Uint8Array {
  const { first, each, step, offset } = lines;
  const k = Math.floor((line - first) / each);
  const before = k === 0 ? 0 : k * each;
  const start = (line - first - before) * step + from - offset;
  return lines.array(k).subarray(start, start + length);
}

/** Fills `target` with bytes of one line. */
export function read(lines: Lines, place: Place, target: Uint8Array): void {
  const source = view(lines, place, target.length);
  target.set(source);
  if (source.length < target.length) target.fill(0, source.length);
}

/** Puts bytes in a line. */
export function write(lines: Lines, place: Place, source: Uint8Array): void {
  view(lines, place, source.length).set(source);
}

/** A call for each symbol takes longer than the words of shorter ones. */
const LONG_SYMBOL = 64;

/** Symbols in some columns of rows 0 to `rows - 1`. */
export interface Block {
  readonly first: number;
  readonly count: number;
  readonly rows: number;
  readonly symbolSize: number;
}

/** Copies symbols from lines that are rows to lines that are columns; all begin at even addresses. */
export function transpose(from: Lines, to: Lines, { first, count, rows, symbolSize }: Block): void {
  const words = symbolSize / 2;
  const step = from.step / 2;
  const parts = Array.from({ length: Math.max(1, Math.ceil(rows / from.each)) }, (_, k) =>
    wordsOf(from.array(k)),
  );
  for (let column = first; column < first + count; column++) {
    const target = wordsOf(view(to, { line: column, from: 0 }, rows * symbolSize));
    const start = (column * symbolSize - from.offset) / 2;
    let at = 0;
    for (const sources of parts) {
      const end = Math.min(rows * words, at + from.each * words);
      for (let source = start; at < end; source += step, at += words) {
        if (symbolSize >= LONG_SYMBOL) target.set(sources.subarray(source, source + words), at);
        else for (let i = 0; i < words; i++) target[at + i] = sources[source + i]!;
      }
    }
  }
}

const wordsOf = ({ buffer, byteOffset, length }: Uint8Array): Uint16Array =>
  new Uint16Array(buffer, byteOffset, length / 2);
