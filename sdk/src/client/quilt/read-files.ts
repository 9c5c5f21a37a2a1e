/** Reading files of quilts, whole. */
import { withJson } from '../../base/json.js';
import { entriesOf, type Attributes } from '../../chain/blob-transactions.js';
import {
  blobIdToString,
  checkQuiltFile,
  parseQuiltFile,
  quiltPatchIdFromString,
  type QuiltFile,
  type QuiltPatch,
} from '../../encoding/index.js';
import type { BlobReading } from '../../nodes/read-committees.js';
import { FileNotFound } from '../errors.js';
import type { ReadOptions } from '../read/read-blob.js';
import { fileEntry, type FileEntry } from './file-entry.js';
import { asQuilt, atPatch, openQuilt, type Columns } from './open-quilt.js';

/** How quilts are read. */
type Options = Pick<ReadOptions, 'requireCertified' | 'signal'>;

/** Which quilt to list. */
export interface ListFilesOptions extends Options {
  /** URL-safe base64 without padding. */
  readonly blobId: string;
}

/** Which files of a quilt. */
export interface FileChoice {
  /** Names of files; default: any. */
  readonly identifiers?: readonly string[] | undefined;
  /** Tags that a file has all of, with these values; default: any. */
  readonly tags?: Attributes | undefined;
}

/** Which files to read: some or all of a quilt, or any by their patch ids. */
export type ReadFilesOptions = Options &
  (
    | (FileChoice & {
        /** Blob id of the quilt. */
        readonly blobId: string;
        /** Not together with `blobId`. */
        readonly patchIds?: undefined;
      })
    | {
        /** Ids of the files, of any quilts. */
        readonly patchIds: readonly string[];
        /** Not together with `patchIds`. */
        readonly blobId?: undefined;
      }
  );

/** A file that was read. */
export interface ReadFile extends FileEntry {
  /** Contents of the file. */
  readonly bytes: Uint8Array;
}

/**
 * Lists the files of a quilt: those that are chosen, in the order of the identifiers; else in the order of
 * the quilt.
 *
 * @throws FileNotFound, NotAQuilt; as `readBlob`
 */
export function listFiles(
  from: BlobReading,
  target: ListFilesOptions,
  choice: FileChoice = {},
): Promise<FileEntry[]> {
  const { blobId } = target;
  return from(target, async (...at) => {
    const quilt = await openQuilt(...at);
    return choose(blobId, await quilt.index(), choice).map((patch) => fileEntry(blobId, patch));
  });
}

/**
 * Reads files of quilts, moving only the slivers that hold them. When one of them cannot be had, it is
 * rebuilt from others as `readRange` does. What is not checked is what `readRange` does not check.
 *
 * @returns files in the order of the patch ids, or of the identifiers; else in the order of the quilt
 * @throws FileNotFound for a name or patch id that is not there, NotAQuilt, EncodingError `INVALID_PATCH_ID`;
 * as `readBlob`
 */
export async function readFiles(from: BlobReading, options: ReadFilesOptions): Promise<ReadFile[]> {
  if (options.patchIds !== undefined) return readPatches(from, options.patchIds, options);
  const { blobId } = options;
  return from(options, async (...at) => {
    const quilt = await openQuilt(...at);
    const patches = choose(blobId, await quilt.index(), options);
    const columns = await quilt.columns(patches);
    return patches.map((patch, at) => {
      const file = asQuilt(blobId, () => checkQuiltFile(parseQuiltFile(columns[at]!), patch));
      return entry(blobId, patch, file);
    });
  });
}

/** The first file of each name, of those that have the tags. */
function choose(
  blobId: string,
  index: readonly QuiltPatch[],
  { identifiers, tags = {} }: FileChoice,
): readonly QuiltPatch[] {
  const named = identifiers?.map((identifier) => {
    const found = index.find((patch) => patch.identifier === identifier);
    if (found === undefined) throw new FileNotFound(blobId, identifier);
    return found;
  });
  const required = entriesOf(tags);
  return (named ?? index).filter((patch) => required.every(([key, value]) => patch.tags.get(key) === value));
}

async function readPatches(
  from: BlobReading,
  patchIds: readonly string[],
  { requireCertified, signal }: Options,
): Promise<ReadFile[]> {
  const wanted = patchIds.map((patchId) => {
    const { quiltId, ...columns } = quiltPatchIdFromString(patchId);
    return { patchId, blobId: blobIdToString(quiltId), columns };
  });
  const read = new Map<string, ReadFile>();
  for (const blobId of new Set(wanted.map((patch) => patch.blobId))) {
    const own = wanted.filter((patch) => patch.blobId === blobId);
    await from({ blobId, requireCertified, signal }, async (...at) => {
      const quilt = await openQuilt(...at);
      for (const { patchId, columns } of own) {
        if (columns.endColumn > quilt.layout.columns) throw new FileNotFound(blobId, patchId);
      }
      const raw = await quilt.columns(own.map(({ columns }) => columns));
      own.forEach(({ patchId, columns }, at) =>
        read.set(
          patchId,
          entry(
            blobId,
            columns,
            atPatch({ blobId, patchId }, () => parseQuiltFile(raw[at]!)),
          ),
        ),
      );
    });
  }
  return wanted.map(({ patchId }) => read.get(patchId)!);
}

function entry(blobId: string, columns: Columns, { identifier, tags, bytes }: QuiltFile): ReadFile {
  return withJson({ ...fileEntry(blobId, { ...columns, identifier, tags }), bytes });
}
