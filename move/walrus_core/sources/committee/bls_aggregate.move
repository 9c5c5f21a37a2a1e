// SPDX-License-Identifier: Apache-2.0

/// The committee as the verifier of certificates: who can sign, with which key and which weight.
///
/// A certificate is one BLS12-381 signature (public keys in G1, signatures in G2), the aggregate of
/// all signers' signatures, and a bitmap of the signers. Member i is bit i mod 8 of byte i / 8,
/// least significant bit first. Zero bytes at the end can be left out. A bit after the last member
/// is refused.
///
/// The committee stores the sum of all keys. The key of the signers is this sum less the keys of
/// the members who did not sign, and with a quorum these are few.
///
/// Anyone can make a committee. The one that counts is in `System` of `walrus`, which takes none
/// from a caller and gives none away.
module walrus_core::bls_aggregate;

use sui::{bls12381::{Self, bls12381_min_pk_verify, G1, UncompressedG1}, group_ops::Element};
use walrus_core::{messages::{Self, Message}, quorum};

// === Errors ===

/// The bitmap names members that the committee does not have: it is longer than one bit for each
/// member, or has a bit set after the last one.
const EInvalidBitmap: u64 = 0;
/// The signature is not the aggregate of the named signers' signatures over this message.
const ESigVerification: u64 = 1;
/// The signers hold too few shards for this kind of certificate.
const ENotEnoughStake: u64 = 2;
/// A member of the committee would have no shards.
const EIncorrectCommittee: u64 = 3;

// === Structs ===

/// One storage node in the committee of an epoch.
public struct BlsCommitteeMember has copy, drop, store {
    /// Its BLS public key, kept uncompressed because that makes adding keys cheap.
    public_key: Element<UncompressedG1>,
    /// Its number of shards.
    weight: u16,
    node_id: ID,
}

/// The committee of an epoch, in the order of the bitmap.
public struct BlsCommittee has copy, drop, store {
    members: vector<BlsCommitteeMember>,
    /// The sum of all weights.
    n_shards: u16,
    epoch: u32,
    /// The sum of all public keys.
    total_aggregated_key: Element<G1>,
}

// === Public Functions ===

/// The committee of `epoch`. Without members it has no shards, and nothing is a quorum.
///
/// Aborts with an arithmetic error if the weights add up to more than 65,535, and with
/// `sui::group_ops::EInputTooLong` if there are more members than Sui adds up keys at once.
public fun new_bls_committee(epoch: u32, members: vector<BlsCommitteeMember>): BlsCommittee {
    let n_shards = members.fold!(0, |sum, member| sum + member.weight);
    let total_aggregated_key = sum_keys(&members.map!(|member| member.public_key));
    BlsCommittee { members, n_shards, epoch, total_aggregated_key }
}

/// A member with at least one shard.
///
/// Aborts with `EIncorrectCommittee` if it has none.
public fun new_bls_committee_member(
    public_key: Element<UncompressedG1>,
    weight: u16,
    node_id: ID,
): BlsCommitteeMember {
    assert!(weight > 0, EIncorrectCommittee);
    BlsCommitteeMember { public_key, weight, node_id }
}

/// Accepts a message of this epoch that a quorum has signed.
///
/// Aborts with:
/// - `messages::EInvalidMessageLength`, `messages::EIncorrectIntentVersion`,
///   `messages::EIncorrectAppId` or `messages::EIncorrectEpoch` if the header is not that of a
///   message of Walrus in this epoch,
/// - `EInvalidBitmap` if the bitmap names members that there are not,
/// - `ENotEnoughStake` if the signers are no quorum,
/// - `ESigVerification` if the signature is not theirs.
public fun verify_quorum_in_epoch(
    self: &BlsCommittee,
    signature: vector<u8>,
    signers_bitmap: vector<u8>,
    message: vector<u8>,
): Message {
    let required = quorum::quorum_weight(self.n_shards);
    self.verify_weight_in_epoch(required, signature, signers_bitmap, message)
}

/// Returns only if a quorum has signed these very bytes, whatever they say.
///
/// Aborts with:
/// - `EInvalidBitmap` if the bitmap names members that there are not,
/// - `ENotEnoughStake` if the signers are no quorum,
/// - `ESigVerification` if the signature is not theirs.
public fun verify_quorum(
    self: &BlsCommittee,
    signature: &vector<u8>,
    signers_bitmap: &vector<u8>,
    message: &vector<u8>,
) {
    let required = quorum::quorum_weight(self.n_shards);
    self.verify_weight(required, signature, signers_bitmap, message);
}

/// Returns only if the members that the bitmap names, at least one, have signed these very bytes,
/// whatever they say: their weight and their number.
///
/// Aborts with:
/// - `EInvalidBitmap` if the bitmap names members that there are not,
/// - `ENotEnoughStake` if it names nobody,
/// - `ESigVerification` if the signature is not theirs.
public fun verify_signers(
    self: &BlsCommittee,
    signature: &vector<u8>,
    signers_bitmap: &vector<u8>,
    message: &vector<u8>,
): (u16, u16) {
    self.verify_weight(1, signature, signers_bitmap, message)
}

/// Accepts a message of this epoch that at least one honest node has signed.
///
/// Aborts with:
/// - `messages::EInvalidMessageLength`, `messages::EIncorrectIntentVersion`,
///   `messages::EIncorrectAppId` or `messages::EIncorrectEpoch` if the header is not that of a
///   message of Walrus in this epoch,
/// - `EInvalidBitmap` if the bitmap names members that there are not,
/// - `ENotEnoughStake` if all signers may be faulty,
/// - `ESigVerification` if the signature is not theirs.
public fun verify_one_correct_node_in_epoch(
    self: &BlsCommittee,
    signature: vector<u8>,
    signers_bitmap: vector<u8>,
    message: vector<u8>,
): Message {
    let required = quorum::one_honest_weight(self.n_shards);
    self.verify_weight_in_epoch(required, signature, signers_bitmap, message)
}

/// Accepts a message of this epoch that members with at least `required` shards have signed. The
/// cheap checks come first, the pairing last.
///
/// Aborts with:
/// - `messages::EInvalidMessageLength`, `messages::EIncorrectIntentVersion`,
///   `messages::EIncorrectAppId` or `messages::EIncorrectEpoch` if the header is not that of a
///   message of Walrus in this epoch,
/// - `EInvalidBitmap` if the bitmap names members that there are not,
/// - `ENotEnoughStake` if the signers have fewer shards,
/// - `ESigVerification` if the signature is not theirs.
public fun verify_weight_in_epoch(
    self: &BlsCommittee,
    required: u16,
    signature: vector<u8>,
    signers_bitmap: vector<u8>,
    message: vector<u8>,
): Message {
    let parsed = messages::parse(message, self.epoch);
    self.verify_weight(required, &signature, &signers_bitmap, &message);
    parsed
}

/// The epoch in which the committee serves. Never aborts.
public fun epoch(self: &BlsCommittee): u32 {
    self.epoch
}

/// The number of shards of the network; 0 before the first committee. Never aborts.
public fun n_shards(self: &BlsCommittee): u16 {
    self.n_shards
}

/// The members in the order of the bitmap. Never aborts.
public fun members(self: &BlsCommittee): &vector<BlsCommitteeMember> {
    &self.members
}

/// The number of shards of a node; 0 if it is not a member. Never aborts.
public fun weight_of(self: &BlsCommittee, node_id: &ID): u16 {
    let index = self.members.find_index!(|member| &member.node_id == node_id);
    index.map!(|index| self.members[index].weight).destroy_or!(0)
}

/// The storage node. Never aborts.
public fun node_id(self: &BlsCommitteeMember): ID {
    self.node_id
}

/// The key with which it signs. Never aborts.
public fun public_key(self: &BlsCommitteeMember): &Element<UncompressedG1> {
    &self.public_key
}

/// The storage node's shards. Never aborts.
public fun weight(self: &BlsCommitteeMember): u16 {
    self.weight
}

// === Private Functions ===

fun verify_weight(
    self: &BlsCommittee,
    required: u16,
    signature: &vector<u8>,
    signers_bitmap: &vector<u8>,
    message: &vector<u8>,
): (u16, u16) {
    let (weight, absent_keys) = self.signers(signers_bitmap);
    let n_signers = self.members.length() - absent_keys.length();
    assert!(weight >= required, ENotEnoughStake);
    let key = self.key_without(absent_keys);
    assert!(bls12381_min_pk_verify(signature, key.bytes(), message), ESigVerification);
    (weight, n_signers as u16)
}

/// The weight of the members that the bitmap names, and the keys of those that it does not.
fun signers(self: &BlsCommittee, bitmap: &vector<u8>): (u16, vector<Element<UncompressedG1>>) {
    let n_members = self.members.length();
    let n_bytes = n_members.divide_and_round_up(8);
    assert!(bitmap.length() <= n_bytes, EInvalidBitmap);

    let mut weight = self.n_shards;
    let mut absent_keys = vector[];
    n_bytes.do!(|i| {
        let byte = if (i < bitmap.length()) bitmap[i] else 0;
        let mut index = 8 * i;
        let n_left = n_members - index;
        let everybody = if (n_left < 8) (1u8 << (n_left as u8)) - 1 else 0xff;
        assert!(byte & everybody == byte, EInvalidBitmap);
        // The lowest bit is the member at `index`; it ends with the last one that is absent.
        let mut absent = byte ^ everybody;
        while (absent != 0) {
            if (absent & 1 == 1) {
                let member = &self.members[index];
                weight = weight - member.weight;
                absent_keys.push_back(member.public_key);
            };
            absent = absent >> 1;
            index = index + 1;
        };
    });

    (weight, absent_keys)
}

/// The common key of all members but those with these keys.
fun key_without(self: &BlsCommittee, absent_keys: vector<Element<UncompressedG1>>): Element<G1> {
    if (absent_keys.is_empty()) return self.total_aggregated_key;
    bls12381::g1_sub(&self.total_aggregated_key, &sum_keys(&absent_keys))
}

fun sum_keys(keys: &vector<Element<UncompressedG1>>): Element<G1> {
    if (keys.is_empty()) return bls12381::g1_identity();
    bls12381::uncompressed_g1_to_g1(&bls12381::uncompressed_g1_sum(keys))
}
