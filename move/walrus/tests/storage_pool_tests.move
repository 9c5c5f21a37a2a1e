// SPDX-License-Identifier: Apache-2.0

/// R3, R4: storage pools. Blobs share storage that is paid once, and leave their room to others.
#[test_only]
module walrus::storage_pool_tests;

use std::unit_test::{assert_eq, destroy};
use sui::{coin::Coin, event};
use wal::wal::WAL;
use walrus::{
    blob,
    events::{
        Self,
        AttributeSet,
        BlobBurned,
        PooledBlobCertified,
        PooledBlobDeleted,
        PooledBlobRegistered,
        StorageAttached,
        StorageDetached,
        StorageExtended,
        StorageIncreased,
        StoragePoolCreated,
        StoragePoolExtended,
    },
    indexer::assert_last,
    metadata,
    storage_pool::{Self, StoragePool},
    storage_resource::Storage,
    system_state_inner,
    system_tests::{network, encoded_size, storage},
    test_network::{Self, Network}
};
use walrus_core::messages;

const RS2: u8 = 1;
const ROOT: u256 = 7;
const SIZE: u64 = 1_000_000;

/// The id of blob `number`.
fun id(number: u256): u256 {
    blob::derive_blob_id(ROOT + number, RS2, SIZE)
}

/// A pool with room for so many blobs and a byte, for two epochs.
fun pool(network: &mut Network, blobs: u64): StoragePool {
    let mut payment = network.mint(1_000_000_000);
    let (system, ctx) = network.system_and_ctx();
    let pool = system.create_storage_pool(blobs * encoded_size() + 1, 2, &mut payment, ctx);
    destroy(payment);
    pool
}

fun register_for(
    network: &mut Network,
    pool: &mut StoragePool,
    number: u256,
    deletable: bool,
    payment: &mut Coin<WAL>,
) {
    let (system, ctx) = network.system_and_ctx();
    system.register_pooled_blob(
        pool,
        id(number),
        ROOT + number,
        SIZE,
        RS2,
        deletable,
        payment,
        ctx,
    );
}

fun register(network: &mut Network, pool: &mut StoragePool, number: u256, deletable: bool) {
    let mut payment = network.mint(1_000_000_000);
    register_for(network, pool, number, deletable, &mut payment);
    destroy(payment);
}

fun certify_with(network: &mut Network, pool: &mut StoragePool, number: u256, message: vector<u8>) {
    let (signature, bitmap) = network.certify(1, &message);
    network.system().certify_pooled_blob(pool, id(number), signature, bitmap, message);
}

fun certify(network: &mut Network, pool: &mut StoragePool, number: u256, deletable: bool) {
    let object_id = if (deletable) option::some(pool.blob_object_id(id(number)))
    else option::none();
    let epoch = network.system().epoch();
    let message = messages::blob_certificate_bytes(epoch, id(number), object_id);
    certify_with(network, pool, number, message);
}

// === Life ===

#[test]
fun a_pool_is_storage_for_many_blobs_of_which_the_writing_alone_is_paid() {
    let mut network = network();
    let mut pool = pool(&mut network, 2);
    assert_eq!(pool.start_epoch(), 1);
    assert_eq!(pool.end_epoch(), 3);
    assert_eq!(pool.version(), 1);
    assert_eq!(pool.object_id(), object::id(&pool));
    assert_eq!(pool.reserved_encoded_capacity_bytes(), 2 * encoded_size() + 1);
    assert_eq!(pool.storage().size(), 2 * encoded_size() + 1);
    assert_eq!(network.system().used_capacity_size(), 2 * encoded_size() + 1);
    let created = event::events_by_type<StoragePoolCreated>();
    assert_eq!(created.length(), 1);

    let mut payment = network.mint(1_000);
    register_for(&mut network, &mut pool, 1, true, &mut payment);
    register_for(&mut network, &mut pool, 2, false, &mut payment);
    let units = encoded_size().divide_and_round_up(test_network::mib!());
    assert_eq!(payment.value(), 1_000 - 2 * units * test_network::write_price!());
    assert_eq!(event::events_by_type<PooledBlobRegistered>().length(), 2);
    certify(&mut network, &mut pool, 1, true);
    certify(&mut network, &mut pool, 2, false);
    assert_eq!(event::events_by_type<PooledBlobCertified>().length(), 2);
    assert_eq!(pool.certified_epoch(id(2)), option::some(1));

    assert_eq!(pool.blob_count(), 2);
    assert_eq!(pool.blobs().length(), 2);
    assert_eq!(pool.used_encoded_bytes(), 2 * encoded_size());
    assert_eq!(pool.available_encoded_bytes(), 1);
    assert!(pool.contains_blob(id(1)) && !pool.contains_blob(id(3)));
    // Capacity was sold with the pool, and no more with its blobs.
    assert_eq!(network.system().used_capacity_size(), 2 * encoded_size() + 1);
    destroy(payment);
    destroy(pool);
    network.end();
}

#[test]
fun a_deleted_blob_leaves_its_room_to_the_next() {
    let mut network = network();
    let mut pool = pool(&mut network, 1);
    5u256.do!(|number| {
        register(&mut network, &mut pool, number, true);
        assert_eq!(pool.available_encoded_bytes(), 1);
        if (number % 2 == 0) certify(&mut network, &mut pool, number, true);
        network.system().delete_pooled_blob(&mut pool, id(number));
        assert_eq!(pool.available_encoded_bytes(), encoded_size() + 1);
        assert_eq!(pool.blob_count(), 0);
    });
    assert_eq!(event::events_by_type<PooledBlobDeleted>().length(), 5);
    let storage = pool.destroy();
    assert_eq!(storage.size(), encoded_size() + 1);
    destroy(storage);
    network.end();
}

#[test]
fun a_blob_can_be_registered_again_after_it_was_deleted() {
    let mut network = network();
    let mut pool = pool(&mut network, 1);
    register(&mut network, &mut pool, 1, true);
    let first = pool.blob_object_id(id(1));
    network.system().delete_pooled_blob(&mut pool, id(1));
    register(&mut network, &mut pool, 1, true);
    assert!(pool.blob_object_id(id(1)) != first);
    destroy(pool);
    network.end();
}

#[test]
fun a_pool_that_has_ended_is_emptied_and_given_up() {
    let mut network = network();
    let mut pool = pool(&mut network, 2);
    register(&mut network, &mut pool, 1, false);
    register(&mut network, &mut pool, 2, true);
    2u64.do!(|_| network.next_epoch());
    network.system().burn_expired_pooled_blob(&mut pool, id(1));
    network.system().burn_expired_pooled_blob(&mut pool, id(2));
    assert_eq!(event::events_by_type<BlobBurned>().length(), 2);
    assert_eq!(event::events_by_type<PooledBlobDeleted>().length(), 0);
    destroy(pool.destroy());
    network.end();
}

#[test]
fun a_pool_of_storage_that_begins_later_waits_for_it() {
    let mut network = network();
    let mut payment = network.mint(1_000_000_000);
    let (system, ctx) = network.system_and_ctx();
    let storage = system.reserve_space_for_epochs(encoded_size(), 2, 3, &mut payment, ctx);
    let mut pool = system.create_storage_pool_with_storage(storage, ctx);
    network.next_epoch();
    register(&mut network, &mut pool, 1, false);
    destroy(payment);
    destroy(pool);
    network.end();
}

// === Period and room ===

#[test]
fun an_extension_keeps_all_blobs_at_the_price_of_the_whole_pool() {
    let mut network = network();
    let mut pool = pool(&mut network, 1);
    register(&mut network, &mut pool, 1, false);
    network.next_epoch();
    let size = pool.reserved_encoded_capacity_bytes();
    let price = size.divide_and_round_up(test_network::mib!()) * test_network::storage_price!();
    let mut payment = network.mint(3 * price);
    network.system().extend_storage_pool(&mut pool, 3, &mut payment);
    assert_eq!(payment.value(), 0);
    assert_eq!(pool.end_epoch(), 6);
    assert_eq!(event::events_by_type<StoragePoolExtended>().length(), 1);
    assert_eq!(event::events_by_type<StorageExtended>().length(), 1);
    let accounts = network.system().future_accounting();
    assert_eq!(accounts[3].used_capacity(), size);
    assert_eq!(accounts[4].used_capacity(), 0);
    network.next_epoch();
    certify(&mut network, &mut pool, 1, false);
    destroy(payment);
    destroy(pool);
    network.end();
}

#[test]
fun room_is_bought_from_now_to_the_end() {
    let mut network = network();
    let mut pool = pool(&mut network, 1);
    network.next_epoch();
    let mut payment = network.mint(2 * test_network::storage_price!());
    let added = 2 * test_network::mib!();
    network.system().increase_storage_pool_capacity(&mut pool, added, &mut payment);
    assert_eq!(payment.value(), 0);
    assert_eq!(pool.reserved_encoded_capacity_bytes(), encoded_size() + 1 + added);
    assert_eq!(network.system().used_capacity_size(), encoded_size() + 1 + added);
    assert_eq!(event::events_by_type<StorageIncreased>().length(), 1);
    destroy(payment);
    destroy(pool);
    network.end();
}

#[test]
fun storage_that_ends_with_the_pool_makes_room_whenever_it_began() {
    let mut network = network();
    let mut pool = pool(&mut network, 1);
    network.next_epoch();
    let other = storage(&mut network, 1_000, 1);
    network.system().increase_storage_pool_capacity_with_storage(&mut pool, other);
    assert_eq!(pool.reserved_encoded_capacity_bytes(), encoded_size() + 1_001);
    destroy(pool);
    network.end();
}

#[test]
fun what_has_no_blobs_can_be_taken_out_and_no_more() {
    let mut network = network();
    let mut pool = pool(&mut network, 2);
    register(&mut network, &mut pool, 1, false);
    let free = encoded_size() + 1;
    let half = decrease_by_percent(&mut network, &mut pool, 50);
    assert_eq!(half.size(), free / 2);
    let none = decrease_by_percent(&mut network, &mut pool, 0);
    assert_eq!(none.size(), 0);
    let some = decrease(&mut network, &mut pool, 10);
    assert_eq!(some.size(), 10);
    assert_eq!(some.end_epoch(), pool.end_epoch());
    let rest = decrease_by_percent(&mut network, &mut pool, 100);
    assert_eq!(half.size() + some.size() + rest.size(), free);
    assert_eq!(pool.available_encoded_bytes(), 0);
    destroy(vector[half, none, some, rest]);
    destroy(pool);
    network.end();
}

fun decrease(network: &mut Network, pool: &mut StoragePool, size: u64): Storage {
    let (system, ctx) = network.system_and_ctx();
    system.decrease_storage_pool_capacity_by_size(pool, size, ctx)
}

fun decrease_by_percent(network: &mut Network, pool: &mut StoragePool, percent: u8): Storage {
    let (system, ctx) = network.system_and_ctx();
    system.decrease_storage_pool_unused_capacity_by_percent(pool, percent, ctx)
}

// === Events ===

#[test]
fun an_indexer_knows_what_a_pool_has_and_until_when() {
    let mut network = network();
    let mut pool = pool(&mut network, 1);
    let (pool_id, storage_id) = (pool.object_id(), object::id(pool.storage()));
    let size = encoded_size() + 1;
    assert_last!<StoragePoolCreated>(|| events::emit_storage_pool_created(1, pool_id, size, 1, 3));
    assert_last!<StorageAttached>(|| events::emit_storage_attached(storage_id, pool_id));
    register(&mut network, &mut pool, 1, true);
    let blob = pool.blob_object_id(id(1));
    assert_last!<PooledBlobRegistered>(
        || events::emit_pooled_blob_registered(1, id(1), SIZE, RS2, true, blob, pool_id),
    );
    certify(&mut network, &mut pool, 1, true);
    assert_last!<PooledBlobCertified>(
        || events::emit_pooled_blob_certified(1, id(1), true, blob, pool_id),
    );
    let mut payment = network.mint(1_000);
    network.system().extend_storage_pool(&mut pool, 1, &mut payment);
    assert_last!<StoragePoolExtended>(|| events::emit_storage_pool_extended(1, pool_id, 4));
    let price = size.divide_and_round_up(test_network::mib!()) * test_network::storage_price!();
    assert_last!<StorageExtended>(|| events::emit_storage_extended(1, storage_id, 4, price));
    network.system().increase_storage_pool_capacity(&mut pool, 5, &mut payment);
    assert_last!<StorageIncreased>(
        || events::emit_storage_increased(
            1,
            storage_id,
            size + 5,
            3 * test_network::storage_price!(),
        ),
    );
    pool.insert_or_update_blob_metadata_pair(id(1), b"a".to_string(), b"b".to_string());
    assert_last!<AttributeSet>(
        || events::emit_attribute_set(blob, b"a".to_string(), b"b".to_string()),
    );
    network.system().delete_pooled_blob(&mut pool, id(1));
    assert_last!<PooledBlobDeleted>(
        || events::emit_pooled_blob_deleted(1, id(1), blob, true, pool_id),
    );
    destroy(pool.destroy());
    assert_last!<StorageDetached>(|| events::emit_storage_detached(storage_id, pool_id));
    destroy(payment);
    network.end();
}

// === Attributes ===

#[test]
fun blobs_of_a_pool_have_attributes() {
    let mut network = network();
    let mut pool = pool(&mut network, 1);
    register(&mut network, &mut pool, 1, true);
    let (a, b, c) = (b"a".to_string(), b"b".to_string(), b"c".to_string());
    assert_eq!(pool.remove_blob_metadata_pair_if_exists(id(1), &a), option::none());
    pool.insert_or_update_blob_metadata_pair(id(1), a, b);
    pool.insert_or_update_blob_metadata_pair(id(1), a, c);
    let (key, value) = pool.remove_blob_metadata_pair(id(1), &a);
    assert_eq!(key, a);
    assert_eq!(value, c);
    assert!(pool.add_or_replace_blob_metadata(id(1), metadata::new()).is_some());
    pool.take_blob_metadata(id(1));
    pool.add_blob_metadata(id(1), metadata::new());
    pool.insert_or_update_blob_metadata_pair(id(1), b, b);
    assert_eq!(pool.remove_blob_metadata_pair_if_exists(id(1), &b), option::some(b));
    // They go with the blob.
    network.system().delete_pooled_blob(&mut pool, id(1));
    destroy(pool.destroy());
    network.end();
}

#[test, expected_failure(abort_code = storage_pool::EDuplicateMetadata)]
fun attributes_are_not_overwritten_unasked() {
    let mut network = network();
    let mut pool = pool(&mut network, 1);
    register(&mut network, &mut pool, 1, true);
    pool.add_blob_metadata(id(1), metadata::new());
    pool.add_blob_metadata(id(1), metadata::new());
    abort
}

#[test, expected_failure(abort_code = storage_pool::EMissingMetadata)]
fun attributes_that_are_not_there_cannot_be_taken() {
    let mut network = network();
    let mut pool = pool(&mut network, 1);
    register(&mut network, &mut pool, 1, true);
    pool.take_blob_metadata(id(1));
    abort
}

// === What is refused ===

#[test, expected_failure(abort_code = storage_pool::EInsufficientCapacity)]
fun a_blob_that_does_not_fit_is_refused() {
    let mut network = network();
    let mut pool = pool(&mut network, 1);
    register(&mut network, &mut pool, 1, true);
    register(&mut network, &mut pool, 2, true);
    abort
}

#[test, expected_failure(abort_code = storage_pool::EInvalidBlobId)]
fun a_made_up_blob_id_is_refused() {
    let mut network = network();
    let mut pool = pool(&mut network, 1);
    let mut payment = network.mint(1_000);
    let (system, ctx) = network.system_and_ctx();
    system.register_pooled_blob(&mut pool, 1, ROOT, SIZE, RS2, true, &mut payment, ctx);
    abort
}

#[test, expected_failure(abort_code = sui::dynamic_field::EFieldAlreadyExists)]
fun a_pool_has_a_blob_once() {
    let mut network = network();
    let mut pool = pool(&mut network, 2);
    register(&mut network, &mut pool, 1, true);
    register(&mut network, &mut pool, 1, false);
    abort
}

#[test, expected_failure(abort_code = storage_pool::EResourceBounds)]
fun a_pool_that_has_ended_takes_no_blob() {
    let mut network = network();
    let mut pool = pool(&mut network, 1);
    2u64.do!(|_| network.next_epoch());
    register(&mut network, &mut pool, 1, true);
    abort
}

#[test, expected_failure(abort_code = storage_pool::EResourceBounds)]
fun a_pool_that_has_not_begun_takes_no_blob() {
    let mut network = network();
    let mut payment = network.mint(1_000_000_000);
    let (system, ctx) = network.system_and_ctx();
    let storage = system.reserve_space_for_epochs(encoded_size(), 2, 3, &mut payment, ctx);
    let mut pool = system.create_storage_pool_with_storage(storage, ctx);
    register(&mut network, &mut pool, 1, true);
    abort
}

#[test, expected_failure(abort_code = storage_pool::EResourceBounds)]
fun storage_that_has_ended_makes_no_pool() {
    let mut network = network();
    let storage = storage(&mut network, 1, 1);
    network.next_epoch();
    let (system, ctx) = network.system_and_ctx();
    destroy(system.create_storage_pool_with_storage(storage, ctx));
    abort
}

#[test, expected_failure(abort_code = storage_pool::EAlreadyCertified)]
fun a_blob_is_certified_once() {
    let mut network = network();
    let mut pool = pool(&mut network, 1);
    register(&mut network, &mut pool, 1, true);
    2u64.do!(|_| certify(&mut network, &mut pool, 1, true));
    abort
}

#[test, expected_failure(abort_code = storage_pool::EResourceBounds)]
fun a_blob_of_a_pool_that_has_ended_cannot_be_certified() {
    let mut network = network();
    let mut pool = pool(&mut network, 1);
    register(&mut network, &mut pool, 1, true);
    2u64.do!(|_| network.next_epoch());
    certify(&mut network, &mut pool, 1, true);
    abort
}

#[test, expected_failure(abort_code = storage_pool::EInvalidBlobId)]
fun a_certificate_for_another_blob_is_refused() {
    let mut network = network();
    let mut pool = pool(&mut network, 2);
    register(&mut network, &mut pool, 1, false);
    register(&mut network, &mut pool, 2, false);
    let message = messages::blob_certificate_bytes(1, id(2), option::none());
    certify_with(&mut network, &mut pool, 1, message);
    abort
}

#[test, expected_failure(abort_code = storage_pool::EInvalidBlobPersistenceType)]
fun a_permanent_certificate_does_not_serve_for_a_deletable_blob() {
    let mut network = network();
    let mut pool = pool(&mut network, 1);
    register(&mut network, &mut pool, 1, true);
    certify(&mut network, &mut pool, 1, false);
    abort
}

#[test, expected_failure(abort_code = storage_pool::EInvalidBlobObject)]
fun a_certificate_for_another_object_is_refused() {
    let mut network = network();
    let mut pool = pool(&mut network, 1);
    register(&mut network, &mut pool, 1, true);
    let object_id = option::some(pool.object_id());
    let message = messages::blob_certificate_bytes(1, id(1), object_id);
    certify_with(&mut network, &mut pool, 1, message);
    abort
}

#[test, expected_failure(abort_code = storage_pool::EBlobNotDeletable)]
fun a_permanent_blob_stays() {
    let mut network = network();
    let mut pool = pool(&mut network, 1);
    register(&mut network, &mut pool, 1, false);
    network.system().delete_pooled_blob(&mut pool, id(1));
    abort
}

#[test, expected_failure(abort_code = storage_pool::EResourceBounds)]
fun a_blob_of_a_pool_that_has_ended_is_burned_and_not_deleted() {
    let mut network = network();
    let mut pool = pool(&mut network, 1);
    register(&mut network, &mut pool, 1, true);
    2u64.do!(|_| network.next_epoch());
    network.system().delete_pooled_blob(&mut pool, id(1));
    abort
}

#[test, expected_failure(abort_code = storage_pool::EResourceBounds)]
fun a_blob_of_a_pool_that_lasts_is_not_burned() {
    let mut network = network();
    let mut pool = pool(&mut network, 1);
    register(&mut network, &mut pool, 1, true);
    network.system().burn_expired_pooled_blob(&mut pool, id(1));
    abort
}

#[test, expected_failure(abort_code = storage_pool::EPoolNotEmpty)]
fun a_pool_with_blobs_is_not_given_up() {
    let mut network = network();
    let mut pool = pool(&mut network, 1);
    register(&mut network, &mut pool, 1, true);
    destroy(pool.destroy());
    abort
}

fun extend_after(ended_epochs: u64, extended_epochs: u32) {
    let mut network = network();
    let mut pool = pool(&mut network, 1);
    ended_epochs.do!(|_| network.next_epoch());
    let mut payment = network.mint(1_000_000_000);
    network.system().extend_storage_pool(&mut pool, extended_epochs, &mut payment);
    abort
}

#[test, expected_failure(abort_code = storage_pool::EResourceBounds)]
fun a_pool_that_has_ended_is_not_extended() {
    extend_after(2, 1);
}

#[test, expected_failure(abort_code = system_state_inner::EInvalidEpochsAhead)]
fun a_pool_is_not_extended_by_nothing() {
    extend_after(0, 0);
}

#[test, expected_failure(abort_code = system_state_inner::EInvalidEpochsAhead)]
fun a_pool_is_not_extended_farther_than_storage_is_sold() {
    extend_after(0, test_network::max_epochs_ahead!() - 1);
}

#[test, expected_failure(abort_code = system_state_inner::EInvalidEpochsAhead)]
fun an_extension_cannot_overflow() {
    extend_after(0, std::u32::max_value!());
}

fun increase_after(ended_epochs: u64, size: u64) {
    let mut network = network();
    let mut pool = pool(&mut network, 1);
    ended_epochs.do!(|_| network.next_epoch());
    let mut payment = network.mint(1_000_000_000);
    network.system().increase_storage_pool_capacity(&mut pool, size, &mut payment);
    abort
}

#[test, expected_failure(abort_code = storage_pool::EResourceBounds)]
fun a_pool_that_has_ended_gets_no_room() {
    increase_after(2, 1);
}

#[test, expected_failure(abort_code = system_state_inner::EInvalidResourceSize)]
fun no_room_is_not_sold() {
    increase_after(0, 0);
}

#[test, expected_failure(abort_code = system_state_inner::EStorageExceeded)]
fun room_beyond_the_capacity_is_not_sold() {
    increase_after(0, std::u64::max_value!());
}

fun increase_with(size: u64, start: u32, end: u32) {
    let mut network = network();
    let mut pool = pool(&mut network, 1);
    let mut payment = network.mint(1_000_000_000);
    let (system, ctx) = network.system_and_ctx();
    let other = system.reserve_space_for_epochs(size, start, end, &mut payment, ctx);
    system.increase_storage_pool_capacity_with_storage(&mut pool, other);
    abort
}

#[test, expected_failure(abort_code = storage_pool::EResourceBounds)]
fun storage_that_begins_later_makes_no_room() {
    increase_with(1, 2, 3);
}

#[test, expected_failure(abort_code = storage_pool::EIncompatibleEndEpoch)]
fun storage_that_ends_earlier_makes_no_room() {
    increase_with(1, 1, 2);
}

#[test, expected_failure(abort_code = storage_pool::EIncompatibleEndEpoch)]
fun storage_that_ends_later_makes_no_room() {
    increase_with(1, 1, 4);
}

#[test, expected_failure(abort_code = storage_pool::EInsufficientCapacity)]
fun room_that_has_blobs_is_not_taken_out() {
    let mut network = network();
    let mut pool = pool(&mut network, 1);
    register(&mut network, &mut pool, 1, true);
    destroy(decrease(&mut network, &mut pool, 2));
    abort
}

#[test, expected_failure(abort_code = storage_pool::EInvalidPercent)]
fun more_than_all_is_not_taken_out() {
    let mut network = network();
    let mut pool = pool(&mut network, 1);
    destroy(decrease_by_percent(&mut network, &mut pool, 101));
    abort
}

#[test, expected_failure(abort_code = storage_pool::EWrongVersion)]
fun a_pool_of_another_version_is_read_by_nobody() {
    let mut network = network();
    let mut pool = pool(&mut network, 1);
    pool.set_version_for_testing(2);
    pool.end_epoch();
    abort
}

#[test, expected_failure(abort_code = storage_pool::EWrongVersion)]
fun a_pool_of_another_version_is_changed_by_nobody() {
    let mut network = network();
    let mut pool = pool(&mut network, 1);
    pool.set_version_for_testing(0);
    pool.insert_or_update_blob_metadata_pair(id(1), b"a".to_string(), b"b".to_string());
    abort
}
