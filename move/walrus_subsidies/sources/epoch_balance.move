// SPDX-License-Identifier: Apache-2.0

/// An amount for each of the epochs for which storage is sold, in a ring: the slot at `current_index`
/// is that of the earliest epoch, and is used again for the latest one when that epoch has ended.
module walrus_subsidies::epoch_balance;

// === Structs ===

/// The FROST of an epoch.
public struct EpochBalance has copy, drop, store {
    epoch: u32,
    balance: u64,
}

/// The FROST of some epochs that follow one another.
public struct EpochBalanceRingBuffer has store {
    current_index: u32,
    ring_buffer: vector<EpochBalance>,
}

// === Public-Package Functions ===

/// These amounts for the epochs from `epoch` on, at least one.
public(package) fun new(epoch: u32, balances: vector<u64>): EpochBalanceRingBuffer {
    let ring_buffer = vector::tabulate!(
        balances.length(),
        |i| EpochBalance {
            epoch: epoch + (i as u32),
            balance: balances[i],
        },
    );
    EpochBalanceRingBuffer { current_index: 0, ring_buffer }
}

/// The amount of the epoch that is `index` after the earliest one.
public(package) fun balance(self: &EpochBalanceRingBuffer, index: u64): u64 {
    self.ring_buffer[self.slot(index)].balance
}

/// Sets that amount.
public(package) fun set_balance(self: &mut EpochBalanceRingBuffer, index: u64, balance: u64) {
    let slot = self.slot(index);
    self.ring_buffer[slot].balance = balance;
}

/// Makes `epoch` the earliest one; it is none that has gone. Later epochs begin with nothing.
public(package) fun advance_to(self: &mut EpochBalanceRingBuffer, epoch: u32) {
    let length = self.ring_buffer.length();
    let ahead = (epoch - self.ring_buffer[self.current_index as u64].epoch) as u64;
    if (ahead == 0) return;
    // After a whole round every slot has been used again.
    let passed = ahead.min(length);
    passed.do!(|i| {
        let slot = self.slot(i);
        self.ring_buffer[slot].balance = 0;
    });
    self.current_index = self.slot(ahead % length) as u32;
    length.do!(|i| {
        let slot = self.slot(i);
        self.ring_buffer[slot].epoch = epoch + (i as u32);
    });
}

// === Private Functions ===

fun slot(self: &EpochBalanceRingBuffer, index: u64): u64 {
    (self.current_index as u64 + index) % self.ring_buffer.length()
}
