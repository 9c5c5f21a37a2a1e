import { blobIdToString, checkQuiltFile, quiltPatchIdFromString } from '../../encoding/index.js';
import type { BlobReading } from '../../nodes/read-committees.js';
import type { Cancellable } from '../connection.js';
import type { FileEntry } from '../quilt/file-entry.js';
import { asQuilt, openFile, type OpenFile } from '../quilt/open-quilt.js';
import { readFiles } from '../quilt/read-files.js';
import { openOnce, type Open } from '../read/open-bytes.js';
import type { ReadOptions } from '../read/read-blob.js';
import { Content } from './content.js';

/** A file of a quilt, and what is known of it before it is read. */
export type KnownFile = Pick<FileEntry, 'patchId'> & Partial<FileEntry>;

/** A file of a quilt, read when it is asked for. Throws FileNotFound, NotAQuilt besides. */
export class HauloutFile extends Content {
  /** Names the file in the whole network, 50 characters of URL-safe base64. */
  readonly patchId: string;
  /** The blob that is the quilt. */
  readonly blobId: string;
  readonly #known: KnownFile;
  readonly #open: Open<OpenFile>;

  /** @internal */
  constructor(
    from: BlobReading,
    known: KnownFile,
    { requireCertified }: Pick<ReadOptions, 'requireCertified'>,
  ) {
    const { patchId, identifier } = known;
    const { quiltId, startColumn, endColumn } = quiltPatchIdFromString(patchId);
    const blobId = blobIdToString(quiltId);
    const target = { blobId, patchId, startColumn, endColumn, identifier, requireCertified };
    const open = openOnce(() => from(target, openFile));
    super({
      name: `file ${identifier === undefined ? patchId : JSON.stringify(identifier.slice(0, 100))}`,
      open,
      async whole(signal) {
        const [file] = await readFiles(from, { patchIds: [patchId], requireCertified, signal });
        if (identifier !== undefined) asQuilt(blobId, () => checkQuiltFile(file!, { identifier }));
        return file!.bytes;
      },
    });
    this.patchId = patchId;
    this.blobId = blobId;
    this.#known = known;
    this.#open = open;
  }

  /** Its name in the quilt. Throws as `size`. */
  async identifier({ signal }: Cancellable = {}): Promise<string> {
    return this.#known.identifier ?? (await this.#open(signal)).identifier;
  }

  /** Its tags: values by key. Throws as `size`. */
  async tags({ signal }: Cancellable = {}): Promise<ReadonlyMap<string, string>> {
    return this.#known.tags ?? (await this.#open(signal)).tags;
  }
}
