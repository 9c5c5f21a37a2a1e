// SPDX-License-Identifier: Apache-2.0

/// The shared object: made once, one epoch after the other, one version at a time.
#[test_only]
module evidence::evidence_tests;

use evidence::{
    evidence::{Self, SetupCap},
    evidence_events::{CommitteeRecorded, EvidenceCreated, EvidenceMigrated},
    members,
    round,
    stage,
    terms
};
use std::unit_test::{assert_eq, destroy};
use sui::{address, event, test_scenario};
use walrus::judge;

fun initialize(samples: u32, step_ms: u64, n_shards: u16) {
    let mut scenario = test_scenario::begin(@0xA);
    evidence::init_for_testing(scenario.ctx());
    scenario.next_tx(@0xA);
    let cap = scenario.take_from_sender<SetupCap>();
    evidence::initialize(cap, samples, step_ms, n_shards, scenario.ctx());
    assert_eq!(event::events_by_type<EvidenceCreated>().length(), 1);
    scenario.end();
}

#[test]
fun the_least_parameters() {
    initialize(2, 1, 1);
}

#[test]
fun the_largest_parameters() {
    initialize(10_000, 86_400_000, 10_000);
}

#[test, expected_failure(abort_code = evidence::EInvalidParameter)]
fun samples_are_drawn() {
    initialize(0, 1, 1);
}

#[test, expected_failure(abort_code = evidence::EInvalidParameter)]
fun samples_are_even() {
    initialize(3, 1, 1);
}

#[test, expected_failure(abort_code = evidence::EInvalidParameter)]
fun samples_are_not_too_many() {
    initialize(10_002, 1, 1);
}

#[test, expected_failure(abort_code = evidence::EInvalidParameter)]
fun steps_take_time() {
    initialize(2, 0, 1);
}

#[test, expected_failure(abort_code = evidence::EInvalidParameter)]
fun steps_are_not_too_long() {
    initialize(2, 86_400_001, 1);
}

#[test, expected_failure(abort_code = evidence::EInvalidParameter)]
fun a_network_has_shards() {
    initialize(2, 1, 0);
}

#[test, expected_failure(abort_code = evidence::EInvalidParameter)]
fun a_network_has_not_too_many_shards() {
    initialize(2, 1, 10_001);
}

#[test]
fun an_epoch_is_told_with_its_committee() {
    let mut stage = stage::new(vector[2, 1, 4]);
    assert_eq!(event::events_by_type<CommitteeRecorded>().length(), 1);
    let term = stage.evidence().inner_mut().term();
    assert_eq!(term.epoch(), 1);
    assert_eq!(*term.weights(), vector[2, 1, 4]);
    assert_eq!(term.n_shards(), 7);
    assert!(term.owns(0, 1) && term.owns(1, 2) && term.owns(2, 6));
    assert!(!term.owns(0, 2) && !term.owns(2, 7));
    stage.next_epoch();
    assert_eq!(event::events_by_type<CommitteeRecorded>().length(), 2);
    stage.end();
}

#[test, expected_failure(abort_code = evidence::EOldEpoch)]
fun an_epoch_is_taken_in_once() {
    let mut stage = stage::equals(4);
    let record = stage.epoch_record(1);
    stage.evidence().begin_epoch(record);
    abort
}

#[test]
fun epochs_may_be_left_out() {
    let mut stage = stage::equals(4);
    let record = stage.epoch_record(7);
    stage.evidence().begin_epoch(record);
    assert_eq!(stage.evidence().inner_mut().epoch(), 7);
    stage.end();
}

#[test, expected_failure(abort_code = terms::EWrongNumberOfShards)]
fun the_number_of_shards_is_that_of_the_network() {
    let mut stage = stage::equals(4);
    let record = judge::epoch_record_for_testing(
        2,
        vector[@0x1.to_id()],
        vector[vector[0]],
        1,
        1,
        1,
    );
    stage.evidence().begin_epoch(record);
    abort
}

#[test]
fun a_committee_has_150_members() {
    stage::equals(150).end();
}

#[test, expected_failure(abort_code = terms::ETooManyMembers)]
fun a_committee_has_no_more_members() {
    let mut stage = stage::equals(150);
    let node_ids = vector::tabulate!(151, |i| address::from_u256(i as u256).to_id());
    // The last member has no shard: the number of shards is the same.
    let shards = vector::tabulate!(151, |i| if (i < 150) vector[i as u16] else vector[]);
    let record = judge::epoch_record_for_testing(2, node_ids, shards, 1, 1, 1);
    stage.evidence().begin_epoch(record);
    abort
}

#[test, expected_failure(abort_code = evidence::EUnknownEpoch)]
fun nothing_goes_without_an_epoch() {
    let mut scenario = test_scenario::begin(@0xA);
    evidence::init_for_testing(scenario.ctx());
    scenario.next_tx(@0xA);
    let cap = scenario.take_from_sender<SetupCap>();
    evidence::initialize(cap, 2, 1, 4, scenario.ctx());
    scenario.next_tx(@0xA);
    let mut evidence = scenario.take_shared<evidence::Evidence>();
    assert_eq!(evidence.inner_mut().epoch(), 0);
    let clock = sui::clock::create_for_testing(scenario.ctx());
    round::open(&mut evidence, &clock);
    abort
}

// === Versions ===

#[test]
fun the_state_moves_to_a_new_version_with_all_it_holds() {
    let mut stage = stage::equals(4);
    stage.open_round();
    stage.evidence().age_for_testing();
    assert_eq!(stage.evidence().version(), 0);
    stage.evidence().migrate();
    assert_eq!(stage.evidence().version(), 1);
    assert_eq!(event::events_by_type<EvidenceMigrated>().length(), 1);
    stage.ready(1, members::first(3));
    stage.end();
}

#[test, expected_failure(abort_code = evidence::EInvalidMigration)]
fun the_state_is_not_migrated_twice() {
    let mut stage = stage::equals(4);
    stage.evidence().migrate();
    abort
}

#[test, expected_failure(abort_code = evidence::EWrongVersion)]
fun another_version_settles_nothing() {
    let mut stage = stage::equals(4);
    stage.answered(1, members::first(4));
    stage.close();
    stage.evidence().set_version_for_testing(2);
    destroy(round::settle(stage.evidence()));
    abort
}

#[test, expected_failure(abort_code = evidence::EWrongVersion)]
fun another_version_takes_in_no_epoch() {
    let mut stage = stage::equals(4);
    stage.evidence().set_version_for_testing(2);
    stage.next_epoch();
    abort
}

// === Sets of members ===

#[test]
fun sets_of_members() {
    assert_eq!(members::first(0), 0);
    assert_eq!(members::first(3), 7);
    assert_eq!(members::only(149), 1 << 149);
    assert!(members::contains(4, 2) && !members::contains(4, 1));
    assert_eq!(members::without(7, 12), 3);
    let weights = vector::tabulate!(150, |i| i as u16);
    assert_eq!(members::weight(members::first(150), &weights), 149 * 75);
    assert_eq!(members::weight(members::only(149) | members::only(8) | 2, &weights), 158);
    assert_eq!(members::weight(0, &weights), 0);
    assert_eq!(members::weight(members::first(9), &vector::tabulate!(9, |_| 1)), 9);
}
