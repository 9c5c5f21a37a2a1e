// SPDX-License-Identifier: Apache-2.0

/// R3, R4: storage is bought to the FROST and the byte; blobs are registered, certified, extended
/// and deleted by the rules.
#[test_only]
module walrus::system_tests;

use std::unit_test::{assert_eq, destroy};
use sui::{coin::Coin, event};
use wal::wal::WAL;
use walrus::{
    blob::{Self, Blob},
    encoding,
    events::{BlobCertified, BlobDeleted, BlobRegistered, InvalidBlobID, StorageReserved},
    metadata,
    storage_resource::{Self, Storage},
    system_state_inner,
    test_network::{Self, Network}
};
use walrus_core::{bls_aggregate, epoch_parameters, messages};

const RS2: u8 = 1;
const ROOT: u256 = 0x1dbce3b1722e5f067dbd9e8ae7cb14cfe11e0318073492fb9634a0682f809f66;
const SIZE: u64 = 1_000_000;

/// A node with ten shards, in epoch 1.
public fun network(): Network {
    test_network::running(1, 10)
}

public fun blob_id(): u256 {
    blob::derive_blob_id(ROOT, RS2, SIZE)
}

public fun encoded_size(): u64 {
    encoding::encoded_blob_length(SIZE, RS2, 10)
}

fun reserve(network: &mut Network, size: u64, epochs: u32, payment: &mut Coin<WAL>): Storage {
    let (system, ctx) = network.system_and_ctx();
    system.reserve_space(size, epochs, payment, ctx)
}

/// Storage for free, as far as the test is concerned.
public fun storage(network: &mut Network, size: u64, epochs: u32): Storage {
    let mut payment = network.mint(1_000_000_000);
    let storage = reserve(network, size, epochs, &mut payment);
    destroy(payment);
    storage
}

/// A registered blob for two epochs.
public fun register(network: &mut Network, deletable: bool): Blob {
    let storage = storage(network, encoded_size(), 2);
    register_on(network, storage, deletable)
}

public fun register_on(network: &mut Network, storage: Storage, deletable: bool): Blob {
    let mut payment = network.mint(1_000_000_000);
    let (system, ctx) = network.system_and_ctx();
    let blob = system.register_blob(
        storage,
        blob_id(),
        ROOT,
        SIZE,
        RS2,
        deletable,
        &mut payment,
        ctx,
    );
    destroy(payment);
    blob
}

/// The message that certifies a blob.
public fun message(network: &mut Network, blob: &Blob): vector<u8> {
    let object_id = if (blob.is_deletable()) option::some(blob.object_id()) else option::none();
    messages::blob_certificate_bytes(network.system().epoch(), blob.blob_id(), object_id)
}

/// Certifies a blob by a message that the node has signed.
fun certify_with(network: &mut Network, blob: &mut Blob, message: vector<u8>) {
    let (signature, bitmap) = network.certify(1, &message);
    network.system().certify_blob(blob, signature, bitmap, message);
}

public fun certify(network: &mut Network, blob: &mut Blob) {
    let message = message(network, blob);
    certify_with(network, blob, message);
}

public fun certified(network: &mut Network, deletable: bool): Blob {
    let mut blob = register(network, deletable);
    certify(network, &mut blob);
    blob
}

// === Storage ===

#[test]
fun storage_costs_price_times_units_times_epochs_and_the_rest_is_returned() {
    let mut network = network();
    let mut payment = network.mint(1000);
    // One byte more than two units are three units.
    let size = 2 * test_network::mib!() + 1;
    let storage = reserve(&mut network, size, 4, &mut payment);
    let price = 3 * test_network::storage_price!();
    assert_eq!(payment.value(), 1000 - 4 * price);
    assert_eq!(storage.start_epoch(), 1);
    assert_eq!(storage.end_epoch(), 5);
    assert_eq!(storage.size(), size);

    let accounts = network.system().future_accounting();
    test_network::max_epochs_ahead!().do!(|i| {
        assert_eq!(accounts[i].rewards(), if (i < 4) price else 0);
        assert_eq!(accounts[i].used_capacity(), if (i < 4) size else 0);
    });
    assert_eq!(network.system().used_capacity_size(), size);
    assert_eq!(event::events_by_type<StorageReserved>().length(), 1);
    destroy(payment);
    destroy(storage);
    network.end();
}

#[test]
fun storage_can_be_bought_for_epochs_to_come() {
    let mut network = network();
    let mut payment = network.mint(1000);
    let (system, ctx) = network.system_and_ctx();
    let later = system.reserve_space_for_epochs(7, 3, 6, &mut payment, ctx);
    assert_eq!(later.start_epoch(), 3);
    assert_eq!(later.end_epoch(), 6);
    // It is paid for from now on.
    assert_eq!(payment.value(), 1000 - 5 * test_network::storage_price!());
    5u32.do!(
        |i| assert_eq!(system.future_accounting()[i].rewards(), test_network::storage_price!()),
    );
    assert_eq!(system.used_capacity_size(), 0);
    assert_eq!(system.future_accounting()[1].used_capacity(), 0);
    assert_eq!(system.future_accounting()[2].used_capacity(), 7);
    assert_eq!(system.future_accounting()[4].used_capacity(), 7);
    assert_eq!(system.future_accounting()[5].used_capacity(), 0);

    // What is past cannot be bought, and is not charged.
    let now = system.reserve_space_for_epochs(7, 0, 2, &mut payment, ctx);
    assert_eq!(now.start_epoch(), 1);
    assert_eq!(payment.value(), 1000 - 6 * test_network::storage_price!());
    assert_eq!(system.used_capacity_size(), 7);
    destroy(payment);
    destroy(vector[later, now]);
    network.end();
}

#[test]
fun to_keep_others_out_of_a_later_epoch_costs_all_epochs_until_then() {
    let mut network = network();
    let capacity = network.system().total_capacity_size();
    let mut payment = network.mint(1_000_000_000);
    let last = 1 + test_network::max_epochs_ahead!();
    let (system, ctx) = network.system_and_ctx();
    destroy(system.reserve_space_for_epochs(capacity, last - 1, last, &mut payment, ctx));
    let paid = 1_000_000_000 - payment.value();
    let units = capacity.divide_and_round_up(test_network::mib!());
    let epochs = test_network::max_epochs_ahead!() as u64;
    assert_eq!(paid, epochs * units * test_network::storage_price!());
    destroy(payment);
    network.end();
}

#[test, expected_failure(abort_code = system_state_inner::EInvalidEpochsAhead)]
fun storage_is_not_sold_for_epochs_beyond_those_ahead() {
    let mut network = network();
    let mut payment = network.mint(1_000_000_000);
    let end = 1 + test_network::max_epochs_ahead!();
    let (system, ctx) = network.system_and_ctx();
    destroy(system.reserve_space_for_epochs(1, end, end + 1, &mut payment, ctx));
    abort
}

#[test]
fun the_last_byte_of_capacity_can_be_sold() {
    let mut network = network();
    let capacity = network.system().total_capacity_size();
    assert!(capacity > 0);
    let most = storage(&mut network, capacity - 1, 2);
    let last = storage(&mut network, 1, 1);
    assert_eq!(network.system().used_capacity_size(), capacity);
    destroy(vector[most, last]);
    network.end();
}

#[test, expected_failure(abort_code = system_state_inner::EStorageExceeded)]
fun no_more_than_the_capacity_is_sold() {
    let mut network = network();
    let capacity = network.system().total_capacity_size();
    destroy(storage(&mut network, capacity + 1, 1));
    abort
}

#[test, expected_failure(abort_code = system_state_inner::EStorageExceeded)]
fun capacity_is_counted_in_every_epoch() {
    let mut network = network();
    let capacity = network.system().total_capacity_size();
    let mut payment = network.mint(1_000_000_000);
    let (system, ctx) = network.system_and_ctx();
    destroy(system.reserve_space_for_epochs(1, 3, 4, &mut payment, ctx));
    destroy(storage(&mut network, capacity, 3));
    abort
}

#[test, expected_failure(abort_code = system_state_inner::EStorageExceeded)]
fun an_amount_that_overflows_is_refused() {
    let mut network = network();
    destroy(storage(&mut network, 1, 1));
    network.system().set_prices(0, 0);
    destroy(storage(&mut network, std::u64::max_value!(), 1));
    abort
}

#[test, expected_failure(abort_code = system_state_inner::EStorageExceeded)]
fun there_is_no_storage_before_the_first_committee() {
    let mut network = test_network::registered(1, 10);
    destroy(storage(&mut network, 1, 1));
    abort
}

#[test, expected_failure(abort_code = system_state_inner::EInvalidResourceSize)]
fun storage_of_no_size_is_not_sold() {
    let mut network = network();
    destroy(storage(&mut network, 0, 1));
    abort
}

#[test, expected_failure(abort_code = system_state_inner::EInvalidEpochsAhead)]
fun storage_for_no_time_is_not_sold() {
    let mut network = network();
    destroy(storage(&mut network, 1, 0));
    abort
}

#[test, expected_failure(abort_code = system_state_inner::EInvalidEpochsAhead)]
fun storage_is_not_sold_too_far_ahead() {
    let mut network = network();
    destroy(storage(&mut network, 1, test_network::max_epochs_ahead!() + 1));
    abort
}

#[test, expected_failure(abort_code = system_state_inner::EInvalidEpochsAhead)]
fun storage_is_not_sold_for_the_past() {
    let mut network = network();
    let mut payment = network.mint(1000);
    let (system, ctx) = network.system_and_ctx();
    destroy(system.reserve_space_for_epochs(1, 0, 1, &mut payment, ctx));
    abort
}

#[test, expected_failure(abort_code = sui::balance::ENotEnough)]
fun storage_has_to_be_paid() {
    let mut network = network();
    let mut payment = network.mint(2 * test_network::storage_price!() - 1);
    destroy(reserve(&mut network, 1, 2, &mut payment));
    abort
}

#[test, expected_failure(abort_code = system_state_inner::EIncorrectCommittee)]
fun epochs_follow_one_another() {
    let mut network = network();
    let committee = bls_aggregate::new_bls_committee(3, vector[]);
    let params = epoch_parameters::new(0, 0, 0);
    let (_, rewards) = network.system().advance_epoch(committee, &params);
    destroy(rewards);
    abort
}

// === Registration ===

#[test]
fun a_registered_blob_is_what_was_asked_for_and_its_writing_is_paid() {
    let mut network = network();
    let storage = storage(&mut network, encoded_size() + 5, 2);
    let before = network.system().future_accounting()[0].rewards();
    let mut payment = network.mint(1000);
    let (system, ctx) = network.system_and_ctx();
    let blob = system.register_blob(
        storage,
        blob_id(),
        ROOT,
        SIZE,
        RS2,
        true,
        &mut payment,
        ctx,
    );
    let price = test_network::write_price!() * encoded_size().divide_and_round_up(1024 * 1024);
    assert_eq!(payment.value(), 1000 - price);
    assert_eq!(system.future_accounting()[0].rewards(), before + price);

    assert_eq!(blob.registered_epoch(), 1);
    assert_eq!(blob.blob_id(), blob_id());
    assert_eq!(blob.size(), SIZE);
    assert_eq!(blob.encoding_type(), RS2);
    assert_eq!(*blob.certified_epoch(), option::none());
    assert_eq!(blob.storage().size(), encoded_size() + 5);
    assert_eq!(blob.is_deletable(), true);
    assert_eq!(blob.end_epoch(), 3);
    assert_eq!(blob.encoded_size(10), encoded_size());
    assert_eq!(blob.object_id(), object::id(&blob));
    assert_eq!(event::events_by_type<BlobRegistered>().length(), 1);
    destroy(payment);
    blob.burn();
    network.end();
}

#[test]
fun storage_that_is_just_large_enough_will_do() {
    let mut network = network();
    let blob = register(&mut network, false);
    assert_eq!(blob.storage().size(), encoded_size());
    blob.burn();
    network.end();
}

#[test, expected_failure(abort_code = blob::EResourceSize)]
fun storage_that_is_too_small_will_not_do() {
    let mut network = network();
    let storage = storage(&mut network, encoded_size() - 1, 2);
    destroy(register_on(&mut network, storage, false));
    abort
}

#[test, expected_failure(abort_code = blob::EResourceBounds)]
fun storage_for_later_will_not_do() {
    let mut network = network();
    let mut storage = storage(&mut network, encoded_size(), 2);
    let later = storage.split_by_epoch(2, network.ctx());
    destroy(storage);
    destroy(register_on(&mut network, later, false));
    abort
}

#[test, expected_failure(abort_code = blob::EResourceBounds)]
fun storage_that_has_ended_will_not_do() {
    let mut network = network();
    let storage = storage(&mut network, encoded_size(), 1);
    network.next_epoch();
    destroy(register_on(&mut network, storage, false));
    abort
}

/// Registers with what should be the blob id, size and encoding type.
fun register_as(blob_id: u256, size: u64, encoding_type: u8) {
    let mut network = network();
    let storage = storage(&mut network, 2 * encoded_size(), 2);
    let mut payment = network.mint(1_000_000_000);
    let (system, ctx) = network.system_and_ctx();
    destroy(system.register_blob(
        storage,
        blob_id,
        ROOT,
        size,
        encoding_type,
        false,
        &mut payment,
        ctx,
    ));
    abort
}

#[test, expected_failure(abort_code = blob::EInvalidBlobId)]
fun a_made_up_blob_id_is_refused() {
    register_as(blob_id() + 1, SIZE, RS2);
}

#[test, expected_failure(abort_code = blob::EInvalidBlobId)]
fun a_made_up_size_is_refused() {
    register_as(blob_id(), SIZE + 1, RS2);
}

#[test, expected_failure(abort_code = encoding::EInvalidEncodingType)]
fun a_made_up_encoding_is_refused() {
    register_as(blob_id(), SIZE, 0);
}

#[test, expected_failure(abort_code = sui::balance::ENotEnough)]
fun writing_has_to_be_paid() {
    let mut network = network();
    let storage = storage(&mut network, encoded_size(), 2);
    let mut payment = network.mint(test_network::write_price!());
    let (system, ctx) = network.system_and_ctx();
    destroy(system.register_blob(storage, blob_id(), ROOT, SIZE, RS2, false, &mut payment, ctx));
    abort
}

// === Certification ===

#[test]
fun a_quorum_certifies_a_permanent_blob() {
    let mut network = test_network::running(4, 10);
    let mut blob = register(&mut network, false);
    let message = message(&mut network, &blob);
    let (signature, bitmap) = network.certify(3, &message);
    network.system().certify_blob(&mut blob, signature, bitmap, message);
    assert_eq!(*blob.certified_epoch(), option::some(1));
    assert_eq!(event::events_by_type<BlobCertified>().length(), 1);
    blob.burn();
    network.end();
}

#[test]
fun a_quorum_certifies_a_deletable_blob() {
    let mut network = network();
    let mut blob = register(&mut network, true);
    certify(&mut network, &mut blob);
    assert_eq!(*blob.certified_epoch(), option::some(1));
    blob.burn();
    network.end();
}

#[test]
fun a_blob_can_be_certified_in_a_later_epoch() {
    let mut network = network();
    let mut blob = register(&mut network, false);
    network.next_epoch();
    certify(&mut network, &mut blob);
    assert_eq!(*blob.certified_epoch(), option::some(2));
    blob.burn();
    network.end();
}

#[test, expected_failure(abort_code = blob::EAlreadyCertified)]
fun a_blob_is_certified_once() {
    let mut network = network();
    let mut blob = certified(&mut network, false);
    certify(&mut network, &mut blob);
    abort
}

#[test, expected_failure(abort_code = blob::EResourceBounds)]
fun a_blob_that_has_ended_cannot_be_certified() {
    let mut network = network();
    let mut blob = register(&mut network, false);
    network.next_epoch();
    network.next_epoch();
    certify(&mut network, &mut blob);
    abort
}

#[test, expected_failure(abort_code = blob::EInvalidBlobId)]
fun a_certificate_for_another_blob_is_refused() {
    let mut network = network();
    let mut blob = register(&mut network, false);
    let message = messages::blob_certificate_bytes(1, blob_id() + 1, option::none());
    certify_with(&mut network, &mut blob, message);
    abort
}

#[test, expected_failure(abort_code = blob::EInvalidBlobPersistenceType)]
fun a_permanent_certificate_does_not_serve_for_a_deletable_blob() {
    let mut network = network();
    let mut blob = register(&mut network, true);
    let message = messages::blob_certificate_bytes(1, blob_id(), option::none());
    certify_with(&mut network, &mut blob, message);
    abort
}

#[test, expected_failure(abort_code = blob::EInvalidBlobPersistenceType)]
fun a_deletable_certificate_does_not_serve_for_a_permanent_blob() {
    let mut network = network();
    let mut blob = register(&mut network, false);
    let object_id = option::some(blob.object_id());
    let message = messages::blob_certificate_bytes(1, blob_id(), object_id);
    certify_with(&mut network, &mut blob, message);
    abort
}

#[test, expected_failure(abort_code = blob::EInvalidBlobObject)]
fun a_certificate_for_another_object_is_refused() {
    let mut network = network();
    let other = register(&mut network, true);
    let mut blob = register(&mut network, true);
    let message = message(&mut network, &other);
    other.burn();
    certify_with(&mut network, &mut blob, message);
    abort
}

#[test, expected_failure(abort_code = messages::EIncorrectEpoch)]
fun a_certificate_of_the_epoch_before_is_refused() {
    let mut network = network();
    let mut blob = register(&mut network, false);
    let message = message(&mut network, &blob);
    network.next_epoch();
    certify_with(&mut network, &mut blob, message);
    abort
}

#[test, expected_failure(abort_code = messages::EInvalidMsgType)]
fun an_invalid_blob_id_message_certifies_nothing() {
    let mut network = network();
    let mut blob = register(&mut network, false);
    let message = messages::invalid_blob_id_bytes(1, blob_id());
    certify_with(&mut network, &mut blob, message);
    abort
}

#[test, expected_failure(abort_code = bls_aggregate::ENotEnoughStake)]
fun a_certificate_short_of_a_quorum_is_refused() {
    let mut network = test_network::running(4, 10);
    let mut blob = register(&mut network, false);
    let message = message(&mut network, &blob);
    let (signature, bitmap) = network.certify(2, &message);
    network.system().certify_blob(&mut blob, signature, bitmap, message);
    abort
}

#[test, expected_failure(abort_code = blob::EInvalidBlobObject)]
fun a_certificate_dies_with_the_object_that_it_is_for() {
    let mut network = network();
    let first = register(&mut network, true);
    let message = message(&mut network, &first);
    let storage = network.system().delete_blob(first);
    // The same content once more: the nodes have not promised to keep it for this object.
    let mut second = register_on(&mut network, storage, true);
    certify_with(&mut network, &mut second, message);
    abort
}

#[test]
fun the_same_content_can_be_registered_twice_and_lives_as_long_as_either() {
    let mut network = network();
    let mut first = certified(&mut network, true);
    let second = certified(&mut network, true);
    assert_eq!(first.blob_id(), second.blob_id());
    assert!(first.object_id() != second.object_id());
    assert_eq!(network.system().used_capacity_size(), 2 * encoded_size());
    network.system().delete_blob(second).destroy();
    let mut payment = network.mint(1_000_000);
    network.system().extend_blob(&mut first, 1, &mut payment);
    assert_eq!(first.end_epoch(), 4);
    destroy(payment);
    first.burn();
    network.end();
}

// === Invalid blob ids ===

#[test]
fun one_honest_node_can_show_that_a_blob_id_is_invalid() {
    let mut network = test_network::running(4, 10);
    let message = messages::invalid_blob_id_bytes(1, blob_id());
    // Of ten shards four include an honest one; two nodes have at least four.
    let (signature, bitmap) = network.certify(2, &message);
    assert_eq!(network.system().invalidate_blob_id(signature, bitmap, message), blob_id());
    assert_eq!(event::events_by_type<InvalidBlobID>().length(), 1);
    network.end();
}

#[test, expected_failure(abort_code = bls_aggregate::ENotEnoughStake)]
fun faulty_nodes_alone_cannot_call_a_blob_id_invalid() {
    let mut network = test_network::running(4, 10);
    let message = messages::invalid_blob_id_bytes(1, blob_id());
    let (signature, bitmap) = network.certify(1, &message);
    network.system().invalidate_blob_id(signature, bitmap, message);
    abort
}

#[test, expected_failure(abort_code = messages::EInvalidMsgType)]
fun a_blob_certificate_does_not_invalidate() {
    let mut network = network();
    let message = messages::blob_certificate_bytes(1, blob_id(), option::none());
    let (signature, bitmap) = network.certify(1, &message);
    network.system().invalidate_blob_id(signature, bitmap, message);
    abort
}

// === Extension ===

#[test]
fun an_extension_is_paid_like_storage_and_keeps_the_blob() {
    let mut network = network();
    let mut blob = certified(&mut network, false);
    network.next_epoch();
    let before = network.system().future_accounting()[1].rewards();
    let mut payment = network.mint(1000);
    network.system().extend_blob(&mut blob, 3, &mut payment);
    let price = test_network::storage_price!() * encoded_size().divide_and_round_up(1024 * 1024);
    assert_eq!(payment.value(), 1000 - 3 * price);
    assert_eq!(blob.end_epoch(), 6);
    assert_eq!(*blob.certified_epoch(), option::some(1));
    let accounts = network.system().future_accounting();
    assert_eq!(accounts[1].rewards(), before + price);
    assert_eq!(accounts[3].used_capacity(), encoded_size());
    assert_eq!(accounts[4].used_capacity(), 0);
    assert_eq!(event::events_by_type<BlobCertified>().length(), 2);
    destroy(payment);
    blob.burn();
    network.end();
}

#[test]
fun a_blob_can_be_extended_in_its_last_epoch_and_as_far_as_storage_is_sold() {
    let mut network = network();
    let mut blob = certified(&mut network, false);
    network.next_epoch();
    let mut payment = network.mint(1_000_000);
    network.system().extend_blob(&mut blob, test_network::max_epochs_ahead!() - 1, &mut payment);
    assert_eq!(blob.end_epoch(), 2 + test_network::max_epochs_ahead!());
    destroy(payment);
    blob.burn();
    network.end();
}

/// Extends a blob that ends with epoch 2, in epoch 1.
fun extend_by(epochs: u32) {
    let mut network = network();
    let mut blob = certified(&mut network, false);
    let mut payment = network.mint(1_000_000);
    network.system().extend_blob(&mut blob, epochs, &mut payment);
    abort
}

#[test, expected_failure(abort_code = system_state_inner::EInvalidEpochsAhead)]
fun an_extension_lasts() {
    extend_by(0);
}

#[test, expected_failure(abort_code = system_state_inner::EInvalidEpochsAhead)]
fun an_extension_cannot_reach_farther_than_storage_is_sold() {
    extend_by(test_network::max_epochs_ahead!() - 1);
}

#[test, expected_failure(abort_code = system_state_inner::EInvalidEpochsAhead)]
fun an_extension_cannot_overflow() {
    extend_by(std::u32::max_value!());
}

#[test, expected_failure(abort_code = system_state_inner::EStorageExceeded)]
fun an_extension_needs_capacity() {
    let mut network = network();
    let mut blob = certified(&mut network, false);
    let capacity = network.system().total_capacity_size();
    let mut payment = network.mint(1_000_000_000);
    let (system, ctx) = network.system_and_ctx();
    destroy(system.reserve_space_for_epochs(capacity, 3, 4, &mut payment, ctx));
    system.extend_blob(&mut blob, 1, &mut payment);
    abort
}

#[test, expected_failure(abort_code = blob::ENotCertified)]
fun only_certified_blobs_can_be_extended() {
    let mut network = network();
    let mut blob = register(&mut network, false);
    let mut payment = network.mint(1_000_000);
    network.system().extend_blob(&mut blob, 1, &mut payment);
    abort
}

#[test, expected_failure(abort_code = blob::EResourceBounds)]
fun a_blob_that_has_ended_cannot_be_extended() {
    let mut network = network();
    let mut blob = certified(&mut network, false);
    network.next_epoch();
    network.next_epoch();
    let mut payment = network.mint(1_000_000);
    network.system().extend_blob(&mut blob, 1, &mut payment);
    abort
}

#[test]
fun a_blob_can_be_extended_with_storage_at_hand() {
    let mut network = network();
    let mut storage = storage(&mut network, encoded_size(), 5);
    let extension = storage.split_by_epoch(3, network.ctx());
    let mut blob = register_on(&mut network, storage, false);
    certify(&mut network, &mut blob);
    network.system().extend_blob_with_resource(&mut blob, extension);
    assert_eq!(blob.end_epoch(), 6);
    assert_eq!(event::events_by_type<BlobCertified>().length(), 2);
    blob.burn();
    network.end();
}

#[test, expected_failure(abort_code = blob::ENotCertified)]
fun only_certified_blobs_can_be_extended_with_storage() {
    let mut network = network();
    let mut storage = storage(&mut network, encoded_size(), 5);
    let extension = storage.split_by_epoch(3, network.ctx());
    let mut blob = register_on(&mut network, storage, false);
    network.system().extend_blob_with_resource(&mut blob, extension);
    abort
}

#[test, expected_failure(abort_code = blob::EResourceBounds)]
fun an_extension_has_to_end_later() {
    let mut network = network();
    let mut storage = storage(&mut network, encoded_size(), 5);
    let later = storage.split_by_epoch(3, network.ctx());
    network.next_epoch();
    network.next_epoch();
    let mut blob = register_on(&mut network, later, false);
    certify(&mut network, &mut blob);
    // The earlier part would fit before, but prolongs nothing.
    network.system().extend_blob_with_resource(&mut blob, storage);
    abort
}

#[test, expected_failure(abort_code = storage_resource::EIncompatibleAmount)]
fun an_extension_has_the_blobs_size() {
    let mut network = network();
    let mut storage = storage(&mut network, encoded_size() + 1, 5);
    let mut extension = storage.split_by_epoch(3, network.ctx());
    let rest = extension.split_by_size(encoded_size(), network.ctx());
    destroy(rest);
    let mut blob = register_on(&mut network, storage, false);
    certify(&mut network, &mut blob);
    network.system().extend_blob_with_resource(&mut blob, extension);
    abort
}

// === Deletion ===

#[test]
fun a_deleted_blob_gives_its_storage_back_which_serves_another() {
    let mut network = network();
    let mut blob = certified(&mut network, true);
    blob.insert_or_update_metadata_pair(b"k".to_string(), b"v".to_string());
    let storage = network.system().delete_blob(blob);
    assert_eq!(storage.size(), encoded_size());
    assert_eq!(storage.end_epoch(), 3);
    let again = register_on(&mut network, storage, false);
    assert_eq!(event::events_by_type<BlobDeleted>().length(), 1);
    again.burn();
    network.end();
}

#[test]
fun a_blob_can_be_deleted_before_it_is_certified() {
    let mut network = network();
    let blob = register(&mut network, true);
    network.system().delete_blob(blob).destroy();
    network.end();
}

#[test, expected_failure(abort_code = blob::EBlobNotDeletable)]
fun a_permanent_blob_cannot_be_deleted() {
    let mut network = network();
    let blob = certified(&mut network, false);
    network.system().delete_blob(blob).destroy();
    abort
}

#[test, expected_failure(abort_code = blob::EResourceBounds)]
fun a_blob_that_has_ended_cannot_be_deleted() {
    let mut network = network();
    let blob = certified(&mut network, true);
    network.next_epoch();
    network.next_epoch();
    network.system().delete_blob(blob).destroy();
    abort
}

// === Attributes ===

#[test]
fun attributes_are_set_replaced_and_removed() {
    let mut network = network();
    let mut blob = register(&mut network, false);
    let (a, b, c) = (b"a".to_string(), b"b".to_string(), b"c".to_string());
    assert_eq!(blob.remove_metadata_pair_if_exists(&a), option::none());

    blob.insert_or_update_metadata_pair(a, b);
    blob.insert_or_update_metadata_pair(a, c);
    blob.insert_or_update_metadata_pair(b, b);
    let (key, value) = blob.remove_metadata_pair(&a);
    assert_eq!(key, a);
    assert_eq!(value, c);
    assert_eq!(blob.remove_metadata_pair_if_exists(&a), option::none());
    assert_eq!(blob.remove_metadata_pair_if_exists(&b), option::some(b));

    let mut attributes = metadata::new();
    attributes.insert_or_update(c, a);
    let replaced = blob.add_or_replace_metadata(attributes);
    assert!(replaced.is_some());
    let mut taken = blob.take_metadata();
    assert_eq!(taken.remove_if_exists(&c), option::some(a));
    assert!(blob.add_or_replace_metadata(metadata::new()).is_none());
    destroy(vector[replaced.destroy_some(), taken]);
    blob.burn();
    network.end();
}

#[test]
fun empty_and_unicode_attributes_are_welcome() {
    let mut network = network();
    let mut blob = register(&mut network, false);
    let empty = b"".to_string();
    let unicode = x"f09fa6ad20c3a9".to_string();
    blob.insert_or_update_metadata_pair(empty, unicode);
    blob.insert_or_update_metadata_pair(unicode, empty);
    assert_eq!(blob.remove_metadata_pair_if_exists(&empty), option::some(unicode));
    assert_eq!(blob.remove_metadata_pair_if_exists(&unicode), option::some(empty));
    blob.burn();
    network.end();
}

#[test]
fun names_of_attributes_are_bytes_and_no_more() {
    let mut network = network();
    let mut blob = register(&mut network, false);
    let long = vector::tabulate!(10_000, |_| 0x61u8).to_string();
    let names = vector[
        long,
        b"__proto__".to_string(),
        b"constructor".to_string(),
        // The name of the field that holds all attributes.
        b"metadata".to_string(),
        b"\"';--\\{}<script>".to_string(),
        // A zero byte, a line end, and a letter as one and as two characters.
        x"00".to_string(),
        x"0d0a".to_string(),
        x"c3a9".to_string(),
        x"65cc81".to_string(),
        // Letters that read from right to left, and a mark that hides.
        x"e280aed790".to_string(),
        x"e2808b".to_string(),
    ];
    names.do_ref!(|name| blob.insert_or_update_metadata_pair(*name, *name));
    names.do_ref!(|name| {
        let (key, value) = blob.remove_metadata_pair(name);
        assert_eq!(key, *name);
        assert_eq!(value, *name);
    });
    names.do_ref!(|name| assert!(blob.remove_metadata_pair_if_exists(name).is_none()));
    blob.burn();
    network.end();
}

#[test, expected_failure(abort_code = blob::EDuplicateMetadata)]
fun attributes_are_added_once() {
    let mut network = network();
    let mut blob = register(&mut network, false);
    blob.add_metadata(metadata::new());
    blob.add_metadata(metadata::new());
    abort
}

#[test, expected_failure(abort_code = blob::EMissingMetadata)]
fun missing_attributes_cannot_be_taken() {
    let mut network = network();
    let mut blob = register(&mut network, false);
    destroy(blob.take_metadata());
    abort
}

#[test, expected_failure(abort_code = blob::EMissingMetadata)]
fun no_attribute_can_be_removed_where_there_are_none() {
    let mut network = network();
    let mut blob = register(&mut network, false);
    blob.remove_metadata_pair(&b"a".to_string());
    abort
}

#[test, expected_failure(abort_code = sui::vec_map::EKeyDoesNotExist)]
fun a_missing_attribute_cannot_be_removed() {
    let mut network = network();
    let mut blob = register(&mut network, false);
    blob.add_metadata(metadata::new());
    blob.remove_metadata_pair(&b"a".to_string());
    abort
}
