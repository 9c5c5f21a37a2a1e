// SPDX-License-Identifier: Apache-2.0

/// R6: the candidates are the nodes with the most stake, whatever came and went.
#[test_only]
module walrus_core::candidates_tests;

use std::unit_test::{assert_eq, destroy};
use walrus_core::{active_set::{Self, ActiveSet}, ranking::{Self, Ranking}, test_random};

fun node(i: u64): ID {
    sui::address::from_u256((i as u256) + 1).to_id()
}

// === Ranking ===

#[test]
fun more_stake_comes_first_and_of_equals_the_smaller_id() {
    assert!(ranking::is_before(2, &node(9), 1, &node(0)));
    assert!(!ranking::is_before(1, &node(0), 2, &node(9)));
    assert!(ranking::is_before(1, &node(0), 1, &node(1)));
    assert!(!ranking::is_before(1, &node(1), 1, &node(0)));
    assert!(!ranking::is_before(1, &node(1), 1, &node(1)));
}

#[test]
fun the_best_is_known_whatever_comes_changes_and_goes() {
    let mut random = test_random::new(11);
    let ctx = &mut tx_context::dummy();
    let mut ranking = ranking::empty(ctx);
    // Stakes by node: 0 for those that are not there. More than one page, and back to none.
    let ids = vector::tabulate!(140, |i| node(i));
    let mut stakes = vector::tabulate!(140, |_| 0u64);
    600u64.do!(|round| {
        let i = random.below(140);
        let goes = random.below(600) < round;
        let stake = if (goes) 0 else 1 + random.below(50);
        if (goes) ranking.remove(ids[i]) else ranking.set(ids[i], stake);
        *&mut stakes[i] = stake;
        if (round % 5 == 0) assert_best(&ranking, &stakes, &ids);
    });
    140u64.do!(|i| {
        ranking.remove(ids[i]);
        *&mut stakes[i] = 0;
        if (i % 3 == 0) assert_best(&ranking, &stakes, &ids);
    });
    assert_eq!(ranking.size(), 0);
    ranking.remove(node(7));
    destroy(ranking);
}

/// The ids are in order: of nodes with the same stake the first is the best.
fun assert_best(ranking: &Ranking, stakes: &vector<u64>, ids: &vector<ID>) {
    let mut best = 0;
    let mut most = 0;
    let mut size = 0;
    let mut i = 0;
    let n = stakes.length();
    while (i < n) {
        let stake = stakes[i];
        if (stake > 0) {
            size = size + 1;
            if (stake > most) {
                best = i;
                most = stake;
            };
        };
        i = i + 1;
    };
    assert_eq!(ranking.size(), size);
    assert_eq!(ranking.best().is_some(), size > 0);
    if (size > 0) {
        let (node_id, stake) = ranking.best().destroy_some().into_parts();
        assert_eq!(node_id, ids[best]);
        assert_eq!(stake, most);
    };
}

// === Active set ===

#[test, expected_failure(abort_code = active_set::EZeroMaxSize)]
fun an_active_set_has_room() {
    active_set::new(0, 0);
}

#[test]
fun a_full_set_has_the_nodes_with_the_most_stake() {
    let ctx = &mut tx_context::dummy();
    let mut ranking = ranking::empty(ctx);
    let mut set = active_set::new(3, 0);
    set.insert_or_update(&mut ranking, node(0), 10);
    set.insert_or_update(&mut ranking, node(1), 5);
    set.insert_or_update(&mut ranking, node(2), 7);
    assert_members(&set, vector[0, 2, 1]);
    // With the same stake the smaller id comes first.
    set.insert_or_update(&mut ranking, node(3), 5);
    assert_members(&set, vector[0, 2, 1]);
    set.insert_or_update(&mut ranking, node(3), 6);
    assert_members(&set, vector[0, 2, 3]);
    assert_eq!(set.total_stake(), 23);

    // Whoever was pushed out comes back as soon as there is room.
    set.insert_or_update(&mut ranking, node(3), 1);
    assert_members(&set, vector[0, 2, 1]);
    set.insert_or_update(&mut ranking, node(0), 0);
    assert_members(&set, vector[2, 1, 3]);
    assert_eq!(ranking.size(), 0);
    // Candidates change places among themselves, and those outside with them.
    set.insert_or_update(&mut ranking, node(0), 2);
    set.insert_or_update(&mut ranking, node(3), 9);
    assert_members(&set, vector[3, 2, 1]);
    set.insert_or_update(&mut ranking, node(0), 6);
    assert_members(&set, vector[3, 2, 0]);
    set.insert_or_update(&mut ranking, node(1), 0);
    set.insert_or_update(&mut ranking, node(1), 0);
    assert_members(&set, vector[3, 2, 0]);
    assert_eq!(ranking.size(), 0);
    destroy(ranking);
}

fun assert_members(set: &ActiveSet, expected: vector<u64>) {
    let (ids, _) = set.active_ids_and_stake();
    assert_eq!(ids, expected.map!(|i| node(i)));
}

#[test]
fun a_threshold_keeps_small_stakes_out() {
    let ctx = &mut tx_context::dummy();
    let mut ranking = ranking::empty(ctx);
    let mut set = active_set::new(3, 5);
    set.insert_or_update(&mut ranking, node(0), 4);
    assert_eq!(set.size(), 0);
    set.insert_or_update(&mut ranking, node(0), 5);
    assert_eq!(set.size(), 1);
    set.insert_or_update(&mut ranking, node(0), 4);
    assert_eq!(set.size(), 0);
    assert_eq!(set.total_stake(), 0);
    assert_eq!(ranking.size(), 0);
    destroy(ranking);
}

#[test]
fun who_is_a_candidate_does_not_depend_on_what_came_and_went() {
    let mut random = test_random::new(5);
    let ctx = &mut tx_context::dummy();
    let mut ranking = ranking::empty(ctx);
    let mut set = active_set::new(6, 3);
    let mut stakes = vector::tabulate!(12, |_| 0u64);
    120u64.do!(|_| {
        let i = random.below(12);
        let stake = random.below(20);
        *&mut stakes[i] = stake;
        set.insert_or_update(&mut ranking, node(i), stake);

        // A set that has never seen anything but these stakes.
        let mut fresh_ranking = ranking::empty(ctx);
        let mut fresh = active_set::new(6, 3);
        let first = random.below(12);
        stakes.length().do!(|at| {
            let j = (first + at) % 12;
            fresh.insert_or_update(&mut fresh_ranking, node(j), stakes[j]);
        });
        let (ids, amounts) = set.active_ids_and_stake();
        let (fresh_ids, fresh_amounts) = fresh.active_ids_and_stake();
        assert_eq!(ids, fresh_ids);
        assert_eq!(amounts, fresh_amounts);
        assert_eq!(ranking.size(), fresh_ranking.size());
        assert_eq!(set.total_stake(), amounts.fold!(0, |sum, stake| sum + stake));
        destroy(fresh_ranking);
    });
    destroy(ranking);
}

/// Around the bound of 150: whatever came and went, the candidates are the nodes with the most stake,
/// in their order.
fun after_any_history_the_candidates_are_the_best(n_nodes: u64) {
    let mut random = test_random::new(n_nodes);
    // Few different stakes, so that many are the same.
    let stakes = vector::tabulate!(n_nodes, |_| random.below(60));
    let candidates = after_random_history(&mut random, &stakes);
    let mut by_stake = vector::tabulate!(60, |_| vector[]);
    stakes.length().do!(|at| by_stake[stakes[at]].push_back(node(at)));
    let mut best = vector[];
    by_stake.remove(0);
    by_stake.do!(|ids| best = vector::flatten(vector[ids, best]));
    assert_eq!(candidates, best.take(best.length().min(150)));
}

#[test]
fun after_any_history_150_nodes_are_candidates() {
    after_any_history_the_candidates_are_the_best(150);
}

#[test]
fun after_any_history_the_best_of_170_nodes_are_candidates() {
    after_any_history_the_candidates_are_the_best(170);
}

#[test]
fun after_any_history_the_best_of_400_nodes_are_candidates() {
    after_any_history_the_candidates_are_the_best(400);
}

/// The candidates after stakes came and went, each node's last one as given.
fun after_random_history(random: &mut test_random::Random, stakes: &vector<u64>): vector<ID> {
    let ctx = &mut tx_context::dummy();
    let mut ranking = ranking::empty(ctx);
    let mut set = active_set::new(150, 0);
    let n_nodes = stakes.length();
    // Flash stakes with a third of the nodes, which push others out.
    (n_nodes / 3).do!(|_| {
        let i = random.below(n_nodes);
        set.insert_or_update(&mut ranking, node(i), random.below(1_000));
    });
    let first = random.below(n_nodes);
    n_nodes.do!(|at| {
        let i = (first + at) % n_nodes;
        set.insert_or_update(&mut ranking, node(i), stakes[i]);
    });
    let (ids, _) = set.active_ids_and_stake();
    destroy(ranking);
    ids
}
