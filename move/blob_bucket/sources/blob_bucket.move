// SPDX-License-Identifier: Apache-2.0

/// A bucket: a shared storage pool that a capability governs.
///
/// A storage pool belongs to one owner, whose every transaction with it needs the owner's signature
/// and waits for the one before. A bucket is a shared object. Whoever holds its capability registers
/// and deletes blobs in it, buys time and room for it, and ends it. Anyone can read it, and anyone can
/// certify a blob in it, as a certificate says all that there is to say. The capability can be given
/// to somebody else, or be kept in an object of another contract.
///
/// Its state is a dynamic field, so that a later version of the package can change the layout.
module blob_bucket::blob_bucket;

use blob_bucket::blob_bucket_inner_v1::{Self, BlobBucketInnerV1};
use sui::{coin::Coin, dynamic_field as df, event};
use wal::wal::WAL;
use walrus::{storage_pool::StoragePool, storage_resource::Storage, system::System};

// === Errors ===

/// The capability is that of another bucket.
const EInvalidBlobBucketCap: u64 = 0;
/// The bucket belongs to another version of the package.
const EWrongVersion: u64 = 1;

// === Constants ===

/// The version of the inner state that this package understands.
const VERSION: u64 = 1;

// === Structs ===

/// A bucket. Its `BlobBucketInnerV1` is a dynamic field named by the version (u64).
public struct BlobBucket has key {
    id: UID,
    version: u64,
}

/// The right to govern one bucket. Without it the bucket stays as it is until its storage ends, and
/// as an object for ever.
public struct BlobBucketCap has key, store {
    id: UID,
    bucket_id: ID,
}

// === Events ===

/// A bucket has been made.
public struct BlobBucketCreated has copy, drop {
    epoch: u32,
    bucket_id: ID,
    cap_id: ID,
    storage_pool_id: ID,
}

/// A bucket has been ended, with its capability.
public struct BlobBucketDestroyed has copy, drop {
    bucket_id: ID,
    cap_id: ID,
    storage_pool_id: ID,
}

// === Public Functions ===

/// Buys storage from the current epoch on, and shares a bucket with it. Anyone may call it. Returns
/// the capability that governs the bucket.
///
/// Aborts with:
/// - `system::EWrongVersion` if `system` belongs to another version of `walrus`,
/// - `system_state_inner::EInvalidResourceSize` if `reserved_encoded_capacity_bytes` is 0,
/// - `system_state_inner::EInvalidEpochsAhead` if the period is empty, or reaches farther than
///   storage is sold ahead,
/// - `system_state_inner::EStorageExceeded` if one of the epochs has less capacity left,
/// - `sui::balance::ENotEnough` if the coin holds less than the price,
/// - an arithmetic error if the price does not fit 64 bits.
public fun new(
    system: &mut System,
    reserved_encoded_capacity_bytes: u64,
    epochs_ahead: u32,
    payment: &mut Coin<WAL>,
    ctx: &mut TxContext,
): BlobBucketCap {
    let bytes = reserved_encoded_capacity_bytes;
    let storage_pool = system.create_storage_pool(bytes, epochs_ahead, payment, ctx);
    let mut bucket = BlobBucket { id: object::new(ctx), version: VERSION };
    let cap = BlobBucketCap { id: object::new(ctx), bucket_id: object::id(&bucket) };
    event::emit(BlobBucketCreated {
        epoch: system.epoch(),
        bucket_id: cap.bucket_id,
        cap_id: object::id(&cap),
        storage_pool_id: storage_pool.object_id(),
    });
    df::add(&mut bucket.id, VERSION, blob_bucket_inner_v1::new(storage_pool));
    transfer::share_object(bucket);
    cap
}

/// Registers a blob, as `system::register_pooled_blob` does. The holder of the capability may.
///
/// Aborts with:
/// - `EInvalidBlobBucketCap` if the capability is that of another bucket,
/// - `EWrongVersion` if the bucket belongs to another version of the package,
/// - `system::EWrongVersion` or `storage_pool::EWrongVersion` if an object belongs to another version
///   of `walrus`,
/// - `blob_bucket_inner_v1::EBlobBucketStorageExpired` if the storage has ended,
/// - `encoding::EInvalidEncodingType` if the encoding type is unknown,
/// - `redstuff::EBlobTooLarge` if the blob is too large for the number of shards,
/// - `storage_pool::EInsufficientCapacity` if the bucket has no room for the encoded blob,
/// - `storage_pool::EInvalidBlobId` if the blob id is not that of the root hash, encoding type and
///   size,
/// - `sui::dynamic_field::EFieldAlreadyExists` if the bucket has the blob already,
/// - `sui::balance::ENotEnough` if the coin holds less than the price,
/// - an arithmetic error if the price does not fit 64 bits.
public fun register_blob(
    self: &mut BlobBucket,
    cap: &BlobBucketCap,
    system: &mut System,
    blob_id: u256,
    root_hash: u256,
    unencoded_size: u64,
    encoding_type: u8,
    deletable: bool,
    write_payment: &mut Coin<WAL>,
    ctx: &mut TxContext,
) {
    let storage_pool = self.governed(cap).living_pool_mut(system);
    system.register_pooled_blob(
        storage_pool,
        blob_id,
        root_hash,
        unencoded_size,
        encoding_type,
        deletable,
        write_payment,
        ctx,
    );
}

/// Certifies a blob, as `system::certify_pooled_blob` does. Anyone may call it.
///
/// Aborts with:
/// - `EWrongVersion` if the bucket belongs to another version of the package,
/// - `system::EWrongVersion` or `storage_pool::EWrongVersion` if an object belongs to another version
///   of `walrus`,
/// - `blob_bucket_inner_v1::EBlobBucketStorageExpired` if the storage has ended,
/// - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in the bucket,
/// - `messages::EInvalidMessageLength`, `messages::EIncorrectIntentVersion`,
///   `messages::EIncorrectAppId`, `messages::EIncorrectEpoch` or `messages::EInvalidMsgType` if the
///   message is not a blob certificate of the current epoch,
/// - `bls_aggregate::EInvalidBitmap` if the bitmap names members that the committee does not have,
/// - `bls_aggregate::ENotEnoughStake` if the signers hold less than a quorum of the shards,
/// - `bls_aggregate::ESigVerification` if the signature is not that of the named signers,
/// - `messages::EInvalidBlobPersistenceType` if the tag of its persistence type is unknown,
/// - `storage_pool::EInvalidBlobId` if the certificate is for another blob id,
/// - `storage_pool::EInvalidBlobPersistenceType` or `storage_pool::EInvalidBlobObject` if the
///   certificate is for a blob of the other persistence type, or for another object,
/// - `storage_pool::EAlreadyCertified` if the blob is certified already.
public fun certify_blob(
    self: &mut BlobBucket,
    system: &System,
    blob_id: u256,
    signature: vector<u8>,
    signers_bitmap: vector<u8>,
    message: vector<u8>,
) {
    let storage_pool = self.inner_mut().living_pool_mut(system);
    system.certify_pooled_blob(storage_pool, blob_id, signature, signers_bitmap, message);
}

/// Deletes a deletable blob, whose room the bucket has again. The holder of the capability may.
///
/// Aborts with:
/// - `EInvalidBlobBucketCap` if the capability is that of another bucket,
/// - `EWrongVersion` if the bucket belongs to another version of the package,
/// - `system::EWrongVersion` or `storage_pool::EWrongVersion` if an object belongs to another version
///   of `walrus`,
/// - `blob_bucket_inner_v1::EBlobBucketStorageExpired` if the storage has ended,
/// - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in the bucket,
/// - `storage_pool::EBlobNotDeletable` if the blob is permanent.
public fun delete_blob(self: &mut BlobBucket, cap: &BlobBucketCap, system: &System, blob_id: u256) {
    let storage_pool = self.governed(cap).living_pool_mut(system);
    system.delete_pooled_blob(storage_pool, blob_id);
}

/// Destroys a blob of a bucket whose storage has ended, even a permanent one. The holder of the
/// capability may.
///
/// Aborts with:
/// - `EInvalidBlobBucketCap` if the capability is that of another bucket,
/// - `EWrongVersion` if the bucket belongs to another version of the package,
/// - `system::EWrongVersion` or `storage_pool::EWrongVersion` if an object belongs to another version
///   of `walrus`,
/// - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in the bucket,
/// - `storage_pool::EResourceBounds` if the storage has not ended.
public fun burn_expired_blob(
    self: &mut BlobBucket,
    cap: &BlobBucketCap,
    system: &System,
    blob_id: u256,
) {
    system.burn_expired_pooled_blob(self.governed(cap).storage_pool_mut(), blob_id);
}

/// Ends a blob that is lost, even a permanent one; the bucket has its room again. The holder of the
/// capability may.
///
/// Aborts with:
/// - `EInvalidBlobBucketCap` if the capability is that of another bucket,
/// - `EWrongVersion` if the bucket belongs to another version of the package,
/// - `system::EWrongVersion` or `storage_pool::EWrongVersion` if an object belongs to another version
///   of `walrus`,
/// - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in the bucket,
/// - `blob_bucket_inner_v1::EBlobBucketStorageExpired` if the storage has ended,
/// - `system::ENotLost` if no record of a loss covers the epoch in which the blob was certified, or
///   it is not certified.
public fun release_lost_blob(
    self: &mut BlobBucket,
    cap: &BlobBucketCap,
    system: &System,
    blob_id: u256,
) {
    let storage_pool = self.governed(cap).living_pool_mut(system);
    system.release_lost_pooled_blob(storage_pool, blob_id);
}

/// Extends the storage, and all blobs in it, by `extended_epochs` epochs at the current price. The
/// holder of the capability may.
///
/// Aborts with:
/// - `EInvalidBlobBucketCap` if the capability is that of another bucket,
/// - `EWrongVersion` if the bucket belongs to another version of the package,
/// - `system::EWrongVersion` or `storage_pool::EWrongVersion` if an object belongs to another version
///   of `walrus`,
/// - `blob_bucket_inner_v1::EBlobBucketStorageExpired` if the storage has ended,
/// - `system_state_inner::EInvalidEpochsAhead` if `extended_epochs` is 0, or the new end is farther
///   than storage is sold ahead,
/// - `system_state_inner::EStorageExceeded` if one of the added epochs has less capacity left,
/// - `sui::balance::ENotEnough` if the coin holds less than the price,
/// - an arithmetic error if the price does not fit 64 bits.
public fun extend_storage_pool(
    self: &mut BlobBucket,
    cap: &BlobBucketCap,
    system: &mut System,
    extended_epochs: u32,
    payment: &mut Coin<WAL>,
) {
    let storage_pool = self.governed(cap).living_pool_mut(system);
    system.extend_storage_pool(storage_pool, extended_epochs, payment);
}

/// Buys more room, from the current epoch to the end of the storage. The holder of the capability
/// may.
///
/// Aborts with:
/// - `EInvalidBlobBucketCap` if the capability is that of another bucket,
/// - `EWrongVersion` if the bucket belongs to another version of the package,
/// - `system::EWrongVersion` or `storage_pool::EWrongVersion` if an object belongs to another version
///   of `walrus`,
/// - `blob_bucket_inner_v1::EBlobBucketStorageExpired` if the storage has ended,
/// - `system_state_inner::EInvalidResourceSize` if `additional_encoded_capacity_bytes` is 0,
/// - `system_state_inner::EStorageExceeded` if one of the epochs has less capacity left,
/// - `sui::balance::ENotEnough` if the coin holds less than the price,
/// - an arithmetic error if the price does not fit 64 bits.
public fun increase_storage_pool_capacity(
    self: &mut BlobBucket,
    cap: &BlobBucketCap,
    system: &mut System,
    additional_encoded_capacity_bytes: u64,
    payment: &mut Coin<WAL>,
) {
    let storage_pool = self.governed(cap).living_pool_mut(system);
    system.increase_storage_pool_capacity(storage_pool, additional_encoded_capacity_bytes, payment);
}

/// Ends a bucket that has no blobs, and its capability, and returns its storage. The holder of the
/// capability may.
///
/// Aborts with:
/// - `EInvalidBlobBucketCap` if the capability is that of another bucket,
/// - `EWrongVersion` if the bucket belongs to another version of the package,
/// - `storage_pool::EWrongVersion` if its pool belongs to another version of `walrus`,
/// - `storage_pool::EPoolNotEmpty` if it has blobs.
public fun destroy(self: BlobBucket, cap: BlobBucketCap): Storage {
    self.assert_governs(&cap);
    let storage_pool_id = self.storage_pool_id();
    let BlobBucket { id: mut bucket_uid, version } = self;
    let inner: BlobBucketInnerV1 = df::remove(&mut bucket_uid, version);
    bucket_uid.delete();
    let cap_id = object::id(&cap);
    let BlobBucketCap { id: cap_uid, bucket_id } = cap;
    cap_uid.delete();
    event::emit(BlobBucketDestroyed { bucket_id, cap_id, storage_pool_id });
    inner.destroy()
}

/// The bucket that a capability governs. Never aborts.
public fun bucket_id(self: &BlobBucketCap): ID {
    self.bucket_id
}

/// The storage pool of a bucket, to read it.
///
/// Aborts with `EWrongVersion` if the bucket belongs to another version of the package.
public fun storage_pool(self: &BlobBucket): &StoragePool {
    self.inner().storage_pool()
}

/// The id of that pool, which its blobs and its events name.
///
/// Aborts with `EWrongVersion` if the bucket belongs to another version of the package.
public fun storage_pool_id(self: &BlobBucket): ID {
    self.storage_pool().object_id()
}

// === Private Functions ===

fun assert_governs(self: &BlobBucket, cap: &BlobBucketCap) {
    assert!(cap.bucket_id == object::id(self), EInvalidBlobBucketCap);
}

/// The state, for the holder of the capability.
fun governed(self: &mut BlobBucket, cap: &BlobBucketCap): &mut BlobBucketInnerV1 {
    self.assert_governs(cap);
    self.inner_mut()
}

fun inner(self: &BlobBucket): &BlobBucketInnerV1 {
    assert!(self.version == VERSION, EWrongVersion);
    df::borrow(&self.id, VERSION)
}

fun inner_mut(self: &mut BlobBucket): &mut BlobBucketInnerV1 {
    assert!(self.version == VERSION, EWrongVersion);
    df::borrow_mut(&mut self.id, VERSION)
}

// === Test Only ===

/// Pretends that the bucket belongs to another version of the package.
#[test_only]
public fun set_version_for_testing(self: &mut BlobBucket, version: u64) {
    self.version = version;
}
