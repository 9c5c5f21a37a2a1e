/** R19: what a node asks others about a blob that it could not recover, and how often. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'vitest';
import { pino } from 'pino';
import { openBlobStore, type BlobStore, type ChainView } from '@haulout/node';
import type { EvidenceState } from '@haulout/sdk/chain';
import { createStorageNodeClient, defaultSettings, type Fetch } from '@haulout/sdk/nodes';
import type { DutyOutcome } from '../../../node/src/duties/blob-duty.js';
import type { Duties } from '../../../node/src/duties/duties.js';
import { createFailedRecoveries } from '../../../node/src/losses/failed-recoveries.js';
import { EPOCH, handFedChain, PUBLIC_KEY, testBlob } from '../../support/blob-fixture.js';
import { VirtualTimers } from '../../support/virtual-timers.js';
import { verifiedBlobs } from '../../support/verified-blobs.js';

const HOUR = 3_600_000;
/** Time between tries: an eighth of an epoch of an hour. */
const GAP = HOUR / 8;
const N_SHARDS = 1000;
const OTHERS = 4;
/** Shards 4 to 333 are those of the faulty nodes, as many as there can be. */
const FAULTY = 'http://node-1';

let folder: string;
let store: BlobStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haulout-failed-'));
  store = await openBlobStore(folder);
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

/** A node of four shards that lacks a blob, on a network in which each other has a quarter of the rest. */
async function openWorld() {
  const fed = handFedChain([0, 1, 2, 3]);
  const { id, text } = await testBlob(1, 500);
  fed.register(id);
  fed.certify(id);
  await fed.view.sync();
  const node = (index: number, shards: readonly number[]) => ({
    ...{ nodeId: `0x${index}`, name: `node ${index}`, url: `http://node-${index}`, publicKey: PUBLIC_KEY },
    shards,
  });
  const quarter = (N_SHARDS - 4) / OTHERS;
  const nodes = [
    node(0, [0, 1, 2, 3]),
    ...Array.from({ length: OTHERS }, (_, index) =>
      node(
        index + 1,
        Array.from({ length: quarter }, (_, at) => 4 + index * quarter + at),
      ),
    ),
  ];
  const committees = {
    phase: 'EpochChangeDone',
    current: { epoch: EPOCH, nShards: N_SHARDS, nodes },
  } as const;
  const view: ChainView = {
    ...fed.view,
    assignment: async () => ({ ...(await fed.view.assignment()), nShards: N_SHARDS }),
    committees: async () => ({ ...committees, previous: undefined, next: undefined }),
  };
  const timers = new VirtualTimers();
  const world = { nowMs: 0, asked: 0, says: 'Nonexistent', slowMs: 0, timers, id };
  const fetch: Fetch = async (url) => {
    world.asked++;
    if (world.slowMs > 0 && url.startsWith(FAULTY))
      await new Promise<void>((resolve) => timers.after(world.slowMs, resolve));
    const says = url.startsWith(FAULTY) ? 'Nonexistent' : world.says;
    return new Response(JSON.stringify({ success: { code: 200, data: says } }), {
      headers: { 'content-type': 'application/json' },
    });
  };
  const failed = createFailedRecoveries({
    ...{ store, blobs: verifiedBlobs(store), chain: view, logger: pino({ level: 'silent' }) },
    network: {
      nodes: createStorageNodeClient({ fetch, timers }),
      ...{ timers, settings: defaultSettings, random: () => 0 },
    },
    readState: async () =>
      ({ nowMs: world.nowMs, round: undefined, term: { epoch: EPOCH, durationMs: HOUR } }) as EvidenceState,
  });
  const none = { tick: async () => [], catchUp: async () => [], stop: async () => {} } as unknown as Duties;
  failed.note({ blobId: text, kind: 'postponed' } as DutyOutcome);
  return { world, failed, duties: failed.after(none) };
}

test('R19: a node asks again at growing intervals about a blob that others have', async () => {
  const { world, duties, failed } = await openWorld();
  world.says = 'Stored';
  const times: number[] = [];
  for (; world.nowMs <= GAP; world.nowMs += GAP / 32) {
    const before = world.asked;
    await duties.tick();
    if (world.asked > before) times.push((world.nowMs / GAP) * 32);
  }
  assert.deepEqual(times, [0, 2, 6, 14, 22, 30]);
  assert.equal(await failed.isUnrecoverable(world.id), false);
});

test('R19: two looks a gap apart say that a blob is gone', async () => {
  const { world, duties, failed } = await openWorld();
  for (; world.nowMs <= GAP; world.nowMs += GAP / 4) {
    assert.equal(await failed.isUnrecoverable(world.id), false);
    await duties.tick();
  }
  assert.equal(await failed.isUnrecoverable(world.id), true);
});

test('R19: nodes that answer slowly neither hide that a blob is gone, nor hold up the duties', async () => {
  const { world, duties, failed } = await openWorld();
  world.slowMs = 4_900;
  for (world.nowMs of [0, GAP]) {
    const before = world.timers.now();
    await world.timers.finish(duties.tick());
    const took = world.timers.now() - before;
    assert.ok(took <= 40_000, `${took} ms`);
  }
  assert.equal(await failed.isUnrecoverable(world.id), true);
});
