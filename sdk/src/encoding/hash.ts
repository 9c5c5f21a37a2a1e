/**
 * H = BLAKE2b with 32 bytes of output, unkeyed: the only hash of Red Stuff.
 *
 * An encoding for n shards takes about 3 n^2 hashes of short inputs, so speed here decides the speed of
 * everything: many hashes are made in one call of the core (`core/hashing.ts`). WebAssembly starts
 * asynchronously and may be forbidden. Hence the core always works at once, in JavaScript until WebAssembly is
 * there, and long computations await `hashReady` first.
 */
import { DIGEST_BYTES, type Hashing } from './core/hashing.js';
import { scriptHashing } from './core/script.js';
import { startWasmHashing } from './core/wasm.js';

export { DIGEST_BYTES };

let core = scriptHashing;
let starting: Promise<void> | undefined;

/** Resolves when hashing is as fast as it can be here. Never rejects. */
export function hashReady(): Promise<void> {
  starting ??= startWasmHashing().then(
    (hashing) => {
      core = hashing;
    },
    () => {
      // No WebAssembly in this environment (or not allowed): stay with JavaScript.
    },
  );
  return starting;
}

/** The core as it is now. */
export function hashing(): Hashing {
  void hashReady();
  return core;
}

/** The 32-byte digest of `data`. */
export function blake2b256(data: Uint8Array): Uint8Array {
  return hashing().digest(data);
}
