// SPDX-License-Identifier: Apache-2.0

/// What a pool has to know of an epoch, and what a committee has agreed on.
#[test_only]
module walrus_core::epoch_tests;

use std::unit_test::assert_eq;
use walrus_core::{epoch_context, epoch_parameters};

#[test]
fun an_epoch_is_open_until_its_committee_is_selected() {
    let voting = epoch_context::new(7, false, true, false);
    assert_eq!(voting.epoch(), 7);
    assert!(!voting.committee_selected());
    assert_eq!(voting.open_epoch(), 8);
    let selected = epoch_context::new(7, true, true, false);
    assert!(selected.committee_selected());
    assert_eq!(selected.open_epoch(), 9);
}

#[test]
fun a_node_is_free_when_it_need_not_serve_any_more() {
    let serving = epoch_context::new(7, true, true, false);
    assert!(serving.in_committee() && !serving.in_next_committee());
    assert_eq!(serving.free_epoch(), 8);
    let staying = epoch_context::new(7, true, true, true);
    assert!(staying.in_next_committee());
    assert_eq!(staying.free_epoch(), 9);
    assert_eq!(epoch_context::new(7, true, false, true).free_epoch(), 9);
    assert_eq!(epoch_context::new(7, true, false, false).free_epoch(), 7);
}

#[test, expected_failure(arithmetic_error, location = walrus_core::epoch_context)]
fun no_epoch_follows_the_last_one() {
    epoch_context::new(std::u32::max_value!(), false, false, false).open_epoch();
}

#[test]
fun parameters_are_what_was_agreed_on() {
    let params = epoch_parameters::new(1, 2, 3);
    assert_eq!(params.capacity(), 1);
    assert_eq!(params.storage_price(), 2);
    assert_eq!(params.write_price(), 3);
}
