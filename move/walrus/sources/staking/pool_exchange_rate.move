// SPDX-License-Identifier: Apache-2.0

/// The value of a share of a staking pool in WAL, at the beginning of an epoch.
///
/// A share is worth 1 FROST at first. Only rewards raise the value, and nothing lowers it. Both
/// conversions round down, in favour of the stakers who stay.
module walrus::pool_exchange_rate;

// === Structs ===

/// `share_amount` shares are worth `wal_amount` FROST.
public enum PoolExchangeRate has copy, drop, store {
    /// One share is worth 1 FROST.
    Flat,
    Variable { wal_amount: u128, share_amount: u128 },
}

// === Public-Package Functions ===

/// The rate before there were any rewards.
public(package) fun flat(): PoolExchangeRate {
    PoolExchangeRate::Flat
}

/// The rate of a pool that owns so much and has issued so many shares. An empty pool begins anew.
public(package) fun new(wal_amount: u64, share_amount: u64): PoolExchangeRate {
    if (wal_amount == 0 || share_amount == 0) {
        PoolExchangeRate::Flat
    } else {
        PoolExchangeRate::Variable {
            wal_amount: wal_amount as u128,
            share_amount: share_amount as u128,
        }
    }
}

/// FROST for so many shares.
public(package) fun convert_to_wal_amount(self: &PoolExchangeRate, shares: u64): u64 {
    match (self) {
        PoolExchangeRate::Flat => shares,
        PoolExchangeRate::Variable { wal_amount, share_amount } => {
            ((shares as u128) * *wal_amount / *share_amount) as u64
        },
    }
}

/// Shares for so many FROST.
public(package) fun convert_to_share_amount(self: &PoolExchangeRate, wal: u64): u64 {
    match (self) {
        PoolExchangeRate::Flat => wal,
        PoolExchangeRate::Variable { wal_amount, share_amount } => {
            ((wal as u128) * *share_amount / *wal_amount) as u64
        },
    }
}
