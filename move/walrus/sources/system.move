// SPDX-License-Identifier: Apache-2.0

/// The entry point for users who store blobs. `System` is one shared object. Its state is a dynamic
/// field, so that a later version of the package can change the layout of the state.
///
/// A blob is stored in four steps. `reserve_space` buys storage. `register_blob` registers the blob
/// on that storage. The writer then uploads the slivers to the storage nodes and collects their
/// signatures. `certify_blob` checks these and certifies the blob. Later, `extend_blob` adds
/// epochs, and `delete_blob` ends a deletable blob.
///
/// The price of a call is taken from the coin that the caller passes in; the rest stays in the
/// coin.
module walrus::system;

use std::type_name::TypeName;
use sui::{balance::Balance, coin::Coin, dynamic_field as df, table::{Self, Table}};
use wal::wal::WAL;
use walrus::{
    blob::Blob,
    storage_accounting::FutureAccountingRingBuffer,
    storage_node::StorageNodeCap,
    storage_pool::{Self, StoragePool},
    storage_resource::Storage,
    system_state_inner::{Self, SystemStateInnerV1}
};
use walrus_core::{bls_aggregate::BlsCommittee, epoch_parameters::EpochParams};

// === Errors ===

/// The object has the version of this package already, or no upgrade to this package has been
/// committed.
const EInvalidMigration: u64 = 0;
/// The object belongs to another version of the package; call the package that its `package_id`
/// names.
const EWrongVersion: u64 = 1;
/// The committee of that epoch is not kept; only that of the current epoch and of the one before.
const ENoCommittee: u64 = 2;
/// The blob is not lost: no record of a loss covers the epoch in which it was certified.
const ENotLost: u64 = 3;

// === Constants ===

/// The version of the inner state that this package understands.
const VERSION: u64 = 1;

// === Structs ===

/// The storage network. Its `SystemStateInnerV1` is a dynamic field named by the version (u64).
public struct System has key {
    id: UID,
    version: u64,
    /// The package that may use this object, and the one that takes over at the next migration.
    package_id: ID,
    new_package_id: Option<ID>,
}

/// The name of the `Judgement`, a dynamic field.
public struct JudgementKey() has copy, drop, store;

/// What `walrus::judge` needs besides the inner state.
public struct Judgement has store {
    /// The type of the witness whose sentences count.
    judge: Option<TypeName>,
    /// The committee of the epoch before, for messages that it signed.
    previous_committee: Option<BlsCommittee>,
    /// Blob ids that are lost, with the last epoch whose certificates that concerns.
    lost: Table<u256, u32>,
}

// === Public Functions ===

/// Buys `storage_amount` bytes of storage (encoded size) for `epochs_ahead` epochs, the current one
/// included.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `system_state_inner::EInvalidResourceSize` if `storage_amount` is 0,
/// - `system_state_inner::EInvalidEpochsAhead` if the period is empty or over, or reaches farther
///   than storage is sold ahead,
/// - `system_state_inner::EStorageExceeded` if one of the epochs has less capacity left,
/// - `sui::balance::ENotEnough` if the coin holds less than the price,
/// - an arithmetic error if the price does not fit 64 bits.
public fun reserve_space(
    self: &mut System,
    storage_amount: u64,
    epochs_ahead: u32,
    payment: &mut Coin<WAL>,
    ctx: &mut TxContext,
): Storage {
    self.inner_mut().reserve_space(storage_amount, epochs_ahead, payment, ctx)
}

/// Buys storage for the epochs from `start_epoch` (or the current one, if that is later) up to but
/// not including `end_epoch`. The price is that of all epochs from the current one on: nobody keeps
/// others out of a later epoch for less than the storage until then would cost.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `system_state_inner::EInvalidResourceSize` if `storage_amount` is 0,
/// - `system_state_inner::EInvalidEpochsAhead` if the period is empty or over, or reaches farther
///   than storage is sold ahead,
/// - `system_state_inner::EStorageExceeded` if one of the epochs has less capacity left,
/// - `sui::balance::ENotEnough` if the coin holds less than the price,
/// - an arithmetic error if the price does not fit 64 bits.
public fun reserve_space_for_epochs(
    self: &mut System,
    storage_amount: u64,
    start_epoch: u32,
    end_epoch: u32,
    payment: &mut Coin<WAL>,
    ctx: &mut TxContext,
): Storage {
    self.inner_mut().reserve_space_for_epochs(storage_amount, start_epoch, end_epoch, payment, ctx)
}

/// Registers a blob of `size` bytes on storage that is large enough for its encoding. The blob id
/// has to be that of the root hash, encoding type and size.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `blob::EResourceBounds` if the storage does not include the current epoch,
/// - `blob::EResourceSize` if the storage is smaller than the encoded blob,
/// - `blob::EInvalidBlobId` if the blob id is not that of the root hash, encoding type and size,
/// - `encoding::EInvalidEncodingType` if the encoding type is unknown,
/// - `redstuff::ENoShards` if there is no committee yet,
/// - `redstuff::EBlobTooLarge` if the blob is too large for the number of shards,
/// - `sui::balance::ENotEnough` if the coin holds less than the price,
/// - an arithmetic error if the price does not fit 64 bits.
public fun register_blob(
    self: &mut System,
    storage: Storage,
    blob_id: u256,
    root_hash: u256,
    size: u64,
    encoding_type: u8,
    deletable: bool,
    write_payment: &mut Coin<WAL>,
    ctx: &mut TxContext,
): Blob {
    self
        .inner_mut()
        .register_blob(
            storage,
            blob_id,
            root_hash,
            size,
            encoding_type,
            deletable,
            write_payment,
            ctx,
        )
}

/// Certifies a blob: `signature` is the aggregate of the signatures over `message` of the members
/// in `signers_bitmap`, who hold a quorum of the shards.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `messages::EInvalidMessageLength`, `messages::EIncorrectIntentVersion`,
///   `messages::EIncorrectAppId`, `messages::EIncorrectEpoch` or `messages::EInvalidMsgType` if the
///   message is not a blob certificate of the current epoch,
/// - `bls_aggregate::EInvalidBitmap` if the bitmap names members that the committee does not have,
/// - `bls_aggregate::ENotEnoughStake` if the signers hold less than a quorum of the shards,
/// - `bls_aggregate::ESigVerification` if the signature is not that of the named signers,
/// - `messages::EInvalidBlobPersistenceType` if the tag of its persistence type is unknown,
/// - `blob::EInvalidBlobId` if the certificate is for another blob id,
/// - `blob::EInvalidBlobPersistenceType` or `blob::EInvalidBlobObject` if the certificate is for a
///   blob of the other persistence type, or for another object,
/// - `blob::EAlreadyCertified` if the blob is certified already,
/// - `blob::EResourceBounds` if the storage of the blob has ended.
public fun certify_blob(
    self: &System,
    blob: &mut Blob,
    signature: vector<u8>,
    signers_bitmap: vector<u8>,
    message: vector<u8>,
) {
    self.inner().certify_blob(blob, signature, signers_bitmap, message);
}

/// Deletes a deletable blob and returns its storage.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `blob::EBlobNotDeletable` if the blob is permanent,
/// - `blob::EResourceBounds` if its storage has ended.
public fun delete_blob(self: &System, blob: Blob): Storage {
    self.inner().delete_blob(blob)
}

/// Ends a blob that is lost, even a permanent one, and returns its storage.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `ENotLost` if no record of a loss covers the epoch in which the blob was certified, or it is
///   not certified,
/// - `blob::EResourceBounds` if its storage has ended.
public fun release_lost(self: &System, blob: Blob): Storage {
    self.assert_lost(blob.blob_id(), *blob.certified_epoch());
    self.inner().release_lost(blob)
}

/// Extends a certified blob with storage of the same size that starts where its own ends.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `blob::ENotCertified` if the blob is not certified,
/// - `blob::EResourceBounds` if its storage has ended, or `extension` does not end later,
/// - `storage_resource::EIncompatibleAmount` if `extension` has another size,
/// - `storage_resource::EIncompatibleEpochs` if `extension` does not start where the storage of the
///   blob ends.
public fun extend_blob_with_resource(self: &System, blob: &mut Blob, extension: Storage) {
    self.inner().extend_blob_with_resource(blob, extension);
}

/// Extends a certified blob by `extended_epochs` epochs at the current price.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `blob::ENotCertified` if the blob is not certified,
/// - `blob::EResourceBounds` if the storage of the blob has ended,
/// - `system_state_inner::EInvalidEpochsAhead` if `extended_epochs` is 0, or the new end is farther
///   than storage is sold ahead,
/// - `system_state_inner::EStorageExceeded` if one of the added epochs has less capacity left,
/// - `sui::balance::ENotEnough` if the coin holds less than the price,
/// - an arithmetic error if the price does not fit 64 bits.
public fun extend_blob(
    self: &mut System,
    blob: &mut Blob,
    extended_epochs: u32,
    payment: &mut Coin<WAL>,
) {
    self.inner_mut().extend_blob(blob, extended_epochs, payment);
}

/// Declares a blob id invalid, on the signatures of members of whom at least one is honest. Returns
/// the blob id.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `messages::EInvalidMessageLength`, `messages::EIncorrectIntentVersion`,
///   `messages::EIncorrectAppId`, `messages::EIncorrectEpoch` or `messages::EInvalidMsgType` if the
///   message is not the statement that a blob id is invalid, of the current epoch,
/// - `bls_aggregate::EInvalidBitmap` if the bitmap names members that the committee does not have,
/// - `bls_aggregate::ENotEnoughStake` if the signers hold so few shards that all of them may be
///   faulty,
/// - `bls_aggregate::ESigVerification` if the signature is not that of the named signers.
public fun invalidate_blob_id(
    system: &System,
    signature: vector<u8>,
    members_bitmap: vector<u8>,
    message: vector<u8>,
): u256 {
    system.inner().invalidate_blob_id(signature, members_bitmap, message)
}

/// Gives `subsidy` to those who store in the current epoch and after it, `epochs_ahead` epochs in
/// all, in even shares.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `system_state_inner::EInvalidEpochsAhead` if `epochs_ahead` is 0 or more than storage is sold
///   ahead.
public fun add_subsidy(system: &mut System, subsidy: Coin<WAL>, epochs_ahead: u32) {
    system.inner_mut().add_subsidy(subsidy, epochs_ahead);
}

/// Gives `subsidies[i]` to those who store in the epoch that is `i` after the current one.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `system_state_inner::EInvalidEpochsAhead` if there are more subsidies than epochs for which
///   storage is sold.
public fun add_per_epoch_subsidies(system: &mut System, subsidies: vector<Balance<WAL>>) {
    system.inner_mut().add_per_epoch_subsidies(subsidies);
}

// === Public Functions: Storage Pools ===

/// Buys storage as `reserve_space` does, and makes a storage pool of it.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `system_state_inner::EInvalidResourceSize` if `reserved_encoded_capacity_bytes` is 0,
/// - `system_state_inner::EInvalidEpochsAhead` if the period is empty, or reaches farther than
///   storage is sold ahead,
/// - `system_state_inner::EStorageExceeded` if one of the epochs has less capacity left,
/// - `sui::balance::ENotEnough` if the coin holds less than the price,
/// - an arithmetic error if the price does not fit 64 bits.
public fun create_storage_pool(
    self: &mut System,
    reserved_encoded_capacity_bytes: u64,
    epochs_ahead: u32,
    payment: &mut Coin<WAL>,
    ctx: &mut TxContext,
): StoragePool {
    let bytes = reserved_encoded_capacity_bytes;
    let storage = self.reserve_space(bytes, epochs_ahead, payment, ctx);
    self.create_storage_pool_with_storage(storage, ctx)
}

/// Makes a storage pool of storage.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `storage_pool::EResourceBounds` if the storage has ended.
public fun create_storage_pool_with_storage(
    self: &System,
    storage: Storage,
    ctx: &mut TxContext,
): StoragePool {
    storage_pool::create(storage, self.epoch(), ctx)
}

/// Registers a blob of `unencoded_size` bytes in a pool that has room for its encoding. The blob id
/// has to be that of the root hash, encoding type and size.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `storage_pool::EWrongVersion` if the pool does,
/// - `storage_pool::EResourceBounds` if the pool has not begun or has ended,
/// - `encoding::EInvalidEncodingType` if the encoding type is unknown,
/// - `redstuff::ENoShards` if there is no committee yet,
/// - `redstuff::EBlobTooLarge` if the blob is too large for the number of shards,
/// - `storage_pool::EInsufficientCapacity` if the pool has no room for the encoded blob,
/// - `storage_pool::EInvalidBlobId` if the blob id is not that of the root hash, encoding type and
///   size,
/// - `sui::dynamic_field::EFieldAlreadyExists` if the pool has the blob already,
/// - `sui::balance::ENotEnough` if the coin holds less than the price,
/// - an arithmetic error if the price does not fit 64 bits.
public fun register_pooled_blob(
    self: &mut System,
    storage_pool: &mut StoragePool,
    blob_id: u256,
    root_hash: u256,
    unencoded_size: u64,
    encoding_type: u8,
    deletable: bool,
    write_payment: &mut Coin<WAL>,
    ctx: &mut TxContext,
) {
    storage_pool.register(
        self.inner_mut(),
        blob_id,
        root_hash,
        unencoded_size,
        encoding_type,
        deletable,
        write_payment,
        ctx,
    );
}

/// Certifies a blob in a pool, as `certify_blob` does for a blob of its own.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `storage_pool::EWrongVersion` if the pool does,
/// - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in the pool,
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
/// - `storage_pool::EAlreadyCertified` if the blob is certified already,
/// - `storage_pool::EResourceBounds` if the pool has ended.
public fun certify_pooled_blob(
    self: &System,
    storage_pool: &mut StoragePool,
    blob_id: u256,
    signature: vector<u8>,
    signers_bitmap: vector<u8>,
    message: vector<u8>,
) {
    storage_pool.certify(self.inner(), blob_id, signature, signers_bitmap, message);
}

/// Deletes a deletable blob, whose room the pool has again.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `storage_pool::EWrongVersion` if the pool does,
/// - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in the pool,
/// - `storage_pool::EBlobNotDeletable` if the blob is permanent,
/// - `storage_pool::EResourceBounds` if the pool has ended.
public fun delete_pooled_blob(self: &System, storage_pool: &mut StoragePool, blob_id: u256) {
    storage_pool.delete(self.inner(), blob_id);
}

/// Destroys a blob of a pool that has ended, even a permanent one.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `storage_pool::EWrongVersion` if the pool does,
/// - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in the pool,
/// - `storage_pool::EResourceBounds` if the pool has not ended.
public fun burn_expired_pooled_blob(self: &System, storage_pool: &mut StoragePool, blob_id: u256) {
    storage_pool.burn(self.inner(), blob_id);
}

/// Ends a blob that is lost, even a permanent one; the pool has its room again.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `storage_pool::EWrongVersion` if the pool does,
/// - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in the pool,
/// - `ENotLost` if no record of a loss covers the epoch in which the blob was certified, or it is
///   not certified,
/// - `storage_pool::EResourceBounds` if the pool has ended.
public fun release_lost_pooled_blob(self: &System, storage_pool: &mut StoragePool, blob_id: u256) {
    self.assert_lost(blob_id, storage_pool.certified_epoch(blob_id));
    storage_pool.release(self.inner(), blob_id);
}

/// Extends a pool, and all blobs in it, by `extended_epochs` epochs at the current price.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `storage_pool::EWrongVersion` if the pool does,
/// - `storage_pool::EResourceBounds` if the pool has ended,
/// - `system_state_inner::EInvalidEpochsAhead` if `extended_epochs` is 0, or the new end is farther
///   than storage is sold ahead,
/// - `system_state_inner::EStorageExceeded` if one of the added epochs has less capacity left,
/// - `sui::balance::ENotEnough` if the coin holds less than the price,
/// - an arithmetic error if the price does not fit 64 bits.
public fun extend_storage_pool(
    self: &mut System,
    storage_pool: &mut StoragePool,
    extended_epochs: u32,
    payment: &mut Coin<WAL>,
) {
    storage_pool.extend(self.inner_mut(), extended_epochs, payment);
}

/// Buys more room in a pool, from the current epoch to its end.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `storage_pool::EWrongVersion` if the pool does,
/// - `storage_pool::EResourceBounds` if the pool has ended,
/// - `system_state_inner::EInvalidResourceSize` if `additional_encoded_capacity_bytes` is 0,
/// - `system_state_inner::EInvalidEpochsAhead` if the pool ends later than storage is sold ahead,
/// - `system_state_inner::EStorageExceeded` if one of the epochs has less capacity left,
/// - `sui::balance::ENotEnough` if the coin holds less than the price,
/// - an arithmetic error if the price does not fit 64 bits.
public fun increase_storage_pool_capacity(
    self: &mut System,
    storage_pool: &mut StoragePool,
    additional_encoded_capacity_bytes: u64,
    payment: &mut Coin<WAL>,
) {
    let bytes = additional_encoded_capacity_bytes;
    storage_pool.increase(self.inner_mut(), bytes, payment);
}

/// Makes more room in a pool with storage that has begun and ends with the pool.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `storage_pool::EWrongVersion` if the pool does,
/// - `storage_pool::EResourceBounds` if the pool has ended, or the storage has not begun,
/// - `storage_pool::EIncompatibleEndEpoch` if the storage does not end with the pool,
/// - an arithmetic error if both sizes together do not fit 64 bits.
public fun increase_storage_pool_capacity_with_storage(
    self: &System,
    storage_pool: &mut StoragePool,
    storage: Storage,
) {
    storage_pool.increase_with(self.inner(), storage);
}

/// Takes storage of `size` bytes out of a pool, from what has no blobs.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `storage_pool::EWrongVersion` if the pool does,
/// - `storage_pool::EInsufficientCapacity` if so much of the pool is not free.
public fun decrease_storage_pool_capacity_by_size(
    self: &System,
    storage_pool: &mut StoragePool,
    size: u64,
    ctx: &mut TxContext,
): Storage {
    self.inner();
    storage_pool.decrease(size, ctx)
}

/// Takes `percent` of what has no blobs out of a pool, in whole bytes, rounded down.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `storage_pool::EWrongVersion` if the pool does,
/// - `storage_pool::EInvalidPercent` if `percent` is above 100.
public fun decrease_storage_pool_unused_capacity_by_percent(
    self: &System,
    storage_pool: &mut StoragePool,
    percent: u8,
    ctx: &mut TxContext,
): Storage {
    self.inner();
    storage_pool.decrease_by_percent(percent, ctx)
}

// === Public Functions: Nodes ===

/// Votes for an event blob that covers the checkpoints up to `ending_checkpoint_sequence_num`. With
/// the votes of a quorum it is stored.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `system_state_inner::ENotCommitteeMember` if the node is not in the committee,
/// - `system_state_inner::EInvalidIdEpoch` if `epoch` is not the current one,
/// - `event_blob::ERepeatedAttestation` if the node has voted in this epoch for an event blob that
///   ends there or later,
/// - `event_blob::EIncorrectAttestation` if the event blob for which the node voted last in this
///   epoch is not certified,
/// - `encoding::EInvalidEncodingType`, `redstuff::EBlobTooLarge` or `blob::EInvalidBlobId` if the
///   vote completes a quorum and the encoding type, size, or blob id is wrong.
public fun certify_event_blob(
    system: &mut System,
    cap: &mut StorageNodeCap,
    blob_id: u256,
    root_hash: u256,
    size: u64,
    encoding_type: u8,
    ending_checkpoint_sequence_num: u64,
    epoch: u32,
    ctx: &mut TxContext,
) {
    system
        .inner_mut()
        .certify_event_blob(
            cap,
            blob_id,
            root_hash,
            size,
            encoding_type,
            ending_checkpoint_sequence_num,
            epoch,
            ctx,
        );
}

/// Announces the list of blobs that the node refuses to store, for the others to sign.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `deny_list::ENotCommitteeMember` if the node is not in the committee,
/// - `deny_list::EIncorrectDenyListSequence` if the sequence number is not larger than the last one
///   in force.
public fun register_deny_list_update(
    self: &System,
    cap: &StorageNodeCap,
    deny_list_root: u256,
    deny_list_sequence: u64,
) {
    self.inner().register_deny_list_update(cap, deny_list_root, deny_list_sequence);
}

/// Puts the node's deny list into force, on the signatures of a quorum: from now on the node is
/// paid for the bytes only that it does not refuse.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `messages::EInvalidMessageLength`, `messages::EIncorrectIntentVersion`,
///   `messages::EIncorrectAppId`, `messages::EIncorrectEpoch` or `messages::EInvalidMsgType` if the
///   message is not a deny list update of the current epoch,
/// - `bls_aggregate::EInvalidBitmap` if the bitmap names members that the committee does not have,
/// - `bls_aggregate::ENotEnoughStake` if the signers hold less than a quorum of the shards,
/// - `bls_aggregate::ESigVerification` if the signature is not that of the named signers,
/// - `deny_list::EIncorrectDenyListNode` if the list is that of another node,
/// - `deny_list::ENotCommitteeMember` if the node is not in the committee,
/// - `deny_list::EIncorrectDenyListSequence` if its sequence number is not larger than the last one
///   in force.
public fun update_deny_list(
    self: &mut System,
    cap: &mut StorageNodeCap,
    signature: vector<u8>,
    members_bitmap: vector<u8>,
    message: vector<u8>,
) {
    self.inner_mut().update_deny_list(cap, signature, members_bitmap, message);
}

/// Tells the nodes, with an event, that a blob is on the deny lists of members of whom at least one
/// is honest.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `messages::EInvalidMessageLength`, `messages::EIncorrectIntentVersion`,
///   `messages::EIncorrectAppId`, `messages::EIncorrectEpoch` or `messages::EInvalidMsgType` if the
///   message is not the statement that a blob is on a deny list, of the current epoch,
/// - `bls_aggregate::EInvalidBitmap` if the bitmap names members that the committee does not have,
/// - `bls_aggregate::ENotEnoughStake` if the signers hold so few shards that all of them may be
///   faulty,
/// - `bls_aggregate::ESigVerification` if the signature is not that of the named signers.
public fun delete_deny_listed_blob(
    self: &System,
    signature: vector<u8>,
    members_bitmap: vector<u8>,
    message: vector<u8>,
) {
    self.inner().delete_deny_listed_blob(signature, members_bitmap, message);
}

/// Announces the version of the protocol between nodes that a quorum will follow.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `system_state_inner::ENotCommitteeMember` if the node is not in the committee,
/// - `messages::EInvalidMessageLength`, `messages::EIncorrectIntentVersion`,
///   `messages::EIncorrectAppId`, `messages::EIncorrectEpoch` or `messages::EInvalidMsgType` if the
///   message is not a protocol version of the current epoch,
/// - `bls_aggregate::EInvalidBitmap` if the bitmap names members that the committee does not have,
/// - `bls_aggregate::ENotEnoughStake` if the signers hold less than a quorum of the shards,
/// - `bls_aggregate::ESigVerification` if the signature is not that of the named signers,
/// - `system_state_inner::EInvalidStartEpoch` if the version would start in an epoch that has
///   passed.
public fun update_protocol_version(
    self: &System,
    cap: &StorageNodeCap,
    signature: vector<u8>,
    members_bitmap: vector<u8>,
    message: vector<u8>,
) {
    self.inner().update_protocol_version(cap, signature, members_bitmap, message);
}

// === Public Functions: Accessors ===

/// The current epoch.
///
/// Aborts with `EWrongVersion` if the object belongs to another version of the package.
public fun epoch(self: &System): u32 {
    self.inner().epoch()
}

/// The number of shards; 0 before the first committee.
///
/// Aborts with `EWrongVersion` if the object belongs to another version of the package.
public fun n_shards(self: &System): u16 {
    self.inner().n_shards()
}

/// Bytes of encoded data on offer in the current epoch, sold ones included.
///
/// Aborts with `EWrongVersion` if the object belongs to another version of the package.
public fun total_capacity_size(self: &System): u64 {
    self.inner().total_capacity_size()
}

/// Bytes of encoded data sold in the current epoch.
///
/// Aborts with `EWrongVersion` if the object belongs to another version of the package.
public fun used_capacity_size(self: &System): u64 {
    self.inner().used_capacity_size()
}

/// FROST for 1 MiB of storage, for one epoch.
///
/// Aborts with `EWrongVersion` if the object belongs to another version of the package.
public fun storage_price_per_unit_size(self: &System): u64 {
    self.inner().storage_price_per_unit_size()
}

/// FROST for writing 1 MiB.
///
/// Aborts with `EWrongVersion` if the object belongs to another version of the package.
public fun write_price_per_unit_size(self: &System): u64 {
    self.inner().write_price_per_unit_size()
}

/// The accounts of the current epoch and those to come.
///
/// Aborts with `EWrongVersion` if the object belongs to another version of the package.
public fun future_accounting(self: &System): &FutureAccountingRingBuffer {
    self.inner().future_accounting()
}

/// The version of the inner state. Never aborts.
public fun version(self: &System): u64 {
    self.version
}

// === Public-Package Functions ===

/// Creates and shares the object.
public(package) fun create(max_epochs_ahead: u32, package_id: ID, ctx: &mut TxContext) {
    let mut system = System {
        id: object::new(ctx),
        version: VERSION,
        package_id,
        new_package_id: option::none(),
    };
    let inner = system_state_inner::create_empty(max_epochs_ahead, ctx);
    df::add(&mut system.id, VERSION, inner);
    let judgement = Judgement {
        judge: option::none(),
        previous_committee: option::none(),
        lost: table::new(ctx),
    };
    df::add(&mut system.id, JudgementKey(), judgement);
    transfer::share_object(system);
}

/// Ends the epoch, and returns what each member of the old committee has earned.
public(package) fun advance_epoch(
    self: &mut System,
    new_committee: BlsCommittee,
    params: &EpochParams,
): (vector<ID>, vector<Balance<WAL>>) {
    let previous_committee = *self.inner().committee();
    self.judgement_mut().previous_committee = option::some(previous_committee);
    self.inner_mut().advance_epoch(new_committee, params)
}

/// The committee of the current epoch, in the form that verifies certificates.
public(package) fun current_committee(self: &System): &BlsCommittee {
    self.inner().committee()
}

/// The committee of an epoch, the current one or the one before.
public(package) fun committee_of(self: &System, epoch: u32): &BlsCommittee {
    let current = self.current_committee();
    if (current.epoch() == epoch) return current;
    let previous = &self.judgement().previous_committee;
    assert!(previous.is_some_and!(|committee| committee.epoch() == epoch), ENoCommittee);
    previous.borrow()
}

/// The type of the witness whose sentences count.
public(package) fun judge(self: &System): Option<TypeName> {
    self.judgement().judge
}

/// Sets whose sentences count.
public(package) fun set_judge(self: &mut System, judge: TypeName) {
    self.judgement_mut().judge = option::some(judge);
}

/// Records that what was certified under a blob id up to `epoch` is lost.
public(package) fun lose(self: &mut System, blob_id: u256, epoch: u32) {
    self.revoke_loss(blob_id);
    self.judgement_mut().lost.add(blob_id, epoch);
}

/// Forgets that a blob id is lost.
public(package) fun revoke_loss(self: &mut System, blob_id: u256) {
    let lost = &mut self.judgement_mut().lost;
    if (lost.contains(blob_id)) { lost.remove(blob_id); }
}

/// Forgets a node that is gone.
public(package) fun remove_node(self: &mut System, node_id: &ID) {
    self.inner_mut().remove_node(node_id);
}

/// Gives WAL that nobody has a claim on to those who store in this epoch.
public(package) fun give_to_current_epoch(self: &mut System, rest: Balance<WAL>) {
    self.inner_mut().give_to_current_epoch(rest);
}

/// Takes so many FROST of what the current epoch has earned.
public(package) fun take_from_current_epoch(self: &mut System, amount: u64): Balance<WAL> {
    self.inner_mut().take_from_current_epoch(amount)
}

/// Sets new prices, in FROST per unit.
public(package) fun set_prices(self: &mut System, storage_price: u64, write_price: u64) {
    self.inner_mut().set_prices(storage_price, write_price);
}

/// Announces the package that takes over at the next migration.
public(package) fun set_new_package_id(self: &mut System, package_id: ID) {
    assert!(self.version <= VERSION, EWrongVersion);
    self.new_package_id = option::some(package_id);
}

/// Makes this package, which has been announced, the one that may use the object. A later version
/// that changes the state converts it here.
public(package) fun migrate(self: &mut System) {
    assert!(self.version < VERSION, EInvalidMigration);
    assert!(self.new_package_id.is_some(), EInvalidMigration);
    let inner: SystemStateInnerV1 = df::remove(&mut self.id, self.version);
    df::add(&mut self.id, VERSION, inner);
    self.version = VERSION;
    self.package_id = self.new_package_id.extract();
}

/// The package that may use this object.
public(package) fun package_id(self: &System): ID {
    self.package_id
}

// === Private Functions ===

/// Aborts unless a record of a loss covers a blob that was certified in this epoch.
fun assert_lost(self: &System, blob_id: u256, certified_epoch: Option<u32>) {
    let lost = &self.judgement().lost;
    let is_lost =
        lost.contains(blob_id) && certified_epoch.is_some_and!(|epoch| *epoch <= lost[blob_id]);
    assert!(is_lost, ENotLost);
}

fun inner(self: &System): &SystemStateInnerV1 {
    assert!(self.version == VERSION, EWrongVersion);
    df::borrow(&self.id, VERSION)
}

fun inner_mut(self: &mut System): &mut SystemStateInnerV1 {
    assert!(self.version == VERSION, EWrongVersion);
    df::borrow_mut(&mut self.id, VERSION)
}

fun judgement(self: &System): &Judgement {
    assert!(self.version == VERSION, EWrongVersion);
    df::borrow(&self.id, JudgementKey())
}

fun judgement_mut(self: &mut System): &mut Judgement {
    assert!(self.version == VERSION, EWrongVersion);
    df::borrow_mut(&mut self.id, JudgementKey())
}

// === Test Only ===

/// The state behind the door.
#[test_only]
public fun inner_for_testing(self: &mut System): &mut SystemStateInnerV1 {
    self.inner_mut()
}

/// Records a loss as a judge does.
#[test_only]
public fun lose_for_testing(self: &mut System, blob_id: u256, epoch: u32) {
    self.lose(blob_id, epoch);
}

/// Pretends that the object belongs to another version of the package.
#[test_only]
public fun set_version_for_testing(self: &mut System, version: u64) {
    self.version = version;
}

/// The package that has been announced to take over.
#[test_only]
public fun new_package_id(self: &System): Option<ID> {
    self.new_package_id
}

/// Makes the object one of the version before, whose state has the same layout.
#[test_only]
public fun age_for_testing(self: &mut System) {
    let inner: SystemStateInnerV1 = df::remove(&mut self.id, VERSION);
    df::add(&mut self.id, VERSION - 1, inner);
    self.version = VERSION - 1;
}
