/**
 * What strangers can ask of a node costs it no more than reading and sending: work is counted here, and never
 * time.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { MemoryLevel } from 'memory-level';
import { afterEach, describe, test } from 'vitest';
import { openStorageNode, type Database, type StorageNode, type StorageNodeOptions } from '@haulout/node';
import { metadataLayout, sliverBytes, sliverOfPair } from '@haulout/sdk/encoding';
import { handFedChain, N_SHARDS, SECRET_KEY, SHARDS, testBlob } from '../../support/blob-fixture.js';
import { settle, VirtualTimers } from '../../support/virtual-timers.js';
import { upload } from './neighbourhood.js';

/** A disk that gives no sliver of a blob until it is told to. */
class SlowDisk extends MemoryLevel<string, Uint8Array> {
  #held: Promise<void> = Promise.resolve();
  constructor() {
    super({ keyEncoding: 'utf8', valueEncoding: 'view' });
  }

  hold(): () => void {
    let release = () => {};
    this.#held = new Promise((resolve) => (release = resolve));
    return release;
  }

  override async get(key: string): Promise<Uint8Array | undefined> {
    if (key.startsWith('sliver/') && key.endsWith('/secondary')) await this.#held;
    return super.get(key) as Promise<Uint8Array | undefined>;
  }
}

let node: StorageNode | undefined;
afterEach(async () => {
  await node?.close();
  node = undefined;
});

async function withBlob(options: Partial<StorageNodeOptions> = {}, length = 300_000) {
  const chain = handFedChain();
  const disk = new SlowDisk();
  const blob = await testBlob(5, length);
  node = await openStorageNode({
    folder: disk as unknown as Database,
    secretKey: SECRET_KEY,
    chain: () => chain.view,
    ...options,
  });
  chain.register(blob.id);
  await upload(node, blob, SHARDS);
  return { disk, blob, node, chain };
}

const expansionsOf = async ({ inject }: StorageNode) =>
  Number(/^haulout_node_expanded_slivers_total (\d+)$/m.exec((await inject('/metrics')).body)![1]);

describe('symbols that anybody may ask for', () => {
  test('cost one expansion for each sliver, however many ask at once', async () => {
    const { blob, node } = await withBlob();
    const targets = Array.from({ length: 200 }, (_, at) => at % N_SHARDS);
    const ask = (index: number) =>
      node.inject(`/v1/blobs/${blob.text}/recoverySymbols?targetSliver=${index}&targetType=primary`);
    const answers = await Promise.all(targets.map(ask));
    assert.ok(answers.every(({ statusCode }) => statusCode === 200));
    assert.equal(await expansionsOf(node), SHARDS.length);
    const pair = blob.slivers[0]!.pairIndex;
    const cells = await Promise.all(
      targets.map((cell) => node.inject(`/v1/blobs/${blob.text}/cells/${pair}-secondary-${cell}`)),
    );
    assert.ok(cells.every(({ statusCode }) => statusCode === 200));
    assert.equal(await expansionsOf(node), SHARDS.length);
  });

  test('are refused when too many wait; health, slivers and other peers are served', async () => {
    const { disk, blob, node } = await withBlob({ trustedProxies: ['loopback'] });
    const column = sliverOfPair('secondary', blob.slivers[0]!.pairIndex, N_SHARDS);
    const url = `/v1/blobs/${blob.text}/recoverySymbols?proofAxis=secondary&id=0-${column}`;
    const ask = (peer: string) => node.inject({ url, headers: { 'x-forwarded-for': peer } });
    const release = disk.hold();
    const done: string[] = [];
    const hostile = Array.from({ length: 400 }, () => ask('203.0.113.7'));
    for (const answer of hostile) void answer.then(() => done.push('hostile'));
    while (done.length < 400 - 4 - 256) await settle();
    const other = ask('203.0.113.8').finally(() => done.push('other'));
    for (const path of ['/v1/health', `/v1/blobs/${blob.text}/slivers/${blob.slivers[0]!.pairIndex}/primary`])
      assert.equal((await node.inject(path)).statusCode, 200, path);
    await settle();
    assert.equal(done.length, 400 - 4 - 256 + 1, 'one of those with the most gives way to the other');
    release();
    assert.equal((await other).statusCode, 200);
    const answers = await Promise.all(hostile);
    const refused = answers.filter(({ statusCode }) => statusCode === 429);
    assert.equal(refused.length, 400 - 4 - 256 + 1);
    for (const { headers, body } of refused) {
      assert.equal(headers['retry-after'], '1');
      assert.equal(JSON.parse(body).error.details[0].reason, 'TOO_MANY_REQUESTS');
    }
    assert.ok(done.indexOf('other') < done.length - 200, 'it has not waited for all of the others');
    assert.equal(await expansionsOf(node), 1);
  });

  test('are counted by the address that opens the connection where no proxy is trusted', async () => {
    const { node } = await withBlob({ requestsPerSecond: 1 }, 100);
    const ask = (remoteAddress: string, forwardedFor = '127.0.0.1') =>
      node.inject({ url: '/v1/health', remoteAddress, headers: { 'x-forwarded-for': forwardedFor } });
    for (let at = 0; at < 10; at++) assert.equal((await ask('203.0.113.7')).statusCode, 200);
    const refused = await ask('203.0.113.7', '203.0.113.9');
    assert.equal(refused.statusCode, 429);
    assert.match(String(refused.headers['retry-after']), /^\d+$/);
    assert.equal((await ask('203.0.113.8')).statusCode, 200);
    for (let at = 0; at < 20; at++) assert.equal((await ask('127.0.0.1')).statusCode, 200, 'this machine');
    // One party has all addresses of such a network.
    for (let at = 0; at < 10; at++) assert.equal((await ask(`2001:db8::${at}`)).statusCode, 200);
    assert.equal((await ask('2001:db8::77')).statusCode, 429);
  });
});

describe('bodies without an end', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
    server = undefined;
  });

  /** Most bytes that the node reads of a body that it does not want: what comes with its head. */
  const MOST_READ = 512 * 1024;

  /** Sends the head of a request, and then a body for as long as the node takes it. */
  async function sendEndless(port: number, head: string, chunked: boolean) {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    let answer = '';
    socket.on('data', (bytes: Buffer) => (answer += bytes.toString('latin1')));
    socket.on('error', () => undefined);
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.write(
      [
        head,
        'host: node',
        chunked ? 'transfer-encoding: chunked' : 'content-length: 1000000000',
        '\r\n',
      ].join('\r\n'),
    );
    const piece = Buffer.alloc(65_536, 'x');
    const chunk = chunked ? Buffer.concat([Buffer.from('10000\r\n'), piece, Buffer.from('\r\n')]) : piece;
    const send = (): void => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.on('drain', send);
    send();
    return { closed, answer: () => answer };
  }

  for (const [what, method, path, status] of [
    ['of a blob that nobody registered', 'PUT', '/v1/blobs/{other}/metadata', 400],
    ['that is larger than what is expected', 'PUT', '/v1/blobs/{blob}/slivers/{pair}/primary', 413],
    ['at a path that there is not', 'POST', '/v1/nowhere', 404],
    ['that nothing is said about', 'GET', '/v1/health', 200],
  ] as const) {
    for (const chunked of [true, false]) {
      test(`${what}, ${chunked ? 'in chunks' : 'announced'}: ${status}, and the rest is not read`, async () => {
        const timers = new VirtualTimers();
        const { blob, node } = await withBlob({ neighbours: { timers } }, 1_000);
        const other = await testBlob(6, 100);
        const sockets: Socket[] = [];
        server = createServer(node.handle).on('connection', (socket: Socket) => sockets.push(socket));
        await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
        const { port } = server.address() as AddressInfo;
        const url = path
          .replace('{other}', other.text)
          .replace('{blob}', blob.text)
          .replace('{pair}', String(blob.slivers[0]!.pairIndex));
        const sent = await sendEndless(port, `${method} ${url} HTTP/1.1`, chunked);
        while (!sent.answer().includes('\r\n\r\n')) await settle();
        assert.match(sent.answer(), new RegExp(`^HTTP/1.1 ${status} `));
        assert.match(sent.answer(), /^connection: close\r$/m);
        assert.equal(sockets[0]!.destroyed, false, 'the client has a moment to see it');
        await timers.tick();
        await sent.closed;
        const layout = metadataLayout(blob.encoded.metadata);
        assert.ok(
          sockets[0]!.bytesRead < MOST_READ + sliverBytes(layout, 'primary'),
          `${sockets[0]!.bytesRead}`,
        );
      });
    }
  }
});
