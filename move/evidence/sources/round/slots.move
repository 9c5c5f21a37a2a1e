// SPDX-License-Identifier: Apache-2.0

/// When rounds open: at times that nobody can know.
///
/// An epoch has 64 slots, and each slot one attempt, which draws a number from 0 to 63. The attempt
/// only stores the number, so that it does the same work whatever it has drawn: nobody can refuse
/// an outcome by a small gas budget. A second transaction opens the round if the number is below 5,
/// and passes the slot otherwise. In the last slot of which all leaves enough time, an epoch that has
/// had no round gets one for certain.
module evidence::slots;

// === Errors ===

/// This slot has had its attempt; wait for the next one.
const ESlotTaken: u64 = 0;
/// An attempt waits for the transaction that opens its round or passes the slot.
const EAttemptPending: u64 = 1;
/// There is no attempt; make one first.
const ENoAttempt: u64 = 2;

// === Constants ===

/// An attempt draws one of so many numbers, and those below the chance open a round.
const NUMBERS: u8 = 64;
const CHANCE: u8 = 5;

// === Structs ===

/// The slots of an epoch.
public struct Slots has drop, store {
    /// The first slot that has had no attempt.
    next: u64,
    /// The number that the last attempt has drawn, while nothing has been made of it.
    drawn: Option<u8>,
    /// Has a round opened in this epoch?
    had_round: bool,
}

// === Public-Package Functions ===

/// The slots of a new epoch.
public(package) fun new(): Slots {
    Slots { next: 0, drawn: option::none(), had_round: false }
}

/// Aborts unless an attempt can be made in this slot.
public(package) fun assert_free(self: &Slots, slot: u64) {
    self.assert_nothing_pending();
    assert!(slot >= self.next, ESlotTaken);
}

/// Aborts if an attempt waits.
public(package) fun assert_nothing_pending(self: &Slots) {
    assert!(self.drawn.is_none(), EAttemptPending);
}

/// Takes a slot for an attempt that has drawn a random byte. Returns the number that this is.
public(package) fun take(self: &mut Slots, slot: u64, random: u8): u8 {
    let number = random % NUMBERS;
    self.next = slot + 1;
    self.drawn = option::some(number);
    number
}

/// The slot of the attempt that waits.
public(package) fun pending(self: &Slots): u64 {
    assert!(self.drawn.is_some(), ENoAttempt);
    self.next - 1
}

/// Uses the attempt up. Does it open a round, if there `is_time` for one?
public(package) fun resolve(self: &mut Slots, is_last: bool, is_time: bool): bool {
    let number = self.drawn.extract();
    let opens = is_time && (number < CHANCE || is_last && !self.had_round);
    self.had_round = self.had_round || opens;
    opens
}
