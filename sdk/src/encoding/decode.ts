/**
 * Decoding: enough primary slivers in, the blob out, and how far to trust the writer.
 *
 * A writer may commit to slivers that are no encoding of anything. Each such sliver passes `verifySliver`,
 * and different sets of them decode to different bytes. The checks here differ in what they make of that
 * (R11):
 *
 * - `strict`: re-encodes the result and compares the blob id. Every honest reader gets the same bytes or
 *   the same `INCONSISTENT_BLOB`, whatever slivers it had. Costs about as much as encoding.
 * - `default`: what Walrus clients do by default. Recomputes the hashes of the systematic primary slivers
 *   (rows of the blob) that had to be decoded. All readers that get bytes get the same ones, but on a badly
 *   encoded blob one reader may get bytes and another an error.
 * - `none`: no check. Only for a blob whose encoding is known to be right, as its own writer knows it.
 */
import { equalBytes } from '../base/bytes.js';
import { blobIdToString } from './blob-id.js';
import { computeMetadata } from './encode.js';
import { EncodingError } from './errors.js';
import { DIGEST_BYTES, hashReady } from './hash.js';
import { sliverSize, type BlobLayout } from './layout.js';
import { metadataLayout, sliverHash, verifyMetadata, type BlobMetadata } from './metadata.js';
import { withProgress, type PaceOptions } from './pace.js';
import { rebuildBlob } from './rebuild.js';
import { checkSliverShape, codeAlong, estimateSliverMs, type Sliver } from './sliver.js';
import { doJob } from './workers/do-job.js';
import type { Task } from './workers/task.js';

/** How far {@link decodeBlob} trusts the writer of the blob. */
export type ConsistencyCheck = 'strict' | 'default' | 'none';

/** Options of {@link decodeBlob}. */
export interface DecodeOptions extends PaceOptions {
  /** 32 bytes. */
  readonly blobId: Uint8Array;
  /** The blob's metadata, checked here against the blob id unless `consistency` is `none`. */
  readonly metadata: BlobMetadata;
  /** Default: `strict`. */
  readonly consistency?: ConsistencyCheck | undefined;
}

/** Share of progress before the strict check. */
const BEFORE_CHECK = 0.3;

/**
 * Decodes a blob from primary slivers: any n - 2f distinct ones of those that passed `verifySliver`.
 * More are ignored, as are repeated ones.
 *
 * Under `strict` (only) the slivers need not have been verified: wrong ones end in `INCONSISTENT_BLOB`.
 *
 * @returns exactly the blob's bytes
 * @throws EncodingError `NOT_ENOUGH_SLIVERS`, `INVALID_SLIVER`, `INVALID_INDEX`, `BLOB_ID_MISMATCH`,
 *   `INCONSISTENT_BLOB`; the signal's reason when aborted
 */
export async function decodeBlob(slivers: readonly Sliver[], options: DecodeOptions): Promise<Uint8Array> {
  const { blobId, metadata, consistency = 'strict' } = options;
  const layout = metadataLayout(metadata);
  options.signal?.throwIfAborted();
  await hashReady();
  if (consistency !== 'none') verifyMetadata(blobId, metadata, layout);
  const chosen = choose(slivers, layout);
  const { onProgress, signal, workers } = options;
  const how = { onProgress, signal, workers };
  const bytes = await rebuildBlob(chosen, layout, withProgress(how, 0, BEFORE_CHECK));
  if (consistency === 'strict') {
    await checkWhole(bytes, layout, options);
  } else if (consistency === 'default') {
    await checkRows({ bytes, layout, slivers: chosen }, options);
  }
  options.onProgress?.(1);
  return bytes;
}

/** The first n - 2f distinct slivers, all of the right shape. */
function choose(slivers: readonly Sliver[], layout: BlobLayout): Sliver[] {
  const chosen = new Map<number, Sliver>();
  for (const sliver of slivers) {
    if (chosen.size === layout.rows) break;
    if (sliver.axis !== 'primary') {
      throw new EncodingError('INVALID_SLIVER', `decoding takes primary slivers, not ${sliver.axis} ones`, {
        axis: sliver.axis,
        index: sliver.index,
      });
    }
    checkSliverShape(sliver, layout);
    if (!chosen.has(sliver.index)) chosen.set(sliver.index, sliver);
  }
  if (chosen.size < layout.rows) {
    throw new EncodingError(
      'NOT_ENOUGH_SLIVERS',
      `${chosen.size} distinct primary slivers: decoding takes ${layout.rows} of ${layout.nShards}`,
      { found: chosen.size, needed: layout.rows },
    );
  }
  return [...chosen.values()];
}

async function checkWhole(bytes: Uint8Array, layout: BlobLayout, options: DecodeOptions): Promise<void> {
  const { onProgress, signal, workers } = options;
  const how = { nShards: layout.nShards, onProgress, signal, workers };
  const { blobId } = await computeMetadata(bytes, withProgress(how, BEFORE_CHECK, 1));
  if (!equalBytes(blobId, options.blobId)) throw inconsistent(options.blobId, { computed: blobId });
}

/** A decoded blob, and the primary slivers that it was decoded from. */
interface Decoded {
  readonly bytes: Uint8Array;
  readonly layout: BlobLayout;
  readonly slivers: readonly Sliver[];
}

/** A row whose hash is checked. */
interface RowTask extends Task {
  readonly index: number;
}

/** Encodes the rows that were not among the slivers, and compares their hashes. */
async function checkRows(
  { bytes, layout, slivers }: Decoded,
  { blobId, metadata, ...options }: DecodeOptions,
): Promise<void> {
  const known = new Set(slivers.map(({ index }) => index));
  const size = sliverSize(layout, 'primary');
  const missing = Array.from({ length: layout.rows }, (_, index) => index).filter(
    (index) => !known.has(index),
  );
  const setting = { code: codeAlong(layout, 'primary'), size: layout.symbolSize };
  const tasks = missing.map((index) => ({ index, input: size, output: DIGEST_BYTES }));
  const estimateMs = missing.length * estimateSliverMs(layout);
  await doJob(
    {
      work: 'roots',
      setting,
      phases: [tasks],
      load({ index }: RowTask, buffer: Uint8Array): void {
        const row = bytes.subarray(Math.min(index * size, bytes.length), (index + 1) * size);
        buffer.set(row);
        buffer.fill(0, row.length, size);
      },
      save({ index }: RowTask, root: Uint8Array): void {
        if (!equalBytes(root, sliverHash(metadata, 'primary', index)))
          throw inconsistent(blobId, { primarySliver: index });
      },
    },
    { ...withProgress(options, BEFORE_CHECK, 1), estimateMs },
  );
}

/** What a strict reader makes of slivers that do not encode to the blob id; `values` say how it shows. */
export function inconsistent(blobId: Uint8Array, values: Record<string, unknown>): EncodingError {
  return new EncodingError(
    'INCONSISTENT_BLOB',
    `blob ${blobIdToString(blobId)} is badly encoded: its slivers do not encode to this id`,
    { blobId, ...values },
  );
}
