import { systemTimers } from '@haulout/sdk/base';
import { NodeFault, createStorageNodeClient } from '@haulout/sdk/nodes';
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest';
import fc from 'fast-check';

import { VirtualTimers, settle } from '../../support/virtual-timers.js';

const BLOB_ID = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
type Handler = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

let handler: Handler;
let url: string;
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => handler(request, response, Buffer.concat(chunks)));
});
beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  handler = (_, response) => response.writeHead(404).end();
});

const nodes = createStorageNodeClient({ fetch, timers: systemTimers });
const call = () => ({ nodeUrl: url, deadlineMs: 30_000 });
const answer =
  (status: number, body: unknown): Handler =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const success = (data: unknown) => answer(200, { success: { code: 200, data } });
const isFault = (kind: string, detail?: RegExp) => (error: unknown) => {
  assert.ok(error instanceof NodeFault, String(error));
  assert.equal(error.kind, kind);
  assert.match(
    error.message,
    new RegExp(`^${url.replaceAll('.', '\\.')}/v1/blobs/`),
    'names the node and the path',
  );
  if (detail) assert.match(error.message, detail);
  return true;
};

const statusLike = fc.dictionary(
  fc.constantFrom('permanent', 'deletable', 'invalid', '__proto__'),
  fc.dictionary(fc.constantFrom('endEpoch', 'initialCertifiedEpoch', 'event'), fc.jsonValue()),
);
const signedLike = fc.record({
  signed: fc.dictionary(
    fc.constantFrom('serializedMessage', 'signature'),
    fc.oneof(fc.base64String(), fc.jsonValue()),
  ),
});

describe('R23: the client speaks the official REST interface', () => {
  it('reads and writes metadata, slivers and confirmations at the official paths', async () => {
    const seen: string[] = [];
    handler = (request, response, body) => {
      seen.push(
        `${request.method} ${request.url} ${request.headers['content-type'] ?? '-'} ${body.toString('hex')}`,
      );
      if (request.method === 'PUT') return success('stored')(request, response, body);
      if (request.url!.includes('confirmation')) {
        return success({ signed: { serializedMessage: 'AQID', signature: 'BAUG' } })(request, response, body);
      }
      response.end(Buffer.from([7, 8, 9]));
    };
    assert.deepEqual(await nodes.getMetadata(call(), BLOB_ID, 10), new Uint8Array([7, 8, 9]));
    assert.deepEqual(
      await nodes.getSliver(call(), { blobId: BLOB_ID, pairIndex: 3, axis: 'secondary', maxBytes: 3 }),
      new Uint8Array([7, 8, 9]),
    );
    await nodes.putMetadata(call(), BLOB_ID, new Uint8Array([1]));
    await nodes.putSliver(call(), {
      blobId: BLOB_ID,
      pairIndex: 12,
      axis: 'primary',
      sliver: new Uint8Array([2, 3]),
    });
    const expected = { message: new Uint8Array([1, 2, 3]), signature: new Uint8Array([4, 5, 6]) };
    assert.deepEqual(await nodes.getConfirmation(call(), BLOB_ID, { kind: 'permanent' }), expected);
    assert.deepEqual(
      await nodes.getConfirmation(call(), BLOB_ID, { kind: 'deletable', objectId: '0x5' }),
      expected,
    );
    assert.deepEqual(seen, [
      `GET /v1/blobs/${BLOB_ID}/metadata - `,
      `GET /v1/blobs/${BLOB_ID}/slivers/3/secondary - `,
      `PUT /v1/blobs/${BLOB_ID}/metadata application/octet-stream 01`,
      `PUT /v1/blobs/${BLOB_ID}/slivers/12/primary application/octet-stream 0203`,
      `GET /v1/blobs/${BLOB_ID}/confirmation/permanent - `,
      `GET /v1/blobs/${BLOB_ID}/confirmation/deletable/0x5 - `,
    ]);
  });

  it('understands every status', async () => {
    const counts = { count_deletable_total: 1, count_deletable_certified: 0 };
    const cases = [
      ['nonexistent', { kind: 'nonexistent' }],
      [{ invalid: { event: { eventSeq: '1', txDigest: 'x' } } }, { kind: 'invalid' }],
      [
        { permanent: { deletableCounts: counts, endEpoch: 9, isCertified: true, initialCertifiedEpoch: 4 } },
        { kind: 'permanent', certifiedEpoch: 4, endEpoch: 9 },
      ],
      [
        { deletable: { deletableCounts: counts, initialCertifiedEpoch: null } },
        { kind: 'deletable', certifiedEpoch: undefined, endEpoch: undefined },
      ],
    ] as const;
    for (const [data, expected] of cases) {
      handler = success(data);
      assert.deepEqual(await nodes.getStatus(call(), BLOB_ID), expected);
    }
    const permanent = { deletableCounts: counts, endEpoch: 9, initialCertifiedEpoch: 4 };
    const statusEvent = { txDigest: '9'.repeat(43), eventSeq: '2' };
    handler = success({ permanent: { ...permanent, isCertified: true, statusEvent } });
    const certified = { kind: 'permanent', certifiedEpoch: 4, endEpoch: 9 };
    assert.deepEqual(await nodes.getStatus(call(), BLOB_ID), { ...certified, certifiedBy: statusEvent });
    // That of a registration is no certificate, and what is no event is left out.
    for (const [isCertified, event] of [
      [false, statusEvent],
      [true, { ...statusEvent, txDigest: 'l'.repeat(43) }],
      [true, { ...statusEvent, eventSeq: '-1' }],
      [true, null],
    ]) {
      handler = success({ permanent: { ...permanent, isCertified, statusEvent: event } });
      assert.deepEqual(await nodes.getStatus(call(), BLOB_ID), certified);
    }
    const ended = (expired: unknown) =>
      ((_, response) =>
        response.end(
          JSON.stringify({ success: { code: 200, data: 'nonexistent', expired } }),
        )) as typeof handler;
    handler = ended({ endEpoch: 9 });
    assert.deepEqual(await nodes.getStatus(call(), BLOB_ID), { kind: 'expired', endEpoch: 9 });
    for (const nonsense of [null, 9, {}, { endEpoch: -1 }, { endEpoch: '9' }, { endEpoch: 2 ** 32 }]) {
      handler = ended(nonsense);
      assert.deepEqual(await nodes.getStatus(call(), BLOB_ID), { kind: 'nonexistent' });
    }
    for (const stored of ['Nonexistent', 'Buffered', 'Stored']) {
      handler = success(stored);
      assert.equal(await nodes.getMetadataStatus(call(), BLOB_ID), stored);
      assert.equal(
        await nodes.getSliverStatus(call(), { blobId: BLOB_ID, pairIndex: 0, axis: 'primary' }),
        stored,
      );
    }
  });
});

describe('R10: hostile storage nodes cannot harm a client', () => {
  it('refuses a body that declares too many bytes before reading it', async () => {
    handler = (_, response) => response.writeHead(200, { 'content-length': '1000000' }).write('x');
    await assert.rejects(
      nodes.getSliver(call(), { blobId: BLOB_ID, pairIndex: 0, axis: 'primary', maxBytes: 100 }),
      isFault('oversized', /declares 1000000/),
    );
  });

  it('stops reading an endless body at the limit', async () => {
    handler = (_, response) => {
      const pour = () => {
        while (!response.destroyed && response.write(Buffer.alloc(1000)));
      };
      response.on('drain', pour).on('error', () => {});
      pour();
    };
    await assert.rejects(
      nodes.getSliver(call(), { blobId: BLOB_ID, pairIndex: 0, axis: 'primary', maxBytes: 5000 }),
      isFault('oversized', /longer than 5000/),
    );
  });

  it('bounds JSON answers and error texts too', async () => {
    handler = answer(200, 'x'.repeat(100_000));
    await assert.rejects(nodes.getStatus(call(), BLOB_ID), isFault('oversized'));
    handler = (_, response) => response.writeHead(500).end('y'.repeat(1_000_000));
    await assert.rejects(nodes.getStatus(call(), BLOB_ID), isFault('failed', /status 500/));
  });

  it('tells a refusal from a failure, with the status and the reason that the node gave', async () => {
    handler = answer(400, {
      error: {
        status: 'FAILED_PRECONDITION',
        message: 'the blob\nis not registered',
        details: [{ reason: 'NOT_REGISTERED' }],
      },
    });
    await assert.rejects(nodes.putMetadata(call(), BLOB_ID, new Uint8Array()), (error: NodeFault) => {
      assert.equal(error.reason, 'NOT_REGISTERED');
      assert.equal(error.status, 400);
      return isFault('refused', /status 400: the blob is not registered/)(error);
    });
    handler = (_, response) => response.writeHead(503).end('busy');
    await assert.rejects(nodes.getMetadata(call(), BLOB_ID, 10), isFault('failed', /status 503: busy/));
    handler = answer(400, { error: { details: { reason: 1 } } });
    await assert.rejects(nodes.getMetadata(call(), BLOB_ID, 10), isFault('refused'));
  });

  it('refuses answers in any other form', async () => {
    const forms = [
      null,
      [],
      {},
      { success: {} },
      { success: { data: null } },
      { success: { data: { __proto__: 1 } } },
    ];
    for (const form of forms) {
      handler = answer(200, form);
      await assert.rejects(nodes.getStatus(call(), BLOB_ID), isFault('malformed'));
      await assert.rejects(
        nodes.getConfirmation(call(), BLOB_ID, { kind: 'permanent' }),
        isFault('malformed'),
      );
    }
    for (const status of [
      { permanent: { endEpoch: -1 } },
      { deletable: { initialCertifiedEpoch: 1.5 } },
      'Stored',
    ]) {
      handler = success(status);
      await assert.rejects(nodes.getStatus(call(), BLOB_ID), isFault('malformed'));
    }
    for (const signed of [
      { serializedMessage: '*', signature: 'AQID' },
      { serializedMessage: 'AQID' },
      'AQID',
    ]) {
      handler = success({ signed });
      await assert.rejects(
        nodes.getConfirmation(call(), BLOB_ID, { kind: 'permanent' }),
        isFault('malformed'),
      );
    }
    handler = (_, response) => response.end(Buffer.from([0xff, 0xfe]));
    await assert.rejects(nodes.getStatus(call(), BLOB_ID), isFault('malformed', /not JSON/));
  });

  it('gives a value of the agreed form or blames the node, whatever JSON it is sent', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.jsonValue(),
          fc.record({ success: fc.record({ data: fc.oneof(fc.jsonValue(), statusLike, signedLike) }) }),
        ),
        async (body) => {
          const client = createStorageNodeClient({
            timers: systemTimers,
            fetch: async () => Response.json(body),
          });
          const outcomes = await Promise.allSettled([
            client.getStatus(call(), BLOB_ID),
            client.getConfirmation(call(), BLOB_ID, { kind: 'permanent' }),
            client.getSliverStatus(call(), { blobId: BLOB_ID, pairIndex: 0, axis: 'primary' }),
          ]);
          const [status, confirmation] = outcomes;
          for (const outcome of outcomes) {
            if (outcome.status === 'rejected') isFault('malformed')(outcome.reason);
          }
          if (status.status === 'fulfilled' && 'endEpoch' in status.value) {
            assert.ok(status.value.endEpoch === undefined || Number.isInteger(status.value.endEpoch));
          }
          if (confirmation.status === 'fulfilled')
            assert.ok(confirmation.value.signature instanceof Uint8Array);
        },
      ),
      { seed: 20_261_121, numRuns: 300 },
    );
  });

  it('does not follow a redirect to another host', async () => {
    handler = (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    await assert.rejects(nodes.getMetadata(call(), BLOB_ID, 10), isFault('unreachable', /redirect/));
  });

  it('names a node that hangs up or is not there', async () => {
    handler = (request) => request.socket.destroy();
    await assert.rejects(nodes.getMetadata(call(), BLOB_ID, 10), isFault('unreachable'));
    handler = (_, response) => {
      response.writeHead(200, { 'content-length': '9' }).write('x');
      setImmediate(() => response.destroy());
    };
    await assert.rejects(nodes.getMetadata(call(), BLOB_ID, 10), isFault('unreachable'));
  });
});

describe('requests end on time', () => {
  const silent = (timers: VirtualTimers) =>
    createStorageNodeClient({ timers, fetch: () => new Promise<Response>(() => {}) });

  it('gives up at the deadline, even if fetch ignores its signal', async () => {
    const timers = new VirtualTimers();
    const request = silent(timers).getMetadata({ nodeUrl: url, deadlineMs: 500 }, BLOB_ID, 10);
    await assert.rejects(timers.finish(request), isFault('silent', /within 500 ms/));
    assert.equal(timers.now(), 500);
  });

  it('counts the body into the deadline', async () => {
    const timers = new VirtualTimers();
    const dripping = createStorageNodeClient({
      timers,
      fetch: async () =>
        new Response(new ReadableStream({ start: (body) => body.enqueue(new Uint8Array(1)) })),
    });
    const request = dripping.getMetadata({ nodeUrl: url, deadlineMs: 500 }, BLOB_ID, 10);
    await assert.rejects(timers.finish(request), isFault('silent'));
  });

  it('ends with the reason of its signal, before or during the request, and leaves no timer', async () => {
    const timers = new VirtualTimers();
    const stop = new AbortController();
    const request = silent(timers).getMetadata(
      { nodeUrl: url, deadlineMs: 500, signal: stop.signal },
      BLOB_ID,
      10,
    );
    request.catch(() => {});
    await settle();
    stop.abort(new Error('closed'));
    await assert.rejects(request, /closed/);
    const early = silent(timers).getMetadata(
      { nodeUrl: url, deadlineMs: 500, signal: stop.signal },
      BLOB_ID,
      10,
    );
    await assert.rejects(early, /closed/);
    assert.equal(timers.pending, 0);
  });
});
