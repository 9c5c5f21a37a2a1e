/**
 * The core, chosen once: in WebAssembly as soon as that has started, in JavaScript until then, or where it
 * may not start.
 */
import { compileCore } from './compile.js';
import { scriptCore, type Core } from './core.js';
import { startWasm } from './wasm.js';

let current: Core = scriptCore;
let starting: Promise<void> | undefined;

/** Resolves when the core is as fast as it can be here. Never rejects. */
export function coreReady(): Promise<void> {
  starting ??= compileCore()
    .then(startWasm)
    .then(
      (started) => {
        current = started;
      },
      () => {
        // No WebAssembly in this environment (or not allowed, or without vectors): stay with JavaScript.
      },
    );
  return starting;
}

/** The core as it is now. */
export function core(): Core {
  void coreReady();
  return current;
}
