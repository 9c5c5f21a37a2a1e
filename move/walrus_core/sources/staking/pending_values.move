// SPDX-License-Identifier: Apache-2.0

/// Amounts that begin to count in a later epoch.
///
/// Entries are at most two epochs ahead. Entries of past epochs are merged when one is added, so
/// there are never more than a few.
///
/// Anyone can make a value of this type. It is worth something only where an object of `walrus` has
/// it, and these give out no reference through which it could be changed.
module walrus_core::pending_values;

use sui::vec_map::{Self, VecMap};

// === Errors ===

/// No amount is pending for that epoch.
const EMissingEpochValue: u64 = 0;
/// The amount that is pending for that epoch is smaller than the one to take away.
const EReduceValueTooLarge: u64 = 1;

// === Structs ===

/// Amounts by epoch.
public struct PendingValues(VecMap<u32, u64>) has copy, drop, store;

// === Public Functions ===

/// Nothing is waiting. Never aborts.
public fun empty(): PendingValues {
    PendingValues(vec_map::empty())
}

/// Adds to what waits for an epoch.
///
/// Aborts with an arithmetic error if the sum does not fit into 64 bits.
public fun insert_or_add(self: &mut PendingValues, epoch: u32, value: u64) {
    if (self.0.contains(&epoch)) {
        let current = self.0.get_mut(&epoch);
        *current = *current + value;
    } else {
        self.0.insert(epoch, value);
    }
}

/// Replaces what waits for an epoch. Never aborts.
public fun insert_or_replace(self: &mut PendingValues, epoch: u32, value: u64) {
    if (self.0.contains(&epoch)) {
        *self.0.get_mut(&epoch) = value;
    } else {
        self.0.insert(epoch, value);
    }
}

/// Takes away from what waits for an epoch.
///
/// Aborts with:
/// - `EMissingEpochValue` if nothing waits for that epoch,
/// - `EReduceValueTooLarge` if less than that waits for it.
public fun reduce(self: &mut PendingValues, epoch: u32, value: u64) {
    assert!(self.0.contains(&epoch), EMissingEpochValue);
    let current = self.0.get_mut(&epoch);
    assert!(*current >= value, EReduceValueTooLarge);
    *current = *current - value;
    if (*current == 0) {
        self.0.remove(&epoch);
    }
}

/// The sum of what waits for epochs up to and including `epoch`.
///
/// Aborts with an arithmetic error if the sum does not fit into 64 bits.
public fun value_at(self: &PendingValues, epoch: u32): u64 {
    let mut sum = 0;
    self.0.size().do!(|i| {
        let (due, value) = self.0.get_entry_by_idx(i);
        if (*due <= epoch) sum = sum + *value;
    });
    sum
}

/// What waits for the latest of the epochs up to and including `epoch`. Never aborts.
public fun latest_value_at(self: &PendingValues, epoch: u32): Option<u64> {
    let mut latest = 0;
    let mut found = option::none();
    self.0.size().do!(|i| {
        let (due, value) = self.0.get_entry_by_idx(i);
        if (*due <= epoch && *due >= latest) {
            latest = *due;
            found = option::some(*value);
        }
    });
    found
}

/// Removes what waits for epochs up to and including `epoch`, and returns the sum.
///
/// Aborts with an arithmetic error if the sum does not fit into 64 bits.
public fun flush(self: &mut PendingValues, epoch: u32): u64 {
    let mut sum = 0;
    self.0.keys().do!(|due| if (due <= epoch) {
        let (_, value) = self.0.remove(&due);
        sum = sum + value;
    });
    sum
}

/// Puts everything that waits for epochs up to and including `epoch` under that one.
///
/// Aborts with an arithmetic error if the sum does not fit into 64 bits.
public fun merge_until(self: &mut PendingValues, epoch: u32) {
    let due = self.flush(epoch);
    if (due > 0) self.0.insert(epoch, due);
}

/// Amounts by epoch. Never aborts.
public fun inner(self: &PendingValues): &VecMap<u32, u64> {
    &self.0
}
