// SPDX-License-Identifier: Apache-2.0

/// The epochs in which a staking pool has no exchange rate of its own, because its node did not
/// serve. In these epochs the rate of the last epoch before them holds.
///
/// Finding that epoch takes a binary search among the gaps, however many there are and however long
/// they last. A node that serves in every epoch has no gaps.
module walrus_core::rate_gaps;

use sui::table_vec::{Self, TableVec};

// === Structs ===

/// The gaps of a pool, in order.
public struct RateGaps has store {
    gaps: TableVec<Gap>,
}

/// No epoch between these two has a rate; both of them have.
public struct Gap has copy, drop, store {
    last: u32,
    next: u32,
}

// === Public Functions ===

/// No gap yet. Never aborts.
public fun new(ctx: &mut TxContext): RateGaps {
    RateGaps { gaps: table_vec::empty(ctx) }
}

/// Takes note that after `last` the next epoch with a rate is `next`. Gaps come in order, which is the
/// caller's duty. Never aborts.
public fun add(self: &mut RateGaps, last: u32, next: u32) {
    self.gaps.push_back(Gap { last, next });
}

/// The last epoch with a rate before `epoch`, which lies in a gap.
///
/// Aborts with an arithmetic error if there is no gap.
public fun last_before(self: &RateGaps, epoch: u32): u32 {
    // The gap that ends after `epoch` and is the first to do so.
    let mut from = 0;
    let mut to = self.gaps.length() - 1;
    while (from < to) {
        let middle = (from + to) / 2;
        if (self.gaps[middle].next > epoch) to = middle else from = middle + 1;
    };
    self.gaps[from].last
}

/// Forgets everything. Never aborts.
public fun drop(self: RateGaps) {
    let RateGaps { gaps } = self;
    gaps.drop();
}
