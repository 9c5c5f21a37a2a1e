/**
 * The state of one running transaction, which natives read and change and the ledger turns into effects.
 *
 * @module @haulout/devnet/vm/runtime
 */
export { ChildObjects, type ChildResult, type LiveChild, type TypedLayout } from './child-objects.js';
export {
  addressFromBytes,
  addressToBytes,
  deriveDynamicFieldId,
  deriveObjectId,
  typeTagBytes,
} from './ids.js';
export { maxMoveObjectSize, systemLimits, userLimits, type RuntimeLimits } from './limits.js';
export { findOwnershipCycle } from './ownership.js';
export { TestWorld, type TestWorldOptions } from './test-world.js';
export { transactionContextBytes } from './transaction-context.js';
export {
  sameNewOwner,
  TransactionRuntime,
  type RuntimeInput,
  type RuntimeOptions,
  type TransactionState,
  type TransferResult,
} from './transaction-runtime.js';
export type {
  MoveEvent,
  MoveObject,
  NewOwner,
  ObjectStore,
  RuntimeOutcome,
  TransactionEnvironment,
} from './types.js';
