// SPDX-License-Identifier: Apache-2.0

/// A cell of a blob's matrix, opened under its blob id.
///
/// The matrix of n shards has n rows and n columns. Row i belongs to primary sliver i, column j to
/// secondary sliver j, and the hash of a sliver is the root of the tree over the n cells of its row
/// or column. Sliver pair p is primary sliver p with secondary sliver n - 1 - p; the root hash of a
/// blob is that of the tree over the pairs, and the blob id is the hash of encoding type, size and
/// root hash.
///
/// An opening names the hash of the cell only, not its bytes: 64 n bytes of metadata and the blob
/// itself are not needed, whatever its size.
module evidence::opening;

use evidence::merkle;
use sui::bcs;
use walrus::blob;

// === Errors ===

/// The row or the column is not below the number of shards.
const EInvalidIndex: u64 = 0;

// === Constants ===

/// Red Stuff with Reed-Solomon codes, the only encoding type.
const RS2: u8 = 1;

// === Structs ===

/// How a cell leads to the root hash, along its row (primary) or its column (secondary).
public struct Opening has copy, drop {
    /// The hash of the cell.
    leaf_hash: address,
    /// From the cell to the hash of its sliver.
    cell_path: vector<address>,
    /// The hash of the other sliver of the pair.
    other_hash: address,
    /// From the pair to the root hash.
    pair_path: vector<address>,
}

// === Public Functions ===

/// An opening, to be passed to the calls that verify it. Never aborts.
public fun new(
    leaf_hash: address,
    cell_path: vector<address>,
    other_hash: address,
    pair_path: vector<address>,
): Opening {
    Opening { leaf_hash, cell_path, other_hash, pair_path }
}

// === Public-Package Functions ===

/// The hash of the cell.
public(package) fun leaf_hash(self: &Opening): address {
    self.leaf_hash
}

/// The root hash to which the cell leads along its row.
public(package) fun root_by_row(self: &Opening, n_shards: u16, row: u16, column: u16): address {
    assert!(row < n_shards && column < n_shards, EInvalidIndex);
    let sliver_hash = self.sliver_hash(n_shards, column);
    self.root(n_shards, row, merkle::pair_leaf(sliver_hash, self.other_hash))
}

/// The root hash to which the cell leads along its column.
public(package) fun root_by_column(self: &Opening, n_shards: u16, row: u16, column: u16): address {
    assert!(row < n_shards && column < n_shards, EInvalidIndex);
    let sliver_hash = self.sliver_hash(n_shards, row);
    self.root(n_shards, n_shards - 1 - column, merkle::pair_leaf(self.other_hash, sliver_hash))
}

/// The blob id of a root hash and a size in bytes.
public(package) fun blob_id(root: address, size: u64): u256 {
    let root_hash = bcs::new(bcs::to_bytes(&root)).peel_u256();
    blob::derive_blob_id(root_hash, RS2, size)
}

// === Private Functions ===

fun sliver_hash(self: &Opening, n_shards: u16, cell: u16): address {
    merkle::root(n_shards as u64, cell as u64, self.leaf_hash, &self.cell_path)
}

fun root(self: &Opening, n_shards: u16, pair: u16, leaf: address): address {
    merkle::root(n_shards as u64, pair as u64, leaf, &self.pair_path)
}
