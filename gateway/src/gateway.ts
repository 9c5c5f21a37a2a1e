import type { RequestListener } from 'node:http';
import { pino, type Logger } from 'pino';
import type { FastifyInstance } from 'fastify';
import {
  createShell,
  drainable,
  listenOn,
  openTls,
  type Address,
  type HttpOptions,
  type Listening,
  type TlsFiles,
} from '@haulout/node/http';
import { InvalidArgument, systemTimers, type Timers } from '@haulout/sdk/base';
import { blsReady } from '@haulout/sdk/certificate';
import type { HauloutClient } from '@haulout/sdk/client';
import { addAggregator, type AggregatorOptions } from './aggregator/routes.js';
import { apiDocument } from './api/document.js';
import { createMetrics } from './metrics.js';
import { addPublisher, type PublisherOptions } from './publisher/routes.js';
import { DOMAIN, refusalOf } from './refusal.js';
import { addRelay, type RelayOptions } from './relay/routes.js';

/** Which roles a gateway has, on which network, and how it meets strangers. At least one role. */
export interface GatewayOptions extends Omit<HttpOptions, 'logger' | 'timers' | 'tls'> {
  /** Where certificate and key are; default: plain HTTP. */
  readonly tls?: TlsFiles | undefined;
  /** Reads and stores. */
  readonly haulout: HauloutClient;
  /** Reads blobs for whoever asks. */
  readonly aggregator?: AggregatorOptions | undefined;
  /** Stores blobs for whoever may, and pays. */
  readonly publisher?: PublisherOptions | undefined;
  /** Uploads blobs that others have registered and paid. */
  readonly relay?: RelayOptions | undefined;
  /** How long `close` waits for answers that are under way, in ms; default 10 seconds. */
  readonly stopGraceMs?: number | undefined;
  /** Clock; default: that of the machine. */
  readonly timers?: Timers | undefined;
  /** Default: silent. */
  readonly logger?: Logger | undefined;
}

/** A gateway, whether or not it listens to the network yet. */
export interface Gateway {
  /** Answers one HTTP request; for serving it behind a server of one's own. */
  readonly handle: RequestListener;
  /** Runs a request without a network; for tests and harnesses. */
  readonly inject: FastifyInstance['inject'];
  /** Its paths, as `GET /v1/blobs/:blobId`. */
  routes(): readonly string[];
  /** Starts to listen; port 0 takes a free one. Rejects with the system's error. */
  listen(address?: Address): Promise<Listening>;
  /** Refuses new requests and finishes those under way, within the grace given. */
  close(): Promise<void>;
}

const STOP_GRACE_MS = 10_000;

/**
 * Opens a gateway.
 *
 * @throws InvalidArgument for options that cannot be; TlsError
 * @example
 * const gateway = await openGateway({ haulout: client.haulout, aggregator: {} });
 * const { url } = await gateway.listen({ port: 31415 });
 */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const { haulout, aggregator, publisher, relay, requestsPerSecond, trustedProxies } = options;
  const { timers = systemTimers, logger = pino({ level: 'silent' }) } = options;
  if (!aggregator && !publisher && !relay)
    throw new InvalidArgument('a gateway has a role: give aggregator, publisher or relay');
  const tls = options.tls && openTls(options.tls);
  await blsReady();
  const metrics = createMetrics();
  const app = await createShell({
    ...{ logger, timers, requestsPerSecond, trustedProxies, tls },
    name: 'the gateway',
    domain: DOMAIN,
    refusalOf,
    onAnswer: (answered) => metrics.answered(answered),
  });
  const routes: string[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) routes.push(`${one} ${url}`);
  });
  const drain = drainable(app, { name: 'this gateway' });
  if (aggregator) metrics.underWay('aggregator', addAggregator(app, haulout, aggregator));
  if (publisher)
    metrics.underWay('publisher', await addPublisher(app, { haulout, metrics, logger }, publisher));
  if (relay) metrics.underWay('relay', await addRelay(app, { haulout, metrics, timers }, relay));
  addCommon(app, { metrics, document: apiDocument(options) });
  await app.ready();
  return {
    handle: (request, response) => app.routing(request, response),
    inject: app.inject.bind(app),
    routes: () => routes,
    listen: (address) => listenOn(app, address),
    async close() {
      logger.info('closing');
      await drain(timers, options.stopGraceMs ?? STOP_GRACE_MS);
      await app.close();
      logger.info('closed');
    },
  };
}

/** What every gateway answers. */
function addCommon(
  app: FastifyInstance,
  { metrics, document }: { readonly metrics: ReturnType<typeof createMetrics>; readonly document: object },
): void {
  app.get('/status', async (_request, reply) => reply.type('text/plain').send('OK'));
  app.get('/v1/api', async (_request, reply) => reply.send(document));
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
}
