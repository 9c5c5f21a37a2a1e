/** What is wrong with a blob whose slivers were delivered. */
import { HauloutError, messageOf } from '../base/errors.js';

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

/** Bytes were to be read as JSON, and are none. */
export class NotJson extends HauloutError {
  /** @param what which blob or file */
  constructor(what: string, cause: unknown) {
    super({
      code: 'NOT_JSON',
      message: `${what} is not JSON: ${messageOf(cause)}`,
      values: { what },
      advice: 'Read it as text or bytes',
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

/** A storage pool has less room than a blob takes. */
export class PoolFull extends HauloutError {
  constructor(
    poolId: string,
    values: {
      /** Bytes that the blob takes, encoded. */
      readonly neededBytes: number;
      /** Bytes of the pool that no blob has. */
      readonly freeBytes: number;
    },
  ) {
    super({
      code: 'POOL_FULL',
      message:
        `storage pool ${poolId} has room for ${values.freeBytes} bytes more, ` +
        `and the encoded blob takes ${values.neededBytes}`,
      values: { poolId, ...values },
      advice: 'Delete blobs of the pool, or buy more room in it',
    });
  }
}

/** A storage pool has ended, and takes no blobs any more. */
export class PoolEnded extends HauloutError {
  constructor(
    poolId: string,
    values: {
      /** First epoch in which its blobs are no longer stored. */
      readonly endEpoch: number;
      /** The current epoch. */
      readonly epoch: number;
    },
  ) {
    super({
      code: 'POOL_ENDED',
      message:
        `storage pool ${poolId} has ended: its last epoch was ${values.endEpoch - 1}, ` +
        `and it is epoch ${values.epoch}`,
      values: { poolId, ...values },
      advice: 'Make another one; a pool is prolonged before it ends',
    });
  }
}
