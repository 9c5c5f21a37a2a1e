/// The older fixed-point numbers: 32 bits before the point and 32 behind it.
#[deprecated(note = b"Use `std::uq32_32`; `get_raw_value` here and `from_raw` there convert.")]
module std::fixed_point32;

/// The number, as an integer multiple of 2^-32.
public struct FixedPoint32 has copy, drop, store { value: u64 }

const MAX_U64: u128 = 0xFFFF_FFFF_FFFF_FFFF;

/// The denominator is zero.
const EDENOMINATOR: u64 = 0x10001;
/// The quotient does not fit into a `u64`.
const EDIVISION: u64 = 0x20002;
/// The product does not fit into a `u64`.
const EMULTIPLICATION: u64 = 0x20003;
/// The divisor is zero.
const EDIVISION_BY_ZERO: u64 = 0x10004;
/// The ratio is too large, or so small that it would be zero.
const ERATIO_OUT_OF_RANGE: u64 = 0x20005;

/// The integer `val * multiplier`, rounded down. Aborts with `EMULTIPLICATION`.
public fun multiply_u64(val: u64, multiplier: FixedPoint32): u64 {
    let product = ((val as u128) * (multiplier.value as u128)) >> 32;
    assert!(product <= MAX_U64, EMULTIPLICATION);
    product as u64
}

/// The integer `val / divisor`, rounded down. Aborts with `EDIVISION_BY_ZERO` and `EDIVISION`.
public fun divide_u64(val: u64, divisor: FixedPoint32): u64 {
    let below = divisor.value as u128;
    assert!(below > 0, EDIVISION_BY_ZERO);
    let quotient = ((val as u128) << 32) / below;
    assert!(quotient <= MAX_U64, EDIVISION);
    quotient as u64
}

/// `numerator / denominator`, rounded down. Aborts with `EDENOMINATOR` and `ERATIO_OUT_OF_RANGE`.
public fun create_from_rational(numerator: u64, denominator: u64): FixedPoint32 {
    assert!(denominator > 0, EDENOMINATOR);
    let value = ((numerator as u128) << 32) / (denominator as u128);
    assert!(value <= MAX_U64 && (value > 0 || numerator == 0), ERATIO_OUT_OF_RANGE);
    FixedPoint32 { value: value as u64 }
}

/// The number `value / 2^32`.
public fun create_from_raw_value(value: u64): FixedPoint32 {
    FixedPoint32 { value }
}

/// The number times 2^32.
public fun get_raw_value(num: FixedPoint32): u64 {
    num.value
}

/// Whether the number is zero.
public fun is_zero(num: FixedPoint32): bool {
    num.value == 0
}
