// SPDX-License-Identifier: Apache-2.0

/// R3: a pool pays for each epoch and each payment once, as far as its funds reach, to nobody but
/// those who store.
#[test_only]
module walrus_subsidies::walrus_subsidies_tests;

use std::unit_test::{assert_eq, destroy};
use sui::{balance, coin::{Self, Coin}, event, test_scenario};
use wal::wal::WAL;
use walrus::test_network::{Self, Network};
use walrus_subsidies::{
    walrus_subsidies::{
        Self,
        AdminCap,
        SubsidiesCreated,
        SubsidiesProcessed,
        SubsidyFundsAdded,
        SubsidyRatesChanged,
        WalrusSubsidies,
    },
    walrus_subsidies_inner
};

const MIB: u64 = 1024 * 1024;

/// Two nodes with five shards each, where a MiB costs 1000 FROST an epoch, and a pool with these
/// rates and funds.
fun with_pool(
    rate: u32,
    base: u64,
    per_shard: u64,
    funds: u64,
): (Network, WalrusSubsidies, AdminCap) {
    with_pool_of(test_network::running(2, 10), rate, base, per_shard, funds)
}

/// The same on this network.
fun with_pool_of(
    mut network: Network,
    rate: u32,
    base: u64,
    per_shard: u64,
    funds: u64,
): (Network, WalrusSubsidies, AdminCap) {
    network.set_prices(1_000, 1);
    let (staking, system, ctx) = network.staking_system_and_ctx();
    let cap = walrus_subsidies::new(system, staking, rate, base, per_shard, ctx);
    assert_eq!(event::events_by_type<SubsidiesCreated>().length(), 1);
    assert_eq!(event::events_by_type<SubsidyRatesChanged>().length(), 1);
    network.scenario().next_tx(@0xB);
    let mut pool = network.scenario().take_shared<WalrusSubsidies>();
    pool.add_coin(coin::mint_for_testing(funds, network.ctx()));
    assert_eq!(event::events_by_type<SubsidyFundsAdded>().length(), 1);
    (network, pool, cap)
}

fun end(network: Network, pool: WalrusSubsidies, cap: AdminCap) {
    test_scenario::return_shared(pool);
    destroy(cap);
    network.end();
}

/// Somebody buys so many MiB for so many epochs.
fun buy(network: &mut Network, mib: u64, epochs: u32) {
    let mut payment: Coin<WAL> = network.mint(1_000_000_000);
    let (system, ctx) = network.system_and_ctx();
    system.reserve_space(mib * MIB, epochs, &mut payment, ctx).destroy();
    destroy(payment);
}

fun process(network: &mut Network, pool: &mut WalrusSubsidies) {
    let (staking, system, clock) = network.staking_system_and_clock();
    pool.process_subsidies(staking, system, clock);
}

fun rewards(network: &mut Network, epoch: u32): u64 {
    network.system().future_accounting()[epoch].rewards()
}

fun commission(network: &mut Network, index: u64): u64 {
    let node_id = network.node_id(index);
    network.staking().pool_commission(node_id)
}

// === What users pay ===

#[test]
fun a_share_is_added_to_what_users_have_paid_since_the_last_time() {
    let (mut network, mut pool, cap) = with_pool(1_000, 0, 0, 10_000);
    buy(&mut network, 10, 3);
    process(&mut network, &mut pool);
    assert_eq!(pool.subsidy_pool_balance(), 7_000);
    3u32.do!(|epoch| assert_eq!(rewards(&mut network, epoch), 11_000));
    assert_eq!(rewards(&mut network, 3), 0);
    // Nothing is paid for twice, and what was added is not paid for.
    process(&mut network, &mut pool);
    assert_eq!(pool.subsidy_pool_balance(), 7_000);
    buy(&mut network, 1, 4);
    process(&mut network, &mut pool);
    assert_eq!(pool.subsidy_pool_balance(), 6_600);
    assert_eq!(rewards(&mut network, 0), 12_100);
    assert_eq!(rewards(&mut network, 3), 1_100);
    assert_eq!(event::events_by_type<SubsidiesProcessed>().length(), 3);
    end(network, pool, cap);
}

#[test]
fun what_was_there_before_the_pool_is_not_paid_for() {
    let mut network = test_network::running(2, 10);
    network.set_prices(1_000, 1);
    buy(&mut network, 10, 3);
    let (mut network, mut pool, cap) = with_pool_of(network, 1_000, 0, 0, 10_000);
    process(&mut network, &mut pool);
    assert_eq!(pool.subsidy_pool_balance(), 10_000);
    end(network, pool, cap);
}

#[test]
fun each_account_is_known_by_its_epoch_however_many_have_passed() {
    let (mut network, mut pool, cap) = with_pool(1_000, 0, 0, 1_000_000);
    buy(&mut network, 10, 10);
    process(&mut network, &mut pool);
    let mut funds = 1_000_000 - 10_000;
    vector[1u64, 2, 9, 10, 13].do!(|passed| {
        passed.do!(|_| network.next_epoch());
        network.set_prices(1_000, 1);
        process(&mut network, &mut pool);
        // What an epoch could not share out has come to its successor, and is less than a node.
        assert!(funds - pool.subsidy_pool_balance() <= passed);
        funds = pool.subsidy_pool_balance();
        buy(&mut network, 10, 10);
        process(&mut network, &mut pool);
        assert_eq!(pool.subsidy_pool_balance(), funds - 10_000);
        funds = pool.subsidy_pool_balance();
        process(&mut network, &mut pool);
        assert_eq!(pool.subsidy_pool_balance(), funds);
    });
    end(network, pool, cap);
}

#[test]
fun an_account_that_the_funds_do_not_reach_waits_for_more() {
    let (mut network, mut pool, cap) = with_pool(1_000, 0, 0, 2_500);
    buy(&mut network, 10, 3);
    process(&mut network, &mut pool);
    assert_eq!(pool.subsidy_pool_balance(), 500);
    assert_eq!(rewards(&mut network, 1), 11_000);
    assert_eq!(rewards(&mut network, 2), 10_000);
    // A smaller one is paid meanwhile.
    buy(&mut network, 1, 1);
    process(&mut network, &mut pool);
    assert_eq!(rewards(&mut network, 0), 12_100);
    pool.add_balance(balance::create_for_testing(600));
    process(&mut network, &mut pool);
    assert_eq!(rewards(&mut network, 2), 11_000);
    assert_eq!(pool.subsidy_pool_balance(), 0);
    end(network, pool, cap);
}

/// Where nothing is stored nobody earns, and what an epoch has goes on to the next one. It is not paid
/// for there again, else a single FROST would draw all funds out within some epochs.
#[test]
fun what_goes_on_from_epoch_to_epoch_is_paid_for_once() {
    let (mut network, mut pool, cap) = with_pool(10_000, 0, 0, 10_000);
    let given = network.mint(100);
    network.system().add_subsidy(given, 1);
    3u64.do!(|_| {
        process(&mut network, &mut pool);
        assert_eq!(pool.subsidy_pool_balance(), 10_000);
        assert_eq!(rewards(&mut network, 0), 100);
        network.next_epoch();
    });
    network.set_prices(1_000, 1);
    // An account waits until storage is sold for its epoch, whether or not there is some in others.
    buy(&mut network, 1, 2);
    let later = network.mint(30);
    network.system().add_subsidy(later, 3);
    2u64.do!(|_| process(&mut network, &mut pool));
    assert_eq!(pool.subsidy_pool_balance(), 10_000 - 1_110 - 1_010);
    assert_eq!(rewards(&mut network, 0), 2_220);
    assert_eq!(rewards(&mut network, 1), 2_020);
    assert_eq!(rewards(&mut network, 2), 10);
    2u64.do!(|_| network.next_epoch());
    2u64.do!(|_| process(&mut network, &mut pool));
    assert_eq!(pool.subsidy_pool_balance(), 10_000 - 1_110 - 1_010);
    end(network, pool, cap);
}

/// At the highest rate nodes with a third of the shards get back what they pay, and no more.
#[test]
fun who_has_a_third_of_the_shards_earns_nothing_by_paying() {
    let (mut network, mut pool, cap) = with_pool(20_000, 0, 0, 1_000_000);
    buy(&mut network, 10, 1);
    process(&mut network, &mut pool);
    assert_eq!(rewards(&mut network, 0) / 3, 10_000);
    end(network, pool, cap);
}

/// As the module says: of 4000 FROST become 4000 * 1.5 * 1.5 / (1 - 0.25) = 12,000 of them.
#[test]
fun two_pools_pay_for_what_each_other_adds() {
    let (mut network, mut pool, cap) = with_pool(5_000, 0, 0, 10_000);
    let (staking, system, ctx) = network.staking_system_and_ctx();
    let other_cap = walrus_subsidies::new(system, staking, 5_000, 0, 0, ctx);
    network.scenario().next_tx(@0xB);
    let mut other = network.scenario().take_shared<WalrusSubsidies>();
    other.add_coin(coin::mint_for_testing(10_000, network.ctx()));
    buy(&mut network, 4, 1);
    40u64.do!(|_| {
        process(&mut network, &mut pool);
        process(&mut network, &mut other);
    });
    let added = 20_000 - pool.subsidy_pool_balance() - other.subsidy_pool_balance();
    assert_eq!(rewards(&mut network, 0), 4_000 + added);
    assert!(7_990 <= added && added <= 8_000);
    test_scenario::return_shared(other);
    destroy(other_cap);
    end(network, pool, cap);
}

// === Nodes ===

#[test]
fun the_nodes_of_an_epoch_are_paid_once_when_it_has_ended() {
    let (mut network, mut pool, cap) = with_pool(0, 100, 10, 10_000);
    process(&mut network, &mut pool);
    assert_eq!(pool.subsidy_pool_balance(), 10_000);
    network.next_epoch();
    2u64.do!(|_| process(&mut network, &mut pool));
    assert_eq!(commission(&mut network, 0), 150);
    assert_eq!(commission(&mut network, 1), 150);
    assert_eq!(pool.subsidy_pool_balance(), 9_700);
    // One epoch is left out, so its nodes go unpaid.
    2u64.do!(|_| network.next_epoch());
    process(&mut network, &mut pool);
    assert_eq!(commission(&mut network, 0), 300);
    assert_eq!(pool.subsidy_pool_balance(), 9_400);
    assert_eq!(pool.last_subsidized_ts(), network.clock().timestamp_ms());
    end(network, pool, cap);
}

#[test]
fun all_nodes_are_paid_or_none_and_accounts_do_not_wait_for_that() {
    let (mut network, mut pool, cap) = with_pool(1_000, 100, 10, 299);
    network.next_epoch();
    network.set_prices(1_000, 1);
    buy(&mut network, 2, 1);
    process(&mut network, &mut pool);
    assert_eq!(commission(&mut network, 0), 0);
    assert_eq!(pool.subsidy_pool_balance(), 99);
    pool.add_balance(balance::create_for_testing(201));
    process(&mut network, &mut pool);
    assert_eq!(commission(&mut network, 1), 150);
    assert_eq!(pool.subsidy_pool_balance(), 0);
    end(network, pool, cap);
}

#[test]
fun rates_that_no_funds_can_pay_block_nothing() {
    let max = std::u64::max_value!();
    let (mut network, mut pool, cap) = with_pool(1_000, max, max, 10_000);
    network.next_epoch();
    network.set_prices(1_000, 1);
    buy(&mut network, 10, 1);
    process(&mut network, &mut pool);
    assert_eq!(pool.subsidy_pool_balance(), 9_000);
    end(network, pool, cap);
}

#[test]
fun a_pool_that_is_made_before_the_first_epoch_pays_from_the_first_on() {
    let mut network = test_network::registered(2, 10);
    2u64.do!(|i| destroy(network.stake(i, 1000 * test_network::frost_per_wal!())));
    let (mut network, mut pool, cap) = with_pool_of(network, 0, 100, 0, 1_000);
    process(&mut network, &mut pool);
    network.next_epoch();
    process(&mut network, &mut pool);
    assert_eq!(pool.subsidy_pool_balance(), 1_000);
    network.next_epoch();
    process(&mut network, &mut pool);
    assert_eq!(pool.subsidy_pool_balance(), 800);
    end(network, pool, cap);
}

// === The admin ===

#[test]
fun the_admin_sets_the_rates() {
    let (network, mut pool, cap) = with_pool(0, 0, 0, 0);
    pool.set_system_subsidy_rate(&cap, 20_000);
    pool.set_base_subsidy(&cap, 1);
    pool.set_per_shard_subsidy(&cap, 2);
    assert_eq!(pool.system_subsidy_rate(), 20_000);
    assert_eq!(pool.base_subsidy(), 1);
    assert_eq!(pool.per_shard_subsidy(), 2);
    end(network, pool, cap);
}

#[test, expected_failure(abort_code = walrus_subsidies_inner::EInvalidSubsidyRate)]
fun the_share_is_bounded() {
    let (network, mut pool, cap) = with_pool(0, 0, 0, 0);
    pool.set_system_subsidy_rate(&cap, 20_001);
    end(network, pool, cap);
}

#[test, expected_failure(abort_code = walrus_subsidies_inner::EInvalidSubsidyRate)]
fun the_first_share_is_bounded_as_well() {
    let (network, pool, cap) = with_pool(20_001, 0, 0, 0);
    end(network, pool, cap);
}

/// The capability of another pool.
fun another_cap(network: &mut Network): AdminCap {
    let (staking, system, ctx) = network.staking_system_and_ctx();
    walrus_subsidies::new(system, staking, 0, 0, 0, ctx)
}

#[test, expected_failure(abort_code = walrus_subsidies::EUnauthorizedAdminCap)]
fun another_admin_sets_no_share() {
    let (mut network, mut pool, cap) = with_pool(0, 0, 0, 0);
    let other = another_cap(&mut network);
    pool.set_system_subsidy_rate(&other, 1);
    destroy(other);
    end(network, pool, cap);
}

#[test, expected_failure(abort_code = walrus_subsidies::EUnauthorizedAdminCap)]
fun another_admin_sets_no_amount_for_nodes() {
    let (mut network, mut pool, cap) = with_pool(0, 0, 0, 0);
    let other = another_cap(&mut network);
    pool.set_base_subsidy(&other, 1);
    destroy(other);
    end(network, pool, cap);
}

#[test, expected_failure(abort_code = walrus_subsidies::EUnauthorizedAdminCap)]
fun another_admin_sets_no_amount_for_shards() {
    let (mut network, mut pool, cap) = with_pool(0, 0, 0, 0);
    let other = another_cap(&mut network);
    pool.set_per_shard_subsidy(&other, 1);
    destroy(other);
    end(network, pool, cap);
}

#[test, expected_failure(abort_code = walrus_subsidies::EWrongVersion)]
fun a_pool_of_another_version_pays_nothing() {
    let (mut network, mut pool, cap) = with_pool(0, 0, 0, 0);
    pool.set_version_for_testing(2);
    process(&mut network, &mut pool);
    end(network, pool, cap);
}

#[test, expected_failure(abort_code = walrus_subsidies::EWrongVersion)]
fun a_pool_of_another_version_is_not_read() {
    let (network, mut pool, cap) = with_pool(0, 0, 0, 0);
    pool.set_version_for_testing(2);
    pool.base_subsidy();
    end(network, pool, cap);
}
