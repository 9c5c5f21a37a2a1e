/** What the compiler gives, and where the packages that it links against are. */

/** A package id: `0x` and up to 64 hex digits. */
export type PackageAddress = string;

/** Where a dependency is on chain. */
export interface Publication {
  /** Id of the first version: the address that bytecode names. */
  readonly originalId: PackageAddress;
  /** Id of the version to link against. */
  readonly publishedAt: PackageAddress;
  /** Number of that version, from 1. */
  readonly version: number;
}

/** One module in Move's binary format. */
export interface CompiledModule {
  /** Name of the module, without its address. */
  readonly name: string;
  readonly bytecode: Uint8Array;
}

/** A package that is ready for a publish or upgrade transaction. */
export interface CompiledPackage {
  /** `[package] name`. */
  readonly name: string;
  /** Every module after all modules of the package that it uses. */
  readonly modules: readonly CompiledModule[];
  /**
   * Storage ids of all packages to link against, the framework included, in the order that the digest covers.
   */
  readonly dependencies: readonly PackageAddress[];
  /** Package digest as upgrade tickets carry it: BLAKE2b-256, 32 bytes. */
  readonly digest: Uint8Array;
  /** Warnings as the compiler prints them; undefined when there are none. */
  readonly warnings: string | undefined;
}
