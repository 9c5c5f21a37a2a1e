/**
 * Quilts that are ready to be read. The columns of a quilt are secondary slivers, so what is moved for a file
 * is the metadata, the columns of the index unless it is known where the file is, and the columns of the file
 * itself (R14).
 */
import { concatenate } from '../../base/bytes.js';
import { isHauloutError } from '../../base/errors.js';
import type { StorageCommittee } from '../../chain/committee.js';
import {
  checkQuiltFile,
  parseQuiltFileHead,
  parseQuiltIndex,
  quiltFileHeadBytes,
  quiltIndexColumns,
  quiltLayout,
  type BlobLayout,
  type QuiltFileHead,
  type QuiltPatch,
} from '../../encoding/index.js';
import type { ReadTarget } from '../../nodes/read-committees.js';
import type { StorageNetwork } from '../../nodes/settings.js';
import { FileNotFound, NotAQuilt } from '../errors.js';
import type { OpenBytes } from '../read/open-bytes.js';
import { openBlob, type OpenBlob } from '../read/read-range.js';

/** Columns of a quilt. */
export type Columns = Pick<QuiltPatch, 'startColumn' | 'endColumn'>;

/** A quilt that is ready to be read. */
export interface OpenQuilt {
  readonly layout: BlobLayout;
  /** The bytes of several runs of columns, all requested together. */
  columns(runs: readonly Columns[], signal?: AbortSignal): Promise<Uint8Array[]>;
  /** The files that it says it has. Throws NotAQuilt. */
  index(signal?: AbortSignal): Promise<readonly QuiltPatch[]>;
}

/** Gets ready to read a quilt. Throws NotAQuilt; as `openBlob`. */
export async function openQuilt(
  network: StorageNetwork,
  committee: StorageCommittee,
  target: ReadTarget,
): Promise<OpenQuilt> {
  const { blobId, signal } = target;
  const blob = await openBlob(network, committee, target);
  const layout = asQuilt(blobId, () => quiltLayout(committee.nShards, blob.length));
  return {
    layout,
    columns: (runs, readSignal = signal) => readColumns(blob, runs, readSignal),
    index: (readSignal = signal) => readIndex(blob, { blobId, layout, signal: readSignal }),
  };
}

/** A file of a quilt that is ready to be read in parts. */
export interface OpenFile extends OpenBytes, Pick<QuiltFileHead, 'identifier' | 'tags'> {}

/** Which file of a quilt to open. */
export interface FileTarget extends ReadTarget, Columns {
  /** Names the file in the network, for errors. */
  readonly patchId: string;
  /** What it is called by the index of the quilt, where that is known. */
  readonly identifier?: string | undefined;
}

/**
 * Gets ready to read a file: reads its first columns, as many as its name and tags take.
 *
 * @throws FileNotFound when there is no file at its place; NotAQuilt; as `openBlob`
 */
export async function openFile(
  network: StorageNetwork,
  committee: StorageCommittee,
  target: FileTarget,
): Promise<OpenFile> {
  const { startColumn, endColumn, signal } = target;
  const { layout, columns } = await openQuilt(network, committee, target);
  if (endColumn > layout.columns) throw new FileNotFound(target.blobId, target.patchId);
  const columnBytes = layout.rows * layout.symbolSize;
  const size = (endColumn - startColumn) * columnBytes;
  /** Columns of the file, by their places in it. */
  const read = async (from: number, to: number, readSignal: AbortSignal | undefined) => {
    const [bytes] = await columns(
      [{ startColumn: startColumn + from, endColumn: startColumn + to }],
      readSignal,
    );
    return bytes!;
  };
  let top: Uint8Array = new Uint8Array();
  for (let needed = 1; top.length < Math.min(needed, size); needed = quiltFileHeadBytes(top)) {
    const more = await read(
      top.length / columnBytes,
      Math.ceil(Math.min(needed, size) / columnBytes),
      signal,
    );
    top = concatenate([top, more]);
  }
  const { identifier, tags, start, length } = headOf(top, size, target);
  const partEnd = (at: number): number =>
    Math.min((Math.floor((start + at) / columnBytes) + 1) * columnBytes - start, length);
  return {
    identifier,
    tags,
    length,
    partEnd,
    async read(first, last, readSignal) {
      if (first === last) return new Uint8Array();
      if (start + last <= top.length) return top.slice(start + first, start + last);
      const from = Math.floor((start + first) / columnBytes);
      const bytes = await read(from, Math.ceil((start + last) / columnBytes), readSignal);
      const at = start + first - from * columnBytes;
      return bytes.slice(at, at + last - first);
    },
  };
}

/** @param size bytes of all columns of the file */
function headOf(top: Uint8Array, size: number, { identifier, ...target }: FileTarget): QuiltFileHead {
  const parse = () => parseQuiltFileHead(top, size);
  if (identifier === undefined) return atPatch(target, parse);
  return asQuilt(target.blobId, () => checkQuiltFile(parse(), { identifier }));
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
export function asQuilt<T>(blobId: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (isHauloutError(error, 'NOT_A_QUILT')) throw new NotAQuilt(blobId, error);
    throw error;
  }
}

/** Parses the file that a patch id points to, if one begins and ends there. Throws FileNotFound. */
export function atPatch<T>(
  { blobId, patchId }: { readonly blobId: string; readonly patchId: string },
  parse: () => T,
): T {
  try {
    return parse();
  } catch (error) {
    if (isHauloutError(error, 'NOT_A_QUILT')) throw new FileNotFound(blobId, patchId, error);
    throw error;
  }
}
