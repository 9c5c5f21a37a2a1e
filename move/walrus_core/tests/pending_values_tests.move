// SPDX-License-Identifier: Apache-2.0

/// Amounts that wait for their epoch.
#[test_only]
module walrus_core::pending_values_tests;

use std::unit_test::assert_eq;
use walrus_core::pending_values;

#[test]
fun pending_values_add_up_until_they_are_due() {
    let mut pending = pending_values::empty();
    pending.insert_or_add(3, 10);
    pending.insert_or_add(5, 20);
    pending.insert_or_add(3, 5);
    assert_eq!(pending.value_at(2), 0);
    assert_eq!(pending.value_at(3), 15);
    assert_eq!(pending.value_at(4), 15);
    assert_eq!(pending.value_at(5), 35);

    pending.reduce(3, 5);
    assert_eq!(pending.value_at(3), 10);
    assert_eq!(pending.flush(4), 10);
    assert_eq!(pending.flush(4), 0);
    assert_eq!(pending.value_at(9), 20);
}

#[test]
fun the_latest_of_the_due_values_counts() {
    let mut pending = pending_values::empty();
    assert_eq!(pending.latest_value_at(9), option::none());
    pending.insert_or_replace(5, 50);
    pending.insert_or_replace(3, 30);
    pending.insert_or_replace(3, 31);
    assert_eq!(pending.latest_value_at(2), option::none());
    assert_eq!(pending.latest_value_at(4), option::some(31));
    assert_eq!(pending.latest_value_at(9), option::some(50));
}

#[test]
fun past_values_take_no_room() {
    let mut pending = pending_values::empty();
    100u32.do!(|epoch| {
        pending.merge_until(epoch);
        pending.insert_or_add(epoch + 1, 1);
        pending.insert_or_add(epoch + 2, 1);
    });
    assert!(pending.inner().size() <= 4);
    assert_eq!(pending.value_at(200), 200);

    let mut reduced = pending_values::empty();
    reduced.insert_or_add(1, 7);
    reduced.reduce(1, 7);
    assert!(reduced.inner().is_empty());
}

#[test, expected_failure(abort_code = pending_values::EMissingEpochValue)]
fun nothing_can_be_taken_from_nothing() {
    pending_values::empty().reduce(1, 0);
}

#[test, expected_failure(abort_code = pending_values::EReduceValueTooLarge)]
fun no_more_can_be_taken_than_waits() {
    let mut pending = pending_values::empty();
    pending.insert_or_add(1, 5);
    pending.reduce(1, 6);
}
