// SPDX-License-Identifier: Apache-2.0

/// The penalties of one staking pool: what is due of its stake when it advances to the next epoch,
/// what is kept from its next rewards, and how much has been taken lately.
///
/// Parts are millionths. However many penalties there are, they take at most 10 % of the stake in
/// one epoch and 30 % in 26. A node at the second bound is no candidate until enough epochs have
/// passed.
module walrus::pool_penalties;

use sui::balance::{Self, Balance};
use wal::wal::WAL;

// === Constants ===

/// 1 in millionths.
const WHOLE: u32 = 1_000_000;
/// The most of its stake that a pool can lose in one epoch, and in `WINDOW` epochs.
const MOST_PER_EPOCH: u32 = 100_000;
const MOST_PER_WINDOW: u32 = 300_000;
const WINDOW: u32 = 26;

// === Structs ===

public struct PoolPenalties has store {
    /// FROST of stake that are taken when the pool advances.
    due: u64,
    /// In the order of epochs, those of the last `WINDOW` in which stake was taken.
    taken: vector<TakenStake>,
    /// Millionths of the next rewards that are taken, and that wait.
    withheld: u32,
    held: u32,
    /// Rewards that wait. They are paid with the next ones if `is_released`.
    waiting: Balance<WAL>,
    is_released: bool,
}

/// Millionths of the stake that were taken in an epoch.
public struct TakenStake has copy, drop, store {
    epoch: u32,
    part: u32,
}

// === Public-Package Functions ===

/// No penalties.
public(package) fun none(): PoolPenalties {
    PoolPenalties {
        due: 0,
        taken: vector[],
        withheld: 0,
        held: 0,
        waiting: balance::zero(),
        is_released: false,
    }
}

/// Ends the record of a pool that ends, and returns what waits.
public(package) fun destroy(self: PoolPenalties): Balance<WAL> {
    let PoolPenalties { waiting, .. } = self;
    waiting
}

/// Notes that `part` of the stake is taken in an epoch, as far as the bounds allow, and no more than
/// `at_most` FROST. Returns the FROST of `stake` that this is.
public(package) fun take_part(
    self: &mut PoolPenalties,
    epoch: u32,
    part: u32,
    stake: u64,
    at_most: u64,
): u64 {
    self.taken = self.taken.filter!(|taken| taken.epoch + WINDOW > epoch);
    let now = self.taken.fold!(0, |sum, taken| {
        if (taken.epoch == epoch) sum + taken.part else sum
    });
    let room = (MOST_PER_EPOCH - now).min(MOST_PER_WINDOW - self.taken_until(epoch));
    let mut part = part.min(room);
    let mut amount = part_of(stake, part);
    if (amount > at_most) {
        amount = at_most;
        let product = (amount as u128) * (WHOLE as u128);
        part = product.divide_and_round_up(stake as u128) as u32;
    };
    if (part > 0) self.taken.push_back(TakenStake { epoch, part });
    amount
}

/// Has so much of its stake been taken before `epoch` that the node is no candidate?
public(package) fun is_barred(self: &PoolPenalties, epoch: u32): bool {
    self.taken_until(epoch) == MOST_PER_WINDOW
}

/// Adds FROST to what is taken of the stake when the pool advances.
public(package) fun add_due(self: &mut PoolPenalties, amount: u64) {
    self.due = self.due + amount;
}

/// FROST of stake that are taken when the pool advances.
public(package) fun due(self: &PoolPenalties): u64 {
    self.due
}

/// The pool advances: returns what is due, and nothing is any more.
public(package) fun take_due(self: &mut PoolPenalties): u64 {
    let due = self.due;
    self.due = 0;
    due
}

/// Takes a part of the next rewards, besides what is taken of them already.
public(package) fun withhold(self: &mut PoolPenalties, part: u32) {
    self.withheld = WHOLE.min(self.withheld + part.min(WHOLE));
}

/// Lets a part of the next rewards wait, besides what waits of them already.
public(package) fun hold(self: &mut PoolPenalties, part: u32) {
    self.held = WHOLE.min(self.held + part.min(WHOLE));
    self.is_released = false;
}

/// Pays what waits with the next rewards.
public(package) fun release(self: &mut PoolPenalties) {
    self.held = 0;
    self.is_released = true;
}

/// The rewards have come: lets a part of them wait or adds what has waited, and returns what is
/// taken of them.
public(package) fun take_from(self: &mut PoolPenalties, rewards: &mut Balance<WAL>): Balance<WAL> {
    let all = rewards.value();
    let taken = split_part(rewards, self.withheld);
    let wait = part_of(all, self.held).min(rewards.value());
    if (self.is_released) { rewards.join(self.waiting.withdraw_all()); };
    self.waiting.join(rewards.split(wait));
    self.withheld = 0;
    self.held = 0;
    taken
}

/// Splits millionths off an amount.
public(package) fun split_part(amount: &mut Balance<WAL>, part: u32): Balance<WAL> {
    let value = amount.value();
    amount.split(part_of(value, part))
}

// === Private Functions ===

/// Millionths of the stake that were taken in the window that ends with `epoch`.
fun taken_until(self: &PoolPenalties, epoch: u32): u32 {
    self.taken.fold!(0, |sum, taken| {
        if (taken.epoch + WINDOW > epoch) sum + taken.part else sum
    })
}

fun part_of(amount: u64, part: u32): u64 {
    ((amount as u128) * (part as u128) / (WHOLE as u128)) as u64
}
