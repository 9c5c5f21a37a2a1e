// SPDX-License-Identifier: Apache-2.0

/// The index of a staking pool at the beginning of an epoch: what 1 FROST that was staked with the
/// pool when it was new has become by then.
///
/// Rewards raise the index. What a stake is worth follows from the index when it began to count and
/// the index now, so no shares are issued and nothing depends on their price. Readers may take
/// `wal_amount / share_amount` for the price of a share.
module walrus::pool_exchange_rate;

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
    /// `share_amount` is 10^18, and `wal_amount` what it has become.
    Variable { wal_amount: u128, share_amount: u128 },
}

// === Public-Package Functions ===

/// The index of a new pool.
public(package) fun flat(): PoolExchangeRate {
    PoolExchangeRate::Flat
}

/// The index after stake that was worth `from`, more than nothing, has become worth `to`, rounded
/// down. None if that is beyond the bounds.
public(package) fun scaled(
    self: &PoolExchangeRate,
    from: u128,
    to: u128,
): Option<PoolExchangeRate> {
    let index = (self.index() as u256) * (to as u256) / (from as u256);
    if (index < LEAST || index > MOST) return option::none();
    option::some(PoolExchangeRate::Variable { wal_amount: index as u128, share_amount: ONE })
}

/// What an amount has become that was worth as much when the index was `since`, rounded down, in
/// the same unit; 2^128 - 1 if it is more.
public(package) fun worth(self: &PoolExchangeRate, since: &PoolExchangeRate, amount: u128): u128 {
    let worth = (amount as u256) * (self.index() as u256) / (since.index() as u256);
    worth.min(std::u128::max_value!() as u256) as u128
}

// === Private Functions ===

fun index(self: &PoolExchangeRate): u128 {
    match (self) {
        PoolExchangeRate::Flat => ONE,
        PoolExchangeRate::Variable { wal_amount, .. } => *wal_amount,
    }
}
