/// Unsigned fixed-point numbers with 64 bits before the point and 64 behind it: the number `n` stands for
/// `n / 2^64`.
module std::uq64_64;

#[error]
const EDenominator: vector<u8> = b"Quotient specified with a zero denominator";

#[error]
const EQuotientTooSmall: vector<u8> =
    b"Quotient specified is too small, and is outside of the supported range";

#[error]
const EQuotientTooLarge: vector<u8> =
    b"Quotient specified is too large, and is outside of the supported range";

#[error]
const EOverflow: vector<u8> = b"Overflow from an arithmetic operation";

#[error]
const EDivisionByZero: vector<u8> = b"Division by zero";

/// Bits of a number.
const TOTAL_BITS: u8 = 128;
/// Bits behind the point.
const FRACTIONAL_BITS: u8 = 64;

/// The number, as an integer multiple of `2^-64`.
public struct UQ64_64(u128) has copy, drop, store;

// === Constructors ===

/// `numerator / denominator`, rounded down. Aborts when the denominator is zero, when the quotient is not
/// zero but too small to be told from it, and when it is 2^64 or more.
public fun from_quotient(numerator: u128, denominator: u128): UQ64_64 {
    let raw = std::macros::uq_from_quotient!<u128, u256>(
        numerator,
        denominator,
        std::u128::max_value!(),
        TOTAL_BITS,
        FRACTIONAL_BITS,
        abort EDenominator,
        abort EQuotientTooSmall,
        abort EQuotientTooLarge,
    );
    UQ64_64(raw)
}

/// The integer as a number.
public fun from_int(integer: u64): UQ64_64 {
    UQ64_64(std::macros::uq_from_int!(integer, FRACTIONAL_BITS))
}

/// The number `raw_value / 2^64`.
public fun from_raw(raw_value: u128): UQ64_64 {
    UQ64_64(raw_value)
}

// === Conversions ===

/// The integer part.
public fun to_int(a: UQ64_64): u64 {
    std::macros::uq_to_int!(a.0, FRACTIONAL_BITS)
}

/// The number times 2^64.
public fun to_raw(a: UQ64_64): u128 {
    a.0
}

// === Arithmetic ===

/// `a + b`. Aborts with `EOverflow`.
public fun add(a: UQ64_64, b: UQ64_64): UQ64_64 {
    UQ64_64(
        std::macros::uq_add!<u128, u256>(a.0, b.0, std::u128::max_value!(), abort EOverflow),
    )
}

/// `a - b`. Aborts with `EOverflow` when `b` is the larger.
public fun sub(a: UQ64_64, b: UQ64_64): UQ64_64 {
    UQ64_64(std::macros::uq_sub!(a.0, b.0, abort EOverflow))
}

/// `a * b`, rounded down. Aborts with `EOverflow`.
public fun mul(a: UQ64_64, b: UQ64_64): UQ64_64 {
    UQ64_64(int_mul(a.0, b))
}

/// `a / b`, rounded down. Aborts with `EDivisionByZero` and `EOverflow`.
public fun div(a: UQ64_64, b: UQ64_64): UQ64_64 {
    UQ64_64(int_div(a.0, b))
}

/// The integer `val * multiplier`, rounded down. Aborts with `EOverflow`.
public fun int_mul(val: u128, multiplier: UQ64_64): u128 {
    std::macros::uq_int_mul!<u128, u256>(
        val,
        multiplier.0,
        std::u128::max_value!(),
        FRACTIONAL_BITS,
        abort EOverflow,
    )
}

/// The integer `val / divisor`, rounded down. Aborts with `EDivisionByZero` and `EOverflow`.
public fun int_div(val: u128, divisor: UQ64_64): u128 {
    std::macros::uq_int_div!<u128, u256>(
        val,
        divisor.0,
        std::u128::max_value!(),
        FRACTIONAL_BITS,
        abort EDivisionByZero,
        abort EOverflow,
    )
}

// === Comparison ===

/// Whether `a <= b`.
public fun le(a: UQ64_64, b: UQ64_64): bool {
    a.0 <= b.0
}

/// Whether `a < b`.
public fun lt(a: UQ64_64, b: UQ64_64): bool {
    a.0 < b.0
}

/// Whether `a >= b`.
public fun ge(a: UQ64_64, b: UQ64_64): bool {
    a.0 >= b.0
}

/// Whether `a > b`.
public fun gt(a: UQ64_64, b: UQ64_64): bool {
    a.0 > b.0
}
