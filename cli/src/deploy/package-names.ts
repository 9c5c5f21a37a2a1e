/** Packages on top of `walrus` that a network can do without. */
export const extraPackages = ['blob_bucket', 'subsidies', 'walrus_subsidies'] as const;

/** A package on top of `walrus` that a network can do without. */
export type ExtraPackage = (typeof extraPackages)[number];

/** The packages of `@haulout/move`, each after those that it uses: the one list of them. */
export const packageNames = [
  'wal',
  'walrus_core',
  'walrus',
  'wal_exchange',
  'evidence',
  ...extraPackages,
] as const;

/** A package of `@haulout/move`. */
export type PackageName = (typeof packageNames)[number];
