/**
 * H = BLAKE2b with 32 bytes of output, unkeyed: the only hash of Red Stuff.
 *
 * An encoding for n shards takes about 3 n^2 hashes of short inputs, so speed here decides the speed of
 * everything: many hashes are made in one call of the core. It always works at once, but faster when
 * `hashReady` has resolved, which long computations await.
 */
import { core, coreReady } from './core/current.js';
import { DIGEST_BYTES, type Hashing } from './core/hashing.js';

export { coreReady as hashReady, DIGEST_BYTES };

/** The hashes of the core as it is now. */
export function hashing(): Hashing {
  return core().hashing;
}

/** The 32-byte digest of `data`. */
export function blake2b256(data: Uint8Array): Uint8Array {
  return hashing().digest(data);
}
