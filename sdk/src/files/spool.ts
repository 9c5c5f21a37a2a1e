import { HauloutError } from '../base/errors.js';
import type { BlobSource } from '../encoding/index.js';
import { fileScratch, type ScratchOptions } from './temporary-file.js';

/** Options of {@link spool}. */
export interface SpoolOptions extends ScratchOptions {
  /** More bytes are refused. */
  readonly maxBytes: number;
  /** Gives it up. */
  readonly signal?: AbortSignal | undefined;
}

/** A source that has to be closed. */
export interface SpooledSource extends BlobSource {
  /** Removes its bytes. */
  close(): Promise<void>;
}

/** Bytes that are read back at one time. */
const CHUNK_BYTES = 1024 * 1024;

/**
 * Takes a stream of unknown length, such as standard input, into a temporary file, so that it can be stored.
 *
 * @throws InputTooLarge; ScratchFull, ScratchFailed; what the stream throws; the signal's reason
 */
export async function spool(
  stream: AsyncIterable<Uint8Array>,
  { maxBytes, signal, ...place }: SpoolOptions,
): Promise<SpooledSource> {
  const openScratch = fileScratch(place);
  const scratch = await openScratch(0);
  try {
    let size = 0;
    for await (const chunk of stream) {
      signal?.throwIfAborted();
      if (size + chunk.length > maxBytes) throw new InputTooLarge(maxBytes);
      await scratch.write(size, chunk);
      size += chunk.length;
    }
    return {
      size,
      async *stream() {
        const buffer = new Uint8Array(CHUNK_BYTES);
        for (let at = 0; at < size; at += buffer.length) {
          const chunk = buffer.subarray(0, size - at);
          await scratch.read(at, chunk);
          yield chunk;
        }
      },
      scratch: openScratch,
      close: () => scratch.close(),
    };
  } catch (error) {
    await scratch.close();
    throw error;
  }
}

/** A stream has more bytes than may be taken. */
export class InputTooLarge extends HauloutError<'INPUT_TOO_LARGE'> {
  constructor(maxBytes: number) {
    super({
      code: 'INPUT_TOO_LARGE',
      message: `a stream has more than ${maxBytes} bytes`,
      values: { maxBytes },
    });
  }
}
