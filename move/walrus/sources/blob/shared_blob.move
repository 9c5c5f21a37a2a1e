// SPDX-License-Identifier: Apache-2.0

/// A blob in a shared object. Anyone can add WAL to its funds, and anyone can extend it with these
/// funds, at the prices that were settled for the epoch. Nobody can take the blob or the funds out,
/// so the funds can only pay for the storage of the blob. When its storage has ended, what is left
/// goes to those who store in the epoch.
module walrus::shared_blob;

use sui::{balance::{Self, Balance}, coin::Coin};
use wal::wal::WAL;
use walrus::{blob::Blob, events, system::System};

// === Errors ===

/// The storage of the blob has not ended, so its funds can still pay for more; extend it.
const ENotEnded: u64 = 0;

// === Structs ===

/// A blob and the WAL that was given for it.
public struct SharedBlob has key, store {
    id: UID,
    blob: Blob,
    funds: Balance<WAL>,
}

// === Public Functions ===

/// Shares a blob for ever, without funds. Never aborts.
public fun new(blob: Blob, ctx: &mut TxContext) {
    share(blob, balance::zero(), ctx);
}

/// Shares a blob for ever, with `funds`. Never aborts.
public fun new_funded(blob: Blob, funds: Coin<WAL>, ctx: &mut TxContext) {
    share(blob, funds.into_balance(), ctx);
}

/// Adds WAL to the funds. Never aborts.
public fun fund(self: &mut SharedBlob, added_funds: Coin<WAL>) {
    let amount = added_funds.value();
    self.funds.join(added_funds.into_balance());
    events::emit_shared_blob_funded(object::id(self), amount, self.funds.value());
}

/// Extends the blob by `extended_epochs` epochs at the current price, which its funds pay.
///
/// Aborts with:
/// - `system::EWrongVersion` if the object belongs to another version of the package,
/// - `blob::ENotCertified` if the blob is not certified,
/// - `blob::EResourceBounds` if the storage of the blob has ended,
/// - `system_state_inner::EInvalidEpochsAhead` if `extended_epochs` is 0, or the new end is farther
///   than storage is sold ahead,
/// - `system_state_inner::EStorageExceeded` if one of the added epochs has less capacity left,
/// - `sui::balance::ENotEnough` if the funds are less than the price,
/// - an arithmetic error if the price does not fit 64 bits.
public fun extend(
    self: &mut SharedBlob,
    system: &mut System,
    extended_epochs: u32,
    ctx: &mut TxContext,
) {
    let before = self.funds.value();
    let mut payment = self.funds.withdraw_all().into_coin(ctx);
    system.extend_blob(&mut self.blob, extended_epochs, &mut payment);
    self.funds.join(payment.into_balance());
    let funds = self.funds.value();
    let end_epoch = self.blob.end_epoch();
    events::emit_shared_blob_extended(object::id(self), end_epoch, before - funds, funds);
}

/// Gives the funds of a blob whose storage has ended to those who store in the current epoch. Anyone
/// may call it. Nothing else can be done with them: a blob that has ended cannot be extended.
///
/// Aborts with:
/// - `system::EWrongVersion` if the object belongs to another version of the package,
/// - `ENotEnded` if the storage of the blob has not ended.
public fun release_funds(self: &mut SharedBlob, system: &mut System) {
    let epoch = system.epoch();
    assert!(self.blob.end_epoch() <= epoch, ENotEnded);
    let rest = self.funds.withdraw_all();
    events::emit_shared_blob_funds_released(epoch, object::id(self), rest.value());
    system.give_to_current_epoch(rest);
}

/// Certifies a blob that was shared before it was certified; see `walrus::system::certify_blob`.
///
/// Aborts with:
/// - `system::EWrongVersion` if the object belongs to another version of the package,
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
public fun certify(
    self: &mut SharedBlob,
    system: &System,
    signature: vector<u8>,
    signers_bitmap: vector<u8>,
    message: vector<u8>,
) {
    system.certify_blob(&mut self.blob, signature, signers_bitmap, message);
}

/// The blob. Never aborts.
public fun blob(self: &SharedBlob): &Blob {
    &self.blob
}

/// The WAL that can still be spent on the blob. Never aborts.
public fun funds(self: &SharedBlob): &Balance<WAL> {
    &self.funds
}

// === Private Functions ===

#[allow(lint(share_owned))]
fun share(blob: Blob, funds: Balance<WAL>, ctx: &mut TxContext) {
    let shared = SharedBlob { id: object::new(ctx), blob, funds };
    let blob = &shared.blob;
    events::emit_blob_shared(
        object::id(&shared),
        blob.object_id(),
        blob.blob_id(),
        shared.funds.value(),
    );
    transfer::share_object(shared);
}
