import { p256 } from '@noble/curves/nist.js';
import { blake2b } from '@noble/hashes/blake2.js';
import { generateSecretKey } from '@haulout/sdk/operator';

/**
 * 48 bytes that depend on the seed and a purpose alone. For test networks: whoever knows the seed knows the
 * keys.
 */
function derive(seed: string, purpose: string): Uint8Array {
  return blake2b(new TextEncoder().encode(`haulout/${seed}/${purpose}`), { dkLen: 48 });
}

/** BLS secret key of a storage node of a test network, 32 bytes. */
export function nodeSecretKey(seed: string, name: string): Uint8Array {
  return generateSecretKey(derive(seed, `bls/${name}`));
}

/** Public key for a node's TLS certificate: a compressed point of P-256, 33 bytes. */
export function nodeNetworkKey(seed: string, name: string): Uint8Array {
  return p256.getPublicKey(p256.utils.randomSecretKey(derive(seed, `tls/${name}`)), true);
}

/** A source of uniform numbers in [0, 1) that depends on the seed alone (xorshift32). */
export function seededRandom(seed: string): () => number {
  let state = new DataView(derive(seed, 'random').buffer).getUint32(0) || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
