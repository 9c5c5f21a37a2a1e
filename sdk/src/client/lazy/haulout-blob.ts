import { blobIdFromString } from '../../encoding/index.js';
import type { BlobReading } from '../../nodes/read-committees.js';
import type { Cancellable } from '../connection.js';
import { listFiles, type FileChoice } from '../quilt/read-files.js';
import { openOnce } from '../read/open-bytes.js';
import { readBlob, type ReadOptions } from '../read/read-blob.js';
import { openBlob } from '../read/read-range.js';
import { recordedStatus, type RecordedConnection } from '../read/recorded.js';
import { Content } from './content.js';
import { HauloutFile } from './haulout-file.js';

/** Which blob, and how far to trust its writer; `consistency` counts where the whole of it is read. */
export type GetBlobOptions = Omit<ReadOptions, 'signal'>;

/** The part of a `Connection` that reads. */
export interface ReadingConnection extends RecordedConnection {
  /** Reads something of a blob from whichever nodes hold it now. */
  readonly readFrom: BlobReading;
}

/** A blob, read when it is asked for. */
export class HauloutBlob extends Content {
  /** URL-safe base64 without padding. */
  readonly blobId: string;
  readonly #connection: ReadingConnection;
  readonly #options: GetBlobOptions;

  /** @internal */
  constructor(connection: ReadingConnection, options: GetBlobOptions) {
    const { blobId } = options;
    blobIdFromString(blobId);
    super({
      name: `blob ${blobId}`,
      open: openOnce(() => connection.readFrom(options, openBlob)),
      whole: (signal) => connection.readFrom({ ...options, signal }, readBlob),
    });
    this.blobId = blobId;
    this.#connection = connection;
    this.#options = options;
  }

  /** Whether the network has it now: it is certified. Throws as `HauloutClient.blobStatus`. */
  async exists(options: Cancellable = {}): Promise<boolean> {
    return (
      (await recordedStatus(this.#connection, { blobId: this.blobId, ...options })).state === 'certified'
    );
  }

  /**
   * The first epoch in which it is no longer stored; undefined when nobody has promised one, as for a blob
   * that its owner can delete. Throws as `HauloutClient.blobStatus`.
   */
  async storedUntil(options: Cancellable = {}): Promise<number | undefined> {
    const status = await recordedStatus(this.#connection, { blobId: this.blobId, ...options });
    return status.endEpoch;
  }

  /**
   * Its files, if it is a quilt: those that are chosen, or all of them. Reads the index of the quilt.
   *
   * @throws FileNotFound, NotAQuilt; as `HauloutClient.readRange`
   * @example
   * const [page] = await client.haulout.getBlob({ blobId }).files({ identifiers: ['index.html'] });
   * console.log(await page.text());
   */
  async files({ signal, ...choice }: FileChoice & Cancellable = {}): Promise<HauloutFile[]> {
    const { blobId, requireCertified } = this.#options;
    const { readFrom } = this.#connection;
    const entries = await listFiles(readFrom, { blobId, requireCertified, signal }, choice);
    return entries.map((entry) => new HauloutFile(readFrom, entry, { requireCertified }));
  }
}
