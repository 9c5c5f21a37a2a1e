import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, test } from 'vitest';
import fc from 'fast-check';
import { openStorageNode, type StorageNode } from '@haulout/node';
import { blobCertificateMessage, verifySignature } from '@haulout/sdk/certificate';
import {
  blobLayout,
  maxSliversBytes,
  serializeSliver,
  serializeSlivers,
  type Sliver,
} from '@haulout/sdk/encoding';
import {
  EPOCH,
  handFedChain,
  N_SHARDS,
  OBJECT_ID,
  PUBLIC_KEY,
  SECRET_KEY,
  testBlob,
  type TestBlob,
} from '../../support/blob-fixture.js';
import { seededBytes } from '../../support/bytes.js';

let folder: string;
let chain: ReturnType<typeof handFedChain>;
let node: StorageNode;
let blob: TestBlob;
let other: TestBlob;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haulout-node-'));
  [blob, other] = await Promise.all([testBlob(1), testBlob(2)]);
});
afterAll(async () => {
  await node?.close();
  await rm(folder, { recursive: true, force: true });
});
let opened = 0;
beforeEach(async () => {
  await node?.close();
  chain = handFedChain();
  node = await openStorageNode({
    folder: join(folder, `${opened++}`),
    secretKey: SECRET_KEY,
    chain: () => chain.view,
  });
});

async function put(path: string, body: Uint8Array) {
  const answer = await node.inject({
    method: 'PUT',
    url: path,
    headers: { 'content-type': 'application/octet-stream' },
    payload: Buffer.from(body),
  });
  return { code: answer.statusCode, reason: reasonOf(answer.body) };
}
async function get(path: string) {
  const answer = await node.inject({ method: 'GET', url: path });
  return {
    code: answer.statusCode,
    reason: reasonOf(answer.body),
    bytes: answer.rawPayload,
    text: answer.body,
  };
}
function reasonOf(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { error?: { details?: { reason?: string }[] } }).error?.details?.[0]?.reason;
  } catch {
    return undefined;
  }
}
const metadataPath = (of: TestBlob) => `/v1/blobs/${of.text}/metadata`;
const sliverPath = (of: TestBlob, { pairIndex, axis }: { pairIndex: number; axis: string }) =>
  `/v1/blobs/${of.text}/slivers/${pairIndex}/${axis}`;
const listPath = (of: TestBlob) => `/v1/blobs/${of.text}/slivers`;
/** The slivers that the node has to store. */
const own = ({ slivers, encoded }: TestBlob): Sliver[] =>
  slivers.map(({ pairIndex, axis }) => encoded.sliverPairs[pairIndex]![axis]);
const permanent = (of: TestBlob) => `/v1/blobs/${of.text}/confirmation/permanent`;
async function storeAll(of: TestBlob) {
  assert.equal((await put(metadataPath(of), of.metadata)).code, 201);
  for (const sliver of of.slivers) assert.equal((await put(sliverPath(of, sliver), sliver.bytes)).code, 201);
}

describe('R9: a node takes only what matches a registered commitment, then signs', () => {
  test('R9: an honest upload is stored, confirmed with a valid signature, and served back byte for byte', async () => {
    chain.register(blob.id);
    await storeAll(blob);
    for (const sliver of blob.slivers) {
      assert.deepEqual(new Uint8Array((await get(sliverPath(blob, sliver))).bytes), sliver.bytes);
      assert.equal(
        (await put(sliverPath(blob, sliver), sliver.bytes)).code,
        200,
        'storing again changes nothing',
      );
    }
    const served = new Uint8Array((await get(metadataPath(blob))).bytes);
    assert.deepEqual(
      served,
      Uint8Array.from([...blob.id, ...blob.metadata]),
      'the blob id, then the metadata',
    );

    const { signed } = JSON.parse((await get(permanent(blob))).text).success.data;
    const message = new Uint8Array(Buffer.from(signed.serializedMessage, 'base64'));
    const signature = new Uint8Array(Buffer.from(signed.signature, 'base64'));
    assert.deepEqual(
      message,
      blobCertificateMessage({ epoch: EPOCH, blobId: blob.id, persistence: { kind: 'permanent' } }),
    );
    assert.equal(verifySignature(PUBLIC_KEY, message, signature), true);
  });

  test('R9: nothing is taken, and nothing signed, for a blob that is not registered', async () => {
    assert.deepEqual(await put(metadataPath(blob), blob.metadata), { code: 400, reason: 'NOT_REGISTERED' });
    assert.equal(
      (await put(sliverPath(blob, blob.slivers[0]!), blob.slivers[0]!.bytes)).reason,
      'NOT_REGISTERED',
    );
    assert.equal((await get(permanent(blob))).reason, 'NOT_REGISTERED');
    assert.equal((await get(metadataPath(blob))).reason, 'METADATA_NOT_FOUND');
  });

  test('R9: an expired, deleted or invalid blob is not taken and not signed for', async () => {
    chain.register(blob.id, { endEpoch: EPOCH });
    assert.equal((await put(metadataPath(blob), blob.metadata)).reason, 'NOT_REGISTERED');
    chain.register(other.id);
    await storeAll(other);
    assert.equal((await get(permanent(other))).code, 200);
    chain.remove(other.id);
    assert.equal((await get(permanent(other))).reason, 'NOT_REGISTERED');
    chain.register(other.id);
    chain.invalidate(other.id);
    assert.equal((await get(permanent(other))).reason, 'NOT_REGISTERED');
    assert.equal((await put(metadataPath(other), other.metadata)).reason, 'INVALID_BLOB');
  });

  test('it remembers until when a certified blob was stored, and says so beside the status that all clients know', async () => {
    const said = async ({ text }: TestBlob) => {
      const answer = await node.inject({ method: 'GET', url: `/v1/blobs/${text}/status` });
      return (answer.json() as { success: object }).success;
    };
    const unknown = { code: 200, data: 'nonexistent' };
    chain.register(blob.id, { endEpoch: EPOCH + 1 });
    chain.certify(blob.id, { endEpoch: EPOCH + 1 });
    chain.register(other.id, { endEpoch: EPOCH + 1 });
    assert.ok(!Object.hasOwn(await said(blob), 'expired'));
    chain.turnEpoch();
    assert.deepEqual(await said(blob), { ...unknown, expired: { endEpoch: EPOCH + 1 } });
    assert.deepEqual(await said(other), unknown, 'it was never certified');
    chain.remove(blob.id);
    assert.deepEqual(await said(blob), unknown, 'a deleted blob is none that has ended');
  });

  test('R9: metadata of another blob, altered, truncated, padded or for other shards is refused', async () => {
    chain.register(blob.id);
    const altered = blob.metadata.slice();
    altered[50]! ^= 1;
    const longer = blob.metadata.slice();
    longer[3]! ^= 1; // the length field
    for (const bytes of [other.metadata, altered, longer, blob.metadata.slice(0, -1), new Uint8Array(0)]) {
      assert.deepEqual(await put(metadataPath(blob), bytes), { code: 400, reason: 'INVALID_METADATA' });
    }
    assert.equal(
      (await put(metadataPath(blob), Uint8Array.from([...blob.metadata, 0]))).reason,
      'BODY_TOO_LARGE',
    );
    assert.equal((await get(metadataPath(blob))).code, 404);
  });

  test('R9: slivers that are altered, of another blob, of another index, truncated or padded are refused', async () => {
    chain.register(blob.id);
    assert.equal((await put(metadataPath(blob), blob.metadata)).code, 201);
    for (const sliver of blob.slivers) {
      const path = sliverPath(blob, sliver);
      const altered = sliver.bytes.slice();
      altered[20]! ^= 1;
      const ofOther = serializeSliver(other.encoded.sliverPairs[sliver.pairIndex]![sliver.axis]);
      const ofOtherPair = serializeSliver(
        blob.encoded.sliverPairs[(sliver.pairIndex + 1) % N_SHARDS]![sliver.axis],
      );
      assert.deepEqual(await put(path, altered), { code: 400, reason: 'INVALID_SLIVER' });
      assert.deepEqual(await put(path, ofOther), { code: 400, reason: 'INVALID_SLIVER' });
      assert.deepEqual(await put(path, ofOtherPair), { code: 400, reason: 'SLIVER_INDEX_MISMATCH' });
      assert.deepEqual(await put(path, sliver.bytes.slice(0, -1)), { code: 400, reason: 'INVALID_SLIVER' });
      assert.deepEqual(await put(path, Uint8Array.from([...sliver.bytes, 0])), {
        code: 413,
        reason: 'BODY_TOO_LARGE',
      });
      assert.equal((await get(path)).reason, 'SLIVER_NOT_FOUND');
    }
  });

  test('R9: a list of slivers is stored, confirmed and served as if they had come one by one', async () => {
    chain.register(blob.id);
    const answer = await node.inject({
      method: 'PUT',
      url: metadataPath(blob),
      payload: Buffer.from(blob.metadata),
    });
    const { sliversTogether } = (answer.json() as { success: { sliversTogether: number } }).success;
    assert.ok(sliversTogether >= blob.slivers.length);
    const list = serializeSlivers(own(blob));
    assert.equal((await put(listPath(blob), list)).code, 201);
    assert.equal((await put(listPath(blob), list)).code, 200, 'storing again changes nothing');
    for (const sliver of blob.slivers)
      assert.deepEqual(new Uint8Array((await get(sliverPath(blob, sliver))).bytes), sliver.bytes);
    assert.equal((await get(permanent(blob))).code, 200);
  });

  test('R9: a list with one sliver that is wrong, or not for this node, is refused whole', async () => {
    const [first, second, ...others] = own(blob);
    const list = serializeSlivers([first!, second!, ...others]);
    assert.equal((await put(listPath(blob), list)).reason, 'NOT_REGISTERED');
    chain.register(blob.id);
    assert.equal((await put(listPath(blob), list)).reason, 'METADATA_NOT_FOUND');
    await put(metadataPath(blob), blob.metadata);
    const altered = { ...second!, bytes: second!.bytes.map((byte, at) => (at === 3 ? byte ^ 1 : byte)) };
    const shorter = { ...second!, bytes: second!.bytes.slice(2) };
    const ofOther = { ...own(other)[1]!, index: second!.index };
    const held = new Set(blob.slivers.map(({ pairIndex }) => pairIndex));
    const foreign = blob.encoded.sliverPairs.find(({ index }) => !held.has(index))!.primary;
    for (const [wrong, reason] of [
      [altered, 'INVALID_SLIVER'],
      [shorter, 'INVALID_SLIVER'],
      [{ ...second!, symbolSize: second!.symbolSize + 2 }, 'INVALID_SLIVER'],
      [ofOther, 'INVALID_SLIVER'],
      [{ ...second!, index: 65_535 }, 'INDEX_OUT_OF_RANGE'],
      [foreign, 'SHARD_NOT_ASSIGNED'],
    ] as const)
      for (const slivers of [[wrong, first!, ...others], [first!, ...others, wrong], [wrong]])
        assert.deepEqual(await put(listPath(blob), serializeSlivers(slivers)), { code: 400, reason });
    for (const bytes of [list.slice(0, -1), Uint8Array.of(...list, 0), Uint8Array.of(200), new Uint8Array(0)])
      assert.deepEqual(await put(listPath(blob), bytes), { code: 400, reason: 'INVALID_SLIVER' });
    const tooLong = new Uint8Array(maxSliversBytes(blobLayout(N_SHARDS, 1000)) + 1);
    assert.deepEqual(await put(listPath(blob), tooLong), { code: 413, reason: 'BODY_TOO_LARGE' });
    for (const sliver of blob.slivers)
      assert.equal((await get(sliverPath(blob, sliver))).reason, 'SLIVER_NOT_FOUND');
  });

  test('R9: a sliver before its metadata, or of a shard of another node, is refused', async () => {
    chain.register(blob.id);
    const [sliver] = blob.slivers;
    assert.equal((await put(sliverPath(blob, sliver!), sliver!.bytes)).reason, 'METADATA_NOT_FOUND');
    await put(metadataPath(blob), blob.metadata);
    const own = new Set(blob.slivers.map(({ pairIndex }) => pairIndex));
    const foreign = [...Array(N_SHARDS).keys()].find((pair) => !own.has(pair))!;
    const bytes = serializeSliver(blob.encoded.sliverPairs[foreign]!.primary);
    assert.equal(
      (await put(sliverPath(blob, { pairIndex: foreign, axis: 'primary' }), bytes)).reason,
      'SHARD_NOT_ASSIGNED',
    );
  });

  test('R9: no confirmation while any sliver of the node is missing, whichever it is', async () => {
    for (let missing = 0; missing < blob.slivers.length; missing++) {
      await node.close();
      const path = join(folder, `missing-${missing}`);
      node = await openStorageNode({ folder: path, secretKey: SECRET_KEY, chain: () => chain.view });
      chain.register(blob.id);
      await put(metadataPath(blob), blob.metadata);
      for (const [at, sliver] of blob.slivers.entries()) {
        if (at !== missing) await put(sliverPath(blob, sliver), sliver.bytes);
      }
      assert.deepEqual((await get(permanent(blob))).reason, 'MISSING_SLIVERS');
      const late = blob.slivers[missing]!;
      await put(sliverPath(blob, late), late.bytes);
      assert.equal((await get(permanent(blob))).code, 200);
    }
  });

  test('R4: permanent and deletable confirmations are given only for a registration of that kind and object', async () => {
    chain.register(blob.id, { deletable: true });
    await storeAll(blob);
    assert.equal((await get(permanent(blob))).reason, 'NOT_REGISTERED');
    const deletable = (id: string) => get(`/v1/blobs/${blob.text}/confirmation/deletable/${id}`);
    assert.equal((await deletable(`0x${'cd'.repeat(32)}`)).reason, 'NOT_REGISTERED');
    assert.equal((await deletable('0xzz')).reason, 'INVALID_OBJECT_ID');
    const { signed } = JSON.parse((await deletable(OBJECT_ID)).text).success.data;
    assert.deepEqual(
      new Uint8Array(Buffer.from(signed.serializedMessage, 'base64')),
      blobCertificateMessage({
        epoch: EPOCH,
        blobId: blob.id,
        persistence: { kind: 'deletable', objectId: OBJECT_ID },
      }),
    );
  });

  test('R5: after an epoch change a confirmation names the new epoch', async () => {
    chain.register(blob.id);
    await storeAll(blob);
    chain.turnEpoch();
    const { signed } = JSON.parse((await get(permanent(blob))).text).success.data;
    assert.deepEqual(
      new Uint8Array(Buffer.from(signed.serializedMessage, 'base64')),
      blobCertificateMessage({ epoch: EPOCH + 1, blobId: blob.id, persistence: { kind: 'permanent' } }),
    );
  });

  test('a node that cannot reach the chain signs nothing and says so', async () => {
    chain.register(blob.id);
    await storeAll(blob);
    chain.reachable(false);
    const answer = await get(permanent(blob));
    assert.deepEqual({ code: answer.code, reason: answer.reason }, { code: 503, reason: 'UNAVAILABLE' });
    assert.equal((await get(sliverPath(blob, blob.slivers[0]!))).code, 200, 'reads go on');
  });
});

describe('a node answers hostile requests with a 4xx and a typed reason', () => {
  test('unknown paths, methods, ids, indices and axes', async () => {
    const [sliver] = blob.slivers;
    const cases: [string, number, string][] = [
      ['/', 404, 'UNKNOWN_PATH'],
      ['/v1/blobs/../../etc/passwd', 404, 'UNKNOWN_PATH'],
      ['/v1/blobs/short/metadata', 400, 'INVALID_BLOB_ID'],
      [`/v1/blobs/${'A'.repeat(42)}B/metadata`, 400, 'INVALID_BLOB_ID'],
      [`/v1/blobs/${'A'.repeat(5000)}/metadata`, 400, 'INVALID_BLOB_ID'],
      [sliverPath(blob, { pairIndex: N_SHARDS, axis: 'primary' }), 400, 'INDEX_OUT_OF_RANGE'],
      [sliverPath(blob, { pairIndex: -1, axis: 'primary' }), 400, 'INDEX_OUT_OF_RANGE'],
      [`/v1/blobs/${blob.text}/slivers/1e3/primary`, 400, 'INDEX_OUT_OF_RANGE'],
      [`/v1/blobs/${blob.text}/slivers/99999999999999999999/primary`, 400, 'INDEX_OUT_OF_RANGE'],
      [sliverPath(blob, { ...sliver!, axis: 'tertiary' }), 400, 'INVALID_SLIVER_TYPE'],
    ];
    for (const [path, code, reason] of cases) {
      const answer = await get(path);
      assert.deepEqual({ code: answer.code, reason: answer.reason }, { code, reason }, path.slice(0, 100));
    }
  });

  test('random bytes as metadata or sliver never get in and never break the node', async () => {
    chain.register(blob.id);
    await put(metadataPath(blob), blob.metadata);
    const [sliver] = blob.slivers;
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (bytes, asMetadata) => {
        const { code } = await put(asMetadata ? metadataPath(other) : sliverPath(blob, sliver!), bytes);
        assert.ok(code >= 400 && code < 500, `${code}`);
      }),
      { seed: 9, numRuns: 60 },
    );
    assert.equal(
      (await put(sliverPath(blob, sliver!), sliver!.bytes)).code,
      201,
      'the true sliver still gets in',
    );
  });

  const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
    all?.some(({ address }) => address === '::1'),
  );
  test('its url can be called, by IPv6 too', { skip: !hasIpv6, meta: { why: 'no IPv6 here' } }, async () => {
    const { url } = await node.listen({ host: '::1' });
    assert.equal((await fetch(`${url}/v1/health`)).status, 200);
  });

  test('a body of undeclared length is cut off at the largest size that could be right', async () => {
    chain.register(blob.id);
    const { url } = await node.listen();
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent > 64 * 1024 * 1024) return controller.close();
        sent += 16384;
        controller.enqueue(seededBytes(16384, sent));
      },
    });
    const init: RequestInit & { duplex: 'half' } = {
      method: 'PUT',
      body: endless,
      duplex: 'half',
      headers: { 'content-type': 'application/octet-stream' },
    };
    const outcome = await fetch(`${url}${metadataPath(blob)}`, init).then(
      (response) => response.status,
      () => 'cut off',
    );
    assert.ok(outcome === 413 || outcome === 'cut off', `${outcome}`);
    assert.ok(sent < 32 * 1024 * 1024, `read ${sent} bytes of a body that may have 700`);
  });
});
