/** The walk over everything that a node stores: its pace, and where it goes on. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { pino } from 'pino';
import { openStorageNode, type StorageNode, type StorageNodeOptions } from '@haulout/node';
import { handFedChain, SECRET_KEY, SHARDS, testBlob, type TestBlob } from '../../support/blob-fixture.js';
import { FaultyDatabase } from '../../support/faulty-database.js';
import { VirtualTimers } from '../../support/virtual-timers.js';
import { upload } from './neighbourhood.js';

const BLOBS = 4;
/** Metadata, and both slivers of each shard. */
const ENTRIES = 1 + 2 * SHARDS.length;
const PERIOD_MS = 400_000;

let folder: string;
let bytes = 0;
const blobs: TestBlob[] = [];
const chain = handFedChain();

const open = (extra: Partial<StorageNodeOptions> = {}) =>
  openStorageNode({ folder: join(folder, 'node'), secretKey: SECRET_KEY, chain: () => chain.view, ...extra });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haulout-scrub-'));
  const node = await open();
  for (let seed = 1; seed <= BLOBS; seed++) {
    const blob = await testBlob(seed, 900);
    blobs.push(blob);
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
  assert.deepEqual(last, { entries: BLOBS * ENTRIES, bytes, rotten: 0, unread: 0 });
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

describe('what the disk does not give', () => {
  /** A node on a disk that a test lets fail, the keys of its entries by blob, and what it logs. */
  async function onFailingDisk(extra: Partial<StorageNodeOptions> = {}) {
    const disk = new FaultyDatabase();
    const lines: { level: number; msg: string }[] = [];
    const logger = pino({ level: 'info' }, { write: (line: string) => lines.push(JSON.parse(line)) });
    const node = await open({ folder: disk, logger, ...extra });
    for (const blob of blobs) await upload(node, blob, SHARDS);
    const inOrder = blobs.toSorted((a, b) => Buffer.compare(a.id, b.id));
    const keysOf = (kind: 'metadata' | 'sliver', blob: TestBlob): string[] =>
      [...disk.disk.keys()].filter((key) =>
        key.startsWith(`${kind}/${Buffer.from(blob.id).toString('hex')}`),
      );
    const told = () => lines.filter(({ msg }) => msg.startsWith('the disk does not give something'));
    return { disk, node, inOrder, keysOf, told };
  }

  test('is gone past, counted and told once; and what it gives when it is asked again is right', async () => {
    const { disk, node, inOrder, keysOf, told } = await onFailingDisk();
    const [first, second, third] = inOrder;
    // For good a sliver, and metadata, without which nothing of its blob can be verified; one for a moment.
    disk.withhold(keysOf('sliver', first!)[0]!);
    disk.withhold(keysOf('metadata', second!)[0]!);
    disk.withhold(keysOf('sliver', third!)[1]!, 1);
    for (const passes of [1, 2]) {
      const { entries, rotten, unread } = await node.scrub.run();
      assert.deepEqual([entries, rotten, unread], [(BLOBS - 1) * ENTRIES - 1, 0, 2]);
      assert.equal(told().length, passes, 'once a pass');
    }
    disk.withhold(keysOf('sliver', first!)[0]!, 0);
    disk.withhold(keysOf('metadata', second!)[0]!, 0);
    const { entries, bytes: read, unread } = await node.scrub.run();
    assert.deepEqual([entries, read, unread], [BLOBS * ENTRIES, bytes, 0]);
    await node.close();
  });

  test('does not keep a pass in the background from its end, nor make it hurry', async () => {
    const timers = new VirtualTimers();
    const { disk, node, keysOf } = await onFailingDisk();
    for (const blob of blobs) for (const key of keysOf('metadata', blob)) disk.withhold(key);
    await node.close();
    const again = await open({ folder: disk, scrubMs: PERIOD_MS, neighbours: { timers } });
    for (let ticks = 0; again.scrub.report().last === undefined; ticks++) {
      assert.ok(ticks < 100, 'the pass ends');
      await timers.tick();
    }
    // Each blob twice, with a pause of a second behind it.
    assert.ok(timers.now() >= (2 * BLOBS - 1) * 1_000, `${timers.now()} ms`);
    assert.equal(again.scrub.report().last!.unread, BLOBS);
    await again.close();
  });

  test('and ends the process is gone past by the next one, once', async () => {
    const { disk, node, told, inOrder } = await onFailingDisk();
    // A read that never comes back, as far as the store is concerned.
    const key = `sliver/${Buffer.from(inOrder[1]!.id).toString('hex')}/`;
    let reached = (): void => undefined;
    const isReached = new Promise<void>((resolve) => (reached = resolve));
    disk.hang = (asked) => asked.startsWith(key) && (reached(), true);
    void node.scrub.run().catch(() => undefined);
    await isReached;
    disk.hang = undefined;
    const lines: { level: number; msg: string }[] = [];
    const logger = pino({ level: 'error' }, { write: (line: string) => lines.push(JSON.parse(line)) });
    const next = await open({ folder: disk, logger });
    const { entries, unread } = await next.scrub.run();
    assert.deepEqual([entries, unread], [(BLOBS - 1) * ENTRIES, 1]);
    assert.deepEqual([lines.length, told().length], [1, 0]);
    assert.match(lines[0]!.msg, /the node ended while its scrub read this blob/);
    const again = await next.scrub.run();
    assert.deepEqual([again.entries, again.unread], [BLOBS * ENTRIES, 0]);
    await next.close();
  });

  test('a store that has what no blob explains is not walked over without a pause', async () => {
    const timers = new VirtualTimers();
    const other = handFedChain();
    const node = await open({ scrubMs: PERIOD_MS, neighbours: { timers }, chain: () => other.view });
    await untilPause(timers);
    await timers.tick();
    await untilPause(timers);
    assert.ok(timers.now() >= PERIOD_MS, `${timers.now()} ms`);
    await node.close();
  });
});
