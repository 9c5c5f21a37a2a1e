/// Balances of addresses, event streams, and aliases.
#[test_only, allow(untyped_literal)]
module sui::funds_tests;

use std::unit_test::{assert_eq, destroy};
use sui::{
    accumulator::{Self, AccumulatorRoot},
    address_alias::{Self, AddressAliasState, AddressAliases},
    balance::{Self, Balance},
    coin,
    event,
    funds_accumulator as funds,
    sui::SUI,
    test_scenario as scenario
};

public struct Happened has copy, drop {
    n: u64,
}

const ALICE: address = @0xA11CE;

#[test]
fun rights_to_withdraw_are_split_and_joined() {
    let mut all = funds::create_withdrawal<Balance<SUI>>(ALICE, 10);
    let part = all.split(4);
    assert_eq!(part.owner(), ALICE);
    assert_eq!(part.limit(), 4);
    all.join(part);
    assert_eq!(all.limit(), 10);
    assert_eq!(balance::redeem_funds(all).destroy_for_testing(), 10);
}

#[test]
fun what_an_object_was_sent_is_withdrawn() {
    let ctx = &mut tx_context::dummy();
    let mut id = object::new(ctx);
    coin::mint_for_testing<SUI>(5, ctx).send_funds(id.to_address());
    let right = balance::withdraw_funds_from_object<SUI>(&mut id, 5);
    assert_eq!(coin::redeem_funds(right, ctx).burn_for_testing(), 5);
    id.delete();
}

#[test, expected_failure(abort_code = funds::EInvalidSubLimit)]
fun a_part_is_no_larger_than_the_whole() {
    funds::create_withdrawal<Balance<SUI>>(ALICE, 10).split(11);
}

#[test, expected_failure(abort_code = funds::EOwnerMismatch)]
fun rights_of_two_owners_stay_apart() {
    let other = funds::create_withdrawal<Balance<SUI>>(@0xB0B, 1);
    funds::create_withdrawal<Balance<SUI>>(ALICE, 10).join(other);
}

#[test]
fun nothing_is_settled_at_first() {
    let mut test = scenario::begin(ALICE);
    accumulator::create_for_testing(test.ctx());
    test.next_tx(ALICE);
    test.with_shared!<AccumulatorRoot>(|root, _| {
        assert_eq!(balance::settled_funds_value<SUI>(root, ALICE), 0);
        let name = accumulator::accumulator_key<Balance<SUI>>(ALICE);
        root.add_accumulator(name, accumulator::create_u128(1 << 70));
        assert_eq!(balance::settled_funds_value<SUI>(root, ALICE), std::u64::max_value!());
    });
    test.end();
}

#[test]
fun an_event_of_a_stream_is_an_event() {
    event::emit_authenticated(Happened { n: 4 });
    assert_eq!(event::events_by_type<Happened>(), vector[Happened { n: 4 }]);
}

#[test]
fun an_address_has_aliases() {
    let mut test = scenario::begin(@0x0);
    address_alias::create_for_testing(test.ctx());
    test.next_tx(ALICE);
    test.with_shared!<AddressAliasState>(|state, test| state.enable(test.ctx()));
    test.next_tx(ALICE);
    let mut aliases = test.take_from_sender<AddressAliases>();
    aliases.add(@0xB0B);
    aliases.remove(ALICE);
    aliases.replace_all(vector[@0x1, @0x2]);
    destroy(aliases);
    test.end();
}
