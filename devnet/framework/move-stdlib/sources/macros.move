/// What the integer and fixed-point modules have in common, once for every width.
module std::macros;

use std::string::String;

// === Integers ===

/// The larger of two numbers.
public macro fun num_max<$T>($x: $T, $y: $T): $T {
    let (x, y) = ($x, $y);
    if (y > x) y else x
}

/// The smaller of two numbers.
public macro fun num_min<$T>($x: $T, $y: $T): $T {
    let (x, y) = ($x, $y);
    if (y < x) y else x
}

/// The distance between two numbers.
public macro fun num_diff<$T>($x: $T, $y: $T): $T {
    let (x, y) = ($x, $y);
    if (y > x) y - x else x - y
}

/// The quotient, rounded up. An arithmetic error when `y` is zero.
public macro fun num_div_ceil<$T>($x: $T, $y: $T): $T {
    let (x, y) = ($x, $y);
    let quotient = x / y;
    if (x % y > 0) quotient + 1 else quotient
}

/// Power by squaring; 0 to the power 0 is 1. An arithmetic error when a square or product overflows.
public macro fun num_pow($base: _, $exponent: u8): _ {
    let mut square = $base;
    let mut bits = $exponent;
    let mut result = 1;
    while (bits > 0) {
        if (bits & 1 == 1) {
            result = result * square;
            bits = bits - 1;
        } else {
            square = square * square;
            bits = bits >> 1;
        }
    };
    result
}

/// The largest integer whose square is at most `x`, digit by digit in base 4. `$U` is wider than `$T`, which
/// has `$bitsize` bits.
public macro fun num_sqrt<$T, $U>($x: $T, $bitsize: u8): $T {
    let mut rest = $x as $U;
    let mut root = (0: $U);
    let mut place = (1: $U) << $bitsize;
    while (place > 0) {
        let trial = root + place;
        root = root >> 1;
        if (rest >= trial) {
            rest = rest - trial;
            root = root + place;
        };
        place = place >> 2;
    };
    root as $T
}

/// Decimal digits.
public macro fun num_to_string($x: _): String {
    let mut rest = $x;
    let mut digits = vector[(rest % 10) as u8 + 48];
    rest = rest / 10;
    while (rest > 0) {
        digits.push_back((rest % 10) as u8 + 48);
        rest = rest / 10;
    };
    digits.reverse();
    digits.to_string()
}

/// Calls `f` with `start`, `start + 1`, ... below `stop`.
public macro fun range_do<$T, $R: drop>($start: $T, $stop: $T, $f: |$T| -> $R) {
    let mut at = $start;
    let end = $stop;
    while (at < end) {
        $f(at);
        at = at + 1;
    }
}

/// Calls `f` with `start`, `start + 1`, ... up to and including `stop`, which may be the largest number.
public macro fun range_do_eq<$T, $R: drop>($start: $T, $stop: $T, $f: |$T| -> $R) {
    let mut at = $start;
    let last = $stop;
    if (at <= last) {
        while (at < last) {
            $f(at);
            at = at + 1;
        };
        $f(at);
    }
}

/// Calls `f` with 0, 1, ... below `stop`.
public macro fun do<$T, $R: drop>($stop: $T, $f: |$T| -> $R) {
    range_do!(0, $stop, $f)
}

/// Calls `f` with 0, 1, ... up to and including `stop`.
public macro fun do_eq<$T, $R: drop>($stop: $T, $f: |$T| -> $R) {
    range_do_eq!(0, $stop, $f)
}

/// The number as `u8`, if it fits.
public macro fun try_as_u8($x: _): Option<u8> {
    let x = $x;
    if (x <= 0xFF) option::some(x as u8) else option::none()
}

/// The number as `u16`, if it fits.
public macro fun try_as_u16($x: _): Option<u16> {
    let x = $x;
    if (x <= 0xFFFF) option::some(x as u16) else option::none()
}

/// The number as `u32`, if it fits.
public macro fun try_as_u32($x: _): Option<u32> {
    let x = $x;
    if (x <= 0xFFFF_FFFF) option::some(x as u32) else option::none()
}

/// The number as `u64`, if it fits.
public macro fun try_as_u64($x: _): Option<u64> {
    let x = $x;
    if (x <= 0xFFFF_FFFF_FFFF_FFFF) option::some(x as u64) else option::none()
}

/// The number as `u128`, if it fits.
public macro fun try_as_u128($x: _): Option<u128> {
    let x = $x;
    if (x <= 0xFFFF_FFFF_FFFF_FFFF_FFFF_FFFF_FFFF_FFFF) option::some(x as u128) else option::none()
}

// === Fixed-point numbers ===
// A number is a `$T` of `$t_bits` bits, the lower `$fractional_bits` of which are behind the point; `$U` is
// an integer twice as wide for what does not fit on the way, `$max_t` the largest `$T`. The `$abort_`
// arguments are `abort` expressions of the calling module, so that the abort carries its location.

/// `numerator / denominator`, rounded down.
public macro fun uq_from_quotient<$T, $U>(
    $numerator: $T,
    $denominator: $T,
    $max_t: $T,
    $t_bits: u8,
    $fractional_bits: u8,
    $abort_denominator: _,
    $abort_quotient_too_small: _,
    $abort_quotient_too_large: _,
): $T {
    let numerator = $numerator;
    let denominator = $denominator;
    if (denominator == 0) $abort_denominator;
    // Both are shifted so that the quotient has its point in the right place and the remainder is exact.
    let above = (numerator as $U) << $t_bits;
    let below = (denominator as $U) << ($t_bits - $fractional_bits);
    let quotient = above / below;
    if (numerator != 0 && quotient == 0) $abort_quotient_too_small;
    if (quotient > ($max_t as $U)) $abort_quotient_too_large;
    quotient as $T
}

/// An integer as a fixed-point number. Here `$T` is the integer and `$U` the number.
public macro fun uq_from_int<$T, $U>($integer: $T, $fractional_bits: u8): $U {
    let integer = $integer;
    (integer as $U) << $fractional_bits
}

/// The sum.
public macro fun uq_add<$T, $U>($a: $T, $b: $T, $max_t: $T, $abort_overflow: _): $T {
    let wide = ($a as $U) + ($b as $U);
    if (wide > ($max_t as $U)) $abort_overflow;
    wide as $T
}

/// The difference.
public macro fun uq_sub<$T>($a: $T, $b: $T, $abort_overflow: _): $T {
    let (a, b) = ($a, $b);
    if (b > a) $abort_overflow;
    a - b
}

/// The integer part. Here `$T` is the integer and `$U` the number.
public macro fun uq_to_int<$T, $U>($a: $U, $fractional_bits: u8): $T {
    let a = $a;
    (a >> $fractional_bits) as $T
}

/// An integer times a fixed-point number, rounded down to an integer.
public macro fun uq_int_mul<$T, $U>(
    $val: $T,
    $multiplier: $T,
    $max_t: $T,
    $fractional_bits: u8,
    $abort_overflow: _,
): $T {
    let wide = ($val as $U) * ($multiplier as $U) >> $fractional_bits;
    if (wide > ($max_t as $U)) $abort_overflow;
    wide as $T
}

/// An integer divided by a fixed-point number, rounded down to an integer.
public macro fun uq_int_div<$T, $U>(
    $val: $T,
    $divisor: $T,
    $max_t: $T,
    $fractional_bits: u8,
    $abort_division_by_zero: _,
    $abort_overflow: _,
): $T {
    let (val, divisor) = ($val, $divisor);
    if (divisor == 0) $abort_division_by_zero;
    let wide = ((val as $U) << $fractional_bits) / (divisor as $U);
    if (wide > ($max_t as $U)) $abort_overflow;
    wide as $T
}
