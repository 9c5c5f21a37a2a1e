/// What std knows of addresses; the functions on them are in `sui::address`.
module std::address;

/// Bytes of an address.
public fun length(): u64 {
    32
}
