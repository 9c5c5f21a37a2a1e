/** Sets of small whole numbers as one integer, bit i for number i: the contracts have members like that. */

/** The integer with the bits of these positions, in any order. */
export function bitsOf(positions: readonly number[]): bigint {
  return positions.reduce((bits, position) => bits | (1n << BigInt(position)), 0n);
}

/** Positions of the bits that are set, ascending. `bits` may be a number in digits, as BCS gives a u256. */
export function positionsIn(bits: bigint | string): number[] {
  const positions: number[] = [];
  for (let rest = BigInt(bits), position = 0; rest > 0n; rest >>= 1n, position++) {
    if (rest & 1n) positions.push(position);
  }
  return positions;
}
