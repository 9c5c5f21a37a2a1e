/**
 * Reading files of quilts. The columns of a quilt are secondary slivers, so what is moved for a file is the
 * metadata, the columns of the index unless a patch id says where the file is, and the columns of the file
 * itself (R14).
 */
import { isHauloutError } from '../../base/errors.js';
import { withJson } from '../../base/json.js';
import { entriesOf, type Attributes } from '../../chain/blob-transactions.js';
import type { StorageCommittee } from '../../chain/committee.js';
import {
  blobIdToString,
  checkQuiltFile,
  parseQuiltFile,
  parseQuiltIndex,
  quiltIndexColumns,
  quiltLayout,
  quiltPatchIdFromString,
  type BlobLayout,
  type QuiltFile,
  type QuiltPatch,
} from '../../encoding/index.js';
import type { BlobReading } from '../../nodes/read-committees.js';
import type { StorageNetwork } from '../../nodes/settings.js';
import { FileNotFound, NotAQuilt } from '../errors.js';
import type { ReadOptions } from '../read/read-blob.js';
import { openBlob, type OpenBlob } from '../read/read-range.js';
import { fileEntry, type FileEntry } from './file-entry.js';

/** How quilts are read. */
type Options = Pick<ReadOptions, 'requireCertified' | 'signal'>;

/** Which quilt to list. */
export interface ListFilesOptions extends Options {
  /** URL-safe base64 without padding. */
  readonly blobId: string;
}

/** Which files to read: some or all of a quilt, or any by their patch ids. */
export type ReadFilesOptions = Options &
  (
    | {
        /** Blob id of the quilt. */
        readonly blobId: string;
        /** Names of files; default: any. */
        readonly identifiers?: readonly string[] | undefined;
        /** Tags that a file has all of, with these values; default: any. */
        readonly tags?: Attributes | undefined;
        /** Not together with `blobId`. */
        readonly patchIds?: undefined;
      }
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
 * Lists the files of a quilt, in its order.
 *
 * @throws NotAQuilt; as `readBlob`
 */
export function listFiles(from: BlobReading, target: ListFilesOptions): Promise<FileEntry[]> {
  return from(target, async (...at) => {
    const quilt = await openQuilt(...at);
    return (await quilt.index()).map((patch) => fileEntry(target.blobId, patch));
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
  const { blobId, identifiers, tags = {} } = options;
  const required = entriesOf(tags);
  return from(options, async (...at) => {
    const quilt = await openQuilt(...at);
    const patches = choose(blobId, await quilt.index(), identifiers).filter((patch) =>
      required.every(([key, value]) => patch.tags.get(key) === value),
    );
    const columns = await quilt.columns(patches);
    return patches.map((patch, at) => {
      const file = asQuilt(blobId, () => checkQuiltFile(parseQuiltFile(columns[at]!), patch));
      return entry(blobId, patch, file);
    });
  });
}

/** The first file of each name. */
function choose(
  blobId: string,
  index: readonly QuiltPatch[],
  identifiers: readonly string[] | undefined,
): readonly QuiltPatch[] {
  return (
    identifiers?.map((identifier) => {
      const found = index.find((patch) => patch.identifier === identifier);
      if (found === undefined) throw new FileNotFound(blobId, identifier);
      return found;
    }) ?? index
  );
}

/** Columns of a quilt. */
type Columns = Pick<QuiltPatch, 'startColumn' | 'endColumn'>;

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
        read.set(patchId, entry(blobId, columns, parseAt(raw[at]!, blobId, patchId))),
      );
    });
  }
  return wanted.map(({ patchId }) => read.get(patchId)!);
}

/** A file that a patch id points to, if one begins and ends there. */
function parseAt(columns: Uint8Array, blobId: string, patchId: string): QuiltFile {
  try {
    return parseQuiltFile(columns);
  } catch (error) {
    if (isHauloutError(error, 'NOT_A_QUILT')) throw new FileNotFound(blobId, patchId, error);
    throw error;
  }
}

function entry(blobId: string, columns: Columns, { identifier, tags, bytes }: QuiltFile): ReadFile {
  return withJson({ ...fileEntry(blobId, { ...columns, identifier, tags }), bytes });
}

async function openQuilt(network: StorageNetwork, committee: StorageCommittee, target: ListFilesOptions) {
  const { blobId, signal } = target;
  const blob = await openBlob(network, committee, target);
  const layout = asQuilt(blobId, () => quiltLayout(committee.nShards, blob.length));
  return {
    layout,
    columns: (runs: readonly Columns[]) => readColumns(blob, runs, signal),
    /** The files that it says it has. */
    index: () => readIndex(blob, { blobId, layout, signal }),
  };
}

async function readIndex(
  blob: OpenBlob,
  {
    blobId,
    layout,
    signal,
  }: {
    readonly blobId: string;
    readonly layout: BlobLayout;
    readonly signal: AbortSignal | undefined;
  },
): Promise<readonly QuiltPatch[]> {
  const [first] = await readColumns(blob, [{ startColumn: 0, endColumn: 1 }], signal);
  const endColumn = asQuilt(blobId, () => quiltIndexColumns(first!, layout));
  const [rest] = await readColumns(blob, [{ startColumn: 1, endColumn }], signal);
  const index = new Uint8Array(first!.length + rest!.length);
  index.set(first!);
  index.set(rest!, first!.length);
  return asQuilt(blobId, () => parseQuiltIndex(index, layout));
}

/** The bytes of several runs of columns, all requested together. */
async function readColumns(
  blob: OpenBlob,
  runs: readonly Columns[],
  signal: AbortSignal | undefined,
): Promise<Uint8Array[]> {
  const wanted = runs.flatMap(({ startColumn, endColumn }) =>
    Array.from({ length: endColumn - startColumn }, (_, at) => startColumn + at),
  );
  if (wanted.length === 0) return runs.map(() => new Uint8Array());
  const columns = await blob.readColumns(wanted, signal);
  const size = columns[0]!.length;
  let next = 0;
  return runs.map(({ startColumn, endColumn }) => {
    const bytes = new Uint8Array((endColumn - startColumn) * size);
    for (let at = 0; at < bytes.length; at += size) bytes.set(columns[next++]!, at);
    return bytes;
  });
}

/** Parses, and says which blob it was that is no quilt. */
function asQuilt<T>(blobId: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (isHauloutError(error, 'NOT_A_QUILT')) throw new NotAQuilt(blobId, error);
    throw error;
  }
}
