// SPDX-License-Identifier: Apache-2.0

/// A pool of WAL for those who store: a fixed amount for each node and shard of a committee, and a
/// share on top of what users pay. `walrus_subsidies_inner` has the rules.
///
/// Anyone can give funds and have the pool pay what is due. The holder of the `AdminCap` sets the
/// rates, and cannot take funds out. Its state is a dynamic field, so that a later version of the
/// package can change the layout.
module walrus_subsidies::walrus_subsidies;

use std::type_name;
use sui::{balance::Balance, clock::Clock, coin::Coin, dynamic_field as df, event};
use wal::wal::WAL;
use walrus::{staking::Staking, system::System};
use walrus_subsidies::walrus_subsidies_inner::{Self, WalrusSubsidiesInnerV1};

// === Errors ===

/// The capability is that of another pool.
const EUnauthorizedAdminCap: u64 = 0;
/// The pool belongs to another version of the package; call the one that its `package_id` names.
const EWrongVersion: u64 = 1;

// === Constants ===

/// The version of the pool that this package understands.
const VERSION: u64 = 1;

// === Structs ===

/// A type of this version of the package, by which it finds its own id. Each later version adds one.
public struct V1()

/// The name of the `WalrusSubsidiesInnerV1`, a dynamic field.
public struct SubsidiesInnerKey() has copy, drop, store;

/// The right to set the rates of one pool.
public struct AdminCap has key, store {
    id: UID,
    subsidies_id: ID,
}

/// A pool.
public struct WalrusSubsidies has key {
    id: UID,
    version: u64,
    /// The version of the package that may use it.
    package_id: ID,
}

// === Events ===

/// A pool has been made.
public struct SubsidiesCreated has copy, drop {
    subsidies_id: ID,
    admin_cap_id: ID,
}

/// The rates are these now.
public struct SubsidyRatesChanged has copy, drop {
    subsidies_id: ID,
    /// Basis points.
    system_subsidy_rate: u32,
    /// FROST for each node and epoch, and for each of its shards.
    base_subsidy: u64,
    subsidy_per_shard: u64,
}

/// FROST have been given to a pool.
public struct SubsidyFundsAdded has copy, drop {
    subsidies_id: ID,
    amount: u64,
}

/// A pool has paid what was due; FROST.
public struct SubsidiesProcessed has copy, drop {
    epoch: u32,
    subsidies_id: ID,
    /// For the nodes of the epoch before.
    to_nodes: u64,
    /// For those who store in the current epoch and in those to come.
    to_accounts: u64,
    /// What is left in the pool.
    funds: u64,
}

// === Public Functions ===

/// Shares a pool without funds, with these rates. It pays for the current epoch and for what users pay
/// from now on. Anyone may call it. Returns the capability of its admin.
///
/// Aborts with:
/// - `system::EWrongVersion` or `staking::EWrongVersion` if an object belongs to another version of
///   `walrus`,
/// - `walrus_subsidies_inner::EInvalidSubsidyRate` if `system_subsidy_rate` is above 20,000 basis
///   points.
public fun new(
    system: &System,
    staking: &Staking,
    system_subsidy_rate: u32,
    base_subsidy: u64,
    subsidy_per_shard: u64,
    ctx: &mut TxContext,
): AdminCap {
    let at = type_name::with_defining_ids<V1>().address_string();
    let package_id = sui::address::from_ascii_bytes(at.as_bytes()).to_id();
    let mut subsidies = WalrusSubsidies { id: object::new(ctx), version: VERSION, package_id };
    let inner = walrus_subsidies_inner::new(
        system,
        staking,
        system_subsidy_rate,
        base_subsidy,
        subsidy_per_shard,
        ctx,
    );
    df::add(&mut subsidies.id, SubsidiesInnerKey(), inner);
    let subsidies_id = object::id(&subsidies);
    let cap = AdminCap { id: object::new(ctx), subsidies_id };
    event::emit(SubsidiesCreated { subsidies_id, admin_cap_id: object::id(&cap) });
    subsidies.emit_rates();
    transfer::share_object(subsidies);
    cap
}

/// Adds funds. Anyone may call it, and nobody can take them back.
///
/// Aborts with `EWrongVersion` if the pool belongs to another version of the package.
public fun add_coin(self: &mut WalrusSubsidies, funds: Coin<WAL>) {
    self.add_balance(funds.into_balance());
}

/// Adds funds. Anyone may call it, and nobody can take them back.
///
/// Aborts with `EWrongVersion` if the pool belongs to another version of the package.
public fun add_balance(self: &mut WalrusSubsidies, balance: Balance<WAL>) {
    event::emit(SubsidyFundsAdded { subsidies_id: object::id(self), amount: balance.value() });
    self.inner_mut().add_balance(balance);
}

/// Sets the share that is added to what users pay, in basis points. The admin may.
///
/// Aborts with:
/// - `EUnauthorizedAdminCap` if the capability is that of another pool,
/// - `EWrongVersion` if the pool belongs to another version of the package,
/// - `walrus_subsidies_inner::EInvalidSubsidyRate` if the rate is above 20,000 basis points.
public fun set_system_subsidy_rate(
    self: &mut WalrusSubsidies,
    admin_cap: &AdminCap,
    new_rate: u32,
) {
    self.administered(admin_cap).set_system_subsidy_rate(new_rate);
    self.emit_rates();
}

/// Sets the FROST for each node and epoch. The admin may.
///
/// Aborts with:
/// - `EUnauthorizedAdminCap` if the capability is that of another pool,
/// - `EWrongVersion` if the pool belongs to another version of the package.
public fun set_base_subsidy(self: &mut WalrusSubsidies, admin_cap: &AdminCap, base_subsidy: u64) {
    self.administered(admin_cap).set_base_subsidy(base_subsidy);
    self.emit_rates();
}

/// Sets the FROST for each shard and epoch. The admin may.
///
/// Aborts with:
/// - `EUnauthorizedAdminCap` if the capability is that of another pool,
/// - `EWrongVersion` if the pool belongs to another version of the package.
public fun set_per_shard_subsidy(
    self: &mut WalrusSubsidies,
    admin_cap: &AdminCap,
    subsidy_per_shard: u64,
) {
    self.administered(admin_cap).set_per_shard_subsidy(subsidy_per_shard);
    self.emit_rates();
}

/// Pays what is due, as far as the funds reach: to the nodes of the epoch before, once, and to the
/// accounts that users have paid into since the last time. Anyone may call it. Who does not call it in
/// an epoch leaves the nodes of the epoch before unpaid. Where pools wait after an epoch change,
/// `staking::advance_pools` comes first, as a transaction has no room for all of them.
///
/// Aborts with:
/// - `EWrongVersion` if the pool belongs to another version of the package,
/// - `staking::EWrongVersion` or `system::EWrongVersion` if an object belongs to another version of
///   `walrus`.
public fun process_subsidies(
    self: &mut WalrusSubsidies,
    staking: &mut Staking,
    system: &mut System,
    clock: &Clock,
) {
    let subsidies_id = object::id(self);
    let inner = self.inner_mut();
    let (to_nodes, to_accounts) = inner.process_subsidies(staking, system, clock);
    event::emit(SubsidiesProcessed {
        epoch: system.epoch(),
        subsidies_id,
        to_nodes,
        to_accounts,
        funds: inner.subsidy_pool_balance(),
    });
}

/// FROST in the pool.
///
/// Aborts with `EWrongVersion` if the pool belongs to another version of the package.
public fun subsidy_pool_balance(self: &WalrusSubsidies): u64 {
    self.inner().subsidy_pool_balance()
}

/// The share that is added to what users pay, in basis points.
///
/// Aborts with `EWrongVersion` if the pool belongs to another version of the package.
public fun system_subsidy_rate(self: &WalrusSubsidies): u32 {
    self.inner().system_subsidy_rate()
}

/// FROST for each node and epoch.
///
/// Aborts with `EWrongVersion` if the pool belongs to another version of the package.
public fun base_subsidy(self: &WalrusSubsidies): u64 {
    self.inner().base_subsidy()
}

/// FROST for each shard and epoch.
///
/// Aborts with `EWrongVersion` if the pool belongs to another version of the package.
public fun per_shard_subsidy(self: &WalrusSubsidies): u64 {
    self.inner().per_shard_subsidy()
}

/// When the pool has paid last, in milliseconds since the Unix epoch; 0 for never.
///
/// Aborts with `EWrongVersion` if the pool belongs to another version of the package.
public fun last_subsidized_ts(self: &WalrusSubsidies): u64 {
    self.inner().last_subsidized_ts()
}

// === Private Functions ===

/// The state, for the admin.
fun administered(self: &mut WalrusSubsidies, cap: &AdminCap): &mut WalrusSubsidiesInnerV1 {
    assert!(cap.subsidies_id == object::id(self), EUnauthorizedAdminCap);
    self.inner_mut()
}

fun emit_rates(self: &WalrusSubsidies) {
    event::emit(SubsidyRatesChanged {
        subsidies_id: object::id(self),
        system_subsidy_rate: self.system_subsidy_rate(),
        base_subsidy: self.base_subsidy(),
        subsidy_per_shard: self.per_shard_subsidy(),
    });
}

fun inner(self: &WalrusSubsidies): &WalrusSubsidiesInnerV1 {
    assert!(self.version == VERSION, EWrongVersion);
    df::borrow(&self.id, SubsidiesInnerKey())
}

fun inner_mut(self: &mut WalrusSubsidies): &mut WalrusSubsidiesInnerV1 {
    assert!(self.version == VERSION, EWrongVersion);
    df::borrow_mut(&mut self.id, SubsidiesInnerKey())
}

// === Test Only ===

/// Pretends that the pool belongs to another version of the package.
#[test_only]
public fun set_version_for_testing(self: &mut WalrusSubsidies, version: u64) {
    self.version = version;
}
