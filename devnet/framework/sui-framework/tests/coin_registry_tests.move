/// The register of currencies.
#[test_only, allow(untyped_literal, deprecated_usage)]
module sui::coin_registry_tests;

use std::unit_test::{assert_eq, destroy};
use sui::{
    coin::{Self, TreasuryCap},
    coin_registry::{Self as registry, CoinRegistry, Currency, CurrencyInitializer},
    test_scenario as scenario
};

/// A currency that is made in an `init`: a one-time witness by its name.
public struct COIN_REGISTRY_TESTS has drop {}

/// A currency that is made in the register.
public struct Gold has key {
    id: UID,
}

const ALICE: address = @0xA11CE;

fun new_registry(): CoinRegistry {
    let ctx = &mut tx_context::new_from_hint(@0x0, 1, 0, 0, 0);
    registry::create_coin_data_registry_for_testing(ctx)
}

fun gold(
    registry: &mut CoinRegistry,
    ctx: &mut TxContext,
): (CurrencyInitializer<Gold>, TreasuryCap<Gold>) {
    let (symbol, name) = (b"GOLD".to_string(), b"Gold".to_string());
    registry::new_currency(
        registry,
        6,
        symbol,
        name,
        b"shines".to_string(),
        b"url".to_string(),
        ctx,
    )
}

#[test]
fun a_currency_is_made_and_shown() {
    let ctx = &mut tx_context::dummy();
    let mut registry = new_registry();
    assert!(!registry.exists<Gold>());
    let (mut builder, treasury) = gold(&mut registry, ctx);
    let deny = builder.make_regulated(true, ctx);
    let (mut currency, cap) = builder.finalize_unwrap_for_testing(ctx);
    assert!(registry.exists<Gold>());
    assert_eq!(currency.decimals(), 6);
    assert_eq!(currency.symbol(), b"GOLD".to_string());
    assert_eq!(currency.description(), b"shines".to_string());
    assert_eq!(currency.treasury_cap_id(), option::some(object::id(&treasury)));
    assert_eq!(currency.deny_cap_id(), option::some(object::id(&deny)));
    assert_eq!(currency.metadata_cap_id(), option::some(object::id(&cap)));
    assert!(currency.is_regulated() && currency.is_metadata_cap_claimed());
    assert_eq!(currency.total_supply(), option::none());
    currency.set_name(&cap, b"Gilt".to_string());
    currency.set_description(&cap, b"new".to_string());
    currency.set_icon_url(&cap, b"other".to_string());
    assert_eq!(currency.name(), b"Gilt".to_string());
    assert_eq!(currency.icon_url(), b"other".to_string());
    let (legacy, promise) = currency.borrow_legacy_metadata(ctx);
    assert_eq!(legacy.get_name(), b"Gilt".to_string());
    currency.return_borrowed_legacy_metadata(legacy, promise, ctx);
    currency.delete_metadata_cap(cap);
    assert!(currency.is_metadata_cap_deleted() && currency.is_metadata_cap_claimed());
    destroy(currency);
    destroy(treasury);
    destroy(deny);
    destroy(registry);
}

#[test]
fun a_supply_is_fixed_or_only_burned() {
    let ctx = &mut tx_context::dummy();
    let mut registry = new_registry();
    let (builder, mut treasury) = gold(&mut registry, ctx);
    let coin = treasury.mint(10, ctx);
    let (mut currency, cap) = builder.finalize_unwrap_for_testing(ctx);
    currency.make_supply_burn_only(treasury);
    assert!(currency.is_supply_burn_only() && !currency.is_supply_fixed());
    currency.burn(coin);
    assert_eq!(currency.total_supply(), option::some(0));
    destroy(currency);
    destroy(cap);
    destroy(registry);
}

#[test]
fun a_currency_of_an_init_is_put_in_its_place() {
    let mut test = scenario::begin(@0x0);
    registry::create_coin_data_registry_for_testing(test.ctx()).share_for_testing();
    test.next_tx(ALICE);
    let witness = sui::test_utils::create_one_time_witness<COIN_REGISTRY_TESTS>();
    let (symbol, name) = (b"ONE".to_string(), b"One".to_string());
    let (builder, treasury) = registry::new_currency_with_otw(
        witness,
        0,
        symbol,
        name,
        name,
        name,
        test.ctx(),
    );
    let cap = builder.finalize(test.ctx());
    let effects = test.next_tx(ALICE);
    let (_, owners) = effects.transferred_to_account().into_keys_values();
    assert_eq!(owners, vector[@0xc]);
    destroy(treasury);
    destroy(cap);
    test.end();
}

#[test]
fun older_metadata_is_entered() {
    let ctx = &mut tx_context::dummy();
    let mut registry = new_registry();
    let witness = sui::test_utils::create_one_time_witness<COIN_REGISTRY_TESTS>();
    let (mut treasury, mut legacy) = coin::create_currency(
        witness,
        3,
        b"OLD",
        b"Old",
        b"",
        option::none(),
        ctx,
    );
    let mut currency = registry.migrate_legacy_metadata_for_testing(&legacy, ctx);
    assert_eq!(currency.symbol(), b"OLD".to_string());
    assert!(!currency.is_metadata_cap_claimed() && !currency.is_regulated());
    treasury.update_name(&mut legacy, b"Older".to_string());
    currency.update_from_legacy_metadata(&legacy);
    assert_eq!(currency.name(), b"Older".to_string());
    currency.set_treasury_cap_id(&treasury);
    let cap = currency.claim_metadata_cap(&treasury, ctx);
    let coin = treasury.mint(4, ctx);
    currency.make_supply_fixed(treasury);
    assert_eq!(currency.total_supply(), option::some(4));
    destroy(currency);
    destroy(cap);
    destroy(legacy);
    destroy(coin);
    destroy(registry);
}

#[test, expected_failure(abort_code = registry::ECurrencyAlreadyExists)]
fun a_currency_is_made_once() {
    let ctx = &mut tx_context::dummy();
    let mut registry = new_registry();
    let (_first, _first_treasury) = gold(&mut registry, ctx);
    let (_second, _second_treasury) = gold(&mut registry, ctx);
    abort
}

#[test, expected_failure(abort_code = registry::ESupplyNotBurnOnly)]
fun a_supply_that_is_not_for_burning() {
    let ctx = &mut tx_context::dummy();
    let mut registry = new_registry();
    let (builder, mut treasury) = gold(&mut registry, ctx);
    let coin = treasury.mint(1, ctx);
    let mut currency: Currency<Gold> = builder.unwrap_for_testing();
    currency.burn(coin);
    abort
}
