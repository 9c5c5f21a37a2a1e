/**
 * Decoding a blob that memory does not hold, and checking strictly that it is encoded as it should be (R11).
 *
 * A part of a sliver says nothing by itself: its hash is over the whole of it, and the blob id over all of
 * them. So whole slivers are verified, one by one, and kept in a scratch; the blob is decoded there, some
 * columns at a time, in the place of the slivers. The strict check then encodes it again, which takes half of
 * the blob more for columns C..n-1, and only when that has led to the blob id is a byte given out.
 */
import { equalBytes } from '../../base/bytes.js';
import { hashReady } from '../hash.js';
import { commit } from '../encode.js';
import { inconsistent } from '../decode.js';
import { EncodingError } from '../errors.js';
import { sliverSize, type BlobLayout } from '../layout.js';
import { metadataLayout, verifyMetadata, type BlobMetadata } from '../metadata.js';
import { withProgress, type PaceOptions } from '../pace.js';
import { rebuildRows, type RowsStrips } from '../rebuild.js';
import { checkSliverShape, type Sliver } from '../sliver.js';
import { readPieces, writePieces, type OpenScratch, type Scratch } from './scratch.js';
import { matrixSize, StoredMatrix } from './stored-matrix.js';

/** Which blob to decode, and where. */
export interface DecodeStreamOptions {
  /** 32 bytes. */
  readonly blobId: Uint8Array;
  /** The blob's metadata, checked here against the blob id. */
  readonly metadata: BlobMetadata;
  /** Where the blob is kept until it is closed. */
  readonly scratch: OpenScratch;
}

/** A blob that was decoded and checked. */
export interface DecodedBlob {
  /** Bytes of the blob. */
  readonly length: number;
  /** Reads bytes from `start` up to but not including `end`, which are within the blob. */
  read(start: number, end: number): Promise<Uint8Array>;
  /** Gives the scratch back; nothing can be read any more. */
  close(): Promise<void>;
}

/** Bytes of received symbols that are decoded at one time. */
const STRIP_BYTES = 8 * 1024 * 1024;
/** The share of the work that decoding is. */
const AFTER_DECODING = 0.3;

/**
 * Makes room for a blob, which takes 1.5 times its size of the scratch. Close the decoding, or what becomes
 * of it.
 *
 * @throws EncodingError `INVALID_METADATA`, `BLOB_ID_MISMATCH`; what the scratch throws
 */
export async function decodeStream(options: DecodeStreamOptions): Promise<StreamDecoding> {
  const { blobId, metadata, scratch: open } = options;
  await hashReady();
  const layout = metadataLayout(metadata);
  verifyMetadata(blobId, metadata, layout);
  const setting = { layout, allSlivers: false };
  const scratch = await open(matrixSize(setting));
  return new StreamDecoding({ blobId, layout, scratch, matrix: new StoredMatrix(scratch, setting) });
}

interface Room {
  readonly blobId: Uint8Array;
  readonly layout: BlobLayout;
  readonly scratch: Scratch;
  readonly matrix: StoredMatrix;
}

/** A blob of which primary slivers come in. */
export class StreamDecoding {
  readonly #room: Room;
  /** Indices of the slivers, in the order of the places that they have. */
  readonly #indices: number[] = [];

  /** @ignore */
  constructor(room: Room) {
    this.#room = room;
  }

  /**
   * Takes in a primary sliver, of which only the shape is checked here.
   *
   * @returns false when there are n - 2f distinct ones already, or this one is among them
   * @throws EncodingError `INVALID_SLIVER`, `INVALID_INDEX`; what the scratch throws
   */
  async add(sliver: Sliver): Promise<boolean> {
    const { layout, scratch, matrix } = this.#room;
    checkSliverShape(sliver, layout);
    if (sliver.axis !== 'primary') {
      throw new EncodingError('INVALID_SLIVER', 'decoding takes primary slivers', { axis: sliver.axis });
    }
    if (this.#indices.length === layout.rows || this.#indices.includes(sliver.index)) return false;
    const place = this.#indices.push(sliver.index) - 1;
    await scratch.write(matrix.placeOf('primary', place), sliver.bytes);
    return true;
  }

  /**
   * Decodes the blob and checks it strictly, when n - 2f slivers are in. Whatever fails closes the scratch.
   *
   * @throws EncodingError `NOT_ENOUGH_SLIVERS`, `INCONSISTENT_BLOB`; what the scratch throws; the signal's
   *   reason
   */
  async finish(options: PaceOptions = {}): Promise<DecodedBlob> {
    const { layout, scratch, blobId, matrix } = this.#room;
    try {
      options.signal?.throwIfAborted();
      if (this.#indices.length < layout.rows) throw tooFew(this.#indices.length, layout);
      await this.#decode(withProgress(options, 0, AFTER_DECODING));
      const checking = withProgress(options, AFTER_DECODING, 1);
      const computed = commit(layout, await matrix.expand(matrix.readRows, checking)).blobId;
      if (!equalBytes(computed, blobId)) throw inconsistent(blobId, { computed });
      options.onProgress?.(1);
    } catch (error) {
      await this.close().catch(() => undefined);
      throw error;
    }
    return {
      length: layout.unencodedLength,
      async read(start, end) {
        const bytes = new Uint8Array(end - start);
        await scratch.read(matrix.placeOf('primary', 0) + start, bytes);
        return bytes;
      },
      close: () => this.close(),
    };
  }

  /** Gives the scratch back. */
  close(): Promise<void> {
    return this.#room.scratch.close();
  }

  /** Puts rows 0..R-1 in the place of the slivers. */
  async #decode(options: PaceOptions): Promise<void> {
    const { layout, scratch, matrix } = this.#room;
    const { rows, columns, symbolSize } = layout;
    const most = Math.min(columns, Math.max(1, Math.floor(STRIP_BYTES / (rows * symbolSize))));
    const arrays = [0, 1].map(() => new Uint8Array(rows * most * symbolSize));
    let pieces = { at: 0, step: sliverSize(layout, 'primary'), count: rows };
    let target = arrays[1]!;
    const strips: RowsStrips = {
      columns: most,
      async open(first, count) {
        const size = count * symbolSize;
        pieces = { ...pieces, at: matrix.placeOf('primary', 0) + first * symbolSize };
        const [from, to] = arrays.map((all) => all.subarray(0, rows * size));
        await readPieces(scratch, pieces, from!);
        target = to!;
        const received = Array.from({ length: rows }, (_, i) => from!.subarray(i * size, (i + 1) * size));
        return { received, target };
      },
      close: () => writePieces(scratch, pieces, target),
    };
    await rebuildRows({ layout, indices: this.#indices }, strips, options);
    await this.#clearPadding();
  }

  /** What lies behind the blob's end is zero, whatever the writer has encoded there. */
  async #clearPadding(): Promise<void> {
    const { layout, scratch, matrix } = this.#room;
    const end = layout.rows * sliverSize(layout, 'primary');
    const zeros = new Uint8Array(sliverSize(layout, 'primary'));
    for (let at = layout.unencodedLength; at < end; at += zeros.length)
      await scratch.write(matrix.placeOf('primary', 0) + at, zeros.subarray(0, end - at));
  }
}

function tooFew(found: number, { rows, nShards }: BlobLayout): EncodingError {
  const message = `${found} distinct primary slivers: decoding takes ${rows} of ${nShards}`;
  return new EncodingError('NOT_ENOUGH_SLIVERS', message, { found, needed: rows });
}
