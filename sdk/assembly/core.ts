/**
 * The core of Red Stuff in AssemblyScript: hashes of many cells in one call. It works on a memory that its
 * caller lays out; addresses are bytes, digests take 32 of them. The functions of BLAKE2b come from
 * `blake2b.mjs`, which the build puts before this file.
 */

/** A block that is put together, and the state of a message of several blocks. */
const BLOCK: usize = 0;
const STATE: usize = 128;
/** Callers use the memory from here on. */
export const FREE: usize = 256;

/** H(prefix || `size` bytes at `from`), as a digest at `to`. */
function prefixed(prefix: u8, from: usize, size: usize, to: usize): void {
  store<u8>(BLOCK, prefix);
  if (size < 128) {
    memory.copy(BLOCK + 1, from, size);
    memory.fill(BLOCK + 1 + size, 0, 127 - size);
    return only(BLOCK, size + 1, to);
  }
  begin();
  memory.copy(BLOCK + 1, from, 127);
  compress(STATE, BLOCK, 128, false);
  finish(from + 127, size - 127, 128, to);
}

/** The digest of `size` bytes at `from`, at `to`. */
export function hash(from: usize, size: usize, to: usize): void {
  begin();
  finish(from, size, 0, to);
}

/** The digests of `count` leaves of `size` bytes that follow each other, `step` bytes apart from `to` on. */
export function hashLeaves(from: usize, size: usize, count: usize, to: usize, step: usize): void {
  for (let i: usize = 0; i < count; i++) prefixed(0, from + i * size, size, to + i * step);
}

/**
 * The level above `count` nodes that are `step` bytes apart from `from` on; it may lie where they are. A node
 * without a neighbour gets one of zeros. Returns the number of nodes above.
 */
export function fold(from: usize, count: usize, step: usize, to: usize): usize {
  let at = from;
  const pairs = count >> 1;
  for (let i: usize = 0; i < pairs; i++, at += 2 * step) inner(at, at + step, to + 32 * i);
  if (count & 1) {
    memory.copy(STATE, at, 32);
    memory.fill(STATE + 32, 0, 32);
    inner(STATE, STATE + 32, to + 32 * pairs);
  }
  return pairs + (count & 1);
}

/** The root over `count` nodes that are `step` bytes apart, at `to`, where 16 bytes for each node are free. */
export function root(from: usize, count: usize, step: usize, to: usize): void {
  if (count === 1) return memory.copy(to, from, 32);
  let above = fold(from, count, step, to);
  while (above > 1) above = fold(to, above, 32, to);
}

/**
 * The root that a path of `depth` siblings, one after the other from `path` on, leads to from leaf `index`
 * whose hash is at `node`; written to `node`.
 */
export function climb(node: usize, index: u32, path: usize, depth: u32): void {
  for (let i: u32 = 0; i < depth; i++, index >>= 1) {
    const sibling = path + 32 * i;
    if (index & 1) inner(sibling, node, node);
    else inner(node, sibling, node);
  }
}

function begin(): void {
  start(STATE);
}

/** The rest of a message whose first `before` bytes are in the state. */
function finish(from: usize, size: usize, before: usize, to: usize): void {
  let done: usize = 0;
  for (; size - done > 128; done += 128) compress(STATE, from + done, before + done + 128, false);
  memory.copy(BLOCK, from + done, size - done);
  memory.fill(BLOCK + size - done, 0, 128 - (size - done));
  compress(STATE, BLOCK, before + size, true);
  memory.copy(to, STATE, 32);
}
