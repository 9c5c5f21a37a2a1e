/**
 * What every HTTP API of ours has, whatever it serves: TLS, rate limits, pages of any origin, bodies that are
 * read when a route says so, refusals in one envelope, and an end that breaks nothing off.
 */
import type { Server } from 'node:https';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Timers } from '@haulout/sdk/base';
import { ServiceError } from '../errors.js';
import { allowEveryOrigin } from './cross-origin.js';
import { limitConnections } from './limit-connections.js';
import { limitRates } from './rate-limit.js';
import { asServiceError, sendRefusal, type RefusalOptions } from './refusals.js';
import { followTls, type TlsInForce } from './tls.js';
import { watchPace } from './pace.js';
import { leaveBodiesUnread } from './unread-body.js';

/** One answered request. */
export interface AnsweredRequest {
  /** Its HTTP method. */
  readonly method: string;
  /** The pattern of the path, as `/v1/blobs/:blobId/metadata`; undefined when no path matched. */
  readonly route: string | undefined;
  /** HTTP status. */
  readonly status: number;
  /** From the request to the end of its answer. */
  readonly seconds: number;
}

/** How an API meets strangers. */
export interface HttpOptions {
  /** What is answered, at level `debug`, and what fails. */
  readonly logger: Logger;
  /** Clock for what is waited for. */
  readonly timers: Timers;
  /** Most requests of one address each second; default: no limit. */
  readonly requestsPerSecond?: number | undefined;
  /** Addresses and networks of proxies whose `x-forwarded-for` is believed; default: none. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** Certificate and key, and where they are; default: plain HTTP. */
  readonly tls?: TlsInForce | undefined;
}

/** What differs from API to API. */
export interface ShellOptions extends HttpOptions, RefusalOptions {
  /** Told of each answer. */
  readonly onAnswer?: ((answered: AnsweredRequest) => void) | undefined;
}

/** Connections of one address at one time. */
const MOST_CONNECTIONS = 1_024;

/**
 * A server without paths. Bodies are not read before a route asks for them: it gets a stream.
 */
export async function createShell(options: ShellOptions): Promise<FastifyInstance> {
  const { logger, timers, requestsPerSecond, trustedProxies, tls } = options;
  const app = Fastify({
    ...(tls && { https: tls.pair }),
    trustProxy: trustedProxies === undefined ? false : [...trustedProxies],
    loggerInstance: logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    // Heads have a minute, of Node's own. Bodies and answers have to move: see below.
    requestTimeout: 0,
    connectionTimeout: 120_000,
    // Whatever fits a request line reaches the service, which names what is wrong with it.
    routerOptions: { maxParamLength: 16_384 },
    forceCloseConnections: true,
    // A path that is no URL has no route, and so nothing of what is set below.
    frameworkErrors: (error, _request, reply) =>
      void sendRefusal(reply, asServiceError(error, options), options),
  });

  if (tls !== undefined) {
    const endTls = followTls(app.server as unknown as Server, tls, { timers, logger });
    app.addHook('onClose', async () => endTls());
  }
  if (trustedProxies === undefined) limitConnections(app.server, MOST_CONNECTIONS);
  allowEveryOrigin(app);
  watchPace(app, timers);
  leaveBodiesUnread(app, timers);
  if (requestsPerSecond !== undefined) await limitRates(app, requestsPerSecond);
  app.addHook('onResponse', async (request, reply) => {
    const { method } = request;
    const facts = { method, route: request.routeOptions.url, status: reply.statusCode };
    options.onAnswer?.({ ...facts, seconds: reply.elapsedTime / 1000 });
    request.log.debug({ ...facts, ms: Math.round(reply.elapsedTime) }, 'answered');
  });

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  addRefusals(app, options);
  return app;
}

/** What fails, and what is no path. */
function addRefusals(app: FastifyInstance, options: ShellOptions): void {
  app.setErrorHandler((error: Parameters<typeof asServiceError>[0], request, reply) => {
    const refusal = asServiceError(error, options);
    if (refusal.status === 'INTERNAL') request.log.error({ err: error }, 'request failed');
    return sendRefusal(reply, refusal, options);
  });
  app.setNotFoundHandler((request, reply) =>
    sendRefusal(
      reply,
      new ServiceError<string>({
        status: 'NOT_FOUND',
        reason: 'UNKNOWN_PATH',
        message: `${request.method} ${request.url.slice(0, 200)} is not a path of this API`,
      }),
      options,
    ),
  );
}
