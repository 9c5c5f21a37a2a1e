// SPDX-License-Identifier: Apache-2.0

/// From verdicts to penalties.
///
/// | verdict         | misses in a row | the node's rewards                    | its stake            |
/// |-----------------|-----------------|---------------------------------------|----------------------|
/// | passed          | 0               | paid, and what waits is released      |                      |
/// | late            | as before       | a miss's part waits for the next pass |                      |
/// | missed          | one more        | a miss's part is withheld             | from the third on    |
/// | wrong           | one more        | all are withheld                      | taken                |
/// | exempt, void    | as before       | paid                                  |                      |
/// | kept from ready | as before       | a void round's part is withheld       |                      |
///
/// In an inconclusive round too few have passed to tell whether the others or the network are to
/// blame: a miss costs rewards, but is not counted. Who has signed two sets pays as if it had kept
/// the round from being ready, unless it pays for more.
module evidence::settlement;

use evidence::{
    evidence::EvidenceInnerV1,
    evidence_events,
    node_record::NodeRecord,
    penalties,
    round_state::RoundState,
    schedule::{Self, Cause, Schedule},
    terms::Term,
    verdict
};
use sui::table::Table;
use walrus::judge::Sentence;

// === Errors ===

/// No member can be settled now: all are, or the others are accused.
const ENothingToSettle: u64 = 0;

// === Constants ===

/// The most members that one call settles: walrus looks up some ten objects for each.
const MAX_SETTLED: u64 = 50;
/// So many misses in a row are a failure.
const TOO_MANY_MISSES: u32 = 3;

// === Public-Package Functions ===

/// Settles the next members that can be settled.
public(package) fun settle(inner: &mut EvidenceInnerV1, sentence: &mut Sentence) {
    let (round, term, node_records, schedule) = inner.verdict_parts_mut();
    round.assert_decided();
    let n = term.size();
    let mut settled = 0;
    let mut index = 0;
    while (index < n && settled < MAX_SETTLED) {
        if (round.can_settle(index)) {
            settle_member(round, term, node_records, schedule, sentence, index);
            settled = settled + 1;
        };
        index = index + 1;
    };
    assert!(settled > 0, ENothingToSettle);
}

/// A proof has convicted a member: it is settled at once.
public(package) fun convict(inner: &mut EvidenceInnerV1, sentence: &mut Sentence, index: u64) {
    let (round, term, node_records, schedule) = inner.verdict_parts_mut();
    let node_id = term.node_ids()[index];
    let epoch = term.epoch();
    round.convict(term, index);
    let mut node_record = penalties::record_of(node_records, node_id);
    node_record.miss(epoch);
    let cause = schedule::wrong_answer();
    penalties::order(sentence, &mut node_record, schedule, node_id, epoch, cause);
    penalties::keep(node_records, node_id, node_record);
    tell(round, term, &node_record, index);
}

// === Private Functions ===

fun settle_member(
    round: &mut RoundState,
    term: &Term,
    node_records: &mut Table<ID, NodeRecord>,
    schedule: &Schedule,
    sentence: &mut Sentence,
    index: u64,
) {
    let node_id = term.node_ids()[index];
    let epoch = term.epoch();
    let mut node_record = penalties::record_of(node_records, node_id);
    let verdict = round.verdict(index);
    let mut cause: Option<Cause> = option::none();
    if (verdict == verdict::passed()) {
        if (node_record.pass()) sentence.release_rewards(node_id);
    } else if (verdict == verdict::late()) {
        node_record.hold();
        let (_, rewards_ppm) = schedule.cost(schedule::missed());
        sentence.hold_rewards(node_id, epoch, rewards_ppm);
    } else if (verdict == verdict::missed()) {
        if (round.is_conclusive()) node_record.miss(epoch);
        let is_failure = round.is_conclusive() && node_record.misses_in_a_row() >= TOO_MANY_MISSES;
        cause.fill(if (is_failure) schedule::missed_in_a_row() else schedule::missed());
    } else if (verdict == verdict::kept_from_ready()) {
        cause.fill(schedule::void_round());
    };
    if (cause.is_none() && round.has_contradicted(index)) cause.fill(schedule::void_round());
    cause.do!(|cause| {
        penalties::order(sentence, &mut node_record, schedule, node_id, epoch, cause);
    });
    penalties::keep(node_records, node_id, node_record);
    round.mark_settled(index);
    tell(round, term, &node_record, index);
}

fun tell(round: &RoundState, term: &Term, node_record: &NodeRecord, index: u64) {
    let epoch = term.epoch();
    evidence_events::node_settled(
        epoch,
        round.number(),
        term.node_ids()[index],
        round.verdict(index),
        node_record.misses_in_a_row(),
        node_record.misses(epoch),
    );
}
