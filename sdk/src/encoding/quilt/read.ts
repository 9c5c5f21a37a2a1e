/** Reading quilts that a stranger made: within bounds, or refused as `NOT_A_QUILT`. */
import { parseExactly } from '../../base/bcs-reader.js';
import { isHauloutError } from '../../base/errors.js';
import { EncodingError } from '../errors.js';
import { blobLayout, type BlobLayout } from '../layout.js';
import { copyColumns } from './columns.js';
import {
  FILE_HEADER_BYTES,
  HAS_TAGS,
  INDEX_PREFIX_BYTES,
  indexOf,
  MAX_INDEX_COLUMNS,
  QUILT_VERSION,
  Tags,
  Text,
  type QuiltPatch,
} from './format.js';

/** A file as it was put into a quilt. */
export interface QuiltFile {
  /** The file's name in the quilt. */
  readonly identifier: string;
  /** Values by key. */
  readonly tags: ReadonlyMap<string, string>;
  /** Contents of the file. */
  readonly bytes: Uint8Array;
}

/**
 * The layout of a blob that can be a quilt: one that fills its matrix.
 *
 * @throws EncodingError `NOT_A_QUILT`, `INVALID_SHARD_COUNT`, `BLOB_TOO_LARGE`
 */
export function quiltLayout(nShards: number, unencodedLength: number): BlobLayout {
  const layout = blobLayout(nShards, unencodedLength);
  const { rows, columns, symbolSize } = layout;
  if (unencodedLength !== rows * columns * symbolSize || rows * symbolSize < INDEX_PREFIX_BYTES)
    throw notAQuilt(`a blob of ${unencodedLength} bytes does not fill ${columns} columns`);
  return layout;
}

/**
 * How many columns the index of a quilt has, from the bytes of column 0.
 *
 * @throws EncodingError `NOT_A_QUILT`
 */
export function quiltIndexColumns(
  firstColumn: Uint8Array,
  { rows, columns, symbolSize }: BlobLayout,
): number {
  const count = Math.ceil((INDEX_PREFIX_BYTES + indexSize(firstColumn)) / (rows * symbolSize));
  if (count > MAX_INDEX_COLUMNS || count >= columns)
    throw notAQuilt(`an index of ${count} columns: there are at most ${MAX_INDEX_COLUMNS} of ${columns}`);
  return count;
}

/**
 * The files of a quilt, from the bytes of all columns of its index.
 *
 * @throws EncodingError `NOT_A_QUILT`
 */
export function parseQuiltIndex(indexColumns: Uint8Array, layout: BlobLayout): QuiltPatch[] {
  let startColumn = quiltIndexColumns(indexColumns, layout);
  const end = INDEX_PREFIX_BYTES + indexSize(indexColumns);
  if (end > indexColumns.length) throw notAQuilt(`an index of ${end} bytes in ${indexColumns.length}`);
  const listed = parse(indexOf(layout.columns - 1), indexColumns.subarray(INDEX_PREFIX_BYTES, end));
  return listed.map(({ endColumn, identifier, tags }): QuiltPatch => {
    if (endColumn <= startColumn || endColumn > layout.columns)
      throw notAQuilt(`a file from column ${startColumn} to ${endColumn} of ${layout.columns}`);
    const patch = { identifier, tags, startColumn, endColumn };
    startColumn = endColumn;
    return patch;
  });
}

/** What stands in the columns of a file before its contents. */
export interface QuiltFileHead extends Pick<QuiltFile, 'identifier' | 'tags'> {
  /** Bytes from the top of its columns to its contents. */
  readonly start: number;
  /** Bytes of its contents. */
  readonly length: number;
}

/**
 * How many bytes from the top of a file's columns its head has, as far as these say it: when it is more than
 * there are, more have to be read, and this asked again.
 *
 * @throws EncodingError `NOT_A_QUILT`
 */
export function quiltFileHeadBytes(top: Uint8Array): number {
  const view = new DataView(top.buffer, top.byteOffset, top.byteLength);
  const nameAt = FILE_HEADER_BYTES + 2;
  if (top.length < nameAt) return nameAt;
  const nameEnd = nameAt + view.getUint16(FILE_HEADER_BYTES, true);
  if (!(top[FILE_HEADER_BYTES - 1]! & HAS_TAGS)) return nameEnd;
  return top.length < nameEnd + 2 ? nameEnd + 2 : nameEnd + 2 + view.getUint16(nameEnd, true);
}

/**
 * The head of a file.
 *
 * @param top bytes from the top of its columns, all of the head at least
 * @param size bytes of all its columns
 * @throws EncodingError `NOT_A_QUILT`
 */
export function parseQuiltFileHead(top: Uint8Array, size: number): QuiltFileHead {
  const from = new Fields(top);
  const version = from.uint(1);
  if (version !== QUILT_VERSION) throw notAQuilt(`a file of version ${version}`);
  const end = FILE_HEADER_BYTES + from.uint(4);
  const flags = from.uint(1);
  if (end > size) throw notAQuilt(`a file of ${end - FILE_HEADER_BYTES} bytes in columns of ${size}`);
  const head = new Fields(top.subarray(FILE_HEADER_BYTES, end));
  const identifier = parse(Text, head.bytes(head.uint(2)));
  const tags = flags & HAS_TAGS ? parse(Tags, head.bytes(head.uint(2))) : new Map<string, string>();
  const start = FILE_HEADER_BYTES + head.at;
  return { identifier, tags, start, length: end - start };
}

/**
 * A file, from the bytes of all its columns.
 *
 * @returns its bytes as a view of `columns`
 * @throws EncodingError `NOT_A_QUILT`
 */
export function parseQuiltFile(columns: Uint8Array): QuiltFile {
  const { identifier, tags, start, length } = parseQuiltFileHead(columns, columns.length);
  return { identifier, tags, bytes: columns.subarray(start, start + length) };
}

/**
 * All files of a quilt, in its order.
 *
 * @throws EncodingError `NOT_A_QUILT`, `INVALID_SHARD_COUNT`, `BLOB_TOO_LARGE`
 */
export function readQuilt(
  quilt: Uint8Array,
  {
    nShards,
  }: {
    /** Shards of the network. */
    readonly nShards: number;
  },
): QuiltFile[] {
  const layout = quiltLayout(nShards, quilt.length);
  const count = quiltIndexColumns(copyColumns(quilt, layout, { start: 0, end: 1 }), layout);
  return parseQuiltIndex(copyColumns(quilt, layout, { start: 0, end: count }), layout).map((patch) =>
    checkQuiltFile(
      parseQuiltFile(copyColumns(quilt, layout, { start: patch.startColumn, end: patch.endColumn })),
      patch,
    ),
  );
}

/**
 * Refuses a file that is not the one that the index lists at its place.
 *
 * @throws EncodingError `NOT_A_QUILT`
 */
export function checkQuiltFile<T extends Pick<QuiltFile, 'identifier'>>(
  file: T,
  patch: Pick<QuiltPatch, 'identifier'>,
): T {
  if (file.identifier === patch.identifier) return file;
  const [says, listed] = [file.identifier, patch.identifier].map((name) => JSON.stringify(name.slice(0, 64)));
  throw notAQuilt(`a file that calls itself ${says} is listed as ${listed}`);
}

/** Bytes of an index without its prefix. */
function indexSize(firstColumn: Uint8Array): number {
  const from = new Fields(firstColumn);
  const version = from.uint(1);
  if (version !== QUILT_VERSION) throw notAQuilt(`an index of version ${version}`);
  return from.uint(4);
}

/** Fields one after the other, none behind the end. */
class Fields {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  bytes(length: number): Uint8Array {
    const left = this.#bytes.length - this.#at;
    if (length > left) throw notAQuilt(`a field of ${length} bytes where ${left} are left`);
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  uint(length: number): number {
    return this.bytes(length).reduceRight((value, byte) => value * 256 + byte, 0);
  }

  /** Bytes that were read. */
  get at(): number {
    return this.#at;
  }
}

function parse<T>(type: Parameters<typeof parseExactly<T>>[0], bytes: Uint8Array): T {
  try {
    return parseExactly(type, bytes, bytes.length);
  } catch (error) {
    if (isHauloutError(error)) throw notAQuilt(error.message, error);
    throw error;
  }
}

function notAQuilt(what: string, cause?: unknown): EncodingError {
  return new EncodingError('NOT_A_QUILT', `not a quilt: ${what}`, { cause });
}
