// SPDX-License-Identifier: Apache-2.0

/// The record of the hand-over of shards at an epoch change: which shards each new owner is owed,
/// by whom and until when, who has reported to hold them, and what went wrong.
///
/// A receiver is a node that owns more shards than in the epoch before. It reports once, when it
/// holds all its shards (`staking::epoch_sync_done`). A receiver that has to recover shards from
/// the other nodes, because the old owner did not deliver them, says so before
/// (`staking::report_recovered_shards`). Reports after the deadline are accepted, and are recorded
/// as late. A node is not asked for shards before it has them, so it is not paid for them either:
/// they earn from its report on.
///
/// Offences are recorded for a later module to punish. The two kinds have different evidence:
///
/// - A missed deadline is a fact on chain: the time passed and there was no report. Whether the node
///   is to blame depends on the other receivers, who had to fetch shards as well. The record says
///   whether those with a quorum of the others' shards, and with the weight of one honest node,
///   reported in time. If not, nothing proves that the shards were to be had, and nothing follows
///   for a single node. A node that had nothing to fetch proves nothing by its report.
/// - An accusation is the statement of the new owner alone, and any node can lie. So it is recorded
///   with the shards of all accusers. Below the weight of one honest node (3w >= n + 1) it proves
///   nothing: the f shards that may belong to faulty nodes could have invented it.
///
/// A hand-over can be read, with its offences, until the one after the next begins. It has at most
/// one record for each receiver.
///
/// Anyone can make a value of these types. It is worth something only where an object of `walrus`
/// has it, and these give out no reference through which it could be changed. Functions that change
/// a record return what has happened, for `walrus` to announce.
module walrus_core::hand_over;

use walrus_core::{committee::Committee, quorum};

// === Errors ===

/// The node is owed no shards in this epoch: it owns no more than it did before.
const ENotAReceiver: u64 = 0;
/// One of these shards is not owed to the node, or appears twice.
const EShardNotOwed: u64 = 1;
/// The node has reported already that it holds all its shards.
const EAlreadyReported: u64 = 2;
/// The deadline has not passed yet; the node can still report in time.
const EDeadlineNotPassed: u64 = 3;
/// It is on record already that the node missed the deadline; there is nothing to do.
const EAlreadyRecorded: u64 = 4;
/// The list of recovered shards is empty.
const ENoShards: u64 = 5;
/// There has been no such hand-over yet: the first one begins with epoch 1.
const ENoHandOver: u64 = 6;

// === Constants ===

/// 1 in millionths.
const WHOLE: u32 = 1_000_000;

// === Structs ===

/// The hand-over into the current epoch, and the one before it.
public struct HandOvers has store {
    current: Option<HandOver>,
    previous: Option<HandOver>,
}

/// The hand-over into one epoch. Times are in milliseconds since the Unix epoch.
public struct HandOver has copy, drop, store {
    epoch: u32,
    started_ms: u64,
    /// A report after this time is late.
    deadline_ms: u64,
    /// When a quorum of all shards was ready: the epoch change was done.
    done_ms: Option<u64>,
    /// In the order of node ids.
    receivers: vector<Receiver>,
    offences: vector<Offence>,
}

/// A node that owns more shards than before.
public struct Receiver has copy, drop, store {
    node_id: ID,
    transfers: vector<Transfer>,
    /// When it reported to hold all its shards.
    reported_ms: Option<u64>,
    missed_deadline: bool,
}

/// Shards that one old owner owes to one new owner.
public struct Transfer has copy, drop, store {
    from: ID,
    shards: vector<u16>,
    /// Those of them that the new owner rebuilt because the old one, it says, did not deliver.
    recovered: vector<u16>,
}

/// Something that a node did not do.
public struct Offence has copy, drop, store {
    node_id: ID,
    evidence: Evidence,
}

/// Of all shards that the receivers of a hand-over are owed, those that were reported by the
/// deadline; and the shards of the network.
public struct ReportsInTime has copy, drop {
    owed: u16,
    in_time: u16,
    n_shards: u16,
}

/// What has happened to shards of a new owner: to all that it is owed, or to those of one old owner
/// (`from`). `late` means a report after the deadline; `others_in_time` is that of an offence.
public struct Happening has copy, drop {
    node_id: ID,
    from: Option<ID>,
    shards: vector<u16>,
    late: bool,
    others_in_time: bool,
}

/// Why an offence is on record.
public enum Evidence has copy, drop, store {
    /// The node had not reported to hold its shards when this was recorded, after the deadline.
    /// Had enough of the other receivers reported by the deadline to prove that it was possible?
    MissedDeadline { recorded_ms: u64, others_in_time: bool },
    /// These new owners say that the node did not hand over shards of theirs. `weight` is how many
    /// shards the accusers own together.
    Accusations { accusers: vector<ID>, weight: u16 },
}

// === Public Functions: Reading ===

/// The epoch that the shards are for. Never aborts.
public fun epoch(self: &HandOver): u32 {
    self.epoch
}

/// When the epoch began. Never aborts.
public fun started_ms(self: &HandOver): u64 {
    self.started_ms
}

/// A report after this time is late. Never aborts.
public fun deadline_ms(self: &HandOver): u64 {
    self.deadline_ms
}

/// When a quorum of all shards was ready. Never aborts.
public fun done_ms(self: &HandOver): Option<u64> {
    self.done_ms
}

/// Who is owed shards, in the order of node ids. Never aborts.
public fun receivers(self: &HandOver): &vector<Receiver> {
    &self.receivers
}

/// What went wrong. Never aborts.
public fun offences(self: &HandOver): &vector<Offence> {
    &self.offences
}

/// The new owner. Never aborts.
public fun node_id(self: &Receiver): ID {
    self.node_id
}

/// What it is owed, one transfer for each old owner. Never aborts.
public fun transfers(self: &Receiver): &vector<Transfer> {
    &self.transfers
}

/// When the new owner reported to hold all its shards, if it has. Never aborts.
public fun reported_ms(self: &Receiver): Option<u64> {
    self.reported_ms
}

/// Is it on record that the new owner missed the deadline? Never aborts.
public fun missed_deadline(self: &Receiver): bool {
    self.missed_deadline
}

/// The old owner. Never aborts.
public fun from(self: &Transfer): ID {
    self.from
}

/// What the old owner owes. Never aborts.
public fun shards(self: &Transfer): &vector<u16> {
    &self.shards
}

/// What the old owner did not deliver, as the new one says. Never aborts.
public fun recovered(self: &Transfer): &vector<u16> {
    &self.recovered
}

/// The node that did not do what it should. Never aborts.
public fun offender(self: &Offence): ID {
    self.node_id
}

/// Is the evidence more than nodes with at most f of `n_shards` shards can invent? True for a
/// deadline that was missed while enough other receivers kept it, and for accusations of which at
/// least one is by an honest node. Never aborts.
public fun is_beyond_faulty_nodes(self: &Offence, n_shards: u16): bool {
    match (&self.evidence) {
        Evidence::MissedDeadline { others_in_time, .. } => *others_in_time,
        Evidence::Accusations { weight, .. } => *weight >= quorum::one_honest_weight(n_shards),
    }
}

/// The number of shards of the accusers; 0 for a missed deadline. Never aborts.
public fun accusing_weight(self: &Offence): u16 {
    match (&self.evidence) {
        Evidence::MissedDeadline { .. } => 0,
        Evidence::Accusations { weight, .. } => *weight,
    }
}

/// The accusers; none for a missed deadline. Never aborts.
public fun accusers(self: &Offence): vector<ID> {
    match (&self.evidence) {
        Evidence::MissedDeadline { .. } => vector[],
        Evidence::Accusations { accusers, .. } => *accusers,
    }
}

// === Public Functions: The Record ===

/// The new owner, the old one if it is about a single one, the shards, whether the report was late,
/// and whether enough others were in time. Never aborts.
public fun into_parts(self: Happening): (ID, Option<ID>, vector<u16>, bool, bool) {
    let Happening { node_id, from, shards, late, others_in_time } = self;
    (node_id, from, shards, late, others_in_time)
}

/// Before the first epoch change. Never aborts.
public fun none(): HandOvers {
    HandOvers { current: option::none(), previous: option::none() }
}

/// The hand-over into the current epoch. Aborts with `ENoHandOver` if there is none.
public fun current(self: &HandOvers): &HandOver {
    assert!(self.current.is_some(), ENoHandOver);
    self.current.borrow()
}

/// The hand-over into the epoch before. Aborts with `ENoHandOver` if there is none.
public fun previous(self: &HandOvers): &HandOver {
    assert!(self.previous.is_some(), ENoHandOver);
    self.previous.borrow()
}

/// A new epoch begins: `committee` follows `before`. Receivers that have not reported for the epoch
/// that ends have missed its deadline, which has passed. The record of the epoch before that one is
/// dropped. Returns who has missed the deadline, and what is due now. Never aborts.
public fun begin(
    self: &mut HandOvers,
    epoch: u32,
    committee: &Committee,
    before: &Committee,
    n_shards: u16,
    now_ms: u64,
    deadline_ms: u64,
): (vector<Happening>, vector<Happening>) {
    let mut missed = vector[];
    if (self.current.is_some()) {
        let mut ending = self.current.extract();
        let reports = ending.reports_in_time(n_shards);
        ending.receivers.length().do!(|i| {
            let receiver = &ending.receivers[i];
            if (receiver.reported_ms.is_none() && !receiver.missed_deadline) {
                missed.push_back(ending.record_missed_by(i, &reports, now_ms));
            };
        });
        self.previous = option::some(ending);
    };

    let mut due = vector[];
    let mut receivers: vector<Receiver> = vector[];
    committee.transfers(before).do!(|transfer| {
        let (node_id, from, shards) = transfer.into_parts();
        due.push_back(happening(node_id, option::some(from), shards));
        if (receivers.is_empty() || receivers[receivers.length() - 1].node_id != node_id) {
            receivers.push_back(Receiver {
                node_id,
                transfers: vector[],
                reported_ms: option::none(),
                missed_deadline: false,
            });
        };
        let last = receivers.length() - 1;
        receivers[last].transfers.push_back(Transfer { from, shards, recovered: vector[] });
    });
    self.current =
        option::some(HandOver {
            epoch,
            started_ms: now_ms,
            deadline_ms,
            done_ms: option::none(),
            receivers,
            offences: vector[],
        });
    (missed, due)
}

/// A node holds all its shards. Not every node that does is a receiver: none if it is not.
///
/// Aborts with `std::option::EOPTION_NOT_SET` if there is no hand-over.
public fun report(self: &mut HandOvers, node_id: ID, now_ms: u64): Option<Happening> {
    let hand_over = self.current.borrow_mut();
    let late = now_ms > hand_over.deadline_ms;
    hand_over.find(node_id).map!(|i| {
        let receiver = &mut hand_over.receivers[i];
        receiver.reported_ms = option::some(now_ms);
        let mut reported = happening(node_id, option::none(), receiver.owed());
        reported.late = late;
        reported
    })
}

/// A quorum is ready. Never aborts.
public fun done(self: &mut HandOvers, now_ms: u64) {
    self.current.do_mut!(|hand_over| hand_over.done_ms = option::some(now_ms));
}

/// A node of `weight` shards, which has not reported yet, says that it rebuilt some of the shards
/// owed to it because their old owners did not deliver them. Returns what each did not deliver.
///
/// Aborts with:
/// - `ENoShards` if `shards` is empty,
/// - `ENotAReceiver` if the node is owed no shards,
/// - `EAlreadyReported` if the node has declared that it holds all its shards,
/// - `EShardNotOwed` if one of the shards is not owed to the node, or has been reported.
public fun report_recovered(
    self: &mut HandOvers,
    node_id: ID,
    weight: u16,
    n_shards: u16,
    shards: vector<u16>,
): vector<Happening> {
    assert!(!shards.is_empty(), ENoShards);
    let hand_over = self.current.borrow_mut();
    let index = hand_over.receiver(node_id);
    assert!(hand_over.receivers[index].reported_ms.is_none(), EAlreadyReported);

    // Marks for all shards of the network: the work grows with their number, not with its square.
    let mut claimed = vector::tabulate!(n_shards as u64, |_| false);
    let mut left = shards.length();
    shards.do!(|shard| {
        assert!(shard < n_shards && !claimed[shard as u64], EShardNotOwed);
        *&mut claimed[shard as u64] = true;
    });
    let mut recovered = vector[];
    let mut accused = vector[];
    hand_over.receivers[index].transfers.do_mut!(|transfer| {
        let already = transfer.recovered.length();
        transfer.recovered.do_ref!(|shard| assert!(!claimed[*shard as u64], EShardNotOwed));
        let claims = transfer.shards.filter!(|shard| claimed[*shard as u64]);
        if (claims.is_empty()) return;
        left = left - claims.length();
        transfer.recovered.append(claims);
        recovered.push_back(happening(node_id, option::some(transfer.from), claims));
        if (already == 0) accused.push_back(transfer.from);
    });
    assert!(left == 0, EShardNotOwed);
    accused.do!(|from| hand_over.accuse(from, node_id, weight));
    recovered
}

/// Records that a node has missed the deadline. Returns that.
///
/// Aborts with:
/// - `ENoHandOver` if there is no hand-over,
/// - `ENotAReceiver` if the node is owed no shards,
/// - `EDeadlineNotPassed` if the deadline has not passed,
/// - `EAlreadyReported` if the node has declared that it holds all its shards,
/// - `EAlreadyRecorded` if this is on record already.
public fun record_missed(self: &mut HandOvers, node_id: ID, n_shards: u16, now_ms: u64): Happening {
    assert!(self.current.is_some(), ENoHandOver);
    let hand_over = self.current.borrow_mut();
    let index = hand_over.receiver(node_id);
    let receiver = &hand_over.receivers[index];
    assert!(now_ms > hand_over.deadline_ms, EDeadlineNotPassed);
    assert!(receiver.reported_ms.is_none(), EAlreadyReported);
    assert!(!receiver.missed_deadline, EAlreadyRecorded);
    let reports = hand_over.reports_in_time(n_shards);
    hand_over.record_missed_by(index, &reports, now_ms)
}

/// Millionths of their rewards that the members of `committee`, in its order, have not earned in the
/// epoch of the current hand-over, which ends now: a shard that a node got with the epoch earns from
/// the node's report on. Parts are rounded up. `committee` is that of the epoch. Never aborts.
public fun unearned(self: &HandOvers, committee: &Committee, now_ms: u64): vector<u32> {
    let (node_ids, weights) = committee.weights();
    let mut unearned = node_ids.map_ref!(|_| 0);
    self.current.do_ref!(|hand_over| {
        let lasted_ms = now_ms - hand_over.started_ms;
        // Members and receivers are both in the order of ids.
        let mut at = 0;
        hand_over.receivers.do_ref!(|receiver| {
            while (node_ids[at] != receiver.node_id) at = at + 1;
            let since_ms = receiver.reported_ms.destroy_or!(now_ms);
            let late = (since_ms - hand_over.started_ms) as u128;
            let part = late * (receiver.n_owed() as u128) * (WHOLE as u128);
            let all = (lasted_ms as u128) * (weights[at] as u128);
            if (all > 0) *&mut unearned[at] = part.divide_and_round_up(all) as u32;
        });
    });
    unearned
}

/// Does a node still owe shards to somebody who has not reported to hold them, or has somebody said
/// that it did not deliver? Never aborts.
public fun is_open_for(self: &HandOvers, node_id: ID): bool {
    self.current.is_some_and!(|hand_over| {
        let is_owing = hand_over.receivers.any!(|receiver| {
            receiver.reported_ms.is_none()
                && receiver.transfers.any!(|transfer| transfer.from == node_id)
        });
        is_owing || hand_over.offences.any!(|offence| {
            offence.node_id == node_id && offence.accusing_weight() > 0
        })
    })
}

// === Private Functions ===

fun find(self: &HandOver, node_id: ID): Option<u64> {
    self.receivers.find_index!(|receiver| receiver.node_id == node_id)
}

fun receiver(self: &HandOver, node_id: ID): u64 {
    let index = self.find(node_id);
    assert!(index.is_some(), ENotAReceiver);
    index.destroy_some()
}

/// All shards that the node is owed.
fun owed(self: &Receiver): vector<u16> {
    let mut owed = vector[];
    self.transfers.do_ref!(|transfer| owed.append(transfer.shards));
    owed
}

/// How many shards a node is owed.
fun n_owed(self: &Receiver): u16 {
    self.transfers.fold!(0, |sum, transfer| sum + (transfer.shards.length() as u16))
}

fun reports_in_time(self: &HandOver, n_shards: u16): ReportsInTime {
    let (mut owed, mut in_time) = (0, 0);
    self.receivers.do_ref!(|receiver| {
        let n_owed = receiver.n_owed();
        owed = owed + n_owed;
        let is_in_time = receiver.reported_ms.is_some_and!(|ms| *ms <= self.deadline_ms);
        if (is_in_time) in_time = in_time + n_owed;
    });
    ReportsInTime { owed, in_time, n_shards }
}

/// Do they prove that a receiver of so many shards, which was late, could have been in time?
fun prove_possible(self: &ReportsInTime, n_owed: u16): bool {
    let ReportsInTime { owed, in_time, n_shards } = *self;
    in_time >= quorum::one_honest_weight(n_shards) && quorum::is_quorum(in_time, owed - n_owed)
}

fun record_missed_by(
    self: &mut HandOver,
    index: u64,
    reports: &ReportsInTime,
    now_ms: u64,
): Happening {
    let receiver = &mut self.receivers[index];
    let others_in_time = reports.prove_possible(receiver.n_owed());
    receiver.missed_deadline = true;
    let node_id = receiver.node_id;
    let mut missed = happening(node_id, option::none(), receiver.owed());
    missed.others_in_time = others_in_time;
    let evidence = Evidence::MissedDeadline { recorded_ms: now_ms, others_in_time };
    self.offences.push_back(Offence { node_id, evidence });
    missed
}

fun happening(node_id: ID, from: Option<ID>, shards: vector<u16>): Happening {
    Happening { node_id, from, shards, late: false, others_in_time: false }
}

/// Adds a node to the accusers of another. It is not among them yet.
fun accuse(self: &mut HandOver, accused: ID, accuser: ID, accuser_weight: u16) {
    let index = self.offences.find_index!(|offence| {
        offence.node_id == accused && offence.accusing_weight() > 0
    });
    if (index.is_none()) {
        let evidence = Evidence::Accusations { accusers: vector[accuser], weight: accuser_weight };
        self.offences.push_back(Offence { node_id: accused, evidence });
        return
    };
    let offence = &mut self.offences[index.destroy_some()];
    match (&mut offence.evidence) {
        Evidence::Accusations { accusers, weight } => {
            accusers.push_back(accuser);
            *weight = *weight + accuser_weight;
        },
        _ => (),
    }
}
