import { whenOver } from '@haulout/node/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refusal } from '../refusal.js';

/** A signal that aborts when the client is gone before its answer is out. */
export function hangUp(request: FastifyRequest, reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  whenOver(request, reply, () => {
    if (!reply.raw.writableFinished)
      gone.abort(refusal('UNAVAILABLE CLIENT_GONE', 'the client has gone before its answer was ready'));
  });
  return gone.signal;
}
