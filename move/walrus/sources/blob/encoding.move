// SPDX-License-Identifier: Apache-2.0

/// The encoding types of blobs, by number. There is one.
module walrus::encoding;

use walrus_core::redstuff;

// === Errors ===

/// The encoding type is unknown; the only one is 1 (RS2: Red Stuff with Reed-Solomon codes).
const EInvalidEncodingType: u64 = 0;

// === Constants ===

/// Red Stuff with Reed-Solomon codes.
const RS2: u8 = 1;

// === Public Functions ===

/// Bytes that a blob of `unencoded_length` bytes takes on all shards together.
///
/// Aborts with:
/// - `EInvalidEncodingType` if the encoding type is unknown,
/// - `redstuff::ENoShards` if `n_shards` is 0,
/// - `redstuff::EBlobTooLarge` if the blob is too large for `n_shards` shards.
public fun encoded_blob_length(unencoded_length: u64, encoding_type: u8, n_shards: u16): u64 {
    assert!(encoding_type == RS2, EInvalidEncodingType);
    redstuff::encoded_blob_length(unencoded_length, n_shards)
}
