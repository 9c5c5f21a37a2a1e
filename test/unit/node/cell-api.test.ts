/** Single cells of a node, for those who sample whether a blob is there. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import fc from 'fast-check';
import { openStorageNode, type StorageNode } from '@haulout/node';
import { isHauloutError } from '@haulout/sdk/base';
import { sliverOfPair } from '@haulout/sdk/encoding';
import { maxProvenCellBytes, parseProvenCell, verifyProvenCell } from '@haulout/sdk/evidence';
import { handFedChain, N_SHARDS, SECRET_KEY, testBlob, type TestBlob } from '../../support/blob-fixture.js';
import { SEED } from '../../support/encoded.js';

let folder: string;
let node: StorageNode;
let blob: TestBlob;
const chain = handFedChain();
const blocked = new Set<string>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haulout-cell-api-'));
  node = await openStorageNode({
    folder,
    secretKey: SECRET_KEY,
    chain: () => chain.view,
    isBlocked: (blobId) => blocked.has(blobId),
  });
  blob = await testBlob(31, 3_000);
  chain.register(blob.id);
  await put(`${blob.text}/metadata`, blob.metadata);
  for (const { pairIndex, axis, bytes } of blob.slivers) {
    await put(`${blob.text}/slivers/${pairIndex}/${axis}`, bytes);
  }
});
afterAll(async () => {
  await node?.close();
  await rm(folder, { recursive: true, force: true });
});

async function put(path: string, body: Uint8Array): Promise<void> {
  const { statusCode } = await node.inject({
    method: 'PUT',
    url: `/v1/blobs/${path}`,
    payload: Buffer.from(body),
    headers: { 'content-type': 'application/octet-stream' },
  });
  assert.equal(statusCode, 201);
}

async function cell(name: string, of = blob.text) {
  const answer = await node.inject({ method: 'GET', url: `/v1/blobs/${of}/cells/${name}` });
  const reason = () => JSON.parse(answer.body).error.details[0].reason as string;
  return { code: answer.statusCode, bytes: new Uint8Array(answer.rawPayload), reason };
}

const onChain = () => ({ blobId: blob.id, nShards: N_SHARDS });

test('R15: every cell of every sliver of a node opens under the blob id, and nowhere else', async () => {
  for (const { pairIndex, axis } of blob.slivers) {
    const sliver = sliverOfPair(axis, pairIndex, N_SHARDS);
    for (let at = 0; at < N_SHARDS; at++) {
      const { code, bytes } = await cell(`${pairIndex}-${axis}-${at}`);
      assert.equal(code, 200);
      assert.ok(bytes.length <= maxProvenCellBytes(N_SHARDS));
      const proven = parseProvenCell(bytes, N_SHARDS);
      verifyProvenCell(proven, { axis, sliver, cell: at }, onChain());
      const elsewhere = { axis, sliver, cell: (at + 1) % N_SHARDS };
      assert.throws(() => verifyProvenCell(proven, elsewhere, onChain()), isHauloutError);
    }
  }
});

test('R15: whatever is changed of a cell, it is refused with a typed error', async () => {
  const [{ pairIndex, axis } = assert.fail()] = blob.slivers;
  const place = { axis, sliver: sliverOfPair(axis, pairIndex, N_SHARDS), cell: 4 };
  const { bytes } = await cell(`${pairIndex}-${axis}-4`);
  const refused = (changed: Uint8Array) =>
    assert.throws(
      () => verifyProvenCell(parseProvenCell(changed, N_SHARDS), place, onChain()),
      isHauloutError,
    );
  for (let bit = 0; bit < 8 * bytes.length; bit++) {
    const changed = bytes.slice();
    changed[bit >> 3]! ^= 1 << (bit & 7);
    refused(changed);
  }
  for (let length = 0; length < bytes.length; length++) refused(bytes.subarray(0, length));
  fc.assert(fc.property(fc.uint8Array({ maxLength: 2_000 }), refused), { seed: SEED, numRuns: 300 });
});

test('cells that are not here, and requests that name none, get a typed reason', async () => {
  const held = new Set(blob.slivers.map(({ pairIndex }) => pairIndex));
  const foreign = [...Array(N_SHARDS).keys()].find((index) => !held.has(index))!;
  const unknown = await testBlob(32);
  for (const [name, code, reason, of] of [
    [`${foreign}-primary-0`, 404, 'SLIVER_NOT_FOUND'],
    [`0-primary-0`, 404, 'SLIVER_NOT_FOUND', unknown.text],
    [`${N_SHARDS}-primary-0`, 400, 'INDEX_OUT_OF_RANGE'],
    [`0-primary-${N_SHARDS}`, 400, 'INDEX_OUT_OF_RANGE'],
    ['0-tertiary-0', 400, 'MALFORMED_REQUEST'],
    ['0-primary', 400, 'MALFORMED_REQUEST'],
    ['0-primary-0-0', 400, 'MALFORMED_REQUEST'],
    ['0-primary-0', 400, 'INVALID_BLOB_ID', 'nonsense'],
  ] as const) {
    const answer = await cell(name, of);
    assert.deepEqual([answer.code, answer.reason()], [code, reason], name);
  }
});

test('a cell of a blob that the operator blocks is refused', async () => {
  blocked.add(blob.text);
  const [{ pairIndex, axis } = assert.fail()] = blob.slivers;
  const answer = await cell(`${pairIndex}-${axis}-0`);
  assert.deepEqual([answer.code, answer.reason()], [451, 'FORBIDDEN_BLOB']);
});
