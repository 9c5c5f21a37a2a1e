// SPDX-License-Identifier: Apache-2.0

/// Encoded sizes against vectors made with the official encoder.
#[test_only]
module walrus_core::redstuff_tests;

use std::unit_test::assert_eq;
use walrus_core::redstuff;

/// `encoded_length` for (n_shards, unencoded_length).
fun assert_length(n_shards: u16, unencoded_length: u64, encoded_length: u64) {
    assert_eq!(redstuff::encoded_blob_length(unencoded_length, n_shards), encoded_length);
}

#[test]
fun encoded_sizes_are_those_of_the_official_encoder() {
    assert_length(4, 0, 1192);
    assert_length(4, 1, 1192);
    assert_length(4, 31, 1272);
    assert_length(4, 393204, 1311832);
    assert_length(5, 1000, 4700);
    assert_length(6, 1000, 5196);
    assert_length(7, 930, 6832);
    assert_length(7, 960, 6944);
    assert_length(10, 55, 6940);
    assert_length(10, 1791, 13760);
    assert_length(10, 1847, 13980);
    assert_length(13, 1048576, 4252196);
    assert_length(100, 1000, 663400);
    assert_length(100, 1048576, 5309400);
    assert_length(301, 65537, 6171704);
    assert_length(1000, 445556, 66034000);
    assert_length(1000, 445557, 68036000);
    assert_length(1000, 14257792, 128096000);
}

#[test]
fun a_single_shard_keeps_everything() {
    // One symbol per sliver, and the metadata of one sliver pair.
    assert_length(1, 1000, 2 * 1000 + 64 + 32);
}

#[test, expected_failure(abort_code = redstuff::EBlobTooLarge)]
fun a_blob_whose_symbols_exceed_65534_bytes_is_too_large() {
    redstuff::encoded_blob_length(393205, 4);
}

#[test, expected_failure(abort_code = redstuff::EBlobTooLarge)]
fun no_blob_is_so_large_that_it_seems_small() {
    redstuff::encoded_blob_length(std::u64::max_value!(), 1000);
}

#[test, expected_failure(abort_code = redstuff::ENoShards)]
fun nothing_is_encoded_for_no_shards() {
    redstuff::encoded_blob_length(1, 0);
}
