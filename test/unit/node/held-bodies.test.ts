/** Bodies in memory: together so many bytes, whatever strangers send. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { MemoryLevel } from 'memory-level';
import { afterEach, describe, test } from 'vitest';
import { openStorageNode, type Database, type StorageNode } from '@haulout/node';
import { heldBodies } from '../../../node/src/http/held-bodies.js';
import { handFedChain, SECRET_KEY, testBlob } from '../../support/blob-fixture.js';

const REFUSED = { code: 'TOO_MANY_REQUESTS' };
const nothing = () => undefined;

describe('bodies that are held', () => {
  test('have so many bytes together; the peer with the most loses what it began last', () => {
    const hold = heldBodies(100);
    const given: string[] = [];
    const first = hold('hostile', () => given.push('first'));
    const second = hold('hostile', () => given.push('second'));
    const honest = hold('honest', () => given.push('honest'));
    first.grow(50);
    second.grow(20);
    honest.grow(30);
    assert.deepEqual(given, []);
    honest.grow(10);
    assert.deepEqual(given, ['second']);
    assert.throws(() => second.grow(1), REFUSED);
    honest.grow(10);
    assert.throws(() => first.grow(1), REFUSED);
    assert.deepEqual(given, ['second', 'first']);
    honest.grow(50);
  });

  test('are not given up when they are complete: what still arrives is', () => {
    const hold = heldBodies(100);
    const complete = hold('a peer', () => assert.fail('it is complete'));
    complete.grow(90);
    complete.complete();
    const arriving = hold('another', nothing);
    assert.throws(() => arriving.grow(20), REFUSED);
    complete.release();
    hold('another', nothing).grow(90);
  });

  test('may be one alone, however large; and a release counts once', () => {
    const hold = heldBodies(10);
    const large = hold('a peer', () => assert.fail('it is alone'));
    large.grow(1_000);
    large.release();
    large.release();
    const other = hold('a peer', () => assert.fail('there is room'));
    other.grow(5);
    hold('another', nothing).grow(5);
  });
});

describe('a node to which more is sent than it holds', () => {
  let node: StorageNode | undefined;
  const sockets: Socket[] = [];
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await node?.close();
  });

  test('refuses stalled bodies with 429 and takes the one that comes', async () => {
    const blob = await testBlob(5, 300_000);
    const { pairIndex, axis, bytes } = blob.slivers[0]!;
    const chain = handFedChain();
    chain.register(blob.id);
    node = await openStorageNode({
      folder: new MemoryLevel({ keyEncoding: 'utf8', valueEncoding: 'view' }) as unknown as Database,
      secretKey: SECRET_KEY,
      chain: () => chain.view,
      bodyBytes: 2 * bytes.length,
    });
    const { url, port } = await node.listen();
    const base = `${url}/v1/blobs/${blob.text}`;
    const put = (path: string, body: Uint8Array) =>
      fetch(`${base}/${path}`, { method: 'PUT', body: Buffer.from(body) });
    assert.ok((await put('metadata', blob.metadata)).ok);

    // Each sends nearly all of a sliver, and then nothing; all but the first have to go.
    const part = bytes.subarray(0, bytes.length - 10);
    const refusals: Promise<string>[] = [];
    for (let at = 0; at < 8; at++) {
      const socket = connect({ port, host: '127.0.0.1', localAddress: '127.0.0.2' });
      sockets.push(socket);
      socket.on('error', nothing);
      socket.write(
        `PUT /v1/blobs/${blob.text}/slivers/${pairIndex}/${axis} HTTP/1.1\r\nhost: node\r\n` +
          `content-length: ${bytes.length}\r\n\r\n`,
      );
      socket.write(part);
      if (at > 0) refusals.push(once(socket, 'data').then(([answer]) => String(answer)));
    }
    const answered = (await Promise.race(refusals)).toLowerCase();
    assert.match(answered, /^http\/1.1 429 [^]*\r\nretry-after: 1\r\n/);
    assert.ok((await put(`slivers/${pairIndex}/${axis}`, bytes)).ok, 'of another peer');
  });
});
