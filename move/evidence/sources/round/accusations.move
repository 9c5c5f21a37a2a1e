// SPDX-License-Identifier: Apache-2.0

/// Proofs that a node has answered wrongly, by anyone.
///
/// A proof along the sliver that was asked for convicts at once. One along the sliver that crosses
/// it is an accusation: if the blob turns out to be badly encoded, the node was right. It is taken
/// until the deadline, and for one node and blob once. Anyone resolves it: the node is acquitted as
/// soon as the blob is on record as invalid (`evidence::invalidate`; the opening in the accusation is
/// what a conflict proof needs), and convicted when it still is not after the acquit time. The
/// node's settling waits for that.
module evidence::accusations;

use evidence::{
    evidence::{Self, Evidence, EvidenceInnerV1},
    evidence_events,
    opening::Opening,
    records::Records,
    settlement,
    times,
    witness,
    wrong_answer::{Self, Claim}
};
use sui::clock::Clock;
use walrus::judge::Sentence;

// === Errors ===

/// This is not the last round.
const EWrongRound: u64 = 0;
/// The position is not in the node's answers, or the path does not lead to its root.
const ENotItsAnswer: u64 = 1;
/// The node is accused of its answer about this blob already.
const EAccusedAlready: u64 = 2;
/// There is no such accusation, or it has been resolved.
const ENoAccusation: u64 = 3;
/// The node still has time to show that the blob is badly encoded.
const EWithinAcquitTime: u64 = 4;

// === Public Functions ===

/// Convicts a node. It has claimed `leaf_hash` for `cell` of the sliver `sliver` (axis 0: primary, 1:
/// secondary) of a blob, as answer number `position` under the root that it has posted; `opening`
/// opens this cell along the same sliver, under the id of the blob, of `size` bytes.
///
/// Aborts with:
/// - `evidence::EWrongVersion` if the object belongs to another version of the package,
/// - `evidence::ENoRound` or `EWrongRound` if `round` is not the last round of this epoch,
/// - `terms::ENotAMember` if the node is not in the committee,
/// - `round_state::EClaimedNothing` if it has posted no root,
/// - `round_state::EJudgedAlready` if it is convicted, or settled as having missed the round,
/// - `wrong_answer::EInvalidAxis` if the axis is neither 0 nor 1,
/// - `merkle::EInvalidPath` or `ENotItsAnswer` if the answer is not under the root,
/// - `opening::EInvalidIndex`, `merkle::EInvalidPath` or `wrong_answer::EOtherBlob` if the opening
///   is not one of that cell under the blob id,
/// - `wrong_answer::ERightAnswer` if the hashes are the same.
public fun convict(
    self: &mut Evidence,
    round: u32,
    node_id: ID,
    blob_id: u256,
    axis: u8,
    sliver: u16,
    cell: u16,
    leaf_hash: address,
    position: u64,
    path: vector<address>,
    size: u64,
    opening: Opening,
): Sentence {
    let id = object::id(self);
    let claim = wrong_answer::claim(id, round, node_id, blob_id, axis, sliver, cell, leaf_hash);
    let inner = self.inner_mut();
    let index = inner.prove(&claim, round, node_id, position, &path, size, true, &opening);
    evidence_events::answer_proved_wrong(claim, position, path, size, opening);
    let mut sentence = witness::sentence();
    settlement::convict(inner, &mut sentence, index);
    sentence
}

/// Accuses a node: as `convict`, but `opening` opens the cell along the sliver that crosses the one
/// asked for.
///
/// Aborts with:
/// - `evidence::EWrongVersion` if the object belongs to another version of the package,
/// - `evidence::ENoRound` or `EWrongRound` if `round` is not the last round of this epoch,
/// - `terms::ENotAMember` if the node is not in the committee,
/// - `round_state::EClaimedNothing` if it has posted no root,
/// - `round_state::EJudgedAlready` if it is convicted or settled,
/// - `round_state::ETooLate` if the deadline is over,
/// - `round_state::ETooManyAccusations` if eight accusations against the node wait already,
/// - `wrong_answer::EInvalidAxis` if the axis is neither 0 nor 1,
/// - `merkle::EInvalidPath` or `ENotItsAnswer` if the answer is not under the root,
/// - `opening::EInvalidIndex`, `merkle::EInvalidPath` or `wrong_answer::EOtherBlob` if the opening
///   is not one of that cell under the blob id,
/// - `wrong_answer::ERightAnswer` if the hashes are the same,
/// - `EAccusedAlready` if the node is accused of its answer about this blob already.
public fun accuse(
    self: &mut Evidence,
    round: u32,
    node_id: ID,
    blob_id: u256,
    axis: u8,
    sliver: u16,
    cell: u16,
    leaf_hash: address,
    position: u64,
    path: vector<address>,
    size: u64,
    opening: Opening,
    clock: &Clock,
) {
    let now_ms = clock.timestamp_ms();
    let id = object::id(self);
    let claim = wrong_answer::claim(id, round, node_id, blob_id, axis, sliver, cell, leaf_hash);
    let inner = self.inner_mut();
    let index = inner.prove(&claim, round, node_id, position, &path, size, false, &opening);
    let key = evidence::accusation(round, node_id, blob_id);
    assert!(!inner.accusations_mut().contains(key), EAccusedAlready);
    let (state, term, step_ms) = inner.round_mut();
    state.accuse(term, step_ms, index, now_ms);
    let acquit_after_ms = now_ms + times::acquit_time(term, step_ms);
    inner.accusations_mut().add(key, now_ms);
    evidence_events::node_accused(claim, position, path, size, opening, acquit_after_ms);
}

/// Resolves an accusation: acquits the node if the blob is invalid, and otherwise convicts it when
/// the acquit time is over. An accusation from a round that is no more, or against a node that
/// another proof has convicted, is dropped.
///
/// Aborts with:
/// - `evidence::EWrongVersion` if the object belongs to another version of the package,
/// - `ENoAccusation` if there is no such accusation,
/// - `EWithinAcquitTime` if the node still has time.
public fun resolve(
    self: &mut Evidence,
    records: &Records,
    round: u32,
    node_id: ID,
    blob_id: u256,
    clock: &Clock,
): Sentence {
    let now_ms = clock.timestamp_ms();
    let inner = self.inner_mut();
    let key = evidence::accusation(round, node_id, blob_id);
    assert!(inner.accusations_mut().contains(key), ENoAccusation);
    let accused_ms = inner.accusations_mut().remove(key);

    let mut sentence = witness::sentence();
    let is_last = inner.last_round().is_some_and!(|last| last.number() == round);
    let mut is_dropped = !is_last;
    let mut is_convicted = false;
    if (is_last) {
        let (state, term, step_ms) = inner.round_mut();
        let index = term.index_of(node_id);
        let acquit_until_ms = accused_ms + times::acquit_time(term, step_ms);
        is_dropped = !state.is_answerable(index);
        state.drop_accusation(index);
        if (!is_dropped && !records.is_invalid(blob_id)) {
            assert!(now_ms > acquit_until_ms, EWithinAcquitTime);
            is_convicted = true;
            settlement::convict(inner, &mut sentence, index);
        };
    };
    let epoch = inner.epoch();
    evidence_events::accusation_resolved(epoch, round, node_id, blob_id, is_convicted, is_dropped);
    sentence
}

// === Private Functions ===

use fun prove as EvidenceInnerV1.prove;

/// Aborts unless the claim is the node's, can be held against it, and is wrong. Returns the place of
/// the node in the committee.
fun prove(
    inner: &mut EvidenceInnerV1,
    claim: &Claim,
    round: u32,
    node_id: ID,
    position: u64,
    path: &vector<address>,
    size: u64,
    along_asked: bool,
    opening: &Opening,
): u64 {
    let (state, term, _) = inner.round_mut();
    assert!(state.number() == round, EWrongRound);
    let index = term.index_of(node_id);
    state.assert_answerable(index);
    let root = state.root(index);
    assert!(claim.root(inner.n_answers(), position, path) == root, ENotItsAnswer);
    claim.assert_wrong(inner.n_shards(), size, along_asked, opening);
    index
}
