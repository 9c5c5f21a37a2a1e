/// Zero-knowledge proofs of Groth16 over BLS12-381 and BN254. Keys and proofs are as arkworks writes them,
/// compressed.
module sui::groth16;

/// The bytes are no verifying key.
#[allow(unused_const)]
const EInvalidVerifyingKey: u64 = 0;
/// There is no such curve.
#[allow(unused_const)]
const EInvalidCurve: u64 = 1;
/// There are more public inputs than a proof may have.
const ETooManyPublicInputs: u64 = 2;
/// A public input has 32 bytes.
const EInvalidScalar: u64 = 3;

const MaxPublicInputs: u64 = 8;
const SCALAR_SIZE: u64 = 32;

/// A curve: 0 for BLS12-381, 1 for BN254.
public struct Curve has copy, drop, store {
    id: u8,
}

/// A verifying key in the form that makes verifying cheap.
public struct PreparedVerifyingKey has copy, drop, store {
    /// A point of G1 for the constant and each public input.
    vk_gamma_abc_g1_bytes: vector<u8>,
    /// The pairing of alpha and beta.
    alpha_g1_beta_g2_bytes: vector<u8>,
    /// Gamma, negated.
    gamma_g2_neg_pc_bytes: vector<u8>,
    /// Delta, negated.
    delta_g2_neg_pc_bytes: vector<u8>,
}

/// Scalars of 32 little-endian bytes.
public struct PublicProofInputs has copy, drop, store {
    bytes: vector<u8>,
}

/// The points A, B and C.
public struct ProofPoints has copy, drop, store {
    bytes: vector<u8>,
}

public fun bls12381(): Curve {
    Curve { id: 0 }
}

public fun bn254(): Curve {
    Curve { id: 1 }
}

/// A key that was prepared elsewhere.
public fun pvk_from_bytes(
    vk_gamma_abc_g1_bytes: vector<u8>,
    alpha_g1_beta_g2_bytes: vector<u8>,
    gamma_g2_neg_pc_bytes: vector<u8>,
    delta_g2_neg_pc_bytes: vector<u8>,
): PreparedVerifyingKey {
    PreparedVerifyingKey {
        vk_gamma_abc_g1_bytes,
        alpha_g1_beta_g2_bytes,
        gamma_g2_neg_pc_bytes,
        delta_g2_neg_pc_bytes,
    }
}

/// The four parts of a prepared key, in order.
public fun pvk_to_bytes(pvk: PreparedVerifyingKey): vector<vector<u8>> {
    let PreparedVerifyingKey {
        vk_gamma_abc_g1_bytes,
        alpha_g1_beta_g2_bytes,
        gamma_g2_neg_pc_bytes,
        delta_g2_neg_pc_bytes,
    } = pvk;
    vector[
        vk_gamma_abc_g1_bytes,
        alpha_g1_beta_g2_bytes,
        gamma_g2_neg_pc_bytes,
        delta_g2_neg_pc_bytes,
    ]
}

/// Aborts with `EInvalidScalar` and `ETooManyPublicInputs`.
public fun public_proof_inputs_from_bytes(bytes: vector<u8>): PublicProofInputs {
    assert!(bytes.length() % SCALAR_SIZE == 0, EInvalidScalar);
    assert!(bytes.length() <= MaxPublicInputs * SCALAR_SIZE, ETooManyPublicInputs);
    PublicProofInputs { bytes }
}

public fun proof_points_from_bytes(bytes: vector<u8>): ProofPoints {
    ProofPoints { bytes }
}

/// Prepares a verifying key. Aborts with `EInvalidVerifyingKey` and `EInvalidCurve`.
public fun prepare_verifying_key(curve: &Curve, verifying_key: &vector<u8>): PreparedVerifyingKey {
    prepare_verifying_key_internal(curve.id, verifying_key)
}

/// Whether a proof holds. What is malformed does not hold. Aborts with `EInvalidCurve`.
public fun verify_groth16_proof(
    curve: &Curve,
    prepared_verifying_key: &PreparedVerifyingKey,
    public_proof_inputs: &PublicProofInputs,
    proof_points: &ProofPoints,
): bool {
    verify_groth16_proof_internal(
        curve.id,
        &prepared_verifying_key.vk_gamma_abc_g1_bytes,
        &prepared_verifying_key.alpha_g1_beta_g2_bytes,
        &prepared_verifying_key.gamma_g2_neg_pc_bytes,
        &prepared_verifying_key.delta_g2_neg_pc_bytes,
        &public_proof_inputs.bytes,
        &proof_points.bytes,
    )
}

native fun prepare_verifying_key_internal(
    curve: u8,
    verifying_key: &vector<u8>,
): PreparedVerifyingKey;

native fun verify_groth16_proof_internal(
    curve: u8,
    vk_gamma_abc_g1_bytes: &vector<u8>,
    alpha_g1_beta_g2_bytes: &vector<u8>,
    gamma_g2_neg_pc_bytes: &vector<u8>,
    delta_g2_neg_pc_bytes: &vector<u8>,
    public_proof_inputs: &vector<u8>,
    proof_points: &vector<u8>,
): bool;
