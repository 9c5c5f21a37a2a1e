import { NotEnoughSlivers } from '../../nodes/errors.js';
import { checkStart, type OpenBlob } from './read-range.js';

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
  {
    blobId,
    start,
    end,
    signal,
  }: {
    readonly blobId: string;
    readonly start: number;
    readonly end: number;
    readonly signal?: AbortSignal | undefined;
  },
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
