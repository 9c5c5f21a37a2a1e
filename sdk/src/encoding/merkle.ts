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
import { DIGEST_BYTES, hashing } from './hash.js';

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

/** H(0x00 || data). */
export function hashLeaf(data: Uint8Array): Uint8Array {
  return hashing().leaves(data, data.length);
}

/** H(0x00 || symbol) of symbols that lie one after the other, 32 bytes each. */
export function hashLeaves(symbols: Uint8Array, symbolSize: number): Uint8Array {
  return hashing().leaves(symbols, symbolSize);
}

/** Number of levels above the leaves: 0 for one leaf, 10 for 1000. */
export function merkleDepth(leafCount: number): number {
  let depth = 0;
  for (let nodes = leafCount; nodes > 1; nodes = Math.ceil(nodes / 2)) depth++;
  return depth;
}

/** The tree over `leafHashes`, 32 bytes for each leaf; keeps them as its level 0. */
export function merkleTree(leafHashes: Uint8Array): MerkleTree {
  const levels = [leafHashes];
  const leafCount = leafHashes.length / DIGEST_BYTES;
  let level = leafHashes;
  while (level.length > DIGEST_BYTES) {
    level = hashing().fold(level);
    levels.push(level);
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
  if (path.some((sibling) => sibling.length !== DIGEST_BYTES)) return undefined;
  return hashing().climb(leafHash, index, path);
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
  return hashing().climb(left, 0, [right]);
}
