/// Hash functions of the SHA family; each result has 32 bytes.
module std::hash;

/// SHA-256.
public native fun sha2_256(data: vector<u8>): vector<u8>;

/// SHA3-256.
public native fun sha3_256(data: vector<u8>): vector<u8>;
