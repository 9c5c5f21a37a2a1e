/// Functions and loops on `u128`, the unsigned integer of 128 bits.
#[defines_primitive(u128)]
module std::u128;

use std::string::String;

/// All 128 bits turned around.
public fun bitwise_not(x: u128): u128 {
    max_value!() ^ x
}

/// The larger of two numbers.
public fun max(x: u128, y: u128): u128 {
    std::macros::num_max!(x, y)
}

/// The smaller of two numbers.
public fun min(x: u128, y: u128): u128 {
    std::macros::num_min!(x, y)
}

/// The distance between two numbers.
public fun diff(x: u128, y: u128): u128 {
    std::macros::num_diff!(x, y)
}

/// `x / y`, rounded up. An arithmetic error when `y` is zero.
public fun div_ceil(x: u128, y: u128): u128 {
    std::macros::num_div_ceil!(x, y)
}

/// The older name of `div_ceil`.
public fun divide_and_round_up(x: u128, y: u128): u128 {
    std::macros::num_div_ceil!(x, y)
}

/// `base` to the power `exponent`. An arithmetic error when it overflows.
public fun pow(base: u128, exponent: u8): u128 {
    std::macros::num_pow!(base, exponent)
}

/// The largest integer whose square is at most `x`.
public fun sqrt(x: u128): u128 {
    std::macros::num_sqrt!<u128, u256>(x, 128)
}

/// `x` as `u8`, if it fits.
public fun try_as_u8(x: u128): Option<u8> {
    std::macros::try_as_u8!(x)
}

/// `x` as `u16`, if it fits.
public fun try_as_u16(x: u128): Option<u16> {
    std::macros::try_as_u16!(x)
}

/// `x` as `u32`, if it fits.
public fun try_as_u32(x: u128): Option<u32> {
    std::macros::try_as_u32!(x)
}

/// `x` as `u64`, if it fits.
public fun try_as_u64(x: u128): Option<u64> {
    std::macros::try_as_u64!(x)
}

/// Decimal digits.
public fun to_string(x: u128): String {
    std::macros::num_to_string!(x)
}

/// The largest `u128`.
public macro fun max_value(): u128 {
    0xFFFF_FFFF_FFFF_FFFF_FFFF_FFFF_FFFF_FFFF
}

/// Calls `f` with `start`, `start + 1`, ... below `stop`.
public macro fun range_do<$R: drop>($start: u128, $stop: u128, $f: |u128| -> $R) {
    std::macros::range_do!($start, $stop, $f)
}

/// Calls `f` with `start`, `start + 1`, ... up to and including `stop`.
public macro fun range_do_eq<$R: drop>($start: u128, $stop: u128, $f: |u128| -> $R) {
    std::macros::range_do_eq!($start, $stop, $f)
}

/// Calls `f` with 0, 1, ... below `stop`.
public macro fun do<$R: drop>($stop: u128, $f: |u128| -> $R) {
    std::macros::do!($stop, $f)
}

/// Calls `f` with 0, 1, ... up to and including `stop`.
public macro fun do_eq<$R: drop>($stop: u128, $f: |u128| -> $R) {
    std::macros::do_eq!($stop, $f)
}
