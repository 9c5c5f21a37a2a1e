import { InvalidArgument } from '../base/errors.js';
import { withJson } from '../base/json.js';
import { encodedLength } from '../encoding/index.js';
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
  /** Storage and writing together. */
  readonly total: bigint;
}

/**
 * Computes the cost of storing a blob, as the contracts will charge it while prices stay as they are.
 *
 * @throws InvalidArgument when storage is not sold for so many epochs; EncodingError when the blob is too
 * large
 */
export function storageCost(state: SystemState, blobBytes: number, epochs: number): StorageCost {
  return storageCostOfMany(state, [blobBytes], epochs);
}

/**
 * Computes the cost of storing many blobs on storage that is bought together, which begins fewer units than
 * if each bought its own. Writing is charged for each blob by itself.
 *
 * @throws as `storageCost`
 */
export function storageCostOfMany(
  state: SystemState,
  blobBytes: readonly number[],
  epochs: number,
): StorageCost {
  if (!Number.isInteger(epochs) || epochs < 1 || epochs > state.maxEpochsAhead) {
    throw new InvalidArgument(
      `storage is sold for 1 to ${state.maxEpochsAhead} epochs ahead, not for ${epochs}`,
      {
        epochs,
        maxEpochsAhead: state.maxEpochsAhead,
      },
    );
  }
  const sizes = blobBytes.map((bytes) => encodedLength(state.nShards, bytes));
  const encodedBytes = sizes.reduce((sum, size) => sum + size, 0);
  const units = unitsOf(encodedBytes);
  const storage = units * state.storagePricePerUnit * BigInt(epochs);
  const write = sizes.reduce((sum, size) => sum + unitsOf(size) * state.writePricePerUnit, 0n);
  return withJson({ encodedBytes, units, storage, write, total: storage + write });
}

function unitsOf(encodedBytes: number): bigint {
  return BigInt(Math.ceil(encodedBytes / BYTES_PER_UNIT));
}

/**
 * Computes what prolonging a blob costs in FROST, as the contracts will charge it while prices stay as they
 * are.
 *
 * @param blob its storage in bytes, and the first epoch in which it is not stored
 * @throws InvalidArgument when its new end is further ahead than storage is sold
 */
export function extensionCost(
  state: SystemState,
  blob: {
    /** Bytes of its storage. */
    readonly storageSize: bigint;
    /** First epoch in which it is not stored. */
    readonly endEpoch: number;
  },
  epochs: number,
): bigint {
  const latest = state.epoch + state.maxEpochsAhead;
  if (!Number.isInteger(epochs) || epochs < 1 || blob.endEpoch + epochs > latest) {
    const most = latest - blob.endEpoch;
    const rule =
      most > 0
        ? `can be prolonged by 1 to ${most} epochs now, not by ${epochs}`
        : `ends as late as storage is sold now, so it cannot be prolonged by ${epochs}`;
    throw new InvalidArgument(`a blob that ends with epoch ${blob.endEpoch} ${rule}`, {
      epochs,
      endEpoch: blob.endEpoch,
      latest,
    });
  }
  const unit = BigInt(BYTES_PER_UNIT);
  return ((blob.storageSize + unit - 1n) / unit) * state.storagePricePerUnit * BigInt(epochs);
}
