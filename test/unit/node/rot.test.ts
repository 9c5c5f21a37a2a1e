/** Disks rot: what a node gives, signs for and rebuilds when bytes of its store have changed. */
import assert from 'node:assert/strict';
import { cp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { repairBlobStore, StoreFailure, type StorageNode } from '@haulout/node';
import {
  metadataLayout,
  pairOfShard,
  parseGeneralRecoverySymbols,
  serializeMetadata,
  serializeSliver,
  sliverOfPair,
  verifyGeneralRecoverySymbol,
  type Axis,
} from '@haulout/sdk/encoding';
import { parseProvenCell, verifyProvenCell } from '@haulout/sdk/evidence';
import { N_SHARDS, testBlob, type TestBlob } from '../../support/blob-fixture.js';
import { extent } from '../../support/long.js';
import { breakTables, rotTables } from '../../support/rot.js';
import { openNeighbourhood, SHARDS_OF, upload, type Neighbourhood } from './neighbourhood.js';

const LENGTHS = [200, 1_000, 3_000, 9_000, 60_000];
const FLIPS = 40;
const SEEDS = Array.from({ length: extent({ short: 3, long: 60 }) }, (_, index) => index + 1);

let hood: Neighbourhood;
let blobs: TestBlob[];
beforeAll(async () => {
  hood = await openNeighbourhood();
  blobs = await Promise.all(LENGTHS.map((length, index) => testBlob(100 + index, length, SHARDS_OF[0])));
  for (const blob of blobs) await hood.store(blob, [0, 1, 2, 3, 4]);
  // What a store has just taken is in its log; tables rot here.
  await hood.nodes[0]!.close();
  await (await hood.wiped('node-0')).close();
});
afterAll(() => hood?.close());

/** A copy of the first node's folder. */
async function copyOf(name: string): Promise<string> {
  const folder = join(hood.folder, name);
  await cp(join(hood.folder, 'node-0'), folder, { recursive: true });
  return folder;
}

/** The first node on a folder of its own, in which bytes have changed. */
async function rotten(name: string, seed: number): Promise<StorageNode> {
  await rotTables(await copyOf(name), seed, FLIPS);
  return hood.wiped(name);
}

const get = (node: StorageNode, path: string) => node.inject({ method: 'GET', url: `/v1/blobs/${path}` });

/** Paths of all that the node has to hold of a blob, and what is right there. */
function entriesOf({ id, text, encoded }: TestBlob): { path: string; right: Uint8Array }[] {
  const slivers = SHARDS_OF[0]!.flatMap((shard) => {
    const pairIndex = pairOfShard(id, shard, N_SHARDS);
    return (['primary', 'secondary'] as const).map((axis) => ({
      path: `${text}/slivers/${pairIndex}/${axis}`,
      right: serializeSliver(encoded.sliverPairs[pairIndex]![axis]),
    }));
  });
  const metadata = Buffer.concat([id, serializeMetadata(encoded.metadata)]);
  return [{ path: `${text}/metadata`, right: metadata }, ...slivers];
}

/** Bytes of metadata and slivers that the node has to hold of all blobs. */
function owedBytes(): number {
  const entries = blobs.flatMap(entriesOf);
  // Metadata is given behind the blob id, which is not stored.
  return entries.reduce((sum, { right }) => sum + right.length, 0) - 32 * blobs.length;
}

/** Paths of a blob at which nothing is given. Fails when something else than what is right is. */
async function missingAt(node: StorageNode, blob: TestBlob): Promise<string[]> {
  const missing: string[] = [];
  for (const { path, right } of entriesOf(blob)) {
    const { statusCode, rawPayload } = await get(node, path);
    if (statusCode === 404) missing.push(path);
    else assert.deepEqual([statusCode, Buffer.compare(rawPayload, right)], [200, 0], path);
  }
  return missing;
}

/** Fails when a symbol or a cell of a blob is given that its id does not commit to. */
async function checkSymbols(node: StorageNode, { id, text, encoded }: TestBlob): Promise<void> {
  const { metadata } = encoded;
  for (const axis of ['primary', 'secondary'] as const) {
    const target = { axis, index: 1 };
    const symbols = await get(node, `${text}/recoverySymbols?targetSliver=1&targetType=${axis}`);
    if (symbols.statusCode !== 404) {
      assert.equal(symbols.statusCode, 200);
      const layout = metadataLayout(metadata);
      for (const symbol of parseGeneralRecoverySymbols(new Uint8Array(symbols.rawPayload), layout, N_SHARDS))
        verifyGeneralRecoverySymbol(symbol, target, metadata);
    }
    const pairIndex = pairOfShard(id, SHARDS_OF[0]![0]!, N_SHARDS);
    const cell = await get(node, `${text}/cells/${pairIndex}-${axis}-3`);
    if (cell.statusCode === 404) continue;
    assert.equal(cell.statusCode, 200);
    const place = { axis: axis as Axis, sliver: sliverOfPair(axis, pairIndex, N_SHARDS), cell: 3 };
    verifyProvenCell(parseProvenCell(new Uint8Array(cell.rawPayload), N_SHARDS), place, {
      blobId: id,
      nShards: N_SHARDS,
    });
  }
}

const isConfirmed = async (node: StorageNode, { text }: TestBlob) =>
  (await get(node, `${text}/confirmation/permanent`)).statusCode === 200;

describe('a node whose disk has rotted', () => {
  test('R9: gives what is right or nothing, and signs for no blob of which something has rotten', async () => {
    let missed = 0;
    let confirmed = 0;
    for (const seed of SEEDS) {
      const node = await rotten(`read-${seed}`, seed);
      for (const blob of blobs) {
        const signed = await isConfirmed(node, blob);
        if (!signed) await checkSymbols(node, blob);
        const missing = await missingAt(node, blob);
        assert.equal(signed, missing.length === 0, `seed ${seed}: ${missing.join(', ')}`);
        await checkSymbols(node, blob);
        missed += missing.length;
        confirmed += Number(signed);
      }
      await node.close();
    }
    assert.ok(missed > 0 && confirmed > 0, `${missed} missed, ${confirmed} confirmed`);
  });

  test('R9: takes again what has rotten, and then gives it and signs for it', async () => {
    for (const seed of SEEDS) {
      const node = await rotten(`upload-${seed}`, seed);
      for (const blob of blobs) {
        await upload(node, blob, SHARDS_OF[0]!);
        assert.deepEqual(await missingAt(node, blob), [], `seed ${seed}`);
        assert.ok(await isConfirmed(node, blob));
      }
      await node.close();
    }
  });

  test('R13: rebuilds what has rotten from its neighbours, once it has come upon it', async () => {
    let all = 0;
    for (const seed of SEEDS) {
      const node = await rotten(`rebuild-${seed}`, seed);
      // A node that cannot read its own notes does nothing that it does not know to be due.
      const canWork = await node.duties.catchUp().then(() => true, isDamage);
      const before: string[] = [];
      for (const blob of blobs) before.push(...(await missingAt(node, blob)));
      const outcomes = canWork ? await node.duties.catchUp() : [];
      const rebuilt = outcomes.reduce((sum, { recoveredSlivers }) => sum + recoveredSlivers, 0);
      assert.ok(rebuilt <= before.length);
      all += rebuilt;
      for (const blob of canWork ? blobs : []) {
        assert.deepEqual(await missingAt(node, blob), [], `seed ${seed}`);
        assert.ok(await isConfirmed(node, blob));
      }
      await node.close();
    }
    assert.ok(all > 0);
  });

  test('R9: is right after a repair as well, rebuilds what that has lost, and counts to the byte', async () => {
    const stored = blobs.flatMap(entriesOf).map(({ right }) => right);
    for (const seed of SEEDS) {
      const folder = await copyOf(`repair-${seed}`);
      await breakTables(folder, stored, { seed, some: 8 });
      const repair = await repairBlobStore(folder);
      assert.ok(repair.notesDropped && repair.usedBytes < owedBytes(), `${repair.usedBytes} bytes`);
      const node = await hood.wiped(`repair-${seed}`);
      let missed = 0;
      for (const blob of blobs) missed += (await missingAt(node, blob)).length;
      const all = blobs.flatMap(entriesOf).length;
      assert.ok(missed > 0 && missed < all, `${missed} missed`);
      assert.equal(missed, all - repair.metadata - repair.slivers, 'all that is kept is right');
      await node.duties.catchUp();
      for (const blob of blobs) assert.deepEqual(await missingAt(node, blob), [], `seed ${seed}`);
      const health = await node.inject({ method: 'GET', url: '/v1/health' });
      const { degraded, storage } = health.json().success.data;
      assert.deepEqual([degraded, storage.usedBytes], [undefined, owedBytes()], `seed ${seed}`);
      await node.close();
    }
  });

  test('R13: finds by itself what has rotten, counts it, and has it again after its duties', async () => {
    const [seed = assert.fail()] = SEEDS;
    const node = await rotten('scrub', seed);
    const first = await node.scrub.run();
    assert.ok(first.rotten > 0);
    const { body } = await node.inject({ method: 'GET', url: '/metrics' });
    const counted = [...body.matchAll(/^haulout_node_rotten_entries_total\{.*\} (\d+)$/gm)];
    assert.equal(
      counted.reduce((sum, [, count]) => sum + Number(count), 0),
      first.rotten,
    );
    await node.duties.catchUp();
    const second = await node.scrub.run();
    assert.equal(second.rotten, 0);
    assert.equal(
      second.entries,
      blobs.reduce((sum, blob) => sum + entriesOf(blob).length, 0),
    );
    for (const blob of blobs) assert.deepEqual(await missingAt(node, blob), []);
    await node.close();
  });
});

test('R13: files of slivers that are gone, cut short or changed count as missing, are told, and are rebuilt', async () => {
  const large = await Promise.all([1, 2].map((seed) => testBlob(200 + seed, 400_000, SHARDS_OF[0])));
  for (const blob of large) await hood.store(blob, [1, 2, 3, 4]);
  const name = 'files';
  let node = await hood.wiped(name);
  for (const blob of large) await upload(node, blob, SHARDS_OF[0]!);
  await node.close();
  const slivers = join(hood.folder, name, 'slivers');
  const all = await readdir(slivers, { recursive: true, withFileTypes: true });
  const files = all.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  assert.equal(files.length, 4, 'primary slivers are large, secondary ones are not');
  const [gone, cut, changed, another] = files;
  await rm(gone!);
  await truncate(cut!, 1_000);
  const bytes = await readFile(changed!);
  bytes[bytes.length >> 1]! ^= 1;
  await writeFile(changed!, bytes);
  await writeFile(another!, new Uint8Array((await readFile(another!)).length));
  node = await hood.wiped(name);
  for (const blob of large) assert.equal(await isConfirmed(node, blob), false);
  const missing = (await Promise.all(large.map((blob) => missingAt(node, blob)))).flat();
  assert.equal(missing.length, files.length);
  const { body } = await node.inject({ method: 'GET', url: '/metrics' });
  assert.match(body, /^haulout_node_rotten_entries_total\{kind="sliver"\} 4$/m);
  await node.duties.catchUp();
  for (const blob of large) assert.deepEqual(await missingAt(node, blob), []);
  for (const blob of large) assert.ok(await isConfirmed(node, blob));
  assert.equal((await readdir(slivers, { recursive: true, withFileTypes: true })).length, all.length);
  await node.close();
});

function isDamage(error: unknown): false {
  assert.ok(error instanceof StoreFailure && error.code === 'STORE_DAMAGED', String(error));
  return false;
}
