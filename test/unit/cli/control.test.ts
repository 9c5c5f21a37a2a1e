/** How commands reach a running node, and what they make of answers. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { pino } from 'pino';
import type { EndedScrubPass, Scrub } from '@haulout/node';
import { askNode } from '../../../cli/src/node/ask-node.js';
import { serveControl, type ControlLine, type ControlRequest } from '../../../cli/src/node/control.js';
import { scrubText } from '../../../cli/src/node/scrub.js';

const logger = pino({ level: 'silent' });
const ENDED: EndedScrubPass = { entries: 12, bytes: 2 ** 20, rotten: 1, beganMs: 0, endedMs: 90_000 };

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

  it('what the scrub has shown is said on one line', () => {
    const text = (report: Partial<ReturnType<Scrub['report']>>) =>
      scrubText({ pass: undefined, last: undefined, storedBytes: 400, ...report }, 150_000);
    const pass = { entries: 3, bytes: 100, rotten: 0, beganMs: 0 };
    assert.equal(text({}), 'not begun');
    assert.equal(text({ pass }), '25 % of the first pass');
    assert.equal(text({ last: ENDED }), '1970-01-01 00:01 UTC, 60 s ago: 12 entries, 1 MiB, 1 rotten');
    assert.equal(
      text({ last: { ...ENDED, rotten: 0 }, pass }),
      '1970-01-01 00:01 UTC, 60 s ago: 12 entries, 1 MiB, all right',
    );
  });
});
