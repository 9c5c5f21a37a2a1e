// SPDX-License-Identifier: Apache-2.0

/// Where the judges of the network meet it.
///
/// This package knows penalties, not the reasons for them. The reasons are another package's: it
/// verifies evidence, keeps a record of it, and passes sentence. The two speak in values that live
/// for one transaction, so that each can be upgraded without the other:
///
///   verify(system, ...) -> Verified      what members of a committee have signed
///   (the judge's package) -> Sentence    what is to be done about it
///   carry_out(system, staking, Sentence)
///
/// A package that was published against an older version of this one must not call anything here
/// that looks at `System` or `Staking`: those calls abort after a migration. It takes what they
/// return instead, and those values look the same in every version.
///
/// Whose sentences count is recorded in `System`, as the type of the witness with which the judge's
/// package makes them. The holder of the `EmergencyUpgradeCap`, who publishes the network, names
/// it first. Afterwards only a quorum of the committee can name another.
module walrus::judge;

use std::{ascii::String, type_name::{Self, TypeName}};
use sui::bcs;
use wal::wal::{Self, ProtectedTreasury};
use walrus::{events, staking::Staking, system::System, upgrade::EmergencyUpgradeCap};
use walrus_core::{committee::Committee, messages};

// === Errors ===

/// The message is of a type below 64: those are the messages of Walrus, which have calls of their
/// own.
const EInvalidMessageType: u64 = 0;
/// The sentence is not that of the judge whom the network has named.
const ENotTheJudge: u64 = 1;
/// A judge has been named already; only a quorum of the committee can name another.
const EJudgeAlreadyNamed: u64 = 2;
/// The penalty is for a deed in an epoch that is neither the current one nor the one before.
const EDeedTooOld: u64 = 3;
/// The message does not name this judge, in this network and epoch.
const EJudgeNotVoted: u64 = 4;

// === Constants ===

/// Types of messages from here on are this project's own.
const FIRST_OWN_TYPE: u8 = 64;
/// The type of the message by which a committee names another judge.
const JUDGE: u8 = 71;

// === Structs ===

/// A message that members of a committee have signed. Whether their weight is enough for what it
/// says is for the judge to decide.
public struct Verified {
    epoch: u32,
    message_type: u8,
    body: vector<u8>,
    /// Bit i is the member i of the committee of `epoch`.
    signers: u256,
    weight: u16,
    n_signers: u16,
    n_shards: u16,
    /// The sum of the signers' signatures, so that the judge's records can be checked by anybody.
    signature: vector<u8>,
}

/// A blob id of which at least one honest node of the current epoch says that it is invalid, by the
/// message of Walrus.
public struct VerifiedInvalid {
    epoch: u32,
    blob_id: u256,
    signers: u256,
    signature: vector<u8>,
}

/// The current epoch. It cannot be kept, so nobody brings an old one.
public struct Now has drop { epoch: u32, n_shards: u16 }

/// The committee of the current epoch, in the order of the bitmap, and the times of the epoch. It
/// exists only once the epoch change is done.
public struct EpochRecord has drop {
    epoch: u32,
    n_shards: u16,
    node_ids: vector<ID>,
    /// Uncompressed points of G1 (96 bytes each).
    public_keys: vector<vector<u8>>,
    weights: vector<u16>,
    shards: vector<vector<u16>>,
    /// When the epoch change was done, for how long the epoch lasts, and until when the shards of
    /// the epoch have to be received; in milliseconds.
    done_ms: u64,
    duration_ms: u64,
    hand_over_deadline_ms: u64,
}

/// What a node has not done in the hand-over into the current epoch. Numbers are shards.
public struct HandOverFailures has drop {
    epoch: u32,
    node_id: ID,
    n_shards: u16,
    /// What it owned before, and owed and has not delivered: new owners say so, who are so many and
    /// own so much.
    owned_before: u16,
    not_delivered: u16,
    n_accusers: u16,
    accusing_weight: u16,
    /// What it owns, and was owed and has not received by the deadline nor since; and whether enough
    /// others have received theirs in time to show that it could be done.
    owned: u16,
    not_received: u16,
    others_in_time: bool,
}

/// The message by which a committee names another judge, as its bytes are BCS of it.
public struct JudgeMessage has drop {
    message_type: u8,
    version: u8,
    app_id: u8,
    epoch: u32,
    system: ID,
    /// The judge whom it replaces, so that who was replaced does not come back by the same message.
    before: Option<String>,
    judge: String,
}

/// What a judge wants done.
public struct Sentence {
    judge: TypeName,
    orders: vector<Order>,
}

/// One thing to be done. Parts are millionths.
public enum Order has drop {
    /// For a deed of a node in `epoch`: takes parts of its stake, and of its rewards of the epoch
    /// that runs.
    Penalty { node_id: ID, epoch: u32, cause: u8, stake_ppm: u32, rewards_ppm: u32 },
    /// For shards that a node has not handed over in the epoch that runs: the same, and stake pays as
    /// well that left when the epoch began.
    HandOverPenalty { node_id: ID, epoch: u32, cause: u8, stake_ppm: u32, rewards_ppm: u32 },
    /// Lets parts of a node's rewards of the epoch that runs wait.
    HoldRewards { node_id: ID, epoch: u32, rewards_ppm: u32 },
    /// Pays what waits with the node's next rewards.
    ReleaseRewards { node_id: ID },
    /// No blob with this id can be decoded.
    Invalidate { blob_id: u256 },
    /// What was certified under this id up to `epoch` is lost.
    Lose { blob_id: u256, epoch: u32 },
    /// It is not lost after all.
    Revoke { blob_id: u256 },
}

// === Public Functions: Evidence ===

/// Checks a message of the current epoch or the one before, of type 64 or up, that any of the
/// committee's members have signed.
///
/// Aborts with:
/// - `system::EWrongVersion` if the object belongs to another version of the package,
/// - `system::ENoCommittee` if `epoch` is neither the current epoch nor the one before,
/// - `messages::EInvalidMessageLength`, `messages::EIncorrectIntentVersion`,
///   `messages::EIncorrectAppId` or `messages::EIncorrectEpoch` if the header is not that of a
///   message of this project in `epoch`,
/// - `EInvalidMessageType` if the message is one of Walrus,
/// - `bls_aggregate::EInvalidBitmap` if the bitmap names members that the committee does not have,
/// - `bls_aggregate::ENotEnoughStake` if the bitmap names nobody,
/// - `bls_aggregate::ESigVerification` if the signature is not that of the named signers.
public fun verify(
    system: &System,
    epoch: u32,
    signature: vector<u8>,
    signers_bitmap: vector<u8>,
    message: vector<u8>,
): Verified {
    let committee = system.committee_of(epoch);
    let (message_type, body) = messages::parse_own(message, epoch).into_parts();
    assert!(message_type >= FIRST_OWN_TYPE, EInvalidMessageType);
    let (weight, n_signers) = committee.verify_signers(&signature, &signers_bitmap, &message);
    let signers = members_in(&signers_bitmap);
    let n_shards = committee.n_shards();
    Verified { epoch, message_type, body, signers, weight, n_signers, n_shards, signature }
}

/// Epoch, type, body, signers (bit i is member i), their weight and number, the number of shards of
/// the network, and the signature. Never aborts.
public fun into_parts(self: Verified): (u32, u8, vector<u8>, u256, u16, u16, u16, vector<u8>) {
    let Verified { epoch, message_type, body, signers, weight, n_signers, n_shards, signature } =
        self;
    (epoch, message_type, body, signers, weight, n_signers, n_shards, signature)
}

/// Checks the certificate by which Walrus makes a blob id invalid, as `system::invalidate_blob_id`
/// does.
///
/// Aborts with:
/// - `system::EWrongVersion` if the object belongs to another version of the package,
/// - `messages::EInvalidMessageLength`, `messages::EIncorrectIntentVersion`,
///   `messages::EIncorrectAppId`, `messages::EIncorrectEpoch` or `messages::EInvalidMsgType` if the
///   message does not say that a blob id is invalid, in the current epoch,
/// - `bls_aggregate::EInvalidBitmap` if the bitmap names members that the committee does not have,
/// - `bls_aggregate::ENotEnoughStake` if the signers hold no more than a third of the shards,
/// - `bls_aggregate::ESigVerification` if the signature is not that of the named signers.
public fun verify_invalid(
    system: &System,
    signature: vector<u8>,
    members_bitmap: vector<u8>,
    message: vector<u8>,
): VerifiedInvalid {
    let blob_id = system.invalidate_blob_id(signature, members_bitmap, message);
    VerifiedInvalid {
        epoch: system.epoch(),
        blob_id,
        signers: members_in(&members_bitmap),
        signature,
    }
}

/// The epoch of the message, the blob id, signers (bit i is member i), and the signature. Never
/// aborts.
public fun into_invalid(self: VerifiedInvalid): (u32, u256, u256, vector<u8>) {
    let VerifiedInvalid { epoch, blob_id, signers, signature } = self;
    (epoch, blob_id, signers, signature)
}

/// The current epoch, for judges.
///
/// Aborts with `system::EWrongVersion` if the object belongs to another version of the package.
public fun now(system: &System): Now {
    Now { epoch: system.epoch(), n_shards: system.n_shards() }
}

/// The epoch. Never aborts.
public fun epoch(self: &Now): u32 {
    self.epoch
}

/// The number of shards of the network. Never aborts.
public fun n_shards(self: &Now): u16 {
    self.n_shards
}

/// The committee and the times of the current epoch.
///
/// Aborts with:
/// - `system::EWrongVersion` or `staking::EWrongVersion` if an object belongs to another version of
///   the package,
/// - `staking_inner::EWrongEpochState` if the epoch change is not done,
/// - `hand_over::ENoHandOver` if it is epoch 0.
public fun epoch_record(system: &System, staking: &Staking): EpochRecord {
    let epoch = system.epoch();
    let (done_ms, duration_ms) = staking.epoch_times();
    let hand_over_deadline_ms = staking.hand_over().deadline_ms();
    let committee = system.current_committee();
    let mut node_ids = vector[];
    let mut public_keys = vector[];
    let mut weights = vector[];
    let mut shards = vector[];
    committee.members().do_ref!(|member| {
        let node_id = member.node_id();
        node_ids.push_back(node_id);
        public_keys.push_back(*member.public_key().bytes());
        weights.push_back(member.weight());
        shards.push_back(*staking.committee().shards(&node_id));
    });
    EpochRecord {
        epoch,
        n_shards: committee.n_shards(),
        node_ids,
        public_keys,
        weights,
        shards,
        done_ms,
        duration_ms,
        hand_over_deadline_ms,
    }
}

/// Epoch, number of shards, and for each member: node id, key, weight, shards. Then when the epoch
/// change was done, the duration of the epoch, and the deadline of the hand-over; in milliseconds.
/// Never aborts.
public fun into_epoch(
    self: EpochRecord,
): (u32, u16, vector<ID>, vector<vector<u8>>, vector<u16>, vector<vector<u16>>, u64, u64, u64) {
    let EpochRecord {
        epoch,
        n_shards,
        node_ids,
        public_keys,
        weights,
        shards,
        done_ms,
        duration_ms,
        hand_over_deadline_ms,
    } = self;
    let deadline_ms = hand_over_deadline_ms;
    (epoch, n_shards, node_ids, public_keys, weights, shards, done_ms, duration_ms, deadline_ms)
}

/// What a node has not done in the hand-over into the current epoch.
///
/// Aborts with:
/// - `staking::EWrongVersion` if the object belongs to another version of the package,
/// - `hand_over::ENoHandOver` if it is epoch 0.
public fun hand_over_failures(staking: &Staking, node_id: ID): HandOverFailures {
    let hand_over = staking.hand_over();
    let mut failures = HandOverFailures {
        epoch: hand_over.epoch(),
        node_id,
        n_shards: staking.n_shards(),
        owned_before: weight_in(staking.previous_committee(), &node_id),
        not_delivered: 0,
        n_accusers: 0,
        accusing_weight: 0,
        owned: weight_in(staking.committee(), &node_id),
        not_received: 0,
        others_in_time: false,
    };
    hand_over.receivers().do_ref!(|receiver| {
        let is_late = receiver.missed_deadline() && receiver.reported_ms().is_none();
        receiver.transfers().do_ref!(|transfer| {
            if (transfer.from() == node_id) {
                let recovered = transfer.recovered().length() as u16;
                failures.not_delivered = failures.not_delivered + recovered;
            };
            if (is_late && receiver.node_id() == node_id) {
                let shards = transfer.shards().length() as u16;
                failures.not_received = failures.not_received + shards;
            };
        });
    });
    hand_over.offences().do_ref!(|offence| if (offence.offender() == node_id) {
        let n_accusers = offence.accusers().length() as u16;
        if (n_accusers > 0) {
            failures.n_accusers = n_accusers;
            failures.accusing_weight = offence.accusing_weight();
        } else {
            failures.others_in_time = offence.is_beyond_faulty_nodes(failures.n_shards);
        };
    });
    failures
}

/// Epoch, node and number of shards of the network; what it owned before and has not delivered, its
/// accusers and their weight; what it owns and has not received, and whether others have in time.
/// Never aborts.
public fun into_failures(
    self: HandOverFailures,
): (u32, ID, u16, u16, u16, u16, u16, u16, u16, bool) {
    let HandOverFailures {
        epoch,
        node_id,
        n_shards,
        owned_before,
        not_delivered,
        n_accusers,
        accusing_weight,
        owned,
        not_received,
        others_in_time,
    } = self;
    (
        epoch,
        node_id,
        n_shards,
        owned_before,
        not_delivered,
        n_accusers,
        accusing_weight,
        owned,
        not_received,
        others_in_time,
    )
}

// === Public Functions: Sentences ===

/// A sentence without orders, by the package that defines the witness. Never aborts.
public fun sentence<W: drop>(_witness: W): Sentence {
    Sentence { judge: type_name::with_defining_ids<W>(), orders: vector[] }
}

/// Orders a penalty: millionths of the node's stake, and of its rewards for the current epoch. Stake
/// is taken only for a deed of the current epoch. Never aborts.
public fun penalise(
    self: &mut Sentence,
    node_id: ID,
    epoch: u32,
    cause: u8,
    stake_ppm: u32,
    rewards_ppm: u32,
) {
    self.orders.push_back(Order::Penalty { node_id, epoch, cause, stake_ppm, rewards_ppm });
}

/// Orders a penalty for shards that a node has not handed over in `epoch`, the current one. Stake
/// pays that was at work until the epoch began, also if it left then: while a new owner has not
/// reported that it holds shards of the node, or one says that it had to rebuild some, and until
/// voting has ended. After that only earnings and rewards pay. Never aborts.
public fun penalise_hand_over(
    self: &mut Sentence,
    node_id: ID,
    epoch: u32,
    cause: u8,
    stake_ppm: u32,
    rewards_ppm: u32,
) {
    self.orders.push_back(Order::HandOverPenalty { node_id, epoch, cause, stake_ppm, rewards_ppm });
}

/// Orders that millionths of a node's rewards for the current epoch wait. Never aborts.
public fun hold_rewards(self: &mut Sentence, node_id: ID, epoch: u32, rewards_ppm: u32) {
    self.orders.push_back(Order::HoldRewards { node_id, epoch, rewards_ppm });
}

/// Orders that a node's rewards which wait are paid with its next ones. Never aborts.
public fun release_rewards(self: &mut Sentence, node_id: ID) {
    self.orders.push_back(Order::ReleaseRewards { node_id });
}

/// Orders that a blob id is announced as invalid, by the event of Walrus. Never aborts.
public fun invalidate(self: &mut Sentence, blob_id: u256) {
    self.orders.push_back(Order::Invalidate { blob_id });
}

/// Orders that owners of blobs with this id, certified up to `epoch`, may take back the storage.
/// Never aborts.
public fun lose(self: &mut Sentence, blob_id: u256, epoch: u32) {
    self.orders.push_back(Order::Lose { blob_id, epoch });
}

/// Orders that they may not any more. Never aborts.
public fun revoke(self: &mut Sentence, blob_id: u256) {
    self.orders.push_back(Order::Revoke { blob_id });
}

/// Does what a sentence orders.
///
/// Aborts with:
/// - `system::EWrongVersion` or `staking::EWrongVersion` if an object belongs to another version of
///   the package,
/// - `ENotTheJudge` if the sentence is not that of the network's judge,
/// - `EDeedTooOld` if a penalty is for an epoch that is neither the current one nor the one before,
///   or one for a hand-over not for the current one,
/// - `staking_inner::EPoolNotFound` if a node does not exist any more.
public fun carry_out(system: &mut System, staking: &mut Staking, sentence: Sentence) {
    let Sentence { judge, orders } = sentence;
    assert!(system.judge().is_some_and!(|named| named == judge), ENotTheJudge);
    let now = system.epoch();
    orders.do!(
        |order| match (order) {
            Order::Penalty { node_id, epoch, cause, stake_ppm, rewards_ppm } => {
                assert!(epoch == now || epoch + 1 == now, EDeedTooOld);
                staking.penalise(node_id, epoch, cause, stake_ppm, rewards_ppm);
            },
            Order::HandOverPenalty { node_id, epoch, cause, stake_ppm, rewards_ppm } => {
                assert!(epoch == now, EDeedTooOld);
                staking.penalise_hand_over(node_id, cause, stake_ppm, rewards_ppm);
            },
            Order::HoldRewards { node_id, epoch, rewards_ppm } => {
                assert!(epoch == now || epoch + 1 == now, EDeedTooOld);
                staking.hold_rewards(node_id, rewards_ppm);
            },
            Order::ReleaseRewards { node_id } => staking.release_rewards(node_id),
            Order::Invalidate { blob_id } => events::emit_invalid_blob_id(now, blob_id),
            Order::Lose { blob_id, epoch } => system.lose(blob_id, epoch),
            Order::Revoke { blob_id } => system.revoke_loss(blob_id),
        },
    );
}

/// Burns the WAL that penalties have taken. Anyone may call it.
///
/// Aborts with `staking::EWrongVersion` if the object belongs to another version of the package.
public fun burn_penalties(
    staking: &mut Staking,
    treasury: &mut ProtectedTreasury,
    ctx: &mut TxContext,
) {
    let penalties = staking.take_penalties();
    events::emit_penalties_burned(staking.epoch(), penalties.value());
    wal::burn(treasury, penalties.into_coin(ctx));
}

// === Public Functions: The Judge ===

/// Names the first judge: the package that defines `W`, the type of its witness.
///
/// Aborts with:
/// - `system::EWrongVersion` if the object belongs to another version of the package,
/// - `EJudgeAlreadyNamed` if there is one.
public fun name_first_judge<W: drop>(system: &mut System, _cap: &EmergencyUpgradeCap) {
    assert!(system.judge().is_none(), EJudgeAlreadyNamed);
    system.set_judge(type_name::with_defining_ids<W>());
}

/// Names another judge, whom a quorum of the current epoch wants. The message is of type 71; its
/// body is the id of `System`, the name of the type of the judge's witness until now, if there is a
/// judge, and that of the new one (BCS of an optional string, and of a string).
///
/// Aborts with:
/// - `system::EWrongVersion` if the object belongs to another version of the package,
/// - `EJudgeNotVoted` if the message does not name this judge, in this network and epoch and after
///   this one,
/// - `bls_aggregate::EInvalidBitmap` if the bitmap names members that the committee does not have,
/// - `bls_aggregate::ENotEnoughStake` if the signers hold less than a quorum of the shards,
/// - `bls_aggregate::ESigVerification` if the signature is not that of the named signers.
public fun name_judge<W: drop>(
    system: &mut System,
    signature: vector<u8>,
    signers_bitmap: vector<u8>,
    message: vector<u8>,
) {
    let judge = type_name::with_defining_ids<W>();
    let wanted = JudgeMessage {
        message_type: JUDGE,
        version: 0,
        app_id: messages::own_app_id(),
        epoch: system.epoch(),
        system: object::id(system),
        before: system.judge().map!(|named| named.into_string()),
        judge: judge.into_string(),
    };
    assert!(message == bcs::to_bytes(&wanted), EJudgeNotVoted);
    system.current_committee().verify_quorum(&signature, &signers_bitmap, &message);
    system.set_judge(judge);
}

// === Private Functions ===

/// A bitmap as a number.
fun members_in(bitmap: &vector<u8>): u256 {
    let mut members = 0u256;
    bitmap.length().do!(|i| {
        members = members | ((bitmap[i] as u256) << ((8 * i) as u8));
    });
    members
}

fun weight_in(committee: &Committee, node_id: &ID): u16 {
    if (committee.contains(node_id)) committee.shards(node_id).length() as u16 else 0
}

// === Test Only ===

/// What a node has not done, as if it were on record.
#[test_only]
public fun failures_for_testing(
    epoch: u32,
    node_id: ID,
    n_shards: u16,
    owned_before: u16,
    not_delivered: u16,
    n_accusers: u16,
    accusing_weight: u16,
    owned: u16,
    not_received: u16,
    others_in_time: bool,
): HandOverFailures {
    HandOverFailures {
        epoch,
        node_id,
        n_shards,
        owned_before,
        not_delivered,
        n_accusers,
        accusing_weight,
        owned,
        not_received,
        others_in_time,
    }
}

/// A message as if members had signed it.
#[test_only]
public fun verified_for_testing(
    epoch: u32,
    message_type: u8,
    body: vector<u8>,
    signers: u256,
    weight: u16,
    n_signers: u16,
    n_shards: u16,
    signature: vector<u8>,
): Verified {
    Verified { epoch, message_type, body, signers, weight, n_signers, n_shards, signature }
}

/// An invalid blob id as if a node had signed it.
#[test_only]
public fun verified_invalid_for_testing(
    epoch: u32,
    blob_id: u256,
    signers: u256,
    signature: vector<u8>,
): VerifiedInvalid {
    VerifiedInvalid { epoch, blob_id, signers, signature }
}

/// An epoch.
#[test_only]
public fun now_for_testing(epoch: u32, n_shards: u16): Now {
    Now { epoch, n_shards }
}

/// An epoch with its committee; keys are empty.
#[test_only]
public fun epoch_record_for_testing(
    epoch: u32,
    node_ids: vector<ID>,
    shards: vector<vector<u16>>,
    done_ms: u64,
    duration_ms: u64,
    hand_over_deadline_ms: u64,
): EpochRecord {
    let weights = shards.map_ref!(|shards| shards.length() as u16);
    EpochRecord {
        epoch,
        n_shards: weights.fold!(0, |sum, weight| sum + weight),
        node_ids,
        public_keys: node_ids.map!(|_| vector[]),
        weights,
        shards,
        done_ms,
        duration_ms,
        hand_over_deadline_ms,
    }
}

/// The orders of a sentence.
#[test_only]
public fun orders_for_testing(self: Sentence): vector<Order> {
    let Sentence { orders, .. } = self;
    orders
}

/// The orders that the calls of a sentence make, to compare.
#[test_only]
public fun penalty(node_id: ID, epoch: u32, cause: u8, stake_ppm: u32, rewards_ppm: u32): Order {
    Order::Penalty { node_id, epoch, cause, stake_ppm, rewards_ppm }
}

#[test_only]
public fun hand_over_penalty(
    node_id: ID,
    epoch: u32,
    cause: u8,
    stake_ppm: u32,
    rewards_ppm: u32,
): Order {
    Order::HandOverPenalty { node_id, epoch, cause, stake_ppm, rewards_ppm }
}

#[test_only]
public fun held_rewards(node_id: ID, epoch: u32, rewards_ppm: u32): Order {
    Order::HoldRewards { node_id, epoch, rewards_ppm }
}

#[test_only]
public fun released_rewards(node_id: ID): Order {
    Order::ReleaseRewards { node_id }
}

#[test_only]
public fun invalidated(blob_id: u256): Order {
    Order::Invalidate { blob_id }
}

#[test_only]
public fun lost(blob_id: u256, epoch: u32): Order {
    Order::Lose { blob_id, epoch }
}

#[test_only]
public fun revoked(blob_id: u256): Order {
    Order::Revoke { blob_id }
}
