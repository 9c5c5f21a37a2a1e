import type { FastifyReply } from 'fastify';
import { refusal } from '../refusal.js';

/** A signal that aborts when the client is gone before its answer is out. */
export function hangUp(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished)
      gone.abort(refusal('UNAVAILABLE CLIENT_GONE', 'the client has gone before its answer was ready'));
  });
  return gone.signal;
}
