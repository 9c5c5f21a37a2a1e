/**
 * Limits on what one transaction may do to objects: Sui's protocol configuration under its own names, in
 * lower camel case.
 */
export interface RuntimeLimits {
  /** Ids made with `object::new`, `derived` or by commands. */
  readonly maxNumNewMoveObjectIds: number;
  /** Ids that existed before and are deleted. */
  readonly maxNumDeletedMoveObjectIds: number;
  /** Objects given to `transfer`, `share_object`, `freeze_object`. */
  readonly maxNumTransferredMoveObjectIds: number;
  /** Children asked for in the store, found or not. */
  readonly objectRuntimeMaxNumCachedObjects: number;
  /** Children that were borrowed, added or removed. */
  readonly objectRuntimeMaxNumStoreEntries: number;
  readonly maxNumEventEmit: number;
  /** Bytes of one event, its type included. */
  readonly maxEventEmitSize: number;
  /** Bytes of all events. */
  readonly maxEventEmitSizeTotal: number;
}

/** Limits of transactions that users sign. */
export const userLimits: RuntimeLimits = {
  maxNumNewMoveObjectIds: 2048,
  maxNumDeletedMoveObjectIds: 2048,
  maxNumTransferredMoveObjectIds: 2048,
  objectRuntimeMaxNumCachedObjects: 1000,
  objectRuntimeMaxNumStoreEntries: 1000,
  maxNumEventEmit: 1024,
  maxEventEmitSize: 250 * 1024,
  maxEventEmitSizeTotal: 256 * 250 * 1024,
};

/** Limits of system transactions, and of Move unit tests. */
export const systemLimits: RuntimeLimits = {
  ...userLimits,
  maxNumNewMoveObjectIds: 2048 * 16,
  maxNumDeletedMoveObjectIds: 2048 * 16,
  maxNumTransferredMoveObjectIds: 2048 * 16,
  objectRuntimeMaxNumCachedObjects: 1000 * 16,
  objectRuntimeMaxNumStoreEntries: 1000 * 16,
};

/** Most bytes that the contents of one Move object may have; checked by the ledger when it writes them. */
export const maxMoveObjectSize = 250 * 1024;
