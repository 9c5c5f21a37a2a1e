// SPDX-License-Identifier: Apache-2.0

/// R6: shards by stake, against the method as it is defined: one shard after the other.
#[test_only]
module walrus_core::apportionment_tests;

use std::unit_test::assert_eq;
use walrus_core::{apportionment::{Self, apportion}, test_random};

/// D'Hondt's method by the book, with its cap.
fun by_the_book(stakes: &vector<u64>, n_shards: u16): vector<u16> {
    let uncapped = one_by_one(stakes, n_shards, n_shards);
    let winners = uncapped.count!(|shards| *shards > 0);
    let mut cap = apportionment::max_shards_per_node(winners, n_shards);
    while (others_gain_too_much(uncapped, cap)) cap = cap + 1;
    one_by_one(stakes, n_shards, cap)
}

/// With a cap for any number of the largest: would that more than double what the others have?
fun others_gain_too_much(uncapped: vector<u16>, cap: u16): bool {
    let mut others = uncapped;
    others.insertion_sort_by!(|a, b| *a <= *b);
    let mut left = others.fold!(0, |sum, shards| sum + (shards as u64));
    let mut too_much = false;
    while (!others.is_empty()) {
        others.pop_back();
        left = left - left.min(cap as u64);
        let have = others.fold!(0, |sum, shards| sum + (shards as u64));
        if (left > 2 * have) too_much = true;
    };
    too_much
}

fun one_by_one(stakes: &vector<u64>, n_shards: u16, cap: u16): vector<u16> {
    let n = stakes.length();
    let mut shards = stakes.map_ref!(|_| 0u16);
    n_shards.do!(|_| {
        // Stake and next shard of the best so far: a / b is what it would have for each shard.
        let (mut best, mut a, mut b) = (n, 0u128, 1u128);
        let mut i = 0;
        while (i < n) {
            if (shards[i] < cap) {
                let stake = stakes[i] as u128;
                let next = (shards[i] as u128) + 1;
                if (best == n || stake * b > a * next) {
                    best = i;
                    a = stake;
                    b = next;
                };
            };
            i = i + 1;
        };
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
    assert_eq!(apportion(&vector[70, 11, 10, 9], 10), vector[5, 2, 2, 1]);
}

#[test]
fun twenty_nodes_or_more_get_at_most_a_tenth() {
    assert_eq!(apportionment::max_shards_per_node(20, 1000), 100);
    assert_eq!(apportionment::max_shards_per_node(20, 105), 10);
    assert_eq!(apportionment::max_shards_per_node(150, 1000), 100);
    // Yet never nothing, or there would be nobody to hold the shards.
    assert_eq!(apportionment::max_shards_per_node(20, 7), 1);
    assert_eq!(apportionment::max_shards_per_node(0, 7), 0);

    let mut stakes = vector::tabulate!(30, |_| 3);
    *&mut stakes[3] = 12;
    let shards = apportion(&stakes, 1000);
    assert_eq!(shards[3], 100);
    assert_eq!(apportion(&stakes, 250), by_the_book(&stakes, 250));
}

#[test]
fun small_stakes_buy_no_shards_by_lowering_the_cap_of_the_others() {
    // Nodes that would receive nothing without a cap do not count for it.
    assert_eq!(apportion(&vector[1_000_000, 1, 1, 1], 10), vector[10, 0, 0, 0]);
    let mut stakes = vector::tabulate!(20, |_| 1);
    3u64.do!(|i| *&mut stakes[i] = 1_000_000);
    let shards = apportion(&stakes, 1000);
    assert_eq!(shards[0] + shards[1] + shards[2], 1000);

    // With a shard they count, and get at most twice what they have: not 894 of 1000.
    3u64.do!(|i| *&mut stakes[i] = 328);
    let shards = apportion(&stakes, 1000);
    assert_eq!(shards[0] + shards[1] + shards[2], 969);
    assert_eq!(apportion(&stakes, 250), by_the_book(&stakes, 250));
    // A candidate alone with four fifths of the stake keeps them.
    assert_eq!(apportion(&vector[800, 70, 65, 65], 1000)[0], 600);
}

#[test]
fun the_cap_is_the_same_in_whatever_order_the_candidates_are() {
    assert_eq!(apportion(&vector[65, 65, 70, 800], 1000)[3], 600);
    assert_eq!(apportion(&vector[65, 800, 70, 65], 1000)[1], 600);
}

#[test]
fun who_reaches_the_cap_with_what_it_takes_from_others_is_capped_too() {
    // Without a cap 45, 39, 6, 5 and 5. What the first has above 40 would make 42 of the 39.
    let stakes = vector[45_000, 39_000, 6_000, 5_000, 5_000];
    assert_eq!(apportion(&stakes, 100), vector[40, 40, 8, 6, 6]);
    assert_eq!(apportion(&stakes, 100), by_the_book(&stakes, 100));
}

/// One by one they would take more instructions than a test may run.
#[test]
fun as_many_shards_as_there_can_be_are_dealt_at_once() {
    let mut stakes = vector::tabulate!(25, |i| 1_000_000_000_000 + i);
    let shards = apportion(&stakes, std::u16::max_value!());
    assert_eq!(shards[0], 2621);
    // One with half of all stake, of which the cap leaves it a tenth.
    *&mut stakes[0] = 25_000_000_000_000;
    let shards = apportion(&stakes, std::u16::max_value!());
    assert_eq!(shards[0], 6553);
    assert_eq!(shards.fold!(0, |sum, shards| sum + shards), std::u16::max_value!());
}

#[test]
fun whoever_receives_no_shard_makes_no_difference() {
    let mut random = test_random::new(9);
    40u64.do!(|_| {
        let stakes = vector::tabulate!(2 + random.below(30), |_| {
            let spread = vector[10, 1000, 1_000_000][random.below(3)];
            1 + random.below(spread)
        });
        let n_shards = (1 + random.below(40)) as u16;
        let shards = apportion(&stakes, n_shards);
        let mut some_stakes = vector[];
        let mut some_shards = vector[];
        stakes.length().do!(|i| if (shards[i] > 0) {
            some_stakes.push_back(stakes[i]);
            some_shards.push_back(shards[i]);
        });
        assert_eq!(apportion(&some_stakes, n_shards), some_shards);
    });
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
    30u64.do!(|round| {
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
        assert_eq!(shards, by_the_book(&stakes, n_shards));
        assert_eq!(shards.fold!(0, |sum, shards| sum + shards), n_shards);
    });
}
