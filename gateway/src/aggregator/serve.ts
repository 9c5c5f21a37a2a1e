/**
 * Content of the network as an answer to a request: whole or a range, its headers alone (HEAD), or that it
 * has not changed (304). The bytes go to the client as they come from the nodes, each checked against the
 * blob id; what fails before the first of them is a refusal, and what fails later cuts the answer off.
 */
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { byteRange } from '@haulout/sdk/client';
import { refusal } from '../refusal.js';

/** Bytes that can be read from any place on. */
export interface Servable {
  size(options: { readonly signal: AbortSignal }): Promise<number>;
  /** From the first byte up to but not including the last. */
  bytes(start: number, end: number, signal: AbortSignal): AsyncIterable<Uint8Array>;
}

/** What to serve. */
export interface Served {
  readonly content: Servable;
  /** Names the bytes, without quotes: equal tags, equal bytes. */
  readonly tag: string;
  /** Whether the headers are the same for ever, too. */
  readonly isFixed: boolean;
  /** Headers that whoever stored it has chosen. */
  readonly headers: ReadonlyMap<string, string>;
  /** Whether all of it is gathered before its first byte, whichever part is asked for. Default false. */
  readonly isGathered?: boolean | undefined;
  /** Aborts when nobody wants it any more. */
  readonly signal: AbortSignal;
}

/** What the operator has decided about all answers. */
export interface ServeRules {
  /** Most bytes of an answer; undefined: as many as a blob has. */
  readonly maxBytes: number | undefined;
  /** Whether browsers may run what was stored as a page. */
  readonly allowPages: boolean;
}

/**
 * Content never changes, but it can end, or be blocked: caches ask again after a day. Attributes of an
 * object can change at any time.
 */
const CACHING = {
  fixed: 'public, max-age=86400, stale-while-revalidate=3600, immutable',
  changing: 'public, max-age=60, stale-while-revalidate=3600',
};

/** A page that was stored by a stranger is shown without its scripts, forms and requests to others. */
const SANDBOX =
  "sandbox; default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'";

/**
 * Serves content.
 *
 * @throws ServiceError BLOB_TOO_LARGE; what reading throws
 */
export async function serve(
  request: FastifyRequest,
  reply: FastifyReply,
  { rules, ...served }: Served & { readonly rules: ServeRules },
): Promise<FastifyReply> {
  const { content, signal, isGathered = false } = served;
  const size = await content.size({ signal });
  const etag = `"${served.tag}"`;
  const headers = headersOf({ ...served, etag, rules });
  if (matches(request.headers['if-none-match'], etag)) return reply.code(304).headers(headers).send();

  const condition = request.headers['if-range'];
  const header = condition === undefined || condition === etag ? request.headers.range : undefined;
  const asked = header === undefined ? undefined : byteRange(header, size);
  if (asked !== undefined && asked.start >= asked.end) {
    reply.header('content-range', `bytes */${size}`);
    const message = `the range '${header!.slice(0, 80)}' has no byte of the ${size} that there are`;
    throw refusal('RANGE_NOT_SATISFIABLE INVALID_BYTE_RANGE', message);
  }
  const { start, end } = asked ?? { start: 0, end: size };
  checkSize(isGathered ? size : end - start, { isGathered, most: rules.maxBytes });
  const body = request.method === 'HEAD' ? undefined : await begun(content.bytes(start, end, signal));
  reply
    .code(asked === undefined ? 200 : 206)
    .headers(headers)
    .header('content-length', String(end - start));
  if (asked !== undefined) reply.header('content-range', `bytes ${start}-${end - 1}/${size}`);
  return reply.send(body);
}

/** Refuses what moves more bytes than an answer may have. Throws ServiceError BLOB_TOO_LARGE. */
function checkSize(
  bytes: number,
  { isGathered, most }: { readonly isGathered: boolean; readonly most: number | undefined },
): void {
  if (most === undefined || bytes <= most) return;
  const message = isGathered
    ? `${bytes} bytes would be gathered for this check, and ${most} may be here: ask without it`
    : `the answer would have ${bytes} bytes, and may have ${most} here: ask for a range`;
  throw refusal('PAYLOAD_TOO_LARGE BLOB_TOO_LARGE', message);
}

/** What an answer with content says besides its bytes. */
function headersOf({
  headers,
  isFixed,
  etag,
  rules,
}: Pick<Served, 'headers' | 'isFixed'> & {
  readonly etag: string;
  readonly rules: ServeRules;
}): Record<string, string> {
  return {
    'content-type': 'application/octet-stream',
    ...Object.fromEntries(headers),
    'accept-ranges': 'bytes',
    etag,
    'cache-control': CACHING[isFixed ? 'fixed' : 'changing'],
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'cross-origin',
    'access-control-expose-headers': '*',
    ...(!rules.allowPages && { 'content-security-policy': SANDBOX }),
  };
}

/** Whether `if-none-match` names the tag; weak or strong is the same here. */
function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}

/** The bytes, once the first of them are there. Rejects with what fails before that. */
async function begun(bytes: AsyncIterable<Uint8Array>): Promise<Readable> {
  const parts = bytes[Symbol.asyncIterator]();
  return Readable.from(rest(await parts.next(), parts), { objectMode: false });
}

async function* rest(
  first: IteratorResult<Uint8Array>,
  parts: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  let isOver = false;
  try {
    for (let next = first; next.done !== true; next = await parts.next()) yield next.value;
    isOver = true;
  } finally {
    // The client is gone: nodes are asked for no more.
    if (!isOver) await parts.return?.().catch(() => undefined);
  }
}
