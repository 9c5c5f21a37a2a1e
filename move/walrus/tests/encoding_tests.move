// SPDX-License-Identifier: Apache-2.0

/// Sizes and blob ids against vectors made with the official encoder.
#[test_only]
module walrus::encoding_tests;

use std::unit_test::assert_eq;
use walrus::{blob, encoding, redstuff};

const RS2: u8 = 1;

/// `encoded_length` for (n_shards, unencoded_length).
fun assert_length(n_shards: u16, unencoded_length: u64, encoded_length: u64) {
    assert_eq!(encoding::encoded_blob_length(unencoded_length, RS2, n_shards), encoded_length);
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

#[test]
fun blob_ids_are_those_of_the_official_encoder() {
    assert_eq!(
        blob::derive_blob_id(
            0x1dbce3b1722e5f067dbd9e8ae7cb14cfe11e0318073492fb9634a0682f809f66,
            RS2,
            0,
        ),
        0x42651af90659a81d1f907e34835d41555e2a770fabcf2048fd24565788dc6c0a,
    );
    assert_eq!(
        blob::derive_blob_id(
            0xfd606c3586eaeb7ae1bc9e95db37f140d62111a2bf28d69e60861a97ad3bcc20,
            RS2,
            2000000,
        ),
        0x4b4faaa81e102b7cea74a2253b8acf2c56bb3f41380378e889853476ec8fd73,
    );
    assert_eq!(
        blob::derive_blob_id(
            0x20edcacc5df098f97a44afe1554b0ad2258d9576a49999ca5df1ce931003cfaa,
            RS2,
            1048576,
        ),
        0xd1caf0a2f31a9ee55323306565e968769d608f8aea04a6f1eb74a5ffef4ae67c,
    );
}

#[test, expected_failure(abort_code = redstuff::EBlobTooLarge)]
fun a_blob_whose_symbols_exceed_65534_bytes_is_too_large() {
    encoding::encoded_blob_length(393205, RS2, 4);
}

#[test, expected_failure(abort_code = redstuff::EBlobTooLarge)]
fun no_blob_is_so_large_that_it_seems_small() {
    encoding::encoded_blob_length(std::u64::max_value!(), RS2, 1000);
}

#[test, expected_failure(abort_code = redstuff::ENoShards)]
fun nothing_is_encoded_for_no_shards() {
    encoding::encoded_blob_length(1, RS2, 0);
}

#[test, expected_failure(abort_code = encoding::EInvalidEncodingType)]
fun there_is_no_encoding_0() {
    encoding::encoded_blob_length(1, 0, 10);
}

#[test, expected_failure(abort_code = encoding::EInvalidEncodingType)]
fun there_is_no_encoding_2() {
    encoding::encoded_blob_length(1, 2, 10);
}
