/// Balances, coins and currencies.
#[test_only, allow(untyped_literal, deprecated_usage)]
module sui::money_tests;

use std::unit_test::{assert_eq, destroy};
use sui::{
    balance,
    coin::{Self, Coin, TreasuryCap, CoinMetadata, RegulatedCoinMetadata},
    config,
    deny_list::{Self, DenyList},
    pay,
    test_scenario as scenario,
    url
};

/// The currency of these tests: a one-time witness by its name.
public struct MONEY_TESTS has drop {}

/// Not a witness.
public struct Fake has drop {}

const ALICE: address = @0xA11CE;
const BOB: address = @0xB0B;

fun witness(): MONEY_TESTS {
    sui::test_utils::create_one_time_witness()
}

fun coin(value: u64, ctx: &mut TxContext): Coin<MONEY_TESTS> {
    coin::mint_for_testing(value, ctx)
}

// === balance ===

#[test]
fun balances() {
    let mut supply = balance::create_supply(Fake {});
    let mut b = supply.increase_supply(100);
    assert_eq!(supply.supply_value(), 100);
    let part = b.split(30);
    assert!(b.value() == 70 && part.value() == 30);
    assert_eq!(b.join(part), 100);
    let mut all = b.withdraw_all();
    b.destroy_zero();
    all.join(balance::zero());
    assert_eq!(supply.decrease_supply(all), 100);
    assert_eq!(supply.supply_value(), 0);
    destroy(supply);
}

#[test]
fun supply_up_to_the_largest_but_one() {
    let mut supply = balance::create_supply(Fake {});
    destroy(supply.increase_supply(std::u64::max_value!() - 1));
    destroy(supply);
}

#[test, expected_failure(abort_code = balance::EOverflow)]
fun supply_overflows() {
    let mut supply = balance::create_supply(Fake {});
    destroy(supply.increase_supply(1));
    destroy(supply.increase_supply(std::u64::max_value!() - 1));
    abort
}

#[test, expected_failure(abort_code = balance::EOverflow)]
fun supply_underflows() {
    let mut supply = balance::create_supply(Fake {});
    supply.decrease_supply(balance::create_for_testing(1));
    abort
}

#[test, expected_failure(abort_code = balance::ENotEnough)]
fun split_of_too_much() {
    let mut b = balance::create_for_testing<Fake>(1);
    destroy(b.split(2));
    abort
}

#[test, expected_failure(abort_code = balance::ENonZero)]
fun destroy_zero_of_something() {
    balance::create_for_testing<Fake>(1).destroy_zero();
}

#[test, expected_failure(arithmetic_error, location = sui::balance)]
fun join_overflows() {
    let mut b = balance::create_for_testing<Fake>(std::u64::max_value!());
    b.join(balance::create_for_testing(1));
    abort
}

// === coin ===

#[test]
fun coins() {
    let ctx = &mut tx_context::dummy();
    let mut c = coin(100, ctx);
    let part = c.split(40, ctx);
    assert!(c.value() == 60 && part.value() == 40);
    c.join(part);
    let mut parts = c.divide_into_n(7, ctx);
    assert!(parts.length() == 6 && parts.all!(|part| part.value() == 14) && c.value() == 16);
    c.join(parts.pop_back());
    destroy(parts);
    let mut b = c.into_balance();
    let taken = coin::take(&mut b, 5, ctx);
    assert!(b.value() == 25 && taken.value() == 5);
    coin::put(&mut b, taken);
    let mut c = b.into_coin(ctx);
    assert!(c.balance().value() == 30 && c.balance_mut().value() == 30);
    assert_eq!(coin::burn_for_testing(c), 30);
    coin::zero<Fake>(ctx).destroy_zero();
}

#[test, expected_failure(abort_code = coin::EInvalidArg)]
fun divided_into_no_parts() {
    let ctx = &mut tx_context::dummy();
    let mut c = coin(3, ctx);
    destroy(c.divide_into_n(0, ctx));
    abort
}

#[test, expected_failure(abort_code = coin::ENotEnough)]
fun divided_into_too_many_parts() {
    let ctx = &mut tx_context::dummy();
    let mut c = coin(3, ctx);
    destroy(c.divide_into_n(4, ctx));
    abort
}

#[test]
fun a_currency() {
    let mut s = scenario::begin(ALICE);
    let icon = option::some(url::new_unsafe_from_bytes(b"https://a.b"));
    let (mut treasury, mut metadata) = coin::create_currency(
        witness(),
        6,
        b"MNY",
        b"Money",
        b"For tests",
        icon,
        s.ctx(),
    );
    assert_eq!(metadata.get_decimals(), 6);
    assert_eq!(metadata.get_symbol(), b"MNY".to_ascii_string());
    assert_eq!(metadata.get_name(), b"Money".to_string());
    assert_eq!(metadata.get_description(), b"For tests".to_string());
    assert_eq!(
        metadata.get_icon_url().destroy_some().inner_url(),
        b"https://a.b".to_ascii_string(),
    );
    treasury.update_name(&mut metadata, b"N".to_string());
    treasury.update_symbol(&mut metadata, b"S".to_ascii_string());
    treasury.update_description(&mut metadata, b"D".to_string());
    treasury.update_icon_url(&mut metadata, b"U".to_ascii_string());
    assert_eq!(metadata.get_name(), b"N".to_string());
    assert_eq!(metadata.get_symbol(), b"S".to_ascii_string());
    assert_eq!(metadata.get_description(), b"D".to_string());
    assert_eq!(metadata.get_icon_url(), option::some(url::new_unsafe(b"U".to_ascii_string())));
    let mut c = treasury.mint(10, s.ctx());
    c.balance_mut().join(treasury.mint_balance(5));
    treasury.mint_and_transfer(7, BOB, s.ctx());
    assert_eq!(treasury.total_supply(), 22);
    assert_eq!(treasury.burn(c), 15);
    assert_eq!(treasury.supply_immut().supply_value(), 7);
    assert_eq!(treasury.supply_mut().supply_value(), 7);
    assert_eq!(treasury.supply().supply_value(), 7);
    transfer::public_freeze_object(metadata);
    s.next_tx(BOB);
    let c = s.take_from_sender<Coin<MONEY_TESTS>>();
    assert_eq!(c.value(), 7);
    assert!(scenario::has_most_recent_immutable<CoinMetadata<MONEY_TESTS>>());
    destroy(c);
    let supply = treasury.treasury_into_supply();
    assert_eq!(supply.supply_value(), 7);
    destroy(supply);
    s.end();
}

#[test, expected_failure(abort_code = coin::EBadWitness)]
fun currency_of_no_witness() {
    let (treasury, metadata) = coin::create_currency(
        Fake {},
        0,
        b"",
        b"",
        b"",
        option::none(),
        &mut tx_context::dummy(),
    );
    destroy(treasury);
    destroy(metadata);
}

#[test]
fun sui_is_founded_once() {
    let treasury: TreasuryCap<sui::sui::SUI> = coin::create_treasury_cap_for_testing(
        &mut tx_context::dummy(),
    );
    assert_eq!(treasury.total_supply(), 0);
    destroy(treasury);
}

// === pay ===

#[test]
fun paying() {
    let mut s = scenario::begin(ALICE);
    let mut c = coin(100, s.ctx());
    pay::split(&mut c, 1, s.ctx());
    c.split_vec(vector[2, 3], s.ctx());
    c.split_and_transfer(10, BOB, s.ctx());
    c.divide_and_keep(4, s.ctx());
    assert_eq!(c.value(), 84 - 3 * 21);
    pay::keep(c, s.ctx());
    s.next_tx(ALICE);
    let ids = s.ids_for_sender<Coin<MONEY_TESTS>>();
    assert_eq!(ids.length(), 7);
    let mut coins = ids.map!(|id| s.take_from_sender_by_id<Coin<MONEY_TESTS>>(id));
    let mut first = coins.pop_back();
    pay::join(&mut first, coins.pop_back());
    first.join_vec(vector[coins.pop_back()]);
    coins.push_back(first);
    pay::join_vec_and_transfer(coins, BOB);
    s.next_tx(BOB);
    let all = s.take_from_sender<Coin<MONEY_TESTS>>();
    let ten = s.take_from_sender<Coin<MONEY_TESTS>>();
    assert_eq!(all.value() + ten.value(), 100);
    destroy(all);
    destroy(ten);
    s.end();
}

#[test, expected_failure(abort_code = pay::ENoCoins)]
fun joining_no_coins() {
    pay::join_vec_and_transfer<Fake>(vector[], BOB);
}

// === deny_list ===

#[test]
fun a_regulated_currency() {
    let mut s = scenario::begin(@0x0);
    deny_list::create_for_test(s.ctx());
    s.next_tx(ALICE);
    let mut list = s.take_shared<DenyList>();
    let (treasury, mut cap, metadata) = coin::create_regulated_currency_v2(
        witness(),
        0,
        b"",
        b"",
        b"",
        option::none(),
        true,
        s.ctx(),
    );
    assert!(!coin::deny_list_v2_contains_next_epoch<MONEY_TESTS>(&list, BOB));
    assert!(!coin::deny_list_v2_contains_current_epoch<MONEY_TESTS>(&list, BOB, s.ctx()));
    coin::deny_list_v2_add(&mut list, &mut cap, BOB, s.ctx());
    coin::deny_list_v2_add(&mut list, &mut cap, BOB, s.ctx());
    coin::deny_list_v2_enable_global_pause(&mut list, &mut cap, s.ctx());
    assert!(coin::deny_list_v2_contains_next_epoch<MONEY_TESTS>(&list, BOB));
    assert!(!coin::deny_list_v2_contains_next_epoch<MONEY_TESTS>(&list, ALICE));
    assert!(coin::deny_list_v2_is_global_pause_enabled_next_epoch<MONEY_TESTS>(&list));
    coin::deny_list_v2_remove(&mut list, &mut cap, BOB, s.ctx());
    coin::deny_list_v2_disable_global_pause(&mut list, &mut cap, s.ctx());
    assert!(!coin::deny_list_v2_contains_next_epoch<MONEY_TESTS>(&list, BOB));
    assert!(!coin::deny_list_v2_is_global_pause_enabled_next_epoch<MONEY_TESTS>(&list));
    assert_eq!(sui::event::events_by_type<deny_list::PerTypeConfigCreated>().length(), 1);
    destroy(treasury);
    destroy(cap);
    destroy(metadata);
    scenario::return_shared(list);
    s.next_tx(ALICE);
    assert!(scenario::has_most_recent_immutable<RegulatedCoinMetadata<MONEY_TESTS>>());
    s.end();
}

#[test, expected_failure(abort_code = coin::EGlobalPauseNotAllowed)]
fun pause_of_a_currency_without_it() {
    let ctx = &mut tx_context::dummy();
    let mut list = deny_list::new_for_testing(ctx);
    let (_treasury, mut cap, _metadata) = coin::create_regulated_currency_v2(
        witness(),
        0,
        b"",
        b"",
        b"",
        option::none(),
        false,
        ctx,
    );
    coin::deny_list_v2_enable_global_pause(&mut list, &mut cap, ctx);
    abort
}

#[test]
fun an_older_regulated_currency() {
    let ctx = &mut tx_context::dummy();
    let mut list = deny_list::new_for_testing(ctx);
    let (treasury, mut cap, metadata) = coin::create_regulated_currency(
        witness(),
        0,
        b"",
        b"",
        b"",
        option::none(),
        ctx,
    );
    assert!(!coin::deny_list_contains<MONEY_TESTS>(&list, BOB));
    coin::deny_list_add(&mut list, &mut cap, BOB, ctx);
    coin::deny_list_add(&mut list, &mut cap, BOB, ctx);
    coin::deny_list_add(&mut list, &mut cap, ALICE, ctx);
    assert!(coin::deny_list_contains<MONEY_TESTS>(&list, BOB));
    assert!(!coin::deny_list_contains<u8>(&list, BOB));
    assert!(!coin::deny_list_contains<Fake>(&list, BOB));
    assert!(!coin::deny_list_contains<MONEY_TESTS>(&list, @0x2));
    coin::deny_list_remove(&mut list, &mut cap, ALICE, ctx);
    assert!(!coin::deny_list_contains<MONEY_TESTS>(&list, ALICE));
    let cap = coin::migrate_regulated_currency_to_v2(&mut list, cap, false, ctx);
    assert!(!coin::deny_list_contains<MONEY_TESTS>(&list, BOB));
    assert!(coin::deny_list_v2_contains_next_epoch<MONEY_TESTS>(&list, BOB));
    assert!(!coin::deny_list_v2_contains_next_epoch<MONEY_TESTS>(&list, ALICE));
    destroy(list);
    destroy(treasury);
    destroy(cap);
    destroy(metadata);
}

#[test, expected_failure(abort_code = deny_list::EInvalidAddress)]
fun an_address_of_the_system_is_not_denied() {
    let mut list = deny_list::new_for_testing(&mut tx_context::dummy());
    assert_eq!(deny_list::reserved_addresses().length(), 18);
    list.v1_add(0, b"x", @0x403);
    abort
}

#[test, expected_failure(abort_code = deny_list::ENotDenied)]
fun an_address_that_is_not_denied_stays_so() {
    let mut list = deny_list::new_for_testing(&mut tx_context::dummy());
    list.v1_add(0, b"x", ALICE);
    list.v1_remove(0, b"x", BOB);
    abort
}

#[test, expected_failure(abort_code = deny_list::ENotSystemAddress)]
fun only_the_system_makes_the_list() {
    deny_list::create_for_test(scenario::begin(ALICE).ctx());
    abort
}

// === config ===

public struct WriteCap() has drop;

#[test]
fun settings_change_with_the_epoch() {
    let mut s = scenario::begin(ALICE);
    let cap = &mut WriteCap();
    let mut c = config::new(cap, s.ctx());
    assert!(!c.exists_with_type<_, _, u64>(b"n"));
    assert_eq!(c.add_for_next_epoch(cap, b"n", 1, s.ctx()), option::none());
    assert!(c.exists_with_type<_, _, u64>(b"n") && !c.exists_with_type<_, _, u8>(b"n"));
    assert!(c.exists_with_type_for_next_epoch<_, _, u64>(b"n", s.ctx()));
    *c.borrow_for_next_epoch_mut(cap, b"n", s.ctx()) = 2;
    assert_eq!(c.read_setting_for_next_epoch(b"n"), option::some(2));
    s.next_epoch(ALICE);
    assert!(!c.exists_with_type_for_next_epoch<_, _, u64>(b"n", s.ctx()));
    assert_eq!(c.add_for_next_epoch(cap, b"n", 3, s.ctx()), option::none());
    s.next_epoch(ALICE);
    // 2 was the older value, which nobody can see from now on.
    assert_eq!(c.add_for_next_epoch(cap, b"n", 4, s.ctx()), option::some(2));
    assert_eq!(c.remove_for_next_epoch(cap, b"n", s.ctx()), option::some(4));
    assert_eq!(c.read_setting_for_next_epoch<_, _, u64>(b"n"), option::none());
    assert_eq!(c.add_for_next_epoch(cap, b"n", 5, s.ctx()), option::none());
    s.next_epoch(ALICE);
    assert_eq!(c.remove_for_next_epoch<_, _, u64>(cap, b"n", s.ctx()), option::none());
    assert!(c.exists_with_type<_, _, u64>(b"n"));
    s.next_epoch(ALICE);
    assert_eq!(c.remove_for_next_epoch<_, _, u64>(cap, b"n", s.ctx()), option::none());
    assert!(!c.exists_with_type<_, _, u64>(b"n"));
    assert_eq!(c.remove_for_next_epoch<_, _, u64>(cap, b"n", s.ctx()), option::none());
    *c.entry!(cap, b"n", |_, _, _| 6, s.ctx()) = 7;
    c.update!(cap, b"n", |_, _, _| abort, |unseen, n| {
        assert!(unseen.is_none());
        *n = *n + 1;
    }, s.ctx());
    assert_eq!(c.read_setting_for_next_epoch(b"n"), option::some(8));
    destroy(c);
    s.end();
}

#[test, expected_failure(abort_code = config::EAlreadySetForEpoch)]
fun setting_added_twice_in_an_epoch() {
    let ctx = &mut tx_context::dummy();
    let mut c = config::new(&mut WriteCap(), ctx);
    c.add_for_next_epoch(&mut WriteCap(), b"n", 1, ctx);
    c.add_for_next_epoch(&mut WriteCap(), b"n", 1, ctx);
    abort
}

#[test, expected_failure(abort_code = config::ENotSetForEpoch)]
fun setting_of_an_earlier_epoch() {
    let ctx = &mut tx_context::dummy();
    let mut c = config::new(&mut WriteCap(), ctx);
    c.add_for_next_epoch(&mut WriteCap(), b"n", 1, ctx);
    ctx.increment_epoch_number();
    c.borrow_for_next_epoch_mut<_, _, u64>(&mut WriteCap(), b"n", ctx);
    abort
}
