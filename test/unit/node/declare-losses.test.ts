/** R19: how a node brings what it and others say about a loss to the chain, and when it asks again. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'vitest';
import type { Logger } from 'pino';
import { openBlobStore, type BlobStore } from '@haulout/node';
import { systemTimers } from '@haulout/sdk/base';
import { blsReady, signMessage } from '@haulout/sdk/certificate';
import type { EvidenceState } from '@haulout/sdk/chain';
import { serializeEvidenceMessage, type EvidenceMessage } from '@haulout/sdk/evidence';
import { createStorageNodeClient, defaultSettings, type Fetch } from '@haulout/sdk/nodes';
import type { Duties } from '../../../node/src/duties/duties.js';
import { createLossDeclarations } from '../../../node/src/losses/declare-losses.js';
import {
  EPOCH,
  handFedChain,
  N_SHARDS,
  PUBLIC_KEY,
  SECRET_KEY,
  testBlob,
} from '../../support/blob-fixture.js';
import { verifiedBlobs } from '../../support/verified-blobs.js';

const EVIDENCE = `0x${'ee'.repeat(32)}`;
const HOUR = 3_600_000;
/** Time between tries: an eighth of an epoch of an hour. */
const GAP = HOUR / 8;
const ALL = Array.from({ length: N_SHARDS }, (_, shard) => shard);

let folder: string;
let store: BlobStore;
beforeEach(async () => {
  await blsReady();
  folder = await mkdtemp(join(tmpdir(), 'haulout-losses-'));
  store = await openBlobStore(folder);
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

/** A node that is the whole committee, so that its own word is a quorum; what it asks, posts and logs. */
function openWorld() {
  const chain = handFedChain(ALL);
  chain.committee([{ nodeId: '0x0', name: 'node', url: 'http://node', publicKey: PUBLIC_KEY, shards: ALL }]);
  const asked: string[] = [];
  const posted: string[] = [];
  const logged: string[] = [];
  const world = {
    ...{ chain, asked, posted, logged },
    nowMs: 0,
    phase: 'closed',
    blocked: new Set<string>(),
    /** What the node answers when it is asked; undefined: that it does not say so. */
    says: undefined as EvidenceMessage | undefined,
    onPost: (): void => {},
  };
  const fetch: Fetch = async (url) => {
    asked.push(new URL(url).pathname.split('/').at(-1)!);
    if (world.says === undefined) return new Response('{}', { status: 400 });
    const message = serializeEvidenceMessage(world.says);
    const signature = Buffer.from(signMessage(SECRET_KEY, message)).toString('base64');
    const serializedMessage = Buffer.from(message).toString('base64');
    const answer = { success: { code: 200, data: { serializedMessage, signature } } };
    return new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } });
  };
  const log = (level: string) => (_facts: unknown, text: string) => void logged.push(`${level}: ${text}`);
  const logger = { info: log('info'), warn: log('warn'), debug: log('debug') } as unknown as Logger;
  const declarations = createLossDeclarations({
    ...{ blobs: verifiedBlobs(store), logger, chain: chain.view, evidenceObjectId: EVIDENCE },
    network: {
      nodes: createStorageNodeClient({ fetch, timers: systemTimers }),
      timers: systemTimers,
      settings: defaultSettings,
      random: () => 0,
    },
    readState: async () =>
      ({
        nowMs: world.nowMs,
        round: { phase: { kind: world.phase } },
        term: { epoch: EPOCH, durationMs: HOUR },
      }) as EvidenceState,
    post: async (what) => {
      posted.push(what);
      world.onPost();
    },
    failed: { suspects: () => [], isUnrecoverable: async () => false },
    isBlocked: (blobId) => world.blocked.has(blobId),
    blockedBlobs: () => world.blocked,
  });
  const none = { tick: async () => [], catchUp: async () => [], stop: async () => {} } as unknown as Duties;
  const duties = declarations.after(none);
  return { world, declarations, duties };
}

/** A blob that is certified, and on record as lost unless it is said otherwise. */
async function certified({ world }: ReturnType<typeof openWorld>, seed: number) {
  const blob = await testBlob(seed, 500, ALL);
  world.chain.register(blob.id);
  world.chain.certify(blob.id);
  await world.chain.view.sync();
  return blob;
}

async function lostAndHere(opened: ReturnType<typeof openWorld>) {
  const blob = await certified(opened, 1);
  const { world, declarations } = opened;
  await store.putMetadata(blob.id, blob.metadata);
  for (const { pairIndex, axis, bytes } of blob.slivers)
    await store.putSliver(blob.id, { pairIndex, axis }, bytes);
  world.chain.lose(blob.id, '7');
  await world.chain.view.sync();
  world.says = { type: 'revoked', epoch: EPOCH, evidenceId: EVIDENCE, blobId: blob.id, record: 7n };
  const nothing = { transferredSlivers: 0, transferredBytes: 0, recoveredSlivers: 0 };
  declarations.note({ blobId: blob.text, kind: 'lost', ...nothing, downloadedBytes: 0, freedBytes: 0 });
  return blob;
}

test('R19: a node that blocks a blob asks again at growing intervals, and tells of it once', async () => {
  const opened = openWorld();
  const { world, duties } = opened;
  const { text } = await certified(opened, 1);
  await duties.tick();
  assert.deepEqual(world.asked, [], 'it blocks nothing');

  world.blocked.add(text);
  const times: number[] = [];
  for (world.nowMs = 0; world.nowMs <= 2 * GAP; world.nowMs += GAP / 32) {
    const before = world.asked.length;
    await duties.tick();
    if (world.asked.length > before) times.push((world.nowMs / GAP) * 32);
  }
  assert.deepEqual(times, [0, 2, 6, 14, 30, 62]);
  assert.deepEqual([...new Set(world.asked)], ['refusal']);
  assert.deepEqual(
    world.logged.filter((line) => !line.startsWith('debug')),
    ['info: a loss could not be declared, or revoked, yet'],
  );
  assert.deepEqual(world.posted, []);
});

test('R19: a node asks about a few blobs at a time, and about all of them in turn', async () => {
  const opened = openWorld();
  const { world, duties } = opened;
  for (let seed = 1; seed <= 10; seed++) world.blocked.add((await certified(opened, seed)).text);
  const counts: number[] = [];
  for (let tick = 0; tick < 4; tick++) {
    const before = world.asked.length;
    await duties.tick();
    counts.push(world.asked.length - before);
  }
  assert.deepEqual(counts, [4, 4, 2, 0]);
});

test('R19: a node asks nobody while a round is open or shards are on the move', async () => {
  const opened = openWorld();
  const { world, duties } = opened;
  world.blocked.add((await certified(opened, 1)).text);
  world.phase = 'opened';
  await duties.tick();
  world.phase = 'closed';
  world.chain.assign({ phase: 'EpochChangeSync' });
  await duties.tick();
  world.chain.assign({ shards: [] });
  await duties.tick();
  assert.deepEqual(world.asked, [], 'nor when it has no shards');
  world.chain.assign({});
  await duties.tick();
  assert.deepEqual(world.asked, ['refusal']);
});

test('R19: a node that has all of a lost blob brings the word of a quorum to the chain, once', async () => {
  const opened = openWorld();
  const { world, duties } = opened;
  const { id, text } = await lostAndHere(opened);
  world.onPost = () => world.chain.revoke(id, '7');
  await duties.tick();
  assert.deepEqual(world.posted, [`bring statements (revocation) on blob ${text}`]);
  await world.chain.view.sync();
  await duties.tick();
  assert.equal(world.posted.length, 1);
});

test('R19: a node that is overtaken by another takes it quietly', async () => {
  const opened = openWorld();
  const { world, duties } = opened;
  const { id } = await lostAndHere(opened);
  world.onPost = () => {
    world.chain.revoke(id, '7');
    throw new Error('the contracts refuse it');
  };
  await duties.tick();
  await duties.tick();
  assert.equal(world.posted.length, 1);
  assert.deepEqual(world.logged, []);
});

test('R19: a transaction that fails is told of once, and sent again later', async () => {
  const opened = openWorld();
  const { world, duties } = opened;
  await lostAndHere(opened);
  world.onPost = () => {
    throw new Error('the full node is down');
  };
  for (world.nowMs = 0; world.nowMs < GAP; world.nowMs += GAP / 16) await duties.tick();
  assert.equal(world.posted.length, 5);
  assert.deepEqual(
    world.logged.filter((line) => !line.startsWith('debug')),
    ['warn: a loss could not be declared, or revoked, yet'],
  );
});
