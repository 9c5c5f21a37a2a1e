import { HauloutError, messageOf } from '../base/errors.js';

/** The hook that encrypts has failed, or has given no bytes. Nothing was stored. */
export class EncryptFailed extends HauloutError<'ENCRYPT_FAILED'> {
  constructor(cause: unknown) {
    super({
      code: 'ENCRYPT_FAILED',
      message: `the blob could not be encrypted: ${messageOf(cause)}`,
      cause,
    });
  }
}

/** The hook that decrypts has failed, or has given no bytes: it may not be read, or is not sealed. */
export class DecryptFailed extends HauloutError<'DECRYPT_FAILED'> {
  constructor(blobId: string, cause: unknown) {
    super({
      code: 'DECRYPT_FAILED',
      message: `blob ${blobId} could not be decrypted: ${messageOf(cause)}`,
      values: { blobId },
      advice: 'It is there and whole; whether you may read it is up to whoever has the key',
      cause,
    });
  }
}
