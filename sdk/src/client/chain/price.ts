import { encodedLength } from '../../encoding/index.js';
import { InvalidArgument } from '../errors.js';
import type { SystemState } from './system-state.js';

/** Bytes in a unit of storage, which is what prices are for: 1 MiB. */
export const BYTES_PER_UNIT = 1_048_576;

/** What storing a blob costs at the current prices. Amounts in FROST, sizes in bytes. */
export interface StorageCost {
  /** What the blob takes on the network, encoded; what is charged for. */
  readonly encodedBytes: number;
  /** Units of 1 MiB begun. */
  readonly units: bigint;
  /** For the storage, all epochs together. */
  readonly storage: bigint;
  /** For writing, once. */
  readonly write: bigint;
  readonly total: bigint;
}

/**
 * Computes the cost of storing a blob, as the contracts will charge it while prices stay as they are.
 *
 * @throws InvalidArgument when storage is not sold for so many epochs; EncodingError when the blob is too large
 */
export function storageCost(state: SystemState, blobBytes: number, epochs: number): StorageCost {
  if (!Number.isInteger(epochs) || epochs < 1 || epochs > state.maxEpochsAhead) {
    throw new InvalidArgument(
      `storage is sold for 1 to ${state.maxEpochsAhead} epochs ahead, not for ${epochs}`,
      {
        epochs,
        maxEpochsAhead: state.maxEpochsAhead,
      },
    );
  }
  const encodedBytes = encodedLength(state.nShards, blobBytes);
  const units = BigInt(Math.ceil(encodedBytes / BYTES_PER_UNIT));
  const storage = units * state.storagePricePerUnit * BigInt(epochs);
  const write = units * state.writePricePerUnit;
  return { encodedBytes, units, storage, write, total: storage + write };
}
