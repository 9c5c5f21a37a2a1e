// SPDX-License-Identifier: Apache-2.0

/// R18: who says in time what it has lost loses what that would have earned, and no stake; who says
/// it too often pays as for failing.
#[test_only]
module evidence::declared_tests;

use evidence::{
    declared,
    evidence,
    evidence_events::{ShardsDeclaredLost, ShardsRestored, ShardsStillLost},
    slots,
    stage::{Self, Stage},
    terms
};
use std::unit_test::{assert_eq, destroy};
use sui::event;
use walrus::judge::Order;

use fun hold_over as Stage.hold_over;

fun hold_over(stage: &mut Stage, index: u64): vector<Order> {
    let node_id = stage.node_id(index);
    declared::hold_over(stage.evidence(), node_id).orders_for_testing()
}

fun exempt(stage: &mut Stage): u256 {
    stage.evidence().inner_mut().term().exempt()
}

/// Member 0 has shards 0 to 3, member 1 has 4 to 6.
fun network(): Stage {
    stage::new(vector[4, 3, 3])
}

#[test]
fun the_shards_that_are_named_earn_nothing() {
    let mut stage = network();
    assert_eq!(stage.declare(0, vector[2]), vector[stage.penalty(0, 7, 0, 250_000)]);
    // Rounded up.
    assert_eq!(stage.declare(1, vector[4, 6]), vector[stage.penalty(1, 7, 0, 666_667)]);
    assert_eq!(exempt(&mut stage), 0);
    assert_eq!(event::events_by_type<ShardsDeclaredLost>().length(), 2);
    stage.end();
}

#[test]
fun who_has_lost_all_is_exempt_until_the_end_of_the_next_epoch() {
    let mut stage = network();
    assert_eq!(stage.declare(1, vector[4, 5, 6]), vector[stage.penalty(1, 7, 0, 1_000_000)]);
    assert_eq!(exempt(&mut stage), 2);
    stage.next_epoch();
    assert_eq!(exempt(&mut stage), 0);
    assert_eq!(stage.hold_over(1), vector[stage.penalty(1, 7, 0, 1_000_000)]);
    assert_eq!(exempt(&mut stage), 2);
    assert_eq!(event::events_by_type<ShardsStillLost>().length(), 1);
    stage.next_epoch();
    assert_eq!(exempt(&mut stage), 0);
    stage.end();
}

#[test, expected_failure(abort_code = declared::ENothingDeclared)]
fun nothing_is_held_over_for_two_epochs() {
    let mut stage = network();
    stage.declare(1, vector[4, 5, 6]);
    stage.next_epoch();
    stage.next_epoch();
    stage.hold_over(1);
    abort
}

#[test, expected_failure(abort_code = declared::ENothingDeclared)]
fun nothing_is_held_over_twice() {
    let mut stage = network();
    stage.declare(0, vector[1]);
    stage.next_epoch();
    stage.hold_over(0);
    stage.hold_over(0);
    abort
}

#[test, expected_failure(abort_code = declared::ENothingDeclared)]
fun the_epoch_of_the_declaration_is_paid_for() {
    let mut stage = network();
    stage.declare(0, vector[1]);
    stage.hold_over(0);
    abort
}

#[test, expected_failure(abort_code = declared::ENothingDeclared)]
fun nothing_is_held_over_for_who_declared_nothing() {
    let mut stage = network();
    stage.hold_over(0);
    abort
}

#[test]
fun who_has_its_shards_again_is_asked_and_earns() {
    let mut stage = network();
    stage.declare(1, vector[4, 5, 6]);
    stage.restore(1);
    assert_eq!(exempt(&mut stage), 0);
    assert_eq!(event::events_by_type<ShardsRestored>().length(), 1);
    stage.end();
}

#[test, expected_failure(abort_code = declared::ENothingDeclared)]
fun nothing_is_held_over_of_what_is_restored() {
    let mut stage = network();
    stage.declare(0, vector[1]);
    stage.restore(0);
    stage.next_epoch();
    stage.hold_over(0);
    abort
}

#[test, expected_failure(abort_code = declared::ENothingDeclared)]
fun what_is_restored_is_not_restored_again() {
    let mut stage = network();
    stage.declare(0, vector[1]);
    stage.restore(0);
    stage.restore(0);
    abort
}

#[test, expected_failure(abort_code = declared::ENothingDeclared)]
fun who_declared_nothing_restores_nothing() {
    let mut stage = network();
    stage.restore(0);
    abort
}

#[test]
fun a_second_declaration_within_four_epochs_is_a_failure() {
    let mut stage = network();
    stage.declare(0, vector[1]);
    3u64.do!(|_| stage.next_epoch());
    assert_eq!(stage.declare(0, vector[1]), vector[stage.penalty(0, 7, 50_000, 1_000_000)]);
    // The fourth epoch after that is late enough.
    4u64.do!(|_| stage.next_epoch());
    assert_eq!(stage.declare(0, vector[1]), vector[stage.penalty(0, 7, 0, 250_000)]);
    // In one epoch, stake is taken once.
    assert_eq!(stage.declare(0, vector[1, 2]), vector[stage.penalty(0, 7, 50_000, 1_000_000)]);
    assert_eq!(stage.declare(0, vector[1, 3]), vector[stage.penalty(0, 7, 0, 1_000_000)]);
    stage.end();
}

#[test, expected_failure(abort_code = evidence::ERoundOpen)]
fun nothing_is_declared_while_a_round_is_open() {
    let mut stage = network();
    stage.open_round();
    stage.declare(0, vector[1]);
    abort
}

#[test, expected_failure(abort_code = slots::EAttemptPending)]
fun nothing_is_declared_when_a_round_is_about_to_open() {
    let mut stage = network();
    stage.attempt();
    stage.declare(0, vector[1]);
    abort
}

#[test, expected_failure(abort_code = evidence::ERoundOpen)]
fun nothing_is_restored_while_a_round_is_open() {
    let mut stage = network();
    stage.declare(0, vector[1]);
    stage.open_round();
    stage.restore(0);
    abort
}

#[test, expected_failure(abort_code = evidence::ERoundOpen)]
fun nothing_is_held_over_while_a_round_is_open() {
    let mut stage = network();
    stage.declare(0, vector[1]);
    stage.next_epoch();
    stage.open_round();
    stage.hold_over(0);
    abort
}

#[test, expected_failure(abort_code = declared::ENotItsShard)]
fun nobody_declares_anothers_shard() {
    let mut stage = network();
    stage.declare(0, vector[3, 4]);
    abort
}

#[test, expected_failure(abort_code = declared::ENotItsShard)]
fun nobody_declares_a_shard_that_does_not_exist() {
    let mut stage = network();
    stage.declare(0, vector[10]);
    abort
}

#[test, expected_failure(abort_code = declared::EInvalidOrder)]
fun no_shard_is_named_twice() {
    let mut stage = network();
    stage.declare(0, vector[1, 1]);
    abort
}

#[test, expected_failure(abort_code = declared::EInvalidOrder)]
fun a_declaration_names_a_shard() {
    let mut stage = network();
    stage.declare(0, vector[]);
    abort
}

#[test, expected_failure(abort_code = terms::ENotAMember)]
fun strangers_declare_nothing() {
    let mut stage = network();
    let stranger = walrus::storage_node::new_cap_for_testing(@0xBAD.to_id(), stage.ctx());
    destroy(declared::declare(stage.evidence(), &stranger, vector[0]));
    abort
}
