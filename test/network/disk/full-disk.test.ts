/** A node on a real file system that fills up: everything that it has acknowledged stays, and it heals. */
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { on, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'vitest';
import { testBlob, type TestBlob } from '../../support/blob-fixture.js';
import { canMount, startChildOnDisk } from '../../support/child.js';
import type { Order } from './child-node.js';

const MIB = 1 << 20;
const BLOBS = 7;
/** Primary slivers of such blobs go into files, secondary ones do not. */
const LENGTH = 300_000;
const WORKS = 'the store works again';
const FULL = 'the store is degraded: no space is left on the disk';
const without = canMount()
  ? {}
  : { skip: true, meta: { why: 'a file system cannot be mounted here: that takes root on Linux' } };

interface Message {
  readonly port?: number;
  readonly state?: string;
  readonly done?: string;
  readonly failed?: string;
}

/** The node, and what it has acknowledged. */
class NodeOnDisk {
  readonly #child: ChildProcess;
  readonly #messages: AsyncIterator<[Message]>;
  /** States of its store, as its log has them. */
  readonly states: string[] = [];
  #port = 0;
  readonly acknowledged = new Map<string, Uint8Array>();

  constructor(folder: string, { reserveBytes, bytes }: { reserveBytes: number; bytes: number }) {
    this.#child = startChildOnDisk(
      { folder, bytes },
      new URL('./child-node.ts', import.meta.url),
      ...[folder, String(reserveBytes), String(BLOBS), String(LENGTH)],
    );
    this.#messages = on(this.#child, 'message') as AsyncIterator<[Message]>;
  }

  /** Waits until something is told. */
  async until(isIt: (message: Message) => boolean): Promise<void> {
    for (;;) {
      const [message] = (await this.#messages.next()).value as [Message];
      assert.equal(message.failed, undefined);
      this.#port = message.port ?? this.#port;
      if (message.state !== undefined) this.states.push(message.state);
      if (isIt(message)) return;
    }
  }

  async order(order: Order): Promise<void> {
    this.#child.send(order);
    await this.until(({ done }) => done === order);
  }

  ask(path: string, init?: RequestInit): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.#port}${path}`, init);
  }

  /** Sends a blob; resolves to the answer that ended it: that of the last sliver, or the first refusal. */
  async upload({ text, metadata, slivers }: TestBlob): Promise<Response> {
    const parts = [
      { path: 'metadata', bytes: metadata },
      ...slivers.map(({ pairIndex, axis, bytes }) => ({ path: `slivers/${pairIndex}/${axis}`, bytes })),
    ];
    let answer: Response | undefined;
    for (const { path, bytes } of parts) {
      const url = `/v1/blobs/${text}/${path}`;
      const headers = { 'content-type': 'application/octet-stream' };
      answer = await this.ask(url, { method: 'PUT', body: Buffer.from(bytes), headers });
      if (!answer.ok) return answer;
      this.acknowledged.set(url, bytes);
    }
    return answer!;
  }

  /** Everything that was acknowledged is read, byte for byte. */
  async checkReads(): Promise<void> {
    for (const [url, bytes] of this.acknowledged) {
      const answer = await this.ask(url);
      assert.equal(answer.status, 200, url);
      const got = new Uint8Array(await answer.arrayBuffer());
      // Metadata comes behind its blob id.
      assert.deepEqual(got.subarray(got.length - bytes.length), bytes);
    }
  }

  async health(): Promise<{
    storage: { usedBytes: number };
    degraded?: { reason: string; message: string };
  }> {
    const answer = await this.ask('/v1/health');
    assert.equal(answer.status, 200);
    return ((await answer.json()) as { success: { data: Awaited<ReturnType<NodeOnDisk['health']>> } }).success
      .data;
  }

  async degradedMetric(): Promise<string | undefined> {
    const text = await (await this.ask('/metrics')).text();
    return text.split('\n').find((line) => line.startsWith('haulout_node_degraded') && line.endsWith(' 1'));
  }

  async stop(): Promise<void> {
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exit;
  }
}

/** A node takes no more, says why, and goes on serving. */
async function checkFull(node: NodeOnDisk, blobs: readonly TestBlob[]): Promise<void> {
  const answer = await node.upload(blobs.at(-1)!);
  assert.equal(answer.status, 507);
  const { error } = (await answer.json()) as { error: { message: string; details: { reason: string }[] } };
  assert.equal(error.details[0]!.reason, 'STORAGE_FULL');
  assert.equal(error.message, 'this node is full: no space is left on the disk');
  const { degraded } = await node.health();
  assert.deepEqual([degraded?.reason, degraded?.message], ['DISK_FULL', 'no space is left on the disk']);
  assert.equal(await node.degradedMetric(), 'haulout_node_degraded{reason="DISK_FULL"} 1');
  await node.checkReads();
}

/** The bytes that a node counts are those that it has acknowledged, and nothing is wrong. */
async function checkUsage(node: NodeOnDisk): Promise<void> {
  const { storage, degraded } = await node.health();
  const bytes = [...node.acknowledged.values()].reduce((sum, { length }) => sum + length, 0);
  assert.equal(storage.usedBytes, bytes);
  assert.equal(degraded, undefined);
}

describe('R9: a node whose disk is full', without, () => {
  let folder: string;
  let node: NodeOnDisk;
  let blobs: TestBlob[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'haulout-disk-'));
    blobs = await Promise.all(Array.from({ length: BLOBS }, (_, index) => testBlob(index + 1, LENGTH)));
  });
  afterEach(async () => {
    await node.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('R9: serves reads, refuses uploads with 507, says so once, and takes them again when there is room', async () => {
    node = new NodeOnDisk(folder, { reserveBytes: 4 * MIB, bytes: 12 * MIB });
    await node.until(({ done }) => done === 'start');
    for (const blob of blobs.slice(0, 3)) assert.equal((await node.upload(blob)).status, 201);
    await node.order('fill');
    await checkFull(node, blobs);
    await node.order('restart');
    await checkFull(node, blobs);
    await node.order('restart');
    await checkFull(node, blobs);
    await node.order('free');
    await node.until(({ state }) => state === WORKS);
    for (const blob of blobs.slice(3, 6)) assert.equal((await node.upload(blob)).status, 201);
    await checkUsage(node);
    await node.checkReads();
    assert.deepEqual(node.states, [FULL, FULL, FULL, WORKS], 'once for each start');
  });

  test('R9: loses nothing that it has acknowledged when a write of its database meets the end of the disk', async () => {
    node = new NodeOnDisk(folder, { reserveBytes: 0, bytes: 12 * MIB });
    await node.until(({ done }) => done === 'start');
    const [refused, ...others] = blobs;
    for (const blob of others.slice(0, 3)) assert.equal((await node.upload(blob)).status, 201);
    await node.order('fill');
    await checkFull(node, blobs);
    assert.equal((await node.upload(refused!)).status, 507);
    await node.order('free');
    await node.until(({ state }) => state === WORKS);
    assert.equal((await node.upload(refused!)).status, 201);
    await checkUsage(node);
    await node.checkReads();
    await node.order('restart');
    await checkUsage(node);
    await node.checkReads();
    assert.deepEqual(node.states, [FULL, WORKS]);
  });
});
