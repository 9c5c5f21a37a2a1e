// SPDX-License-Identifier: Apache-2.0

/// How the committee agrees on a number. Each node names one, and its shards are its weight.
///
/// - A price stays, unless a quorum of the shards names more or a quorum names less; then it goes as
///   far as that quorum agrees. So the f shards that may belong to faulty nodes never move it alone.
/// - A capacity is what a quorum can provide. Among honest nodes that name different numbers, f
///   shards can choose; beyond what an honest node has named they cannot move it.
module walrus_core::votes;

use walrus_core::quorum;

// === Structs ===

/// A node's number and its shards.
public struct Vote has copy, drop {
    value: u64,
    weight: u16,
}

// === Public Functions ===

/// A node's number and its shards. Never aborts.
public fun new(value: u64, weight: u16): Vote {
    Vote { value, weight }
}

/// The price that follows `price`: the nearest one that no quorum wants to be higher, and no quorum
/// lower.
///
/// Aborts with `std::option::EOPTION_NOT_SET` if the votes together are no quorum, and with an
/// arithmetic error if their shards are more than 65,535.
public fun next_price(price: u64, mut votes: vector<Vote>, n_shards: u16): u64 {
    let least = highest_supported(votes, n_shards);
    votes.merge_sort_by!(|a, b| a.value <= b.value);
    let most = first_with_quorum(votes, n_shards);
    // Two quorums have a node in common, so `least` is never more than `most`.
    price.max(least).min(most)
}

/// The highest number for which a quorum has named it or a higher one: a capacity that a quorum can
/// provide.
///
/// Aborts with `std::option::EOPTION_NOT_SET` if the votes together are no quorum, and with an
/// arithmetic error if their shards are more than 65,535.
public fun highest_supported(mut votes: vector<Vote>, n_shards: u16): u64 {
    votes.merge_sort_by!(|a, b| a.value >= b.value);
    first_with_quorum(votes, n_shards)
}

// === Private Functions ===

/// The value of the vote with which the ones before it reach a quorum.
fun first_with_quorum(votes: vector<Vote>, n_shards: u16): u64 {
    let mut weight = 0;
    let index = votes.find_index!(|vote| {
        weight = weight + vote.weight;
        quorum::is_quorum(weight, n_shards)
    });
    votes[index.destroy_some()].value
}
