// SPDX-License-Identifier: Apache-2.0

/// What a staking pool has to know of the rest of the network: the epoch, whether the next
/// committee is selected, and whether the node is in one of the two committees. With that the pool
/// decides when stake begins and ceases to count.
module walrus_core::epoch_context;

// === Structs ===

/// The moment, as one node sees it.
public struct EpochContext has copy, drop {
    epoch: u32,
    /// Is it settled already who serves in the next epoch?
    committee_selected: bool,
    /// Does the node serve in this epoch?
    in_committee: bool,
    /// Is it settled that the node serves in the next epoch?
    in_next_committee: bool,
}

// === Public Functions ===

/// The moment, as one node sees it. Never aborts.
public fun new(
    epoch: u32,
    committee_selected: bool,
    in_committee: bool,
    in_next_committee: bool,
): EpochContext {
    EpochContext { epoch, committee_selected, in_committee, in_next_committee }
}

/// The current epoch. Never aborts.
public fun epoch(self: &EpochContext): u32 {
    self.epoch
}

/// Has the voting of this epoch ended? Never aborts.
public fun committee_selected(self: &EpochContext): bool {
    self.committee_selected
}

/// The first epoch whose committee is still open: the next one until its committee is selected,
/// then the one after it.
///
/// Aborts with an arithmetic error if that is not below 2^32.
public fun open_epoch(self: &EpochContext): u32 {
    if (self.committee_selected) self.epoch + 2 else self.epoch + 1
}

/// The first epoch in which the node is not committed to serve, as far as is settled now.
///
/// Aborts with an arithmetic error if that is not below 2^32.
public fun free_epoch(self: &EpochContext): u32 {
    if (self.in_next_committee) self.epoch + 2
    else if (self.in_committee) self.epoch + 1
    else self.epoch
}

/// Is it settled that the node serves in the next epoch? Never aborts.
public fun in_next_committee(self: &EpochContext): bool {
    self.in_next_committee
}

// === Test Only ===

/// Does the node serve in this epoch?
#[test_only]
public fun in_committee(self: &EpochContext): bool {
    self.in_committee
}
