// SPDX-License-Identifier: Apache-2.0

/// Proofs that a node has answered wrongly in a round.
///
/// In a round a node posts one root over all its answers. Each answer is a leaf that names the node,
/// the round, the blob, the sliver asked for, the cell, and the hash that the node claims for the
/// cell. The leaf says itself what it claims, so the draw of the samples is not looked at. A claim
/// is wrong if the same cell, opened under the blob id, has another hash.
///
/// The cell can be opened in two ways. Under the hash of the very sliver that was asked for, it
/// convicts: a node compares with that hash before it answers. Under the hash of the sliver that
/// crosses it, it accuses only: where the writer has encoded badly, the two differ, and the node is
/// honest.
module evidence::wrong_answer;

use evidence::{merkle, opening::{Self, Opening}};

// === Errors ===

/// The axis is neither 0 (a primary sliver: a row) nor 1 (a secondary sliver: a column).
const EInvalidAxis: u64 = 0;
/// The opening is one of another blob.
const EOtherBlob: u64 = 1;
/// The node has answered what the blob commits to.
const ERightAnswer: u64 = 2;

// === Constants ===

const PRIMARY: u8 = 0;
const SECONDARY: u8 = 1;

// === Structs ===

/// What a node has claimed about one cell: the data of a leaf under its root.
public struct Claim has copy, drop {
    evidence: ID,
    round: u32,
    node: ID,
    blob_id: u256,
    /// The axis and the number of the sliver that was asked for, and the cell in it.
    axis: u8,
    sliver: u16,
    cell: u16,
    leaf_hash: address,
}

// === Public-Package Functions ===

/// A claim.
public(package) fun claim(
    evidence: ID,
    round: u32,
    node: ID,
    blob_id: u256,
    axis: u8,
    sliver: u16,
    cell: u16,
    leaf_hash: address,
): Claim {
    assert!(axis == PRIMARY || axis == SECONDARY, EInvalidAxis);
    Claim { evidence, round, node, blob_id, axis, sliver, cell, leaf_hash }
}

/// The root of all the answers of the node, of which there are `n_answers`, if the claim is number
/// `position` of them.
public(package) fun root(
    self: &Claim,
    n_answers: u64,
    position: u64,
    path: &vector<address>,
): address {
    merkle::root(n_answers, position, merkle::value_leaf(*self), path)
}

/// Aborts unless the opening shows another hash for the cell: along the sliver that was asked for,
/// or else along the one that crosses it.
public(package) fun assert_wrong(
    self: &Claim,
    n_shards: u16,
    size: u64,
    along_asked: bool,
    opening: &Opening,
) {
    let (row, column) = if (self.axis == PRIMARY) (self.sliver, self.cell) else (
        self.cell,
        self.sliver,
    );
    let along_row = (self.axis == PRIMARY) == along_asked;
    let root = if (along_row) opening.root_by_row(n_shards, row, column)
    else opening.root_by_column(n_shards, row, column);
    assert!(opening::blob_id(root, size) == self.blob_id, EOtherBlob);
    assert!(opening.leaf_hash() != self.leaf_hash, ERightAnswer);
}
