// SPDX-License-Identifier: Apache-2.0

/// What members of a committee sign about evidence. Every message opens with type u8, version u8 =
/// 0, app id u8 = 72 and the epoch (u32). The body is the BCS of the structs below:
///
/// | type | says          | body                                                                |
/// |------|---------------|---------------------------------------------------------------------|
/// | 64   | ready         | evidence id, round u32, count u64, bytes u64, root (32)             |
/// | 65   | passed        | evidence id, round u32, nodes u256                                  |
/// | 67   | refused       | evidence id, blob id (32)                                           |
/// | 68   | unrecoverable | evidence id, blob id (32)                                           |
/// | 69   | schedule      | evidence id, sequence u64, from epoch u32, stake ppm of causes 1 to |
/// |      |               | 9 (u32 each, no length), rebuild cost u64                           |
/// | 70   | revoked       | evidence id, blob id (32), record u64                               |
///
/// Each names the `Evidence` object, so that nothing signed on one network counts on another.
/// Messages are made again and compared, never parsed: a body has one meaning, and no byte to spare.
module evidence::statements;

use evidence::merkle;
use sui::bcs;
use walrus::judge::Verified;
use walrus_core::quorum;

// === Errors ===

/// The message is of another type than this call needs, or says something else than the arguments.
const EOtherStatement: u64 = 0;
/// The signers hold too few shards for this kind of message.
const ENotEnoughWeight: u64 = 1;

// === Constants ===

const VERSION: u8 = 0;
const APP_ID: u8 = 72;

const READY: u8 = 64;
const PASSED: u8 = 65;
const REFUSED: u8 = 67;
const UNRECOVERABLE: u8 = 68;
const SCHEDULE: u8 = 69;
const REVOKED: u8 = 70;

// === Structs ===

/// A message as it is signed.
public struct Message<T: copy + drop> has copy, drop {
    message_type: u8,
    version: u8,
    app_id: u8,
    epoch: u32,
    body: T,
}

public struct Ready has copy, drop {
    evidence: ID,
    round: u32,
    count: u64,
    bytes: u64,
    root: address,
}

public struct Passed has copy, drop { evidence: ID, round: u32, nodes: u256 }

public struct AboutBlob has copy, drop { evidence: ID, blob_id: u256 }

public struct NewSchedule has copy, drop {
    evidence: ID,
    sequence: u64,
    from_epoch: u32,
    /// Millionths of the stake that each cause takes.
    wrong_answer: u32,
    missed_in_a_row: u32,
    missed: u32,
    void_round: u32,
    not_delivered: u32,
    not_received: u32,
    declared_lost: u32,
    unrecoverable: u32,
    vote: u32,
    rebuild_cost: u64,
}

public struct Revoked has copy, drop { evidence: ID, blob_id: u256, record: u64 }

/// Who has signed a message.
public struct Signers has copy, drop {
    epoch: u32,
    /// Bit i is the member i of the committee of the epoch.
    bitmap: u256,
    weight: u16,
    count: u16,
    n_shards: u16,
    /// The hash of the message.
    digest: address,
    /// The sum of their signatures.
    signature: vector<u8>,
}

// === Public-Package Functions ===

/// Who says that the set of a round has this size and root.
public(package) fun ready(
    verified: Verified,
    evidence: ID,
    round: u32,
    count: u64,
    bytes: u64,
    root: address,
): Signers {
    signers(verified, READY, Ready { evidence, round, count, bytes, root })
}

/// Who says that these members have answered rightly.
public(package) fun passed(verified: Verified, evidence: ID, round: u32, nodes: u256): Signers {
    signers(verified, PASSED, Passed { evidence, round, nodes })
}

/// Who refuses a blob.
public(package) fun refused(verified: Verified, evidence: ID, blob_id: u256): Signers {
    signers(verified, REFUSED, AboutBlob { evidence, blob_id })
}

/// Who can neither give a blob's slivers nor rebuild them.
public(package) fun unrecoverable(verified: Verified, evidence: ID, blob_id: u256): Signers {
    signers(verified, UNRECOVERABLE, AboutBlob { evidence, blob_id })
}

/// Who wants this schedule.
public(package) fun schedule(
    verified: Verified,
    evidence: ID,
    sequence: u64,
    from_epoch: u32,
    stake_ppm: &vector<u32>,
    rebuild_cost: u64,
): Signers {
    let body = new_schedule(evidence, sequence, from_epoch, stake_ppm, rebuild_cost);
    signers(verified, SCHEDULE, body)
}

/// Who says that a blob is not lost after all.
public(package) fun revoked(verified: Verified, evidence: ID, blob_id: u256, record: u64): Signers {
    signers(verified, REVOKED, Revoked { evidence, blob_id, record })
}

/// Aborts unless a quorum has signed.
public(package) fun assert_quorum(self: &Signers) {
    assert!(quorum::is_quorum(self.weight, self.n_shards), ENotEnoughWeight);
}

/// Aborts unless at least one honest node has signed, and two nodes in all: no single node decides,
/// whatever it holds.
public(package) fun assert_one_honest(self: &Signers) {
    assert!(self.weight >= quorum::one_honest_weight(self.n_shards), ENotEnoughWeight);
    assert!(self.count >= 2, ENotEnoughWeight);
}

/// The epoch in which the message was signed.
public(package) fun epoch(self: &Signers): u32 {
    self.epoch
}

/// The signers among the members of the committee.
public(package) fun bitmap(self: &Signers): u256 {
    self.bitmap
}

/// The hash of the message.
public(package) fun digest(self: &Signers): address {
    self.digest
}

/// The sum of the signers' signatures of the message.
public(package) fun signature(self: &Signers): vector<u8> {
    self.signature
}

// === Private Functions ===

fun new_schedule(
    evidence: ID,
    sequence: u64,
    from_epoch: u32,
    stake_ppm: &vector<u32>,
    rebuild_cost: u64,
): NewSchedule {
    assert!(stake_ppm.length() == 9, EOtherStatement);
    NewSchedule {
        evidence,
        sequence,
        from_epoch,
        wrong_answer: stake_ppm[0],
        missed_in_a_row: stake_ppm[1],
        missed: stake_ppm[2],
        void_round: stake_ppm[3],
        not_delivered: stake_ppm[4],
        not_received: stake_ppm[5],
        declared_lost: stake_ppm[6],
        unrecoverable: stake_ppm[7],
        vote: stake_ppm[8],
        rebuild_cost,
    }
}

fun signers<T: copy + drop>(verified: Verified, expected_type: u8, body: T): Signers {
    let (
        epoch,
        message_type,
        signed,
        bitmap,
        weight,
        count,
        n_shards,
        signature,
    ) = verified.into_parts();
    assert!(message_type == expected_type && signed == bcs::to_bytes(&body), EOtherStatement);
    let message = Message { message_type, version: VERSION, app_id: APP_ID, epoch, body };
    Signers { epoch, bitmap, weight, count, n_shards, digest: merkle::digest(&message), signature }
}

// === Test Only ===

/// Type and body of a message.
#[test_only]
public fun ready_for_testing(
    evidence: ID,
    round: u32,
    count: u64,
    bytes: u64,
    root: address,
): (u8, vector<u8>) {
    (READY, bcs::to_bytes(&Ready { evidence, round, count, bytes, root }))
}

#[test_only]
public fun passed_for_testing(evidence: ID, round: u32, nodes: u256): (u8, vector<u8>) {
    (PASSED, bcs::to_bytes(&Passed { evidence, round, nodes }))
}

#[test_only]
public fun refused_for_testing(evidence: ID, blob_id: u256): (u8, vector<u8>) {
    (REFUSED, bcs::to_bytes(&AboutBlob { evidence, blob_id }))
}

#[test_only]
public fun unrecoverable_for_testing(evidence: ID, blob_id: u256): (u8, vector<u8>) {
    (UNRECOVERABLE, bcs::to_bytes(&AboutBlob { evidence, blob_id }))
}

#[test_only]
public fun schedule_for_testing(
    evidence: ID,
    sequence: u64,
    from_epoch: u32,
    stake_ppm: &vector<u32>,
    rebuild_cost: u64,
): (u8, vector<u8>) {
    let body = new_schedule(evidence, sequence, from_epoch, stake_ppm, rebuild_cost);
    (SCHEDULE, bcs::to_bytes(&body))
}

#[test_only]
public fun revoked_for_testing(evidence: ID, blob_id: u256, record: u64): (u8, vector<u8>) {
    (REVOKED, bcs::to_bytes(&Revoked { evidence, blob_id, record }))
}
