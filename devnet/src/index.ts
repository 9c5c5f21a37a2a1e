/**
 * A Sui devnet inside your process: see `Devnet`.
 *
 * @module @haulout/devnet
 */
export { Devnet, DevnetError, MIST_PER_SUI } from './devnet.js';
export type { CreatedObject, DevnetOptions, PublishOptions, PublishedPackage } from './devnet.js';
export type { Ledger, LedgerSnapshot } from './ledger/api.js';
export type { LedgerObject, Owner } from './ledger/types.js';
export type { Listener, ListenOptions } from './rpc/http/serve.js';
export { CompileError } from './compiler/errors.js';
export { JournalError } from './ledger/journal/journal.js';
export type { JournalErrorCode } from './ledger/journal/journal.js';
