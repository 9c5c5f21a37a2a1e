// SPDX-License-Identifier: Apache-2.0

/// The Merkle trees of Red Stuff, which are also those of a round's set and of a node's answers.
///
/// leaf = H(00 || data), inner node = H(01 || left || right), H = BLAKE2b-256. A level of odd
/// length gets 32 zero bytes at its end, so all leaves of a tree have the same depth, and an
/// opening of another length is none. Exact lengths also keep an inner node from passing for a
/// leaf.
///
/// A digest is an `address`, and a preimage the BCS of a struct: nothing is copied byte by byte, so
/// a proof of 43 hashes costs no more than a small transaction.
module evidence::merkle;

use sui::{address, bcs, hash};

// === Errors ===

/// The path is longer or shorter than the tree is deep, or the index is not in the tree.
const EInvalidPath: u64 = 0;

// === Constants ===

const LEAF: u8 = 0;
const INNER: u8 = 1;

// === Structs ===

/// The preimage of a node with two digests below it.
public struct Pair has drop { tag: u8, left: address, right: address }

/// The preimage of a leaf whose data is the BCS of a `T`.
public struct Leaf<T: copy + drop> has drop { tag: u8, data: T }

// === Public-Package Functions ===

/// Levels above the leaves: 0 for one leaf, 10 for 1000.
public(package) fun depth(n_leaves: u64): u64 {
    let mut depth = 0;
    let mut nodes = n_leaves;
    while (nodes > 1) {
        nodes = nodes / 2 + nodes % 2;
        depth = depth + 1;
    };
    depth
}

/// The root to which `path` leads from the leaf `index` with hash `leaf`, in a tree of `n_leaves`.
public(package) fun root(
    n_leaves: u64,
    index: u64,
    leaf: address,
    path: &vector<address>,
): address {
    assert!(index < n_leaves && path.length() == depth(n_leaves), EInvalidPath);
    let mut node = leaf;
    let mut position = index;
    path.do_ref!(|sibling| {
        node = if (position % 2 == 0) pair(INNER, node, *sibling) else pair(INNER, *sibling, node);
        position = position / 2;
    });
    node
}

/// The leaf whose data are two digests.
public(package) fun pair_leaf(left: address, right: address): address {
    pair(LEAF, left, right)
}

/// The leaf whose data is the BCS of a value.
public(package) fun value_leaf<T: copy + drop>(data: T): address {
    digest(&Leaf { tag: LEAF, data })
}

/// H of the BCS of a value.
public(package) fun digest<T>(preimage: &T): address {
    hash_bytes(&bcs::to_bytes(preimage))
}

/// H of bytes.
public(package) fun hash_bytes(bytes: &vector<u8>): address {
    address::from_bytes(hash::blake2b256(bytes))
}

// === Private Functions ===

fun pair(tag: u8, left: address, right: address): address {
    digest(&Pair { tag, left, right })
}
