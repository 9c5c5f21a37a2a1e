import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Timers } from '@haulout/sdk/base';

/** How long a connection stays open after an answer to a request whose body was not read, in ms. */
const LINGER_MS = 1_000;

/**
 * Reads no further body of a request that was answered before its body had come. The answer says that the
 * connection is closed, and it is: after a moment in which nothing is read, so that a client that is in the
 * middle of sending sees the answer before its connection is reset.
 */
export function leaveBodiesUnread(app: FastifyInstance, timers: Timers): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (!hasUnreadBody(request)) return payload;
    reply.header('connection', 'close');
    if (payload instanceof Readable) return Readable.from(withLinger(payload, timers));
    const answer = bytesOf(payload);
    reply.header('content-length', answer.length);
    return Readable.from(withLinger(answer.length > 0 ? [answer] : [], timers));
  });
}

/** Whether a part of the body has not arrived yet. */
export function hasUnreadBody({ raw, headers }: FastifyRequest): boolean {
  const announced = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  return announced && raw.complete === false;
}

/** An answer, which is whole for the client at once, and ends later for the server. */
async function* withLinger(
  answer: Iterable<Buffer> | AsyncIterable<Buffer>,
  timers: Timers,
): AsyncGenerator<Buffer> {
  yield* answer;
  await new Promise<void>((resolve) => timers.after(LINGER_MS, resolve));
}

/** What handlers send that is no stream: text, bytes, or nothing. */
function bytesOf(payload: unknown): Buffer {
  if (payload === undefined || payload === null) return Buffer.alloc(0);
  return Buffer.isBuffer(payload) ? payload : Buffer.from(payload as string);
}
