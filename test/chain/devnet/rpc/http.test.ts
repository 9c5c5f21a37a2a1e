/** The chain over HTTP, to the unmodified official client and to whoever else knocks. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { Devnet } from '@haulout/devnet';
import { maxRequestBytes } from '@haulout/devnet/rpc';
import type { Listener } from '@haulout/devnet/rpc';
import { requestSuiFromFaucetV2 } from '@mysten/sui/faucet';
import { GrpcTypes, GrpcWebFetchTransport, RpcError, SuiGrpcClient } from '@mysten/sui/grpc';
import { Transaction } from '@mysten/sui/transactions';
import fc from 'fast-check';
import { world } from './world.js';
import type { World } from './world.js';

let w: World;
let listener: Listener;
const clients: Record<string, SuiGrpcClient> = {};
beforeAll(async () => {
  w = await world('http');
  listener = await w.devnet.listen();
  const baseUrl = listener.url;
  clients['text, the default'] = new SuiGrpcClient({ network: 'devnet', baseUrl });
  const transport = new GrpcWebFetchTransport({ baseUrl, format: 'binary' });
  clients['binary'] = new SuiGrpcClient({ network: 'devnet', transport });
});
afterAll(() => w.devnet.stop());

for (const format of ['text, the default', 'binary']) {
  describe(`the official client over HTTP (${format})`, () => {
    it('publishes nothing less than in process: builds, signs, executes and reads', async () => {
      const client = clients[format]!;
      const transaction = new Transaction();
      transaction.moveCall({ target: `${w.packageId}::shelf::open` });
      const signer = w.devnet.newAccount(format);
      const result = await client.signAndExecuteTransaction({
        transaction,
        signer,
        include: { effects: true, events: true, objectTypes: true },
      });
      assert.equal(result.$kind, 'Transaction');
      const { digest } = result.Transaction!;
      await client.waitForTransaction({ digest });
      const both = [client, w.client].map((one) =>
        one.getTransaction({ digest, include: { effects: true } }),
      );
      const [overHttp, inProcess] = await Promise.all(both);
      assert.deepEqual(overHttp, inProcess);
    });

    it('hears of checkpoints as they are made, and ends a subscription by breaking off', async () => {
      const { responses } = clients[format]!.subscriptionService.subscribeCheckpoints({
        readMask: { paths: ['sequence_number'] },
      });
      const heard: bigint[] = [];
      const iterator = responses[Symbol.asyncIterator]();
      // The client gives no sign that the stream is open before its first message, so messages are made until
      // one comes.
      const first = iterator.next();
      let open = false;
      void first.then(() => (open = true));
      while (!open) {
        w.devnet.advanceClock(1);
        await new Promise((resolve) => setImmediate(resolve));
      }
      heard.push((await first).value!.cursor!);
      w.devnet.advanceClock(1);
      heard.push(((await iterator.next()).value as GrpcTypes.SubscribeCheckpointsResponse).cursor!);
      assert.equal(heard[1], heard[0]! + 1n);
    });

    it('gets the same errors as in process, words beyond ASCII included', async () => {
      const failure = async (client: SuiGrpcClient, call: (client: SuiGrpcClient) => Promise<unknown>) => {
        const error = await call(client).then(
          () => assert.fail('it succeeded'),
          (thrown: unknown) => thrown,
        );
        assert.ok(error instanceof RpcError, String(error));
        return { code: error.code, message: error.message };
      };
      const calls: ((client: SuiGrpcClient) => Promise<unknown>)[] = [
        async (client) => (await client.ledgerService.getObject({ objectId: '0x7777' })).response,
        async (client) => (await client.ledgerService.getObject({ objectId: 'müll 100% 🦭' })).response,
        async (client) => (await client.ledgerService.getTransaction({ digest: 'no digest' })).response,
      ];
      for (const call of calls) {
        assert.deepEqual(await failure(clients[format]!, call), await failure(w.client, call));
      }
    });

    it('can give up, before and while it waits, and can set a deadline', async () => {
      const client = clients[format]!;
      await assert.rejects(client.getReferenceGasPrice({ signal: AbortSignal.abort() }));
      const controller = new AbortController();
      const call = client.subscriptionService.subscribeCheckpoints({}, { abort: controller.signal });
      const next = call.responses[Symbol.asyncIterator]().next();
      controller.abort();
      await assert.rejects(next, { code: 'CANCELLED' });
      const late = client.subscriptionService.subscribeCheckpoints({}, { timeout: 20 });
      await assert.rejects(
        async () => {
          for await (const _ of late.responses);
        },
        { code: 'DEADLINE_EXCEEDED' },
      );
    });

    it('asks many things at once', async () => {
      const asked = Array.from({ length: 50 }, (_, index) => index % 3);
      const answers = await Promise.all(
        asked.map(async (kind) => {
          if (kind === 0) return (await clients[format]!.getReferenceGasPrice()).referenceGasPrice;
          const objectId = kind === 1 ? '0x6' : w.packageId;
          return (await clients[format]!.getObject({ objectId })).object.objectId;
        }),
      );
      const clock = `0x${'6'.padStart(64, '0')}`;
      assert.deepEqual(
        answers,
        asked.map((kind) => ['1000', clock, w.packageId][kind]),
      );
    });
  });
}

describe('the faucet, at the same address', () => {
  const recipient = `0x${'fa'.repeat(32)}`;
  const balance = async (owner: string) => BigInt((await w.client.getBalance({ owner })).balance.balance);
  const ask = async (body: BodyInit) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${listener.url}/v2/gas`, { method: 'POST', headers, body });
    return { http: response.status, answer: (await response.json()) as { status: unknown } };
  };

  it('gives SUI to whoever asks as the official client does', async () => {
    const { coins_sent } = await requestSuiFromFaucetV2({ host: listener.url, recipient });
    const [coin] = coins_sent!;
    assert.equal(await balance(recipient), 100_000_000_000n);
    assert.equal(coin!.amount, 100_000_000_000);
    const include = { previousTransaction: true } as const;
    const { object } = await w.client.getObject({ objectId: coin!.id, include });
    assert.equal(object.previousTransaction, coin!.transferTxDigest);
    const { Transaction: sent } = await w.client.getTransaction({ digest: coin!.transferTxDigest });
    assert.ok(sent);
    await requestSuiFromFaucetV2({ host: listener.url, recipient: '0xfa' });
    assert.equal(await balance('0xfa'), 100_000_000_000n);
  });

  it('says why it gives nothing, and gives nothing', async () => {
    const funds = await balance(recipient);
    const none = ['', '{}', 'null', '[]', '{"FixedAmountRequest":null}', `{"recipient":"${recipient}"}`];
    const addresses = ['', '0x', 'fa', `0x${'f'.repeat(65)}`, '0xxyz', 7, null, { toString: 'x' }];
    const bodies = [
      ...none,
      ...addresses.map((recipient) => JSON.stringify({ FixedAmountRequest: { recipient } })),
    ];
    for (const body of bodies) {
      const { http, answer } = await ask(body);
      assert.equal(http, 400, body);
      assert.match(JSON.stringify(answer.status), /^\{"Failure":\{"internal":"the body has to be /);
    }
    const long = await ask(JSON.stringify({ FixedAmountRequest: { recipient }, padding: 'x'.repeat(5000) }));
    assert.equal(long.http, 413);
    await assert.rejects(
      requestSuiFromFaucetV2({ host: listener.url, recipient: 'nobody' }),
      /Faucet request failed/,
    );
    assert.equal(await balance(recipient), funds);
  });
});

it('another process reads the same chain', async () => {
  const program = `
    import { SuiGrpcClient } from '@mysten/sui/grpc';
    const client = new SuiGrpcClient({ network: 'devnet', baseUrl: process.argv[1] });
    console.log((await client.core.getChainIdentifier()).chainIdentifier);
  `;
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program, listener.url]);
  assert.equal(stdout.trim(), (await w.client.core.getChainIdentifier()).chainIdentifier);
});

describe('a server on a port', () => {
  const path = '/sui.rpc.v2.LedgerService/GetServiceInfo';
  const type = 'application/grpc-web+proto';
  const empty = Buffer.alloc(5);
  const post = async (body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}, at = path) => {
    const response = await fetch(listener.url + at, {
      method: 'POST',
      headers: { 'content-type': type, ...headers },
      body,
    });
    return { http: response.status, text: Buffer.from(await response.arrayBuffer()).toString('latin1') };
  };
  const status = (text: string) => Number(/grpc-status:(\d+)/.exec(text)?.[1]);

  it('tells browsers that any page may ask', async () => {
    const preflight = await fetch(listener.url + path, {
      method: 'OPTIONS',
      headers: { origin: 'https://dapp.example', 'access-control-request-method': 'POST' },
    });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
    assert.equal(preflight.headers.get('access-control-allow-headers'), '*');
    const answer = await fetch(listener.url + path, {
      method: 'POST',
      headers: { 'content-type': type },
      body: empty,
    });
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    assert.equal(answer.headers.get('content-type'), type);
  });

  it('refuses what is no gRPC-web', async () => {
    assert.equal((await fetch(listener.url)).status, 405);
    assert.equal((await post(empty, { 'content-type': 'application/json' })).http, 415);
    assert.equal((await post(empty, { 'content-type': 'application/grpc' })).http, 415);
  });

  it('answers hostile requests with the status that fits, and goes on', async () => {
    const claims = (length: number, flags = 0) => {
      const frame = Buffer.alloc(5);
      frame[0] = flags;
      frame.writeUInt32BE(length, 1);
      return frame;
    };
    const text = { 'content-type': 'application/grpc-web-text' };
    const cases: [Buffer<ArrayBuffer>, number, Record<string, string>?, string?][] = [
      [Buffer.alloc(0), 3],
      [Buffer.alloc(4), 3],
      [claims(1), 3],
      [claims(0xffff_ffff), 8],
      [claims(0, 1), 12],
      [claims(0, 0x80), 3],
      [Buffer.concat([empty, empty]), 3],
      [Buffer.from([0, 0, 0, 0, 2, 0xff, 0xff]), 3, {}, '/sui.rpc.v2.LedgerService/GetObject'],
      [Buffer.from('!!!!'), 3, text],
      [Buffer.from('AAA'), 3, text],
      [empty, 12, {}, '/sui.rpc.v2.LedgerService/Nothing'],
      [empty, 12, {}, '/__proto__'],
      [empty, 12, {}, '/'],
      [empty, 3, { 'grpc-timeout': 'soon' }],
      [Buffer.alloc(maxRequestBytes + 6), 8],
    ];
    for (const [body, expected, headers, at] of cases) {
      const answer = await post(body, headers, at);
      const decoded = headers === text ? Buffer.from(answer.text, 'base64').toString('latin1') : answer.text;
      assert.equal(
        status(decoded),
        expected,
        `${body.subarray(0, 8).toString('hex')} ${at ?? ''}: ${decoded}`,
      );
    }
    assert.equal(status((await post(empty)).text), 0);
  });

  it('stops reading a body without a length when it is too long', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const sender = httpRequest(listener.url + path, { method: 'POST', headers: { 'content-type': type } });
      sender.on('response', (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
        response.on('end', () => resolve(text));
      });
      sender.on('error', reject);
      // Never ended: the answer comes because enough was sent.
      sender.write(Buffer.alloc(maxRequestBytes + 6));
    });
    assert.equal(status(answer), 8);
  });

  it('survives any bytes, in a body and instead of HTTP', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 64 }),
        fc.constantFrom('GetObject', 'BatchGetObjects', 'GetTransaction', 'GetCheckpoint'),
        fc.boolean(),
        async (bytes, method, framed) => {
          const head = Buffer.alloc(5);
          head.writeUInt32BE(bytes.length, 1);
          const body = framed ? Buffer.concat([head, bytes]) : Buffer.from(bytes);
          const { http, text } = await post(body, {}, `/sui.rpc.v2.LedgerService/${method}`);
          assert.equal(http, 200);
          assert.ok(status(text) >= 0 && status(text) !== 13, text);
        },
      ),
      { seed: 20, numRuns: 60 },
    );
    await new Promise<void>((resolve) => {
      const socket = connect(listener.port, '127.0.0.1', () => socket.end('\0\0garbage\r\n\r\n'));
      socket.resume().on('error', () => undefined);
      socket.on('close', () => resolve());
    });
    assert.equal(status((await post(empty)).text), 0);
  });

  it('ends open streams when it is closed, and frees its port', async () => {
    const own = await Devnet.start({ seed: 'closing' });
    const first = await own.listen();
    const client = new SuiGrpcClient({ network: 'devnet', baseUrl: first.url });
    const stream = client.subscriptionService.subscribeCheckpoints({});
    await stream.headers;
    const ended = assert.rejects(
      async () => {
        for await (const _ of stream.responses);
      },
      { code: 'UNAVAILABLE' },
    );
    await first.close();
    await first.close();
    await ended;
    const second = await own.listen({ port: first.port });
    assert.equal(second.port, first.port);
    await assert.rejects(own.listen({ port: first.port }), { code: 'EADDRINUSE' });
    own.stop();
    await second.close();
    await assert.rejects(fetch(second.url));
  });
});
