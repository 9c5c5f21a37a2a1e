// SPDX-License-Identifier: Apache-2.0

/// R16, R17: a wrong answer convicts, and nobody who has answered rightly is convicted.
#[test_only]
module evidence::accusation_tests;

use evidence::{
    accusations,
    evidence,
    evidence_events::{AccusationResolved, AnswerProvedWrong, NodeAccused, NodeSettled},
    invalidate,
    members,
    merkle,
    opening::Opening,
    proof_vectors,
    round_state,
    stage::{Self, Stage},
    terms,
    verdict,
    wrong_answer
};
use std::unit_test::assert_eq;
use sui::event;
use walrus::judge::{Self, Order};

/// Ten members, four samples: 80 answers, 7 levels.
const POSITION: u64 = 21;

fun path(): vector<address> {
    vector[@0x1, @0x2, @0x3, @0x4, @0x5, @0x6, @0x7]
}

/// The blob of the claims: one that is well encoded, or else one with a conflict in this cell.
fun blob(is_good: bool): (u256, u64, u16, u16, Opening, Opening) {
    if (is_good) proof_vectors::honest() else proof_vectors::conflict_10()
}

/// The root of the answers of a member which claims `leaf_hash` for the cell of its primary sliver.
fun root(stage: &Stage, round: u32, index: u64, is_good: bool, leaf_hash: address): address {
    let (blob_id, _, row, column, _, _) = blob(is_good);
    let (id, node_id) = (stage.evidence_id(), stage.node_id(index));
    let claim = wrong_answer::claim(id, round, node_id, blob_id, 0, row, column, leaf_hash);
    claim.root(80, POSITION, &path())
}

/// Round 1, in which member 0 claims `leaf_hash`, and the others post some root.
fun asked(is_good: bool, leaf_hash: address): Stage {
    let mut stage = stage::equals(10);
    stage.ask(1, is_good, leaf_hash);
    stage
}

use fun ask as Stage.ask;

fun ask(stage: &mut Stage, round: u32, is_good: bool, leaf_hash: address) {
    stage.drawn(round);
    let root = root(stage, round, 0, is_good, leaf_hash);
    stage.answer_with(round, 0, root);
    stage.answer(round, members::first(10) ^ 1);
    stage.wait(stage::answer_time!() + 1);
}

use fun convict_at as Stage.convict_at;

/// Shows what member `index` claimed, along the row that it was asked for.
fun convict_at(
    stage: &mut Stage,
    round: u32,
    index: u64,
    is_good: bool,
    leaf_hash: address,
    position: u64,
): vector<Order> {
    let (blob_id, size, row, column, in_row, _) = blob(is_good);
    let node_id = stage.node_id(index);
    accusations::convict(
        stage.evidence(),
        round,
        node_id,
        blob_id,
        0,
        row,
        column,
        leaf_hash,
        position,
        path(),
        size,
        in_row,
    ).orders_for_testing()
}

use fun convict as Stage.convict;

fun convict(stage: &mut Stage, leaf_hash: address): vector<Order> {
    stage.convict_at(1, 0, true, leaf_hash, POSITION)
}

use fun accuse as Stage.accuse;

/// The same along the crossing column.
fun accuse(stage: &mut Stage, is_good: bool, leaf_hash: address) {
    let (blob_id, size, row, column, _, in_column) = blob(is_good);
    let node_id = stage.node_id(0);
    let (evidence, _, clock) = stage.parts();
    accusations::accuse(
        evidence,
        1,
        node_id,
        blob_id,
        0,
        row,
        column,
        leaf_hash,
        POSITION,
        path(),
        size,
        in_column,
        clock,
    );
}

use fun resolve as Stage.resolve;

fun resolve(stage: &mut Stage, is_good: bool): vector<Order> {
    let (blob_id, _, _, _, _, _) = blob(is_good);
    let node_id = stage.node_id(0);
    let (evidence, records, clock) = stage.parts();
    accusations::resolve(evidence, records, 1, node_id, blob_id, clock).orders_for_testing()
}

use fun prove_conflict as Stage.prove_conflict;

fun prove_conflict(stage: &mut Stage) {
    let (_, size, row, column, in_row, in_column) = proof_vectors::conflict_10();
    let (evidence, records) = stage.both();
    invalidate::by_conflict(
        evidence,
        records,
        size,
        row,
        column,
        in_row,
        in_column,
    ).orders_for_testing();
}

fun right_hash(is_good: bool): address {
    let (_, _, _, _, in_row, _) = blob(is_good);
    in_row.leaf_hash()
}

// === Convictions ===

#[test]
fun a_wrong_answer_takes_stake_and_all_rewards_of_the_epoch() {
    let mut stage = asked(true, @0xBAD);
    assert_eq!(stage.convict(@0xBAD), vector[stage.penalty(0, 1, 50_000, 1_000_000)]);
    assert_eq!(event::events_by_type<AnswerProvedWrong>().length(), 1);
    let told = event::events_by_type<NodeSettled>();
    let (in_a_row, _, verdict) = told[0].settled_for_testing();
    assert_eq!(in_a_row, 1);
    assert_eq!(verdict, verdict::wrong());
    stage.end();
}

#[test]
fun a_proof_outweighs_a_quorum_that_vouches() {
    let mut stage = asked(true, @0xBAD);
    stage.pass(1, members::first(10), members::first(7));
    stage.convict(@0xBAD);
    stage.close();
    // The other nine are paid, and the convicted one is not settled again.
    assert_eq!(stage.settle(), vector[]);
    assert_eq!(event::events_by_type<NodeSettled>().length(), 10);
    stage.end();
}

#[test]
fun a_proof_still_convicts_who_was_settled_as_passed() {
    let mut stage = asked(true, @0xBAD);
    stage.pass(1, members::first(10), members::first(7));
    stage.decide();
    stage.settle();
    assert_eq!(stage.convict(@0xBAD), vector[stage.penalty(0, 1, 50_000, 1_000_000)]);
    stage.end();
}

#[test]
fun a_proof_still_convicts_who_was_settled_as_late() {
    let mut stage = asked(true, @0xBAD);
    stage.pass(1, members::first(10) ^ 1, members::first(7));
    stage.pass(1, 1, members::first(4));
    stage.close();
    assert_eq!(stage.settle(), vector[judge::held_rewards(stage.node_id(0), 1, 250_000)]);
    assert_eq!(stage.convict(@0xBAD), vector[stage.penalty(0, 1, 50_000, 1_000_000)]);
    stage.end();
}

#[test, expected_failure(abort_code = round_state::EJudgedAlready)]
fun who_has_paid_for_a_miss_has_paid_for_the_round() {
    let mut stage = asked(true, @0xBAD);
    stage.close();
    stage.settle();
    stage.convict(@0xBAD);
    abort
}

#[test, expected_failure(abort_code = round_state::EJudgedAlready)]
fun nobody_is_convicted_twice_in_a_round() {
    let mut stage = asked(true, @0xBAD);
    stage.convict(@0xBAD);
    stage.convict(@0xBAD);
    abort
}

#[test]
fun two_rounds_of_an_epoch_take_stake_once_for_one_cause() {
    let mut stage = asked(true, @0xBAD);
    stage.convict(@0xBAD);
    stage.close();
    stage.settle();
    stage.ask(2, true, @0xBAD);
    let orders = stage.convict_at(2, 0, true, @0xBAD, POSITION);
    assert_eq!(orders, vector[stage.penalty(0, 1, 0, 1_000_000)]);
    stage.next_epoch();
    stage.ask(3, true, @0xBAD);
    let orders = stage.convict_at(3, 0, true, @0xBAD, POSITION);
    assert_eq!(orders, vector[stage.penalty(0, 1, 50_000, 1_000_000)]);
    stage.end();
}

/// Seven of ten pass, and then one of them is convicted: six are too few.
#[test]
fun a_convicted_member_makes_no_round_conclusive() {
    let mut stage = asked(true, @0xBAD);
    stage.pass(1, members::first(7), members::first(10));
    stage.decide();
    stage.convict(@0xBAD);
    stage.close();
    stage.settle();
    let told = event::events_by_type<NodeSettled>();
    let (in_a_row, _, verdict) = told[told.length() - 1].settled_for_testing();
    assert_eq!(verdict, verdict::missed());
    assert_eq!(in_a_row, 0);
    stage.end();
}

#[test, expected_failure(abort_code = wrong_answer::ERightAnswer)]
fun a_right_answer_does_not_convict() {
    let hash = right_hash(true);
    let mut stage = asked(true, hash);
    stage.convict(hash);
    abort
}

/// Where the blob is badly encoded, a node that answers from its own sliver is right.
#[test, expected_failure(abort_code = wrong_answer::ERightAnswer)]
fun a_right_answer_about_a_bad_blob_does_not_convict() {
    let hash = right_hash(false);
    let mut stage = asked(false, hash);
    stage.convict_at(1, 0, false, hash, POSITION);
    abort
}

#[test, expected_failure(abort_code = accusations::ENotItsAnswer)]
fun nobody_is_convicted_of_what_it_did_not_claim() {
    let mut stage = asked(true, right_hash(true));
    stage.convict(@0xBAD);
    abort
}

#[test, expected_failure(abort_code = accusations::ENotItsAnswer)]
fun nobody_is_convicted_of_anothers_claim() {
    let mut stage = asked(true, @0xBAD);
    stage.convict_at(1, 3, true, @0xBAD, POSITION);
    abort
}

#[test, expected_failure(abort_code = accusations::ENotItsAnswer)]
fun an_answer_has_its_position() {
    let mut stage = asked(true, @0xBAD);
    stage.convict_at(1, 0, true, @0xBAD, POSITION + 1);
    abort
}

#[test, expected_failure(abort_code = merkle::EInvalidPath)]
fun a_position_is_among_the_answers() {
    let mut stage = asked(true, @0xBAD);
    stage.convict_at(1, 0, true, @0xBAD, 80);
    abort
}

#[test, expected_failure(abort_code = accusations::EWrongRound)]
fun a_claim_of_another_round_is_not_looked_at() {
    let mut stage = asked(true, @0xBAD);
    stage.convict_at(2, 0, true, @0xBAD, POSITION);
    abort
}

#[test, expected_failure(abort_code = round_state::EClaimedNothing)]
fun who_has_not_answered_has_claimed_nothing() {
    let mut stage = stage::equals(10);
    stage.drawn(1);
    stage.convict(@0xBAD);
    abort
}

#[test, expected_failure(abort_code = evidence::ENoRound)]
fun nobody_is_convicted_after_the_epoch() {
    let mut stage = asked(true, @0xBAD);
    stage.next_epoch();
    stage.convict(@0xBAD);
    abort
}

#[test, expected_failure(abort_code = terms::ENotAMember)]
fun strangers_are_not_convicted() {
    let mut stage = asked(true, @0xBAD);
    let (blob_id, size, row, column, in_row, _) = proof_vectors::honest();
    let sentence = accusations::convict(
        stage.evidence(),
        1,
        @0xBAD.to_id(),
        blob_id,
        0,
        row,
        column,
        @0xBAD,
        POSITION,
        path(),
        size,
        in_row,
    );
    std::unit_test::destroy(sentence);
    abort
}

// === Accusations ===

#[test]
fun an_accusation_convicts_after_the_acquit_time() {
    let mut stage = asked(true, @0xBAD);
    stage.accuse(true, @0xBAD);
    assert_eq!(event::events_by_type<NodeAccused>().length(), 1);
    stage.wait(stage::acquit_time!() + 1);
    assert_eq!(stage.resolve(true), vector[stage.penalty(0, 1, 50_000, 1_000_000)]);
    assert_eq!(event::events_by_type<AccusationResolved>().length(), 1);
    stage.end();
}

#[test, expected_failure(abort_code = accusations::EWithinAcquitTime)]
fun an_accusation_does_not_convict_within_the_acquit_time() {
    let mut stage = asked(true, @0xBAD);
    stage.accuse(true, @0xBAD);
    stage.wait(stage::acquit_time!());
    stage.resolve(true);
    abort
}

/// The writer encoded badly; the node has answered from its row what the column denies.
#[test]
fun a_conflict_proof_acquits_at_once() {
    let hash = right_hash(false);
    let mut stage = asked(false, hash);
    stage.accuse(false, hash);
    stage.prove_conflict();
    assert_eq!(stage.resolve(false), vector[]);
    stage.pass(1, members::first(10), members::first(7));
    stage.close();
    assert_eq!(stage.settle(), vector[]);
    stage.end();
}

#[test]
fun a_late_conflict_proof_acquits_until_somebody_resolves() {
    let hash = right_hash(false);
    let mut stage = asked(false, hash);
    stage.accuse(false, hash);
    stage.wait(10 * stage::acquit_time!());
    stage.prove_conflict();
    assert_eq!(stage.resolve(false), vector[]);
    stage.end();
}

#[test]
fun the_settling_of_the_accused_waits() {
    let mut stage = asked(true, @0xBAD);
    stage.pass(1, members::first(10), members::first(7));
    stage.wait(stage::deadline!() - stage::answer_time!() - 1);
    stage.accuse(true, @0xBAD);
    stage.close();
    stage.settle();
    assert_eq!(event::events_by_type<NodeSettled>().length(), 9);
    assert_eq!(stage.resolve(true), vector[stage.penalty(0, 1, 50_000, 1_000_000)]);
    assert_eq!(event::events_by_type<NodeSettled>().length(), 10);
    stage.end();
}

#[test, expected_failure(abort_code = round_state::EWrongPhase)]
fun no_round_opens_while_somebody_is_accused() {
    let mut stage = asked(true, @0xBAD);
    stage.accuse(true, @0xBAD);
    stage.close();
    stage.settle();
    stage.attempt();
    abort
}

#[test, expected_failure(abort_code = round_state::ETooLate)]
fun nobody_is_accused_after_the_deadline() {
    let mut stage = asked(true, @0xBAD);
    stage.wait(stage::deadline!() - stage::answer_time!());
    stage.accuse(true, @0xBAD);
    abort
}

#[test, expected_failure(abort_code = round_state::EJudgedAlready)]
fun nobody_is_accused_who_is_settled() {
    let mut stage = asked(true, @0xBAD);
    stage.pass(1, members::first(10), members::first(7));
    stage.decide();
    stage.settle();
    stage.accuse(true, @0xBAD);
    abort
}

#[test, expected_failure(abort_code = accusations::EAccusedAlready)]
fun one_accusation_for_a_blob_is_enough() {
    let mut stage = asked(true, @0xBAD);
    stage.accuse(true, @0xBAD);
    stage.accuse(true, @0xBAD);
    abort
}

#[test, expected_failure(abort_code = round_state::ETooManyAccusations)]
fun no_more_than_eight_accusations_wait_against_a_node() {
    let mut stage = asked(true, @0xBAD);
    let now_ms = stage.now_ms();
    let (round, term, step_ms) = stage.evidence().inner_mut().round_mut();
    8u64.do!(|_| round.accuse(term, step_ms, 0, now_ms));
    // Others can still be accused, and this one again when one of them is resolved.
    round.accuse(term, step_ms, 1, now_ms);
    round.drop_accusation(0);
    round.accuse(term, step_ms, 0, now_ms);
    round.accuse(term, step_ms, 0, now_ms);
    abort
}

#[test, expected_failure(abort_code = wrong_answer::ERightAnswer)]
fun a_right_answer_accuses_nobody() {
    let hash = right_hash(true);
    let mut stage = asked(true, hash);
    stage.accuse(true, hash);
    abort
}

#[test, expected_failure(abort_code = accusations::ENoAccusation)]
fun an_accusation_is_resolved_once() {
    let mut stage = asked(true, @0xBAD);
    stage.accuse(true, @0xBAD);
    stage.wait(stage::acquit_time!() + 1);
    stage.resolve(true);
    stage.resolve(true);
    abort
}

#[test]
fun an_accusation_of_the_convicted_is_dropped() {
    let mut stage = asked(true, @0xBAD);
    stage.accuse(true, @0xBAD);
    stage.convict(@0xBAD);
    assert_eq!(stage.resolve(true), vector[]);
    stage.end();
}

#[test]
fun an_accusation_of_an_ended_epoch_is_dropped() {
    let mut stage = asked(true, @0xBAD);
    stage.accuse(true, @0xBAD);
    stage.next_epoch();
    assert_eq!(stage.resolve(true), vector[]);
    stage.open_round();
    stage.end();
}
