// SPDX-License-Identifier: Apache-2.0

/// The BLS keys of storage nodes in tests, and what they sign.
#[test_only]
module walrus_core::test_keys;

use sui::bls12381;

/// The secret key of node i, small enough to be added up in 64 bits.
public fun secret(index: u64): u64 {
    1_000_003 * (index + 1)
}

/// The BLS public key of node i.
public fun public_key(index: u64): vector<u8> {
    let secret = bls12381::scalar_from_u64(secret(index));
    *bls12381::g1_mul(&secret, &bls12381::g1_generator()).bytes()
}

/// The signature of a secret key, or of several added up.
public fun sign(secret: u64, message: &vector<u8>): vector<u8> {
    let secret = bls12381::scalar_from_u64(secret);
    *bls12381::g2_mul(&secret, &bls12381::hash_to_g2(message)).bytes()
}
