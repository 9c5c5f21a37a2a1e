/// Hash functions; each result has 32 bytes.
module sui::hash;

/// BLAKE2b with a digest of 256 bits.
public native fun blake2b256(data: &vector<u8>): vector<u8>;

/// Keccak-256, as Ethereum uses it.
public native fun keccak256(data: &vector<u8>): vector<u8>;
