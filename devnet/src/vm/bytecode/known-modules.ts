/**
 * Modules that were read, by their bytes, for as long as there is room: the same ones are published in
 * simulation and execution, and by every network of a process.
 */
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { malformed } from './cursor.js';
import type { CompiledModule } from './module.js';
import { readModule } from './reader.js';

/** Most bytes of bytecode that are known; what was read of them takes some twenty times as much. */
const MAX_BYTES = 4 * 2 ** 20;

const known = new LRUCache<string, CompiledModule>({ maxSize: MAX_BYTES });

/**
 * A module, as `readModule` reads it; of the same bytes mostly the same one.
 * @param options.allowTestMode also takes modules compiled in test mode, which cannot be published
 * @throws ExecutionFailure MALFORMED_BYTECODE
 */
export function moduleOf(bytes: Uint8Array, options: { allowTestMode?: boolean } = {}): CompiledModule {
  const key = keyOf(bytes);
  const found = known.get(key);
  if (found === undefined) return know(key, bytes.length, readModule(bytes, options));
  if (!found.publishable && options.allowTestMode !== true) malformed('a module compiled in test mode');
  return found;
}

/** Tells what is read of bytes, by whoever has made them of others that were read. */
export function rememberModule(bytes: Uint8Array, module: CompiledModule): CompiledModule {
  return know(keyOf(bytes), bytes.length, module);
}

const keyOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64');

function know(key: string, size: number, module: CompiledModule): CompiledModule {
  known.set(key, module, { size: Math.max(1, size) });
  return module;
}
