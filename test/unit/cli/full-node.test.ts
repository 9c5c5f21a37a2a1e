import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { test } from 'vitest';
import { fullNode } from '../../../cli/src/full-node.js';

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
