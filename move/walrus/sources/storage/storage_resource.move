// SPDX-License-Identifier: Apache-2.0

/// A storage resource: the right to store a number of bytes from one epoch until another.
///
/// A storage resource can be split, and two can be joined, by epochs or by size. So storage that
/// was bought at once can serve many blobs, be sold in parts, or extend a blob later.
module walrus::storage_resource;

use walrus::events;

// === Errors ===

/// The epoch of the split is not between the start and the end of the storage.
const EInvalidEpoch: u64 = 0;
/// The periods do not fit: amounts can be joined only if both periods are equal, and periods only
/// if one ends where the other starts.
const EIncompatibleEpochs: u64 = 1;
/// The sizes do not fit: the storage is smaller than the size to keep, or the periods to be joined
/// have different sizes.
const EIncompatibleAmount: u64 = 2;
/// The storage would not end later than it starts.
const EInvalidEpochRange: u64 = 3;

// === Structs ===

/// The right to store `storage_size` bytes of encoded data in the epochs from `start_epoch` up to
/// but not including `end_epoch`.
public struct Storage has key, store {
    id: UID,
    start_epoch: u32,
    end_epoch: u32,
    storage_size: u64,
}

// === Public Functions ===

/// The first epoch. Never aborts.
public fun start_epoch(self: &Storage): u32 {
    self.start_epoch
}

/// The epoch after the last one. Never aborts.
public fun end_epoch(self: &Storage): u32 {
    self.end_epoch
}

/// Bytes of encoded data. Never aborts.
public fun size(self: &Storage): u64 {
    self.storage_size
}

/// Keeps the epochs before `split_epoch` and returns the rest.
///
/// Aborts with `EInvalidEpoch` if `split_epoch` is not between the start and the end of the
/// storage.
public fun split_by_epoch(self: &mut Storage, split_epoch: u32, ctx: &mut TxContext): Storage {
    assert!(self.start_epoch < split_epoch && split_epoch < self.end_epoch, EInvalidEpoch);
    let end_epoch = self.end_epoch;
    self.end_epoch = split_epoch;
    let later = create_storage(split_epoch, end_epoch, self.storage_size, ctx);
    self.emit_split(&later);
    later
}

/// Keeps `split_size` bytes and returns the rest.
///
/// Aborts with `EIncompatibleAmount` if the storage is smaller than `split_size`.
public fun split_by_size(self: &mut Storage, split_size: u64, ctx: &mut TxContext): Storage {
    assert!(split_size <= self.storage_size, EIncompatibleAmount);
    let rest = self.storage_size - split_size;
    self.storage_size = split_size;
    let rest = create_storage(self.start_epoch, self.end_epoch, rest, ctx);
    self.emit_split(&rest);
    rest
}

/// Joins two resources of equal size, one of which ends where the other starts.
///
/// Aborts with:
/// - `EIncompatibleAmount` if the sizes differ,
/// - `EIncompatibleEpochs` if neither of the two ends where the other starts.
public fun fuse_periods(self: &mut Storage, other: Storage) {
    assert!(self.storage_size == other.storage_size, EIncompatibleAmount);
    if (self.end_epoch == other.start_epoch) {
        self.end_epoch = other.end_epoch;
    } else {
        assert!(other.end_epoch == self.start_epoch, EIncompatibleEpochs);
        self.start_epoch = other.start_epoch;
    };
    self.take_in(other);
}

/// Joins two resources for the same period.
///
/// Aborts with `EIncompatibleEpochs` if the periods differ.
public fun fuse_amount(self: &mut Storage, other: Storage) {
    assert!(
        self.start_epoch == other.start_epoch && self.end_epoch == other.end_epoch,
        EIncompatibleEpochs,
    );
    self.absorb(other);
}

/// Joins two resources in whichever way they fit.
///
/// Aborts with:
/// - `EIncompatibleEpochs` if the two start in the same epoch and end in different ones, or start
///   in different ones and are not adjacent,
/// - `EIncompatibleAmount` if they start in different epochs and their sizes differ.
public fun fuse(self: &mut Storage, other: Storage) {
    if (self.start_epoch == other.start_epoch) self.fuse_amount(other) else self.fuse_periods(other)
}

/// Destroys a storage resource. What was paid for it stays with the network. Never aborts.
public fun destroy(self: Storage) {
    let Storage { id, .. } = self;
    events::emit_storage_destroyed(id.to_inner());
    id.delete();
}

// === Public-Package Functions ===

/// A new resource, which somebody has paid for.
public(package) fun create_storage(
    start_epoch: u32,
    end_epoch: u32,
    storage_size: u64,
    ctx: &mut TxContext,
): Storage {
    assert!(start_epoch < end_epoch, EInvalidEpochRange);
    Storage { id: object::new(ctx), start_epoch, end_epoch, storage_size }
}

/// Extends the period, for which somebody has paid.
public(package) fun extend_end_epoch(self: &mut Storage, extended_epochs: u32) {
    self.end_epoch = self.end_epoch + extended_epochs;
}

/// Adds bytes, for which somebody has paid.
public(package) fun increase_size(self: &mut Storage, additional_size: u64) {
    self.storage_size = self.storage_size + additional_size;
}

/// Takes in the bytes of another resource, which lasts as long from now on. When the two began no
/// longer matters.
public(package) fun absorb(self: &mut Storage, other: Storage) {
    self.storage_size = self.storage_size + other.storage_size;
    self.take_in(other);
}

// === Private Functions ===

/// Destroys `other`, which has become a part of `self`.
fun take_in(self: &Storage, other: Storage) {
    let Storage { id, .. } = other;
    events::emit_storage_fused(
        object::id(self),
        self.storage_size,
        self.start_epoch,
        self.end_epoch,
        id.to_inner(),
    );
    id.delete();
}

fun emit_split(self: &Storage, new: &Storage) {
    events::emit_storage_split(
        object::id(self),
        self.storage_size,
        self.end_epoch,
        object::id(new),
        new.storage_size,
        new.start_epoch,
        new.end_epoch,
    );
}
