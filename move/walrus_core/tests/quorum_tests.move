// SPDX-License-Identifier: Apache-2.0

/// R1: the two thresholds, for every number of shards that a network may have.
#[test_only]
module walrus_core::quorum_tests;

use walrus_core::quorum;

#[test]
fun a_quorum_is_the_least_weight_with_3w_at_least_2n_plus_1() {
    1000u64.do_eq!(|n| {
        let w = quorum::quorum_weight(n as u16) as u64;
        assert!(3 * w >= 2 * n + 1 && 3 * (w - 1) < 2 * n + 1);
        assert!(quorum::is_quorum(w as u16, n as u16));
        assert!(!quorum::is_quorum((w - 1) as u16, n as u16));
    });
}

#[test]
fun one_honest_is_the_least_weight_with_3w_at_least_n_plus_1() {
    1000u64.do_eq!(|n| {
        let w = quorum::one_honest_weight(n as u16) as u64;
        assert!(3 * w >= n + 1 && 3 * (w - 1) < n + 1);
    });
}

#[test]
fun two_quorums_share_an_honest_shard_and_the_honest_are_a_quorum() {
    1000u64.do!(|i| {
        let n = i + 1;
        let max_faulty = (n - 1) / 3;
        let quorum = quorum::quorum_weight(n as u16) as u64;
        assert!(2 * quorum - n > max_faulty);
        assert!(n - max_faulty >= quorum);
        assert!(quorum::one_honest_weight(n as u16) as u64 > max_faulty);
    });
}

#[test]
fun the_largest_network_does_not_overflow() {
    assert!(quorum::quorum_weight(std::u16::max_value!()) == 43691);
    assert!(quorum::one_honest_weight(std::u16::max_value!()) == 21846);
}
