import { DIGEST_BYTES, hashing } from './hash.js';

const DIGEST_WORDS = DIGEST_BYTES / 4;

/**
 * The Merkle trees of all rows. They grow while groups of columns come in, in any order: a node waits for its
 * neighbour, and then there is only the node above them. In memory are some nodes for each row, however many
 * columns there are.
 */
export class RowTrees {
  readonly #groups: number;
  /** Nodes of all rows whose neighbours have not come yet, by level and place. */
  readonly #waiting = new Map<string, Uint8Array>();
  /** Arrays that are free again. */
  readonly #free: Uint8Array[] = [];
  /** Two nodes of each row. */
  readonly #pairs: Uint8Array;
  #roots: Uint8Array | undefined;

  constructor({ groups, rows }: { readonly groups: number; readonly rows: number }) {
    this.#groups = groups;
    this.#pairs = new Uint8Array(2 * rows * DIGEST_BYTES);
  }

  /** The roots of all rows, 32 bytes each, when all groups have come in. */
  get roots(): Uint8Array {
    return this.#roots!;
  }

  /** Takes in the nodes of all rows above a group of columns. */
  add(group: number, nodes: Uint8Array): void {
    const level = this.#free.pop() ?? new Uint8Array(nodes.length);
    level.set(nodes);
    let place = group;
    let height = 0;
    for (let count = this.#groups; count > 1; count = Math.ceil(count / 2)) {
      const isAlone = (place ^ 1) === count;
      const neighbour = this.#take(`${height} ${place ^ 1}`);
      if (!isAlone && neighbour === undefined) {
        this.#waiting.set(`${height} ${place}`, level);
        return;
      }
      this.#climb(level, place % 2, neighbour);
      if (neighbour !== undefined) this.#free.push(neighbour);
      place >>= 1;
      height++;
    }
    this.#roots = level;
  }

  #take(key: string): Uint8Array | undefined {
    const found = this.#waiting.get(key);
    this.#waiting.delete(key);
    return found;
  }

  /** Puts the nodes above a level and its neighbour in its place; the neighbour of the last one is zero. */
  #climb(level: Uint8Array, side: number, neighbour: Uint8Array | undefined): void {
    const pairs = wordsOf(this.#pairs);
    if (neighbour === undefined) pairs.fill(0);
    else spread(wordsOf(neighbour), pairs, (1 - side) * DIGEST_WORDS);
    spread(wordsOf(level), pairs, side * DIGEST_WORDS);
    hashing().fold(this.#pairs, level);
  }
}

/** Copies digests to every other place for one. */
function spread(from: Uint32Array, to: Uint32Array, first: number): void {
  for (let at = 0, target = first; at < from.length; at += DIGEST_WORDS, target += 2 * DIGEST_WORDS)
    for (let i = 0; i < DIGEST_WORDS; i++) to[target + i] = from[at + i]!;
}

/** Of an array with a buffer of its own. */
const wordsOf = (bytes: Uint8Array): Uint32Array => new Uint32Array(bytes.buffer, 0, bytes.length / 4);
