/// Addresses, hex, BCS, hashes, and numbers that look random.
#[test_only, allow(untyped_literal, deprecated_usage)]
module sui::encoding_tests;

use std::unit_test::{assert_eq, destroy};
use sui::{
    address,
    bcs,
    group_ops,
    hash,
    hex,
    hmac,
    math,
    random::{Self, Random},
    test_scenario as scenario,
    url
};

// === address and hex ===

#[test]
fun addresses() {
    assert_eq!(@0x1.to_u256(), 1);
    assert_eq!(address::from_u256(0x1234), @0x1234);
    assert_eq!(address::from_u256(address::max()).to_u256(), std::u256::max_value!());
    assert_eq!(address::length(), 32);
    let bytes = x"00000000000000000000000000000000000000000000000000000000deadb33f";
    let text = b"00000000000000000000000000000000000000000000000000000000deadb33f";
    assert_eq!(@0xdeadb33f.to_bytes(), bytes);
    assert_eq!(address::from_bytes(bytes), @0xdeadb33f);
    assert_eq!(@0xdeadb33f.to_ascii_string().into_bytes(), text);
    assert_eq!(@0xdeadb33f.to_string(), text.to_string());
    assert_eq!(address::from_ascii_bytes(&text), @0xdeadb33f);
    assert_eq!(
        address::from_ascii_bytes(
            &b"00000000000000000000000000000000000000000000000000000000DeAdB33F",
        ),
        @0xdeadb33f,
    );
}

#[test, expected_failure(abort_code = address::EAddressParseError)]
fun address_of_too_many_bytes() {
    address::from_bytes(vector::tabulate!(33, |_| 0));
}

#[test, expected_failure(abort_code = address::EAddressParseError)]
fun address_of_too_few_digits() {
    address::from_ascii_bytes(&b"12");
}

#[test, expected_failure(abort_code = address::EAddressParseError)]
fun address_of_other_characters() {
    address::from_ascii_bytes(
        &b"0x00000000000000000000000000000000000000000000000000000000000001",
    );
}

#[test]
fun every_byte_as_hex() {
    let bytes = vector::tabulate!(256, |i| i as u8);
    let text = hex::encode(bytes);
    assert_eq!(text.length(), 512);
    assert_eq!(hex::decode(text), bytes);
    assert_eq!(hex::encode(x"0f3a"), b"0f3a");
    assert_eq!(hex::decode(b"0F3aAbCdEf"), x"0f3aabcdef");
    assert_eq!(hex::decode(b""), b"");
}

#[test, expected_failure(abort_code = hex::EInvalidHexLength)]
fun hex_of_odd_length() {
    hex::decode(b"123");
}

#[test, expected_failure(abort_code = hex::ENotValidHexCharacter)]
fun hex_before_the_digits() {
    hex::decode(b"0/");
}

#[test, expected_failure(abort_code = hex::ENotValidHexCharacter)]
fun hex_behind_the_digits() {
    hex::decode(b"0:");
}

#[test, expected_failure(abort_code = hex::ENotValidHexCharacter)]
fun hex_control_character() {
    // 0x11 with bit 0x20 set is a digit.
    hex::decode(x"3011");
}

#[test, expected_failure(abort_code = hex::ENotValidHexCharacter)]
fun hex_behind_the_letters() {
    hex::decode(b"0g");
}

#[test, expected_failure(abort_code = hex::ENotValidHexCharacter)]
fun hex_before_the_letters() {
    hex::decode(b"@0");
}

#[test]
fun urls() {
    let mut u = url::new_unsafe_from_bytes(b"a");
    assert_eq!(u, url::new_unsafe(b"a".to_ascii_string()));
    u.update(b"b".to_ascii_string());
    assert_eq!(u.inner_url(), b"b".to_ascii_string());
}

// === bcs ===

public struct Everything has drop {
    a: address,
    b: bool,
    c: u8,
    d: u16,
    e: u32,
    f: u64,
    g: u128,
    h: u256,
    rest: vector<u8>,
}

#[test]
fun reading_what_was_written() {
    let value = Everything {
        a: @0xabc,
        b: true,
        c: 0x12,
        d: 0x1234,
        e: 0x12345678,
        f: 0x123456789abcdef0,
        g: 0x123456789abcdef0123456789abcdef0,
        h: std::u256::max_value!() - 1,
        rest: b"rest",
    };
    let mut b = bcs::new(bcs::to_bytes(&value));
    assert_eq!(b.peel_address(), value.a);
    assert_eq!(b.peel_bool(), value.b);
    assert_eq!(b.peel_u8(), value.c);
    assert_eq!(b.peel_u16(), value.d);
    assert_eq!(b.peel_u32(), value.e);
    assert_eq!(b.peel_u64(), value.f);
    assert_eq!(b.peel_u128(), value.g);
    assert_eq!(b.peel_u256(), value.h);
    assert_eq!(b.into_remainder_bytes(), x"0472657374");
}

#[test]
fun reading_vectors() {
    check!(vector[@1, @2], |b| b.peel_vec_address());
    check!(vector[true, false], |b| b.peel_vec_bool());
    check!(b"bytes", |b| b.peel_vec_u8());
    check!(vector[b"a", b"", b"bc"], |b| b.peel_vec_vec_u8());
    check!(vector[1u16, 2], |b| b.peel_vec_u16());
    check!(vector[1u32, 2], |b| b.peel_vec_u32());
    check!(vector[1u64, 2], |b| b.peel_vec_u64());
    check!(vector[1u128, 2], |b| b.peel_vec_u128());
    check!(vector[1u256, 2], |b| b.peel_vec_u256());
    check!(vector::tabulate!(300, |i| i), |b| b.peel_vec_u64());
    check!(vector[vector[1u16], vector[]], |b| b.peel_vec!(|b| b.peel_vec_u16()));
}

#[test]
fun reading_options() {
    check!(option::some(@1), |b| b.peel_option_address());
    check!(option::some(true), |b| b.peel_option_bool());
    check!(option::some(1u8), |b| b.peel_option_u8());
    check!(option::some(1u16), |b| b.peel_option_u16());
    check!(option::some(1u32), |b| b.peel_option_u32());
    check!(option::some(1u64), |b| b.peel_option_u64());
    check!(option::some(1u128), |b| b.peel_option_u128());
    check!(option::some(1u256), |b| b.peel_option_u256());
    check!(option::none<u256>(), |b| b.peel_option_u256());
    check!(option::some(b"x"), |b| b.peel_option!(|b| b.peel_vec_u8()));
}

/// Writes a value, reads it, and finds nothing left.
macro fun check<$T: drop>($value: $T, $read: |&mut bcs::BCS| -> $T) {
    let value = $value;
    let mut bytes = bcs::new(bcs::to_bytes(&value));
    assert_eq!($read(&mut bytes), value);
    assert_eq!(bytes.into_remainder_bytes(), b"");
}

#[test]
fun reading_lengths() {
    assert_eq!(bcs::new(x"7f").peel_vec_length(), 127);
    assert_eq!(bcs::new(x"8001").peel_vec_length(), 128);
    assert_eq!(bcs::new(x"ffffffff0f").peel_vec_length(), 0xffffffff);
    assert_eq!(bcs::new(x"ffffffff0f").peel_enum_tag(), 0xffffffff);
}

#[test, expected_failure(abort_code = bcs::ELenOutOfRange)]
fun a_length_of_six_bytes() {
    bcs::new(x"ffffffffff01").peel_vec_length();
}

#[test, expected_failure(abort_code = bcs::EOutOfRange)]
fun a_tag_too_large() {
    bcs::new(x"ffffffff1f").peel_enum_tag();
}

#[test, expected_failure(abort_code = bcs::ENotBool)]
fun a_bool_of_two() {
    bcs::new(x"02").peel_bool();
}

#[test, expected_failure(abort_code = bcs::EOutOfRange)]
fun an_address_cut_off() {
    bcs::new(x"02").peel_address();
}

#[test, expected_failure(abort_code = bcs::EOutOfRange)]
fun a_number_cut_off() {
    bcs::new(x"01020304050607").peel_u64();
}

#[test, expected_failure(abort_code = bcs::EOutOfRange)]
fun nothing_left() {
    bcs::new(x"").peel_u8();
}

// === hashes ===

#[test]
fun hashes_of_abc() {
    assert_eq!(
        hash::blake2b256(&b"abc"),
        x"bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319",
    );
    assert_eq!(
        hash::keccak256(&b"abc"),
        x"4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45",
    );
    // RFC 4231, case 2, with SHA3-256 (NIST).
    assert_eq!(
        hmac::hmac_sha3_256(&b"Jefe", &b"what do ya want for nothing?"),
        x"c7d4072e788877ae3596bbb0da73b887c9171f93095b294ae857fbe2645e1ba5",
    );
}

#[test]
fun a_number_in_a_buffer() {
    let mut buffer = vector::tabulate!(10, |_| 0);
    group_ops::set_as_prefix(0x0102, false, &mut buffer);
    assert_eq!(buffer, x"02010000000000000000");
    group_ops::set_as_prefix(0x0304, true, &mut buffer);
    assert_eq!(buffer, x"02010000000000000304");
}

#[test, expected_failure(abort_code = group_ops::EInvalidBufferLength)]
fun a_number_in_a_buffer_too_small() {
    group_ops::set_as_prefix(0, false, &mut vector::tabulate!(7, |_| 0));
}

#[test]
fun older_names_of_integer_functions() {
    assert!(math::max(1, 2) == 2 && math::min(1, 2) == 1 && math::diff(5, 3) == 2);
    assert!(math::pow(2, 5) == 32 && math::sqrt(24) == 4 && math::sqrt_u128(25) == 5);
    assert_eq!(math::divide_and_round_up(7, 2), 4);
}

// === random ===

#[test]
fun a_seed_decides() {
    let mut a = random::new_generator_from_seed_for_testing(b"seed");
    let mut b = random::new_generator_from_seed_for_testing(b"seed");
    // The first block is used from its end.
    let mut block = hmac::hmac_sha3_256(&b"seed", &x"0100");
    block.reverse();
    assert_eq!(a.generate_u8(), block[0]);
    assert_eq!(a.generate_u16() as u64, (block[1] as u64) * 256 + (block[2] as u64));
    assert_eq!(a.generator_counter(), 1);
    assert_eq!(a.generator_buffer().length(), 29);
    b.generate_u8();
    b.generate_u16();
    assert_eq!(a.generate_u256(), b.generate_u256());
    assert_eq!(a.generate_u128(), b.generate_u128());
    assert_eq!(a.generate_u64(), b.generate_u64());
    assert_eq!(a.generate_u32(), b.generate_u32());
    assert_eq!(a.generate_bool(), b.generate_bool());
    assert_eq!(a.generate_bytes(70), b.generate_bytes(70));
    assert_eq!(*a.generator_seed(), b"seed");
}

#[test]
fun whole_blocks_come_as_they_are() {
    let mut g = random::new_generator_from_seed_for_testing(b"seed");
    assert_eq!(g.generate_bytes(32), hmac::hmac_sha3_256(&b"seed", &x"0100"));
    assert!(g.generate_bytes(0).is_empty() && g.generator_buffer().is_empty());
    let bytes = g.generate_bytes(34);
    assert_eq!(bytes.length(), 34);
    assert_eq!(g.generator_counter(), 3);
}

#[test]
fun ranges() {
    let mut g = random::new_generator_from_seed_for_testing(b"ranges");
    let mut low = false;
    let mut high = false;
    100u64.do!(|_| {
        let n = g.generate_u8_in_range(3, 5);
        assert!(n >= 3 && n <= 5);
        if (n == 3) low = true;
        if (n == 5) high = true;
        assert!(g.generate_u16_in_range(1000, 1001) / 2 == 500);
        assert!(g.generate_u32_in_range(0, 9) < 10);
        assert!(g.generate_u64_in_range(7, 9) > 6);
        assert!(g.generate_u128_in_range(0, 1) < 2);
    });
    assert!(low && high);
    g.generate_u64_in_range(0, std::u64::max_value!());
    g.generate_u128_in_range(0, std::u128::max_value!());
    let before = g.generator_counter();
    assert_eq!(g.generate_u64_in_range(5, 5), 5);
    assert_eq!(g.generator_counter(), before);
}

#[test, expected_failure(abort_code = random::EInvalidRange)]
fun an_empty_range() {
    random::new_generator_for_testing().generate_u8_in_range(2, 1);
}

#[test]
fun shuffling_keeps_the_elements() {
    let mut g = random::new_generator_from_seed_for_testing(b"shuffle");
    let sorted = vector::tabulate!(50, |i| i);
    let mut v = sorted;
    g.shuffle(&mut v);
    assert!(v != sorted);
    v.merge_sort_by!(|a, b| *a <= *b);
    assert_eq!(v, sorted);
    g.shuffle(&mut vector<u8>[]);
    let mut one = vector[1];
    g.shuffle(&mut one);
    assert_eq!(one, vector[1]);
}

#[test]
fun the_system_renews_randomness() {
    let mut s = scenario::begin(@0x0);
    random::create_for_testing(s.ctx());
    s.next_tx(@0x0);
    let mut r = s.take_shared<Random>();
    r.update_randomness_state_for_testing(0, x"01", s.ctx());
    r.update_randomness_state_for_testing(1, x"02", s.ctx());
    let mut a = r.new_generator(s.ctx());
    let mut b = r.new_generator(s.ctx());
    assert!(a.generate_u256() != b.generate_u256());
    s.next_epoch(@0x0);
    r.update_randomness_state_for_testing(0, x"03", s.ctx());
    scenario::return_shared(r);
    s.end();
}

#[test, expected_failure(abort_code = random::EInvalidRandomnessUpdate)]
fun rounds_do_not_leap() {
    let mut s = scenario::begin(@0x0);
    random::create_for_testing(s.ctx());
    s.next_tx(@0x0);
    let mut r = s.take_shared<Random>();
    r.update_randomness_state_for_testing(0, x"01", s.ctx());
    r.update_randomness_state_for_testing(2, x"01", s.ctx());
    abort
}

#[test, expected_failure(abort_code = random::EInvalidRandomnessUpdate)]
fun the_first_round_is_zero() {
    let mut s = scenario::begin(@0x0);
    random::create_for_testing(s.ctx());
    s.next_tx(@0x0);
    let mut r = s.take_shared<Random>();
    r.update_randomness_state_for_testing(1, x"01", s.ctx());
    abort
}

#[test, expected_failure(abort_code = random::ENotSystemAddress)]
fun only_the_system_makes_randomness() {
    random::create_for_testing(scenario::begin(@0xA).ctx());
    abort
}

#[test, expected_failure(abort_code = random::ENotSystemAddress)]
fun only_the_system_renews_randomness() {
    let mut s = scenario::begin(@0x0);
    random::create_for_testing(s.ctx());
    s.next_tx(@0xA);
    let mut r = s.take_shared<Random>();
    r.update_randomness_state_for_testing(0, x"01", s.ctx());
    destroy(r);
    abort
}
