/** What a publisher answers: the JSON of `walrus publisher`. */
import { blob } from '@haulout/sdk/contracts';
import type { BlobStatus, HauloutClient, StoredBlob } from '@haulout/sdk/client';
import { blobIdFromInteger, blobIdToString } from '@haulout/sdk/encoding';

/** A `Blob` object as the publisher names its fields. */
interface BlobJson {
  readonly id: string;
  readonly registeredEpoch: number;
  readonly blobId: string;
  readonly size: number;
  readonly encodingType: 'RS2';
  readonly certifiedEpoch: number | null;
  readonly storage: {
    readonly id: string;
    readonly startEpoch: number;
    readonly endEpoch: number;
    readonly storageSize: number;
  };
  readonly deletable: boolean;
}

/** How a blob came to its blob object. */
type ResourceOperation =
  | { readonly registerFromScratch: { readonly encodedLength: number; readonly epochsAhead: number } }
  | { readonly reuseStorage: { readonly encodedLength: number } }
  | { readonly reuseRegistration: { readonly encodedLength: number } }
  | { readonly reuseAndExtend: Extended }
  | { readonly reuseAndExtendNonCertified: Extended };

/** A blob object that was there, and lasts longer now. */
interface Extended {
  readonly encodedLength: number;
  readonly epochsExtended: number;
}

/** How an upload has ended. */
export type StoreAnswer =
  | {
      readonly newlyCreated: {
        readonly blobObject: BlobJson;
        readonly resourceOperation: ResourceOperation;
        /** FROST, gas aside. */
        readonly cost: number;
        readonly sharedBlobObject?: string | undefined;
      };
    }
  | {
      readonly alreadyCertified: {
        readonly blobId: string;
        /** The event of its certificate. */
        readonly event?: { readonly txDigest: string; readonly eventSeq: string };
        /** Or the blob object of the publisher. */
        readonly object?: string;
        /** First epoch in which it is no longer stored. */
        readonly endEpoch: number;
      };
    };

/** What the network has already for long enough; undefined for anything else. */
export function certifiedAnswer(
  blobId: string,
  { state, certifiedBy, endEpoch }: BlobStatus,
  until: number,
): StoreAnswer | undefined {
  const isStored = state === 'certified' && certifiedBy && endEpoch !== undefined && endEpoch >= until;
  return isStored ? { alreadyCertified: { blobId, event: certifiedBy, endEpoch } } : undefined;
}

/**
 * What a `store` of the publisher has come to.
 *
 * @param terms.isShared whether the object is about to be shared, which is news also if it was stored before
 */
export async function storedAnswer(
  haulout: HauloutClient,
  stored: StoredBlob,
  terms: { readonly epochs: number; readonly isShared: boolean },
): Promise<StoreAnswer> {
  const { blobId, blobObjectId: objectId, endEpoch, cost, registerDigest, certifyDigest } = stored;
  if (certifyDigest === undefined && cost.total === 0n && !terms.isShared)
    return { alreadyCertified: { blobId, object: objectId, endEpoch } };
  const { object } = await haulout.client.core.getObject({ objectId, include: { content: true } });
  const fields = blob.Blob.parse(object.content);
  const { encodedBytes: encodedLength } = cost;
  return {
    newlyCreated: {
      blobObject: blobJson(fields),
      resourceOperation: await operation(),
      cost: Number(cost.total),
    },
  };

  async function operation(): Promise<ResourceOperation> {
    if (registerDigest !== undefined)
      return cost.storage > 0n
        ? { registerFromScratch: { encodedLength, epochsAhead: terms.epochs } }
        : { reuseStorage: { encodedLength } };
    if (cost.extension === 0n) return { reuseRegistration: { encodedLength } };
    const { storage: ofOneEpoch } = await haulout.storageCost({ bytes: Number(fields.size), epochs: 1 });
    const extended = { encodedLength, epochsExtended: Number(cost.extension / (ofOneEpoch || 1n)) };
    return certifyDigest === undefined
      ? { reuseAndExtend: extended }
      : { reuseAndExtendNonCertified: extended };
  }
}

function blobJson(fields: ReturnType<typeof blob.Blob.parse>): BlobJson {
  const { storage } = fields;
  return {
    id: fields.id,
    registeredEpoch: fields.registered_epoch,
    blobId: blobIdToString(blobIdFromInteger(BigInt(fields.blob_id))),
    size: Number(fields.size),
    encodingType: 'RS2',
    certifiedEpoch: fields.certified_epoch ?? null,
    storage: {
      id: storage.id,
      startEpoch: storage.start_epoch,
      endEpoch: storage.end_epoch,
      storageSize: Number(storage.storage_size),
    },
    deletable: fields.deletable,
  };
}
