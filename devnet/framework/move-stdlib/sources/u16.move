/// Functions and loops on `u16`, the unsigned integer of 16 bits.
#[defines_primitive(u16)]
module std::u16;

use std::string::String;

/// All 16 bits turned around.
public fun bitwise_not(x: u16): u16 {
    max_value!() ^ x
}

/// The larger of two numbers.
public fun max(x: u16, y: u16): u16 {
    std::macros::num_max!(x, y)
}

/// The smaller of two numbers.
public fun min(x: u16, y: u16): u16 {
    std::macros::num_min!(x, y)
}

/// The distance between two numbers.
public fun diff(x: u16, y: u16): u16 {
    std::macros::num_diff!(x, y)
}

/// `x / y`, rounded up. An arithmetic error when `y` is zero.
public fun div_ceil(x: u16, y: u16): u16 {
    std::macros::num_div_ceil!(x, y)
}

/// The older name of `div_ceil`.
public fun divide_and_round_up(x: u16, y: u16): u16 {
    std::macros::num_div_ceil!(x, y)
}

/// `base` to the power `exponent`. An arithmetic error when it overflows.
public fun pow(base: u16, exponent: u8): u16 {
    std::macros::num_pow!(base, exponent)
}

/// The largest integer whose square is at most `x`.
public fun sqrt(x: u16): u16 {
    std::macros::num_sqrt!<u16, u32>(x, 16)
}

/// `x` as `u8`, if it fits.
public fun try_as_u8(x: u16): Option<u8> {
    std::macros::try_as_u8!(x)
}

/// Decimal digits.
public fun to_string(x: u16): String {
    std::macros::num_to_string!(x)
}

/// The largest `u16`.
public macro fun max_value(): u16 {
    0xFFFF
}

/// Calls `f` with `start`, `start + 1`, ... below `stop`.
public macro fun range_do<$R: drop>($start: u16, $stop: u16, $f: |u16| -> $R) {
    std::macros::range_do!($start, $stop, $f)
}

/// Calls `f` with `start`, `start + 1`, ... up to and including `stop`.
public macro fun range_do_eq<$R: drop>($start: u16, $stop: u16, $f: |u16| -> $R) {
    std::macros::range_do_eq!($start, $stop, $f)
}

/// Calls `f` with 0, 1, ... below `stop`.
public macro fun do<$R: drop>($stop: u16, $f: |u16| -> $R) {
    std::macros::do!($stop, $f)
}

/// Calls `f` with 0, 1, ... up to and including `stop`.
public macro fun do_eq<$R: drop>($stop: u16, $f: |u16| -> $R) {
    std::macros::do_eq!($stop, $f)
}
