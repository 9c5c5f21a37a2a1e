/** Which storage of one's own blobs are registered on before any is bought; pure. */
import { withJson } from '../base/json.js';
import { BYTES_PER_UNIT, checkEpochs, costsOf, sumOfCosts, unitsOf, type StorageCost } from './price.js';
import type { StorageObject } from './storage-object.js';
import type { SystemState } from './system-state.js';

/** What blobs need, and what is there for it. */
export interface StorageNeed {
  /** Encoded bytes of each blob. */
  readonly sizes: readonly number[];
  /** For how many epochs, the current one included. */
  readonly epochs: number;
  /** Storage resources of the payer. */
  readonly owned: readonly StorageObject[];
  /** Whether storage that ends too early may be used, and blobs be prolonged when they are certified. */
  readonly mayExtend: boolean;
}

/** A storage resource, and how much is taken of it; its owner keeps the rest. */
export interface StorageUse {
  /** The resource. */
  readonly storage: StorageObject;
  /** Bytes taken. */
  readonly bytes: number;
}

/** How blobs come to their storage. Amounts in FROST. */
export interface StoragePlan {
  /** What is used of one's own. */
  readonly uses: readonly StorageUse[];
  /** Bytes that are bought on top. */
  readonly boughtBytes: number;
  /** The current epoch, with which the storage starts. */
  readonly startEpoch: number;
  /** The epoch after the last one of the storage. */
  readonly endEpoch: number;
  /** Epochs by which each blob is to be prolonged when it is certified. */
  readonly extendBy: number;
  /** What each blob costs, in the order of the sizes. */
  readonly costs: readonly StorageCost[];
  /** What they cost together. */
  readonly cost: StorageCost;
}

/** Resources used at once: each takes gas. */
const MAX_USES = 16;

/**
 * Chooses the cheapest way to cover a need exactly, with as few resources as that takes. A resource that ends
 * too early is used if prolonging blobs costs less than buying anew: only epochs that are added to a blob are
 * paid by themselves, while storage for later epochs costs as much as from now on.
 *
 * @throws InvalidArgument when storage is not sold for so many epochs
 */
export function planStorage(state: SystemState, need: StorageNeed): StoragePlan {
  checkEpochs(state, need.epochs);
  const latest = state.epoch + need.epochs;
  const usable = need.owned.filter(
    ({ startEpoch, endEpoch, size }) => startEpoch <= state.epoch && state.epoch < endEpoch && size > 0n,
  );
  const ends = new Set([latest]);
  if (need.mayExtend) for (const { endEpoch } of usable) ends.add(Math.min(endEpoch, latest));
  const plans = [...ends]
    .sort((a, b) => b - a)
    .map((end) => planUntil(state, need, { end, usable: usable.filter(({ endEpoch }) => endEpoch >= end) }));
  // Of plans that cost the same, that which needs the least prolonging.
  return plans.reduce((best, plan) => (plan.cost.total < best.cost.total ? plan : best));
}

/** The plan with storage until `end`, on resources of which none ends earlier. */
function planUntil(
  state: SystemState,
  { sizes, epochs }: StorageNeed,
  { end, usable }: { readonly end: number; readonly usable: readonly StorageObject[] },
): StoragePlan {
  const needed = sizes.reduce((sum, size) => sum + size, 0);
  const uses = choose(usable, needed);
  const ownedBytes = uses.reduce((sum, { bytes }) => sum + bytes, 0);
  const extendBy = state.epoch + epochs - end;
  const costs = costsOf(state, sizes, { epochs: end - state.epoch, ownedBytes, extendBy });
  return withJson({
    uses,
    boughtBytes: needed - ownedBytes,
    startEpoch: state.epoch,
    endEpoch: end,
    extendBy,
    costs,
    cost: sumOfCosts(costs),
  });
}

/** The fewest resources that leave as few units to buy as all of them together would. */
function choose(usable: readonly StorageObject[], needed: number): StorageUse[] {
  const largest = [...usable].sort((a, b) => compare(b.size, a.size) || a.endEpoch - b.endEpoch);
  const most = largest.slice(0, MAX_USES);
  const left = (resources: readonly StorageObject[]): bigint => {
    const sum = resources.reduce((total, { size }) => total + size, 0n);
    return unitsOf(Number(sum < BigInt(needed) ? BigInt(needed) - sum : 0n));
  };
  const least = left(most);
  let count = 0;
  while (left(most.slice(0, count)) > least) count++;
  if (count === 0) return [];
  const whole = most.slice(0, count - 1);
  // The last one is the smallest that will do, so that large ones stay whole.
  const last = largest
    .slice(count - 1)
    .filter((resource) => left([...whole, resource]) === least)
    .reduce((best, resource) => (compare(resource.size, best.size) < 0 ? resource : best));
  // A unit that is begun is paid in full, so no byte of one's own is taken for it.
  let rest = needed - Number(least) * BYTES_PER_UNIT;
  return [...whole, last].map((storage) => {
    const bytes = storage.size < BigInt(rest) ? Number(storage.size) : rest;
    rest -= bytes;
    return { storage, bytes };
  });
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
