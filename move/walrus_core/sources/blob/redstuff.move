// SPDX-License-Identifier: Apache-2.0

/// The size of a blob after Red Stuff has encoded it for n shards.
///
/// With f = floor((n - 1) / 3) the blob is a matrix of n - 2f rows and n - f columns of symbols.
/// All symbols have the same, even size. Each shard stores a primary sliver (n - f symbols), a
/// secondary sliver (n - 2f symbols) and the metadata of the blob: the blob id and two hashes of 32
/// bytes for each of the n sliver pairs.
module walrus_core::redstuff;

// === Errors ===

/// The number of shards is 0: the network has no committee yet, and nothing can be stored.
const ENoShards: u64 = 0;
/// The blob is too large for this number of shards: its symbols would have more than 65534 bytes.
const EBlobTooLarge: u64 = 1;

// === Constants ===

const HASH_LENGTH: u64 = 32;
const BLOB_ID_LENGTH: u64 = 32;
/// Symbol sizes are even and fit into 16 bits.
const MAX_SYMBOL_SIZE: u64 = 65_534;

// === Public Functions ===

/// Bytes that a blob of `unencoded_length` bytes takes on all `n_shards` shards together. An empty
/// blob takes as much as one of a single byte.
///
/// Aborts with `ENoShards` if there are no shards, and with `EBlobTooLarge` if the blob is too large
/// for them.
public fun encoded_blob_length(unencoded_length: u64, n_shards: u16): u64 {
    assert!(n_shards > 0, ENoShards);
    let n_shards = n_shards as u64;
    let max_faulty = (n_shards - 1) / 3;
    let n_rows = n_shards - 2 * max_faulty;
    let n_columns = n_shards - max_faulty;

    let min_symbol_size = unencoded_length.max(1).divide_and_round_up(n_rows * n_columns);
    assert!(min_symbol_size <= MAX_SYMBOL_SIZE, EBlobTooLarge);
    let symbol_size = min_symbol_size + min_symbol_size % 2;

    let sliver_pair = (n_rows + n_columns) * symbol_size;
    let metadata = 2 * n_shards * HASH_LENGTH + BLOB_ID_LENGTH;
    n_shards * (sliver_pair + metadata)
}
