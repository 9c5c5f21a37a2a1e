// SPDX-License-Identifier: Apache-2.0

/// The accounts of the current epoch and of the epochs to come: the bytes sold for each, and the
/// WAL paid for them.
///
/// The accounts are a ring buffer, with one slot for each epoch for which storage is sold. The slot
/// at `current_index` is that of the current epoch. When the epoch ends, its WAL is paid out and
/// the slot is used for the epoch farthest ahead.
module walrus::storage_accounting;

use sui::balance::{Self, Balance};
use wal::wal::WAL;

// === Errors ===

/// The epoch is farther ahead than storage is sold.
const ETooFarInFuture: u64 = 0;

// === Structs ===

/// The account of one epoch.
public struct FutureAccounting has store {
    epoch: u32,
    /// Bytes of encoded data promised for this epoch.
    used_capacity: u64,
    /// WAL for those who store them.
    rewards_to_distribute: Balance<WAL>,
}

/// The accounts of the current epoch and of those that can be bought ahead.
public struct FutureAccountingRingBuffer has store {
    current_index: u32,
    length: u32,
    ring_buffer: vector<FutureAccounting>,
}

// === Public Functions ===

/// How many epochs can be bought, the current one included. Never aborts.
public fun max_epochs_ahead(self: &FutureAccountingRingBuffer): u32 {
    self.length
}

/// The account of the epoch that is `epochs_in_future` after the current one.
///
/// Aborts with `ETooFarInFuture` if `epochs_in_future` is not smaller than `max_epochs_ahead`.
#[syntax(index)]
public fun ring_lookup(
    self: &FutureAccountingRingBuffer,
    epochs_in_future: u32,
): &FutureAccounting {
    &self.ring_buffer[self.slot(epochs_in_future)]
}

/// The epoch of this account. Never aborts.
public fun epoch(self: &FutureAccounting): u32 {
    self.epoch
}

/// Bytes promised. Never aborts.
public fun used_capacity(self: &FutureAccounting): u64 {
    self.used_capacity
}

/// FROST to be paid out. Never aborts.
public fun rewards(self: &FutureAccounting): u64 {
    self.rewards_to_distribute.value()
}

// === Public-Package Functions ===

/// Empty accounts for the epochs from 0 on.
public(package) fun ring_new(length: u32): FutureAccountingRingBuffer {
    let ring_buffer = vector::tabulate!(
        length as u64,
        |epoch| FutureAccounting {
            epoch: epoch as u32,
            used_capacity: 0,
            rewards_to_distribute: balance::zero(),
        },
    );
    FutureAccountingRingBuffer { current_index: 0, length, ring_buffer }
}

/// The account of the epoch that is `epochs_in_future` after the current one.
#[syntax(index)]
public(package) fun ring_lookup_mut(
    self: &mut FutureAccountingRingBuffer,
    epochs_in_future: u32,
): &mut FutureAccounting {
    let slot = self.slot(epochs_in_future);
    &mut self.ring_buffer[slot]
}

/// Promises more bytes, and returns how many are promised now.
public(package) fun increase_used_capacity(self: &mut FutureAccounting, amount: u64): u64 {
    self.used_capacity = self.used_capacity + amount;
    self.used_capacity
}

/// The WAL of this epoch.
public(package) fun rewards_balance(self: &mut FutureAccounting): &mut Balance<WAL> {
    &mut self.rewards_to_distribute
}

/// Closes the current epoch: returns the bytes it had promised and the WAL for them, and makes the
/// next epoch the current one.
public(package) fun advance(self: &mut FutureAccountingRingBuffer): (u64, Balance<WAL>) {
    let length = self.length;
    let closed = self.ring_lookup_mut(0);
    let used_capacity = closed.used_capacity;
    let rewards = closed.rewards_to_distribute.withdraw_all();
    closed.epoch = closed.epoch + length;
    closed.used_capacity = 0;
    self.current_index = (self.current_index + 1) % length;
    (used_capacity, rewards)
}

// === Private Functions ===

fun slot(self: &FutureAccountingRingBuffer, epochs_in_future: u32): u64 {
    assert!(epochs_in_future < self.length, ETooFarInFuture);
    ((self.current_index + epochs_in_future) % self.length) as u64
}
