import type { Signer } from '@mysten/sui/cryptography';
import { isCertificateError, type Persistence } from '../../certificate/index.js';
import { blobIdFromString, type EncodedBlob } from '../../encoding/index.js';
import type { BlobObject } from '../blobs/blob-object.js';
import { BlobExpired, NotEnoughConfirmations, TransactionFailed } from '../../base/errors.js';
import type { HauloutClient } from '../haulout-client.js';
import type { CommitteeConfirmations } from './steps.js';
import type { UploadProgress } from '../../nodes/upload.js';

/** A registered blob on its way to its certificate. */
export interface Completion {
  readonly object: Pick<BlobObject, 'blobId' | 'blobObjectId' | 'deletable' | 'endEpoch'>;
  /** What to upload; without it the nodes must have everything already. */
  readonly blob: EncodedBlob | undefined;
  /** Whether nodes may have it already, which is asked before anything is sent. */
  readonly mayBeStored: boolean;
  readonly signer: Signer;
  /** Address that gets the blob object; by default it stays where it is. */
  readonly transferTo?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onUpload?: ((progress: UploadProgress) => void) | undefined;
  readonly onCertify?: ((confirmed: number) => void) | undefined;
}

/** How a blob came to its certificate. */
export interface Completed {
  /** Of the transaction; undefined when somebody else's certified the blob in the meantime. */
  readonly certifyDigest: string | undefined;
  /** Epoch of the certificate. */
  readonly epoch: number;
  readonly confirmations: CommitteeConfirmations;
}

/** Epochs that may turn between the first confirmation and the certificate. */
const MAX_EPOCH_TURNS = 3;

/**
 * Uploads a registered blob and certifies it. Confirmations count in their own epoch only: when it turns before
 * they are on chain, they are gathered again from the new committee, a few times.
 *
 * @throws as `upload` and `certifyTransaction`; TransactionFailed, TransactionUncertain, BlobExpired
 */
export async function completeBlob(haulout: HauloutClient, completion: Completion): Promise<Completed> {
  const { object, signer, signal } = completion;
  for (let turns = 0; ; turns++) {
    const { epoch } = await haulout.committee({ signal });
    if (object.endEpoch <= epoch) throw new BlobExpired(object.blobId, object.endEpoch, epoch);
    let confirmations: CommitteeConfirmations | undefined;
    try {
      const confirmed = await confirm(haulout, completion, turns > 0);
      confirmations = confirmed;
      completion.onCertify?.(confirmed.weight);
      const { blobObjectId } = object;
      const { transferTo } = completion;
      const { digest } = await haulout.execute({
        what: `certify blob ${object.blobId}`,
        transaction: () =>
          haulout.certifyTransaction({ blobObjectId, confirmations: confirmed, transferTo, signal }),
        signer,
        signal,
      });
      return { certifyDigest: digest, epoch: confirmed.committee.epoch, confirmations };
    } catch (error) {
      signal?.throwIfAborted();
      if (!mayBeStale(error)) throw error;
      if (confirmations !== undefined) {
        const certifiedEpoch = await certifiedMeanwhile(haulout, object.blobObjectId, signal);
        if (certifiedEpoch !== undefined)
          return { certifyDigest: undefined, epoch: certifiedEpoch, confirmations };
      }
      const turned = (await haulout.systemState({ signal })).epoch !== epoch;
      if (!turned || turns === MAX_EPOCH_TURNS) throw error;
    }
  }
}

/** What a node signs for: a permanent blob, or this one object. */
export function persistenceOf({
  deletable,
  blobObjectId,
}: Pick<BlobObject, 'deletable' | 'blobObjectId'>): Persistence {
  return deletable ? { kind: 'deletable', objectId: blobObjectId } : { kind: 'permanent' };
}

function confirm(
  haulout: HauloutClient,
  { object, blob, mayBeStored, signal, onUpload }: Completion,
  again: boolean,
): Promise<CommitteeConfirmations> {
  const persistence = persistenceOf(object);
  if (blob === undefined) {
    const blobId = blobIdFromString(object.blobId);
    return haulout.gatherConfirmations({ blobId, persistence, signal });
  }
  return haulout.upload({
    blob,
    persistence,
    mayBeStored: mayBeStored || again,
    signal,
    onProgress: onUpload,
  });
}

/** Whether a turn of the epoch can have caused it, or somebody else's certificate. */
function mayBeStale(error: unknown): boolean {
  return (
    error instanceof NotEnoughConfirmations || error instanceof TransactionFailed || isCertificateError(error)
  );
}

async function certifiedMeanwhile(
  haulout: HauloutClient,
  blobObjectId: string,
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  const object = await haulout.blobs.get({ blobObjectId, signal }).catch(() => undefined);
  return object?.certifiedEpoch;
}
