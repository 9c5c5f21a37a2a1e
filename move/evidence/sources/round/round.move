// SPDX-License-Identifier: Apache-2.0

/// Rounds: whether every node has what it is paid for. The course of one, and who acts:
///
///   attempt   anyone, once a slot       draws whether a round opens: nobody knows when
///   open      anyone                    opens it, or passes the slot
///   add_ready anyone, for signers       members agree on the set, and from here on nobody gives
///                                       data to anybody
///   draw      anyone                    draws the seed, which decides the samples of every node
///   answer    each node                 posts one root over its answers, before it shows any
///   add_passed anyone, for signers      members that have checked the answers vouch for them
///   make_void anyone                    ends a round that was not ready or drawn in time
///   decide    anyone                    counts, when all have passed or the deadline is over
///   settle    anyone                    rewards and penalties, at most 50 members a call
///
/// Nothing here waits for anybody in particular, and nothing blocks an epoch change. What is not
/// settled when the next epoch is taken in never will be.
///
/// The two calls that draw are private entries and do constant work: no contract can look at the
/// outcome and abort, and no gas budget can tell outcomes apart.
module evidence::round;

use evidence::{evidence::Evidence, evidence_events, settlement, statements, times, witness};
use sui::{address, clock::Clock, random::Random};
use walrus::{judge::{Sentence, Verified}, storage_node::StorageNodeCap};

// === Errors ===

/// There is no time for a round any more in this epoch.
const ENoTime: u64 = 0;
/// This is not the round that is under way.
const EWrongRound: u64 = 1;

// === Constants ===

/// The most verdicts that one call decides.
const MAX_DECIDED: u64 = 50;

// === Entry Functions ===

/// Draws a number for this slot; if it is below 5 of 64, the slot opens a round.
///
/// Aborts with:
/// - `evidence::EWrongVersion` if the object belongs to another version of the package,
/// - `evidence::EUnknownEpoch` if no epoch has been taken in,
/// - `slots::EAttemptPending` or `slots::ESlotTaken` if the slot has had its attempt,
/// - `round_state::EWrongPhase` or `round_state::ETooEarly` if the last round is not over,
/// - `ENoTime` if there is no time for a round any more.
entry fun attempt(self: &mut Evidence, random: &Random, clock: &Clock, ctx: &mut TxContext) {
    let now_ms = clock.timestamp_ms();
    let inner = self.inner_mut();
    let step_ms = inner.step_ms();
    let term = inner.term();
    let epoch = term.epoch();
    assert!(times::fits(term, step_ms, now_ms), ENoTime);
    let slot = times::slot(term, now_ms);
    inner.last_round().do_ref!(|round| round.assert_over(term, step_ms, now_ms));
    let slots = inner.slots_mut();
    slots.assert_free(slot);
    let number = slots.take(slot, random.new_generator(ctx).generate_u8());
    evidence_events::round_attempted(epoch, slot, number);
}

/// Draws the seed of the round.
///
/// Aborts with:
/// - `evidence::EWrongVersion` if the object belongs to another version of the package,
/// - `evidence::ENoRound` if there is no round,
/// - `round_state::EWrongPhase` if no quorum is ready, or the seed has been drawn,
/// - `round_state::ETooEarly` or `round_state::ETooLate` if this is not the time for it.
entry fun draw(self: &mut Evidence, random: &Random, clock: &Clock, ctx: &mut TxContext) {
    let now_ms = clock.timestamp_ms();
    let (round, term, step_ms) = self.inner_mut().round_mut();
    round.assert_can_draw(term, step_ms, now_ms);
    let seed = address::from_bytes(random.new_generator(ctx).generate_bytes(32));
    round.set_seed(seed, now_ms);
    evidence_events::seed_drawn(term.epoch(), round.number(), seed, now_ms);
}

// === Public Functions ===

/// Makes of the last attempt what it has drawn: opens a round, or passes the slot.
///
/// Aborts with:
/// - `evidence::EWrongVersion` if the object belongs to another version of the package,
/// - `evidence::EUnknownEpoch` if no epoch has been taken in,
/// - `slots::ENoAttempt` if there is no attempt.
public fun open(self: &mut Evidence, clock: &Clock) {
    let now_ms = clock.timestamp_ms();
    let inner = self.inner_mut();
    let step_ms = inner.step_ms();
    let term = inner.term();
    let epoch = term.epoch();
    let is_time = times::fits(term, step_ms, now_ms);
    let slot = inner.slots_mut().pending();
    let is_last = times::is_last_slot(inner.term(), step_ms, slot);
    if (inner.slots_mut().resolve(is_last, is_time)) {
        let round = inner.add_round(now_ms);
        evidence_events::round_opened(epoch, round, now_ms);
    } else {
        evidence_events::slot_passed(epoch, slot);
    }
}

/// Adds members that have signed a set (a message of type 64): how many blobs there are in it, the
/// sum of their encoded sizes, and its root. Any weight counts; what signers of the same set weigh
/// adds up. With a quorum the round is ready.
///
/// Aborts with:
/// - `evidence::EWrongVersion` if the object belongs to another version of the package,
/// - `evidence::ENoRound` if there is no round,
/// - `statements::EOtherStatement` if the message says something else, or of another round,
/// - `round_state::EWrongPhase`, `round_state::EWrongEpoch` or `round_state::ETooLate` if this is
///   not the time for it,
/// - `round_state::ENothingNew` if all the signers are known.
public fun add_ready(
    self: &mut Evidence,
    verified: Verified,
    count: u64,
    bytes: u64,
    root: address,
    clock: &Clock,
) {
    let now_ms = clock.timestamp_ms();
    let id = object::id(self);
    let inner = self.inner_mut();
    let (round, term, step_ms) = inner.round_mut();
    let (epoch, number) = (term.epoch(), round.number());
    let signers = statements::ready(verified, id, number, count, bytes, root);
    let is_ready = round.add_ready(term, step_ms, &signers, count, bytes, root, now_ms);
    let signature = signers.signature();
    evidence_events::ready_signed(epoch, number, count, bytes, root, signers.bitmap(), signature);
    if (is_ready) {
        inner.set_set_bytes(bytes);
        evidence_events::round_ready(epoch, number, count, bytes, root, now_ms);
    }
}

/// Posts the root over all answers of the node in this round.
///
/// Aborts with:
/// - `evidence::EWrongVersion` if the object belongs to another version of the package,
/// - `evidence::ENoRound` if there is no round,
/// - `EWrongRound` if `round` is another one,
/// - `terms::ENotAMember` if the node is not in the committee,
/// - `round_state::EWrongPhase` or `round_state::ETooLate` if this is not the time for it,
/// - `round_state::ENoRoot` if the root is 32 zero bytes,
/// - `round_state::EAnsweredAlready` if the node has posted a root.
public fun answer(
    self: &mut Evidence,
    cap: &StorageNodeCap,
    round: u32,
    root: address,
    clock: &Clock,
) {
    let now_ms = clock.timestamp_ms();
    let node_id = cap.node_id();
    let (state, term, step_ms) = self.inner_mut().round_mut();
    assert!(state.number() == round, EWrongRound);
    state.answer(term, step_ms, term.index_of(node_id), root, now_ms);
    evidence_events::node_answered(term.epoch(), round, node_id, root);
}

/// Adds members that vouch for the answers of `nodes` (a message of type 65). What counts for a node
/// is the weight of all who vouch for it, in whichever certificates.
///
/// Aborts with:
/// - `evidence::EWrongVersion` if the object belongs to another version of the package,
/// - `evidence::ENoRound` if there is no round,
/// - `statements::EOtherStatement` if the message says something else, or of another round,
/// - `members::EUnknownMember` if it names members that the committee does not have,
/// - `round_state::EWrongPhase`, `round_state::EWrongEpoch`, `round_state::ETooEarly` or
///   `round_state::ETooLate` if this is not the time for it,
/// - `round_state::ENothingNew` if all of it is known.
public fun add_passed(self: &mut Evidence, verified: Verified, nodes: u256, clock: &Clock) {
    let now_ms = clock.timestamp_ms();
    let id = object::id(self);
    let (round, term, step_ms) = self.inner_mut().round_mut();
    let signers = statements::passed(verified, id, round.number(), nodes);
    round.add_passed(term, step_ms, &signers, nodes, now_ms);
    let (bitmap, signature) = (signers.bitmap(), signers.signature());
    evidence_events::answers_vouched_for(term.epoch(), round.number(), nodes, bitmap, signature);
}

/// Ends a round that was not ready, or not drawn, in time.
///
/// Aborts with:
/// - `evidence::EWrongVersion` if the object belongs to another version of the package,
/// - `evidence::ENoRound` if there is no round,
/// - `round_state::EWrongPhase` if it was drawn, or has ended,
/// - `round_state::ETooEarly` if there is still time.
public fun make_void(self: &mut Evidence, clock: &Clock) {
    let (round, term, step_ms) = self.inner_mut().round_mut();
    round.make_void(term, step_ms, clock.timestamp_ms());
    evidence_events::round_voided(term.epoch(), round.number(), round.contradicted());
}

/// Decides the verdicts of the next 50 members: those that have passed, and after the deadline the
/// others as well. When all are decided the round is closed.
///
/// Aborts with:
/// - `evidence::EWrongVersion` if the object belongs to another version of the package,
/// - `evidence::ENoRound` if there is no round,
/// - `round_state::EWrongPhase` if it was not drawn, or has ended,
/// - `round_state::EStillOpen` if the next member has not passed, and the deadline is not over.
public fun decide(self: &mut Evidence, clock: &Clock) {
    let (round, term, step_ms) = self.inner_mut().round_mut();
    if (round.decide(term, step_ms, MAX_DECIDED, clock.timestamp_ms())) {
        evidence_events::round_closed(term.epoch(), round.number(), round.is_conclusive());
    }
}

/// Settles the next 50 members of a closed or void round, without those who are accused.
///
/// Aborts with:
/// - `evidence::EWrongVersion` if the object belongs to another version of the package,
/// - `evidence::ENoRound` if there is no round,
/// - `round_state::EWrongPhase` if it is neither closed nor void,
/// - `settlement::ENothingToSettle` if there is nobody to settle.
public fun settle(self: &mut Evidence): Sentence {
    let mut sentence = witness::sentence();
    settlement::settle(self.inner_mut(), &mut sentence);
    sentence
}

// === Test Only ===

#[test_only]
public fun attempt_for_testing(
    self: &mut Evidence,
    random: &Random,
    clock: &Clock,
    ctx: &mut TxContext,
) {
    attempt(self, random, clock, ctx);
}

#[test_only]
public fun draw_for_testing(
    self: &mut Evidence,
    random: &Random,
    clock: &Clock,
    ctx: &mut TxContext,
) {
    draw(self, random, clock, ctx);
}
