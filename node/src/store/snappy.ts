/**
 * What Snappy has compressed, as it was. That is: how many bytes it was, and pieces. A piece begins with a
 * byte whose two lowest bits say what it is: 0: bytes as they are; 1 to 3: bytes that were there before, at a
 * distance of 11, 16 or 32 bits.
 *
 * @param most bytes that it may have been
 * @throws RangeError when it is nothing that Snappy has compressed
 */
export function uncompressed(bytes: Uint8Array, most: number): Uint8Array {
  let at = 0;
  const number = (count: number): number => {
    if (at + count > bytes.length) throw new RangeError('there are no more bytes');
    let value = 0;
    for (let byte = 0; byte < count; byte++) value += bytes[at++]! * 2 ** (8 * byte);
    return value;
  };
  let size = 0;
  for (let factor = 1, more = true; more; factor *= 128) {
    const byte = number(1);
    size += (byte & 0x7f) * factor;
    more = byte >= 0x80;
    if (size > most) throw new RangeError(`it has more than ${most} bytes`);
  }
  const all = new Uint8Array(size);
  let end = 0;
  while (at < bytes.length) {
    const tag = number(1);
    const kind = tag & 3;
    if (kind === 0) {
      const short = tag >> 2;
      const length = 1 + (short < 60 ? short : number(short - 59));
      if (at + length > bytes.length || end + length > size) throw new RangeError('it leads out of itself');
      all.set(bytes.subarray(at, at + length), end);
      at += length;
      end += length;
      continue;
    }
    const length = kind === 1 ? 4 + ((tag >> 2) & 7) : 1 + (tag >> 2);
    const distance = kind === 1 ? ((tag >> 5) << 8) + number(1) : number(kind === 2 ? 2 : 4);
    if (distance === 0 || distance > end || end + length > size)
      throw new RangeError('it leads out of itself');
    // What is copied may be a part of what comes of it.
    for (const last = end + length; end < last; end++) all[end] = all[end - distance]!;
  }
  if (end !== size) throw new RangeError('it breaks off');
  return all;
}
