import assert from 'node:assert/strict';
import { once } from 'node:events';
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
    assert.equal(error.message, `no full node answers at ${url}: no answer within 0.05 s`);
    return true;
  });
  for (const socket of sockets) socket.destroy();
  mute.close();
});
