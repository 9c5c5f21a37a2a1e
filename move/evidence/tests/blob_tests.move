// SPDX-License-Identifier: Apache-2.0

/// R12, R15, R19: what is invalid or lost is on record for ever, by proofs or by enough members, and
/// a contract can ask for it.
#[test_only]
module evidence::blob_tests;

use evidence::{
    availability::is_available,
    evidence,
    evidence_events::{
        BlobInvalid,
        BlobLost,
        ConflictProved,
        InvalidityAttested,
        LossRevoked,
        PaddingProved,
    },
    invalidate,
    loss,
    members,
    proof_vectors,
    records,
    round,
    stage::{Self, Stage, assert_orders},
    statements
};
use std::unit_test::{assert_eq, destroy};
use sui::{dynamic_field, event};
use walrus::{blob, judge::{Self, Order}};

const SIZE: u64 = 100;

fun blob_of(root_hash: u256): u256 {
    blob::derive_blob_id(root_hash, 1, SIZE)
}

const BLOB: u256 = 0xB10B;
const SIGNATURE: vector<u8> = b"signature";

use fun prove_conflict as Stage.prove_conflict;

fun prove_conflict(stage: &mut Stage): vector<Order> {
    let (_, size, row, column, in_row, in_column) = proof_vectors::conflict_10();
    let (evidence, records) = stage.both();
    invalidate::by_conflict(
        evidence,
        records,
        size,
        row,
        column,
        in_row,
        in_column,
    ).orders_for_testing()
}

use fun prove_padding as Stage.prove_padding;

fun prove_padding(stage: &mut Stage, along_row: bool): vector<Order> {
    let (_, size, row, column, in_row, in_column) = proof_vectors::padding();
    let (evidence, records) = stage.both();
    invalidate::by_padding(
        evidence,
        records,
        size,
        row,
        column,
        proof_vectors::padding_leaf(),
        9,
        along_row,
        if (along_row) in_row else in_column,
    ).orders_for_testing()
}

use fun refuse as Stage.refuse;

fun refuse(stage: &mut Stage, signers: u256): vector<Order> {
    let (kind, body) = statements::refused_for_testing(stage.evidence_id(), BLOB);
    let verified = stage.signed(kind, body, signers);
    let (evidence, records) = stage.both();
    loss::refused(evidence, records, verified, BLOB).orders_for_testing()
}

use fun give_up as Stage.give_up;

/// The blob with this root hash.
fun give_up(stage: &mut Stage, root_hash: u256, epoch: u32, signers: u256): vector<Order> {
    let blob_id = blob_of(root_hash);
    let (kind, body) = statements::unrecoverable_for_testing(stage.evidence_id(), blob_id);
    let verified = stage.signed_in(epoch, kind, body, signers);
    let (evidence, records) = stage.both();
    loss::unrecoverable(
        evidence,
        records,
        verified,
        blob_id,
        root_hash,
        SIZE,
    ).orders_for_testing()
}

use fun revoke as Stage.revoke;

fun revoke(
    stage: &mut Stage,
    epoch: u32,
    blob_id: u256,
    record: u64,
    signers: u256,
): vector<Order> {
    let (kind, body) = statements::revoked_for_testing(stage.evidence_id(), blob_id, record);
    let verified = stage.signed_in(epoch, kind, body, signers);
    let (evidence, records) = stage.both();
    loss::revoke(evidence, records, verified, blob_id, record).orders_for_testing()
}

use fun charge as Stage.charge;

fun charge(stage: &mut Stage, record: u64): vector<Order> {
    loss::charge(stage.evidence(), record).orders_for_testing()
}

// === Invalid ===

#[test]
fun a_conflict_proof_makes_a_blob_invalid_once() {
    let mut stage = stage::equals(10);
    let (blob_id, _, _, _, _, _) = proof_vectors::conflict_10();
    assert!(!stage.records().is_invalid(blob_id));
    assert_eq!(stage.prove_conflict(), vector[judge::invalidated(blob_id)]);
    assert!(stage.records().is_invalid(blob_id));
    assert_eq!(stage.prove_conflict(), vector[]);

    assert_eq!(stage.records().length(), 1);
    assert_eq!(stage.records().invalid_record(blob_id), option::some(0));
    let record = stage.records().record(0);
    assert_eq!(record.blob_id(), blob_id);
    assert_eq!(record.epoch(), 1);
    assert_eq!(record.cause(), 1);
    assert_eq!(record.signers(), 0);
    assert_eq!(record.message_digest(), @0x0);
    assert!(!record.is_revoked());
    assert_eq!(event::events_by_type<ConflictProved>().length(), 2);
    assert_eq!(event::events_by_type<BlobInvalid>().length(), 1);
    stage.end();
}

#[test]
fun a_padding_proof_makes_a_blob_invalid_once() {
    let mut stage = stage::equals(10);
    let (blob_id, _, _, _, _, _) = proof_vectors::padding();
    assert_eq!(stage.prove_padding(true), vector[judge::invalidated(blob_id)]);
    assert_eq!(stage.prove_padding(false), vector[]);
    assert_eq!(stage.records().record(0).cause(), 2);
    assert_eq!(event::events_by_type<PaddingProved>().length(), 2);
    stage.end();
}

#[test]
fun the_official_certificate_is_recorded_once() {
    let mut stage = stage::equals(10);
    let (evidence, records) = stage.both();
    let first = judge::verified_invalid_for_testing(5, BLOB, 15, SIGNATURE);
    assert_orders(invalidate::by_certificate(evidence, records, first), vector[]);
    let again = judge::verified_invalid_for_testing(5, BLOB, 15, SIGNATURE);
    assert_orders(invalidate::by_certificate(evidence, records, again), vector[]);
    assert!(records.is_invalid(BLOB));
    assert_eq!(records.length(), 1);
    assert_eq!(records.record(0).cause(), 3);
    assert_eq!(event::events_by_type<InvalidityAttested>().length(), 2);
    stage.end();
}

#[test, expected_failure(abort_code = evidence::EWrongVersion)]
fun only_the_current_version_takes_proofs() {
    let mut stage = stage::equals(10);
    stage.evidence().set_version_for_testing(2);
    stage.prove_conflict();
    abort
}

#[test, expected_failure(abort_code = evidence::EWrongVersion)]
fun only_the_current_version_takes_padding_proofs() {
    let mut stage = stage::equals(10);
    stage.evidence().set_version_for_testing(2);
    stage.prove_padding(true);
    abort
}

#[test, expected_failure(abort_code = evidence::EWrongVersion)]
fun only_the_current_version_takes_certificates() {
    let mut stage = stage::equals(10);
    stage.evidence().set_version_for_testing(2);
    let (evidence, records) = stage.both();
    let verified = judge::verified_invalid_for_testing(5, BLOB, 15, SIGNATURE);
    destroy(invalidate::by_certificate(evidence, records, verified));
    abort
}

// === Lost: refused ===

#[test]
fun one_honest_weight_that_refuses_makes_a_blob_lost() {
    let mut stage = stage::equals(10);
    assert_eq!(stage.refuse(members::first(4)), vector[judge::lost(BLOB, 1)]);
    assert!(stage.records().is_lost(BLOB, 0));
    assert!(stage.records().is_lost(BLOB, 1));
    assert!(!stage.records().is_lost(BLOB, 2));
    assert!(!stage.records().is_lost(BLOB + 1, 0));
    assert_eq!(stage.records().lost_record(BLOB), option::some(0));
    let record = stage.records().record(0);
    assert_eq!(record.cause(), 4);
    assert_eq!(record.signers(), members::first(4));
    assert!(record.message_digest() != @0x0);
    assert_eq!(event::events_by_type<BlobLost>().length(), 1);
    stage.end();
}

/// The hash of a message is that of its bytes: type, version, app id and epoch, then the body.
#[test]
fun the_digest_of_a_message_is_that_of_its_bytes() {
    let mut stage = stage::equals(10);
    stage.refuse(members::first(4));
    let mut message = vector[67, 0, 72, 1, 0, 0, 0];
    message.append(sui::bcs::to_bytes(&stage.evidence_id()));
    let blob_id = BLOB;
    message.append(sui::bcs::to_bytes(&blob_id));
    let digest = sui::address::from_bytes(sui::hash::blake2b256(&message));
    assert_eq!(stage.records().record(0).message_digest(), digest);
    stage.end();
}

#[test, expected_failure(abort_code = statements::ENotEnoughWeight)]
fun faulty_nodes_alone_make_nothing_lost() {
    let mut stage = stage::equals(10);
    stage.refuse(members::first(3));
    abort
}

#[test, expected_failure(abort_code = statements::ENotEnoughWeight)]
fun one_node_alone_makes_nothing_lost() {
    let mut stage = stage::new(vector[6, 1, 1, 1, 1]);
    stage.refuse(members::first(1));
    abort
}

#[test]
fun two_nodes_of_one_honest_weight_are_enough() {
    let mut stage = stage::new(vector[6, 1, 1, 1, 1]);
    assert_eq!(stage.refuse(members::first(2)), vector[judge::lost(BLOB, 1)]);
    stage.end();
}

#[test, expected_failure(abort_code = records::EAlreadyLost)]
fun a_blob_is_lost_once_in_an_epoch() {
    let mut stage = stage::equals(10);
    stage.refuse(members::first(4));
    stage.refuse(members::first(5));
    abort
}

#[test, expected_failure(abort_code = statements::EOtherStatement)]
fun the_refusal_of_another_blob_is_nothing() {
    let mut stage = stage::equals(10);
    let (kind, body) = statements::refused_for_testing(stage.evidence_id(), BLOB + 1);
    let verified = stage.signed(kind, body, members::first(4));
    let (evidence, records) = stage.both();
    destroy(loss::refused(evidence, records, verified, BLOB));
    abort
}

/// The bodies of types 67 and 68 are alike: the type tells them apart.
#[test, expected_failure(abort_code = statements::EOtherStatement)]
fun who_cannot_recover_does_not_refuse() {
    let mut stage = stage::equals(10);
    let (kind, body) = statements::unrecoverable_for_testing(stage.evidence_id(), BLOB);
    let verified = stage.signed(kind, body, members::first(4));
    let (evidence, records) = stage.both();
    destroy(loss::refused(evidence, records, verified, BLOB));
    abort
}

#[test, expected_failure(abort_code = evidence::EWrongVersion)]
fun only_the_current_version_takes_refusals() {
    let mut stage = stage::equals(10);
    stage.evidence().set_version_for_testing(2);
    stage.refuse(members::first(4));
    abort
}

// === Lost: unrecoverable ===

#[test]
fun a_quorum_that_cannot_recover_makes_a_blob_lost_and_pays_once_an_epoch() {
    let mut stage = stage::equals(10);
    assert_eq!(stage.give_up(1, 1, members::first(7)), vector[judge::lost(blob_of(1), 1)]);
    assert_eq!(stage.records().record(0).cause(), 5);
    assert_eq!(stage.charge(0), vector::tabulate!(7, |i| stage.penalty(i, 8, 1, 0)));
    // Another blob: only who has not paid in this epoch pays.
    stage.give_up(2, 1, members::first(8));
    assert_eq!(stage.charge(1), vector[stage.penalty(7, 8, 1, 0)]);
    stage.next_epoch();
    stage.give_up(3, 2, members::first(7));
    assert_eq!(stage.charge(2).length(), 7);
    stage.end();
}

#[test]
fun fifty_signers_are_charged_in_a_call() {
    let mut stage = stage::equals(120);
    stage.give_up(1, 1, members::first(120));
    assert_eq!(stage.charge(0).length(), 50);
    // Also in the epoch after it.
    stage.next_epoch();
    assert_eq!(
        stage.charge(0),
        vector::tabulate!(50, |i| judge::penalty(stage.node_id(50 + i), 1, 8, 1, 0)),
    );
    assert_eq!(stage.charge(0).length(), 20);
    stage.end();
}

#[test, expected_failure(abort_code = loss::ENothingToCharge)]
fun nobody_is_charged_twice() {
    let mut stage = stage::equals(10);
    stage.give_up(1, 1, members::first(7));
    stage.charge(0);
    stage.charge(0);
    abort
}

#[test, expected_failure(abort_code = loss::ENothingToCharge)]
fun nobody_is_charged_for_a_refusal() {
    let mut stage = stage::equals(10);
    stage.refuse(members::first(4));
    stage.charge(0);
    abort
}

#[test, expected_failure(abort_code = evidence::EUnknownEpoch)]
fun nobody_is_charged_two_epochs_later() {
    let mut stage = stage::equals(10);
    stage.give_up(1, 1, members::first(7));
    stage.next_epoch();
    stage.next_epoch();
    stage.charge(0);
    abort
}

#[test, expected_failure(abort_code = statements::ENotEnoughWeight)]
fun less_than_a_quorum_does_not_give_up() {
    let mut stage = stage::equals(10);
    stage.give_up(1, 1, members::first(6));
    abort
}

/// On 10 shards a blob of 100 bytes takes 10 * (11 * 4 + 64 * 10 + 32) = 7160 bytes.
#[test]
fun who_gives_up_a_part_of_all_blobs_pays_that_part() {
    let mut stage = stage::equals(10);
    stage.open_round();
    // Twenty times as much is stored: a blob is 5 % of it, and costs that part of 1 %.
    let id = stage.evidence_id();
    let bytes = 20 * 7160;
    let (kind, body) = statements::ready_for_testing(id, 1, 1, bytes, @0x1);
    let verified = stage.signed(kind, body, members::first(7));
    let (evidence, _, clock) = stage.parts();
    round::add_ready(evidence, verified, 1, bytes, @0x1, clock);
    stage.give_up(1, 1, members::first(7));
    assert_eq!(stage.charge(0), vector::tabulate!(7, |i| stage.penalty(i, 8, 500, 0)));
    stage.end();
}

#[test, expected_failure(abort_code = loss::EOtherBlob)]
fun the_size_of_a_blob_that_is_given_up_is_its_own() {
    let mut stage = stage::equals(10);
    let blob_id = blob_of(1);
    let (kind, body) = statements::unrecoverable_for_testing(stage.evidence_id(), blob_id);
    let verified = stage.signed(kind, body, members::first(7));
    let (evidence, records) = stage.both();
    destroy(loss::unrecoverable(evidence, records, verified, blob_id, 1, SIZE + 1));
    abort
}

// === Revoked ===

#[test]
fun a_quorum_revokes_a_loss_within_two_epochs() {
    let mut stage = stage::equals(10);
    stage.refuse(members::first(4));
    stage.next_epoch();
    stage.next_epoch();
    assert_eq!(stage.revoke(3, BLOB, 0, members::first(7)), vector[judge::revoked(BLOB)]);
    assert!(!stage.records().is_lost(BLOB, 1));
    assert_eq!(stage.records().lost_record(BLOB), option::none());
    assert!(stage.records().record(0).is_revoked());
    assert_eq!(event::events_by_type<LossRevoked>().length(), 1);
    // It can be lost again.
    stage.refuse(members::first(4));
    assert!(stage.records().is_lost(BLOB, 3));
    stage.end();
}

#[test, expected_failure(abort_code = loss::ETooOld)]
fun a_loss_stands_after_two_epochs() {
    let mut stage = stage::equals(10);
    stage.refuse(members::first(4));
    3u64.do!(|_| stage.next_epoch());
    stage.revoke(4, BLOB, 0, members::first(7));
    abort
}

#[test]
fun an_earlier_loss_stands_again() {
    let mut stage = stage::equals(10);
    stage.refuse(members::first(4));
    stage.next_epoch();
    stage.refuse(members::first(4));
    assert!(stage.records().is_lost(BLOB, 2));
    assert_eq!(stage.revoke(2, BLOB, 1, members::first(7)), vector[judge::lost(BLOB, 1)]);
    assert!(stage.records().is_lost(BLOB, 1));
    assert!(!stage.records().is_lost(BLOB, 2));
    stage.end();
}

#[test]
fun a_revoked_loss_does_not_stand_again() {
    let mut stage = stage::equals(10);
    stage.refuse(members::first(4));
    stage.next_epoch();
    stage.refuse(members::first(4));
    // The later one stands as long as it is not revoked itself.
    assert_eq!(stage.revoke(2, BLOB, 0, members::first(7)), vector[judge::lost(BLOB, 2)]);
    assert_eq!(stage.revoke(2, BLOB, 1, members::first(7)), vector[judge::revoked(BLOB)]);
    assert!(!stage.records().is_lost(BLOB, 1));
    stage.end();
}

#[test, expected_failure(abort_code = statements::ENotEnoughWeight)]
fun less_than_a_quorum_revokes_nothing() {
    let mut stage = stage::equals(10);
    stage.refuse(members::first(4));
    stage.revoke(1, BLOB, 0, members::first(6));
    abort
}

#[test, expected_failure(abort_code = loss::EWrongEpoch)]
fun the_committee_of_another_epoch_revokes_nothing() {
    let mut stage = stage::equals(10);
    stage.refuse(members::first(4));
    stage.next_epoch();
    stage.revoke(1, BLOB, 0, members::first(7));
    abort
}

#[test, expected_failure(abort_code = records::ERevokedAlready)]
fun a_loss_is_revoked_once() {
    let mut stage = stage::equals(10);
    stage.refuse(members::first(4));
    stage.revoke(1, BLOB, 0, members::first(7));
    stage.revoke(1, BLOB, 0, members::first(7));
    abort
}

#[test, expected_failure(abort_code = records::ERevokedAlready)]
fun nobody_undoes_a_revocation_by_the_old_message() {
    let mut stage = stage::equals(10);
    stage.refuse(members::first(4));
    stage.revoke(1, BLOB, 0, members::first(7));
    stage.refuse(members::first(4));
    abort
}

#[test, expected_failure(abort_code = records::ENoSuchLoss)]
fun a_revoked_record_exists() {
    let mut stage = stage::equals(10);
    stage.revoke(1, BLOB, 0, members::first(7));
    abort
}

#[test, expected_failure(abort_code = records::ENoSuchLoss)]
fun a_revoked_record_is_that_of_the_blob() {
    let mut stage = stage::equals(10);
    stage.refuse(members::first(4));
    stage.revoke(1, BLOB + 1, 0, members::first(7));
    abort
}

#[test, expected_failure(abort_code = records::ENoSuchLoss)]
fun an_invalid_blob_stays_invalid() {
    let mut stage = stage::equals(10);
    stage.prove_conflict();
    let (blob_id, _, _, _, _, _) = proof_vectors::conflict_10();
    stage.revoke(1, blob_id, 0, members::first(7));
    abort
}

#[test, expected_failure(abort_code = dynamic_field::EFieldDoesNotExist)]
fun a_record_that_is_read_exists() {
    let mut stage = stage::equals(10);
    stage.records().record(0);
    abort
}

// === Availability ===

use fun check as Stage.check;

fun check(
    stage: &mut Stage,
    blob_id: u256,
    certified_epoch: Option<u32>,
    end_epoch: u32,
    epoch: u32,
): bool {
    let blob = blob::new_for_testing(blob_id, certified_epoch, end_epoch, stage.ctx());
    let now = judge::now_for_testing(epoch, 10);
    let is_available = is_available(stage.records(), &blob, &now);
    destroy(blob);
    is_available
}

#[test]
fun a_blob_is_available_if_certified_and_not_ended() {
    let mut stage = stage::equals(10);
    assert!(stage.check(BLOB, option::some(1), 3, 2));
    assert!(!stage.check(BLOB, option::none(), 3, 2));
    assert!(!stage.check(BLOB, option::some(1), 3, 3));
    stage.end();
}

#[test]
fun an_invalid_blob_is_not_available() {
    let mut stage = stage::equals(10);
    let (blob_id, _, _, _, _, _) = proof_vectors::conflict_10();
    assert!(stage.check(blob_id, option::some(1), 3, 2));
    stage.prove_conflict();
    assert!(!stage.check(blob_id, option::some(1), 3, 2));
    stage.end();
}

#[test]
fun a_lost_blob_is_not_available_until_it_is_certified_anew() {
    let mut stage = stage::equals(10);
    stage.refuse(members::first(4));
    assert!(!stage.check(BLOB, option::some(1), 9, 2));
    assert!(stage.check(BLOB, option::some(2), 9, 2));
    stage.revoke(1, BLOB, 0, members::first(7));
    assert!(stage.check(BLOB, option::some(1), 9, 2));
    stage.end();
}

/// What a contract asks works through every version of the package.
#[test]
fun records_are_read_after_a_migration() {
    let mut stage = stage::equals(10);
    stage.refuse(members::first(4));
    stage.evidence().set_version_for_testing(2);
    assert!(!stage.check(BLOB, option::some(1), 9, 2));
    stage.end();
}
