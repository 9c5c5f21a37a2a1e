// SPDX-License-Identifier: Apache-2.0

/// The two thresholds of the network, and their only definition on chain.
///
/// Of n shards, at most f = floor((n - 1) / 3) belong to faulty nodes. A weight w is a quorum if 3w
/// >= 2n + 1: it leaves out at most f shards, and any two quorums have an honest shard in common. A
/// weight with 3w >= n + 1 is more than f, so at least one honest node is part of it.
module walrus_core::quorum;

// === Public Functions ===

/// Is `weight` a quorum of `n_shards`? Nothing is a quorum of no shards. Never aborts.
public fun is_quorum(weight: u16, n_shards: u16): bool {
    weight >= quorum_weight(n_shards)
}

/// The smallest quorum of `n_shards`: ceil((2n + 1) / 3). Never aborts.
public fun quorum_weight(n_shards: u16): u16 {
    (2 * (n_shards as u32) + 1).divide_and_round_up(3) as u16
}

/// The smallest weight with an honest node behind it: ceil((n + 1) / 3). Never aborts.
public fun one_honest_weight(n_shards: u16): u16 {
    ((n_shards as u32) + 1).divide_and_round_up(3) as u16
}
