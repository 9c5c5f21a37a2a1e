/** How commands reach a running node, and what they make of answers. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { pino } from 'pino';
import { isHauloutError } from '@haulout/sdk/base';
import type { EndedScrubPass, Scrub } from '@haulout/node';
import { askNode } from '../../../cli/src/node/ask-node.js';
import { serveControl, type ControlLine, type ControlRequest } from '../../../cli/src/node/control.js';
import { scrubText } from '../../../cli/src/node/scrub.js';
import { extent } from '../../support/long.js';

const logger = pino({ level: 'silent' });
const ENDED: EndedScrubPass = {
  entries: 12,
  bytes: 2 ** 20,
  rotten: 1,
  unread: 0,
  beganMs: 0,
  endedMs: 90_000,
};

let folder: string;
let sockets = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haulout-control-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
const newSocket = () => join(folder, `${sockets++}.sock`);

async function lines(file: string, request: string): Promise<ControlLine[]> {
  const all: ControlLine[] = [];
  for await (const line of (await askNode(file, request as ControlRequest)) ?? assert.fail()) all.push(line);
  return all;
}

/** A scrub that ends when it is told to. */
function heldScrub() {
  let settle: { resolve: (pass: EndedScrubPass) => void; reject: (error: unknown) => void };
  const held = new Promise<EndedScrubPass>((resolve, reject) => (settle = { resolve, reject }));
  const ended: unknown[] = [];
  const scrub: Scrub = {
    report: () => ({ pass: undefined, last: ENDED, storedBytes: 5 }),
    async run(signal) {
      signal!.addEventListener('abort', () => (ended.push(signal!.reason), settle.reject(signal!.reason)));
      return held;
    },
    stop: async () => undefined,
  };
  return { scrub, end: () => settle.resolve(ENDED), ended };
}

describe('commands and the running node', () => {
  it('nobody else than its user can open its socket, and what a killed node has left is replaced', async () => {
    const file = newSocket();
    const { scrub, end: endPass } = heldScrub();
    endPass();
    for (const _ of [1, 2]) {
      const end = await serveControl(file, () => scrub, logger);
      assert.equal((await stat(file)).mode & 0o777, 0o600);
      assert.deepEqual((await lines(file, 'scrub')).at(-1), { ended: ENDED });
      assert.deepEqual(await lines(file, 'scrub-report'), [{ report: { last: ENDED, storedBytes: 5 } }]);
      await end();
      assert.equal(await askNode(file, 'scrub'), undefined, 'nobody listens any more');
    }
  });

  it('who hangs up ends what he has asked for', async () => {
    const file = newSocket();
    const { scrub, ended } = heldScrub();
    const end = await serveControl(file, () => scrub, logger);
    const socket = connect(file);
    socket.write('scrub\n');
    await once(socket, 'data');
    socket.destroy();
    while (ended.length === 0) await new Promise((resolve) => setImmediate(resolve));
    assert.match(String(ended[0]), /the command has ended/);
    await end();
  });

  it('what is no request, and a node that is opened anew, are told as errors', async () => {
    const file = newSocket();
    const end = await serveControl(file, () => undefined, logger);
    await assert.rejects(lines(file, 'scrub'), { code: 'REFUSED', message: /opened anew/ });
    await end();
    const again = await serveControl(file, () => heldScrub().scrub, logger);
    await assert.rejects(lines(file, 'x'.repeat(1_000)), { code: 'REFUSED', message: /no such request/ });
    await again();
  });

  it('an answer that is not one of a node is refused, and read no further than it has to be', async () => {
    for (const answer of ['nonsense\n', 'null\n', 'x'.repeat(100_000)]) {
      const file = newSocket();
      const server = createServer((socket) => socket.on('error', () => undefined).end(answer)).listen(file);
      await once(server, 'listening');
      await assert.rejects(lines(file, 'scrub'), { code: 'MALFORMED_ANSWER' });
      server.close();
    }
  });

  it('whatever is sent in whatever pieces, a node answers in its own words or not at all, and goes on', async () => {
    const file = newSocket();
    const { scrub, end: endPass } = heldScrub();
    endPass();
    const end = await serveControl(file, () => scrub, logger);
    const piece = fc.oneof(
      fc.constantFrom(
        'scrub',
        'scrub-report',
        '\n',
        '\r\n',
        ' ',
        '\0',
        '{}',
        'scrub\nscrub\n',
        'x'.repeat(100),
      ),
      fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
    );
    const property = fc.asyncProperty(
      fc.array(piece, { maxLength: 6 }),
      fc.boolean(),
      async (pieces, hangsUp) => {
        const socket = connect(file);
        let text = '';
        socket.on('error', () => undefined).on('data', (bytes: Buffer) => (text += bytes.toString()));
        const closed = once(socket, 'close');
        for (const one of pieces) socket.write(one, 'latin1');
        if (hangsUp) socket.destroy();
        else socket.end();
        await closed;
        assert.ok(text.length < 4_096);
        for (const line of text.split('\n').slice(0, -1))
          assert.match(line, /^\{"(report|ended)":\{.*\}\}$|^\{"error":"this node knows no such request"\}$/);
      },
    );
    await fc.assert(property, { seed: 7, numRuns: extent({ short: 150, long: 3_000 }) });
    assert.deepEqual(await lines(file, 'scrub-report'), [{ report: { last: ENDED, storedBytes: 5 } }]);
    await end();
  });

  it('whatever answers, a command gets what it can show, or fails in a sentence', async () => {
    const report = { report: { pass: ENDED, last: ENDED, storedBytes: 5 } };
    const part = fc.constantFrom(undefined, null, -1, 1.5, 'x', {}, [], 1e300);
    const hurt = fc
      .tuple(fc.constantFrom('report', 'ended', 'pass', 'last', 'storedBytes', 'rotten', 'unread'), part)
      .map(([name, value]) =>
        JSON.stringify(name === 'ended' ? { ended: ENDED } : report, (key, old: unknown) =>
          key === name ? value : old,
        ),
      );
    const line = fc.oneof(hurt, fc.json(), fc.string(), fc.constant(JSON.stringify(report)));
    let answer = '';
    const file = newSocket();
    const server = createServer((socket) => socket.on('error', () => undefined).end(answer)).listen(file);
    await once(server, 'listening');
    const property = fc.asyncProperty(fc.array(line, { maxLength: 4 }), async (all) => {
      answer = all.join('\n');
      try {
        for (const one of await lines(file, 'scrub')) {
          if ('report' in one) assert.doesNotMatch(scrubText(one.report, 0), /NaN|undefined/);
          else if ('ended' in one) assert.ok(one.ended.endedMs >= 0);
        }
      } catch (error) {
        assert.ok(isHauloutError(error), String(error));
      }
    });
    await fc.assert(property, { seed: 8, numRuns: extent({ short: 200, long: 5_000 }) });
    server.close();
  });

  it('an answer that breaks off is no answer', async () => {
    const file = newSocket();
    // It ends before it has read the request, and behind a line.
    for (const said of [undefined, `${JSON.stringify({ report: { storedBytes: 5 } })}\n`]) {
      const server = createServer((socket) => {
        socket.on('error', () => undefined);
        if (said === undefined) socket.destroy();
        else socket.once('data', () => socket.end(said));
      }).listen(file);
      await once(server, 'listening');
      await assert.rejects(lines(file, 'scrub'), { code: 'BROKEN_OFF', message: /has hung up/ });
      server.close();
    }
  });

  it('what the scrub has shown is said on one line', () => {
    const text = (report: Partial<ReturnType<Scrub['report']>>) =>
      scrubText({ pass: undefined, last: undefined, storedBytes: 400, ...report }, 150_000);
    const pass = { entries: 3, bytes: 100, rotten: 0, unread: 0, beganMs: 0 };
    assert.equal(text({}), 'not begun');
    assert.equal(text({ pass }), '25 % of the first pass');
    assert.equal(text({ last: ENDED }), '1970-01-01 00:01 UTC, 60 s ago: 12 entries, 1 MiB, 1 rotten');
    assert.equal(
      text({ last: { ...ENDED, rotten: 0 }, pass }),
      '1970-01-01 00:01 UTC, 60 s ago: 12 entries, 1 MiB, all right',
    );
    assert.equal(
      text({ last: { ...ENDED, unread: 3 } }),
      '1970-01-01 00:01 UTC, 60 s ago: 12 entries, 1 MiB, 1 rotten, 3 unread',
    );
  });
});
