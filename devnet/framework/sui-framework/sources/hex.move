/// Bytes as hex digits, two each.
module sui::hex;

/// The number of digits is odd.
const EInvalidHexLength: u64 = 0;
/// A character is not a hex digit.
const ENotValidHexCharacter: u64 = 1;

const DIGITS: vector<u8> = b"0123456789abcdef";

/// Lower-case hex digits.
public fun encode(bytes: vector<u8>): vector<u8> {
    let digits = DIGITS;
    let mut text = vector[];
    bytes.do!(|byte| {
        text.push_back(digits[(byte >> 4) as u64]);
        text.push_back(digits[(byte & 15) as u64]);
    });
    text
}

/// The bytes of hex digits of either case, without `0x`.
/// Aborts with `EInvalidHexLength` and `ENotValidHexCharacter`.
public fun decode(hex: vector<u8>): vector<u8> {
    assert!(hex.length() % 2 == 0, EInvalidHexLength);
    vector::tabulate!(hex.length() / 2, |i| {
        decode_byte(hex[2 * i]) << 4 | decode_byte(hex[2 * i + 1])
    })
}

fun decode_byte(hex: u8): u8 {
    if (hex >= 0x30 && hex <= 0x39) return hex - 0x30;
    // Bit 0x20 tells the cases of a letter apart.
    let letter = hex | 0x20;
    assert!(hex >= 0x41 && letter >= 0x61 && letter <= 0x66, ENotValidHexCharacter);
    letter - 0x61 + 10
}
