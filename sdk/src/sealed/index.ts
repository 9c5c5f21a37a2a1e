/**
 * Blobs that only those can read who may: encrypted before they are stored, and decrypted after they are
 * read, by hooks of the app, such as those of Seal. Anybody can read every blob of the network; of a sealed
 * one, what the hook has made of it.
 *
 * @example
 * const sealed = sealedBlobs(client.haulout, { encrypt, decrypt });
 * const { blobId } = await sealed.store({ bytes, epochs: 3, deletable: true, signer });
 * const same = await sealed.read({ blobId });
 *
 * @experimental
 * @module @haulout/sdk/sealed
 */
export { DecryptFailed, EncryptFailed } from './errors.js';
export { SealedBlobs, sealedBlobs, type Sealing } from './sealed-blobs.js';
