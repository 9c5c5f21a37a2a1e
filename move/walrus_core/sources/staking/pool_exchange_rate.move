// SPDX-License-Identifier: Apache-2.0

/// The indices of a staking pool at the beginning of an epoch: what 1 FROST that was staked with the
/// pool when it was new is worth by then, and how much of its principal penalties have left.
///
/// Rewards raise the first index; penalties lower both. Stake that left with the epoch can still be
/// penalised in it, for shards that its node does not hand over: that is a third index. What a stake
/// is worth follows from the index when it began to count and the index now, so no shares are issued
/// and nothing depends on their price. Readers may take `wal_amount / share_amount` for the price of
/// a share.
///
/// Anyone can make a value of this type. It is worth something only where an object of `walrus` has
/// it, and these give out no reference through which it could be changed.
module walrus_core::pool_exchange_rate;

// === Constants ===

/// 1 as an index: 18 decimal places.
const ONE: u128 = 1_000_000_000_000_000_000;
/// The bounds of an index. Beyond the upper one a product with an amount might not fit; below the
/// lower one growth could not be told from rounding.
const MOST: u256 = 1 << 127;
const LEAST: u256 = 1_000_000_000;

// === Structs ===

public enum PoolExchangeRate has copy, drop, store {
    /// Nothing has changed since the pool was new.
    Flat,
    /// `share_amount` is 10^18, and `wal_amount` what it has become. No principal has been taken.
    Variable { wal_amount: u128, share_amount: u128 },
    /// The same, and `kept_amount` is what 10^18 of principal has become. `left_amount` is what
    /// 10^18 FROST that left with this very epoch have become since then.
    Penalised { wal_amount: u128, share_amount: u128, kept_amount: u128, left_amount: u128 },
}

// === Public Functions ===

/// The indices of a new pool. Never aborts.
public fun flat(): PoolExchangeRate {
    PoolExchangeRate::Flat
}

/// The indices after stake that was worth `from`, more than nothing, has become worth `to` by
/// rewards, rounded down. None if that is beyond the bounds. Aborts with an arithmetic error if
/// `from` is 0.
public fun with_rewards(self: &PoolExchangeRate, from: u128, to: u128): Option<PoolExchangeRate> {
    scaled(self.index(), from, to).map!(|index| new(index, self.kept_index(), ONE))
}

/// The indices after stake that was worth `from`, more than nothing, has become worth `to` by a
/// penalty, rounded down. None if that is beyond the bounds. Aborts with an arithmetic error if
/// `from` is 0.
public fun with_penalty(self: &PoolExchangeRate, from: u128, to: u128): Option<PoolExchangeRate> {
    scaled(self.index(), from, to).and!(|index| {
        scaled(self.kept_index(), from, to).map!(|kept_index| new(index, kept_index, ONE))
    })
}

/// The indices after what left with this epoch and was worth `from`, more than nothing, has become
/// worth `to` by a penalty, rounded down. Aborts with an arithmetic error if `from` is 0, or the
/// index would not fit 128 bits.
public fun with_penalty_of_departed(
    self: &PoolExchangeRate,
    from: u128,
    to: u128,
): PoolExchangeRate {
    let left_index = (self.left_index() as u256) * (to as u256) / (from as u256);
    new(self.index(), self.kept_index(), left_index as u128)
}

/// The indices without what has become of stake that left with this epoch: those of the stake that
/// did not. Never aborts.
public fun of_stake_at_work(self: &PoolExchangeRate): PoolExchangeRate {
    match (self) {
        PoolExchangeRate::Penalised { wal_amount, kept_amount, .. } => new(
            *wal_amount,
            *kept_amount,
            ONE,
        ),
        _ => *self,
    }
}

/// What an amount has become that was worth as much at the indices `since`, rounded down, in the
/// same unit; 2^128 - 1 if it is more. Never aborts.
public fun worth(self: &PoolExchangeRate, since: &PoolExchangeRate, amount: u128): u128 {
    let worth = (amount as u256) * (self.index() as u256) / (since.index() as u256);
    worth.min(std::u128::max_value!() as u256) as u128
}

/// What penalties have left of an amount of principal since the indices were `since`, rounded down,
/// in the same unit. Aborts with an arithmetic error if the result does not fit 128 bits.
public fun kept(self: &PoolExchangeRate, since: &PoolExchangeRate, amount: u128): u128 {
    ((amount as u256) * (self.kept_index() as u256) / (since.kept_index() as u256)) as u128
}

/// The same, rounded up. Aborts with an arithmetic error if the result does not fit 128 bits.
public fun kept_at_most(self: &PoolExchangeRate, since: &PoolExchangeRate, amount: u128): u128 {
    let product = (amount as u256) * (self.kept_index() as u256);
    product.divide_and_round_up(since.kept_index() as u256) as u128
}

/// What is left of an amount that left with this very epoch, rounded down, in the same unit. Never
/// aborts.
public fun left_of(self: &PoolExchangeRate, amount: u128): u128 {
    ((amount as u256) * (self.left_index() as u256) / (ONE as u256)) as u128
}

/// The same, rounded up. Never aborts.
public fun left_of_at_most(self: &PoolExchangeRate, amount: u128): u128 {
    let product = (amount as u256) * (self.left_index() as u256);
    product.divide_and_round_up(ONE as u256) as u128
}

/// Have penalties taken more than two thirds of the principal that was there from the beginning?
/// Never aborts.
public fun is_worn_out(self: &PoolExchangeRate): bool {
    self.kept_index() < ONE / 3
}

// === Private Functions ===

fun new(wal_amount: u128, kept_amount: u128, left_amount: u128): PoolExchangeRate {
    if (kept_amount == ONE && left_amount == ONE) {
        PoolExchangeRate::Variable { wal_amount, share_amount: ONE }
    } else {
        PoolExchangeRate::Penalised { wal_amount, share_amount: ONE, kept_amount, left_amount }
    }
}

fun scaled(index: u128, from: u128, to: u128): Option<u128> {
    let index = (index as u256) * (to as u256) / (from as u256);
    if (index < LEAST || index > MOST) option::none() else option::some(index as u128)
}

fun index(self: &PoolExchangeRate): u128 {
    match (self) {
        PoolExchangeRate::Flat => ONE,
        PoolExchangeRate::Variable { wal_amount, .. } => *wal_amount,
        PoolExchangeRate::Penalised { wal_amount, .. } => *wal_amount,
    }
}

fun kept_index(self: &PoolExchangeRate): u128 {
    match (self) {
        PoolExchangeRate::Penalised { kept_amount, .. } => *kept_amount,
        _ => ONE,
    }
}

fun left_index(self: &PoolExchangeRate): u128 {
    match (self) {
        PoolExchangeRate::Penalised { left_amount, .. } => *left_amount,
        _ => ONE,
    }
}
