import { sha256 } from '@noble/hashes/sha2.js';
import { unlessAborted } from '../base/abort.js';
import { checkBytes } from '../base/bytes.js';
import type { HauloutClient } from '../client/index.js';
import type { Cancellable } from '../client/connection.js';
import type { ReadOptions } from '../client/read/read-blob.js';
import type { StoredBlob, StoreOptions } from '../client/write/store-options.js';
import { checkContent, contentBytes, type BlobContent } from '../encoding/index.js';
import { DecryptFailed, EncryptFailed } from './errors.js';

/** How an app encrypts and decrypts. */
export interface Sealing {
  /** Encrypts. What it gives is stored as it is, and has to hold all that `decrypt` needs besides the key. */
  readonly encrypt: (bytes: Uint8Array, options: Cancellable) => Promise<Uint8Array>;
  /** Decrypts what `encrypt` has made of a blob; fails for whoever may not read it. */
  readonly decrypt: (
    sealed: Uint8Array,
    options: Cancellable & {
      /** Blob id of what is sealed: URL-safe base64 without padding. */
      readonly blobId: string;
    },
  ) => Promise<Uint8Array>;
}

/** Bytes that were sealed for a store that has not succeeded yet. */
interface Unfinished {
  /** SHA-256 of the bytes before. */
  readonly digest: string;
  readonly sealed: Uint8Array;
}

/**
 * Blobs that are sealed by hooks.
 *
 * @example
 * const sealed = sealedBlobs(client.haulout, { encrypt, decrypt });
 */
export function sealedBlobs(client: HauloutClient, sealing: Sealing): SealedBlobs {
  return new SealedBlobs(client, sealing);
}

/** Stores and reads sealed blobs. */
export class SealedBlobs {
  readonly #client: Pick<HauloutClient, 'store' | 'read'>;
  readonly #sealing: Sealing;
  #unfinished: Unfinished | undefined;

  /** @internal */
  constructor(client: Pick<HauloutClient, 'store' | 'read'>, sealing: Sealing) {
    this.#client = client;
    this.#sealing = sealing;
  }

  /**
   * Encrypts, for whatever stores bytes, such as a flow. Encrypting twice gives two blobs: keep what it gives
   * until it is stored.
   *
   * @throws EncryptFailed; InvalidArgument, EncodingError `SOURCE_CHANGED`; the signal's reason
   */
  async seal(content: BlobContent, { signal }: Cancellable = {}): Promise<Uint8Array> {
    return this.#encrypt(await bytesOf(content, signal), signal);
  }

  /**
   * Encrypts and stores. When that fails, the next call with the same bytes goes on with what was encrypted
   * for them, so that nothing is paid twice; that of the last bytes is kept.
   *
   * @throws EncryptFailed; as `HauloutClient.store`
   */
  async store(options: StoreOptions): Promise<StoredBlob> {
    const { signal } = options;
    const bytes = await bytesOf(options.bytes, signal);
    const digest = digestOf(bytes);
    const isKept = this.#unfinished?.digest === digest;
    const sealed = isKept ? this.#unfinished!.sealed : await this.#encrypt(bytes, signal);
    this.#unfinished = { digest, sealed };
    const stored = await this.#client.store({ ...options, bytes: sealed });
    if (this.#unfinished?.sealed === sealed) this.#unfinished = undefined;
    return stored;
  }

  /**
   * Reads and decrypts. What is decrypted was checked as `HauloutClient.read` does.
   *
   * @throws DecryptFailed; as `HauloutClient.read`
   */
  async read(options: ReadOptions): Promise<Uint8Array> {
    return this.open(await this.#client.read(options), options);
  }

  /**
   * Decrypts what was read of a sealed blob.
   *
   * @throws DecryptFailed; the signal's reason
   */
  async open(
    sealed: Uint8Array,
    options: Cancellable & {
      /** URL-safe base64 without padding. */
      readonly blobId: string;
    },
  ): Promise<Uint8Array> {
    const { blobId, signal } = options;
    try {
      const opened = await unlessAborted(this.#sealing.decrypt(sealed, { blobId, signal }), signal);
      checkBytes(opened, 'what `decrypt` has given');
      return opened;
    } catch (error) {
      signal?.throwIfAborted();
      throw new DecryptFailed(blobId, error);
    }
  }

  async #encrypt(bytes: Uint8Array, signal: AbortSignal | undefined): Promise<Uint8Array> {
    try {
      const sealed = await unlessAborted(this.#sealing.encrypt(bytes, { signal }), signal);
      checkBytes(sealed, 'what `encrypt` has given');
      return sealed;
    } catch (error) {
      signal?.throwIfAborted();
      throw new EncryptFailed(error);
    }
  }
}

async function bytesOf(content: BlobContent, signal: AbortSignal | undefined): Promise<Uint8Array> {
  checkContent(content);
  return contentBytes(content, signal);
}

/** Computed in JavaScript, as not everything that runs the SDK has `crypto.subtle`. */
function digestOf(bytes: Uint8Array): string {
  return sha256(bytes).join();
}
