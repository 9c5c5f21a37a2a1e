/** Objects and accounts with fixed ids that Sui's genesis makes. */
import { normalizeAddress } from '../vm/types.js';
import type { Address } from '../vm/types.js';

/** Ids of the objects that genesis makes, by name. */
export const systemObjects = {
  clock: normalizeAddress('0x6'),
  authenticatorState: normalizeAddress('0x7'),
  random: normalizeAddress('0x8'),
  coinRegistry: normalizeAddress('0xc'),
  denyList: normalizeAddress('0x403'),
} as const;

/** The sender of system transactions. */
export const systemAddress: Address = normalizeAddress('0x0');

/** Packages that only the system writes, and that cost nothing to read. */
export const systemPackages: ReadonlySet<Address> = new Set(
  ['0x1', '0x2', '0x3', '0xb', '0xdee9'].map(normalizeAddress),
);
