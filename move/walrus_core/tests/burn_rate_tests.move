// SPDX-License-Identifier: Apache-2.0

/// The share of rewards that is burned: a quorum of the committee moves it, within its bounds.
#[test_only]
module walrus_core::burn_rate_tests;

use std::unit_test::{assert_eq, destroy};
use walrus_core::{burn_rate::{Self, BurnRate}, committee::{Self, Committee}, quorum, test_random};

fun node(i: u64): ID {
    sui::address::from_u256((i as u256) + 1).to_id()
}

/// Nodes `first`, `first + 1`, ... with so many shards each.
fun committee(first: u64, weights: vector<u16>): Committee {
    committee::initialize(vector::tabulate!(weights.length(), |i| node(first + i)), weights)
}

fun vote(rate: &mut BurnRate, index: u64, named: u16, committee: &Committee): u16 {
    let (_, weights) = committee.weights();
    let n_shards = weights.fold!(0, |sum, weight| sum + weight);
    rate.vote(node(index), named, committee, n_shards)
}

#[test]
fun the_rate_goes_as_far_as_a_quorum_agrees_and_applies_an_epoch_later() {
    let mut rate = burn_rate::new();
    let members = committee(0, vector[1, 1, 1, 1]);
    assert_eq!(vote(&mut rate, 1, 300, &members), 0);
    // Two of four want no change.
    assert_eq!(vote(&mut rate, 0, 1_000, &members), 0);
    assert_eq!(vote(&mut rate, 3, 500, &members), 300);
    assert_eq!(rate.current(), 0);
    assert_eq!(rate.end_epoch(1_000), 0);
    assert_eq!(rate.current(), 300);

    // Votes stay, and one alone changes nothing.
    assert_eq!(vote(&mut rate, 2, 0, &members), 300);
    assert_eq!(vote(&mut rate, 1, 100, &members), 300);
    assert_eq!(vote(&mut rate, 3, 0, &members), 100);
    assert_eq!(rate.next(), 100);
    assert_eq!(rate.end_epoch(1_000), 30);
    assert_eq!(rate.current(), 100);
    destroy(rate);
}

#[test]
fun nothing_is_burned_where_nobody_votes() {
    let mut rate = burn_rate::new();
    assert_eq!(rate.next(), 0);
    2u8.do!(|_| assert_eq!(rate.end_epoch(100_000), 0));
    assert_eq!(rate.current(), 0);
    destroy(rate);
}

#[test]
fun the_votes_of_nodes_that_serve_no_more_are_forgotten() {
    let mut rate = burn_rate::new();
    let members = committee(0, vector[1, 1, 1, 1]);
    vote(&mut rate, 0, 200, &members);
    vote(&mut rate, 1, 200, &members);
    // Nodes 0 and 1 make room for 4 and 5.
    let others = committee(2, vector[1, 1, 1, 1]);
    assert_eq!(vote(&mut rate, 5, 200, &others), 0);
    // They are back, and what they had named is not.
    assert_eq!(vote(&mut rate, 2, 200, &members), 0);
    assert_eq!(vote(&mut rate, 0, 200, &members), 0);
    assert_eq!(vote(&mut rate, 1, 200, &members), 200);
    destroy(rate);
}

/// The same count as by looking every member up.
#[test]
fun every_vote_is_found_in_whatever_order_they_come() {
    let mut random = test_random::new(8);
    10u64.do!(|_| {
        let n = 1 + random.below(9);
        let weights = vector::tabulate!(n, |_| (1 + random.below(9)) as u16);
        let members = committee(random.below(3), weights);
        let mut rate = burn_rate::new();
        let n_shards = weights.fold!(0, |sum, weight| sum + weight);
        let (node_ids, _) = members.weights();
        let mut named = vector::tabulate!(n, |_| 0);
        20u64.do!(|_| {
            let (index, wanted) = (random.below(n), random.below(1_001) as u16);
            *&mut named[index] = wanted;
            let next = rate.vote(node_ids[index], wanted, &members, n_shards);
            let mut weight = 0;
            let mut above = 0;
            n.do!(|i| {
                if (named[i] >= next) weight = weight + weights[i];
                if (named[i] > next) above = above + weights[i];
            });
            assert!(next == 0 || quorum::is_quorum(weight, n_shards));
            assert!(!quorum::is_quorum(above, n_shards));
        });
        destroy(rate);
    });
}

#[test]
fun what_is_burned_is_rounded_down_and_never_more_than_a_tenth() {
    let mut rate = burn_rate::new();
    vote(&mut rate, 0, 1_000, &committee(0, vector[4]));
    rate.end_epoch(0);
    assert_eq!(rate.end_epoch(9), 0);
    assert_eq!(rate.end_epoch(10), 1);
    assert_eq!(rate.end_epoch(std::u64::max_value!()), std::u64::max_value!() / 10);
    destroy(rate);
}

#[test, expected_failure(abort_code = burn_rate::EBurnRateTooHigh)]
fun nobody_names_more_than_a_tenth() {
    let mut rate = burn_rate::new();
    vote(&mut rate, 0, 1_001, &committee(0, vector[4]));
    destroy(rate);
}
