/// Signatures on Curve25519 (RFC 8032).
module sui::ed25519;

/// Whether a signature (64 bytes) of a message is by the owner of a public key (32 bytes). False for bytes
/// that are neither.
public native fun ed25519_verify(
    signature: &vector<u8>,
    public_key: &vector<u8>,
    msg: &vector<u8>,
): bool;
