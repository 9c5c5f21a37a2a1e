import type { Readable } from 'node:stream';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyRequest,
} from 'fastify';
import type { Logger } from 'pino';
import { ServiceError } from '../errors.js';
import type { Health } from '../health.js';
import type { NodeMetrics } from '../metrics.js';
import { SHARD_REQUEST_BYTES } from '../migration/shard-request.js';
import type { ShardService } from '../migration/shard-service.js';
import type { RecoveryService } from '../recovery-service.js';
import type { StorageService } from '../service.js';
import { axisFromText } from './axis.js';
import { readBody } from './body.js';
import { allowEveryOrigin } from './cross-origin.js';
import { symbolRequest, type SymbolQuery } from './symbol-query.js';

const BYTES = 'application/octet-stream';
const BLOB = '/v1/blobs/:blobId';
const SLIVER = `${BLOB}/slivers/:pairIndex/:axis`;

type BlobParameters = { blobId: string };
type SliverParameters = BlobParameters & { pairIndex: string; axis: string };

/** What the API serves. */
export interface HttpParts {
  readonly service: StorageService;
  readonly recovery: RecoveryService;
  readonly shards: ShardService;
  readonly health: () => Promise<Health>;
  readonly metrics: NodeMetrics;
}

/**
 * The storage node's HTTP API: the paths, codes and envelopes of the Walrus storage node. It only
 * translates; every rule is in the service. Bodies are read after the service has said how large one may be.
 */
export function createHttpApi(
  { service, recovery, shards, health, metrics }: HttpParts,
  logger: Logger,
): FastifyInstance {
  const app = Fastify({
    loggerInstance: logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    requestTimeout: 60_000,
    connectionTimeout: 120_000,
    // Whatever fits a request line reaches the service, which names what is wrong with it.
    routerOptions: { maxParamLength: 16_384 },
    forceCloseConnections: true,
  });

  allowEveryOrigin(app);
  app.addHook('onResponse', async (request, reply) => {
    const { method } = request;
    const facts = { method, route: request.routeOptions.url, status: reply.statusCode };
    metrics.request({ ...facts, seconds: reply.elapsedTime / 1000 });
    request.log.debug({ ...facts, ms: Math.round(reply.elapsedTime) }, 'answered');
  });

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

  app.setErrorHandler((error: FastifyError | ServiceError, request, reply) => {
    const refusal = asServiceError(error);
    if (refusal.status === 'INTERNAL') request.log.error({ err: error }, 'request failed');
    if (refusal.status === 'PAYLOAD_TOO_LARGE') reply.header('connection', 'close');
    return reply.code(refusal.httpCode).send(refusal.envelope());
  });
  app.setNotFoundHandler((request, reply) => {
    const refusal = new ServiceError({
      status: 'NOT_FOUND',
      reason: 'UNKNOWN_PATH',
      message: `${request.method} ${request.url.slice(0, 200)} is not a path of this API`,
    });
    return reply.code(refusal.httpCode).send(refusal.envelope());
  });

  const sendBytes = async (
    reply: { type(type: string): { send(body: Buffer): unknown } },
    bytes: Uint8Array,
  ) => reply.type(BYTES).send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const success = (code: number, data: unknown) => ({ success: { code, data } });
  const stored = (isNew: boolean, what: string) =>
    isNew ? success(201, `${what} successfully stored`) : success(200, `${what} already stored`);

  app.get<{ Params: BlobParameters }>(`${BLOB}/metadata`, async ({ params }, reply) =>
    sendBytes(reply, await service.getMetadata(params.blobId)),
  );
  app.put<{ Params: BlobParameters }>(`${BLOB}/metadata`, async (request, reply) => {
    const upload = await service.beginMetadata(request.params.blobId);
    const answer = stored(await upload.store(await body(request, upload.maxBytes)), 'metadata');
    return reply.code(answer.success.code).send(answer);
  });
  app.get<{ Params: BlobParameters }>(`${BLOB}/metadata/status`, async ({ params }) =>
    success(200, await service.metadataStatus(params.blobId)),
  );

  app.get<{ Params: SliverParameters }>(SLIVER, async ({ params }, reply) =>
    sendBytes(reply, await service.getSliver(params.blobId, index(params), axis(params))),
  );
  app.put<{ Params: SliverParameters }>(SLIVER, async (request, reply) => {
    const { params } = request;
    const upload = await service.beginSliver(params.blobId, index(params), axis(params));
    const answer = stored(await upload.store(await body(request, upload.maxBytes)), 'sliver');
    return reply.code(answer.success.code).send(answer);
  });
  app.get<{ Params: SliverParameters }>(`${SLIVER}/status`, async ({ params }) =>
    success(200, await service.sliverStatus(params.blobId, index(params), axis(params))),
  );

  app.get<{ Params: BlobParameters }>(`${BLOB}/status`, async ({ params }) => {
    const { status, endEpoch } = await service.blobStatus(params.blobId);
    const answer = success(200, status);
    return endEpoch === undefined ? answer : { success: { ...answer.success, expired: { endEpoch } } };
  });
  app.get<{ Params: BlobParameters }>(`${BLOB}/confirmation/permanent`, async ({ params }) =>
    success(200, { signed: await service.confirm(params.blobId, undefined) }),
  );
  app.get<{ Params: BlobParameters & { objectId: string } }>(
    `${BLOB}/confirmation/deletable/:objectId`,
    async ({ params }) => success(200, { signed: await service.confirm(params.blobId, params.objectId) }),
  );

  app.get<{ Params: BlobParameters; Querystring: SymbolQuery }>(
    `${BLOB}/recoverySymbols`,
    async ({ params, query }, reply) =>
      sendBytes(reply, await recovery.recoverySymbols(params.blobId, symbolRequest(query))),
  );
  app.post<{ Params: BlobParameters & { axis: string } }>(
    `${BLOB}/inconsistencyProof/:axis`,
    async (request) => {
      const { params } = request;
      const upload = await recovery.beginInconsistencyProof(params.blobId, axis(params));
      return success(200, await upload.attest(await body(request, upload.maxBytes)));
    },
  );

  app.post('/v1/migrate/sync_shard', async (request, reply) =>
    sendBytes(
      reply,
      await shards.slivers(request.headers.authorization, await body(request, SHARD_REQUEST_BYTES)),
    ),
  );

  app.get('/v1/health', async () => success(200, await health()));
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));

  return app;
}

const body = (request: FastifyRequest, limit: number) =>
  readBody((request.body as Readable | null) ?? request.raw, request.headers['content-length'], limit);

function index({ pairIndex }: SliverParameters): number {
  if (!/^\d{1,5}$/.test(pairIndex)) {
    throw new ServiceError({
      status: 'INVALID_ARGUMENT',
      reason: 'INDEX_OUT_OF_RANGE',
      message: `sliver pair index '${pairIndex}' is not a whole number below the number of shards`,
    });
  }
  return Number(pairIndex);
}

const axis = ({ axis }: { readonly axis: string }) => axisFromText(axis);

/** Fastify's own refusals (malformed requests) keep their 4xx; everything unforeseen is INTERNAL and says nothing. */
function asServiceError(error: FastifyError | ServiceError): ServiceError {
  if (error instanceof ServiceError) return error;
  const code = error.statusCode ?? 500;
  if (code === 413)
    return new ServiceError({
      status: 'PAYLOAD_TOO_LARGE',
      reason: 'BODY_TOO_LARGE',
      message: error.message,
    });
  if (code === 415)
    return new ServiceError({
      status: 'UNSUPPORTED_MEDIA_TYPE',
      reason: 'UNSUPPORTED_CONTENT',
      message: error.message,
    });
  if (code >= 400 && code < 500)
    return new ServiceError({
      status: 'INVALID_ARGUMENT',
      reason: 'MALFORMED_REQUEST',
      message: error.message,
    });
  return new ServiceError({
    status: 'INTERNAL',
    reason: 'INTERNAL',
    message: 'the node failed to answer; its log says why',
    cause: error,
  });
}
