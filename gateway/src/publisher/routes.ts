/** The paths at which blobs and files are stored. */
import { createHash } from 'node:crypto';
import multipart from '@fastify/multipart';
import type { Signer } from '@mysten/sui/cryptography';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { InvalidArgument } from '@haulout/sdk/base';
import { QUILT_ATTRIBUTE, type HauloutClient } from '@haulout/sdk/client';
import { blobIdFromString, buildQuilt, quiltPatchIdToString } from '@haulout/sdk/encoding';
import { hangUp } from '../http/hang-up.js';
import { slots } from '../http/slots.js';
import { takeBody } from '../http/upload.js';
import type { GatewayMetrics } from '../metrics.js';
import { refusal } from '../refusal.js';
import { usedTokens } from '../used/used-tokens.js';
import { formFiles, type FormFile } from './files.js';
import { publishing } from './publishing.js';
import { storeQuery, type StoreQuery } from './query.js';
import { tokenCheck, type CheckToken, type Permit, type TokenOptions } from './tokens.js';

/** Who pays for what a publisher stores, and how much it takes. */
export interface PublisherOptions {
  /**
   * Keys that pay, sign, and own the blobs that are sent to nobody. Transactions of one key go one after the
   * other, those of several side by side; the same bytes always go to the same key.
   */
  readonly signers: readonly Signer[];
  /**
   * Whether blob objects that are neither sent nor shared are burned once they are stored: the blobs stay,
   * and nobody can extend or delete them. Default false: the keys keep them.
   */
  readonly burnAfterStore?: boolean | undefined;
  /** Most bytes of a blob. Default 10 MiB. */
  readonly maxBytes?: number | undefined;
  /** Most bytes of the files of a quilt, which are held in memory. Default 100 MiB. */
  readonly maxQuiltBytes?: number | undefined;
  /** Most epochs that are paid for; default: as many as storage is sold for. */
  readonly maxEpochs?: number | undefined;
  /** Uploads at one time; of one address half of them, and of quilts a quarter. Default 8. */
  readonly mostAtOnce?: number | undefined;
  /** Who may upload; default: everybody. */
  readonly tokens?: TokenOptions | undefined;
  /** Milliseconds since 1970, for tokens; default: the machine's clock. */
  readonly now?: (() => number) | undefined;
}

const DEFAULTS = { maxBytes: 10 * 1024 * 1024, maxQuiltBytes: 100 * 1024 * 1024, mostAtOnce: 8 };

/** What the routes work with. */
interface Publishing {
  readonly haulout: HauloutClient;
  readonly publish: ReturnType<typeof publishing>;
  readonly checkToken: CheckToken | undefined;
  readonly maxBytes: number;
  readonly maxQuiltBytes: number;
  readonly maxEpochs: number | undefined;
}

/**
 * Adds the paths of a publisher.
 *
 * @returns how many uploads are under way
 * @throws InvalidArgument without signers, or for a key of tokens that cannot be one
 */
export async function addPublisher(
  app: FastifyInstance,
  {
    haulout,
    metrics,
    logger,
  }: { readonly haulout: HauloutClient; readonly metrics: GatewayMetrics; readonly logger: Logger },
  options: PublisherOptions,
): Promise<() => number> {
  const { signers, tokens, now = Date.now, mostAtOnce = DEFAULTS.mostAtOnce } = options;
  const { burnAfterStore = false } = options;
  if (signers.length === 0) throw new InvalidArgument('a publisher needs a key that pays: give one signer');
  const publisher: Publishing = {
    haulout,
    publish: publishing({ haulout, signers, burnAfterStore, metrics, logger }),
    checkToken: tokens && (await openTokens(app, tokens, now)),
    maxBytes: options.maxBytes ?? DEFAULTS.maxBytes,
    maxQuiltBytes: options.maxQuiltBytes ?? DEFAULTS.maxQuiltBytes,
    maxEpochs: options.maxEpochs,
  };
  await app.register(multipart);
  const blobs = slots(mostAtOnce);
  const quilts = slots(Math.ceil(mostAtOnce / 4));
  // Who may not upload takes no place, which would be taken until the refusal is out.
  app.put('/v1/blobs', async (request, reply) => {
    const { query, permit } = await permitted(publisher, request);
    await blobs.take(request, reply);
    return reply.send(await putBlob(publisher, { request, query, permit, signal: hangUp(request, reply) }));
  });
  app.put('/v1/quilts', async (request, reply) => {
    const { query, permit } = await permitted(publisher, request);
    await quilts.take(request, reply);
    return reply.send(await putQuilt(publisher, { request, query, permit }));
  });
  return () => blobs.inUse() + quilts.inUse();
}

/** The check of tokens, whose folder is closed with the server. Throws InvalidArgument. */
async function openTokens(
  app: FastifyInstance,
  tokens: TokenOptions,
  now: () => number,
): Promise<CheckToken> {
  const used = await usedTokens(tokens.usedFolder, now);
  app.addHook('onClose', () => used.close());
  return tokenCheck(tokens, { used, now });
}

/** An upload that may come. */
interface Upload {
  readonly request: FastifyRequest;
  readonly query: StoreQuery;
  readonly permit: Permit | undefined;
}

/** Checks what can be checked before the body is read. Throws ServiceError. */
async function permitted(
  { checkToken, maxEpochs }: Publishing,
  request: FastifyRequest,
): Promise<Omit<Upload, 'request'>> {
  const query = storeQuery(request.query);
  if (maxEpochs !== undefined && query.epochs > maxEpochs)
    throw refusal(
      'INVALID_ARGUMENT MALFORMED_REQUEST',
      `epochs=${query.epochs}: this publisher pays for at most ${maxEpochs}`,
    );
  const permit = await checkToken?.(request.headers.authorization, query);
  return { query, permit };
}

async function putBlob(
  { publish, haulout, maxBytes }: Publishing,
  { request, query, permit, signal }: Upload & { readonly signal: AbortSignal },
): Promise<object> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > 0) permit?.checkSize(declared);
  const limit = Math.min(maxBytes, permit?.maxBytes ?? maxBytes);
  const { source, digest } = await takeBody(request, { maxBytes: limit, signal });
  try {
    permit?.checkSize(source.size);
    // From here on it costs: whoever goes away now gets it stored all the same, and the token is used up.
    await permit?.use();
    const { answer } = await publish({
      digest,
      query,
      bytes: async () => source,
      store: (settings) => haulout.store({ ...settings, bytes: source }),
    });
    return answer;
  } finally {
    await source.close();
  }
}

async function putQuilt(
  { publish, haulout, maxQuiltBytes }: Publishing,
  { request, query, permit }: Upload,
): Promise<{ readonly blobStoreResult: object; readonly storedQuiltBlobs: readonly object[] }> {
  const files = await formFiles(request, Math.min(maxQuiltBytes, permit?.maxBytes ?? maxQuiltBytes));
  permit?.checkSize(files.reduce((sum, { bytes }) => sum + bytes.length, 0));
  const { nShards } = await haulout.committee();
  // Refuses what is no quilt before a token is used up.
  const quilt = buildQuilt(files, { nShards });
  await permit?.use();
  const { bytes } = quilt;
  const attributes = new Map([QUILT_ATTRIBUTE]);
  const { answer, blobId } = await publish({
    digest: digestOf(files),
    query,
    bytes: async () => bytes,
    store: (settings) => haulout.store({ ...settings, bytes, attributes }),
  });
  const quiltId = blobIdFromString(blobId);
  return {
    blobStoreResult: answer,
    storedQuiltBlobs: quilt.patches.map(({ identifier, startColumn, endColumn }) => ({
      identifier,
      quiltPatchId: quiltPatchIdToString({ quiltId, startColumn, endColumn }),
    })),
  };
}

/** Names files by all that is in them. */
function digestOf(files: readonly FormFile[]): Uint8Array {
  const hash = createHash('sha256');
  for (const { identifier, bytes, tags } of files) {
    hash.update(JSON.stringify([identifier, bytes.length, tags]));
    hash.update(bytes);
  }
  return hash.digest();
}
