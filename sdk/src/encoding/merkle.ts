/**
 * The Merkle trees of Red Stuff.
 *
 * leaf = H(0x00 || data), inner node = H(0x01 || left || right). Levels are built from the leaves up; a level
 * of odd length gets one Empty node at its end, which is hashed as 32 zero bytes. So all leaves of a
 * tree of n have the same depth, ceil(log2 n), and an opening is that many siblings, from the leaf up.
 *
 * An Empty node and 32 zero bytes hash alike; in memory both are 32 zero bytes.
 */
import { equalBytes } from '../base/bytes.js';
import { blake2b256, DIGEST_BYTES } from './hash.js';

/** A tree with all its levels: level 0 are the leaf hashes, the last one is the root; 32 bytes a node. */
export interface MerkleTree {
  /** Number of leaves. */
  readonly leafCount: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
  /** Hashes of each level, one after the other. */
  readonly levels: readonly Uint8Array[];
}

/** Siblings of the nodes on the way from a leaf to the root, 32 bytes each. */
export type MerklePath = readonly Uint8Array[];

const inner = new Uint8Array(1 + 2 * DIGEST_BYTES).fill(1, 0, 1);

/** H(0x00 || data). */
export function hashLeaf(data: Uint8Array): Uint8Array {
  const prefixed = new Uint8Array(1 + data.length);
  prefixed.set(data, 1);
  return blake2b256(prefixed);
}

/** Number of levels above the leaves: 0 for one leaf, 10 for 1000. */
export function merkleDepth(leafCount: number): number {
  let depth = 0;
  for (let nodes = leafCount; nodes > 1; nodes = Math.ceil(nodes / 2)) depth++;
  return depth;
}

/** The root over `leafHashes`, 32 bytes for each leaf. Overwrites `leafHashes` while it works. */
export function merkleRootInPlace(leafHashes: Uint8Array): Uint8Array {
  let count = leafHashes.length / DIGEST_BYTES;
  if (count === 0) return new Uint8Array(DIGEST_BYTES);
  while (count > 1) count = foldLevel(leafHashes, count, leafHashes);
  return leafHashes.slice(0, DIGEST_BYTES);
}

/** The tree over `leafHashes`, 32 bytes for each leaf; keeps them as its level 0. */
export function merkleTree(leafHashes: Uint8Array): MerkleTree {
  const levels = [leafHashes];
  let count = leafHashes.length / DIGEST_BYTES;
  const leafCount = count;
  let level = leafHashes;
  while (count > 1) {
    const above = new Uint8Array(Math.ceil(count / 2) * DIGEST_BYTES);
    count = foldLevel(level, count, above);
    levels.push(above);
    level = above;
  }
  return { leafCount, root: leafCount === 0 ? new Uint8Array(DIGEST_BYTES) : level.slice(), levels };
}

/** The opening of leaf `index`. */
export function merklePath(tree: MerkleTree, index: number): MerklePath {
  const path: Uint8Array[] = [];
  let position = index;
  for (const level of tree.levels.slice(0, -1)) {
    const sibling = (position ^ 1) * DIGEST_BYTES;
    const node = new Uint8Array(DIGEST_BYTES);
    node.set(level.subarray(sibling, sibling + DIGEST_BYTES));
    path.push(node);
    position >>>= 1;
  }
  return path;
}

/**
 * The root that a path leads to from leaf `index` with contents `data`; undefined when the path cannot belong
 * to a tree of `leafCount` leaves. Stricter than it has to be: the path must have exactly the depth of the
 * tree.
 */
export function rootOfPath(
  leafCount: number,
  index: number,
  data: Uint8Array,
  path: MerklePath,
): Uint8Array | undefined {
  return rootOfLeaf(leafCount, index, hashLeaf(data), path);
}

/** {@link rootOfPath} from the 32-byte hash of the leaf. */
export function rootOfLeaf(
  leafCount: number,
  index: number,
  leafHash: Uint8Array,
  path: MerklePath,
): Uint8Array | undefined {
  if (!Number.isInteger(index) || index < 0 || index >= leafCount) return undefined;
  if (leafHash.length !== DIGEST_BYTES || path.length !== merkleDepth(leafCount)) return undefined;
  let node = leafHash;
  let position = index;
  for (const sibling of path) {
    if (sibling.length !== DIGEST_BYTES) return undefined;
    node = position % 2 === 0 ? hashInner(node, sibling) : hashInner(sibling, node);
    position >>>= 1;
  }
  return node;
}

/** True when `path` opens leaf `index` of a tree with `leafCount` leaves to `data` under `root`. */
export function verifyMerklePath(
  root: Uint8Array,
  leafCount: number,
  index: number,
  data: Uint8Array,
  path: MerklePath,
): boolean {
  const found = rootOfPath(leafCount, index, data, path);
  return found !== undefined && equalBytes(found, root);
}

/** H(0x01 || left || right). */
export function hashInner(left: Uint8Array, right: Uint8Array): Uint8Array {
  inner.set(left, 1);
  inner.set(right, 1 + DIGEST_BYTES);
  return blake2b256(inner);
}

/** Writes the level above `level` (its first `count` nodes) to `above`, which may be `level` itself. */
function foldLevel(level: Uint8Array, count: number, above: Uint8Array): number {
  let parents = 0;
  for (let node = 0; node < count; node += 2) {
    const at = node * DIGEST_BYTES;
    if (node + 1 < count) inner.set(level.subarray(at, at + 2 * DIGEST_BYTES), 1);
    else {
      inner.set(level.subarray(at, at + DIGEST_BYTES), 1);
      inner.fill(0, 1 + DIGEST_BYTES);
    }
    above.set(blake2b256(inner), parents * DIGEST_BYTES);
    parents++;
  }
  return parents;
}
