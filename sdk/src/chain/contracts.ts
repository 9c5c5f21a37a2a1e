/** Where the contracts are. */
export interface StakingContracts {
  /** The shared `Staking` object. */
  readonly stakingObjectId: string;
  /** The package to call. */
  readonly packageId: string;
}
