// SPDX-License-Identifier: Apache-2.0

#[test_only]
module wal::wal_tests;

use std::unit_test::assert_eq;
use sui::{coin::{Coin, CoinMetadata}, test_scenario};
use wal::wal::{Self, ProtectedTreasury, WAL};

const PUBLISHER: address = @0xA;
const SUPPLY: u64 = 5_000_000_000 * 1_000_000_000;

#[test]
fun publisher_receives_the_whole_supply() {
    let mut scenario = test_scenario::begin(PUBLISHER);
    wal::init_for_testing(scenario.ctx());

    scenario.next_tx(PUBLISHER);
    let treasury = scenario.take_shared<ProtectedTreasury>();
    let coin = scenario.take_from_sender<Coin<WAL>>();
    assert_eq!(treasury.total_supply(), SUPPLY);
    assert_eq!(coin.value(), SUPPLY);

    scenario.return_to_sender(coin);
    test_scenario::return_shared(treasury);
    scenario.end();
}

#[test]
fun metadata_is_frozen_with_nine_decimals() {
    let mut scenario = test_scenario::begin(PUBLISHER);
    wal::init_for_testing(scenario.ctx());

    scenario.next_tx(PUBLISHER);
    let metadata = scenario.take_immutable<CoinMetadata<WAL>>();
    assert_eq!(metadata.get_decimals(), 9);
    assert_eq!(metadata.get_symbol(), b"WAL".to_ascii_string());

    test_scenario::return_immutable(metadata);
    scenario.end();
}

#[test]
fun burning_lowers_the_supply() {
    let mut scenario = test_scenario::begin(PUBLISHER);
    wal::init_for_testing(scenario.ctx());

    scenario.next_tx(PUBLISHER);
    let mut treasury = scenario.take_shared<ProtectedTreasury>();
    let mut coin = scenario.take_from_sender<Coin<WAL>>();
    treasury.burn(coin.split(7, scenario.ctx()));
    assert_eq!(treasury.total_supply(), SUPPLY - 7);
    assert_eq!(coin.value(), SUPPLY - 7);

    scenario.return_to_sender(coin);
    test_scenario::return_shared(treasury);
    scenario.end();
}
