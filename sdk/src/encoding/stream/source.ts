/** Where the bytes of a blob come from when they are not in memory. */
import { unlessAborted } from '../../base/abort.js';
import { checkBytes } from '../../base/bytes.js';
import { InvalidArgument } from '../../base/errors.js';
import { EncodingError } from '../errors.js';
import type { OpenScratch } from './scratch.js';

/**
 * Bytes of a known number that are read once, from the first to the last. A `Blob` or a `File` of a browser
 * is one; so is `{ size, stream: () => response.body }`.
 */
export interface BlobSource {
  /** How many bytes there are. */
  readonly size: number;
  /**
   * The bytes, in chunks that are used before the next one is asked for. Called once for each time that they
   * are encoded.
   */
  stream(): ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;
  /** Where slivers are kept meanwhile. Without it everything is kept in memory. */
  readonly scratch?: OpenScratch | undefined;
  /** Slivers of no more bytes together are kept in memory all the same; default 64 MiB. */
  readonly memory?: number | undefined;
}

/** A blob, in memory or not. */
export type BlobContent = Uint8Array | BlobSource;

/** Whether it is not in memory. */
export function isSource(content: BlobContent): content is BlobSource {
  return typeof (content as Partial<BlobSource> | null)?.stream === 'function';
}

/** How many bytes a blob has. */
export function contentSize(content: BlobContent): number {
  return isSource(content) ? content.size : content.length;
}

/**
 * Refuses what callers without types take for a blob.
 *
 * @param what which one, for the message
 * @throws InvalidArgument
 */
export function checkContent(content: BlobContent, what = 'bytes'): void {
  if (!isSource(content)) return checkBytes(content, what);
  const { size } = content;
  if (Number.isSafeInteger(size) && size >= 0) return;
  throw new InvalidArgument(`${what} of a size of ${size}: a source has to say how many bytes it has`, {
    size,
  });
}

/**
 * The chunks of a source, which have to add up to its size.
 *
 * @throws EncodingError `SOURCE_CHANGED`; InvalidArgument for chunks that are no bytes; the signal's reason;
 *   what the source throws
 */
export async function* chunksOf(
  source: BlobSource,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void> {
  const chunks = iteratorOf(source.stream());
  let read = 0;
  let isOver = false;
  try {
    for (;;) {
      const { done, value } = await unlessAborted(chunks.next(), signal);
      if (done === true) break;
      checkBytes(value, 'chunks of a source');
      read += value.length;
      if (read > source.size) throw changed(`more than ${source.size}`, source.size);
      yield value;
    }
    isOver = true;
  } finally {
    // A source that hangs is not waited for.
    if (!isOver) chunks.return?.()?.catch(() => undefined);
  }
  if (read < source.size) throw changed(String(read), source.size);
}

/**
 * All bytes of a source, in memory.
 *
 * @param signal gives it up
 * @throws EncodingError `SOURCE_CHANGED`; InvalidArgument for chunks that are no bytes; the signal's reason;
 *   what the source throws
 */
export async function readSource(source: BlobSource, signal?: AbortSignal): Promise<Uint8Array> {
  const bytes = new Uint8Array(source.size);
  let at = 0;
  for await (const chunk of chunksOf(source, signal)) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** All bytes of a blob: as they are, or those of a source. Throws as {@link readSource}. */
export async function contentBytes(content: BlobContent, signal?: AbortSignal): Promise<Uint8Array> {
  return isSource(content) ? readSource(content, signal) : content;
}

function changed(found: string, size: number): EncodingError {
  return new EncodingError('SOURCE_CHANGED', `a source of ${size} bytes gave ${found}: it has changed`, {
    size,
  });
}

/** Not every browser can iterate over a stream. */
function iteratorOf(
  stream: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncIterator<Uint8Array, unknown> {
  if (!('getReader' in stream)) return stream[Symbol.asyncIterator]();
  const reader = stream.getReader();
  return {
    next: () => reader.read() as Promise<IteratorResult<Uint8Array, unknown>>,
    return: async () => {
      await reader.cancel();
      return { done: true, value: undefined };
    },
  };
}
