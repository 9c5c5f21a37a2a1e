// SPDX-License-Identifier: Apache-2.0

/// R18: whoever does not hand over shards pays, also if it has left with all its stake.
#[test_only]
module walrus::hand_over_penalties_tests;

use std::{type_name, unit_test::{assert_eq, destroy}};
use walrus::{judge, staked_wal::StakedWal, staking, test_network::{Self, Network}};

public struct Gavel() has drop;

const NOT_DELIVERED: u8 = 5;

fun wal(amount: u64): u64 {
    amount * test_network::frost_per_wal!()
}

/// Three nodes with a stake of 1000 WAL each, and rewards of 100 WAL for each in the first epoch.
fun running(): (Network, vector<StakedWal>) {
    let mut network = test_network::registered(3, 3);
    let stakes = vector::tabulate!(3, |i| network.stake(i, wal(1000)));
    network.next_epoch();
    network.system().set_judge(type_name::with_defining_ids<Gavel>());
    let mut payment = network.mint(wal(300));
    network.system().set_prices(wal(300), 0);
    let (system, ctx) = network.system_and_ctx();
    destroy(system.reserve_space(1, 1, &mut payment, ctx));
    payment.destroy_zero();
    (network, stakes)
}

fun penalise(network: &mut Network, index: u64, stake_ppm: u32) {
    let epoch = network.staking().epoch();
    penalise_for(network, index, epoch, stake_ppm);
}

fun penalise_for(network: &mut Network, index: u64, epoch: u32, stake_ppm: u32) {
    let mut sentence = judge::sentence(Gavel());
    sentence.penalise_hand_over(network.node_id(index), epoch, NOT_DELIVERED, stake_ppm, 0);
    let (staking, system) = network.staking_and_system();
    judge::carry_out(system, staking, sentence);
}

fun request(network: &mut Network, staked_wal: &mut StakedWal) {
    let (staking, ctx) = network.staking_and_ctx();
    staking.request_withdraw_stake(staked_wal, ctx);
}

fun withdraw(network: &mut Network, staked_wal: StakedWal): u64 {
    let (staking, ctx) = network.staking_and_ctx();
    staking.withdraw_stake(staked_wal, ctx).burn_for_testing()
}

fun pot(network: &mut Network): u64 {
    network.staking().take_penalties().destroy_for_testing()
}

/// The next epoch begins, and nobody has received any shards yet.
fun begin_hand_over(network: &mut Network) {
    network.end_voting();
    network.change_epoch();
}

#[test, expected_failure(abort_code = staking::EHandOverOpen)]
fun stake_that_leaves_waits_until_the_shards_are_received() {
    let (mut network, mut stakes) = running();
    request(&mut network, &mut stakes[2]);
    begin_hand_over(&mut network);
    withdraw(&mut network, stakes.pop_back());
    abort
}

#[test, expected_failure(abort_code = staking::EHandOverOpen)]
fun stake_with_a_node_that_has_left_waits_as_well() {
    let (mut network, mut stakes) = running();
    network.set_withdrawing(2);
    begin_hand_over(&mut network);
    withdraw(&mut network, stakes.pop_back());
    abort
}

#[test]
fun stake_that_leaves_is_free_once_the_shards_are_received() {
    let (mut network, mut stakes) = running();
    request(&mut network, &mut stakes[2]);
    begin_hand_over(&mut network);
    network.sync();
    assert_eq!(withdraw(&mut network, stakes.pop_back()), wal(1100));
    destroy(stakes);
    network.end();
}

#[test]
fun stake_that_leaves_is_free_when_voting_has_ended_at_the_latest() {
    let (mut network, mut stakes) = running();
    // Somebody with many shards comes, who never reports.
    network.register(0);
    destroy(network.stake(3, wal(900)));
    request(&mut network, &mut stakes[2]);
    begin_hand_over(&mut network);
    2u64.do!(|i| network.sync_done(i));
    if (network.weight(3) > 0) network.sync_done(3);
    network.end_voting();
    assert_eq!(withdraw(&mut network, stakes.pop_back()), wal(1100));
    destroy(stakes);
    network.end();
}

#[test]
fun who_leaves_without_handing_over_pays() {
    let (mut network, mut stakes) = running();
    request(&mut network, &mut stakes[2]);
    begin_hand_over(&mut network);
    assert_eq!(network.weight(2), 0);
    penalise(&mut network, 2, 100_000);
    // Rewards of 100 WAL pay their tenth at once.
    assert_eq!(pot(&mut network), wal(10));
    network.sync();
    assert_eq!(withdraw(&mut network, stakes.pop_back()), wal(990));
    assert_eq!(pot(&mut network), wal(100));
    destroy(stakes);
    network.end();
}

#[test]
fun who_stays_with_a_node_that_has_left_without_handing_over_pays() {
    let (mut network, mut stakes) = running();
    network.set_withdrawing(2);
    begin_hand_over(&mut network);
    penalise(&mut network, 2, 100_000);
    network.sync();
    // Epochs later, too.
    network.next_epoch();
    network.next_epoch();
    assert_eq!(withdraw(&mut network, stakes.pop_back()), wal(990));
    assert_eq!(pot(&mut network), wal(110));
    destroy(stakes);
    network.end();
}

#[test]
fun two_penalties_for_what_has_left_add_up() {
    let (mut network, mut stakes) = running();
    request(&mut network, &mut stakes[2]);
    begin_hand_over(&mut network);
    penalise(&mut network, 2, 50_000);
    penalise(&mut network, 2, 50_000);
    network.sync();
    // 5 % of 1100, and 5 % of what that leaves.
    let paid = withdraw(&mut network, stakes.pop_back());
    assert_eq!(paid, 992_750_000_000);
    assert_eq!(pot(&mut network), wal(1100) - paid);
    destroy(stakes);
    network.end();
}

#[test]
fun stake_that_joins_a_node_does_not_pay_for_the_hand_over_before() {
    let (mut network, mut stakes) = running();
    let mut late = network.stake(2, wal(500));
    request(&mut network, &mut stakes[2]);
    begin_hand_over(&mut network);
    // It serves on with the new stake, and owes what it had more before.
    assert_eq!(network.weight(2), 0);
    penalise(&mut network, 2, 100_000);
    network.sync();
    network.end_voting();
    network.change_epoch();
    network.sync();
    if (network.weight(2) > 0) {
        request(&mut network, &mut late);
        network.next_epoch();
    };
    assert_eq!(withdraw(&mut network, late), wal(500));
    assert_eq!(withdraw(&mut network, stakes.pop_back()), wal(990));
    destroy(stakes);
    network.end();
}

#[test]
fun a_node_that_serves_on_pays_with_what_left_and_with_what_stays() {
    let mut network = test_network::registered(3, 30);
    let mut stakes = vector::tabulate!(3, |i| network.stake(i, wal(1000)));
    let mut more = network.stake(2, wal(500));
    network.next_epoch();
    network.system().set_judge(type_name::with_defining_ids<Gavel>());
    request(&mut network, &mut more);
    begin_hand_over(&mut network);
    assert_eq!(network.weight(2), 10);
    penalise(&mut network, 2, 100_000);
    let node_id = network.node_id(2);
    assert_eq!(network.staking().penalties_due(node_id), wal(100));
    network.sync();
    assert_eq!(withdraw(&mut network, more), wal(450));
    request(&mut network, &mut stakes[2]);
    network.next_epoch();
    assert_eq!(withdraw(&mut network, stakes.pop_back()), wal(900));
    assert_eq!(pot(&mut network), wal(150));
    destroy(stakes);
    network.end();
}

#[test]
fun after_voting_only_earnings_and_rewards_pay() {
    let (mut network, mut stakes) = running();
    request(&mut network, &mut stakes[2]);
    begin_hand_over(&mut network);
    network.sync();
    network.end_voting();
    penalise(&mut network, 2, 100_000);
    assert_eq!(withdraw(&mut network, stakes.pop_back()), wal(1100));
    assert_eq!(pot(&mut network), 0);
    destroy(stakes);
    network.end();
}

/// Pays FROST for storage in the current epoch, so that there are rewards to share.
fun earn(network: &mut Network, amount: u64) {
    let mut payment = network.mint(amount);
    network.system().set_prices(amount, 0);
    let (system, ctx) = network.system_and_ctx();
    destroy(system.reserve_space(1, 1, &mut payment, ctx));
    payment.destroy_zero();
}

#[test]
fun who_has_taken_out_what_was_free_pays_no_more_and_nobody_pays_instead() {
    let mut network = test_network::registered(3, 30);
    let mut stakes = vector::tabulate!(3, |i| network.stake(i, wal(1000)));
    let mut more = network.stake(2, wal(500));
    network.next_epoch();
    network.system().set_judge(type_name::with_defining_ids<Gavel>());
    earn(&mut network, wal(300));
    request(&mut network, &mut more);
    begin_hand_over(&mut network);
    // All have what they were owed.
    network.sync();
    assert!(withdraw(&mut network, more) > wal(500));
    let node_id = network.node_id(2);
    let earned = network.staking().calculate_rewards(node_id, wal(1000), 1, 2);
    penalise(&mut network, 2, 100_000);
    assert_eq!(pot(&mut network), 0);
    request(&mut network, &mut stakes[2]);
    network.next_epoch();
    assert_eq!(withdraw(&mut network, stakes.pop_back()), wal(1000) + earned);
    assert_eq!(pot(&mut network), 0);
    destroy(stakes);
    network.end();
}

#[test]
fun stake_that_was_taken_out_of_a_node_at_rest_is_not_penalised_when_the_node_comes_back() {
    let mut network = test_network::registered(3, 30);
    let mut stakes = vector::tabulate!(3, |i| network.stake(i, wal(100)));
    let more = network.stake(2, wal(100));
    network.next_epoch();
    network.system().set_judge(type_name::with_defining_ids<Gavel>());
    earn(&mut network, wal(300));
    // The others have so much more that node 2 rests, with what it has earned.
    2u64.do!(|i| stakes.push_back(network.stake(i, wal(100_000))));
    network.next_epoch();
    assert_eq!(network.weight(2), 0);
    network.next_epoch();
    assert!(withdraw(&mut network, more) > wal(100));
    stakes.push_back(network.stake(2, wal(100_000)));
    network.next_epoch();
    assert!(network.weight(2) > 0);
    let pool_rewards = rewards_of(&mut network, 2);
    assert!(pool_rewards > wal(50));
    penalise(&mut network, 2, 100_000);
    assert_eq!(rewards_of(&mut network, 2), pool_rewards);
    destroy(stakes);
    network.end();
}

fun rewards_of(network: &mut Network, index: u64): u64 {
    let node_id = network.node_id(index);
    network.staking().inner_for_testing().pool(node_id).rewards_amount()
}

#[test]
fun a_penalty_on_what_has_left_ends_with_the_epoch_also_where_nothing_is_earned() {
    let (mut network, mut stakes) = running();
    stakes.do_mut!(|stake| request(&mut network, stake));
    // All stake of the network leaves, so the committee stays.
    begin_hand_over(&mut network);
    network.sync();
    let node_id = network.node_id(2);
    let pool = network.staking().inner_for_testing().pool_mut(node_id);
    let (due, paid) = pool.penalise_hand_over(100_000, true);
    assert_eq!(due, 0);
    assert_eq!(paid.destroy_for_testing(), wal(10));
    assert_eq!(withdraw(&mut network, stakes.pop_back()), wal(990));
    let mut late = network.stake(2, wal(500));
    network.next_epoch();
    request(&mut network, &mut late);
    network.next_epoch();
    assert_eq!(withdraw(&mut network, late), wal(500));
    destroy(stakes);
    network.end();
}

#[test, expected_failure(abort_code = judge::EDeedTooOld)]
fun a_hand_over_of_the_epoch_before_is_not_punished() {
    let (mut network, _stakes) = running();
    network.next_epoch();
    penalise_for(&mut network, 2, 1, 100_000);
    abort
}
