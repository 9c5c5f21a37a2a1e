import type { Coding } from './coding.js';
import type { StartExpansion } from './expansion.js';
import type { Hashing } from './hashing.js';
import { scriptCoding } from './script-coding.js';
import { startScriptExpansion } from './script-expansion.js';
import { scriptHashing } from './script-hashing.js';

/** Hashes, transforms, and whole blobs. */
export interface Core {
  /** The module of WebAssembly that it was started from, for other threads; undefined for JavaScript. */
  readonly module: object | undefined;
  readonly hashing: Hashing;
  readonly coding: Coding;
  readonly startExpansion: StartExpansion;
}

/** The core in JavaScript. */
export const scriptCore: Core = {
  module: undefined,
  hashing: scriptHashing,
  coding: scriptCoding,
  startExpansion: startScriptExpansion,
};
