// SPDX-License-Identifier: Apache-2.0

/// R8: prices and capacity by shard weight; no third of the weight moves them alone.
#[test_only]
module walrus::votes_tests;

use std::unit_test::assert_eq;
use walrus::{quorum, test_random, votes::{Self, Vote}};

fun ballot(values: vector<u64>, weights: vector<u16>): vector<Vote> {
    values.zip_map!(weights, |value, weight| votes::new(value, weight))
}

#[test]
fun a_price_is_what_a_quorum_is_content_with() {
    let votes = ballot(vector[40, 10, 30, 20], vector[1, 1, 1, 1]);
    assert_eq!(votes::lowest_supported(votes, 4), 30);
    let votes = ballot(vector[1, 2, 3], vector[7, 2, 1]);
    assert_eq!(votes::lowest_supported(votes, 10), 1);
    let votes = ballot(vector[1, 2, 3], vector[6, 3, 1]);
    assert_eq!(votes::lowest_supported(votes, 10), 2);
    assert_eq!(votes::lowest_supported(ballot(vector[9], vector[10]), 10), 9);
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
    100u64.do!(|_| {
        let n_nodes = 1 + random.below(9);
        let weights = vector::tabulate!(n_nodes, |_| (1 + random.below(20)) as u16);
        let n_shards = weights.fold!(0, |sum, weight| sum + weight);
        let values = vector::tabulate!(n_nodes, |_| random.below(12));
        let price = votes::lowest_supported(ballot(values, weights), n_shards);
        let capacity = votes::highest_supported(ballot(values, weights), n_shards);

        assert!(quorum::is_quorum(weight_if!(values, weights, |v| v <= price), n_shards));
        assert!(!quorum::is_quorum(weight_if!(values, weights, |v| v < price), n_shards));
        assert!(quorum::is_quorum(weight_if!(values, weights, |v| v >= capacity), n_shards));
        assert!(!quorum::is_quorum(weight_if!(values, weights, |v| v > capacity), n_shards));

        // Whatever less than a third of the weight votes, the others' votes enclose the outcome.
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
            let price = votes::lowest_supported(ballot(values, weights), n_shards);
            let capacity = votes::highest_supported(ballot(values, weights), n_shards);
            assert!(lowest <= price && price <= highest);
            assert!(lowest <= capacity && capacity <= highest);
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
