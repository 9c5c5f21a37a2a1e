// SPDX-License-Identifier: Apache-2.0

/// R5: a share of rewards is burned if a quorum wants that, to the last FROST and by whichever call
/// the epoch starts. And what others add to an operator's earnings is the operator's.
#[test_only]
module walrus::burn_tests;

use std::unit_test::{assert_eq, destroy};
use sui::{balance, coin::Coin, event, test_scenario};
use wal::wal::{Self, ProtectedTreasury, WAL};
use walrus::{
    auth,
    events::{BurnRateVoted, CommissionAdded, RewardsBurned},
    judge,
    staking,
    staking_inner,
    test_network::{Self, Network}
};
use walrus_core::burn_rate;

const FROST_PER_WAL: u64 = 1_000_000_000;

/// Four nodes that take all rewards as commission; and the treasury, with the WAL of the publisher.
fun running(): (Network, ProtectedTreasury) {
    let mut network = test_network::registered(0, 4);
    4u64.do!(|i| {
        network.register(10_000);
        destroy(network.stake(i, 1000 * FROST_PER_WAL));
    });
    network.next_epoch();
    wal::init_for_testing(network.ctx());
    network.scenario().next_tx(test_network::operator!());
    let treasury = network.scenario().take_shared<ProtectedTreasury>();
    (network, treasury)
}

fun end(network: Network, treasury: ProtectedTreasury) {
    test_scenario::return_shared(treasury);
    network.end();
}

fun vote(network: &mut Network, index: u64, rate: u16) {
    let (staking, cap) = network.staking_and_cap(index);
    staking.set_burn_rate_vote(cap, rate);
}

/// Three of four members want this rate; it applies to the epoch that begins.
fun settle(network: &mut Network, rate: u16) {
    3u64.do!(|i| vote(network, i, rate));
    network.next_epoch();
}

/// Pays so much for storage in the current epoch.
fun pay(network: &mut Network, amount: u64) {
    network.system().set_prices(amount, 0);
    let mut wal: Coin<WAL> = network.scenario().take_from_sender();
    let (system, ctx) = network.system_and_ctx();
    destroy(system.reserve_space(1, 1, &mut wal, ctx));
    network.scenario().return_to_sender(wal);
}

/// What the operator of a node can collect.
fun collect(network: &mut Network, index: u64): u64 {
    let (staking, cap, ctx) = network.staking_cap_and_ctx(index);
    let auth = auth::authenticate_with_object(cap);
    staking.collect_commission(cap.node_id(), auth, ctx).burn_for_testing()
}

fun commission(network: &mut Network, index: u64): u64 {
    let node_id = network.node_id(index);
    network.staking().pool_commission(node_id)
}

/// As `Network.change_epoch`, with the treasury.
fun change_epoch_v2(network: &mut Network, treasury: &mut ProtectedTreasury) {
    network.wait(test_network::epoch_duration!() / 2);
    network.change_epoch_v2(treasury);
}

fun add_commission(network: &mut Network, node_id: ID, amount: u64) {
    let staking = network.staking();
    staking.add_commission_to_pools(vector[node_id], vector[balance::create_for_testing(amount)]);
}

#[test]
fun the_second_call_burns_the_share_at_once() {
    let (mut network, mut treasury) = running();
    settle(&mut network, 300);
    assert_eq!(network.staking().burn_rate(), 300);
    assert_eq!(event::events_by_type<BurnRateVoted>().length(), 3);
    let supply = treasury.total_supply();
    pay(&mut network, 1_033);
    network.end_voting();
    change_epoch_v2(&mut network, &mut treasury);
    // 3 % of 1033 is 30.99; of the 1003 that are left, 3 go to the next epoch.
    assert_eq!(treasury.total_supply(), supply - 30);
    assert_eq!(commission(&mut network, 0), 250);
    assert_eq!(network.system().future_accounting()[0].rewards(), 3);
    let (staking, ctx) = network.staking_and_ctx();
    judge::burn_penalties(staking, &mut treasury, ctx);
    assert_eq!(treasury.total_supply(), supply - 30);
    end(network, treasury);
}

/// Where nothing is stored nobody earns: the WAL waits for those who store later, whole.
#[test]
fun nothing_is_burned_of_what_nobody_has_earned() {
    let (mut network, mut treasury) = running();
    settle(&mut network, 1_000);
    let given = network.mint(1_000);
    network.system().add_subsidy(given, 1);
    let supply = treasury.total_supply();
    3u64.do!(|_| {
        network.end_voting();
        change_epoch_v2(&mut network, &mut treasury);
        network.sync();
        assert_eq!(network.system().future_accounting()[0].rewards(), 1_000);
    });
    pay(&mut network, 1_000);
    network.end_voting();
    change_epoch_v2(&mut network, &mut treasury);
    assert_eq!(treasury.total_supply(), supply - 200);
    assert_eq!(commission(&mut network, 0), 450);
    end(network, treasury);
}

#[test]
fun the_first_call_sets_the_share_aside_to_be_burned() {
    let (mut network, mut treasury) = running();
    settle(&mut network, 300);
    let supply = treasury.total_supply();
    pay(&mut network, 1_033);
    network.next_epoch();
    assert_eq!(treasury.total_supply(), supply);
    assert_eq!(commission(&mut network, 0), 250);
    let (staking, ctx) = network.staking_and_ctx();
    judge::burn_penalties(staking, &mut treasury, ctx);
    assert_eq!(treasury.total_supply(), supply - 30);
    end(network, treasury);
}

#[test]
fun at_first_nothing_is_burned() {
    let (mut network, mut treasury) = running();
    assert_eq!(network.staking().burn_rate(), 0);
    let supply = treasury.total_supply();
    pay(&mut network, 1_000);
    network.end_voting();
    change_epoch_v2(&mut network, &mut treasury);
    assert_eq!(treasury.total_supply(), supply);
    assert_eq!(commission(&mut network, 3), 250);
    assert_eq!(event::events_by_type<RewardsBurned>().length(), 0);
    end(network, treasury);
}

#[test]
fun a_rate_is_known_before_the_epoch_that_it_applies_to() {
    let (mut network, treasury) = running();
    2u64.do!(|i| vote(&mut network, i, 1_000));
    pay(&mut network, 1_000);
    network.next_epoch();
    // What members have named stays; with this vote they are a quorum.
    assert_eq!(network.staking().next_burn_rate(), 0);
    vote(&mut network, 2, 500);
    network.end_voting();
    assert_eq!(network.staking().burn_rate(), 0);
    assert_eq!(network.staking().next_burn_rate(), 500);
    network.change_epoch();
    assert_eq!(network.staking().burn_rate(), 500);
    let burned = event::events_by_type<RewardsBurned>();
    assert_eq!(burned.length(), 1);
    end(network, treasury);
}

#[test, expected_failure(abort_code = staking_inner::ENotInCommittee)]
fun only_members_name_a_rate() {
    let (mut network, treasury) = running();
    let index = network.register(0);
    vote(&mut network, index, 0);
    end(network, treasury);
}

#[test, expected_failure(abort_code = staking_inner::EWrongEpochState)]
fun no_rate_is_named_once_voting_has_ended() {
    let (mut network, treasury) = running();
    network.end_voting();
    vote(&mut network, 0, 300);
    end(network, treasury);
}

#[test, expected_failure(abort_code = burn_rate::EBurnRateTooHigh)]
fun no_member_names_more_than_a_tenth() {
    let (mut network, treasury) = running();
    vote(&mut network, 0, 1_001);
    end(network, treasury);
}

#[test, expected_failure(abort_code = staking_inner::EWrongEpochState)]
fun the_second_call_starts_no_epoch_before_voting_has_ended() {
    let (mut network, mut treasury) = running();
    change_epoch_v2(&mut network, &mut treasury);
    end(network, treasury);
}

#[test]
fun what_is_added_to_a_commission_can_be_collected_once_voting_has_ended() {
    let (mut network, treasury) = running();
    let node_id = network.node_id(1);
    add_commission(&mut network, node_id, 70);
    add_commission(&mut network, node_id, 30);
    assert_eq!(commission(&mut network, 1), 100);
    assert_eq!(event::events_by_type<CommissionAdded>().length(), 2);
    assert_eq!(collect(&mut network, 1), 0);
    network.end_voting();
    assert_eq!(collect(&mut network, 1), 100);
    // What comes after voting is not held back.
    add_commission(&mut network, node_id, 5);
    assert_eq!(collect(&mut network, 1), 5);
    assert_eq!(commission(&mut network, 1), 0);
    end(network, treasury);
}

/// Who adds, collects and adds again, with borrowed WAL, does not count up what the pool has received:
/// else an overflow would block all that is added to the pool, with what others are given beside it.
#[test]
fun the_same_wal_can_be_added_and_collected_any_number_of_times() {
    let (mut network, treasury) = running();
    let node_id = network.node_id(1);
    let half = 1 << 63;
    add_commission(&mut network, node_id, 3);
    network.end_voting();
    4u64.do!(|i| {
        add_commission(&mut network, node_id, half);
        assert_eq!(collect(&mut network, 1), half + (if (i == 0) 3 else 0));
    });
    add_commission(&mut network, node_id, 5);
    assert_eq!(commission(&mut network, 1), 5);
    end(network, treasury);
}

#[test]
fun collecting_what_is_free_frees_nothing_else() {
    let (mut network, treasury) = running();
    pay(&mut network, 400);
    network.next_epoch();
    network.next_epoch();
    let node_id = network.node_id(1);
    add_commission(&mut network, node_id, 7);
    assert_eq!(collect(&mut network, 1), 100);
    assert_eq!(collect(&mut network, 1), 0);
    add_commission(&mut network, node_id, 4);
    assert_eq!(collect(&mut network, 1), 0);
    network.end_voting();
    assert_eq!(collect(&mut network, 1), 11);
    end(network, treasury);
}

/// A gift keeps the pool of a node that has left, but only until voting ends.
#[test]
fun nobody_keeps_a_node_from_ending_by_giving_to_it() {
    let (mut network, treasury) = running();
    let index = network.register(0);
    let node_id = network.node_id(index);
    network.set_withdrawing(index);
    add_commission(&mut network, node_id, 1);
    assert_eq!(collect(&mut network, index), 0);
    network.end_voting();
    add_commission(&mut network, node_id, 1);
    assert_eq!(collect(&mut network, index), 2);
    network.remove_last();
    end(network, treasury);
}

#[test]
fun an_addition_holds_back_nothing_but_itself() {
    let (mut network, treasury) = running();
    pay(&mut network, 400);
    network.next_epoch();
    network.next_epoch();
    // 100 FROST came an epoch ago.
    let node_id = network.node_id(1);
    add_commission(&mut network, node_id, 7);
    assert_eq!(collect(&mut network, 1), 100);
    assert_eq!(commission(&mut network, 1), 7);
    end(network, treasury);
}

#[test]
fun a_pool_that_waits_is_paid_first() {
    let (mut network, treasury) = running();
    pay(&mut network, 400);
    network.end_voting();
    network.wait(test_network::epoch_duration!() / 2);
    network.change_epoch_with(0);
    let node_id = network.node_id(1);
    assert_eq!(commission(&mut network, 1), 0);
    add_commission(&mut network, node_id, 7);
    assert_eq!(commission(&mut network, 1), 107);
    assert_eq!(collect(&mut network, 1), 0);
    end(network, treasury);
}

#[test]
fun several_pools_are_given_to_in_one_call() {
    let (mut network, treasury) = running();
    let node_ids = vector::tabulate!(4, |i| network.node_id(i));
    let amounts = vector::tabulate!(4, |i| balance::create_for_testing<WAL>(i));
    network.staking().add_commission_to_pools(node_ids, amounts);
    4u64.do!(|i| assert_eq!(commission(&mut network, i), i));
    end(network, treasury);
}

#[test, expected_failure(abort_code = staking::EAmountsDoNotMatch)]
fun each_pool_has_its_amount() {
    let (mut network, treasury) = running();
    let node_id = network.node_id(0);
    network.staking().add_commission_to_pools(vector[node_id], vector[]);
    end(network, treasury);
}

#[test, expected_failure(abort_code = staking_inner::EPoolNotFound)]
fun nothing_is_given_to_a_node_that_there_is_not() {
    let (mut network, treasury) = running();
    add_commission(&mut network, @0x77.to_id(), 1);
    end(network, treasury);
}

#[test, expected_failure(abort_code = staking_inner::EPoolNotFound)]
fun a_node_that_there_is_not_has_no_commission() {
    let (mut network, treasury) = running();
    network.staking().pool_commission(@0x77.to_id());
    end(network, treasury);
}
