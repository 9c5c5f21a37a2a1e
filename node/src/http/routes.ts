/** The paths of the storage node API, and which service answers at each. */
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Challenges } from '../challenges/challenges.js';
import type { ChallengeService } from '../challenges/challenge-service.js';
import { ServiceError } from '../errors.js';
import type { Health } from '../health.js';
import type { LossStatements } from '../losses/loss-statements.js';
import type { NodeMetrics } from '../metrics.js';
import { SHARD_REQUEST_BYTES } from '../migration/shard-request.js';
import type { ShardService } from '../migration/shard-service.js';
import type { FairQueue } from '../fair/fair-queue.js';
import type { CellRequest, CellService } from '../recovery/cell-service.js';
import type { RecoveryService } from '../recovery/recovery-service.js';
import type { StorageService } from '../storage/storage-service.js';
import type { Upload } from '../storage/uploads.js';
import { sendBytes, sendStored, success } from './answers.js';
import { axisFromText } from './axis.js';
import { readBody } from './body.js';
import type { HoldBody } from './held-bodies.js';
import { gated } from './gated.js';
import { peerOf } from './peer.js';
import { symbolRequest, type SymbolQuery } from './symbol-query.js';

/** What the API serves. */
export interface HttpParts {
  readonly service: StorageService;
  /** Where work for others waits that costs more than reading and sending. */
  readonly work: FairQueue;
  /** How many bytes of bodies are in memory at one time. */
  readonly hold: HoldBody;
  /** The same of answers. */
  readonly holdAnswer: HoldBody;
  readonly recovery: RecoveryService;
  readonly cells: CellService;
  readonly shards: ShardService;
  readonly health: () => Promise<Health>;
  readonly metrics: NodeMetrics;
  /** Rounds of challenges, if the node takes part in them. */
  readonly challenges?: Pick<Challenges, 'gate' | 'service'> | undefined;
  /** What the node signs about losses, if it knows the judges of the network. */
  readonly losses?: LossStatements | undefined;
}

const BLOB = '/v1/blobs/:blobId';
const SLIVER = `${BLOB}/slivers/:pairIndex/:axis`;

type BlobParameters = { blobId: string };
type SliverParameters = BlobParameters & { pairIndex: string; axis: string };

/** Adds all paths. */
export function addRoutes(app: FastifyInstance, parts: HttpParts): void {
  const { hold } = parts;
  const gate = gated(parts.challenges?.gate);
  addStorageRoutes(app, parts, gate);
  addRecoveryRoutes(app, parts, gate);
  addCellRoute(app, parts.cells, gate);
  if (parts.challenges) addChallengeRoutes(app, parts.challenges.service);
  if (parts.losses) addLossRoutes(app, parts.losses);
  app.post('/v1/migrate/sync_shard', gate, async (request, reply) => {
    const { authorization } = request.headers;
    const slivers = await withBody(request, { hold, limit: SHARD_REQUEST_BYTES }, (body) =>
      parts.shards.slivers(peerOf(request), authorization, body),
    );
    return sendBytes(reply, slivers);
  });
  app.get('/v1/health', async () => success(await parts.health()));
  app.get('/metrics', async (_request, reply) =>
    reply.type(parts.metrics.contentType).send(await parts.metrics.text()),
  );
}

/** What guards paths that give data. */
type GateHooks = ReturnType<typeof gated>;

function addStorageRoutes(
  app: FastifyInstance,
  { service, work, hold }: Pick<HttpParts, 'service' | 'work' | 'hold'>,
  gate: GateHooks,
): void {
  const taken = <T>(request: FastifyRequest, { maxBytes, store }: Upload<T>): Promise<T> =>
    withBody(request, { hold, limit: maxBytes }, (body) => work(peerOf(request), () => store(body)));

  app.get<{ Params: BlobParameters }>(`${BLOB}/metadata`, async ({ params }, reply) =>
    sendBytes(reply, await service.getMetadata(params.blobId)),
  );
  app.put<{ Params: BlobParameters }>(`${BLOB}/metadata`, async (request, reply) => {
    const upload = await service.beginMetadata(request.params.blobId);
    const { isNew, sliversTogether } = await taken(request, upload);
    // Clients that do not know how to send several slivers pass it over.
    return sendStored(reply, { isNew, what: 'metadata', more: { sliversTogether } });
  });
  app.put<{ Params: BlobParameters }>(`${BLOB}/slivers`, async (request, reply) => {
    const upload = await service.beginSlivers(request.params.blobId);
    const isNew = await taken(request, upload);
    return sendStored(reply, { isNew, what: 'slivers' });
  });
  app.get<{ Params: BlobParameters }>(`${BLOB}/metadata/status`, async ({ params }) =>
    success(await service.metadataStatus(params.blobId)),
  );

  app.get<{ Params: SliverParameters }>(SLIVER, gate, async ({ params }, reply) =>
    sendBytes(reply, await service.getSliver(params.blobId, indexOf(params), axisOf(params))),
  );
  app.put<{ Params: SliverParameters }>(SLIVER, async (request, reply) => {
    const { params } = request;
    const upload = await service.beginSliver(params.blobId, indexOf(params), axisOf(params));
    const isNew = await taken(request, upload);
    return sendStored(reply, { isNew, what: 'sliver' });
  });
  app.get<{ Params: SliverParameters }>(`${SLIVER}/status`, async ({ params }) =>
    success(await service.sliverStatus(params.blobId, indexOf(params), axisOf(params))),
  );

  app.get<{ Params: BlobParameters }>(`${BLOB}/status`, async ({ params }) => {
    const { status, endEpoch, lost } = await service.blobStatus(params.blobId);
    const answer = success(status);
    // Clients that do not know `expired` and `lost` pass them over.
    const more = { ...(endEpoch !== undefined && { expired: { endEpoch } }), ...(lost && { lost }) };
    return { success: { ...answer.success, ...more } };
  });
  app.get<{ Params: BlobParameters }>(`${BLOB}/confirmation/permanent`, async ({ params }) =>
    success({ signed: await service.confirm(params.blobId, undefined) }),
  );
  app.get<{ Params: BlobParameters & { objectId: string } }>(
    `${BLOB}/confirmation/deletable/:objectId`,
    async ({ params }) => success({ signed: await service.confirm(params.blobId, params.objectId) }),
  );
}

function addRecoveryRoutes(
  app: FastifyInstance,
  { recovery, hold }: Pick<HttpParts, 'recovery' | 'hold'>,
  gate: GateHooks,
): void {
  app.get<{ Params: BlobParameters; Querystring: SymbolQuery }>(
    `${BLOB}/recoverySymbols`,
    gate,
    async (request, reply) => {
      const { params, query } = request;
      const wanted = symbolRequest(query);
      return sendBytes(reply, await recovery.recoverySymbols(peerOf(request), params.blobId, wanted));
    },
  );
  app.post<{ Params: BlobParameters & { axis: string } }>(
    `${BLOB}/inconsistencyProof/:axis`,
    async (request) => {
      const { params } = request;
      const upload = await recovery.beginInconsistencyProof(params.blobId, axisOf(params));
      const attest = (body: Uint8Array) => upload.attest(peerOf(request), body);
      return success(await withBody(request, { hold, limit: upload.maxBytes }, attest));
    },
  );
}

function addCellRoute(app: FastifyInstance, cells: CellService, gate: GateHooks): void {
  app.get<{ Params: BlobParameters & { name: string } }>(
    `${BLOB}/cells/:name`,
    gate,
    async (request, reply) => {
      const { blobId, name } = request.params;
      return sendBytes(reply, await cells.cell(peerOf(request), blobId, cellName(name)));
    },
  );
}

function addLossRoutes(app: FastifyInstance, losses: LossStatements): void {
  for (const statement of ['refusal', 'unrecoverable', 'revocation'] as const) {
    app.get<{ Params: BlobParameters }>(`${BLOB}/${statement}`, async ({ params }) =>
      success(await losses[statement](params.blobId)),
    );
  }
}

function addChallengeRoutes(app: FastifyInstance, service: ChallengeService): void {
  const path = '/v1/challenges/:round';
  app.get<{ Params: RoundParameters }>(`${path}/ready`, async ({ params }) =>
    success(await service.ready(roundOf(params))),
  );
  app.get<{ Params: RoundParameters & { verifier: string } }>(
    `${path}/answers/:verifier`,
    async (request, reply) => {
      const { params } = request;
      const verifier = numberOf('member', params.verifier);
      return sendBytes(reply, await service.answers(peerOf(request), roundOf(params), verifier));
    },
  );
  app.get<{ Params: RoundParameters }>(`${path}/vouched`, async ({ params }) =>
    success(await service.vouched(roundOf(params))),
  );
  app.get<{ Params: RoundParameters & { bitmap: string } }>(`${path}/passed/:bitmap`, async ({ params }) => {
    const { bitmap } = params;
    if (!/^[0-9a-f]{1,64}$/.test(bitmap))
      throw malformed(`bitmap '${bitmap.slice(0, 80)}' is not hex of a u256`);
    return success(await service.passed(roundOf(params), BigInt(`0x${bitmap}`)));
  });
}

type RoundParameters = { round: string };

function roundOf({ round }: RoundParameters): number {
  return numberOf('round', round);
}

function numberOf(what: string, text: string): number {
  if (/^\d{1,10}$/.test(text) && Number(text) < 2 ** 32) return Number(text);
  throw malformed(`${what} '${text.slice(0, 80)}' is not a whole number below 2^32`);
}

function malformed(message: string): ServiceError {
  return new ServiceError({ status: 'INVALID_ARGUMENT', reason: 'MALFORMED_REQUEST', message });
}

/**
 * Does something with the body of a request, which is read after the service has said how large it may be,
 * and held until that is done.
 */
async function withBody<T>(
  request: FastifyRequest,
  { hold, limit }: Pick<HttpParts, 'hold'> & { readonly limit: number },
  use: (body: Uint8Array) => Promise<T>,
): Promise<T> {
  const stream = (request.body as Readable | null) ?? request.raw;
  const incoming = { stream, declaredLength: request.headers['content-length'], limit };
  const { body, held } = await readBody(incoming, (onGivenUp) => hold(peerOf(request), onGivenUp));
  try {
    return await use(body);
  } finally {
    held.release();
  }
}

function indexOf({ pairIndex }: SliverParameters): number {
  if (!/^\d{1,5}$/.test(pairIndex)) {
    throw new ServiceError({
      status: 'INVALID_ARGUMENT',
      reason: 'INDEX_OUT_OF_RANGE',
      message: `sliver pair index '${pairIndex}' is not a whole number below the number of shards`,
    });
  }
  return Number(pairIndex);
}

/** Reads a cell's name, `pair-axis-cell`. */
function cellName(name: string): CellRequest {
  const [, pairIndex, axis, cell] = /^(\d{1,5})-(primary|secondary)-(\d{1,5})$/.exec(name) ?? [];
  if (axis !== undefined)
    return { pairIndex: Number(pairIndex), axis: axisFromText(axis), cell: Number(cell) };
  throw new ServiceError({
    status: 'INVALID_ARGUMENT',
    reason: 'MALFORMED_REQUEST',
    message: `cell '${name.slice(0, 80)}' is not PAIR-primary-INDEX or PAIR-secondary-INDEX`,
  });
}

function axisOf({ axis }: { readonly axis: string }) {
  return axisFromText(axis);
}
