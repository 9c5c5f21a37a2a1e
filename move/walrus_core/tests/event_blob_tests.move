// SPDX-License-Identifier: Apache-2.0

/// Votes for event blobs: each node follows one record, and what is certified makes all others void.
#[test_only]
module walrus_core::event_blob_tests;

use std::unit_test::{assert_eq, destroy};
use walrus_core::event_blob;

#[test]
fun votes_add_up_for_each_event_blob_until_one_is_certified() {
    let mut state = event_blob::create_with_empty_state();
    assert_eq!(state.count(7, 100, 3), 3);
    assert_eq!(state.count(8, 100, 2), 2);
    // Another blob id or another checkpoint is another event blob.
    assert_eq!(state.count(7, 101, 1), 1);
    assert_eq!(state.count(7, 100, 4), 7);
    assert_eq!(state.candidates(), 3);
    assert!(!state.is_certified(100));

    state.set_certified(7, 100);
    let (blob_id, checkpoint) = state.latest();
    assert!(blob_id == 7 && checkpoint == 100);
    assert_eq!(state.candidates(), 0);
    assert!(state.is_certified(99) && state.is_certified(100) && !state.is_certified(101));
    assert_eq!(state.count(8, 101, 2), 2);

    state.reset();
    assert_eq!(state.candidates(), 0);
    assert!(state.is_certified(100));
    destroy(state);
}

#[test]
fun a_node_votes_on_when_its_vote_is_certified_or_another_epoch_has_begun() {
    let mut state = event_blob::create_with_empty_state();
    let first = state.attest(&option::none(), 100, 1);
    let again = state.attest(&option::some(first), 100, 2);
    state.set_certified(7, 100);
    let later = state.attest(&option::some(again), 101, 2);
    assert!(again != later);
    destroy(state);
}

#[test, expected_failure(abort_code = event_blob::ERepeatedAttestation)]
fun a_node_votes_once_for_a_checkpoint() {
    let state = event_blob::create_with_empty_state();
    let first = state.attest(&option::none(), 100, 1);
    state.attest(&option::some(first), 100, 1);
    abort
}

#[test, expected_failure(abort_code = event_blob::EIncorrectAttestation)]
fun a_node_does_not_vote_on_while_its_vote_is_open() {
    let state = event_blob::create_with_empty_state();
    let first = state.attest(&option::none(), 100, 1);
    state.attest(&option::some(first), 101, 1);
    abort
}
