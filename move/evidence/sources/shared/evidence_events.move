// SPDX-License-Identifier: Apache-2.0

/// The events: everything that happens, told so that a stranger can check it. What members have
/// signed comes with their signature and says all that the message does, proofs come whole, and every
/// epoch brings its committee with keys.
module evidence::evidence_events;

use evidence::{opening::Opening, schedule::Cause, verdict::Verdict, wrong_answer::Claim};
use sui::event;

// === Structs: Network ===

public struct EvidenceCreated has copy, drop {
    evidence: ID,
    records: ID,
    n_shards: u16,
    samples: u32,
    step_ms: u64,
}

/// The state has moved to a later version of the package.
public struct EvidenceMigrated has copy, drop { version: u64 }

/// The committee of an epoch, in the order of the bitmaps. The digest is the hash of the BCS of the
/// fields before it.
public struct CommitteeRecorded has copy, drop {
    epoch: u32,
    n_shards: u16,
    node_ids: vector<ID>,
    /// Uncompressed points of G1 (96 bytes each).
    public_keys: vector<vector<u8>>,
    weights: vector<u16>,
    shards: vector<vector<u16>>,
    done_ms: u64,
    duration_ms: u64,
    hand_over_deadline_ms: u64,
    digest: address,
}

/// From `from_epoch` on, cause c takes millionths number c - 1 of the stake.
public struct ScheduleChanged has copy, drop {
    epoch: u32,
    sequence: u64,
    from_epoch: u32,
    stake_ppm: vector<u32>,
    rebuild_cost: u64,
    signers: u256,
    /// The sum of the signers' signatures (96 bytes), here and in other events.
    signature: vector<u8>,
}

/// A node has to pay millionths of its stake and of its rewards for what it has done in `epoch`.
public struct PenaltyOrdered has copy, drop {
    epoch: u32,
    node_id: ID,
    cause: u8,
    stake_ppm: u32,
    rewards_ppm: u32,
}

// === Structs: Rounds ===

/// An attempt to open a round has drawn this number.
public struct RoundAttempted has copy, drop { epoch: u32, slot: u64, number: u8 }

/// The attempt of a slot has not opened a round.
public struct SlotPassed has copy, drop { epoch: u32, slot: u64 }

/// A round has opened. Its set is what has been certified and alive for long enough at the place of
/// this event in the chain's order.
public struct RoundOpened has copy, drop { epoch: u32, round: u32, opened_ms: u64 }

/// Members say that they have this set.
public struct ReadySigned has copy, drop {
    epoch: u32,
    round: u32,
    count: u64,
    bytes: u64,
    root: address,
    signers: u256,
    signature: vector<u8>,
}

/// A quorum has this set. With a count of 0 the round is over.
public struct RoundReady has copy, drop {
    epoch: u32,
    round: u32,
    count: u64,
    bytes: u64,
    root: address,
    since_ms: u64,
}

/// What decides the samples of the round.
public struct SeedDrawn has copy, drop { epoch: u32, round: u32, seed: address, seed_ms: u64 }

/// A node has posted the root of its answers.
public struct NodeAnswered has copy, drop { epoch: u32, round: u32, node_id: ID, root: address }

/// Members vouch for the answers of these nodes.
public struct AnswersVouchedFor has copy, drop {
    epoch: u32,
    round: u32,
    nodes: u256,
    signers: u256,
    signature: vector<u8>,
}

/// No set was ready, or no seed drawn, in time.
public struct RoundVoided has copy, drop { epoch: u32, round: u32, contradicted: u256 }

/// All members have their verdict. If too few passed, it is inconclusive.
public struct RoundClosed has copy, drop { epoch: u32, round: u32, is_conclusive: bool }

/// What the round has come to for one member, and its misses after that: since it last passed, and
/// in the epoch.
public struct NodeSettled has copy, drop {
    epoch: u32,
    round: u32,
    node_id: ID,
    verdict: Verdict,
    misses_in_a_row: u32,
    misses: u32,
}

/// The epoch has ended before the round was settled; what was not, never will be.
public struct RoundAbandoned has copy, drop { epoch: u32, round: u32 }

// === Structs: Proofs ===

/// A node's answer number `position` is not what the blob commits to.
public struct AnswerProvedWrong has copy, drop {
    claim: Claim,
    position: u64,
    path: vector<address>,
    size: u64,
    opening: Opening,
}

/// The same, but opened along the sliver that crosses the one asked for: it convicts after
/// `acquit_after_ms`, unless the blob turns out to be invalid.
public struct NodeAccused has copy, drop {
    claim: Claim,
    position: u64,
    path: vector<address>,
    size: u64,
    opening: Opening,
    acquit_after_ms: u64,
}

/// What has become of an accusation. One that is dropped came to nothing: the node was convicted by
/// another, or the round is over.
public struct AccusationResolved has copy, drop {
    epoch: u32,
    round: u32,
    node_id: ID,
    blob_id: u256,
    is_convicted: bool,
    is_dropped: bool,
}

/// One cell of a blob has two contents.
public struct ConflictProved has copy, drop {
    blob_id: u256,
    size: u64,
    row: u16,
    column: u16,
    in_row: Opening,
    in_column: Opening,
}

/// A cell of a blob has a byte behind its end that is not zero: number `at` of the symbol.
public struct PaddingProved has copy, drop {
    blob_id: u256,
    size: u64,
    row: u16,
    column: u16,
    leaf: vector<u8>,
    at: u64,
    along_row: bool,
    opening: Opening,
}

// === Structs: Blobs ===

/// Members have signed the message of Walrus that a blob id is invalid. `epoch` is that of the
/// message.
public struct InvalidityAttested has copy, drop {
    epoch: u32,
    blob_id: u256,
    signers: u256,
    signature: vector<u8>,
}

/// A blob id is invalid. The causes are those of `evidence::records`.
public struct BlobInvalid has copy, drop { epoch: u32, record: u64, blob_id: u256, cause: u8 }

/// What was certified under a blob id up to `epoch` is lost, by the word of the signers.
public struct BlobLost has copy, drop {
    epoch: u32,
    record: u64,
    blob_id: u256,
    cause: u8,
    signers: u256,
    message_digest: address,
    signature: vector<u8>,
}

/// The blob is not lost after all, by the word of the signers.
public struct LossRevoked has copy, drop {
    epoch: u32,
    record: u64,
    blob_id: u256,
    signers: u256,
    message_digest: address,
    signature: vector<u8>,
}

// === Structs: Shards ===

/// A node says that it has lost these shards. They are not asked for until `until_epoch` is over.
public struct ShardsDeclaredLost has copy, drop {
    epoch: u32,
    node_id: ID,
    shards: vector<u16>,
    until_epoch: u32,
    is_repeated: bool,
}

/// So many of a node's shards are still lost in this epoch, by what it has declared in the one
/// before.
public struct ShardsStillLost has copy, drop { epoch: u32, node_id: ID, count: u64 }

/// A node says that it has its shards again; they are asked for from the next round on.
public struct ShardsRestored has copy, drop { epoch: u32, node_id: ID }

// === Public-Package Functions ===

public(package) fun evidence_created(
    evidence: ID,
    records: ID,
    n_shards: u16,
    samples: u32,
    step_ms: u64,
) {
    event::emit(EvidenceCreated { evidence, records, n_shards, samples, step_ms });
}

public(package) fun evidence_migrated(version: u64) {
    event::emit(EvidenceMigrated { version });
}

public(package) fun committee_recorded(
    epoch: u32,
    n_shards: u16,
    node_ids: vector<ID>,
    public_keys: vector<vector<u8>>,
    weights: vector<u16>,
    shards: vector<vector<u16>>,
    done_ms: u64,
    duration_ms: u64,
    hand_over_deadline_ms: u64,
    digest: address,
) {
    event::emit(CommitteeRecorded {
        epoch,
        n_shards,
        node_ids,
        public_keys,
        weights,
        shards,
        done_ms,
        duration_ms,
        hand_over_deadline_ms,
        digest,
    });
}

public(package) fun schedule_changed(
    epoch: u32,
    sequence: u64,
    from_epoch: u32,
    stake_ppm: vector<u32>,
    rebuild_cost: u64,
    signers: u256,
    signature: vector<u8>,
) {
    event::emit(ScheduleChanged {
        epoch,
        sequence,
        from_epoch,
        stake_ppm,
        rebuild_cost,
        signers,
        signature,
    });
}

public(package) fun penalty_ordered(
    epoch: u32,
    node_id: ID,
    cause: Cause,
    stake_ppm: u32,
    rewards_ppm: u32,
) {
    event::emit(PenaltyOrdered { epoch, node_id, cause: cause.number(), stake_ppm, rewards_ppm });
}

public(package) fun round_attempted(epoch: u32, slot: u64, number: u8) {
    event::emit(RoundAttempted { epoch, slot, number });
}

public(package) fun slot_passed(epoch: u32, slot: u64) {
    event::emit(SlotPassed { epoch, slot });
}

public(package) fun round_opened(epoch: u32, round: u32, opened_ms: u64) {
    event::emit(RoundOpened { epoch, round, opened_ms });
}

public(package) fun ready_signed(
    epoch: u32,
    round: u32,
    count: u64,
    bytes: u64,
    root: address,
    signers: u256,
    signature: vector<u8>,
) {
    event::emit(ReadySigned { epoch, round, count, bytes, root, signers, signature });
}

public(package) fun round_ready(
    epoch: u32,
    round: u32,
    count: u64,
    bytes: u64,
    root: address,
    since_ms: u64,
) {
    event::emit(RoundReady { epoch, round, count, bytes, root, since_ms });
}

public(package) fun seed_drawn(epoch: u32, round: u32, seed: address, seed_ms: u64) {
    event::emit(SeedDrawn { epoch, round, seed, seed_ms });
}

public(package) fun node_answered(epoch: u32, round: u32, node_id: ID, root: address) {
    event::emit(NodeAnswered { epoch, round, node_id, root });
}

public(package) fun answers_vouched_for(
    epoch: u32,
    round: u32,
    nodes: u256,
    signers: u256,
    signature: vector<u8>,
) {
    event::emit(AnswersVouchedFor { epoch, round, nodes, signers, signature });
}

public(package) fun round_voided(epoch: u32, round: u32, contradicted: u256) {
    event::emit(RoundVoided { epoch, round, contradicted });
}

public(package) fun round_closed(epoch: u32, round: u32, is_conclusive: bool) {
    event::emit(RoundClosed { epoch, round, is_conclusive });
}

public(package) fun node_settled(
    epoch: u32,
    round: u32,
    node_id: ID,
    verdict: Verdict,
    misses_in_a_row: u32,
    misses: u32,
) {
    event::emit(NodeSettled { epoch, round, node_id, verdict, misses_in_a_row, misses });
}

public(package) fun round_abandoned(epoch: u32, round: u32) {
    event::emit(RoundAbandoned { epoch, round });
}

public(package) fun answer_proved_wrong(
    claim: Claim,
    position: u64,
    path: vector<address>,
    size: u64,
    opening: Opening,
) {
    event::emit(AnswerProvedWrong { claim, position, path, size, opening });
}

public(package) fun node_accused(
    claim: Claim,
    position: u64,
    path: vector<address>,
    size: u64,
    opening: Opening,
    acquit_after_ms: u64,
) {
    event::emit(NodeAccused { claim, position, path, size, opening, acquit_after_ms });
}

public(package) fun accusation_resolved(
    epoch: u32,
    round: u32,
    node_id: ID,
    blob_id: u256,
    is_convicted: bool,
    is_dropped: bool,
) {
    event::emit(AccusationResolved { epoch, round, node_id, blob_id, is_convicted, is_dropped });
}

public(package) fun conflict_proved(
    blob_id: u256,
    size: u64,
    row: u16,
    column: u16,
    in_row: Opening,
    in_column: Opening,
) {
    event::emit(ConflictProved { blob_id, size, row, column, in_row, in_column });
}

public(package) fun padding_proved(
    blob_id: u256,
    size: u64,
    row: u16,
    column: u16,
    leaf: vector<u8>,
    at: u64,
    along_row: bool,
    opening: Opening,
) {
    event::emit(PaddingProved { blob_id, size, row, column, leaf, at, along_row, opening });
}

public(package) fun invalidity_attested(
    epoch: u32,
    blob_id: u256,
    signers: u256,
    signature: vector<u8>,
) {
    event::emit(InvalidityAttested { epoch, blob_id, signers, signature });
}

public(package) fun blob_invalid(epoch: u32, record: u64, blob_id: u256, cause: u8) {
    event::emit(BlobInvalid { epoch, record, blob_id, cause });
}

public(package) fun blob_lost(
    epoch: u32,
    record: u64,
    blob_id: u256,
    cause: u8,
    signers: u256,
    message_digest: address,
    signature: vector<u8>,
) {
    event::emit(BlobLost { epoch, record, blob_id, cause, signers, message_digest, signature });
}

public(package) fun loss_revoked(
    epoch: u32,
    record: u64,
    blob_id: u256,
    signers: u256,
    message_digest: address,
    signature: vector<u8>,
) {
    event::emit(LossRevoked { epoch, record, blob_id, signers, message_digest, signature });
}

public(package) fun shards_declared_lost(
    epoch: u32,
    node_id: ID,
    shards: vector<u16>,
    until_epoch: u32,
    is_repeated: bool,
) {
    event::emit(ShardsDeclaredLost { epoch, node_id, shards, until_epoch, is_repeated });
}

public(package) fun shards_still_lost(epoch: u32, node_id: ID, count: u64) {
    event::emit(ShardsStillLost { epoch, node_id, count });
}

public(package) fun shards_restored(epoch: u32, node_id: ID) {
    event::emit(ShardsRestored { epoch, node_id });
}

// === Test Only ===

/// Epoch, slot and number.
#[test_only]
public fun attempt_for_testing(self: &RoundAttempted): (u32, u64, u8) {
    (self.epoch, self.slot, self.number)
}

/// Misses in a row, misses in the epoch, and the verdict.
#[test_only]
public fun settled_for_testing(self: &NodeSettled): (u32, u32, Verdict) {
    (self.misses_in_a_row, self.misses, self.verdict)
}
