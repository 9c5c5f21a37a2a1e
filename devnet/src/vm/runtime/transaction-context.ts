/** The `TxContext` value that functions are given. */
import { concatBytes } from '@noble/hashes/utils.js';
import type { TransactionEnvironment } from './types.js';

/**
 * BCS of the `TxContext` of a transaction: `MachineContext.transactionContext`.
 *
 * Only the digest in it is real, as on Sui: sender, epoch and the rest come from natives, and their fields
 * in the struct are zero.
 */
export function transactionContextBytes(environment: Pick<TransactionEnvironment, 'digest'>): Uint8Array {
  const { digest } = environment;
  // sender: address, tx_hash: vector<u8>, epoch, epoch_timestamp_ms, ids_created: u64
  return concatBytes(new Uint8Array(32), Uint8Array.of(digest.length), digest, new Uint8Array(24));
}
