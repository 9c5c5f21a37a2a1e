// SPDX-License-Identifier: Apache-2.0

/// R5, R7: stake, epochs, and the money that goes with them.
#[test_only]
module walrus::staking_tests;

use std::unit_test::{assert_eq, destroy};
use sui::event;
use walrus::{
    auth,
    events::{
        Self,
        EpochChangeDone,
        EpochChangeStart,
        EpochParametersSelected,
        PricesUpdated,
        RewardsPaid,
        ShardsReceived,
        StakeJoined,
        StakeSplit,
        StorageNodeRegistered,
    },
    indexer::assert_last,
    node_metadata,
    staked_wal::{Self, StakedWal},
    staking_inner,
    staking_pool,
    storage_node::{Self, StorageNodeCap},
    test_network::{Self, Network}
};
use walrus_core::{apportionment, messages, pool_exchange_rate};

fun wal(amount: u64): u64 {
    amount * test_network::frost_per_wal!()
}

/// Pays for something in the current epoch, so that there are rewards to share.
fun earn(network: &mut Network, amount: u64) {
    let mut payment = network.mint(amount);
    network.system().set_prices(amount, 0);
    let (system, ctx) = network.system_and_ctx();
    destroy(system.reserve_space(1, 1, &mut payment, ctx));
    payment.destroy_zero();
}

fun withdraw(network: &mut Network, staked_wal: StakedWal): u64 {
    let (staking, ctx) = network.staking_and_ctx();
    staking.withdraw_stake(staked_wal, ctx).burn_for_testing()
}

fun request(network: &mut Network, staked_wal: &mut StakedWal) {
    let (staking, ctx) = network.staking_and_ctx();
    staking.request_withdraw_stake(staked_wal, ctx);
}

// === Nodes ===

#[test]
fun a_candidate_is_known_but_does_not_serve_without_stake() {
    let mut network = test_network::registered(2, 10);
    assert_eq!(event::events_by_type<StorageNodeRegistered>().length(), 2);
    destroy(network.stake(0, wal(1)));
    network.next_epoch();
    assert_eq!(network.weight(0), 10);
    assert_eq!(network.weight(1), 0);
    let id = network.node_id(1);
    assert_eq!(network.staking().node_metadata(id).description(), b"".to_string());
    network.end();
}

#[test, expected_failure(abort_code = messages::EInvalidKeyLength)]
fun a_candidate_needs_a_key() {
    let mut network = test_network::registered(0, 10);
    let metadata = node_metadata::new(b"".to_string(), b"".to_string(), b"".to_string());
    let (staking, ctx) = network.staking_and_ctx();
    let cap = staking.register_candidate(
        b"".to_string(),
        b"".to_string(),
        metadata,
        x"00",
        test_network::network_public_key(),
        x"00",
        0,
        0,
        0,
        0,
        ctx,
    );
    destroy(cap);
    abort
}

#[test]
fun commission_may_be_everything() {
    let mut network = test_network::registered(0, 10);
    network.register(10_000);
    network.end();
}

#[test, expected_failure(abort_code = staking_pool::EIncorrectCommissionRate)]
fun commission_is_at_most_everything() {
    let mut network = test_network::registered(0, 10);
    network.register(10_001);
    abort
}

#[test, expected_failure(abort_code = staking_pool::EIncorrectCommissionRate)]
fun commission_cannot_be_raised_beyond_everything() {
    let mut network = test_network::registered(1, 10);
    let (staking, cap) = network.staking_and_cap(0);
    staking.set_next_commission(cap, 10_001);
    abort
}

#[test, expected_failure(abort_code = staking_inner::EPoolNotFound)]
fun one_cannot_stake_with_nobody() {
    let mut network = test_network::registered(0, 10);
    let coin = network.mint(wal(1));
    let (staking, ctx) = network.staking_and_ctx();
    destroy(staking.stake_with_pool(coin, @0x1.to_id(), ctx));
    abort
}

#[test]
fun an_operator_can_change_what_others_know() {
    let mut network = test_network::registered(1, 10);
    let (staking, cap) = network.staking_and_cap(0);
    let image = b"image".to_string();
    staking.set_node_metadata(cap, node_metadata::new(image, image, image));
    staking.set_name(cap, b"new name".to_string());
    staking.set_network_address(cap, b"localhost:1".to_string());
    staking.set_network_public_key(cap, test_network::network_public_key());
    assert_eq!(staking.node_metadata(cap.node_id()).image_url(), image);
    network.end();
}

#[test]
fun a_new_key_can_be_announced_until_voting_ends() {
    let mut network = test_network::running(1, 10);
    network.announce_key(0, 7);
    network.announce_key(0, 8);
    network.next_epoch();
    network.end();
}

#[test, expected_failure(abort_code = storage_node::EKeyAlreadySelected)]
fun a_key_that_the_next_committee_relies_on_cannot_change() {
    let mut network = test_network::running(1, 10);
    network.end_voting();
    network.announce_key(0, 7);
    abort
}

#[test]
fun who_does_not_serve_next_may_change_keys_any_time() {
    let mut network = test_network::running(1, 10);
    let late = network.register(0);
    network.end_voting();
    network.announce_key(late, 7);
    network.end();
}

// === Votes ===

#[test]
fun the_committee_sets_prices_and_capacity() {
    let mut network = test_network::registered(4, 12);
    4u64.do!(|i| {
        let (staking, cap) = network.staking_and_cap(i);
        staking.set_storage_price_vote(cap, 10 * (i + 1));
        staking.set_write_price_vote(cap, 100 * (4 - i));
        staking.set_node_capacity_vote(cap, 1000 * (i + 1));
        destroy(network.stake(i, wal(1)));
    });
    network.next_epoch();
    // Three shards each; nine are a quorum. Capacity is what three nodes have, times four.
    assert_eq!(network.system().storage_price_per_unit_size(), 30);
    assert_eq!(network.system().write_price_per_unit_size(), 300);
    assert_eq!(network.system().total_capacity_size(), 8000);
    let prices = event::events_by_type<PricesUpdated>();
    assert_eq!(prices.length(), 1);
    network.end();
}

#[test]
fun votes_move_the_prices_of_the_next_epoch_and_none_that_applies() {
    let mut network = test_network::running(4, 12);
    3u64.do!(|i| {
        let (staking, cap) = network.staking_and_cap(i);
        staking.set_storage_price_vote(cap, 1);
        staking.set_write_price_vote(cap, 9);
    });
    let (staking, system) = network.staking_and_system();
    staking.update_prices(system);
    assert_eq!(system.storage_price_per_unit_size(), test_network::storage_price!());
    assert_eq!(system.write_price_per_unit_size(), test_network::write_price!());
    network.end_voting();
    let (staking, system) = network.staking_and_system();
    staking.update_prices(system);
    assert_eq!(system.storage_price_per_unit_size(), test_network::storage_price!());
    network.change_epoch();
    assert_eq!(network.system().storage_price_per_unit_size(), 1);
    assert_eq!(network.system().write_price_per_unit_size(), 9);
    let (staking, system) = network.staking_and_system();
    staking.update_prices(system);
    assert_eq!(system.storage_price_per_unit_size(), 1);
    assert_eq!(system.write_price_per_unit_size(), 9);
    network.end();
}

#[test]
fun one_third_of_the_shards_moves_no_price() {
    let mut network = test_network::running(4, 12);
    vector[0, std::u64::max_value!()].do!(|extreme| {
        let (staking, cap) = network.staking_and_cap(0);
        staking.set_storage_price_vote(cap, extreme);
        staking.set_write_price_vote(cap, extreme);
        network.next_epoch();
        assert_eq!(network.system().storage_price_per_unit_size(), test_network::storage_price!());
        assert_eq!(network.system().write_price_per_unit_size(), test_network::write_price!());
    });
    network.end();
}

#[test, expected_failure(abort_code = staking_inner::ENoCommittee)]
fun nobody_sets_prices_before_the_first_committee() {
    let mut network = test_network::registered(1, 10);
    let (staking, system) = network.staking_and_system();
    staking.update_prices(system);
    abort
}

#[test]
fun capacity_never_falls_below_what_is_sold() {
    let mut network = test_network::running(1, 10);
    network.system().set_prices(0, 0);
    let mut payment = network.mint(0);
    let (system, ctx) = network.system_and_ctx();
    destroy(system.reserve_space(1_000_000, 5, &mut payment, ctx));
    let (staking, cap) = network.staking_and_cap(0);
    staking.set_node_capacity_vote(cap, 10);
    network.next_epoch();
    assert_eq!(network.system().total_capacity_size(), 1_000_000);
    assert_eq!(network.system().used_capacity_size(), 1_000_000);
    payment.destroy_zero();
    network.end();
}

// === Epochs ===

#[test]
fun an_epoch_goes_through_its_states() {
    let mut network = test_network::registered(3, 9);
    3u64.do!(|i| destroy(network.stake(i, wal(1))));
    assert_eq!(network.staking().inner_for_testing().done_since(), option::some(0));

    network.end_voting();
    assert_eq!(network.staking().inner_for_testing().selected_since(), option::some(0));
    assert_eq!(event::events_by_type<EpochParametersSelected>().length(), 1);
    assert_eq!(network.staking().committee().size(), 0);

    network.change_epoch();
    assert_eq!(network.staking().epoch(), 1);
    assert_eq!(network.system().epoch(), 1);
    assert_eq!(network.system().n_shards(), 9);
    assert_eq!(network.staking().committee().size(), 3);
    assert_eq!(network.staking().previous_committee().size(), 0);
    assert_eq!(network.staking().inner_for_testing().syncing(), option::some(0));
    assert_eq!(event::events_by_type<EpochChangeStart>().length(), 1);

    network.sync_done(1);
    network.sync_done(0);
    assert_eq!(network.staking().inner_for_testing().syncing(), option::some(6));
    network.wait(7);
    let now = network.clock().timestamp_ms();
    network.sync_done(2);
    assert_eq!(network.staking().inner_for_testing().done_since(), option::some(now));
    assert_eq!(event::events_by_type<EpochChangeDone>().length(), 1);
    assert_eq!(event::events_by_type<ShardsReceived>().length(), 3);
    assert_eq!(network.cap(2).last_epoch_sync_done(), 1);
    network.end();
}

#[test]
fun a_quorum_of_shards_ends_the_change_and_late_nodes_are_still_heard() {
    let mut network = test_network::registered(4, 12);
    4u64.do!(|i| destroy(network.stake(i, wal(1))));
    network.end_voting();
    network.change_epoch();
    3u64.do!(|i| network.sync_done(i));
    assert!(network.staking().inner_for_testing().done_since().is_some());
    network.sync_done(3);
    assert_eq!(event::events_by_type<EpochChangeDone>().length(), 1);
    assert_eq!(event::events_by_type<ShardsReceived>().length(), 4);
    network.end();
}

#[test]
fun a_node_that_is_ready_after_voting_has_ended_is_still_heard() {
    let mut network = test_network::registered(4, 12);
    4u64.do!(|i| destroy(network.stake(i, wal(1))));
    network.end_voting();
    network.change_epoch();
    3u64.do!(|i| network.sync_done(i));
    let done = network.clock().timestamp_ms();
    network.end_voting();
    network.sync_done(3);
    assert_eq!(network.staking().inner_for_testing().selected_since(), option::some(done));
    assert_eq!(event::events_by_type<EpochChangeDone>().length(), 1);
    assert_eq!(network.cap(3).last_epoch_sync_done(), 1);
    network.end();
}

#[test, expected_failure(abort_code = staking_inner::EWrongEpochState)]
fun an_epoch_does_not_change_while_the_last_change_goes_on() {
    let mut network = test_network::running(1, 10);
    network.end_voting();
    network.change_epoch();
    network.wait(test_network::epoch_duration!());
    network.change_epoch();
    abort
}

#[test]
fun stake_with_a_node_registered_after_voting_has_ended_is_worth_its_principal() {
    let mut network = test_network::running(1, 10);
    network.end_voting();
    let late = network.register(0);
    let id = network.node_id(late);
    let stake = network.stake(late, wal(5));
    assert_eq!(stake.activation_epoch(), 3);
    assert_eq!(network.staking().calculate_rewards(id, wal(5), 3, 4), 0);
    // Epochs before the node was registered have no rate of their own.
    assert_eq!(network.staking().calculate_rewards(id, wal(5), 0, 1), 0);
    destroy(stake);
    network.end();
}

#[test]
fun stake_from_before_a_node_was_registered_counts_from_the_first_rate() {
    let mut network = test_network::running(1, 10);
    network.next_epoch();
    let late = network.register(0);
    let id = network.node_id(late);
    destroy(network.stake(late, wal(5)));
    network.next_epoch();
    assert_eq!(network.staking().calculate_rewards(id, wal(5), 0, 1), 0);
    network.end();
}

#[test]
fun the_previous_committee_is_remembered() {
    let mut network = test_network::running(3, 9);
    let late = network.register(0);
    destroy(network.stake(late, wal(1000)));
    network.next_epoch();
    assert_eq!(network.staking().previous_committee().size(), 3);
    assert_eq!(network.staking().committee().size(), 4);
    assert_eq!(network.weight(late), 2);
    network.end();
}

#[test]
fun the_next_committee_can_be_foreseen() {
    let mut network = test_network::registered(3, 9);
    3u64.do!(|i| destroy(network.stake(i, wal(i + 1))));
    let foreseen = network.staking().compute_next_committee();
    network.next_epoch();
    assert_eq!(*network.staking().committee(), foreseen);
    assert_eq!(vector::tabulate!(3, |i| network.weight(i)), vector[1, 3, 5]);
    network.end();
}

#[test, expected_failure(abort_code = apportionment::ENoStake)]
fun without_stake_there_is_no_committee() {
    let mut network = test_network::registered(2, 10);
    network.end_voting();
    abort
}

/// Voting ended, an epoch change, or readiness at a moment when it is not its turn.
fun end_voting(network: &mut Network) {
    let (staking, clock) = network.staking_and_clock();
    staking.voting_end(clock);
}

#[test, expected_failure(abort_code = staking_inner::ETooEarly)]
fun voting_in_epoch_0_lasts_until_the_first_epoch_may_start() {
    let mut network = test_network::registered(1, 10);
    destroy(network.stake(0, wal(1)));
    network.wait(test_network::epoch_zero_duration!() - 1);
    end_voting(&mut network);
    abort
}

#[test, expected_failure(abort_code = staking_inner::ETooEarly)]
fun voting_lasts_half_an_epoch() {
    let mut network = test_network::running(1, 10);
    network.wait(test_network::epoch_duration!() / 2 - 1);
    end_voting(&mut network);
    abort
}

#[test, expected_failure(abort_code = staking_inner::EWrongEpochState)]
fun voting_ends_once() {
    let mut network = test_network::running(1, 10);
    network.end_voting();
    end_voting(&mut network);
    abort
}

#[test, expected_failure(abort_code = staking_inner::EWrongEpochState)]
fun voting_waits_for_the_epoch_change_to_be_done() {
    let mut network = test_network::running(1, 10);
    network.end_voting();
    network.change_epoch();
    network.end_voting();
    abort
}

#[test, expected_failure(abort_code = staking_inner::ETooEarly)]
fun an_epoch_lasts_its_time() {
    let mut network = test_network::running(1, 10);
    network.end_voting();
    network.wait(test_network::epoch_duration!() / 2 - 1);
    let (staking, clock) = network.staking_and_clock();
    staking.inner_for_testing().end_epoch(clock);
    abort
}

#[test, expected_failure(abort_code = staking_inner::EWrongEpochState)]
fun an_epoch_does_not_change_before_voting_ends() {
    let mut network = test_network::running(1, 10);
    network.wait(test_network::epoch_duration!());
    network.change_epoch();
    abort
}

#[test, expected_failure(abort_code = staking_inner::EInvalidSyncEpoch)]
fun a_node_cannot_be_ready_for_another_epoch() {
    let mut network = test_network::running(1, 10);
    let clock = sui::clock::create_for_testing(network.ctx());
    let (staking, cap) = network.staking_and_cap(0);
    staking.epoch_sync_done(cap, 2, &clock);
    destroy(clock);
    abort
}

#[test, expected_failure(abort_code = staking_inner::EDuplicateSyncDone)]
fun a_node_is_ready_once() {
    let mut network = test_network::running(1, 10);
    network.sync_done(0);
    abort
}

#[test, expected_failure(abort_code = staking_inner::ENotInCommittee)]
fun who_does_not_serve_has_nothing_to_be_ready_with() {
    let mut network = test_network::running(1, 10);
    let late = network.register(0);
    network.sync_done(late);
    abort
}

// === Stake ===

#[test]
fun stake_before_the_vote_counts_in_the_next_epoch_and_after_it_in_the_one_after() {
    let mut network = test_network::running(2, 10);
    let before = network.stake(0, wal(3000));
    assert_eq!(before.activation_epoch(), 2);
    network.end_voting();
    let after = network.stake(1, wal(9000));
    assert_eq!(after.activation_epoch(), 3);
    network.change_epoch();
    network.sync();
    assert_eq!(vector[network.weight(0), network.weight(1)], vector[8, 2]);
    network.next_epoch();
    assert_eq!(vector[network.weight(0), network.weight(1)], vector[3, 7]);
    destroy(vector[before, after]);
    network.end();
}

#[test]
fun stake_is_what_its_owner_put_in() {
    let mut network = test_network::registered(1, 10);
    let staked_wal = network.stake(0, wal(5));
    assert_eq!(staked_wal.value(), wal(5));
    assert_eq!(staked_wal.node_id(), network.node_id(0));
    assert_eq!(staked_wal.activation_epoch(), 1);
    assert!(staked_wal.is_staked() && !staked_wal.is_withdrawing());
    destroy(staked_wal);
    network.end();
}

#[test, expected_failure(abort_code = staked_wal::EStakeBelowThreshold)]
fun less_than_1_wal_cannot_be_staked() {
    let mut network = test_network::registered(1, 10);
    destroy(network.stake(0, wal(1) - 1));
    abort
}

#[test, expected_failure(abort_code = staked_wal::ENotWithdrawing)]
fun stake_at_work_is_free_in_no_epoch() {
    let mut network = test_network::registered(1, 10);
    let staked_wal = network.stake(0, wal(1));
    staked_wal.withdraw_epoch();
    abort
}

#[test]
fun stake_that_no_committee_counts_on_is_free_at_once() {
    let mut network = test_network::running(1, 10);
    let early = network.stake(0, wal(2));
    assert!(network.staking().can_withdraw_staked_wal_early(&early));
    assert_eq!(withdraw(&mut network, early), wal(2));

    // The next committee is selected without it.
    network.end_voting();
    let late = network.stake(0, wal(3));
    assert!(network.staking().can_withdraw_staked_wal_early(&late));
    assert_eq!(withdraw(&mut network, late), wal(3));
    network.end();
}

#[test, expected_failure(abort_code = staking_pool::EWithdrawDirectly)]
fun stake_that_is_free_at_once_needs_no_request() {
    let mut network = test_network::running(1, 10);
    let mut staked_wal = network.stake(0, wal(2));
    request(&mut network, &mut staked_wal);
    abort
}

#[test]
fun stake_at_work_is_free_in_the_next_epoch() {
    let mut network = test_network::running(1, 10);
    let mut staked_wal = network.stake(0, wal(2));
    network.next_epoch();
    assert!(!network.staking().can_withdraw_staked_wal_early(&staked_wal));
    request(&mut network, &mut staked_wal);
    assert!(staked_wal.is_withdrawing());
    assert_eq!(staked_wal.withdraw_epoch(), 3);
    network.next_epoch();
    assert_eq!(withdraw(&mut network, staked_wal), wal(2));
    network.end();
}

#[test]
fun stake_that_the_next_committee_counts_on_is_free_after_it() {
    let mut network = test_network::running(1, 10);
    let mut active = network.stake(0, wal(2));
    network.next_epoch();
    let mut pending = network.stake(0, wal(4));
    network.end_voting();
    assert!(!network.staking().can_withdraw_staked_wal_early(&pending));
    request(&mut network, &mut active);
    request(&mut network, &mut pending);
    assert_eq!(active.withdraw_epoch(), 4);
    assert_eq!(pending.withdraw_epoch(), 4);
    network.change_epoch();
    network.sync();
    network.next_epoch();
    assert_eq!(withdraw(&mut network, active), wal(2));
    assert_eq!(withdraw(&mut network, pending), wal(4));
    network.end();
}

#[test]
fun stake_that_leaves_does_not_count_in_the_vote() {
    let mut network = test_network::registered(2, 10);
    let mut leaving = network.stake(0, wal(1000));
    destroy(network.stake(0, wal(1000)));
    destroy(network.stake(1, wal(1000)));
    network.next_epoch();
    assert_eq!(network.weight(0), 7);
    request(&mut network, &mut leaving);
    network.next_epoch();
    assert_eq!(network.weight(0), 5);
    destroy(leaving);
    network.end();
}

#[test]
fun when_all_stake_leaves_the_committee_stays_and_the_stake_comes_free() {
    let mut network = test_network::registered(2, 10);
    let mut stakes = vector[network.stake(0, wal(1)), network.stake(1, wal(2))];
    network.next_epoch();
    earn(&mut network, 1000);
    stakes.do_mut!(|staked_wal| request(&mut network, staked_wal));
    assert_eq!(network.staking().inner_for_testing().active_set().size(), 0);
    let committee = *network.staking().committee();
    network.next_epoch();
    assert_eq!(*network.staking().committee(), committee);

    let mut paid_out = 0;
    stakes.do!(|staked_wal| paid_out = paid_out + withdraw(&mut network, staked_wal));
    let kept = network.system().future_accounting()[0].rewards();
    assert_eq!(paid_out + kept, wal(3) + 1000);

    // Without stakers the operators receive everything.
    earn(&mut network, 1000);
    network.next_epoch();
    network.end_voting();
    let commission = collect(&mut network, 0) + collect(&mut network, 1);
    assert_eq!(commission + network.system().future_accounting()[0].rewards(), kept + 1000);
    network.end();
}

#[test]
fun the_dust_that_gone_stakes_leave_makes_no_candidate() {
    let mut network = test_network::registered(1, 2);
    let idle = network.register(0);
    destroy(network.stake(0, wal(7)));
    let mut stakes = vector::tabulate!(3, |i| network.stake(idle, wal(2) + i));
    network.next_epoch();
    earn(&mut network, 1_000_000_001);
    stakes.do_mut!(|staked_wal| request(&mut network, staked_wal));
    network.next_epoch();
    assert_eq!(network.weight(idle), 0);
    assert_eq!(network.staking().inner_for_testing().active_set().size(), 1);
    stakes.do!(|staked_wal| assert!(withdraw(&mut network, staked_wal) >= wal(2)));
    network.end();
}

#[test]
fun stake_with_a_node_that_does_not_serve_is_free_at_once() {
    let mut network = test_network::running(1, 10);
    // The one shard per tenth of stake is far away for this node.
    let idle = network.register(0);
    let staked_wal = network.stake(idle, wal(1));
    network.next_epoch();
    network.next_epoch();
    assert_eq!(network.weight(idle), 0);
    assert_eq!(withdraw(&mut network, staked_wal), wal(1));
    let (staking, cap) = network.staking_and_cap(idle);
    staking.try_join_active_set(cap);
    assert_eq!(staking.inner_for_testing().active_set().size(), 1);
    network.end();
}

#[test]
fun stake_that_decided_a_committee_stays_until_it_has_served() {
    let mut network = test_network::registered(2, 10);
    destroy(network.stake(0, wal(10)));
    let mut decided = network.stake(1, wal(3));
    // Not enough for a shard: without this node the committee is the same.
    let small = network.register(0);
    let nothing = network.stake(small, wal(1));
    network.next_epoch();
    let late = network.stake(1, wal(2));
    network.end_voting();
    assert_eq!(network.weight(small), 0);
    assert_eq!(withdraw(&mut network, nothing), wal(1));

    // Both count in the next committee, and are free with the one after it.
    assert!(!network.staking().can_withdraw_staked_wal_early(&late));
    request(&mut network, &mut decided);
    assert_eq!(decided.withdraw_epoch(), 3);
    network.change_epoch();
    network.sync();
    network.next_epoch();
    assert_eq!(withdraw(&mut network, decided), wal(3));
    destroy(late);
    network.end();
}

#[test, expected_failure(abort_code = staking_pool::EWithdrawDirectly)]
fun stake_with_a_node_that_does_not_serve_needs_no_request() {
    let mut network = test_network::running(1, 10);
    let idle = network.register(0);
    let mut staked_wal = network.stake(idle, wal(1));
    network.next_epoch();
    request(&mut network, &mut staked_wal);
    abort
}

#[test, expected_failure(abort_code = staking_pool::ENotWithdrawing)]
fun stake_at_work_has_to_be_freed_first() {
    let mut network = test_network::running(1, 10);
    let staked_wal = network.stake(0, wal(2));
    network.next_epoch();
    withdraw(&mut network, staked_wal);
    abort
}

#[test, expected_failure(abort_code = staking_pool::EWithdrawEpochNotReached)]
fun freed_stake_has_to_wait_for_its_epoch() {
    let mut network = test_network::running(1, 10);
    let mut staked_wal = network.stake(0, wal(2));
    network.next_epoch();
    request(&mut network, &mut staked_wal);
    withdraw(&mut network, staked_wal);
    abort
}

#[test, expected_failure(abort_code = staked_wal::EAlreadyWithdrawing)]
fun stake_is_freed_once() {
    let mut network = test_network::running(1, 10);
    let mut staked_wal = network.stake(0, wal(2));
    network.next_epoch();
    request(&mut network, &mut staked_wal);
    request(&mut network, &mut staked_wal);
    abort
}

#[test, expected_failure(abort_code = staking_pool::EIncorrectPoolId)]
fun a_pool_pays_out_its_own_stake_only() {
    let mut network = test_network::registered(2, 10);
    let staked_wal = network.stake(0, wal(2));
    let other = network.node_id(1);
    let context = walrus_core::epoch_context::new(0, false, false, false);
    let pool = network.staking().inner_for_testing().pool_mut(other);
    let (principal, rewards, taken) = pool.withdraw_stake(staked_wal, &context);
    destroy(vector[principal, rewards, taken]);
    abort
}

// === Cutting and joining stake ===

#[test]
fun stake_can_be_cut_and_joined_in_every_state() {
    let mut network = test_network::running(1, 10);
    let mut staked_wal = network.stake(0, wal(5) + 7);
    // Free at once, at work, and on its way out; both parts always like the whole.
    3u64.do!(|_| {
        let part = staked_wal.split(wal(2), network.ctx());
        assert_eq!(vector[staked_wal.value(), part.value()], vector[wal(3) + 7, wal(2)]);
        assert_eq!(part.node_id(), staked_wal.node_id());
        assert_eq!(part.activation_epoch(), staked_wal.activation_epoch());
        assert_eq!(part.is_staked(), staked_wal.is_staked());
        if (part.is_withdrawing()) assert_eq!(part.withdraw_epoch(), staked_wal.withdraw_epoch());
        staked_wal.join(part);
        assert_eq!(staked_wal.value(), wal(5) + 7);
        if (network.staking().can_withdraw_staked_wal_early(&staked_wal)) network.next_epoch()
        else if (staked_wal.is_staked()) request(&mut network, &mut staked_wal);
    });
    let part = staked_wal.split(wal(1), network.ctx());
    network.next_epoch();
    assert_eq!(withdraw(&mut network, part), wal(1));
    assert_eq!(withdraw(&mut network, staked_wal), wal(4) + 7);
    network.end();
}

#[test]
fun an_indexer_can_follow_stake_as_it_is_cut_and_joined() {
    let mut network = test_network::registered(1, 10);
    let mut staked_wal = network.stake(0, wal(5));
    let id = object::id(&staked_wal);
    let part = staked_wal.split(wal(2), network.ctx());
    let part_id = object::id(&part);
    assert_last!<StakeSplit>(|| events::emit_stake_split(id, wal(3), part_id, wal(2)));
    staked_wal.join(part);
    assert_last!<StakeJoined>(|| events::emit_stake_joined(id, wal(5), part_id));
    destroy(staked_wal);
    network.end();
}

#[test]
fun stake_earns_the_same_in_one_piece_and_in_parts() {
    let mut network = test_network::registered(1, 10);
    let whole = network.stake(0, wal(30));
    let mut parts = network.stake(0, wal(30));
    network.next_epoch();
    earn(&mut network, 7 * wal(1) + 1);
    let part = parts.split(wal(11) + 1, network.ctx());
    network.next_epoch();
    let mut leaving = vector[whole, parts, part];
    leaving.do_mut!(|staked_wal| request(&mut network, staked_wal));
    earn(&mut network, wal(3));
    network.next_epoch();
    let paid = leaving.map!(|staked_wal| withdraw(&mut network, staked_wal));
    assert!(paid[0] - (paid[1] + paid[2]) <= 1);
    network.end();
}

#[test]
fun what_rounding_took_from_two_parts_comes_back_when_they_join() {
    let mut network = test_network::registered(1, 10);
    let first = network.stake(0, wal(2));
    network.next_epoch();
    earn(&mut network, wal(4));
    network.next_epoch();
    let mut a = network.stake(0, wal(3) + 1);
    let mut b = network.stake(0, wal(3) + 2);
    let mut first = first;
    network.next_epoch();
    // Asked for apart, at a rate that the next rewards make odd; paid as one.
    request(&mut network, &mut a);
    request(&mut network, &mut b);
    a.join(b);
    earn(&mut network, wal(7));
    network.next_epoch();
    request(&mut network, &mut first);
    network.next_epoch();
    let flat = pool_exchange_rate::flat();
    let then = flat.with_rewards(wal(2) as u128, wal(6) as u128).destroy_some();
    let now = then.with_rewards((wal(12) + 3) as u128, (wal(19) + 3) as u128).destroy_some();
    assert_eq!(withdraw(&mut network, a), now.worth(&then, (wal(6) + 3) as u128) as u64);
    assert_eq!(withdraw(&mut network, first), now.worth(&flat, wal(2) as u128) as u64);
    let node_id = network.node_id(0);
    let left = network.staking().inner_for_testing().pool(node_id).rewards_amount();
    assert!(left <= 2);
    network.end();
}

#[test, expected_failure(abort_code = staked_wal::EInvalidAmount)]
fun no_more_than_the_stake_can_be_split_off() {
    let mut network = test_network::registered(1, 10);
    let mut staked_wal = network.stake(0, wal(5));
    destroy(staked_wal.split(wal(5), network.ctx()));
    abort
}

#[test, expected_failure(abort_code = staked_wal::EStakeBelowThreshold)]
fun less_than_1_wal_cannot_be_split_off() {
    let mut network = test_network::registered(1, 10);
    let mut staked_wal = network.stake(0, wal(5));
    destroy(staked_wal.split(wal(1) - 1, network.ctx()));
    abort
}

#[test, expected_failure(abort_code = staked_wal::EStakeBelowThreshold)]
fun less_than_1_wal_cannot_be_left() {
    let mut network = test_network::registered(1, 10);
    let mut staked_wal = network.stake(0, wal(5));
    destroy(staked_wal.split(wal(4) + 1, network.ctx()));
    abort
}

#[test, expected_failure(abort_code = staked_wal::EMetadataMismatch)]
fun stakes_with_different_nodes_stay_apart() {
    let mut network = test_network::registered(2, 10);
    let mut staked_wal = network.stake(0, wal(1));
    staked_wal.join(network.stake(1, wal(1)));
    abort
}

#[test, expected_failure(abort_code = staked_wal::EMetadataMismatch)]
fun stakes_of_different_age_stay_apart() {
    let mut network = test_network::running(1, 10);
    let mut staked_wal = network.stake(0, wal(1));
    network.end_voting();
    staked_wal.join(network.stake(0, wal(1)));
    abort
}

#[test, expected_failure(abort_code = staked_wal::EMetadataMismatch)]
fun stake_at_work_does_not_join_stake_that_leaves() {
    let mut network = test_network::running(1, 10);
    let mut staked_wal = network.stake(0, wal(2));
    network.next_epoch();
    let mut part = staked_wal.split(wal(1), network.ctx());
    request(&mut network, &mut part);
    staked_wal.join(part);
    abort
}

#[test, expected_failure(abort_code = staked_wal::EMetadataMismatch)]
fun stakes_that_leave_at_different_times_stay_apart() {
    let mut network = test_network::running(1, 10);
    let mut staked_wal = network.stake(0, wal(2));
    network.next_epoch();
    let mut part = staked_wal.split(wal(1), network.ctx());
    request(&mut network, &mut part);
    network.end_voting();
    request(&mut network, &mut staked_wal);
    staked_wal.join(part);
    abort
}

// === Rewards ===

#[test]
fun an_epochs_payments_are_shared_by_weight_and_the_remainder_rolls_over() {
    let mut network = test_network::registered(2, 3);
    destroy(network.stake(0, wal(2)));
    destroy(network.stake(1, wal(1)));
    network.next_epoch();
    earn(&mut network, 100);
    network.next_epoch();
    let paid = event::events_by_type<RewardsPaid>();
    // Two on entering the first epoch, two now.
    assert_eq!(paid.length(), 4);
    assert_eq!(network.system().future_accounting()[0].rewards(), 1);
    let ids = vector[network.node_id(0), network.node_id(1)];
    assert_eq!(network.staking().calculate_rewards(ids[0], wal(2), 1, 2), 66);
    assert_eq!(network.staking().calculate_rewards(ids[1], wal(1), 1, 2), 33);
    network.end();
}

#[test]
fun who_refuses_to_store_earns_less() {
    let mut network = test_network::registered(2, 2);
    2u64.do!(|i| destroy(network.stake(i, wal(1))));
    network.next_epoch();
    network.system().set_prices(300, 0);
    let mut payment = network.mint(300);
    let (system, ctx) = network.system_and_ctx();
    destroy(system.reserve_space(10, 1, &mut payment, ctx));
    payment.destroy_zero();
    let ids = vector[network.node_id(0), network.node_id(1)];
    network.system().inner_for_testing().set_deny_list_size(ids[0], 5);
    network.next_epoch();
    assert_eq!(network.staking().calculate_rewards(ids[0], wal(1), 1, 2), 100);
    assert_eq!(network.staking().calculate_rewards(ids[1], wal(1), 1, 2), 200);

    // Who refuses everything earns nothing, and if all do, the payments roll over.
    let mut payment = network.mint(600);
    network.system().set_prices(300, 0);
    let (system, ctx) = network.system_and_ctx();
    destroy(system.reserve_space(10, 1, &mut payment, ctx));
    destroy(payment);
    network.system().inner_for_testing().set_deny_list_size(ids[1], 1000);
    network.end();
}

#[test]
fun payments_for_nothing_stored_roll_over() {
    let mut network = test_network::running(1, 2);
    earn(&mut network, 300);
    let id = network.node_id(0);
    network.system().inner_for_testing().set_deny_list_size(id, 1000);
    network.next_epoch();
    assert_eq!(network.system().future_accounting()[0].rewards(), 300);
    network.next_epoch();
    assert_eq!(network.system().future_accounting()[0].rewards(), 300);
    network.end();
}

#[test]
fun rewards_go_to_the_stake_that_earned_them() {
    let mut network = test_network::registered(1, 2);
    let mut first = network.stake(0, wal(10));
    network.next_epoch();
    earn(&mut network, wal(10));
    let second = network.stake(0, wal(20));
    // The first epoch's rewards are the first stake's alone, from then on both have as much.
    network.next_epoch();
    earn(&mut network, wal(8));
    request(&mut network, &mut first);
    network.next_epoch();
    assert_eq!(withdraw(&mut network, first), wal(10 + 10 + 4));
    // Now the second stake is alone.
    earn(&mut network, wal(6));
    network.next_epoch();
    let id = network.node_id(0);
    assert_eq!(network.staking().calculate_rewards(id, wal(20), 2, 4), wal(4 + 6));
    destroy(second);
    network.end();
}

#[test]
fun rewards_can_be_foreseen_while_stake_works() {
    let mut network = test_network::registered(1, 2);
    destroy(network.stake(0, wal(10)));
    network.next_epoch();
    earn(&mut network, wal(5));
    network.next_epoch();
    let id = network.node_id(0);
    assert_eq!(network.staking().calculate_rewards(id, wal(10), 1, 2), wal(5));
    assert_eq!(network.staking().calculate_rewards(id, wal(10), 1, 9), wal(5));
    assert_eq!(network.staking().calculate_rewards(id, wal(10), 0, 2), wal(5));
    assert_eq!(network.staking().calculate_rewards(id, wal(10), 2, 9), 0);
    assert_eq!(network.staking().calculate_rewards(id, wal(10), 9, 2), 0);
    network.end();
}

#[test]
fun a_pool_that_rests_goes_on_with_the_rate_it_had() {
    let mut network = test_network::registered(1, 2);
    let rested = network.register(0);
    let big = network.stake(0, wal(100_000));
    let mut small = network.stake(rested, wal(100_000));
    network.next_epoch();
    earn(&mut network, wal(200_000));
    network.next_epoch();
    request(&mut network, &mut small);
    network.next_epoch();
    assert_eq!(network.weight(rested), 0);
    assert_eq!(withdraw(&mut network, small), wal(200_000));

    // Stake that arrives while the pool rests buys at that rate, and gets no more than it put in
    // until the node earns again.
    let mut late = network.stake(rested, wal(400_000));
    network.next_epoch();
    assert!(network.weight(rested) > 0);
    request(&mut network, &mut late);
    network.next_epoch();
    let back = withdraw(&mut network, late);
    assert!(back == wal(400_000));
    destroy(big);
    network.end();
}

#[test]
fun the_operator_takes_commission() {
    let mut network = test_network::registered(0, 2);
    network.register(2_500);
    let staked_wal = network.stake(0, wal(1));
    network.next_epoch();
    earn(&mut network, 1001);
    network.next_epoch();
    // A quarter, rounded down.
    let id = network.node_id(0);
    assert_eq!(network.staking().calculate_rewards(id, wal(1), 1, 2), 751);
    network.end_voting();
    assert_eq!(collect(&mut network, 0), 250);
    assert_eq!(collect(&mut network, 0), 0);
    destroy(staked_wal);
    network.end();
}

#[test]
fun commission_stays_until_the_voting_of_the_epoch_with_which_it_came_has_ended() {
    let mut network = test_network::registered(0, 2);
    network.register(5_000);
    destroy(network.stake(0, wal(1)));
    network.next_epoch();
    earn(&mut network, 1000);
    network.next_epoch();
    // The first is not collected in time, the second comes on top.
    assert_eq!(collect(&mut network, 0), 0);
    earn(&mut network, 300);
    network.next_epoch();
    assert_eq!(collect(&mut network, 0), 500);
    assert_eq!(collect(&mut network, 0), 0);
    network.end_voting();
    assert_eq!(collect(&mut network, 0), 150);
    // Nothing that is gone is held again.
    network.change_epoch();
    assert_eq!(collect(&mut network, 0), 0);
    network.end();
}

#[test]
fun a_new_commission_counts_two_epochs_later_and_only_the_last_word_counts() {
    let mut network = test_network::registered(1, 2);
    destroy(network.stake(0, wal(1)));
    network.next_epoch();
    let (staking, cap) = network.staking_and_cap(0);
    staking.set_next_commission(cap, 10_000);
    staking.set_next_commission(cap, 5_000);
    let mut earned = vector[];
    3u64.do!(|_| {
        earn(&mut network, 100);
        network.next_epoch();
    });
    earned.push_back(collect(&mut network, 0));
    network.end_voting();
    earned.push_back(collect(&mut network, 0));
    // Epochs 1 and 2 at the old rate, epoch 3 at the new one.
    assert_eq!(earned, vector[0, 50]);
    network.end();
}

#[test]
fun commission_changes_of_a_resting_node_take_no_room() {
    let mut network = test_network::running(1, 2);
    let idle = network.register(100);
    6u64.do!(|i| {
        let (staking, cap) = network.staking_and_cap(idle);
        staking.set_next_commission(cap, (i as u16) + 1);
        network.next_epoch();
    });
    let stake = network.stake(idle, wal(5000));
    network.next_epoch();
    let id = network.node_id(idle);
    // The last change that is due by epoch 8 was made in epoch 6.
    assert_eq!(network.staking().epoch(), 8);
    assert_eq!(network.staking().inner_for_testing().pool(id).commission_rate(), 6);
    destroy(stake);
    network.end();
}

fun collect(network: &mut Network, index: u64): u64 {
    let (staking, cap) = network.staking_and_cap(index);
    let auth = auth::authenticate_with_object(cap);
    let ctx = &mut tx_context::dummy();
    staking.collect_commission(cap.node_id(), auth, ctx).burn_for_testing()
}

#[test]
fun the_right_to_commission_can_be_passed_on_with_what_has_been_earned() {
    let mut network = test_network::registered(0, 2);
    network.register(2_500);
    destroy(network.stake(0, wal(1)));
    network.next_epoch();
    earn(&mut network, 1000);
    network.next_epoch();
    network.end_voting();
    let sender = network.ctx().sender();
    let (staking, cap) = network.staking_and_cap(0);
    let node_id = cap.node_id();
    let auth = auth::authenticate_with_object<StorageNodeCap>(cap);
    staking.set_commission_receiver(node_id, auth, auth::authorized_address(sender));
    let (staking, ctx) = network.staking_and_ctx();
    let auth = auth::authenticate_sender(ctx);
    assert_eq!(staking.collect_commission(node_id, auth, ctx).burn_for_testing(), 250);
    network.end();
}

#[test, expected_failure(abort_code = staking_pool::EAuthorizationFailure)]
fun who_has_passed_commission_on_collects_no_more() {
    let mut network = test_network::registered(1, 2);
    let sender = network.ctx().sender();
    let (staking, cap) = network.staking_and_cap(0);
    let node_id = cap.node_id();
    let auth = auth::authenticate_with_object<StorageNodeCap>(cap);
    staking.set_commission_receiver(node_id, auth, auth::authorized_address(sender));
    collect(&mut network, 0);
    abort
}

#[test, expected_failure(abort_code = staking_pool::EAuthorizationFailure)]
fun nobody_else_collects_commission() {
    let mut network = test_network::registered(1, 2);
    let node_id = network.node_id(0);
    let (staking, ctx) = network.staking_and_ctx();
    let auth = auth::authenticate_sender(ctx);
    staking.collect_commission(node_id, auth, ctx).destroy_zero();
    abort
}

#[test, expected_failure(abort_code = staking_pool::EAuthorizationFailure)]
fun nobody_else_passes_commission_on() {
    let mut network = test_network::registered(2, 2);
    let node_id = network.node_id(0);
    let (staking, cap) = network.staking_and_cap(1);
    let auth = auth::authenticate_with_object(cap);
    staking.set_commission_receiver(node_id, auth, auth::authorized_object(node_id));
    abort
}

/// Whatever stakers and payers do, what comes out at the end is what went in, but for dust.
#[test]
fun no_wal_appears_and_none_is_lost() {
    let mut random = walrus_core::test_random::new(7);
    let mut network = test_network::registered(3, 7);
    network.register(1234);
    let mut stakes: vector<StakedWal> = vector[];
    let mut paid_in = 0;
    let mut paid_out = 0;
    destroy(network.stake(0, wal(10)));
    25u64.do!(|epoch| {
        let voted = random.below(2) == 0;
        if (voted) network.end_voting();
        3u64.do!(|_| {
            let amount = wal(1) + random.below(wal(20));
            stakes.push_back(network.stake(random.below(4), amount));
            paid_in = paid_in + amount;
        });
        // A stake is freed or taken out, whatever its state allows.
        4u64.min(stakes.length()).do!(|_| {
            let index = random.below(stakes.length());
            let mut staked_wal = stakes.swap_remove(index);
            let epoch = network.staking().epoch();
            let serves = network.serves(staked_wal.node_id());
            if (network.staking().can_withdraw_staked_wal_early(&staked_wal)) {
                paid_out = paid_out + withdraw(&mut network, staked_wal);
            } else if (staked_wal.is_withdrawing()) {
                if (staked_wal.withdraw_epoch() <= epoch) {
                    paid_out = paid_out + withdraw(&mut network, staked_wal);
                } else stakes.push_back(staked_wal);
            } else if (serves) {
                request(&mut network, &mut staked_wal);
                stakes.push_back(staked_wal);
            } else paid_out = paid_out + withdraw(&mut network, staked_wal);
        });
        if (epoch > 0) {
            let amount = random.below(wal(3));
            earn(&mut network, amount);
            paid_in = paid_in + amount;
        };
        if (!voted) network.end_voting();
        network.change_epoch();
        network.sync();
    });

    // Everybody leaves.
    stakes.length().do!(|i| {
        let staked_wal = &mut stakes[i];
        if (staked_wal.is_staked() && network.serves(staked_wal.node_id())) {
            if (!network.staking().can_withdraw_staked_wal_early(staked_wal)) {
                request(&mut network, staked_wal);
            }
        }
    });
    2u64.do!(|_| network.next_epoch());
    stakes.do!(|staked_wal| paid_out = paid_out + withdraw(&mut network, staked_wal));
    4u64.do!(|i| paid_out = paid_out + collect(&mut network, i));

    // What remains is in the account of the current epoch and in the pools. There it is owed to the
    // stake that never left; the rest is dust, at most a few FROST for each stake that came and
    // went.
    let rolled_over = network.system().future_accounting()[0].rewards();
    let in_pools = vector::tabulate!(4, |i| {
        let id = network.node_id(i);
        network.staking().inner_for_testing().pool(id).rewards_amount()
    });
    assert_eq!(paid_in, paid_out + rolled_over + in_pools.fold!(0, |sum, amount| sum + amount));
    let epoch = network.staking().epoch();
    let id = network.node_id(0);
    let owed = network.staking().calculate_rewards(id, wal(10), 1, epoch);
    assert!(owed > wal(1));
    let dust = 200;
    assert!(in_pools[0].diff(owed) <= dust);
    assert!(in_pools[1] <= dust && in_pools[2] <= dust && in_pools[3] <= dust);
    network.end();
}
