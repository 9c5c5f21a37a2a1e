/**
 * Storing what was uploaded, so that nothing is paid twice: the same bytes are stored one upload after the
 * other, always by the same key, and go on with what an interrupted one has left.
 */
import type { Signer } from '@mysten/sui/cryptography';
import type { Logger } from 'pino';
import { exclusive } from '@haulout/node/http';
import type { HauloutClient, StoredBlob } from '@haulout/sdk/client';
import { blobIdToString, type BlobSource } from '@haulout/sdk/encoding';
import type { GatewayMetrics } from '../metrics.js';
import { certifiedAnswer, storedAnswer, type StoreAnswer } from './answers.js';
import { interruptedUploads } from './interrupted.js';
import type { StoreQuery } from './query.js';

/** What to store, and how. */
export interface ToStore {
  /** SHA-256 of what was uploaded. */
  readonly digest: Uint8Array;
  readonly query: StoreQuery;
  /** The blob; asked for only when it has to be known whether the network has it. */
  readonly bytes: () => Promise<Uint8Array | BlobSource>;
  /** Stores it. */
  readonly store: (options: StoreSettings) => Promise<StoredBlob>;
}

/** How the publisher stores a blob. */
interface StoreSettings {
  readonly signer: Signer;
  readonly epochs: number;
  readonly deletable: boolean;
  readonly owner: string | undefined;
  readonly reuse: 'nothing' | 'registered' | 'certified';
  readonly useStorage: boolean;
}

/** How an upload has ended, and what was stored unless the network had it. */
export interface Published {
  readonly answer: StoreAnswer;
  readonly blobId: string;
  readonly stored: StoredBlob | undefined;
}

/** Makes the function that stores. */
export function publishing({
  haulout,
  signers,
  burnAfterStore,
  metrics,
  logger,
}: {
  readonly haulout: HauloutClient;
  readonly signers: readonly Signer[];
  readonly burnAfterStore: boolean;
  readonly metrics: GatewayMetrics;
  readonly logger: Logger;
}) {
  const inTurn = exclusive();
  const interrupted = interruptedUploads(haulout);
  return (uploaded: ToStore): Promise<Published> =>
    inTurn(uploaded.digest, async () => {
      try {
        const published = await publish(uploaded);
        const { answer, blobId, stored } = published;
        const [outcome] = Object.keys(answer);
        interrupted.ended(uploaded.digest, 'done');
        metrics.stored('newlyCreated' in answer ? 'new' : 'known', stored?.cost.total);
        logger.info({ blobId, outcome, cost: stored?.cost.total }, 'stored an upload');
        return published;
      } catch (error) {
        interrupted.ended(uploaded.digest, error instanceof NotShared ? 'unshared' : 'failed');
        metrics.stored('failed');
        throw error instanceof NotShared ? error.cause : error;
      }
    });

  async function publish({ digest, query, bytes, store }: ToStore): Promise<Published> {
    const { epochs, deletable, reuseResources } = query;
    // An owner may delete a deletable blob at any time: what others have of it is no reason not to store it.
    const known = deletable || query.force ? undefined : await knownBlob(await bytes(), epochs);
    if (known !== undefined) return { ...known, stored: undefined };
    const signer = signers[new DataView(digest.buffer, digest.byteOffset).getUint32(0) % signers.length]!;
    const isInterrupted = await interrupted.mayBe(signer, digest);
    const stored = await store({
      ...{ signer, epochs, deletable, owner: query.sendObjectTo },
      reuse: reuseOf(query, { isInterrupted, isUnshared: interrupted.isUnshared(digest) }),
      useStorage: reuseResources,
    });
    const answer = await storedAnswer(haulout, stored, { epochs, isShared: query.share });
    const { blobId, blobObjectId } = stored;
    if (!('newlyCreated' in answer)) return { answer, blobId, stored };
    if (query.share) {
      const sharedBlobObject = await shared(haulout, { blobObjectId, signer });
      return { answer: { newlyCreated: { ...answer.newlyCreated, sharedBlobObject } }, blobId, stored };
    }
    if (burnAfterStore && query.sendObjectTo === undefined)
      await burn(haulout, { blobObjectId, signer, logger });
    return { answer, blobId, stored };
  }

  /** What the network has of a permanent blob, if it lasts long enough. */
  async function knownBlob(
    content: Uint8Array | BlobSource,
    epochs: number,
  ): Promise<{ readonly answer: StoreAnswer; readonly blobId: string } | undefined> {
    const encoded = await haulout.encode({ bytes: content });
    if ('close' in encoded) await encoded.close();
    const blobId = blobIdToString(encoded.blobId);
    const [status, { epoch }] = await Promise.all([haulout.blobStatus({ blobId }), haulout.systemState()]);
    const answer = certifiedAnswer(blobId, status, epoch + epochs);
    return answer && { answer, blobId };
  }
}

/** The blob is stored, and could not be shared: its cause says why. */
class NotShared extends Error {}

/** A blob object, and whose it is. */
interface OwnObject {
  readonly blobObjectId: string;
  readonly signer: Signer;
}

/** Shares an object. Throws NotShared. */
async function shared(haulout: HauloutClient, object: OwnObject): Promise<string> {
  try {
    return (await haulout.sharedBlobs.share(object)).sharedBlobId;
  } catch (cause) {
    throw new NotShared('the blob is stored, and not shared', { cause });
  }
}

/** Burns an object that nobody wants. The blob is stored whether or not that works. */
async function burn(
  haulout: HauloutClient,
  { logger, ...object }: OwnObject & { readonly logger: Logger },
): Promise<void> {
  try {
    await haulout.blobs.burn(object);
  } catch (error) {
    const { blobObjectId } = object;
    logger.warn({ err: error, blobObjectId }, 'a blob object could not be burned, and is kept');
  }
}

/**
 * What of the publisher's own an upload may go on with. An object that was stored before is not shared: its
 * owner would lose it to whoever puts the same bytes.
 */
function reuseOf(
  { reuseResources, force, share }: StoreQuery,
  { isInterrupted, isUnshared }: { readonly isInterrupted: boolean; readonly isUnshared: boolean },
): StoreSettings['reuse'] {
  const mayReuse = reuseResources && !force;
  if (share ? isUnshared : mayReuse) return 'certified';
  return isInterrupted || mayReuse ? 'registered' : 'nothing';
}
