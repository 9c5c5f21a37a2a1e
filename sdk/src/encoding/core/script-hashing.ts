import { blake2b } from '@noble/hashes/blake2.js';
import { DIGEST_BYTES, newAbove, type Hashing } from './hashing.js';

const digest = (data: Uint8Array): Uint8Array => blake2b(data, { dkLen: DIGEST_BYTES });

/** The core in JavaScript, a tenth as fast as the other one. */
export const scriptHashing: Hashing = {
  digest,
  leaves(symbols, symbolSize) {
    const count = symbolSize === 0 ? 1 : symbols.length / symbolSize;
    const hashes = new Uint8Array(count * DIGEST_BYTES);
    const leaf = new Uint8Array(1 + symbolSize);
    for (let i = 0; i < count; i++) {
      leaf.set(symbols.subarray(i * symbolSize, (i + 1) * symbolSize), 1);
      hashes.set(digest(leaf), i * DIGEST_BYTES);
    }
    return hashes;
  },
  fold(level, above = newAbove(level)) {
    const inner = new Uint8Array(1 + 2 * DIGEST_BYTES);
    inner[0] = 1;
    for (let at = 0, to = 0; at < level.length; at += 2 * DIGEST_BYTES, to += DIGEST_BYTES) {
      inner.fill(0, 1 + DIGEST_BYTES);
      inner.set(level.subarray(at, at + 2 * DIGEST_BYTES), 1);
      above.set(digest(inner), to);
    }
    return above;
  },
  root(leaves) {
    let level = leaves;
    while (level.length > DIGEST_BYTES) level = this.fold(level);
    return level.slice();
  },
  climb(leaf, index, siblings) {
    const pair = new Uint8Array(2 * DIGEST_BYTES);
    let node = leaf;
    let position = index;
    for (const sibling of siblings) {
      const isRight = position % 2;
      pair.set(node, isRight * DIGEST_BYTES);
      pair.set(sibling, (1 - isRight) * DIGEST_BYTES);
      node = this.fold(pair);
      position >>>= 1;
    }
    return node.slice();
  },
};
