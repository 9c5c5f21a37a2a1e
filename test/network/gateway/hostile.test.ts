/** What a stranger with bad intentions can do to a gateway over a socket: nothing that lasts. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { SuiGrpcClient } from '@mysten/sui/grpc';
import { afterAll, beforeAll, test, vi } from 'vitest';
import type { Gateway } from '@haulout/gateway';
import { seededBytes } from '../../support/bytes.js';
import { openGatewayNetwork, type GatewayNetwork } from './gateway-network.js';

let on: GatewayNetwork;
const bytes = seededBytes(3_000, 1);
let blobId: string;

beforeAll(async () => {
  on = await openGatewayNetwork();
  const { client, wallet: signer } = on.network;
  ({ blobId } = await client.haulout.store({ bytes, epochs: 2, deletable: true, signer }));
});
afterAll(() => on?.stop());

const underWay = async (gateway: Gateway, role: string): Promise<number> => {
  const { body } = await gateway.inject('/metrics');
  return Number(new RegExp(`^haulout_gateway_${role}_under_way (\\d+)$`, 'm').exec(body)![1]);
};
const until = async (condition: () => Promise<boolean>): Promise<void> => {
  while (!(await condition())) await new Promise(setImmediate);
};
const faults = (fault: Parameters<(typeof on.network.nodes)[0]['setFault']>[0]) =>
  Promise.all(on.network.nodes.map((node) => node.setFault(fault)));
const ended = async (socket: Socket): Promise<void> => {
  socket.destroy();
  await once(socket, 'close');
};

test('requests that wait for their turn on a connection free their places when it ends', async () => {
  const gateway = await on.open({ aggregator: { mostAtOnce: 8 } });
  const { port } = await gateway.listen();
  await faults({ kind: 'silent' });
  const socket = connect(port, '127.0.0.1');
  socket.write(`GET /v1/blobs/${blobId} HTTP/1.1\r\nhost: gateway\r\n\r\n`.repeat(5));
  await until(async () => (await underWay(gateway, 'aggregator')) === 5);
  await ended(socket);
  await faults(undefined);
  await until(async () => (await underWay(gateway, 'aggregator')) === 0);
});

test.each([
  ['before its first part', ''],
  ['after its last part', '--edge\r\ncontent-disposition: form-data; name="a"\r\n\r\nx\r\n--edge--\r\n'],
])('a form without an end %s is refused, and its place is free', async (_where, begin) => {
  const publisher = { signers: [on.network.wallet], maxQuiltBytes: 1_000 };
  const gateway = await on.open({ publisher });
  const { port } = await gateway.listen();
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => (answer += String(chunk)));
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write('PUT /v1/quilts HTTP/1.1\r\nhost: gateway\r\ntransfer-encoding: chunked\r\n');
  socket.write('content-type: multipart/form-data; boundary=edge\r\n\r\n');
  const chunkOf = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
  if (begin !== '') socket.write(chunkOf(begin));
  const more = chunkOf('x'.repeat(65_536));
  // Ten times as much as any form may have.
  for (let sent = 0; sent < 1_200 && answer === '' && !socket.destroyed; sent++) {
    if (!socket.write(more)) await Promise.race([once(socket, 'drain').catch(() => undefined), closed]);
    else await new Promise(setImmediate);
  }
  await closed;
  assert.match(answer, /^HTTP\/1\.1 413 .*BODY_TOO_LARGE/s);
  assert.equal(await underWay(gateway, 'publisher'), 0);
});

test('a form that says that it is too large is refused before it is read', async () => {
  const gateway = await on.open({ publisher: { signers: [on.network.wallet], maxQuiltBytes: 1_000 } });
  const { port } = await gateway.listen();
  const socket = connect(port, '127.0.0.1');
  socket.write('PUT /v1/quilts HTTP/1.1\r\nhost: gateway\r\ncontent-length: 99999999\r\n');
  socket.write('content-type: multipart/form-data; boundary=edge\r\n\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  assert.match(String(answer), /^HTTP\/1\.1 413 /);
  await ended(socket);
});

test('a check of the whole blob is bounded as an answer is, also for one byte of it', async () => {
  const gateway = await on.open({ aggregator: { maxBytes: 2_000 } });
  const strict = '?strict_consistency_check=true';
  const ask = (query: string) =>
    gateway.inject({ url: `/v1/blobs/${blobId}${query}`, headers: { range: 'bytes=0-0' } });
  assert.equal((await ask('')).statusCode, 206);
  const answer = await ask(strict);
  assert.deepEqual([answer.statusCode, answer.json().error.details[0].reason], [413, 'BLOB_TOO_LARGE']);
});

test('of many reads at one time few gather a whole blob', async () => {
  const gateway = await on.open({ aggregator: { mostAtOnce: 32 } });
  const strict = `/v1/blobs/${blobId}?strict_consistency_check=true`;
  const answers = await Promise.all([1, 2, 3].map(() => gateway.inject(strict)));
  assert.deepEqual(answers.map(({ statusCode }) => statusCode).toSorted(), [200, 200, 503]);
  assert.equal((await gateway.inject(strict)).statusCode, 200);
});

test('an object of the publisher is not shared by who puts the same bytes', async () => {
  const gateway = await on.open({ publisher: { signers: [on.network.wallet] } });
  const put = async (query: string) => {
    const answer = await gateway.inject({
      method: 'PUT',
      url: `/v1/blobs${query}`,
      payload: 'of the publisher',
    });
    assert.equal(answer.statusCode, 200, answer.body);
    return answer.json().newlyCreated;
  };
  const { id: own } = (await put('')).blobObject;
  const shared = await put('?share=true&reuse_resources=true');
  assert.ok(shared.sharedBlobObject);
  assert.notEqual(shared.blobObject.id, own);
  const { object } = await on.network.client.core.getObject({ objectId: own });
  assert.equal(object.owner.$kind, 'AddressOwner');
});

test('who may not upload takes no place, also while the refusal is on its way', async () => {
  const key = 'a secret of more than thirty-two bytes';
  const publisher = { signers: [on.network.wallet], mostAtOnce: 1, tokens: { key } };
  const gateway = await on.open({ publisher });
  const { port } = await gateway.listen();
  const socket = connect(port, '127.0.0.1');
  socket.write('PUT /v1/blobs HTTP/1.1\r\nhost: gateway\r\ncontent-length: 10\r\n\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  assert.match(String(answer), /^HTTP\/1\.1 401 /);
  assert.equal(await underWay(gateway, 'publisher'), 0);
  await ended(socket);
});

test('who claims payments that are not there takes no place of those who have paid', async () => {
  const client = new SuiGrpcClient({ network: 'testnet', transport: on.network.devnet.transport });
  const tip = { address: on.network.wallet.toSuiAddress(), kind: { constant: 1n } };
  const gateway = await on.open({ relay: { client, tip, mostAtOnce: 1 } });
  const { port } = await gateway.listen();
  const looked = new Promise<void>((resolve) => {
    vi.spyOn(client.ledgerService, 'getTransaction').mockImplementation(() => {
      resolve();
      return { response: new Promise(() => undefined) } as never;
    });
  });
  const query = `blob_id=${blobId}&tx_id=${'1'.repeat(32)}&nonce=${'A'.repeat(43)}`;
  const socket = connect(port, '127.0.0.1');
  socket.write(`POST /v1/blob-upload-relay?${query} HTTP/1.1\r\nhost: gateway\r\ncontent-length: 1\r\n\r\n`);
  await looked;
  assert.equal(await underWay(gateway, 'relay'), 0);
  await ended(socket);
});

test('a file whose name is too long for a header is served without it', async () => {
  const gateway = await on.open({ aggregator: {} });
  const { client, wallet: signer } = on.network;
  const files = [{ identifier: 'n'.repeat(5_000), bytes: seededBytes(100, 3) }];
  const {
    files: [file],
  } = await client.haulout.storeFiles({ files, epochs: 1, deletable: true, signer });
  const answer = await gateway.inject(`/v1/blobs/by-quilt-patch-id/${file!.patchId}`);
  assert.equal(answer.rawPayload.length, 100);
  assert.equal(answer.headers['x-quilt-patch-identifier'], undefined);
});
