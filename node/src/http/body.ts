import type { Readable } from 'node:stream';
import { ServiceError } from '../errors.js';
import type { HeldBody } from './held-bodies.js';

/** A body to read. */
export interface IncomingBody {
  readonly stream: Readable;
  /** What `content-length` says. */
  readonly declaredLength: string | undefined;
  /** Most bytes that it may have. */
  readonly limit: number;
}

/**
 * Reads a request body of at most `limit` bytes. A declared length over the limit is refused before a byte
 * is read, an undeclared one as soon as the limit is passed. The connection stays as it is, for the answer.
 *
 * @param hold begins to count the body as held; what it is given is told when the body has to be let go
 * @returns the body, and as what it is held: whoever has it releases that
 * @throws ServiceError BODY_TOO_LARGE; TOO_MANY_REQUESTS when too much is held already; MALFORMED_REQUEST
 *   when the client breaks off
 */
export async function readBody(
  { stream, declaredLength, limit }: IncomingBody,
  hold: (onGivenUp: () => void) => HeldBody,
): Promise<{ readonly body: Uint8Array; readonly held: HeldBody }> {
  const tooLarge = (size: string) =>
    new ServiceError({
      status: 'PAYLOAD_TOO_LARGE',
      reason: 'BODY_TOO_LARGE',
      message: `a body of ${size} bytes was sent where at most ${limit} are expected`,
    });
  if (declaredLength !== undefined && Number(declaredLength) > limit) throw tooLarge(declaredLength);
  let chunks: Buffer[] = [];
  let size = 0;
  const held = hold(() => (chunks = []));
  try {
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
      size += (chunk as Buffer).length;
      if (size > limit) throw tooLarge(`more than ${limit}`);
      held.grow((chunk as Buffer).length);
      chunks.push(chunk as Buffer);
    }
    held.grow(0);
    held.complete();
    return { body: new Uint8Array(Buffer.concat(chunks, size)), held };
  } catch (cause) {
    held.release();
    if (cause instanceof ServiceError) throw cause;
    const message = `the body broke off after ${size} bytes`;
    throw new ServiceError({ status: 'INVALID_ARGUMENT', reason: 'MALFORMED_REQUEST', message, cause });
  }
}
