import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import fc from 'fast-check';
import { planStorage, type StorageNeed, type StorageObject } from '@haulout/sdk/chain';
import type { SystemState } from '@haulout/sdk/client';

const SEED = 20_261_130;
const MIB = 1_048_576;
const EPOCH = 7;
const PRICE = 11n;
const state: SystemState = {
  originalPackageId: '0x1',
  packageId: '0x1',
  version: 1n,
  epoch: EPOCH,
  nShards: 10,
  members: [],
  totalCapacity: 0n,
  usedCapacity: 0n,
  storagePricePerUnit: PRICE,
  writePricePerUnit: 3n,
  maxEpochsAhead: 53,
};
const units = (bytes: number) => BigInt(Math.ceil(bytes / MIB));
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** Sizes around whole units, where rounding matters. */
const bytes = fc.oneof(
  fc.integer({ min: 1, max: 4 * MIB }),
  fc.constantFrom(1, MIB - 1, MIB, MIB + 1, 2 * MIB),
);
const storage = fc.record({
  size: bytes,
  startEpoch: fc.integer({ min: EPOCH - 3, max: EPOCH + 2 }),
  length: fc.integer({ min: 1, max: 9 }),
});
const needs: fc.Arbitrary<StorageNeed> = fc
  .record({
    sizes: fc.array(bytes, { minLength: 1, maxLength: 4 }),
    epochs: fc.integer({ min: 1, max: 6 }),
    owned: fc.array(storage, { maxLength: 6 }),
    mayExtend: fc.boolean(),
  })
  .map(({ owned, ...need }) => ({
    ...need,
    owned: owned.map(({ size, startEpoch, length }, index): StorageObject => {
      const endEpoch = startEpoch + length;
      return { storageObjectId: `0x${index}`, size: BigInt(size), startEpoch, endEpoch };
    }),
  }));

/** The cheapest way of all: each set of resources, until each of their ends. Also how many it takes. */
function cheapest({ sizes, epochs, owned, mayExtend }: StorageNeed): readonly [bigint, number] {
  const latest = EPOCH + epochs;
  let best: readonly [bigint, number] = [units(sum(sizes)) * PRICE * BigInt(epochs), 0];
  for (let set = 1; set < 1 << owned.length; set++) {
    const some = owned.filter((_, index) => set & (1 << index));
    const end = Math.min(latest, ...some.map(({ endEpoch }) => endEpoch));
    if (end <= EPOCH || some.some(({ startEpoch }) => startEpoch > EPOCH)) continue;
    if (end < latest && !mayExtend) continue;
    const bought = Math.max(0, sum(sizes) - sum(some.map(({ size }) => Number(size))));
    const added = sizes.reduce((total, size) => total + units(size), 0n) * BigInt(latest - end);
    const price = (units(bought) * BigInt(end - EPOCH) + added) * PRICE;
    if (price < best[0] || (price === best[0] && some.length < best[1])) best = [price, some.length];
  }
  return best;
}

describe('R3: storage that one owns is used before any is bought', () => {
  it('covers the need exactly, for no more than buying anew, as cheaply as there is a way', () => {
    fc.assert(
      fc.property(needs, (need) => {
        const plan = planStorage(state, need);
        const { uses, boughtBytes, cost, costs, endEpoch, extendBy } = plan;
        assert.equal(sum(uses.map((use) => use.bytes)) + boughtBytes, sum(need.sizes));
        assert.equal(endEpoch + extendBy, EPOCH + need.epochs);
        if (!need.mayExtend) assert.equal(extendBy, 0);
        for (const {
          storage: { size, startEpoch, endEpoch: end },
          bytes: taken,
        } of uses) {
          assert.ok(taken > 0 && BigInt(taken) <= size);
          assert.ok(startEpoch <= EPOCH && end >= endEpoch);
        }
        assert.equal(new Set(uses.map((use) => use.storage)).size, uses.length);

        const anew = planStorage(state, { ...need, owned: [] });
        assert.deepEqual([anew.uses, anew.extendBy], [[], 0]);
        assert.ok(cost.total <= anew.cost.total);
        const [price] = cheapest(need);
        assert.equal(cost.storage + cost.extension, price);
        assert.equal(cost.storage, units(boughtBytes) * PRICE * BigInt(endEpoch - EPOCH));
        assert.equal(cost.ownedBytes, sum(need.sizes) - boughtBytes);
        for (const key of ['storage', 'write', 'extension', 'total', 'units'] as const)
          assert.equal(
            costs.reduce((total, one) => total + one[key], 0n),
            cost[key],
          );
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('touches as few resources as its price takes', () => {
    fc.assert(
      fc.property(needs, (need) => {
        const plan = planStorage(state, { ...need, mayExtend: false });
        assert.equal(plan.uses.length, cheapest({ ...need, mayExtend: false })[1]);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('takes the smallest that will do, and of two alike the one that ends first', () => {
    const owned = [
      { storageObjectId: '0xa', size: 9n * BigInt(MIB), startEpoch: 1, endEpoch: 20 },
      { storageObjectId: '0xb', size: 2n * BigInt(MIB), startEpoch: 1, endEpoch: 30 },
      { storageObjectId: '0xc', size: 2n * BigInt(MIB), startEpoch: 1, endEpoch: 20 },
      { storageObjectId: '0xd', size: 1n, startEpoch: 1, endEpoch: 20 },
    ];
    const { uses } = planStorage(state, { sizes: [2 * MIB], epochs: 3, owned, mayExtend: true });
    assert.deepEqual(
      uses.map((use) => [use.storage.storageObjectId, use.bytes]),
      [['0xc', 2 * MIB]],
    );
  });
});
