// SPDX-License-Identifier: Apache-2.0

/// The stake of a staking pool: what is at work, and what of it leaves in which epoch.
///
/// What stake is worth, its principal with the rewards so far, is counted to 12 decimal places of a
/// FROST. So what leaves takes out what it is worth even after one epoch has multiplied it, and what
/// is left is what the others are worth. Everything is rounded down, so `worth` is never less than
/// what all stakes at work are worth together.
///
/// A penalty lowers principal and rewards in the same proportion. Rewards are in the pool and pay at
/// once; principal is with its owner and pays when it is withdrawn. So the pool counts what
/// penalties have left of the principal as well.
///
/// Anyone can make a value of this type. It is worth something only where an object of `walrus` has
/// it, and these give out no reference through which it could be changed.
module walrus_core::pool_stake;

use walrus_core::{pending_values::{Self, PendingValues}, pool_exchange_rate::PoolExchangeRate};

// === Constants ===

/// 1 FROST.
const FROST: u128 = 1_000_000_000_000;

// === Structs ===

public struct PoolStake has copy, drop, store {
    /// The principal of all stake that somebody holds, at work or not, in FROST.
    held: u64,
    /// Principal at work, in FROST. What penalties have left of it, and what it is worth, in
    /// 10^-12 FROST.
    principal: u64,
    kept: u128,
    worth: u128,
    /// In no order, one entry for an epoch.
    leaving: vector<LeavingStake>,
    /// What left with the epoch to which the pool has advanced, as it was then, and the principal
    /// that joined with it, in FROST.
    departed: LeavingStake,
    joined: u64,
}

/// Stake that leaves with the beginning of an epoch, in the same units. Of what it is worth, the
/// rewards up to then are yet to come.
public struct LeavingStake has copy, drop, store {
    epoch: u32,
    principal: u64,
    kept: u128,
    worth: u128,
}

// === Public Functions ===

/// No stake. Never aborts.
public fun empty(): PoolStake {
    PoolStake {
        held: 0,
        principal: 0,
        kept: 0,
        worth: 0,
        leaving: vector[],
        departed: LeavingStake { epoch: 0, principal: 0, kept: 0, worth: 0 },
        joined: 0,
    }
}

/// Somebody holds so many FROST of stake more. Aborts with an arithmetic error if the sum does not
/// fit 64 bits.
public fun hold(self: &mut PoolStake, principal: u64) {
    self.held = self.held + principal;
}

/// Somebody has taken so many FROST of stake out. Aborts with an arithmetic error if so much is not
/// held.
public fun release(self: &mut PoolStake, principal: u64) {
    self.held = self.held - principal;
}

/// The principal of all stake that somebody holds, in FROST. Never aborts.
public fun held(self: &PoolStake): u64 {
    self.held
}

/// The rate after so many FROST of rewards. None if there is no stake to receive them, or they are
/// beyond what a rate can express. Never aborts.
public fun rate_with(
    self: &PoolStake,
    rate: &PoolExchangeRate,
    rewards: u64,
): Option<PoolExchangeRate> {
    if (self.worth == 0) return option::none();
    if (rewards == 0) return option::some(*rate);
    rate.with_rewards(self.worth, self.worth + in_parts(rewards))
}

/// The rate after a penalty of so many FROST, less than the stake is worth. None if there is no
/// stake to pay it, or it is beyond what a rate can express. Never aborts.
public fun rate_without(
    self: &PoolStake,
    rate: &PoolExchangeRate,
    penalty: u64,
): Option<PoolExchangeRate> {
    if (self.worth <= in_parts(penalty)) return option::none();
    rate.with_penalty(self.worth, self.worth - in_parts(penalty))
}

/// Bears a penalty that lowers the rate from `since` to `rate`. Principal pays its part when it is
/// withdrawn. Returns the FROST that the rewards of the stake pay at once; they are among
/// `rewards`. Aborts with an arithmetic error if the stake is worth less than the penalty, or
/// nothing.
public fun pay(
    self: &mut PoolStake,
    penalty: u64,
    rewards: u64,
    rate: &PoolExchangeRate,
    since: &PoolExchangeRate,
): u64 {
    let paid = part_of_rewards(self.worth, self.kept, penalty, rewards);
    self.worth = self.worth - in_parts(penalty);
    self.kept = rate.kept(since, self.kept);
    self.leaving.do_mut!(|stake| {
        stake.kept = rate.kept(since, stake.kept);
        stake.worth = rate.worth(since, stake.worth);
    });
    paid
}

/// What was at work until the pool advanced to its epoch, in FROST: what has departed, and what has
/// stayed if that is not asked separately. Never aborts.
public fun answerable(self: &PoolStake, only_departed: bool): u64 {
    in_frost(if (only_departed) self.departed.worth else self.departed.worth + self.stayed())
}

/// The rate after a penalty of so many FROST, less than it is worth, on all stake that was at work
/// until the pool advanced. None if it is beyond what a rate can express. Never aborts.
public fun rate_without_answerable(
    self: &PoolStake,
    rate: &PoolExchangeRate,
    penalty: u64,
): Option<PoolExchangeRate> {
    let worth = self.departed.worth + self.stayed();
    if (worth <= in_parts(penalty)) return option::none();
    rate.with_penalty(worth, worth - in_parts(penalty))
}

/// Bears that penalty, which lowers the rate from `since` to `rate`. Returns the FROST that rewards
/// pay at once; they are among `rewards`. Aborts with an arithmetic error if no stake was at work.
public fun pay_answerable(
    self: &mut PoolStake,
    penalty: u64,
    rewards: u64,
    rate: &PoolExchangeRate,
    since: &PoolExchangeRate,
): u64 {
    let joined = in_parts(self.joined);
    let (worth, kept) = (self.stayed(), less(self.kept, joined));
    let departed = &mut self.departed;
    let paid = part_of_rewards(departed.worth + worth, departed.kept + kept, penalty, rewards);
    self.worth = self.worth - worth + rate.worth(since, worth);
    self.kept = self.kept - kept + rate.kept(since, kept);
    departed.worth = rate.worth(since, departed.worth);
    departed.kept = rate.kept(since, departed.kept);
    paid
}

/// Lets what has departed bear a penalty of so many FROST, less than it is worth. Returns the rate
/// then, and the FROST that rewards pay at once; they are among `rewards`. Aborts with an
/// arithmetic error if what has departed is worth less than the penalty, or nothing.
public fun pay_departed(
    self: &mut PoolStake,
    penalty: u64,
    rewards: u64,
    rate: &PoolExchangeRate,
): (PoolExchangeRate, u64) {
    let LeavingStake { worth, kept, .. } = self.departed;
    let paid = part_of_rewards(worth, kept, penalty, rewards);
    let left = worth - in_parts(penalty);
    self.departed.worth = left;
    self.departed.kept = ((kept as u256) * (left as u256) / (worth as u256)) as u128;
    (rate.with_penalty_of_departed(worth, left), paid)
}

/// Takes in rewards that raise the rate from `since` to `rate`. Aborts with an arithmetic error if
/// the sum does not fit 128 bits.
public fun earn(
    self: &mut PoolStake,
    rewards: u64,
    rate: &PoolExchangeRate,
    since: &PoolExchangeRate,
) {
    self.worth = self.worth + in_parts(rewards);
    self.leaving.do_mut!(|stake| stake.worth = rate.worth(since, stake.worth));
}

/// Notes that stake leaves with the beginning of an epoch: `principal` FROST from the time of the
/// rate `since`, at the rate of today. Aborts with an arithmetic error if a sum does not fit its
/// bits.
public fun leave(
    self: &mut PoolStake,
    epoch: u32,
    principal: u64,
    rate: &PoolExchangeRate,
    since: &PoolExchangeRate,
) {
    let kept = rate.kept(since, in_parts(principal));
    let worth = rate.worth(since, in_parts(principal));
    let index = self.leaving.find_index!(|stake| stake.epoch == epoch);
    if (index.is_some()) {
        let stake = &mut self.leaving[index.destroy_some()];
        stake.principal = stake.principal + principal;
        stake.kept = stake.kept + kept;
        stake.worth = stake.worth + worth;
    } else {
        self.leaving.push_back(LeavingStake { epoch, principal, kept, worth });
    }
}

/// Begins an epoch: stake joins, and what leaves with it or was to leave before is gone. Aborts
/// with an arithmetic error if more principal leaves than there is.
public fun advance(self: &mut PoolStake, joining: u64, epoch: u32) {
    let (principal, kept, worth) = self.leaving_by(epoch);
    self.leaving = self.leaving.filter!(|stake| stake.epoch > epoch);
    self.departed = LeavingStake { epoch, principal, kept, worth };
    self.joined = joining;
    self.principal = self.principal + joining - principal;
    self.kept = less(self.kept + in_parts(joining), kept);
    self.worth = less(self.worth + in_parts(joining), worth);
    if (self.principal == 0) {
        // What rounding has left of the last stake belongs to nobody.
        self.kept = 0;
        self.worth = 0;
    }
}

/// Puts everything that was to leave before an epoch under that epoch, so that entries do not pile
/// up while the pool rests. Never aborts.
public fun merge_until(self: &mut PoolStake, epoch: u32) {
    let (principal, kept, worth) = self.leaving_by(epoch);
    if (principal == 0) return;
    self.leaving = self.leaving.filter!(|stake| stake.epoch > epoch);
    self.leaving.push_back(LeavingStake { epoch, principal, kept, worth });
}

/// What will be at work at the beginning of an epoch, in FROST, after a penalty of which what leaves
/// pays its part, and with so much that joins until then, and besides what is noted so much principal
/// that joins and leaves. Aborts with an arithmetic error if a sum does not fit its bits.
public fun worth_at(self: &PoolStake, epoch: u32, joining: u64, passing: u64, penalty: u64): u64 {
    let (principal, _, worth) = self.leaving_by(epoch);
    if (self.principal + joining == principal + passing) return 0;
    let coming = self.worth + in_parts(joining);
    in_frost(less(coming, worth + in_parts(passing) + self.part_of_penalty(penalty, worth)))
}

/// What is at work, in FROST. Never aborts.
public fun worth(self: &PoolStake): u64 {
    in_frost(self.worth)
}

/// What leaves, in FROST, by epoch. Aborts with an arithmetic error if an amount of stake does not
/// fit 64 bits.
public fun leaving(self: &PoolStake): PendingValues {
    let mut values = pending_values::empty();
    self.leaving.do_ref!(|stake| values.insert_or_add(stake.epoch, in_frost(stake.worth)));
    values
}

// === Private Functions ===

/// What leaves until the beginning of an epoch: principal, what is left of it, and worth.
fun leaving_by(self: &PoolStake, epoch: u32): (u64, u128, u128) {
    let mut principal = 0;
    let mut kept = 0;
    let mut worth = 0;
    self.leaving.do_ref!(|stake| if (stake.epoch <= epoch) {
        principal = principal + stake.principal;
        kept = kept + stake.kept;
        worth = worth + stake.worth;
    });
    (principal, kept, worth)
}

/// What is left of a penalty of so many FROST when what is worth `leaving` has paid its part.
fun part_of_penalty(self: &PoolStake, penalty: u64, leaving: u128): u128 {
    if (penalty == 0 || self.worth == 0) return in_parts(penalty);
    let part = (in_parts(penalty) as u256) * (less(self.worth, leaving) as u256);
    part.divide_and_round_up(self.worth as u256) as u128
}

/// What is at work, but for what joined when the pool advanced.
fun stayed(self: &PoolStake): u128 {
    less(self.worth, in_parts(self.joined))
}

/// The FROST with which rewards bear their part of a penalty on stake that is worth `worth`, with
/// principal of which `kept` is left.
fun part_of_rewards(worth: u128, kept: u128, penalty: u64, rewards: u64): u64 {
    let earned = less(worth, kept).min(in_parts(rewards));
    let part = (earned as u256) * (in_parts(penalty) as u256) / (worth as u256);
    in_frost(part as u128)
}

/// The difference, or nothing: rounding can make it negative.
fun less(amount: u128, by: u128): u128 {
    amount - by.min(amount)
}

fun in_parts(frost: u64): u128 {
    (frost as u128) * FROST
}

fun in_frost(parts: u128): u64 {
    (parts / FROST) as u64
}
