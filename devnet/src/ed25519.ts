/**
 * Ed25519. OpenSSL, where Node has it, is fifteen times as fast as `@noble/curves`, which does the work
 * elsewhere. Both make the same signature.
 */
import { ed25519 } from '@noble/curves/ed25519.js';

type Crypto = typeof import('node:crypto');

const native = globalThis.process?.getBuiltinModule?.('node:crypto') as Crypto | undefined;

/**
 * Whether 64 bytes are a signature of a message under a public key of 32 bytes, as Sui verifies it (ZIP 215).
 * OpenSSL is stricter: what it accepts is accepted, and what it refuses is looked at again. Throws for other
 * lengths.
 */
export function verifyEd25519(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  return isAcceptedByOpenSsl(signature, message, publicKey) || ed25519.verify(signature, message, publicKey);
}

function isAcceptedByOpenSsl(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (native === undefined || publicKey.length !== 32 || signature.length !== 64) return false;
  try {
    const key = native.createPublicKey({ key: jwk({ publicKey }), format: 'jwk' });
    return native.verify(null, message, key, signature);
  } catch {
    return false;
  }
}

/** The public key of 32 secret bytes, and what signs with them. */
export interface SigningKey {
  readonly publicKey: Uint8Array;
  /** The signature of a message: 64 bytes. */
  sign(message: Uint8Array): Uint8Array<ArrayBuffer>;
}

/** @param secret 32 bytes */
export function signingKey(secret: Uint8Array): SigningKey {
  const publicKey = ed25519.getPublicKey(secret);
  if (native === undefined) return { publicKey, sign: (message) => ed25519.sign(message, secret) };
  const key = native.createPrivateKey({
    key: { ...jwk({ publicKey }), d: base64url(secret) },
    format: 'jwk',
  });
  return { publicKey, sign: (message) => Uint8Array.from(native.sign(null, message, key)) };
}

const jwk = ({ publicKey }: { readonly publicKey: Uint8Array }) => ({
  kty: 'OKP',
  crv: 'Ed25519',
  x: base64url(publicKey),
});
const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
