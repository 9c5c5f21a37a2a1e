// SPDX-License-Identifier: Apache-2.0

/// R6: shards stay where they are unless they have to move.
#[test_only]
module walrus_core::committee_tests;

use std::unit_test::assert_eq;
use walrus_core::{committee::{Self, Committee}, test_random};

fun node(i: u64): ID {
    sui::address::from_u256((i as u256) + 1).to_id()
}

fun nodes(indices: vector<u64>): vector<ID> {
    indices.map!(|i| node(i))
}

fun shards_of(committee: &Committee, i: u64): vector<u16> {
    committee.inner().try_get(&node(i)).destroy_or!(vector[])
}

#[test]
fun the_first_committee_gets_shards_in_the_order_of_ids() {
    let committee = committee::initialize(nodes(vector[2, 0, 1]), vector[1, 2, 3]);
    assert_eq!(committee.node_ids(), nodes(vector[0, 1, 2]));
    assert_eq!(shards_of(&committee, 0), vector[0, 1]);
    assert_eq!(shards_of(&committee, 1), vector[2, 3, 4]);
    assert_eq!(shards_of(&committee, 2), vector[5]);
    assert_eq!(*committee.shards(&node(2)), vector[5]);
    assert_eq!(committee.size(), 3);
    assert_eq!(committee.to_inner(), *committee.inner());
}

#[test]
fun ids_are_ordered_as_big_endian_numbers() {
    // As little-endian numbers they would be the other way round.
    let low = @0x0000000000000000000000000000000000000000000000000000000000000100.to_id();
    let high = @0x0100000000000000000000000000000000000000000000000000000000000000.to_id();
    let committee = committee::initialize(vector[high, low], vector[1, 1]);
    assert_eq!(committee.node_ids(), vector[low, high]);
}

#[test]
fun nodes_without_shards_are_no_members() {
    let committee = committee::initialize(nodes(vector[0, 1, 2]), vector[2, 0, 2]);
    assert_eq!(committee.node_ids(), nodes(vector[0, 2]));
    assert!(!committee.contains(&node(1)));
    let next = committee.transition(nodes(vector[0, 1, 2]), vector[4, 0, 0]);
    assert_eq!(next.node_ids(), nodes(vector[0]));
}

#[test]
fun nothing_moves_when_nothing_changes() {
    let committee = committee::initialize(nodes(vector[0, 1, 2]), vector[3, 1, 4]);
    let next = committee.transition(nodes(vector[2, 1, 0]), vector[4, 1, 3]);
    assert_eq!(next, committee);
}

#[test]
fun a_leaving_nodes_shards_go_to_those_who_lack_some() {
    let committee = committee::initialize(nodes(vector[0, 1, 2]), vector[2, 2, 2]);
    let next = committee.transition(nodes(vector[0, 2, 3]), vector[2, 3, 1]);
    assert_eq!(next.node_ids(), nodes(vector[0, 2, 3]));
    assert_eq!(shards_of(&next, 0), vector[0, 1]);
    assert_eq!(shards_of(&next, 2), vector[4, 5, 2]);
    assert_eq!(shards_of(&next, 3), vector[3]);
}

#[test, expected_failure(abort_code = committee::EInvalidShardAssignment)]
fun shards_cannot_be_lost() {
    committee::initialize(nodes(vector[0, 1]), vector[2, 2]).transition(
        nodes(vector[0]),
        vector[3],
    );
}

#[test, expected_failure(abort_code = committee::EInvalidShardAssignment)]
fun shards_cannot_be_made() {
    committee::initialize(nodes(vector[0, 1]), vector[2, 2]).transition(
        nodes(vector[0]),
        vector[5],
    );
}

#[test]
fun newcomers_are_the_members_that_were_not_there() {
    let before = committee::initialize(nodes(vector[1, 3, 5]), vector[1, 1, 1]);
    let after = committee::initialize(nodes(vector[0, 1, 4, 5, 7]), vector[1, 1, 1, 1, 1]);
    assert_eq!(after.members_not_in(&before), nodes(vector[0, 4, 7]));
    assert_eq!(before.members_not_in(&after), nodes(vector[3]));
    assert_eq!(before.members_not_in(&before), vector[]);
    assert_eq!(before.members_not_in(&committee::empty()), nodes(vector[1, 3, 5]));
    assert_eq!(committee::empty().members_not_in(&before), vector[]);
}

#[test]
fun who_stays_is_told_in_the_order_of_ids() {
    let before = committee::initialize(nodes(vector[1, 3, 5]), vector[1, 2, 3]);
    let after = committee::initialize(nodes(vector[0, 1, 4, 5]), vector[1, 1, 1, 3]);
    assert_eq!(after.members_in(&before), vector[false, true, false, true]);
    assert_eq!(before.members_in(&after), vector[true, false, true]);
    assert_eq!(before.members_in(&committee::empty()), vector[false, false, false]);
}

#[test]
fun weights_are_numbers_of_shards() {
    let (ids, weights) = committee::initialize(nodes(vector[5, 1]), vector[3, 2]).weights();
    assert_eq!(ids, nodes(vector[1, 5]));
    assert_eq!(weights, vector[2, 3]);
}

#[test, expected_failure(abort_code = sui::vec_map::EKeyAlreadyExists)]
fun a_node_is_a_member_once() {
    committee::initialize(nodes(vector[1, 1]), vector[1, 1]);
}

#[test, expected_failure(abort_code = sui::vec_map::EKeyAlreadyExists)]
fun a_node_is_a_member_once_of_the_next_committee() {
    committee::initialize(nodes(vector[0]), vector[3]).transition(
        nodes(vector[0, 0]),
        vector[1, 2],
    );
}

#[test, expected_failure(arithmetic_error, location = walrus_core::committee)]
fun shards_have_numbers_of_16_bits() {
    committee::initialize(nodes(vector[0, 1]), vector[65_535, 2]);
}

#[test]
fun what_moves_is_told_by_new_owner_and_old_owner() {
    let committee = committee::initialize(nodes(vector[0, 1, 2]), vector[2, 3, 2]);
    let next = committee.transition(nodes(vector[0, 2, 3]), vector[1, 4, 2]);
    let moves = next.transfers(&committee);
    let (mut to, mut from, mut shards) = (vector[], vector[], vector[]);
    moves.do!(|moved| {
        let (new_owner, old_owner, moved) = moved.into_parts();
        to.push_back(new_owner);
        from.push_back(old_owner);
        shards.push_back(moved);
    });
    assert_eq!(to, nodes(vector[2, 3, 3]));
    assert_eq!(from, nodes(vector[1, 1, 0]));
    assert_eq!(shards, vector[vector[2, 3], vector[4], vector[1]]);
}

#[test]
fun nothing_moves_to_the_first_committee_nor_when_it_stays() {
    let committee = committee::initialize(nodes(vector[0, 1]), vector[2, 3]);
    assert!(committee.transfers(&committee::empty()).is_empty());
    assert!(committee.transfers(&committee).is_empty());
}

#[test, expected_failure(abort_code = committee::ENotATransition)]
fun moves_between_committees_of_which_one_has_more_shards_make_no_sense() {
    let before = committee::initialize(nodes(vector[0, 1]), vector[2, 2]);
    committee::initialize(nodes(vector[0, 1]), vector[2, 3]).transfers(&before);
}

#[test, expected_failure(abort_code = committee::ENotATransition)]
fun moves_between_committees_of_which_one_has_fewer_shards_make_no_sense() {
    let before = committee::initialize(nodes(vector[0, 1]), vector[2, 2]);
    committee::initialize(nodes(vector[0, 1]), vector[2, 1]).transfers(&before);
}

#[test, expected_failure(abort_code = committee::ENotATransition)]
fun moves_that_did_not_have_to_be_are_no_transition() {
    // 0 gives one shard away, but node 2 has got another.
    let before = committee::initialize(nodes(vector[0, 1]), vector[2, 2]);
    committee::initialize(nodes(vector[0, 1, 2]), vector[1, 2, 1]).transfers(&before);
}

/// Random sequences of assignments: every shard has exactly one holder, every node has what it is
/// entitled to, and exactly the surplus moves, which is the least that can move.
#[test]
fun only_the_surplus_moves_whatever_the_assignments() {
    let n_shards = 23;
    let mut random = test_random::new(1);
    let mut committee = committee::initialize(nodes(vector[4]), vector[n_shards as u16]);
    60u64.do!(|_| {
        let mut ids = vector[];
        let mut counts = vector[];
        let mut rest = n_shards;
        6u64.do!(|i| {
            let count = if (i == 5) rest else random.below(rest + 1);
            rest = rest - count;
            ids.push_back(i);
            counts.push_back(count as u16);
        });
        random.shuffle(&mut ids);

        let next = committee.transition(nodes(ids), counts);
        let mut seen = vector::tabulate!(n_shards, |_| false);
        let mut moved = 0;
        let mut surplus = 0;
        ids.zip_do!(counts, |i, count| {
            let old = shards_of(&committee, i);
            let new = shards_of(&next, i);
            assert_eq!(new.length(), count as u64);
            new.do!(|shard| {
                assert!(!seen[shard as u64]);
                *&mut seen[shard as u64] = true;
                if (!old.contains(&shard)) moved = moved + 1;
            });
            surplus = surplus + new.length().max(old.length()) - old.length();
        });
        assert_eq!(moved, surplus);
        let mut told = 0;
        next.transfers(&committee).do!(|moved| {
            let (to, from, shards) = moved.into_parts();
            told = told + shards.length();
            shards.do_ref!(|shard| {
                assert!(next.shards(&to).contains(shard));
                assert!(committee.shards(&from).contains(shard));
            });
        });
        assert_eq!(told, moved);
        assert!(seen.all!(|seen| *seen));
        committee = next;
    });
}
