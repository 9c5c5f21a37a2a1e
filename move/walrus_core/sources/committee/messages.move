// SPDX-License-Identifier: Apache-2.0

/// The messages that storage nodes sign, byte by byte.
///
/// Every message opens with the intent: type u8, version u8 = 0, app id u8 = 3, then the epoch as
/// u32 in little-endian order. The body follows; its length is fixed by the type (and, for a blob
/// certificate, by its persistence tag), so two different byte strings never mean the same:
///
/// | type | body                                                                      |
/// |------|---------------------------------------------------------------------------|
/// | 0    | proof of possession: Sui address (32 bytes), BLS public key (48 bytes)    |
/// | 1    | blob certificate: blob id (32), then 0, or 1 and the object's id (32)     |
/// | 2    | invalid blob id: blob id (32)                                             |
/// | 4    | deny list update: node id (32), sequence u64, size u64, root (32)         |
/// | 5    | blob on a deny list: blob id (32)                                         |
/// | 6    | protocol version: start epoch u32, version u64                            |
///
/// Types 64 and up are this project's own, with app id 72: see `walrus::judge`. What a message
/// proves depends on the weight that signed it, which `walrus_core::bls_aggregate` checks; this
/// module only says what the bytes mean. So anyone can make values of its types, and none proves
/// anything: `walrus` takes bytes and a certificate from a caller, never a message.
module walrus_core::messages;

use sui::{bcs::{Self, BCS}, bls12381::bls12381_min_pk_verify};

// === Errors ===

/// The message was signed for another application: byte 2 is not the app id of Walrus, 3, or for a
/// message of this project's own not 72.
const EIncorrectAppId: u64 = 0;
/// The message was signed for another epoch; collect signatures for the current epoch.
const EIncorrectEpoch: u64 = 1;
/// The message is of another type than this call needs: byte 0 does not fit.
const EInvalidMsgType: u64 = 2;
/// The message has an unknown intent version: byte 1 is not 0.
const EIncorrectIntentVersion: u64 = 3;
/// The persistence tag of the blob certificate is neither 0 (permanent) nor 1 (deletable).
const EInvalidBlobPersistenceType: u64 = 4;
/// The BLS public key does not have 48 bytes (a compressed point of G1).
const EInvalidKeyLength: u64 = 6;
/// The message is shorter or longer than its type allows.
const EInvalidMessageLength: u64 = 7;

// === Constants ===

const APP_ID: u8 = 3;
/// That of the messages that only this project has.
const OWN_APP_ID: u8 = 72;
const INTENT_VERSION: u8 = 0;

const PROOF_OF_POSSESSION: u8 = 0;
const BLOB_CERTIFICATE: u8 = 1;
const INVALID_BLOB_ID: u8 = 2;
const DENY_LIST_UPDATE: u8 = 4;
const DENY_LISTED_BLOB: u8 = 5;
const PROTOCOL_VERSION: u8 = 6;

/// Bytes of type, version, app id and epoch.
const HEADER_LENGTH: u64 = 7;
const BLS_KEY_LENGTH: u64 = 48;
const BLOB_ID_LENGTH: u64 = 32;
const OBJECT_ID_LENGTH: u64 = 32;
const DENY_LIST_UPDATE_LENGTH: u64 = 32 + 8 + 8 + 32;
const PROTOCOL_VERSION_LENGTH: u64 = 4 + 8;

// === Structs ===

/// A blob certificate as its bytes are BCS of it. An option of an id has the very bytes of the
/// persistence type.
public struct BlobCertificateMessage has drop {
    intent_type: u8,
    intent_version: u8,
    app_id: u8,
    epoch: u32,
    blob_id: u256,
    object_id: Option<ID>,
}

/// A message taken apart into its intent type and its body, its header already checked.
public struct Message has drop {
    intent_type: u8,
    body: vector<u8>,
}

/// What a blob certificate promises: storage until the end epoch come what may, or until the owner
/// of that very object deletes it.
public enum BlobPersistenceType has copy, drop {
    Permanent,
    Deletable { object_id: ID },
}

/// Enough nodes hold this blob.
public struct BlobCertificate has drop {
    blob_id: u256,
    persistence: BlobPersistenceType,
}

/// Enough nodes agree that a node refuses to store certain blobs.
public struct DenyListUpdate has drop {
    node_id: ID,
    sequence: u64,
    size: u64,
    root: u256,
}

// === Public Functions ===

/// Checks the header of a message of Walrus against `epoch` and separates the body.
///
/// Aborts with:
/// - `EInvalidMessageLength` if there are fewer than 7 bytes,
/// - `EIncorrectIntentVersion` if byte 1 is not 0,
/// - `EIncorrectAppId` if byte 2 is not 3,
/// - `EIncorrectEpoch` if the message is of another epoch.
public fun parse(bytes: vector<u8>, epoch: u32): Message {
    parse_for(APP_ID, bytes, epoch)
}

/// The same for a message of this project.
///
/// Aborts with:
/// - `EInvalidMessageLength` if there are fewer than 7 bytes,
/// - `EIncorrectIntentVersion` if byte 1 is not 0,
/// - `EIncorrectAppId` if byte 2 is not 72,
/// - `EIncorrectEpoch` if the message is of another epoch.
public fun parse_own(bytes: vector<u8>, epoch: u32): Message {
    parse_for(OWN_APP_ID, bytes, epoch)
}

/// The app id of the messages that only this project has. Never aborts.
public fun own_app_id(): u8 {
    OWN_APP_ID
}

/// The type of the message, and its body. Never aborts.
public fun into_parts(self: Message): (u8, vector<u8>) {
    let Message { intent_type, body } = self;
    (intent_type, body)
}

/// Reads the message as a blob certificate (type 1).
///
/// Aborts with:
/// - `EInvalidMsgType` if it is of another type,
/// - `EInvalidBlobPersistenceType` if its persistence tag is neither 0 nor 1,
/// - `EInvalidMessageLength` if it has not the length that its persistence tag asks for.
public fun into_blob_certificate(self: Message): BlobCertificate {
    let mut body = self.body_of(BLOB_CERTIFICATE, BLOB_ID_LENGTH + 1);
    let blob_id = body.peel_u256();
    let tag = body.peel_u8();
    let rest = body.into_remainder_bytes();
    let persistence = if (tag == 0) {
        assert!(rest.is_empty(), EInvalidMessageLength);
        BlobPersistenceType::Permanent
    } else {
        assert!(tag == 1, EInvalidBlobPersistenceType);
        assert!(rest.length() == OBJECT_ID_LENGTH, EInvalidMessageLength);
        BlobPersistenceType::Deletable { object_id: bcs::new(rest).peel_address().to_id() }
    };
    BlobCertificate { blob_id, persistence }
}

/// Reads the message as the statement that a blob id is invalid (type 2), and returns that id.
///
/// Aborts with `EInvalidMsgType` if it is of another type, and with `EInvalidMessageLength` if its
/// body has not 32 bytes.
public fun into_invalid_blob_id(self: Message): u256 {
    self.fixed_body_of(INVALID_BLOB_ID, BLOB_ID_LENGTH).peel_u256()
}

/// Reads the message as a node's new deny list (type 4).
///
/// Aborts with `EInvalidMsgType` if it is of another type, and with `EInvalidMessageLength` if its
/// body has not 80 bytes.
public fun into_deny_list_update(self: Message): DenyListUpdate {
    let mut body = self.fixed_body_of(DENY_LIST_UPDATE, DENY_LIST_UPDATE_LENGTH);
    DenyListUpdate {
        node_id: body.peel_address().to_id(),
        sequence: body.peel_u64(),
        size: body.peel_u64(),
        root: body.peel_u256(),
    }
}

/// Reads the message as the statement that a blob is on a deny list (type 5), and returns its id.
///
/// Aborts with `EInvalidMsgType` if it is of another type, and with `EInvalidMessageLength` if its
/// body has not 32 bytes.
public fun into_deny_listed_blob(self: Message): u256 {
    self.fixed_body_of(DENY_LISTED_BLOB, BLOB_ID_LENGTH).peel_u256()
}

/// Reads the message as a version of the protocol between nodes (type 6): the first epoch in which
/// it holds, and its number.
///
/// Aborts with `EInvalidMsgType` if it is of another type, and with `EInvalidMessageLength` if its
/// body has not 12 bytes.
public fun into_protocol_version(self: Message): (u32, u64) {
    let mut body = self.fixed_body_of(PROTOCOL_VERSION, PROTOCOL_VERSION_LENGTH);
    (body.peel_u32(), body.peel_u64())
}

/// Does `signature` show that `owner` knows the secret behind `public_key`? A proof holds for one
/// address and one epoch, so that nobody can register with a key made from others' keys.
///
/// Aborts with `EInvalidKeyLength` if the key has not 48 bytes.
public fun verify_proof_of_possession(
    epoch: u32,
    owner: address,
    public_key: &vector<u8>,
    signature: &vector<u8>,
): bool {
    let message = proof_of_possession_bytes(epoch, owner, *public_key);
    bls12381_min_pk_verify(signature, public_key, &message)
}

/// What a node signs to show that it knows the secret behind a public key.
///
/// Aborts with `EInvalidKeyLength` if the key has not 48 bytes.
public fun proof_of_possession_bytes(
    epoch: u32,
    owner: address,
    public_key: vector<u8>,
): vector<u8> {
    assert!(public_key.length() == BLS_KEY_LENGTH, EInvalidKeyLength);
    let mut bytes = header(PROOF_OF_POSSESSION, epoch);
    bytes.append(bcs::to_bytes(&owner));
    bytes.append(public_key);
    bytes
}

/// What nodes sign to certify a blob: a permanent one, or the one that a deletable object is. Never
/// aborts.
public fun blob_certificate_bytes(epoch: u32, blob_id: u256, object_id: Option<ID>): vector<u8> {
    bcs::to_bytes(
        &BlobCertificateMessage {
            intent_type: BLOB_CERTIFICATE,
            intent_version: INTENT_VERSION,
            app_id: APP_ID,
            epoch,
            blob_id,
            object_id,
        },
    )
}

/// The blob that the certificate is about. Never aborts.
public fun blob_id(self: &BlobCertificate): u256 {
    self.blob_id
}

/// How long the certificate binds the nodes. Never aborts.
public fun persistence(self: &BlobCertificate): BlobPersistenceType {
    self.persistence
}

/// Does the certificate fit a blob object? One for a deletable blob names the object. Never aborts.
public fun covers(self: &BlobPersistenceType, deletable: bool): bool {
    match (self) {
        BlobPersistenceType::Permanent => !deletable,
        BlobPersistenceType::Deletable { .. } => deletable,
    }
}

/// The node whose deny list it is. Never aborts.
public fun node_id(self: &DenyListUpdate): ID {
    self.node_id
}

/// The number of the deny list; each is larger than the one before. Never aborts.
public fun sequence(self: &DenyListUpdate): u64 {
    self.sequence
}

/// Bytes of encoded data on the deny list. Never aborts.
public fun size(self: &DenyListUpdate): u64 {
    self.size
}

/// The root of the Merkle tree over the deny list. Never aborts.
public fun root(self: &DenyListUpdate): u256 {
    self.root
}

// === Private Functions ===

fun parse_for(app_id: u8, bytes: vector<u8>, epoch: u32): Message {
    assert!(bytes.length() >= HEADER_LENGTH, EInvalidMessageLength);
    let mut bytes = bcs::new(bytes);
    let intent_type = bytes.peel_u8();
    assert!(bytes.peel_u8() == INTENT_VERSION, EIncorrectIntentVersion);
    assert!(bytes.peel_u8() == app_id, EIncorrectAppId);
    assert!(bytes.peel_u32() == epoch, EIncorrectEpoch);
    Message { intent_type, body: bytes.into_remainder_bytes() }
}

/// The body of a message whose type has one length only.
fun fixed_body_of(self: Message, intent_type: u8, length: u64): BCS {
    assert!(self.intent_type != intent_type || self.body.length() == length, EInvalidMessageLength);
    self.body_of(intent_type, length)
}

/// The body, ready to read, if the message is of the expected type and long enough.
fun body_of(self: Message, intent_type: u8, min_length: u64): BCS {
    let Message { intent_type: actual, body } = self;
    assert!(actual == intent_type, EInvalidMsgType);
    assert!(body.length() >= min_length, EInvalidMessageLength);
    bcs::new(body)
}

fun header(intent_type: u8, epoch: u32): vector<u8> {
    let mut bytes = vector[intent_type, INTENT_VERSION, APP_ID];
    bytes.append(bcs::to_bytes(&epoch));
    bytes
}

// === Test Only ===

/// The object named by a certificate for a deletable blob; nothing for a permanent one.
#[test_only]
public fun object_id(self: &BlobPersistenceType): Option<ID> {
    match (self) {
        BlobPersistenceType::Permanent => option::none(),
        BlobPersistenceType::Deletable { object_id } => option::some(*object_id),
    }
}

/// The bytes that declare a blob id invalid.
#[test_only]
public fun invalid_blob_id_bytes(epoch: u32, blob_id: u256): vector<u8> {
    let mut bytes = header(INVALID_BLOB_ID, epoch);
    bytes.append(bcs::to_bytes(&blob_id));
    bytes
}

/// The bytes that announce a deny list.
#[test_only]
public fun deny_list_update_bytes(
    epoch: u32,
    node_id: ID,
    sequence: u64,
    size: u64,
    root: u256,
): vector<u8> {
    let mut bytes = header(DENY_LIST_UPDATE, epoch);
    bytes.append(bcs::to_bytes(&node_id));
    bytes.append(bcs::to_bytes(&sequence));
    bytes.append(bcs::to_bytes(&size));
    bytes.append(bcs::to_bytes(&root));
    bytes
}

/// The bytes that say that a blob is on a deny list.
#[test_only]
public fun deny_listed_blob_bytes(epoch: u32, blob_id: u256): vector<u8> {
    let mut bytes = header(DENY_LISTED_BLOB, epoch);
    bytes.append(bcs::to_bytes(&blob_id));
    bytes
}

/// The bytes that announce a version of the protocol.
#[test_only]
public fun protocol_version_bytes(epoch: u32, start_epoch: u32, version: u64): vector<u8> {
    let mut bytes = header(PROTOCOL_VERSION, epoch);
    bytes.append(bcs::to_bytes(&start_epoch));
    bytes.append(bcs::to_bytes(&version));
    bytes
}
