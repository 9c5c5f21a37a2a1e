/** Bytes of a content: the first, and the one after the last. */
export interface ByteRange {
  /** First byte. */
  readonly start: number;
  /** The byte after the last; not above `start` when the content has none of the bytes (416). */
  readonly end: number;
}

/**
 * The one range that the `range` header of a request asks for, cut at the end of the content. Undefined for
 * one that is malformed or asks for several ranges: it is left aside, as RFC 9110 allows.
 *
 * @param size bytes of the content
 */
export function byteRange(header: string, size: number): ByteRange | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header.trim()) ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  if (first === '') return { start: Math.max(0, size - Number(last)), end: size };
  if (last !== '' && Number(last) < Number(first)) return undefined;
  return { start: Number(first), end: last === '' ? size : Math.min(size, Number(last) + 1) };
}
