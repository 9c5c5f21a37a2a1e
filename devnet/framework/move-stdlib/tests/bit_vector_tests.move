#[test_only, allow(deprecated_usage, untyped_literal)]
module std::bit_vector_tests;

use std::{bit_vector::{Self, BitVector}, unit_test::assert_eq};

fun bits(text: vector<u8>): BitVector {
    let mut made = bit_vector::new(text.length());
    text.length().do!(|i| if (text[i] == 49) made.set(i));
    made
}

#[test]
fun setting() {
    let mut v = bit_vector::new(9);
    assert_eq!(v.length(), 9);
    9u64.do!(|i| assert!(!v.is_index_set(i)));
    v.set(3);
    v.set(8);
    v.set(3);
    assert!(v.is_index_set(3) && v.is_index_set(8) && !v.is_index_set(4));
    v.unset(3);
    v.unset(4);
    assert_eq!(v, bits(b"000000001"));
    assert_eq!(bit_vector::word_size(), 1);
}

#[test]
fun shifting() {
    let mut v = bits(b"1101001");
    v.shift_left(0);
    assert_eq!(v, bits(b"1101001"));
    v.shift_left(2);
    assert_eq!(v, bits(b"0100100"));
    v.shift_left(1);
    assert_eq!(v, bits(b"1001000"));
    v.shift_left(6);
    assert_eq!(v, bits(b"0000000"));
    v.set(0);
    v.shift_left(7);
    assert_eq!(v, bits(b"0000000"));
    v.set(6);
    v.shift_left(1000);
    assert_eq!(v, bits(b"0000000"));
}

#[test]
fun sequences() {
    let v = bits(b"1110110");
    assert_eq!(v.longest_set_sequence_starting_at(0), 3);
    assert_eq!(v.longest_set_sequence_starting_at(2), 1);
    assert_eq!(v.longest_set_sequence_starting_at(3), 0);
    assert_eq!(v.longest_set_sequence_starting_at(4), 2);
    assert_eq!(bits(b"11").longest_set_sequence_starting_at(0), 2);
}

#[test]
fun largest() {
    bit_vector::new(1023).set(1022);
}

#[test, expected_failure(abort_code = bit_vector::ELENGTH)]
fun too_short() {
    bit_vector::new(0);
}

#[test, expected_failure(abort_code = bit_vector::ELENGTH)]
fun too_long() {
    bit_vector::new(1024);
}

#[test, expected_failure(abort_code = bit_vector::EINDEX)]
fun set_past_the_end() {
    bit_vector::new(4).set(4);
}

#[test, expected_failure(abort_code = bit_vector::EINDEX)]
fun unset_past_the_end() {
    bit_vector::new(4).unset(4);
}

#[test, expected_failure(abort_code = bit_vector::EINDEX)]
fun look_past_the_end() {
    bit_vector::new(4).is_index_set(4);
}

#[test, expected_failure(abort_code = bit_vector::EINDEX)]
fun sequence_past_the_end() {
    bit_vector::new(4).longest_set_sequence_starting_at(4);
}
