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
import { commit, type BlobCommitment, type EncodeOptions } from '../encode.js';
import { blobLayout, checkIndex, sliverSize, type Axis, type BlobLayout } from '../layout.js';
import type { Sliver } from '../sliver.js';
import type { OpenScratch } from './scratch.js';
import { chunksOf, type BlobSource } from './source.js';
import { matrixSize, StoredMatrix, type StoredExpansionOptions } from './stored-matrix.js';

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
 * less than 64 MiB, as long as two columns of symbols have no more than 16 MiB, and two columns more for each
 * worker beyond two; about 4.5 times its size of the scratch. Reads the source once. Close the blob when it
 * is not needed any more.
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
export function encodeStream(source: BlobSource, options: EncodeStreamOptions): Promise<StreamedBlob> {
  return encodeStreamWith(source, options);
}

/** {@link encodeStream} with threads and strips of the caller's choice. */
export async function encodeStreamWith(
  source: BlobSource,
  { nShards, scratch: open, ...options }: EncodeStreamOptions & Partial<StoredExpansionOptions>,
): Promise<StreamedBlob> {
  const layout = blobLayout(nShards, source.size);
  const setting = { layout, allSlivers: true };
  const scratch = await open(matrixSize(setting));
  const rows = new SourceRows(chunksOf(source, options.signal), layout);
  try {
    const matrix = new StoredMatrix(scratch, setting);
    const readRows = async (first: number, target: Uint8Array): Promise<void> => {
      await rows.read(target);
      await scratch.write(matrix.placeOf('primary', first), target);
    };
    const hashes = await matrix.expand(readRows, options);
    return withJson({
      ...commit(layout, hashes),
      async sliver(axis: Axis, index: number) {
        checkIndex(`${axis} sliver`, index, nShards);
        return { axis, index, symbolSize: layout.symbolSize, bytes: await matrix.sliver(axis, index) };
      },
      close: () => scratch.close(),
    });
  } catch (error) {
    await rows.close();
    await scratch.close().catch(() => undefined);
    throw error;
  }
}

/** The rows of a blob, one after the other, with zeros behind its end. */
class SourceRows {
  readonly #chunks: AsyncGenerator<Uint8Array, void>;
  /** Bytes of the rows that were not asked for yet. */
  #left: number;
  #chunk: Uint8Array = new Uint8Array(0);

  constructor(chunks: AsyncGenerator<Uint8Array, void>, layout: BlobLayout) {
    this.#chunks = chunks;
    this.#left = layout.rows * sliverSize(layout, 'primary');
  }

  /** Fills `target` with the next rows. With the last of them it is known that the source has no more. */
  async read(target: Uint8Array): Promise<void> {
    this.#left -= target.length;
    let filled = 0;
    while (filled < target.length || this.#left === 0) {
      if (this.#chunk.length === 0) {
        const { done, value } = await this.#chunks.next();
        if (done === true) break;
        this.#chunk = value;
      }
      const part = this.#chunk.subarray(0, target.length - filled);
      target.set(part, filled);
      filled += part.length;
      this.#chunk = this.#chunk.subarray(part.length);
    }
    target.fill(0, filled);
  }

  async close(): Promise<void> {
    await this.#chunks.return().catch(() => undefined);
  }
}
