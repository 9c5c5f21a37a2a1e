/**
 * The natives that need nothing of a transaction: all of std, and sui's cryptography. See sui/ for the
 * others.
 */
import { groupOpsNatives } from './crypto/group-ops.js';
import { hashNatives } from './crypto/hashes.js';
import { signatureNatives } from './crypto/signatures.js';
import type { NativeTable } from './native.js';
import { stdNatives } from './std/std-natives.js';

/** The natives that need nothing of a transaction. */
export const pureNatives: NativeTable = {
  ...stdNatives,
  ...hashNatives,
  ...signatureNatives,
  ...groupOpsNatives,
};
