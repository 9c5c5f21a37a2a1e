// SPDX-License-Identifier: Apache-2.0

/// R17: a quorum can take what an operator has earned and not collected, and nobody less can.
#[test_only]
module walrus::slashing_tests;

use std::unit_test::{assert_eq, destroy};
use sui::{event, test_scenario};
use wal::wal::{Self, ProtectedTreasury};
use walrus::{
    auth,
    events::{NodePenalised, SlashingVoteCast},
    slashing::{Self, SlashingManager},
    staking_inner,
    test_network::{Self, Network}
};

const WAL: u64 = 1_000_000_000;

/// Four nodes that take all rewards as commission, the holder of the votes, and the treasury.
fun running(): (Network, SlashingManager, ProtectedTreasury) {
    let mut network = test_network::registered(0, 4);
    4u64.do!(|i| {
        network.register(10_000);
        destroy(network.stake(i, 1000 * WAL));
    });
    network.next_epoch();
    wal::init_for_testing(network.ctx());
    network.scenario().next_tx(test_network::operator!());
    let manager = network.scenario().take_shared<SlashingManager>();
    let treasury = network.scenario().take_shared<ProtectedTreasury>();
    (network, manager, treasury)
}

fun end(network: Network, manager: SlashingManager, treasury: ProtectedTreasury) {
    test_scenario::return_shared(manager);
    test_scenario::return_shared(treasury);
    network.end();
}

/// Lets every node earn so much.
fun earn(network: &mut Network, amount: u64) {
    let mut payment = network.mint(4 * amount);
    network.system().set_prices(4 * amount, 0);
    let (system, ctx) = network.system_and_ctx();
    destroy(system.reserve_space(1, 1, &mut payment, ctx));
    payment.destroy_zero();
    network.next_epoch();
}

fun vote(network: &mut Network, manager: &mut SlashingManager, voter: u64, against: ID) {
    let voter = network.node_id(voter);
    let (staking, ctx) = network.staking_and_ctx();
    manager.vote_for_slashing(staking, auth::authenticate_sender(ctx), voter, against);
}

fun execute(
    network: &mut Network,
    manager: &mut SlashingManager,
    treasury: &mut ProtectedTreasury,
    against: ID,
) {
    let (staking, ctx) = network.staking_and_ctx();
    manager.execute_slashing(staking, treasury, against, ctx);
}

/// What the operator of a node can collect.
fun collect(network: &mut Network, index: u64): u64 {
    let (staking, cap, ctx) = network.staking_cap_and_ctx(index);
    let auth = auth::authenticate_with_object(cap);
    staking.collect_commission(cap.node_id(), auth, ctx).burn_for_testing()
}

#[test]
fun a_quorum_burns_what_an_operator_has_not_collected() {
    let (mut network, mut manager, mut treasury) = running();
    earn(&mut network, 100);
    let id = network.node_id(3);
    3u64.do!(|i| vote(&mut network, &mut manager, i, id));
    assert_eq!(event::events_by_type<SlashingVoteCast>().length(), 3);
    let supply = treasury.total_supply();
    execute(&mut network, &mut manager, &mut treasury, id);
    assert_eq!(treasury.total_supply(), supply - 100);
    assert_eq!(event::events_by_type<NodePenalised>().length(), 1);
    network.end_voting();
    assert_eq!(collect(&mut network, 3), 0);
    assert_eq!(collect(&mut network, 2), 100);
    // The votes are used up.
    assert_eq!(manager.n_proposals(), 0);
    end(network, manager, treasury);
}

#[test]
fun an_operator_can_collect_after_a_penalty_while_earnings_are_held() {
    let (mut network, mut manager, mut treasury) = running();
    earn(&mut network, 100);
    let id = network.node_id(3);
    3u64.do!(|i| vote(&mut network, &mut manager, i, id));
    execute(&mut network, &mut manager, &mut treasury, id);
    // Less is there than is held.
    assert_eq!(collect(&mut network, 3), 0);
    end(network, manager, treasury);
}

#[test, expected_failure(abort_code = slashing::ENotEnoughVotes)]
fun less_than_a_quorum_does_not() {
    let (mut network, mut manager, mut treasury) = running();
    let id = network.node_id(3);
    2u64.do!(|i| vote(&mut network, &mut manager, i, id));
    execute(&mut network, &mut manager, &mut treasury, id);
    abort
}

#[test, expected_failure(abort_code = slashing::EWrongEpoch)]
fun votes_of_the_epoch_before_do_not_count() {
    let (mut network, mut manager, mut treasury) = running();
    let id = network.node_id(3);
    3u64.do!(|i| vote(&mut network, &mut manager, i, id));
    network.next_epoch();
    execute(&mut network, &mut manager, &mut treasury, id);
    abort
}

#[test]
fun old_votes_give_way_to_new_ones_and_can_be_removed() {
    let (mut network, mut manager, treasury) = running();
    let id = network.node_id(3);
    let other = network.node_id(2);
    vote(&mut network, &mut manager, 0, id);
    vote(&mut network, &mut manager, 0, other);
    network.next_epoch();
    vote(&mut network, &mut manager, 0, id);
    manager.cleanup_slashing_proposals(network.staking(), vector[id, other, @0x7.to_id()]);
    assert_eq!(manager.n_proposals(), 1);
    end(network, manager, treasury);
}

#[test, expected_failure(abort_code = slashing::EDuplicateVote)]
fun a_node_votes_once() {
    let (mut network, mut manager, _treasury) = running();
    let id = network.node_id(3);
    2u64.do!(|_| vote(&mut network, &mut manager, 0, id));
    abort
}

#[test, expected_failure(abort_code = slashing::ENoProposalForNode)]
fun without_votes_there_is_no_penalty() {
    let (mut network, mut manager, mut treasury) = running();
    let id = network.node_id(3);
    execute(&mut network, &mut manager, &mut treasury, id);
    abort
}

#[test, expected_failure(abort_code = slashing::ENotAuthorized)]
fun a_stranger_does_not_vote_for_a_node() {
    let (mut network, mut manager, _treasury) = running();
    let id = network.node_id(3);
    network.scenario().next_tx(@0xBAD);
    vote(&mut network, &mut manager, 0, id);
    abort
}

#[test, expected_failure(abort_code = slashing::ENotCommitteeMember)]
fun a_node_without_shards_does_not_vote() {
    let (mut network, mut manager, _treasury) = running();
    let id = network.node_id(3);
    network.register(0);
    vote(&mut network, &mut manager, 4, id);
    abort
}

#[test, expected_failure(abort_code = staking_inner::EPoolNotFound)]
fun votes_are_against_nodes_that_exist() {
    let (mut network, mut manager, _treasury) = running();
    vote(&mut network, &mut manager, 0, @0x7.to_id());
    abort
}
