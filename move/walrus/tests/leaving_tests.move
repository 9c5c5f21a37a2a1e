// SPDX-License-Identifier: Apache-2.0

/// R7: a node can leave for good, and whoever has stake with it gets it back.
#[test_only]
module walrus::leaving_tests;

use std::unit_test::{assert_eq, destroy};
use sui::event;
use walrus::{
    auth,
    events::{
        Self,
        CommissionRateChanged,
        CommissionReceiverChanged,
        GovernanceAuthorizedChanged,
        NextPublicKeyAnnounced,
        NodeVoteChanged,
        StorageNodeRemoved,
        StorageNodeUpdated,
        StorageNodeWithdrawing,
        StorageNodeWithdrawn,
    },
    indexer::assert_last,
    node_metadata,
    staked_wal::StakedWal,
    staking_inner,
    staking_pool,
    test_network::{Self, Network, frost_per_wal}
};
use walrus_core::test_keys;

fun withdraw(network: &mut Network, staked_wal: StakedWal): u64 {
    let (staking, ctx) = network.staking_and_ctx();
    staking.withdraw_stake(staked_wal, ctx).burn_for_testing()
}

fun request(network: &mut Network, staked_wal: &mut StakedWal) {
    let (staking, ctx) = network.staking_and_ctx();
    staking.request_withdraw_stake(staked_wal, ctx);
}

fun collect(network: &mut Network, index: u64): u64 {
    let (staking, cap) = network.staking_and_cap(index);
    let auth = auth::authenticate_with_object(cap);
    let ctx = &mut tx_context::dummy();
    staking.collect_commission(cap.node_id(), auth, ctx).burn_for_testing()
}

fun subsidise(network: &mut Network, amount: u64) {
    let coin = network.mint(amount);
    network.system().add_subsidy(coin, 1);
}

/// Something is stored in every epoch, so that nodes earn.
fun store(network: &mut Network) {
    network.system().set_prices(0, 0);
    let mut payment = network.mint(0);
    let (system, ctx) = network.system_and_ctx();
    destroy(system.reserve_space(1, test_network::max_epochs_ahead!(), &mut payment, ctx));
    payment.destroy_zero();
}

/// Two nodes, and the stake of the second, on which the network does not depend.
fun network(): (Network, StakedWal) {
    let mut network = test_network::registered(1, 10);
    network.register(1000);
    destroy(network.stake(0, 1000 * frost_per_wal!()));
    let staked_wal = network.stake(1, 1000 * frost_per_wal!() + 1);
    network.next_epoch();
    store(&mut network);
    (network, staked_wal)
}

// === The way out ===

#[test]
fun a_node_serves_as_long_as_it_is_committed_and_its_stake_is_free_after_that() {
    let (mut network, mut staked_wal) = network();
    let node_id = network.node_id(1);
    network.end_voting();
    network.set_withdrawing(1);
    assert_last!<StorageNodeWithdrawing>(|| {
        events::emit_storage_node_withdrawing(1, node_id, 3);
    });
    network.change_epoch();
    network.sync();
    assert_eq!(network.weight(1), 5);
    assert!(event::events_by_type<StorageNodeWithdrawn>().is_empty());

    // It earns for the epoch in which it serves for the last time.
    subsidise(&mut network, 2001);
    network.next_epoch();
    assert_eq!(network.weight(1), 0);
    assert_eq!(network.weight(0), 10);
    assert_last!<StorageNodeWithdrawn>(|| events::emit_storage_node_withdrawn(3, node_id));
    let part = staked_wal.split(333 * frost_per_wal!(), network.ctx());
    assert_eq!(withdraw(&mut network, part), 333 * frost_per_wal!() + 299);
    assert_eq!(withdraw(&mut network, staked_wal), 667 * frost_per_wal!() + 1 + 600);
    network.next_epoch();

    // What is left is the commission, and the FROST that rounding took from the stake.
    assert_eq!(collect(&mut network, 1), 100);
    let before = network.system().future_accounting()[0].rewards();
    let cap_id = object::id(network.cap(1));
    network.system().inner_for_testing().set_deny_list_size(node_id, 5);
    network.remove_last();
    assert_last!<StorageNodeRemoved>(|| events::emit_storage_node_removed(4, node_id, cap_id, 1));
    assert_eq!(network.system().future_accounting()[0].rewards(), before + 1);
    assert_eq!(network.system().inner_for_testing().deny_list_size(&node_id), 0);
    network.next_epoch();
    network.end();
}

#[test]
fun before_the_vote_a_node_is_free_in_the_next_epoch() {
    let (mut network, staked_wal) = network();
    let node_id = network.node_id(1);
    network.set_withdrawing(1);
    assert_last!<StorageNodeWithdrawing>(|| {
        events::emit_storage_node_withdrawing(1, node_id, 2);
    });
    network.next_epoch();
    assert_eq!(network.weight(1), 0);
    assert_eq!(withdraw(&mut network, staked_wal), 1000 * frost_per_wal!() + 1);
    network.end();
}

#[test]
fun who_does_not_serve_has_left_at_once() {
    let (mut network, staked_wal) = network();
    let idle = network.register(0);
    let node_id = network.node_id(idle);
    let pending = network.stake(idle, frost_per_wal!());
    network.set_withdrawing(idle);
    assert_last!<StorageNodeWithdrawing>(|| {
        events::emit_storage_node_withdrawing(1, node_id, 1);
    });
    assert_last!<StorageNodeWithdrawn>(|| events::emit_storage_node_withdrawn(1, node_id));
    assert_eq!(network.staking().inner_for_testing().active_set().size(), 2);

    // Nothing brings it back.
    let (staking, cap) = network.staking_and_cap(idle);
    staking.try_join_active_set(cap);
    assert_eq!(staking.inner_for_testing().active_set().size(), 2);
    assert_eq!(withdraw(&mut network, pending), frost_per_wal!());
    network.remove_last();
    destroy(staked_wal);
    network.end();
}

#[test]
fun stakers_of_a_leaving_node_may_ask_for_their_stake_as_ever() {
    let (mut network, mut staked_wal) = network();
    network.end_voting();
    let late = network.stake(1, frost_per_wal!());
    network.set_withdrawing(1);
    request(&mut network, &mut staked_wal);
    assert_eq!(staked_wal.withdraw_epoch(), 3);
    assert_eq!(withdraw(&mut network, late), frost_per_wal!());
    network.change_epoch();
    network.sync();
    network.next_epoch();
    network.next_epoch();
    assert_eq!(withdraw(&mut network, staked_wal), 1000 * frost_per_wal!() + 1);
    network.remove_last();
    network.end();
}

#[test]
fun the_last_candidate_stays_until_somebody_takes_over_and_its_stake_is_not_stuck() {
    let mut network = test_network::registered(1, 10);
    let mut first = network.stake(0, 7 * frost_per_wal!());
    let second = network.stake(0, 5 * frost_per_wal!());
    network.next_epoch();
    network.set_withdrawing(0);
    2u64.do!(|_| network.next_epoch());
    assert_eq!(network.weight(0), 10);
    assert!(event::events_by_type<StorageNodeWithdrawn>().is_empty());
    request(&mut network, &mut first);
    network.next_epoch();
    assert_eq!(withdraw(&mut network, first), 7 * frost_per_wal!());

    let other = network.register(0);
    destroy(network.stake(other, frost_per_wal!()));
    network.next_epoch();
    assert_eq!(vector[network.weight(0), network.weight(other)], vector[0, 10]);
    assert_eq!(event::events_by_type<StorageNodeWithdrawn>().length(), 1);
    assert_eq!(withdraw(&mut network, second), 5 * frost_per_wal!());
    network.end();
}

#[test, expected_failure(abort_code = staking_pool::EPoolAlreadyWithdrawing)]
fun a_node_leaves_once() {
    let (mut network, _staked_wal) = network();
    network.set_withdrawing(1);
    network.set_withdrawing(1);
    abort
}

#[test, expected_failure(abort_code = staking_pool::EPoolIsNotActive)]
fun a_leaving_node_takes_no_stake() {
    let (mut network, _staked_wal) = network();
    network.set_withdrawing(1);
    destroy(network.stake(1, frost_per_wal!()));
    abort
}

#[test, expected_failure(abort_code = staking_pool::EPoolNotWithdrawn)]
fun a_node_that_has_not_left_cannot_be_removed() {
    let mut network = test_network::running(1, 10);
    network.register(0);
    network.remove_last();
    abort
}

#[test, expected_failure(abort_code = staking_pool::EPoolNotWithdrawn)]
fun a_node_that_serves_cannot_be_removed() {
    let (mut network, _staked_wal) = network();
    network.set_withdrawing(1);
    network.remove_last();
    abort
}

#[test, expected_failure(abort_code = staking_inner::ERecentMember)]
fun a_node_that_readers_may_still_look_for_cannot_be_removed() {
    let (mut network, staked_wal) = network();
    network.set_withdrawing(1);
    network.next_epoch();
    withdraw(&mut network, staked_wal);
    network.remove_last();
    abort
}

#[test, expected_failure(abort_code = staking_pool::EPoolNotEmpty)]
fun a_node_that_somebody_has_stake_with_cannot_be_removed() {
    let (mut network, mut staked_wal) = network();
    // Both parts are on their way out of the pool, but only one has been taken.
    let part = staked_wal.split(frost_per_wal!(), network.ctx());
    request(&mut network, &mut staked_wal);
    network.set_withdrawing(1);
    network.next_epoch();
    network.next_epoch();
    withdraw(&mut network, part);
    network.remove_last();
    abort
}

#[test, expected_failure(abort_code = staking_pool::EPoolNotEmpty)]
fun a_node_whose_commission_waits_cannot_be_removed() {
    let (mut network, staked_wal) = network();
    subsidise(&mut network, 2000);
    network.set_withdrawing(1);
    network.next_epoch();
    withdraw(&mut network, staked_wal);
    network.next_epoch();
    network.remove_last();
    abort
}

// === Dust ===

#[test]
fun what_gone_stakes_have_left_earns_nothing() {
    let mut network = test_network::registered(1, 2);
    let mut stakes = vector::tabulate!(3, |i| network.stake(0, 2 * frost_per_wal!() + i));
    network.next_epoch();
    store(&mut network);
    subsidise(&mut network, 1_000_000_001);
    network.next_epoch();
    // These buy at a rate that leaves fractions of shares over.
    8u64.do!(|i| stakes.push_back(network.stake(0, 5 * frost_per_wal!() + i)));
    network.next_epoch();
    stakes.do_mut!(|staked_wal| request(&mut network, staked_wal));
    network.next_epoch();
    stakes.do!(|staked_wal| { withdraw(&mut network, staked_wal); });

    // Nobody else is there, so the node goes on, for its operator alone.
    let id = network.node_id(0);
    let dust = network.staking().inner_for_testing().pool(id).rewards_amount();
    assert!(dust <= 10);
    subsidise(&mut network, 1000);
    network.next_epoch();
    network.end_voting();
    assert_eq!(collect(&mut network, 0), 1000);
    assert_eq!(network.staking().inner_for_testing().pool(id).rewards_amount(), dust);
    network.end();
}

// === Rates of a node that comes and goes ===

/// What 1 WAL from the first epoch would have earned by now; noted down in every epoch.
fun note(network: &mut Network, worth: &mut vector<u64>) {
    let node_id = network.node_id(1);
    let now = network.staking().epoch();
    assert_eq!(worth.length(), now as u64);
    let earned = network.staking().calculate_rewards(node_id, frost_per_wal!(), 1, now);
    worth.push_back(earned);
}

#[test]
fun the_rate_of_every_epoch_is_remembered_however_often_the_node_rests() {
    let (mut network, mut stake) = network();
    let mut worth = vector[0];
    note(&mut network, &mut worth);
    vector[0u64, 1, 3, 0, 2].do!(|rest| {
        store(&mut network);
        subsidise(&mut network, 100_000_000_000);
        if (rest == 0) {
            network.next_epoch();
            note(&mut network, &mut worth);
        } else {
            // Without stake the node has no shards.
            request(&mut network, &mut stake);
            rest.do!(|_| {
                network.next_epoch();
                note(&mut network, &mut worth);
                assert_eq!(network.weight(1), 0);
            });
            withdraw(&mut network, stake);
            stake = network.stake(1, 1000 * frost_per_wal!() + rest);
            network.next_epoch();
            note(&mut network, &mut worth);
            assert!(network.weight(1) > 0);
        };
    });
    destroy(stake);
    let node_id = network.node_id(1);
    assert!(worth[worth.length() - 1] > worth[2]);
    worth.length().do!(|epoch| {
        let earned = network
            .staking()
            .calculate_rewards(node_id, frost_per_wal!(), 1, epoch as u32);
        assert_eq!(earned, worth[epoch]);
    });
    network.end();
}

// === Events ===

#[test]
fun an_indexer_knows_everything_about_a_node_from_the_day_it_is_introduced() {
    let mut network = test_network::registered(0, 10);
    network.register(1234);
    let node_id = network.node_id(0);
    let cap_id = object::id(network.cap(0));
    let sender = network.ctx().sender();
    let holder = auth::authorized_object(cap_id);
    let metadata = node_metadata::new(b"".to_string(), b"".to_string(), b"".to_string());
    let (name, address) = (b"node".to_string(), b"127.0.0.1:9185".to_string());
    let tls = test_network::network_public_key();
    let key = test_keys::public_key(0);
    let (storage, write, capacity) = (
        test_network::storage_price!(),
        test_network::write_price!(),
        test_network::node_capacity!(),
    );
    assert_last!<StorageNodeUpdated>(|| {
        events::emit_storage_node_updated(0, node_id, name, address, tls, metadata);
    });
    assert_last!<NodeVoteChanged>(|| {
        events::emit_node_vote_changed(0, node_id, storage, write, capacity);
    });
    assert_last!<NextPublicKeyAnnounced>(|| {
        events::emit_next_public_key_announced(0, node_id, key);
    });
    assert_last!<CommissionRateChanged>(|| {
        events::emit_commission_rate_changed(0, node_id, 1234, 0);
    });
    assert_last!<CommissionReceiverChanged>(|| {
        events::emit_commission_receiver_changed(0, node_id, holder);
    });
    assert_last!<GovernanceAuthorizedChanged>(|| {
        events::emit_governance_authorized_changed(0, node_id, auth::authorized_address(sender));
    });

    // And of every change.
    let (staking, cap) = network.staking_and_cap(0);
    let words = node_metadata::new(b"i".to_string(), b"p".to_string(), b"d".to_string());
    staking.set_name(cap, b"other".to_string());
    staking.set_network_address(cap, b"other:1".to_string());
    staking.set_node_metadata(cap, words);
    let (name, address) = (b"other".to_string(), b"other:1".to_string());
    assert_last!<StorageNodeUpdated>(|| {
        events::emit_storage_node_updated(0, node_id, name, address, tls, words);
    });
    staking.set_next_commission(cap, 99);
    assert_last!<CommissionRateChanged>(|| events::emit_commission_rate_changed(0, node_id, 99, 2));
    let auth = auth::authenticate_with_object(cap);
    staking.set_commission_receiver(node_id, auth, auth::authorized_address(sender));
    assert_last!<CommissionReceiverChanged>(|| {
        events::emit_commission_receiver_changed(0, node_id, auth::authorized_address(sender));
    });
    let (staking, ctx) = network.staking_and_ctx();
    staking.set_governance_authorized(node_id, auth::authenticate_sender(ctx), holder);
    assert_last!<GovernanceAuthorizedChanged>(|| {
        events::emit_governance_authorized_changed(0, node_id, holder);
    });
    network.announce_key(0, 7);
    assert_last!<NextPublicKeyAnnounced>(|| {
        events::emit_next_public_key_announced(0, node_id, test_keys::public_key(7));
    });
    network.end();
}
