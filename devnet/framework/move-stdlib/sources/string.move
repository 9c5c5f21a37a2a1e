/// Text: bytes that are known to be UTF-8. Lengths and indices count bytes, not characters.
module std::string;

use std::ascii;

/// The bytes are not UTF-8.
const EInvalidUTF8: u64 = 1;
/// An index past the end or in the middle of a character.
const EInvalidIndex: u64 = 2;

public struct String has copy, drop, store {
    bytes: vector<u8>,
}

// === Constructors ===

/// Text of these bytes. Aborts with `EInvalidUTF8`.
public fun utf8(bytes: vector<u8>): String {
    if (!internal_check_utf8(&bytes)) abort EInvalidUTF8;
    String { bytes }
}

/// Text of these bytes, or none when they are not UTF-8.
public fun try_utf8(bytes: vector<u8>): Option<String> {
    if (!internal_check_utf8(&bytes)) return option::none();
    option::some(String { bytes })
}

/// ASCII text is UTF-8 text.
public fun from_ascii(s: ascii::String): String {
    String { bytes: s.into_bytes() }
}

// === Conversions ===

/// The text as ASCII. Aborts with `std::ascii::EInvalidASCIICharacter`.
public fun to_ascii(s: String): ascii::String {
    s.into_bytes().to_ascii_string()
}

/// The bytes of the text.
public fun as_bytes(s: &String): &vector<u8> {
    &s.bytes
}

/// The bytes of the text, which ends.
public fun into_bytes(s: String): vector<u8> {
    let String { bytes } = s;
    bytes
}

// === Functions ===

/// Whether there are no bytes.
public fun is_empty(s: &String): bool {
    s.length() == 0
}

/// How many bytes there are.
public fun length(s: &String): u64 {
    s.bytes.length()
}

/// Puts `r` behind the text.
public fun append(s: &mut String, r: String) {
    s.bytes.append(r.into_bytes())
}

/// Puts bytes behind the text. Aborts with `EInvalidUTF8`.
public fun append_utf8(s: &mut String, bytes: vector<u8>) {
    s.append(bytes.to_string())
}

/// Puts `o` before the character that starts at byte `at`, or at the end. Aborts with `EInvalidIndex`.
public fun insert(s: &mut String, at: u64, o: String) {
    assert!(is_boundary(s, at), EInvalidIndex);
    let mut result = internal_sub_string(&s.bytes, 0, at);
    result.append(o.into_bytes());
    result.append(internal_sub_string(&s.bytes, at, s.length()));
    s.bytes = result;
}

/// The text from byte `i` up to byte `j`, exclusive. Both must be where a character starts, or the end.
/// Aborts with `EInvalidIndex`.
public fun substring(s: &String, i: u64, j: u64): String {
    assert!(i <= j && is_boundary(s, i) && is_boundary(s, j), EInvalidIndex);
    String { bytes: internal_sub_string(&s.bytes, i, j) }
}

/// Where `r` first occurs, in bytes; the length of the text when it does not.
public fun index_of(s: &String, r: &String): u64 {
    internal_index_of(&s.bytes, &r.bytes)
}

fun is_boundary(s: &String, i: u64): bool {
    i <= s.length() && internal_is_char_boundary(&s.bytes, i)
}

// === Natives ===

native fun internal_check_utf8(v: &vector<u8>): bool;
native fun internal_is_char_boundary(v: &vector<u8>, i: u64): bool;
native fun internal_sub_string(v: &vector<u8>, i: u64, j: u64): vector<u8>;
native fun internal_index_of(v: &vector<u8>, r: &vector<u8>): u64;

// === Older names ===

#[deprecated(note = b"Renamed: `std::string::as_bytes`.")]
public fun bytes(s: &String): &vector<u8> {
    s.as_bytes()
}

#[deprecated(note = b"Renamed: `std::string::substring`.")]
public fun sub_string(s: &String, i: u64, j: u64): String {
    s.substring(i, j)
}
