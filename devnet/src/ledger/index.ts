/**
 * Sui's object model and transaction execution, as a library: see ledger.ts.
 *
 * @module @haulout/devnet/ledger
 */
export type * from './api.js';
export type * from './types.js';
export { createLedger, openLedger } from './ledger.js';
export { JournalError } from './journal/journal.js';
export type { Journal, JournalErrorCode } from './journal/journal.js';
export type { GenesisPackage } from './genesis.js';
export { TransactionRejected } from './rejection.js';
export type { RejectionCode } from './rejection.js';
export { limits, prices, protocolVersion } from './limits.js';
export { CheckpointContents, CheckpointSummary } from './checkpoints.js';
export { eventsBcs } from './effects.js';
export { objectBcs, packageSize } from './objects.js';
export { digestOf, digestText } from './digests.js';
export { ownedCoin } from './balances.js';
export { systemAddress, systemObjects } from './system-objects.js';
