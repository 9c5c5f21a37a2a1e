import { BYTES_PER_UNIT, extensionCost, storageCost, storageCostOfMany } from '@haulout/sdk/chain';
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import fc from 'fast-check';
import { encodedLength } from '@haulout/sdk/encoding';
import { InvalidArgument, type SystemState } from '@haulout/sdk/client';

const SEED = 20_261_121;
const state = (over: Partial<SystemState> = {}): SystemState => ({
  originalPackageId: '0x1',
  packageId: '0x1',
  version: 1n,
  epoch: 3,
  nShards: 10,
  members: [],
  totalCapacity: 0n,
  usedCapacity: 0n,
  storagePricePerUnit: 7n,
  writePricePerUnit: 3n,
  maxEpochsAhead: 53,
  ...over,
});

describe('R3: what storing costs is known before it is paid', () => {
  it('charges each unit of encoded size begun, for each epoch, and once for writing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 300 }),
        fc.integer({ min: 0, max: 300_000 }),
        fc.integer({ min: 1, max: 53 }),
        fc.bigInt({ min: 0n, max: 1n << 40n }),
        fc.bigInt({ min: 0n, max: 1n << 40n }),
        (nShards, bytes, epochs, storagePricePerUnit, writePricePerUnit) => {
          const cost = storageCost(state({ nShards, storagePricePerUnit, writePricePerUnit }), bytes, epochs);
          let units = 0n;
          for (let left = encodedLength(nShards, bytes); left > 0; left -= BYTES_PER_UNIT) units++;
          assert.equal(cost.units, units);
          assert.equal(cost.encodedBytes, encodedLength(nShards, bytes));
          assert.equal(cost.storage, units * storagePricePerUnit * BigInt(epochs));
          assert.equal(cost.write, units * writePricePerUnit);
          assert.equal(cost.total, cost.storage + cost.write);
        },
      ),
      { seed: SEED, numRuns: 200 },
    );
  });

  it('refuses periods for which storage is not sold', () => {
    for (const epochs of [0, -1, 54, 1.5, Number.NaN]) {
      assert.throws(() => storageCost(state(), 10, epochs), {
        constructor: InvalidArgument,
        values: { epochs, maxEpochsAhead: 53 },
      });
    }
    assert.ok(storageCost(state(), 10, 53).total > 0n);
  });

  it('charges many blobs for the units that they begin together, but for writing each by itself', () => {
    const sizes = [10, 300_000, 1_500_000];
    const encoded = sizes.map((bytes) => encodedLength(10, bytes));
    const sum = encoded.reduce((total, bytes) => total + bytes, 0);
    const cost = storageCostOfMany(state(), sizes, 2);
    const units = (bytes: number) => BigInt(Math.ceil(bytes / 1_048_576));
    assert.equal(cost.encodedBytes, sum);
    assert.equal(cost.units, units(sum));
    assert.equal(cost.storage, units(sum) * 7n * 2n);
    const write = encoded.reduce((total, bytes) => total + units(bytes) * 3n, 0n);
    assert.equal(cost.write, write);
    assert.equal(cost.total, cost.storage + write);
  });
});

describe('R3: what prolonging costs is known before it is paid', () => {
  it('charges each unit begun, for each epoch', () => {
    const cost = (storageSize: bigint, epochs: number) =>
      extensionCost(state(), { storageSize, endEpoch: 5 }, epochs);
    assert.equal(cost(1n, 1), 7n);
    assert.equal(cost(1_048_576n, 1), 7n);
    assert.equal(cost(1_048_577n, 1), 14n);
    assert.equal(cost(10n * 1_048_576n, 4), 280n);
  });

  it('refuses an end for which storage is not sold yet', () => {
    const cost = (endEpoch: number, epochs: number) =>
      extensionCost(state(), { storageSize: 1n, endEpoch }, epochs);
    assert.equal(cost(5, 51), 357n, 'up to 53 epochs from epoch 3 on');
    assert.equal(cost(55, 1), 7n);
    for (const [endEpoch, epochs] of [
      [5, 52],
      [56, 1],
      [5, 0],
      [5, -1],
      [5, 1.5],
      [5, Number.NaN],
    ] as const) {
      assert.throws(() => cost(endEpoch, epochs), {
        constructor: InvalidArgument,
        values: { epochs, endEpoch, latest: 56 },
      });
    }
  });
});
