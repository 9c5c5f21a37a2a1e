// SPDX-License-Identifier: Apache-2.0

/// R3: whatever buyers, givers, voters and time do, a model that knows nothing but the rules tells the
/// WAL of every account, of every operator and of a pool of subsidies, and the bytes sold for every
/// epoch; and all WAL that came in is there, collected or burned, to the last FROST.
#[test_only]
module walrus_subsidies::conservation_tests;

use std::unit_test::{assert_eq, destroy};
use sui::{balance, coin::Coin, test_scenario};
use wal::wal::{Self, ProtectedTreasury, WAL};
use walrus::{
    auth,
    blob,
    encoding,
    judge,
    slashing::SlashingManager,
    storage_pool::StoragePool,
    test_network::{Self, Network}
};
use walrus_core::test_random::{Self, Random};
use walrus_subsidies::walrus_subsidies::{Self, AdminCap, WalrusSubsidies};

const NODES: u64 = 4;
const N_SHARDS: u16 = 10;
const FROST_PER_WAL: u64 = 1_000_000_000;
const RS2: u8 = 1;
const SIZE: u64 = 1_000_000;
/// FROST in the coin of a buyer: more than any price here.
const FUNDS: u64 = 1 << 50;

/// The rules. Accounts are those of the current epoch and of the ones to come.
public struct Model has drop {
    accounts: vector<u128>,
    sold: vector<u128>,
    /// What of the accounts the pool has paid for already, with what it paid.
    paid_for: vector<u128>,
    storage_price: u128,
    write_price: u128,
    funds: u128,
    rate: u128,
    base: u128,
    per_shard: u128,
    nodes_paid: bool,
    weights: vector<u128>,
    commissions: vector<u128>,
    /// What of them came in the current epoch and stays until its voting has ended.
    held: vector<u128>,
    burn_rate: u128,
    next_burn_rate: u128,
    came_in: u128,
    went_out: u128,
    burned: u128,
}

/// A network in its second epoch, whose nodes keep all rewards as commission.
public struct World {
    network: Network,
    subsidies: WalrusSubsidies,
    cap: AdminCap,
    treasury: ProtectedTreasury,
    slashing: SlashingManager,
    storage_pools: vector<StoragePool>,
    supply: u128,
    model: Model,
}

fun begin(): World {
    let mut network = test_network::registered(0, N_SHARDS);
    NODES.do!(|i| {
        network.register(10_000);
        destroy(network.stake(i, 1000 * FROST_PER_WAL));
    });
    network.next_epoch();
    wal::init_for_testing(network.ctx());
    let (staking, system, ctx) = network.staking_system_and_ctx();
    let cap = walrus_subsidies::new(system, staking, 0, 0, 0, ctx);
    network.scenario().next_tx(test_network::operator!());
    let subsidies = network.scenario().take_shared<WalrusSubsidies>();
    let treasury = network.scenario().take_shared<ProtectedTreasury>();
    let slashing = network.scenario().take_shared<SlashingManager>();
    let supply = treasury.total_supply() as u128;
    let epochs = test_network::max_epochs_ahead!() as u64;
    let model = Model {
        accounts: vector::tabulate!(epochs, |_| 0),
        sold: vector::tabulate!(epochs, |_| 0),
        paid_for: vector::tabulate!(epochs, |_| 0),
        storage_price: test_network::storage_price!() as u128,
        write_price: test_network::write_price!() as u128,
        funds: 0,
        rate: 0,
        base: 0,
        per_shard: 0,
        nodes_paid: true,
        weights: vector::tabulate!(NODES, |i| network.weight(i) as u128),
        commissions: vector::tabulate!(NODES, |_| 0),
        held: vector::tabulate!(NODES, |_| 0),
        burn_rate: 0,
        next_burn_rate: 0,
        came_in: 0,
        went_out: 0,
        burned: 0,
    };
    World { network, subsidies, cap, treasury, slashing, storage_pools: vector[], supply, model }
}

fun end(self: World) {
    let World { network, subsidies, cap, treasury, slashing, storage_pools, .. } = self;
    test_scenario::return_shared(subsidies);
    test_scenario::return_shared(treasury);
    test_scenario::return_shared(slashing);
    destroy(cap);
    destroy(storage_pools);
    network.end();
}

// === The rules ===

fun units(bytes: u128): u128 {
    bytes.divide_and_round_up(test_network::mib!() as u128)
}

fun sell(self: &mut Model, bytes: u128, start: u64, end: u64): u128 {
    let price = self.storage_price * units(bytes);
    start.range_do!(end, |i| {
        self.add(i, price);
        *&mut self.sold[i] = self.sold[i] + bytes;
    });
    price * ((end - start) as u128)
}

fun write(self: &mut Model, bytes: u128): u128 {
    let price = self.write_price * units(bytes);
    self.add(0, price);
    price
}

fun add(self: &mut Model, account: u64, amount: u128) {
    *&mut self.accounts[account] = self.accounts[account] + amount;
    self.came_in = self.came_in + amount;
}

fun earn(self: &mut Model, node: u64, amount: u128) {
    *&mut self.commissions[node] = self.commissions[node] + amount;
    *&mut self.held[node] = self.held[node] + amount;
}

fun collect_free(self: &mut Model, node: u64, voting_has_ended: bool): u128 {
    let all = self.commissions[node];
    let held = if (voting_has_ended) 0 else self.held[node].min(all);
    *&mut self.commissions[node] = held;
    *&mut self.held[node] = held;
    self.went_out = self.went_out + all - held;
    all - held
}

fun pay_subsidies(self: &mut Model) {
    let amounts = self.weights.map!(|weight| self.base + self.per_shard * weight);
    let total = amounts.fold!(0, |sum, amount| sum + amount);
    if (!self.nodes_paid && total <= self.funds) {
        self.nodes_paid = true;
        self.funds = self.funds - total;
        NODES.do!(|i| self.earn(i, amounts[i]));
    };
    self.accounts.length().do!(|i| if (self.sold[i] > 0) {
        let due = (self.accounts[i] - self.paid_for[i]) * self.rate / 10_000;
        if (due <= self.funds) {
            self.funds = self.funds - due;
            *&mut self.accounts[i] = self.accounts[i] + due;
            *&mut self.paid_for[i] = self.accounts[i];
        };
    });
}

fun end_epoch(self: &mut Model) {
    let mut rest = self.accounts.remove(0);
    NODES.do!(|i| *&mut self.held[i] = 0);
    self.accounts.push_back(0);
    if (self.sold[0] > 0) {
        let burned = rest * self.burn_rate / 10_000;
        self.burned = self.burned + burned;
        let earned = rest - burned;
        rest = earned;
        NODES.do!(|i| {
            let share = earned * self.weights[i] / (N_SHARDS as u128);
            self.earn(i, share);
            rest = rest - share;
        });
    };
    *&mut self.accounts[0] = self.accounts[0] + rest;
    self.sold.remove(0);
    self.sold.push_back(0);
    self.paid_for.remove(0);
    self.paid_for.push_back(0);
    self.burn_rate = self.next_burn_rate;
    self.nodes_paid = false;
    self.storage_price = test_network::storage_price!() as u128;
    self.write_price = test_network::write_price!() as u128;
}

fun sum(amounts: vector<u128>): u128 {
    amounts.fold!(0, |sum, amount| sum + amount)
}

// === The network ===

/// What a call has taken of a coin is the price that the model knows.
fun assert_paid(payment: Coin<WAL>, price: u128) {
    assert_eq!((FUNDS - payment.burn_for_testing()) as u128, price);
}

fun assert_agreement(self: &mut World) {
    let model = &self.model;
    let accounts = self.network.system().future_accounting();
    model.accounts.length().do!(|i| {
        assert_eq!(accounts[i as u32].rewards() as u128, model.accounts[i]);
        assert_eq!(accounts[i as u32].used_capacity() as u128, model.sold[i]);
    });
    NODES.do!(|i| {
        let node_id = self.network.node_id(i);
        assert_eq!(self.network.staking().pool_commission(node_id) as u128, model.commissions[i]);
    });
    assert_eq!(self.subsidies.subsidy_pool_balance() as u128, model.funds);
    let (staking, ctx) = self.network.staking_and_ctx();
    judge::burn_penalties(staking, &mut self.treasury, ctx);
    assert_eq!(self.supply - (self.treasury.total_supply() as u128), model.burned);
    let there = sum(model.accounts) + sum(model.commissions) + model.funds;
    assert_eq!(there + model.went_out + model.burned, model.came_in);
}

fun buy(self: &mut World, bytes: u64, epochs: u64) {
    let mut payment = self.network.mint(FUNDS);
    let (system, ctx) = self.network.system_and_ctx();
    system.reserve_space(bytes, epochs as u32, &mut payment, ctx).destroy();
    let price = self.model.sell(bytes as u128, 0, epochs);
    assert_paid(payment, price);
}

fun new_storage_pool(self: &mut World, bytes: u64, epochs: u64) {
    let mut payment = self.network.mint(FUNDS);
    let (system, ctx) = self.network.system_and_ctx();
    let pool = system.create_storage_pool(bytes, epochs as u32, &mut payment, ctx);
    self.storage_pools.push_back(pool);
    let price = self.model.sell(bytes as u128, 0, epochs);
    assert_paid(payment, price);
}

/// One thing with a pool that has not ended.
fun use_storage_pool(self: &mut World, random: &mut Random) {
    let mut pool = self.storage_pools.pop_back();
    let left =
        (
            pool.end_epoch().max(self.network.system().epoch())
        - self.network.system().epoch(),
        ) as u64;
    if (left == 0) return destroy(pool);
    let mut payment = self.network.mint(FUNDS);
    let bytes = 1 + random.below(3 << 20);
    let mut price = 0;
    let (system, ctx) = self.network.system_and_ctx();
    match (random.below(5)) {
        0 => {
            let most = self.model.accounts.length() - left;
            if (most > 0) {
                let epochs = 1 + random.below(most);
                let size = pool.reserved_encoded_capacity_bytes();
                system.extend_storage_pool(&mut pool, epochs as u32, &mut payment);
                price = self.model.sell(size as u128, left, left + epochs);
            };
        },
        1 => {
            system.increase_storage_pool_capacity(&mut pool, bytes, &mut payment);
            price = self.model.sell(bytes as u128, 0, left);
        },
        2 => {
            let free = pool.available_encoded_bytes();
            let storage = system.decrease_storage_pool_capacity_by_size(&mut pool, free / 2, ctx);
            assert_eq!(storage.end_epoch(), pool.end_epoch());
            assert_eq!(storage.size() + pool.available_encoded_bytes(), free);
            system.increase_storage_pool_capacity_with_storage(&mut pool, storage);
            assert_eq!(pool.available_encoded_bytes(), free);
        },
        3 => {
            let before = pool.available_encoded_bytes();
            let storage = system.reserve_space(bytes, left as u32, &mut payment, ctx);
            system.increase_storage_pool_capacity_with_storage(&mut pool, storage);
            assert_eq!(pool.available_encoded_bytes(), before + bytes);
            price = self.model.sell(bytes as u128, 0, left);
        },
        _ => {
            let encoded = encoding::encoded_blob_length(SIZE, RS2, N_SHARDS);
            let root = random.next() as u256;
            let id = blob::derive_blob_id(root, RS2, SIZE);
            if (pool.available_encoded_bytes() >= encoded) {
                let used = pool.used_encoded_bytes();
                system.register_pooled_blob(
                    &mut pool,
                    id,
                    root,
                    SIZE,
                    RS2,
                    true,
                    &mut payment,
                    ctx,
                );
                assert_eq!(pool.used_encoded_bytes(), used + encoded);
                if (root % 2 == 0) system.delete_pooled_blob(&mut pool, id);
                assert_eq!(pool.used_encoded_bytes(), pool.blob_count() * encoded);
                price = self.model.write(encoded as u128);
            };
        },
    };
    self.storage_pools.push_back(pool);
    assert_paid(payment, price);
}

fun give(self: &mut World, amount: u64, epochs: u64) {
    let gift = self.network.mint(amount);
    self.network.system().add_subsidy(gift, epochs as u32);
    let share = amount / epochs;
    self.model.add(0, (amount - share * epochs) as u128);
    epochs.do!(|i| self.model.add(i, share as u128));
}

fun add_commission(self: &mut World, index: u64, amount: u64) {
    let node_id = self.network.node_id(index);
    let gift = balance::create_for_testing<WAL>(amount);
    self.network.staking().add_commission_to_pools(vector[node_id], vector[gift]);
    self.model.earn(index, amount as u128);
    self.model.came_in = self.model.came_in + (amount as u128);
}

fun collect(self: &mut World, index: u64, voting_has_ended: bool) {
    let (staking, cap, ctx) = self.network.staking_cap_and_ctx(index);
    let auth = auth::authenticate_with_object(cap);
    let amount = staking.collect_commission(cap.node_id(), auth, ctx).burn_for_testing() as u128;
    assert_eq!(amount, self.model.collect_free(index, voting_has_ended));
}

fun slash(self: &mut World, index: u64) {
    let against = self.network.node_id(index);
    NODES.do!(|i| {
        let voter = self.network.node_id(i);
        let (staking, ctx) = self.network.staking_and_ctx();
        let auth = auth::authenticate_sender(ctx);
        self.slashing.vote_for_slashing(staking, auth, voter, against);
    });
    let (staking, ctx) = self.network.staking_and_ctx();
    self.slashing.execute_slashing(staking, &mut self.treasury, against, ctx);
    self.model.burned = self.model.burned + self.model.commissions[index];
    *&mut self.model.commissions[index] = 0;
}

fun fund(self: &mut World, amount: u64) {
    self.subsidies.add_balance(balance::create_for_testing(amount));
    self.model.funds = self.model.funds + (amount as u128);
    self.model.came_in = self.model.came_in + (amount as u128);
}

fun process(self: &mut World) {
    let (staking, system, clock) = self.network.staking_system_and_clock();
    self.subsidies.process_subsidies(staking, system, clock);
    self.model.pay_subsidies();
}

fun set_rates(self: &mut World, rate: u64, base: u64, per_shard: u64) {
    self.subsidies.set_system_subsidy_rate(&self.cap, rate as u32);
    self.subsidies.set_base_subsidy(&self.cap, base);
    self.subsidies.set_per_shard_subsidy(&self.cap, per_shard);
    self.model.rate = rate as u128;
    self.model.base = base as u128;
    self.model.per_shard = per_shard as u128;
}

fun set_prices(self: &mut World, storage_price: u64, write_price: u64) {
    self.network.set_prices(storage_price, write_price);
    self.model.storage_price = storage_price as u128;
    self.model.write_price = write_price as u128;
}

/// All members name a rate, in time.
fun vote(self: &mut World, rate: u64) {
    NODES.do!(|i| {
        let (staking, cap) = self.network.staking_and_cap(i);
        staking.set_burn_rate_vote(cap, rate as u16);
    });
    self.model.next_burn_rate = rate as u128;
}

/// The epoch ends by either call. Once voting has ended an operator can collect all.
fun next_epoch(self: &mut World, random: &mut Random) {
    if (random.below(2) == 0) self.vote(random.below(1_001));
    self.network.end_voting();
    let index = random.below(NODES);
    if (random.below(2) == 0) self.collect(index, true);
    if (random.below(2) == 0) self.network.change_epoch()
    else {
        self.network.wait(test_network::epoch_duration!() / 2);
        self.network.change_epoch_v2(&mut self.treasury);
    };
    self.model.end_epoch();
    // Also while shards are still on the move.
    if (random.below(3) == 0) self.process();
    self.network.sync();
}

fun live(seed: u64, steps: u64, amount_at_most: u64) {
    let mut world = begin();
    let mut random = test_random::new(seed);
    steps.do!(|_| {
        let random = &mut random;
        let amount = random.below(amount_at_most);
        let index = random.below(NODES);
        // Sometimes nothing is sold for the epochs that pass.
        let most = if (random.below(4) == 0) world.model.accounts.length() else 2;
        let epochs = 1 + random.below(most);
        match (random.below(14)) {
            0 => world.buy(1 + random.below(5 << 20), epochs),
            1 => world.new_storage_pool(1 + random.below(20 << 20), epochs),
            2 | 3 => if (!world.storage_pools.is_empty()) world.use_storage_pool(random),
            4 => world.give(amount, epochs),
            5 => world.add_commission(index, amount),
            6 => world.collect(index, false),
            7 => world.slash(index),
            8 => world.fund(amount),
            9 => {
                let rate = random.below(20_001);
                world.set_rates(rate, random.below(30), random.below(20));
            },
            10 => world.set_prices(random.below(1_000), random.below(1_000)),
            11 | 12 => world.process(),
            _ => (1 + random.below(3)).do!(|_| world.next_epoch(random)),
        };
        world.assert_agreement();
        // A transaction has room for 1024 events.
        world.network.scenario().next_tx(test_network::operator!());
    });
    world.end();
}

#[test]
fun all_is_where_the_rules_say_with_amounts_of_which_rounding_is_the_most() {
    live(1, 100, 20);
}

#[test]
fun all_is_where_the_rules_say_with_usual_amounts() {
    live(2, 100, 100_000);
}

#[test]
fun all_is_where_the_rules_say_with_more_than_anybody_has() {
    live(3, 100, 1 << 55);
}
