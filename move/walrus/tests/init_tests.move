// SPDX-License-Identifier: Apache-2.0

#[test_only]
module walrus::init_tests;

use std::unit_test::{assert_eq, destroy};
use sui::{clock, package, test_scenario};
use walrus::{
    blob::Blob,
    display::ObjectDisplay,
    init::{Self, InitCap},
    shared_blob::SharedBlob,
    staked_wal::StakedWal,
    staking_inner,
    storage_node::StorageNodeCap,
    storage_resource::Storage,
    system_state_inner,
    test_network
};

const PUBLISHER: address = @0xB;

/// Publishes and initialises with these parameters, and ends.
fun initialize(package_id: ID, n_shards: u16, max_epochs_ahead: u32) {
    initialize_with(package_id, n_shards, max_epochs_ahead, 0, 1000);
}

fun initialize_with(
    package_id: ID,
    n_shards: u16,
    max_epochs_ahead: u32,
    epoch_zero_duration: u64,
    epoch_duration: u64,
) {
    let mut scenario = test_scenario::begin(PUBLISHER);
    init::init_for_testing(scenario.ctx());
    scenario.next_tx(PUBLISHER);
    let init_cap = scenario.take_from_sender<InitCap>();
    let upgrade_cap = package::test_publish(package_id, scenario.ctx());
    let clock = clock::create_for_testing(scenario.ctx());
    destroy(init_cap.initialize_walrus(
        upgrade_cap,
        epoch_zero_duration,
        epoch_duration,
        n_shards,
        max_epochs_ahead,
        &clock,
        scenario.ctx(),
    ));
    destroy(clock);
    scenario.end();
}

#[test]
fun a_network_begins_empty_in_epoch_0() {
    let mut network = test_network::registered(0, 7);
    let system = network.system();
    assert_eq!(system.epoch(), 0);
    assert_eq!(system.n_shards(), 0);
    assert_eq!(system.total_capacity_size(), 0);
    assert_eq!(system.used_capacity_size(), 0);
    assert_eq!(system.storage_price_per_unit_size(), 0);
    assert_eq!(system.write_price_per_unit_size(), 0);
    assert_eq!(system.version(), 1);
    let accounts = system.future_accounting();
    assert_eq!(accounts.max_epochs_ahead(), test_network::max_epochs_ahead!());
    test_network::max_epochs_ahead!().do!(|i| {
        assert_eq!(accounts[i].epoch(), i);
        assert_eq!(accounts[i].used_capacity(), 0);
        assert_eq!(accounts[i].rewards(), 0);
    });

    let staking = network.staking();
    assert_eq!(staking.epoch(), 0);
    assert_eq!(staking.committee().size(), 0);
    assert_eq!(staking.previous_committee().size(), 0);
    assert_eq!(staking.version(), 1);
    network.end();
}

#[test]
fun storage_can_be_sold_for_a_single_epoch() {
    initialize(@walrus.to_id(), 1, 1);
}

#[test]
fun storage_can_be_sold_for_1000_epochs() {
    initialize(@walrus.to_id(), 1000, 1000);
}

#[test, expected_failure(abort_code = init::EInvalidUpgradeCap)]
fun the_upgrade_cap_has_to_be_the_packages_own() {
    initialize(@0xC.to_id(), 10, 10);
}

#[test]
fun the_least_parameters_are_in_bounds() {
    initialize_with(@walrus.to_id(), 1, 1, 0, 1000);
}

#[test]
fun the_largest_parameters_are_in_bounds() {
    let year = 366 * 24 * 60 * 60 * 1000;
    initialize_with(@walrus.to_id(), 10_000, 1000, year, year);
}

#[test, expected_failure(abort_code = staking_inner::EInvalidShardCount)]
fun a_network_has_no_more_shards_than_its_state_can_hold() {
    initialize(@walrus.to_id(), 10_001, 1);
}

#[test, expected_failure(abort_code = staking_inner::EInvalidEpochDuration)]
fun an_epoch_takes_time() {
    initialize_with(@walrus.to_id(), 1, 1, 0, 999);
}

#[test, expected_failure(abort_code = staking_inner::EInvalidEpochDuration)]
fun an_epoch_ends_some_day() {
    initialize_with(@walrus.to_id(), 1, 1, 0, 366 * 24 * 60 * 60 * 1000 + 1);
}

#[test, expected_failure(abort_code = staking_inner::EInvalidEpochDuration)]
fun epoch_0_ends_some_day() {
    initialize_with(@walrus.to_id(), 1, 1, std::u64::max_value!(), 1000);
}

#[test, expected_failure(abort_code = staking_inner::EInvalidShardCount)]
fun a_network_needs_shards() {
    initialize(@walrus.to_id(), 0, 10);
}

#[test, expected_failure(abort_code = system_state_inner::EInvalidMaxEpochsAhead)]
fun storage_has_to_be_sold_for_some_time() {
    initialize(@walrus.to_id(), 10, 0);
}

#[test, expected_failure(abort_code = system_state_inner::EInvalidMaxEpochsAhead)]
fun storage_cannot_be_sold_for_more_than_1000_epochs() {
    initialize(@walrus.to_id(), 10, 1001);
}

#[test, expected_failure(abort_code = walrus::system::EWrongVersion)]
fun an_object_of_another_version_cannot_be_read_system() {
    let mut network = test_network::registered(0, 7);
    network.system().set_version_for_testing(2);
    network.system().epoch();
    abort
}

#[test, expected_failure(abort_code = walrus::system::EWrongVersion)]
fun an_object_of_another_version_cannot_be_changed_system() {
    let mut network = test_network::registered(0, 7);
    network.system().set_version_for_testing(2);
    network.system().set_prices(1, 1);
    abort
}

#[test, expected_failure(abort_code = walrus::staking::EWrongVersion)]
fun an_object_of_another_version_cannot_be_read_staking() {
    let mut network = test_network::registered(0, 7);
    network.staking().set_version_for_testing(2);
    network.staking().epoch();
    abort
}

#[test, expected_failure(abort_code = walrus::staking::EWrongVersion)]
fun a_hand_over_of_another_version_cannot_be_read() {
    let mut network = test_network::running(1, 7);
    network.staking().set_version_for_testing(2);
    network.staking().hand_over();
    abort
}

#[test, expected_failure(abort_code = walrus::staking::EWrongVersion)]
fun a_hand_over_of_another_version_cannot_be_changed() {
    let mut network = test_network::running(1, 7);
    network.staking().set_version_for_testing(2);
    network.record_missed(0);
    abort
}

#[test, expected_failure(abort_code = walrus::staking::EWrongVersion)]
fun an_object_of_another_version_cannot_be_changed_staking() {
    let mut network = test_network::registered(1, 7);
    network.staking().set_version_for_testing(2);
    destroy(network.stake(0, 1_000_000_000));
    abort
}

#[test]
fun wallets_can_show_what_users_hold() {
    let mut network = test_network::registered(0, 7);
    let shown = network.scenario().take_shared<ObjectDisplay>();
    assert!(shown.publisher().from_package<Blob>());
    assert_template<Blob>(&shown);
    assert_template<SharedBlob>(&shown);
    assert_template<Storage>(&shown);
    assert_template<StakedWal>(&shown);
    assert_template<StorageNodeCap>(&shown);
    test_scenario::return_shared(shown);
    network.end();
}

fun assert_template<T: key>(shown: &ObjectDisplay) {
    let template = shown.template<T>();
    // Indexers take templates from version 1 on.
    assert_eq!(template.version(), 1);
    assert!(!template.fields()[&b"name".to_string()].is_empty());
    assert!(!template.fields()[&b"description".to_string()].is_empty());
}
