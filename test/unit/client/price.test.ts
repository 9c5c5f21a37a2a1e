import { BYTES_PER_UNIT, storageCost } from '@haulout/sdk/chain';
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
      assert.throws(() => storageCost(state(), 10, epochs), InvalidArgument);
    }
    assert.ok(storageCost(state(), 10, 53).total > 0n);
  });
});
