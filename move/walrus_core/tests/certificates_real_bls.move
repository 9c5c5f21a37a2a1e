// SPDX-License-Identifier: Apache-2.0

/// R4: a certificate counts only with the signatures of those it names. These tests mean something
/// only where BLS12-381 is real: on a Sui node, with `sui move test`, and on this project's own VM.
#[test_only]
module walrus_core::certificates_real_bls;

use std::unit_test::assert_eq;
use sui::bls12381;
use walrus_core::{
    bls_aggregate::{
        Self,
        BlsCommittee,
        BlsCommitteeMember,
        new_bls_committee,
        new_bls_committee_member,
    },
    bls_vectors,
    messages,
    test_keys
};

fun member(key: &vector<u8>, weight: u16, id: u256): BlsCommitteeMember {
    let key = bls12381::g1_to_uncompressed_g1(&bls12381::g1_from_bytes(key));
    new_bls_committee_member(key, weight, sui::address::from_u256(id).to_id())
}

fun committee(): BlsCommittee {
    let keys = bls_vectors::public_keys();
    let weights = bls_vectors::weights();
    let members = vector::tabulate!(weights.length(), |i| {
        member(&keys[i], weights[i], i as u256)
    });
    new_bls_committee(bls_vectors::epoch(), members)
}

/// Presents a certificate for the message of the vectors.
fun present(signature: vector<u8>, bitmap: vector<u8>) {
    committee().verify_quorum_in_epoch(signature, bitmap, bls_vectors::message());
}

fun flip(mut bytes: vector<u8>, index: u64): vector<u8> {
    let byte = &mut bytes[index];
    *byte = *byte ^ 1;
    bytes
}

// === Certificates made elsewhere ===

#[test]
fun a_certificate_made_elsewhere_is_accepted() {
    present(bls_vectors::signature(), bls_vectors::bitmap());
    present(bls_vectors::all_signature(), x"ff03");
}

#[test]
fun signatures_made_in_move_are_those_made_elsewhere() {
    // Members 2 to 9; their secrets are 0x5eed00000001 + i.
    let secrets = vector::tabulate!(8, |i| 0x5eed00000001 + i + 2).fold!(0, |sum, x| sum + x);
    let signature = test_keys::sign(secrets, &bls_vectors::message());
    assert_eq!(signature, bls_vectors::signature());
}

// === Attacks ===

#[test, expected_failure(abort_code = bls_aggregate::ESigVerification)]
fun a_forged_signature_is_refused() {
    present(test_keys::sign(42, &bls_vectors::message()), bls_vectors::bitmap());
}

#[test, expected_failure(abort_code = bls_aggregate::ESigVerification)]
fun a_bitmap_that_names_one_more_is_refused() {
    present(bls_vectors::signature(), x"fe03");
}

#[test, expected_failure(abort_code = bls_aggregate::ESigVerification)]
fun a_bitmap_that_names_one_less_is_refused() {
    present(bls_vectors::signature(), x"f803");
}

#[test, expected_failure(abort_code = bls_aggregate::ESigVerification)]
fun a_missing_signature_is_noticed() {
    present(bls_vectors::one_missing(), bls_vectors::bitmap());
}

#[test, expected_failure(abort_code = bls_aggregate::ESigVerification)]
fun a_stranger_cannot_sign_for_a_member() {
    present(bls_vectors::with_outsider(), bls_vectors::bitmap());
}

#[test, expected_failure(abort_code = bls_aggregate::ESigVerification)]
fun a_stranger_cannot_sign_along() {
    present(bls_vectors::and_outsider(), bls_vectors::bitmap());
}

#[test, expected_failure(abort_code = bls_aggregate::ESigVerification)]
fun a_member_cannot_sign_twice() {
    present(bls_vectors::repeated(), bls_vectors::bitmap());
}

#[test, expected_failure(abort_code = bls_aggregate::ESigVerification)]
fun a_signature_over_another_blob_is_refused() {
    present(bls_vectors::other_message(), bls_vectors::bitmap());
}

#[test, expected_failure(abort_code = bls_aggregate::ESigVerification)]
fun a_message_changed_afterwards_is_refused() {
    let message = flip(bls_vectors::message(), 8);
    let committee = committee();
    committee.verify_quorum_in_epoch(bls_vectors::signature(), bls_vectors::bitmap(), message);
}

#[test, expected_failure(abort_code = bls_aggregate::ESigVerification)]
fun a_message_with_another_type_is_refused() {
    let message = flip(bls_vectors::message(), 0);
    let committee = committee();
    committee.verify_quorum_in_epoch(bls_vectors::signature(), bls_vectors::bitmap(), message);
}

#[test, expected_failure(abort_code = messages::EIncorrectAppId)]
fun a_message_for_another_app_is_refused() {
    let message = flip(bls_vectors::message(), 2);
    let committee = committee();
    committee.verify_quorum_in_epoch(bls_vectors::signature(), bls_vectors::bitmap(), message);
}

#[test, expected_failure(abort_code = messages::EIncorrectEpoch)]
fun a_message_of_another_epoch_is_refused() {
    let message = flip(bls_vectors::message(), 3);
    let committee = committee();
    committee.verify_quorum_in_epoch(bls_vectors::signature(), bls_vectors::bitmap(), message);
}

#[test, expected_failure(abort_code = bls_aggregate::ESigVerification)]
fun a_padded_message_is_refused() {
    let mut message = bls_vectors::message();
    message.push_back(0);
    let committee = committee();
    committee.verify_quorum_in_epoch(bls_vectors::signature(), bls_vectors::bitmap(), message);
}

#[test, expected_failure(abort_code = bls_aggregate::ESigVerification)]
fun a_truncated_message_is_refused() {
    let mut message = bls_vectors::message();
    message.pop_back();
    let committee = committee();
    committee.verify_quorum_in_epoch(bls_vectors::signature(), bls_vectors::bitmap(), message);
}

#[test, expected_failure(abort_code = bls_aggregate::ESigVerification)]
fun a_signature_of_no_bytes_is_refused() {
    present(x"", bls_vectors::bitmap());
}

#[test, expected_failure(abort_code = bls_aggregate::ESigVerification)]
fun a_truncated_signature_is_refused() {
    let mut signature = bls_vectors::signature();
    signature.pop_back();
    present(signature, bls_vectors::bitmap());
}

#[test, expected_failure(abort_code = bls_aggregate::ESigVerification)]
fun a_padded_signature_is_refused() {
    let mut signature = bls_vectors::signature();
    signature.push_back(0);
    present(signature, bls_vectors::bitmap());
}

#[test, expected_failure(abort_code = bls_aggregate::ESigVerification)]
fun the_point_at_infinity_signs_nothing() {
    let mut infinity = vector::tabulate!(96, |_| 0u8);
    *&mut infinity[0] = 0xc0;
    present(infinity, bls_vectors::bitmap());
}

/// Two keys of one operator that add up to nothing: "everybody" would sign with the point at
/// infinity.
#[test, expected_failure(abort_code = bls_aggregate::ESigVerification)]
fun keys_that_cancel_out_sign_nothing() {
    let key = bls12381::g1_mul(&bls12381::scalar_from_u64(7), &bls12381::g1_generator());
    let opposite = bls12381::g1_neg(&key);
    let members = vector[member(key.bytes(), 1, 1), member(opposite.bytes(), 1, 2)];
    let committee = new_bls_committee(bls_vectors::epoch(), members);
    let mut infinity = vector::tabulate!(96, |_| 0u8);
    *&mut infinity[0] = 0xc0;
    committee.verify_quorum_in_epoch(infinity, x"03", bls_vectors::message());
}

/// A key made so that, added to the others', it gives one whose secret is known. Its owner could
/// sign for everybody, but cannot prove possession of it.
#[test]
fun a_key_made_from_others_has_no_proof_of_possession() {
    let keys = bls_vectors::public_keys();
    let known = bls12381::g1_mul(&bls12381::scalar_from_u64(7), &bls12381::g1_generator());
    let rogue = bls12381::g1_sub(&known, &bls12381::g1_from_bytes(&keys[0]));
    let members = vector[member(&keys[0], 1, 1), member(rogue.bytes(), 1, 2)];
    let committee = new_bls_committee(bls_vectors::epoch(), members);
    let message = bls_vectors::message();
    committee.verify_quorum_in_epoch(test_keys::sign(7, &message), x"03", message);

    let (epoch, owner) = (bls_vectors::epoch(), bls_vectors::owner());
    let message = messages::proof_of_possession_bytes(epoch, owner, *rogue.bytes());
    let proof = test_keys::sign(7, &message);
    assert!(!messages::verify_proof_of_possession(epoch, owner, rogue.bytes(), &proof));
}

// === Proofs of possession ===

fun proves(epoch: u32, owner: address, key: u64, proof: vector<u8>): bool {
    let key = bls_vectors::public_keys()[key];
    messages::verify_proof_of_possession(epoch, owner, &key, &proof)
}

#[test]
fun a_proof_of_possession_holds_for_one_key_one_owner_and_one_epoch() {
    let (epoch, owner, proof) = (bls_vectors::epoch(), bls_vectors::owner(), bls_vectors::proof());
    assert!(proves(epoch, owner, 0, proof));
    assert!(!proves(epoch + 1, owner, 0, proof));
    assert!(!proves(epoch, @0xB, 0, proof));
    assert!(!proves(epoch, owner, 1, proof));
    assert!(!proves(epoch, owner, 0, bls_vectors::proof_by_other_key()));
    assert!(!proves(epoch, owner, 0, bls_vectors::proof_by_other_owner()));
    assert!(!proves(epoch, owner, 0, flip(proof, 95)));
    assert!(!proves(epoch, owner, 0, x""));
}
