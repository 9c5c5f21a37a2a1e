import { withJson } from '../../base/json.js';
import { entriesOf } from '../../chain/blob-transactions.js';
import {
  buildQuilt,
  checkContent,
  contentBytes,
  contentSize,
  EncodingError,
  maxBlobSize,
  type BlobContent,
  type FileToQuilt,
  type QuiltPatch,
} from '../../encoding/index.js';
import type { Connection } from '../connection.js';
import { storeBlob } from '../write/store-blob.js';
import type { StoreOptions, StoredBlob } from '../write/store-options.js';
import { fileEntry, type FileEntry } from './file-entry.js';

/** A file to be stored with others. */
export interface FileToStore extends Omit<FileToQuilt, 'bytes'> {
  /** Its contents: bytes, or a source such as a `File`, which is read into memory. */
  readonly bytes: BlobContent;
}

/** Which files to store as one blob; the rest is as for a blob of one's own. */
export interface StoreFilesOptions extends Omit<StoreOptions, 'bytes'> {
  /** The files to store. */
  readonly files: readonly FileToStore[];
}

/** A quilt that is stored and certified. */
export interface StoredFiles extends StoredBlob {
  /** Its files, in the order in which they were given. */
  readonly files: readonly FileEntry[];
}

/**
 * By this attribute of the blob object, name and value, the official tools tell a quilt. `storeFiles` sets
 * it; who builds a quilt and stores it as a blob gives it to `store`.
 */
export const QUILT_ATTRIBUTE = ['_walrusBlobType', 'quilt'] as const;

/** Stores files as one blob. See `HauloutClient.storeFiles`. */
export async function storeFiles(
  connection: Connection,
  { files, ...options }: StoreFilesOptions,
): Promise<StoredFiles> {
  const { patches, ...quilt } = await quiltOf(connection, { files, ...options });
  return withFiles(await storeBlob(connection, { ...options, ...quilt }), patches);
}

/** Files as a blob to store, with where each of them is, in the order in which they were given. */
export async function quiltOf(
  connection: Connection,
  { files, attributes = {}, signal }: Pick<StoreFilesOptions, 'files' | 'attributes' | 'signal'>,
): Promise<Pick<StoreOptions, 'bytes' | 'attributes'> & { readonly patches: readonly QuiltPatch[] }> {
  for (const { identifier, bytes } of files) checkContent(bytes, `the bytes of file "${identifier}"`);
  const { nShards } = await connection.committee({ signal });
  const size = files.reduce((sum, file) => sum + contentSize(file.bytes), 0);
  const limit = maxBlobSize(nShards);
  if (size > limit) {
    const message = `files of ${size} bytes: a quilt of ${nShards} shards has at most ${limit}`;
    throw new EncodingError('QUILT_TOO_LARGE', message, { size, nShards, limit });
  }
  const read: FileToQuilt[] = [];
  for (const file of files) read.push({ ...file, bytes: await contentBytes(file.bytes, signal) });
  const { bytes, patches } = buildQuilt(read, { nShards });
  const byName = new Map(patches.map((patch) => [patch.identifier, patch]));
  return {
    bytes,
    attributes: new Map([QUILT_ATTRIBUTE, ...entriesOf(attributes)]),
    patches: files.map(({ identifier }) => byName.get(identifier)!),
  };
}

/** What was stored, with the files in it. */
export function withFiles(stored: StoredBlob, patches: readonly QuiltPatch[]): StoredFiles {
  return withJson({ ...stored, files: patches.map((patch) => fileEntry(stored.blobId, patch)) });
}
