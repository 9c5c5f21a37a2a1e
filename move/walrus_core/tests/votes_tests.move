// SPDX-License-Identifier: Apache-2.0

/// R8: prices and capacity by shard weight; no third of the weight moves them alone.
#[test_only]
module walrus_core::votes_tests;

use std::unit_test::assert_eq;
use walrus_core::{quorum, test_random, votes::{Self, Vote}};

fun ballot(values: vector<u64>, weights: vector<u16>): vector<Vote> {
    values.zip_map!(weights, |value, weight| votes::new(value, weight))
}

#[test]
fun a_price_stays_until_a_quorum_moves_it_and_goes_as_far_as_the_quorum_agrees() {
    let votes = ballot(vector[40, 10, 30, 20], vector[1, 1, 1, 1]);
    // Three of four name 20 or more, three name 30 or less.
    assert_eq!(votes::next_price(5, votes, 4), 20);
    assert_eq!(votes::next_price(20, votes, 4), 20);
    assert_eq!(votes::next_price(25, votes, 4), 25);
    assert_eq!(votes::next_price(30, votes, 4), 30);
    assert_eq!(votes::next_price(50, votes, 4), 30);
    let votes = ballot(vector[1, 2, 3], vector[6, 3, 1]);
    assert_eq!(votes::next_price(9, votes, 10), 2);
    assert_eq!(votes::next_price(0, votes, 10), 1);
    assert_eq!(votes::next_price(0, ballot(vector[9], vector[10]), 10), 9);
}

#[test]
fun the_first_price_is_one_that_a_quorum_is_content_with() {
    let first = std::u64::max_value!();
    let votes = ballot(vector[40, 10, 30, 20], vector[1, 1, 1, 1]);
    assert_eq!(votes::next_price(first, votes, 4), 30);
    let votes = ballot(vector[1, 2, 3], vector[7, 2, 1]);
    assert_eq!(votes::next_price(first, votes, 10), 1);
}

#[test]
fun a_capacity_is_what_a_quorum_can_provide() {
    let votes = ballot(vector[40, 10, 30, 20], vector[1, 1, 1, 1]);
    assert_eq!(votes::highest_supported(votes, 4), 20);
    let votes = ballot(vector[1, 2, 3], vector[1, 2, 7]);
    assert_eq!(votes::highest_supported(votes, 10), 3);
    let votes = ballot(vector[1, 2, 3], vector[1, 3, 6]);
    assert_eq!(votes::highest_supported(votes, 10), 2);
    assert_eq!(votes::highest_supported(ballot(vector[9], vector[10]), 10), 9);
}

#[test]
fun outcomes_are_those_of_the_definition_and_a_third_cannot_move_them_alone() {
    let mut random = test_random::new(3);
    30u64.do!(|_| {
        let n_nodes = 1 + random.below(9);
        let weights = vector::tabulate!(n_nodes, |_| (1 + random.below(20)) as u16);
        let n_shards = weights.fold!(0, |sum, weight| sum + weight);
        let values = vector::tabulate!(n_nodes, |_| random.below(12));
        let old = random.below(12);
        let price = votes::next_price(old, ballot(values, weights), n_shards);
        let capacity = votes::highest_supported(ballot(values, weights), n_shards);

        // No quorum wants more or less, and a price that moves has a quorum on its way.
        assert!(!quorum::is_quorum(weight_if!(values, weights, |v| v < price), n_shards));
        assert!(!quorum::is_quorum(weight_if!(values, weights, |v| v > price), n_shards));
        if (price > old) {
            assert!(quorum::is_quorum(weight_if!(values, weights, |v| v >= price), n_shards));
        };
        if (price < old) {
            assert!(quorum::is_quorum(weight_if!(values, weights, |v| v <= price), n_shards));
        };
        assert!(quorum::is_quorum(weight_if!(values, weights, |v| v >= capacity), n_shards));
        assert!(!quorum::is_quorum(weight_if!(values, weights, |v| v > capacity), n_shards));

        // Less than a third of the weight, which may vote as it likes.
        let mut faulty = vector[];
        let mut faulty_weight = 0;
        n_nodes.do!(|i| {
            let weight = weights[i];
            let is_faulty = 3 * (faulty_weight + weight) < n_shards && random.below(2) == 0;
            if (is_faulty) faulty_weight = faulty_weight + weight;
            faulty.push_back(is_faulty);
        });
        let (mut lowest, mut highest) = (std::u64::max_value!(), 0u64);
        n_nodes.do!(|i| if (!faulty[i]) {
            lowest = lowest.min(values[i]);
            highest = highest.max(values[i]);
        });
        vector[0, std::u64::max_value!()].do!(|extreme| {
            let values = vector::tabulate!(n_nodes, |i| if (faulty[i]) extreme else values[i]);
            let price = votes::next_price(old, ballot(values, weights), n_shards);
            let capacity = votes::highest_supported(ballot(values, weights), n_shards);
            // A price moves only towards what honest nodes name, a capacity is among it.
            assert!(lowest.min(old) <= price && price <= highest.max(old));
            assert!(lowest <= capacity && capacity <= highest);
            // Where all honest nodes are content with the price, it stays.
            let content = vector::tabulate!(n_nodes, |i| if (faulty[i]) extreme else old);
            assert_eq!(votes::next_price(old, ballot(content, weights), n_shards), old);
        });
    });
}

macro fun weight_if($values: vector<u64>, $weights: vector<u16>, $f: |u64| -> bool): u16 {
    let values = $values;
    let weights = $weights;
    let mut sum = 0;
    values.zip_do!(weights, |value, weight| if ($f(value)) sum = sum + weight);
    sum
}

#[test, expected_failure(abort_code = std::option::EOPTION_NOT_SET)]
fun votes_without_a_quorum_decide_nothing() {
    votes::next_price(1, ballot(vector[1, 2], vector[1, 1]), 4);
}
