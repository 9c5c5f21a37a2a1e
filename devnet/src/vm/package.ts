import type { Address } from './types.js';

/** Where a datatype was first defined, so that its type keeps one identity through upgrades. */
export interface TypeOrigin {
  readonly module: string;
  readonly datatype: string;
  readonly package: Address;
}

/**
 * A published package, in the terms of Sui's `MovePackage` object.
 *
 * `id` is where this version of the package is stored. `originalId` is the id of its first version, which
 * the bytecode names in its self handle. `linkage` says, for every dependency named in the bytecode by its
 * original id, which stored version to run.
 */
export interface Package {
  readonly id: Address;
  readonly originalId: Address;
  readonly version: bigint;
  readonly modules: ReadonlyMap<string, Uint8Array>;
  readonly typeOrigins: readonly TypeOrigin[];
  readonly linkage: ReadonlyMap<Address, { readonly id: Address; readonly version: bigint }>;
}

/** Where the loader finds packages, by storage id. */
export interface PackageStore {
  getPackage(id: Address): Package | undefined;
}
