/** The walk over everything that a node stores: its pace, and where it goes on. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { openStorageNode, type StorageNode, type StorageNodeOptions } from '@haulout/node';
import { handFedChain, SECRET_KEY, SHARDS, testBlob } from '../../support/blob-fixture.js';
import { VirtualTimers } from '../../support/virtual-timers.js';
import { upload } from './neighbourhood.js';

const BLOBS = 4;
/** Metadata, and both slivers of each shard. */
const ENTRIES = 1 + 2 * SHARDS.length;
const PERIOD_MS = 400_000;

let folder: string;
let bytes = 0;
const chain = handFedChain();

const open = (extra: Partial<StorageNodeOptions> = {}) =>
  openStorageNode({ folder: join(folder, 'node'), secretKey: SECRET_KEY, chain: () => chain.view, ...extra });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haulout-scrub-'));
  const node = await open();
  for (let seed = 1; seed <= BLOBS; seed++) {
    const blob = await testBlob(seed, 900);
    chain.register(blob.id);
    await upload(node, blob, SHARDS);
    bytes += blob.slivers.reduce((sum, sliver) => sum + sliver.bytes.length, blob.metadata.length);
  }
  await node.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Until the node waits for a timer: it has read what it wanted to read. */
async function untilPause(timers: VirtualTimers): Promise<void> {
  while (timers.pending === 0) await new Promise((resolve) => setImmediate(resolve));
}

async function looked(node: StorageNode): Promise<number> {
  const { success } = (await node.inject({ method: 'GET', url: '/v1/health' })).json();
  return success.data.scrub.pass?.entries ?? 0;
}

test('it takes the time that it is given, goes on after a restart, and says what it has looked at', async () => {
  let timers = new VirtualTimers();
  let node = await open({ scrubMs: PERIOD_MS, neighbours: { timers } });
  await untilPause(timers);
  assert.equal(await looked(node), ENTRIES);
  await timers.tick();
  await untilPause(timers);
  assert.equal(await looked(node), 2 * ENTRIES);
  assert.equal(Math.round(timers.now()), PERIOD_MS / BLOBS);
  await node.close();

  timers = new VirtualTimers();
  node = await open({ scrubMs: PERIOD_MS, neighbours: { timers } });
  await untilPause(timers);
  assert.equal(await looked(node), 3 * ENTRIES);
  while (node.scrub.report().last === undefined) {
    await timers.tick();
    await untilPause(timers);
  }
  assert.equal(Math.round(timers.now()), (PERIOD_MS / BLOBS) * 2);
  const { beganMs, endedMs, ...last } = node.scrub.report().last!;
  assert.deepEqual(last, { entries: BLOBS * ENTRIES, bytes, rotten: 0 });
  assert.ok(beganMs <= endedMs);
  await node.close();

  node = await open();
  const health = (await node.inject({ method: 'GET', url: '/v1/health' })).json();
  assert.deepEqual(health.success.data.scrub.last, { ...last, beganMs, endedMs });
  await node.close();
});

test('a pass that is asked for begins at the beginning, and what is asked for meanwhile is the same pass', async () => {
  const node = await open();
  const [one, other] = await Promise.all([node.scrub.run(), node.scrub.run()]);
  assert.equal(one, other);
  assert.equal(one.entries, BLOBS * ENTRIES);
  const { body } = await node.inject({ method: 'GET', url: '/metrics' });
  assert.match(body, new RegExp(`\\nhaulout_node_scrubbed_entries_total ${BLOBS * ENTRIES}\\n`));
  assert.match(body, new RegExp(`\\nhaulout_node_scrubbed_bytes_total ${bytes}\\n`));
  const given = new AbortController();
  const aborted = node.scrub.run(given.signal);
  given.abort(new Error('enough'));
  await assert.rejects(aborted, /enough/);
  await node.close();
});
