/**
 * BLAKE2b-256, of which every id and digest of Sui is made: in WebAssembly once `blake2bReady` has loaded it,
 * an order of magnitude faster than the JavaScript that does the work before, and where there is none.
 */
import { blake2b } from '@noble/hashes/blake2.js';
import { createBLAKE2b, type IHasher } from 'hash-wasm';

const digestBytes = 32;

let hasher: IHasher | undefined;
let loading: Promise<void> | undefined;

/** Loads the fast one. Never rejects: without WebAssembly the other one goes on. */
export function blake2bReady(): Promise<void> {
  return (loading ??= createBLAKE2b(8 * digestBytes).then(
    (loaded) => void (hasher = loaded),
    () => undefined,
  ));
}

/** BLAKE2b-256 of bytes, which may be given in parts. */
export function blake2b256(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = hasher?.init() ?? blake2b.create({ dkLen: digestBytes });
  for (const part of parts) hash.update(part);
  return hash.digest('binary');
}
