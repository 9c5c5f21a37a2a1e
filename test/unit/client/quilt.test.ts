import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import {
  blobIdToString,
  blobLayout,
  buildQuilt,
  encodeBlob,
  quiltPatchIdToString,
  shardOfPair,
  sliverBytes,
  type EncodedBlob,
  type FileToQuilt,
} from '@haulout/sdk/encoding';
import type { ReadFilesOptions } from '@haulout/sdk/client';
import type { BlobReading } from '@haulout/sdk/nodes';
import { listFiles, readFiles } from '../../../sdk/src/client/quilt/read-files.js';
import { MemoryNetwork, type Behaviour } from './memory-network.js';
import { VirtualTimers } from '../../support/virtual-timers.js';

const N_SHARDS = 13;
const ONE_EACH = Array.from({ length: N_SHARDS }, () => 1);
const bytesOf = (length: number, seed: number) =>
  Uint8Array.from({ length }, (_, i) => (i * 31 + seed * 7 + (i >> 5)) & 0xff);
const FILES: readonly FileToQuilt[] = [
  { identifier: 'large', bytes: bytesOf(900, 1), tags: { kind: 'image', size: 'L' } },
  { identifier: 'empty', bytes: bytesOf(0, 2) },
  { identifier: 'small', bytes: bytesOf(30, 3), tags: { kind: 'image', size: 'S' } },
  { identifier: 'ключ', bytes: bytesOf(200, 4), tags: { kind: 'text' } },
];

const from =
  (network: MemoryNetwork): BlobReading =>
  (target, read) =>
    read(network, network.committee, target);

async function world(bytes: Uint8Array, behaviours: readonly (Behaviour | undefined)[] = []) {
  const blob = await encodeBlob(bytes, { nShards: N_SHARDS });
  const timers = new VirtualTimers();
  const network = new MemoryNetwork(timers, ONE_EACH);
  await network.place(blob);
  network.behave(behaviours);
  const blobId = blobIdToString(blob.blobId);
  const layout = blobLayout(N_SHARDS, bytes.length);
  return {
    blob,
    blobId,
    layout,
    network,
    timers,
    read: (options: ReadFilesOptions) => timers.finish(readFiles(from(network), options)),
    list: () => timers.finish(listFiles(from(network), { blobId })),
    /** Slivers asked for since the last call. */
    slivers: () => network.log.splice(0).filter((line) => line.includes('/slivers/')),
  };
}
const quilt = buildQuilt(FILES, { nShards: N_SHARDS });
const patchOf = (identifier: string) => quilt.patches.find((patch) => patch.identifier === identifier)!;
const columnsOf = (...identifiers: string[]) =>
  identifiers.map(patchOf).reduce((sum, { startColumn, endColumn }) => sum + endColumn - startColumn, 0);
const indexColumns = Math.min(...quilt.patches.map(({ startColumn }) => startColumn));
const named = (...identifiers: string[]) =>
  identifiers.map((identifier) => FILES.find((file) => file.identifier === identifier)!);

describe('R14: a file of a quilt is read from the slivers that are its columns', () => {
  it('by name, in the order asked for, moving the index and these files only', async () => {
    const { blobId, read, slivers } = await world(quilt.bytes);
    for (const identifiers of [['small'], ['large'], ['empty'], ['ключ', 'empty'], ['small', 'small'], []]) {
      const files = await read({ blobId, identifiers });
      assert.deepEqual(
        files.map(({ identifier, bytes }) => ({ identifier, bytes })),
        named(...identifiers).map(({ identifier, bytes }) => ({ identifier, bytes })),
      );
      const moved = slivers();
      assert.equal(moved.length, indexColumns + columnsOf(...new Set(identifiers)));
      assert.ok(moved.every((line) => line.endsWith('/secondary')));
    }
  });

  it('by all of some tags, in the order of the quilt', async () => {
    const { blobId, read, slivers } = await world(quilt.bytes);
    const images = await read({ blobId, tags: { kind: 'image' } });
    assert.deepEqual(
      images.map(({ identifier }) => identifier),
      ['large', 'small'],
    );
    assert.deepEqual(Object.fromEntries(images[1]!.tags), { kind: 'image', size: 'S' });
    assert.equal(slivers().length, indexColumns + columnsOf('large', 'small'));
    const small = await read({ blobId, tags: new Map(Object.entries({ size: 'S', kind: 'image' })) });
    assert.deepEqual(small[0]!.bytes, FILES[2]!.bytes);
    assert.deepEqual(await read({ blobId, tags: { size: 'S', kind: 'text' } }), []);
    assert.deepEqual(await read({ blobId, tags: { constructor: 'x' } }), []);
    assert.equal((await read({ blobId })).length, FILES.length);
  });

  it('by patch id without the index, of several quilts at once', async () => {
    const other = buildQuilt([{ identifier: 'x', bytes: bytesOf(50, 9) }], { nShards: N_SHARDS });
    const { network, blobId, list, read, slivers } = await world(quilt.bytes);
    await network.place(await encodeBlob(other.bytes, { nShards: N_SHARDS }));
    const quiltId = (await encodeBlob(other.bytes, { nShards: N_SHARDS })).blobId;
    const listed = await list();
    assert.deepEqual(
      listed.map(({ identifier }) => identifier),
      quilt.patches.map(({ identifier }) => identifier),
    );
    slivers();
    const idOf = (name: string) => listed.find(({ identifier }) => identifier === name)!.patchId;
    const [{ startColumn, endColumn }] = other.patches as [(typeof other.patches)[0]];
    const foreign = quiltPatchIdToString({ quiltId, startColumn, endColumn });
    const files = await read({ patchIds: [idOf('small'), foreign, idOf('large')] });
    assert.deepEqual(
      files.map(({ identifier, bytes, patchId }) => [identifier, bytes, patchId]),
      [
        ['small', FILES[2]!.bytes, idOf('small')],
        ['x', bytesOf(50, 9), foreign],
        ['large', FILES[0]!.bytes, idOf('large')],
      ],
    );
    assert.equal(files[0]!.blobId, blobId);
    assert.equal(slivers().length, columnsOf('small', 'large') + endColumn - startColumn);
  });

  it('moves less than a tenth of a quilt for one of a hundred files', async () => {
    const nShards = 301;
    const many = Array.from({ length: 100 }, (_, i) => ({ identifier: `f${i}`, bytes: bytesOf(400, i) }));
    const { bytes } = buildQuilt(many, { nShards });
    const blob = await encodeBlob(bytes, { nShards });
    const timers = new VirtualTimers();
    const network = new MemoryNetwork(timers, [100, 100, 101]);
    await network.place(blob);
    const blobId = blobIdToString(blob.blobId);
    const reading = readFiles(from(network), { blobId, identifiers: ['f77'] });
    const [file] = await timers.finish(reading);
    assert.deepEqual(file!.bytes, bytesOf(400, 77));
    const moved = network.log.filter((line) => line.includes('/slivers/')).length;
    const size = moved * sliverBytes(blobLayout(nShards, bytes.length), 'secondary');
    assert.ok(size < bytes.length / 10, `${size} of ${bytes.length} bytes`);
  });
});

describe('a node that does not deliver its column', () => {
  for (const behaviour of [
    'silent',
    'wrong bytes',
    'wrong index',
    'refusing',
    'oversized',
    'failing',
  ] as const) {
    it(`does not matter, wherever it sits: ${behaviour}`, async () => {
      for (let at = 0; at < N_SHARDS; at += 2) {
        const given = await world(
          quilt.bytes,
          ONE_EACH.map((_, node) => (node === at ? behaviour : undefined)),
        );
        const { blobId } = given;
        const files = await given.read({ blobId, identifiers: ['large', 'empty', 'ключ'] });
        assert.deepEqual(
          files.map(({ bytes }) => bytes),
          named('large', 'empty', 'ключ').map(({ bytes }) => bytes),
        );
        assert.ok(given.timers.now() < 6_000, `took ${given.timers.now()} ms`);
      }
    });
  }
});

describe('a column whose node does not deliver is rebuilt', () => {
  /** The node with the second column of the large file. */
  const holder = (blob: EncodedBlob, network: MemoryNetwork) => {
    const pair = N_SHARDS - 1 - (patchOf('large').startColumn + 1);
    const shard = shardOfPair(blob.blobId, pair, N_SHARDS);
    return network.committee.nodes.findIndex(({ shards }) => shards.includes(shard));
  };
  const symbols = (network: MemoryNetwork) =>
    network.log
      .filter((line) => line.includes('recoverySymbols'))
      .map((line) => line.split('id=').length - 1);

  for (const behaviour of ['silent', 'wrong bytes', 'refusing', 'blocking'] as const) {
    it(`from as many symbols as it has, and not from the whole quilt: ${behaviour}`, async () => {
      const { blob, blobId, network, read, layout } = await world(quilt.bytes);
      network.memory[holder(blob, network)]!.behaviour = behaviour;
      const [file] = await read({ blobId, identifiers: ['large'], requireCertified: false });
      assert.deepEqual(file!.bytes, FILES[0]!.bytes);
      assert.ok(!network.log.some((line) => line.endsWith('/primary')), 'no row is read');
      const asked = symbols(network).reduce((sum, count) => sum + count, 0);
      assert.equal(asked, layout.rows);
    });
  }

  it('although some of those who can help lie about their symbols', async () => {
    const { blob, blobId, network, read } = await world(quilt.bytes);
    const gone = holder(blob, network);
    network.memory.forEach((node, index) => {
      if (index !== gone && index % 4 === 0) node.behaviour = 'flipping';
    });
    network.memory[gone]!.behaviour = 'unreachable';
    const [file] = await read({ blobId, identifiers: ['large'], requireCertified: false });
    assert.deepEqual(file!.bytes, FILES[0]!.bytes);
  });

  it('but when so many are missing that the whole is less, the quilt is decoded', async () => {
    const { blobId, network, read } = await world(quilt.bytes);
    for (const node of network.memory.slice(0, 8)) node.behaviour = 'unreachable';
    const files = await read({ blobId, requireCertified: false });
    assert.equal(files.length, FILES.length);
    assert.ok(network.log.some((line) => line.endsWith('/primary')));
  });
});

describe('what is not there is said to be', () => {
  it('a name or a patch id of a quilt', async () => {
    const { blob, blobId, read, layout } = await world(quilt.bytes);
    const notFound = { code: 'FILE_NOT_FOUND' };
    await assert.rejects(read({ blobId, identifiers: ['small', 'missing'] }), notFound);
    await assert.rejects(read({ blobId, identifiers: ['Small'] }), notFound);
    const at = (startColumn: number, endColumn: number) =>
      read({ patchIds: [quiltPatchIdToString({ quiltId: blob.blobId, startColumn, endColumn })] });
    const large = patchOf('large');
    await assert.rejects(at(large.startColumn, large.endColumn - 1), notFound);
    await assert.rejects(at(large.startColumn + 1, large.endColumn), notFound);
    await assert.rejects(at(layout.columns, layout.columns + 1), notFound);
    await assert.rejects(read({ patchIds: ['A'.repeat(50)] }), { code: 'INVALID_PATCH_ID' });
    await assert.rejects(read({ patchIds: [blobId] }), { code: 'INVALID_PATCH_ID' });
  });

  it('a quilt: any other blob, of any size', async () => {
    for (const bytes of [bytesOf(0, 1), bytesOf(1, 1), bytesOf(5_000, 1), new Uint8Array(5 * 9 * 40)]) {
      const { blobId, read, list } = await world(bytes);
      await assert.rejects(list(), { code: 'NOT_A_QUILT' });
      await assert.rejects(read({ blobId, identifiers: ['a'] }), { code: 'NOT_A_QUILT' });
    }
  });

  it('a certificate of the quilt', async () => {
    const { blobId, read, network } = await world(quilt.bytes);
    network.certified = false;
    await assert.rejects(read({ blobId, identifiers: ['small'] }), { code: 'BLOB_NOT_CERTIFIED' });
    const [file] = await read({ blobId, identifiers: ['small'], requireCertified: false });
    assert.deepEqual(file!.bytes, FILES[2]!.bytes);
  });
});
