import type { DecodedBlob } from '../../encoding/index.js';
import { NotEnoughSlivers } from '../../nodes/errors.js';
import { checkStart, type OpenBlob } from './read-range.js';

/** Which bytes of a blob to stream. */
export interface StreamRange {
  readonly blobId: string;
  readonly start: number;
  readonly end: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A stream over a part of a blob, one row of its matrix at a time. The next row is fetched when the reader
 * has taken the one before it, so that a slow reader holds up the network and not memory. A stream may
 * outlive the committee that it began with: when nodes do not have the blob any more, it is opened anew and
 * goes on.
 *
 * @param open called when the stream is first read, and when it cannot go on
 * @param blobId for the error of a range that begins behind the end
 * @param range.start first byte
 * @param range.end the byte after the last; cut at the end of the blob
 */
export function streamBlob(
  open: (signal: AbortSignal) => Promise<OpenBlob>,
  { blobId, start, end, signal }: StreamRange,
): ReadableStream<Uint8Array> {
  const cancelled = new AbortController();
  const either = signal ? AbortSignal.any([signal, cancelled.signal]) : cancelled.signal;
  let blob: OpenBlob | undefined;
  let at = start;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const current = (blob ??= await open(either));
        checkStart(start, current, blobId);
        const last = Math.min(end, current.length);
        if (at >= last) return controller.close();
        const until = Math.min((Math.floor(at / current.rowSize) + 1) * current.rowSize, last);
        const chunk = await current.read(at, until, either).catch(async (error: unknown) => {
          if (!(error instanceof NotEnoughSlivers)) throw error;
          blob = await open(either);
          return blob.read(at, until, either);
        });
        at = until;
        controller.enqueue(chunk);
        if (at >= last) controller.close();
      },
      cancel(reason) {
        cancelled.abort(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

/** Bytes of a chunk of a blob that was checked before. */
const CHUNK_BYTES = 1024 * 1024;

/**
 * A stream over a part of a blob that is gathered and checked as a whole before its first byte. What was
 * opened is closed when the stream ends, fails, is cancelled or given up.
 *
 * @param open called when the stream is first read
 */
export function streamChecked(
  open: (signal: AbortSignal) => Promise<DecodedBlob>,
  { blobId, start, end, signal }: StreamRange,
): ReadableStream<Uint8Array> {
  const cancelled = new AbortController();
  const either = signal ? AbortSignal.any([signal, cancelled.signal]) : cancelled.signal;
  let opening: Promise<DecodedBlob> | undefined;
  let giveUp = (): void => undefined;
  const close = async (): Promise<void> => {
    either.removeEventListener('abort', giveUp);
    const blob = await opening?.catch(() => undefined);
    await blob?.close();
  };
  let at = start;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        giveUp = () => {
          if (!cancelled.signal.aborted) controller.error(either.reason);
          close().catch(() => undefined);
        };
        either.addEventListener('abort', giveUp, { once: true });
      },
      async pull(controller) {
        try {
          const blob = await (opening ??= open(either));
          checkStart(start, blob, blobId);
          const last = Math.min(end, blob.length);
          const until = Math.min(at + CHUNK_BYTES, last);
          if (at < until) controller.enqueue(await blob.read(at, until));
          at = until;
          if (at < last) return;
          await close();
          controller.close();
        } catch (error) {
          await close().catch(() => undefined);
          throw either.aborted ? either.reason : error;
        }
      },
      cancel(reason) {
        cancelled.abort(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
