import type { Cancellable } from '../connection.js';
import { byteRange } from './byte-range.js';

/** How a content answers a request. */
export interface ResponseOptions extends Cancellable {
  /** The `range` header of the request. One that is malformed, or asks for several ranges, is left aside. */
  readonly range?: string | null | undefined;
  /**
   * Content type; default `application/octet-stream`. What a stranger has stored as HTML runs as a page of
   * whoever serves it as HTML.
   */
  readonly type?: string | undefined;
}

/** What of a content an answer takes. */
interface Answering {
  size(options: Cancellable): Promise<number>;
  slice(start: number, end: number): { stream(options: Cancellable): ReadableStream<Uint8Array> };
}

/** See `Content.response`. */
export async function respond(
  content: Answering,
  { range, type = 'application/octet-stream', signal }: ResponseOptions,
): Promise<Response> {
  const size = await content.size({ signal });
  const asked = byteRange(range ?? '', size);
  const headers = new Headers({
    'accept-ranges': 'bytes',
    'content-type': type,
    'x-content-type-options': 'nosniff',
  });
  if (asked !== undefined && asked.start >= asked.end) {
    headers.set('content-range', `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = asked ?? { start: 0, end: size };
  headers.set('content-length', String(end - start));
  if (asked !== undefined) headers.set('content-range', `bytes ${start}-${end - 1}/${size}`);
  const body = content.slice(start, end).stream({ signal });
  return new Response(body, { status: asked === undefined ? 200 : 206, headers });
}
