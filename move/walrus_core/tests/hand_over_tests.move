// SPDX-License-Identifier: Apache-2.0

/// The record of a hand-over, without the network around it: three nodes, of which the third has
/// come with this epoch. `walrus::hand_over_tests` shows the record at work.
#[test_only]
module walrus_core::hand_over_tests;

use std::unit_test::{assert_eq, destroy};
use walrus_core::{committee, hand_over::{Self, HandOvers}};

const N: u16 = 12;

fun node(i: u8): ID {
    sui::address::from_u256((i as u256) + 1).to_id()
}

/// Into epoch 1 from nothing to two nodes, and into epoch 2 with a third one.
fun second(): HandOvers {
    let before = committee::initialize(vector[node(0), node(1)], vector[6, 6]);
    let after = before.transition(vector[node(0), node(1), node(2)], vector[4, 4, 4]);
    let mut hand_overs = hand_over::none();
    let (missed, due) = hand_overs.begin(1, &before, &committee::empty(), N, 0, 50);
    assert!(missed.is_empty() && due.is_empty());
    hand_overs.done(1);
    let (missed, due) = hand_overs.begin(2, &after, &before, N, 100, 150);
    assert!(missed.is_empty());
    assert_eq!(due.length(), 2);
    due.do!(|due| {
        let (node_id, from, shards, late, others_in_time) = due.into_parts();
        assert_eq!(node_id, node(2));
        assert!(from == option::some(node(0)) || from == option::some(node(1)));
        assert_eq!(shards.length(), 2);
        assert!(!late && !others_in_time);
    });
    hand_overs
}

fun owed(hand_overs: &HandOvers): vector<u16> {
    let mut all = vector[];
    hand_overs.current().receivers()[0].transfers().do_ref!(|transfer| {
        all.append(*transfer.shards());
    });
    all
}

#[test]
fun a_record_says_who_owes_what_to_whom() {
    let hand_overs = second();
    let current = hand_overs.current();
    assert_eq!(current.epoch(), 2);
    assert_eq!(vector[current.started_ms(), current.deadline_ms()], vector[100, 150]);
    assert!(current.done_ms().is_none());
    assert_eq!(hand_overs.previous().done_ms(), option::some(1));
    let receiver = &current.receivers()[0];
    assert_eq!(receiver.node_id(), node(2));
    assert!(receiver.reported_ms().is_none() && !receiver.missed_deadline());
    assert!(hand_overs.is_open_for(node(0)) && hand_overs.is_open_for(node(1)));
    assert!(!hand_overs.is_open_for(node(2)));
    destroy(hand_overs);
}

#[test]
fun a_report_ends_what_is_owed() {
    let mut hand_overs = second();
    assert!(hand_overs.report(node(0), 110).is_none());
    let (node_id, from, shards, late, _) = hand_overs
        .report(node(2), 151)
        .destroy_some()
        .into_parts();
    assert_eq!(node_id, node(2));
    assert!(from.is_none() && late);
    assert_eq!(shards, owed(&hand_overs));
    assert!(!hand_overs.is_open_for(node(0)));
    destroy(hand_overs);
}

#[test]
fun a_shard_earns_from_the_report_of_its_new_owner_on() {
    let before = committee::initialize(vector[node(0), node(1)], vector[6, 6]);
    let after = before.transition(vector[node(0), node(1), node(2)], vector[4, 3, 5]);
    let again = after.transition(vector[node(0), node(1), node(2)], vector[4, 3, 5]);
    let mut hand_overs = hand_over::none();
    assert_eq!(hand_overs.unearned(&after, 500), vector[0, 0, 0]);
    hand_overs.begin(1, &before, &committee::empty(), N, 0, 50);
    assert_eq!(hand_overs.unearned(&before, 100), vector[0, 0]);
    hand_overs.begin(2, &after, &before, N, 100, 150);
    // Before it reports a newcomer has earned nothing; a third of 300 ms is as much as it is late.
    assert_eq!(hand_overs.unearned(&after, 100), vector[0, 0, 0]);
    assert_eq!(hand_overs.unearned(&after, 400), vector[0, 0, 1_000_000]);
    hand_overs.report(node(0), 120);
    hand_overs.report(node(2), 200);
    assert_eq!(hand_overs.unearned(&after, 400), vector[0, 0, 333_334]);
    // Who gets two shards more has earned with the three that it had, whatever it does.
    hand_overs.begin(3, &again, &after, N, 400, 450);
    assert_eq!(hand_overs.unearned(&again, 900), vector[0, 0, 0]);
    let grown = again.transition(vector[node(0), node(1), node(2)], vector[4, 5, 3]);
    hand_overs.begin(4, &grown, &again, N, 1000, 1050);
    assert_eq!(hand_overs.unearned(&grown, 2000), vector[0, 400_000, 0]);
    hand_overs.report(node(1), 1100);
    assert_eq!(hand_overs.unearned(&grown, 2000), vector[0, 40_000, 0]);
    destroy(hand_overs);
}

#[test]
fun who_does_not_deliver_is_accused_and_remains_so() {
    let mut hand_overs = second();
    let shards = owed(&hand_overs);
    let recovered = hand_overs.report_recovered(node(2), 4, N, vector[shards[0]]);
    let (_, from, named, _, _) = recovered[0].into_parts();
    assert_eq!(named, vector[shards[0]]);
    hand_overs.report(node(2), 120);
    let from = from.destroy_some();
    assert!(hand_overs.is_open_for(from));
    let offence = &hand_overs.current().offences()[0];
    assert_eq!(offence.offender(), from);
    assert_eq!(offence.accusers(), vector[node(2)]);
    assert_eq!(offence.accusing_weight(), 4);
    // 4 of 12 shards may all be faulty; one honest node takes 5.
    assert!(!offence.is_beyond_faulty_nodes(N));
    hand_overs.current().receivers()[0].transfers().do_ref!(|transfer| {
        assert_eq!(transfer.recovered().length(), if (transfer.from() == from) 1 else 0);
    });
    destroy(hand_overs);
}

#[test]
fun a_missed_deadline_is_recorded_once_and_at_the_latest_when_the_epoch_ends() {
    let mut hand_overs = second();
    let (node_id, _, shards, _, others_in_time) = hand_overs
        .record_missed(node(2), N, 151)
        .into_parts();
    assert_eq!(node_id, node(2));
    assert_eq!(shards.length(), 4);
    assert!(!others_in_time);
    let offence = &hand_overs.current().offences()[0];
    assert_eq!(offence.accusing_weight(), 0);
    assert!(offence.accusers().is_empty() && !offence.is_beyond_faulty_nodes(N));

    let mut late = second();
    let committee = committee::initialize(vector[node(0)], vector[12]);
    let (missed, _) = late.begin(3, &committee, &committee, N, 200, 250);
    assert_eq!(missed.length(), 1);
    destroy(vector[hand_overs, late]);
}

#[test, expected_failure(abort_code = hand_over::ENoHandOver)]
fun before_the_first_there_is_none() {
    let hand_overs = hand_over::none();
    hand_overs.current();
    abort
}

#[test, expected_failure(abort_code = hand_over::ENotAReceiver)]
fun who_is_owed_nothing_misses_nothing() {
    let mut hand_overs = second();
    hand_overs.record_missed(node(0), N, 151);
    abort
}

#[test, expected_failure(abort_code = hand_over::EDeadlineNotPassed)]
fun a_deadline_is_not_missed_before_it_is_over() {
    let mut hand_overs = second();
    hand_overs.record_missed(node(2), N, 150);
    abort
}

#[test, expected_failure(abort_code = hand_over::EAlreadyRecorded)]
fun a_deadline_is_missed_once() {
    let mut hand_overs = second();
    hand_overs.record_missed(node(2), N, 151);
    hand_overs.record_missed(node(2), N, 152);
    abort
}

#[test, expected_failure(abort_code = hand_over::EAlreadyReported)]
fun who_has_all_has_nothing_to_recover() {
    let mut hand_overs = second();
    let shards = owed(&hand_overs);
    hand_overs.report(node(2), 110);
    hand_overs.report_recovered(node(2), 4, N, shards);
    abort
}

#[test, expected_failure(abort_code = hand_over::ENoShards)]
fun nothing_is_not_recovered() {
    let mut hand_overs = second();
    hand_overs.report_recovered(node(2), 4, N, vector[]);
    abort
}

#[test, expected_failure(abort_code = hand_over::EShardNotOwed)]
fun only_what_is_owed_is_recovered() {
    let mut hand_overs = second();
    hand_overs.report_recovered(node(2), 4, N, vector[N]);
    abort
}
