// SPDX-License-Identifier: Apache-2.0

/// R5, R17, R18: who owes shards to whom, who has them, and who failed, as the chain knows it.
#[test_only]
module walrus::hand_over_tests;

use std::unit_test::{assert_eq, destroy};
use sui::event;
use walrus::{
    events::{Self, HandOverDue, HandOverMissed, HandOverReported, RewardsUnearned, ShardsRecovered},
    indexer::assert_last,
    judge,
    staking_inner,
    test_network::{Self, Network}
};
use walrus_core::hand_over::{Self, HandOver, Receiver};

/// Half an epoch: until when new owners have to report.
const GRACE: u64 = 500;

fun wal(amount: u64): u64 {
    amount * test_network::frost_per_wal!()
}

/// Epoch 2 has begun: nodes 0 to 2 held nine shards and node 3, the newcomer, takes `weight` of
/// them. Nobody has reported.
fun with_newcomer(): Network {
    let mut network = test_network::running(3, 9);
    let late = network.register(0);
    destroy(network.stake(late, wal(1000)));
    network.end_voting();
    network.change_epoch();
    network
}

/// Epoch 2 has begun: node 0 is gone, and the others share what it had.
fun without_node_0(n_nodes: u64, n_shards: u16): Network {
    let mut network = test_network::registered(n_nodes, n_shards);
    let mut stake = network.stake(0, wal(1000));
    (n_nodes - 1).do!(|i| destroy(network.stake(i + 1, wal(1000))));
    network.next_epoch();
    let (staking, ctx) = network.staking_and_ctx();
    staking.request_withdraw_stake(&mut stake, ctx);
    destroy(stake);
    network.end_voting();
    network.change_epoch();
    network
}

/// Epoch 2 has begun: nodes 0 and 1 had eight of twelve shards, and four others get two each.
fun without_nodes_0_and_1(): Network {
    after_two_leave(6, 12, wal(4))
}

/// Epoch 2 has begun: nodes 0 and 1, with `large` stakes, are gone, and the others, with 1 WAL each,
/// share what they had.
fun after_two_leave(n_nodes: u64, n_shards: u16, large: u64): Network {
    let mut network = test_network::registered(n_nodes, n_shards);
    let mut stakes = vector::tabulate!(2, |i| network.stake(i, large));
    (n_nodes - 2).do!(|i| destroy(network.stake(i + 2, wal(1))));
    network.next_epoch();
    let (staking, ctx) = network.staking_and_ctx();
    stakes.do_mut!(|stake| staking.request_withdraw_stake(stake, ctx));
    destroy(stakes);
    network.end_voting();
    network.change_epoch();
    network
}

fun receiver(network: &mut Network, index: u64): Receiver {
    let node_id = network.node_id(index);
    let receivers = network.staking().hand_over().receivers();
    let at = receivers.find_index!(|receiver| receiver.node_id() == node_id);
    receivers[at.destroy_some()]
}

fun owed(network: &mut Network, index: u64): vector<u16> {
    let mut owed = vector[];
    network.receiver(index).transfers().do_ref!(|transfer| owed.append(*transfer.shards()));
    owed
}

use fun owed as Network.owed;
use fun receiver as Network.receiver;

fun hand_over(network: &mut Network): HandOver {
    *network.staking().hand_over()
}

use fun hand_over as Network.hand_over;

// === What is paid ===

#[test]
fun a_shard_earns_from_the_report_of_its_new_owner_on() {
    let mut network = with_newcomer();
    network.system().set_prices(9_000, 0);
    let mut payment = network.mint(9_000);
    let (system, ctx) = network.system_and_ctx();
    destroy(system.reserve_space(1, 1, &mut payment, ctx));
    payment.destroy_zero();
    3u64.do!(|i| network.sync_done(i));
    network.wait(250);
    network.sync_done(3);
    let (node_id, weight) = (network.node_id(3), network.weight(3));
    network.end_voting();
    network.change_epoch();
    // The epoch has lasted 1,250 ms; a shard earns 1,000 FROST in it.
    let unearned = weight * 200;
    assert_eq!(event::events_by_type<RewardsUnearned>().length(), 1);
    assert_last!<RewardsUnearned>(|| events::emit_rewards_unearned(3, node_id, unearned));
    let taken = network.staking().take_penalties();
    assert_eq!(taken.value(), unearned);
    destroy(taken);
    network.end();
}

// === What is owed ===

#[test]
fun the_first_committee_is_owed_nothing() {
    let mut network = test_network::running(3, 9);
    let hand_over = network.hand_over();
    assert_eq!(hand_over.epoch(), 1);
    assert!(hand_over.receivers().is_empty() && hand_over.offences().is_empty());
    assert!(hand_over.done_ms().is_some());
    assert!(event::events_by_type<HandOverDue>().is_empty());
    assert!(event::events_by_type<HandOverReported>().is_empty());
    network.end();
}

#[test]
fun a_newcomer_is_owed_what_its_old_owners_give_up() {
    let mut network = with_newcomer();
    let now = network.clock().timestamp_ms();
    let hand_over = network.hand_over();
    assert_eq!(hand_over.epoch(), 2);
    assert_eq!(hand_over.started_ms(), now);
    assert_eq!(hand_over.deadline_ms(), now + GRACE);
    assert_eq!(hand_over.done_ms(), option::none());
    assert_eq!(hand_over.receivers().length(), 1);

    let receiver = network.receiver(3);
    assert_eq!(receiver.reported_ms(), option::none());
    assert!(!receiver.missed_deadline());
    let newcomer = network.node_id(3);
    assert_eq!(network.owed(3), *network.staking().committee().shards(&newcomer));
    receiver.transfers().do_ref!(|transfer| {
        assert!(transfer.recovered().is_empty());
        let before = *network.staking().previous_committee().shards(&transfer.from());
        transfer.shards().do_ref!(|shard| assert!(before.contains(shard)));
    });
    assert_eq!(event::events_by_type<HandOverDue>().length(), receiver.transfers().length());
    network.end();
}

#[test]
fun nobody_is_owed_anything_when_the_committee_stays() {
    let mut network = test_network::running(3, 9);
    network.next_epoch();
    assert_eq!(network.hand_over().epoch(), 2);
    assert!(network.hand_over().receivers().is_empty());
    network.end();
}

#[test]
fun who_leaves_gives_and_who_stays_takes() {
    let mut network = without_node_0(4, 12);
    assert_eq!(network.hand_over().receivers().length(), 3);
    let leaver = network.node_id(0);
    let mut moved = 0;
    network.hand_over().receivers().do_ref!(|receiver| {
        assert!(receiver.node_id() != leaver);
        assert_eq!(receiver.transfers().length(), 1);
        assert_eq!(receiver.transfers()[0].from(), leaver);
        moved = moved + receiver.transfers()[0].shards().length();
    });
    assert_eq!(moved, 3);
    network.end();
}

#[test, expected_failure(abort_code = hand_over::ENoHandOver)]
fun before_the_first_epoch_there_is_no_hand_over() {
    let mut network = test_network::registered(1, 9);
    network.hand_over();
    abort
}

#[test, expected_failure(abort_code = hand_over::ENoHandOver)]
fun before_the_second_epoch_there_is_no_previous_hand_over() {
    let mut network = test_network::running(1, 9);
    network.staking().previous_hand_over();
    abort
}

// === Reports ===

#[test]
fun a_report_in_time_settles_what_was_owed() {
    let mut network = with_newcomer();
    network.wait(GRACE);
    let now = network.clock().timestamp_ms();
    network.sync();
    assert_eq!(network.receiver(3).reported_ms(), option::some(now));
    assert_eq!(network.hand_over().done_ms(), option::some(now));
    assert!(network.hand_over().offences().is_empty());
    // Those who were owed nothing have nothing to settle.
    assert_eq!(event::events_by_type<HandOverReported>().length(), 1);
    network.end();
}

#[test]
fun a_late_report_is_heard_and_stays_late() {
    let mut network = with_newcomer();
    3u64.do!(|i| network.sync_done(i));
    network.wait(GRACE + 1);
    network.record_missed(3);
    let now = network.clock().timestamp_ms();
    network.sync_done(3);
    let receiver = network.receiver(3);
    assert_eq!(receiver.reported_ms(), option::some(now));
    assert!(receiver.missed_deadline());
    assert_eq!(network.hand_over().offences().length(), 1);
    network.end();
}

#[test]
fun a_late_report_that_nobody_noticed_is_no_offence() {
    let mut network = with_newcomer();
    network.wait(GRACE + 1);
    network.sync();
    assert!(network.hand_over().offences().is_empty());
    assert!(!network.receiver(3).missed_deadline());
    network.end();
}

// === Missed deadlines ===

#[test]
fun a_missed_deadline_is_recorded_by_anyone() {
    let mut network = without_nodes_0_and_1();
    3u64.do!(|i| network.sync_done(i + 2));
    network.wait(GRACE + 1);
    network.record_missed(5);
    let hand_over = network.hand_over();
    let offence = hand_over.offences()[0];
    assert_eq!(offence.offender(), network.node_id(5));
    // Others who had to fetch six shards did so: one of them is honest.
    assert!(offence.is_beyond_faulty_nodes(12));
    assert_eq!(offence.accusing_weight(), 0);
    assert!(offence.accusers().is_empty());
    assert_eq!(event::events_by_type<HandOverMissed>().length(), 1);
    network.end();
}

#[test]
fun nodes_that_had_nothing_to_fetch_prove_nothing() {
    let mut network = with_newcomer();
    // A quorum at once: the change is done before the newcomer can have fetched anything.
    3u64.do!(|i| network.sync_done(i));
    assert!(network.hand_over().done_ms().is_some());
    network.wait(GRACE + 1);
    network.record_missed(3);
    assert!(!network.hand_over().offences()[0].is_beyond_faulty_nodes(9));
    network.end();
}

#[test]
fun receivers_who_may_all_be_faulty_prove_nothing() {
    let mut network = without_nodes_0_and_1();
    // Four shards of twelve are no more than faulty nodes may have.
    2u64.do!(|i| network.sync_done(i + 2));
    network.wait(GRACE + 1);
    network.record_missed(5);
    assert!(!network.hand_over().offences()[0].is_beyond_faulty_nodes(12));
    // However late they are, reports of a quorum let the epochs go on.
    network.wait(100 * test_network::epoch_duration!());
    2u64.do!(|i| network.sync_done(i + 4));
    network.next_epoch();
    assert_eq!(network.staking().epoch(), 3);
    network.end();
}

#[test]
fun receivers_that_are_late_as_well_prove_nothing() {
    let mut network = without_nodes_0_and_1();
    2u64.do!(|i| network.sync_done(i + 2));
    network.wait(GRACE + 1);
    network.sync_done(4);
    network.record_missed(5);
    assert!(!network.hand_over().offences()[0].is_beyond_faulty_nodes(12));
    network.end();
}

#[test]
fun most_of_the_others_have_to_be_in_time() {
    // Six nodes share thirty shards of two that leave. Three in time have fifteen: one of them is
    // honest, but they are no quorum of the 25 that the others are owed.
    let mut network = after_two_leave(8, 30, wal(2000));
    3u64.do!(|i| network.sync_done(i + 2));
    network.wait(GRACE + 1);
    2u64.do!(|i| network.sync_done(i + 5));
    network.end_voting();
    network.change_epoch();
    let offences = *network.staking().previous_hand_over().offences();
    assert_eq!(offences.length(), 1);
    assert_eq!(offences[0].offender(), network.node_id(7));
    assert!(!offences[0].is_beyond_faulty_nodes(30));
    network.end();
}

#[test]
fun who_never_reports_while_others_do_is_to_blame_when_the_epoch_ends() {
    let mut network = without_nodes_0_and_1();
    3u64.do!(|i| network.sync_done(i + 2));
    network.end_voting();
    network.change_epoch();
    let offences = *network.staking().previous_hand_over().offences();
    assert_eq!(offences.length(), 1);
    assert!(offences[0].is_beyond_faulty_nodes(12));
    network.end();
}

#[test]
fun who_never_reports_is_recorded_when_the_epoch_ends() {
    let mut network = with_newcomer();
    3u64.do!(|i| network.sync_done(i));
    network.end_voting();
    network.change_epoch();
    let previous = *network.staking().previous_hand_over();
    assert_eq!(previous.epoch(), 2);
    assert_eq!(previous.offences().length(), 1);
    assert_eq!(previous.offences()[0].offender(), network.node_id(3));
    assert!(previous.receivers()[0].missed_deadline());
    assert_eq!(event::events_by_type<HandOverMissed>().length(), 1);

    // One epoch later the record is gone; only one that is over is kept.
    network.sync();
    network.next_epoch();
    assert_eq!(network.staking().previous_hand_over().epoch(), 3);
    assert!(network.staking().previous_hand_over().offences().is_empty());
    network.end();
}

#[test]
fun who_is_recorded_already_is_not_recorded_again_when_the_epoch_ends() {
    let mut network = with_newcomer();
    3u64.do!(|i| network.sync_done(i));
    network.wait(GRACE + 1);
    network.record_missed(3);
    network.end_voting();
    network.change_epoch();
    assert_eq!(network.staking().previous_hand_over().offences().length(), 1);
    network.end();
}

#[test, expected_failure(abort_code = hand_over::EDeadlineNotPassed)]
fun the_last_moment_is_in_time() {
    let mut network = with_newcomer();
    network.wait(GRACE);
    network.record_missed(3);
    abort
}

#[test, expected_failure(abort_code = hand_over::EAlreadyReported)]
fun who_has_reported_has_missed_nothing() {
    let mut network = with_newcomer();
    network.sync();
    network.wait(GRACE + 1);
    network.record_missed(3);
    abort
}

#[test, expected_failure(abort_code = hand_over::EAlreadyRecorded)]
fun a_deadline_is_missed_once() {
    let mut network = with_newcomer();
    network.wait(GRACE + 1);
    network.record_missed(3);
    network.record_missed(3);
    abort
}

#[test, expected_failure(abort_code = hand_over::ENotAReceiver)]
fun who_only_gives_misses_no_deadline() {
    let mut network = with_newcomer();
    network.wait(GRACE + 1);
    network.record_missed(0);
    abort
}

#[test, expected_failure(abort_code = hand_over::ENoHandOver)]
fun nothing_is_missed_before_the_first_epoch() {
    let mut network = test_network::registered(1, 9);
    network.record_missed(0);
    abort
}

// === Recovered shards ===

#[test]
fun what_was_recovered_is_an_accusation_and_no_more() {
    let mut network = with_newcomer();
    let shards = network.owed(3);
    network.report_recovered(3, shards);
    network.sync_done(3);

    let hand_over = network.hand_over();
    let transfers = *network.receiver(3).transfers();
    assert_eq!(hand_over.offences().length(), transfers.length());
    transfers.do_ref!(|transfer| assert_eq!(*transfer.recovered(), *transfer.shards()));
    hand_over.offences().do_ref!(|offence| {
        assert_eq!(offence.accusers(), vector[network.node_id(3)]);
        assert_eq!(offence.accusing_weight() as u64, network.weight(3));
        // Two of nine shards could be in faulty hands.
        assert!(!offence.is_beyond_faulty_nodes(9));
    });
    assert_eq!(event::events_by_type<ShardsRecovered>().length(), transfers.length());
    network.end();
}

#[test]
fun shards_can_be_told_one_after_the_other_and_accuse_once() {
    let mut network = without_node_0(2, 4);
    let shards = network.owed(1);
    assert_eq!(shards.length(), 2);
    network.report_recovered(1, vector[shards[1]]);
    network.report_recovered(1, vector[shards[0]]);
    assert_eq!(*network.receiver(1).transfers()[0].recovered(), vector[shards[1], shards[0]]);
    assert_eq!(network.hand_over().offences().length(), 1);
    assert_eq!(network.hand_over().offences()[0].accusing_weight(), 4);
    network.end();
}

#[test]
fun accusers_with_an_honest_one_among_them_cannot_all_be_lying() {
    let mut network = without_node_0(4, 12);
    vector[1, 2, 3].do!(|i| {
        let shards = network.owed(i);
        network.report_recovered(i, shards);
        let offences = *network.hand_over().offences();
        assert_eq!(offences.length(), 1);
        assert_eq!(offences[0].offender(), network.node_id(0));
        assert_eq!(offences[0].accusing_weight() as u64, 4 * i);
        // More than f = 3 of the 12 shards: five are needed.
        assert_eq!(offences[0].is_beyond_faulty_nodes(12), 4 * i >= 5);
    });
    network.end();
}

#[test]
fun a_missed_deadline_and_an_accusation_are_two_things() {
    let mut network = with_newcomer();
    3u64.do!(|i| network.sync_done(i));
    network.wait(GRACE + 1);
    network.record_missed(3);
    // Being late does not silence a node.
    let shards = network.owed(3);
    network.report_recovered(3, shards);
    let n_transfers = network.receiver(3).transfers().length();
    assert_eq!(network.hand_over().offences().length(), 1 + n_transfers);
    network.end();
}

#[test, expected_failure(abort_code = hand_over::ENoShards)]
fun a_report_of_nothing_is_no_report() {
    let mut network = with_newcomer();
    network.report_recovered(3, vector[]);
    abort
}

#[test, expected_failure(abort_code = hand_over::EShardNotOwed)]
fun only_shards_that_are_owed_can_be_recovered() {
    let mut network = with_newcomer();
    let node_id = network.node_id(0);
    let kept = network.staking().committee().shards(&node_id)[0];
    network.report_recovered(3, vector[kept]);
    abort
}

#[test, expected_failure(abort_code = hand_over::EShardNotOwed)]
fun only_shards_that_exist_can_be_recovered() {
    let mut network = with_newcomer();
    network.report_recovered(3, vector[9]);
    abort
}

#[test, expected_failure(abort_code = hand_over::EShardNotOwed)]
fun a_shard_is_named_once() {
    let mut network = with_newcomer();
    let shard = network.owed(3)[0];
    network.report_recovered(3, vector[shard, shard]);
    abort
}

#[test, expected_failure(abort_code = hand_over::EShardNotOwed)]
fun a_shard_is_recovered_once() {
    let mut network = with_newcomer();
    let shard = network.owed(3)[0];
    network.report_recovered(3, vector[shard]);
    network.report_recovered(3, vector[shard]);
    abort
}

#[test, expected_failure(abort_code = hand_over::EAlreadyReported)]
fun who_holds_all_has_nothing_left_to_recover() {
    let mut network = with_newcomer();
    let shards = network.owed(3);
    network.sync_done(3);
    network.report_recovered(3, shards);
    abort
}

#[test, expected_failure(abort_code = hand_over::ENotAReceiver)]
fun who_is_owed_nothing_recovers_nothing() {
    let mut network = with_newcomer();
    network.report_recovered(0, vector[0]);
    abort
}

#[test, expected_failure(abort_code = staking_inner::ENotInCommittee)]
fun who_does_not_serve_recovers_nothing() {
    let mut network = with_newcomer();
    let late = network.register(0);
    network.report_recovered(late, vector[0]);
    abort
}

#[test, expected_failure(abort_code = staking_inner::EInvalidSyncEpoch)]
fun shards_are_recovered_for_the_current_epoch() {
    let mut network = with_newcomer();
    let (staking, cap) = network.staking_and_cap(3);
    staking.report_recovered_shards(cap, 1, vector[0]);
    abort
}

// === What judges are told ===

#[test]
fun judges_are_told_what_a_node_has_not_delivered() {
    let mut network = without_node_0(4, 12);
    vector[1, 2].do!(|i| {
        let shards = network.owed(i);
        network.report_recovered(i, vector[shards[0]]);
    });
    let node_id = network.node_id(0);
    let failures = judge::hand_over_failures(network.staking(), node_id);
    let (
        epoch,
        named,
        n_shards,
        before,
        not_delivered,
        n_accusers,
        weight,
        owned,
        late,
        _,
    ) = failures.into_failures();
    assert_eq!(epoch, 2);
    assert_eq!(named, node_id);
    assert_eq!(n_shards, 12);
    assert_eq!(vector[before, not_delivered, n_accusers], vector[3, 2, 2]);
    assert_eq!(weight as u64, network.weight(1) + network.weight(2));
    assert_eq!(vector[owned, late], vector[0, 0]);
    network.end();
}

#[test]
fun judges_are_told_what_a_node_has_not_received_until_it_has() {
    let mut network = with_newcomer();
    3u64.do!(|i| network.sync_done(i));
    network.wait(GRACE + 1);
    network.record_missed(3);
    let node_id = network.node_id(3);
    let owed = network.owed(3).length() as u16;
    let failures = judge::hand_over_failures(network.staking(), node_id);
    let (_, _, _, before, _, n_accusers, _, owned, late, others_in_time) = failures.into_failures();
    assert_eq!(vector[before, n_accusers, owned, late], vector[0, 0, owed, owed]);
    assert!(!others_in_time);
    network.sync_done(3);
    let failures = judge::hand_over_failures(network.staking(), node_id);
    let (_, _, _, _, _, _, _, _, late, _) = failures.into_failures();
    assert_eq!(late, 0);
    network.end();
}
