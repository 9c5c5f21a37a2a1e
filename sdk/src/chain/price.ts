import { InvalidArgument } from '../base/errors.js';
import { withJson } from '../base/json.js';
import { encodedLength } from '../encoding/index.js';
import type { SystemState } from './system-state.js';

/** Bytes in a unit of storage, which is what prices are for: 1 MiB. */
export const BYTES_PER_UNIT = 1_048_576;

/** What storing a blob costs at the current prices, and for what. Amounts in FROST, sizes in bytes. */
export interface StorageCost {
  /** What the blob takes on the network, encoded. */
  readonly encodedBytes: number;
  /** Of these, on storage that was there already, and is not paid again. */
  readonly ownedBytes: number;
  /** Units of 1 MiB begun, of what is bought. */
  readonly units: bigint;
  /** For the storage that is bought, all epochs together. */
  readonly storage: bigint;
  /** For writing, once. */
  readonly write: bigint;
  /** For epochs that are added to storage, or to a blob, that was there already but ends too early. */
  readonly extension: bigint;
  /** All of it together. */
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
  checkEpochs(state, epochs);
  const sizes = blobBytes.map((bytes) => encodedLength(state.nShards, bytes));
  return sumOfCosts(costsOf(state, sizes, { epochs, ownedBytes: 0, extendBy: 0 }));
}

/** Refuses a period for which storage is not sold. Throws InvalidArgument. */
export function checkEpochs({ maxEpochsAhead }: SystemState, epochs: number): void {
  if (Number.isInteger(epochs) && epochs >= 1 && epochs <= maxEpochsAhead) return;
  throw new InvalidArgument(`storage is sold for 1 to ${maxEpochsAhead} epochs ahead, not for ${epochs}`, {
    epochs,
    maxEpochsAhead,
  });
}

/** How blobs come to the storage that they share. */
export interface StorageTerms {
  /** Epochs for which storage is bought. */
  readonly epochs: number;
  /** Bytes that are there already, for as many epochs. The rest is bought. */
  readonly ownedBytes: number;
  /** Epochs by which each blob is prolonged when it is certified. */
  readonly extendBy: number;
}

/**
 * What each of some blobs costs, by their encoded sizes, when they share storage one behind the other. They
 * add up to what is paid.
 */
export function costsOf(
  { storagePricePerUnit, writePricePerUnit }: SystemState,
  sizes: readonly number[],
  { epochs, ownedBytes, extendBy }: StorageTerms,
): StorageCost[] {
  let before = 0;
  return sizes.map((encodedBytes) => {
    const after = before + encodedBytes;
    const bought = (end: number) => unitsOf(Math.max(0, end - ownedBytes));
    const units = bought(after) - bought(before);
    const owned = Math.min(after, ownedBytes) - Math.min(before, ownedBytes);
    before = after;
    const own = unitsOf(encodedBytes);
    const storage = units * storagePricePerUnit * BigInt(epochs);
    const write = own * writePricePerUnit;
    const extension = own * storagePricePerUnit * BigInt(extendBy);
    const total = storage + write + extension;
    return withJson({ encodedBytes, ownedBytes: owned, units, storage, write, extension, total });
  });
}

/** What some blobs cost together. */
export function sumOfCosts(costs: readonly StorageCost[]): StorageCost {
  const none = {
    encodedBytes: 0,
    ownedBytes: 0,
    units: 0n,
    storage: 0n,
    write: 0n,
    extension: 0n,
    total: 0n,
  };
  return withJson(
    costs.reduce(
      (sum, cost) => ({
        encodedBytes: sum.encodedBytes + cost.encodedBytes,
        ownedBytes: sum.ownedBytes + cost.ownedBytes,
        units: sum.units + cost.units,
        storage: sum.storage + cost.storage,
        write: sum.write + cost.write,
        extension: sum.extension + cost.extension,
        total: sum.total + cost.total,
      }),
      none,
    ),
  );
}

/** The same size, paid before. */
export function paidBefore(cost: StorageCost): StorageCost {
  const { encodedBytes } = cost;
  const nothing = { units: 0n, storage: 0n, write: 0n, extension: 0n, total: 0n };
  return withJson({ encodedBytes, ownedBytes: encodedBytes, ...nothing });
}

/** The same with what was really paid for added epochs. */
export function withExtension(cost: StorageCost, extension: bigint): StorageCost {
  return withJson({ ...cost, extension, total: cost.storage + cost.write + extension });
}

/** Units of 1 MiB begun. */
export function unitsOf(encodedBytes: number): bigint {
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
    throw new InvalidArgument(`a blob that is stored until epoch ${blob.endEpoch} ${rule}`, {
      epochs,
      endEpoch: blob.endEpoch,
      latest,
    });
  }
  const unit = BigInt(BYTES_PER_UNIT);
  return ((blob.storageSize + unit - 1n) / unit) * state.storagePricePerUnit * BigInt(epochs);
}
