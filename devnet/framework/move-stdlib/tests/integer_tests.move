/// The same promises for every width; the edges are those of the width.
#[test_only, allow(deprecated_usage, untyped_literal)]
module std::integer_tests;

use std::unit_test::assert_eq;

// === u8 ===

#[test]
fun u8_comparing() {
    let last = std::u8::max_value!();
    assert_eq!(last, 0xff);
    assert_eq!(last.bitwise_not(), 0);
    assert_eq!((0x55u8).bitwise_not(), last - 0x55);
    assert_eq!((3u8).max(4), 4);
    assert_eq!((last).max(0), last);
    assert_eq!((3u8).min(4), 3);
    assert_eq!((last).min(0), 0);
    assert_eq!((3u8).diff(10), 7);
    assert_eq!((10u8).diff(3), 7);
    assert_eq!(last.diff(0), last);
}

#[test]
fun u8_calculating() {
    let last = std::u8::max_value!();
    assert_eq!((7u8).divide_and_round_up(7), 1);
    assert_eq!((8u8).divide_and_round_up(7), 2);
    assert_eq!((8u8).div_ceil(7), 2);
    assert_eq!((7u8).div_ceil(7), 1);
    assert_eq!(last.div_ceil(1), last);
    assert_eq!((0u8).divide_and_round_up(7), 0);
    assert_eq!(last.divide_and_round_up(2), last / 2 + 1);
    assert_eq!((2u8).pow(7), 0x80);
    assert_eq!((3u8).pow(4), 81);
    assert_eq!((9u8).pow(0), 1);
    assert_eq!((0u8).pow(0), 1);
    assert_eq!((0u8).pow(5), 0);
    assert_eq!(last.pow(1), last);
}

#[test]
fun u8_text() {
    assert_eq!((0u8).to_string(), b"0".to_string());
    assert_eq!((10u8).to_string(), b"10".to_string());
    assert_eq!(std::u8::max_value!().to_string(), b"255".to_string());
}

#[test]
fun u8_loops() {
    let mut seen = vector[];
    (3u8).do!(|i| seen.push_back(i));
    (2u8).do_eq!(|i| seen.push_back(i));
    (4u8).range_do!(6, |i| seen.push_back(i));
    (4u8).range_do_eq!(6, |i| seen.push_back(i));
    (6u8).range_do!(6, |_| abort);
    (7u8).range_do!(6, |_| abort);
    (7u8).range_do_eq!(6, |_| abort);
    assert_eq!(seen, vector[0, 1, 2, 0, 1, 2, 4, 5, 4, 5, 6]);
    let last = std::u8::max_value!();
    let mut steps = 0;
    (last - 2).range_do_eq!(last, |_| steps = steps + 1);
    assert_eq!(steps, 3);
}

#[test, expected_failure(arithmetic_error, location = std::u8)]
fun u8_pow_overflows() {
    (2u8).pow(8);
}

#[test, expected_failure(arithmetic_error, location = std::u8)]
fun u8_divided_by_zero() {
    (1u8).divide_and_round_up(0);
}

#[test]
fun u8_square_roots() {
    vector[0, 1, 1, 1, 2, 2, 2, 2, 2, 3].length().do!(|i| {
        let root = (i as u8).sqrt();
        assert!(root * root <= (i as u8) && (root + 1) * (root + 1) > (i as u8));
    });
    assert_eq!(std::u8::max_value!().sqrt(), 15);
    assert_eq!((225u8).sqrt(), 15);
    assert_eq!((224u8).sqrt(), 14);
}

// === u16 ===

#[test]
fun u16_comparing() {
    let last = std::u16::max_value!();
    assert_eq!(last, 0xffff);
    assert_eq!(last.bitwise_not(), 0);
    assert_eq!((0x55u16).bitwise_not(), last - 0x55);
    assert_eq!((3u16).max(4), 4);
    assert_eq!((last).max(0), last);
    assert_eq!((3u16).min(4), 3);
    assert_eq!((last).min(0), 0);
    assert_eq!((3u16).diff(10), 7);
    assert_eq!((10u16).diff(3), 7);
    assert_eq!(last.diff(0), last);
}

#[test]
fun u16_calculating() {
    let last = std::u16::max_value!();
    assert_eq!((7u16).divide_and_round_up(7), 1);
    assert_eq!((8u16).divide_and_round_up(7), 2);
    assert_eq!((8u16).div_ceil(7), 2);
    assert_eq!((7u16).div_ceil(7), 1);
    assert_eq!(last.div_ceil(1), last);
    assert_eq!((0u16).divide_and_round_up(7), 0);
    assert_eq!(last.divide_and_round_up(2), last / 2 + 1);
    assert_eq!((2u16).pow(15), 0x8000);
    assert_eq!((3u16).pow(4), 81);
    assert_eq!((9u16).pow(0), 1);
    assert_eq!((0u16).pow(0), 1);
    assert_eq!((0u16).pow(5), 0);
    assert_eq!(last.pow(1), last);
}

#[test]
fun u16_text() {
    assert_eq!((0u16).to_string(), b"0".to_string());
    assert_eq!((10u16).to_string(), b"10".to_string());
    assert_eq!(std::u16::max_value!().to_string(), b"65535".to_string());
}

#[test]
fun u16_loops() {
    let mut seen = vector[];
    (3u16).do!(|i| seen.push_back(i));
    (2u16).do_eq!(|i| seen.push_back(i));
    (4u16).range_do!(6, |i| seen.push_back(i));
    (4u16).range_do_eq!(6, |i| seen.push_back(i));
    (6u16).range_do!(6, |_| abort);
    (7u16).range_do!(6, |_| abort);
    (7u16).range_do_eq!(6, |_| abort);
    assert_eq!(seen, vector[0, 1, 2, 0, 1, 2, 4, 5, 4, 5, 6]);
    let last = std::u16::max_value!();
    let mut steps = 0;
    (last - 2).range_do_eq!(last, |_| steps = steps + 1);
    assert_eq!(steps, 3);
}

#[test, expected_failure(arithmetic_error, location = std::u16)]
fun u16_pow_overflows() {
    (2u16).pow(16);
}

#[test, expected_failure(arithmetic_error, location = std::u16)]
fun u16_divided_by_zero() {
    (1u16).divide_and_round_up(0);
}

#[test]
fun u16_square_roots() {
    vector[0, 1, 1, 1, 2, 2, 2, 2, 2, 3].length().do!(|i| {
        let root = (i as u16).sqrt();
        assert!(root * root <= (i as u16) && (root + 1) * (root + 1) > (i as u16));
    });
    assert_eq!(std::u16::max_value!().sqrt(), 255);
    assert_eq!((65025u16).sqrt(), 255);
    assert_eq!((65024u16).sqrt(), 254);
}

#[test]
fun u16_as_u8() {
    assert_eq!((0xffu16).try_as_u8(), option::some(0xff));
    assert!((0x100u16).try_as_u8().is_none());
    assert!(std::u16::max_value!().try_as_u8().is_none());
}

// === u32 ===

#[test]
fun u32_comparing() {
    let last = std::u32::max_value!();
    assert_eq!(last, 0xffffffff);
    assert_eq!(last.bitwise_not(), 0);
    assert_eq!((0x55u32).bitwise_not(), last - 0x55);
    assert_eq!((3u32).max(4), 4);
    assert_eq!((last).max(0), last);
    assert_eq!((3u32).min(4), 3);
    assert_eq!((last).min(0), 0);
    assert_eq!((3u32).diff(10), 7);
    assert_eq!((10u32).diff(3), 7);
    assert_eq!(last.diff(0), last);
}

#[test]
fun u32_calculating() {
    let last = std::u32::max_value!();
    assert_eq!((7u32).divide_and_round_up(7), 1);
    assert_eq!((8u32).divide_and_round_up(7), 2);
    assert_eq!((8u32).div_ceil(7), 2);
    assert_eq!((7u32).div_ceil(7), 1);
    assert_eq!(last.div_ceil(1), last);
    assert_eq!((0u32).divide_and_round_up(7), 0);
    assert_eq!(last.divide_and_round_up(2), last / 2 + 1);
    assert_eq!((2u32).pow(31), 0x80000000);
    assert_eq!((3u32).pow(4), 81);
    assert_eq!((9u32).pow(0), 1);
    assert_eq!((0u32).pow(0), 1);
    assert_eq!((0u32).pow(5), 0);
    assert_eq!(last.pow(1), last);
}

#[test]
fun u32_text() {
    assert_eq!((0u32).to_string(), b"0".to_string());
    assert_eq!((10u32).to_string(), b"10".to_string());
    assert_eq!(std::u32::max_value!().to_string(), b"4294967295".to_string());
}

#[test]
fun u32_loops() {
    let mut seen = vector[];
    (3u32).do!(|i| seen.push_back(i));
    (2u32).do_eq!(|i| seen.push_back(i));
    (4u32).range_do!(6, |i| seen.push_back(i));
    (4u32).range_do_eq!(6, |i| seen.push_back(i));
    (6u32).range_do!(6, |_| abort);
    (7u32).range_do!(6, |_| abort);
    (7u32).range_do_eq!(6, |_| abort);
    assert_eq!(seen, vector[0, 1, 2, 0, 1, 2, 4, 5, 4, 5, 6]);
    let last = std::u32::max_value!();
    let mut steps = 0;
    (last - 2).range_do_eq!(last, |_| steps = steps + 1);
    assert_eq!(steps, 3);
}

#[test, expected_failure(arithmetic_error, location = std::u32)]
fun u32_pow_overflows() {
    (2u32).pow(32);
}

#[test, expected_failure(arithmetic_error, location = std::u32)]
fun u32_divided_by_zero() {
    (1u32).divide_and_round_up(0);
}

#[test]
fun u32_square_roots() {
    vector[0, 1, 1, 1, 2, 2, 2, 2, 2, 3].length().do!(|i| {
        let root = (i as u32).sqrt();
        assert!(root * root <= (i as u32) && (root + 1) * (root + 1) > (i as u32));
    });
    assert_eq!(std::u32::max_value!().sqrt(), 65535);
    assert_eq!((4294836225u32).sqrt(), 65535);
    assert_eq!((4294836224u32).sqrt(), 65534);
}

#[test]
fun u32_as_u8() {
    assert_eq!((0xffu32).try_as_u8(), option::some(0xff));
    assert!((0x100u32).try_as_u8().is_none());
    assert!(std::u32::max_value!().try_as_u8().is_none());
}

#[test]
fun u32_as_u16() {
    assert_eq!((0xffffu32).try_as_u16(), option::some(0xffff));
    assert!((0x10000u32).try_as_u16().is_none());
    assert!(std::u32::max_value!().try_as_u16().is_none());
}

// === u64 ===

#[test]
fun u64_comparing() {
    let last = std::u64::max_value!();
    assert_eq!(last, 0xffffffffffffffff);
    assert_eq!(last.bitwise_not(), 0);
    assert_eq!((0x55u64).bitwise_not(), last - 0x55);
    assert_eq!((3u64).max(4), 4);
    assert_eq!((last).max(0), last);
    assert_eq!((3u64).min(4), 3);
    assert_eq!((last).min(0), 0);
    assert_eq!((3u64).diff(10), 7);
    assert_eq!((10u64).diff(3), 7);
    assert_eq!(last.diff(0), last);
}

#[test]
fun u64_calculating() {
    let last = std::u64::max_value!();
    assert_eq!((7u64).divide_and_round_up(7), 1);
    assert_eq!((8u64).divide_and_round_up(7), 2);
    assert_eq!((8u64).div_ceil(7), 2);
    assert_eq!((7u64).div_ceil(7), 1);
    assert_eq!(last.div_ceil(1), last);
    assert_eq!((0u64).divide_and_round_up(7), 0);
    assert_eq!(last.divide_and_round_up(2), last / 2 + 1);
    assert_eq!((2u64).pow(63), 0x8000000000000000);
    assert_eq!((3u64).pow(4), 81);
    assert_eq!((9u64).pow(0), 1);
    assert_eq!((0u64).pow(0), 1);
    assert_eq!((0u64).pow(5), 0);
    assert_eq!(last.pow(1), last);
}

#[test]
fun u64_text() {
    assert_eq!((0u64).to_string(), b"0".to_string());
    assert_eq!((10u64).to_string(), b"10".to_string());
    assert_eq!(std::u64::max_value!().to_string(), b"18446744073709551615".to_string());
}

#[test]
fun u64_loops() {
    let mut seen = vector[];
    (3u64).do!(|i| seen.push_back(i));
    (2u64).do_eq!(|i| seen.push_back(i));
    (4u64).range_do!(6, |i| seen.push_back(i));
    (4u64).range_do_eq!(6, |i| seen.push_back(i));
    (6u64).range_do!(6, |_| abort);
    (7u64).range_do!(6, |_| abort);
    (7u64).range_do_eq!(6, |_| abort);
    assert_eq!(seen, vector[0, 1, 2, 0, 1, 2, 4, 5, 4, 5, 6]);
    let last = std::u64::max_value!();
    let mut steps = 0;
    (last - 2).range_do_eq!(last, |_| steps = steps + 1);
    assert_eq!(steps, 3);
}

#[test, expected_failure(arithmetic_error, location = std::u64)]
fun u64_pow_overflows() {
    (2u64).pow(64);
}

#[test, expected_failure(arithmetic_error, location = std::u64)]
fun u64_divided_by_zero() {
    (1u64).divide_and_round_up(0);
}

#[test]
fun u64_square_roots() {
    vector[0, 1, 1, 1, 2, 2, 2, 2, 2, 3].length().do!(|i| {
        let root = (i as u64).sqrt();
        assert!(root * root <= (i as u64) && (root + 1) * (root + 1) > (i as u64));
    });
    assert_eq!(std::u64::max_value!().sqrt(), 4294967295);
    assert_eq!((18446744065119617025u64).sqrt(), 4294967295);
    assert_eq!((18446744065119617024u64).sqrt(), 4294967294);
}

#[test]
fun u64_as_u8() {
    assert_eq!((0xffu64).try_as_u8(), option::some(0xff));
    assert!((0x100u64).try_as_u8().is_none());
    assert!(std::u64::max_value!().try_as_u8().is_none());
}

#[test]
fun u64_as_u16() {
    assert_eq!((0xffffu64).try_as_u16(), option::some(0xffff));
    assert!((0x10000u64).try_as_u16().is_none());
    assert!(std::u64::max_value!().try_as_u16().is_none());
}

#[test]
fun u64_as_u32() {
    assert_eq!((0xffffffffu64).try_as_u32(), option::some(0xffffffff));
    assert!((0x100000000u64).try_as_u32().is_none());
    assert!(std::u64::max_value!().try_as_u32().is_none());
}

// === u128 ===

#[test]
fun u128_comparing() {
    let last = std::u128::max_value!();
    assert_eq!(last, 0xffffffffffffffffffffffffffffffff);
    assert_eq!(last.bitwise_not(), 0);
    assert_eq!((0x55u128).bitwise_not(), last - 0x55);
    assert_eq!((3u128).max(4), 4);
    assert_eq!((last).max(0), last);
    assert_eq!((3u128).min(4), 3);
    assert_eq!((last).min(0), 0);
    assert_eq!((3u128).diff(10), 7);
    assert_eq!((10u128).diff(3), 7);
    assert_eq!(last.diff(0), last);
}

#[test]
fun u128_calculating() {
    let last = std::u128::max_value!();
    assert_eq!((7u128).divide_and_round_up(7), 1);
    assert_eq!((8u128).divide_and_round_up(7), 2);
    assert_eq!((8u128).div_ceil(7), 2);
    assert_eq!((7u128).div_ceil(7), 1);
    assert_eq!(last.div_ceil(1), last);
    assert_eq!((0u128).divide_and_round_up(7), 0);
    assert_eq!(last.divide_and_round_up(2), last / 2 + 1);
    assert_eq!((2u128).pow(127), 0x80000000000000000000000000000000);
    assert_eq!((3u128).pow(4), 81);
    assert_eq!((9u128).pow(0), 1);
    assert_eq!((0u128).pow(0), 1);
    assert_eq!((0u128).pow(5), 0);
    assert_eq!(last.pow(1), last);
}

#[test]
fun u128_text() {
    assert_eq!((0u128).to_string(), b"0".to_string());
    assert_eq!((10u128).to_string(), b"10".to_string());
    assert_eq!(
        std::u128::max_value!().to_string(),
        b"340282366920938463463374607431768211455".to_string(),
    );
}

#[test]
fun u128_loops() {
    let mut seen = vector[];
    (3u128).do!(|i| seen.push_back(i));
    (2u128).do_eq!(|i| seen.push_back(i));
    (4u128).range_do!(6, |i| seen.push_back(i));
    (4u128).range_do_eq!(6, |i| seen.push_back(i));
    (6u128).range_do!(6, |_| abort);
    (7u128).range_do!(6, |_| abort);
    (7u128).range_do_eq!(6, |_| abort);
    assert_eq!(seen, vector[0, 1, 2, 0, 1, 2, 4, 5, 4, 5, 6]);
    let last = std::u128::max_value!();
    let mut steps = 0;
    (last - 2).range_do_eq!(last, |_| steps = steps + 1);
    assert_eq!(steps, 3);
}

#[test, expected_failure(arithmetic_error, location = std::u128)]
fun u128_pow_overflows() {
    (2u128).pow(128);
}

#[test, expected_failure(arithmetic_error, location = std::u128)]
fun u128_divided_by_zero() {
    (1u128).divide_and_round_up(0);
}

#[test]
fun u128_square_roots() {
    vector[0, 1, 1, 1, 2, 2, 2, 2, 2, 3].length().do!(|i| {
        let root = (i as u128).sqrt();
        assert!(root * root <= (i as u128) && (root + 1) * (root + 1) > (i as u128));
    });
    assert_eq!(std::u128::max_value!().sqrt(), 18446744073709551615);
    assert_eq!((340282366920938463426481119284349108225u128).sqrt(), 18446744073709551615);
    assert_eq!((340282366920938463426481119284349108224u128).sqrt(), 18446744073709551614);
}

#[test]
fun u128_as_u8() {
    assert_eq!((0xffu128).try_as_u8(), option::some(0xff));
    assert!((0x100u128).try_as_u8().is_none());
    assert!(std::u128::max_value!().try_as_u8().is_none());
}

#[test]
fun u128_as_u16() {
    assert_eq!((0xffffu128).try_as_u16(), option::some(0xffff));
    assert!((0x10000u128).try_as_u16().is_none());
    assert!(std::u128::max_value!().try_as_u16().is_none());
}

#[test]
fun u128_as_u32() {
    assert_eq!((0xffffffffu128).try_as_u32(), option::some(0xffffffff));
    assert!((0x100000000u128).try_as_u32().is_none());
    assert!(std::u128::max_value!().try_as_u32().is_none());
}

#[test]
fun u128_as_u64() {
    assert_eq!((0xffffffffffffffffu128).try_as_u64(), option::some(0xffffffffffffffff));
    assert!((0x10000000000000000u128).try_as_u64().is_none());
    assert!(std::u128::max_value!().try_as_u64().is_none());
}

// === u256 ===

#[test]
fun u256_comparing() {
    let last = std::u256::max_value!();
    assert_eq!(last, 0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff);
    assert_eq!(last.bitwise_not(), 0);
    assert_eq!((0x55u256).bitwise_not(), last - 0x55);
    assert_eq!((3u256).max(4), 4);
    assert_eq!((last).max(0), last);
    assert_eq!((3u256).min(4), 3);
    assert_eq!((last).min(0), 0);
    assert_eq!((3u256).diff(10), 7);
    assert_eq!((10u256).diff(3), 7);
    assert_eq!(last.diff(0), last);
}

#[test]
fun u256_calculating() {
    let last = std::u256::max_value!();
    assert_eq!((7u256).divide_and_round_up(7), 1);
    assert_eq!((8u256).divide_and_round_up(7), 2);
    assert_eq!((8u256).div_ceil(7), 2);
    assert_eq!((7u256).div_ceil(7), 1);
    assert_eq!(last.div_ceil(1), last);
    assert_eq!((0u256).divide_and_round_up(7), 0);
    assert_eq!(last.divide_and_round_up(2), last / 2 + 1);
    assert_eq!(
        (2u256).pow(255),
        0x8000000000000000000000000000000000000000000000000000000000000000,
    );
    assert_eq!((3u256).pow(4), 81);
    assert_eq!((9u256).pow(0), 1);
    assert_eq!((0u256).pow(0), 1);
    assert_eq!((0u256).pow(5), 0);
    assert_eq!(last.pow(1), last);
}

#[test]
fun u256_text() {
    assert_eq!((0u256).to_string(), b"0".to_string());
    assert_eq!((10u256).to_string(), b"10".to_string());
    assert_eq!(
        std::u256::max_value!().to_string(),
        b"115792089237316195423570985008687907853269984665640564039457584007913129639935".to_string(),
    );
}

#[test]
fun u256_loops() {
    let mut seen = vector[];
    (3u256).do!(|i| seen.push_back(i));
    (2u256).do_eq!(|i| seen.push_back(i));
    (4u256).range_do!(6, |i| seen.push_back(i));
    (4u256).range_do_eq!(6, |i| seen.push_back(i));
    (6u256).range_do!(6, |_| abort);
    (7u256).range_do!(6, |_| abort);
    (7u256).range_do_eq!(6, |_| abort);
    assert_eq!(seen, vector[0, 1, 2, 0, 1, 2, 4, 5, 4, 5, 6]);
    let last = std::u256::max_value!();
    let mut steps = 0;
    (last - 2).range_do_eq!(last, |_| steps = steps + 1);
    assert_eq!(steps, 3);
}

#[test, expected_failure(arithmetic_error, location = std::u256)]
fun u256_pow_overflows() {
    (2u256).pow(255).pow(2);
}

#[test, expected_failure(arithmetic_error, location = std::u256)]
fun u256_divided_by_zero() {
    (1u256).divide_and_round_up(0);
}

#[test]
fun u256_as_u8() {
    assert_eq!((0xffu256).try_as_u8(), option::some(0xff));
    assert!((0x100u256).try_as_u8().is_none());
    assert!(std::u256::max_value!().try_as_u8().is_none());
}

#[test]
fun u256_as_u16() {
    assert_eq!((0xffffu256).try_as_u16(), option::some(0xffff));
    assert!((0x10000u256).try_as_u16().is_none());
    assert!(std::u256::max_value!().try_as_u16().is_none());
}

#[test]
fun u256_as_u32() {
    assert_eq!((0xffffffffu256).try_as_u32(), option::some(0xffffffff));
    assert!((0x100000000u256).try_as_u32().is_none());
    assert!(std::u256::max_value!().try_as_u32().is_none());
}

#[test]
fun u256_as_u64() {
    assert_eq!((0xffffffffffffffffu256).try_as_u64(), option::some(0xffffffffffffffff));
    assert!((0x10000000000000000u256).try_as_u64().is_none());
    assert!(std::u256::max_value!().try_as_u64().is_none());
}

#[test]
fun u256_as_u128() {
    assert_eq!(
        (0xffffffffffffffffffffffffffffffffu256).try_as_u128(),
        option::some(0xffffffffffffffffffffffffffffffff),
    );
    assert!((0x100000000000000000000000000000000u256).try_as_u128().is_none());
    assert!(std::u256::max_value!().try_as_u128().is_none());
}
