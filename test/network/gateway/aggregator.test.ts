/** Reading over HTTP: what a browser, a cache and a stranger with bad intentions get. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, test } from 'vitest';
import type { Gateway } from '@haulout/gateway';
import { HauloutClient } from '@haulout/sdk/client';
import { blobIdToString } from '@haulout/sdk/encoding';
import { seededBytes } from '../../support/bytes.js';
import { openGatewayNetwork, type GatewayNetwork } from './gateway-network.js';

let on: GatewayNetwork;
let gateway: Gateway;
const bytes = seededBytes(3_000, 1);
let blobId: string;
let blobObjectId: string;
let files: readonly { readonly identifier: string; readonly patchId: string }[];
const quilt = { id: '' };
const page = new TextEncoder().encode('<script>alert(1)</script>');

beforeAll(async () => {
  on = await openGatewayNetwork();
  const { client, wallet: signer } = on.network;
  const terms = { epochs: 2, deletable: true, signer };
  const attributes = {
    'Content-Type': 'image/png',
    'content-language': 'en',
    'x-other': 'no',
    'set-cookie': 'a=b',
    'content-location': 'two\r\nlines: injected',
    etag: 'mine',
  };
  ({ blobId, blobObjectId } = await client.haulout.store({ ...terms, bytes, attributes }));
  const stored = await client.haulout.storeFiles({
    ...terms,
    files: [
      { identifier: 'site/index.html', bytes: page, tags: { 'content-type': 'text/html', owner: 'me' } },
      { identifier: 'ünï.bin', bytes: seededBytes(500, 2), tags: {} },
    ],
  });
  quilt.id = stored.blobId;
  files = stored.files;
  gateway = await on.open({ aggregator: {} });
});
afterAll(() => on?.stop());

const get = (url: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
  gateway.inject({ method, url, headers });
const reasonOf = (answer: { json(): unknown }): string =>
  (answer.json() as { error: { details: [{ reason: string }] } }).error.details[0].reason;

describe('a blob by its id', () => {
  test('comes whole, with a tag, a day in caches and no guess at its type', async () => {
    const answer = await get(`/v1/blobs/${blobId}`);
    assert.equal(answer.statusCode, 200);
    assert.deepEqual(new Uint8Array(answer.rawPayload), bytes);
    assert.equal(answer.headers['content-length'], '3000');
    assert.equal(answer.headers.etag, `"${blobId}"`);
    assert.equal(answer.headers['content-type'], 'application/octet-stream');
    assert.equal(answer.headers['x-content-type-options'], 'nosniff');
    assert.match(String(answer.headers['cache-control']), /max-age=86400.*immutable/);
    assert.equal(answer.headers['access-control-allow-origin'], '*');
    assert.match(String(answer.headers['content-security-policy']), /sandbox/);
  });

  test('comes checked as a whole before its first byte where that is asked for, in ranges, too', async () => {
    const query = '?strict_consistency_check=true';
    assert.deepEqual(new Uint8Array((await get(`/v1/blobs/${blobId}${query}`)).rawPayload), bytes);
    const part = await get(`/v1/blobs/${blobId}${query}`, { range: 'bytes=10-19' });
    assert.deepEqual(new Uint8Array(part.rawPayload), bytes.slice(10, 20));
  });

  test('has headers alone for HEAD', async () => {
    const answer = await get(`/v1/blobs/${blobId}`, {}, 'HEAD');
    assert.equal(answer.statusCode, 200);
    assert.equal(answer.headers['content-length'], '3000');
    assert.equal(answer.rawPayload.length, 0);
  });

  test.each([
    ['bytes=0-9', 0, 10],
    ['bytes=2990-', 2990, 3000],
    ['bytes=-5', 2995, 3000],
    ['bytes=2999-99999999999999999999', 2999, 3000],
  ])('comes in the range %s', async (range, start, end) => {
    const answer = await get(`/v1/blobs/${blobId}`, { range });
    assert.equal(answer.statusCode, 206);
    assert.deepEqual(new Uint8Array(answer.rawPayload), bytes.slice(start, end));
    assert.equal(answer.headers['content-range'], `bytes ${start}-${end - 1}/3000`);
    assert.equal(answer.headers['content-length'], String(end - start));
  });

  test.each(['bytes=3000-', 'bytes=99999999999999999999-', 'bytes=-0'])(
    'has nothing of the range %s',
    async (range) => {
      const answer = await get(`/v1/blobs/${blobId}`, { range });
      assert.equal(answer.statusCode, 416);
      assert.equal(answer.headers['content-range'], 'bytes */3000');
      assert.equal(reasonOf(answer), 'INVALID_BYTE_RANGE');
      assert.equal(answer.headers.etag, undefined);
      assert.equal(answer.headers['cache-control'], 'no-store');
    },
  );

  test.each(['bytes=5-2', 'bytes=0-1,4-5', 'lines=1-2', 'bytes=', 'bytes=a-b'])(
    'comes whole where the range %s means nothing',
    async (range) => assert.equal((await get(`/v1/blobs/${blobId}`, { range })).statusCode, 200),
  );

  test('gives some of its bytes as content of their own', async () => {
    const url = `/v1/blobs/${blobId}/byte-range`;
    const answer = await get(`${url}?start=100&length=50`);
    assert.equal(answer.statusCode, 200);
    assert.deepEqual(new Uint8Array(answer.rawPayload), bytes.slice(100, 150));
    assert.equal(answer.headers.etag, `"${blobId}-100-50"`);
    for (const [query, reason] of [
      ['', 'MALFORMED_REQUEST'],
      ['?start=0', 'MALFORMED_REQUEST'],
      ['?start=-1&length=2', 'MALFORMED_REQUEST'],
      ['?start=0&length=0', 'INVALID_BYTE_RANGE'],
      ['?start=2990&length=11', 'INVALID_BYTE_RANGE'],
      ['?start=999999999999999&length=999999999999999', 'INVALID_BYTE_RANGE'],
    ])
      assert.equal(reasonOf(await get(`${url}${query}`)), reason, query);
  });

  test('is not sent again to who has it; a range of another version is not taken', async () => {
    const etag = `"${blobId}"`;
    for (const header of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const answer = await get(`/v1/blobs/${blobId}`, { 'if-none-match': header });
      assert.equal(answer.statusCode, 304, header);
      assert.equal(answer.rawPayload.length, 0);
      assert.equal(answer.headers.etag, etag);
    }
    assert.equal((await get(`/v1/blobs/${blobId}`, { 'if-none-match': '"other"' })).statusCode, 200);
    const range = 'bytes=0-9';
    assert.equal((await get(`/v1/blobs/${blobId}`, { range, 'if-range': etag })).statusCode, 206);
    assert.equal((await get(`/v1/blobs/${blobId}`, { range, 'if-range': '"other"' })).statusCode, 200);
  });
});

describe('a blob by its object', () => {
  test('has the attributes that are allowed as headers, and no others', async () => {
    const { headers, statusCode, rawPayload } = await get(`/v1/blobs/by-object-id/${blobObjectId}`);
    assert.equal(statusCode, 200);
    assert.deepEqual(new Uint8Array(rawPayload), bytes);
    assert.equal(headers['content-type'], 'image/png');
    assert.equal(headers['content-language'], 'en');
    assert.equal(headers.etag, `"${blobId}"`);
    for (const name of ['x-other', 'set-cookie', 'content-location', 'injected'])
      assert.equal(headers[name], undefined, name);
    assert.doesNotMatch(String(headers['cache-control']), /immutable/);
  });

  test('is found when it is shared', async () => {
    const { client, wallet: signer } = on.network;
    const other = seededBytes(100, 9);
    const attributes = { 'content-type': 'text/plain' };
    const terms = { epochs: 1, deletable: false, signer, attributes };
    const stored = await client.haulout.store({ bytes: other, ...terms });
    const { sharedBlobId } = await client.haulout.sharedBlobs.share({ ...stored, signer });
    const answer = await get(`/v1/blobs/by-object-id/${sharedBlobId}`);
    assert.deepEqual(new Uint8Array(answer.rawPayload), other);
    assert.equal(answer.headers['content-type'], 'text/plain');
  });
});

describe('a file of a quilt', () => {
  test('is found by its patch id and by its name, slashes as they are or not', async () => {
    const { patchId } = files[0]!;
    const name = `/v1/blobs/by-quilt-id/${quilt.id}`;
    for (const url of [
      `/v1/blobs/by-quilt-patch-id/${patchId}`,
      `${name}/site/index.html`,
      `${name}/site%2Findex.html`,
    ]) {
      const answer = await get(url);
      assert.equal(answer.statusCode, 200, url);
      assert.deepEqual(new Uint8Array(answer.rawPayload), page);
      assert.equal(answer.headers['x-quilt-patch-identifier'], 'site/index.html');
      assert.equal(answer.headers.etag, `"${patchId}"`);
      assert.equal(answer.headers['content-type'], 'text/html');
      assert.match(String(answer.headers['content-security-policy']), /^sandbox; /);
      assert.equal(answer.headers['owner'], undefined);
    }
    const range = await get(`${name}/${encodeURIComponent('ünï.bin')}`, { range: 'bytes=1-3' });
    assert.deepEqual(new Uint8Array(range.rawPayload), seededBytes(500, 2).slice(1, 4));
    const header = Buffer.from(String(range.headers['x-quilt-patch-identifier']), 'latin1');
    assert.equal(header.toString('utf8'), 'ünï.bin');
  });

  test('is listed with its tags', async () => {
    const answer = await get(`/v1/quilts/${quilt.id}/patches`);
    const [first] = answer.json() as [object];
    assert.deepEqual(first, {
      identifier: 'site/index.html',
      patch_id: files[0]!.patchId,
      tags: { 'content-type': 'text/html', owner: 'me' },
    });
  });

  test('runs as a page, and has all of its tags, where the operator says so', async () => {
    const open = await on.open({ aggregator: { allowPages: true, allowAllTags: true } });
    const { headers } = await open.inject(`/v1/blobs/by-quilt-patch-id/${files[0]!.patchId}`);
    assert.equal(headers['content-security-policy'], undefined);
    assert.equal(headers['owner'], 'me');
  });
});

describe('what cannot be served is refused in a clear word', () => {
  const nobody = blobIdToString(new Uint8Array(32).fill(7));
  test.each([
    ['/v1/blobs/no-blob-id', 400, 'INVALID_BLOB_ID'],
    [`/v1/blobs/${'A'.repeat(5000)}`, 400, 'INVALID_BLOB_ID'],
    ['/v1/blobs/%00%ff', 400, 'MALFORMED_REQUEST'],
    [`/v1/blobs/${nobody}`, 404, 'BLOB_NOT_FOUND'],
    ['/v1/blobs/by-object-id/0x12', 404, 'BLOB_NOT_FOUND'],
    ['/v1/blobs/by-object-id/0xzz', 400, 'INVALID_OBJECT_ID'],
    ['/v1/blobs/by-quilt-patch-id/short', 400, 'INVALID_QUILT_PATCH_ID'],
    [`/v1/quilts/${nobody}/patches`, 404, 'BLOB_NOT_FOUND'],
    ['/v1/blobs', 404, 'UNKNOWN_PATH'],
    ['/v2/blobs', 404, 'UNKNOWN_PATH'],
  ])('%s: %d %s', async (url, status, reason) => {
    const answer = await get(url);
    assert.equal(answer.statusCode, status);
    assert.equal(reasonOf(answer), reason);
    assert.equal(answer.headers['cache-control'], 'no-store');
  });

  test('a blob that is no quilt, a file that is not there, a patch where none begins', async () => {
    assert.equal(reasonOf(await get(`/v1/quilts/${blobId}/patches`)), 'NOT_A_QUILT');
    const file = await get(`/v1/blobs/by-quilt-id/${quilt.id}/nothing`);
    assert.deepEqual([file.statusCode, reasonOf(file)], [404, 'QUILT_PATCH_NOT_FOUND']);
    const patch = Buffer.from(files[0]!.patchId, 'base64url');
    patch.writeUInt16LE(9, 33);
    patch.writeUInt16LE(12, 35);
    const answer = await get(`/v1/blobs/by-quilt-patch-id/${patch.toString('base64url')}`);
    assert.equal(answer.statusCode, 404);
  });

  test('a query that means nothing, or two things', async () => {
    for (const query of [
      'nonce=1',
      'strict_consistency_check=maybe',
      'strict_consistency_check=true&strict_consistency_check=true',
      'strict_consistency_check=true&skip_consistency_check=true',
    ]) {
      const answer = await get(`/v1/blobs/${blobId}?${query}`);
      assert.deepEqual([answer.statusCode, reasonOf(answer)], [400, 'MALFORMED_REQUEST'], query);
    }
  });

  test('more than an answer may have; a range within it is served', async () => {
    const small = await on.open({ aggregator: { maxBytes: 100 } });
    const url = `/v1/blobs/${blobId}`;
    const answer = await small.inject(url);
    assert.deepEqual([answer.statusCode, reasonOf(answer)], [413, 'BLOB_TOO_LARGE']);
    assert.equal(answer.headers.etag, undefined);
    assert.equal((await small.inject({ url, headers: { range: 'bytes=0-99' } })).statusCode, 206);
  });

  test('headers that an attribute must not decide about are refused when the gateway opens', async () => {
    for (const name of ['content-length', 'Set-Cookie', 'etag', 'access-control-allow-origin', 'a b'])
      await assert.rejects(on.open({ aggregator: { allowedHeaders: [name] } }), { code: 'INVALID_ARGUMENT' });
  });
});

describe('blobs one after the other', () => {
  const url = '/v1alpha/blobs/concat';
  const post = (payload: unknown) =>
    gateway.inject({ method: 'POST', url, payload: payload as object, headers: { 'content-type': 'x/y' } });
  const twice = Buffer.concat([bytes, bytes]);

  test('come by the ids of blobs and objects, with the headers of the first object', async () => {
    const ids = `${blobObjectId}, ${blobId},`;
    const answer = await get(`${url}?ids=${encodeURIComponent(ids)}`);
    assert.deepEqual(answer.rawPayload, twice);
    assert.equal(answer.headers['content-type'], 'image/png');
    assert.equal(answer.headers['content-length'], '6000');
    const tag = createHash('sha256').update(`${blobObjectId},${blobId}`).digest('base64url');
    assert.equal(answer.headers.etag, `"${tag}"`);
    const head = await get(`${url}?ids=${blobId}`, {}, 'HEAD');
    assert.deepEqual([head.headers['content-length'], head.rawPayload.length], ['3000', 0]);
    const posted = await post(JSON.stringify({ ids: [blobId, blobId], strict_consistency_check: true }));
    assert.deepEqual(posted.rawPayload, twice);
    assert.equal(posted.headers['content-type'], 'application/octet-stream');
  });

  test('have ranges that may lie across two of them', async () => {
    const answer = await get(`${url}?ids=${blobId},${blobId}`, { range: 'bytes=2990-3009' });
    assert.deepEqual([answer.statusCode, answer.headers['content-range']], [206, 'bytes 2990-3009/6000']);
    assert.deepEqual(answer.rawPayload, twice.subarray(2_990, 3_010));
  });

  test('are refused as a whole, before the first byte', async () => {
    const nothing = blobIdToString(new Uint8Array(32));
    const cases: [string, number, string][] = [
      ['', 400, 'MALFORMED_REQUEST'],
      ['?ids=,', 400, 'MALFORMED_REQUEST'],
      [`?ids=${blobId}&more=1`, 400, 'MALFORMED_REQUEST'],
      [`?ids=${`${blobId},`.repeat(257)}`, 400, 'MALFORMED_REQUEST'],
      [`?ids=${blobId},x`, 400, 'INVALID_ID_FORMAT'],
      [`?ids=${blobId},0x`, 400, 'INVALID_ID_FORMAT'],
      [`?ids=${blobId},0x6`, 404, 'OBJECT_ID_RESOLUTION_FAILED'],
      [`?ids=${blobId},${nothing}`, 404, 'BLOB_NOT_FOUND'],
    ];
    for (const [query, status, reason] of cases) {
      const answer = await get(`${url}${query}`);
      assert.deepEqual([answer.statusCode, reasonOf(answer)], [status, reason], query);
    }
    for (const body of ['', '{', '[]', '{"ids":"x"}', '{"ids":[1]}', `{"ids":["${blobId}"],"more":true}`])
      assert.deepEqual(reasonOf(await post(body)), 'MALFORMED_REQUEST', body);
    assert.equal(reasonOf(await post(' '.repeat(70_000))), 'BODY_TOO_LARGE');
    const small = await on.open({ aggregator: { maxBytes: 5_000 } });
    const answer = await small.inject(`${url}?ids=${blobId},${blobId}`);
    assert.deepEqual([answer.statusCode, reasonOf(answer)], [413, 'BLOB_TOO_LARGE']);
  });
});

test('a blob is streamed at the path that Walrus has for it', async () => {
  const answer = await get(`/v1alpha/blobs/${blobId}/stream`);
  assert.deepEqual(new Uint8Array(answer.rawPayload), bytes);
  assert.equal(answer.headers['x-walrus-streaming'], 'true');
});

test('nodes that lie or are gone change no byte; with too few left it is said before the first byte', async () => {
  const { nodes } = on.network;
  await nodes[0]!.setFault({ kind: 'lying', lie: 'wrong-bytes' });
  assert.deepEqual(new Uint8Array((await get(`/v1/blobs/${blobId}`)).rawPayload), bytes);
  await Promise.all(nodes.map((node) => node.setFault({ kind: 'refusing' })));
  const answer = await get(`/v1/blobs/${blobId}`);
  assert.equal(answer.statusCode, 503);
  assert.equal(reasonOf(answer), 'BLOB_UNAVAILABLE');
  assert.equal(answer.headers['retry-after'], '1');
  await Promise.all(nodes.map((node) => node.setFault(undefined)));
});

test('one request more than may be under way is told to come back; the place is free when its client goes', async () => {
  const busy = await on.open({ aggregator: { mostAtOnce: 1 } });
  const { port } = await busy.listen();
  const { nodes } = on.network;
  await Promise.all(nodes.map((node) => node.setFault({ kind: 'silent' })));
  const socket = connect(port, '127.0.0.1');
  socket.write(`GET /v1/blobs/${blobId} HTTP/1.1\r\nhost: gateway\r\n\r\n`);
  const inUse = async (): Promise<string> =>
    /^haulout_gateway_aggregator_under_way (\d+)$/m.exec((await busy.inject('/metrics')).body)![1]!;
  while ((await inUse()) !== '1') await new Promise(setImmediate);
  const answer = await busy.inject(`/v1/blobs/${blobId}`);
  assert.deepEqual([answer.statusCode, reasonOf(answer)], [503, 'TOO_MANY_REQUESTS']);
  assert.equal(answer.headers['retry-after'], '1');
  socket.destroy();
  await once(socket, 'close');
  while ((await inUse()) !== '0') await new Promise(setImmediate);
  await Promise.all(nodes.map((node) => node.setFault(undefined)));
});

test('nodes are asked once for what a blob is, and then for its bytes alone', async () => {
  const asked: string[] = [];
  const { client, deployment } = on.network;
  const { systemObjectId, stakingObjectId } = deployment;
  const counting: typeof fetch = (url, init) => {
    asked.push(String(url));
    return fetch(url, init);
  };
  const ids = { systemObjectId, stakingObjectId, fetch: counting };
  const counted = new HauloutClient(client, ids);
  const kept = await on.open({ haulout: counted, aggregator: {} });
  for (const range of ['bytes=0-9', 'bytes=10-19']) {
    const answer = await kept.inject({ url: `/v1/blobs/${blobId}`, headers: { range } });
    assert.equal(answer.statusCode, 206);
    asked.push('answered');
  }
  const second = asked.slice(asked.indexOf('answered') + 1, -1);
  assert.ok(second.length > 0);
  for (const url of second) assert.match(url, /\/slivers\//);
});

test('a blob that had to be rebuilt is kept by those who read it, and not by a gateway that knows it', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const { client, deployment, nodes, wallet: signer } = on.network;
  const content = seededBytes(900_000, 9);
  const terms = { epochs: 1, deletable: true, signer };
  const { blobId: id } = await client.haulout.store({ ...terms, bytes: content });
  let asked = 0;
  let holder = '';
  const counting: typeof fetch = (url, init) => {
    asked++;
    if (String(url).includes('/slivers/') && holder === '') holder = new URL(String(url)).origin;
    return fetch(url, init);
  };
  const { systemObjectId, stakingObjectId } = deployment;
  const blob = new HauloutClient(client, { systemObjectId, stakingObjectId, fetch: counting }).getBlob({
    blobId: id,
  });
  /** Requests that reading takes, once nothing is kept that nobody has. */
  const requestsOf = async (read: () => Promise<unknown>): Promise<number> => {
    await new Promise(setImmediate);
    collectGarbage();
    const before = asked;
    await read();
    return asked - before;
  };
  // Who has the first row is gone, and too many to rebuild it alone: all of the blob has to be gathered.
  await blob.slice(0, 1).bytes();
  const first = nodes.find(({ front }) => front.url.startsWith(holder))!;
  const gone = [first, nodes.find((node) => node !== first)!];
  await Promise.all(gone.map((node) => node.setFault({ kind: 'refusing' })));
  const reader = blob.stream().getReader();
  const parts: Uint8Array[] = [];
  const counts: number[] = [];
  for (let isOver = false; !isOver;)
    counts.push(
      await requestsOf(async () => {
        const { value, done } = await reader.read();
        if (value !== undefined) parts.push(value);
        isOver = done;
      }),
    );
  const others = await requestsOf(() => blob.slice(0, 10).bytes());
  await Promise.all(gone.map((node) => node.setFault(undefined)));
  assert.deepEqual(new Uint8Array(Buffer.concat(parts)), content);
  const [beginning, ...later] = counts;
  assert.ok(beginning! > 1 && later.length > 2 && later.every((requests) => requests === 0), String(counts));
  assert.ok(others > 0, 'it is kept when nobody reads it any more');
});

test('says that it runs', async () => assert.equal((await get('/status')).body, 'OK'));
