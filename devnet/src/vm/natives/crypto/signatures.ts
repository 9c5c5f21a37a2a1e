/**
 * Signature schemes: `sui::bls12381` (both sizes), `sui::ed25519`, `sui::ecdsa_k1`, `sui::ecdsa_r1`. A
 * signature or key that is malformed makes a check false, never an abort; recovery aborts.
 */
import { verifyBytes } from '@haulout/bls';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { bytesOfVector, makeStruct, toBoolean, toIndex, vectorOfBytes } from '../../values.js';
import type { Value } from '../../values.js';
import { abort } from '../native.js';
import type { NativeContext, NativeTable } from '../native.js';
import { baseCost, blockSize, paidBytes } from '../costs.js';
import { verifyEd25519 } from '../../../ed25519.js';

/** Abort codes of the ECDSA natives. */
const failToRecover = 0;
const invalidSignature = 1;
const invalidPublicKey = 2;
const invalidPrivateKey = 3;
const invalidHashFunction = 4;
const invalidSeed = 5;

/** What checks cost before their message is counted: internal gas units of Sui. */
const cost = {
  minPk: 49_282,
  minSig: 44_064,
  ed25519: 1_802,
  verify: { k1: 1_470, r1: 4_225 },
  recover: { k1: 500, r1: 1_173 },
} as const;

type Curve = typeof secp256k1;

/** The natives that verify signatures or recover keys from them. */
export const signatureNatives: NativeTable = {
  '0x2::bls12381::bls12381_min_pk_verify': (context, _, [signature, publicKey, message]) =>
    verifyBls('minPk', context, [signature!, publicKey!, message!]),
  '0x2::bls12381::bls12381_min_sig_verify': (context, _, [signature, publicKey, message]) =>
    verifyBls('minSig', context, [signature!, publicKey!, message!]),

  '0x2::ed25519::ed25519_verify': (context, _, [signature, publicKey, message]) => {
    const m = paidBytes(context, message!, cost.ed25519, blockSize.sha512);
    const [s, p] = [bytesOfVector(signature!), bytesOfVector(publicKey!)];
    return holds(() => verifyEd25519(s, m, p));
  },

  '0x2::ecdsa_k1::secp256k1_verify': (context, _, args) => verifyEcdsa(secp256k1, context, args),
  '0x2::ecdsa_r1::secp256r1_verify': (context, _, args) => verifyEcdsa(p256, context, args),
  '0x2::ecdsa_k1::secp256k1_ecrecover': (context, _, args) => recover(secp256k1, context, args),
  '0x2::ecdsa_r1::secp256r1_ecrecover': (context, _, args) => recover(p256, context, args),
  '0x2::ecdsa_k1::decompress_pubkey': (context, _, [publicKey]) => {
    context.meter.native(baseCost);
    const bytes = bytesOfVector(publicKey!);
    const point = bytes.length === 33 ? attempt(() => secp256k1.Point.fromBytes(bytes)) : undefined;
    return vectorOfBytes((point ?? abort(invalidPublicKey)).toBytes(false));
  },
  // Sui makes other keys of the same seed, by a random generator of its language.
  '0x2::ecdsa_k1::secp256k1_keypair_from_seed': (_context, _, [seed]) => {
    const bytes = bytesOfVector(seed!);
    if (bytes.length !== 32) abort(invalidSeed);
    const privateKey = sha256(bytes);
    return makeStruct([privateKey, secp256k1.getPublicKey(privateKey, true)].map(vectorOfBytes));
  },
  '0x2::ecdsa_k1::secp256k1_sign': (context, _, [privateKey, message, hash, recoverable]) => {
    const key = bytesOfVector(privateKey!);
    if (!secp256k1.utils.isValidSecretKey(key)) abort(invalidPrivateKey);
    const digest = digestOf(context, message!, 0, toIndex(hash!)) ?? abort(invalidHashFunction);
    const signature = secp256k1.sign(digest, key, { prehash: false, format: 'recovered' });
    const [recovery, ...compact] = signature;
    return vectorOfBytes(Uint8Array.from(toBoolean(recoverable!) ? [...compact, recovery!] : compact));
  },
};

function verifyBls(
  scheme: 'minPk' | 'minSig',
  context: NativeContext,
  [signature, publicKey, message]: readonly [Value, Value, Value],
): boolean {
  const m = paidBytes(context, message, cost[scheme], blockSize.sha256);
  const [s, p] = [bytesOfVector(signature), bytesOfVector(publicKey)];
  return remembered([utf8ToBytes(scheme), s, p, m], () =>
    scheme === 'minPk' ? verifyBytes(p, m, s) : holds(() => verifyMinSig(s, m, p)),
  );
}

function verifyMinSig(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  const { verify, hash } = bls12_381.shortSignatures;
  return verify(signature, hash(message, 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_'), publicKey);
}

/**
 * Verdicts of the last checks, by a digest of what was checked: clients simulate a transaction before they
 * execute it.
 */
const verdicts = new Map<string, boolean>();
const maxVerdicts = 256;

/** The verdict on `parts`, from the last checks if it is among them. */
function remembered(parts: readonly Uint8Array[], check: () => boolean): boolean {
  const lengths = utf8ToBytes(parts.map(({ length }) => length).join(' '));
  const key = bytesToHex(sha256(concatBytes(lengths, ...parts)));
  const verdict = verdicts.get(key) ?? check();
  verdicts.delete(key);
  verdicts.set(key, verdict);
  if (verdicts.size > maxVerdicts) verdicts.delete(verdicts.keys().next().value!);
  return verdict;
}

function verifyEcdsa(
  curve: Curve,
  context: NativeContext,
  [signature, publicKey, message, hash]: Value[],
): boolean {
  const digest = digestOf(context, message!, cost.verify[curve === secp256k1 ? 'k1' : 'r1'], toIndex(hash!));
  const [s, p] = [bytesOfVector(signature!), bytesOfVector(publicKey!)];
  if (digest === undefined || s.length !== 64 || p.length !== 33) return false;
  return holds(() => curve.verify(s, digest, p, { prehash: false, lowS: true }));
}

/** The compressed public key that made a 65-byte signature `r || s || v`. */
function recover(curve: Curve, context: NativeContext, [signature, message, hash]: Value[]): Value {
  const base = cost.recover[curve === secp256k1 ? 'k1' : 'r1'];
  const digest = digestOf(context, message!, base, toIndex(hash!)) ?? abort(failToRecover);
  const bytes = bytesOfVector(signature!);
  // The library of Sui's nodes takes zeros for numbers, from which no key of k1 can be recovered; that of the
  // compiler's VM, like ours, takes them for no signature.
  const hasZero = [0, 32].some((at) => bytes.subarray(at, at + 32).every((byte) => byte === 0));
  if (curve === secp256k1 && bytes.length === 65 && hasZero) abort(failToRecover);
  const parsed =
    bytes.length === 65 && bytes[64]! < 4
      ? attempt(() => curve.Signature.fromBytes(bytes.subarray(0, 64), 'compact').addRecoveryBit(bytes[64]!))
      : undefined;
  const known = parsed ?? abort(invalidSignature);
  const point = attempt(() => known.recoverPublicKey(digest));
  return vectorOfBytes((point ?? abort(failToRecover)).toBytes(true));
}

/** The hash of a message, paid for, or undefined for a hash function that there is not. */
function digestOf(
  context: NativeContext,
  message: Value,
  base: number,
  hash: number,
): Uint8Array | undefined {
  if (hash === 0) return keccak_256(paidBytes(context, message, base, blockSize.keccak));
  return hash === 1 ? sha256(paidBytes(context, message, base, blockSize.sha256)) : undefined;
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
