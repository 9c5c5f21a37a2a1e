/** The paths at which blobs and files are read. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { isHauloutError } from '@haulout/sdk/base';
import { readAttributes, readBlobObjects } from '@haulout/sdk/chain';
import type { HauloutBlob, HauloutClient, HauloutFile } from '@haulout/sdk/client';
import { fileScratch } from '@haulout/sdk/files';
import { hangUp } from '../http/hang-up.js';
import { flag, hexId, malformed, queryOf } from '../http/query.js';
import { slots } from '../http/slots.js';
import { refusal } from '../refusal.js';
import { allowedHeaders, attributeHeaders, ALLOWED_HEADERS, type AllowedHeaders } from './attributes.js';
import { serve, type ServeRules } from './serve.js';

/** How an aggregator serves what strangers have stored. */
export interface AggregatorOptions {
  /** Most bytes of one answer; of larger blobs ranges can be had. Default: as many as a blob has. */
  readonly maxBytes?: number | undefined;
  /** Reads at one time; of one address half of them. Default 256. */
  readonly mostAtOnce?: number | undefined;
  /**
   * Attributes of blob objects and tags of files that become headers. Default: `content-type` and others that
   * describe the content.
   */
  readonly allowedHeaders?: readonly string[] | undefined;
  /** Whether all tags of files become headers that no rule is against, and not only those. Default false. */
  readonly allowAllTags?: boolean | undefined;
  /**
   * Whether browsers may run pages that were stored as such, by anybody, as pages of this host: only for a
   * host that has nothing else on it. Default false: they are shown without scripts, forms and requests.
   */
  readonly allowPages?: boolean | undefined;
}

/** What the routes work with. */
interface Aggregating {
  readonly haulout: HauloutClient;
  /** A blob, which need not be opened again if it was a moment ago. */
  readonly blobOf: (blobId: string) => HauloutBlob;
  readonly rules: ServeRules;
  readonly allowed: ReadonlySet<string>;
  readonly allowedTags: AllowedHeaders;
}

const MOST_AT_ONCE = 256;
/** Blobs of which status and metadata are kept, some 100 kB each with 1000 shards, and for how long. */
const OPENED = { most: 256, ms: 60_000 };

/**
 * Adds the paths of an aggregator.
 *
 * @returns how many reads are under way
 * @throws InvalidArgument for a header that cannot be allowed
 */
export function addAggregator(
  app: FastifyInstance,
  haulout: HauloutClient,
  options: AggregatorOptions,
): () => number {
  const allowed = allowedHeaders(options.allowedHeaders ?? ALLOWED_HEADERS);
  const opened = new LRUCache<string, HauloutBlob>({ max: OPENED.most, ttl: OPENED.ms });
  const aggregating: Aggregating = {
    haulout,
    blobOf(blobId) {
      const known = opened.get(blobId);
      if (known !== undefined) return known;
      const blob = haulout.getBlob({ blobId });
      opened.set(blobId, blob);
      return blob;
    },
    rules: { maxBytes: options.maxBytes, allowPages: options.allowPages ?? false },
    allowed,
    allowedTags: options.allowAllTags === true ? 'all' : allowed,
  };
  const { inUse, onRequest } = slots(options.mostAtOnce ?? MOST_AT_ONCE);
  const read = <Params extends object>(
    url: string,
    answer: (asked: Asked & { readonly params: Params }) => Promise<unknown>,
  ): void => {
    app.route({
      ...{ method: ['GET', 'HEAD'], url, onRequest },
      handler: (request, reply) =>
        answer({ request, reply, params: request.params as Params, signal: hangUp(request, reply) }),
    });
  };
  read<{ blobId: string }>('/v1/blobs/:blobId', ({ params, ...asked }) =>
    serveBlob(aggregating, { ...asked, blobId: params.blobId }),
  );
  read<{ blobId: string }>('/v1/blobs/:blobId/byte-range', ({ params, ...asked }) =>
    serveBytes(aggregating, asked, params.blobId),
  );
  read<{ objectId: string }>('/v1/blobs/by-object-id/:objectId', ({ params, ...asked }) =>
    serveObject(aggregating, asked, params.objectId),
  );
  read<{ patchId: string }>('/v1/blobs/by-quilt-patch-id/:patchId', ({ params, ...asked }) => {
    queryOf(asked.request.query, []);
    const [file] = haulout.getFiles({ patchIds: [params.patchId] });
    return serveFile(aggregating, asked, file!);
  });
  // A name may have slashes in it, as they are or as %2F.
  read<{ quiltId: string; '*': string }>('/v1/blobs/by-quilt-id/:quiltId/*', async ({ params, ...asked }) => {
    queryOf(asked.request.query, []);
    const { quiltId: blobId, '*': name } = params;
    const { signal } = asked;
    const [file] = await haulout.getBlob({ blobId }).files({ identifiers: [name], signal });
    return serveFile(aggregating, asked, file!);
  });
  read<{ quiltId: string }>('/v1/quilts/:quiltId/patches', async ({ params, request, reply, signal }) => {
    queryOf(request.query, []);
    const files = await haulout.listFiles({ blobId: params.quiltId, signal });
    const patches = files.map(({ identifier, patchId, tags }) => ({
      identifier,
      patch_id: patchId,
      tags: Object.fromEntries(tags),
    }));
    reply.headers({ 'cache-control': 'public, max-age=86400', 'x-content-type-options': 'nosniff' });
    return reply.send(patches);
  });
  return inUse;
}

/** A request, its answer, and a signal that aborts when the client is gone. */
interface Asked {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly signal: AbortSignal;
}

/** A request for a blob, and what is known of it besides. */
interface AskedBlob extends Asked {
  readonly blobId: string;
  /** Headers that its object makes. */
  readonly headers?: ReadonlyMap<string, string> | undefined;
}

async function serveBlob(
  { haulout, blobOf, rules }: Aggregating,
  { request, reply, signal, blobId, headers }: AskedBlob,
): Promise<FastifyReply> {
  const isStrict = strictness(request.query);
  const whole = { blobId, consistency: 'strict', scratch: fileScratch(), signal } as const;
  return serve(request, reply, {
    content: blobOf(blobId),
    tag: blobId,
    isFixed: headers === undefined,
    headers: headers ?? new Map(),
    checked: isStrict ? (start, end) => haulout.readStream({ ...whole, start, end }) : undefined,
    signal,
    rules,
  });
}

/** Whether the whole blob is to be checked before its first byte. Throws ServiceError MALFORMED_REQUEST. */
function strictness(query: unknown): boolean {
  const [strict, skip] = ['strict_consistency_check', 'skip_consistency_check'] as const;
  const values = queryOf(query, [strict, skip]);
  const isStrict = flag(strict, values.get(strict));
  // Parts are checked as they come whatever is asked for: to skip that would save nothing.
  const isSkipped = flag(skip, values.get(skip));
  if (isStrict && isSkipped) throw malformed(`${strict} and ${skip} exclude each other`);
  return isStrict;
}

/** Bytes of a blob as content of their own, with 200 and not 206, so that any cache keeps them. */
async function serveBytes(
  { blobOf, rules }: Aggregating,
  { request, reply, signal }: Asked,
  blobId: string,
): Promise<FastifyReply> {
  const values = queryOf(request.query, ['start', 'length']);
  const [start, length] = [wholeNumber(values, 'start'), wholeNumber(values, 'length')];
  const blob = blobOf(blobId);
  const size = await blob.size({ signal });
  if (length === 0 || start + length > size) {
    const message = `${length} bytes from ${start} on are not within the ${size} of blob ${blobId}`;
    throw refusal('INVALID_ARGUMENT INVALID_BYTE_RANGE', message);
  }
  return serve(request, reply, {
    content: blob.slice(start, start + length),
    tag: `${blobId}-${start}-${length}`,
    isFixed: true,
    headers: new Map(),
    signal,
    rules,
  });
}

/** Reads a number of the query that has to be there. Throws ServiceError MALFORMED_REQUEST. */
function wholeNumber(values: ReadonlyMap<string, string>, name: string): number {
  const text = values.get(name);
  if (text !== undefined && /^\d{1,15}$/.test(text)) return Number(text);
  throw malformed(`the query needs ${name}, a whole number of bytes`);
}

/** A blob by the object of its owner, or by a shared one, with what the object says of it. */
async function serveObject(aggregating: Aggregating, asked: Asked, text: string): Promise<FastifyReply> {
  strictness(asked.request.query);
  const objectId = hexId(text, 'object id', 'INVALID_OBJECT_ID');
  const { blobId, attributes } = await objectOf(aggregating.haulout, objectId, asked.signal);
  const headers = attributeHeaders(attributes, aggregating.allowed);
  return serveBlob(aggregating, { ...asked, blobId, headers });
}

/** The blob of an object, and its attributes. Throws ServiceError BLOB_NOT_FOUND. */
async function objectOf(
  haulout: HauloutClient,
  objectId: string,
  signal: AbortSignal,
): Promise<{ readonly blobId: string; readonly attributes: ReadonlyMap<string, string> }> {
  const missing = (cause: unknown) => {
    if (!isHauloutError(cause, 'CHAIN_STATE_MISSING')) throw cause;
    return refusal('NOT_FOUND BLOB_NOT_FOUND', `there is no blob object ${objectId}`, { cause });
  };
  try {
    const [[blob], attributes] = await Promise.all([
      readBlobObjects(haulout.client, [objectId], signal),
      readAttributes(haulout.client, objectId, signal),
    ]);
    return { blobId: blob!.blobId, attributes };
  } catch (error) {
    missing(error);
  }
  try {
    const shared = await haulout.sharedBlobs.get({ sharedBlobId: objectId, signal });
    const { blobId, blobObjectId } = shared;
    return { blobId, attributes: await readAttributes(haulout.client, blobObjectId, signal) };
  } catch (error) {
    throw missing(error);
  }
}

/** A file of a quilt, with its tags. */
async function serveFile(
  { rules, allowedTags }: Aggregating,
  { request, reply, signal }: Asked,
  file: HauloutFile,
): Promise<FastifyReply> {
  const headers = attributeHeaders(await file.tags({ signal }), allowedTags);
  const name = await file.identifier({ signal });
  // In UTF-8, as a header of a Walrus aggregator has it; a header has no control characters.
  if (!/[\x00-\x1f\x7f]/.test(name))
    headers.set('x-quilt-patch-identifier', Buffer.from(name, 'utf8').toString('latin1'));
  return serve(request, reply, { content: file, tag: file.patchId, isFixed: true, headers, signal, rules });
}
