/** Who counts as asking, whatever headers say. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { createShell } from '../../../node/src/http/shell.js';
import { limitConnections } from '../../../node/src/http/limit-connections.js';
import { isLoopback, peerOf } from '../../../node/src/http/peer.js';
import { extent } from '../../support/long.js';
import { settle, VirtualTimers } from '../../support/virtual-timers.js';

const PROXY = '10.0.0.5';
const RUNS = { seed: 11, numRuns: extent({ short: 100, long: 20_000 }) };

type Shell = Awaited<ReturnType<typeof createShell>>;

let trusting: Shell;
let trustless: Shell;
beforeAll(async () => {
  const open = async (trustedProxies?: readonly string[]): Promise<Shell> => {
    const options = { logger: pino({ level: 'silent' }), timers: new VirtualTimers(), name: 'the test' };
    const app = await createShell({ ...options, trustedProxies, requestsPerSecond: 1_000_000 });
    app.get('/', async (request) => ({ peer: peerOf(request) }));
    return app;
  };
  trusting = await open([PROXY, '10.1.0.0/16', 'loopback']);
  trustless = await open();
});
afterAll(() => Promise.all([trusting.close(), trustless.close()]));

async function peer(app: Shell, remoteAddress: string, forwarded?: string): Promise<string> {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  const answer = await app.inject({ url: '/', remoteAddress, headers });
  assert.equal(answer.statusCode, 200, answer.body);
  return (answer.json() as { peer: string }).peer;
}

/** Addresses of strangers. */
const stranger = fc.oneof(fc.ipV4(), fc.ipV6()).filter((ip) => !/^(10\.|127\.|::|0+:)/.test(ip));
const word = fc.oneof(
  fc.constantFrom('127.0.0.1', '::1', '::ffff:127.0.0.1', 'localhost', 'unknown', '_secret', PROXY, ''),
  fc.constantFrom('203.0.113.7:4711', '[2001:db8::1]', '[2001:db8::1]:80', '0x7f.1', '2130706433', '::1%lo'),
  fc.ipV4(),
  fc.ipV6(),
  fc.stringMatching(/^[\x20-\x7e]{0,40}$/),
);
/** What a client may put into the header. */
const header = fc.array(word, { maxLength: 8 }).map((words) => words.join(','));

describe('who asks', () => {
  test('is who opened the connection, whatever a header says, where that is no proxy', async () => {
    const property = fc.asyncProperty(stranger, header, async (ip, forwarded) => {
      const itself = await peer(trustless, ip);
      for (const app of [trustless, trusting]) assert.equal(await peer(app, ip, forwarded), itself);
      assert.equal(isLoopback(itself), false);
    });
    await fc.assert(property, RUNS);
  });

  test('is whom a proxy adds to the header, whatever stands before that', async () => {
    const property = fc.asyncProperty(stranger, header, async (ip, forwarded) => {
      const itself = await peer(trustless, ip);
      for (const proxy of [PROXY, '10.1.2.3', '127.0.0.1', '::ffff:10.0.0.5'])
        assert.equal(await peer(trusting, proxy, `${forwarded}, ${ip}`), itself);
      assert.equal(await peer(trusting, PROXY, `${forwarded},${ip}, 10.1.0.9`), itself, 'over two proxies');
    });
    await fc.assert(property, RUNS);
  });

  test('is an address, or one peer for all that have none, where a proxy adds nothing', async () => {
    const property = fc.asyncProperty(header, async (forwarded) => {
      const found = await peer(trusting, PROXY, forwarded);
      assert.ok(found.length <= 45, found);
      assert.match(found, /^[0-9a-f.:]*$/);
    });
    await fc.assert(property, RUNS);
    for (const made of ['unknown', '203.0.113.7:4711', 'x'.repeat(9_000)])
      assert.equal(await peer(trusting, PROXY, made), '');
    assert.equal(isLoopback(''), false, 'it is counted');
  });
});

test('an address has so many connections at one time, and others have theirs', async () => {
  const server = createServer((socket) => socket.on('error', () => undefined));
  limitConnections(server, 2, () => false);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const open = async (localAddress: string) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress }).on('error', () => undefined);
    await once(socket, 'connect');
    return { socket, closed: new Promise<void>((resolve) => socket.resume().once('close', () => resolve())) };
  };
  const isLetIn = async (connections: number): Promise<boolean> =>
    (await new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)))) ===
    connections;
  const [first, second, third] = [await open('127.0.0.2'), await open('127.0.0.2'), await open('127.0.0.2')];
  await third.closed;
  const other = await open('127.0.0.3');
  while (!(await isLetIn(3))) await settle();
  first.socket.destroy();
  while (!(await isLetIn(2))) await settle();
  const again = await open('127.0.0.2');
  while (!(await isLetIn(3))) await settle();
  for (const { socket } of [second, other, again]) socket.destroy();
  server.close();
});
