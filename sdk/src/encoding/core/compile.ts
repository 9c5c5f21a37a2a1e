import { fromBase64 } from '@mysten/bcs';
import { CORE } from './module.js';

/**
 * Compiles the core, which the build has compiled from `sdk/assembly` into `module.ts`.
 *
 * @throws where that is not possible or not allowed
 */
export function compileCore(): Promise<WebAssembly.Module> {
  return WebAssembly.compile(fromBase64(CORE) as Uint8Array<ArrayBuffer>);
}
