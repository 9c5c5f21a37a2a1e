import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStorageNode, type Database, type StorageNode } from '@haulout/node';
import { systemTimers, type Timers } from '@haulout/sdk/base';
import { pairOfShard, serializeMetadata, serializeSliver, type BlobMetadata } from '@haulout/sdk/encoding';
import type { Fetch } from '@haulout/sdk/nodes';

import { handFedChain, N_SHARDS, PUBLIC_KEY, SECRET_KEY, type TestBlob } from '../../support/blob-fixture.js';

/** Shards of five nodes with two each. */
export const SHARDS_OF: readonly (readonly number[])[] = [
  [2, 5],
  [0, 1],
  [3, 4],
  [6, 7],
  [8, 9],
];

/** What the first node's requests to its neighbours met. */
interface Traffic {
  requests: number;
  /** Bytes of answers to requests for symbols. */
  symbolBytes: number;
}

export type Neighbourhood = Awaited<ReturnType<typeof openNeighbourhood>>;

/**
 * Five real nodes on loopback with hand-fed chains. The first is the one under test: its requests go through
 * `fetch`, if given, and are counted.
 *
 * @param requestMs how long one waits for another
 */
export async function openNeighbourhood(timers: Timers = systemTimers, requestMs = 2_000) {
  const folder = await mkdtemp(join(tmpdir(), 'haulout-neighbourhood-'));
  const chains = SHARDS_OF.map((shards, index) => handFedChain(shards, `0x${index}`));
  const traffic: Traffic = { requests: 0, symbolBytes: 0 };
  let through: ((url: string, answer: () => Promise<Response>) => Promise<Response>) | undefined;
  const fetch: Fetch = async (url, init) => {
    traffic.requests++;
    const ask = () => globalThis.fetch(url, init);
    const answer = await (through ? through(url, ask) : ask());
    const bytes = await answer.arrayBuffer();
    if (url.includes('/recoverySymbols')) traffic.symbolBytes += bytes.byteLength;
    return new Response(bytes, { status: answer.status, headers: answer.headers });
  };
  const settings = {
    requestMs,
    hedgeAfterMs: 500,
    doubtAfterMs: 1_000,
    readAttempts: 1,
    backoffMs: 5,
  };
  let seed = 1;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const open = (
    index: number,
    place: string | Database = `node-${index}`,
    extra: { dutyPauseMs?: number } = {},
  ) =>
    openStorageNode({
      folder: typeof place === 'string' ? join(folder, place) : place,
      secretKey: SECRET_KEY,
      chain: () => chains[index]!.view,
      neighbours: { fetch, timers, settings, random },
      ...extra,
    });

  const nodes: StorageNode[] = [];
  for (const index of SHARDS_OF.keys()) nodes.push(await open(index));
  const urls = await Promise.all(nodes.map(async (node) => (await node.listen()).url));
  const committee = SHARDS_OF.map((shards, index) => ({
    nodeId: `0x${index}`,
    name: `node-${index}`,
    url: urls[index]!,
    publicKey: PUBLIC_KEY,
    shards,
  }));
  for (const chain of chains) chain.committee(committee);
  const extras: StorageNode[] = [];

  return {
    chains,
    nodes,
    committee,
    urls,
    traffic,
    /** Where the nodes have their folders, by their names: the first one is `node-0`. */
    folder,
    /** Puts something between the first node and its neighbours; undefined takes it away. */
    between: (next: typeof through) => (through = next),
    /** The first node on another folder, or disk: what a wiped node is, if there is nothing in it. */
    async wiped(place: string | Database, extra: { dutyPauseMs?: number } = {}): Promise<StorageNode> {
      const node = await open(0, place, extra);
      extras.push(node);
      return node;
    },
    /** Registers and certifies a blob, and stores at the nodes with the given indices what they owe. */
    async store(
      blob: Pick<TestBlob, 'id' | 'text' | 'encoded'>,
      at: readonly number[] = [1, 2, 3, 4],
      metadata: BlobMetadata = blob.encoded.metadata,
    ): Promise<void> {
      for (const chain of chains) {
        chain.register(blob.id);
        chain.certify(blob.id);
      }
      for (const index of at) await upload(nodes[index]!, blob, SHARDS_OF[index]!, metadata);
    },
    async close() {
      await Promise.all([...nodes, ...extras].map((node) => node.close()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Stores metadata and the slivers of some shards at a node, but for those that `skip` names. */
export async function upload(
  node: StorageNode,
  blob: Pick<TestBlob, 'id' | 'text' | 'encoded'>,
  shards: readonly number[],
  metadata: BlobMetadata = blob.encoded.metadata,
  skip: (shard: number, axis: string) => boolean = () => false,
): Promise<void> {
  const put = async (path: string, bytes: Uint8Array) => {
    const answer = await node.inject({
      method: 'PUT',
      url: `/v1/blobs/${blob.text}/${path}`,
      headers: { 'content-type': 'application/octet-stream' },
      payload: Buffer.from(bytes),
    });
    if (answer.statusCode >= 300) throw new Error(`${path}: ${answer.body}`);
  };
  await put('metadata', serializeMetadata(metadata));
  for (const shard of shards) {
    const pairIndex = pairOfShard(blob.id, shard, N_SHARDS);
    for (const axis of ['primary', 'secondary'] as const) {
      if (skip(shard, axis)) continue;
      await put(`slivers/${pairIndex}/${axis}`, serializeSliver(blob.encoded.sliverPairs[pairIndex]![axis]));
    }
  }
}
