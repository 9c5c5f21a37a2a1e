// SPDX-License-Identifier: Apache-2.0

/// How a node has behaved: what outlives a round and an epoch.
///
/// A node's stake is taken once at most for one cause in one epoch: the key of a penalty is (epoch,
/// node, cause). Rewards are withheld round by round; walrus takes no more than all of them.
module evidence::node_record;

use evidence::schedule::Cause;

// === Structs ===

/// The record of one node.
public struct NodeRecord has copy, drop, store {
    /// Rounds missed since the last one that it passed.
    misses_in_a_row: u32,
    /// The epoch to which the next three belong.
    epoch: u32,
    /// Rounds missed in that epoch.
    misses: u32,
    /// The causes for which stake was taken in that epoch: bit c is cause c.
    stake_taken: u16,
    /// Millionths of its stake that were taken in that epoch for shards that it has not delivered.
    for_shards: u32,
    /// Do rewards wait for the next round that it passes?
    is_held: bool,
    /// The last epoch for whose unrecoverable blobs it has paid.
    paid_for_blobs: u32,
}

// === Public-Package Functions ===

/// The record of a node of which nothing is known.
public(package) fun new(): NodeRecord {
    NodeRecord {
        misses_in_a_row: 0,
        epoch: 0,
        misses: 0,
        stake_taken: 0,
        for_shards: 0,
        is_held: false,
        paid_for_blobs: 0,
    }
}

/// The node has passed a round. Did rewards wait for that?
public(package) fun pass(self: &mut NodeRecord): bool {
    let was_held = self.is_held;
    self.misses_in_a_row = 0;
    self.is_held = false;
    was_held
}

/// Rewards wait for the next round that the node passes.
public(package) fun hold(self: &mut NodeRecord) {
    self.is_held = true;
}

/// The node has missed a round of this epoch.
public(package) fun miss(self: &mut NodeRecord, epoch: u32) {
    self.enter(epoch);
    self.misses_in_a_row = self.misses_in_a_row + 1;
    self.misses = self.misses + 1;
}

/// Notes that stake is taken for a cause in an epoch, unless it has been.
public(package) fun take_stake(self: &mut NodeRecord, epoch: u32, cause: Cause): bool {
    self.enter(epoch);
    let bit = 1u16 << cause.number();
    let is_first = self.stake_taken & bit == 0;
    self.stake_taken = self.stake_taken | bit;
    is_first
}

/// Notes that so much of the stake is due in an epoch for shards that were not delivered. Returns
/// what of it has not been taken yet: more shards may be named later.
public(package) fun owe_for_shards(self: &mut NodeRecord, epoch: u32, stake_ppm: u32): u32 {
    self.enter(epoch);
    let before = self.for_shards.min(stake_ppm);
    self.for_shards = self.for_shards.max(stake_ppm);
    stake_ppm - before
}

/// Notes that the node pays for unrecoverable blobs of an epoch, unless it has for this or a later
/// one.
public(package) fun pay_for_blobs(self: &mut NodeRecord, epoch: u32): bool {
    let is_first = epoch > self.paid_for_blobs;
    if (is_first) self.paid_for_blobs = epoch;
    is_first
}

/// Rounds missed since the last one that was passed.
public(package) fun misses_in_a_row(self: &NodeRecord): u32 {
    self.misses_in_a_row
}

/// Rounds missed in an epoch.
public(package) fun misses(self: &NodeRecord, epoch: u32): u32 {
    if (self.epoch == epoch) self.misses else 0
}

// === Private Functions ===

fun enter(self: &mut NodeRecord, epoch: u32) {
    if (self.epoch == epoch) return;
    self.epoch = epoch;
    self.misses = 0;
    self.stake_taken = 0;
    self.for_shards = 0;
}
