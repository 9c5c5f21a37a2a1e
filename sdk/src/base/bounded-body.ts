/** More bytes than the reader allows, by the `content-length` header or by the bytes themselves. */
export class BodyTooLarge extends Error {
  readonly limit: number;
  constructor(limit: number, declared: number | undefined) {
    super(
      declared === undefined
        ? `the body is longer than ${limit} bytes`
        : `the body declares ${declared} bytes, more than ${limit}`,
    );
    this.name = 'BodyTooLarge';
    this.limit = limit;
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
  return concatenate(chunks, length);
}

/** Tells the sender that nobody reads the body. */
export function discard(response: Response): void {
  response.body?.cancel().catch(() => {});
}

function concatenate(chunks: readonly Uint8Array[], length: number): Uint8Array {
  if (chunks.length === 1) return chunks[0]!;
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}
