import type { Readable } from 'node:stream';
import { ServiceError } from '../errors.js';

/**
 * Reads a request body of at most `limit` bytes. A declared length over the limit is refused before a byte
 * is read, an undeclared one as soon as the limit is passed. The connection stays as it is, for the answer.
 *
 * @throws ServiceError BODY_TOO_LARGE; MALFORMED_REQUEST when the client breaks off
 */
export async function readBody(
  stream: Readable,
  declaredLength: string | undefined,
  limit: number,
): Promise<Uint8Array> {
  const tooLarge = (size: string) =>
    new ServiceError({
      status: 'PAYLOAD_TOO_LARGE',
      reason: 'BODY_TOO_LARGE',
      message: `a body of ${size} bytes was sent where at most ${limit} are expected`,
    });
  if (declaredLength !== undefined && Number(declaredLength) > limit) throw tooLarge(declaredLength);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
      size += (chunk as Buffer).length;
      if (size > limit) throw tooLarge(`more than ${limit}`);
      chunks.push(chunk as Buffer);
    }
  } catch (cause) {
    if (cause instanceof ServiceError) throw cause;
    const message = `the body broke off after ${size} bytes`;
    throw new ServiceError({ status: 'INVALID_ARGUMENT', reason: 'MALFORMED_REQUEST', message, cause });
  }
  return new Uint8Array(Buffer.concat(chunks, size));
}
