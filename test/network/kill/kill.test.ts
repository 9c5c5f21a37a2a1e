/**
 * Killing the client, a node or the devnet at any step of a write, and starting again, ends with the blob
 * certified and readable, or cleanly absent; and the next `store` of the same bytes completes it, paid once.
 *
 * One run without a kill says which steps there are. Then one is killed at a step of each kind on top of each
 * block; with HAULOUT_LONG=1 at each step.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { HauloutError, type HauloutClient, type StoredBlob } from '@haulout/sdk/client';
import { seededBytes } from '../../support/bytes.js';
import { extent } from '../../support/long.js';
import { balanceCounter } from '../../support/wal-total.js';
import { sliversOn } from './disk.js';
import { makeBase, World, type Base, type Kill } from './world.js';

const BYTES = seededBytes(300, 12);
const EPOCHS = 2;
const SIZE = { nodes: 4, shards: 4 };
/** Of four shards. */
const QUORUM = 3;

const root = mkdtempSync(join(tmpdir(), 'haulout-kill-'));
let base: Base;
let owner: string;
/** Of `BYTES`, and its price in FROST. */
let expected: { readonly blobId: string; readonly price: bigint };

beforeAll(async () => {
  base = await makeBase(root, SIZE);
  owner = base.wallet.toSuiAddress();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const store = (haulout: HauloutClient): Promise<StoredBlob> =>
  haulout.store({ bytes: BYTES, epochs: EPOCHS, deletable: false, signer: base.wallet, reuse: 'certified' });

/** What tells the durable states of a world apart. */
function signature(world: World): string {
  const disks = world.nodes.map(({ disk }) => [...disk.keys()].sort());
  return JSON.stringify([world.chain.devnet.ledger.latestCheckpoint().digest, disks]);
}

/** Everything that must hold of a world in which somebody was killed, before and after the next store. */
async function check(world: World): Promise<void> {
  const haulout = world.client('the next client');
  const certified = (await blobsOf(haulout)).some(({ certifiedEpoch }) => certifiedEpoch !== undefined);
  if (certified) {
    assert.ok(
      nodesWithAll(world) >= QUORUM,
      `${nodesWithAll(world)} nodes have what a quorum has signed for`,
    );
    assert.deepEqual(await haulout.read({ blobId: expected.blobId }), BYTES);
  } else {
    await assert.rejects(
      haulout.read({ blobId: expected.blobId }),
      (error: unknown) =>
        error instanceof HauloutError && ['BLOB_NOT_FOUND', 'BLOB_NOT_CERTIFIED'].includes(error.code),
    );
  }
  const stored = await store(haulout);
  assert.equal(stored.blobId, expected.blobId);
  if (certified) assert.equal(stored.cost.total, 0n, 'what is certified is not paid again');
  const objects = await blobsOf(haulout);
  assert.equal(objects.length, 1, 'one blob object');
  assert.notEqual(objects[0]!.certifiedEpoch, undefined);
  const { paid, made } = walSince(world);
  assert.equal(paid, expected.price, 'paid once');
  assert.equal(made, 0n, 'WAL is neither made nor lost');
  // With f nodes down, whoever they are.
  if (!world.nodes.some(({ down }) => down)) world.nodes[world.steps.length % world.nodes.length]!.takeDown();
  assert.deepEqual(await haulout.read({ blobId: expected.blobId }), BYTES);
}

/** Nodes, one shard each, with both slivers of it on disk. */
function nodesWithAll(world: World): number {
  return world.nodes.filter(({ disk }) => sliversOn(disk).length === 2).length;
}

async function blobsOf(haulout: HauloutClient) {
  const blobs = [];
  for await (const blob of haulout.blobs.list({ owner })) blobs.push(blob);
  return blobs;
}

/** FROST that the wallet has paid, and that exist more than before. */
function walSince(world: World): { readonly paid: bigint; readonly made: bigint } {
  const { ledger } = world.chain.devnet;
  const { walType } = base.deployment;
  const walOf = balanceCounter(ledger, walType);
  let [paid, made] = [0n, 0n];
  for (let n = base.checkpoint + 1n; n <= ledger.latestCheckpoint().sequenceNumber; n++) {
    for (const digest of ledger.getCheckpoint(n)!.transactions) {
      const { balanceChanges, changes } = ledger.getTransaction(digest)!;
      for (const { address, coinType, amount } of balanceChanges)
        if (address === owner && coinType === walType) paid -= amount;
      for (const { before, after } of changes) made += walOf(after) - walOf(before);
    }
  }
  return { paid, made };
}

/**
 * A store in which somebody is killed and started again; the world as it is when nothing goes on any more.
 */
async function storeWith(kill: Kill, prepare: (world: World) => void): Promise<World> {
  const world = await World.open(base, kill);
  world.steps = [];
  prepare(world);
  const storing = store(world.client());
  if (kill.victim === 'client') await Promise.race([storing, world.killed]);
  // Who has survived may have to try again.
  else await storing.catch(() => store(world.client('the client, again')));
  await world.settled();
  return world;
}

interface Killing {
  readonly victim: string;
  readonly counts?: Kill['counts'];
  readonly torn?: number;
  /** At which of its steps, from 1; default: one of each kind. */
  readonly at?: (steps: readonly string[]) => number[];
  readonly prepare?: (world: World) => void;
  readonly look: (world: World) => Promise<void>;
}

const every =
  (stride: number) =>
  (steps: readonly string[]): number[] =>
    steps.flatMap((_, index) => (index % stride === 0 ? [index + 1] : []));

/** The first step of each kind. Nodes are alike, and so are shards and the two slivers of one. */
function oneOfEachKind(steps: readonly string[]): number[] {
  const kinds = steps.map((step) => step.replace(/node-\d|slivers\/\d\/\w+/g, 'one'));
  return kinds.flatMap((kind, index) => (kinds.indexOf(kind) === index ? [index + 1] : []));
}

/**
 * Kills a party at its steps in a store, one after the other, and looks at what is left. Gives the number of
 * steps.
 */
async function killAtEach(killing: Killing): Promise<number> {
  const { victim, counts, torn, prepare = () => undefined, look } = killing;
  const { at = extent({ short: oneOfEachKind, long: every(1) }) } = killing;
  const whole = await storeWith({ victim, counts, step: Infinity }, prepare);
  const { steps } = whole;
  whole.close();
  let [kills, reached] = [0, 0];
  for (const step of at(steps)) {
    const world = await storeWith({ victim, counts, torn, step }, prepare);
    kills++;
    // What happens at one time happens in any order, and at times in fewer steps.
    if (world.killedAt !== undefined) reached++;
    try {
      await look(world);
    } catch (cause) {
      throw new Error(`after ${victim} was killed at step ${step} of ${steps.length}, ${world.killedAt}`, {
        cause,
      });
    }
    world.close();
  }
  assert.ok(reached >= 0.8 * kills, `${reached} of ${kills} kills`);
  return steps.length;
}

describe('a write in which a party is killed at any step and starts again ends certified and readable, or absent', () => {
  /** What everybody's disks can look like in the course of a store, each once. */
  const states = new Map<string, Base>();

  beforeAll(async () => {
    const world = await World.open(base);
    world.observe = () => {
      const key = signature(world);
      if (!states.has(key)) states.set(key, world.durable());
    };
    const { blobId, cost } = await store(world.client());
    expected = { blobId, price: cost.total };
    await world.settled();
    world.observe();
    world.close();
  });

  it('all parties at once', async () => {
    assert.ok(states.size > 10, `${states.size} states`);
    // From one to the next, one more node has come as far.
    const stride = extent({ short: 4, long: 1 });
    for (const state of [...states.values()].filter((_, index) => index % stride === 0)) {
      const world = await World.open(state);
      await check(world);
      world.close();
    }
  });

  it('the client', async () => {
    // What a dead client leaves is, nearly always, one of the states that have been looked at.
    const look = async (world: World) => {
      if (!states.has(signature(world))) await check(world);
    };
    assert.ok((await killAtEach({ victim: 'client', at: every(extent({ short: 18, long: 1 })), look })) > 50);
  });

  it('a node, while as many others are down as may be: the write cannot do without it', async () => {
    const prepare = (world: World) => world.nodes[3]!.takeDown();
    assert.ok((await killAtEach({ victim: 'node-0', prepare, look: check })) > 10);
  });

  it('the devnet', async () => {
    // What is read changes nothing, so that before and after the answer are one; and one node is as another.
    const counts = (label: string) =>
      !/ by node-[123]$/.test(label) &&
      (!label.startsWith('has answered') || label.includes('ExecuteTransaction'));
    assert.ok((await killAtEach({ victim: 'chain', counts, look: check })) > 10);
  });

  it('the devnet, its last record cut short', async () => {
    const counts = (label: string) => label === 'has a block on disk';
    assert.equal(await killAtEach({ victim: 'chain', counts, torn: 3, look: check }), 2);
  });
});
