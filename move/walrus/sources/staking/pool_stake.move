// SPDX-License-Identifier: Apache-2.0

/// The stake of a staking pool: what is at work, and what of it leaves in which epoch.
///
/// What stake is worth, its principal with the rewards so far, is counted to 12 decimal places of a
/// FROST. So what leaves takes out what it is worth even after one epoch has multiplied it, and what
/// is left is what the others are worth. Everything is rounded down, so `worth` is never less than
/// what all stakes at work are worth together.
module walrus::pool_stake;

use walrus::pool_exchange_rate::PoolExchangeRate;
use walrus_core::pending_values::{Self, PendingValues};

// === Constants ===

/// 1 FROST.
const FROST: u128 = 1_000_000_000_000;

// === Structs ===

public struct PoolStake has drop, store {
    /// The principal of all stake that somebody holds, at work or not, in FROST.
    held: u64,
    /// Principal at work, in FROST, and what it is worth, in 10^-12 FROST.
    principal: u64,
    worth: u128,
    /// In no order, one entry for an epoch.
    leaving: vector<LeavingStake>,
}

/// Stake that leaves with the beginning of an epoch, in the same units. Of what it is worth, the
/// rewards up to then are yet to come.
public struct LeavingStake has copy, drop, store {
    epoch: u32,
    principal: u64,
    worth: u128,
}

// === Public-Package Functions ===

/// No stake.
public(package) fun empty(): PoolStake {
    PoolStake { held: 0, principal: 0, worth: 0, leaving: vector[] }
}

/// Somebody holds so many FROST of stake more.
public(package) fun hold(self: &mut PoolStake, principal: u64) {
    self.held = self.held + principal;
}

/// Somebody has taken so many FROST of stake out.
public(package) fun release(self: &mut PoolStake, principal: u64) {
    self.held = self.held - principal;
}

/// The principal of all stake that somebody holds, in FROST.
public(package) fun held(self: &PoolStake): u64 {
    self.held
}

/// The rate after so many FROST of rewards. None if there is no stake to receive them, or they are
/// beyond what a rate can express.
public(package) fun rate_with(
    self: &PoolStake,
    rate: &PoolExchangeRate,
    rewards: u64,
): Option<PoolExchangeRate> {
    if (self.worth == 0) return option::none();
    if (rewards == 0) return option::some(*rate);
    rate.scaled(self.worth, self.worth + in_parts(rewards))
}

/// Takes in rewards that raise the rate from `since` to `rate`.
public(package) fun earn(
    self: &mut PoolStake,
    rewards: u64,
    rate: &PoolExchangeRate,
    since: &PoolExchangeRate,
) {
    self.worth = self.worth + in_parts(rewards);
    self.leaving.do_mut!(|stake| stake.worth = rate.worth(since, stake.worth));
}

/// Notes that stake leaves with the beginning of an epoch: `principal` FROST from the time of the
/// rate `since`, at the rate of today.
public(package) fun leave(
    self: &mut PoolStake,
    epoch: u32,
    principal: u64,
    rate: &PoolExchangeRate,
    since: &PoolExchangeRate,
) {
    let worth = rate.worth(since, in_parts(principal));
    let index = self.leaving.find_index!(|stake| stake.epoch == epoch);
    if (index.is_some()) {
        let stake = &mut self.leaving[index.destroy_some()];
        stake.principal = stake.principal + principal;
        stake.worth = stake.worth + worth;
    } else {
        self.leaving.push_back(LeavingStake { epoch, principal, worth });
    }
}

/// Begins an epoch: stake joins, and what leaves with it or was to leave before is gone.
public(package) fun advance(self: &mut PoolStake, joining: u64, epoch: u32) {
    let (principal, worth) = self.leaving_by(epoch);
    self.leaving = self.leaving.filter!(|stake| stake.epoch > epoch);
    self.principal = self.principal + joining - principal;
    self.worth = self.worth + in_parts(joining);
    // What rounding has left of the last stake belongs to nobody.
    self.worth = if (self.principal == 0) 0 else self.worth - worth.min(self.worth);
}

/// Puts everything that was to leave before an epoch under that epoch, so that entries do not pile
/// up while the pool rests.
public(package) fun merge_until(self: &mut PoolStake, epoch: u32) {
    let (principal, worth) = self.leaving_by(epoch);
    if (principal == 0) return;
    self.leaving = self.leaving.filter!(|stake| stake.epoch > epoch);
    self.leaving.push_back(LeavingStake { epoch, principal, worth });
}

/// What will be at work at the beginning of an epoch, in FROST, with so much that joins until then,
/// and besides what is noted so much principal that joins and leaves.
public(package) fun worth_at(self: &PoolStake, epoch: u32, joining: u64, passing: u64): u64 {
    let (principal, worth) = self.leaving_by(epoch);
    if (self.principal + joining == principal + passing) return 0;
    let coming = self.worth + in_parts(joining);
    let going = worth + in_parts(passing);
    in_frost(coming - going.min(coming))
}

/// What is at work, in FROST.
public(package) fun worth(self: &PoolStake): u64 {
    in_frost(self.worth)
}

/// What leaves, in FROST, by epoch.
public(package) fun leaving(self: &PoolStake): PendingValues {
    let mut values = pending_values::empty();
    self.leaving.do_ref!(|stake| values.insert_or_add(stake.epoch, in_frost(stake.worth)));
    values
}

// === Private Functions ===

/// What leaves until the beginning of an epoch: principal and worth.
fun leaving_by(self: &PoolStake, epoch: u32): (u64, u128) {
    let mut principal = 0;
    let mut worth = 0;
    self.leaving.do_ref!(|stake| if (stake.epoch <= epoch) {
        principal = principal + stake.principal;
        worth = worth + stake.worth;
    });
    (principal, worth)
}

fun in_parts(frost: u64): u128 {
    (frost as u128) * FROST
}

fun in_frost(parts: u128): u64 {
    (parts / FROST) as u64
}
