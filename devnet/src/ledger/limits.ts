/**
 * Sui's protocol limits and prices that the ledger applies, named as in Sui's protocol configuration, with
 * the values of protocol version 86 (mid 2025), the same on every network. "Below" means that the limit
 * itself is already too much, which is how Sui compares.
 */
export const limits = {
  /** Bytes of a signed transaction. */
  maxTxSizeBytes: 128 * 1024,
  /** Objects in the inputs, packages and receiving ones included, gas coins not. */
  maxInputObjects: 2048,
  /** Gas coins; below. */
  maxGasPaymentObjects: 256,
  /** Commands; below. */
  maxProgrammableTxCommands: 1024,
  /** Publish and upgrade commands together. */
  maxPublishOrUpgradePerPtb: 5,
  /** Arguments of one command; below. */
  maxArguments: 512,
  /** Type arguments of one call, nested ones included; below. */
  maxTypeArguments: 16,
  /** Depth of a type argument; below. */
  maxTypeArgumentDepth: 16,
  /** Bytes of a pure argument; below. */
  maxPureArgumentSize: 16 * 1024,
  /** Modules of one publish or upgrade command; below. */
  maxModulesInPublish: 64,
  /** Dependencies of one publish or upgrade command; below. */
  maxPackageDependencies: 32,
  /** Bytes of a package by `packageSize`. */
  maxMovePackageSize: 100 * 1024,
  /** Bytes of the contents of an object. */
  maxMoveObjectSize: 250 * 1024,
  /** Bytes of all objects that a transaction writes. */
  maxSizeWrittenObjects: 5_000_000,
  /** Bytes of the effects of a transaction, estimated from above. */
  maxSerializedTxEffectsSizeBytes: 512 * 1024,
  /** Events of a transaction. */
  maxNumEventEmit: 1024,
  /** Bytes of a value that a command makes or copies, divided by how much it can grow in memory. */
  maxPtbValueSize: 1024 * 1024,
  /** Levels of a Move value. */
  maxMoveValueDepth: 128,
  /**
   * Signatures of one transaction: sender and sponsor. Not in Sui's configuration, but a rule of its checks.
   */
  maxSignatures: 2,
  /** Bytes of one signature; Sui bounds it through the transaction's size alone. */
  maxSignatureBytes: 16 * 1024,
} as const;

/** Prices and rates of gas. Amounts are MIST (10^-9 SUI) unless said otherwise. */
export const prices = {
  /** Least and greatest budget: `baseTxCostFixed` units at the gas price, and this. */
  maxTxGas: 50_000_000_000_000n,
  maxGasPrice: 50_000_000_000n,
  /** Units of computation that every transaction costs at least. */
  baseTxCostFixed: 1_000n,
  /** Most units of computation a transaction may use. */
  maxGasComputationBucket: 5_000_000n,
  /** Units of computation are charged in multiples of this. */
  gasRoundingStep: 1_000n,
  /** Internal units of computation per byte of a published module, and per byte of an input object. */
  packagePublishCostPerByte: 80n,
  objAccessCostReadPerByte: 15n,
  /** Storage units per byte, and MIST per storage unit. */
  objDataCostRefundable: 100n,
  storageGasPrice: 76n,
  /** Hundredths of a percent of the storage price that come back when an object goes. */
  storageRebateRate: 9_900n,
} as const;

/** The protocol version that the ledger reports. */
export const protocolVersion = 86n;
