/** The paths at which blobs and files are read. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { isHauloutError } from '@haulout/sdk/base';
import { readAttributes, readBlobObjects } from '@haulout/sdk/chain';
import type { Content, HauloutBlob, HauloutClient, HauloutFile } from '@haulout/sdk/client';
import { fileScratch } from '@haulout/sdk/files';
import { hangUp } from '../http/hang-up.js';
import { hexId, malformed, queryOf } from '../http/query.js';
import { slots } from '../http/slots.js';
import { refusal } from '../refusal.js';
import { allowedHeaders, attributeHeaders, ALLOWED_HEADERS, type AllowedHeaders } from './attributes.js';
import { concatBody, concatQuery, concatTag, inOneRow, type ConcatQuery } from './concat.js';
import { strictIn, STRICTNESS } from './strictness.js';
import { serve, type Servable, type ServeRules } from './serve.js';

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
  /** Lets a few blobs at one time be gathered for a check. */
  readonly gathering: ReturnType<typeof slots>;
  readonly allowed: ReadonlySet<string>;
  readonly allowedTags: AllowedHeaders;
}

const MOST_AT_ONCE = 256;
/** Bytes of a file's name that becomes a header; a client may take 8 KiB of all headers. */
const LONGEST_NAME = 2_048;
/** Of so many reads one may gather a whole blob on disk. */
const READS_PER_GATHERING = 16;
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
  const { mostAtOnce = MOST_AT_ONCE } = options;
  const aggregating: Aggregating = {
    haulout,
    gathering: slots(Math.ceil(mostAtOnce / READS_PER_GATHERING)),
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
  const { inUse, take } = slots(mostAtOnce);
  const read = <Params extends object>(
    url: string,
    answer: (asked: Asked & { readonly params: Params }) => Promise<unknown>,
    method: readonly ('GET' | 'HEAD' | 'POST')[] = ['GET', 'HEAD'],
  ): void => {
    app.route({
      ...{ method: [...method], url, onRequest: take },
      handler: (request, reply) =>
        answer({ request, reply, params: request.params as Params, signal: hangUp(request, reply) }),
    });
  };
  read<{ blobId: string }>('/v1/blobs/:blobId', ({ params, ...asked }) =>
    serveBlob(aggregating, { ...asked, blobId: params.blobId, isFixed: true }),
  );
  // As Walrus has it: here every blob is streamed.
  read<{ blobId: string }>('/v1alpha/blobs/:blobId/stream', ({ params, ...asked }) => {
    const headers = new Map([['x-walrus-streaming', 'true']]);
    return serveBlob(aggregating, { ...asked, blobId: params.blobId, headers, isFixed: true });
  });
  read('/v1alpha/blobs/concat', ({ params: _params, ...asked }) =>
    serveConcat(aggregating, asked, concatQuery(asked.request.query)),
  );
  const post = async ({ params: _params, ...asked }: Asked & { readonly params: object }) =>
    serveConcat(aggregating, asked, await concatBody(asked.request));
  read('/v1alpha/blobs/concat', post, ['POST']);
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
  /** Headers besides those that every blob has. */
  readonly headers?: ReadonlyMap<string, string> | undefined;
  /** Whether they are the same for ever. */
  readonly isFixed: boolean;
}

async function serveBlob(
  aggregating: Aggregating,
  { request, reply, signal, blobId, headers = new Map(), isFixed }: AskedBlob,
): Promise<FastifyReply> {
  const isStrict = strictness(request.query);
  if (isStrict) await aggregating.gathering.take(request, reply);
  return serve(request, reply, {
    content: servableBlob(aggregating, blobId, isStrict),
    tag: blobId,
    isFixed,
    headers,
    isGathered: isStrict,
    signal,
    rules: aggregating.rules,
  });
}

/** A blob, checked part by part as it comes, or as a whole before its first byte. */
function servableBlob({ haulout, blobOf }: Aggregating, blobId: string, isStrict: boolean): Servable {
  const blob = blobOf(blobId);
  if (!isStrict) return servable(blob);
  const whole = { blobId, consistency: 'strict', scratch: fileScratch() } as const;
  return {
    size: (options) => blob.size(options),
    bytes: (start, end, signal) => haulout.readStream({ ...whole, start, end, signal }),
  };
}

function servable(content: Pick<Content, 'size' | 'slice'>): Servable {
  return {
    size: (options) => content.size(options),
    bytes: (start, end, signal) => content.slice(start, end).stream({ signal }),
  };
}

/** Blobs one after the other, by their ids or those of their objects; that of the first gives headers. */
async function serveConcat(
  aggregating: Aggregating,
  { request, reply, signal }: Asked,
  { ids, isStrict }: ConcatQuery,
): Promise<FastifyReply> {
  if (isStrict) await aggregating.gathering.take(request, reply);
  const { haulout, allowed, rules } = aggregating;
  const blobs: Servable[] = [];
  let headers: ReadonlyMap<string, string> = new Map();
  for (const [at, { blobId, objectId }] of ids.entries()) {
    const found =
      objectId === undefined
        ? undefined
        : await objectOf(haulout, objectId, { signal, reason: 'OBJECT_ID_RESOLUTION_FAILED' });
    if (at === 0 && found !== undefined) headers = attributeHeaders(found.attributes, allowed);
    blobs.push(servableBlob(aggregating, found?.blobId ?? blobId!, isStrict));
  }
  return serve(request, reply, {
    content: inOneRow(blobs),
    tag: concatTag(ids),
    isFixed: ids.every(({ objectId }) => objectId === undefined),
    headers,
    isGathered: isStrict,
    signal,
    rules,
  });
}

/** Whether the whole blob is to be checked before its first byte. Throws ServiceError MALFORMED_REQUEST. */
function strictness(query: unknown): boolean {
  return strictIn(queryOf(query, STRICTNESS));
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
    content: servable(blob.slice(start, start + length)),
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
  const { blobId, attributes } = await objectOf(aggregating.haulout, objectId, asked);
  const headers = attributeHeaders(attributes, aggregating.allowed);
  return serveBlob(aggregating, { ...asked, blobId, headers, isFixed: false });
}

/** The blob of an object, and its attributes. Throws ServiceError with the reason given. */
async function objectOf(
  haulout: HauloutClient,
  objectId: string,
  { signal, reason = 'BLOB_NOT_FOUND' }: { readonly signal: AbortSignal; readonly reason?: string },
): Promise<{ readonly blobId: string; readonly attributes: ReadonlyMap<string, string> }> {
  const missing = (cause: unknown) => {
    if (!isHauloutError(cause, 'CHAIN_STATE_MISSING')) throw cause;
    return refusal(`NOT_FOUND ${reason}`, `there is no blob object ${objectId}`, { cause });
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
  // In UTF-8, as a header of a Walrus aggregator has it; a header has no control characters, and has an end.
  const header = Buffer.from(name, 'utf8').toString('latin1');
  if (header.length <= LONGEST_NAME && !/[\x00-\x1f\x7f]/.test(name))
    headers.set('x-quilt-patch-identifier', header);
  return serve(request, reply, {
    content: servable(file),
    tag: file.patchId,
    isFixed: true,
    headers,
    signal,
    rules,
  });
}
