/// Money that addresses and objects own without coins: it is sent to a sum (`sui::accumulator`) and
/// withdrawn from it.
module sui::funds_accumulator;

use std::internal::Permit;
use sui::{accumulator::accumulator_address, protocol_config};

public use fun withdrawal_owner as Withdrawal.owner;
public use fun withdrawal_limit as Withdrawal.limit;
public use fun withdrawal_split as Withdrawal.split;
public use fun withdrawal_join as Withdrawal.join;

/// A limit would leave the range of its type.
#[allow(unused_const)]
const EOverflow: u64 = 0;
#[error(code = 1)]
const EInvalidSubLimit: vector<u8> = b"Sub-limit exceeds current withdrawal limit";
#[error(code = 2)]
const EOwnerMismatch: vector<u8> = b"Withdrawal owners do not match";
#[error(code = 3)]
const EObjectFundsWithdrawNotEnabled: vector<u8> = b"Object funds withdraw is not enabled";

/// The right to withdraw up to a limit. It does not say that there is so much.
public struct Withdrawal<phantom T: store> has drop {
    owner: address,
    limit: u256,
}

// === Public Functions ===

/// From whom it withdraws.
public fun withdrawal_owner<T: store>(withdrawal: &Withdrawal<T>): address {
    withdrawal.owner
}

public fun withdrawal_limit<T: store>(withdrawal: &Withdrawal<T>): u256 {
    withdrawal.limit
}

/// Takes a part of the right out. Aborts with `EInvalidSubLimit`.
public fun withdrawal_split<T: store>(
    withdrawal: &mut Withdrawal<T>,
    sub_limit: u256,
): Withdrawal<T> {
    assert!(sub_limit <= withdrawal.limit, EInvalidSubLimit);
    withdrawal.limit = withdrawal.limit - sub_limit;
    create_withdrawal(withdrawal.owner, sub_limit)
}

/// Adds a right of the same owner. Aborts with `EOwnerMismatch` and `EOverflow`.
public fun withdrawal_join<T: store>(withdrawal: &mut Withdrawal<T>, other: Withdrawal<T>) {
    let Withdrawal { owner, limit } = other;
    assert!(owner == withdrawal.owner, EOwnerMismatch);
    assert!(limit <= std::u256::max_value!() - withdrawal.limit, EOverflow);
    withdrawal.limit = withdrawal.limit + limit;
}

// === Package Functions ===

/// Withdraws.
public(package) fun redeem<T: store>(withdrawal: Withdrawal<T>, _: Permit<T>): T {
    let Withdrawal { owner, limit } = withdrawal;
    withdraw_impl(owner, limit)
}

/// The right to withdraw from an object. Aborts with `EObjectFundsWithdrawNotEnabled`.
#[allow(unused_mut_parameter)]
public(package) fun withdraw_from_object<T: store>(obj: &mut UID, limit: u256): Withdrawal<T> {
    let is_enabled = protocol_config::is_feature_enabled(b"enable_object_funds_withdraw");
    assert!(is_enabled, EObjectFundsWithdrawNotEnabled);
    create_withdrawal(obj.to_address(), limit)
}

/// Sends.
public(package) fun add_impl<T: store>(value: T, recipient: address) {
    add_to_accumulator_address(accumulator_address<T>(recipient), recipient, value)
}

public(package) fun create_withdrawal<T: store>(owner: address, limit: u256): Withdrawal<T> {
    Withdrawal { owner, limit }
}

// === Private Functions ===

fun withdraw_impl<T: store>(owner: address, value: u256): T {
    withdraw_from_accumulator_address(accumulator_address<T>(owner), owner, value)
}

native fun add_to_accumulator_address<T: store>(accumulator: address, recipient: address, value: T);
native fun withdraw_from_accumulator_address<T: store>(
    accumulator: address,
    owner: address,
    value: u256,
): T;
