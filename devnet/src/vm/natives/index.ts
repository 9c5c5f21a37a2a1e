/**
 * The natives that need nothing of a transaction: all of std, and sui's cryptography. See sui/ for the
 * others.
 */
import { ecvrfNatives } from './crypto/ecvrf.js';
import { groth16Natives } from './crypto/groth16.js';
import { groupOpsNatives } from './crypto/group-ops.js';
import { hashNatives } from './crypto/hashes.js';
import { poseidonNatives } from './crypto/poseidon.js';
import { signatureNatives } from './crypto/signatures.js';
import { zkloginNatives } from './crypto/zklogin.js';
import type { NativeTable } from './native.js';
import { stdNatives } from './std/std-natives.js';

/** The natives that need nothing of a transaction. */
export const pureNatives: NativeTable = {
  ...stdNatives,
  ...hashNatives,
  ...signatureNatives,
  ...groupOpsNatives,
  ...groth16Natives,
  ...ecvrfNatives,
  ...poseidonNatives,
  ...zkloginNatives,
};
