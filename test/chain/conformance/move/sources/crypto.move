/// The natives of sui that compute and touch no objects: hashes and signatures.
module conformance::crypto;

use conformance::log;
use sui::{ecdsa_k1, ecdsa_r1, ed25519, hash, hmac};

const MESSAGE: vector<u8> = b"where walruses come ashore";
const SHA256: u8 = 1;

const ED25519_KEY: vector<u8> = x"fd1724385aa0c75b64fb78cd602fa1d991fdebf76b13c58ed702eac835e9f618";
const ED25519_SIGNATURE: vector<u8> =
    x"72e82c833a72683ed05faac38b522a1f4359c9dcd3ce706275bc63e3a98d85ab207b04ac13960fff8b48f6b8125944a31961e584fb74ca5ccb41ca6d3a7dc804";
const K1_KEY: vector<u8> = x"0256b328b30c8bf5839e24058747879408bdb36241dc9c2e7c619faa12b2920967";
const K1_SIGNATURE: vector<u8> =
    x"0ff3570d91f16a68f66faac53317567188497f581c9e0d3cff3be53f4cc58f2e365e4e46503f8b0f553059b7b08d9c3e7ab8686c1538df5dd5f30c64ef42bb81";
const K1_RECOVERABLE: vector<u8> =
    x"0ff3570d91f16a68f66faac53317567188497f581c9e0d3cff3be53f4cc58f2e365e4e46503f8b0f553059b7b08d9c3e7ab8686c1538df5dd5f30c64ef42bb8100";
const R1_KEY: vector<u8> = x"027135fa4fd93a09dce98bbf681b4bfcf50e7c0d6354e62afb0bff2a3429617865";
const R1_SIGNATURE: vector<u8> =
    x"6c32075e7d835273661712a67303c6d5bd0af6d039c502ec1837eb7a10d818553dcb1493b54f3bd1967da0da70a9da2aa10644ff8cf6722f6abb48262eedaaa1";
const R1_RECOVERABLE: vector<u8> =
    x"6c32075e7d835273661712a67303c6d5bd0af6d039c502ec1837eb7a10d818553dcb1493b54f3bd1967da0da70a9da2aa10644ff8cf6722f6abb48262eedaaa101";

/// Lengths around the block sizes of the hashes: 64, 128 and 136 bytes.
public fun case_hashes(): vector<u8> {
    let mut log = log::new();
    vector[0u64, 1, 63, 64, 65, 127, 128, 129, 135, 136, 137, 1000].do!(|n| {
        let bytes = vector::tabulate!(n, |i| (i % 251) as u8);
        log.take(hash::blake2b256(&bytes));
        log.take(hash::keccak256(&bytes));
        log.take(hmac::hmac_sha3_256(&bytes, &MESSAGE));
        log.take(hmac::hmac_sha3_256(&MESSAGE, &bytes));
    });
    log.finish()
}

public fun case_ed25519(): vector<u8> {
    let mut log = log::new();
    altered(ED25519_SIGNATURE).do!(|signature| {
        log.take(ed25519::ed25519_verify(&signature, &ED25519_KEY, &MESSAGE));
    });
    altered(ED25519_KEY).do!(|key| {
        log.take(ed25519::ed25519_verify(&ED25519_SIGNATURE, &key, &MESSAGE));
    });
    log.take(ed25519::ed25519_verify(&ED25519_SIGNATURE, &ED25519_KEY, &b"another message"));
    log.finish()
}

public fun case_secp256k1(): vector<u8> {
    let mut log = log::new();
    altered(K1_SIGNATURE).do!(|signature| {
        log.take(ecdsa_k1::secp256k1_verify(&signature, &K1_KEY, &MESSAGE, SHA256));
    });
    log.take(ecdsa_k1::secp256k1_verify(&K1_SIGNATURE, &K1_KEY, &MESSAGE, 0));
    log.take(ecdsa_k1::secp256k1_verify(&K1_SIGNATURE, &R1_KEY, &MESSAGE, SHA256));
    log.take(ecdsa_k1::secp256k1_ecrecover(&K1_RECOVERABLE, &MESSAGE, SHA256));
    log.take(ecdsa_k1::secp256k1_ecrecover(&K1_RECOVERABLE, &MESSAGE, 0));
    log.take(ecdsa_k1::decompress_pubkey(&K1_KEY));
    log.finish()
}

public fun case_secp256r1(): vector<u8> {
    let mut log = log::new();
    altered(R1_SIGNATURE).do!(|signature| {
        log.take(ecdsa_r1::secp256r1_verify(&signature, &R1_KEY, &MESSAGE, SHA256));
    });
    log.take(ecdsa_r1::secp256r1_verify(&R1_SIGNATURE, &R1_KEY, &MESSAGE, 0));
    log.take(ecdsa_r1::secp256r1_verify(&R1_SIGNATURE, &K1_KEY, &MESSAGE, SHA256));
    log.take(ecdsa_r1::secp256r1_ecrecover(&R1_RECOVERABLE, &MESSAGE, SHA256));
    log.finish()
}

public fun fail_recover_k1_from_too_few_bytes() {
    ecdsa_k1::secp256k1_ecrecover(&K1_SIGNATURE, &MESSAGE, SHA256);
}

public fun fail_recover_r1_from_zeros() {
    ecdsa_r1::secp256r1_ecrecover(&vector::tabulate!(65, |_| 0), &MESSAGE, SHA256);
}

public fun fail_decompress_what_is_no_key() {
    ecdsa_k1::decompress_pubkey(&ED25519_KEY);
}

/// The bytes themselves, with one bit flipped in several places, too short, too long, and none.
fun altered(bytes: vector<u8>): vector<vector<u8>> {
    let mut all = vector[bytes, vector[]];
    vector[0u64, 5, 31].do!(|at| {
        let mut flipped = bytes;
        *&mut flipped[at] = bytes[at] ^ 1;
        all.push_back(flipped);
    });
    let mut short = bytes;
    short.pop_back();
    all.push_back(short);
    let mut long = bytes;
    long.push_back(0);
    all.push_back(long);
    all
}
