// SPDX-License-Identifier: Apache-2.0

/// The staking pools that have yet to be moved to the epoch that has begun, each with what its node
/// has earned in the one before.
///
/// An epoch change moves the pools of two committees on, up to twice as many as there are
/// candidates, and each takes several dynamic fields, of which a transaction may touch only so many.
/// Those that are too many wait here. A pool that somebody wants to use is moved on first, so that
/// nobody sees the difference, and the others follow in steps that anyone may take.
module walrus::payday;

use sui::balance::Balance;
use wal::wal::WAL;

// === Structs ===

/// Who waits, the last one first in turn.
public struct Payday has store {
    waiting: vector<Earner>,
}

/// A node whose pool waits.
public struct Earner has store {
    node_id: ID,
    rewards: Balance<WAL>,
    /// Does it serve in the epoch that has begun?
    serves: bool,
}

// === Public-Package Functions ===

/// Nobody waits.
public(package) fun empty(): Payday {
    Payday { waiting: vector[] }
}

/// A node whose pool has to be moved on.
public(package) fun new_earner(node_id: ID, rewards: Balance<WAL>, serves: bool): Earner {
    Earner { node_id, rewards, serves }
}

/// How many wait.
public(package) fun size(self: &Payday): u64 {
    self.waiting.length()
}

/// Does this node's pool wait?
public(package) fun contains(self: &Payday, node_id: &ID): bool {
    self.waiting.any!(|earner| &earner.node_id == node_id)
}

/// Lets a node wait.
public(package) fun add(self: &mut Payday, earner: Earner) {
    self.waiting.push_back(earner);
}

/// Calls a node that waits.
public(package) fun call(self: &mut Payday, node_id: &ID): Earner {
    let index = self.waiting.find_index!(|earner| &earner.node_id == node_id);
    self.waiting.swap_remove(index.destroy_some())
}

/// Calls the next one.
public(package) fun call_next(self: &mut Payday): Earner {
    self.waiting.pop_back()
}

/// The node, what it has earned, and whether it serves.
public(package) fun into_parts(self: Earner): (ID, Balance<WAL>, bool) {
    let Earner { node_id, rewards, serves } = self;
    (node_id, rewards, serves)
}
