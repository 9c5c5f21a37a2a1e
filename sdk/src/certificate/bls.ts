/**
 * BLS signatures on BLS12-381 as Sui verifies them: public keys in G1 (48 bytes compressed), signatures in G2
 * (96 bytes), ciphersuite BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_NUL_.
 *
 * Signatures of one message add up to one signature, which verifies under the sum of the public keys. That is
 * safe only because every key of a committee was registered with a proof of possession.
 */
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { equalBytes } from '../base/bytes.js';
import { CertificateError } from './errors.js';
import { proofOfPossessionMessage, type ProofOfPossession } from './message.js';

const scheme = bls12_381.longSignatures;
const DOMAIN = 'BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_NUL_';

/** Length of a secret key in bytes (big-endian scalar). */
export const SECRET_KEY_BYTES = 32;
/** Length of a public key in bytes. */
export const PUBLIC_KEY_BYTES = 48;
/** Length of a signature in bytes. */
export const SIGNATURE_BYTES = 96;

/** A public key, checked: on the curve, in the subgroup, not zero. */
export type PublicKeyPoint = ReturnType<typeof scheme.getPublicKey>;
/** A signature, checked likewise. */
export type SignaturePoint = ReturnType<typeof scheme.sign>;

/** A fresh secret key of 32 bytes, from the platform's randomness or from a seed of at least 48 bytes. */
export function generateSecretKey(seed?: Uint8Array): Uint8Array {
  return scheme.keygen(seed).secretKey;
}

/**
 * The public key of a secret key.
 *
 * @throws CertificateError `INVALID_SECRET_KEY`
 */
export function publicKeyOf(secretKey: Uint8Array): Uint8Array {
  return withSecret(secretKey, () => scheme.getPublicKey(secretKey).toBytes());
}

/**
 * Signs message bytes (`serializeMessage`).
 *
 * @throws CertificateError `INVALID_SECRET_KEY`
 */
export function signMessage(secretKey: Uint8Array, message: Uint8Array): Uint8Array {
  return withSecret(secretKey, () => scheme.sign(hashMessage(message), secretKey).toBytes());
}

/**
 * True when `signature` is one of `message` under `publicKey`; false also for bytes that are no key or
 * signature.
 */
export function verifySignature(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verifyPoints(parsePublicKey(publicKey), message, parseSignature(signature));
  } catch (error) {
    if (error instanceof CertificateError) return false;
    throw error;
  }
}

/**
 * Signs that the owner of a key acts for a Sui address, as registering a node asks for.
 *
 * @throws CertificateError `INVALID_SECRET_KEY`, `MALFORMED_MESSAGE`
 */
export function proveOwnership(
  secretKey: Uint8Array,
  claim: Pick<ProofOfPossession, 'epoch' | 'address'>,
): {
  /** 48 bytes. */
  readonly publicKey: Uint8Array;
  /** 96 bytes. */
  readonly signature: Uint8Array;
} {
  const publicKey = publicKeyOf(secretKey);
  return { publicKey, signature: signMessage(secretKey, proofOfPossessionMessage({ ...claim, publicKey })) };
}

/** True when `signature` is a proof of possession for that key, address and epoch. */
export function verifyOwnership(claim: Omit<ProofOfPossession, 'type'>, signature: Uint8Array): boolean {
  return (
    claim.publicKey.length === PUBLIC_KEY_BYTES &&
    verifySignature(claim.publicKey, proofOfPossessionMessage(claim), signature)
  );
}

/**
 * The sum of public keys: the key under which the sum of their signatures verifies.
 *
 * @throws CertificateError `INVALID_PUBLIC_KEY`
 */
export function aggregatePublicKeys(publicKeys: readonly Uint8Array[]): Uint8Array {
  return scheme.aggregatePublicKeys(publicKeys.map(parsePublicKey)).toBytes();
}

/**
 * The sum of signatures.
 *
 * @throws CertificateError `INVALID_SIGNATURE`
 */
export function aggregateSignatures(signatures: readonly Uint8Array[]): Uint8Array {
  return addSignatures(signatures.map(parseSignature)).toBytes();
}

/**
 * Keys that were parsed, by their bytes in hex: those of a committee are needed again and again, and checking
 * one is slow.
 */
const knownKeys = new Map<string, PublicKeyPoint>();
/** The largest committees, several times. */
const MAX_KNOWN_KEYS = 1_024;

/** A public key from its bytes; see {@link PublicKeyPoint}. */
export function parsePublicKey(bytes: Uint8Array): PublicKeyPoint {
  const name = bytesToHex(bytes);
  const known = knownKeys.get(name);
  if (known) return known;
  const point = parsePoint(
    () => bls12_381.G1.Point.fromBytes(bytes),
    (cause) =>
      new CertificateError('INVALID_PUBLIC_KEY', `${bytes.length} bytes are not a BLS public key`, { cause }),
  );
  keepNewest(knownKeys, { name, value: point, most: MAX_KNOWN_KEYS });
  return point;
}

/** Adds to a map that forgets its oldest entries. */
function keepNewest<V>(
  map: Map<string, V>,
  { name, value, most }: { readonly name: string; readonly value: V; readonly most: number },
): void {
  map.delete(name);
  if (map.size === most) map.delete(map.keys().next().value!);
  map.set(name, value);
}

/** A signature from its bytes; see {@link SignaturePoint}. */
export function parseSignature(bytes: Uint8Array): SignaturePoint {
  return parsePoint(
    () => scheme.Signature.fromBytes(bytes),
    (cause) =>
      new CertificateError('INVALID_SIGNATURE', `${bytes.length} bytes are not a BLS signature`, { cause }),
  );
}

/** The sum of at least one public key. */
export function addPublicKeys(points: readonly PublicKeyPoint[]): PublicKeyPoint {
  return scheme.aggregatePublicKeys([...points]);
}

/** The sum of at least one signature. */
export function addSignatures(points: readonly SignaturePoint[]): SignaturePoint {
  return scheme.aggregateSignatures([...points]);
}

/** True when `signature` is one of `message` under `publicKey`. */
export function verifyPoints(
  publicKey: PublicKeyPoint,
  message: Uint8Array,
  signature: SignaturePoint,
): boolean {
  // Sums can be zero even if no summand is; a zero key or signature proves nothing.
  if (publicKey.is0() || signature.is0()) return false;
  const name = bytesToHex(message);
  const known = knownGood.get(name);
  if (known?.publicKey.equals(publicKey) && known.signature.equals(signature)) return true;
  const isGood = scheme.verify(signature, hashMessage(message), publicKey);
  if (isGood) keepNewest(knownGood, { name, value: { publicKey, signature }, most: MAX_KNOWN_GOOD });
  return isGood;
}

/**
 * What verified last, by message in hex: a sum is checked when its summands come in, and when a certificate
 * is made of it.
 */
const knownGood = new Map<
  string,
  { readonly publicKey: PublicKeyPoint; readonly signature: SignaturePoint }
>();
const MAX_KNOWN_GOOD = 128;

let lastMessage = new Uint8Array();
let lastHash: SignaturePoint | undefined;

/**
 * The message as a point of G2. Remembers the last one: a third of the time of checking many signatures of
 * it.
 */
function hashMessage(message: Uint8Array): SignaturePoint {
  if (lastHash === undefined || !equalBytes(message, lastMessage)) {
    lastHash = scheme.hash(message, DOMAIN);
    lastMessage = message.slice();
  }
  return lastHash;
}

function withSecret<T>(secretKey: Uint8Array, use: () => T): T {
  const { Fr } = bls12_381.fields;
  const inRange = secretKey.length === SECRET_KEY_BYTES && Fr.isValidNot0(scalar(secretKey));
  if (!inRange) throw new CertificateError('INVALID_SECRET_KEY', 'not a BLS12-381 secret key');
  return use();
}

function scalar(bytes: Uint8Array): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

function parsePoint<P extends { is0(): boolean; assertValidity(): void }>(
  parse: () => P,
  refuse: (cause?: unknown) => CertificateError,
): P {
  let point: P;
  try {
    point = parse();
    point.assertValidity();
  } catch (cause) {
    throw refuse(cause);
  }
  if (point.is0()) throw refuse();
  return point;
}
