/** Addresses for packages that are not on chain, where a program needs them to be somewhere. */

/** The first one; others follow. */
const FIRST = 0x7e57_0000n;

/** A number as an address: `0x` and 64 hex digits. */
export function padded(address: bigint): string {
  return `0x${address.toString(16).padStart(64, '0')}`;
}

/** The address of the `index`th package. */
export function standIn(index: number): string {
  return padded(FIRST + BigInt(index));
}
