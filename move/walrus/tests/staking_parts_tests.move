// SPDX-License-Identifier: Apache-2.0

/// The small parts that staking is made of.
#[test_only]
module walrus::staking_parts_tests;

use std::unit_test::{assert_eq, destroy};
use walrus::{auth, node_metadata, storage_node};
use walrus_core::{epoch_context, messages, test_keys, test_random};

fun node(i: u64): ID {
    sui::address::from_u256((i as u256) + 1).to_id()
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
    let public_key = test_keys::public_key(0);
    let message = messages::proof_of_possession_bytes(3, ctx.sender(), public_key);
    let info = storage_node::new(
        text(name).to_string(),
        node(0),
        text(address).to_string(),
        public_key,
        test_keys::sign(test_keys::secret(0), &message),
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
