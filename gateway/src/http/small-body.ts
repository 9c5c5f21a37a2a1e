import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { refusal } from '../refusal.js';

/** Reads a body into memory. Throws ServiceError BODY_TOO_LARGE; MALFORMED_REQUEST when it breaks off. */
export async function readSmallBody({ body }: FastifyRequest, maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // The connection stays as it is, for the answer.
    const stream = (body as Readable | null | undefined)?.iterator({ destroyOnReturn: false }) ?? [];
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) break;
      chunks.push(chunk);
    }
  } catch (cause) {
    throw refusal('INVALID_ARGUMENT MALFORMED_REQUEST', `the body broke off after ${size} bytes`, { cause });
  }
  if (size <= maxBytes) return new Uint8Array(Buffer.concat(chunks, size));
  throw refusal('PAYLOAD_TOO_LARGE BODY_TOO_LARGE', `the body has more than ${maxBytes} bytes`);
}
