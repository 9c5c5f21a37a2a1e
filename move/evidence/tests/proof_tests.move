// SPDX-License-Identifier: Apache-2.0

/// R12: proofs that need no committee hold for what is badly encoded or wrongly answered, and for
/// nothing else.
#[test_only]
module evidence::proof_tests;

use evidence::{
    conflict,
    merkle,
    opening,
    padding,
    proof_vectors::{conflict_10, conflict_100, conflict_1000, honest, padding_leaf},
    wrong_answer
};
use std::unit_test::assert_eq;

// === Merkle trees ===

#[test]
fun depths_are_those_of_the_encoder() {
    assert_eq!(merkle::depth(1), 0);
    assert_eq!(merkle::depth(2), 1);
    assert_eq!(merkle::depth(4), 2);
    assert_eq!(merkle::depth(5), 3);
    assert_eq!(merkle::depth(1000), 10);
    assert_eq!(merkle::depth(1024), 10);
    assert_eq!(merkle::depth(1025), 11);
}

#[test]
fun a_tree_of_one_leaf_is_the_leaf() {
    assert_eq!(merkle::root(1, 0, @0xA, &vector[]), @0xA);
}

#[test]
fun left_and_right_are_told_apart() {
    assert!(merkle::root(2, 0, @0xA, &vector[@0xB]) == merkle::root(2, 1, @0xB, &vector[@0xA]));
    assert!(merkle::root(2, 0, @0xA, &vector[@0xB]) != merkle::root(2, 1, @0xA, &vector[@0xB]));
}

#[test]
fun a_leaf_is_no_inner_node() {
    assert!(merkle::pair_leaf(@0xA, @0xB) != merkle::root(2, 0, @0xA, &vector[@0xB]));
}

#[test, expected_failure(abort_code = merkle::EInvalidPath)]
fun a_path_is_not_too_short() {
    merkle::root(3, 0, @0xA, &vector[@0xB]);
}

#[test, expected_failure(abort_code = merkle::EInvalidPath)]
fun a_path_is_not_too_long() {
    merkle::root(2, 0, @0xA, &vector[@0xB, @0xC]);
}

#[test, expected_failure(abort_code = merkle::EInvalidPath)]
fun an_index_is_in_the_tree() {
    merkle::root(3, 3, @0xA, &vector[@0xB, @0xC]);
}

// === Conflict proofs ===

#[test]
fun a_conflict_is_proved_for_10_shards() {
    let (blob_id, size, row, column, in_row, in_column) = conflict_10();
    assert_eq!(conflict::verify(10, size, row, column, &in_row, &in_column), blob_id);
}

#[test]
fun a_conflict_is_proved_for_100_shards() {
    let (blob_id, size, row, column, in_row, in_column) = conflict_100();
    assert_eq!(conflict::verify(100, size, row, column, &in_row, &in_column), blob_id);
}

#[test]
fun a_conflict_is_proved_for_1000_shards() {
    let (blob_id, size, row, column, in_row, in_column) = conflict_1000();
    assert_eq!(conflict::verify(1000, size, row, column, &in_row, &in_column), blob_id);
}

#[test]
fun another_size_is_another_blob() {
    let (blob_id, size, row, column, in_row, in_column) = conflict_10();
    assert!(conflict::verify(10, size + 1, row, column, &in_row, &in_column) != blob_id);
}

#[test, expected_failure(abort_code = conflict::ENoConflict)]
fun a_good_blob_has_no_conflict() {
    let (_, size, row, column, in_row, in_column) = honest();
    conflict::verify(10, size, row, column, &in_row, &in_column);
}

#[test, expected_failure(abort_code = conflict::EDifferentBlobs)]
fun two_blobs_have_no_conflict() {
    let (_, size, row, column, in_row, _) = conflict_10();
    let (_, _, _, _, _, in_column) = honest();
    conflict::verify(10, size, row, column, &in_row, &in_column);
}

#[test, expected_failure(abort_code = conflict::EDifferentBlobs)]
fun two_cells_have_no_conflict() {
    let (_, size, row, column, in_row, in_column) = conflict_10();
    conflict::verify(10, size, row - 1, column, &in_row, &in_column);
}

#[test, expected_failure(abort_code = conflict::EDifferentBlobs)]
fun the_two_openings_of_a_conflict_are_not_exchanged() {
    let (_, size, row, column, in_row, in_column) = conflict_10();
    conflict::verify(10, size, row, column, &in_column, &in_row);
}

/// Sliver pair p holds secondary sliver n - 1 - p: the pair of the column is not that of the row.
#[test, expected_failure(abort_code = conflict::EDifferentBlobs)]
fun a_column_is_opened_at_its_own_pair() {
    let (_, size, row, column, in_row, in_column) = conflict_10();
    conflict::verify(10, size, row, 9 - column, &in_row, &in_column);
}

#[test, expected_failure(abort_code = opening::EInvalidIndex)]
fun a_row_is_below_the_number_of_shards() {
    let (_, size, _, column, in_row, in_column) = conflict_10();
    conflict::verify(10, size, 10, column, &in_row, &in_column);
}

#[test, expected_failure(abort_code = opening::EInvalidIndex)]
fun a_column_is_below_the_number_of_shards() {
    let (_, _, row, _, _, in_column) = conflict_10();
    in_column.root_by_column(10, row, 10);
}

#[test, expected_failure(abort_code = merkle::EInvalidPath)]
fun an_opening_is_as_deep_as_the_trees() {
    let (_, size, row, column, in_row, in_column) = conflict_10();
    conflict::verify(100, size, row, column, &in_row, &in_column);
}

// === Padding proofs ===

fun verify_padding(
    size: u64,
    row: u16,
    column: u16,
    leaf: vector<u8>,
    at: u64,
    along_row: bool,
): u256 {
    let (_, _, _, _, in_row, in_column) = evidence::proof_vectors::padding();
    let opening = if (along_row) in_row else in_column;
    padding::verify(10, size, row, column, &leaf, at, along_row, &opening)
}

#[test]
fun hidden_bytes_are_proved_along_the_row_and_along_the_column() {
    let (blob_id, size, row, column, _, _) = evidence::proof_vectors::padding();
    // The last 5 of 14 bytes are behind the end.
    assert_eq!(verify_padding(size, row, column, padding_leaf(), 9, true), blob_id);
    assert_eq!(verify_padding(size, row, column, padding_leaf(), 13, false), blob_id);
}

#[test, expected_failure(abort_code = padding::ENotHidden)]
fun the_last_byte_of_the_blob_is_not_hidden() {
    let (_, size, row, column, _, _) = evidence::proof_vectors::padding();
    verify_padding(size, row, column, padding_leaf(), 8, true);
}

#[test, expected_failure(abort_code = padding::ENotHidden)]
fun a_byte_behind_the_cell_is_not_hidden() {
    let (_, size, row, column, _, _) = evidence::proof_vectors::padding();
    verify_padding(size, row, column, padding_leaf(), 14, true);
}

#[test, expected_failure(abort_code = padding::ENotHidden)]
fun zeros_are_padding() {
    let leaf = vector[0, 0, 0];
    let opening = opening::new(merkle::hash_bytes(&leaf), vector[], @0x0, vector[]);
    padding::verify(10, 2, 0, 1, &leaf, 1, true, &opening);
}

#[test, expected_failure(abort_code = padding::EInvalidLeaf)]
fun a_symbol_has_the_size_of_the_blobs_symbols() {
    let (_, size, row, column, _, _) = evidence::proof_vectors::padding();
    let mut leaf = padding_leaf();
    leaf.pop_back();
    verify_padding(size, row, column, leaf, 9, true);
}

#[test, expected_failure(abort_code = padding::EInvalidLeaf)]
fun a_leaf_begins_with_a_zero_byte() {
    let (_, size, row, column, _, _) = evidence::proof_vectors::padding();
    let mut leaf = padding_leaf();
    *&mut leaf[0] = 1;
    verify_padding(size, row, column, leaf, 9, true);
}

#[test, expected_failure(abort_code = padding::EInvalidLeaf)]
fun a_leaf_is_what_the_opening_opens() {
    let (_, size, row, column, _, _) = evidence::proof_vectors::padding();
    let mut leaf = padding_leaf();
    *&mut leaf[14] = 8;
    verify_padding(size, row, column, leaf, 9, true);
}

#[test, expected_failure(abort_code = padding::ENotASourceCell)]
fun parity_rows_have_no_padding() {
    let (_, size, _, column, _, _) = evidence::proof_vectors::padding();
    verify_padding(size, 4, column, padding_leaf(), 9, true);
}

#[test, expected_failure(abort_code = padding::ENotASourceCell)]
fun parity_columns_have_no_padding() {
    let (_, size, row, _, _, _) = evidence::proof_vectors::padding();
    verify_padding(size, row, 7, padding_leaf(), 9, true);
}

// === Wrong answers ===

/// A primary sliver is a row: claims about it are compared along the row, and crossed by the column.
fun check(axis: u8, along_asked: bool, use_row: bool, leaf_hash: Option<address>) {
    let (blob_id, size, row, column, in_row, in_column) = honest();
    let (sliver, cell) = if (axis == 0) (row, column) else (column, row);
    let opening = if (use_row) in_row else in_column;
    let leaf_hash = leaf_hash.destroy_or!(opening.leaf_hash());
    let id = @0xE.to_id();
    let claim = wrong_answer::claim(id, 1, @0xD.to_id(), blob_id, axis, sliver, cell, leaf_hash);
    claim.assert_wrong(10, size, along_asked, &opening);
}

#[test]
fun a_wrong_answer_is_proved_along_either_sliver() {
    check(0, true, true, option::some(@0xBAD));
    check(0, false, false, option::some(@0xBAD));
    check(1, true, false, option::some(@0xBAD));
    check(1, false, true, option::some(@0xBAD));
}

#[test, expected_failure(abort_code = wrong_answer::ERightAnswer)]
fun a_right_answer_is_right_along_its_sliver() {
    check(0, true, true, option::none());
}

#[test, expected_failure(abort_code = wrong_answer::ERightAnswer)]
fun a_right_answer_is_right_along_the_crossing_sliver() {
    check(1, false, true, option::none());
}

#[test, expected_failure(abort_code = wrong_answer::EOtherBlob)]
fun the_crossing_sliver_does_not_pass_for_the_one_asked_for() {
    check(0, true, false, option::some(@0xBAD));
}

#[test, expected_failure(abort_code = wrong_answer::EInvalidAxis)]
fun there_are_two_axes() {
    check(2, true, true, option::some(@0xBAD));
}
