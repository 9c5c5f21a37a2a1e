/**
 * A full node that answers nothing, garbage or an empty message: whatever a client reads or writes then ends
 * in an error that has a code, and names the full node where it is at fault.
 */
import assert from 'node:assert/strict';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Transaction } from '@mysten/sui/transactions';
import { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import { SuiGrpcClient } from '@mysten/sui/grpc';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { isHauloutError } from '@haulout/sdk/base';
import { haulout, type HauloutClient } from '@haulout/sdk/client';
import { blobIdToString } from '@haulout/sdk/encoding';
import { chainClient, readEvidenceState } from '@haulout/sdk/chain';

const id = (digit: string): string => `0x${digit.repeat(64)}`;
const blobId = blobIdToString(new Uint8Array(32).fill(7));
const signer = Ed25519Keypair.fromSecretKey(new Uint8Array(32).fill(9));

/** A frame of gRPC-web: a flag, a length, and the bytes. */
const frame = (flag: number, bytes: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([flag, 0, 0, 0, bytes.length]), bytes]);
const TRAILERS = frame(0x80, Buffer.from('grpc-status: 0\r\n'));
const GRPC = { 'content-type': 'application/grpc-web+proto' };

const ANSWERS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  'closes the connection': (response) => response.destroy(),
  'answers with a page': (response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>'),
  'answers with a failure of its proxy': (response) => response.writeHead(502).end('bad gateway'),
  'answers with bytes that are no frames': (response) => response.writeHead(200, GRPC).end('garbage'),
  'answers with a frame that is no message': (response) =>
    response.writeHead(200, GRPC).end(Buffer.concat([frame(0, Buffer.alloc(40, 0xff)), TRAILERS])),
  'answers with half a frame': (response) =>
    response.writeHead(200, GRPC).end(frame(0, Buffer.alloc(40, 1)).subarray(0, 20)),
  'answers with nothing at all': (response) => response.writeHead(200, GRPC).end(),
  'answers with an empty message': (response) =>
    response.writeHead(200, GRPC).end(Buffer.concat([frame(0, new Uint8Array()), TRAILERS])),
};

/** All that a dApp asks that takes the chain. */
const CALLS: Readonly<Record<string, (client: HauloutClient) => Promise<unknown>>> = {
  systemState: (client) => client.systemState(),
  stakingState: (client) => client.stakingState(),
  committee: (client) => client.committee(),
  committees: (client) => client.committees(),
  contracts: (client) => client.contracts(),
  storageCost: (client) => client.storageCost({ bytes: 100, epochs: 1 }),
  read: (client) => client.read({ blobId }),
  readRange: (client) => client.readRange({ blobId, start: 0, end: 10 }),
  readFiles: (client) => client.readFiles({ blobId, identifiers: ['a'] }),
  listFiles: (client) => client.listFiles({ blobId }),
  blobStatus: (client) => client.blobStatus({ blobId }),
  checkAvailability: (client) => client.checkAvailability({ blobId }),
  'blobs.get': (client) => client.blobs.get({ blobObjectId: id('b') }),
  'blobs.attributes': (client) => client.blobs.attributes({ blobObjectId: id('b') }),
  'blobs.extend': (client) => client.blobs.extend({ blobObjectId: id('b'), epochs: 1, signer }),
  'sharedBlobs.get': (client) => client.sharedBlobs.get({ sharedBlobId: id('c') }),
  readEvidenceState: (client) => readEvidenceState(chainClient(client.client), id('e')),
  checkFunds: (client) => client.checkFunds({ owner: signer.toSuiAddress(), amount: 1n }),
  previewStore: (client) =>
    client.previewStore({ bytes: 10, epochs: 1, deletable: true, sender: signer.toSuiAddress() }),
  store: (client) => client.store({ bytes: new Uint8Array(10), epochs: 1, deletable: true, signer }),
  execute: (client) => client.execute({ what: 'pay', transaction: payment(), signer }),
};

function payment(): Transaction {
  const transaction = new Transaction();
  transaction.transferObjects([transaction.splitCoins(transaction.gas, [1])], id('a'));
  return transaction;
}

describe('a full node that fails', () => {
  let server: Server;
  let url: string;
  let answer: (response: ServerResponse) => void;
  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume();
      request.on('end', () => answer(response));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  for (const [what, way] of Object.entries(ANSWERS)) {
    test(`${what}: every call says that it is the full node, and which`, async () => {
      answer = way;
      const client = new SuiGrpcClient({ network: 'testnet', baseUrl: url }).$extend(
        haulout({ systemObjectId: id('1'), stakingObjectId: id('2') }),
      ).haulout;
      for (const [name, call] of Object.entries(CALLS)) {
        const error: unknown = await call(client).then(
          () => assert.fail(`${name} has an answer`),
          (reason: unknown) => reason,
        );
        const told = `${name}: ${String(error)}`;
        assert.ok(isHauloutError(error, 'CHAIN_UNREACHABLE'), told);
        assert.ok(error.message.includes(url), told);
        assert.match(
          error.message,
          /^(no full node answers|what answers) at .*: .+\. Check that it runs/,
          told,
        );
      }
    });
  }
});
