// SPDX-License-Identifier: Apache-2.0

/// What a node has said of shards that it has lost.
module evidence::declaration;

// === Constants ===

/// Two declarations in so many epochs are one too many.
const FORGIVEN_AFTER: u32 = 4;

// === Structs ===

/// The last declaration of a node.
public struct Declaration has copy, drop, store {
    epoch: u32,
    shards: vector<u16>,
    /// The last epoch for which these shards' rewards were withheld.
    charged: u32,
    /// Has the node its shards again?
    is_restored: bool,
}

// === Public-Package Functions ===

/// A declaration, whose rewards are withheld for its own epoch.
public(package) fun new(epoch: u32, shards: vector<u16>): Declaration {
    Declaration { epoch, shards, charged: epoch, is_restored: false }
}

/// Was the last declaration so recent that one in `epoch` counts as failing?
public(package) fun is_recent(self: &Declaration, epoch: u32): bool {
    epoch < self.epoch + FORGIVEN_AFTER
}

/// Does the declaration hold over into `epoch`, the one after it?
public(package) fun holds_over(self: &Declaration, epoch: u32): bool {
    !self.is_restored && epoch == self.epoch + 1
}

/// Notes that rewards are withheld for an epoch, unless they have been.
public(package) fun charge(self: &mut Declaration, epoch: u32): bool {
    let is_first = self.charged < epoch;
    self.charged = epoch;
    is_first
}

/// The node has its shards again. Returns whether that is new.
public(package) fun restore(self: &mut Declaration): bool {
    let was_lost = !self.is_restored;
    self.is_restored = true;
    was_lost
}

/// The shards that were named.
public(package) fun shards(self: &Declaration): &vector<u16> {
    &self.shards
}
