#[test_only, allow(deprecated_usage, untyped_literal)]
module std::text_tests;

use std::{ascii, string, unit_test::assert_eq};

#[test]
fun utf8_text() {
    // "aé€😀": characters of 1 to 4 bytes.
    let bytes = x"61c3a9e282acf09f9880";
    let text = bytes.to_string();
    assert_eq!(text.length(), 10);
    assert_eq!(*text.as_bytes(), bytes);
    assert_eq!(text.into_bytes(), bytes);
    assert_eq!(text.substring(1, 3), x"c3a9".to_string());
    assert_eq!(text.substring(3, 10), x"e282acf09f9880".to_string());
    assert_eq!(text.substring(10, 10), b"".to_string());
    assert_eq!(text.index_of(&x"e282ac".to_string()), 3);
    assert_eq!(text.index_of(&b"x".to_string()), 10);
    assert!(string::try_utf8(bytes).is_some() && !text.is_empty() && b"".to_string().is_empty());
}

#[test]
fun not_utf8() {
    // A lone continuation, a cut character, an overlong form, a surrogate, too large.
    vector[x"80", x"c3", x"c080", x"eda080", x"f4908080"].do!(|bytes| {
        assert!(string::try_utf8(bytes).is_none());
    });
}

#[test]
fun changing_utf8_text() {
    let mut text = b"ac".to_string();
    text.insert(1, b"b".to_string());
    text.insert(0, b"<".to_string());
    text.insert(4, b">".to_string());
    assert_eq!(text, b"<abc>".to_string());
    text.append(b"!".to_string());
    text.append_utf8(x"c3a9");
    assert_eq!(text.into_bytes(), x"3c6162633e21c3a9");
}

#[test, expected_failure(abort_code = string::EInvalidUTF8)]
fun utf8_of_other_bytes() {
    string::utf8(x"ff");
}

#[test, expected_failure(abort_code = string::EInvalidUTF8)]
fun append_of_other_bytes() {
    b"a".to_string().append_utf8(x"ff");
}

#[test, expected_failure(abort_code = string::EInvalidIndex)]
fun substring_within_a_character() {
    x"c3a9".to_string().substring(0, 1);
}

#[test, expected_failure(abort_code = string::EInvalidIndex)]
fun substring_past_the_end() {
    b"ab".to_string().substring(0, 3);
}

#[test, expected_failure(abort_code = string::EInvalidIndex)]
fun substring_backwards() {
    b"ab".to_string().substring(2, 1);
}

#[test, expected_failure(abort_code = string::EInvalidIndex)]
fun insert_within_a_character() {
    x"c3a9".to_string().insert(1, b"x".to_string());
}

#[test, expected_failure(abort_code = string::EInvalidIndex)]
fun insert_past_the_end() {
    b"ab".to_string().insert(3, b"x".to_string());
}

#[test]
fun ascii_text() {
    let mut text = b"Hi There".to_ascii_string();
    assert_eq!(text.length(), 8);
    assert_eq!(text.to_uppercase(), b"HI THERE".to_ascii_string());
    assert_eq!(text.to_lowercase(), b"hi there".to_ascii_string());
    assert_eq!(b"@[`{AZaz".to_ascii_string().to_uppercase().into_bytes(), b"@[`{AZAZ");
    assert_eq!(b"@[`{AZaz".to_ascii_string().to_lowercase().into_bytes(), b"@[`{azaz");
    assert_eq!(text.substring(3, 8).into_bytes(), b"There");
    assert_eq!(text.substring(8, 8).into_bytes(), b"");
    assert_eq!(text.index_of(&b"he".to_ascii_string()), 4);
    assert_eq!(text.index_of(&b"".to_ascii_string()), 0);
    assert_eq!(text.index_of(&b"herd".to_ascii_string()), 8);
    assert_eq!(b"aab".to_ascii_string().index_of(&b"ab".to_ascii_string()), 1);
    assert_eq!(b"a".to_ascii_string().index_of(&b"ab".to_ascii_string()), 1);
    text.push_char(ascii::char(33));
    assert_eq!(text.pop_char().byte(), 33);
    text.append(b", you".to_ascii_string());
    text.insert(2, b"!".to_ascii_string());
    text.insert(0, b"- ".to_ascii_string());
    text.insert(16, b" ".to_ascii_string());
    assert_eq!(text.into_bytes(), b"- Hi! There, you ");
    assert!(b"".to_ascii_string().is_empty() && !b" ".to_ascii_string().is_empty());
    assert_eq!(b"x".to_ascii_string().to_string(), b"x".to_string());
    assert_eq!(b"x".to_string().to_ascii(), b"x".to_ascii_string());
    assert_eq!(*b"x".to_ascii_string().as_bytes(), b"x");
}

#[test]
fun characters() {
    assert!(ascii::is_valid_char(0) && ascii::is_valid_char(127) && !ascii::is_valid_char(128));
    assert!(ascii::is_printable_char(32) && ascii::is_printable_char(126));
    assert!(!ascii::is_printable_char(31) && !ascii::is_printable_char(127));
    assert!(b" ~".to_ascii_string().all_characters_printable());
    assert!(!x"207f".to_ascii_string().all_characters_printable());
    assert!(ascii::try_string(x"7f").is_some() && ascii::try_string(x"80").is_none());
}

#[test, expected_failure(abort_code = ascii::EInvalidASCIICharacter)]
fun string_of_other_bytes() {
    ascii::string(x"80");
}

#[test, expected_failure(abort_code = ascii::EInvalidASCIICharacter)]
fun char_of_another_byte() {
    ascii::char(128);
}

#[test, expected_failure(abort_code = ascii::EInvalidASCIICharacter)]
fun ascii_of_other_text() {
    x"c3a9".to_string().to_ascii();
}

#[test, expected_failure(abort_code = ascii::EInvalidIndex)]
fun ascii_substring_past_the_end() {
    b"ab".to_ascii_string().substring(1, 3);
}

#[test, expected_failure(abort_code = ascii::EInvalidIndex)]
fun ascii_substring_backwards() {
    b"ab".to_ascii_string().substring(2, 1);
}

#[test, expected_failure(abort_code = ascii::EInvalidIndex)]
fun ascii_insert_past_the_end() {
    b"ab".to_ascii_string().insert(3, b"x".to_ascii_string());
}

#[test, expected_failure(vector_error, minor_status = 2, location = std::ascii)]
fun pop_char_of_nothing() {
    b"".to_ascii_string().pop_char();
}

#[test]
fun older_names() {
    assert_eq!(*b"abc".to_string().bytes(), b"abc");
    assert_eq!(b"abc".to_string().sub_string(1, 2), b"b".to_string());
}
