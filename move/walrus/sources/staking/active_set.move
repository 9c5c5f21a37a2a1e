// SPDX-License-Identifier: Apache-2.0

/// The candidates for the next committee: the nodes with the most stake, up to a fixed number.
///
/// A node enters or moves when its own stake changes. A full set accepts a new node only if its
/// stake is more than that of the candidate with the least stake, which it then replaces.
module walrus::active_set;

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

// === Public-Package Functions ===

/// An empty set.
public(package) fun new(max_size: u16, threshold_stake: u64): ActiveSet {
    assert!(max_size > 0, EZeroMaxSize);
    ActiveSet { max_size, threshold_stake, nodes: vector[], total_stake: 0 }
}

/// Takes note of a node's stake. Returns whether the node is a candidate now.
public(package) fun insert_or_update(self: &mut ActiveSet, node_id: ID, stake: u64): bool {
    let index = self.nodes.find_index!(|entry| entry.node_id == node_id);
    let eligible = stake > 0 && stake >= self.threshold_stake;
    if (index.is_some()) {
        let index = index.destroy_some();
        if (eligible) self.set_stake(index, stake) else self.remove(index);
        eligible
    } else {
        eligible && self.try_insert(node_id, stake)
    }
}

/// The candidates and their stakes.
public(package) fun active_ids_and_stake(self: &ActiveSet): (vector<ID>, vector<u64>) {
    (self.nodes.map_ref!(|entry| entry.node_id), self.nodes.map_ref!(|entry| entry.staked_amount))
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

fun try_insert(self: &mut ActiveSet, node_id: ID, stake: u64): bool {
    if (self.nodes.length() == self.max_size as u64) {
        let weakest = self.weakest();
        if (self.nodes[weakest].staked_amount >= stake) return false;
        self.remove(weakest);
    };
    self.nodes.push_back(ActiveSetEntry { node_id, staked_amount: stake });
    self.total_stake = self.total_stake + stake;
    true
}

/// The candidate with the least stake; of several, the first.
fun weakest(self: &ActiveSet): u64 {
    let mut weakest = 0;
    self.nodes.length().do!(|i| {
        if (self.nodes[i].staked_amount < self.nodes[weakest].staked_amount) weakest = i;
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
