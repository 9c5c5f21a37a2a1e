// SPDX-License-Identifier: Apache-2.0

/// R16, R17: a round asks at a time that nobody knows, and ends with a verdict for every member,
/// each with its price.
#[test_only]
module evidence::round_tests;

use evidence::{
    evidence,
    evidence_events::{
        NodeSettled,
        RoundAbandoned,
        RoundAttempted,
        RoundClosed,
        RoundOpened,
        RoundReady,
        RoundVoided,
        SlotPassed,
    },
    members,
    round,
    round_state,
    settlement,
    slots,
    stage::{Self, set_root},
    statements,
    terms,
    times,
    verdict
};
use std::unit_test::assert_eq;
use sui::event;
use walrus::judge;

/// The bitmap of the members from `first` up to but not including `end`.
fun from(first: u64, end: u64): u256 {
    members::first(end) ^ members::first(first)
}

// === Slots ===

#[test]
fun a_slot_has_one_attempt_and_its_number_decides() {
    let mut stage = stage::equals(4);
    let mut opened = 0;
    // Before the last slot, each opens by chance; after a round has opened, the test forgets it.
    8u64.do!(|_| {
        stage.attempt();
        let attempts = event::events_by_type<RoundAttempted>();
        let (_, _, number) = attempts[attempts.length() - 1].attempt_for_testing();
        stage.open();
        if (number < 5) opened = opened + 1;
        assert_eq!(event::events_by_type<RoundOpened>().length(), opened);
        if (number < 5) stage.evidence().inner_mut().forget_round_for_testing();
        stage.wait(stage::epoch_ms!() / 64);
    });
    assert_eq!(event::events_by_type<SlotPassed>().length(), 8 - opened);
    stage.end();
}

#[test]
fun the_chance_of_a_slot_is_5_of_64() {
    let mut opens = 0u64;
    256u64.do!(|byte| {
        let mut slots = slots::new();
        assert_eq!(slots.take(3, byte as u8) as u64, byte % 64);
        if (slots.resolve(false, true)) opens = opens + 1;
    });
    assert_eq!(opens, 20);
}

#[test]
fun the_last_slot_of_an_epoch_without_a_round_opens_one() {
    let mut slots = slots::new();
    slots.take(0, 63);
    assert!(!slots.resolve(true, false));
    slots.take(1, 63);
    assert!(slots.resolve(true, true));
    slots.take(2, 63);
    assert!(!slots.resolve(true, true));
    slots.take(3, 4);
    assert!(slots.resolve(true, true));
}

/// A round takes 8 + 16 + 8 of the 496 seconds of an epoch that rounds have. Slots have 8 seconds, so
/// the last one begins at 464.
#[test]
fun the_last_slot_is_the_last_that_fits_as_a_whole() {
    let mut stage = stage::equals(4);
    let term = stage.evidence().inner_mut().term();
    assert!(times::fits(term, 1000, stage::start_ms!() + 464_000));
    assert!(!times::fits(term, 1000, stage::start_ms!() + 464_001));
    assert_eq!(times::slot(term, stage::start_ms!() + 463_999), 57);
    assert_eq!(times::slot(term, stage::start_ms!() + 464_000), 58);
    // A round fits up to the first millisecond of slot 58.
    assert!(times::fits(term, 1000, stage::start_ms!() + 464_000));
    assert!(!times::fits(term, 1000, stage::start_ms!() + 464_001));
    assert!(!times::is_last_slot(term, 1000, 56));
    assert!(times::is_last_slot(term, 1000, 57));
    assert!(times::is_last_slot(term, 1000, 58));
    stage.end();
}

#[test]
fun fractions_of_a_short_epoch_count_steps() {
    let mut stage = stage::equals(4);
    let term = stage.evidence().inner_mut().term();
    assert_eq!(times::ready_window(term, 3000), 6000);
    assert_eq!(times::draw_delay(term, 3000), 3000);
    assert_eq!(times::draw_until(term, 3000), 15_000);
    assert_eq!(times::answer_time(term, 3000), 6000);
    assert_eq!(times::deadline(term, 3000), 16_000);
    assert_eq!(times::deadline(term, 4000), 20_000);
    assert_eq!(times::acquit_time(term, 3000), 9000);
    stage.end();
}

#[test]
fun an_attempt_at_the_last_moment_opens() {
    let mut stage = stage::equals(4);
    stage.wait(464_000);
    stage.attempt();
    stage.open();
    assert_eq!(event::events_by_type<RoundOpened>().length(), 1);
    stage.end();
}

#[test]
fun an_attempt_that_is_opened_too_late_passes() {
    let mut stage = stage::equals(4);
    stage.wait(464_000);
    stage.attempt();
    stage.wait(1);
    stage.open();
    assert_eq!(event::events_by_type<RoundOpened>().length(), 0);
    assert_eq!(event::events_by_type<SlotPassed>().length(), 1);
    stage.end();
}

#[test, expected_failure(abort_code = round::ENoTime)]
fun no_attempt_when_no_round_fits() {
    let mut stage = stage::equals(4);
    stage.wait(464_001);
    stage.attempt();
    abort
}

#[test, expected_failure(abort_code = slots::EAttemptPending)]
fun no_attempt_while_another_waits() {
    let mut stage = stage::equals(4);
    stage.attempt();
    stage.wait(8000);
    stage.attempt();
    abort
}

#[test, expected_failure(abort_code = slots::ESlotTaken)]
fun no_second_attempt_in_a_slot() {
    let mut stage = stage::equals(4);
    stage.attempt();
    stage.open();
    stage.evidence().inner_mut().forget_round_for_testing();
    stage.wait(7999);
    stage.attempt();
    abort
}

#[test, expected_failure(abort_code = slots::ENoAttempt)]
fun nothing_opens_without_an_attempt() {
    let mut stage = stage::equals(4);
    stage.open();
    abort
}

#[test, expected_failure(abort_code = round_state::EWrongPhase)]
fun no_attempt_while_a_round_is_open() {
    let mut stage = stage::equals(4);
    stage.open_round();
    stage.attempt();
    abort
}

#[test]
fun a_round_that_passed_early_lasts_until_its_deadline() {
    let mut stage = stage::equals(4);
    stage.answered(1, from(0, 4));
    stage.pass(1, from(0, 4), from(0, 3));
    stage.decide();
    assert_eq!(stage.settle(), vector[]);
    stage.wait(stage::deadline!() - stage::answer_time!());
    stage.attempt();
    stage.end();
}

#[test, expected_failure(abort_code = round_state::ETooEarly)]
fun no_attempt_before_the_deadline_of_the_last_round() {
    let mut stage = stage::equals(4);
    stage.answered(1, from(0, 4));
    stage.pass(1, from(0, 4), from(0, 3));
    stage.decide();
    stage.settle();
    stage.wait(stage::deadline!() - stage::answer_time!() - 1);
    stage.attempt();
    abort
}

// === Ready ===

#[test]
fun the_signers_of_one_set_add_up_to_a_quorum() {
    let mut stage = stage::equals(10);
    stage.open_round();
    stage.ready(1, from(0, 1));
    stage.ready(1, from(0, 4));
    // Six of ten are one too few, and a seventh with another set does not help.
    stage.ready(1, from(2, 6));
    stage.sign_set(1, 99, set_root!(), from(6, 7));
    assert_eq!(event::events_by_type<RoundReady>().length(), 0);
    stage.ready(1, from(7, 8));
    assert_eq!(event::events_by_type<RoundReady>().length(), 1);
    // The others can still say so.
    stage.ready(1, from(8, 10));
    assert_eq!(event::events_by_type<RoundReady>().length(), 1);
    let (state, _, _) = stage.evidence().inner_mut().round_mut();
    assert_eq!(state.set_weights(), vector[9, 1]);
    stage.end();
}

#[test]
fun weight_is_counted_in_shards() {
    let mut stage = stage::new(vector[6, 1, 1, 1, 1]);
    stage.open_round();
    stage.ready(1, from(0, 1));
    assert_eq!(event::events_by_type<RoundReady>().length(), 0);
    stage.ready(1, from(4, 5));
    assert_eq!(event::events_by_type<RoundReady>().length(), 1);
    stage.end();
}

#[test]
fun who_signs_two_sets_counts_once() {
    let mut stage = stage::equals(4);
    stage.open_round();
    stage.ready(1, from(0, 2));
    stage.sign_set(1, 99, set_root!(), from(0, 2));
    stage.sign_set(1, 99, @0xBAD, from(2, 3));
    let (state, _, _) = stage.evidence().inner_mut().round_mut();
    assert_eq!(state.set_weights(), vector[2, 1]);
    assert_eq!(state.contradicted(), from(0, 2));
    stage.end();
}

#[test]
fun an_empty_set_ends_the_round() {
    let mut stage = stage::equals(4);
    stage.open_round();
    stage.sign_set(1, 0, @0x0, from(0, 3));
    assert_eq!(event::events_by_type<RoundReady>().length(), 1);
    stage.wait(8000);
    stage.attempt();
    stage.end();
}

#[test, expected_failure(abort_code = round_state::EWrongPhase)]
fun an_empty_round_is_not_drawn() {
    let mut stage = stage::equals(4);
    stage.open_round();
    stage.sign_set(1, 0, @0x0, from(0, 3));
    stage.wait(stage::draw_delay!());
    stage.draw();
    abort
}

#[test, expected_failure(abort_code = round_state::ENothingNew)]
fun a_certificate_is_not_taken_twice() {
    let mut stage = stage::equals(4);
    stage.open_round();
    stage.ready(1, from(0, 2));
    stage.ready(1, from(0, 2));
    abort
}

#[test]
fun the_ready_window_includes_its_end() {
    let mut stage = stage::equals(4);
    stage.open_round();
    stage.wait(stage::ready_window!());
    stage.ready(1, from(0, 3));
    assert_eq!(event::events_by_type<RoundReady>().length(), 1);
    stage.end();
}

#[test, expected_failure(abort_code = round_state::ETooLate)]
fun nobody_is_ready_after_the_window() {
    let mut stage = stage::equals(4);
    stage.open_round();
    stage.wait(stage::ready_window!() + 1);
    stage.ready(1, from(0, 3));
    abort
}

#[test, expected_failure(abort_code = statements::EOtherStatement)]
fun ready_for_another_round_is_nothing() {
    let mut stage = stage::equals(4);
    stage.open_round();
    stage.ready(2, from(0, 3));
    abort
}

#[test, expected_failure(abort_code = statements::EOtherStatement)]
fun ready_on_another_network_is_nothing() {
    let mut stage = stage::equals(4);
    stage.open_round();
    let (kind, body) = statements::ready_for_testing(@0xBAD.to_id(), 1, 100, 800, set_root!());
    let verified = stage.signed(kind, body, from(0, 3));
    let (evidence, _, clock) = stage.parts();
    round::add_ready(evidence, verified, 100, 800, set_root!(), clock);
    abort
}

#[test, expected_failure(abort_code = round_state::EWrongEpoch)]
fun ready_in_another_epoch_is_nothing() {
    let mut stage = stage::equals(4);
    stage.open_round();
    let id = stage.evidence_id();
    let (kind, body) = statements::ready_for_testing(id, 1, 100, 800, set_root!());
    let verified = stage.signed_in(0, kind, body, from(0, 3));
    let (evidence, _, clock) = stage.parts();
    round::add_ready(evidence, verified, 100, 800, set_root!(), clock);
    abort
}

#[test, expected_failure(abort_code = round_state::EWrongPhase)]
fun nobody_is_ready_after_the_draw() {
    let mut stage = stage::equals(4);
    stage.open_round();
    stage.ready(1, from(0, 3));
    stage.wait(stage::draw_delay!());
    stage.draw();
    stage.ready(1, from(3, 4));
    abort
}

#[test, expected_failure(abort_code = evidence::ENoRound)]
fun there_is_no_round_at_first() {
    let mut stage = stage::equals(4);
    stage.ready(0, from(0, 3));
    abort
}

// === Draw ===

#[test]
fun seeds_differ() {
    let mut stage = stage::equals(4);
    stage.drawn(1);
    let (state, _, _) = stage.evidence().inner_mut().round_mut();
    let first = state.seed();
    stage.evidence().inner_mut().forget_round_for_testing();
    stage.drawn(2);
    let (state, _, _) = stage.evidence().inner_mut().round_mut();
    assert!(first != @0x0 && state.seed() != first);
    stage.end();
}

#[test, expected_failure(abort_code = round_state::EWrongPhase)]
fun no_draw_without_a_quorum() {
    let mut stage = stage::equals(4);
    stage.open_round();
    stage.ready(1, from(0, 2));
    stage.wait(stage::draw_delay!());
    stage.draw();
    abort
}

#[test, expected_failure(abort_code = round_state::ETooEarly)]
fun no_draw_before_the_delay() {
    let mut stage = stage::equals(4);
    stage.open_round();
    stage.ready(1, from(0, 3));
    stage.wait(stage::draw_delay!() - 1);
    stage.draw();
    abort
}

#[test]
fun the_last_moment_of_the_draw() {
    let mut stage = stage::equals(4);
    stage.open_round();
    stage.ready(1, from(0, 3));
    stage.wait(stage::draw_until!());
    stage.draw();
    stage.end();
}

#[test, expected_failure(abort_code = round_state::ETooLate)]
fun no_draw_after_its_time() {
    let mut stage = stage::equals(4);
    stage.open_round();
    stage.ready(1, from(0, 3));
    stage.wait(stage::draw_until!() + 1);
    stage.draw();
    abort
}

#[test, expected_failure(abort_code = round_state::EWrongPhase)]
fun no_second_draw() {
    let mut stage = stage::equals(4);
    stage.drawn(1);
    stage.draw();
    abort
}

// === Answers ===

#[test]
fun the_last_moment_of_an_answer() {
    let mut stage = stage::equals(4);
    stage.drawn(1);
    stage.wait(stage::answer_time!());
    stage.answer_with(1, 2, @0xF00);
    let (state, _, _) = stage.evidence().inner_mut().round_mut();
    assert_eq!(state.root(2), @0xF00);
    stage.end();
}

#[test, expected_failure(abort_code = round_state::ETooLate)]
fun no_answer_after_its_time() {
    let mut stage = stage::equals(4);
    stage.drawn(1);
    stage.wait(stage::answer_time!() + 1);
    stage.answer_with(1, 2, @0xF00);
    abort
}

#[test, expected_failure(abort_code = round_state::EAnsweredAlready)]
fun nobody_answers_twice() {
    let mut stage = stage::equals(4);
    stage.drawn(1);
    stage.answer_with(1, 2, @0xF00);
    stage.answer_with(1, 2, @0xF01);
    abort
}

#[test, expected_failure(abort_code = round_state::ENoRoot)]
fun nothing_is_no_answer() {
    let mut stage = stage::equals(4);
    stage.drawn(1);
    stage.answer_with(1, 2, @0x0);
    abort
}

#[test, expected_failure(abort_code = round::EWrongRound)]
fun an_answer_is_for_its_round() {
    let mut stage = stage::equals(4);
    stage.drawn(1);
    stage.answer_with(2, 2, @0xF00);
    abort
}

#[test, expected_failure(abort_code = round_state::EWrongPhase)]
fun no_answer_before_the_draw() {
    let mut stage = stage::equals(4);
    stage.open_round();
    stage.answer_with(1, 2, @0xF00);
    abort
}

#[test, expected_failure(abort_code = terms::ENotAMember)]
fun strangers_do_not_answer() {
    let mut stage = stage::equals(4);
    stage.drawn(1);
    let stranger = walrus::storage_node::new_cap_for_testing(@0xBAD.to_id(), stage.ctx());
    let (evidence, _, clock) = stage.parts();
    round::answer(evidence, &stranger, 1, @0xF00, clock);
    abort
}

// === Vouching ===

#[test]
fun those_who_vouch_add_up_for_each_node() {
    let mut stage = stage::equals(10);
    stage.answered(1, from(0, 10));
    stage.pass(1, from(0, 10), from(0, 4));
    stage.pass(1, from(0, 5), from(2, 7));
    stage.pass(1, members::only(9), members::only(9));
    let (state, _, _) = stage.evidence().inner_mut().round_mut();
    assert_eq!(state.vouchers(0), from(0, 7));
    assert_eq!(state.vouchers(5), from(0, 4));
    assert_eq!(state.vouchers(9), from(0, 4) | members::only(9));
    stage.end();
}

#[test, expected_failure(abort_code = round_state::ENothingNew)]
fun vouching_twice_adds_nothing() {
    let mut stage = stage::equals(10);
    stage.answered(1, from(0, 10));
    stage.pass(1, from(0, 10), from(0, 4));
    stage.pass(1, from(0, 5), from(0, 3));
    abort
}

#[test, expected_failure(abort_code = members::EUnknownMember)]
fun nobody_vouches_for_strangers() {
    let mut stage = stage::equals(4);
    stage.answered(1, from(0, 4));
    stage.pass(1, members::only(4), from(0, 3));
    abort
}

#[test, expected_failure(abort_code = round_state::ETooEarly)]
fun nobody_vouches_while_answers_are_posted() {
    let mut stage = stage::equals(4);
    stage.drawn(1);
    stage.wait(stage::answer_time!());
    stage.pass(1, from(0, 4), from(0, 3));
    abort
}

#[test, expected_failure(abort_code = round_state::ETooLate)]
fun nobody_vouches_after_the_deadline() {
    let mut stage = stage::equals(4);
    stage.answered(1, from(0, 4));
    stage.wait(stage::deadline!() - stage::answer_time!());
    stage.pass(1, from(0, 4), from(0, 3));
    abort
}

#[test, expected_failure(abort_code = round_state::EWrongPhase)]
fun nobody_vouches_before_the_draw() {
    let mut stage = stage::equals(4);
    stage.open_round();
    stage.pass(1, from(0, 4), from(0, 3));
    abort
}

#[test, expected_failure(abort_code = statements::EOtherStatement)]
fun vouching_in_another_round_is_nothing() {
    let mut stage = stage::equals(4);
    stage.answered(1, from(0, 4));
    stage.pass(2, from(0, 4), from(0, 3));
    abort
}

#[test, expected_failure(abort_code = statements::EOtherStatement)]
fun ready_does_not_pass_for_passed() {
    let mut stage = stage::equals(4);
    stage.answered(1, from(0, 4));
    let id = stage.evidence_id();
    let (_, body) = statements::passed_for_testing(id, 1, from(0, 4));
    let verified = stage.signed(64, body, from(0, 3));
    let (evidence, _, clock) = stage.parts();
    round::add_passed(evidence, verified, from(0, 4), clock);
    abort
}

#[test, expected_failure(abort_code = round_state::EWrongEpoch)]
fun vouching_in_another_epoch_is_nothing() {
    let mut stage = stage::equals(4);
    stage.answered(1, from(0, 4));
    let id = stage.evidence_id();
    let (kind, body) = statements::passed_for_testing(id, 1, from(0, 4));
    let verified = stage.signed_in(0, kind, body, from(0, 3));
    let (evidence, _, clock) = stage.parts();
    round::add_passed(evidence, verified, from(0, 4), clock);
    abort
}

// === Verdicts ===

#[test]
fun a_quorum_is_passed_one_honest_is_late_and_less_is_missed() {
    let mut stage = stage::equals(10);
    stage.answered(1, from(0, 10));
    stage.pass(1, from(0, 8), from(0, 7));
    stage.pass(1, members::only(8), from(0, 4));
    stage.pass(1, members::only(9), from(0, 3));
    stage.close();
    assert_eq!(event::events_by_type<RoundClosed>().length(), 1);
    let orders = stage.settle();
    assert_eq!(
        orders,
        vector[judge::held_rewards(stage.node_id(8), 1, 250_000), stage.penalty(9, 3, 0, 250_000)],
    );
    let told = event::events_by_type<NodeSettled>();
    assert_eq!(told.length(), 10);
    let (_, _, verdict) = told[0].settled_for_testing();
    assert_eq!(verdict, verdict::passed());
    let (_, _, verdict) = told[8].settled_for_testing();
    assert_eq!(verdict, verdict::late());
    let (_, misses, verdict) = told[9].settled_for_testing();
    assert_eq!(verdict, verdict::missed());
    assert_eq!(misses, 1);
    stage.end();
}

/// Six of ten vouch: one too few for a quorum.
#[test]
fun one_less_than_a_quorum_is_late() {
    let mut stage = stage::equals(10);
    stage.answered(1, from(0, 10));
    stage.pass(1, from(0, 9), from(0, 7));
    stage.pass(1, members::only(9), from(4, 10));
    stage.close();
    assert_eq!(stage.settle(), vector[judge::held_rewards(stage.node_id(9), 1, 250_000)]);
    stage.end();
}

#[test]
fun without_a_root_nobody_passes() {
    let mut stage = stage::equals(10);
    stage.answered(1, from(0, 9));
    stage.pass(1, from(0, 10), from(0, 10));
    stage.close();
    assert_eq!(stage.settle(), vector[stage.penalty(9, 3, 0, 250_000)]);
    stage.end();
}

#[test]
fun a_round_closes_early_when_all_have_passed() {
    let mut stage = stage::equals(10);
    stage.answered(1, from(0, 10));
    stage.pass(1, from(0, 10), from(0, 7));
    stage.decide();
    assert_eq!(stage.settle(), vector[]);
    stage.end();
}

#[test]
fun verdicts_that_cannot_change_are_decided_early_and_the_others_wait() {
    let mut stage = stage::equals(10);
    stage.answered(1, from(0, 10));
    stage.pass(1, from(0, 5), from(0, 7));
    stage.decide();
    assert_eq!(event::events_by_type<RoundClosed>().length(), 0);
    stage.pass(1, from(5, 10), from(0, 7));
    stage.decide();
    assert_eq!(event::events_by_type<RoundClosed>().length(), 1);
    stage.end();
}

#[test, expected_failure(abort_code = round_state::EStillOpen)]
fun who_has_not_passed_has_until_the_deadline() {
    let mut stage = stage::equals(10);
    stage.answered(1, from(0, 10));
    stage.pass(1, from(1, 10), from(0, 7));
    stage.wait(stage::deadline!() - stage::answer_time!() - 1);
    stage.decide();
    abort
}

#[test, expected_failure(abort_code = round_state::EWrongPhase)]
fun nothing_is_decided_before_the_draw() {
    let mut stage = stage::equals(4);
    stage.open_round();
    stage.decide();
    abort
}

#[test, expected_failure(abort_code = round_state::EWrongPhase)]
fun nothing_is_settled_before_it_is_decided() {
    let mut stage = stage::equals(4);
    stage.answered(1, from(0, 4));
    stage.settle();
    abort
}

#[test, expected_failure(abort_code = settlement::ENothingToSettle)]
fun nobody_is_settled_twice() {
    let mut stage = stage::equals(4);
    stage.whole(1, from(0, 4));
    stage.settle();
    abort
}

#[test]
fun fifty_members_are_settled_in_a_call() {
    let mut stage = stage::equals(120);
    stage.answered(1, from(0, 100));
    stage.pass(1, from(0, 100), from(0, 81));
    stage.close();
    assert_eq!(stage.settle().length(), 0);
    assert_eq!(stage.settle().length(), 0);
    assert_eq!(stage.settle().length(), 20);
    assert_eq!(event::events_by_type<NodeSettled>().length(), 120);
    stage.end();
}

// === Misses ===

#[test]
fun the_third_miss_in_a_row_is_a_failure_and_only_a_pass_resets() {
    let mut stage = stage::equals(10);
    let all_but_last = from(0, 9);
    let everybody = from(0, 10);
    assert_eq!(stage.whole(1, all_but_last), vector[stage.penalty(9, 3, 0, 250_000)]);
    assert_eq!(stage.whole(2, all_but_last), vector[stage.penalty(9, 3, 0, 250_000)]);
    assert_eq!(stage.whole(3, everybody), vector[]);
    assert_eq!(stage.whole(4, all_but_last), vector[stage.penalty(9, 3, 0, 250_000)]);
    assert_eq!(stage.whole(5, all_but_last), vector[stage.penalty(9, 3, 0, 250_000)]);
    assert_eq!(stage.whole(6, all_but_last), vector[stage.penalty(9, 2, 50_000, 1_000_000)]);
    // Each one after is one as well; of the stake, an epoch takes its part once.
    assert_eq!(stage.whole(7, all_but_last), vector[stage.penalty(9, 2, 0, 1_000_000)]);
    stage.next_epoch();
    assert_eq!(stage.whole(8, all_but_last), vector[stage.penalty(9, 2, 50_000, 1_000_000)]);
    let told = event::events_by_type<NodeSettled>();
    let (in_a_row, misses, _) = told[told.length() - 1].settled_for_testing();
    assert_eq!(in_a_row, 5);
    assert_eq!(misses, 1);
    stage.end();
}

#[test]
fun late_is_no_miss_and_no_pass() {
    let mut stage = stage::equals(10);
    let all_but_last = from(0, 9);
    stage.whole(1, all_but_last);
    stage.whole(2, all_but_last);
    stage.answered(3, from(0, 10));
    stage.pass(3, all_but_last, from(0, 10));
    stage.pass(3, members::only(9), from(0, 4));
    stage.close();
    assert_eq!(stage.settle(), vector[judge::held_rewards(stage.node_id(9), 1, 250_000)]);
    assert_eq!(stage.whole(4, all_but_last), vector[stage.penalty(9, 2, 50_000, 1_000_000)]);
    stage.end();
}

#[test]
fun what_waits_is_released_at_the_next_pass_once() {
    let mut stage = stage::equals(10);
    let everybody = from(0, 10);
    stage.answered(1, everybody);
    stage.pass(1, from(0, 9), everybody);
    stage.pass(1, members::only(9), from(0, 4));
    stage.close();
    stage.settle();
    assert_eq!(stage.whole(2, everybody), vector[judge::released_rewards(stage.node_id(9))]);
    assert_eq!(stage.whole(3, everybody), vector[]);
    stage.end();
}

#[test]
fun an_inconclusive_round_costs_rewards_but_counts_no_miss() {
    let mut stage = stage::equals(10);
    // Six of ten pass: one less than a quorum.
    3u64.do!(|i| {
        let orders = stage.whole((i as u32) + 1, from(0, 6));
        assert_eq!(orders, vector::tabulate!(4, |j| stage.penalty(j + 6, 3, 0, 250_000)));
    });
    // Seven are a quorum: the first miss of the others that counts.
    stage.whole(4, from(0, 7));
    let told = event::events_by_type<NodeSettled>();
    let (in_a_row, _, _) = told[told.length() - 1].settled_for_testing();
    assert_eq!(in_a_row, 1);
    stage.end();
}

#[test]
fun exempt_members_make_a_round_conclusive_with_those_who_passed() {
    let mut stage = stage::equals(10);
    stage.declare(6, vector[6]);
    stage.whole(1, from(0, 6));
    let told = event::events_by_type<NodeSettled>();
    let (in_a_row, _, verdict) = told[6].settled_for_testing();
    assert_eq!(verdict, verdict::exempt());
    assert_eq!(in_a_row, 0);
    let (in_a_row, _, _) = told[9].settled_for_testing();
    assert_eq!(in_a_row, 1);
    stage.end();
}

#[test]
fun who_signed_two_sets_pays_for_that_or_for_more() {
    let mut stage = stage::equals(10);
    stage.open_round();
    stage.ready(1, from(0, 10));
    stage.sign_set(1, 1, @0xBAD, members::only(0) | members::only(9));
    stage.wait(stage::draw_delay!());
    stage.draw();
    stage.answer(1, from(0, 9));
    stage.wait(stage::answer_time!() + 1);
    stage.pass(1, from(0, 9), from(0, 9));
    stage.close();
    assert_eq!(
        stage.settle(),
        vector[stage.penalty(0, 4, 0, 250_000), stage.penalty(9, 3, 0, 250_000)],
    );
    stage.end();
}

// === Void rounds ===

#[test]
fun a_round_that_is_not_ready_costs_those_who_kept_it_from_that() {
    let mut stage = stage::equals(10);
    stage.open_round();
    stage.ready(1, from(0, 6));
    stage.sign_set(1, 99, @0xBAD, from(6, 8));
    stage.wait(stage::ready_window!() + 1);
    stage.make_void();
    assert_eq!(event::events_by_type<RoundVoided>().length(), 1);
    assert_eq!(stage.settle(), vector::tabulate!(4, |i| stage.penalty(i + 6, 4, 0, 250_000)));
    stage.end();
}

#[test]
fun a_round_that_nobody_drew_costs_those_who_were_not_ready() {
    let mut stage = stage::equals(10);
    stage.open_round();
    stage.ready(1, from(0, 7));
    stage.wait(stage::draw_until!() + 1);
    stage.make_void();
    assert_eq!(stage.settle(), vector::tabulate!(3, |i| stage.penalty(i + 7, 4, 0, 250_000)));
    stage.end();
}

/// Three of ten may be faulty: their set says nothing of the others, who were not in time together.
#[test]
fun faulty_nodes_alone_do_not_say_which_set_is_the_right_one() {
    let mut stage = stage::equals(10);
    stage.open_round();
    stage.sign_set(1, 99, @0xBAD, from(7, 10));
    stage.ready(1, from(0, 2));
    stage.wait(stage::ready_window!() + 1);
    stage.make_void();
    assert_eq!(stage.settle(), vector::tabulate!(5, |i| stage.penalty(i + 2, 4, 0, 250_000)));
    stage.end();
}

#[test]
fun one_honest_weight_says_which_set_is_the_right_one() {
    let mut stage = stage::equals(10);
    stage.open_round();
    stage.sign_set(1, 99, @0xBAD, from(7, 10));
    stage.ready(1, from(0, 4));
    stage.wait(stage::ready_window!() + 1);
    stage.make_void();
    assert_eq!(stage.settle(), vector::tabulate!(6, |i| stage.penalty(i + 4, 4, 0, 250_000)));
    stage.end();
}

#[test]
fun who_signed_two_sets_kept_the_round_from_being_ready() {
    let mut stage = stage::equals(4);
    stage.open_round();
    stage.ready(1, from(0, 2));
    stage.sign_set(1, 99, @0xBAD, from(1, 3));
    stage.wait(stage::ready_window!() + 1);
    stage.make_void();
    assert_eq!(stage.settle(), vector::tabulate!(3, |i| stage.penalty(i + 1, 4, 0, 250_000)));
    stage.end();
}

#[test]
fun exempt_members_keep_nobody_from_being_ready() {
    let mut stage = stage::equals(4);
    stage.declare(3, vector[3]);
    stage.open_round();
    stage.wait(stage::ready_window!() + 1);
    stage.make_void();
    assert_eq!(stage.settle(), vector::tabulate!(3, |i| stage.penalty(i, 4, 0, 250_000)));
    stage.end();
}

#[test, expected_failure(abort_code = round_state::ETooEarly)]
fun a_round_is_not_void_before_its_time() {
    let mut stage = stage::equals(4);
    stage.open_round();
    stage.wait(stage::ready_window!());
    stage.make_void();
    abort
}

#[test, expected_failure(abort_code = round_state::ETooEarly)]
fun a_ready_round_is_not_void_while_it_can_be_drawn() {
    let mut stage = stage::equals(4);
    stage.open_round();
    stage.ready(1, from(0, 3));
    stage.wait(stage::draw_until!());
    stage.make_void();
    abort
}

#[test, expected_failure(abort_code = round_state::EWrongPhase)]
fun a_round_that_was_drawn_is_not_void() {
    let mut stage = stage::equals(4);
    stage.drawn(1);
    stage.wait(stage::draw_until!() + 1);
    stage.make_void();
    abort
}

// === The end of an epoch ===

#[test]
fun what_is_not_settled_when_the_epoch_ends_never_will_be() {
    let mut stage = stage::equals(4);
    stage.answered(1, from(0, 3));
    stage.next_epoch();
    assert_eq!(event::events_by_type<RoundAbandoned>().length(), 1);
    // The next epoch starts afresh.
    stage.attempt();
    stage.open();
    stage.end();
}

#[test, expected_failure(abort_code = evidence::ENoRound)]
fun an_abandoned_round_is_not_settled() {
    let mut stage = stage::equals(4);
    stage.answered(1, from(0, 3));
    stage.close();
    stage.next_epoch();
    stage.settle();
    abort
}

#[test]
fun a_settled_round_is_not_abandoned() {
    let mut stage = stage::equals(4);
    stage.whole(1, from(0, 4));
    stage.next_epoch();
    assert_eq!(event::events_by_type<RoundAbandoned>().length(), 0);
    stage.end();
}

#[test]
fun an_attempt_does_not_outlive_its_epoch() {
    let mut stage = stage::equals(4);
    stage.attempt();
    stage.next_epoch();
    stage.attempt();
    assert_eq!(event::events_by_type<RoundAttempted>().length(), 2);
    stage.end();
}
