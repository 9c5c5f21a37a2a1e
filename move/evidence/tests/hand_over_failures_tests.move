// SPDX-License-Identifier: Apache-2.0

/// R18: who does not hand over shards, or does not take them in, pays for as many as they are, once.
#[test_only]
module evidence::hand_over_failures_tests;

use evidence::{evidence, hand_over_failures, stage::{Self, Stage}};
use std::unit_test::{assert_eq, destroy};
use walrus::judge::{Self, Order};

/// Ten members with a shard each: 4 shards have an honest node among them.
fun network(): Stage {
    stage::equals(10)
}

/// Member 0 is said not to have delivered so many of the 8 shards that it had.
fun accused(stage: &mut Stage, shards: u16, n_accusers: u16, weight: u16): vector<Order> {
    let node_id = stage.node_id(0);
    let failures = judge::failures_for_testing(
        1,
        node_id,
        10,
        8,
        shards,
        n_accusers,
        weight,
        0,
        0,
        false,
    );
    let (evidence, _, clock) = stage.parts();
    hand_over_failures::judge(evidence, failures, clock).orders_for_testing()
}

/// Member 0 has not received so many of its 4 shards.
fun late(stage: &mut Stage, epoch: u32, shards: u16, others_in_time: bool): vector<Order> {
    let node_id = stage.node_id(0);
    let failures = judge::failures_for_testing(
        epoch,
        node_id,
        10,
        0,
        0,
        0,
        0,
        4,
        shards,
        others_in_time,
    );
    let (evidence, _, clock) = stage.parts();
    hand_over_failures::judge(evidence, failures, clock).orders_for_testing()
}

fun order(stage: &Stage, cause: u8, stake_ppm: u32): Order {
    judge::hand_over_penalty(stage.node_id(0), 1, cause, stake_ppm, 0)
}

#[test]
fun who_does_not_deliver_pays_for_the_shards_that_are_named() {
    let mut stage = network();
    // 1 % of the stake for all 8 shards.
    assert_eq!(accused(&mut stage, 2, 2, 4), vector[order(&stage, 5, 2500)]);
    // More are named later: the rest is due.
    assert_eq!(accused(&mut stage, 6, 3, 6), vector[order(&stage, 5, 5000)]);
    stage.end();
}

#[test, expected_failure(abort_code = hand_over_failures::ENothingToJudge)]
fun and_pays_once() {
    let mut stage = network();
    accused(&mut stage, 2, 2, 4);
    accused(&mut stage, 2, 2, 4);
    abort
}

#[test, expected_failure(abort_code = hand_over_failures::ENothingToJudge)]
fun accusers_that_may_all_be_faulty_prove_nothing() {
    let mut stage = network();
    accused(&mut stage, 2, 3, 3);
    abort
}

#[test, expected_failure(abort_code = hand_over_failures::ENothingToJudge)]
fun one_accuser_proves_nothing_whatever_it_owns() {
    let mut stage = network();
    accused(&mut stage, 2, 1, 9);
    abort
}

#[test, expected_failure(abort_code = hand_over_failures::ENothingToJudge)]
fun who_is_late_has_until_seven_eighths_of_the_epoch() {
    let mut stage = network();
    stage.wait(stage::epoch_ms!() / 8 * 7 - 1);
    late(&mut stage, 1, 2, true);
    abort
}

#[test]
fun who_does_not_take_its_shards_in_pays_for_them() {
    let mut stage = network();
    stage.wait(stage::epoch_ms!() / 8 * 7);
    assert_eq!(late(&mut stage, 1, 2, true), vector[stage.penalty(0, 6, 2500, 0)]);
    stage.end();
}

#[test, expected_failure(abort_code = hand_over_failures::ENothingToJudge)]
fun and_pays_for_that_once_as_well() {
    let mut stage = network();
    stage.wait(stage::epoch_ms!() / 8 * 7);
    late(&mut stage, 1, 2, true);
    late(&mut stage, 1, 4, true);
    abort
}

#[test, expected_failure(abort_code = hand_over_failures::ENothingToJudge)]
fun where_others_were_late_as_well_nothing_is_proven() {
    let mut stage = network();
    stage.wait(stage::epoch_ms!() / 8 * 7);
    late(&mut stage, 1, 2, false);
    abort
}

#[test, expected_failure(abort_code = hand_over_failures::EOtherEpoch)]
fun the_record_of_another_epoch_counts_no_more() {
    let mut stage = network();
    stage.next_epoch();
    late(&mut stage, 1, 2, true);
    abort
}

#[test, expected_failure(abort_code = evidence::EWrongVersion)]
fun another_version_of_the_judges_says_nothing() {
    let mut stage = network();
    stage.evidence().set_version_for_testing(0);
    destroy(accused(&mut stage, 2, 2, 4));
    abort
}
