// SPDX-License-Identifier: Apache-2.0

/// Penalties by vote. Nodes with a quorum of the current epoch's shards can take from a node what
/// its operator has earned and not collected, for reasons that no proof covers. Votes count in
/// their own epoch only, and an executed vote is used up.
module walrus::slashing;

use sui::{table::{Self, Table}, vec_set::{Self, VecSet}};
use wal::wal::{Self, ProtectedTreasury};
use walrus::{auth::Authenticated, events, staking::Staking};
use walrus_core::quorum;

// === Errors ===

/// The caller may not act for this node in matters of governance; the one whom
/// `set_governance_authorized` named has to vote.
const ENotAuthorized: u64 = 0;
/// The node has voted against this node already; there is nothing to do.
const EDuplicateVote: u64 = 1;
/// No node has voted against this node.
const ENoProposalForNode: u64 = 2;
/// The votes are from an earlier epoch; the current committee has to vote again.
const EWrongEpoch: u64 = 3;
/// The nodes that voted against the node hold less than a quorum of the shards.
const ENotEnoughVotes: u64 = 4;
/// The voter is not in the committee of the current epoch.
const ENotCommitteeMember: u64 = 5;

// === Structs ===

/// Votes against a node.
public struct SlashingProposal has drop, store {
    /// The epoch of the votes.
    epoch: u32,
    /// The node that is to be penalised.
    node_id: ID,
    /// Shards of the voters.
    voting_weight: u16,
    voters: VecSet<ID>,
}

/// Holder of the votes, by the node that they are against.
public struct SlashingManager has key {
    id: UID,
    slashing_candidates: Table<ID, SlashingProposal>,
}

// === Public Functions ===

/// Votes, for a node of the current committee, against a node.
///
/// Aborts with:
/// - `staking::EWrongVersion` if the object belongs to another version of the package,
/// - `staking_inner::EPoolNotFound` if there is no node with one of the ids,
/// - `ENotAuthorized` if `auth` may not act for the voter in matters of governance,
/// - `ENotCommitteeMember` if the voter is not in the committee,
/// - `EDuplicateVote` if the voter has voted against this node already.
public fun vote_for_slashing(
    self: &mut SlashingManager,
    staking: &Staking,
    auth: Authenticated,
    voter_node_id: ID,
    candidate_node_id: ID,
) {
    assert!(staking.may_govern(voter_node_id, &auth), ENotAuthorized);
    let weight = staking.weight_of(&voter_node_id);
    assert!(weight > 0, ENotCommitteeMember);
    staking.assert_exists(candidate_node_id);

    let epoch = staking.epoch();
    let votes = &mut self.slashing_candidates;
    let is_open = votes.contains(candidate_node_id) && votes[candidate_node_id].epoch == epoch;
    if (!is_open) {
        if (votes.contains(candidate_node_id)) { votes.remove(candidate_node_id); };
        let proposal = SlashingProposal {
            epoch,
            node_id: candidate_node_id,
            voting_weight: 0,
            voters: vec_set::empty(),
        };
        votes.add(candidate_node_id, proposal);
    };
    let proposal = &mut votes[candidate_node_id];
    assert!(!proposal.voters.contains(&voter_node_id), EDuplicateVote);
    proposal.voters.insert(voter_node_id);
    proposal.voting_weight = proposal.voting_weight + weight;
    let weight = proposal.voting_weight;
    events::emit_slashing_vote_cast(epoch, voter_node_id, candidate_node_id, weight);
}

/// Burns what the operator of a node has earned and not collected, if nodes with a quorum of the
/// shards have voted for that in this epoch. Anyone may call it.
///
/// Aborts with:
/// - `staking::EWrongVersion` if the object belongs to another version of the package,
/// - `ENoProposalForNode` if no node has voted against the node,
/// - `EWrongEpoch` if the votes are from an earlier epoch,
/// - `ENotEnoughVotes` if the voters hold less than a quorum of the shards,
/// - `staking_inner::EPoolNotFound` if the node does not exist any more.
public fun execute_slashing(
    self: &mut SlashingManager,
    staking: &mut Staking,
    treasury: &mut ProtectedTreasury,
    candidate_node_id: ID,
    ctx: &mut TxContext,
) {
    let votes = &mut self.slashing_candidates;
    assert!(votes.contains(candidate_node_id), ENoProposalForNode);
    let SlashingProposal { epoch, voting_weight, .. } = votes.remove(candidate_node_id);
    assert!(epoch == staking.epoch(), EWrongEpoch);
    assert!(quorum::is_quorum(voting_weight, staking.n_shards()), ENotEnoughVotes);
    let commission = staking.take_commission(candidate_node_id);
    wal::burn(treasury, commission.into_coin(ctx));
}

/// Removes the votes against these nodes that are from an earlier epoch. Anyone may call it.
///
/// Aborts with `staking::EWrongVersion` if the object belongs to another version of the package.
public fun cleanup_slashing_proposals(
    self: &mut SlashingManager,
    staking: &Staking,
    node_ids: vector<ID>,
) {
    let epoch = staking.epoch();
    let votes = &mut self.slashing_candidates;
    node_ids.do!(|node_id| {
        if (votes.contains(node_id) && votes[node_id].epoch < epoch) { votes.remove(node_id); }
    });
}

// === Public-Package Functions ===

/// Creates and shares the holder of the votes.
public(package) fun create(ctx: &mut TxContext) {
    transfer::share_object(SlashingManager {
        id: object::new(ctx),
        slashing_candidates: table::new(ctx),
    });
}

// === Test Only ===

/// How many nodes there are votes against.
#[test_only]
public fun n_proposals(self: &SlashingManager): u64 {
    self.slashing_candidates.length()
}
