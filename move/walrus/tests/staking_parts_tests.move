// SPDX-License-Identifier: Apache-2.0

/// The small parts that staking is made of.
#[test_only]
module walrus::staking_parts_tests;

use std::unit_test::{assert_eq, destroy};
use walrus::{
    active_set,
    auth,
    epoch_context,
    messages,
    node_metadata,
    pending_values,
    pool_exchange_rate,
    rate_gaps,
    storage_node,
    test_network,
    test_random
};

fun node(i: u64): ID {
    sui::address::from_u256((i as u256) + 1).to_id()
}

// === Pending values ===

#[test]
fun pending_values_add_up_until_they_are_due() {
    let mut pending = pending_values::empty();
    pending.insert_or_add(3, 10);
    pending.insert_or_add(5, 20);
    pending.insert_or_add(3, 5);
    assert_eq!(pending.value_at(2), 0);
    assert_eq!(pending.value_at(3), 15);
    assert_eq!(pending.value_at(4), 15);
    assert_eq!(pending.value_at(5), 35);

    pending.reduce(3, 5);
    assert_eq!(pending.value_at(3), 10);
    assert_eq!(pending.flush(4), 10);
    assert_eq!(pending.flush(4), 0);
    assert_eq!(pending.value_at(9), 20);
}

#[test]
fun the_latest_of_the_due_values_counts() {
    let mut pending = pending_values::empty();
    assert_eq!(pending.latest_value_at(9), option::none());
    pending.insert_or_replace(5, 50);
    pending.insert_or_replace(3, 30);
    pending.insert_or_replace(3, 31);
    assert_eq!(pending.latest_value_at(2), option::none());
    assert_eq!(pending.latest_value_at(4), option::some(31));
    assert_eq!(pending.latest_value_at(9), option::some(50));
}

#[test]
fun past_values_take_no_room() {
    let mut pending = pending_values::empty();
    100u32.do!(|epoch| {
        pending.merge_until(epoch);
        pending.insert_or_add(epoch + 1, 1);
        pending.insert_or_add(epoch + 2, 1);
    });
    assert!(pending.inner().size() <= 4);
    assert_eq!(pending.value_at(200), 200);

    let mut reduced = pending_values::empty();
    reduced.insert_or_add(1, 7);
    reduced.reduce(1, 7);
    assert!(reduced.inner().is_empty());
}

#[test, expected_failure(abort_code = pending_values::EMissingEpochValue)]
fun nothing_can_be_taken_from_nothing() {
    pending_values::empty().reduce(1, 0);
}

#[test, expected_failure(abort_code = pending_values::EReduceValueTooLarge)]
fun no_more_can_be_taken_than_waits() {
    let mut pending = pending_values::empty();
    pending.insert_or_add(1, 5);
    pending.reduce(1, 6);
}

// === Exchange rates ===

#[test]
fun a_pool_without_rewards_has_shares_of_1_frost() {
    vector[
        pool_exchange_rate::flat(),
        pool_exchange_rate::new(0, 0),
        pool_exchange_rate::new(0, 5),
        pool_exchange_rate::new(5, 0),
        pool_exchange_rate::new(77, 77),
    ].do!(|rate| {
        assert_eq!(rate.convert_to_wal_amount(123), 123);
        assert_eq!(rate.convert_to_share_amount(123), 123);
    });
}

#[test]
fun conversions_round_down() {
    let rate = pool_exchange_rate::new(3, 2);
    assert_eq!(rate.convert_to_wal_amount(3), 4);
    assert_eq!(rate.convert_to_share_amount(4), 2);
    let all = 5_000_000_000_000_000_000;
    assert_eq!(pool_exchange_rate::new(all, all / 3).convert_to_wal_amount(all / 3), all);
}

#[test]
fun changing_to_shares_and_back_never_gains() {
    let mut random = test_random::new(4);
    200u64.do!(|_| {
        let shares = 1 + random.below(1_000_000_000_000);
        let rate = pool_exchange_rate::new(shares + random.below(1_000_000_000_000), shares);
        let wal = random.below(1_000_000_000_000);
        let back = rate.convert_to_wal_amount(rate.convert_to_share_amount(wal));
        assert!(back <= wal);
    });
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

// === Active set ===

#[test, expected_failure(abort_code = active_set::EZeroMaxSize)]
fun an_active_set_has_room() {
    active_set::new(0, 0);
}

#[test]
fun a_full_set_replaces_its_weakest_member_by_a_stronger_one() {
    let mut set = active_set::new(3, 0);
    assert!(set.insert_or_update(node(0), 10));
    assert!(set.insert_or_update(node(1), 5));
    assert!(set.insert_or_update(node(2), 7));
    assert!(!set.insert_or_update(node(3), 5));
    assert!(!set.insert_or_update(node(3), 4));
    assert!(set.insert_or_update(node(3), 6));
    assert!(!set.insert_or_update(node(1), 6));
    assert_eq!(set.total_stake(), 23);
    assert_eq!(set.size(), 3);

    // Members move freely, and leave when they have nothing.
    assert!(set.insert_or_update(node(0), 1));
    assert!(!set.insert_or_update(node(2), 0));
    assert!(set.insert_or_update(node(1), 2));
    assert_eq!(set.total_stake(), 9);
}

#[test]
fun a_threshold_keeps_small_stakes_out() {
    let mut set = active_set::new(3, 5);
    assert!(!set.insert_or_update(node(0), 4));
    assert!(set.insert_or_update(node(0), 5));
    assert!(!set.insert_or_update(node(0), 4));
    assert_eq!(set.size(), 0);
    assert_eq!(set.total_stake(), 0);
}

#[test]
fun the_sum_of_stakes_is_kept_whatever_happens() {
    let mut random = test_random::new(5);
    let mut set = active_set::new(6, 3);
    300u64.do!(|_| {
        set.insert_or_update(node(random.below(12)), random.below(20));
        let (ids, stakes) = set.active_ids_and_stake();
        assert_eq!(ids.length(), set.size());
        assert!(set.size() <= 6);
        assert!(stakes.all!(|stake| *stake >= 3));
        assert_eq!(stakes.fold!(0, |sum, stake| sum + stake), set.total_stake());
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
    object.delete();
    destroy(thing);
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
