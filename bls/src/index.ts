/**
 * BLS signatures on BLS12-381 as Sui verifies them: public keys in G1 (48 bytes compressed), signatures in G2
 * (96 bytes), ciphersuite BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_NUL_.
 *
 * Signatures of one message add up to one signature, which verifies under the sum of the public keys. That is
 * safe only where each key was registered with a proof of possession.
 *
 * @module @haulout/bls
 */
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { currentCurve } from './current-curve.js';
import { Element, readElement, sumElements } from './element.js';
import { Newest } from './newest.js';
import { compressKey, UNCOMPRESSED_KEY_BYTES } from './uncompressed.js';

export { blsReady } from './current-curve.js';
export { compressKey } from './uncompressed.js';

/** Length of a secret key in bytes (big-endian scalar). */
export const SECRET_KEY_BYTES = 32;
/** Length of a public key in bytes. */
export const PUBLIC_KEY_BYTES = 48;
/** Length of a signature in bytes. */
export const SIGNATURE_BYTES = 96;

/** A public key, checked: on the curve, in the subgroup, not zero unless it is a sum. */
export type PublicKey = Element<'keys'>;
/** A signature, checked likewise. */
export type Signature = Element<'signatures'>;

/** A fresh secret key of 32 bytes, from the platform's randomness or from a seed of at least 48 bytes. */
export function generateSecretKey(seed?: Uint8Array): Uint8Array {
  return bls12_381.utils.randomSecretKey(seed);
}

/** Whether bytes are a secret key: 32, as a number at least 1 and below the order of the groups. */
export function isSecretKey(bytes: Uint8Array): boolean {
  return bytes.length === SECRET_KEY_BYTES && bls12_381.fields.Fr.isValidNot0(numberOf(bytes));
}

/**
 * The public key of a secret key.
 *
 * @throws RangeError for bytes that are no secret key
 */
export function publicKeyOf(secretKey: Uint8Array): PublicKey {
  const curve = currentCurve();
  return new Element('keys', { curve, point: curve.publicKey(checked(secretKey)) });
}

/**
 * The signature of a message.
 *
 * @throws RangeError for bytes that are no secret key
 */
export function sign(secretKey: Uint8Array, message: Uint8Array): Signature {
  const curve = currentCurve();
  const hash = hashOf(message).formOf(curve);
  return new Element('signatures', { curve, point: curve.sign(checked(secretKey), hash) });
}

/**
 * The public key with these bytes, 48 or uncompressed 96; undefined when they are none. Keys are remembered:
 * reading one is slow.
 */
export function readPublicKey(bytes: Uint8Array): PublicKey | undefined {
  if (bytes.length !== PUBLIC_KEY_BYTES && bytes.length !== UNCOMPRESSED_KEY_BYTES) return undefined;
  return keys.getOrMake(bytesToHex(bytes), () => {
    const compressed = bytes.length === UNCOMPRESSED_KEY_BYTES ? compressKey(bytes) : bytes;
    return compressed && readElement('keys', compressed);
  });
}

/**
 * The signature with these bytes; undefined when they are none. The newest are remembered: one is read when
 * it comes in, and again when it goes into a sum.
 */
export function readSignature(bytes: Uint8Array): Signature | undefined {
  if (bytes.length !== SIGNATURE_BYTES) return undefined;
  return signatures.getOrMake(bytesToHex(bytes), () => readElement('signatures', bytes));
}

/** The sum of at least one public key. */
export function addPublicKeys(publicKeys: readonly PublicKey[]): PublicKey {
  return sumElements('keys', publicKeys);
}

/** The sum of at least one signature. */
export function addSignatures(signatures: readonly Signature[]): Signature {
  return sumElements('signatures', signatures);
}

/** True when `signature` is one of `message` under `publicKey`. */
export function verify(publicKey: PublicKey, message: Uint8Array, signature: Signature): boolean {
  // A sum can be zero even if no summand is; a zero key or signature proves nothing.
  if (publicKey.isZero || signature.isZero) return false;
  const name = bytesToHex(message);
  const known = verified.get(name);
  if (known?.publicKey.equals(publicKey) && known.signature.equals(signature)) return true;
  const curve = currentCurve();
  const [key, hash, point] = [
    publicKey.formOf(curve),
    hashOf(message).formOf(curve),
    signature.formOf(curve),
  ];
  const isGood = curve.verify(key, hash, point);
  if (isGood) verified.set(name, { publicKey, signature });
  return isGood;
}

/** True when `signature` is one of `message` under `publicKey`; false also for bytes that are neither. */
export function verifyBytes(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const [key, point] = [readPublicKey(publicKey), readSignature(signature)];
  return key !== undefined && point !== undefined && verify(key, message, point);
}

/** Public keys by their bytes in hex: several times those of the largest committee. */
const keys = new Newest<PublicKey>(1_024);
/** Signatures by their bytes in hex: those of the largest committee on a few messages. */
const signatures = new Newest<Signature>(1_024);
/** Hashes of messages, by message in hex: all members of a committee sign the same. */
const hashes = new Newest<Element<'signatures'>>(128);
/**
 * What verified last, by message in hex: a sum is checked when its summands come in, and when a certificate
 * is made of it.
 */
const verified = new Newest<{ readonly publicKey: PublicKey; readonly signature: Signature }>(128);

function hashOf(message: Uint8Array): Element<'signatures'> {
  return hashes.getOrMake(bytesToHex(message), () => {
    const curve = currentCurve();
    return new Element('signatures', { curve, point: curve.hash(message) });
  });
}

function checked(secretKey: Uint8Array): Uint8Array {
  if (!isSecretKey(secretKey)) throw new RangeError('not a secret key of BLS12-381');
  return secretKey;
}

function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${bytesToHex(bytes)}`);
}
