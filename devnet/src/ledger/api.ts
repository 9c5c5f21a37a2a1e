import type { Layout } from '../vm/layout.js';
import type { Package } from '../vm/package.js';
import type { Address, FunctionSignature, Abilities, SignatureType, Type } from '../vm/types.js';
import type {
  Checkpoint,
  Digest,
  EpochInfo,
  ExecutedTransaction,
  LedgerObject,
  Owner,
  Page,
} from './types.js';

/** What fixes a chain, beside its framework and its transactions. */
export interface LedgerOptions {
  /**
   * Drives every random choice: genesis ids, `Random` (0x8), faucet keys. Same seed and calls, same bytes.
   * Default 'haulout'.
   */
  readonly seed?: string | undefined;
  /** Time of genesis in ms since 1970. Time moves only by `advanceClock` and by one ms a checkpoint. */
  readonly startTimestampMs?: bigint | undefined;
  /** MIST per unit of computation. Default 1000. */
  readonly referenceGasPrice?: bigint | undefined;
}

/** The ledger as its drivers (RPC, `Devnet`, tests) see it. Synchronous: one transaction after another. */
export interface Ledger {
  readonly chainIdentifier: Digest;
  /** See `LedgerOptions.seed`. */
  readonly seed: string;

  // Reads. An id or digest that is not there gives undefined.
  getObject(id: Address, version?: bigint): LedgerObject | undefined;
  /**
   * Objects with this owner (address or parent object), in order of id; optionally of one type (a prefix
   * without type arguments matches all instances).
   */
  listOwned(
    owner: Address,
    options: { kind: 'address' | 'object'; type?: string; cursor?: string; limit: number },
  ): Page<LedgerObject>;
  getTransaction(digest: Digest): ExecutedTransaction | undefined;
  getCheckpoint(sequenceNumber: bigint): Checkpoint | undefined;
  latestCheckpoint(): Checkpoint;
  getEpoch(epoch?: bigint): EpochInfo | undefined;
  clockMs(): bigint;
  /** Called after each checkpoint; returns how to stop. */
  onCheckpoint(listener: (checkpoint: Checkpoint) => void): () => void;
  /** Types and functions of published packages, for `MovePackageService`. */
  getFunction(packageId: Address, module: string, name: string): FunctionSignature | undefined;
  /**
   * How values of a type are laid out (the machine's `layout`), for JSON renderings. Throws
   * `ExecutionFailure` for a type that does not exist.
   */
  layout(type: Type): Layout;
  /** All versions of a package, oldest first; empty if there is no package with this original id. */
  listPackageVersions(originalId: Address): readonly Package[];

  // Transactions.
  /**
   * Executes signed BCS `TransactionData`. Throws `TransactionRejected` (nothing changed, no gas) for what
   * Sui refuses before execution.
   */
  execute(transaction: Uint8Array, signatures: readonly Uint8Array[]): ExecutedTransaction;
  /** Runs without committing. With `checks: false` ownership and gas are not checked (dev-inspect). */
  simulate(transaction: Uint8Array, options: { checks: boolean }): ExecutedTransaction;

  // Controls of a test chain.
  /**
   * Pays SUI to an address from the faucet, in an ordinary transaction; returns the coin. Throws RangeError
   * for more than it has.
   */
  fund(address: Address, mist: bigint): LedgerObject;
  advanceClock(ms: bigint): void;
  /** Ends the Sui epoch. */
  advanceEpoch(): void;
  snapshot(): LedgerSnapshot;
  /** Goes back (or forth) to a snapshot of this ledger. Throws TypeError for one of another. */
  restore(snapshot: LedgerSnapshot): void;
}

/** Opaque; cheap to take because ledger objects are immutable. */
export interface LedgerSnapshot {
  readonly checkpoint: bigint;
}

export type { Abilities, SignatureType, Owner };
