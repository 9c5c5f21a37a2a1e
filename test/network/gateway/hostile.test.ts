/** What a stranger with bad intentions can do to a gateway over a socket: nothing that lasts. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, test } from 'vitest';
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
