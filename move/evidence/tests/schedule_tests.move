// SPDX-License-Identifier: Apache-2.0

/// R17: what causes cost changes by a quorum only, in time, and never far.
#[test_only]
module evidence::schedule_tests;

use evidence::{
    evidence,
    evidence_events::ScheduleChanged,
    members,
    schedule,
    stage::{Self, Stage},
    statements
};
use std::unit_test::assert_eq;
use sui::event;

fun stake(): vector<u32> {
    vector[50_000, 50_000, 0, 0, 10_000, 5_000, 0, 10_000, 0]
}

fun with(mut values: vector<u32>, cause: u64, value: u32): vector<u32> {
    *&mut values[cause - 1] = value;
    values
}

use fun vote_by as Stage.vote_by;

fun vote_by(
    stage: &mut Stage,
    epoch: u32,
    sequence: u64,
    from_epoch: u32,
    stake: vector<u32>,
    cost: u64,
    signers: u256,
) {
    let id = stage.evidence_id();
    let (kind, body) = statements::schedule_for_testing(
        id,
        sequence,
        from_epoch,
        &stake,
        cost,
    );
    let verified = stage.signed_in(epoch, kind, body, signers);
    stage.evidence().change_schedule(verified, sequence, from_epoch, stake, cost);
}

use fun vote as Stage.vote;

/// In epoch 1, a quorum wants this from epoch 3 on.
fun vote(stage: &mut Stage, stake: vector<u32>, cost: u64) {
    stage.vote_by(1, 1, 3, stake, cost, members::first(7));
}

fun stake_of(stage: &mut Stage, epoch: u32): u32 {
    let (_, schedule) = stage.evidence().inner_mut().node_records_mut(epoch);
    let (stake_ppm, _) = schedule.cost(schedule::wrong_answer());
    stake_ppm
}

#[test]
fun a_change_counts_two_epochs_later_and_not_before() {
    let mut stage = stage::equals(10);
    stage.vote(with(stake(), 1, 100_000), 10_000);
    assert_eq!(event::events_by_type<ScheduleChanged>().length(), 1);
    assert_eq!(stake_of(&mut stage, 1), 50_000);
    assert_eq!(stake_of(&mut stage, 2), 50_000);
    assert_eq!(stake_of(&mut stage, 3), 100_000);
    assert_eq!(stake_of(&mut stage, 9), 100_000);
    stage.end();
}

#[test]
fun what_was_done_before_a_change_costs_what_it_cost() {
    let mut stage = stage::equals(10);
    7u32.do!(|i| {
        let epoch = i + 1;
        let value = 50_000 + 1000 * epoch;
        let quorum = members::first(7);
        let changed = with(stake(), 1, value);
        stage.vote_by(epoch, epoch as u64, epoch + 2, changed, 10_000, quorum);
        if (epoch > 3) {
            assert_eq!(stake_of(&mut stage, epoch - 1), 50_000 + 1000 * (epoch - 3));
            assert_eq!(stake_of(&mut stage, epoch), 50_000 + 1000 * (epoch - 2));
        };
        stage.next_epoch();
    });
    stage.end();
}

#[test]
fun a_number_moves_to_half_and_to_twice() {
    let mut stage = stage::equals(10);
    let stake = with(with(with(stake(), 2, 25_000), 8, 20_000), 9, 2000);
    stage.vote(stake, 0);
    // From 0.1 % on it reaches zero, and leaves it.
    let quorum = members::first(7);
    stage.next_epoch();
    stage.vote_by(2, 2, 4, with(stake, 9, 1000), 99, quorum);
    stage.next_epoch();
    stage.vote_by(3, 3, 5, with(stake, 9, 0), 99, quorum);
    stage.end();
}

#[test]
fun causes_have_their_numbers() {
    assert_eq!(schedule::wrong_answer().number(), 1);
    assert_eq!(schedule::missed_in_a_row().number(), 2);
    assert_eq!(schedule::missed().number(), 3);
    assert_eq!(schedule::void_round().number(), 4);
    assert_eq!(schedule::declared_lost().number(), 7);
    assert_eq!(schedule::unrecoverable().number(), 8);
}

#[test, expected_failure(abort_code = schedule::EChangeTooLarge)]
fun a_number_does_not_more_than_double() {
    let mut stage = stage::equals(10);
    stage.vote(with(stake(), 5, 20_001), 10_000);
    abort
}

#[test, expected_failure(abort_code = schedule::EChangeTooLarge)]
fun a_number_does_not_fall_below_half() {
    let mut stage = stage::equals(10);
    stage.vote(with(stake(), 5, 4999), 10_000);
    abort
}

#[test, expected_failure(abort_code = schedule::EChangeTooLarge)]
fun a_number_rises_from_nothing_to_a_fifth_of_a_percent() {
    let mut stage = stage::equals(10);
    stage.vote(with(stake(), 3, 2001), 10_000);
    abort
}

#[test, expected_failure(abort_code = schedule::EOutOfBounds)]
fun no_cause_takes_more_than_a_tenth_of_the_stake() {
    let mut stage = stage::equals(10);
    stage.vote(with(stake(), 1, 100_001), 10_000);
    abort
}

#[test, expected_failure(abort_code = statements::EOtherStatement)]
fun every_cause_has_a_number() {
    let mut stage = stage::equals(10);
    let mut stake = stake();
    stake.pop_back();
    stage.vote(stake, 10_000);
    abort
}

#[test, expected_failure(abort_code = schedule::EWrongEpoch)]
fun a_change_is_not_for_the_next_epoch() {
    let mut stage = stage::equals(10);
    stage.vote_by(1, 1, 2, stake(), 10_000, members::first(7));
    abort
}

#[test, expected_failure(abort_code = schedule::EWrongEpoch)]
fun an_epoch_has_one_change() {
    let mut stage = stage::equals(10);
    stage.vote(stake(), 10_000);
    stage.vote_by(1, 2, 3, stake(), 10_000, members::first(7));
    abort
}

#[test, expected_failure(abort_code = schedule::EOldSequence)]
fun changes_are_numbered_upwards() {
    let mut stage = stage::equals(10);
    stage.vote(stake(), 10_000);
    stage.next_epoch();
    stage.vote_by(2, 1, 4, stake(), 10_000, members::first(7));
    abort
}

#[test, expected_failure(abort_code = statements::ENotEnoughWeight)]
fun less_than_a_quorum_changes_nothing() {
    let mut stage = stage::equals(10);
    stage.vote_by(1, 1, 3, stake(), 10_000, members::first(6));
    abort
}

#[test, expected_failure(abort_code = evidence::EUnknownEpoch)]
fun the_committee_of_another_epoch_changes_nothing() {
    let mut stage = stage::equals(10);
    stage.next_epoch();
    stage.vote_by(1, 1, 3, stake(), 10_000, members::first(7));
    abort
}
