// SPDX-License-Identifier: Apache-2.0

/// R4: who has signed, and how much that weighs. That the signatures are those of the signers is
/// tested in `certificates_real_bls`, where they are real.
#[test_only]
module walrus_core::bls_aggregate_tests;

use std::unit_test::assert_eq;
use sui::bls12381;
use walrus_core::{
    bls_aggregate::{Self, BlsCommittee, new_bls_committee, new_bls_committee_member},
    messages,
    quorum,
    test_keys,
    test_random
};

const EPOCH: u32 = 5;

fun committee(weights: vector<u16>): BlsCommittee {
    let mut i = 0;
    let members = weights.map!(|weight| {
        let key = bls12381::g1_from_bytes(&test_keys::public_key(i));
        i = i + 1;
        let node_id = sui::address::from_u256(i as u256).to_id();
        new_bls_committee_member(bls12381::g1_to_uncompressed_g1(&key), weight, node_id)
    });
    new_bls_committee(EPOCH, members)
}

fun message(): vector<u8> {
    messages::blob_certificate_bytes(EPOCH, 7, option::none())
}

/// Signs with the keys of these members.
fun signature(members: vector<u64>): vector<u8> {
    let secret = members.fold!(0, |sum, i| sum + test_keys::secret(i));
    test_keys::sign(secret, &message())
}

fun verify_quorum(weights: vector<u16>, members: vector<u64>, bitmap: vector<u8>) {
    committee(weights).verify_quorum_in_epoch(signature(members), bitmap, message());
}

#[test]
fun a_committee_adds_up_its_members() {
    let committee = committee(vector[3, 4, 5]);
    assert_eq!(committee.n_shards(), 12);
    assert_eq!(committee.epoch(), EPOCH);
    assert_eq!(committee.members().length(), 3);
    assert_eq!(committee.members()[1].weight(), 4);
    assert_eq!(committee.members()[1].node_id(), @2.to_id());
}

#[test]
fun a_committee_finds_its_members() {
    let committee = committee(vector[3, 4, 5]);
    assert_eq!(committee.weight_of(&@2.to_id()), 4);
    assert_eq!(committee.weight_of(&@4.to_id()), 0);
    let key = bls12381::uncompressed_g1_to_g1(committee.members()[1].public_key());
    assert_eq!(*key.bytes(), test_keys::public_key(1));
}

#[test]
fun any_bytes_can_be_signed() {
    let committee = committee(vector[4, 3, 3]);
    let message = b"no message of Walrus";
    let secrets = test_keys::secret(0) + test_keys::secret(2);
    let signature = test_keys::sign(secrets, &message);
    committee.verify_quorum(&signature, &x"05", &message);
    let (weight, signers) = committee.verify_signers(&signature, &x"05", &message);
    assert!(weight == 7 && signers == 2);
}

#[test, expected_failure(abort_code = bls_aggregate::ENotEnoughStake)]
fun fewer_than_a_quorum_sign_nothing_for_all() {
    let signature = test_keys::sign(test_keys::secret(0), &b"bytes");
    committee(vector[4, 3, 3]).verify_quorum(&signature, &x"01", &b"bytes");
}

#[test, expected_failure(abort_code = bls_aggregate::ENotEnoughStake)]
fun nobody_is_no_signer() {
    committee(vector[4, 3, 3]).verify_signers(&x"", &x"", &b"bytes");
}

#[test, expected_failure(abort_code = bls_aggregate::EIncorrectCommittee)]
fun a_member_has_weight() {
    committee(vector[1, 0]);
}

#[test]
fun bits_count_from_the_least_significant_of_the_first_byte() {
    let weights = vector[100, 0, 0, 0, 0, 0, 0, 0, 0, 200, 0].map!(|weight| weight + 1);
    verify_quorum(weights, vector[0, 9], x"0102");
}

#[test]
fun trailing_zero_bytes_may_be_left_out() {
    let weights = vector[100, 1, 1, 1, 1, 1, 1, 1, 1];
    verify_quorum(weights, vector[0], x"0100");
    verify_quorum(weights, vector[0], x"01");
}

#[test]
fun everybody_may_sign() {
    verify_quorum(vector[1, 1, 1], vector[0, 1, 2], x"07");
    let all = vector::tabulate!(8, |i| i);
    verify_quorum(vector[1, 1, 1, 1, 1, 1, 1, 1], all, x"ff");
}

#[test, expected_failure(abort_code = bls_aggregate::EInvalidBitmap)]
fun a_bit_past_the_end_is_refused() {
    verify_quorum(vector[1, 1, 1], vector[0, 1, 2], x"0f");
}

#[test, expected_failure(abort_code = bls_aggregate::EInvalidBitmap)]
fun a_full_byte_past_the_end_is_refused() {
    verify_quorum(vector[1, 1, 1], vector[0, 1, 2], x"ff");
}

#[test, expected_failure(abort_code = bls_aggregate::EInvalidBitmap)]
fun the_last_bit_of_the_last_byte_is_refused() {
    verify_quorum(vector[1, 1, 1, 1, 1, 1, 1, 1, 1], vector[0, 1, 2, 3, 4, 5, 6, 7], x"ff80");
}

#[test, expected_failure(abort_code = bls_aggregate::EInvalidBitmap)]
fun a_byte_too_many_is_refused_even_if_it_is_zero() {
    verify_quorum(vector[1, 1, 1], vector[0, 1, 2], x"0700");
}

#[test, expected_failure(abort_code = bls_aggregate::EInvalidBitmap)]
fun a_committee_without_members_has_no_bits() {
    committee(vector[]).verify_quorum_in_epoch(x"", x"00", message());
}

#[test, expected_failure(abort_code = bls_aggregate::ENotEnoughStake)]
fun nobody_is_no_quorum_of_nobody() {
    committee(vector[]).verify_quorum_in_epoch(x"", x"", message());
}

#[test, expected_failure(abort_code = bls_aggregate::ENotEnoughStake)]
fun nobody_is_no_quorum() {
    committee(vector[1, 1, 1]).verify_quorum_in_epoch(x"", x"", message());
}

#[test]
fun seven_of_ten_shards_are_a_quorum() {
    verify_quorum(vector[4, 3, 3], vector[0, 1], x"03");
}

#[test, expected_failure(abort_code = bls_aggregate::ENotEnoughStake)]
fun one_shard_short_is_short() {
    verify_quorum(vector[4, 3, 3], vector[1, 2], x"06");
}

#[test]
fun four_of_ten_shards_include_an_honest_node() {
    let committee = committee(vector[4, 3, 3]);
    committee.verify_one_correct_node_in_epoch(signature(vector[0]), x"01", message());
}

#[test, expected_failure(abort_code = bls_aggregate::ENotEnoughStake)]
fun three_of_ten_shards_may_all_be_faulty() {
    let committee = committee(vector[4, 3, 3]);
    committee.verify_one_correct_node_in_epoch(signature(vector[1]), x"02", message());
}

#[test]
fun any_weight_can_be_asked_for() {
    let committee = committee(vector[4, 3, 3]);
    committee.verify_weight_in_epoch(10, signature(vector[0, 1, 2]), x"07", message());
    committee.verify_weight_in_epoch(3, signature(vector[2]), x"04", message());
}

#[test, expected_failure(abort_code = bls_aggregate::ENotEnoughStake)]
fun the_weight_that_was_asked_for_is_needed() {
    let committee = committee(vector[4, 3, 3]);
    committee.verify_weight_in_epoch(8, signature(vector[0, 1]), x"03", message());
}

#[test, expected_failure(abort_code = messages::EIncorrectEpoch)]
fun a_message_of_another_epoch_is_refused_whoever_signs() {
    let message = messages::blob_certificate_bytes(EPOCH + 1, 7, option::none());
    let signature = test_keys::sign(test_keys::secret(0), &message);
    committee(vector[1]).verify_quorum_in_epoch(signature, x"01", message);
}

/// Random committees and signers: accepted if and only if the weight is a quorum.
#[test]
fun a_quorum_is_accepted_whoever_is_in_it() {
    let mut random = test_random::new(6);
    12u64.do!(|_| {
        let n_members = 1 + random.below(20);
        let weights = vector::tabulate!(n_members, |_| (1 + random.below(9)) as u16);
        let committee = committee(weights);
        let mut order = vector::tabulate!(n_members, |i| i);
        random.shuffle(&mut order);

        let mut bitmap = vector::tabulate!(n_members.divide_and_round_up(8), |_| 0u8);
        let mut members = vector[];
        let mut weight = 0;
        order.do!(|i| if (!quorum::is_quorum(weight, committee.n_shards())) {
            weight = weight + weights[i];
            members.push_back(i);
            let byte = &mut bitmap[i / 8];
            *byte = *byte | (1 << ((i % 8) as u8));
        });
        committee.verify_quorum_in_epoch(signature(members), bitmap, message());
    });
}
