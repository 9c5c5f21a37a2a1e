/** Numbers as bytes, the lowest first. */

/** The number of these bytes. */
export function fromLittleEndian(bytes: Uint8Array): bigint {
  let hex = '0x0';
  for (let i = bytes.length - 1; i >= 0; i--) hex += bytes[i]!.toString(16).padStart(2, '0');
  return BigInt(hex);
}

/** The bytes of a number, which must fit. */
export function toLittleEndian(value: bigint, size: number): Uint8Array {
  const hex = value.toString(16).padStart(2 * size, '0');
  return Uint8Array.from({ length: size }, (_, i) => {
    const at = 2 * (size - 1 - i);
    return parseInt(hex.slice(at, at + 2), 16);
  });
}
