// SPDX-License-Identifier: Apache-2.0

#[test_only]
module wal_exchange::wal_exchange_tests;

use std::unit_test::{assert_eq, destroy};
use sui::{coin::{Self, Coin}, event, sui::SUI, test_scenario::{Self, Scenario}};
use wal::wal::WAL;
use wal_exchange::wal_exchange::{Self, AdminCap, Exchange, ExchangeRateChanged, Exchanged};

const ADMIN: address = @0xA;
const MAX: u64 = 18_446_744_073_709_551_615;

fun wal(scenario: &mut Scenario, amount: u64): Coin<WAL> {
    coin::mint_for_testing(amount, scenario.ctx())
}

fun sui(scenario: &mut Scenario, amount: u64): Coin<SUI> {
    coin::mint_for_testing(amount, scenario.ctx())
}

/// An exchange with so many FROST, at 3 FROST for 2 MIST.
fun exchange(funds: u64): (Scenario, Exchange, AdminCap) {
    let mut scenario = test_scenario::begin(ADMIN);
    let mut coin = wal(&mut scenario, funds);
    let admin_cap = wal_exchange::new_funded(&mut coin, funds, scenario.ctx());
    coin.destroy_zero();
    scenario.next_tx(@0xF);
    let mut exchange = scenario.take_shared<Exchange>();
    exchange.set_exchange_rate(3, 2, &admin_cap);
    assert_eq!(event::events_by_type<ExchangeRateChanged>().length(), 1);
    (scenario, exchange, admin_cap)
}

fun end(scenario: Scenario, exchange: Exchange, admin_cap: AdminCap) {
    test_scenario::return_shared(exchange);
    destroy(admin_cap);
    scenario.end();
}

#[test]
fun coins_are_exchanged_at_the_rate_and_rounded_down() {
    let (mut scenario, mut exchange, admin_cap) = exchange(1000);
    let paid = sui(&mut scenario, 5);
    let received = exchange.exchange_all_for_wal(paid, scenario.ctx());
    assert_eq!(received.burn_for_testing(), 7);
    let mut purse = sui(&mut scenario, 100);
    let mut received = exchange.exchange_for_wal(&mut purse, 20, scenario.ctx());
    assert_eq!(purse.value(), 80);
    assert_eq!(received.value(), 30);
    let back = exchange.exchange_for_sui(&mut received, 8, scenario.ctx());
    assert_eq!(back.burn_for_testing(), 5);
    assert_eq!(received.value(), 22);
    let back = exchange.exchange_all_for_sui(received, scenario.ctx());
    assert_eq!(back.burn_for_testing(), 14);
    let (wal, sui) = exchange.funds();
    assert_eq!(wal, 1000 - 7);
    assert_eq!(sui, 25 - 19);
    assert_eq!(event::events_by_type<Exchanged>().length(), 4);
    destroy(purse);
    end(scenario, exchange, admin_cap);
}

#[test]
fun anyone_can_fill_it_and_its_admin_can_empty_it() {
    let mut scenario = test_scenario::begin(ADMIN);
    let admin_cap = wal_exchange::new(scenario.ctx());
    scenario.next_tx(@0xF);
    let mut exchange = scenario.take_shared<Exchange>();
    let mut frost = wal(&mut scenario, 10);
    let mut mist = sui(&mut scenario, 20);
    exchange.add_wal(&mut frost, 4);
    exchange.add_sui(&mut mist, 5);
    exchange.add_all_wal(frost);
    exchange.add_all_sui(mist);
    let (wal, sui) = exchange.funds();
    assert_eq!(wal, 10);
    assert_eq!(sui, 20);
    let frost = exchange.withdraw_wal(10, &admin_cap, scenario.ctx());
    let mist = exchange.withdraw_sui(20, &admin_cap, scenario.ctx());
    assert_eq!(frost.burn_for_testing(), 10);
    assert_eq!(mist.burn_for_testing(), 20);
    end(scenario, exchange, admin_cap);
}

#[test, expected_failure(abort_code = wal_exchange::EInsufficientFundsInExchange)]
fun it_gives_no_wal_that_it_has_not() {
    let (mut scenario, mut exchange, _admin_cap) = exchange(29);
    let paid = sui(&mut scenario, 20);
    destroy(exchange.exchange_all_for_wal(paid, scenario.ctx()));
    abort
}

#[test, expected_failure(abort_code = wal_exchange::EInsufficientFundsInExchange)]
fun it_gives_no_sui_that_it_has_not() {
    let (mut scenario, mut exchange, _admin_cap) = exchange(29);
    let paid = wal(&mut scenario, 3);
    destroy(exchange.exchange_all_for_sui(paid, scenario.ctx()));
    abort
}

#[test, expected_failure(abort_code = wal_exchange::EInsufficientFundsInExchange)]
fun amounts_cannot_overflow() {
    let (mut scenario, mut exchange, _admin_cap) = exchange(29);
    let paid = sui(&mut scenario, MAX);
    destroy(exchange.exchange_all_for_wal(paid, scenario.ctx()));
    abort
}

#[test, expected_failure(abort_code = wal_exchange::EInsufficientInputBalance)]
fun wal_has_to_be_paid_for() {
    let (mut scenario, mut exchange, _admin_cap) = exchange(29);
    let mut paid = sui(&mut scenario, 1);
    destroy(exchange.exchange_for_wal(&mut paid, 2, scenario.ctx()));
    abort
}

#[test, expected_failure(abort_code = wal_exchange::EInsufficientInputBalance)]
fun sui_has_to_be_paid_for() {
    let (mut scenario, mut exchange, _admin_cap) = exchange(29);
    let mut paid = wal(&mut scenario, 1);
    destroy(exchange.exchange_for_sui(&mut paid, 2, scenario.ctx()));
    abort
}

#[test, expected_failure(abort_code = wal_exchange::EInvalidExchangeRate)]
fun wal_is_not_free() {
    wal_exchange::new_exchange_rate(1, 0);
}

#[test, expected_failure(abort_code = wal_exchange::EInvalidExchangeRate)]
fun sui_is_not_free() {
    wal_exchange::new_exchange_rate(0, 1);
}

/// The right to run another exchange.
fun other_cap(scenario: &mut Scenario): AdminCap {
    wal_exchange::new(scenario.ctx())
}

#[test, expected_failure(abort_code = wal_exchange::EUnauthorizedAdminCap)]
fun nobody_else_sets_the_rate() {
    let (mut scenario, mut exchange, _admin_cap) = exchange(29);
    let cap = other_cap(&mut scenario);
    exchange.set_exchange_rate(1, 1, &cap);
    abort
}

#[test, expected_failure(abort_code = wal_exchange::EUnauthorizedAdminCap)]
fun nobody_else_takes_wal_out() {
    let (mut scenario, mut exchange, _admin_cap) = exchange(29);
    let cap = other_cap(&mut scenario);
    destroy(exchange.withdraw_wal(1, &cap, scenario.ctx()));
    abort
}

#[test, expected_failure(abort_code = wal_exchange::EUnauthorizedAdminCap)]
fun nobody_else_takes_sui_out() {
    let (mut scenario, mut exchange, _admin_cap) = exchange(29);
    let cap = other_cap(&mut scenario);
    destroy(exchange.withdraw_sui(1, &cap, scenario.ctx()));
    abort
}
