#[test_only, allow(deprecated_usage, untyped_literal)]
module std::fixed_point32_tests;

use std::{fixed_point32::{Self, FixedPoint32}, unit_test::assert_eq};

fun half(): FixedPoint32 {
    fixed_point32::create_from_rational(1, 2)
}

#[test]
fun numbers() {
    assert_eq!(half().get_raw_value(), 0x8000_0000);
    assert_eq!(fixed_point32::create_from_raw_value(0x8000_0000), half());
    assert_eq!(fixed_point32::create_from_rational(2, 3).get_raw_value(), 0xAAAA_AAAA);
    assert!(fixed_point32::create_from_rational(0, 5).is_zero() && !half().is_zero());
    assert_eq!(fixed_point32::multiply_u64(7, half()), 3);
    assert_eq!(fixed_point32::divide_u64(7, half()), 14);
}

#[test, expected_failure(abort_code = fixed_point32::EDENOMINATOR)]
fun no_denominator() {
    fixed_point32::create_from_rational(1, 0);
}

#[test, expected_failure(abort_code = fixed_point32::ERATIO_OUT_OF_RANGE)]
fun ratio_too_small() {
    fixed_point32::create_from_rational(1, 0x1_0000_0001);
}

#[test, expected_failure(abort_code = fixed_point32::ERATIO_OUT_OF_RANGE)]
fun ratio_too_large() {
    fixed_point32::create_from_rational(0x1_0000_0000, 1);
}

#[test, expected_failure(abort_code = fixed_point32::EMULTIPLICATION)]
fun product_too_large() {
    fixed_point32::multiply_u64(std::u64::max_value!(), fixed_point32::create_from_rational(3, 2));
}

#[test, expected_failure(abort_code = fixed_point32::EDIVISION)]
fun quotient_too_large() {
    fixed_point32::divide_u64(std::u64::max_value!(), half());
}

#[test, expected_failure(abort_code = fixed_point32::EDIVISION_BY_ZERO)]
fun divided_by_zero() {
    fixed_point32::divide_u64(1, fixed_point32::create_from_raw_value(0));
}
