/**
 * R6: the contracts' apportionment and the movement of shards, run on this project's VM up to the largest
 * network, against the method as it is defined.
 */
import assert from 'node:assert/strict';
import { beforeAll, describe, test } from 'vitest';
import { bcs } from '@mysten/sui/bcs';
import { compileFramework } from '@haulout/devnet/compiler';
import { createMachine, pureNatives, type Machine, type Package } from '@haulout/devnet/vm';
import fc from 'fast-check';
import { addPackage, limited } from '../../support/both-vms.js';
import {
  apportion,
  leastMoved,
  maxShardsPerNode,
  shardsMoved,
  type Holdings,
} from '../../support/apportionment.js';
import { built } from '../../support/move-packages.js';

/** Where a package is when nobody has published it. */
const CORE = `0x${'0'.repeat(64)}`;
const SEED = 4;

const Committee = bcs.vector(bcs.tuple([bcs.Address, bcs.vector(bcs.u16())]));
const Moves = bcs.vector(bcs.tuple([bcs.Address, bcs.Address, bcs.vector(bcs.u16())]));
const Ids = bcs.vector(bcs.Address);
const Stakes = bcs.vector(bcs.u64());
const Counts = bcs.vector(bcs.u16());

let machine: Machine<undefined>;

function call(module: string, name: string, args: readonly Uint8Array[]): Uint8Array {
  const request = { package: CORE, module, function: name, typeArguments: [], arguments: args };
  return machine.call(request, { runtime: undefined, meter: limited(5_000_000) }).returns[0]!.bytes;
}

const onChain = {
  apportion: (stakes: readonly bigint[], nShards: number): number[] =>
    Counts.parse(
      call('apportionment', 'apportion', [
        Stakes.serialize(stakes).toBytes(),
        bcs.u16().serialize(nShards).toBytes(),
      ]),
    ),
  first: (ids: readonly string[], counts: readonly number[]): Uint8Array =>
    call('committee', 'initialize', [Ids.serialize(ids).toBytes(), Counts.serialize(counts).toBytes()]),
  next: (committee: Uint8Array, ids: readonly string[], counts: readonly number[]): Uint8Array =>
    call('committee', 'transition', [
      committee,
      Ids.serialize(ids).toBytes(),
      Counts.serialize(counts).toBytes(),
    ]),
  moves: (committee: Uint8Array, before: Uint8Array) =>
    Moves.parse(call('committee', 'transfers', [committee, before])),
};

const holdings = (committee: Uint8Array): Holdings => new Map(Committee.parse(committee));
const node = (index: number): string =>
  `0x${((index * 0x9e3779b1) % 2 ** 32).toString(16).padStart(64, '0')}`;

/** Stakes that are alike, tied, very unlike, or none at all; at least one of them is some. */
const stakes = (most: number) =>
  fc
    .array(
      fc.oneof(
        fc.constantFrom(0n, 1n, 1_000_000_000n, 2_000_000_000n),
        fc.bigInt(0n, 10n),
        fc.bigInt(0n, 5_000_000_000n * 10n ** 9n),
      ),
      { minLength: 1, maxLength: most },
    )
    .filter((all) => all.some((stake) => stake > 0n));

beforeAll(async () => {
  const packages = new Map<string, Package>();
  for (const { address, modules, dependencies } of await compileFramework()) {
    addPackage(packages, address, modules, dependencies);
  }
  addPackage(packages, CORE, await built('walrus_core'), ['0x1', '0x2']);
  machine = createMachine<undefined>({
    packages: { getPackage: (id) => packages.get(id) },
    natives: pureNatives,
  });
});

describe('R6: shards by stake', () => {
  test('is the method by the book, with caps, ties and nodes without stake', () => {
    fc.assert(
      fc.property(stakes(40), fc.integer({ min: 0, max: 200 }), (all, nShards) => {
        assert.deepEqual(onChain.apportion(all, nShards), apportion(all, nShards));
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  test('is the method by the book for 150 nodes and 1000 shards', () => {
    const all150 = fc.array(fc.bigInt(0n, 40_000_000n * 10n ** 9n), { minLength: 150, maxLength: 150 });
    fc.assert(
      fc.property(all150, fc.boolean(), (drawn, giant) => {
        const all = drawn.map((stake, i) => (giant && i === 77 ? stake * 100n + 1n : stake + 1n));
        const shards = onChain.apportion(all, 1000);
        assert.deepEqual(shards, apportion(all, 1000));
        if (!giant) assert.ok(Math.max(...shards) <= maxShardsPerNode(150, 1000));
      }),
      { seed: SEED, numRuns: 6 },
    );
    const tied = Array.from({ length: 150 }, () => 1_000_000_000n);
    assert.deepEqual(onChain.apportion(tied, 1000), apportion(tied, 1000));
  });
});

describe('R6: the least movement', () => {
  test('over any sequence of stakes, what moves is what the gaining nodes lack, and is told in full', () => {
    const step = fc.record({ all: stakes(12), shift: fc.integer({ min: 0, max: 6 }) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 5 }), fc.integer({ min: 1, max: 60 }), follow),
      { seed: SEED, numRuns: 40 },
    );
  });

  test('for 150 nodes and 1000 shards of which some, or all, are replaced', () => {
    const all = (salt: number) =>
      Array.from({ length: 150 }, (_, i) => BigInt(1000 + ((i * 7919 + salt) % 997)));
    follow(
      [
        { all: all(0), shift: 0 },
        { all: all(300), shift: 0 },
        { all: all(5), shift: 40 },
        { all: all(6), shift: 190 },
      ],
      1000,
    );
  });

  /** Goes through committees elected by these stakes; node `shift + i` has stake i. */
  function follow(steps: readonly { all: readonly bigint[]; shift: number }[], nShards: number): void {
    let committee: Uint8Array | undefined;
    for (const { all, shift } of steps) {
      const ids = all.map((_, i) => node(shift + i));
      const counts = apportion(all, nShards);
      const next =
        committee === undefined ? onChain.first(ids, counts) : onChain.next(committee, ids, counts);
      const [from, to] = [
        committee === undefined ? new Map<string, number[]>() : holdings(committee),
        holdings(next),
      ];
      assert.deepEqual(
        [...to].flatMap(([, shards]) => shards).sort((a, b) => a - b),
        Array.from({ length: nShards }, (_, shard) => shard),
      );
      for (const [i, id] of ids.entries()) assert.equal(to.get(id)?.length ?? 0, counts[i]);
      assert.deepEqual([...to.keys()], [...to.keys()].sort());

      if (committee !== undefined) {
        const entitled = new Map(ids.map((id, i) => [id, counts[i]!]));
        assert.equal(shardsMoved(from, to), leastMoved(from, entitled));
        const moves = onChain.moves(next, committee);
        for (const [taker, giver, shards] of moves) {
          for (const shard of shards) {
            assert.ok(to.get(taker)!.includes(shard) && from.get(giver)!.includes(shard));
          }
        }
        const told = moves.flatMap(([, , shards]) => shards);
        assert.equal(new Set(told).size, shardsMoved(from, to));
        assert.equal(told.length, shardsMoved(from, to));
        const pairs = moves.map(([taker, giver]) => `${taker} ${giver}`);
        assert.equal(new Set(pairs).size, pairs.length);
        const givers = new Set(moves.map(([, giver]) => giver));
        assert.ok(
          moves.every(([taker]) => !givers.has(taker)),
          'nobody gives shards and takes others',
        );
      }
      committee = next;
    }
  }
});
