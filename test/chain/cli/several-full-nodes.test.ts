/** A transaction that goes to several full nodes is executed once. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Transaction } from '@mysten/sui/transactions';
import { test } from 'vitest';
import { Devnet } from '@haulout/devnet';
import { execute } from '@haulout/sdk/chain';
import { fullNode } from '../../../cli/src/full-node.js';

test('a payment whose answer is lost at one full node is paid once', async () => {
  const devnet = await Devnet.start();
  const { url } = await devnet.listen({ port: 0 });
  const lost: string[] = [];
  /** Passes everything on, and loses the answers to transactions. */
  const loser = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = { 'content-type': String(request.headers['content-type']), 'x-grpc-web': '1' };
    const body = Buffer.concat(chunks);
    const answer = await fetch(url + request.url!, { method: 'POST', headers, body });
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (request.url!.endsWith('/ExecuteTransaction')) {
      lost.push(request.url!);
      return void response.destroy();
    }
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type')! }).end(bytes);
  }).listen(0, '127.0.0.1');
  await once(loser, 'listening');
  const client = fullNode(`http://127.0.0.1:${(loser.address() as AddressInfo).port},${url}`);
  const signer = devnet.newAccount('payer');
  const recipient = `0x${'ab'.repeat(32)}`;
  const transaction = new Transaction();
  transaction.transferObjects([transaction.splitCoins(transaction.gas, [1_000])], recipient);
  const { digest } = await execute({ client, what: 'pay', transaction, signer });
  assert.match(digest, /^\w{40,50}$/);
  assert.equal(lost.length, 1, 'the first one has executed it');
  assert.equal((await devnet.client.core.getBalance({ owner: recipient })).balance.balance, '1000');
  loser.closeAllConnections();
  loser.close();
  devnet.stop();
});
