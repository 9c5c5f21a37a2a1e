// SPDX-License-Identifier: Apache-2.0

/// What a pool pays to those who store, and when.
///
/// - For each epoch a node receives `base_subsidy`, and `subsidy_per_shard` for each of its shards, as
///   commission. It is paid once, to the committee of the epoch before the current one.
/// - Of all that the accounts of the current epoch and of those to come have gained since the last
///   time, a share (`system_subsidy_rate`) is added to them. What was added counts as paid for, so
///   nothing is paid for twice. An account waits until storage is sold for its epoch: what it has
///   without that goes on to the next epoch, and would be paid for there as well.
///
/// Whoever sets the rates has to know what a pool cannot tell apart:
///
/// - What anyone gives to the accounts (`system::add_subsidy`) counts as what users pay, and so does
///   what another pool adds. Two pools with the rates a and b pay for what each other adds: of one
///   FROST, calls in turn make (1 + a)(1 + b) / (1 - ab) of them, and where ab is 1 or more they stop
///   only when one of the pools is empty. Together that has to stay below 3, as one rate has to.
/// - An operator who runs two nodes instead of one receives `base_subsidy` twice.
/// - A node is paid for its shards whether or not it has served. Penalties take of that until the
///   voting of the epoch has ended, as they take of what it earns.
///
/// What the funds do not reach is not paid. Nothing aborts for that: the rest is paid as usual, and
/// the account of an epoch waits for funds as long as the epoch lasts.
module walrus_subsidies::walrus_subsidies_inner;

use sui::{bag::{Self, Bag}, balance::{Self, Balance}, clock::Clock};
use wal::wal::WAL;
use walrus::{staking::Staking, system::System};
use walrus_subsidies::epoch_balance::{Self, EpochBalanceRingBuffer};

// === Errors ===

/// The rate is above 20,000 basis points (200 %).
const EInvalidSubsidyRate: u64 = 0;

// === Constants ===

/// 100 % in basis points.
const N_BASIS_POINTS: u128 = 10_000;
/// The highest rate. Nodes with a third of the shards receive a third of what is paid for storage and
/// of what is added to it: at 200 % what they have paid themselves. Beyond it they could take the
/// funds out by buying storage that nobody needs.
const MAX_SUBSIDY_RATE: u32 = 20_000;

// === Structs ===

/// The state of a `WalrusSubsidies`.
public struct WalrusSubsidiesInnerV1 has store {
    /// The share that is added to the accounts, in basis points.
    system_subsidy_rate: u32,
    subsidy_pool: Balance<WAL>,
    /// FROST for each node and epoch, and for each of its shards.
    base_subsidy: u64,
    subsidy_per_shard: u64,
    /// The last epoch whose committee has been paid.
    latest_epoch: u32,
    /// What the accounts had, with what was added to them, when they were looked at last.
    already_subsidized_balances: EpochBalanceRingBuffer,
    /// When that was, in milliseconds since the Unix epoch.
    last_subsidized_ts: u64,
    /// For later versions.
    extra_fields: Bag,
}

// === Public-Package Functions ===

/// A pool without funds, which pays for what comes from now on.
public(package) fun new(
    system: &System,
    staking: &Staking,
    system_subsidy_rate: u32,
    base_subsidy: u64,
    subsidy_per_shard: u64,
    ctx: &mut TxContext,
): WalrusSubsidiesInnerV1 {
    assert!(system_subsidy_rate <= MAX_SUBSIDY_RATE, EInvalidSubsidyRate);
    WalrusSubsidiesInnerV1 {
        system_subsidy_rate,
        subsidy_pool: balance::zero(),
        base_subsidy,
        subsidy_per_shard,
        latest_epoch: staking.epoch().max(1) - 1,
        already_subsidized_balances: epoch_balance::new(system.epoch(), balances_of(system)),
        last_subsidized_ts: 0,
        extra_fields: bag::new(ctx),
    }
}

/// Adds funds.
public(package) fun add_balance(self: &mut WalrusSubsidiesInnerV1, funds: Balance<WAL>) {
    self.subsidy_pool.join(funds);
}

/// Sets the share that is added to the accounts, in basis points.
public(package) fun set_system_subsidy_rate(self: &mut WalrusSubsidiesInnerV1, rate: u32) {
    assert!(rate <= MAX_SUBSIDY_RATE, EInvalidSubsidyRate);
    self.system_subsidy_rate = rate;
}

/// Sets what each node receives.
public(package) fun set_base_subsidy(self: &mut WalrusSubsidiesInnerV1, amount: u64) {
    self.base_subsidy = amount;
}

/// Sets what each node receives for each of its shards.
public(package) fun set_per_shard_subsidy(self: &mut WalrusSubsidiesInnerV1, amount: u64) {
    self.subsidy_per_shard = amount;
}

/// Pays what is due, as far as the funds reach. Returns what was paid to nodes, and what was added to
/// accounts.
public(package) fun process_subsidies(
    self: &mut WalrusSubsidiesInnerV1,
    staking: &mut Staking,
    system: &mut System,
    clock: &Clock,
): (u64, u64) {
    let to_nodes = self.pay_nodes(staking);
    let to_accounts = self.pay_accounts(system);
    self.last_subsidized_ts = clock.timestamp_ms();
    (to_nodes, to_accounts)
}

/// FROST in the pool.
public(package) fun subsidy_pool_balance(self: &WalrusSubsidiesInnerV1): u64 {
    self.subsidy_pool.value()
}

/// The share that is added to the accounts, in basis points.
public(package) fun system_subsidy_rate(self: &WalrusSubsidiesInnerV1): u32 {
    self.system_subsidy_rate
}

/// FROST for each node and epoch.
public(package) fun base_subsidy(self: &WalrusSubsidiesInnerV1): u64 {
    self.base_subsidy
}

/// FROST for each shard and epoch.
public(package) fun per_shard_subsidy(self: &WalrusSubsidiesInnerV1): u64 {
    self.subsidy_per_shard
}

/// When it was processed last, in milliseconds since the Unix epoch; 0 for never.
public(package) fun last_subsidized_ts(self: &WalrusSubsidiesInnerV1): u64 {
    self.last_subsidized_ts
}

// === Private Functions ===

/// Pays the committee of the epoch before, once and as a whole.
fun pay_nodes(self: &mut WalrusSubsidiesInnerV1, staking: &mut Staking): u64 {
    let epoch = staking.epoch();
    if (epoch == 0 || self.latest_epoch >= epoch - 1) return 0;
    let (node_ids, weights) = staking.previous_committee().weights();
    let (base, per_shard) = (self.base_subsidy as u128, self.subsidy_per_shard as u128);
    let amounts = weights.map!(|weight| base + per_shard * (weight as u128));
    let total = amounts.fold!(0, |sum, amount| sum + amount);
    if (total > self.subsidy_pool.value() as u128) return 0;
    self.latest_epoch = epoch - 1;
    if (total == 0) return 0;
    let subsidies = amounts.map!(|amount| self.subsidy_pool.split(amount as u64));
    staking.add_commission_to_pools(node_ids, subsidies);
    total as u64
}

/// Adds a share to what the accounts have gained for which storage is sold, to each as a whole.
fun pay_accounts(self: &mut WalrusSubsidiesInnerV1, system: &mut System): u64 {
    self.already_subsidized_balances.advance_to(system.epoch());
    let rate = self.system_subsidy_rate as u128;
    let mut left = self.subsidy_pool.value() as u128;
    let accounts = system.future_accounting();
    let amounts = vector::tabulate!(accounts.max_epochs_ahead() as u64, |i| {
        let account = &accounts[i as u32];
        if (account.used_capacity() == 0) return 0;
        let gained = account.rewards() - self.already_subsidized_balances.balance(i);
        let due = (gained as u128) * rate / N_BASIS_POINTS;
        if (due > left) return 0;
        left = left - due;
        self.already_subsidized_balances.set_balance(i, account.rewards() + (due as u64));
        due as u64
    });
    let total = self.subsidy_pool.value() - (left as u64);
    if (total == 0) return 0;
    let subsidies = amounts.map!(|amount| self.subsidy_pool.split(amount));
    system.add_per_epoch_subsidies(subsidies);
    total
}

/// The FROST in the accounts of the current epoch and of those to come.
fun balances_of(system: &System): vector<u64> {
    let accounts = system.future_accounting();
    vector::tabulate!(accounts.max_epochs_ahead() as u64, |i| accounts[i as u32].rewards())
}
