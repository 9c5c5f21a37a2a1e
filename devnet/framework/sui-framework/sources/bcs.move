/// Reading values out of BCS bytes, one after the other: integers little-endian and of fixed size, a vector
/// as its ULEB128 length and its elements, an option as a vector of at most one, an enum as its ULEB128 tag
/// and its fields.
module sui::bcs;

use std::bcs;
use sui::address;

/// There are fewer bytes left than the value needs; or an enum tag does not fit into a `u32`.
const EOutOfRange: u64 = 0;
/// A bool is neither 0 nor 1.
const ENotBool: u64 = 1;
/// A length takes more than 5 bytes.
const ELenOutOfRange: u64 = 2;

/// The bytes that are left, back to front, so that the next one can be popped.
public struct BCS has copy, drop, store {
    bytes: vector<u8>,
}

/// The BCS bytes of a value.
public fun to_bytes<T>(value: &T): vector<u8> {
    bcs::to_bytes(value)
}

/// Starts to read.
public fun new(mut bytes: vector<u8>): BCS {
    bytes.reverse();
    BCS { bytes }
}

/// The bytes that are left.
public fun into_remainder_bytes(bcs: BCS): vector<u8> {
    let BCS { mut bytes } = bcs;
    bytes.reverse();
    bytes
}

// === Values ===

/// Aborts with `EOutOfRange`.
public fun peel_address(bcs: &mut BCS): address {
    let n = address::length();
    bcs.need(n);
    address::from_bytes(vector::tabulate!(n, |_| bcs.bytes.pop_back()))
}

/// Aborts with `EOutOfRange` and `ENotBool`.
public fun peel_bool(bcs: &mut BCS): bool {
    let byte = bcs.peel_u8();
    assert!(byte < 2, ENotBool);
    byte == 1
}

/// Aborts with `EOutOfRange`.
public fun peel_u8(bcs: &mut BCS): u8 {
    bcs.need(1);
    bcs.bytes.pop_back()
}

/// Aborts with `EOutOfRange`.
public fun peel_u16(bcs: &mut BCS): u16 {
    bcs.peel_integer!(2)
}

/// Aborts with `EOutOfRange`.
public fun peel_u32(bcs: &mut BCS): u32 {
    bcs.peel_integer!(4)
}

/// Aborts with `EOutOfRange`.
public fun peel_u64(bcs: &mut BCS): u64 {
    bcs.peel_integer!(8)
}

/// Aborts with `EOutOfRange`.
public fun peel_u128(bcs: &mut BCS): u128 {
    bcs.peel_integer!(16)
}

/// Aborts with `EOutOfRange`.
public fun peel_u256(bcs: &mut BCS): u256 {
    bcs.peel_integer!(32)
}

// === Vectors ===

/// The length of a vector, of which as many elements follow. Aborts with `ELenOutOfRange`.
public fun peel_vec_length(bcs: &mut BCS): u64 {
    let mut length = 0;
    let mut taken = 0;
    loop {
        assert!(taken < 5, ELenOutOfRange);
        let byte = bcs.bytes.pop_back() as u64;
        length = length | ((byte & 127) << (7 * taken));
        taken = taken + 1;
        if (byte < 128) return length;
    }
}

/// A vector whose elements `peel` reads.
public macro fun peel_vec<$T>($bcs: &mut BCS, $peel: |&mut BCS| -> $T): vector<$T> {
    let bcs = $bcs;
    let mut left = bcs.peel_vec_length();
    let mut elements = vector[];
    while (left > 0) {
        elements.push_back($peel(bcs));
        left = left - 1;
    };
    elements
}

public fun peel_vec_address(bcs: &mut BCS): vector<address> {
    bcs.peel_vec!(|bcs| bcs.peel_address())
}

public fun peel_vec_bool(bcs: &mut BCS): vector<bool> {
    bcs.peel_vec!(|bcs| bcs.peel_bool())
}

public fun peel_vec_u8(bcs: &mut BCS): vector<u8> {
    bcs.peel_vec!(|bcs| bcs.peel_u8())
}

public fun peel_vec_vec_u8(bcs: &mut BCS): vector<vector<u8>> {
    bcs.peel_vec!(|bcs| bcs.peel_vec_u8())
}

public fun peel_vec_u16(bcs: &mut BCS): vector<u16> {
    bcs.peel_vec!(|bcs| bcs.peel_u16())
}

public fun peel_vec_u32(bcs: &mut BCS): vector<u32> {
    bcs.peel_vec!(|bcs| bcs.peel_u32())
}

public fun peel_vec_u64(bcs: &mut BCS): vector<u64> {
    bcs.peel_vec!(|bcs| bcs.peel_u64())
}

public fun peel_vec_u128(bcs: &mut BCS): vector<u128> {
    bcs.peel_vec!(|bcs| bcs.peel_u128())
}

public fun peel_vec_u256(bcs: &mut BCS): vector<u256> {
    bcs.peel_vec!(|bcs| bcs.peel_u256())
}

// === Enums ===

/// The number of the variant, whose fields follow. Aborts with `ELenOutOfRange` and `EOutOfRange`.
public fun peel_enum_tag(bcs: &mut BCS): u32 {
    bcs.peel_vec_length().try_as_u32().destroy_or!(abort EOutOfRange)
}

// === Options ===

/// An option whose value `peel` reads. Aborts with `ENotBool`.
public macro fun peel_option<$T>($bcs: &mut BCS, $peel: |&mut BCS| -> $T): Option<$T> {
    let bcs = $bcs;
    let present = bcs.peel_bool();
    if (!present) option::none() else option::some($peel(bcs))
}

public fun peel_option_address(bcs: &mut BCS): Option<address> {
    bcs.peel_option!(|bcs| bcs.peel_address())
}

public fun peel_option_bool(bcs: &mut BCS): Option<bool> {
    bcs.peel_option!(|bcs| bcs.peel_bool())
}

public fun peel_option_u8(bcs: &mut BCS): Option<u8> {
    bcs.peel_option!(|bcs| bcs.peel_u8())
}

public fun peel_option_u16(bcs: &mut BCS): Option<u16> {
    bcs.peel_option!(|bcs| bcs.peel_u16())
}

public fun peel_option_u32(bcs: &mut BCS): Option<u32> {
    bcs.peel_option!(|bcs| bcs.peel_u32())
}

public fun peel_option_u64(bcs: &mut BCS): Option<u64> {
    bcs.peel_option!(|bcs| bcs.peel_u64())
}

public fun peel_option_u128(bcs: &mut BCS): Option<u128> {
    bcs.peel_option!(|bcs| bcs.peel_u128())
}

public fun peel_option_u256(bcs: &mut BCS): Option<u256> {
    bcs.peel_option!(|bcs| bcs.peel_u256())
}

// === Private Functions ===

fun need(bcs: &BCS, bytes: u64) {
    assert!(bytes <= bcs.bytes.length(), EOutOfRange)
}

/// The next `bytes` bytes as a little-endian integer.
macro fun peel_integer<$T>($bcs: &mut BCS, $bytes: u8): $T {
    let bcs = $bcs;
    let bytes = $bytes;
    bcs.need(bytes as u64);
    let mut value: $T = 0;
    let mut at: u8 = 0;
    while (at < bytes) {
        value = value | (bcs.bytes.pop_back() as $T) << (8 * at);
        at = at + 1;
    };
    value
}
