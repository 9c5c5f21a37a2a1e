// SPDX-License-Identifier: Apache-2.0

/// Conflict proofs: one cell, opened with different contents along its row and along its column.
///
/// Whoever encodes honestly commits to one matrix, so both openings of a cell have the same hash.
/// Two different ones under one blob id show that the blob is badly encoded, without any field
/// arithmetic and whatever the blob's size: 4 paths, at most 43 hashes for 1000 shards.
module evidence::conflict;

use evidence::opening::{Self, Opening};

// === Errors ===

/// Row and column agree about the cell.
const ENoConflict: u64 = 0;
/// The two openings do not belong to the same blob.
const EDifferentBlobs: u64 = 1;

// === Public-Package Functions ===

/// The id of the blob of `size` bytes that the openings show to be badly encoded.
public(package) fun verify(
    n_shards: u16,
    size: u64,
    row: u16,
    column: u16,
    in_row: &Opening,
    in_column: &Opening,
): u256 {
    assert!(in_row.leaf_hash() != in_column.leaf_hash(), ENoConflict);
    let root = in_row.root_by_row(n_shards, row, column);
    assert!(in_column.root_by_column(n_shards, row, column) == root, EDifferentBlobs);
    opening::blob_id(root, size)
}
