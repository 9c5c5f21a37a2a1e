import type { Package } from '../vm/package.js';
import type { Address, Type } from '../vm/types.js';
import type { Digest } from './digests.js';
import type { Argument } from './transaction.js';

export type { Digest } from './digests.js';

/** Who owns an object: Sui's kinds of owner. `object` is the owner of a dynamic field's object. */
export type Owner =
  | { readonly kind: 'address'; readonly address: Address }
  | { readonly kind: 'object'; readonly address: Address }
  | { readonly kind: 'shared'; readonly initialSharedVersion: bigint }
  | { readonly kind: 'immutable' }
  | { readonly kind: 'consensus-address'; readonly address: Address; readonly startVersion: bigint };

/** One version of one object, as the ledger keeps it. Immutable. */
export interface LedgerObject {
  readonly id: Address;
  readonly version: bigint;
  readonly digest: Digest;
  readonly owner: Owner;
  readonly previousTransaction: Digest;
  /** MIST returned when the object is deleted or rewritten. */
  readonly storageRebate: bigint;
  readonly data:
    | {
        readonly kind: 'move';
        readonly type: Type;
        readonly hasPublicTransfer: boolean;
        /** BCS of the Move value; its first 32 bytes are the id. */
        readonly contents: Uint8Array;
      }
    | { readonly kind: 'package'; readonly package: Package };
}

/** An event as Move code emitted it. `contents` is the BCS of the value. */
export interface LedgerEvent {
  /** Storage id of the package that was called. */
  readonly packageId: Address;
  readonly module: string;
  readonly sender: Address;
  readonly type: Type;
  readonly contents: Uint8Array;
}

/** How much of a coin type an account gained (positive) or lost (negative), in the coin's smallest unit. */
export interface BalanceChange {
  readonly address: Address;
  readonly coinType: string;
  readonly amount: bigint;
}

/** How one object fared in a transaction: for the RPC's `changed_objects` and `objects` fields. */
export interface ObjectChange {
  readonly id: Address;
  readonly before: LedgerObject | undefined;
  readonly after: LedgerObject | undefined;
  readonly idOperation: 'none' | 'created' | 'deleted';
}

/** A transaction that the ledger has executed (or simulated) and everything it may be asked about it. */
export interface ExecutedTransaction {
  readonly digest: Digest;
  /** BCS `TransactionData`. */
  readonly transaction: Uint8Array;
  /** Serialized signatures, flag byte first. */
  readonly signatures: readonly Uint8Array[];
  /** BCS `TransactionEffects` (V2). */
  readonly effects: Uint8Array;
  readonly status:
    | { readonly success: true }
    | {
        readonly success: false;
        /** Index of the command that failed, when a command did. */
        readonly command: number | undefined;
        /** Decoded form of the `ExecutionStatus::Failure` in the effects, as `@mysten/sui/bcs` parses it. */
        readonly error: unknown;
        readonly message: string;
      };
  readonly events: readonly LedgerEvent[];
  readonly changes: readonly ObjectChange[];
  /** Objects read or written, before and after, by (id, version). */
  readonly objects: readonly LedgerObject[];
  readonly balanceChanges: readonly BalanceChange[];
  readonly gasUsed: {
    readonly computationCost: bigint;
    readonly storageCost: bigint;
    readonly storageRebate: bigint;
    readonly nonRefundableStorageFee: bigint;
  };
  /** For a simulation: what it took of that which Sui limits. */
  readonly taken:
    | {
        /** Units of computation, not rounded; 5,000,000 are allowed. */
        readonly computation: number;
        /** Dynamic fields looked up, whether they were there or not; 1000 are allowed. */
        readonly childObjects: number;
      }
    | undefined;
  /** Undefined for a simulation. */
  readonly checkpoint: bigint | undefined;
  readonly timestampMs: bigint;
  /** For a simulation: results of each command. */
  readonly commandResults:
    | readonly {
        readonly returnValues: readonly { readonly type: Type; readonly bytes: Uint8Array }[];
        readonly mutatedByRef: readonly {
          readonly argument: Argument;
          readonly type: Type;
          readonly bytes: Uint8Array;
        }[];
      }[]
    | undefined;
}

/** A checkpoint: the transactions that became final together. */
export interface Checkpoint {
  readonly sequenceNumber: bigint;
  readonly digest: Digest;
  readonly epoch: bigint;
  readonly timestampMs: bigint;
  readonly transactions: readonly Digest[];
  /** BCS `CheckpointSummary` and `CheckpointContents`. */
  readonly summary: Uint8Array;
  readonly contents: Uint8Array;
}

/** An epoch of Sui: its gas price in MIST per unit of computation, and when it began. */
export interface EpochInfo {
  readonly epoch: bigint;
  readonly referenceGasPrice: bigint;
  readonly startTimestampMs: bigint;
  readonly firstCheckpoint: bigint;
  readonly protocolVersion: bigint;
}

/** A part of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Pass it back to go on; undefined at the end. */
  readonly next: string | undefined;
}
