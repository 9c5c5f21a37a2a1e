/** Clients that draw things out: what they are given time for, and what not. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, test } from 'vitest';
import { pino } from 'pino';
import { createShell } from '../../../node/src/http/shell.js';
import { heldBodies } from '../../../node/src/http/held-bodies.js';
import { holdAnswers } from '../../../node/src/http/hold-answers.js';
import { listenOn } from '../../../node/src/http/listen.js';
import { VirtualTimers, settle } from '../../support/virtual-timers.js';

/** More than two systems keep for a connection that nobody reads from. */
const LONG = Buffer.alloc(24 << 20, 'x');
const LOOK_MS = 5_000;

type Shell = Awaited<ReturnType<typeof createShell>>;

let app: Shell;
let timers: VirtualTimers;
let port: number;
let sockets: Socket[];
/** Bodies that have come in full. */
let taken: number[];
/** How often the long answer was asked for. */
let asked: number;

beforeEach(async () => {
  timers = new VirtualTimers();
  [sockets, taken, asked] = [[], [], 0];
  app = await createShell({ logger: pino({ level: 'silent' }), timers, name: 'the test' });
  holdAnswers(app, heldBodies(LONG.length * 2.5));
  app.put('/body', async ({ body }) => {
    let size = 0;
    for await (const chunk of (body as Readable).iterator({ destroyOnReturn: false }))
      size += (chunk as Buffer).length;
    taken.push(size);
    return 'taken';
  });
  app.get('/long', async (_request, reply) => {
    asked++;
    return reply.type('application/octet-stream').send(LONG);
  });
  app.get('/slow', (_request, reply) => void timers.after(10 * 60_000, () => void reply.send('done')));
  ({ port } = await listenOn(app));
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await app.close();
});

/** A connection, what has come over it, and whether it has been closed. */
async function connected(localAddress = '127.0.0.1') {
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  sockets.push(socket);
  await once(socket, 'connect');
  const state = { socket, text: '', isClosed: false };
  socket.on('error', () => undefined).on('close', () => (state.isClosed = true));
  return state;
}

const listen = (state: Awaited<ReturnType<typeof connected>>) =>
  state.socket.on('data', (bytes: Buffer) => (state.text += bytes.toString('latin1').slice(0, 4_096)));

/** Until something is so; what real sockets do takes some turns. */
async function until(isSo: () => boolean, why: string): Promise<void> {
  for (let turns = 0; !isSo(); turns++) {
    assert.ok(turns < 20_000, why);
    await settle();
  }
}

describe('a body', () => {
  const head = (bytes: number) => `PUT /body HTTP/1.1\r\nhost: test\r\ncontent-length: ${bytes}\r\n\r\n`;

  test('that trickles is given up after a while, with a word about why', async () => {
    const state = await connected();
    listen(state);
    state.socket.write(head(1_000_000));
    await until(() => timers.pending > 0, 'it is watched');
    for (let looks = 0; !state.isClosed; looks++) {
      assert.ok(looks < 20, 'it ends');
      state.socket.write('x'.repeat(100));
      await settle();
      await timers.tick();
      await settle();
    }
    assert.match(state.text, /^HTTP\/1.1 408 .*fewer than 4096 bytes a second/s);
    assert.ok(timers.now() > 30_000 && timers.now() <= 60_000, `${timers.now()} ms`);
    assert.deepEqual(taken, []);
    await until(() => timers.pending === 0, 'nothing is watched any more');
  });

  test('over a slow link comes in full, however long it takes', async () => {
    const state = await connected();
    listen(state);
    const part = Buffer.alloc((32 * 1024 * LOOK_MS) / 1_000);
    const parts = 40;
    state.socket.write(head(parts * part.length));
    for (let sent = 0; sent < parts; sent++) {
      state.socket.write(part);
      await until(() => state.socket.writableLength === 0, 'it is sent');
      await timers.tick();
    }
    await until(() => state.text.includes('taken'), 'it is answered');
    assert.deepEqual(taken, [parts * part.length]);
    assert.ok(timers.now() > 60_000);
  });
});

describe('an answer', () => {
  const get = (path: string) => `GET ${path} HTTP/1.1\r\nhost: test\r\n\r\n`;

  test('that the server takes its time for is waited for', async () => {
    const state = await connected();
    listen(state);
    state.socket.write(get('/slow'));
    await until(() => timers.pending > 0, 'it has begun');
    while (!state.text.includes('done')) {
      await timers.tick();
      await until(() => timers.pending > 0 || state.text.includes('done'), 'it goes on');
    }
    assert.equal(timers.now(), 10 * 60_000);
  });

  test('that nobody takes is given up, after the time that a slow link takes for it', async () => {
    const state = await connected();
    state.socket.pause();
    state.socket.write(get('/long'));
    await until(() => timers.pending > 0, 'it is watched');
    for (let looks = 0; timers.pending > 0; looks++) {
      assert.ok(looks < 3_000, 'it ends');
      await timers.tick();
    }
    const slow = (LONG.length / (32 * 1024)) * 1_000;
    assert.ok(timers.now() > slow, `${timers.now()} ms`);
  });

  test('waits in memory within a bound: who has the most loses it, and others are served', async () => {
    const hostile: Awaited<ReturnType<typeof connected>>[] = [];
    for (const more of [1, 2]) {
      const state = await connected('127.0.0.2');
      state.socket.pause();
      state.socket.write(get('/long'));
      await until(() => asked === more, 'it is asked for');
      hostile.push(state);
    }
    const again = await connected('127.0.0.2');
    listen(again);
    again.socket.write(get('/long'));
    await until(() => again.text.includes('TOO_MANY_REQUESTS'), 'it is refused');
    assert.match(again.text, /^HTTP\/1.1 429 /);
    const answer = await fetch(`http://127.0.0.1:${port}/long`);
    assert.equal((await answer.arrayBuffer()).byteLength, LONG.length);
    hostile[1]!.socket.resume();
    await until(() => hostile[1]!.isClosed, 'it has had to go');
    assert.equal(hostile[0]!.isClosed, false);
  });
});
