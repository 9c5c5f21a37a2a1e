/**
 * BLS signatures of storage nodes: those of `@haulout/bls`, with the errors of this folder.
 *
 * Signatures of one message add up to one signature, which verifies under the sum of the public keys. That is
 * safe only because every key of a committee was registered with a proof of possession.
 */
import {
  addPublicKeys,
  addSignatures,
  compressKey,
  isSecretKey,
  publicKeyOf as publicKeyOfSecret,
  PUBLIC_KEY_BYTES,
  readPublicKey,
  readSignature,
  sign,
  verifyBytes,
  type PublicKey,
  type Signature,
} from '@haulout/bls';
import { withJson } from '../base/json.js';
import { CertificateError } from './errors.js';
import { proofOfPossessionMessage, type ProofOfPossession } from './message.js';

export {
  addPublicKeys,
  addSignatures,
  blsReady,
  generateSecretKey,
  PUBLIC_KEY_BYTES,
  SECRET_KEY_BYTES,
  SIGNATURE_BYTES,
  verify as verifyPoints,
  verifyBytes as verifySignature,
  type PublicKey as PublicKeyPoint,
  type Signature as SignaturePoint,
} from '@haulout/bls';

/**
 * The public key of a secret key.
 *
 * @throws CertificateError `INVALID_SECRET_KEY`
 */
export function publicKeyOf(secretKey: Uint8Array): Uint8Array {
  return publicKeyOfSecret(checkSecret(secretKey)).bytes;
}

/**
 * Signs message bytes (`serializeMessage`).
 *
 * @throws CertificateError `INVALID_SECRET_KEY`
 */
export function signMessage(secretKey: Uint8Array, message: Uint8Array): Uint8Array {
  return sign(checkSecret(secretKey), message).bytes;
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
  const signature = signMessage(secretKey, proofOfPossessionMessage({ ...claim, publicKey }));
  return withJson({ publicKey, signature });
}

/** True when `signature` is a proof of possession for that key, address and epoch. */
export function verifyOwnership(claim: Omit<ProofOfPossession, 'type'>, signature: Uint8Array): boolean {
  return (
    claim.publicKey.length === PUBLIC_KEY_BYTES &&
    verifyBytes(claim.publicKey, proofOfPossessionMessage(claim), signature)
  );
}

/**
 * The 48 bytes of a public key from the 96 that the chain keeps. Whether it is a key of the right subgroup is
 * seen by whoever verifies with it: most readers of a committee never do.
 *
 * @throws CertificateError `INVALID_PUBLIC_KEY` for what is no point of the curve
 */
export function compressPublicKey(point: Uint8Array): Uint8Array {
  const compressed = compressKey(point);
  if (compressed !== undefined) return compressed;
  throw new CertificateError('INVALID_PUBLIC_KEY', `${point.length} bytes are not a point of the BLS curve`);
}

/**
 * The sum of public keys: the key under which the sum of their signatures verifies.
 *
 * @throws CertificateError `INVALID_PUBLIC_KEY`
 */
export function aggregatePublicKeys(publicKeys: readonly Uint8Array[]): Uint8Array {
  return addPublicKeys(publicKeys.map(parsePublicKey)).bytes;
}

/**
 * The sum of signatures.
 *
 * @throws CertificateError `INVALID_SIGNATURE`
 */
export function aggregateSignatures(signatures: readonly Uint8Array[]): Uint8Array {
  return addSignatures(signatures.map(parseSignature)).bytes;
}

/**
 * A public key from its bytes.
 *
 * @throws CertificateError `INVALID_PUBLIC_KEY`
 */
export function parsePublicKey(bytes: Uint8Array): PublicKey {
  const key = readPublicKey(bytes);
  if (key !== undefined) return key;
  throw new CertificateError('INVALID_PUBLIC_KEY', `${bytes.length} bytes are not a BLS public key`);
}

/**
 * A signature from its bytes.
 *
 * @throws CertificateError `INVALID_SIGNATURE`
 */
export function parseSignature(bytes: Uint8Array): Signature {
  const signature = readSignature(bytes);
  if (signature !== undefined) return signature;
  throw new CertificateError('INVALID_SIGNATURE', `${bytes.length} bytes are not a BLS signature`);
}

function checkSecret(secretKey: Uint8Array): Uint8Array {
  if (isSecretKey(secretKey)) return secretKey;
  throw new CertificateError('INVALID_SECRET_KEY', 'not a BLS12-381 secret key');
}
