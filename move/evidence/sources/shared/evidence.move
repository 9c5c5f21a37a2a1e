// SPDX-License-Identifier: Apache-2.0

/// The judges' own state: one shared object. It knows of the network what `walrus::judge` tells it
/// once an epoch, and gives back sentences; it looks at no object of walrus, so it goes on when
/// walrus is upgraded and migrated. Its state is a dynamic field, so that a later version of this
/// package can change the layout.
///
/// Every call that changes the state or makes a sentence takes this object mutably and checks its
/// version. What a contract may ask at any time (is this blob available?) is in
/// `evidence::records`, a shared object of its own.
module evidence::evidence;

use evidence::{
    declaration::Declaration,
    evidence_events,
    node_record::NodeRecord,
    records,
    round_state::RoundState,
    schedule::{Self, Schedule, Schedules},
    slots::{Self, Slots},
    statements,
    terms::{Self, Term}
};
use std::type_name;
use sui::{address, dynamic_field as df, table::{Self, Table}};
use walrus::judge::{EpochRecord, Verified};

// === Errors ===

/// The object has the version of this package already.
const EInvalidMigration: u64 = 0;
/// The object belongs to another version of the package; call the latest one.
const EWrongVersion: u64 = 1;
/// A parameter is out of bounds: 2 to 10,000 samples, an even number; steps of 1 ms to a day; 1 to
/// 10,000 shards.
const EInvalidParameter: u64 = 2;
/// This epoch has been taken in, or a later one.
const EOldEpoch: u64 = 3;
/// No epoch has been taken in yet, or not the one that this is about; call `begin_epoch`.
const EUnknownEpoch: u64 = 4;
/// No round has opened in this epoch.
const ENoRound: u64 = 5;
/// A round is under way, or not settled; this has to wait.
const ERoundOpen: u64 = 6;

// === Constants ===

/// The version of the inner state that this package understands.
const VERSION: u64 = 1;

const MAX_SAMPLES: u32 = 10_000;
const MAX_STEP_MS: u64 = 24 * 60 * 60 * 1000;
const MAX_SHARDS: u16 = 10_000;

// === Structs ===

/// The right to make the one `Evidence`; used up by doing so.
public struct SetupCap has key, store { id: UID }

/// The judges' state. Its `EvidenceInnerV1` is a dynamic field named by the version (u64).
public struct Evidence has key {
    id: UID,
    version: u64,
    /// The version of the package that may use this object, and that is to be called.
    package_id: ID,
}

/// Marks the package that brings version 1: a type keeps the id of the version that brought it. Each
/// version of the package adds such a type.
public struct Version1()

public struct EvidenceInnerV1 has store {
    /// The parameters, which never change: samples of a round, the least step of its times, the
    /// shards of the network.
    samples: u32,
    step_ms: u64,
    n_shards: u16,
    /// The committee of the epoch, and who was in the one before.
    term: Option<Term>,
    past: Option<PastTerm>,
    slots: Slots,
    round: Option<RoundState>,
    n_rounds: u32,
    /// Encoded bytes of the set of the last round that was ready; 0 if there was none.
    set_bytes: u64,
    schedules: Schedules,
    /// By node.
    node_records: Table<ID, NodeRecord>,
    declarations: Table<ID, Declaration>,
    /// When each was made.
    accusations: Table<Accusation, u64>,
    /// By number of the record of a blob's loss: who has yet to pay for it.
    debts: Table<u64, Debt>,
}

/// Who was in the committee of an epoch.
public struct PastTerm has drop, store { epoch: u32, node_ids: vector<ID> }

/// Somebody holds an answer about a blob against a node. One for each blob is enough.
public struct Accusation has copy, drop, store { round: u32, node_id: ID, blob_id: u256 }

/// Members of the committee of an epoch that have yet to pay, for a blob that is so many millionths of
/// all that is stored.
public struct Debt has copy, drop, store { epoch: u32, members: u256, part_ppm: u32 }

// === Public Functions ===

/// Makes the one `Evidence` of the network, and its `Records`.
///
/// `samples` are drawn for each node and round (2 to 10,000, even). No time of a round is shorter
/// than `step_ms`, but for the multiples that `evidence::times` names. `n_shards` is that of the
/// network.
///
/// Aborts with `EInvalidParameter` if one of them is out of bounds.
public fun initialize(
    cap: SetupCap,
    samples: u32,
    step_ms: u64,
    n_shards: u16,
    ctx: &mut TxContext,
) {
    let SetupCap { id } = cap;
    id.delete();
    assert!(samples >= 2 && samples % 2 == 0 && samples <= MAX_SAMPLES, EInvalidParameter);
    assert!(step_ms > 0 && step_ms <= MAX_STEP_MS, EInvalidParameter);
    assert!(n_shards > 0 && n_shards <= MAX_SHARDS, EInvalidParameter);
    let mut evidence = Evidence {
        id: object::new(ctx),
        version: VERSION,
        package_id: this_package(),
    };
    let inner = EvidenceInnerV1 {
        samples,
        step_ms,
        n_shards,
        term: option::none(),
        past: option::none(),
        slots: slots::new(),
        round: option::none(),
        n_rounds: 0,
        set_bytes: 0,
        schedules: schedule::new(),
        node_records: table::new(ctx),
        declarations: table::new(ctx),
        accusations: table::new(ctx),
        debts: table::new(ctx),
    };
    df::add(&mut evidence.id, VERSION, inner);
    let records = records::create(ctx);
    evidence_events::evidence_created(object::id(&evidence), records, n_shards, samples, step_ms);
    transfer::share_object(evidence);
}

/// Takes in the committee and the times of the epoch. Anyone may do it, once an epoch. A round of
/// the epoch before that is not settled is given up.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `EOldEpoch` if this or a later epoch has been taken in,
/// - `terms::EWrongNumberOfShards` or `terms::ETooManyMembers` if the committee does not fit.
public fun begin_epoch(self: &mut Evidence, record: EpochRecord) {
    let inner = self.inner_mut();
    let term = terms::new(record, inner.n_shards);
    inner.term.do_ref!(|current| assert!(term.epoch() > current.epoch(), EOldEpoch));
    inner.round.do_ref!(|round| if (!round.is_settled()) {
        evidence_events::round_abandoned(round.epoch(), round.number());
    });
    inner.round = option::none();
    inner.slots = slots::new();
    if (inner.term.is_some()) {
        let current = inner.term.extract();
        inner.past =
            option::some(PastTerm { epoch: current.epoch(), node_ids: *current.node_ids() });
    };
    inner.term.fill(term);
}

/// Changes what causes cost, by a message of type 69 that a quorum has signed in this epoch.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `EUnknownEpoch` if the message is not of the epoch that was taken in last,
/// - `statements::EOtherStatement` if the message says something else, or there is not one number for
///   each cause,
/// - `statements::ENotEnoughWeight` if less than a quorum has signed,
/// - `schedule::EOldSequence` if the sequence number is not larger than the last one,
/// - `schedule::EWrongEpoch` if `from_epoch` is not the epoch after the next, or has its change,
/// - `schedule::EOutOfBounds` if a cause would take more than a tenth of the stake,
/// - `schedule::EChangeTooLarge` if a number moves too far.
public fun change_schedule(
    self: &mut Evidence,
    verified: Verified,
    sequence: u64,
    from_epoch: u32,
    stake_ppm: vector<u32>,
    rebuild_cost: u64,
) {
    let id = object::id(self);
    let inner = self.inner_mut();
    let signers = statements::schedule(
        verified,
        id,
        sequence,
        from_epoch,
        &stake_ppm,
        rebuild_cost,
    );
    signers.assert_quorum();
    let epoch = inner.term().epoch();
    assert!(signers.epoch() == epoch, EUnknownEpoch);
    inner.schedules.change(epoch, sequence, from_epoch, stake_ppm, rebuild_cost);
    evidence_events::schedule_changed(
        epoch,
        sequence,
        from_epoch,
        stake_ppm,
        rebuild_cost,
        signers.bitmap(),
        signers.signature(),
    );
}

/// Moves the state to this version of the package. Anyone may call it, in the new package; from then
/// on the old one can no longer be used.
///
/// Aborts with `EInvalidMigration` if the object has this version already.
public fun migrate(self: &mut Evidence) {
    assert!(self.version < VERSION, EInvalidMigration);
    let inner: EvidenceInnerV1 = df::remove(&mut self.id, self.version);
    df::add(&mut self.id, VERSION, inner);
    self.version = VERSION;
    self.package_id = this_package();
    evidence_events::evidence_migrated(VERSION);
}

/// The version of the inner state. Never aborts.
public fun version(self: &Evidence): u64 {
    self.version
}

// === Public-Package Functions ===

/// The state, for calls that change it or make sentences.
public(package) fun inner_mut(self: &mut Evidence): &mut EvidenceInnerV1 {
    assert!(self.version == VERSION, EWrongVersion);
    df::borrow_mut(&mut self.id, VERSION)
}

/// Answers of a node in a round of this epoch: two cells a sample for each verifier.
public(package) fun n_answers(self: &EvidenceInnerV1): u64 {
    2 * (self.samples as u64) * self.term().size()
}

/// The shards of the network.
public(package) fun n_shards(self: &EvidenceInnerV1): u16 {
    self.n_shards
}

/// No time of a round is shorter than this.
public(package) fun step_ms(self: &EvidenceInnerV1): u64 {
    self.step_ms
}

/// The epoch that was taken in last.
public(package) fun epoch(self: &EvidenceInnerV1): u32 {
    if (self.term.is_some()) self.term.borrow().epoch() else 0
}

/// The committee of the epoch that was taken in last.
public(package) fun term(self: &EvidenceInnerV1): &Term {
    assert!(self.term.is_some(), EUnknownEpoch);
    self.term.borrow()
}

/// The members of the committee of this epoch or the one before.
public(package) fun node_ids_of(self: &EvidenceInnerV1, epoch: u32): &vector<ID> {
    let term = self.term();
    if (term.epoch() == epoch) return term.node_ids();
    assert!(self.past.is_some_and!(|past| past.epoch == epoch), EUnknownEpoch);
    &self.past.borrow().node_ids
}

/// Exempts a member that has lost all its shards, or does not any more.
public(package) fun set_exempt(self: &mut EvidenceInnerV1, index: u64, is_exempt: bool) {
    self.term.borrow_mut().set_exempt(index, is_exempt);
}

/// The slots of the epoch.
public(package) fun slots_mut(self: &mut EvidenceInnerV1): &mut Slots {
    &mut self.slots
}

/// Opens a round, and returns its number.
public(package) fun add_round(self: &mut EvidenceInnerV1, now_ms: u64): u32 {
    self.n_rounds = self.n_rounds + 1;
    let round = evidence::round_state::new(self.n_rounds, self.term(), now_ms);
    self.round = option::some(round);
    self.n_rounds
}

/// Remembers how much is stored: what a round is ready for.
public(package) fun set_set_bytes(self: &mut EvidenceInnerV1, bytes: u64) {
    self.set_bytes = bytes;
}

/// Millionths that some bytes are of the set of the last round that was ready; 0 if there was none.
public(package) fun part_of_set(self: &EvidenceInnerV1, bytes: u64): u32 {
    if (self.set_bytes == 0) return 0;
    ((bytes as u128) * 1_000_000 / (self.set_bytes as u128)).min(1_000_000) as u32
}

/// The last round of the epoch, if there is one.
public(package) fun last_round(self: &EvidenceInnerV1): &Option<RoundState> {
    &self.round
}

/// The last round of the epoch, and what it depends on.
public(package) fun round_mut(self: &mut EvidenceInnerV1): (&mut RoundState, &Term, u64) {
    assert!(self.round.is_some(), ENoRound);
    (self.round.borrow_mut(), self.term.borrow(), self.step_ms)
}

/// What a verdict is made of: the round, the committee, what nodes have done, and what that costs.
public(package) fun verdict_parts_mut(
    self: &mut EvidenceInnerV1,
): (&mut RoundState, &Term, &mut Table<ID, NodeRecord>, &Schedule) {
    assert!(self.round.is_some(), ENoRound);
    let schedule = self.schedules.in_force(self.term.borrow().epoch());
    (self.round.borrow_mut(), self.term.borrow(), &mut self.node_records, schedule)
}

/// What nodes have done, and what that costs in an epoch.
public(package) fun node_records_mut(
    self: &mut EvidenceInnerV1,
    epoch: u32,
): (&mut Table<ID, NodeRecord>, &Schedule) {
    (&mut self.node_records, self.schedules.in_force(epoch))
}

/// Aborts if a round may be open or about to: what decides about verdicts has to stand.
public(package) fun assert_no_round(self: &EvidenceInnerV1) {
    self.slots.assert_nothing_pending();
    assert!(self.round.is_none() || self.round.borrow().is_settled(), ERoundOpen);
}

/// What nodes have declared.
public(package) fun declarations_mut(self: &mut EvidenceInnerV1): &mut Table<ID, Declaration> {
    &mut self.declarations
}

/// The accusations that wait.
public(package) fun accusations_mut(self: &mut EvidenceInnerV1): &mut Table<Accusation, u64> {
    &mut self.accusations
}

/// The key of an accusation.
public(package) fun accusation(round: u32, node_id: ID, blob_id: u256): Accusation {
    Accusation { round, node_id, blob_id }
}

/// Who has yet to pay for losses.
public(package) fun debts_mut(self: &mut EvidenceInnerV1): &mut Table<u64, Debt> {
    &mut self.debts
}

/// Members of the committee of an epoch that have to pay.
public(package) fun debt(epoch: u32, members: u256, part_ppm: u32): Debt {
    Debt { epoch, members, part_ppm }
}

/// The epoch, the members and the part.
public(package) fun into_parts(self: Debt): (u32, u256, u32) {
    let Debt { epoch, members, part_ppm } = self;
    (epoch, members, part_ppm)
}

// === Private Functions ===

/// The package that this code is in, by the type that it brought.
fun this_package(): ID {
    let id = type_name::with_defining_ids<Version1>().address_string();
    address::from_ascii_bytes(id.as_bytes()).to_id()
}

/// Gives the right to make the object to the publisher.
fun init(ctx: &mut TxContext) {
    transfer::transfer(SetupCap { id: object::new(ctx) }, ctx.sender());
}

// === Test Only ===

/// What publishing does.
#[test_only]
public fun init_for_testing(ctx: &mut TxContext) {
    init(ctx);
}

/// Pretends that the object belongs to another version of the package.
#[test_only]
public fun set_version_for_testing(self: &mut Evidence, version: u64) {
    self.version = version;
}

/// Makes the object one of the version before, whose state has the same layout.
#[test_only]
public fun age_for_testing(self: &mut Evidence) {
    let inner: EvidenceInnerV1 = df::remove(&mut self.id, VERSION);
    df::add(&mut self.id, VERSION - 1, inner);
    self.version = VERSION - 1;
}

/// Pretends that there was no round.
#[test_only]
public fun forget_round_for_testing(self: &mut EvidenceInnerV1) {
    self.round = option::none();
}
