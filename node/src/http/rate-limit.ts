import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { ServiceError } from '../errors.js';
import { isLoopback, peerOf } from './peer.js';

/** Over so many seconds requests are counted: bursts pass. */
const WINDOW_S = 10;
/** Peers that are counted; of more, those that asked least lately are forgotten. */
const MOST_PEERS = 10_000;

/**
 * Refuses what a peer asks beyond so many requests a second, for the rest of ten seconds. Programs of this
 * machine are not counted: behind a proxy that is not trusted, they are everybody.
 */
export async function limitRates(app: FastifyInstance, perSecond: number): Promise<void> {
  const most = Math.ceil(perSecond * WINDOW_S);
  await app.register(rateLimit, {
    global: false,
    max: most,
    timeWindow: WINDOW_S * 1000,
    cache: MOST_PEERS,
    keyGenerator: peerOf,
    allowList: (request) => isLoopback(peerOf(request)),
    addHeadersOnExceeding: NO_HEADERS,
    addHeaders: { ...NO_HEADERS, 'retry-after': false },
    errorResponseBuilder: (_request, { ttl }) =>
      new ServiceError({
        status: 'RESOURCE_EXHAUSTED',
        reason: 'TOO_MANY_REQUESTS',
        message: `more than ${most} requests in ${WINDOW_S} s from one address: come back in ${ttl} ms`,
        facts: { comeBackMs: ttl },
      }),
  });
  app.addHook('onRequest', app.rateLimit());
}

const NO_HEADERS = { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false };
