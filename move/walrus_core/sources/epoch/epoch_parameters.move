// SPDX-License-Identifier: Apache-2.0

/// The parameters on which the committee of an epoch has agreed: capacity and prices.
///
/// Anyone can make a value of this type. The one that counts is in `Staking` of `walrus`.
module walrus_core::epoch_parameters;

// === Structs ===

/// Capacity in bytes of encoded data; prices in FROST per unit of 1 MiB, for storage per epoch.
public struct EpochParams has copy, drop, store {
    total_capacity_size: u64,
    storage_price_per_unit_size: u64,
    write_price_per_unit_size: u64,
}

// === Public Functions ===

/// The parameters of an epoch. Never aborts.
public fun new(
    total_capacity_size: u64,
    storage_price_per_unit_size: u64,
    write_price_per_unit_size: u64,
): EpochParams {
    EpochParams { total_capacity_size, storage_price_per_unit_size, write_price_per_unit_size }
}

/// Bytes of encoded data that the network offers. Never aborts.
public fun capacity(self: &EpochParams): u64 {
    self.total_capacity_size
}

/// FROST for a unit of storage, for one epoch. Never aborts.
public fun storage_price(self: &EpochParams): u64 {
    self.storage_price_per_unit_size
}

/// FROST for writing a unit. Never aborts.
public fun write_price(self: &EpochParams): u64 {
    self.write_price_per_unit_size
}
