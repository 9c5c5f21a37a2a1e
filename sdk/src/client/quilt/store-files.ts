import { checkBytes } from '../../base/bytes.js';
import { withJson } from '../../base/json.js';
import { entriesOf } from '../../chain/blob-transactions.js';
import { buildQuilt, type FileToQuilt } from '../../encoding/index.js';
import type { Connection } from '../connection.js';
import { storeBlob, type StoreOptions, type StoredBlob } from '../write/store-blob.js';
import { fileEntry, type FileEntry } from './file-entry.js';

/** Which files to store as one blob; the rest is as for a blob of one's own. */
export interface StoreFilesOptions extends Omit<StoreOptions, 'bytes'> {
  /** The files to store. */
  readonly files: readonly FileToQuilt[];
}

/** A quilt that is stored and certified. */
export interface StoredFiles extends StoredBlob {
  /** Its files, in the order in which they were given. */
  readonly files: readonly FileEntry[];
}

/** By this attribute of the blob object the official tools tell a quilt. */
const QUILT_ATTRIBUTE = ['_walrusBlobType', 'quilt'] as const;

/** Stores files as one blob. See `HauloutClient.storeFiles`. */
export async function storeFiles(
  connection: Connection,
  { files, attributes = {}, ...options }: StoreFilesOptions,
): Promise<StoredFiles> {
  for (const { identifier, bytes } of files) checkBytes(bytes, `the bytes of file "${identifier}"`);
  const { nShards } = await connection.committee(options);
  const { bytes, patches } = buildQuilt(files, { nShards });
  const stored = await storeBlob(connection, {
    ...options,
    bytes,
    attributes: new Map([QUILT_ATTRIBUTE, ...entriesOf(attributes)]),
  });
  const byName = new Map(patches.map((patch) => [patch.identifier, patch]));
  return withJson({
    ...stored,
    files: files.map(({ identifier }) => fileEntry(stored.blobId, byName.get(identifier)!)),
  });
}
