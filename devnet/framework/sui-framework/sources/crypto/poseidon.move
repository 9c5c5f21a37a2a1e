/// The hash function Poseidon over the scalars of BN254, as circuits of circom have it.
module sui::poseidon;

use sui::bcs;

/// An input is not below the order of the scalars.
const ENonCanonicalInput: u64 = 0;
/// There is no input.
const EEmptyInput: u64 = 1;
/// There are more inputs than the function takes.
const ETooManyInputs: u64 = 2;

/// The order of the scalars of BN254.
const BN254_MAX: u256 =
    21888242871839275222246405745257275088548364400416034343698204186575808495617;
const MAX_INPUTS: u64 = 16;

/// The hash of 1 to 16 scalars. Aborts with `EEmptyInput`, `ETooManyInputs` and `ENonCanonicalInput`.
public fun poseidon_bn254(data: &vector<u256>): u256 {
    assert!(!data.is_empty(), EEmptyInput);
    assert!(data.length() <= MAX_INPUTS, ETooManyInputs);
    assert!(data.all!(|scalar| *scalar < BN254_MAX), ENonCanonicalInput);
    let encoded = data.map_ref!(|scalar| bcs::to_bytes(scalar));
    bcs::new(poseidon_bn254_internal(&encoded)).peel_u256()
}

native fun poseidon_bn254_internal(data: &vector<vector<u8>>): vector<u8>;
