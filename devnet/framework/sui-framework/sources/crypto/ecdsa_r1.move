/// ECDSA on secp256r1 (P-256). `hash` names the function that is applied to the message: 0 for Keccak-256, 1
/// for SHA-256.
#[allow(unused_const)]
module sui::ecdsa_r1;

/// No public key fits signature and message.
const EFailToRecoverPubKey: u64 = 0;
/// The bytes are not a signature.
const EInvalidSignature: u64 = 1;

const KECCAK256: u8 = 0;
const SHA256: u8 = 1;

/// The public key (33 bytes) that made a signature (65 bytes: r, s, recovery number).
/// Aborts with `EFailToRecoverPubKey` and `EInvalidSignature`.
public native fun secp256r1_ecrecover(
    signature: &vector<u8>,
    msg: &vector<u8>,
    hash: u8,
): vector<u8>;

/// Whether a signature (64 bytes: r, s) of a message is by the owner of a public key (33 bytes).
public native fun secp256r1_verify(
    signature: &vector<u8>,
    public_key: &vector<u8>,
    msg: &vector<u8>,
    hash: u8,
): bool;
