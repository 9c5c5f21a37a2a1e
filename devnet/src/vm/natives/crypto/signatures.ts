/**
 * Signature schemes: `sui::bls12381` (both sizes), `sui::ed25519`, `sui::ecdsa_k1`, `sui::ecdsa_r1`. A
 * signature or key that is malformed makes a check false, never an abort; recovery aborts.
 */
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { toBoolean, toIndex, vectorOfBytes } from '../../values.js';
import type { Value } from '../../values.js';
import { abort } from '../native.js';
import type { NativeContext, NativeTable } from '../native.js';
import { paid } from './hashes.js';

/** Abort codes of the ECDSA natives. */
const failToRecover = 0;
const invalidSignature = 1;
const invalidPublicKey = 2;
const invalidPrivateKey = 3;
const invalidHashFunction = 4;

/** About what the checks cost, in instructions' worth of time. */
const cost = { bls: 300_000, ecdsa: 30_000, ed25519: 30_000 };

type Curve = typeof secp256k1;

export const signatureNatives: NativeTable = {
  '0x2::bls12381::bls12381_min_pk_verify': (context, _, [signature, publicKey, message]) =>
    verifyBls(bls12_381.longSignatures, context, signature!, publicKey!, message!),
  '0x2::bls12381::bls12381_min_sig_verify': (context, _, [signature, publicKey, message]) =>
    verifyBls(bls12_381.shortSignatures, context, signature!, publicKey!, message!),

  '0x2::ed25519::ed25519_verify': (context, _, [signature, publicKey, message]) => {
    const [s, p, m] = [
      paid(context, signature!),
      paid(context, publicKey!),
      paid(context, message!, cost.ed25519),
    ];
    return holds(() => ed25519.verify(s, m, p, { zip215: true }));
  },

  '0x2::ecdsa_k1::secp256k1_verify': (context, _, args) => verifyEcdsa(secp256k1, context, args),
  '0x2::ecdsa_r1::secp256r1_verify': (context, _, args) => verifyEcdsa(p256, context, args),
  '0x2::ecdsa_k1::secp256k1_ecrecover': (context, _, args) => recover(secp256k1, context, args),
  '0x2::ecdsa_r1::secp256r1_ecrecover': (context, _, args) => recover(p256, context, args),
  '0x2::ecdsa_k1::decompress_pubkey': (context, _, [publicKey]) => {
    const bytes = paid(context, publicKey!, 1000);
    const point = bytes.length === 33 ? attempt(() => secp256k1.Point.fromBytes(bytes)) : undefined;
    return vectorOfBytes((point ?? abort(invalidPublicKey)).toBytes(false));
  },
  '0x2::ecdsa_k1::secp256k1_sign': (context, _, [privateKey, message, hash, recoverable]) => {
    const key = paid(context, privateKey!, cost.ecdsa);
    if (!secp256k1.utils.isValidSecretKey(key)) abort(invalidPrivateKey);
    const digest = digestOf(paid(context, message!), toIndex(hash!)) ?? abort(invalidHashFunction);
    const signature = secp256k1.sign(digest, key, { prehash: false, format: 'recovered' });
    const [recovery, ...compact] = signature;
    return vectorOfBytes(Uint8Array.from(toBoolean(recoverable!) ? [...compact, recovery!] : compact));
  },
};

function verifyBls(
  scheme: typeof bls12_381.longSignatures | typeof bls12_381.shortSignatures,
  context: NativeContext,
  signature: Value,
  publicKey: Value,
  message: Value,
): boolean {
  const [s, p, m] = [paid(context, signature), paid(context, publicKey), paid(context, message, cost.bls)];
  const { verify, hash } = scheme as typeof bls12_381.longSignatures;
  const tag = scheme === bls12_381.longSignatures ? 'G2' : 'G1';
  return holds(() => verify(s, hash(m, `BLS_SIG_BLS12381${tag}_XMD:SHA-256_SSWU_RO_NUL_`), p));
}

function verifyEcdsa(
  curve: Curve,
  context: NativeContext,
  [signature, publicKey, message, hash]: Value[],
): boolean {
  const digest = digestOf(paid(context, message!, cost.ecdsa), toIndex(hash!));
  const [s, p] = [paid(context, signature!), paid(context, publicKey!)];
  if (digest === undefined || s.length !== 64 || p.length !== 33) return false;
  return holds(() => curve.verify(s, digest, p, { prehash: false, lowS: true }));
}

/** The compressed public key that made a 65-byte signature `r || s || v`. */
function recover(curve: Curve, context: NativeContext, [signature, message, hash]: Value[]): Value {
  const digest = digestOf(paid(context, message!, cost.ecdsa), toIndex(hash!)) ?? abort(failToRecover);
  const bytes = paid(context, signature!);
  const parsed =
    bytes.length === 65 && bytes[64]! < 4
      ? attempt(() => curve.Signature.fromBytes(bytes.subarray(0, 64), 'compact').addRecoveryBit(bytes[64]!))
      : undefined;
  const known = parsed ?? abort(invalidSignature);
  const point = attempt(() => known.recoverPublicKey(digest));
  return vectorOfBytes((point ?? abort(failToRecover)).toBytes(true));
}

function digestOf(message: Uint8Array, hash: number): Uint8Array | undefined {
  if (hash === 0) return keccak_256(message);
  return hash === 1 ? sha256(message) : undefined;
}

function holds(check: () => boolean): boolean {
  return attempt(check) ?? false;
}

/** The result, or undefined when the library refuses the bytes. */
function attempt<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch {
    return undefined;
  }
}
