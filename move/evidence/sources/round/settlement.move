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
    chronicle,
    conduct::Conduct,
    evidence::EvidenceInnerV1,
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
    let (round, term, conducts, schedule) = inner.court_mut();
    round.assert_decided();
    let n = term.size();
    let mut settled = 0;
    let mut index = 0;
    while (index < n && settled < MAX_SETTLED) {
        if (round.can_settle(index)) {
            settle_member(round, term, conducts, schedule, sentence, index);
            settled = settled + 1;
        };
        index = index + 1;
    };
    assert!(settled > 0, ENothingToSettle);
}

/// A proof has convicted a member: it is settled at once.
public(package) fun convict(inner: &mut EvidenceInnerV1, sentence: &mut Sentence, index: u64) {
    let (round, term, conducts, schedule) = inner.court_mut();
    let node_id = term.node_ids()[index];
    let epoch = term.epoch();
    round.convict(term, index);
    let conduct = penalties::conduct_of(conducts, node_id);
    conduct.miss(epoch);
    penalties::order(sentence, conduct, schedule, node_id, epoch, schedule::wrong_answer());
    tell(round, term, conduct, index);
}

// === Private Functions ===

fun settle_member(
    round: &mut RoundState,
    term: &Term,
    conducts: &mut Table<ID, Conduct>,
    schedule: &Schedule,
    sentence: &mut Sentence,
    index: u64,
) {
    let node_id = term.node_ids()[index];
    let epoch = term.epoch();
    let conduct = penalties::conduct_of(conducts, node_id);
    let verdict = round.verdict(index);
    let mut cause: Option<Cause> = option::none();
    if (verdict == verdict::passed()) {
        if (conduct.pass()) sentence.release_rewards(node_id);
    } else if (verdict == verdict::late()) {
        conduct.hold();
        let (_, rewards_ppm) = schedule.cost(schedule::missed());
        sentence.hold_rewards(node_id, epoch, rewards_ppm);
    } else if (verdict == verdict::missed()) {
        if (round.is_conclusive()) conduct.miss(epoch);
        let is_failure = round.is_conclusive() && conduct.misses_in_a_row() >= TOO_MANY_MISSES;
        cause.fill(if (is_failure) schedule::missed_in_a_row() else schedule::missed());
    } else if (verdict == verdict::kept_from_ready()) {
        cause.fill(schedule::void_round());
    };
    if (cause.is_none() && round.has_contradicted(index)) cause.fill(schedule::void_round());
    cause.do!(|cause| penalties::order(sentence, conduct, schedule, node_id, epoch, cause));
    round.mark_settled(index);
    tell(round, term, conduct, index);
}

fun tell(round: &RoundState, term: &Term, conduct: &Conduct, index: u64) {
    let epoch = term.epoch();
    chronicle::node_settled(
        epoch,
        round.number(),
        term.node_ids()[index],
        round.verdict(index),
        conduct.misses_in_a_row(),
        conduct.misses(epoch),
    );
}
