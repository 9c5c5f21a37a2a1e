// SPDX-License-Identifier: Apache-2.0

/// Encoding types, and blob ids against vectors made with the official encoder.
#[test_only]
module walrus::encoding_tests;

use std::unit_test::assert_eq;
use walrus::{blob, encoding};

const RS2: u8 = 1;

#[test]
fun encoded_sizes_are_those_of_red_stuff() {
    assert_eq!(encoding::encoded_blob_length(1000, RS2, 100), 663400);
    assert_eq!(encoding::encoded_blob_length(1048576, RS2, 13), 4252196);
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

#[test, expected_failure(abort_code = encoding::EInvalidEncodingType)]
fun there_is_no_encoding_0() {
    encoding::encoded_blob_length(1, 0, 10);
}

#[test, expected_failure(abort_code = encoding::EInvalidEncodingType)]
fun there_is_no_encoding_2() {
    encoding::encoded_blob_length(1, 2, 10);
}
