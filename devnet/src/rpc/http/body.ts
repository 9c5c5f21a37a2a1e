import type { IncomingMessage } from 'node:http';
import { tooLarge } from './grpc-web.js';

/**
 * The whole body of a request. Throws StatusError RESOURCE_EXHAUSTED for more than `most` bytes, at once when
 * the headers say so.
 */
export async function bodyOf(request: IncomingMessage, most: number): Promise<Uint8Array> {
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge(most);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > most) throw tooLarge(most);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
