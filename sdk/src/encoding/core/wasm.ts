/** The core in WebAssembly, compiled from `sdk/assembly` into `module.ts` by the build. */
import { fromBase64 } from '@mysten/bcs';
import type { Coding } from './coding.js';
import type { Hashing } from './hashing.js';
import { CORE } from './module.js';
import { startWasmCoding } from './wasm-coding.js';
import { startWasmHashing } from './wasm-hashing.js';

/**
 * Starts the core.
 *
 * @throws where that is not possible or not allowed
 */
export async function startWasm(): Promise<{ readonly hashing: Hashing; readonly coding: Coding }> {
  const module = await WebAssembly.compile(fromBase64(CORE) as Uint8Array<ArrayBuffer>);
  return { hashing: await startWasmHashing(module), coding: await startWasmCoding(module) };
}
