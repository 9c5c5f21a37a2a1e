// SPDX-License-Identifier: Apache-2.0

/// Which blobs are invalid and which are lost: records that nobody changes or removes.
///
/// A contract that depends on a blob asks here at any time, through whatever version of this
/// package it was published with. So the layout of this object is frozen and reading checks no
/// version; only the current version of `evidence` writes, because all its calls that write take the
/// `Evidence` object, which has one.
///
/// | cause | the blob id                                                                      |
/// |-------|----------------------------------------------------------------------------------|
/// | 1     | is invalid: one cell has two contents (`evidence::conflict`)                      |
/// | 2     | is invalid: bytes are hidden behind its end (`evidence::padding`)                 |
/// | 3     | is invalid: at least one honest node says so (the official certificate)           |
/// | 4     | is lost: at least one honest node refuses it, and so it cannot be counted on      |
/// | 5     | is lost: a quorum can neither give nor rebuild it                                 |
///
/// Invalid is for ever: no blob with that id can be decoded. Lost is what was certified up to the
/// epoch of the record; the same bytes, certified again later, are a new life.
module evidence::records;

use sui::{dynamic_field as df, table::{Self, Table}};

// === Errors ===

/// The blob is recorded as lost, up to this epoch or a later one.
const EAlreadyLost: u64 = 0;
/// There is no such record of a loss, or it is that of another blob.
const ENoSuchLoss: u64 = 1;
/// The loss has been revoked, and so has all that its message says.
const ERevokedAlready: u64 = 2;

// === Structs ===

/// The records of a network.
public struct Records has key {
    id: UID,
    /// By number, from 0 on.
    records: Table<u64, Record>,
    /// By blob id: the number of the record.
    invalid: Table<u256, u64>,
    lost: Table<u256, u64>,
}

/// What is on record about a blob id.
public struct Record has copy, drop, store {
    number: u64,
    blob_id: u256,
    epoch: u32,
    cause: u8,
    /// Members of the committee of that epoch that have signed; none where a proof needs nobody.
    signers: u256,
    /// The hash of the message that they have signed; zero where there is none.
    message_digest: address,
    /// The record of an earlier loss of the same blob id.
    before: Option<u64>,
    /// Has a quorum said that it is not lost after all?
    is_revoked: bool,
}

/// The name of a dynamic field of `Records`: a message whose loss was revoked, by its hash. Nobody
/// makes the blob lost again by bringing it once more.
public struct RevokedMessage has copy, drop, store { digest: address }

// === Public Functions ===

/// Is the blob id invalid? Never aborts.
public fun is_invalid(self: &Records, blob_id: u256): bool {
    self.invalid.contains(blob_id)
}

/// Is what was certified under this blob id in `epoch` lost? Never aborts.
public fun is_lost(self: &Records, blob_id: u256, epoch: u32): bool {
    self.lost.contains(blob_id) && epoch <= self.records[self.lost[blob_id]].epoch
}

/// The number of the record that says that the blob id is invalid. Never aborts.
public fun invalid_record(self: &Records, blob_id: u256): Option<u64> {
    number_in(&self.invalid, blob_id)
}

/// The number of the last record of a loss of the blob id that was not revoked. Never aborts.
public fun lost_record(self: &Records, blob_id: u256): Option<u64> {
    number_in(&self.lost, blob_id)
}

/// How many records there are. Never aborts.
public fun length(self: &Records): u64 {
    self.records.length()
}

/// A record.
///
/// Aborts with `sui::dynamic_field::EFieldDoesNotExist` if there is none with this number.
public fun record(self: &Records, number: u64): &Record {
    &self.records[number]
}

/// The blob id. Never aborts.
public fun blob_id(self: &Record): u256 {
    self.blob_id
}

/// The epoch in which it was recorded, or the message signed. Never aborts.
public fun epoch(self: &Record): u32 {
    self.epoch
}

/// What is on record; see the table above. Never aborts.
public fun cause(self: &Record): u8 {
    self.cause
}

/// The signers among the members of the committee of the epoch. Never aborts.
public fun signers(self: &Record): u256 {
    self.signers
}

/// The hash of the message that they have signed. Never aborts.
public fun message_digest(self: &Record): address {
    self.message_digest
}

/// Has a quorum said that the blob is not lost after all? Never aborts.
public fun is_revoked(self: &Record): bool {
    self.is_revoked
}

// === Public-Package Functions ===

/// Creates and shares the object, and returns its id.
public(package) fun create(ctx: &mut TxContext): ID {
    let records = Records {
        id: object::new(ctx),
        records: table::new(ctx),
        invalid: table::new(ctx),
        lost: table::new(ctx),
    };
    let id = object::id(&records);
    transfer::share_object(records);
    id
}

/// Records that a blob id is invalid, unless it is on record. Returns the number of a new record.
public(package) fun add_invalid(
    self: &mut Records,
    blob_id: u256,
    epoch: u32,
    cause: u8,
): Option<u64> {
    if (self.is_invalid(blob_id)) return option::none();
    let number = self.add(blob_id, epoch, cause, 0, @0x0, option::none());
    self.invalid.add(blob_id, number);
    option::some(number)
}

/// Records that what was certified up to `epoch` is lost. Returns the number of the record.
public(package) fun add_lost(
    self: &mut Records,
    blob_id: u256,
    epoch: u32,
    cause: u8,
    signers: u256,
    message_digest: address,
): u64 {
    assert!(!self.is_lost(blob_id, epoch), EAlreadyLost);
    let revoked = RevokedMessage { digest: message_digest };
    assert!(!df::exists_(&self.id, revoked), ERevokedAlready);
    let before = self.lost_record(blob_id);
    if (before.is_some()) { self.lost.remove(blob_id); };
    let number = self.add(blob_id, epoch, cause, signers, message_digest, before);
    self.lost.add(blob_id, number);
    number
}

/// Revokes the loss of a blob. Returns the record of the earlier loss that stands again, if there is
/// one.
public(package) fun revoke(self: &mut Records, number: u64, blob_id: u256): Option<u64> {
    assert!(self.records.contains(number), ENoSuchLoss);
    let record = &mut self.records[number];
    assert!(record.blob_id == blob_id && record.message_digest != @0x0, ENoSuchLoss);
    assert!(!record.is_revoked, ERevokedAlready);
    record.is_revoked = true;
    df::add(&mut self.id, RevokedMessage { digest: record.message_digest }, true);
    // Losses of the same blob id follow each other: at most one of an epoch, and a quorum revokes.
    let mut standing = self.lost_record(blob_id);
    while (standing.is_some_and!(|number| self.records[*number].is_revoked)) {
        standing = self.records[*standing.borrow()].before;
    };
    self.lost.remove(blob_id);
    standing.do_ref!(|number| self.lost.add(blob_id, *number));
    standing
}

// === Private Functions ===

fun add(
    self: &mut Records,
    blob_id: u256,
    epoch: u32,
    cause: u8,
    signers: u256,
    message_digest: address,
    before: Option<u64>,
): u64 {
    let number = self.records.length();
    let record = Record {
        number,
        blob_id,
        epoch,
        cause,
        signers,
        message_digest,
        before,
        is_revoked: false,
    };
    self.records.add(number, record);
    number
}

fun number_in(table: &Table<u256, u64>, blob_id: u256): Option<u64> {
    if (table.contains(blob_id)) option::some(table[blob_id]) else option::none()
}
