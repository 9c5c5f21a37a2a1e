// SPDX-License-Identifier: Apache-2.0

/// Padding proofs: a byte that is not zero, behind the end of the blob.
///
/// A blob fills the first cells of the matrix, row by row; the rest has to be zeros. Rows and
/// columns of a blob with other bytes there can agree perfectly, so no conflict proof exists; but
/// one cell shows it. The cell comes as the preimage of its hash (a zero byte, then the symbol), and
/// with the place of the byte: nothing is searched.
module evidence::padding;

use evidence::{merkle, opening::{Self, Opening}};

// === Errors ===

/// The cell is not one of the source cells, which hold the blob: its row is not below n - 2f, or
/// its column not below n - f.
const ENotASourceCell: u64 = 0;
/// The leaf is not a zero byte and then a symbol of the blob's symbol size, or not what the opening
/// opens.
const EInvalidLeaf: u64 = 1;
/// The byte is part of the blob, not in the cell, or zero.
const ENotHidden: u64 = 2;

// === Public-Package Functions ===

/// The id of the blob of `size` bytes that hides byte number `at` of this cell. The opening is along
/// the row, or else along the column.
public(package) fun verify(
    n_shards: u16,
    size: u64,
    row: u16,
    column: u16,
    leaf: &vector<u8>,
    at: u64,
    along_row: bool,
    opening: &Opening,
): u256 {
    let n_faulty = (n_shards - 1) / 3;
    let n_rows = (n_shards - 2 * n_faulty) as u64;
    let n_columns = (n_shards - n_faulty) as u64;
    assert!((row as u64) < n_rows && (column as u64) < n_columns, ENotASourceCell);

    let least_size = size.max(1).divide_and_round_up(n_rows * n_columns);
    let symbol_size = least_size + least_size % 2;
    assert!(leaf.length() == symbol_size + 1 && leaf[0] == 0, EInvalidLeaf);
    assert!(merkle::hash_bytes(leaf) == opening.leaf_hash(), EInvalidLeaf);

    let place = ((row as u64) * n_columns + (column as u64)) * symbol_size + at;
    assert!(at < symbol_size && place >= size && leaf[at + 1] != 0, ENotHidden);

    let root = if (along_row) opening.root_by_row(n_shards, row, column)
    else opening.root_by_column(n_shards, row, column);
    opening::blob_id(root, size)
}
