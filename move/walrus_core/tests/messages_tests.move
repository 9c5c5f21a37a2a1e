// SPDX-License-Identifier: Apache-2.0

/// The bytes that nodes sign, and every way in which they can be wrong.
#[test_only]
module walrus_core::messages_tests;

use std::unit_test::assert_eq;
use walrus_core::messages;

const EPOCH: u32 = 0x04030201;
const BLOB_ID: u256 = 0x201f1e1d1c1b1a191817161514131211100f0e0d0c0b0a090807060504030201;
const OBJECT: address = @0xabcdef00000000000000000000000000000000000000000000000000000000ff;

/// Intent, epoch and blob id, byte by byte.
const HEAD: vector<u8> =
    x"010003010203040102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20";
const INVALID_BLOB_ID: vector<u8> =
    x"020003010203040102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20";

fun permanent(): vector<u8> {
    let mut bytes = HEAD;
    bytes.push_back(0);
    bytes
}

fun deletable(): vector<u8> {
    let mut bytes = HEAD;
    bytes.push_back(1);
    bytes.append(x"abcdef00000000000000000000000000000000000000000000000000000000ff");
    bytes
}

fun read(bytes: vector<u8>) {
    messages::parse(bytes, EPOCH).into_blob_certificate();
}

fun read_with_byte(index: u64, byte: u8) {
    let mut bytes = permanent();
    *&mut bytes[index] = byte;
    read(bytes);
}

fun read_padded(mut bytes: vector<u8>) {
    bytes.push_back(0);
    read(bytes);
}

fun read_truncated(mut bytes: vector<u8>) {
    bytes.pop_back();
    read(bytes);
}

#[test]
fun a_permanent_blobs_certificate_has_40_bytes() {
    assert_eq!(permanent().length(), 40);
    assert_eq!(messages::blob_certificate_bytes(EPOCH, BLOB_ID, option::none()), permanent());
    let certificate = messages::parse(permanent(), EPOCH).into_blob_certificate();
    assert_eq!(certificate.blob_id(), BLOB_ID);
    assert!(certificate.persistence().covers(false));
    assert!(!certificate.persistence().covers(true));
    assert_eq!(certificate.persistence().object_id(), option::none());
}

#[test]
fun a_deletable_blobs_certificate_has_72_bytes_and_names_the_object() {
    assert_eq!(deletable().length(), 72);
    let object_id = option::some(OBJECT.to_id());
    assert_eq!(messages::blob_certificate_bytes(EPOCH, BLOB_ID, object_id), deletable());
    let certificate = messages::parse(deletable(), EPOCH).into_blob_certificate();
    assert_eq!(certificate.blob_id(), BLOB_ID);
    assert!(certificate.persistence().covers(true));
    assert!(!certificate.persistence().covers(false));
    assert_eq!(certificate.persistence().object_id(), object_id);
}

#[test]
fun an_invalid_blob_id_has_39_bytes() {
    assert_eq!(INVALID_BLOB_ID.length(), 39);
    assert_eq!(messages::invalid_blob_id_bytes(EPOCH, BLOB_ID), INVALID_BLOB_ID);
    assert_eq!(messages::parse(INVALID_BLOB_ID, EPOCH).into_invalid_blob_id(), BLOB_ID);
}

#[test]
fun a_deny_list_update_has_87_bytes() {
    let bytes = messages::deny_list_update_bytes(EPOCH, OBJECT.to_id(), 3, 4, BLOB_ID);
    assert_eq!(bytes.length(), 87);
    assert_eq!(bytes[0], 4);
    let update = messages::parse(bytes, EPOCH).into_deny_list_update();
    assert_eq!(update.node_id(), OBJECT.to_id());
    assert_eq!(update.sequence(), 3);
    assert_eq!(update.size(), 4);
    assert_eq!(update.root(), BLOB_ID);
}

#[test]
fun a_denied_blob_has_39_bytes() {
    let bytes = messages::deny_listed_blob_bytes(EPOCH, BLOB_ID);
    assert_eq!(bytes.length(), 39);
    assert_eq!(bytes[0], 5);
    assert_eq!(messages::parse(bytes, EPOCH).into_deny_listed_blob(), BLOB_ID);
}

#[test]
fun a_protocol_version_has_19_bytes() {
    let bytes = messages::protocol_version_bytes(EPOCH, 0x01020304, 0x05060708090a0b0c);
    let mut expected = x"060003";
    expected.append(sui::bcs::to_bytes(&EPOCH));
    expected.append(x"040302010c0b0a0908070605");
    assert_eq!(bytes, expected);
    let (start_epoch, version) = messages::parse(bytes, EPOCH).into_protocol_version();
    assert_eq!(start_epoch, 0x01020304);
    assert_eq!(version, 0x05060708090a0b0c);
}

#[test]
fun messages_of_this_project_have_an_app_id_of_their_own() {
    let (message_type, body) = messages::parse_own(x"40004801020304aabb", EPOCH).into_parts();
    assert_eq!(message_type, 64);
    assert_eq!(body, x"aabb");
    assert_eq!(messages::own_app_id(), 72);
}

#[test, expected_failure(abort_code = messages::EIncorrectAppId)]
fun a_message_of_walrus_is_none_of_this_project() {
    messages::parse_own(permanent(), EPOCH);
}

#[test, expected_failure(abort_code = messages::EInvalidMessageLength)]
fun a_deny_list_update_has_no_byte_to_spare() {
    let mut bytes = messages::deny_list_update_bytes(EPOCH, OBJECT.to_id(), 3, 4, BLOB_ID);
    bytes.push_back(0);
    messages::parse(bytes, EPOCH).into_deny_list_update();
}

#[test, expected_failure(abort_code = messages::EInvalidMessageLength)]
fun a_denied_blob_has_no_byte_to_spare() {
    let mut bytes = messages::deny_listed_blob_bytes(EPOCH, BLOB_ID);
    bytes.push_back(0);
    messages::parse(bytes, EPOCH).into_deny_listed_blob();
}

#[test, expected_failure(abort_code = messages::EInvalidMessageLength)]
fun a_protocol_version_lacks_no_byte() {
    let mut bytes = messages::protocol_version_bytes(EPOCH, 1, 2);
    bytes.pop_back();
    messages::parse(bytes, EPOCH).into_protocol_version();
}

#[test]
fun a_proof_of_possession_has_87_bytes() {
    let key = vector::tabulate!(48, |i| i as u8);
    let bytes = messages::proof_of_possession_bytes(EPOCH, OBJECT, key);
    let mut expected = x"00000301020304";
    expected.append(x"abcdef00000000000000000000000000000000000000000000000000000000ff");
    expected.append(key);
    assert_eq!(bytes.length(), 87);
    assert_eq!(bytes, expected);
}

#[test, expected_failure(abort_code = messages::EInvalidMsgType)]
fun another_type_is_no_blob_certificate() {
    read_with_byte(0, 2);
}

#[test, expected_failure(abort_code = messages::EInvalidMsgType)]
fun a_blob_certificate_is_no_invalid_blob_id() {
    messages::parse(permanent(), EPOCH).into_invalid_blob_id();
}

#[test, expected_failure(abort_code = messages::EInvalidMsgType)]
fun an_invalid_blob_id_is_no_blob_certificate() {
    read(INVALID_BLOB_ID);
}

#[test, expected_failure(abort_code = messages::EIncorrectIntentVersion)]
fun another_version_is_refused() {
    read_with_byte(1, 1);
}

#[test, expected_failure(abort_code = messages::EIncorrectAppId)]
fun another_app_is_refused() {
    read_with_byte(2, 2);
}

#[test, expected_failure(abort_code = messages::EIncorrectEpoch)]
fun the_epoch_before_is_refused() {
    messages::parse(permanent(), EPOCH + 1);
}

#[test, expected_failure(abort_code = messages::EIncorrectEpoch)]
fun the_epoch_after_is_refused() {
    messages::parse(permanent(), EPOCH - 1);
}

#[test, expected_failure(abort_code = messages::EInvalidBlobPersistenceType)]
fun persistence_2_is_refused() {
    read_with_byte(39, 2);
}

#[test, expected_failure(abort_code = messages::EInvalidMessageLength)]
fun a_permanent_certificate_cannot_be_padded() {
    read_padded(permanent());
}

#[test, expected_failure(abort_code = messages::EInvalidMessageLength)]
fun a_deletable_certificate_cannot_be_padded() {
    read_padded(deletable());
}

#[test, expected_failure(abort_code = messages::EInvalidMessageLength)]
fun a_permanent_certificate_cannot_be_truncated() {
    read_truncated(permanent());
}

#[test, expected_failure(abort_code = messages::EInvalidMessageLength)]
fun a_deletable_certificate_cannot_be_truncated() {
    read_truncated(deletable());
}

#[test, expected_failure(abort_code = messages::EInvalidMessageLength)]
fun a_deletable_certificate_cannot_lose_its_object() {
    read_with_byte(39, 1);
}

#[test, expected_failure(abort_code = messages::EInvalidMessageLength)]
fun a_permanent_certificate_names_no_object() {
    let mut bytes = deletable();
    *&mut bytes[39] = 0;
    read(bytes);
}

#[test, expected_failure(abort_code = messages::EInvalidMessageLength)]
fun an_invalid_blob_id_cannot_be_padded() {
    let mut bytes = INVALID_BLOB_ID;
    bytes.push_back(0);
    messages::parse(bytes, EPOCH).into_invalid_blob_id();
}

#[test, expected_failure(abort_code = messages::EInvalidMessageLength)]
fun an_invalid_blob_id_cannot_be_truncated() {
    let mut bytes = INVALID_BLOB_ID;
    bytes.pop_back();
    messages::parse(bytes, EPOCH).into_invalid_blob_id();
}

#[test, expected_failure(abort_code = messages::EInvalidMessageLength)]
fun a_message_has_a_whole_header() {
    messages::parse(x"010003010203", EPOCH);
}

#[test, expected_failure(abort_code = messages::EInvalidMessageLength)]
fun nothing_is_no_message() {
    messages::parse(x"", EPOCH);
}

#[test, expected_failure(abort_code = messages::EInvalidKeyLength)]
fun a_public_key_has_no_47_bytes() {
    messages::proof_of_possession_bytes(EPOCH, OBJECT, vector::tabulate!(47, |_| 0));
}

#[test, expected_failure(abort_code = messages::EInvalidKeyLength)]
fun a_public_key_has_no_49_bytes() {
    let key = vector::tabulate!(49, |_| 0);
    messages::verify_proof_of_possession(EPOCH, OBJECT, &key, &x"");
}
