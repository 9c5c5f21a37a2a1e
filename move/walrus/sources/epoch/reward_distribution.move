// SPDX-License-Identifier: Apache-2.0

/// The staking pools that are still in the epoch before, each with the rewards of its node for that
/// epoch.
///
/// An epoch change advances the pools of two committees: up to twice as many as there are
/// candidates. Each pool takes several dynamic fields, and Sui limits how many of them a
/// transaction can touch. Pools beyond that limit wait here. A pool that a call needs is advanced
/// first, so no caller sees the difference. Anyone can advance the others with
/// `staking::advance_pools`.
module walrus::reward_distribution;

use sui::balance::Balance;
use wal::wal::WAL;

// === Structs ===

/// The pools that wait. The last one in the vector is the next to be advanced.
public struct RewardDistribution has store {
    waiting: vector<PoolRewards>,
}

/// A pool that waits, with what its node has earned.
public struct PoolRewards has store {
    node_id: ID,
    rewards: Balance<WAL>,
    /// Does the node serve in the epoch that has begun?
    serves: bool,
}

// === Public-Package Functions ===

/// No pool waits.
public(package) fun empty(): RewardDistribution {
    RewardDistribution { waiting: vector[] }
}

/// The rewards of a pool that has to be advanced.
public(package) fun new(node_id: ID, rewards: Balance<WAL>, serves: bool): PoolRewards {
    PoolRewards { node_id, rewards, serves }
}

/// How many pools wait.
public(package) fun size(self: &RewardDistribution): u64 {
    self.waiting.length()
}

/// Does the pool of this node wait?
public(package) fun contains(self: &RewardDistribution, node_id: &ID): bool {
    self.waiting.any!(|pool_rewards| &pool_rewards.node_id == node_id)
}

/// Adds a pool.
public(package) fun add(self: &mut RewardDistribution, pool_rewards: PoolRewards) {
    self.waiting.push_back(pool_rewards);
}

/// Removes the pool of this node, which waits.
public(package) fun take(self: &mut RewardDistribution, node_id: &ID): PoolRewards {
    let index = self.waiting.find_index!(|pool_rewards| &pool_rewards.node_id == node_id);
    self.waiting.swap_remove(index.destroy_some())
}

/// Removes the next pool.
public(package) fun take_next(self: &mut RewardDistribution): PoolRewards {
    self.waiting.pop_back()
}

/// The node, its rewards, and whether it serves in the epoch that has begun.
public(package) fun into_parts(self: PoolRewards): (ID, Balance<WAL>, bool) {
    let PoolRewards { node_id, rewards, serves } = self;
    (node_id, rewards, serves)
}
