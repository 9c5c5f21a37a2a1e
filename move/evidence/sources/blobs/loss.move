// SPDX-License-Identifier: Apache-2.0

/// Blobs that are lost, by the word of members.
///
/// At least one honest node that refuses a blob makes it lost: nobody can count on what is not
/// given. So does a quorum that can neither give it nor rebuild it. The record covers what was
/// certified up to the epoch of the message. For two epochs a quorum can revoke it; then it takes a
/// message of another epoch to make the blob lost again.
///
/// Whoever signs that a blob cannot be recovered pays a part of its stake, once an epoch: with nodes
/// as honest as the network assumes, that never happens. It is the part that the blob is of all
/// bytes that the last round was ready for, and at least a millionth of the stake. The signers may
/// be more than walrus can penalise in one transaction, so they are charged in other calls, by
/// anyone.
module evidence::loss;

use evidence::{
    evidence::{Self, Evidence},
    evidence_events,
    members,
    penalties,
    records::Records,
    schedule,
    statements,
    witness
};
use walrus::{blob, encoding, judge::{Sentence, Verified}};

// === Errors ===

/// The loss is more than two epochs old.
const ETooOld: u64 = 0;
/// All signers have been charged, or the record is no loss for which anybody pays.
const ENothingToCharge: u64 = 1;
/// The message is not of the epoch that was taken in last.
const EWrongEpoch: u64 = 2;
/// Root hash and size are not those of the blob id.
const EOtherBlob: u64 = 3;

// === Constants ===

// The causes of `evidence::records`.
const REFUSED: u8 = 4;
const UNRECOVERABLE: u8 = 5;

/// Red Stuff with Reed-Solomon codes, the only encoding type.
const RS2: u8 = 1;
/// Epochs in which nodes keep what they have of a lost blob, and a quorum may revoke the loss.
const REVOCABLE: u32 = 2;
/// The most members that one call charges.
const MAX_CHARGED: u64 = 50;

// === Public Functions ===

/// A blob is lost because members refuse it (type 67): one honest weight, of two nodes at least.
///
/// Aborts with:
/// - `evidence::EWrongVersion` if the object belongs to another version of the package,
/// - `statements::EOtherStatement` if the message says something else,
/// - `statements::ENotEnoughWeight` if too few have signed,
/// - `records::EAlreadyLost` if it is on record as lost, up to this epoch or a later one,
/// - `records::ERevokedAlready` if a loss by the same message was revoked.
public fun refused(
    self: &mut Evidence,
    records: &mut Records,
    verified: Verified,
    blob_id: u256,
): Sentence {
    // Takes the object mutably and checks its version, as everything that makes a sentence does.
    self.inner_mut();
    let signers = statements::refused(verified, object::id(self), blob_id);
    signers.assert_one_honest();
    let (_, sentence) = lose(records, blob_id, REFUSED, &signers);
    sentence
}

/// A blob is lost because a quorum can neither give nor rebuild it (type 68). Its root hash and size
/// say how large a part of all that is stored it is.
///
/// Aborts with:
/// - `evidence::EWrongVersion` if the object belongs to another version of the package,
/// - `statements::EOtherStatement` if the message says something else,
/// - `statements::ENotEnoughWeight` if less than a quorum has signed,
/// - `EOtherBlob` if root hash and size are not those of the blob id,
/// - `redstuff::EBlobTooLarge` if no blob has that size,
/// - `records::EAlreadyLost` if it is on record as lost, up to this epoch or a later one,
/// - `records::ERevokedAlready` if a loss by the same message was revoked.
public fun unrecoverable(
    self: &mut Evidence,
    records: &mut Records,
    verified: Verified,
    blob_id: u256,
    root_hash: u256,
    size: u64,
): Sentence {
    let id = object::id(self);
    let inner = self.inner_mut();
    let signers = statements::unrecoverable(verified, id, blob_id);
    signers.assert_quorum();
    assert!(blob::derive_blob_id(root_hash, RS2, size) == blob_id, EOtherBlob);
    let bytes = encoding::encoded_blob_length(size, RS2, inner.n_shards());
    let part_ppm = inner.part_of_set(bytes);
    let (number, sentence) = lose(records, blob_id, UNRECOVERABLE, &signers);
    inner.debts_mut().add(number, evidence::debt(signers.epoch(), signers.bitmap(), part_ppm));
    sentence
}

/// Charges the next 50 signers of the message that a blob cannot be recovered, in its epoch or the
/// one after it.
///
/// Aborts with:
/// - `evidence::EWrongVersion` if the object belongs to another version of the package,
/// - `ENothingToCharge` if all have been charged, or nobody has to pay,
/// - `evidence::EUnknownEpoch` if the epoch of the message is neither the one that was taken in last
///   nor the one before.
public fun charge(self: &mut Evidence, record: u64): Sentence {
    let inner = self.inner_mut();
    assert!(inner.debts_mut().contains(record), ENothingToCharge);
    let (epoch, debtors, part_ppm) = inner.debts_mut().remove(record).into_parts();
    let node_ids = *inner.node_ids_of(epoch);
    let mut sentence = witness::sentence();
    let (node_records, schedule) = inner.node_records_mut(epoch);
    let cause = schedule::unrecoverable();
    let (whole_ppm, rewards_ppm) = schedule.cost(cause);
    let stake_ppm = penalties::part(whole_ppm, part_ppm);
    let mut left = debtors;
    let mut charged = 0;
    let mut index = 0;
    while (index < node_ids.length() && charged < MAX_CHARGED) {
        if (members::contains(left, index)) {
            let node_id = node_ids[index];
            let mut node_record = penalties::record_of(node_records, node_id);
            if (node_record.pay_for_blobs(epoch)) {
                sentence.penalise(node_id, epoch, cause.number(), stake_ppm, rewards_ppm);
                evidence_events::penalty_ordered(epoch, node_id, cause, stake_ppm, rewards_ppm);
                penalties::keep(node_records, node_id, node_record);
            };
            left = members::without(left, members::only(index));
            charged = charged + 1;
        };
        index = index + 1;
    };
    if (left != 0) inner.debts_mut().add(record, evidence::debt(epoch, left, part_ppm));
    sentence
}

/// Revokes the loss with this number: a quorum of this epoch says that the blob is not lost after
/// all (type 70). If the blob id was lost before as well, that loss stands again.
///
/// Aborts with:
/// - `evidence::EWrongVersion` if the object belongs to another version of the package,
/// - `evidence::EUnknownEpoch` or `EWrongEpoch` if the message is not of the epoch that was taken in
///   last,
/// - `statements::EOtherStatement` if the message says something else,
/// - `statements::ENotEnoughWeight` if less than a quorum has signed,
/// - `records::ENoSuchLoss` or `records::ERevokedAlready` if the record is not that of a loss of
///   this blob which stands,
/// - `ETooOld` if it is more than two epochs old.
public fun revoke(
    self: &mut Evidence,
    records: &mut Records,
    verified: Verified,
    blob_id: u256,
    record: u64,
): Sentence {
    let id = object::id(self);
    let epoch = self.inner_mut().term().epoch();
    let signers = statements::revoked(verified, id, blob_id, record);
    signers.assert_quorum();
    assert!(signers.epoch() == epoch, EWrongEpoch);
    let standing = records.revoke(record, blob_id);
    assert!(epoch <= records.record(record).epoch() + REVOCABLE, ETooOld);
    let mut sentence = witness::sentence();
    if (standing.is_some()) sentence.lose(blob_id, records.record(*standing.borrow()).epoch())
    else sentence.revoke(blob_id);
    let (bitmap, digest) = (signers.bitmap(), signers.digest());
    evidence_events::loss_revoked(epoch, record, blob_id, bitmap, digest, signers.signature());
    sentence
}

// === Private Functions ===

fun lose(
    records: &mut Records,
    blob_id: u256,
    cause: u8,
    signers: &statements::Signers,
): (u64, Sentence) {
    let epoch = signers.epoch();
    let (bitmap, digest) = (signers.bitmap(), signers.digest());
    let number = records.add_lost(blob_id, epoch, cause, bitmap, digest);
    let mut sentence = witness::sentence();
    sentence.lose(blob_id, epoch);
    let signature = signers.signature();
    evidence_events::blob_lost(epoch, number, blob_id, cause, bitmap, digest, signature);
    (number, sentence)
}
