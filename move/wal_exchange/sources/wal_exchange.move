// SPDX-License-Identifier: Apache-2.0

/// An exchange for test networks: a shared object that gives WAL for SUI, and SUI for WAL, at a
/// fixed rate, as long as it has funds. Its creator funds it and sets the rate.
module wal_exchange::wal_exchange;

use sui::{balance::{Self, Balance}, coin::Coin, event, sui::SUI};
use wal::wal::WAL;

// === Errors ===

/// The exchange holds less than it would have to pay out.
const EInsufficientFundsInExchange: u64 = 0;
/// The coin holds less than the amount to be exchanged.
const EInsufficientInputBalance: u64 = 1;
/// The capability belongs to another exchange.
const EUnauthorizedAdminCap: u64 = 2;
/// One side of the exchange rate is 0; both have to be at least 1.
const EInvalidExchangeRate: u64 = 3;

// === Structs ===

/// The exchange and what it holds.
public struct Exchange has key, store {
    id: UID,
    wal: Balance<WAL>,
    sui: Balance<SUI>,
    rate: ExchangeRate,
    /// The `AdminCap` that sets the rate and takes funds out.
    admin: ID,
}

/// The right to set the rate of an exchange and to take funds out of it.
public struct AdminCap has key, store {
    id: UID,
}

/// So many FROST are worth so many MIST.
public struct ExchangeRate has copy, drop, store {
    wal: u64,
    sui: u64,
}

/// Somebody has exchanged coins.
public struct Exchanged has copy, drop {
    exchange_id: ID,
    /// FROST and MIST that changed hands.
    wal: u64,
    sui: u64,
    /// Did the user receive WAL?
    for_wal: bool,
}

/// The rate of an exchange has changed.
public struct ExchangeRateChanged has copy, drop {
    exchange_id: ID,
    rate: ExchangeRate,
}

// === Public Functions: Rates ===

/// `wal` FROST for `sui` MIST.
///
/// Aborts with `EInvalidExchangeRate` if one of the two is 0.
public fun new_exchange_rate(wal: u64, sui: u64): ExchangeRate {
    assert!(wal > 0 && sui > 0, EInvalidExchangeRate);
    ExchangeRate { wal, sui }
}

// === Public Functions: Creation ===

/// Shares an empty exchange with the rate 1 to 1, and returns the right to run it. Never aborts.
public fun new(ctx: &mut TxContext): AdminCap {
    share(balance::zero(), ctx)
}

/// Shares an exchange that holds `amount` FROST of the coin, with the rate 1 to 1, and returns the
/// right to run it.
///
/// Aborts with `sui::balance::ENotEnough` if the coin holds less than `amount`.
public fun new_funded(wal: &mut Coin<WAL>, amount: u64, ctx: &mut TxContext): AdminCap {
    share(wal.balance_mut().split(amount), ctx)
}

// === Public Functions: Filling ===

/// Adds `amount` FROST of the coin.
///
/// Aborts with `sui::balance::ENotEnough` if the coin holds less than `amount`.
public fun add_wal(self: &mut Exchange, wal: &mut Coin<WAL>, amount: u64) {
    self.wal.join(wal.balance_mut().split(amount));
}

/// Adds `amount` MIST of the coin.
///
/// Aborts with `sui::balance::ENotEnough` if the coin holds less than `amount`.
public fun add_sui(self: &mut Exchange, sui: &mut Coin<SUI>, amount: u64) {
    self.sui.join(sui.balance_mut().split(amount));
}

/// Adds the whole coin. Never aborts.
public fun add_all_wal(self: &mut Exchange, wal: Coin<WAL>) {
    self.wal.join(wal.into_balance());
}

/// Adds the whole coin. Never aborts.
public fun add_all_sui(self: &mut Exchange, sui: Coin<SUI>) {
    self.sui.join(sui.into_balance());
}

// === Public Functions: Administration ===

/// Takes `amount` FROST out.
///
/// Aborts with:
/// - `EUnauthorizedAdminCap` if the capability is that of another exchange,
/// - `EInsufficientFundsInExchange` if the exchange holds less.
public fun withdraw_wal(
    self: &mut Exchange,
    amount: u64,
    admin_cap: &AdminCap,
    ctx: &mut TxContext,
): Coin<WAL> {
    self.assert_admin(admin_cap);
    take(&mut self.wal, amount, ctx)
}

/// Takes `amount` MIST out.
///
/// Aborts with:
/// - `EUnauthorizedAdminCap` if the capability is that of another exchange,
/// - `EInsufficientFundsInExchange` if the exchange holds less.
public fun withdraw_sui(
    self: &mut Exchange,
    amount: u64,
    admin_cap: &AdminCap,
    ctx: &mut TxContext,
): Coin<SUI> {
    self.assert_admin(admin_cap);
    take(&mut self.sui, amount, ctx)
}

/// From now on `wal` FROST are worth `sui` MIST.
///
/// Aborts with:
/// - `EUnauthorizedAdminCap` if the capability is that of another exchange,
/// - `EInvalidExchangeRate` if one of the two amounts is 0.
public fun set_exchange_rate(self: &mut Exchange, wal: u64, sui: u64, admin_cap: &AdminCap) {
    self.assert_admin(admin_cap);
    self.rate = new_exchange_rate(wal, sui);
    event::emit(ExchangeRateChanged { exchange_id: object::id(self), rate: self.rate });
}

// === Public Functions: Users ===

/// Gives WAL for the whole coin.
///
/// Aborts with `EInsufficientFundsInExchange` if the exchange holds less than it would pay out.
public fun exchange_all_for_wal(
    self: &mut Exchange,
    sui: Coin<SUI>,
    ctx: &mut TxContext,
): Coin<WAL> {
    let paid = sui.value();
    let due = convert(paid, self.rate.wal, self.rate.sui);
    self.sui.join(sui.into_balance());
    self.emit_exchanged(due, paid, true);
    take(&mut self.wal, due, ctx)
}

/// Gives WAL for `amount_sui` MIST of the coin.
///
/// Aborts with:
/// - `EInsufficientInputBalance` if the coin holds less than `amount_sui`,
/// - `EInsufficientFundsInExchange` if the exchange holds less than it would pay out.
public fun exchange_for_wal(
    self: &mut Exchange,
    sui: &mut Coin<SUI>,
    amount_sui: u64,
    ctx: &mut TxContext,
): Coin<WAL> {
    assert!(amount_sui <= sui.value(), EInsufficientInputBalance);
    let paid = sui.split(amount_sui, ctx);
    self.exchange_all_for_wal(paid, ctx)
}

/// Gives SUI for the whole coin.
///
/// Aborts with `EInsufficientFundsInExchange` if the exchange holds less than it would pay out.
public fun exchange_all_for_sui(
    self: &mut Exchange,
    wal: Coin<WAL>,
    ctx: &mut TxContext,
): Coin<SUI> {
    let paid = wal.value();
    let due = convert(paid, self.rate.sui, self.rate.wal);
    self.wal.join(wal.into_balance());
    self.emit_exchanged(paid, due, false);
    take(&mut self.sui, due, ctx)
}

/// Gives SUI for `amount_wal` FROST of the coin.
///
/// Aborts with:
/// - `EInsufficientInputBalance` if the coin holds less than `amount_wal`,
/// - `EInsufficientFundsInExchange` if the exchange holds less than it would pay out.
public fun exchange_for_sui(
    self: &mut Exchange,
    wal: &mut Coin<WAL>,
    amount_wal: u64,
    ctx: &mut TxContext,
): Coin<SUI> {
    assert!(amount_wal <= wal.value(), EInsufficientInputBalance);
    let paid = wal.split(amount_wal, ctx);
    self.exchange_all_for_sui(paid, ctx)
}

// === Private Functions ===

#[allow(lint(share_owned))]
fun share(wal: Balance<WAL>, ctx: &mut TxContext): AdminCap {
    let admin_cap = AdminCap { id: object::new(ctx) };
    transfer::share_object(Exchange {
        id: object::new(ctx),
        wal,
        sui: balance::zero(),
        rate: new_exchange_rate(1, 1),
        admin: object::id(&admin_cap),
    });
    admin_cap
}

fun assert_admin(self: &Exchange, admin_cap: &AdminCap) {
    assert!(self.admin == object::id(admin_cap), EUnauthorizedAdminCap);
}

/// floor(amount * numerator / denominator); more than 64 bits is more than any exchange holds.
fun convert(amount: u64, numerator: u64, denominator: u64): u64 {
    let due = (amount as u128) * (numerator as u128) / (denominator as u128);
    assert!(due <= std::u64::max_value!() as u128, EInsufficientFundsInExchange);
    due as u64
}

fun take<T>(funds: &mut Balance<T>, amount: u64, ctx: &mut TxContext): Coin<T> {
    assert!(amount <= funds.value(), EInsufficientFundsInExchange);
    funds.split(amount).into_coin(ctx)
}

fun emit_exchanged(self: &Exchange, wal: u64, sui: u64, for_wal: bool) {
    event::emit(Exchanged { exchange_id: object::id(self), wal, sui, for_wal });
}

// === Test Only ===

/// FROST and MIST that it holds.
#[test_only]
public fun funds(self: &Exchange): (u64, u64) {
    (self.wal.value(), self.sui.value())
}
