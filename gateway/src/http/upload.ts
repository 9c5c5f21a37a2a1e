import { createHash, type Hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { spool, type SpooledSource } from '@haulout/sdk/files';
import { refusal } from '../refusal.js';

/** What was uploaded: in a temporary file, which has to be closed. */
export interface Upload {
  readonly source: SpooledSource;
  /** SHA-256 of it. */
  readonly digest: Uint8Array;
}

/**
 * Takes the body of a request. An announced length over the limit is refused before a byte is read, an
 * unannounced one as soon as the limit is passed.
 *
 * @throws ServiceError BODY_TOO_LARGE; MALFORMED_REQUEST when the client breaks off; ScratchFull,
 *   ScratchFailed; the signal's reason
 */
export async function takeBody(
  request: FastifyRequest,
  { maxBytes, signal }: { readonly maxBytes: number; readonly signal: AbortSignal },
): Promise<Upload> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > maxBytes)
    throw refusal(
      'PAYLOAD_TOO_LARGE BODY_TOO_LARGE',
      `a body of ${declared} bytes was announced, and at most ${maxBytes} are taken`,
    );
  const hash = createHash('sha256');
  const source = await spool(hashed(request, hash), { maxBytes, signal });
  return { source, digest: new Uint8Array(hash.digest()) };
}

/** The body as it comes; a request without one has none. */
async function* hashed({ body }: FastifyRequest, hash: Hash): AsyncGenerator<Uint8Array> {
  let size = 0;
  try {
    // The connection stays as it is, for the answer.
    const stream = (body as Readable | null | undefined)?.iterator({ destroyOnReturn: false }) ?? [];
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      hash.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  } catch (cause) {
    throw refusal('INVALID_ARGUMENT MALFORMED_REQUEST', `the body broke off after ${size} bytes`, { cause });
  }
}
