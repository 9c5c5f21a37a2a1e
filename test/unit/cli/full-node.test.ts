import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttpServer, type ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { test } from 'vitest';
import { isHauloutError } from '@haulout/sdk/base';
import { fullNode } from '../../../cli/src/full-node.js';
import { fullNodeUrl } from '../../../cli/src/rpc-option.js';

test('a full node that takes a request and never answers it is given up, and the error says which', async () => {
  const sockets: Socket[] = [];
  const mute = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
  await once(mute, 'listening');
  const url = `http://127.0.0.1:${(mute.address() as AddressInfo).port}`;
  await assert.rejects(fullNode(url, 50).core.getReferenceGasPrice(), (error: Error) => {
    assert.ok(error.message.startsWith(`no full node answers at ${url}: no answer within 0.05 s. `));
    return true;
  });
  for (const socket of sockets) socket.destroy();
  mute.close();
});

test('a full node that cannot be reached is named, with the reason in words and what to do', async () => {
  const plain = createHttpServer().listen(0, '127.0.0.1');
  await once(plain, 'listening');
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address() as AddressInfo;
  closed.close();
  await once(closed, 'close');
  const cases: [string, RegExp][] = [
    [
      `http://127.0.0.1:${port}`,
      /: the connection was refused: no program listens there \(ECONNREFUSED\)\. /,
    ],
    [
      `http://localhost:${port}`,
      /: the connection was refused: no program listens there \(ECONNREFUSED\)\. /,
    ],
    [`https://127.0.0.1:${(plain.address() as AddressInfo).port}`, /: it does not speak TLS: /],
    ['http://127.0.0.1:9', /: this port is reserved for something else than HTTP\. /],
  ];
  for (const [url, reason] of cases) {
    await assert.rejects(fullNode(url).core.getReferenceGasPrice(), ({ message }: Error) => {
      assert.ok(message.startsWith(`no full node answers at ${url}: `), message);
      assert.match(message, reason);
      assert.match(message, /Check that it runs, or name another with --rpc$/);
      return true;
    });
  }
  plain.close();
});

test('of several full nodes the next is asked, and all are named when none answers', async () => {
  /** Each answers with what stands here for it. */
  const answers: ((response: ServerResponse) => void)[] = [];
  const asked = [0, 0, 0];
  const servers = asked.map((_, index) =>
    createHttpServer((request, response) => {
      asked[index]!++;
      request.resume();
      answers[index]!(response);
    }).listen(0, '127.0.0.1'),
  );
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const urls = servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const headers = { 'content-type': 'application/grpc-web+proto' };
  const trailers = Buffer.from('grpc-status: 0\r\n');
  const message = Buffer.from([0, 0, 0, 0, 0, 0x80, 0, 0, 0, trailers.length, ...trailers]);
  const good = (response: ServerResponse) => response.writeHead(200, headers).end(message);
  const client = fullNode(urls.join(','));
  const balance = () => client.core.getBalance({ owner: `0x${'1'.repeat(64)}` });

  for (const bad of [
    (response: ServerResponse) => response.destroy(),
    (response: ServerResponse) => response.writeHead(503).end(),
    (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/html' }).end('hello'),
    (response: ServerResponse) => response.writeHead(200, { ...headers, 'grpc-status': '14' }).end(),
  ]) {
    answers.splice(0, 3, bad, bad, good);
    assert.equal((await balance()).balance.balance, '0');
    asked.fill(0);
    await balance();
    assert.deepEqual(asked, [0, 0, 1], 'the one that has answered is asked first');
    answers.splice(0, 3, good, bad, bad);
    await balance();
    answers.splice(0, 3, bad, bad, bad);
    await assert.rejects(balance(), (error) => {
      assert.ok(isHauloutError(error, 'CHAIN_UNREACHABLE'));
      for (const url of urls) assert.match(error.message, new RegExp(`${url}: `));
      return true;
    });
  }
  // A message with something in it, in two parts; and one with nothing where there has to be something.
  const filled = (response: ServerResponse) => {
    response.writeHead(200, headers).write(Uint8Array.of(0, 0, 0));
    setImmediate(() => response.end(Buffer.from([0, 2, 0x0a, 0, ...message.subarray(5)])));
  };
  const price = () => client.core.getReferenceGasPrice();
  answers.splice(0, 3, good, good, filled);
  await price().catch(() => undefined); // it has no price in it
  asked.fill(0);
  await price().catch(() => undefined);
  assert.deepEqual(asked, [0, 0, 1], 'the one whose message is not empty is asked first');
  answers.splice(0, 3, good, good, good);
  await assert.rejects(price(), (error) => {
    assert.ok(isHauloutError(error, 'CHAIN_UNREACHABLE'));
    assert.match(error.message, /: it answers with an empty message/);
    return true;
  });
  for (const server of servers) server.closeAllConnections();
  for (const server of servers) server.close();
});

test('addresses of full nodes are given with commas, or one after the other', () => {
  assert.equal(fullNodeUrl('http://a:1,https://b'), 'http://a:1,https://b');
  assert.equal(fullNodeUrl('https://c', 'http://a:1'), 'http://a:1,https://c');
  for (const text of ['', 'a:1', 'http://a,', 'ftp://a', 'http://a, b'])
    assert.throws(() => fullNodeUrl(text), /is not an http or https url such as/, text);
});
