/// Functions and loops on `u8`, the unsigned integer of 8 bits.
#[defines_primitive(u8)]
module std::u8;

use std::string::String;

/// All 8 bits turned around.
public fun bitwise_not(x: u8): u8 {
    max_value!() ^ x
}

/// The larger of two numbers.
public fun max(x: u8, y: u8): u8 {
    std::macros::num_max!(x, y)
}

/// The smaller of two numbers.
public fun min(x: u8, y: u8): u8 {
    std::macros::num_min!(x, y)
}

/// The distance between two numbers.
public fun diff(x: u8, y: u8): u8 {
    std::macros::num_diff!(x, y)
}

/// `x / y`, rounded up. An arithmetic error when `y` is zero.
public fun div_ceil(x: u8, y: u8): u8 {
    std::macros::num_div_ceil!(x, y)
}

/// The older name of `div_ceil`.
public fun divide_and_round_up(x: u8, y: u8): u8 {
    std::macros::num_div_ceil!(x, y)
}

/// `base` to the power `exponent`. An arithmetic error when it overflows.
public fun pow(base: u8, exponent: u8): u8 {
    std::macros::num_pow!(base, exponent)
}

/// The largest integer whose square is at most `x`.
public fun sqrt(x: u8): u8 {
    std::macros::num_sqrt!<u8, u16>(x, 8)
}

/// Decimal digits.
public fun to_string(x: u8): String {
    std::macros::num_to_string!(x)
}

/// The largest `u8`.
public macro fun max_value(): u8 {
    0xFF
}

/// Calls `f` with `start`, `start + 1`, ... below `stop`.
public macro fun range_do<$R: drop>($start: u8, $stop: u8, $f: |u8| -> $R) {
    std::macros::range_do!($start, $stop, $f)
}

/// Calls `f` with `start`, `start + 1`, ... up to and including `stop`.
public macro fun range_do_eq<$R: drop>($start: u8, $stop: u8, $f: |u8| -> $R) {
    std::macros::range_do_eq!($start, $stop, $f)
}

/// Calls `f` with 0, 1, ... below `stop`.
public macro fun do<$R: drop>($stop: u8, $f: |u8| -> $R) {
    std::macros::do!($stop, $f)
}

/// Calls `f` with 0, 1, ... up to and including `stop`.
public macro fun do_eq<$R: drop>($stop: u8, $f: |u8| -> $R) {
    std::macros::do_eq!($stop, $f)
}
