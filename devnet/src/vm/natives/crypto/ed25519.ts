/**
 * Ed25519 as Sui verifies it (ZIP 215): the rule is that of `@noble/curves`. OpenSSL, where Node has it, is
 * fifteen times as fast and stricter: what it accepts is accepted, and what it refuses is looked at again.
 */
import { ed25519 } from '@noble/curves/ed25519.js';

type Crypto = typeof import('node:crypto');

const native = globalThis.process?.getBuiltinModule?.('node:crypto') as Crypto | undefined;

/** Whether 64 bytes are a signature of a message under a public key of 32 bytes. Throws for other lengths. */
export function verifyEd25519(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  return isAcceptedByOpenSsl(signature, message, publicKey) || ed25519.verify(signature, message, publicKey);
}

function isAcceptedByOpenSsl(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (native === undefined || publicKey.length !== 32 || signature.length !== 64) return false;
  const x = Buffer.from(publicKey).toString('base64url');
  try {
    const key = native.createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return native.verify(null, message, key, signature);
  } catch {
    return false;
  }
}
