/**
 * Encoding a blob that memory does not hold.
 *
 * Columns of the matrix need every row of the blob, and slivers R..n-1 of the one axis need all slivers of
 * the other. Without room outside of memory the last two thirds of the primary slivers would be made again
 * from the whole blob for each few of them that fit: at 2 GiB and 1000 shards some hundred times. So
 * everything is made once and kept in a scratch, all slivers in the form in which they are sent: 4.5 times
 * the blob, written once, and each sliver is one read. Keeping only what the source has not would save the
 * blob once, and cost two more passes over the source; as it is, the source is read once, from its first byte
 * to its last, may be a stream, and may change afterwards without any harm.
 *
 * What is read and written: the blob once from the source; rows (the blob) and columns C..n-1 (half of it)
 * into the scratch; then all of that once more, in strips of columns of some MiB, of which each row is one
 * piece; and the other columns and rows R..n-1 (three times the blob) into it.
 */
import { withJson } from '../../base/json.js';
import { core, coreReady } from '../core/current.js';
import { commit, type BlobCommitment, type EncodeOptions } from '../encode.js';
import { blobLayout, checkIndex, sliverSize, type Axis, type BlobLayout } from '../layout.js';
import { pace } from '../pace.js';
import type { Sliver } from '../sliver.js';
import type { OpenScratch, Scratch } from './scratch.js';
import { chunksOf, type BlobSource } from './source.js';
import { matrixSize, StoredMatrix, type MatrixCore, type MatrixSetting } from './stored-matrix.js';

/** Options of {@link encodeStream}. */
export interface EncodeStreamOptions extends EncodeOptions {
  /** Where slivers are kept until the blob is closed. */
  readonly scratch: OpenScratch;
}

/** A blob, encoded, whose slivers are not in memory. */
export interface StreamedBlob extends BlobCommitment {
  /**
   * Reads a sliver. Its bytes are the caller's own.
   *
   * @param index sliver index, not that of the pair
   * @throws EncodingError `INVALID_INDEX`; what the scratch throws
   */
  sliver(axis: Axis, index: number): Promise<Sliver>;
  /** Gives the scratch back; no sliver can be read any more. */
  close(): Promise<void>;
}

/**
 * Encodes a blob as `encodeBlob` does, bit for bit, with its slivers in a scratch and not in memory: takes
 * less than 64 MiB and 32 bytes for each of n * n cells, whatever the size of the blob, and about 4.5 times
 * its size of the scratch. Reads the source once. Close the blob when it is not needed any more.
 *
 * @example
 * const blob = await encodeStream(file, { nShards: 1000, scratch });
 * try {
 *   console.log(blobIdToString(blob.blobId), (await blob.sliver('primary', 0)).bytes.length);
 * } finally {
 *   await blob.close();
 * }
 * @throws EncodingError `INVALID_SHARD_COUNT`, `BLOB_TOO_LARGE` (before anything is read), `SOURCE_CHANGED`;
 *   what source and scratch throw; the signal's reason when aborted. The scratch is closed then.
 */
export async function encodeStream(source: BlobSource, options: EncodeStreamOptions): Promise<StreamedBlob> {
  await coreReady();
  return encodeStreamWith(core(), source, options);
}

/** {@link encodeStream} with a core and strips of the caller's choice. */
export async function encodeStreamWith(
  chosen: MatrixCore,
  source: BlobSource,
  {
    nShards,
    scratch: open,
    stripBytes,
    signal,
    onProgress,
  }: EncodeStreamOptions & Pick<MatrixSetting, 'stripBytes'>,
): Promise<StreamedBlob> {
  const layout = blobLayout(nShards, source.size);
  const step = pace({ signal, onProgress });
  const setting = { layout, allSlivers: true, stripBytes };
  const scratch = await open(matrixSize(setting));
  try {
    const matrix = new StoredMatrix(chosen, scratch, setting);
    const rows = written(rowsOf(chunksOf(source, signal), layout), { matrix, scratch });
    const hashes = await matrix.expand(rows, step);
    onProgress?.(1);
    return withJson({
      ...commit(layout, hashes),
      async sliver(axis: Axis, index: number) {
        checkIndex(`${axis} sliver`, index, nShards);
        return { axis, index, symbolSize: layout.symbolSize, bytes: await matrix.sliver(axis, index) };
      },
      close: () => scratch.close(),
    });
  } catch (error) {
    await scratch.close().catch(() => undefined);
    throw error;
  }
}

/** The rows of a blob, with zeros behind its end; one after the other in the same array. */
async function* rowsOf(
  chunks: AsyncIterable<Uint8Array>,
  layout: BlobLayout,
): AsyncGenerator<Uint8Array, void> {
  const row = new Uint8Array(sliverSize(layout, 'primary'));
  let filled = 0;
  let full = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length;) {
      const part = chunk.subarray(at, at + row.length - filled);
      row.set(part, filled);
      at += part.length;
      filled += part.length;
      if (filled < row.length) continue;
      yield row;
      full++;
      filled = 0;
    }
  }
  for (; full < layout.rows; full++) {
    row.fill(0, filled);
    yield row;
    filled = 0;
  }
}

/** The same rows, each of them in its place. */
async function* written(
  rows: AsyncIterable<Uint8Array>,
  { matrix, scratch }: { readonly matrix: StoredMatrix; readonly scratch: Scratch },
): AsyncGenerator<Uint8Array, void> {
  let index = 0;
  for await (const row of rows) {
    await scratch.write(matrix.placeOf('primary', index++), row);
    yield row;
  }
}
