// SPDX-License-Identifier: Apache-2.0

/// The small parts that staking is made of.
#[test_only]
module walrus::staking_parts_tests;

use std::unit_test::{assert_eq, destroy};
use walrus::{
    auth,
    messages,
    node_metadata,
    pool_exchange_rate::{Self, PoolExchangeRate},
    pool_stake,
    rate_gaps,
    storage_node,
    test_network
};
use walrus_core::{epoch_context, test_random};

fun node(i: u64): ID {
    sui::address::from_u256((i as u256) + 1).to_id()
}

// === Exchange rates ===

#[test]
fun what_has_not_changed_is_worth_what_it_was() {
    let flat = pool_exchange_rate::flat();
    let rate = flat.with_rewards(77, 77).destroy_some();
    vector[0, 1, 123, std::u128::max_value!()].do!(|amount| {
        assert_eq!(flat.worth(&flat, amount), amount);
        assert_eq!(rate.worth(&flat, amount), amount);
        assert_eq!(flat.worth(&rate, amount), amount);
    });
}

#[test]
fun worth_follows_the_index_and_is_rounded_down() {
    let flat = pool_exchange_rate::flat();
    let third_more = flat.with_rewards(3, 4).destroy_some();
    assert_eq!(third_more.worth(&flat, 3), 3);
    assert_eq!(third_more.worth(&flat, 300), 399);
    let double = third_more.with_rewards(1_000_000_000, 2_000_000_000).destroy_some();
    assert_eq!(double.worth(&third_more, 55), 110);
    // More than fits does not abort.
    let huge = flat.with_rewards(1, 5_000_000_000_000_000_000).destroy_some();
    assert_eq!(huge.worth(&flat, 1 << 100), std::u128::max_value!());
}

#[test]
fun an_index_below_one_is_as_good_as_any() {
    let flat = pool_exchange_rate::flat();
    let tenth = flat.with_rewards(10, 1).destroy_some();
    assert_eq!(tenth.worth(&flat, 1_000), 100);
    let millionth = tenth.with_rewards(100_000, 1).destroy_some();
    assert_eq!(millionth.worth(&flat, 5_000_000_000), 5_000);
    assert_eq!(millionth.worth(&tenth, 100_000), 1);
    // What joins at that index keeps what it brings, and earns.
    assert_eq!(millionth.worth(&millionth, 1_000_000_000), 1_000_000_000);
    let risen = millionth.with_rewards(1_000_000_000, 1_500_000_000).destroy_some();
    assert_eq!(risen.worth(&millionth, 1_000_000_000), 1_500_000_000);
    // Nothing begins anew: all that is lost is not undone.
    assert!(flat.with_rewards(1_000, 0).is_none());
}

#[test]
fun an_index_beyond_its_bounds_is_no_index() {
    let mut rate = pool_exchange_rate::flat();
    let mut steps = 0u64;
    loop {
        let next = rate.with_rewards(1, 1_000_000_000);
        if (next.is_none()) break;
        rate = next.destroy_some();
        steps = steps + 1;
    };
    assert_eq!(steps, 2);
    assert!(rate.with_rewards(1, 100).is_some());
    assert!(rate.with_rewards(1, 1_000).is_none());

    let flat = pool_exchange_rate::flat();
    assert!(flat.with_rewards(1_000_000_000, 1).is_some());
    assert!(flat.with_rewards(1_000_000_001, 1).is_none());
    assert!(flat.with_rewards(1_000_000_000, 1).destroy_some().with_rewards(2, 1).is_none());
}

#[test]
fun leaving_in_parts_never_gains() {
    let mut random = test_random::new(4);
    200u64.do!(|_| {
        let since = scaled_at_random(&mut random, pool_exchange_rate::flat());
        let rate = scaled_at_random(&mut random, since);
        let a = random.below(1_000_000_000_000) as u128;
        let b = random.below(1_000_000_000_000) as u128;
        let apart = rate.worth(&since, a) + rate.worth(&since, b);
        let together = rate.worth(&since, a + b);
        assert!(apart <= together && together <= apart + 1);
    });
}

fun scaled_at_random(random: &mut test_random::Random, rate: PoolExchangeRate): PoolExchangeRate {
    let from = 1 + (random.below(1_000_000_000_000) as u128);
    let more = random.below(1_000_000_000_000) as u128;
    rate.with_rewards(from, from / 2 + more).destroy_or!(rate)
}

// === Stake of a pool ===

#[test]
fun what_leaves_takes_its_part_of_the_rewards_until_then() {
    let flat = pool_exchange_rate::flat();
    let mut stake = pool_stake::empty();
    // Nobody is there to receive anything.
    assert!(stake.rate_with(&flat, 5).is_none());
    stake.advance(30, 1);
    assert_eq!(stake.worth(), 30);
    assert_eq!(stake.rate_with(&flat, 0), option::some(flat));

    stake.leave(2, 10, &flat, &flat);
    assert_eq!(stake.leaving().value_at(2), 10);
    let rate = stake.rate_with(&flat, 15).destroy_some();
    stake.earn(15, &rate, &flat);
    assert_eq!(stake.leaving().value_at(2), 15);
    stake.advance(6, 2);
    assert_eq!(stake.worth(), 36);
    assert!(stake.leaving().inner().is_empty());
}

#[test]
fun what_an_epoch_multiplies_leaves_no_stake_behind() {
    let flat = pool_exchange_rate::flat();
    let mut stake = pool_stake::empty();
    // Two thirds of a FROST are lost in rounding here, and then grow a billion times.
    stake.advance(3, 1);
    let third = stake.rate_with(&flat, 2).destroy_some();
    stake.earn(2, &third, &flat);
    stake.advance(1_000_000_000, 2);
    stake.leave(3, 1, &third, &flat);
    let rate = stake.rate_with(&third, 1_000_000_000_000_000_000).destroy_some();
    stake.earn(1_000_000_000_000_000_000, &rate, &third);
    let before = stake.worth();
    stake.advance(0, 3);
    let expected = rate.worth(&flat, 1) as u64;
    assert_eq!(expected, 1_666_666_660);
    assert!(before - stake.worth() >= expected && before - stake.worth() <= expected + 1);
}

#[test]
fun the_dust_of_the_last_stake_is_nobodys() {
    let flat = pool_exchange_rate::flat();
    let mut stake = pool_stake::empty();
    stake.advance(7, 1);
    let rate = stake.rate_with(&flat, 3).destroy_some();
    stake.earn(3, &rate, &flat);
    stake.leave(2, 7, &rate, &flat);
    assert_eq!(stake.worth_at(1, 0, 0, 0), 10);
    assert_eq!(stake.worth_at(2, 0, 0, 0), 0);
    assert_eq!(stake.worth_at(2, 5, 0, 0), 5);
    // Stake that comes and passes on counts for nothing.
    assert_eq!(stake.worth_at(2, 5, 5, 0), 0);
    stake.advance(0, 2);
    assert_eq!(stake.worth(), 0);
    assert!(stake.rate_with(&rate, 5).is_none());
    // The rate goes on from where it was.
    stake.advance(10, 3);
    assert_eq!(stake.worth(), 10);
    stake.leave(4, 10, &rate, &rate);
    assert_eq!(stake.leaving().value_at(4), 10);
}

#[test]
fun entries_do_not_pile_up_while_a_pool_rests() {
    let flat = pool_exchange_rate::flat();
    let mut stake = pool_stake::empty();
    stake.advance(1000, 1);
    stake.merge_until(1);
    50u32.do!(|i| {
        stake.merge_until(2 + i);
        stake.leave(2 + i, 10, &flat, &flat);
    });
    stake.leave(60, 5, &flat, &flat);
    assert_eq!(stake.leaving().inner().size(), 2);
    assert_eq!(stake.worth_at(51, 0, 0, 0), 500);
    assert_eq!(stake.worth_at(60, 0, 0, 0), 495);
    stake.advance(0, 51);
    assert_eq!(stake.worth(), 500);
}

// === Gaps between rates ===

#[test]
fun the_last_epoch_before_a_gap_is_found_wherever_one_asks() {
    let mut random = test_random::new(6);
    let ctx = &mut tx_context::dummy();
    8u64.do!(|round| {
        let mut gaps = rate_gaps::new(ctx);
        // The expected answer for every epoch; none where there is a rate.
        let mut expected = vector[option::none()];
        let mut last = 0;
        (1 + round * round).do!(|_| {
            random.below(3).do!(|_| { last = last + 1; expected.push_back(option::none()) });
            let length = 1 + random.below(9);
            gaps.add(last as u32, (last + length + 1) as u32);
            length.do!(|_| expected.push_back(option::some(last as u32)));
            expected.push_back(option::none());
            last = last + length + 1;
        });
        expected.length().do!(|epoch| {
            expected[epoch].do!(|last| assert_eq!(gaps.last_before(epoch as u32), last));
        });
        gaps.drop();
    });
}

// === Authorisation ===

#[test]
fun only_the_one_who_may_act_matches() {
    let ctx = &mut tx_context::dummy();
    let object = object::new(ctx);
    let thing = storage_node::new_cap(node(0), ctx);
    let sender = auth::authorized_address(ctx.sender());
    let other = auth::authorized_address(@0xabc);
    let holder = auth::authorized_object(object::id(&thing));
    // An object's id is no address of a sender, nor the reverse.
    let sender_as_object = auth::authorized_object(ctx.sender().to_id());

    let authenticated = auth::authenticate_sender(ctx);
    assert!(authenticated.matches(&sender));
    assert!(!authenticated.matches(&other));
    assert!(!authenticated.matches(&holder));
    assert!(!authenticated.matches(&sender_as_object));

    let authenticated = auth::authenticate_with_object(&thing);
    assert!(authenticated.matches(&holder));
    assert!(!authenticated.matches(&auth::authorized_object(node(1))));
    assert!(!authenticated.matches(&auth::authorized_address(object::id(&thing).to_address())));
    // An object itself, by its module.
    let mut object = object;
    let authenticated = auth::authenticate_with_uid(&mut object);
    assert!(authenticated.matches(&auth::authorized_object(object.to_inner())));
    assert!(!authenticated.matches(&holder));
    object.delete();
    destroy(thing);
}

#[test, expected_failure(abort_code = auth::ENotACapability)]
fun to_show_what_anyone_can_show_is_no_proof() {
    let ctx = &mut tx_context::dummy();
    let shared = sui::clock::create_for_testing(ctx);
    auth::authenticate_with_object(&shared);
    abort
}

// === Node description ===

#[test]
fun a_description_says_what_it_was_told() {
    let mut metadata = node_metadata::new(
        b"image".to_string(),
        b"project".to_string(),
        b"words".to_string(),
    );
    assert_eq!(metadata.image_url(), b"image".to_string());
    assert_eq!(metadata.project_url(), b"project".to_string());
    assert_eq!(metadata.description(), b"words".to_string());
    assert!(metadata.extra_fields().is_empty());

    metadata.set_image_url(b"i".to_string());
    metadata.set_project_url(b"p".to_string());
    metadata.set_description(b"d".to_string());
    let mut fields = sui::vec_map::empty();
    fields.insert(b"k".to_string(), b"v".to_string());
    metadata.set_extra_fields(fields);
    assert_eq!(metadata.image_url(), b"i".to_string());
    assert_eq!(metadata.project_url(), b"p".to_string());
    assert_eq!(metadata.description(), b"d".to_string());
    assert_eq!(*metadata.extra_fields(), fields);
}

/// A node with a name, an address and a network key of these lengths.
fun new_node(name: u64, address: u64, key: u64) {
    let ctx = &mut tx_context::dummy();
    let public_key = test_network::public_key(0);
    let message = messages::proof_of_possession_bytes(3, ctx.sender(), public_key);
    let info = storage_node::new(
        text(name).to_string(),
        node(0),
        text(address).to_string(),
        public_key,
        test_network::sign(test_network::secret(0), &message),
        text(key),
        node_metadata::new(b"".to_string(), b"".to_string(), b"".to_string()),
        &epoch_context::new(3, false, false, false),
        ctx,
    );
    assert_eq!(info.id(), node(0));
    destroy(info);
}

fun text(length: u64): vector<u8> {
    vector::tabulate!(length, |_| 97)
}

#[test]
fun names_and_addresses_may_be_long() {
    new_node(100, 259, 33);
}

#[test, expected_failure(abort_code = storage_node::EInvalidNameLength)]
fun a_name_has_at_most_100_bytes() {
    new_node(101, 259, 33);
}

#[test, expected_failure(abort_code = storage_node::EInvalidNetworkAddressLength)]
fun an_address_has_at_most_259_bytes() {
    new_node(100, 260, 33);
}

#[test, expected_failure(abort_code = storage_node::EInvalidNetworkPublicKey)]
fun a_network_key_has_no_32_bytes() {
    new_node(100, 259, 32);
}

#[test, expected_failure(abort_code = storage_node::EInvalidNetworkPublicKey)]
fun a_network_key_has_no_34_bytes() {
    new_node(100, 259, 34);
}
