/** Answers of strangers, read no further than a limit. */
import { concatenate } from './bytes.js';
import { HauloutError } from './errors.js';

/** More bytes than the reader allows, by the `content-length` header or by the bytes themselves. */
export class BodyTooLarge extends HauloutError<'BODY_TOO_LARGE'> {
  constructor(limit: number, declared: number | undefined) {
    const says = declared === undefined ? 'is longer than' : `declares ${declared} bytes, more than`;
    const message = `the body ${says} ${limit} bytes`;
    super({ code: 'BODY_TOO_LARGE', message, values: { limit, declared } });
  }
}

/**
 * Reads a response body of at most `limit` bytes. A longer one is refused before it is read when it says so,
 * and otherwise as soon as the limit is passed; the rest is cancelled, not read.
 *
 * @throws BodyTooLarge
 */
export async function readBounded(response: Response, limit: number): Promise<Uint8Array> {
  const header = response.headers.get('content-length');
  const declared = header !== null && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
  if (declared !== undefined && declared > limit) {
    discard(response);
    throw new BodyTooLarge(limit, declared);
  }
  if (response.body === null) return new Uint8Array();
  if (response.body === undefined) return readWhole(response, limit);

  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > limit) {
      reader.cancel().catch(() => {});
      throw new BodyTooLarge(limit, undefined);
    }
    chunks.push(value);
  }
  return concatenate(chunks);
}

/** The body where bodies cannot be read part by part, as in React Native. Throws BodyTooLarge. */
async function readWhole(response: Response, limit: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length > limit) throw new BodyTooLarge(limit, undefined);
  return bytes;
}

/** Tells the sender that nobody reads the body. */
export function discard(response: Response): void {
  response.body?.cancel().catch(() => {});
}
