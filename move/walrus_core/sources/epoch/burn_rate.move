// SPDX-License-Identifier: Apache-2.0

/// The share of each epoch's rewards that is burned, in basis points.
///
/// The committee decides it as it decides prices (`walrus_core::votes`): the rate stays unless a
/// quorum names more, or a quorum names less. A member that has named nothing wants no change. Votes
/// are counted as they come, each with the shards of the committee of its epoch, and only until the
/// voting of the epoch ends: so whoever serves in an epoch knows before what it will burn. The rate
/// begins with 0, and no vote brings it above 10 %.
module walrus_core::burn_rate;

use walrus_core::{committee::Committee, votes};

// === Errors ===

/// The burn rate is above 1000 basis points (10 %); name at most that.
const EBurnRateTooHigh: u64 = 0;

// === Constants ===

/// The highest rate, in basis points.
const MAX_RATE: u16 = 1_000;
/// 100 % in basis points.
const N_BASIS_POINTS: u128 = 10_000;

// === Structs ===

/// The rate of the current epoch, that of the next one, and what members have named, in the order of
/// their ids.
public struct BurnRate has store {
    current: u16,
    next: u16,
    votes: vector<BurnVote>,
}

/// What a member has named.
public struct BurnVote has copy, drop, store {
    node_id: ID,
    rate: u16,
}

// === Public Functions ===

/// Nothing is burned, and nobody has voted. Never aborts.
public fun new(): BurnRate {
    BurnRate { current: 0, next: 0, votes: vector[] }
}

/// The rate of the current epoch, in basis points. Never aborts.
public fun current(self: &BurnRate): u16 {
    self.current
}

/// The rate of the next epoch, in basis points, as the votes are now. Never aborts.
public fun next(self: &BurnRate): u16 {
    self.next
}

/// A member of the committee, which has a quorum of `n_shards`, names a rate. Votes of nodes that are
/// no members any more are forgotten. Returns the rate of the next epoch.
///
/// Aborts with `EBurnRateTooHigh` if the rate is above 1,000 basis points, and with
/// `std::option::EOPTION_NOT_SET` if the committee has no quorum.
public fun vote(
    self: &mut BurnRate,
    voter: ID,
    rate: u16,
    committee: &Committee,
    n_shards: u16,
): u16 {
    assert!(rate <= MAX_RATE, EBurnRateTooHigh);
    let current = self.current;
    let named = self.votes;
    let mut kept = vector[];
    let mut i = 0;
    let (node_ids, weights) = committee.weights();
    // Both are in the order of ids, so one walk finds every vote.
    let votes = node_ids.zip_map!(weights, |node_id, weight| {
        while (i < named.length() && rank(named[i].node_id) < rank(node_id)) i = i + 1;
        let rate = if (node_id == voter) option::some(rate)
        else if (i < named.length() && named[i].node_id == node_id) option::some(named[i].rate)
        else option::none();
        rate.do!(|rate| kept.push_back(BurnVote { node_id, rate }));
        votes::new(rate.destroy_or!(current) as u64, weight)
    });
    self.votes = kept;
    self.next = votes::next_price(current as u64, votes, n_shards) as u16;
    self.next
}

/// An epoch ends that has earned so many FROST: returns how many are burned, rounded down. From now
/// on the next rate applies. Never aborts.
public fun end_epoch(self: &mut BurnRate, rewards: u64): u64 {
    let burned = (rewards as u128) * (self.current as u128) / N_BASIS_POINTS;
    self.current = self.next;
    burned as u64
}

// === Private Functions ===

fun rank(node_id: ID): u256 {
    node_id.to_address().to_u256()
}
