/** The core in WebAssembly. */
import type { Core } from './core.js';
import { startScriptExpansion } from './script-expansion.js';
import { startWasmCoding } from './wasm-coding.js';
import { startWasmExpansion } from './wasm-expansion.js';
import { startWasmHashing } from './wasm-hashing.js';

/**
 * Starts the core from its module.
 *
 * @throws where that is not possible or not allowed
 */
export async function startWasm(module: WebAssembly.Module): Promise<Core> {
  return {
    module,
    hashing: await startWasmHashing(module),
    coding: await startWasmCoding(module),
    startExpansion: async (setting) =>
      (await startWasmExpansion(module, setting)) ?? startScriptExpansion(setting),
  };
}
