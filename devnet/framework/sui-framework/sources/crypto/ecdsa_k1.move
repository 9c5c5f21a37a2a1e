/// ECDSA on secp256k1. `hash` names the function that is applied to the message: 0 for Keccak-256, 1 for
/// SHA-256.
#[allow(unused_const)]
module sui::ecdsa_k1;

/// No public key fits signature and message.
const EFailToRecoverPubKey: u64 = 0;
/// The bytes are not a signature.
const EInvalidSignature: u64 = 1;
/// The bytes are not a public key.
const EInvalidPubKey: u64 = 2;
/// The bytes are not a private key.
#[test_only]
const EInvalidPrivKey: u64 = 3;
/// There is no such hash function.
#[test_only]
const EInvalidHashFunction: u64 = 4;
/// The seed has not the right length.
#[test_only]
const EInvalidSeed: u64 = 5;

const KECCAK256: u8 = 0;
const SHA256: u8 = 1;

/// The public key (33 bytes) that made a signature (65 bytes: r, s, recovery number).
/// Aborts with `EFailToRecoverPubKey` and `EInvalidSignature`.
public native fun secp256k1_ecrecover(
    signature: &vector<u8>,
    msg: &vector<u8>,
    hash: u8,
): vector<u8>;

/// A public key of 33 bytes as one of 65. Aborts with `EInvalidPubKey`.
public native fun decompress_pubkey(pubkey: &vector<u8>): vector<u8>;

/// Whether a signature (64 bytes: r, s) of a message is by the owner of a public key (33 bytes).
public native fun secp256k1_verify(
    signature: &vector<u8>,
    public_key: &vector<u8>,
    msg: &vector<u8>,
    hash: u8,
): bool;

// === Test Functions ===

#[test_only]
public struct KeyPair has drop {
    private_key: vector<u8>,
    public_key: vector<u8>,
}

#[test_only]
public fun private_key(self: &KeyPair): &vector<u8> {
    &self.private_key
}

#[test_only]
public fun public_key(self: &KeyPair): &vector<u8> {
    &self.public_key
}

/// Signs. Aborts with `EInvalidPrivKey` and `EInvalidHashFunction`.
#[test_only]
public native fun secp256k1_sign(
    private_key: &vector<u8>,
    msg: &vector<u8>,
    hash: u8,
    recoverable: bool,
): vector<u8>;

/// Keys of a seed of 32 bytes. Aborts with `EInvalidSeed`.
#[test_only]
public native fun secp256k1_keypair_from_seed(seed: &vector<u8>): KeyPair;
