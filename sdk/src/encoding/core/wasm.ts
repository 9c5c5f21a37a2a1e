/** The core in WebAssembly, compiled from `sdk/assembly` into `module.ts` by the build. */
import { fromBase64 } from '@mysten/bcs';
import type { Core } from './core.js';
import { CORE } from './module.js';
import { startScriptExpansion } from './script-expansion.js';
import { startWasmCoding } from './wasm-coding.js';
import { startWasmExpansion } from './wasm-expansion.js';
import { startWasmHashing } from './wasm-hashing.js';

/**
 * Starts the core.
 *
 * @throws where that is not possible or not allowed
 */
export async function startWasm(): Promise<Core> {
  const module = await WebAssembly.compile(fromBase64(CORE) as Uint8Array<ArrayBuffer>);
  return {
    hashing: await startWasmHashing(module),
    coding: await startWasmCoding(module),
    startExpansion: async (setting) =>
      (await startWasmExpansion(module, setting)) ?? startScriptExpansion(setting),
  };
}
