// SPDX-License-Identifier: Apache-2.0

/// How the committee agrees on a number. Each node names one, and its shards are its weight.
///
/// The result has the support of a quorum, 2f + 1 shards. So the f shards that may belong to faulty
/// nodes cannot move it beyond what an honest node has named. No third of the weight can.
module walrus::votes;

use walrus::quorum;

// === Structs ===

/// A node's number and its shards.
public struct Vote has copy, drop {
    value: u64,
    weight: u16,
}

// === Public-Package Functions ===

public(package) fun new(value: u64, weight: u16): Vote {
    Vote { value, weight }
}

/// The lowest number for which a quorum has named it or a lower one: a price at which a quorum is
/// willing to work.
public(package) fun lowest_supported(mut votes: vector<Vote>, n_shards: u16): u64 {
    votes.merge_sort_by!(|a, b| a.value <= b.value);
    first_with_quorum(votes, n_shards)
}

/// The highest number for which a quorum has named it or a higher one: a capacity that a quorum can
/// provide.
public(package) fun highest_supported(mut votes: vector<Vote>, n_shards: u16): u64 {
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
