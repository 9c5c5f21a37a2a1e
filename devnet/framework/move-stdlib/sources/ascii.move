/// Text and characters of 7 bits.
module std::ascii;

public use fun std::string::from_ascii as String.to_string;

/// A byte of 128 or more.
const EInvalidASCIICharacter: u64 = 0x10000;
/// An index past the end, or a range that ends before it starts.
const EInvalidIndex: u64 = 0x10001;

/// Text: every byte is below 128, not all of them need be printable.
public struct String has copy, drop, store {
    bytes: vector<u8>,
}

/// One character.
public struct Char has copy, drop, store {
    byte: u8,
}

// === Characters ===

/// The character of this code. Aborts with `EInvalidASCIICharacter`.
public fun char(byte: u8): Char {
    if (!is_valid_char(byte)) abort EInvalidASCIICharacter;
    Char { byte }
}

/// The code of the character.
public fun byte(char: Char): u8 {
    char.byte
}

/// Whether the byte is ASCII.
public fun is_valid_char(b: u8): bool {
    b < 128
}

/// Whether the byte is ASCII and neither a control character nor DEL.
public fun is_printable_char(byte: u8): bool {
    byte > 31 && byte < 127
}

// === Constructors ===

/// Text of these bytes. Aborts with `EInvalidASCIICharacter`.
public fun string(bytes: vector<u8>): String {
    assert!(all_valid(&bytes), EInvalidASCIICharacter);
    String { bytes }
}

/// Text of these bytes, or none when they are not ASCII.
public fun try_string(bytes: vector<u8>): Option<String> {
    if (all_valid(&bytes)) option::some(String { bytes }) else option::none()
}

// === Functions ===

/// Whether every character is printable.
public fun all_characters_printable(string: &String): bool {
    !string.bytes.any!(|b| !is_printable_char(*b))
}

/// Puts a character at the end.
public fun push_char(string: &mut String, char: Char) {
    string.bytes.push_back(char.byte());
}

/// Takes the last character off; a vector error when there is none.
public fun pop_char(string: &mut String): Char {
    let byte = string.bytes.pop_back();
    Char { byte }
}

/// How many characters there are.
public fun length(string: &String): u64 {
    string.bytes.length()
}

/// Puts `other` behind the text.
public fun append(string: &mut String, other: String) {
    string.bytes.append(other.bytes)
}

/// Puts `o` before the character at index `at`, or at the end. Aborts with `EInvalidIndex`.
public fun insert(s: &mut String, at: u64, o: String) {
    let n = s.length();
    assert!(at <= n, EInvalidIndex);
    let tail = s.substring(at, n);
    let mut result = s.substring(0, at);
    result.append(o);
    result.append(tail);
    *s = result;
}

/// The characters from index `i` up to `j`, exclusive. Aborts with `EInvalidIndex`.
public fun substring(string: &String, i: u64, j: u64): String {
    assert!(j <= string.length() && i <= j, EInvalidIndex);
    let bytes = vector::tabulate!(j - i, |k| string.bytes[i + k]);
    String { bytes }
}

/// The bytes of the text.
public fun as_bytes(string: &String): &vector<u8> {
    &string.bytes
}

/// The bytes of the text, which ends.
public fun into_bytes(string: String): vector<u8> {
    let String { bytes } = string;
    bytes
}

/// Whether there are no characters.
public fun is_empty(string: &String): bool {
    string.length() == 0
}

/// The text with `a` to `z` as `A` to `Z`.
public fun to_uppercase(string: &String): String {
    let bytes = string.bytes.map_ref!(|b| char_to_uppercase(*b));
    String { bytes }
}

/// The text with `A` to `Z` as `a` to `z`.
public fun to_lowercase(string: &String): String {
    let bytes = string.bytes.map_ref!(|b| char_to_lowercase(*b));
    String { bytes }
}

/// Where `substr` first occurs; the length of the text when it does not.
public fun index_of(string: &String, substr: &String): u64 {
    let n = string.length();
    let m = substr.length();
    let mut at = 0;
    while (at + m <= n) {
        let mut matched = 0;
        while (matched < m) {
            if (string.bytes[at + matched] != substr.bytes[matched]) break;
            matched = matched + 1;
        };
        if (matched == m) return at;
        at = at + 1;
    };
    n
}

fun all_valid(bytes: &vector<u8>): bool {
    bytes.all!(|b| is_valid_char(*b))
}

/// Bit 0x20 tells the cases of a letter apart.
fun char_to_uppercase(byte: u8): u8 {
    if (byte < 0x61 || byte > 0x7A) byte else byte - 0x20
}

fun char_to_lowercase(byte: u8): u8 {
    if (byte < 0x41 || byte > 0x5A) byte else byte + 0x20
}
