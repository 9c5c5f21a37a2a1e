/** Where the contracts of a network are, as far as a transaction needs it. */

/** The package to call. */
export interface PackageContracts {
  /** The version of the package that is called: the latest one, by its id. */
  readonly packageId: string;
}

/** What transactions of operators and stakers name. */
export interface StakingContracts extends PackageContracts {
  /** The shared `Staking` object. */
  readonly stakingObjectId: string;
}

/** What transactions about certificates name. */
export interface SystemContracts extends PackageContracts {
  /** The shared `System` object. */
  readonly systemObjectId: string;
}

/** What a dApp's transactions name. */
export interface Contracts extends SystemContracts {
  /** Type of the WAL coin. */
  readonly walType: string;
}

/** What transactions about evidence name. */
export interface EvidenceContracts extends SystemContracts, StakingContracts {
  /** The version of the `evidence` package that is called. */
  readonly evidencePackageId: string;
  /** The shared `Evidence` object. */
  readonly evidenceObjectId: string;
  /** The shared `Records` object. */
  readonly recordsObjectId: string;
}
