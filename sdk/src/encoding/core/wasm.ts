/** The core in WebAssembly. */
import type { Core } from './core.js';
import { Instance } from './instance.js';
import { startScriptExpansion } from './script-expansion.js';
import { CODING_BYTES, wasmCoding } from './wasm-coding.js';
import { startWasmExpansion } from './wasm-expansion.js';
import { HASHING_BYTES, wasmHashing } from './wasm-hashing.js';

/**
 * Starts the core from its module.
 *
 * @throws where that is not possible or not allowed
 */
export async function startWasm(module: WebAssembly.Module): Promise<Core> {
  const instance = await Instance.of(module, Math.max(HASHING_BYTES, CODING_BYTES));
  return {
    module,
    hashing: wasmHashing(instance),
    coding: wasmCoding(instance),
    startExpansion: async (setting) =>
      (await startWasmExpansion(instance, setting)) ?? startScriptExpansion(setting),
  };
}
