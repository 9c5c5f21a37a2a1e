import { Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Timers } from '@haulout/sdk/base';
import { hasUnreadBody } from './unread-body.js';
import { whenOver } from './when-over.js';

/** Bytes a second that each request has to move on the whole: an eighth of a slow link. */
const LEAST_BYTES_PER_S = 4 * 1024;
/** How long a client may keep the server waiting beside that, in ms. */
const GRACE_MS = 30_000;
/** How often it is looked at, in ms. */
const LOOK_MS = 5_000;
/** An answer that is shorter is out at once: the system takes it. */
const LONG_BYTES = 64 * 1024;

const WHY = `fewer than ${LEAST_BYTES_PER_S} bytes a second have come: send less at one time`;
/** What a client is told that has not been answered yet. */
const TOO_SLOW = [
  'HTTP/1.1 408 Request Timeout',
  'connection: close',
  'content-type: text/plain',
  `content-length: ${WHY.length}`,
  '',
  WHY,
].join('\r\n');

/** A request for whose client the server may have to wait. */
interface Watched {
  readonly request: FastifyRequest['raw'];
  readonly answer: FastifyReply['raw'];
  /** Bytes that its connection had moved before. */
  readonly movedBefore: number;
  /** How long the client has kept the server waiting. */
  waitedMs: number;
}

/**
 * Ends requests whose bodies come, or whose answers are taken, more slowly than over any link: they hold
 * places and memory. Only time counts in which the server waits for the client. A peer with many requests has
 * to keep each of them moving.
 */
export function watchPace(app: FastifyInstance, timers: Timers): void {
  const all = new Map<FastifyRequest['raw'], Watched>();
  let cancel: (() => void) | undefined;

  const look = (): void => {
    for (const watched of all.values()) {
      if (!isWaitedFor(watched)) continue;
      watched.waitedMs += LOOK_MS;
      if (isTooSlow(watched)) end(watched);
    }
    cancel = timers.after(LOOK_MS, look);
  };

  const watch = (request: FastifyRequest, reply: FastifyReply): void => {
    const { raw } = request;
    // Requests of a harness come from no network.
    if (all.has(raw) || !(raw.socket instanceof Socket)) return;
    all.set(raw, { request: raw, answer: reply.raw, movedBefore: movedBy(raw.socket), waitedMs: 0 });
    cancel ??= timers.after(LOOK_MS, look);
    whenOver(request, reply, () => {
      all.delete(raw);
      if (all.size > 0) return;
      cancel?.();
      cancel = undefined;
    });
  };

  app.addHook('onRequest', async (request, reply) => {
    if (hasUnreadBody(request)) watch(request, reply);
  });
  app.addHook('onSend', async (request, reply, payload) => {
    if (payload instanceof Readable || (Buffer.isBuffer(payload) && payload.length > LONG_BYTES))
      watch(request, reply);
    return payload;
  });
}

/** Whether more of a body is to come and all that has come was taken, or an answer waits to be taken. */
function isWaitedFor({ request }: Watched): boolean {
  return (!request.complete && request.readableLength === 0) || request.socket.writableLength > 0;
}

function isTooSlow({ request: { socket }, movedBefore, waitedMs }: Watched): boolean {
  const ownMs = ((movedBy(socket) - movedBefore) / LEAST_BYTES_PER_S) * 1000;
  return waitedMs > GRACE_MS + ownMs;
}

/** What is on its way to the client counts: nobody can see how much of it has arrived. */
const movedBy = ({ bytesRead, bytesWritten }: Socket): number => bytesRead + bytesWritten;

function end({ request: { socket }, answer }: Watched): void {
  if (!answer.headersSent) socket.write(TOO_SLOW);
  socket.destroy();
}
