/**
 * Quilts, version 1: many files in one blob, each readable by itself.
 *
 * A quilt fills the R x C matrix of its blob to the last symbol. Each file has whole columns of it, one after
 * the other, and its bytes run down the first column, then down the next. The first C columns of a matrix are
 * stored as they are, each as the secondary sliver of one shard; so a file is read from its own slivers
 * alone, without decoding.
 *
 * - column 0 on, the index: version 1 (u8), size (u32), then the BCS of the files' ends, names and tags; 10
 *   columns at most
 * - each file: version 1 (u8), size of what follows the header (u32), flags (u8; bit 0: has tags), size of
 *   the name (u16), name; with tags, their size (u16) and the tags; then the bytes
 *
 * Integers are little-endian; names and tags are BCS strings and maps, the latter in the order of their
 * serialized keys. A patch id names a file for good: blob id, version, first column, end column.
 */
import { bcs, BcsType } from '@mysten/bcs';
import { fromBase64Url, toBase64Url } from '../../base/base64url.js';
import { boundedVector } from '../../base/bcs-reader.js';
import { blobIdToString } from '../blob-id.js';
import { EncodingError } from '../errors.js';
import { DIGEST_BYTES } from '../hash.js';

/** The only version there is. */
export const QUILT_VERSION = 1;
/** Version and size in front of an index. */
export const INDEX_PREFIX_BYTES = 5;
/** Columns that an index may have. */
export const MAX_INDEX_COLUMNS = 10;
/** Version, size and flags in front of a file. */
export const FILE_HEADER_BYTES = 6;
/** The flag of a file that has tags. */
export const HAS_TAGS = 1;

/** Where a file of a quilt is, and what is known of it without reading it. */
export interface QuiltPatch {
  /** The file's name in the quilt. */
  readonly identifier: string;
  /** Values by key. */
  readonly tags: ReadonlyMap<string, string>;
  /** First column of the file. */
  readonly startColumn: number;
  /** The column after its last. */
  readonly endColumn: number;
}

/** A file of a quilt, anywhere. */
export interface QuiltPatchId {
  /** Blob id of the quilt, 32 bytes. */
  readonly quiltId: Uint8Array;
  /** First column of the file. */
  readonly startColumn: number;
  /** The column after the last. */
  readonly endColumn: number;
}

const PATCH_ID_BYTES = DIGEST_BYTES + 5;

/**
 * The text form: 50 characters of URL-safe base64, as the official tools write it.
 *
 * @throws EncodingError `INVALID_BLOB_ID` unless the id of the quilt has 32 bytes
 */
export function quiltPatchIdToString({ quiltId, startColumn, endColumn }: QuiltPatchId): string {
  blobIdToString(quiltId);
  const bytes = new Uint8Array(PATCH_ID_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(quiltId);
  bytes[DIGEST_BYTES] = QUILT_VERSION;
  view.setUint16(DIGEST_BYTES + 1, startColumn, true);
  view.setUint16(DIGEST_BYTES + 3, endColumn, true);
  return toBase64Url(bytes);
}

/**
 * Reads the text form.
 *
 * @throws EncodingError `INVALID_PATCH_ID`
 */
export function quiltPatchIdFromString(text: string): QuiltPatchId {
  const bytes = fromBase64Url(text, PATCH_ID_BYTES);
  const view = bytes && new DataView(bytes.buffer);
  const startColumn = view?.getUint16(DIGEST_BYTES + 1, true) ?? 0;
  const endColumn = view?.getUint16(DIGEST_BYTES + 3, true) ?? 0;
  if (bytes?.[DIGEST_BYTES] !== QUILT_VERSION || startColumn >= endColumn) {
    throw new EncodingError(
      'INVALID_PATCH_ID',
      `quilt patch id "${text.slice(0, 64)}": it is a blob id, version ${QUILT_VERSION} and two columns ` +
        'in URL-safe base64',
      { text: text.slice(0, 64) },
    );
  }
  return { quiltId: bytes.slice(0, DIGEST_BYTES), startColumn, endColumn };
}

/** Text that is what its UTF-8 says, no more and no less. */
export const Text = new BcsType<string, string>({
  name: 'string',
  read(reader) {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      reader.readBytes(reader.readULEB()),
    );
  },
  write(text, writer) {
    const bytes = new TextEncoder().encode(text);
    writer.writeULEB(bytes.length);
    writer.writeBytes(bytes);
  },
});

/** Bytes of the shortest tag. */
const MIN_TAG_BYTES = 2;
/** Most bytes of the tags of a file: their size is a u16. */
export const MAX_TAGS_BYTES = 65_535;
/** Most bytes of a name in BCS: its size is a u16. */
export const MAX_NAME_BYTES = 65_535;

const Entry = bcs.struct('Tag', { key: Text, value: Text });

/** Tags by key, each key once. */
export const Tags = boundedVector(Entry, Math.floor(MAX_TAGS_BYTES / MIN_TAG_BYTES)).transform({
  input: (tags: ReadonlyMap<string, string>) =>
    [...tags]
      .map(([key, value]) => ({ key, value, order: Text.serialize(key).toBytes() }))
      .sort((a, b) => compareBytes(a.order, b.order)),
  output: (entries): ReadonlyMap<string, string> => {
    const tags = new Map(entries.map(({ key, value }) => [key, value]));
    if (tags.size < entries.length) throw new RangeError('a tag is given twice');
    return tags;
  },
});

/** The index of a quilt with at most `limit` files, without its prefix. */
export function indexOf(limit: number) {
  return boundedVector(
    bcs.struct('QuiltPatchV1', { endColumn: bcs.u16(), identifier: Text, tags: Tags }),
    limit,
  );
}

/** Order of bytes: by the first that differs, then the shorter first. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let at = 0; at < a.length && at < b.length; at++) {
    if (a[at] !== b[at]) return a[at]! - b[at]!;
  }
  return a.length - b.length;
}
