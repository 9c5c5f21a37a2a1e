import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request, type ClientRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { pino } from 'pino';
import { openStorageNode, type StorageNode, type StorageNodeOptions } from '@haulout/node';
import { settle, VirtualTimers } from '../../support/virtual-timers.js';
import {
  EPOCH,
  handFedChain,
  PUBLIC_KEY,
  SECRET_KEY,
  SHARDS,
  testBlob,
  type TestBlob,
} from '../../support/blob-fixture.js';
import { upload } from './neighbourhood.js';

let folder: string;
let blob: TestBlob;
let opened = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haulout-operations-'));
  blob = await testBlob(71);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function open(options: Partial<StorageNodeOptions> = {}) {
  const chain = handFedChain();
  const lines: { level: number; msg: string; [field: string]: unknown }[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => lines.push(JSON.parse(line)) });
  const node = await openStorageNode({
    folder: join(folder, `${opened++}`),
    secretKey: SECRET_KEY,
    chain: () => chain.view,
    logger,
    ...options,
  });
  return { chain, node, lines };
}
const bytesOf = ({ metadata, slivers }: TestBlob) =>
  slivers.reduce((sum, { bytes }) => sum + bytes.length, metadata.length);
async function metricsOf(node: StorageNode): Promise<Map<string, number>> {
  const { body, headers } = await node.inject({ method: 'GET', url: '/metrics' });
  assert.match(String(headers['content-type']), /^text\/plain; version=0\.0\.4/);
  const samples = body.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    samples.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
  );
}

describe('what a node tells its operator', () => {
  test('metrics count requests by route, bytes stored, and duties', async () => {
    const { chain, node } = await open({ capacityBytes: 1_000_000 });
    chain.register(blob.id);
    await upload(node, blob, SHARDS);
    for (const path of ['/nowhere', `/${'x'.repeat(50)}`, `/v1/blobs/${blob.text}/metadata`]) {
      await node.inject({ method: 'GET', url: path });
    }
    const before = await metricsOf(node);
    const name = (kind: string) => `haulout_node_${kind}`;
    const requests = (method: string, route: string, status: number) =>
      name(`requests_total{method="${method}",route="${route}",status="${status}"}`);
    assert.equal(before.get(requests('PUT', '/v1/blobs/:blobId/slivers/:pairIndex/:axis', 201)), 4);
    assert.equal(before.get(requests('GET', '/v1/blobs/:blobId/metadata', 200)), 1);
    assert.equal(before.get(requests('GET', 'none', 404)), 2, 'a stranger cannot make up routes');
    assert.equal(before.get(name('stored_bytes')), bytesOf(blob));
    assert.equal(before.get(name('capacity_bytes')), 1_000_000);
    assert.equal(before.get(name('shards')), SHARDS.length);

    chain.remove(blob.id);
    await node.duties.catchUp();
    const later = await metricsOf(node);
    assert.equal(later.get(name('stored_bytes')), 0);
    assert.equal(later.get(name('duties_total{outcome="collected"}')), 1);
    assert.equal(later.get(name('collected_bytes_total')), bytesOf(blob));
    await node.close();
  });

  test('health says who the node is, since when it runs, and how full it is', async () => {
    const timers = new VirtualTimers();
    const { chain, node } = await open({ capacityBytes: 5_000, neighbours: { timers } });
    chain.register(blob.id);
    await upload(node, blob, SHARDS);
    timers.after(2_500, () => {});
    await timers.tick();
    const { success } = (await node.inject({ method: 'GET', url: '/v1/health' })).json();
    assert.deepEqual(success.data, {
      uptime: { secs: 2, nanos: 500_000_000 },
      epoch: EPOCH,
      publicKey: Buffer.from(PUBLIC_KEY).toString('base64'),
      nodeStatus: 'Active',
      shardSummary: { owned: SHARDS.length },
      storage: { usedBytes: bytesOf(blob), capacityBytes: 5_000 },
      pendingDuties: 0,
      scrub: { last: null, pass: null },
    });
    await node.close();
  });

  test('the log has what matters at info or above, each request at debug, and never the key', async () => {
    const timers = new VirtualTimers();
    const { chain, node, lines } = await open({ neighbours: { timers }, dutyPauseMs: 1_000 });
    chain.register(blob.id);
    await upload(node, blob, SHARDS);
    chain.remove(blob.id);
    chain.reachable(false);
    await timers.tick();
    const failed = lines.filter(({ level }) => level >= 50);
    assert.equal(failed.length, 1, 'a round of duties without a chain is an error');
    chain.reachable(true);
    chain.turnEpoch();
    const isRemoval = (line: Record<string, unknown>) => line['freedBytes'] === bytesOf(blob);
    for (let round = 0; round < 20_000 && !lines.some(isRemoval); round++) await timers.tick();
    const removed = lines.find(isRemoval)!;
    assert.deepEqual([removed.level, removed['blobId']], [30, blob.text]);
    const answered = lines.filter(({ msg }) => msg === 'answered');
    assert.equal(answered.length, 5);
    assert.ok(answered.every(({ level }) => level === 20));
    await node.close();
    const text = JSON.stringify(lines);
    assert.ok(!text.includes(Buffer.from(SECRET_KEY).toString('base64').slice(0, 20)));
    assert.ok(!text.includes(Buffer.from(SECRET_KEY).toString('hex').slice(0, 20)));
  });
});

describe('a node stops without breaking off what it has begun', () => {
  /** An upload of metadata that has begun and not ended; `answer` is how it ends. */
  async function beginUpload(
    node: StorageNode,
  ): Promise<{ sending: ClientRequest; answer: Promise<number | 'broken off'> }> {
    const { port } = await node.listen();
    const sending = request({
      port,
      method: 'PUT',
      path: `/v1/blobs/${blob.text}/metadata`,
      headers: {
        'content-type': 'application/octet-stream',
        'content-length': blob.metadata.length,
        expect: '100-continue',
      },
    });
    const answer = new Promise<number | 'broken off'>((resolve) => {
      sending.once('response', (response) => resolve(response.resume().statusCode!));
      sending.once('error', () => resolve('broken off'));
    });
    sending.flushHeaders();
    await once(sending, 'continue');
    sending.write(blob.metadata.subarray(0, 10));
    return { sending, answer };
  }

  test('an upload under way is finished and kept, new requests are refused, then the store is closed', async () => {
    const { chain, node } = await open();
    chain.register(blob.id);
    const { sending, answer } = await beginUpload(node);
    const closed = node.close();
    await settle();
    const refused = await node.inject({ method: 'GET', url: '/v1/health' });
    assert.equal(refused.statusCode, 503);
    sending.end(blob.metadata.subarray(10));
    assert.equal(await answer, 201);
    await closed;
  });

  test('an upload that does not end is given up after the grace', async () => {
    const timers = new VirtualTimers();
    const { chain, node } = await open({ neighbours: { timers }, stopGraceMs: 3_000 });
    chain.register(blob.id);
    const { answer } = await beginUpload(node);
    const closed = node.close();
    await timers.tick();
    assert.equal(timers.now(), 3_000);
    assert.equal(await answer, 'broken off');
    await closed;
  });
});
