// SPDX-License-Identifier: Apache-2.0

/// The package is upgraded by a quorum or by the emergency capability, and by nothing else; the
/// shared objects move to the new package once, with all they hold.
#[test_only]
module walrus::upgrade_tests;

use std::unit_test::{assert_eq, destroy};
use sui::{event, package::{Self, UpgradeTicket}, test_scenario};
use walrus::{
    auth,
    events::{
        Self,
        ContractUpgraded,
        ContractUpgradeProposed,
        ContractUpgradeQuorumReached,
        UpgradeCapEntrusted,
        UpgradeVoteCast,
    },
    indexer::assert_last,
    init,
    staking,
    staking_pool,
    storage_node::StorageNodeCap,
    system,
    test_network::{Self, Network},
    upgrade::{Self, EmergencyUpgradeCap, UpgradeManager}
};

/// The framework takes no package 0x0 for an upgrade cap that is in use.
const PACKAGE: address = @0xC;

fun digest(): vector<u8> {
    sui::hash::blake2b256(&b"new package")
}

/// A network with an upgrade manager that can be used.
fun network(n_nodes: u64): (Network, UpgradeManager, EmergencyUpgradeCap) {
    let mut network = test_network::running(n_nodes, n_nodes as u16);
    let (manager, emergency_cap) = manager(&mut network);
    (network, manager, emergency_cap)
}

fun manager(network: &mut Network): (UpgradeManager, EmergencyUpgradeCap) {
    let cap = package::test_publish(PACKAGE.to_id(), network.ctx());
    let emergency_cap = upgrade::new(cap, network.ctx());
    network.scenario().next_tx(test_network::operator!());
    (network.scenario().take_shared<UpgradeManager>(), emergency_cap)
}

fun vote(network: &mut Network, manager: &mut UpgradeManager, index: u64) {
    vote_for(network, manager, index, digest());
}

fun vote_for(network: &mut Network, manager: &mut UpgradeManager, index: u64, digest: vector<u8>) {
    let node_id = network.node_id(index);
    let (staking, ctx) = network.staking_and_ctx();
    manager.vote_for_upgrade(staking, auth::authenticate_sender(ctx), node_id, digest);
}

fun commit(network: &mut Network, manager: &mut UpgradeManager, ticket: UpgradeTicket): ID {
    let receipt = package::test_upgrade(ticket);
    let package_id = receipt.package();
    let (staking, system) = network.staking_and_system();
    manager.commit_upgrade(staking, system, receipt);
    package_id
}

fun end(network: Network, manager: UpgradeManager, emergency_cap: EmergencyUpgradeCap) {
    emergency_cap.burn_emergency_upgrade_cap();
    test_scenario::return_shared(manager);
    network.end();
}

// === The emergency capability ===

#[test]
fun an_upgrade_announces_the_new_package() {
    let (mut network, mut manager, emergency_cap) = network(1);
    let ticket = manager.authorize_emergency_upgrade(&emergency_cap, digest());
    assert_eq!(*ticket.digest(), digest());
    let package_id = commit(&mut network, &mut manager, ticket);
    assert_eq!(network.staking().new_package_id(), option::some(package_id));
    assert_eq!(network.system().new_package_id(), option::some(package_id));
    end(network, manager, emergency_cap);
}

#[test, expected_failure(abort_code = upgrade::EWrongManager)]
fun a_network_is_upgraded_with_its_own_capability() {
    let (mut network, mut manager, _emergency_cap) = network(1);
    let theirs = package::test_publish(@0xD.to_id(), network.ctx());
    let emergency_cap = upgrade::new(theirs, network.ctx());
    destroy(manager.authorize_emergency_upgrade(&emergency_cap, digest()));
    abort
}

// === Votes ===

#[test]
fun a_quorum_upgrades_the_package() {
    let (mut network, mut manager, emergency_cap) = network(4);
    vote(&mut network, &mut manager, 0);
    assert_last!<ContractUpgradeProposed>(|| events::emit_contract_upgrade_proposed(1, digest()));
    vote(&mut network, &mut manager, 1);
    assert!(event::events_by_type<ContractUpgradeQuorumReached>().is_empty());
    vote(&mut network, &mut manager, 2);
    assert_last!<ContractUpgradeQuorumReached>(
        || events::emit_contract_upgrade_quorum_reached(1, digest()),
    );
    let node_id = network.node_id(2);
    assert_last!<UpgradeVoteCast>(|| events::emit_upgrade_vote_cast(1, node_id, digest(), 3));
    // A vote more than needed reaches nothing anew; one of the events is this test's own.
    vote(&mut network, &mut manager, 3);
    assert_eq!(event::events_by_type<ContractUpgradeQuorumReached>().length(), 2);

    let ticket = manager.authorize_upgrade(network.staking(), digest());
    let package_id = commit(&mut network, &mut manager, ticket);
    assert_eq!(network.system().new_package_id(), option::some(package_id));
    assert_eq!(manager.n_proposals(), 0);
    end(network, manager, emergency_cap);
}

#[test, expected_failure(abort_code = upgrade::ENotEnoughVotes)]
fun fewer_than_a_quorum_upgrade_nothing() {
    let (mut network, mut manager, _emergency_cap) = network(4);
    vote(&mut network, &mut manager, 0);
    vote(&mut network, &mut manager, 1);
    destroy(manager.authorize_upgrade(network.staking(), digest()));
    abort
}

#[test, expected_failure(abort_code = upgrade::EDuplicateVote)]
fun a_node_votes_once() {
    let (mut network, mut manager, _emergency_cap) = network(4);
    vote(&mut network, &mut manager, 0);
    vote(&mut network, &mut manager, 0);
    abort
}

#[test, expected_failure(abort_code = upgrade::ENotAuthorized)]
fun nobody_else_votes_for_a_node() {
    let (mut network, mut manager, _emergency_cap) = network(4);
    network.scenario().next_tx(@0xF);
    vote(&mut network, &mut manager, 0);
    abort
}

#[test, expected_failure(abort_code = upgrade::ENotCommitteeMember)]
fun only_the_committee_votes() {
    let (mut network, mut manager, _emergency_cap) = network(4);
    let index = network.register(0);
    vote(&mut network, &mut manager, index);
    abort
}

#[test, expected_failure(abort_code = upgrade::EInvalidPackageDigest)]
fun a_digest_has_32_bytes() {
    let (mut network, mut manager, _emergency_cap) = network(4);
    vote_for(&mut network, &mut manager, 0, b"31 bytes are not quite enough..");
    abort
}

#[test, expected_failure(abort_code = upgrade::ENoProposalForDigest)]
fun what_nobody_voted_for_is_not_published() {
    let (mut network, mut manager, _emergency_cap) = network(4);
    destroy(manager.authorize_upgrade(network.staking(), digest()));
    abort
}

#[test, expected_failure(abort_code = upgrade::EWrongEpoch)]
fun votes_count_in_their_epoch() {
    let (mut network, mut manager, _emergency_cap) = network(1);
    vote(&mut network, &mut manager, 0);
    network.next_epoch();
    destroy(manager.authorize_upgrade(network.staking(), digest()));
    abort
}

#[test, expected_failure(abort_code = upgrade::EWrongVersion)]
fun votes_count_for_the_package_that_they_would_replace() {
    let (mut network, mut manager, emergency_cap) = network(1);
    vote(&mut network, &mut manager, 0);
    let ticket = manager.authorize_emergency_upgrade(&emergency_cap, digest());
    commit(&mut network, &mut manager, ticket);
    destroy(manager.authorize_upgrade(network.staking(), digest()));
    abort
}

#[test]
fun stale_votes_are_replaced_or_cleaned_up() {
    let (mut network, mut manager, emergency_cap) = network(4);
    let other = sui::hash::blake2b256(&b"other package");
    let never = sui::hash::blake2b256(&b"no package");
    vote(&mut network, &mut manager, 0);
    vote_for(&mut network, &mut manager, 0, other);
    assert_eq!(manager.n_proposals(), 2);
    manager.cleanup_upgrade_proposals(network.staking(), vector[digest(), other, never]);
    assert_eq!(manager.n_proposals(), 2);

    network.next_epoch();
    // The vote of the epoch before does not count, nor does it stand in the way.
    vote(&mut network, &mut manager, 0);
    let node_id = network.node_id(0);
    assert_last!<UpgradeVoteCast>(|| events::emit_upgrade_vote_cast(2, node_id, digest(), 1));
    manager.cleanup_upgrade_proposals(network.staking(), vector[digest(), other]);
    assert_eq!(manager.n_proposals(), 1);

    let ticket = manager.authorize_emergency_upgrade(&emergency_cap, digest());
    commit(&mut network, &mut manager, ticket);
    manager.cleanup_upgrade_proposals(network.staking(), vector[digest()]);
    assert_eq!(manager.n_proposals(), 0);
    end(network, manager, emergency_cap);
}

#[test]
fun governance_is_passed_on_by_those_who_have_it() {
    let (mut network, mut manager, emergency_cap) = network(1);
    let auth = auth::authenticate_sender(network.ctx());
    let (staking, cap) = network.staking_and_cap(0);
    let node_id = cap.node_id();
    let holder = auth::authorized_object(object::id(cap));
    staking.set_governance_authorized(node_id, auth, holder);
    let auth = auth::authenticate_with_object<StorageNodeCap>(cap);
    manager.vote_for_upgrade(staking, auth, node_id, digest());
    end(network, manager, emergency_cap);
}

#[test, expected_failure(abort_code = staking_pool::EAuthorizationFailure)]
fun nobody_else_passes_governance_on() {
    let mut network = test_network::registered(1, 1);
    let (staking, cap) = network.staking_and_cap(0);
    let node_id = cap.node_id();
    let auth = auth::authenticate_with_object<StorageNodeCap>(cap);
    staking.set_governance_authorized(node_id, auth, auth::authorized_object(node_id));
    abort
}

// === Migration ===

/// Shared objects of the version before this package.
fun old_network(): (Network, UpgradeManager, EmergencyUpgradeCap) {
    let (mut network, manager, emergency_cap) = network(1);
    network.system().age_for_testing();
    network.staking().age_for_testing();
    (network, manager, emergency_cap)
}

#[test, expected_failure(abort_code = staking::EWrongVersion)]
fun a_package_announces_no_successor_of_a_later_one() {
    let (mut network, mut manager, emergency_cap) = network(1);
    network.staking().set_version_for_testing(2);
    let ticket = manager.authorize_emergency_upgrade(&emergency_cap, digest());
    commit(&mut network, &mut manager, ticket);
    abort
}

#[test, expected_failure(abort_code = system::EWrongVersion)]
fun a_package_announces_no_successor_of_a_later_one_to_the_system() {
    let (mut network, mut manager, emergency_cap) = network(1);
    network.system().set_version_for_testing(2);
    let ticket = manager.authorize_emergency_upgrade(&emergency_cap, digest());
    commit(&mut network, &mut manager, ticket);
    abort
}

#[test]
fun shared_objects_move_to_the_new_package_with_all_they_hold() {
    let (mut network, mut manager, emergency_cap) = old_network();
    let ticket = manager.authorize_emergency_upgrade(&emergency_cap, digest());
    let package_id = commit(&mut network, &mut manager, ticket);
    let (staking, system) = network.staking_and_system();
    init::migrate(staking, system);
    assert_last!<ContractUpgraded>(|| events::emit_contract_upgraded(1, package_id, 1));
    assert_eq!(system.package_id(), package_id);
    assert_eq!(staking.package_id(), package_id);
    assert_eq!(system.new_package_id(), option::none());
    assert_eq!(staking.new_package_id(), option::none());
    assert_eq!(system.n_shards(), 1);
    assert_eq!(staking.committee().size(), 1);
    network.next_epoch();
    assert_eq!(network.system().epoch(), 2);
    end(network, manager, emergency_cap);
}

#[test, expected_failure(abort_code = staking::EInvalidMigration)]
fun the_package_that_is_in_use_takes_nothing_over() {
    let (mut network, mut manager, emergency_cap) = network(1);
    let ticket = manager.authorize_emergency_upgrade(&emergency_cap, digest());
    commit(&mut network, &mut manager, ticket);
    let (staking, system) = network.staking_and_system();
    init::migrate(staking, system);
    abort
}

#[test, expected_failure(abort_code = staking::EInvalidMigration)]
fun a_package_that_is_not_announced_takes_nothing_over() {
    let (mut network, _manager, _emergency_cap) = old_network();
    let (staking, system) = network.staking_and_system();
    init::migrate(staking, system);
    abort
}

#[test, expected_failure(abort_code = system::EInvalidMigration)]
fun both_shared_objects_move_or_none() {
    let (mut network, mut manager, emergency_cap) = network(1);
    network.staking().age_for_testing();
    let ticket = manager.authorize_emergency_upgrade(&emergency_cap, digest());
    commit(&mut network, &mut manager, ticket);
    let (staking, system) = network.staking_and_system();
    init::migrate(staking, system);
    abort
}

#[test, expected_failure(abort_code = init::EInvalidMigration)]
fun both_shared_objects_move_to_the_same_package() {
    let (mut network, mut manager, emergency_cap) = old_network();
    let ticket = manager.authorize_emergency_upgrade(&emergency_cap, digest());
    commit(&mut network, &mut manager, ticket);
    network.staking().set_new_package_id(@0xE.to_id());
    let (staking, system) = network.staking_and_system();
    init::migrate(staking, system);
    abort
}

// === Packages that were entrusted ===

fun entrust(network: &mut Network, manager: &mut UpgradeManager): ID {
    let cap = package::test_publish(@0xE.to_id(), network.ctx());
    let cap_id = manager.entrust(cap, network.ctx());
    assert_last!<UpgradeCapEntrusted>(|| {
        events::emit_upgrade_cap_entrusted(cap_id, @0xE.to_id());
    });
    cap_id
}

fun vote_for_entrusted(
    network: &mut Network,
    manager: &mut UpgradeManager,
    index: u64,
    cap_id: ID,
) {
    let node_id = network.node_id(index);
    let (staking, ctx) = network.staking_and_ctx();
    let auth = auth::authenticate_sender(ctx);
    manager.vote_for_entrusted_upgrade(staking, auth, node_id, cap_id, digest());
}

#[test]
fun a_quorum_upgrades_a_package_that_was_entrusted() {
    let (mut network, mut manager, emergency_cap) = network(4);
    let cap_id = entrust(&mut network, &mut manager);
    2u64.do!(|_| {
        3u64.do!(|i| vote_for_entrusted(&mut network, &mut manager, i, cap_id));
        let ticket = manager.authorize_entrusted_upgrade(network.staking(), cap_id, digest());
        manager.commit_entrusted_upgrade(cap_id, package::test_upgrade(ticket));
    });
    // The objects of this package know nothing of it.
    assert!(network.system().new_package_id().is_none());
    end(network, manager, emergency_cap);
}

#[test]
fun the_emergency_capability_upgrades_it_as_well() {
    let (mut network, mut manager, emergency_cap) = network(4);
    let cap_id = entrust(&mut network, &mut manager);
    let ticket = manager.authorize_entrusted_emergency_upgrade(&emergency_cap, cap_id, digest());
    manager.commit_entrusted_upgrade(cap_id, package::test_upgrade(ticket));
    end(network, manager, emergency_cap);
}

#[test, expected_failure(abort_code = upgrade::EWrongManager)]
fun that_of_another_network_does_not() {
    let (mut network, mut manager, _emergency_cap) = network(4);
    let cap_id = entrust(&mut network, &mut manager);
    let theirs = package::test_publish(@0xD.to_id(), network.ctx());
    let emergency_cap = upgrade::new(theirs, network.ctx());
    destroy(manager.authorize_entrusted_emergency_upgrade(&emergency_cap, cap_id, digest()));
    abort
}

#[test, expected_failure(abort_code = upgrade::ENoProposalForDigest)]
fun votes_for_this_package_do_not_upgrade_another() {
    let (mut network, mut manager, _emergency_cap) = network(4);
    let cap_id = entrust(&mut network, &mut manager);
    3u64.do!(|i| vote(&mut network, &mut manager, i));
    destroy(manager.authorize_entrusted_upgrade(network.staking(), cap_id, digest()));
    abort
}

#[test, expected_failure(abort_code = upgrade::ENotEnoughVotes)]
fun fewer_than_a_quorum_upgrade_no_other_package_either() {
    let (mut network, mut manager, _emergency_cap) = network(4);
    let cap_id = entrust(&mut network, &mut manager);
    2u64.do!(|i| vote_for_entrusted(&mut network, &mut manager, i, cap_id));
    destroy(manager.authorize_entrusted_upgrade(network.staking(), cap_id, digest()));
    abort
}

#[test, expected_failure(abort_code = upgrade::ENotEntrusted)]
fun only_packages_that_were_entrusted_are_voted_for() {
    let (mut network, mut manager, _emergency_cap) = network(4);
    vote_for_entrusted(&mut network, &mut manager, 0, @0x7.to_id());
    abort
}
