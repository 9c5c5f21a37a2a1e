import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { openStorageNode, type StorageNode } from '@haulout/node';
import { invalidBlobIdMessage, verifySignature } from '@haulout/sdk/certificate';
import {
  blobIdOfMetadata,
  blobIdToString,
  expandSliver,
  makeInconsistencyProof,
  makeRecoverySymbol,
  metadataLayout,
  parseGeneralRecoverySymbols,
  serializeInconsistencyProof,
  serializeMetadata,
  sliverOfPair,
  symbolsPerSliver,
  verifyGeneralRecoverySymbol,
  type Axis,
} from '@haulout/sdk/encoding';
import {
  EPOCH,
  handFedChain,
  N_SHARDS,
  PUBLIC_KEY,
  SECRET_KEY,
  testBlob,
  type TestBlob,
} from '../../support/blob-fixture.js';
import { seededBytes } from '../../support/bytes.js';

let folder: string;
let node: StorageNode;
let blob: TestBlob;
const chain = handFedChain();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haulout-recovery-api-'));
  node = await openStorageNode({ folder, secretKey: SECRET_KEY, chain: () => chain.view });
  blob = await testBlob(21, 3_000);
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

async function send(method: 'PUT' | 'POST' | 'GET', path: string, body?: Uint8Array) {
  const answer = await node.inject({
    method,
    url: `/v1/blobs/${path}`,
    ...(body && {
      payload: Buffer.from(body),
      headers: { 'content-type': 'application/octet-stream' },
    }),
  });
  return { code: answer.statusCode, bytes: new Uint8Array(answer.rawPayload), text: answer.body };
}
async function put(path: string, body: Uint8Array) {
  const { code, text } = await send('PUT', path, body);
  assert.equal(code, 201, text);
}
const reason = ({ text }: { text: string }) => JSON.parse(text).error.details[0].reason as string;
const symbolsAt = async (query: string) => {
  const answer = await send('GET', `${blob.text}/recoverySymbols?${query}`);
  assert.equal(answer.code, 200, answer.text);
  return parseGeneralRecoverySymbols(answer.bytes, metadataLayout(blob.encoded.metadata), N_SHARDS);
};
const ownPairs = () => [...new Set(blob.slivers.map(({ pairIndex }) => pairIndex))].toSorted((a, b) => a - b);

describe('R13: a node gives the symbols where its slivers cross a wanted one', () => {
  for (const axis of ['primary', 'secondary'] satisfies Axis[]) {
    test(`R13: for every ${axis} sliver, one proven symbol for each pair that the node holds`, async () => {
      for (let index = 0; index < N_SHARDS; index++) {
        const symbols = await symbolsAt(`targetSliver=${index}&targetType=${axis}`);
        const positions = symbols.map((symbol) => {
          assert.deepEqual(symbol.along, { axis, index });
          return verifyGeneralRecoverySymbol(symbol, { axis, index }, blob.encoded.metadata).index;
        });
        const crossing = axis === 'primary' ? 'secondary' : 'primary';
        const expected = ownPairs().map((pair) => sliverOfPair(crossing, pair, N_SHARDS));
        assert.deepEqual(
          positions.toSorted((a, b) => a - b),
          expected.toSorted((a, b) => a - b),
        );
      }
    });
  }

  test('R13: cells by name come once each, proven on the axis asked for; those of others are left out', async () => {
    const [pair] = ownPairs();
    const column = sliverOfPair('secondary', pair!, N_SHARDS);
    for (const proofAxis of ['primary', 'secondary'] satisfies Axis[]) {
      const ids = [0, 1, 1, 7].map((other) =>
        proofAxis === 'primary' ? `${pair}-${other}` : `${other}-${column}`,
      );
      const symbols = await symbolsAt(`proofAxis=${proofAxis}&${ids.map((id) => `id=${id}`).join('&')}`);
      assert.deepEqual(
        symbols.map(({ along }) => along.index).toSorted((a, b) => a - b),
        [0, 1, 7],
      );
      for (const symbol of symbols) {
        assert.equal(symbol.index, proofAxis === 'primary' ? pair : column);
        verifyGeneralRecoverySymbol(symbol, symbol.along, blob.encoded.metadata);
      }
    }
    const foreign = [...Array(N_SHARDS).keys()].find((index) => !ownPairs().includes(index))!;
    const answer = await send('GET', `${blob.text}/recoverySymbols?proofAxis=primary&id=${foreign}-0`);
    assert.deepEqual([answer.code, reason(answer)], [404, 'SLIVER_NOT_FOUND']);
  });

  test('hostile queries get a 4xx and a typed reason', async () => {
    const many = Array.from({ length: 1025 }, () => 'id=1-1').join('&');
    const cases: [string, string][] = [
      ['', 'MALFORMED_REQUEST'],
      ['targetSliver=1', 'MALFORMED_REQUEST'],
      ['targetSliver=1&targetSliver=2&targetType=primary', 'MALFORMED_REQUEST'],
      ['targetSliver=1&targetType=primary&id=1-1', 'MALFORMED_REQUEST'],
      ['targetSliver=1&targetType=tertiary', 'INVALID_SLIVER_TYPE'],
      [`targetSliver=${N_SHARDS}&targetType=primary`, 'INDEX_OUT_OF_RANGE'],
      ['targetSliver=-1&targetType=primary', 'INDEX_OUT_OF_RANGE'],
      ['id=1', 'INDEX_OUT_OF_RANGE'],
      [`id=1-${N_SHARDS}`, 'INDEX_OUT_OF_RANGE'],
      ['id=01-1', 'INDEX_OUT_OF_RANGE'],
      [many, 'INDEX_OUT_OF_RANGE'],
    ];
    for (const [query, expected] of cases) {
      const answer = await send('GET', `${blob.text}/recoverySymbols?${query}`);
      assert.deepEqual([answer.code, reason(answer)], [400, expected], query.slice(0, 80));
    }
    const unknown = await send('GET', `${blobIdToString(new Uint8Array(32))}/recoverySymbols?id=1-1`);
    assert.deepEqual([unknown.code, reason(unknown)], [404, 'METADATA_NOT_FOUND']);
  });
});

describe('R12: a node attests to a proof of inconsistency that holds, and to no other', () => {
  for (const axis of ['primary', 'secondary'] satisfies Axis[]) {
    test(`R12: a proof about a ${axis} sliver earns a signed statement that the blob is invalid`, async () => {
      const { id, text, proof } = await badBlob(axis);
      const answer = await send('POST', `${text}/inconsistencyProof/${axis}`, proof);
      assert.equal(answer.code, 200, answer.text);
      const { serializedMessage, signature } = JSON.parse(answer.text).success.data;
      const message = new Uint8Array(Buffer.from(serializedMessage, 'base64'));
      assert.deepEqual(message, invalidBlobIdMessage({ epoch: EPOCH, blobId: id }));
      assert.ok(verifySignature(PUBLIC_KEY, message, new Uint8Array(Buffer.from(signature, 'base64'))));

      const altered = proof.slice();
      altered[20]! ^= 1;
      for (const bytes of [altered, proof.slice(0, -1), new Uint8Array(0)]) {
        const refused = await send('POST', `${text}/inconsistencyProof/${axis}`, bytes);
        assert.deepEqual([refused.code, reason(refused)], [400, 'INVALID_PROOF']);
      }
      const onHonest = await send('POST', `${blob.text}/inconsistencyProof/${axis}`, proof);
      assert.equal(onHonest.code >= 400 && onHonest.code < 500, true, onHonest.text);
    });
  }

  test('R12: the true symbols of an honest blob are no proof', async () => {
    const { metadata, sliverPairs } = blob.encoded;
    const layout = metadataLayout(metadata);
    const symbols = sliverPairs
      .slice(0, symbolsPerSliver(layout, 'secondary'))
      .map(({ primary }) => makeRecoverySymbol(expandSliver(primary, layout), 4));
    const proof = serializeInconsistencyProof({ target: { axis: 'secondary', index: 4 }, symbols });
    const answer = await send('POST', `${blob.text}/inconsistencyProof/secondary`, proof);
    assert.deepEqual([answer.code, reason(answer)], [400, 'INVALID_PROOF']);
  });
});

/**
 * A registered blob whose writer committed to a wrong hash for sliver 4 of an axis, stored here, and the
 * proof of it.
 */
async function badBlob(axis: Axis) {
  const { encoded } = await testBlob(axis === 'primary' ? 31 : 32, 3_000);
  const pairOfTarget = axis === 'primary' ? 4 : N_SHARDS - 1 - 4;
  const metadata = {
    ...encoded.metadata,
    hashes: encoded.metadata.hashes.map((pair, index) =>
      index === pairOfTarget ? { ...pair, [axis]: seededBytes(32, 5) } : pair,
    ),
  };
  const id = blobIdOfMetadata(metadata);
  chain.register(id);
  const text = blobIdToString(id);
  await put(`${text}/metadata`, serializeMetadata(metadata));
  const layout = metadataLayout(metadata);
  const crossing = axis === 'primary' ? 'secondary' : 'primary';
  const symbols = encoded.sliverPairs
    .map((pair) => makeRecoverySymbol(expandSliver(pair[crossing], layout), 4))
    .slice(0, symbolsPerSliver(layout, axis));
  const proof = makeInconsistencyProof(symbols, { axis, index: 4 }, metadata);
  return { id, text, proof: serializeInconsistencyProof(proof) };
}
