/// The natives of std, and what std builds on them.
module conformance::standard;

use conformance::log::{Self, opaque};
use std::{ascii, bcs, hash, string};

public struct Everything has copy, drop {
    a: bool,
    b: u8,
    c: u16,
    d: u32,
    e: u64,
    f: u128,
    g: u256,
    h: address,
    i: vector<u16>,
    j: Option<Option<u8>>,
    k: vector<vector<u8>>,
}

public fun case_bcs(): vector<u8> {
    let mut log = log::new();
    let value = Everything {
        a: true,
        b: 1,
        c: 0x0203,
        d: 0x04050607,
        e: 0x08090a0b0c0d0e0f,
        f: 0x101112131415161718191a1b1c1d1e1f,
        g: 0x202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f,
        h: @0x4041,
        i: vector[1, 2, 65535],
        j: option::some(option::none()),
        k: vector[b"", b"x"],
    };
    log.show(&value);
    log.take(bcs::to_bytes(&bcs::to_bytes(&value)));
    // Lengths of one, two and three bytes.
    vector[0u64, 1, 127, 128, 129, 16383, 16384].do!(|n| {
        let bytes = bcs::to_bytes(&vector::tabulate!(n, |i| (i % 256) as u8));
        log.take(bytes.length());
        log.take(hash::sha2_256(bytes));
    });
    log.finish()
}

public fun case_hash(): vector<u8> {
    let mut log = log::new();
    vector[
        b"",
        b"abc",
        b"a longer message that runs over the first block of the hash, surely, by now",
    ].do!(|m| {
        log.take(hash::sha2_256(m));
        log.take(hash::sha3_256(m));
    });
    log.finish()
}

public fun case_strings(): vector<u8> {
    let mut log = log::new();
    let mut text = string::utf8(b"h\xc3\xa9llo");
    log.take(text.length());
    text.append(b" w\xe2\x82\xacrld".to_string());
    text.insert(0, b">".to_string());
    log.show(&text);
    log.take(text.index_of(&b"w".to_string()));
    log.take(text.index_of(&b"missing".to_string()));
    log.take(text.index_of(&b"".to_string()));
    log.take(text.substring(1, 4));
    log.take(string::try_utf8(b"\xff").is_none());
    log.take(string::try_utf8(b"\xc0\x80").is_none());
    log.take(string::try_utf8(b"\xed\xa0\x80").is_none());
    log.take(string::try_utf8(b"\xf4\x90\x80\x80").is_none());
    log.take(string::try_utf8(b"\xef\xbb\xbfbom").is_some());
    log.take(string::try_utf8(b"\xf0\x9f\x90\x8b").is_some());
    let plain = b"ascii text".to_ascii_string();
    log.take(plain.to_uppercase());
    log.take(plain.index_of(&b"text".to_ascii_string()));
    log.take(ascii::try_string(b"\x80").is_none());
    log.finish()
}

public fun fail_not_utf8() { string::utf8(opaque(b"\xff")); }

public fun fail_substring_inside_character() {
    string::utf8(b"\xc3\xa9").substring(0, opaque(1));
}

public fun fail_substring_past_end() { b"abc".to_string().substring(1, opaque(9)); }

public fun fail_substring_backwards() { b"abc".to_string().substring(2, opaque(1)); }

public fun fail_insert_past_end() { b"abc".to_string().insert(opaque(4), b"x".to_string()); }

public fun fail_not_ascii() { opaque(b"\x80").to_ascii_string(); }

public fun case_options(): vector<u8> {
    let mut log = log::new();
    let mut maybe = option::none<u64>();
    log.take(maybe.is_none());
    maybe.fill(3);
    *maybe.borrow_mut() = 4;
    log.take(maybe.swap(5));
    log.take(maybe.extract());
    log.take(maybe.get_with_default(6));
    log.take(maybe.swap_or_fill(7));
    log.take(maybe.destroy_some());
    log.take(option::some(1u8).map!(|x| x + 1));
    log.finish()
}

public fun fail_unwrap_none(): u8 { opaque(option::none()).destroy_some() }

public fun fail_fill_some() { opaque(option::some(1u8)).fill(2) }

public fun case_integer_helpers(): vector<u8> {
    let mut log = log::new();
    log.take(10u64.pow(19));
    log.take(3u8.pow(5));
    log.take(18446744073709551615u64.sqrt());
    log.take((1u128 << 127).sqrt());
    log.take(7u64.max(9).diff(3));
    log.take(7u32.divide_and_round_up(2));
    log.take(18446744073709551615u64.to_string());
    log.take((1u256 << 255).to_string());
    log.take(300u16.try_as_u8());
    log.take(200u16.try_as_u8());
    log.finish()
}

public fun fail_pow(): u64 { opaque(10u64).pow(20) }
