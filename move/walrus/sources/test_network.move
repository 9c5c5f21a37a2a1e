// SPDX-License-Identifier: Apache-2.0

/// A network for tests: published, initialised, with storage nodes that hold BLS keys and sign in
/// Move. The signatures are real where the VM's group operations are; see `certificates_real_bls`.
#[test_only]
module walrus::test_network;

use std::{type_name, unit_test::destroy};
use sui::{clock::{Self, Clock}, coin::{Self, Coin}, package, test_scenario::{Self, Scenario}};
use wal::wal::{ProtectedTreasury, WAL};
use walrus::{
    init::{Self, InitCap},
    node_metadata,
    staked_wal::StakedWal,
    staking::Staking,
    storage_node::StorageNodeCap,
    system::System
};
use walrus_core::{messages, test_keys};

/// Who publishes, operates the nodes and uses the network.
const OPERATOR: address = @0xA;

public macro fun operator(): address { @0xA }

/// 1 WAL in FROST.
public macro fun frost_per_wal(): u64 { 1_000_000_000 }

/// 1 MiB, the unit of storage.
public macro fun mib(): u64 { 1024 * 1024 }

public macro fun epoch_zero_duration(): u64 { 100 }

public macro fun epoch_duration(): u64 { 1000 }

public macro fun max_epochs_ahead(): u32 { 10 }

/// Votes of every node.
public macro fun storage_price(): u64 { 5 }

public macro fun write_price(): u64 { 2 }

/// Capacity of every node: all nodes together offer as many times this as they are.
public macro fun node_capacity(): u64 { 1_000_000_000 }

/// Everything that a test needs to have at hand.
public struct Network {
    scenario: Scenario,
    clock: Clock,
    system: System,
    staking: Staking,
    /// Node i has the secret key `test_keys::secret(i)`.
    caps: vector<StorageNodeCap>,
}

// === Bringing a network up ===

/// Epoch 0, with `n_nodes` registered nodes without stake.
public fun registered(n_nodes: u64, n_shards: u16): Network {
    let mut scenario = test_scenario::begin(OPERATOR);
    init::init_for_testing(scenario.ctx());
    scenario.next_tx(OPERATOR);

    let clock = clock::create_for_testing(scenario.ctx());
    let init_cap = scenario.take_from_sender<InitCap>();
    // The named address is 0 where this package is not the one under test.
    let at = type_name::with_defining_ids<System>().address_string();
    let package_id = sui::address::from_ascii_bytes(at.as_bytes()).to_id();
    let upgrade_cap = package::test_publish(package_id, scenario.ctx());
    destroy(init_cap.initialize_walrus(
        upgrade_cap,
        epoch_zero_duration!(),
        epoch_duration!(),
        n_shards,
        max_epochs_ahead!(),
        &clock,
        scenario.ctx(),
    ));
    scenario.next_tx(OPERATOR);

    let system = scenario.take_shared<System>();
    let staking = scenario.take_shared<Staking>();
    let mut network = Network { scenario, clock, system, staking, caps: vector[] };
    n_nodes.do!(|_| { network.register(0); });
    network
}

/// Epoch 1 begins, its change done; each node has 1000 WAL at stake.
public fun running(n_nodes: u64, n_shards: u16): Network {
    let mut network = registered(n_nodes, n_shards);
    n_nodes.do!(|i| destroy(network.stake(i, 1000 * frost_per_wal!())));
    network.next_epoch();
    network
}

/// Registers the next node, with this commission, and returns its index.
public fun register(self: &mut Network, commission_rate: u16): u64 {
    let index = self.caps.length();
    let epoch = self.staking.epoch();
    let message = messages::proof_of_possession_bytes(
        epoch,
        OPERATOR,
        test_keys::public_key(index),
    );
    self.register_with(commission_rate, test_keys::sign(test_keys::secret(index), &message));
    index
}

/// Registers the next node with what should prove possession of its key.
public fun register_with(
    self: &mut Network,
    commission_rate: u16,
    proof_of_possession: vector<u8>,
) {
    let index = self.caps.length();
    let cap = self
        .staking
        .register_candidate(
            b"node".to_string(),
            b"127.0.0.1:9185".to_string(),
            node_metadata::new(b"".to_string(), b"".to_string(), b"".to_string()),
            test_keys::public_key(index),
            network_public_key(),
            proof_of_possession,
            commission_rate,
            storage_price!(),
            write_price!(),
            node_capacity!(),
            self.scenario.ctx(),
        );
    self.caps.push_back(cap);
}

/// Stakes with a node.
public fun stake(self: &mut Network, index: u64, amount: u64): StakedWal {
    let coin = self.mint(amount);
    let node_id = self.node_id(index);
    self.staking.stake_with_pool(coin, node_id, self.scenario.ctx())
}

/// Announces for node `index` the key that node `key` would have.
public fun announce_key(self: &mut Network, index: u64, key: u64) {
    let epoch = self.staking.epoch();
    let message = messages::proof_of_possession_bytes(epoch, OPERATOR, test_keys::public_key(key));
    let proof = test_keys::sign(test_keys::secret(key), &message);
    self
        .staking
        .set_next_public_key(
            &self.caps[index],
            test_keys::public_key(key),
            proof,
            self.scenario.ctx(),
        );
}

/// Goes through the rest of the epoch, the change and the sync of all members of the committee.
public fun next_epoch(self: &mut Network) {
    self.end_voting();
    self.change_epoch();
    self.sync();
}

/// Waits for the end of voting and ends it.
public fun end_voting(self: &mut Network) {
    let first = self.staking.epoch() == 0;
    self.wait(if (first) epoch_zero_duration!() else epoch_duration!() / 2);
    self.staking.voting_end(&self.clock);
}

/// Waits for the end of the epoch and starts the next.
public fun change_epoch(self: &mut Network) {
    self.wait(epoch_duration!() / 2);
    self.staking.initiate_epoch_change(&mut self.system, &self.clock);
}

/// Starts the next epoch, whose time has come, with the call that burns.
public fun change_epoch_v2(self: &mut Network, treasury: &mut ProtectedTreasury) {
    let ctx = self.scenario.ctx();
    self.staking.initiate_epoch_change_v2(&mut self.system, treasury, &self.clock, ctx);
}

/// Starts the next epoch as if a transaction could move only so many pools on.
public fun change_epoch_with(self: &mut Network, pools_per_step: u64) {
    let staking = self.staking.inner_for_testing();
    let (committee, params) = staking.end_epoch(&self.clock);
    let (node_ids, rewards) = self.system.advance_epoch(committee, &params);
    staking.begin_epoch(node_ids, rewards, pools_per_step);
}

/// All members of the committee are ready.
public fun sync(self: &mut Network) {
    self.caps.length().do!(|i| {
        let node_id = self.node_id(i);
        if (self.staking.committee().inner().contains(&node_id)) self.sync_done(i);
    });
}

/// One node is ready.
public fun sync_done(self: &mut Network, index: u64) {
    let epoch = self.staking.epoch();
    self.staking.epoch_sync_done(&mut self.caps[index], epoch, &self.clock);
}

/// One node says that it rebuilt these shards.
public fun report_recovered(self: &mut Network, index: u64, shards: vector<u16>) {
    let epoch = self.staking.epoch();
    self.staking.report_recovered_shards(&self.caps[index], epoch, shards);
}

/// Somebody notices that a node has let the deadline pass.
public fun record_missed(self: &mut Network, index: u64) {
    let node_id = self.node_id(index);
    self.staking.record_missed_hand_over(node_id, &self.clock);
}

/// Lets a node leave.
public fun set_withdrawing(self: &mut Network, index: u64) {
    self.staking.set_withdrawing(&self.caps[index]);
}

/// Removes the node registered last.
public fun remove_last(self: &mut Network) {
    let cap = self.caps.pop_back();
    self.staking.destroy_empty_pool(&mut self.system, cap);
}

/// Lets time pass, in milliseconds.
public fun wait(self: &mut Network, duration: u64) {
    self.clock.increment_for_testing(duration);
}

/// Sets the prices of the current epoch, in FROST per MiB.
public fun set_prices(self: &mut Network, storage_price: u64, write_price: u64) {
    self.system.set_prices(storage_price, write_price);
}

/// Takes everything down.
public fun end(self: Network) {
    let Network { scenario, clock, system, staking, caps } = self;
    test_scenario::return_shared(system);
    test_scenario::return_shared(staking);
    clock.destroy_for_testing();
    destroy(caps);
    scenario.end();
}

// === At hand ===

public use fun system_mut as Network.system;

public fun system_mut(self: &mut Network): &mut System {
    &mut self.system
}

public use fun staking_mut as Network.staking;

public fun staking_mut(self: &mut Network): &mut Staking {
    &mut self.staking
}

public fun ctx(self: &mut Network): &mut TxContext {
    self.scenario.ctx()
}

public fun scenario(self: &mut Network): &mut Scenario {
    &mut self.scenario
}

public fun clock(self: &Network): &Clock {
    &self.clock
}

public fun system_and_ctx(self: &mut Network): (&mut System, &mut TxContext) {
    (&mut self.system, self.scenario.ctx())
}

public fun staking_and_ctx(self: &mut Network): (&mut Staking, &mut TxContext) {
    (&mut self.staking, self.scenario.ctx())
}

public fun staking_and_system(self: &mut Network): (&mut Staking, &mut System) {
    (&mut self.staking, &mut self.system)
}

public fun staking_system_and_ctx(self: &mut Network): (&mut Staking, &mut System, &mut TxContext) {
    (&mut self.staking, &mut self.system, self.scenario.ctx())
}

public fun staking_system_and_clock(self: &mut Network): (&mut Staking, &mut System, &Clock) {
    (&mut self.staking, &mut self.system, &self.clock)
}

public fun staking_and_clock(self: &mut Network): (&mut Staking, &Clock) {
    (&mut self.staking, &self.clock)
}

public fun staking_and_cap(self: &mut Network, index: u64): (&mut Staking, &mut StorageNodeCap) {
    (&mut self.staking, &mut self.caps[index])
}

public fun staking_cap_and_ctx(
    self: &mut Network,
    index: u64,
): (&mut Staking, &StorageNodeCap, &mut TxContext) {
    (&mut self.staking, &self.caps[index], self.scenario.ctx())
}

public fun system_cap_and_ctx(
    self: &mut Network,
    index: u64,
): (&mut System, &mut StorageNodeCap, &mut TxContext) {
    (&mut self.system, &mut self.caps[index], self.scenario.ctx())
}

public fun cap(self: &Network, index: u64): &StorageNodeCap {
    &self.caps[index]
}

public fun node_id(self: &Network, index: u64): ID {
    self.caps[index].node_id()
}

/// The shards of a node in the current epoch.
public fun weight(self: &Network, index: u64): u64 {
    let node_id = self.node_id(index);
    if (self.staking.committee().inner().contains(&node_id)) {
        self.staking.committee().shards(&node_id).length()
    } else {
        0
    }
}

/// Does a node serve in the current epoch, or for certain in the next?
public fun serves(self: &mut Network, node_id: ID): bool {
    self.staking.inner_for_testing().serves(&node_id)
}

public fun mint(self: &mut Network, amount: u64): Coin<WAL> {
    coin::mint_for_testing(amount, self.scenario.ctx())
}

// === Keys and certificates ===

/// Any 33 bytes.
public fun network_public_key(): vector<u8> {
    x"020000000000000000000000000000000000000000000000000000000000000001"
}

/// The aggregate signature and the bitmap of the first `n_signers` members of the committee.
public fun certify(
    self: &mut Network,
    n_signers: u64,
    message: &vector<u8>,
): (vector<u8>, vector<u8>) {
    self.certify_by(vector::tabulate!(n_signers, |i| i), message)
}

/// The aggregate signature and the bitmap of the members at these positions in the committee.
public fun certify_by(
    self: &mut Network,
    positions: vector<u64>,
    message: &vector<u8>,
): (vector<u8>, vector<u8>) {
    let node_ids = self.staking.committee().inner().keys();
    let mut bitmap = vector::tabulate!(node_ids.length().divide_and_round_up(8), |_| 0u8);
    let mut secrets = 0;
    positions.do!(|position| {
        let byte = &mut bitmap[position / 8];
        *byte = *byte | (1 << ((position % 8) as u8));
        let index = self.caps.find_index!(|cap| cap.node_id() == node_ids[position]);
        secrets = secrets + test_keys::secret(index.destroy_some());
    });
    (test_keys::sign(secrets, message), bitmap)
}
