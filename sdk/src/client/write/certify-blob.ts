import type { Signer } from '@mysten/sui/cryptography';
import { withJson } from '../../base/json.js';
import type { Persistence } from '../../certificate/index.js';
import { readBlobObjects, type BlobObject } from '../../chain/blob-object.js';
import type { Attributes } from '../../chain/blob-transactions.js';
import { blobIdFromString, type AnyEncodedBlob } from '../../encoding/index.js';
import { BlobExpired } from '../../nodes/errors.js';
import type { UploadProgress } from '../../nodes/upload.js';
import { prolongBlob } from '../blobs/prolong.js';
import type { Cancellable, Connection } from '../connection.js';
import { certifyThroughEpochs } from './certify-through-epochs.js';
import {
  certifyTransaction,
  gatherCommitteeConfirmations,
  upload,
  type CommitteeConfirmations,
} from './steps.js';

/** A registered blob on its way to its certificate. */
export interface Completion extends Cancellable {
  /** The blob object to certify. */
  readonly object: Pick<BlobObject, 'blobId' | 'blobObjectId' | 'deletable' | 'endEpoch'>;
  /** What to upload; without it the nodes must have everything already. */
  readonly blob?: AnyEncodedBlob | undefined;
  /** Whether nodes may have it already, which is asked before anything is sent. Default false. */
  readonly mayBeStored?: boolean | undefined;
  /** Owner of the blob object, who signs and pays the gas. */
  readonly signer: Signer;
  /** Epochs to add to its end, paid by the signer, with the certificate; default 0. */
  readonly extendBy?: number | undefined;
  /** Attributes to set. */
  readonly attributes?: Attributes | undefined;
  /** Address that gets the blob object; by default it stays where it is. */
  readonly transferTo?: string | undefined;
  /** Told of the upload. */
  readonly onUpload?: ((progress: UploadProgress) => void) | undefined;
  /** Told, before the certificate is sent, of the shards that have confirmed. */
  readonly onCertify?: ((confirmed: number) => void) | undefined;
}

/** How a blob came to its certificate. */
export interface Completed {
  /** Of the transaction; undefined when somebody else's certified the blob in the meantime. */
  readonly certifyDigest: string | undefined;
  /** Epoch of the certificate. */
  readonly epoch: number;
  /** What the nodes confirmed. */
  readonly confirmations: CommitteeConfirmations;
  /** FROST paid for epochs that were added. */
  readonly extensionCost: bigint;
}

/**
 * Uploads a registered blob and certifies it.
 *
 * @throws as `HauloutClient.complete`
 */
export async function completeBlob(connection: Connection, completion: Completion): Promise<Completed> {
  const { object, signer, signal, transferTo, extendBy, attributes } = completion;
  const { blobId, blobObjectId, endEpoch } = object;
  let extensionCost = 0n;
  const { digest, epoch, confirmations } = await certifyThroughEpochs(connection, {
    checkLasts(now) {
      if (endEpoch <= now) throw new BlobExpired(blobId, { endEpoch, epoch: now });
    },
    confirm: (again) => confirm(connection, completion, again),
    onCertify: completion.onCertify,
    async certify(confirmed) {
      const blobs = [{ blobObjectId, confirmations: confirmed, extendBy, attributes }];
      const { digest: certifyDigest } = await connection.execute({
        what: `certify blob ${blobId}`,
        async transaction() {
          const certifying = await certifyTransaction(connection, { blobs, transferTo, signal });
          extensionCost = certifying.extensionCosts[0]!;
          return certifying.transaction;
        },
        signer,
        signal,
      });
      return certifyDigest;
    },
    async certifiedEpoch() {
      return (await readBlobObjects(connection.client, [blobObjectId], signal))[0]?.certifiedEpoch;
    },
    signal,
  });
  if (digest === undefined) extensionCost = await prolongCertified(connection, completion);
  return withJson({ certifyDigest: digest, epoch, confirmations, extensionCost });
}

/** What a node signs for: a permanent blob, or this one object. */
export function persistenceOf({
  deletable,
  blobObjectId,
}: Pick<BlobObject, 'deletable' | 'blobObjectId'>): Persistence {
  return deletable ? { kind: 'deletable', objectId: blobObjectId } : { kind: 'permanent' };
}

function confirm(
  connection: Connection,
  { object, blob, mayBeStored = false, signal, onUpload }: Completion,
  again: boolean,
): Promise<CommitteeConfirmations> {
  const persistence = persistenceOf(object);
  if (blob === undefined) {
    const blobId = blobIdFromString(object.blobId);
    return gatherCommitteeConfirmations(connection, { blobId, persistence, signal });
  }
  return upload(connection, {
    blob,
    persistence,
    mayBeStored: mayBeStored || again,
    signal,
    onProgress: onUpload,
  });
}

/** Adds what was to come with the certificate, unless whoever certified it has. Returns the FROST paid. */
async function prolongCertified(
  connection: Connection,
  { object, extendBy = 0, attributes, signer, signal }: Completion,
): Promise<bigint> {
  const { blobObjectId, endEpoch } = object;
  const until = endEpoch + extendBy;
  return (await prolongBlob(connection, { blobObjectId, until, attributes, signer, signal })).cost;
}
