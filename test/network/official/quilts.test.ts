/** Files of quilts on a whole network, and between our client and the official one. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { WalrusFile } from '@mysten/walrus';
import type { Network } from 'haulout';
import { blobLayout, buildQuilt, type FileToQuilt } from '@haulout/sdk/encoding';
import { openGoldenNetwork } from '../../support/golden-network.js';
import { seededBytes } from '../../support/bytes.js';
import { frostOf, officialClient, type OfficialClient } from '../../support/official-client.js';

const N_SHARDS = 10;

let network: Network;
let official: OfficialClient;
/** Slivers that our client has asked for since it was emptied. */
const slivers: string[] = [];

beforeAll(async () => {
  const client = {
    settings: { uploadGraceMs: 60_000 },
    fetch: (url: string, init: RequestInit) => {
      if (init.method === 'GET' && url.includes('/slivers/')) slivers.push(url);
      return fetch(url, init);
    },
  };
  network = await openGoldenNetwork({ nodes: 4, shards: N_SHARDS, client });
  official = officialClient(network);
});
afterAll(() => network?.stop());

/** Sizes 0 and 1, and one of many columns; tags or none; names in an order of their own. */
const filesOf = (salt: number): FileToQuilt[] =>
  [900 + salt, 0, 1, 150 + 7 * salt].map((size, index) => ({
    identifier: `${'dbac'[index]}-${salt}.bin`,
    bytes: seededBytes(size, 10 * salt + index + 1),
    ...(index % 2 === 0 && { tags: { parity: 'even', salt: `${salt}`, 'ключ 📦': 'значение' } }),
  }));
const store = (files: readonly FileToQuilt[], overrides: { signal?: AbortSignal } = {}) =>
  network.client.haulout.storeFiles({
    files,
    epochs: 2,
    deletable: true,
    signer: network.wallet,
    ...overrides,
  });

describe('R23: quilts of either client are read by the other', () => {
  test('theirs reads ours: by patch id, by name and by tag', async () => {
    for (const salt of [1, 2]) {
      const files = filesOf(salt);
      const stored = await store(files);
      const reader = officialClient(network);
      const quilt = await reader.walrus.getBlob({ blobId: stored.blobId });
      // With the whole quilt loaded, it takes files from there.
      await quilt.asFile().bytes();
      const all = new Map<string, WalrusFile>();
      for (const file of await quilt.files()) all.set((await file.getIdentifier())!, file);
      assert.equal(all.size, files.length);
      for (const { identifier, bytes, tags = {} } of files) {
        const file = all.get(identifier)!;
        assert.deepEqual(await file.bytes(), bytes, identifier);
        assert.deepEqual(await file.getTags(), tags, identifier);
      }
      const even = await quilt.files({ tags: [{ parity: 'even' }] });
      assert.equal(even.length, 2);

      // From slivers it reads as many columns as the bytes alone need, so that it misses the end of a file
      // which, with what stands in front of it, reaches into one more; those it gets right are read that way
      // here.
      const byId = await reader.walrus.getFiles({ ids: stored.files.map(({ patchId }) => patchId) });
      const right = files.filter((file) => reachesNoFurther(file, files));
      assert.ok(right.length >= 2, 'a test that tests something');
      for (const file of right) {
        assert.deepEqual(await byId[files.indexOf(file)]!.bytes(), file.bytes, file.identifier);
      }
      assert.deepEqual(
        await official.walrus.readBlobAttributes({ blobObjectId: stored.blobObjectId }),
        { _walrusBlobType: 'quilt' },
        'explorers know it as a quilt',
      );
    }
  });

  test('ours reads theirs, under the same ids, and would have written the same', async () => {
    const { haulout } = network.client;
    const files = filesOf(3);
    const written = await official.walrus.writeFiles({
      files: files.map(({ identifier, bytes, tags = {} }) =>
        WalrusFile.from({ contents: bytes, identifier, tags: tags as Record<string, string> }),
      ),
      epochs: 2,
      deletable: true,
      signer: network.wallet,
    });
    const { blobId } = written[0]!;
    const listed = await haulout.listFiles({ blobId });
    assert.deepEqual(
      listed.map(({ patchId }) => patchId),
      written.map(({ id }) => id),
    );
    const read = await haulout.readFiles({ blobId, identifiers: files.map(({ identifier }) => identifier) });
    read.forEach(({ bytes, identifier, tags }, index) => {
      assert.deepEqual(bytes, files[index]!.bytes);
      assert.equal(identifier, files[index]!.identifier);
      assert.deepEqual(Object.fromEntries(tags), files[index]!.tags ?? {});
    });
    const byId = await haulout.readFiles({ patchIds: written.map(({ id }) => id).reverse() });
    assert.deepEqual(
      byId.map(({ identifier }) => identifier),
      listed.map(({ identifier }) => identifier).reverse(),
    );
    assert.equal((await haulout.readFiles({ blobId, tags: { parity: 'even' } })).length, 2);
    assert.equal((await store(files)).blobId, blobId);
  });
});

describe('files are stored together', () => {
  test('for the price of one blob, and each is read from its own slivers', async () => {
    const { haulout } = network.client;
    const files = filesOf(4);
    const owner = network.wallet.toSuiAddress();
    const before = await frostOf(network, owner);
    const { bytes, patches } = buildQuilt(files, { nShards: N_SHARDS });
    const { total } = await haulout.storageCost({ bytes: bytes.length, epochs: 2 });
    const stored = await store(files);
    assert.equal(before - (await frostOf(network, owner)), total);
    assert.equal(stored.cost.total, total);
    assert.deepEqual(
      stored.files.map(({ identifier }) => identifier),
      files.map(({ identifier }) => identifier),
    );
    slivers.length = 0;
    const [file] = await haulout.readFiles({ patchIds: [stored.files[3]!.patchId] });
    assert.deepEqual(file!.bytes, files[3]!.bytes);
    const own = patches.find(({ identifier }) => identifier === file!.identifier)!;
    assert.equal(slivers.length, own.endColumn - own.startColumn);
    assert.deepEqual(await haulout.read({ blobId: stored.blobId }), bytes);
  });

  test('and an interrupted store of them is completed by the next, in any order, and paid once', async () => {
    const { haulout } = network.client;
    const files = filesOf(5);
    const owner = network.wallet.toSuiAddress();
    const before = await frostOf(network, owner);
    const dead = new AbortController();
    await assert.rejects(
      haulout.storeFiles({
        files,
        epochs: 2,
        deletable: true,
        signer: network.wallet,
        signal: dead.signal,
        onProgress: ({ phase }) => phase === 'uploading' && dead.abort(new Error('crashed')),
      }),
      /crashed/,
    );
    const paid = before - (await frostOf(network, owner));
    assert.ok(paid > 0n);
    const stored = await store(files.toReversed());
    assert.equal(before - (await frostOf(network, owner)), paid);
    assert.equal(stored.registerDigest, undefined);
    assert.equal((await haulout.readFiles({ blobId: stored.blobId })).length, files.length);
    const attributes = await haulout.blobs.attributes({ blobObjectId: stored.blobObjectId });
    assert.equal(attributes.get('_walrusBlobType'), 'quilt');
  });

  test('with attributes of their owner; and a blob takes attributes as well', async () => {
    const { haulout } = network.client;
    const attributes = { album: 'ashore' };
    const options = { epochs: 1, deletable: true, signer: network.wallet, attributes };
    const quilt = await haulout.storeFiles({ files: filesOf(6), ...options });
    assert.deepEqual(Object.fromEntries(await haulout.blobs.attributes(quilt)), {
      _walrusBlobType: 'quilt',
      ...attributes,
    });
    const blob = await haulout.store({ bytes: seededBytes(70, 70), ...options });
    assert.deepEqual(Object.fromEntries(await haulout.blobs.attributes(blob)), attributes);
    const many = await haulout.storeMany({ blobs: [seededBytes(71, 71), seededBytes(72, 72)], ...options });
    for (const stored of many)
      assert.deepEqual(Object.fromEntries(await haulout.blobs.attributes(stored)), attributes);
    const bad = { '\ud800': 'x' };
    const storing = haulout.store({ bytes: seededBytes(73, 73), ...options, attributes: bad });
    await assert.rejects(storing, { code: 'INVALID_ARGUMENT' });
  });

  test('unless they cannot be: nothing is signed then', async () => {
    const owner = network.wallet.toSuiAddress();
    const before = await frostOf(network, owner);
    const many = Array.from({ length: 7 }, (_, i) => ({ identifier: `${i}`, bytes: seededBytes(1, 1) }));
    await assert.rejects(store(many), { code: 'QUILT_TOO_LARGE' });
    await assert.rejects(store([]), { code: 'INVALID_QUILT_FILE' });
    assert.equal(await frostOf(network, owner), before);
  });

  test('a file is read while any one of the nodes that have it is gone', async () => {
    const { haulout } = network.client;
    const files = filesOf(7);
    const { blobId } = await store(files);
    for (const node of network.nodes) {
      await node.crash();
      const read = await haulout.readFiles({ blobId, identifiers: [files[0]!.identifier] });
      assert.deepEqual(read[0]!.bytes, files[0]!.bytes);
      await node.restart();
    }
  });
});

/** Whether the official client reads all of a file from its slivers. */
function reachesNoFurther({ identifier, bytes, tags }: FileToQuilt, files: readonly FileToQuilt[]): boolean {
  const quilt = buildQuilt(files, { nShards: N_SHARDS });
  const { rows, symbolSize } = blobLayout(N_SHARDS, quilt.bytes.length);
  const columnSize = rows * symbolSize;
  const head =
    6 + 2 + 1 + identifier.length + (tags === undefined ? 0 : 2 + tagBytes(tags as Record<string, string>));
  return (head % columnSize) + bytes.length <= Math.ceil(bytes.length / columnSize) * columnSize;
}

function tagBytes(tags: Record<string, string>): number {
  const texts = Object.entries(tags).flat();
  return 1 + texts.reduce((sum, text) => sum + 1 + Buffer.byteLength(text), 0);
}
