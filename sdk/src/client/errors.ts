/** What is wrong with a blob whose slivers were delivered. */
import { HauloutError } from '../base/errors.js';

/** The slivers match the metadata, but the bytes they decode to do not have this blob id. */
export class BlobInconsistent extends HauloutError {
  constructor(blobId: string, cause: unknown) {
    super({
      code: 'BLOB_INCONSISTENT',
      message:
        `blob ${blobId} was encoded wrongly by its writer: ` +
        'its slivers decode to bytes with another blob id',
      values: { blobId },
      advice: 'Every honest reader gets this same verdict; the writer has to store the blob again',
      cause,
    });
  }
}

/** The blob is there, but holds no files that could be read one by one. */
export class NotAQuilt extends HauloutError {
  constructor(blobId: string, cause: Error) {
    super({
      code: 'NOT_A_QUILT',
      message: `blob ${blobId} is ${cause.message}`,
      values: { blobId },
      advice: 'Read it as a whole',
      cause,
    });
  }
}

/** A quilt has no file of this name, or none where a patch id says. */
export class FileNotFound extends HauloutError {
  /** @param file the identifier or the patch id */
  constructor(blobId: string, file: string, cause?: unknown) {
    super({
      code: 'FILE_NOT_FOUND',
      message: `quilt ${blobId} has no file ${JSON.stringify(file.slice(0, 100))}`,
      values: { blobId, file },
      advice: 'Ask for the list of its files',
      cause,
    });
  }
}

/** A blob object is not on record as lost, so there is no storage to take back. */
export class BlobNotLost extends HauloutError {
  constructor(blobId: string, blobObjectId: string) {
    super({
      code: 'BLOB_NOT_LOST',
      message: `no record of a loss covers blob ${blobId}, object ${blobObjectId}`,
      values: { blobId, blobObjectId },
      advice: 'A loss covers what was certified up to its epoch, unless it was revoked',
    });
  }
}
