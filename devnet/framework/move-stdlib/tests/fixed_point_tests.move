/// The same promises for both kinds of fixed-point numbers.
#[test_only, allow(deprecated_usage, untyped_literal)]
module std::fixed_point_tests;

use std::{unit_test::assert_eq, uq32_32, uq64_64};

// === uq32_32 ===

#[test]
fun uq32_32_from_quotients() {
    assert_eq!(uq32_32::from_quotient(1, 2).to_raw(), 0x80000000);
    assert_eq!(uq32_32::from_quotient(1, 3).to_raw(), 0x55555555);
    assert_eq!(uq32_32::from_quotient(0, 3).to_raw(), 0);
    assert_eq!(uq32_32::from_quotient(6, 3), uq32_32::from_int(2));
    assert_eq!(uq32_32::from_quotient(1, 0x100000000).to_raw(), 1);
    assert_eq!(
        uq32_32::from_quotient(std::u64::max_value!(), 0x100000000).to_raw(),
        std::u64::max_value!(),
    );
}

#[test]
fun uq32_32_conversions() {
    assert_eq!(uq32_32::from_int(5).to_raw(), 5 * 0x100000000);
    assert_eq!(uq32_32::from_int(5).to_int(), 5);
    assert_eq!(uq32_32::from_quotient(11, 2).to_int(), 5);
    assert_eq!(uq32_32::from_raw(7).to_raw(), 7);
    assert_eq!(uq32_32::from_raw(std::u64::max_value!()).to_int(), std::u32::max_value!());
}

#[test]
fun uq32_32_arithmetic() {
    let half = uq32_32::from_quotient(1, 2);
    let three = uq32_32::from_int(3);
    assert_eq!(three.add(half), uq32_32::from_quotient(7, 2));
    assert_eq!(three.sub(half), uq32_32::from_quotient(5, 2));
    assert_eq!(three.mul(half), uq32_32::from_quotient(3, 2));
    assert_eq!(three.div(half), uq32_32::from_int(6));
    assert_eq!(uq32_32::int_mul(7, half), 3);
    assert_eq!(uq32_32::int_div(7, half), 14);
    assert_eq!(uq32_32::int_div(7, three), 2);
    assert_eq!(
        uq32_32::int_mul(std::u64::max_value!(), uq32_32::from_int(1)),
        std::u64::max_value!(),
    );
}

#[test]
fun uq32_32_comparing() {
    let (a, b) = (uq32_32::from_quotient(1, 3), uq32_32::from_quotient(1, 2));
    assert!(a.lt(b) && a.le(b) && a.le(a) && !a.lt(a) && !b.le(a));
    assert!(b.gt(a) && b.ge(a) && b.ge(b) && !b.gt(b) && !a.ge(b));
}

#[test, expected_failure(abort_code = uq32_32::EDenominator)]
fun uq32_32_of_no_denominator() {
    uq32_32::from_quotient(1, 0);
}

#[test, expected_failure(abort_code = uq32_32::EQuotientTooSmall)]
fun uq32_32_of_a_quotient_too_small() {
    uq32_32::from_quotient(1, 0x100000000 + 1);
}

#[test, expected_failure(abort_code = uq32_32::EQuotientTooLarge)]
fun uq32_32_of_a_quotient_too_large() {
    uq32_32::from_quotient(0x100000000, 1);
}

#[test, expected_failure(abort_code = uq32_32::EOverflow)]
fun uq32_32_sum_overflows() {
    uq32_32::from_raw(std::u64::max_value!()).add(uq32_32::from_raw(1));
}

#[test, expected_failure(abort_code = uq32_32::EOverflow)]
fun uq32_32_difference_overflows() {
    uq32_32::from_raw(1).sub(uq32_32::from_raw(2));
}

#[test, expected_failure(abort_code = uq32_32::EOverflow)]
fun uq32_32_product_overflows() {
    uq32_32::from_int(0x10000).mul(uq32_32::from_int(0x10000));
}

#[test, expected_failure(abort_code = uq32_32::EOverflow)]
fun uq32_32_quotient_overflows() {
    uq32_32::int_div(std::u64::max_value!(), uq32_32::from_quotient(1, 2));
}

#[test, expected_failure(abort_code = uq32_32::EDivisionByZero)]
fun uq32_32_divided_by_zero() {
    uq32_32::from_int(1).div(uq32_32::from_int(0));
}

// === uq64_64 ===

#[test]
fun uq64_64_from_quotients() {
    assert_eq!(uq64_64::from_quotient(1, 2).to_raw(), 0x8000000000000000);
    assert_eq!(uq64_64::from_quotient(1, 3).to_raw(), 0x5555555555555555);
    assert_eq!(uq64_64::from_quotient(0, 3).to_raw(), 0);
    assert_eq!(uq64_64::from_quotient(6, 3), uq64_64::from_int(2));
    assert_eq!(uq64_64::from_quotient(1, 0x10000000000000000).to_raw(), 1);
    assert_eq!(
        uq64_64::from_quotient(std::u128::max_value!(), 0x10000000000000000).to_raw(),
        std::u128::max_value!(),
    );
}

#[test]
fun uq64_64_conversions() {
    assert_eq!(uq64_64::from_int(5).to_raw(), 5 * 0x10000000000000000);
    assert_eq!(uq64_64::from_int(5).to_int(), 5);
    assert_eq!(uq64_64::from_quotient(11, 2).to_int(), 5);
    assert_eq!(uq64_64::from_raw(7).to_raw(), 7);
    assert_eq!(uq64_64::from_raw(std::u128::max_value!()).to_int(), std::u64::max_value!());
}

#[test]
fun uq64_64_arithmetic() {
    let half = uq64_64::from_quotient(1, 2);
    let three = uq64_64::from_int(3);
    assert_eq!(three.add(half), uq64_64::from_quotient(7, 2));
    assert_eq!(three.sub(half), uq64_64::from_quotient(5, 2));
    assert_eq!(three.mul(half), uq64_64::from_quotient(3, 2));
    assert_eq!(three.div(half), uq64_64::from_int(6));
    assert_eq!(uq64_64::int_mul(7, half), 3);
    assert_eq!(uq64_64::int_div(7, half), 14);
    assert_eq!(uq64_64::int_div(7, three), 2);
    assert_eq!(
        uq64_64::int_mul(std::u128::max_value!(), uq64_64::from_int(1)),
        std::u128::max_value!(),
    );
}

#[test]
fun uq64_64_comparing() {
    let (a, b) = (uq64_64::from_quotient(1, 3), uq64_64::from_quotient(1, 2));
    assert!(a.lt(b) && a.le(b) && a.le(a) && !a.lt(a) && !b.le(a));
    assert!(b.gt(a) && b.ge(a) && b.ge(b) && !b.gt(b) && !a.ge(b));
}

#[test, expected_failure(abort_code = uq64_64::EDenominator)]
fun uq64_64_of_no_denominator() {
    uq64_64::from_quotient(1, 0);
}

#[test, expected_failure(abort_code = uq64_64::EQuotientTooSmall)]
fun uq64_64_of_a_quotient_too_small() {
    uq64_64::from_quotient(1, 0x10000000000000000 + 1);
}

#[test, expected_failure(abort_code = uq64_64::EQuotientTooLarge)]
fun uq64_64_of_a_quotient_too_large() {
    uq64_64::from_quotient(0x10000000000000000, 1);
}

#[test, expected_failure(abort_code = uq64_64::EOverflow)]
fun uq64_64_sum_overflows() {
    uq64_64::from_raw(std::u128::max_value!()).add(uq64_64::from_raw(1));
}

#[test, expected_failure(abort_code = uq64_64::EOverflow)]
fun uq64_64_difference_overflows() {
    uq64_64::from_raw(1).sub(uq64_64::from_raw(2));
}

#[test, expected_failure(abort_code = uq64_64::EOverflow)]
fun uq64_64_product_overflows() {
    uq64_64::from_int(0x100000000).mul(uq64_64::from_int(0x100000000));
}

#[test, expected_failure(abort_code = uq64_64::EOverflow)]
fun uq64_64_quotient_overflows() {
    uq64_64::int_div(std::u128::max_value!(), uq64_64::from_quotient(1, 2));
}

#[test, expected_failure(abort_code = uq64_64::EDivisionByZero)]
fun uq64_64_divided_by_zero() {
    uq64_64::from_int(1).div(uq64_64::from_int(0));
}
