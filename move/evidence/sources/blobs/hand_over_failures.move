// SPDX-License-Identifier: Apache-2.0

/// Shards that have not changed hands with an epoch, as `walrus` has it on record.
///
/// Who has not delivered is accused by the new owners, and any node can lie. So the accusers have to
/// own more shards than faulty nodes can, and be two at least. Their number can grow until voting
/// ends, and so can the penalty; each part of it is taken once.
///
/// Who has not received its shards by 7/8 of the epoch pays if enough others have received theirs in
/// time: then it could be done.
module evidence::hand_over_failures;

use evidence::{evidence::Evidence, evidence_events, penalties, schedule, witness};
use sui::clock::Clock;
use walrus::judge::{HandOverFailures, Sentence};
use walrus_core::quorum;

// === Errors ===

/// The record is of another epoch than the one that was taken in last.
const EOtherEpoch: u64 = 0;
/// Nothing is proven of the node that it has not paid for.
const ENothingToJudge: u64 = 1;

// === Constants ===

/// One accuser may have a quarrel with the node, however many shards it owns.
const LEAST_ACCUSERS: u16 = 2;

// === Public Functions ===

/// Passes sentence on what a node has not done in the hand-over of the epoch. Anyone may call it,
/// again when more is on record.
///
/// Aborts with:
/// - `evidence::EWrongVersion` if the object belongs to another version of the package,
/// - `evidence::EUnknownEpoch` if no epoch has been taken in,
/// - `EOtherEpoch` if the record is of another epoch,
/// - `ENothingToJudge` if nothing is proven that the node has not paid for.
public fun judge(self: &mut Evidence, failures: HandOverFailures, clock: &Clock): Sentence {
    let inner = self.inner_mut();
    let (
        epoch,
        node_id,
        n_shards,
        owned_before,
        not_delivered,
        n_accusers,
        accusing_weight,
        owned,
        not_received,
        others_in_time,
    ) = failures.into_failures();
    let term = inner.term();
    assert!(epoch == term.epoch(), EOtherEpoch);
    let until_ms = term.done_ms() + term.duration_ms() / 8 * 7;
    let is_late = not_received > 0 && others_in_time && clock.timestamp_ms() >= until_ms;
    let is_accused =
        not_delivered > 0
            && n_accusers >= LEAST_ACCUSERS
            && accusing_weight >= quorum::one_honest_weight(n_shards);

    let mut sentence = witness::sentence();
    let mut is_anything = false;
    let (node_records, schedule) = inner.node_records_mut(epoch);
    let mut node_record = penalties::record_of(node_records, node_id);
    if (is_accused) {
        let cause = schedule::not_delivered();
        let (full_ppm, rewards_ppm) = schedule.cost(cause);
        let due_ppm = penalties::share(full_ppm, not_delivered as u64, owned_before as u64);
        let stake_ppm = node_record.owe_for_shards(epoch, due_ppm);
        if (stake_ppm > 0) {
            is_anything = true;
            sentence.penalise_hand_over(node_id, epoch, cause.number(), stake_ppm, rewards_ppm);
            evidence_events::penalty_ordered(epoch, node_id, cause, stake_ppm, rewards_ppm);
        };
    };
    if (is_late && node_record.take_stake(epoch, schedule::not_received())) {
        let cause = schedule::not_received();
        let (full_ppm, rewards_ppm) = schedule.cost(cause);
        let stake_ppm = penalties::share(full_ppm, not_received as u64, owned as u64);
        is_anything = true;
        sentence.penalise(node_id, epoch, cause.number(), stake_ppm, rewards_ppm);
        evidence_events::penalty_ordered(epoch, node_id, cause, stake_ppm, rewards_ppm);
    };
    assert!(is_anything, ENothingToJudge);
    penalties::keep(node_records, node_id, node_record);
    sentence
}
