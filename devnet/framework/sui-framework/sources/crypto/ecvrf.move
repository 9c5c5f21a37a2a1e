/// A verifiable random function over ristretto255 (RFC 9381): who has the secret key makes a random value of
/// an input, and a proof that it is the only one.
module sui::ecvrf;

/// A value has 64 bytes.
#[allow(unused_const)]
const EInvalidHashLength: u64 = 1;
/// The public key is no element of the group.
#[allow(unused_const)]
const EInvalidPublicKeyEncoding: u64 = 2;
/// The proof is not of its form.
#[allow(unused_const)]
const EInvalidProofEncoding: u64 = 3;

/// Whether `hash` is the value of `alpha_string` under a public key.
/// Aborts with `EInvalidHashLength`, `EInvalidPublicKeyEncoding` and `EInvalidProofEncoding`.
public native fun ecvrf_verify(
    hash: &vector<u8>,
    alpha_string: &vector<u8>,
    public_key: &vector<u8>,
    proof: &vector<u8>,
): bool;
