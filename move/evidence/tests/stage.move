// SPDX-License-Identifier: Apache-2.0

/// A network on paper for tests: members with capabilities, a clock, randomness, and the judges'
/// two objects. Members sign by being named; see `walrus::judge` for how signatures are checked.
#[test_only]
module evidence::stage;

use evidence::{
    declared,
    evidence::{Self, Evidence, SetupCap},
    members,
    records::Records,
    round,
    statements
};
use std::unit_test::{assert_eq, destroy};
use sui::{address, clock::{Self, Clock}, random::{Self, Random}, test_scenario::{Self, Scenario}};
use walrus::{
    judge::{Self, EpochRecord, Order, Sentence, Verified},
    storage_node::{Self, StorageNodeCap}
};

const PUBLISHER: address = @0xA;

/// An epoch, so that all fractions of it are whole seconds, and the least step.
public macro fun epoch_ms(): u64 { 512_000 }

public macro fun step_ms(): u64 { 1000 }

public macro fun samples(): u32 { 4 }

/// When the first epoch change is done.
public macro fun start_ms(): u64 { 1_000_000 }

/// The parts of an epoch that rounds have.
public macro fun ready_window(): u64 { 4000 }

public macro fun draw_delay(): u64 { 1000 }

public macro fun draw_until(): u64 { 8000 }

public macro fun answer_time(): u64 { 2000 }

public macro fun deadline(): u64 { 16_000 }

public macro fun acquit_time(): u64 { 8000 }

/// The root of the set that everybody has.
public macro fun set_root(): address { @0x5e7 }

public struct Stage {
    scenario: Scenario,
    clock: Clock,
    random: Random,
    evidence: Evidence,
    records: Records,
    caps: vector<StorageNodeCap>,
    weights: vector<u16>,
    epoch: u32,
}

// === Setting up ===

/// Epoch 1 of a network in which member i has `weights[i]` shards.
public fun new(weights: vector<u16>): Stage {
    let mut scenario = test_scenario::begin(@0x0);
    random::create_for_testing(scenario.ctx());
    scenario.next_tx(PUBLISHER);
    evidence::init_for_testing(scenario.ctx());
    scenario.next_tx(PUBLISHER);
    let mut clock = clock::create_for_testing(scenario.ctx());
    clock.set_for_testing(start_ms!());
    let cap = scenario.take_from_sender<SetupCap>();
    let n_shards = weights.fold!(0, |sum, weight| sum + weight);
    evidence::initialize(cap, samples!(), step_ms!(), n_shards, scenario.ctx());
    scenario.next_tx(PUBLISHER);
    let evidence = scenario.take_shared<Evidence>();
    let records = scenario.take_shared<Records>();
    let random = scenario.take_shared<Random>();
    let caps = vector::tabulate!(weights.length(), |i| {
        let node_id = address::from_u256(0x1000 + (i as u256)).to_id();
        storage_node::new_cap_for_testing(node_id, scenario.ctx())
    });
    let mut stage = Stage { scenario, clock, random, evidence, records, caps, weights, epoch: 0 };
    stage.renew_random(1);
    stage.next_epoch();
    stage
}

/// `n` members with one shard each.
public fun equals(n: u64): Stage {
    new(vector::tabulate!(n, |_| 1))
}

/// The next epoch is taken in, with the same committee.
public fun next_epoch(self: &mut Stage) {
    self.epoch = self.epoch + 1;
    if (self.epoch > 1) {
        let start_ms = start_ms!() + ((self.epoch - 1) as u64) * epoch_ms!();
        self.clock.set_for_testing(start_ms);
    };
    let record = self.epoch_record(self.epoch);
    self.evidence.begin_epoch(record);
}

/// What walrus says of an epoch.
public fun epoch_record(self: &Stage, epoch: u32): EpochRecord {
    let mut next = 0u16;
    let shards = self.weights.map_ref!(|weight| {
        let first = next;
        next = next + *weight;
        vector::tabulate!(*weight as u64, |i| first + (i as u16))
    });
    let node_ids = vector::tabulate!(self.caps.length(), |i| self.node_id(i));
    let now_ms = self.now_ms();
    judge::epoch_record_for_testing(epoch, node_ids, shards, now_ms, epoch_ms!(), now_ms)
}

/// Other randomness.
public fun renew_random(self: &mut Stage, byte: u8) {
    self.scenario.next_tx(@0x0);
    let bytes = vector::tabulate!(32, |_| byte);
    self.random.update_randomness_state_for_testing((byte as u64) - 1, bytes, self.scenario.ctx());
    self.scenario.next_tx(PUBLISHER);
}

public fun end(self: Stage) {
    let Stage { scenario, clock, random, evidence, records, caps, .. } = self;
    test_scenario::return_shared(evidence);
    test_scenario::return_shared(records);
    test_scenario::return_shared(random);
    clock.destroy_for_testing();
    destroy(caps);
    scenario.end();
}

// === Time ===

public fun wait(self: &mut Stage, duration_ms: u64) {
    self.clock.increment_for_testing(duration_ms);
}

public fun now_ms(self: &Stage): u64 {
    self.clock.timestamp_ms()
}

// === Signatures ===

/// A message as if these members had signed it in `epoch`.
public fun signed_in(
    self: &Stage,
    epoch: u32,
    message_type: u8,
    body: vector<u8>,
    signers: u256,
): Verified {
    let n = self.weights.length();
    let weight = members::weight(signers, &self.weights);
    let mut count = 0;
    n.do!(|i| if (members::contains(signers, i)) count = count + 1);
    let n_shards = self.weights.fold!(0, |sum, weight| sum + weight);
    judge::verified_for_testing(
        epoch,
        message_type,
        body,
        signers,
        weight,
        count,
        n_shards,
        b"signature",
    )
}

/// The same in the current epoch.
public fun signed(self: &Stage, message_type: u8, body: vector<u8>, signers: u256): Verified {
    self.signed_in(self.epoch, message_type, body, signers)
}

// === A round, step by step ===

/// Makes an attempt in the current slot.
public fun attempt(self: &mut Stage) {
    round::attempt_for_testing(
        &mut self.evidence,
        &self.random,
        &self.clock,
        self.scenario.ctx(),
    );
}

/// Uses the attempt up.
public fun open(self: &mut Stage) {
    round::open(&mut self.evidence, &self.clock);
}

/// Opens a round, whatever chance would have it.
public fun open_round(self: &mut Stage) {
    let now_ms = self.now_ms();
    self.evidence.inner_mut().add_round(now_ms);
}

/// These members sign a set.
public fun sign_set(self: &mut Stage, round: u32, count: u64, root: address, signers: u256) {
    let id = object::id(&self.evidence);
    let (message_type, body) = statements::ready_for_testing(id, round, count, 8 * count, root);
    let verified = self.signed(message_type, body, signers);
    round::add_ready(&mut self.evidence, verified, count, 8 * count, root, &self.clock);
}

/// These members are ready.
public fun ready(self: &mut Stage, round: u32, signers: u256) {
    self.sign_set(round, 100, set_root!(), signers);
}

/// Draws the seed.
public fun draw(self: &mut Stage) {
    round::draw_for_testing(&mut self.evidence, &self.random, &self.clock, self.scenario.ctx());
}

/// A member posts a root.
public fun answer_with(self: &mut Stage, round: u32, index: u64, root: address) {
    round::answer(&mut self.evidence, &self.caps[index], round, root, &self.clock);
}

/// These members post some root.
public fun answer(self: &mut Stage, round: u32, nodes: u256) {
    self.caps.length().do!(|i| if (members::contains(nodes, i)) {
        self.answer_with(round, i, @0xa)
    });
}

/// Members vouch for others.
public fun pass(self: &mut Stage, round: u32, nodes: u256, signers: u256) {
    let id = object::id(&self.evidence);
    let (message_type, body) = statements::passed_for_testing(id, round, nodes);
    let verified = self.signed(message_type, body, signers);
    round::add_passed(&mut self.evidence, verified, nodes, &self.clock);
}

public fun make_void(self: &mut Stage) {
    round::make_void(&mut self.evidence, &self.clock);
}

public fun decide(self: &mut Stage) {
    round::decide(&mut self.evidence, &self.clock);
}

/// Settles, and returns what is ordered.
public fun settle(self: &mut Stage): vector<Order> {
    round::settle(&mut self.evidence).orders_for_testing()
}

// === Whole rounds ===

/// A round is drawn, for which everybody was ready.
public fun drawn(self: &mut Stage, round: u32) {
    self.open_round();
    let everybody = self.everybody();
    self.ready(round, everybody);
    self.wait(draw_delay!());
    self.draw();
}

/// The same, these members have answered, and answers can be shown.
public fun answered(self: &mut Stage, round: u32, nodes: u256) {
    self.drawn(round);
    self.answer(round, nodes);
    self.wait(answer_time!() + 1);
}

/// Waits for the deadline, and decides all verdicts.
public fun close(self: &mut Stage) {
    self.wait(deadline!());
    let mut left = self.weights.length().divide_and_round_up(50);
    while (left > 0) {
        self.decide();
        left = left - 1;
    };
}

/// A round in which everybody vouches for `nodes`; returns what is ordered.
public fun whole(self: &mut Stage, round: u32, nodes: u256): vector<Order> {
    let everybody = self.everybody();
    self.answered(round, nodes);
    self.pass(round, nodes, everybody);
    self.close();
    self.settle()
}

// === At hand ===

public fun everybody(self: &Stage): u256 {
    members::first(self.weights.length())
}

public fun node_id(self: &Stage, index: u64): ID {
    self.caps[index].node_id()
}

public fun evidence_id(self: &Stage): ID {
    object::id(&self.evidence)
}

public fun evidence(self: &mut Stage): &mut Evidence {
    &mut self.evidence
}

public fun records(self: &mut Stage): &mut Records {
    &mut self.records
}

public fun both(self: &mut Stage): (&mut Evidence, &mut Records) {
    (&mut self.evidence, &mut self.records)
}

public fun parts(self: &mut Stage): (&mut Evidence, &mut Records, &Clock) {
    (&mut self.evidence, &mut self.records, &self.clock)
}

public fun epoch(self: &Stage): u32 {
    self.epoch
}

public fun ctx(self: &mut Stage): &mut TxContext {
    self.scenario.ctx()
}

public fun declare(self: &mut Stage, index: u64, shards: vector<u16>): vector<Order> {
    declared::declare(&mut self.evidence, &self.caps[index], shards).orders_for_testing()
}

public fun restore(self: &mut Stage, index: u64) {
    declared::restore(&mut self.evidence, &self.caps[index]);
}

/// What a member pays for a cause in this epoch.
public fun penalty(self: &Stage, index: u64, cause: u8, stake_ppm: u32, rewards_ppm: u32): Order {
    judge::penalty(self.node_id(index), self.epoch, cause, stake_ppm, rewards_ppm)
}

/// A sentence orders just this.
public fun assert_orders(sentence: Sentence, orders: vector<Order>) {
    assert_eq!(sentence.orders_for_testing(), orders);
}
