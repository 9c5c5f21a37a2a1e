// SPDX-License-Identifier: Apache-2.0

/// R6: shards by stake, against the method as it is defined: one shard after the other.
#[test_only]
module walrus::apportionment_tests;

use std::unit_test::assert_eq;
use walrus::{apportionment::{Self, apportion}, test_random};

/// D'Hondt's method by the book.
fun one_by_one(stakes: &vector<u64>, n_shards: u16): vector<u16> {
    let cap = apportionment::max_shards_per_node(stakes.length(), n_shards);
    let mut shards = stakes.map_ref!(|_| 0u16);
    n_shards.do!(|_| {
        let mut best = option::none();
        stakes.length().do!(|i| if (shards[i] < cap) {
            let current = best.destroy_or!(i);
            let a = (stakes[i] as u256) * ((shards[current] + 1) as u256);
            let b = (stakes[current] as u256) * ((shards[i] + 1) as u256);
            best = option::some(if (a > b) i else current);
        });
        let best = best.destroy_some();
        *&mut shards[best] = shards[best] + 1;
    });
    shards
}

#[test]
fun known_elections() {
    // Wikipedia's example of the method: 8 seats.
    assert_eq!(apportion(&vector[100, 80, 30, 20], 8), vector[4, 3, 1, 0]);
    assert_eq!(apportion(&vector[5], 7), vector[7]);
    assert_eq!(apportion(&vector[1], 7), vector[7]);
    assert_eq!(apportion(&vector[1, 1, 1, 1], 10), vector[3, 3, 2, 2]);
    assert_eq!(apportion(&vector[3, 2, 1], 0), vector[0, 0, 0]);
}

#[test]
fun the_first_in_the_list_wins_a_tie() {
    assert_eq!(apportion(&vector[7, 7], 3), vector[2, 1]);
    assert_eq!(apportion(&vector[1, 2, 2, 1], 5), vector[1, 2, 2, 0]);
}

#[test]
fun fewer_than_20_nodes_get_at_most_twice_their_fair_share() {
    assert_eq!(apportionment::max_shards_per_node(1, 1000), 1000);
    assert_eq!(apportionment::max_shards_per_node(2, 1000), 1000);
    assert_eq!(apportionment::max_shards_per_node(3, 1000), 667);
    assert_eq!(apportionment::max_shards_per_node(4, 10), 5);
    assert_eq!(apportionment::max_shards_per_node(19, 1000), 106);
    assert_eq!(
        apportionment::max_shards_per_node(1, std::u16::max_value!()),
        std::u16::max_value!(),
    );
    assert_eq!(apportion(&vector[1_000_000, 1, 1, 1], 10), vector[5, 2, 2, 1]);
}

#[test]
fun twenty_nodes_or_more_get_at_most_a_tenth() {
    assert_eq!(apportionment::max_shards_per_node(20, 1000), 100);
    assert_eq!(apportionment::max_shards_per_node(20, 105), 10);
    assert_eq!(apportionment::max_shards_per_node(150, 1000), 100);
    // Yet never nothing, or there would be nobody to hold the shards.
    assert_eq!(apportionment::max_shards_per_node(20, 7), 1);
    assert_eq!(apportionment::max_shards_per_node(0, 7), 0);

    let mut stakes = vector::tabulate!(20, |_| 1);
    *&mut stakes[3] = 1_000_000;
    let shards = apportion(&stakes, 1000);
    assert_eq!(shards[3], 100);
    assert_eq!(shards, one_by_one(&stakes, 1000));
}

#[test]
fun stake_as_large_as_all_wal_does_not_overflow() {
    let all = 5_000_000_000_000_000_000;
    assert_eq!(apportion(&vector[all / 2, all / 2 - 1], 1000), vector[500, 500]);
    let max = std::u64::max_value!();
    assert_eq!(apportion(&vector[max, max, max], 9), vector[3, 3, 3]);
}

#[test, expected_failure(abort_code = apportionment::ENoStake)]
fun without_nodes_there_is_no_apportionment() {
    apportion(&vector[], 10);
}

#[test, expected_failure(abort_code = apportionment::ENoStake)]
fun without_stake_there_is_no_apportionment() {
    apportion(&vector[0, 0], 10);
}

/// Stakes that are alike, very unlike, tied, or none at all.
#[test]
fun dealing_at_once_is_dealing_one_by_one() {
    let mut random = test_random::new(2);
    80u64.do!(|round| {
        let n_nodes = 1 + random.below(24);
        let n_shards = random.below(61) as u16;
        let spread = vector[2, 5, 1000, 1_000_000_000_000, 5_000_000_000_000_000][round % 5];
        let mut stakes = vector::tabulate!(n_nodes, |_| random.below(spread));
        if (round % 3 == 0) {
            let giant = random.below(n_nodes);
            *&mut stakes[giant] = spread * 1000;
        };
        *&mut stakes[0] = stakes[0] + 1;

        let shards = apportion(&stakes, n_shards);
        assert_eq!(shards, one_by_one(&stakes, n_shards));
        assert_eq!(shards.fold!(0, |sum, shards| sum + shards), n_shards);
    });
}
