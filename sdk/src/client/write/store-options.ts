import type { Signer } from '@mysten/sui/cryptography';
import type { Persistence } from '../../certificate/index.js';
import type { Attributes } from '../../chain/blob-transactions.js';
import type { StorageCost } from '../../chain/price.js';
import type { BlobContent } from '../../encoding/index.js';
import type { NodeReport } from '../../nodes/conduct.js';
import type { UploadProgress } from '../../nodes/upload.js';

/** What to store, for how long, and for whom. */
export interface StoreOptions {
  /**
   * The blob: bytes, or a source that is read once, such as a `Blob` or what `@haulout/sdk/files` makes of a
   * file. Bytes are encoded in memory, as is a source without a scratch.
   */
  readonly bytes: BlobContent;
  /** How many epochs to pay for, the current one included. */
  readonly epochs: number;
  /** Whether the owner may delete the blob before its end and use the storage again. */
  readonly deletable: boolean;
  /** Pays, signs both transactions, and owns the blob unless `owner` says otherwise. */
  readonly signer: Signer;
  /** Address that gets the blob object. */
  readonly owner?: string | undefined;
  /** Attributes of the blob object; one that is taken over also keeps others that it has. */
  readonly attributes?: Attributes | undefined;
  /**
   * What may be used of that the signer has already, of the same bytes and kind: `registered` (default): a
   * blob object that an interrupted `store` has left without a certificate; `certified`: also one that is
   * certified; `nothing`. One that ends too early is prolonged, so that only the epochs that are added are
   * paid.
   */
  readonly reuse?: 'nothing' | 'registered' | 'certified' | undefined;
  /**
   * Whether storage that the signer owns, such as deleted blobs have left, is used before any is bought.
   * Default true.
   */
  readonly useStorage?: boolean | undefined;
  /** Aborts the call, which rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Told how far it has come. */
  readonly onProgress?: ((progress: StoreProgress) => void) | undefined;
}

/** Which interrupted `store` to complete, by its bytes or by its blob id. */
export interface ResumeOptions extends Pick<StoreOptions, 'signer' | 'owner' | 'signal' | 'onProgress'> {
  /** What was to be stored; needed unless a quorum of nodes has all of it. */
  readonly bytes?: BlobContent | undefined;
  /** URL-safe base64 without padding; needed when `bytes` are not given. */
  readonly blobId?: string | undefined;
}

/**
 * How far a `store` has come: the beginning and the end of each phase, and about ten reports a second in
 * between.
 */
export type StoreProgress =
  /** Bytes of the blob, before encoding. */
  | {
      /** The bytes are being encoded. */
      readonly phase: 'encoding';
      /** Bytes that are encoded. */
      readonly bytesDone: number;
      /** Length of the blob. */
      readonly bytesTotal: number;
    }
  | {
      /** The transaction that registers is being made. */
      readonly phase: 'registering';
      /** URL-safe base64 without padding. */
      readonly blobId: string;
    }
  | ({
      /** The nodes are being sent their slivers. */
      readonly phase: 'uploading';
      /** Object id of the `Blob`. */
      readonly blobObjectId: string;
    } & UploadProgress)
  /** Shards confirmed. */
  | {
      /** The transaction that certifies is being made. */
      readonly phase: 'certifying';
      /** Shards of the nodes that confirmed. */
      readonly confirmed: number;
    };

/** A stored and certified blob. */
export interface StoredBlob {
  /** URL-safe base64 without padding: what readers ask for. */
  readonly blobId: string;
  /** Object id of the `Blob`. */
  readonly blobObjectId: string;
  /** Whether it can be deleted, and for which object that was certified. */
  readonly persistence: Persistence;
  /** Epoch of the certificate. */
  readonly epoch: number;
  /** First epoch in which the blob is no longer stored. */
  readonly endEpoch: number;
  /** What this call has paid and for what, in FROST; gas comes on top. */
  readonly cost: StorageCost;
  /** Shards of the nodes in the certificate; 0 when this call has made none. */
  readonly confirmedShards: number;
  /** Undefined when the blob was registered before. */
  readonly registerDigest: string | undefined;
  /** Undefined when this call did not certify it. */
  readonly certifyDigest: string | undefined;
  /** What nodes did that have not confirmed. */
  readonly nodes: readonly NodeReport[];
}
