import type { Address, Type } from '../types.js';

/** What Move code can learn about the transaction that it runs in. */
export interface TransactionEnvironment {
  readonly sender: Address;
  readonly sponsor: Address | undefined;
  /** 32-byte transaction digest; the root of every id that the transaction creates. */
  readonly digest: Uint8Array;
  readonly epoch: bigint;
  readonly epochTimestampMs: bigint;
  readonly gasPrice: bigint;
  readonly referenceGasPrice: bigint;
  readonly gasBudget: bigint;
}

/** A Move object as bytes: its BCS contents begin with its 32-byte id. */
export interface MoveObject {
  readonly id: Address;
  readonly type: Type;
  readonly contents: Uint8Array;
  readonly version: bigint;
}

/** The objects that natives may load while a transaction runs, as they were when it began. */
export interface ObjectStore {
  /** The child (dynamic field or dynamic object field value) `id` owned by the object `parent`. */
  getChild(parent: Address, id: Address): MoveObject | undefined;
  /**
   * The object `id` at exactly `version`, if it is owned by the address `parent` (for `transfer::receive`).
   */
  getReceivable(parent: Address, id: Address, version: bigint): MoveObject | undefined;
}

/** Who owns an object after a transfer, as the transfer natives say it. */
export type NewOwner =
  | { readonly kind: 'address'; readonly address: Address }
  | { readonly kind: 'party'; readonly address: Address }
  | { readonly kind: 'shared' }
  | { readonly kind: 'immutable' };

/** An event that running code emitted; `contents` is its BCS. */
export interface MoveEvent {
  readonly type: Type;
  readonly contents: Uint8Array;
}

/** What running code has done to the world of objects. Bytes are final values. */
export interface RuntimeOutcome {
  /** Ids made by this transaction with `object::new` or `fresh_object_address` and not deleted again. */
  readonly created: ReadonlySet<Address>;
  /** Ids deleted by `UID.delete` that existed before this transaction. */
  readonly deleted: ReadonlySet<Address>;
  /** Objects handed to `transfer`, `share`, `freeze`: last word wins for each id. */
  readonly transfers: readonly {
    readonly id: Address;
    readonly type: Type;
    readonly contents: Uint8Array;
    readonly owner: NewOwner;
  }[];
  /** Child objects whose parent, existence or contents differ from the start. `after` undefined: removed. */
  readonly children: readonly {
    readonly id: Address;
    readonly before: { readonly parent: Address; readonly version: bigint } | undefined;
    readonly after:
      | { readonly parent: Address; readonly type: Type; readonly contents: Uint8Array }
      | undefined;
  }[];
  /** Children that were read from the store, changed or not, with the version read. */
  readonly loadedChildren: ReadonlyMap<Address, bigint>;
  /** How many children were looked up, whether they were there or not, as the limits count them. */
  readonly childObjects: number;
  /** Objects received with `transfer::receive`, by id. */
  readonly received: ReadonlySet<Address>;
  readonly events: readonly MoveEvent[];
}
