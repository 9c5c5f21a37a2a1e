/**
 * A sorted map that never changes: `set` and `delete` return a new map that shares most of its nodes with the
 * old one. So a snapshot of the ledger is a reference, and going back to it is an assignment.
 *
 * An AVL tree (heights of siblings differ by at most one) over strings in the order of their UTF-16 units,
 * which for hex texts of one length is the order of the bytes.
 */
export interface SortedMap<V> {
  readonly size: number;
  get(key: string): V | undefined;
  has(key: string): boolean;
  set(key: string, value: V): SortedMap<V>;
  delete(key: string): SortedMap<V>;
  /** Entries in order of key, beginning after `after` (exclusive) if it is given. */
  entries(after?: string): IterableIterator<readonly [key: string, value: V]>;
}

/** The map without entries. */
export function emptyMap<V>(): SortedMap<V> {
  return new Tree<V>(undefined, 0);
}

interface Node<V> {
  readonly key: string;
  readonly value: V;
  readonly left: Node<V> | undefined;
  readonly right: Node<V> | undefined;
  readonly height: number;
}

type Branch<V> = Node<V> | undefined;

class Tree<V> implements SortedMap<V> {
  readonly #root: Branch<V>;
  readonly size: number;

  constructor(root: Branch<V>, size: number) {
    this.#root = root;
    this.size = size;
  }

  get(key: string): V | undefined {
    return find(this.#root, key)?.value;
  }

  has(key: string): boolean {
    return find(this.#root, key) !== undefined;
  }

  set(key: string, value: V): SortedMap<V> {
    const grown = this.has(key) ? this.size : this.size + 1;
    return new Tree(insert(this.#root, key, value), grown);
  }

  delete(key: string): SortedMap<V> {
    return this.has(key) ? new Tree(remove(this.#root, key), this.size - 1) : this;
  }

  *entries(after?: string): IterableIterator<readonly [string, V]> {
    // The stack holds the nodes whose left side is done (or skipped) and who are yet to be given out.
    const stack: Node<V>[] = [];
    for (let node = this.#root; node !== undefined;) {
      if (after === undefined || node.key > after) {
        stack.push(node);
        node = node.left;
      } else node = node.right;
    }
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      yield [next.key, next.value];
      for (let node = next.right; node !== undefined; node = node.left) stack.push(node);
    }
  }
}

function find<V>(root: Branch<V>, key: string): Branch<V> {
  let node = root;
  while (node !== undefined && node.key !== key) node = key < node.key ? node.left : node.right;
  return node;
}

function insert<V>(node: Branch<V>, key: string, value: V): Node<V> {
  if (node === undefined) return { key, value, left: undefined, right: undefined, height: 1 };
  if (key === node.key) return { ...node, value };
  return key < node.key
    ? balanced(node, insert(node.left, key, value), node.right)
    : balanced(node, node.left, insert(node.right, key, value));
}

function remove<V>(node: Branch<V>, key: string): Branch<V> {
  if (node === undefined) return undefined;
  if (key < node.key) return balanced(node, remove(node.left, key), node.right);
  if (key > node.key) return balanced(node, node.left, remove(node.right, key));
  if (node.left === undefined) return node.right;
  if (node.right === undefined) return node.left;
  let successor = node.right;
  while (successor.left !== undefined) successor = successor.left;
  return balanced(successor, node.left, remove(node.right, successor.key));
}

function height<V>(node: Branch<V>): number {
  return node === undefined ? 0 : node.height;
}

/** The entry of `entry` over two subtrees whose heights differ by at most two. */
function balanced<V>(entry: Node<V>, left: Branch<V>, right: Branch<V>): Node<V> {
  const lean = height(left) - height(right);
  if (lean > 1) {
    const { left: outer, right: inner } = left!;
    return height(outer) >= height(inner)
      ? join(left!, outer, join(entry, inner, right))
      : join(inner!, join(left!, outer, inner!.left), join(entry, inner!.right, right));
  }
  if (lean < -1) {
    const { left: inner, right: outer } = right!;
    return height(outer) >= height(inner)
      ? join(right!, join(entry, left, inner), outer)
      : join(inner!, join(entry, left, inner!.left), join(right!, inner!.right, outer));
  }
  return join(entry, left, right);
}

function join<V>(entry: Node<V>, left: Branch<V>, right: Branch<V>): Node<V> {
  return {
    key: entry.key,
    value: entry.value,
    left,
    right,
    height: Math.max(height(left), height(right)) + 1,
  };
}
