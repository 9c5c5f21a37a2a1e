// SPDX-License-Identifier: Apache-2.0

/// R3, R4: a bucket is storage that one capability governs, and whose blobs anybody can certify.
#[test_only]
module blob_bucket::blob_bucket_tests;

use blob_bucket::{
    blob_bucket::{Self, BlobBucket, BlobBucketCap, BlobBucketCreated, BlobBucketDestroyed},
    blob_bucket_inner_v1
};
use std::unit_test::{assert_eq, destroy};
use sui::{event, test_scenario};
use walrus::{blob, encoding, storage_pool, system, test_network::{Self, Network}};
use walrus_core::messages;

const RS2: u8 = 1;
const ROOT: u256 = 7;
const SIZE: u64 = 1_000_000;
const WAL: u64 = 1_000_000_000;
const N_SHARDS: u16 = 10;

/// The id of blob `number`.
fun id(number: u256): u256 {
    blob::derive_blob_id(ROOT + number, RS2, SIZE)
}

fun encoded_size(): u64 {
    encoding::encoded_blob_length(SIZE, RS2, N_SHARDS)
}

/// A network, and a bucket with room for so many blobs, for two epochs.
fun with_bucket(blobs: u64): (Network, BlobBucket, BlobBucketCap) {
    let mut network = test_network::running(1, N_SHARDS);
    let mut payment = network.mint(WAL);
    let (system, ctx) = network.system_and_ctx();
    let cap = blob_bucket::new(system, blobs * encoded_size(), 2, &mut payment, ctx);
    destroy(payment);
    assert_eq!(event::events_by_type<BlobBucketCreated>().length(), 1);
    network.scenario().next_tx(@0xB);
    let bucket = network.scenario().take_shared<BlobBucket>();
    assert_eq!(cap.bucket_id(), object::id(&bucket));
    (network, bucket, cap)
}

fun end(network: Network, bucket: BlobBucket, cap: BlobBucketCap) {
    test_scenario::return_shared(bucket);
    destroy(cap);
    network.end();
}

fun register(
    network: &mut Network,
    bucket: &mut BlobBucket,
    cap: &BlobBucketCap,
    number: u256,
    deletable: bool,
) {
    let mut payment = network.mint(WAL);
    let (system, ctx) = network.system_and_ctx();
    bucket.register_blob(
        cap,
        system,
        id(number),
        ROOT + number,
        SIZE,
        RS2,
        deletable,
        &mut payment,
        ctx,
    );
    destroy(payment);
}

fun certify(network: &mut Network, bucket: &mut BlobBucket, number: u256, deletable: bool) {
    let object_id = if (deletable) option::some(bucket.storage_pool().blob_object_id(id(number)))
    else option::none();
    let epoch = network.system().epoch();
    let message = messages::blob_certificate_bytes(epoch, id(number), object_id);
    let (signature, bitmap) = network.certify(1, &message);
    bucket.certify_blob(network.system(), id(number), signature, bitmap, message);
}

fun extend(network: &mut Network, bucket: &mut BlobBucket, cap: &BlobBucketCap, epochs: u32) {
    let mut payment = network.mint(WAL);
    bucket.extend_storage_pool(cap, network.system(), epochs, &mut payment);
    destroy(payment);
}

fun increase(network: &mut Network, bucket: &mut BlobBucket, cap: &BlobBucketCap, bytes: u64) {
    let mut payment = network.mint(WAL);
    bucket.increase_storage_pool_capacity(cap, network.system(), bytes, &mut payment);
    destroy(payment);
}

/// The capability of another bucket.
fun another_cap(network: &mut Network): BlobBucketCap {
    let mut payment = network.mint(WAL);
    let (system, ctx) = network.system_and_ctx();
    let cap = blob_bucket::new(system, 1, 1, &mut payment, ctx);
    destroy(payment);
    cap
}

// === Life ===

#[test]
fun blobs_come_and_go_in_the_room_that_was_bought() {
    let (mut network, mut bucket, cap) = with_bucket(2);
    register(&mut network, &mut bucket, &cap, 1, true);
    register(&mut network, &mut bucket, &cap, 2, false);
    certify(&mut network, &mut bucket, 1, true);
    certify(&mut network, &mut bucket, 2, false);
    let pool = bucket.storage_pool();
    assert_eq!(pool.object_id(), bucket.storage_pool_id());
    assert_eq!(pool.blob_count(), 2);
    assert_eq!(pool.available_encoded_bytes(), 0);
    bucket.delete_blob(&cap, network.system(), id(1));
    assert!(!bucket.storage_pool().contains_blob(id(1)));
    register(&mut network, &mut bucket, &cap, 3, true);
    assert_eq!(bucket.storage_pool().blob_count(), 2);
    end(network, bucket, cap);
}

#[test]
fun time_and_room_can_be_bought() {
    let (mut network, mut bucket, cap) = with_bucket(1);
    let before = network.system().used_capacity_size();
    increase(&mut network, &mut bucket, &cap, encoded_size());
    extend(&mut network, &mut bucket, &cap, 3);
    assert_eq!(network.system().used_capacity_size(), before + encoded_size());
    assert_eq!(bucket.storage_pool().end_epoch(), 6);
    assert_eq!(bucket.storage_pool().reserved_encoded_capacity_bytes(), 2 * encoded_size());
    end(network, bucket, cap);
}

#[test]
fun an_empty_bucket_gives_its_storage_back_once() {
    let (network, bucket, cap) = with_bucket(1);
    let storage = bucket.destroy(cap);
    assert_eq!(storage.size(), encoded_size());
    assert_eq!(storage.end_epoch(), 3);
    assert_eq!(event::events_by_type<BlobBucketDestroyed>().length(), 1);
    storage.destroy();
    network.end();
}

#[test]
fun when_the_storage_has_ended_blobs_are_burned_and_the_bucket_ends() {
    let (mut network, mut bucket, cap) = with_bucket(2);
    register(&mut network, &mut bucket, &cap, 1, true);
    register(&mut network, &mut bucket, &cap, 2, false);
    2u64.do!(|_| network.next_epoch());
    bucket.burn_expired_blob(&cap, network.system(), id(1));
    bucket.burn_expired_blob(&cap, network.system(), id(2));
    bucket.destroy(cap).destroy();
    network.end();
}

#[test]
fun a_lost_blob_leaves_its_room() {
    let (mut network, mut bucket, cap) = with_bucket(1);
    register(&mut network, &mut bucket, &cap, 1, false);
    certify(&mut network, &mut bucket, 1, false);
    network.system().lose_for_testing(id(1), 1);
    bucket.release_lost_blob(&cap, network.system(), id(1));
    assert_eq!(bucket.storage_pool().blob_count(), 0);
    end(network, bucket, cap);
}

// === Only the holder of the capability ===

#[test, expected_failure(abort_code = blob_bucket::EInvalidBlobBucketCap)]
fun another_capability_registers_nothing() {
    let (mut network, mut bucket, _cap) = with_bucket(1);
    let other = another_cap(&mut network);
    register(&mut network, &mut bucket, &other, 1, true);
    abort
}

#[test, expected_failure(abort_code = blob_bucket::EInvalidBlobBucketCap)]
fun another_capability_deletes_nothing() {
    let (mut network, mut bucket, cap) = with_bucket(1);
    register(&mut network, &mut bucket, &cap, 1, true);
    let other = another_cap(&mut network);
    bucket.delete_blob(&other, network.system(), id(1));
    abort
}

#[test, expected_failure(abort_code = blob_bucket::EInvalidBlobBucketCap)]
fun another_capability_extends_nothing() {
    let (mut network, mut bucket, _cap) = with_bucket(1);
    let other = another_cap(&mut network);
    extend(&mut network, &mut bucket, &other, 1);
    abort
}

#[test, expected_failure(abort_code = blob_bucket::EInvalidBlobBucketCap)]
fun another_capability_makes_no_room() {
    let (mut network, mut bucket, _cap) = with_bucket(1);
    let other = another_cap(&mut network);
    increase(&mut network, &mut bucket, &other, 1);
    abort
}

#[test, expected_failure(abort_code = blob_bucket::EInvalidBlobBucketCap)]
fun another_capability_ends_nothing() {
    let (mut network, bucket, _cap) = with_bucket(1);
    let other = another_cap(&mut network);
    destroy(bucket.destroy(other));
    abort
}

#[test, expected_failure(abort_code = blob_bucket::EInvalidBlobBucketCap)]
fun another_capability_burns_nothing() {
    let (mut network, mut bucket, cap) = with_bucket(1);
    register(&mut network, &mut bucket, &cap, 1, true);
    let other = another_cap(&mut network);
    2u64.do!(|_| network.next_epoch());
    bucket.burn_expired_blob(&other, network.system(), id(1));
    abort
}

#[test, expected_failure(abort_code = blob_bucket::EInvalidBlobBucketCap)]
fun another_capability_releases_nothing() {
    let (mut network, mut bucket, cap) = with_bucket(1);
    register(&mut network, &mut bucket, &cap, 1, true);
    let other = another_cap(&mut network);
    bucket.release_lost_blob(&other, network.system(), id(1));
    abort
}

// === Rules of the storage ===

#[test, expected_failure(abort_code = storage_pool::EPoolNotEmpty)]
fun a_bucket_with_blobs_does_not_end() {
    let (mut network, mut bucket, cap) = with_bucket(1);
    register(&mut network, &mut bucket, &cap, 1, true);
    destroy(bucket.destroy(cap));
    abort
}

#[test, expected_failure(abort_code = storage_pool::EBlobNotDeletable)]
fun a_permanent_blob_stays() {
    let (mut network, mut bucket, cap) = with_bucket(1);
    register(&mut network, &mut bucket, &cap, 1, false);
    bucket.delete_blob(&cap, network.system(), id(1));
    abort
}

#[test, expected_failure(abort_code = storage_pool::EInsufficientCapacity)]
fun no_more_is_registered_than_there_is_room_for() {
    let (mut network, mut bucket, cap) = with_bucket(1);
    2u256.do!(|number| register(&mut network, &mut bucket, &cap, number, true));
    abort
}

#[test, expected_failure(abort_code = system::ENotLost)]
fun what_is_not_lost_is_not_released() {
    let (mut network, mut bucket, cap) = with_bucket(1);
    register(&mut network, &mut bucket, &cap, 1, false);
    bucket.release_lost_blob(&cap, network.system(), id(1));
    abort
}

#[test, expected_failure(abort_code = storage_pool::EResourceBounds)]
fun nothing_is_burned_before_the_end() {
    let (mut network, mut bucket, cap) = with_bucket(1);
    register(&mut network, &mut bucket, &cap, 1, true);
    bucket.burn_expired_blob(&cap, network.system(), id(1));
    abort
}

#[test, expected_failure(abort_code = blob_bucket_inner_v1::EBlobBucketStorageExpired)]
fun nothing_is_registered_after_the_end() {
    let (mut network, mut bucket, cap) = with_bucket(1);
    2u64.do!(|_| network.next_epoch());
    register(&mut network, &mut bucket, &cap, 1, true);
    abort
}

#[test, expected_failure(abort_code = blob_bucket_inner_v1::EBlobBucketStorageExpired)]
fun nothing_is_extended_after_the_end() {
    let (mut network, mut bucket, cap) = with_bucket(1);
    2u64.do!(|_| network.next_epoch());
    extend(&mut network, &mut bucket, &cap, 1);
    abort
}

#[test, expected_failure(abort_code = blob_bucket::EWrongVersion)]
fun a_bucket_of_another_version_is_not_changed() {
    let (mut network, mut bucket, cap) = with_bucket(1);
    bucket.set_version_for_testing(2);
    register(&mut network, &mut bucket, &cap, 1, true);
    abort
}

#[test, expected_failure(abort_code = blob_bucket::EWrongVersion)]
fun a_bucket_of_another_version_is_not_read() {
    let (network, mut bucket, _cap) = with_bucket(1);
    bucket.set_version_for_testing(2);
    bucket.storage_pool();
    network.end();
    abort
}
