// SPDX-License-Identifier: Apache-2.0

/// A storage pool: storage of one period for many blobs. All of them end with the pool. A blob that
/// is deleted leaves its room to the next one.
///
/// Whoever can use a pool as `&mut` can use its room, delete what is deletable in it, and take free
/// room out as storage. So it is not shared by itself: a contract that lets many use it keeps it in
/// an object of its own. Its state is a dynamic field, so that a later version of the package can
/// change the layout.
module walrus::storage_pool;

use std::string::String;
use sui::{coin::Coin, dynamic_field as df, object_table::{Self, ObjectTable}};
use wal::wal::WAL;
use walrus::{
    blob,
    encoding,
    events,
    metadata::{Self, Metadata},
    storage_resource::Storage,
    system_state_inner::SystemStateInnerV1
};
use walrus_core::messages;

// === Errors ===

/// The blob is permanent, so it cannot be deleted before the pool ends.
const EBlobNotDeletable: u64 = 0;
/// The epoch does not fit: the pool or the storage has not begun or has ended, or, where a blob is
/// burned, the pool has not ended.
const EResourceBounds: u64 = 1;
/// The blob is certified already; there is nothing to do.
const EAlreadyCertified: u64 = 2;
/// The blob id does not match: it is not that of this root hash, encoding type and size, or the
/// certificate is for another blob id.
const EInvalidBlobId: u64 = 3;
/// The certificate is for a permanent blob and this one is deletable, or the reverse.
const EInvalidBlobPersistenceType: u64 = 4;
/// The certificate is for another object with the same blob id.
const EInvalidBlobObject: u64 = 5;
/// The pool has less room than that; increase its capacity, or delete blobs.
const EInsufficientCapacity: u64 = 6;
/// The pool has blobs; delete them, or burn them when the pool has ended.
const EPoolNotEmpty: u64 = 7;
/// The pool belongs to another version of the package.
const EWrongVersion: u64 = 10;
/// The storage does not end with the pool.
const EIncompatibleEndEpoch: u64 = 11;
/// The blob has attributes already; replace them, or change them one by one.
const EDuplicateMetadata: u64 = 12;
/// The blob has no attributes.
const EMissingMetadata: u64 = 13;
/// The share is above 100 percent.
const EInvalidPercent: u64 = 14;

// === Constants ===

/// The version of the inner state that this package understands.
const VERSION: u64 = 1;

// === Structs ===

/// A storage pool. Its `StoragePoolInnerV1` is a dynamic field named by the version (u64).
public struct StoragePool has key, store {
    id: UID,
    version: u64,
}

/// The inner state of `StoragePool`, version 1.
public struct StoragePoolInnerV1 has store {
    storage: Storage,
    /// Bytes of encoded data of all blobs.
    used_encoded_bytes: u64,
    blob_count: u64,
    /// By blob id.
    blobs: ObjectTable<u256, PooledBlob>,
}

/// A blob in a pool.
public struct PooledBlob has key, store {
    id: UID,
    registered_epoch: u32,
    blob_id: u256,
    /// Bytes before encoding.
    unencoded_size: u64,
    encoding_type: u8,
    /// The epoch in which it was certified.
    certified_epoch: Option<u32>,
    storage_pool_id: ID,
    deletable: bool,
}

// === Public Functions ===

/// The id of the pool. Never aborts.
public fun object_id(self: &StoragePool): ID {
    object::id(self)
}

/// The version of the inner state. Never aborts.
public fun version(self: &StoragePool): u64 {
    self.version
}

/// The first epoch.
///
/// Aborts with `EWrongVersion` if the pool belongs to another version of the package.
public fun start_epoch(self: &StoragePool): u32 {
    self.storage().start_epoch()
}

/// The first epoch in which its blobs are no longer stored.
///
/// Aborts with `EWrongVersion` if the pool belongs to another version of the package.
public fun end_epoch(self: &StoragePool): u32 {
    self.storage().end_epoch()
}

/// Bytes of encoded data that it has room for.
///
/// Aborts with `EWrongVersion` if the pool belongs to another version of the package.
public fun reserved_encoded_capacity_bytes(self: &StoragePool): u64 {
    self.storage().size()
}

/// Bytes of encoded data of all its blobs.
///
/// Aborts with `EWrongVersion` if the pool belongs to another version of the package.
public fun used_encoded_bytes(self: &StoragePool): u64 {
    self.inner().used_encoded_bytes
}

/// Bytes of encoded data that there is still room for.
///
/// Aborts with `EWrongVersion` if the pool belongs to another version of the package.
public fun available_encoded_bytes(self: &StoragePool): u64 {
    self.reserved_encoded_capacity_bytes() - self.used_encoded_bytes()
}

/// The storage that it uses.
///
/// Aborts with `EWrongVersion` if the pool belongs to another version of the package.
public fun storage(self: &StoragePool): &Storage {
    &self.inner().storage
}

/// The number of its blobs.
///
/// Aborts with `EWrongVersion` if the pool belongs to another version of the package.
public fun blob_count(self: &StoragePool): u64 {
    self.inner().blob_count
}

/// Its blobs, by blob id.
///
/// Aborts with `EWrongVersion` if the pool belongs to another version of the package.
public fun blobs(self: &StoragePool): &ObjectTable<u256, PooledBlob> {
    &self.inner().blobs
}

/// Is a blob in it?
///
/// Aborts with `EWrongVersion` if the pool belongs to another version of the package.
public fun contains_blob(self: &StoragePool, blob_id: u256): bool {
    self.blobs().contains(blob_id)
}

/// The id of the object that a blob is.
///
/// Aborts with:
/// - `EWrongVersion` if the pool belongs to another version of the package,
/// - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in it.
public fun blob_object_id(self: &StoragePool, blob_id: u256): ID {
    object::id(self.blob(blob_id))
}

/// Gives a pool without blobs up, and returns its storage.
///
/// Aborts with:
/// - `EWrongVersion` if the pool belongs to another version of the package,
/// - `EPoolNotEmpty` if it has blobs.
public fun destroy(self: StoragePool): Storage {
    assert!(self.blob_count() == 0, EPoolNotEmpty);
    let StoragePool { mut id, .. } = self;
    let inner: StoragePoolInnerV1 = df::remove(&mut id, VERSION);
    let StoragePoolInnerV1 { storage, blobs, .. } = inner;
    events::emit_storage_detached(object::id(&storage), id.to_inner());
    blobs.destroy_empty();
    id.delete();
    storage
}

// === Public Functions: Attributes ===

/// Gives a blob its attributes; it must not have any.
///
/// Aborts with:
/// - `EWrongVersion` if the pool belongs to another version of the package,
/// - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in it,
/// - `EDuplicateMetadata` if the blob has attributes.
public fun add_blob_metadata(self: &mut StoragePool, blob_id: u256, metadata: Metadata) {
    let id = self.blob_uid(blob_id);
    assert!(!metadata::is_on(id), EDuplicateMetadata);
    metadata::put_on(id, metadata);
}

/// Gives a blob its attributes, and returns those it had.
///
/// Aborts with:
/// - `EWrongVersion` if the pool belongs to another version of the package,
/// - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in it.
public fun add_or_replace_blob_metadata(
    self: &mut StoragePool,
    blob_id: u256,
    metadata: Metadata,
): Option<Metadata> {
    metadata::replace_on(self.blob_uid(blob_id), metadata)
}

/// Removes all attributes of a blob, and returns them.
///
/// Aborts with:
/// - `EWrongVersion` if the pool belongs to another version of the package,
/// - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in it,
/// - `EMissingMetadata` if the blob has no attributes.
public fun take_blob_metadata(self: &mut StoragePool, blob_id: u256): Metadata {
    metadata::take_from(self.uid_with_metadata(blob_id))
}

/// Sets one attribute of a blob.
///
/// Aborts with:
/// - `EWrongVersion` if the pool belongs to another version of the package,
/// - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in it.
public fun insert_or_update_blob_metadata_pair(
    self: &mut StoragePool,
    blob_id: u256,
    key: String,
    value: String,
) {
    metadata::set_on(self.blob_uid(blob_id), key, value);
}

/// Removes one attribute of a blob that is there, and returns its name and value.
///
/// Aborts with:
/// - `EWrongVersion` if the pool belongs to another version of the package,
/// - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in it,
/// - `EMissingMetadata` if the blob has no attributes,
/// - `sui::vec_map::EKeyDoesNotExist` if it has none of this name.
public fun remove_blob_metadata_pair(
    self: &mut StoragePool,
    blob_id: u256,
    key: &String,
): (String, String) {
    metadata::unset_on(self.uid_with_metadata(blob_id), key)
}

/// Removes one attribute of a blob if it is there, and returns its value.
///
/// Aborts with:
/// - `EWrongVersion` if the pool belongs to another version of the package,
/// - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in it.
public fun remove_blob_metadata_pair_if_exists(
    self: &mut StoragePool,
    blob_id: u256,
    key: &String,
): Option<String> {
    metadata::unset_on_if_exists(self.blob_uid(blob_id), key)
}

// === Public-Package Functions ===

/// A pool without blobs.
public(package) fun create(storage: Storage, epoch: u32, ctx: &mut TxContext): StoragePool {
    assert!(epoch < storage.end_epoch(), EResourceBounds);
    let mut id = object::new(ctx);
    events::emit_storage_pool_created(
        epoch,
        id.to_inner(),
        storage.size(),
        storage.start_epoch(),
        storage.end_epoch(),
    );
    events::emit_storage_attached(object::id(&storage), id.to_inner());
    let blobs = object_table::new(ctx);
    df::add(
        &mut id,
        VERSION,
        StoragePoolInnerV1 { storage, used_encoded_bytes: 0, blob_count: 0, blobs },
    );
    StoragePool { id, version: VERSION }
}

/// Registers a blob, if there is room for it, and takes the price of writing it.
public(package) fun register(
    self: &mut StoragePool,
    system: &mut SystemStateInnerV1,
    blob_id: u256,
    root_hash: u256,
    unencoded_size: u64,
    encoding_type: u8,
    deletable: bool,
    write_payment: &mut Coin<WAL>,
    ctx: &mut TxContext,
) {
    let epoch = self.epoch_before_end(system);
    assert!(self.start_epoch() <= epoch, EResourceBounds);
    let n_shards = system.n_shards();
    let encoded_size = encoding::encoded_blob_length(unencoded_size, encoding_type, n_shards);
    assert!(encoded_size <= self.available_encoded_bytes(), EInsufficientCapacity);
    let derived = blob::derive_blob_id(root_hash, encoding_type, unencoded_size);
    assert!(derived == blob_id, EInvalidBlobId);

    let storage_pool_id = self.object_id();
    let blob = PooledBlob {
        id: object::new(ctx),
        registered_epoch: epoch,
        blob_id,
        unencoded_size,
        encoding_type,
        certified_epoch: option::none(),
        storage_pool_id,
        deletable,
    };
    events::emit_pooled_blob_registered(
        epoch,
        blob_id,
        unencoded_size,
        encoding_type,
        deletable,
        object::id(&blob),
        storage_pool_id,
    );
    let inner = self.inner_mut();
    inner.used_encoded_bytes = inner.used_encoded_bytes + encoded_size;
    inner.blob_count = inner.blob_count + 1;
    inner.blobs.add(blob_id, blob);
    system.pay_for_writing(encoded_size, write_payment);
}

/// Certifies a blob by a quorum's certificate. A message that is this blob's own needs no reading;
/// any other one is read to say what is wrong with it.
public(package) fun certify(
    self: &mut StoragePool,
    system: &SystemStateInnerV1,
    blob_id: u256,
    signature: vector<u8>,
    signers_bitmap: vector<u8>,
    message: vector<u8>,
) {
    let epoch = system.epoch();
    let blob = self.blob(blob_id);
    let object_id = if (blob.deletable) option::some(object::id(blob)) else option::none();
    if (message == messages::blob_certificate_bytes(epoch, blob_id, object_id)) {
        system.committee().verify_quorum(&signature, &signers_bitmap, &message);
        self.assert_certifiable(blob_id, system);
        let blob = &mut self.inner_mut().blobs[blob_id];
        blob.certified_epoch.fill(epoch);
        events::emit_pooled_blob_certified(
            epoch,
            blob_id,
            blob.deletable,
            object::id(blob),
            blob.storage_pool_id,
        );
    } else {
        let certificate = system
            .committee()
            .verify_quorum_in_epoch(signature, signers_bitmap, message)
            .into_blob_certificate();
        assert!(certificate.blob_id() == blob_id, EInvalidBlobId);
        self.assert_certifiable(blob_id, system);
        assert!(certificate.persistence().covers(blob.deletable), EInvalidBlobPersistenceType);
        // Nothing else is left in which the certificate can differ.
        abort EInvalidBlobObject
    }
}

/// Deletes a deletable blob, and makes room.
public(package) fun delete(self: &mut StoragePool, system: &SystemStateInnerV1, blob_id: u256) {
    assert!(self.blob(blob_id).deletable, EBlobNotDeletable);
    self.release(system, blob_id);
}

/// Ends a blob, which may be permanent, and makes room.
public(package) fun release(self: &mut StoragePool, system: &SystemStateInnerV1, blob_id: u256) {
    let epoch = self.epoch_before_end(system);
    let (object_id, was_certified) = self.remove(system, blob_id);
    let storage_pool_id = self.object_id();
    events::emit_pooled_blob_deleted(epoch, blob_id, object_id, was_certified, storage_pool_id);
}

/// Destroys a blob of a pool that has ended.
public(package) fun burn(self: &mut StoragePool, system: &SystemStateInnerV1, blob_id: u256) {
    assert!(self.end_epoch() <= system.epoch(), EResourceBounds);
    let (object_id, _) = self.remove(system, blob_id);
    events::emit_blob_burned(blob_id, object_id);
}

/// Extends the period, and takes the price of the storage for that.
public(package) fun extend(
    self: &mut StoragePool,
    system: &mut SystemStateInnerV1,
    extended_epochs: u32,
    payment: &mut Coin<WAL>,
) {
    let epoch = self.epoch_before_end(system);
    system.pay_for_extension(self.storage(), extended_epochs, payment);
    self.inner_mut().storage.extend_end_epoch(extended_epochs);
    events::emit_storage_pool_extended(epoch, self.object_id(), self.end_epoch());
}

/// Makes more room, and takes the price of the storage for that.
public(package) fun increase(
    self: &mut StoragePool,
    system: &mut SystemStateInnerV1,
    additional_bytes: u64,
    payment: &mut Coin<WAL>,
) {
    self.epoch_before_end(system);
    system.pay_for_increase(self.storage(), additional_bytes, payment);
    self.inner_mut().storage.increase_size(additional_bytes);
}

/// Makes more room with storage that has begun and ends with the pool.
public(package) fun increase_with(
    self: &mut StoragePool,
    system: &SystemStateInnerV1,
    storage: Storage,
) {
    assert!(storage.start_epoch() <= self.epoch_before_end(system), EResourceBounds);
    assert!(storage.end_epoch() == self.end_epoch(), EIncompatibleEndEpoch);
    self.inner_mut().storage.absorb(storage);
}

/// Takes storage out for which there are no blobs.
public(package) fun decrease(self: &mut StoragePool, bytes: u64, ctx: &mut TxContext): Storage {
    assert!(bytes <= self.available_encoded_bytes(), EInsufficientCapacity);
    let kept = self.reserved_encoded_capacity_bytes() - bytes;
    self.inner_mut().storage.split_by_size(kept, ctx)
}

/// Takes out a share of the storage for which there are no blobs, rounded down.
public(package) fun decrease_by_percent(
    self: &mut StoragePool,
    percent: u8,
    ctx: &mut TxContext,
): Storage {
    assert!(percent <= 100, EInvalidPercent);
    let bytes = (self.available_encoded_bytes() as u128) * (percent as u128) / 100;
    self.decrease(bytes as u64, ctx)
}

/// The epoch in which a blob was certified, if it was.
public(package) fun certified_epoch(self: &StoragePool, blob_id: u256): Option<u32> {
    self.blob(blob_id).certified_epoch
}

// === Private Functions ===

fun inner(self: &StoragePool): &StoragePoolInnerV1 {
    assert!(self.version == VERSION, EWrongVersion);
    df::borrow(&self.id, VERSION)
}

fun inner_mut(self: &mut StoragePool): &mut StoragePoolInnerV1 {
    assert!(self.version == VERSION, EWrongVersion);
    df::borrow_mut(&mut self.id, VERSION)
}

fun blob(self: &StoragePool, blob_id: u256): &PooledBlob {
    &self.inner().blobs[blob_id]
}

fun blob_uid(self: &mut StoragePool, blob_id: u256): &mut UID {
    &mut self.inner_mut().blobs.borrow_mut(blob_id).id
}

/// The id of a blob that has attributes.
fun uid_with_metadata(self: &mut StoragePool, blob_id: u256): &mut UID {
    let id = self.blob_uid(blob_id);
    assert!(metadata::is_on(id), EMissingMetadata);
    id
}

/// The current epoch, in which the pool must not have ended.
fun epoch_before_end(self: &StoragePool, system: &SystemStateInnerV1): u32 {
    let epoch = system.epoch();
    assert!(epoch < self.end_epoch(), EResourceBounds);
    epoch
}

fun assert_certifiable(self: &StoragePool, blob_id: u256, system: &SystemStateInnerV1) {
    assert!(self.blob(blob_id).certified_epoch.is_none(), EAlreadyCertified);
    self.epoch_before_end(system);
}

/// Destroys a blob with its attributes. Returns the id of the object, and whether it was certified.
fun remove(self: &mut StoragePool, system: &SystemStateInnerV1, blob_id: u256): (ID, bool) {
    let inner = self.inner_mut();
    let PooledBlob { mut id, unencoded_size, encoding_type, certified_epoch, .. } = inner
        .blobs
        .remove(blob_id);
    let n_shards = system.n_shards();
    let encoded_size = encoding::encoded_blob_length(unencoded_size, encoding_type, n_shards);
    inner.used_encoded_bytes = inner.used_encoded_bytes - encoded_size;
    inner.blob_count = inner.blob_count - 1;
    metadata::drop_from(&mut id);
    let object_id = id.to_inner();
    id.delete();
    (object_id, certified_epoch.is_some())
}

// === Test Only ===

/// Pretends that the pool belongs to another version of the package.
#[test_only]
public fun set_version_for_testing(self: &mut StoragePool, version: u64) {
    self.version = version;
}
