/// Amounts of a currency.
///
/// A `Balance` is money without an identity; it can be neither copied nor dropped, so the sum of all balances
/// of a currency stays what its `Supply` says.
module sui::balance;

use sui::{accumulator::{AccumulatorRoot, U128}, funds_accumulator::{Self, Withdrawal}};

public use fun sui::coin::from_balance as Balance.into_coin;
public use fun supply_value as Supply.value;

/// A balance that must be empty is not.
const ENonZero: u64 = 0;
/// The supply would leave the range of `u64`.
const EOverflow: u64 = 1;
/// There is less in the balance than is to be taken.
const ENotEnough: u64 = 2;
/// Only the system (address 0x0) may do this.
const ENotSystemAddress: u64 = 3;
/// The system does this for SUI only.
const ENotSUI: u64 = 4;

const SUI_TYPE_NAME: vector<u8> =
    b"0000000000000000000000000000000000000000000000000000000000000002::sui::SUI";

/// How much of a currency there is; the right to make more.
public struct Supply<phantom T> has store {
    value: u64,
}

/// An amount of a currency.
public struct Balance<phantom T> has store {
    value: u64,
}

// === Supply ===

/// How much there is.
public fun supply_value<T>(supply: &Supply<T>): u64 {
    supply.value
}

/// A currency of which there is nothing yet. The witness shows that the caller may found it.
public fun create_supply<T: drop>(_: T): Supply<T> {
    Supply { value: 0 }
}

/// Makes money. Aborts with `EOverflow` unless the new supply is below the largest `u64`.
public fun increase_supply<T>(self: &mut Supply<T>, value: u64): Balance<T> {
    let room = std::u64::max_value!() - self.value;
    assert!(value < room, EOverflow);
    self.value = self.value + value;
    Balance { value }
}

/// Unmakes money; says how much. Aborts with `EOverflow`.
public fun decrease_supply<T>(self: &mut Supply<T>, balance: Balance<T>): u64 {
    let value = take_apart(balance);
    assert!(value <= self.value, EOverflow);
    self.value = self.value - value;
    value
}

// === Balance ===

/// How much is in it.
public fun value<T>(self: &Balance<T>): u64 {
    self.value
}

/// Nothing.
public fun zero<T>(): Balance<T> {
    Balance { value: 0 }
}

/// Adds a balance; says how much there is then.
public fun join<T>(self: &mut Balance<T>, balance: Balance<T>): u64 {
    self.value = self.value + take_apart(balance);
    self.value
}

/// Takes an amount out. Aborts with `ENotEnough`.
public fun split<T>(self: &mut Balance<T>, value: u64): Balance<T> {
    assert!(value <= self.value, ENotEnough);
    self.value = self.value - value;
    Balance { value }
}

/// Takes everything out.
public fun withdraw_all<T>(self: &mut Balance<T>): Balance<T> {
    let all = self.value;
    self.split(all)
}

/// Ends a balance with nothing in it. Aborts with `ENonZero`.
public fun destroy_zero<T>(balance: Balance<T>) {
    assert!(take_apart(balance) == 0, ENonZero);
}

// === Balances of addresses ===

/// Sends a balance to an address, without a coin.
public fun send_funds<T>(balance: Balance<T>, recipient: address) {
    funds_accumulator::add_impl(balance, recipient)
}

/// Withdraws what was sent so.
public fun redeem_funds<T>(withdrawal: Withdrawal<Balance<T>>): Balance<T> {
    withdrawal.redeem(internal::permit())
}

/// The right to withdraw what was sent to an object.
/// Aborts with `sui::funds_accumulator::EObjectFundsWithdrawNotEnabled`.
public fun withdraw_funds_from_object<T>(obj: &mut UID, value: u64): Withdrawal<Balance<T>> {
    funds_accumulator::withdraw_from_object(obj, value as u256)
}

/// What an address or object had so, when transactions were settled last; at most the largest `u64`.
public fun settled_funds_value<T>(root: &AccumulatorRoot, address: address): u64 {
    let name = sui::accumulator::accumulator_key<Balance<T>>(address);
    if (!root.has_accumulator<_, U128>(name)) return 0;
    let sum: &U128 = sui::accumulator::root_borrow_accumulator(root, name);
    sui::accumulator::read_u128(sum).min(std::u64::max_value!() as u128) as u64
}

// === Package Functions ===

public(package) fun create_supply_internal<T>(): Supply<T> {
    Supply { value: 0 }
}

/// Ends a supply: the currency stays at what there is.
public(package) fun destroy_supply<T>(self: Supply<T>): u64 {
    let Supply { value } = self;
    value
}

// === Private Functions ===

fun take_apart<T>(balance: Balance<T>): u64 {
    let Balance { value } = balance;
    value
}

/// The system pays rewards at the end of an epoch.
#[allow(unused_function)]
fun create_staking_rewards<T>(value: u64, ctx: &TxContext): Balance<T> {
    check_system<T>(ctx);
    Balance { value }
}

/// The system takes storage rebates in at the end of an epoch.
#[allow(unused_function)]
fun destroy_storage_rebates<T>(self: Balance<T>, ctx: &TxContext) {
    check_system<T>(ctx);
    take_apart(self);
}

fun check_system<T>(ctx: &TxContext) {
    assert!(ctx.sender() == @0x0, ENotSystemAddress);
    let name = std::type_name::with_defining_ids<T>().into_string().into_bytes();
    assert!(name == SUI_TYPE_NAME, ENotSUI);
}

// === Test Functions ===

/// Money out of nothing.
#[test_only]
public fun create_for_testing<T>(value: u64): Balance<T> {
    Balance { value }
}

/// Money into nothing.
#[test_only]
public fun destroy_for_testing<T>(self: Balance<T>): u64 {
    take_apart(self)
}

/// A supply without a witness.
#[test_only]
public fun create_supply_for_testing<T>(): Supply<T> {
    Supply { value: 0 }
}
