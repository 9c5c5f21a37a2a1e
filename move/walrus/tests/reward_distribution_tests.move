// SPDX-License-Identifier: Apache-2.0

/// R5, R7: an epoch change that is too much for one transaction goes on in others, and nobody sees
/// the difference.
#[test_only]
module walrus::reward_distribution_tests;

use std::unit_test::{assert_eq, destroy};
use sui::event;
use walrus::{
    auth,
    events::RewardsPaid,
    staked_wal::StakedWal,
    staking_inner,
    test_network::{Self, Network}
};

fun wal(amount: u64): u64 {
    amount * test_network::frost_per_wal!()
}

/// Epoch 2 has begun, but only `advanced` of the four pools are advanced. Each node has earned
/// 1000 FROST, half of which is commission. All nodes are ready. Returns the stakes, by node.
fun with_pools_waiting(advanced: u64): (Network, vector<StakedWal>) {
    let mut network = test_network::registered(0, 12);
    let mut stakes = vector[];
    4u64.do!(|i| {
        network.register(5000);
        stakes.push_back(network.stake(i, wal(1000)));
    });
    network.next_epoch();

    let mut payment = network.mint(4000);
    network.system().set_prices(4000, 0);
    let (system, ctx) = network.system_and_ctx();
    destroy(system.reserve_space(1, 1, &mut payment, ctx));
    payment.destroy_zero();

    network.end_voting();
    network.wait(test_network::epoch_duration!() / 2);
    network.change_epoch_with(advanced);
    network.sync();
    (network, stakes)
}

fun paid(): u64 {
    event::events_by_type<RewardsPaid>().length()
}

#[test]
fun pools_that_are_too_many_wait_and_anyone_advances_them() {
    let (mut network, stakes) = with_pools_waiting(1);
    let before = paid();
    assert_eq!(network.staking().inner_for_testing().pools_waiting(), 3);
    network.staking().inner_for_testing().advance_pools(2);
    assert_eq!(network.staking().inner_for_testing().pools_waiting(), 1);
    assert_eq!(paid(), before + 2);
    network.staking().advance_pools();
    network.staking().advance_pools();
    assert_eq!(paid(), before + 3);
    4u64.do!(|i| {
        let node_id = network.node_id(i);
        assert_eq!(network.staking().calculate_rewards(node_id, wal(1000), 1, 2), 500);
    });
    destroy(stakes);
    network.end();
}

#[test]
fun who_withdraws_from_a_pool_that_waits_gets_the_rewards_of_the_epoch_that_ended() {
    let (mut network, stakes) = with_pools_waiting(0);
    stakes.do!(|mut stake| {
        let (staking, ctx) = network.staking_and_ctx();
        staking.request_withdraw_stake(&mut stake, ctx);
        assert_eq!(stake.withdraw_epoch(), 3);
        destroy(stake);
    });
    assert_eq!(network.staking().inner_for_testing().pools_waiting(), 0);
    network.end();
}

#[test]
fun stake_in_a_pool_that_waits_buys_at_the_rate_of_its_own_epoch() {
    let (mut network, stakes) = with_pools_waiting(0);
    let node_id = network.node_id(2);
    let late = network.stake(2, wal(1000));
    assert_eq!(network.staking().inner_for_testing().pools_waiting(), 3);
    network.next_epoch();
    // The newcomer has no part in what was earned before.
    assert_eq!(network.staking().calculate_rewards(node_id, wal(1000), 3, 3), 0);
    assert_eq!(network.staking().calculate_rewards(node_id, wal(1000), 1, 3), 500);
    destroy(late);
    destroy(stakes);
    network.end();
}

#[test]
fun commission_that_waits_can_be_collected() {
    let (mut network, stakes) = with_pools_waiting(0);
    let node_id = network.node_id(1);
    network.end_voting();
    let (staking, cap, ctx) = network.staking_cap_and_ctx(1);
    let commission = staking.collect_commission(node_id, auth::authenticate_with_object(cap), ctx);
    assert_eq!(commission.burn_for_testing(), 500);
    destroy(stakes);
    network.end();
}

#[test]
fun voting_moves_the_last_pools_on_itself() {
    let (mut network, stakes) = with_pools_waiting(0);
    network.next_epoch();
    assert_eq!(network.staking().inner_for_testing().pools_waiting(), 0);
    assert_eq!(vector::tabulate!(4, |i| network.weight(i)), vector[3, 3, 3, 3]);
    destroy(stakes);
    network.end();
}

#[test, expected_failure(abort_code = staking_inner::EPoolsWaiting)]
fun voting_waits_for_pools_that_are_too_many() {
    let (mut network, _stakes) = with_pools_waiting(0);
    network.wait(test_network::epoch_duration!());
    let (staking, clock) = network.staking_and_clock();
    staking.inner_for_testing().voting_end(3, clock);
    abort
}
