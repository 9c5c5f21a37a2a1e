/** The trees of Red Stuff once more, as their definition says it, with the devnet's hash: an oracle. */
import { blake2b256 } from '../../devnet/src/blake2b.js';

const EMPTY = new Uint8Array(32);
const LEAF = Uint8Array.of(0);
const INNER = Uint8Array.of(1);

/** H(0 || data). */
export const naiveLeaf = (...data: readonly Uint8Array[]): Uint8Array => blake2b256(LEAF, ...data);

/** Levels from leaf hashes up to the root; a level of odd length has an empty node at its end. */
function levels(leaves: readonly Uint8Array[]): Uint8Array[][] {
  if (leaves.length === 1) return [[...leaves]];
  const whole = leaves.length % 2 === 0 ? [...leaves] : [...leaves, EMPTY];
  const above = whole.flatMap((left, i) => (i % 2 === 0 ? [blake2b256(INNER, left, whole[i + 1]!)] : []));
  return [whole, ...levels(above)];
}

/** The root over leaf hashes. */
export const naiveRoot = (leaves: readonly Uint8Array[]): Uint8Array => levels(leaves).at(-1)![0]!;

/** The siblings from leaf `index` up. */
export const naivePath = (leaves: readonly Uint8Array[], index: number): Uint8Array[] =>
  levels(leaves)
    .slice(0, -1)
    .map((level, height) => level[(index >> height) ^ 1]!);
