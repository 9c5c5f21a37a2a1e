// SPDX-License-Identifier: Apache-2.0

/// A blob object: the blob id, the storage it uses, and when it was registered and certified.
///
/// A blob id is the hash of the encoding type, the size, and the root of the Merkle tree over the
/// slivers. So all nodes and readers know which bytes are meant. A blob is certified when a quorum
/// has signed that it holds the slivers. From then on the network is responsible for the blob, and
/// no longer the writer, until its storage ends or, if the blob is deletable, until its owner
/// deletes it.
module walrus::blob;

use std::string::String;
use sui::{bcs, hash};
use walrus::{encoding, events, metadata::{Self, Metadata}, storage_resource::Storage};
use walrus_core::messages::{Self, BlobCertificate};

// === Errors ===

/// The blob is not certified, so it cannot be extended; certify it first.
const ENotCertified: u64 = 0;
/// The blob is permanent, so it cannot be deleted before its end epoch.
const EBlobNotDeletable: u64 = 1;
/// The storage does not include the current epoch, or an extension does not end later than the
/// storage that it extends.
const EResourceBounds: u64 = 2;
/// The storage is smaller than the encoded blob; reserve at least `encoded_blob_length` bytes.
const EResourceSize: u64 = 3;
/// The blob is certified already; there is nothing to do.
const EAlreadyCertified: u64 = 5;
/// The blob id does not match: it is not that of this root hash, encoding type and size, or the
/// certificate is for another blob id.
const EInvalidBlobId: u64 = 6;
/// The blob has attributes already; replace them, or change them one by one.
const EDuplicateMetadata: u64 = 7;
/// The blob has no attributes.
const EMissingMetadata: u64 = 8;
/// The certificate is for a permanent blob and this one is deletable, or the reverse.
const EInvalidBlobPersistenceType: u64 = 9;
/// The certificate is for another object with the same blob id.
const EInvalidBlobObject: u64 = 10;

// === Structs ===

/// A registered blob.
public struct Blob has key, store {
    id: UID,
    registered_epoch: u32,
    blob_id: u256,
    /// Bytes before encoding.
    size: u64,
    encoding_type: u8,
    /// The epoch in which it was first certified.
    certified_epoch: Option<u32>,
    storage: Storage,
    deletable: bool,
}

/// What a blob id is the hash of, in BCS.
public struct BlobIdDerivation has drop {
    encoding_type: u8,
    size: u64,
    root_hash: u256,
}

// === Public Functions ===

/// BLAKE2b-256 of encoding type, size and root hash, read as a little-endian integer. Never aborts.
public fun derive_blob_id(root_hash: u256, encoding_type: u8, size: u64): u256 {
    let preimage = bcs::to_bytes(&BlobIdDerivation { encoding_type, size, root_hash });
    bcs::new(hash::blake2b256(&preimage)).peel_u256()
}

/// Destroys the object and its storage. The network stores a certified blob until its end all the
/// same. Never aborts.
public fun burn(self: Blob) {
    events::emit_blob_burned(self.blob_id, self.object_id());
    self.into_storage().destroy();
}

/// The id of the object, as opposed to that of its content. Never aborts.
public fun object_id(self: &Blob): ID {
    object::id(self)
}

/// The epoch in which it was registered. Never aborts.
public fun registered_epoch(self: &Blob): u32 {
    self.registered_epoch
}

/// The id of the content. Never aborts.
public fun blob_id(self: &Blob): u256 {
    self.blob_id
}

/// Bytes before encoding. Never aborts.
public fun size(self: &Blob): u64 {
    self.size
}

/// The number of the erasure code. Never aborts.
public fun encoding_type(self: &Blob): u8 {
    self.encoding_type
}

/// The epoch in which it was first certified, if it was. Never aborts.
public fun certified_epoch(self: &Blob): &Option<u32> {
    &self.certified_epoch
}

/// The storage that it uses. Never aborts.
public fun storage(self: &Blob): &Storage {
    &self.storage
}

/// Can its owner delete it before its end? Never aborts.
public fun is_deletable(self: &Blob): bool {
    self.deletable
}

/// Bytes that it takes on `n_shards` shards.
///
/// Aborts with:
/// - `redstuff::ENoShards` if `n_shards` is 0,
/// - `redstuff::EBlobTooLarge` if the blob is too large for `n_shards` shards.
public fun encoded_size(self: &Blob, n_shards: u16): u64 {
    encoding::encoded_blob_length(self.size, self.encoding_type, n_shards)
}

/// The first epoch in which it is no longer stored. Never aborts.
public fun end_epoch(self: &Blob): u32 {
    self.storage.end_epoch()
}

// === Public Functions: Attributes ===

/// Gives the blob its attributes; it must not have any.
///
/// Aborts with `EDuplicateMetadata` if the blob has attributes.
public fun add_metadata(self: &mut Blob, metadata: Metadata) {
    assert!(!metadata::is_on(&self.id), EDuplicateMetadata);
    metadata::put_on(&mut self.id, metadata);
}

/// Gives the blob its attributes, and returns those it had. Never aborts.
public fun add_or_replace_metadata(self: &mut Blob, metadata: Metadata): Option<Metadata> {
    metadata::replace_on(&mut self.id, metadata)
}

/// Removes all attributes, and returns them.
///
/// Aborts with `EMissingMetadata` if the blob has no attributes.
public fun take_metadata(self: &mut Blob): Metadata {
    assert!(metadata::is_on(&self.id), EMissingMetadata);
    metadata::take_from(&mut self.id)
}

/// Sets one attribute. Never aborts.
public fun insert_or_update_metadata_pair(self: &mut Blob, key: String, value: String) {
    metadata::set_on(&mut self.id, key, value);
}

/// Removes one attribute that is there, and returns its name and value.
///
/// Aborts with:
/// - `EMissingMetadata` if the blob has no attributes,
/// - `sui::vec_map::EKeyDoesNotExist` if it has none of this name.
public fun remove_metadata_pair(self: &mut Blob, key: &String): (String, String) {
    assert!(metadata::is_on(&self.id), EMissingMetadata);
    metadata::unset_on(&mut self.id, key)
}

/// Removes one attribute if it is there, and returns its value. Never aborts.
public fun remove_metadata_pair_if_exists(self: &mut Blob, key: &String): Option<String> {
    metadata::unset_on_if_exists(&mut self.id, key)
}

// === Public-Package Functions ===

/// Registers a blob in the current epoch, on storage that lasts and is large enough.
public(package) fun new(
    storage: Storage,
    blob_id: u256,
    root_hash: u256,
    size: u64,
    encoding_type: u8,
    deletable: bool,
    current_epoch: u32,
    n_shards: u16,
    ctx: &mut TxContext,
): Blob {
    assert!(
        storage.start_epoch() <= current_epoch && current_epoch < storage.end_epoch(),
        EResourceBounds,
    );
    let encoded_size = encoding::encoded_blob_length(size, encoding_type, n_shards);
    assert!(encoded_size <= storage.size(), EResourceSize);
    assert!(derive_blob_id(root_hash, encoding_type, size) == blob_id, EInvalidBlobId);

    let blob = Blob {
        id: object::new(ctx),
        registered_epoch: current_epoch,
        blob_id,
        size,
        encoding_type,
        certified_epoch: option::none(),
        storage,
        deletable,
    };
    events::emit_blob_registered(
        current_epoch,
        blob_id,
        size,
        encoding_type,
        blob.end_epoch(),
        deletable,
        blob.object_id(),
    );
    events::emit_storage_attached(object::id(&blob.storage), blob.object_id());
    blob
}

/// What nodes have to sign in `epoch` to certify this object.
public(package) fun certificate_bytes(self: &Blob, epoch: u32): vector<u8> {
    let object_id = if (self.deletable) option::some(self.object_id()) else option::none();
    messages::blob_certificate_bytes(epoch, self.blob_id, object_id)
}

/// Marks the blob as certified in the current epoch. The caller has checked that a quorum has
/// signed its `certificate_bytes`.
public(package) fun certify(self: &mut Blob, current_epoch: u32) {
    self.assert_certifiable(current_epoch);
    self.set_certified(current_epoch);
}

/// Aborts with the reason why a certificate of the current epoch, whose bytes are not the blob's
/// `certificate_bytes`, does not certify it.
public(package) fun refuse(self: &Blob, certificate: BlobCertificate, current_epoch: u32) {
    assert!(certificate.blob_id() == self.blob_id, EInvalidBlobId);
    self.assert_certifiable(current_epoch);
    assert!(certificate.persistence().covers(self.deletable), EInvalidBlobPersistenceType);
    // Nothing else is left in which the certificate can differ.
    abort EInvalidBlobObject
}

/// Marks a new blob as certified, on the votes of a quorum.
public(package) fun set_certified(self: &mut Blob, current_epoch: u32) {
    self.certified_epoch.fill(current_epoch);
    self.emit_certified(false);
}

/// Ends a deletable blob before its time, and returns what is left of its storage.
public(package) fun delete(self: Blob, current_epoch: u32): Storage {
    assert!(self.deletable, EBlobNotDeletable);
    self.release(current_epoch)
}

/// Ends the blob, which may be permanent, and returns its storage.
public(package) fun release(self: Blob, current_epoch: u32): Storage {
    assert!(current_epoch < self.end_epoch(), EResourceBounds);
    events::emit_blob_deleted(
        current_epoch,
        self.blob_id,
        self.end_epoch(),
        self.object_id(),
        self.certified_epoch.is_some(),
    );
    events::emit_storage_detached(object::id(&self.storage), self.object_id());
    self.into_storage()
}

/// Extends a certified blob with storage of the same size that starts where its own ends.
public(package) fun extend_with_resource(self: &mut Blob, extension: Storage, current_epoch: u32) {
    self.assert_certified_not_expired(current_epoch);
    assert!(extension.end_epoch() > self.end_epoch(), EResourceBounds);
    self.storage.fuse_periods(extension);
    self.emit_certified(true);
}

/// Extends a certified blob by epochs that have been paid for.
public(package) fun extend_by_epochs(self: &mut Blob, extended_epochs: u32, current_epoch: u32) {
    self.assert_certified_not_expired(current_epoch);
    self.storage.extend_end_epoch(extended_epochs);
    self.emit_certified(true);
}

/// Aborts unless the network answers for this blob now.
public(package) fun assert_certified_not_expired(self: &Blob, current_epoch: u32) {
    assert!(self.certified_epoch.is_some(), ENotCertified);
    assert!(current_epoch < self.end_epoch(), EResourceBounds);
}

// === Private Functions ===

fun assert_certifiable(self: &Blob, current_epoch: u32) {
    assert!(self.certified_epoch.is_none(), EAlreadyCertified);
    assert!(current_epoch < self.end_epoch(), EResourceBounds);
}

/// Destroys the object with its attributes; its storage remains.
fun into_storage(mut self: Blob): Storage {
    metadata::drop_from(&mut self.id);
    let Blob { id, storage, .. } = self;
    id.delete();
    storage
}

fun emit_certified(self: &Blob, is_extension: bool) {
    events::emit_blob_certified(
        *self.certified_epoch.borrow(),
        self.blob_id,
        self.end_epoch(),
        self.deletable,
        self.object_id(),
        is_extension,
    );
}

// === Test Only ===

/// A blob without size, for tests of other packages.
#[test_only]
public fun new_for_testing(
    blob_id: u256,
    certified_epoch: Option<u32>,
    end_epoch: u32,
    ctx: &mut TxContext,
): Blob {
    Blob {
        id: object::new(ctx),
        registered_epoch: 0,
        blob_id,
        size: 0,
        encoding_type: 1,
        certified_epoch,
        storage: walrus::storage_resource::create_storage(0, end_epoch, 1, ctx),
        deletable: false,
    }
}
