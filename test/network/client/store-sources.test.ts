/** Storing what is not in memory: files, `Blob`s, streams. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, inject, it } from 'vitest';
import type { StoreProgress } from '@haulout/sdk/client';
import { blobIdToString, computeMetadata, maxBlobSize, type BlobSource } from '@haulout/sdk/encoding';
import { fileSource, folderFiles } from '@haulout/sdk/files';
import type { Network } from 'haulout';
import { seededBytes } from '../../support/bytes.js';
import { code } from '../../support/encoded.js';
import { openGoldenNetwork } from '../../support/golden-network.js';
import { memoryScratch } from '../../support/memory-scratch.js';

let network: Network;
let folder: string;
beforeAll(async () => {
  network = await openGoldenNetwork({ nodes: 4, shards: 10 });
  folder = await mkdtemp(join(inject('temporaryFolder'), 'sources-'));
});
afterAll(() => network?.stop());

const terms = () => ({ epochs: 1, deletable: true, signer: network.wallet });
const idOf = async (bytes: Uint8Array) =>
  blobIdToString((await computeMetadata(bytes, { nShards: 10 })).blobId);

/** A source whose slivers all go to a scratch. */
function scratched(bytes: Uint8Array) {
  const { open, opened } = memoryScratch();
  const source: BlobSource = {
    size: bytes.length,
    async *stream() {
      yield bytes;
    },
    scratch: open,
    memory: 0,
  };
  return { source, opened };
}

describe('storing a source', () => {
  it('stores a file, and leaves no temporary file', async () => {
    const bytes = seededBytes(300_000, 1);
    const path = join(folder, 'file');
    await writeFile(path, bytes);
    const scratchFolder = await mkdtemp(join(folder, 'scratch-'));
    const source = await fileSource(path, { folder: scratchFolder, memory: 0 });
    const { blobId } = await network.client.haulout.store({ bytes: source, ...terms() });
    assert.equal(blobId, await idOf(bytes));
    assert.deepEqual(await network.client.haulout.read({ blobId }), bytes);
    assert.deepEqual(await readdir(scratchFolder), []);
  });

  it('stores a Blob, and a stream of known length', async () => {
    const { haulout } = network.client;
    const bytes = seededBytes(20_000, 2);
    const { blobId } = await haulout.store({ bytes: new Blob([new Uint8Array(bytes)]), ...terms() });
    assert.equal(blobId, await idOf(bytes));
    const others = seededBytes(20_000, 3);
    const stream = () => new Response(new Uint8Array(others)).body!;
    const stored = await haulout.store({ bytes: { size: others.length, stream }, ...terms() });
    assert.deepEqual(await haulout.read({ blobId: stored.blobId }), others);
  });

  it('stores many, each by itself', async () => {
    const { haulout } = network.client;
    const blobs = [seededBytes(1000, 4), seededBytes(2000, 5), seededBytes(1000, 4)];
    const sources = blobs.map(scratched);
    const stored = await haulout.storeMany({ blobs: sources.map(({ source }) => source), ...terms() });
    assert.deepEqual(
      stored.map(({ blobId }) => blobId),
      await Promise.all(blobs.map(idOf)),
    );
    for (const { opened } of sources)
      assert.deepEqual(
        opened.map(({ isClosed }) => isClosed),
        [true],
      );
  });

  it('goes step by step, too', async () => {
    const { haulout } = network.client;
    const { source, opened } = scratched(seededBytes(5000, 6));
    const blob = await haulout.encode({ bytes: source });
    const { transaction } = await haulout.registerTransaction({
      blob,
      epochs: 1,
      deletable: false,
      owner: network.wallet.toSuiAddress(),
    });
    await haulout.execute({ what: 'register', transaction, signer: network.wallet });
    const confirmations = await haulout.upload({ blob, persistence: { kind: 'permanent' } });
    assert.ok(confirmations.weight >= 7);
    await blob.close();
    assert.ok(opened[0]!.isClosed);
    // What was registered and not certified is completed from the source.
    const again = scratched(seededBytes(5000, 6));
    const resumed = await haulout.resume({ bytes: again.source, signer: network.wallet });
    assert.equal(resumed.blobId, blobIdToString(blob.blobId));
    assert.ok(again.opened[0]!.isClosed);
  });

  it('stops in any phase when it is given up, and closes what it had opened', async () => {
    for (const phase of ['encoding', 'registering', 'uploading', 'certifying'] as const) {
      const { source, opened } = scratched(seededBytes(6000, 7));
      const controller = new AbortController();
      const storing = network.client.haulout.store({
        bytes: source,
        ...terms(),
        signal: controller.signal,
        onProgress: (progress: StoreProgress) =>
          progress.phase === phase && controller.abort(new Error(phase)),
      });
      await assert.rejects(storing, new RegExp(phase));
      assert.ok(
        opened.every(({ isClosed }) => isClosed),
        phase,
      );
    }
  });

  it('refuses one that changes on the way, and certifies nothing', async () => {
    const { haulout } = network.client;
    const bytes = seededBytes(5000, 8);
    const { source, opened } = scratched(bytes);
    const shorter: BlobSource = { ...source, size: 5001 };
    await assert.rejects(haulout.store({ bytes: shorter, ...terms() }), code('SOURCE_CHANGED'));
    assert.ok(opened.every(({ isClosed }) => isClosed));
    // The slivers that are sent are those of the bytes that were read, whatever has become of the source.
    let reads = 0;
    const changing: BlobSource = {
      ...scratched(bytes).source,
      async *stream() {
        yield reads++ === 0 ? bytes : seededBytes(5000, 9);
      },
    };
    const { blobId } = await haulout.store({ bytes: changing, ...terms() });
    assert.deepEqual(await haulout.read({ blobId }), bytes);
  });

  it('refuses what is too large, or is no source, before anything is read', async () => {
    const { haulout } = network.client;
    const stream = () => assert.fail('was read');
    const tooLarge = { size: maxBlobSize(10) + 1, stream };
    await assert.rejects(haulout.store({ bytes: tooLarge, ...terms() }), code('BLOB_TOO_LARGE'));
    const unknown = { size: Number.NaN, stream };
    await assert.rejects(haulout.store({ bytes: unknown, ...terms() }), code('INVALID_ARGUMENT'));
  });
});

describe('files of a quilt', () => {
  it('may be files, `Blob`s and folders, and are read by their names', async () => {
    const { haulout } = network.client;
    const site = await mkdtemp(join(folder, 'site-'));
    const [page, picture] = [seededBytes(700, 31), seededBytes(900, 32)];
    await writeFile(join(site, 'index.html'), page);
    const content = new Blob([picture as Uint8Array<ArrayBuffer>]);
    const files = [...(await folderFiles(site)), { identifier: 'picture', bytes: content }];
    const { blobId } = await haulout.storeFiles({ ...terms(), files });
    const read = await haulout.readFiles({ blobId, identifiers: ['picture', 'index.html'] });
    assert.deepEqual(
      read.map(({ bytes }) => bytes),
      [picture, page],
    );
  });

  it('are refused before any is read when they are too large together, or change', async () => {
    const { haulout } = network.client;
    const huge = { size: maxBlobSize(10), stream: () => assert.fail('it is not to be read') };
    const files = ['a', 'b'].map((identifier) => ({ identifier, bytes: huge }));
    await assert.rejects(haulout.storeFiles({ ...terms(), files }), code('QUILT_TOO_LARGE'));
    const short = { size: 10, stream: () => new Blob(['short']).stream() };
    const changed = [{ identifier: 'a', bytes: short }];
    await assert.rejects(haulout.storeFiles({ ...terms(), files: changed }), code('SOURCE_CHANGED'));
    const none = [{ identifier: 'a', bytes: 'text' as never }];
    await assert.rejects(haulout.storeFiles({ ...terms(), files: none }), code('INVALID_ARGUMENT'));
  });
});
