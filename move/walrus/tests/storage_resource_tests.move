// SPDX-License-Identifier: Apache-2.0

/// R3: storage can be cut and joined, and no byte of any epoch appears or is lost by that.
#[test_only]
module walrus::storage_resource_tests;

use std::unit_test::{assert_eq, destroy};
use walrus::storage_resource::{Self, create_storage, Storage};

fun assert_storage(storage: &Storage, start_epoch: u32, end_epoch: u32, size: u64) {
    assert_eq!(storage.start_epoch(), start_epoch);
    assert_eq!(storage.end_epoch(), end_epoch);
    assert_eq!(storage.size(), size);
}

#[test]
fun a_split_by_epoch_keeps_the_earlier_part() {
    let ctx = &mut tx_context::dummy();
    let mut storage = create_storage(3, 10, 100, ctx);
    let later = storage.split_by_epoch(7, ctx);
    assert_storage(&storage, 3, 7, 100);
    assert_storage(&later, 7, 10, 100);
    destroy(vector[storage, later]);
}

#[test, expected_failure(abort_code = storage_resource::EInvalidEpoch)]
fun a_split_at_the_start_leaves_nothing() {
    let ctx = &mut tx_context::dummy();
    destroy(create_storage(3, 10, 100, ctx).split_by_epoch(3, ctx));
    abort
}

#[test, expected_failure(abort_code = storage_resource::EInvalidEpoch)]
fun a_split_at_the_end_gives_nothing() {
    let ctx = &mut tx_context::dummy();
    destroy(create_storage(3, 10, 100, ctx).split_by_epoch(10, ctx));
    abort
}

#[test]
fun a_split_by_size_keeps_what_was_asked_for() {
    let ctx = &mut tx_context::dummy();
    let mut storage = create_storage(3, 10, 100, ctx);
    let rest = storage.split_by_size(30, ctx);
    assert_storage(&storage, 3, 10, 30);
    assert_storage(&rest, 3, 10, 70);
    destroy(vector[storage, rest]);
}

#[test, expected_failure(abort_code = storage_resource::EIncompatibleAmount)]
fun no_more_can_be_split_off_than_there_is() {
    let ctx = &mut tx_context::dummy();
    destroy(create_storage(3, 10, 100, ctx).split_by_size(101, ctx));
    abort
}

#[test]
fun adjacent_periods_fuse_in_either_order() {
    let ctx = &mut tx_context::dummy();
    let mut first = create_storage(3, 7, 100, ctx);
    first.fuse(create_storage(7, 10, 100, ctx));
    assert_storage(&first, 3, 10, 100);
    let mut last = create_storage(7, 10, 100, ctx);
    last.fuse(create_storage(3, 7, 100, ctx));
    assert_storage(&last, 3, 10, 100);
    destroy(vector[first, last]);
}

#[test]
fun amounts_for_the_same_period_fuse() {
    let ctx = &mut tx_context::dummy();
    let mut storage = create_storage(3, 10, 100, ctx);
    storage.fuse(create_storage(3, 10, 11, ctx));
    assert_storage(&storage, 3, 10, 111);
    destroy(storage);
}

#[test, expected_failure(abort_code = storage_resource::EIncompatibleAmount)]
fun periods_of_unequal_size_do_not_fuse() {
    let ctx = &mut tx_context::dummy();
    create_storage(3, 7, 100, ctx).fuse_periods(create_storage(7, 10, 99, ctx));
    abort
}

#[test, expected_failure(abort_code = storage_resource::EIncompatibleEpochs)]
fun periods_with_a_gap_do_not_fuse() {
    let ctx = &mut tx_context::dummy();
    create_storage(3, 7, 100, ctx).fuse_periods(create_storage(8, 10, 100, ctx));
    abort
}

#[test, expected_failure(abort_code = storage_resource::EIncompatibleEpochs)]
fun periods_that_overlap_do_not_fuse() {
    let ctx = &mut tx_context::dummy();
    create_storage(3, 7, 100, ctx).fuse_periods(create_storage(6, 10, 100, ctx));
    abort
}

#[test, expected_failure(abort_code = storage_resource::EIncompatibleEpochs)]
fun amounts_for_different_periods_do_not_fuse() {
    let ctx = &mut tx_context::dummy();
    create_storage(3, 7, 100, ctx).fuse(create_storage(3, 8, 100, ctx));
    abort
}

#[test, expected_failure(abort_code = storage_resource::EIncompatibleEpochs)]
fun amounts_with_different_starts_do_not_fuse() {
    let ctx = &mut tx_context::dummy();
    create_storage(3, 7, 100, ctx).fuse_amount(create_storage(4, 7, 100, ctx));
    abort
}

#[test, expected_failure(abort_code = storage_resource::EInvalidEpochRange)]
fun storage_has_a_duration() {
    let ctx = &mut tx_context::dummy();
    create_storage(3, 3, 100, ctx).destroy();
}

#[test]
fun storage_can_be_given_up_and_prolonged() {
    let ctx = &mut tx_context::dummy();
    let mut storage = create_storage(3, 4, 100, ctx);
    storage.extend_end_epoch(5);
    assert_storage(&storage, 3, 9, 100);
    storage.destroy();
}
