/**
 * H = BLAKE2b with 32 bytes of output, unkeyed: the only hash of Red Stuff.
 *
 * An encoding for n shards takes about 3 n^2 hashes of short inputs, so speed here decides the speed of
 * everything. WebAssembly is about eight times as fast as JavaScript at every length (2.2 million hashes of
 * 65 bytes per second against 0.28 million), but starts asynchronously and may be forbidden. Hence:
 * `blake2b256` always works at once, in JavaScript until WebAssembly is there, and long computations await
 * `hashReady` first. Nobody outside can tell the two apart.
 */
import { blake2b } from '@noble/hashes/blake2.js';
import { createBLAKE2b } from 'hash-wasm';

type Hasher = Awaited<ReturnType<typeof createBLAKE2b>>;

/** Length of a digest in bytes. */
export const DIGEST_BYTES = 32;

let wasm: Hasher | undefined;
let starting: Promise<void> | undefined;

/** Resolves when hashing is as fast as it can be here. Never rejects. */
export function hashReady(): Promise<void> {
  starting ??= createBLAKE2b(8 * DIGEST_BYTES).then(
    (hasher) => {
      wasm = hasher;
    },
    () => {
      // No WebAssembly in this environment (or not allowed): stay with JavaScript.
    },
  );
  return starting;
}

/** The 32-byte digest of `data`. */
export function blake2b256(data: Uint8Array): Uint8Array {
  if (wasm === undefined) {
    void hashReady();
    return blake2b(data, { dkLen: DIGEST_BYTES });
  }
  wasm.init();
  wasm.update(data);
  return wasm.digest('binary');
}
