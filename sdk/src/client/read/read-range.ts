import { unlessAborted } from '../../base/abort.js';
import { InvalidArgument } from '../../base/errors.js';
import type { StorageCommittee } from '../../chain/committee.js';
import {
  blobLayout,
  copyColumns,
  sliverBytes,
  sliverSize,
  type Axis,
  type BlobLayout,
  type Sliver,
} from '../../encoding/index.js';
import { askCertified } from '../../nodes/ask-certified.js';
import { fetchExact } from '../../nodes/fetch-exact.js';
import { fetchMetadata } from '../../nodes/fetch-metadata.js';
import type { StorageNetwork } from '../../nodes/settings.js';
import type { OpenBytes } from './open-bytes.js';
import { gatherBlob, type ReadOptions } from './read-blob.js';

/** Which bytes of a blob to read. */
export interface ReadRangeOptions extends Omit<ReadOptions, 'consistency'> {
  /** First byte; default 0. */
  readonly start?: number | undefined;
  /** The byte after the last; default the end of the blob, and cut there. */
  readonly end?: number | undefined;
}

/** The slivers that hold a range of a blob as it is, and what they weigh on the wire. */
export interface RangePlan {
  readonly axis: Axis;
  /** Indices of the slivers, ascending. */
  readonly slivers: readonly number[];
  /** Bytes of all of them, as nodes send them. */
  readonly bytes: number;
}

/**
 * Chooses the slivers from which a range can be copied: rows (primary slivers) or columns (secondary ones),
 * whichever weigh less. The first n - 2f rows and n - f columns are the blob itself (R14).
 *
 * @param start first byte
 * @param end the byte after the last; start < end <= length of the blob
 */
export function planRange(layout: BlobLayout, start: number, end: number): RangePlan {
  const { columns, symbolSize } = layout;
  const rowSize = sliverSize(layout, 'primary');
  const rows = indices(Math.floor(start / rowSize), Math.floor((end - 1) / rowSize));
  const firstCell = Math.floor(start / symbolSize);
  const lastCell = Math.floor((end - 1) / symbolSize);
  const cells = Math.min(lastCell - firstCell + 1, columns);
  const touched = indices(firstCell, firstCell + cells - 1).map((cell) => cell % columns);
  const plans = [
    plan(layout, 'primary', rows),
    plan(
      layout,
      'secondary',
      touched.sort((a, b) => a - b),
    ),
  ];
  return plans[0]!.bytes <= plans[1]!.bytes ? plans[0]! : plans[1]!;
}

/** A blob that is ready to be read in parts. */
export interface OpenBlob extends OpenBytes {
  /**
   * Reads whole columns of the blob's matrix, below n - f, each from the secondary sliver that is this
   * column.
   *
   * @returns the bytes of each, in the order asked for
   * @throws as `readBlob`
   */
  readColumns(columns: readonly number[], signal?: AbortSignal): Promise<readonly Uint8Array[]>;
}

/**
 * Gets what is needed to read parts of a blob: its status and its verified metadata.
 *
 * @throws as `readBlob`
 */
export async function openBlob(
  network: StorageNetwork,
  committee: StorageCommittee,
  { blobId, requireCertified = true, signal }: Omit<ReadOptions, 'consistency'>,
): Promise<OpenBlob> {
  if (requireCertified) await askCertified(network, committee, { blobId, signal });
  const { metadata } = await fetchMetadata(network, committee, { blobId, signal });
  const layout = blobLayout(committee.nShards, metadata.unencodedLength);
  const rowSize = sliverSize(layout, 'primary');
  /** The blob rebuilt by the other nodes: shared by all readers, and kept by those that have used it. */
  const whole = sharedBytes(() => gatherBlob(network, committee, { blobId, metadata, signal }));
  const reader = (): OpenBlob => {
    let kept: Uint8Array | undefined;
    const decoded = async (readSignal: AbortSignal | undefined): Promise<Uint8Array> =>
      (kept ??= await unlessAborted(whole.get(), readSignal));
    /** The slivers as they are, or undefined when the blob has to be decoded. */
    const direct = async ({ axis, slivers }: RangePlan, readSignal: AbortSignal | undefined) =>
      kept === undefined && !whole.isThere()
        ? fetchExact(network, committee, { blobId, metadata, axis, slivers, signal: readSignal })
        : undefined;
    return {
      length: metadata.unencodedLength,
      another: reader,
      partEnd: (at) => Math.min((Math.floor(at / rowSize) + 1) * rowSize, metadata.unencodedLength),
      async read(start, end, readSignal) {
        if (start === end) return new Uint8Array();
        const slivers = await direct(planRange(layout, start, end), readSignal);
        if (slivers !== undefined) return copyRange(layout, slivers, { start, end });
        return (await decoded(readSignal)).slice(start, end);
      },
      async readColumns(columns, readSignal) {
        const distinct = [...new Set(columns)].sort((a, b) => a - b);
        const slivers = await direct(plan(layout, 'secondary', distinct), readSignal);
        if (slivers !== undefined) {
          const byIndex = new Map(slivers.map(({ index, bytes }) => [index, bytes]));
          return columns.map((column) => byIndex.get(column)!);
        }
        const bytes = await decoded(readSignal);
        return columns.map((column) => copyColumns(bytes, layout, { start: column, end: column + 1 }));
      },
    };
  };
  return reader();
}

/** Bytes that are gathered when they are needed, once for all who need them at one time. */
function sharedBytes(gather: () => Promise<Uint8Array>) {
  let gathering: Promise<Uint8Array> | undefined;
  let gathered: WeakRef<Uint8Array> | undefined;
  return {
    /** Whether they need not be gathered. */
    isThere: (): boolean => gathering !== undefined || gathered?.deref() !== undefined,
    async get(): Promise<Uint8Array> {
      const known = gathered?.deref();
      if (known !== undefined) return known;
      gathering ??= gather().finally(() => (gathering = undefined));
      const bytes = await gathering;
      gathered = new WeakRef(bytes);
      return bytes;
    },
  };
}

/**
 * Reads a range of a blob from the slivers that contain it as it is, without decoding; each is verified
 * against the metadata. When one of them cannot be had, it is rebuilt from what crosses it at other nodes,
 * and when that fails too, or would move more, the blob is decoded, strictly.
 *
 * What it gives up: the bytes are what the writer committed to, but whether the rest of the blob is encoded
 * as it should be is not checked. Of a badly encoded blob, one reader may get bytes where another gets
 * `BlobInconsistent`.
 *
 * @throws InvalidArgument for a range outside of the blob; else as `readBlob`
 */
export async function readRange(
  network: StorageNetwork,
  committee: StorageCommittee,
  { start = 0, end = Number.MAX_SAFE_INTEGER, ...options }: ReadRangeOptions,
): Promise<Uint8Array> {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end < start) {
    throw new InvalidArgument(`a range from ${start} to ${end}: it has to be 0 <= start <= end`, {
      start,
      end,
    });
  }
  const blob = await openBlob(network, committee, options);
  return blob.read(...boundsIn(blob, options.blobId, { start, end }), options.signal);
}

/**
 * A range as far as a blob has it: the first byte, and the one after the last. Throws InvalidArgument when it
 * begins behind the end.
 */
export function boundsIn(
  { length }: Pick<OpenBytes, 'length'>,
  blobId: string,
  { start, end }: { readonly start: number; readonly end: number },
): readonly [number, number] {
  if (start <= length) return [start, Math.min(end, length)];
  throw new InvalidArgument(`a range that begins at ${start}: blob ${blobId} has ${length} bytes`, {
    start,
    length,
  });
}

/** Copies the parts of a range out of the slivers that hold it, symbol by symbol. */
function copyRange(
  { columns, symbolSize }: BlobLayout,
  slivers: readonly Sliver[],
  { start, end }: { readonly start: number; readonly end: number },
): Uint8Array {
  const byIndex = new Map(slivers.map((sliver) => [sliver.index, sliver]));
  const result = new Uint8Array(end - start);
  for (let at = start; at < end;) {
    const cell = Math.floor(at / symbolSize);
    const row = Math.floor(cell / columns);
    const column = cell % columns;
    const until = Math.min((cell + 1) * symbolSize, end);
    const offset = at - cell * symbolSize;
    const primary = byIndex.get(row);
    const [sliver, symbol] =
      primary?.axis === 'primary' ? [primary, column] : ([byIndex.get(column)!, row] as const);
    const from = symbol * symbolSize + offset;
    result.set(sliver.bytes.subarray(from, from + until - at), at - start);
    at = until;
  }
  return result;
}

function plan(layout: BlobLayout, axis: Axis, slivers: readonly number[]): RangePlan {
  return { axis, slivers, bytes: slivers.length * sliverBytes(layout, axis) };
}

function indices(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
