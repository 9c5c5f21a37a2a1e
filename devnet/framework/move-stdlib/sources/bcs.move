/// Values to bytes in Binary Canonical Serialization, the encoding of everything that is stored.
module std::bcs;

/// The BCS bytes of a value.
public native fun to_bytes<MoveValue>(v: &MoveValue): vector<u8>;
