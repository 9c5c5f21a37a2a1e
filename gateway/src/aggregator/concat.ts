/** Blobs one after the other as one content: which, and how. */
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { blobIdFromString } from '@haulout/sdk/encoding';
import { hexId, malformed, queryOf } from '../http/query.js';
import { readSmallBody } from '../http/small-body.js';
import { refusal } from '../refusal.js';
import type { Servable } from './serve.js';
import { strictIn, STRICTNESS } from './strictness.js';

/** A blob of a row: by its id, or by that of its object. */
interface ConcatId {
  /** As it was asked for. */
  readonly text: string;
  readonly blobId: string | undefined;
  readonly objectId: string | undefined;
}

/** What to put in a row. */
export interface ConcatQuery {
  readonly ids: readonly ConcatId[];
  /** Whether each blob is checked as a whole before its first byte. */
  readonly isStrict: boolean;
}

/** Blobs of a row. */
const MOST_IDS = 256;
/** Bytes of a body with as many. */
const BODY_BYTES = 64 * 1024;
/** Blobs of which it is asked at one time what they are. */
const AT_ONCE = 8;

/** Reads the query of `GET /v1alpha/blobs/concat`. Throws ServiceError. */
export function concatQuery(query: unknown): ConcatQuery {
  const values = queryOf(query, ['ids', ...STRICTNESS]);
  const texts = (values.get('ids') ?? '').split(',').map((text) => text.trim());
  return { ids: idsOf(texts.filter((text) => text !== '')), isStrict: strictIn(values) };
}

/** Reads the body of `POST /v1alpha/blobs/concat`: `{ ids }`, and flags. Throws ServiceError. */
export async function concatBody(request: FastifyRequest): Promise<ConcatQuery> {
  queryOf(request.query, []);
  const { ids, ...flags } = jsonOf(await readSmallBody(request, BODY_BYTES));
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === 'string'))
    throw malformed('the body has no list ids of texts');
  const given = Object.entries(flags).filter(([, value]) => value !== null);
  const values = queryOf(Object.fromEntries(given.map(([name, value]) => [name, String(value)])), STRICTNESS);
  return { ids: idsOf(ids), isStrict: strictIn(values) };
}

function jsonOf(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw malformed('the body is not JSON');
  }
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  throw malformed('the body is not { ids }');
}

function idsOf(texts: readonly string[]): ConcatId[] {
  if (texts.length === 0) throw malformed('there are no ids: give those of at least one blob or object');
  if (texts.length > MOST_IDS)
    throw malformed(`${texts.length} ids were given, and at most ${MOST_IDS} are taken`);
  return texts.map((text) => {
    if (/^0x/i.test(text)) {
      const objectId = hexId(text, 'id', 'INVALID_ID_FORMAT');
      return { text, blobId: undefined, objectId };
    }
    try {
      blobIdFromString(text);
    } catch (cause) {
      const message = `'${text.slice(0, 80)}' is the id of neither a blob nor an object`;
      throw refusal('INVALID_ARGUMENT INVALID_ID_FORMAT', message, { cause });
    }
    return { text, blobId: text, objectId: undefined };
  });
}

/** Names a row by its ids as they were given, as Walrus does it. */
export function concatTag(ids: readonly ConcatId[]): string {
  return createHash('sha256')
    .update(ids.map(({ text }) => text).join(','))
    .digest('base64url');
}

/** Blobs as one content. What each one is has to be known before the first byte of the first. */
export function inOneRow(blobs: readonly Servable[]): Servable {
  async function sizes(signal: AbortSignal): Promise<number[]> {
    const found: number[] = [];
    for (let at = 0; at < blobs.length; at += AT_ONCE)
      found.push(...(await Promise.all(blobs.slice(at, at + AT_ONCE).map((blob) => blob.size({ signal })))));
    return found;
  }
  return {
    size: async ({ signal }) => (await sizes(signal)).reduce((sum, size) => sum + size, 0),
    async *bytes(start, end, signal) {
      let from = 0;
      for (const [at, size] of (await sizes(signal)).entries()) {
        const [first, last] = [Math.max(0, start - from), Math.min(size, end - from)];
        if (first < last) yield* blobs[at]!.bytes(first, last, signal);
        from += size;
      }
    },
  };
}
