/// Functions on addresses, which are 32 bytes.
#[defines_primitive(address)]
module sui::address;

use std::{ascii, bcs, string};
use sui::hex;

public use fun sui::object::id_from_address as address.to_id;

/// Bytes of an address.
const LENGTH: u64 = 32;
/// 2^256 - 1.
const MAX: u256 = 0xFFFF_FFFF_FFFF_FFFF_FFFF_FFFF_FFFF_FFFF_FFFF_FFFF_FFFF_FFFF_FFFF_FFFF_FFFF_FFFF;

/// Not 32 bytes, or not 64 hex digits.
const EAddressParseError: u64 = 0;

/// The address as a big-endian number.
public native fun to_u256(a: address): u256;

/// The address of a big-endian number.
public native fun from_u256(n: u256): address;

/// The address of 32 bytes. Aborts with `EAddressParseError`.
public native fun from_bytes(bytes: vector<u8>): address;

/// The 32 bytes.
public fun to_bytes(a: address): vector<u8> {
    bcs::to_bytes(&a)
}

/// 64 lower-case hex digits.
public fun to_ascii_string(a: address): ascii::String {
    hex::encode(a.to_bytes()).to_ascii_string()
}

/// 64 lower-case hex digits.
public fun to_string(a: address): string::String {
    hex::encode(a.to_bytes()).to_string()
}

/// The address of 64 hex digits of either case. Aborts with `EAddressParseError`.
public fun from_ascii_bytes(bytes: &vector<u8>): address {
    assert!(bytes.length() == 2 * LENGTH, EAddressParseError);
    from_bytes(vector::tabulate!(LENGTH, |i| {
            16 * digit(bytes[2 * i]) + digit(bytes[2 * i + 1])
        }))
}

/// Bytes of an address.
public fun length(): u64 {
    LENGTH
}

/// The largest address, as a number.
public fun max(): u256 {
    MAX
}

fun digit(c: u8): u8 {
    if (c >= 0x30 && c <= 0x39) return c - 0x30;
    if (c >= 0x41 && c <= 0x46) return c - 0x41 + 10;
    assert!(c >= 0x61 && c <= 0x66, EAddressParseError);
    c - 0x61 + 10
}
