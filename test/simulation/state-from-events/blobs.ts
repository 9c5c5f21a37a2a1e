/** Blobs, owned or shared: what is stored until when, what is said about it, and what was given for it. */
import { blob, metadata, sharedBlob } from '@haulout/sdk/contracts';
import { blobIdFromInteger, blobIdToString } from '@haulout/sdk/encoding';
import { difference, valueOf, type Changed, type StatePart, type Handlers } from './state-part.js';
import { storageOf, type StakesAndStorage } from './stakes-and-storage.js';

/** A blob object, as events say. */
export interface BlobFacts {
  readonly objectId: string;
  /** URL-safe base64. */
  readonly blobId: string;
  readonly registeredEpoch: number;
  readonly size: string;
  readonly endEpoch: number;
  readonly deletable: boolean;
  readonly certifiedEpoch: number | undefined;
  /** The shared object that holds it. */
  readonly sharedIn: string | undefined;
}

export class Blobs implements StatePart {
  readonly facts = new Map<string, BlobFacts>();
  /** Ids that were declared invalid. */
  readonly invalid = new Set<string>();
  /** FROST in shared blobs. */
  readonly #funds = new Map<string, string>();
  readonly #attributes = new Map<string, Map<string, string>>();
  /** Storage by the blob object that uses it. */
  readonly #storageOf = new Map<string, string>();
  readonly #resources: StakesAndStorage;

  constructor(resources: StakesAndStorage) {
    this.#resources = resources;
  }

  readonly handlers: Handlers = {
    BlobRegistered: (event) =>
      void this.facts.set(event.object_id, {
        objectId: event.object_id,
        blobId: textOfId(event.blob_id),
        registeredEpoch: event.epoch,
        size: event.size,
        endEpoch: event.end_epoch,
        deletable: event.deletable,
        certifiedEpoch: undefined,
        sharedIn: undefined,
      }),
    BlobCertified: ({ object_id, epoch, end_epoch }) =>
      this.#change(object_id, { endEpoch: end_epoch, certifiedEpoch: epoch }),
    BlobDeleted: ({ object_id }) => this.#end(object_id),
    BlobBurned: ({ object_id }) => this.#end(object_id),
    InvalidBlobID: ({ blob_id }) => void this.invalid.add(textOfId(blob_id)),
    StorageAttached: ({ object_id, blob_object_id }) => void this.#storageOf.set(blob_object_id, object_id),
    BlobShared: ({ object_id, blob_object_id, funds }) => {
      this.#change(blob_object_id, { sharedIn: object_id });
      this.#funds.set(object_id, funds);
    },
    SharedBlobFunded: ({ object_id, amount, funds }) =>
      void this.#funds.set(object_id, this.#sum(object_id, BigInt(amount), funds)),
    SharedBlobExtended: ({ object_id, amount, funds }) =>
      void this.#funds.set(object_id, this.#sum(object_id, -BigInt(amount), funds)),
    SharedBlobFundsReleased: ({ object_id }) => void this.#funds.set(object_id, '0'),
    AttributesAdded: ({ object_id, attributes }) => {
      const entries = attributes.contents.map(({ key, value }) => [key, value] as const);
      this.#attributes.set(object_id, new Map(entries));
    },
    AttributesTaken: ({ object_id }) => void this.#attributes.delete(object_id),
    AttributeSet: ({ object_id, key, value }) => void this.#attributes.get(object_id)?.set(key, value),
    AttributeRemoved: ({ object_id, key }) => void this.#attributes.get(object_id)?.delete(key),
  };

  differencesOf({ type, id, parent, contents }: Changed): readonly string[] {
    switch (type) {
      case 'blob::Blob': {
        const facts = this.facts.get(id);
        // A shared blob lies inside of its shared object.
        const expected = facts?.sharedIn === undefined ? facts : undefined;
        const is = contents && blob.Blob.parse(contents);
        return [
          ...difference(`blob object ${id}`, expected, is && blobOf(is)),
          ...(is ? this.#storageDifferences(is) : []),
        ];
      }
      case 'shared_blob::SharedBlob': {
        if (!contents) return [`shared blob ${id} is gone`];
        const is = sharedBlob.SharedBlob.parse(contents);
        return [
          ...difference(`the funds of ${id}`, this.#funds.get(id), is.funds.value),
          ...difference(`shared blob ${id}`, this.facts.get(is.blob.id), blobOf(is.blob, id)),
          ...this.#storageDifferences(is.blob),
        ];
      }
      case 'dynamic_field::Field<vector<u8>,metadata::Metadata>': {
        const is = contents && metadata.Metadata.parse(valueOf(contents, METADATA_NAME_BYTES));
        // With its blob they go without an event.
        const expected = this.facts.has(parent!) ? this.#attributes.get(parent!) : undefined;
        const entries = is?.metadata.contents.map(({ key, value }) => [key, value]);
        return difference(`the attributes of ${parent}`, expected && [...expected], entries);
      }
      default:
        return [];
    }
  }

  #storageDifferences({ id, storage }: ReturnType<typeof blob.Blob.parse>): readonly string[] {
    const storageId = this.#storageOf.get(id);
    const expected =
      storageId === undefined ? undefined : { storageId, ...this.#resources.storage(storageId) };
    return difference(`the storage of ${id}`, expected, { storageId: storage.id, ...storageOf(storage) });
  }

  #change(objectId: string, change: Partial<BlobFacts>): void {
    const known = this.facts.get(objectId);
    if (known) this.facts.set(objectId, { ...known, ...change });
  }

  #end(objectId: string): void {
    this.facts.delete(objectId);
    this.#storageOf.delete(objectId);
    this.#attributes.delete(objectId);
  }

  /** What there must be after a payment, unless the event gives another sum. */
  #sum(sharedId: string, amount: bigint, said: string): string {
    const sum = BigInt(this.#funds.get(sharedId) ?? 0) + amount;
    return sum === BigInt(said) ? said : `${sum} or ${said}`;
  }
}

const METADATA_NAME_BYTES = 1 + 'metadata'.length;

function blobOf(is: ReturnType<typeof blob.Blob.parse>, sharedIn?: string): BlobFacts {
  return {
    objectId: is.id,
    blobId: textOfId(is.blob_id),
    registeredEpoch: is.registered_epoch,
    size: is.size,
    endEpoch: is.storage.end_epoch,
    deletable: is.deletable,
    certifiedEpoch: is.certified_epoch ?? undefined,
    sharedIn,
  };
}

const textOfId = (blobId: string) => blobIdToString(blobIdFromInteger(BigInt(blobId)));
