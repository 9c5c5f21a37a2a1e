/** Positions of the bits that are set in a bitmap of members, ascending. */
export function positionsIn(bitmap: bigint | string): number[] {
  const positions: number[] = [];
  for (let bits = BigInt(bitmap), position = 0; bits > 0n; bits >>= 1n, position++) {
    if (bits & 1n) positions.push(position);
  }
  return positions;
}
