import type { Server } from 'node:https';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Timers } from '@haulout/sdk/base';
import { ServiceError } from '../errors.js';
import { asServiceError, sendRefusal } from './answers.js';
import { allowEveryOrigin } from './cross-origin.js';
import { limitRates } from './rate-limit.js';
import { addRoutes, type HttpParts } from './routes.js';
import { followTls, type TlsInForce } from './tls.js';
import { leaveBodiesUnread } from './unread-body.js';

/** How the API meets strangers. */
export interface HttpOptions {
  readonly logger: Logger;
  readonly timers: Timers;
  /** Most requests of one address each second; default: no limit. */
  readonly requestsPerSecond?: number | undefined;
  /** Addresses and networks of proxies whose `x-forwarded-for` is believed; default: none. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** Certificate and key, and where they are; default: plain HTTP. */
  readonly tls?: TlsInForce | undefined;
}

/**
 * The storage node's HTTP API: the paths, codes and envelopes of the Walrus storage node. It only
 * translates; every rule is in the services. Bodies are read after a service has said how large one may be.
 */
export async function createHttpApi(
  parts: HttpParts,
  { logger, timers, requestsPerSecond, trustedProxies, tls }: HttpOptions,
): Promise<FastifyInstance> {
  const app = Fastify({
    ...(tls && { https: tls.pair }),
    trustProxy: trustedProxies === undefined ? false : [...trustedProxies],
    loggerInstance: logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    requestTimeout: 60_000,
    connectionTimeout: 120_000,
    // Whatever fits a request line reaches the service, which names what is wrong with it.
    routerOptions: { maxParamLength: 16_384 },
    forceCloseConnections: true,
  });

  if (tls !== undefined) {
    const endTls = followTls(app.server as unknown as Server, tls, { timers, logger });
    app.addHook('onClose', async () => endTls());
  }
  allowEveryOrigin(app);
  leaveBodiesUnread(app, timers);
  if (requestsPerSecond !== undefined) await limitRates(app, requestsPerSecond);
  app.addHook('onResponse', async (request, reply) => {
    const { method } = request;
    const facts = { method, route: request.routeOptions.url, status: reply.statusCode };
    parts.metrics.request({ ...facts, seconds: reply.elapsedTime / 1000 });
    request.log.debug({ ...facts, ms: Math.round(reply.elapsedTime) }, 'answered');
  });

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

  app.setErrorHandler((error: Parameters<typeof asServiceError>[0], request, reply) => {
    const refusal = asServiceError(error);
    if (refusal.status === 'INTERNAL') request.log.error({ err: error }, 'request failed');
    return sendRefusal(reply, refusal);
  });
  app.setNotFoundHandler((request, reply) =>
    sendRefusal(
      reply,
      new ServiceError({
        status: 'NOT_FOUND',
        reason: 'UNKNOWN_PATH',
        message: `${request.method} ${request.url.slice(0, 200)} is not a path of this API`,
      }),
    ),
  );
  addRoutes(app, parts);
  return app;
}
