import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { openStorageNode, type ChainView, type StorageNode } from '@haulout/node';
import { createReadRule } from '../../../node/src/read-rule.js';
import { handFedChain, SECRET_KEY, testBlob, type TestBlob } from '../../support/blob-fixture.js';

const blocked = new Set<string>();
let folder: string;
let chain: ReturnType<typeof handFedChain>;
let node: StorageNode;
let blob: TestBlob;
let paths: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haulout-node-'));
  blob = await testBlob(1);
  chain = handFedChain();
  node = await openStorageNode({
    folder,
    secretKey: SECRET_KEY,
    chain: () => chain.view,
    isBlocked: (blobId) => blocked.has(blobId),
  });
  const at = `/v1/blobs/${blob.text}`;
  const slivers = blob.slivers.map(({ pairIndex, axis, bytes }) => ({
    url: `${at}/slivers/${pairIndex}/${axis}`,
    bytes,
  }));
  chain.register(blob.id);
  for (const { url, bytes } of [{ url: `${at}/metadata`, bytes: blob.metadata }, ...slivers]) {
    const { statusCode } = await node.inject({ method: 'PUT', url, payload: Buffer.from(bytes) });
    assert.equal(statusCode, 201);
  }
  paths = [
    `${at}/metadata`,
    ...slivers.map(({ url }) => url),
    `${at}/recoverySymbols?targetSliver=0&targetType=primary`,
  ];
});
afterAll(async () => {
  await node?.close();
  await rm(folder, { recursive: true, force: true });
});

async function codes(): Promise<number[]> {
  const answers = await Promise.all(paths.map((url) => node.inject({ method: 'GET', url })));
  return answers.map(({ statusCode }) => statusCode);
}
const all = (code: number) => paths.map(() => code);

describe('what a node gives to readers', () => {
  test('a registered blob: metadata, slivers and recovery symbols', async () => {
    assert.deepEqual(await codes(), all(200));
  });

  test('nothing of a blob that its operator blocks, and it says that this is why', async () => {
    blocked.add(blob.text);
    assert.deepEqual(await codes(), all(451));
    const { error } = (await node.inject({ method: 'GET', url: paths[0]! })).json();
    assert.equal(error.status, 'UNAVAILABLE_FOR_LEGAL_REASONS');
    assert.equal(error.details[0].reason, 'FORBIDDEN_BLOB');
    blocked.clear();
    assert.deepEqual(await codes(), all(200));
  });

  test('nothing of a blob that was deleted, though its bytes are still here, until it is registered again', async () => {
    chain.remove(blob.id);
    await chain.view.sync();
    assert.deepEqual(await codes(), all(404));
    chain.register(blob.id);
    assert.deepEqual(await codes(), all(200));
  });

  test('a deleted blob is not given out because the chain cannot be asked', async () => {
    chain.remove(blob.id);
    await chain.view.sync();
    chain.reachable(false);
    assert.deepEqual(await codes(), all(503));
    chain.reachable(true);
  });
});

describe('the chain is asked again only when it matters', () => {
  const id = Uint8Array.of(1);
  const ask = async (isRegistered: boolean, found: string | undefined) => {
    let syncs = 0;
    const live = { objectId: '0x1', endEpoch: 9, deletable: false, certifiedEpoch: 1 };
    const registrations = isRegistered ? [{ ...live, at: { txDigest: 'digest', eventSeq: 0 } }] : [];
    const view = {
      blob: async () => ({ registrations, invalid: undefined }),
      assignment: async () => ({ epoch: 1 }),
      sync: async () => void syncs++,
    } as unknown as ChainView;
    const given = await createReadRule(view)({ blobId: id, text: 'a blob' }, async () => found);
    return { given, syncs };
  };

  test('which it does not for what is owed, or for what is not here', async () => {
    assert.deepEqual(await ask(true, 'bytes'), { given: 'bytes', syncs: 0 });
    assert.deepEqual(await ask(false, undefined), { given: undefined, syncs: 0 });
    assert.deepEqual(await ask(false, 'bytes'), { given: undefined, syncs: 1 });
  });
});
