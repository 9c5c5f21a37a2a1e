/// Contexts of scenarios, shared objects in macros, and system objects.
#[test_only, allow(untyped_literal)]
module sui::scenario_context_tests;

use std::unit_test::assert_eq;
use sui::{clock::Clock, deny_list::DenyList, random::Random, test_scenario as scenario};

const ALICE: address = @0xA11CE;
const BOB: address = @0xB0B;

#[test]
fun a_scenario_begins_as_its_context_says() {
    let builder = scenario::ctx_builder_from_sender(ALICE)
        .set_epoch(3)
        .set_epoch_timestamp(5)
        .set_ids_created(2)
        .set_reference_gas_price(600)
        .set_gas_price(900)
        .set_gas_budget(70)
        .set_sponsor(BOB);
    let mut test = scenario::begin_with_context(builder);
    let ctx = test.ctx();
    assert_eq!(ctx.sender(), ALICE);
    assert_eq!(ctx.epoch(), 3);
    assert_eq!(ctx.epoch_timestamp_ms(), 5);
    assert_eq!(ctx.ids_created(), 2);
    assert_eq!(ctx.reference_gas_price(), 600);
    assert_eq!(ctx.gas_price(), 900);
    assert_eq!(ctx.gas_budget(), 70);
    assert_eq!(ctx.sponsor(), option::some(BOB));
    test.end();
}

#[test]
fun a_later_context_ends_epochs() {
    let mut test = scenario::begin_with_context(scenario::ctx_builder_from_sender(ALICE));
    let same = test.ctx_builder().unset_reference_gas_price().unset_sponsor();
    test.next_with_context(same);
    assert_eq!(test.num_concluded_txes(), 1);
    assert_eq!(test.ctx().reference_gas_price(), 700);
    let later = test.ctx_builder().set_epoch(3).set_reference_gas_price(800);
    test.next_with_context(later);
    assert_eq!(test.num_concluded_txes(), 4);
    assert_eq!(test.ctx().epoch(), 3);
    assert_eq!(test.ctx().reference_gas_price(), 800);
    test.end();
}

#[test, expected_failure]
fun the_gas_price_of_an_epoch_stays() {
    let mut test = scenario::begin_with_context(scenario::ctx_builder_from_sender(ALICE));
    let other = test.ctx_builder().set_reference_gas_price(701);
    test.next_with_context(other);
    abort
}

#[test]
fun system_objects_are_shared() {
    let mut test = scenario::begin(ALICE);
    test.create_system_objects();
    assert_eq!(test.sender(), ALICE);
    test.with_shared!<Clock>(|clock, _| clock.increment_for_testing(9));
    test.next_tx(BOB);
    let id = scenario::most_recent_id_shared<Clock>().destroy_some();
    test.with_shared_by_id!<Clock>(id, |clock, test| {
        assert_eq!(clock.timestamp_ms(), 9);
        assert_eq!(test.sender(), BOB);
    });
    assert!(scenario::has_most_recent_shared<Random>());
    assert!(scenario::has_most_recent_shared<DenyList>());
    test.end();
}
