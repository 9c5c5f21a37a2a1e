// SPDX-License-Identifier: Apache-2.0

/// The candidates for the next committee: the nodes with the most stake, up to a fixed number.
///
/// A node enters, moves or leaves when its own stake changes. The `Ranking` beside the set holds
/// all other nodes with stake. A candidate that falls behind the best of them changes places with
/// it, and a newcomer that comes before the weakest candidate takes its place. So who is a
/// candidate depends on the stakes as they are, and on nothing that came and went.
///
/// Anyone can make a set. The one that counts belongs to `Staking` of `walrus`, which gives out no
/// reference to it.
module walrus_core::active_set;

use walrus_core::ranking::{Self, Ranking};

// === Errors ===

/// The active set would have no room for any node.
const EZeroMaxSize: u64 = 0;

// === Structs ===

/// A node and its stake, in FROST, as it will be when the next committee takes over.
public struct ActiveSetEntry has copy, drop, store {
    node_id: ID,
    staked_amount: u64,
}

/// The candidates.
public struct ActiveSet has copy, drop, store {
    max_size: u16,
    /// The least stake that makes a candidate; a node without stake is never one.
    threshold_stake: u64,
    nodes: vector<ActiveSetEntry>,
    /// The sum of all candidates' stakes.
    total_stake: u64,
}

// === Public Functions ===

/// An empty set.
///
/// Aborts with `EZeroMaxSize` if it would have no room.
public fun new(max_size: u16, threshold_stake: u64): ActiveSet {
    assert!(max_size > 0, EZeroMaxSize);
    ActiveSet { max_size, threshold_stake, nodes: vector[], total_stake: 0 }
}

/// Takes note of a node's stake. Afterwards no node of the ranking comes before a candidate.
///
/// Aborts with an arithmetic error if the sum of the candidates' stakes does not fit into 64 bits.
public fun insert_or_update(self: &mut ActiveSet, ranking: &mut Ranking, node_id: ID, stake: u64) {
    let eligible = stake > 0 && stake >= self.threshold_stake;
    let index = self.nodes.find_index!(|entry| entry.node_id == node_id);
    if (index.is_some()) {
        let index = index.destroy_some();
        self.set_stake(index, stake);
        // Every other candidate comes before all nodes of the ranking.
        if (eligible && !ranking.has_before(stake, &node_id)) return;
        self.remove(index);
        self.add_best_of(ranking);
        if (eligible) ranking.set(node_id, stake);
    } else if (!eligible) {
        ranking.remove(node_id);
    } else if (self.nodes.length() < self.max_size as u64) {
        self.add(node_id, stake);
    } else {
        let weakest = self.weakest();
        let ActiveSetEntry { node_id: last, staked_amount: least } = self.nodes[weakest];
        if (!ranking::is_before(stake, &node_id, least, &last)) {
            ranking.set(node_id, stake);
        } else {
            self.remove(weakest);
            self.add(node_id, stake);
            ranking.remove(node_id);
            ranking.set(last, least);
        }
    }
}

/// The candidates and their stakes, the best first. Never aborts.
public fun active_ids_and_stake(self: &ActiveSet): (vector<ID>, vector<u64>) {
    let mut nodes = self.nodes;
    nodes.merge_sort_by!(|a, b| {
        !ranking::is_before(b.staked_amount, &b.node_id, a.staked_amount, &a.node_id)
    });
    (nodes.map_ref!(|entry| entry.node_id), nodes.map_ref!(|entry| entry.staked_amount))
}

// === Private Functions ===

fun set_stake(self: &mut ActiveSet, index: u64, stake: u64) {
    let entry = &mut self.nodes[index];
    self.total_stake = self.total_stake - entry.staked_amount + stake;
    entry.staked_amount = stake;
}

fun remove(self: &mut ActiveSet, index: u64) {
    let entry = self.nodes.swap_remove(index);
    self.total_stake = self.total_stake - entry.staked_amount;
}

fun add(self: &mut ActiveSet, node_id: ID, stake: u64) {
    self.nodes.push_back(ActiveSetEntry { node_id, staked_amount: stake });
    self.total_stake = self.total_stake + stake;
}

/// Gives the free place to the best node of the ranking, if there is any.
fun add_best_of(self: &mut ActiveSet, ranking: &mut Ranking) {
    ranking.best().do!(|best| {
        let (node_id, stake) = best.into_parts();
        ranking.remove(node_id);
        self.add(node_id, stake);
    });
}

/// The index of the candidate that comes last.
fun weakest(self: &ActiveSet): u64 {
    let mut weakest = 0;
    self.nodes.length().do!(|i| {
        let (last, other) = (&self.nodes[weakest], &self.nodes[i]);
        if (
            ranking::is_before(
                last.staked_amount,
                &last.node_id,
                other.staked_amount,
                &other.node_id,
            )
        ) weakest = i;
    });
    weakest
}

// === Test Only ===

/// The number of candidates.
#[test_only]
public fun size(self: &ActiveSet): u64 {
    self.nodes.length()
}

/// The sum of all candidates' stakes.
#[test_only]
public fun total_stake(self: &ActiveSet): u64 {
    self.total_stake
}
