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
export interface ToStore<Stored extends StoredBlob> {
  /** SHA-256 of what was uploaded. */
  readonly digest: Uint8Array;
  readonly query: StoreQuery;
  /** The blob; asked for only when it has to be known whether the network has it. */
  readonly bytes: () => Promise<Uint8Array | BlobSource>;
  /** Stores it. */
  readonly store: (options: StoreSettings) => Promise<Stored>;
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
export interface Published<Stored extends StoredBlob> {
  readonly answer: StoreAnswer;
  readonly blobId: string;
  readonly stored: Stored | undefined;
}

/** Makes the function that stores. */
export function publishing({
  haulout,
  signers,
  metrics,
  logger,
}: {
  readonly haulout: HauloutClient;
  readonly signers: readonly Signer[];
  readonly metrics: GatewayMetrics;
  readonly logger: Logger;
}) {
  const inTurn = exclusive();
  const interrupted = interruptedUploads(haulout);
  return <Stored extends StoredBlob>(uploaded: ToStore<Stored>): Promise<Published<Stored>> =>
    inTurn(uploaded.digest, async () => {
      try {
        const published = await publish(uploaded);
        const { answer, blobId, stored } = published;
        const [outcome] = Object.keys(answer);
        interrupted.ended(uploaded.digest, true);
        metrics.stored('newlyCreated' in answer ? 'new' : 'known', stored?.cost.total);
        logger.info({ blobId, outcome, cost: stored?.cost.total }, 'stored an upload');
        return published;
      } catch (error) {
        interrupted.ended(uploaded.digest, false);
        metrics.stored('failed');
        throw error;
      }
    });

  async function publish<Stored extends StoredBlob>({
    digest,
    query,
    bytes,
    store,
  }: ToStore<Stored>): Promise<Published<Stored>> {
    const { epochs, deletable, reuseResources } = query;
    // An owner may delete a deletable blob at any time: what others have of it is no reason not to store it.
    const known = deletable || query.force ? undefined : await knownBlob(await bytes(), epochs);
    if (known !== undefined) return { ...known, stored: undefined };
    const signer = signers[new DataView(digest.buffer, digest.byteOffset).getUint32(0) % signers.length]!;
    const isInterrupted = await interrupted.mayBe(signer, digest);
    const stored = await store({
      ...{ signer, epochs, deletable, owner: query.sendObjectTo },
      reuse: reuseOf(query, isInterrupted),
      useStorage: reuseResources,
    });
    const answer = await storedAnswer(haulout, stored, { epochs, isShared: query.share });
    if (!query.share || !('newlyCreated' in answer)) return { answer, blobId: stored.blobId, stored };
    const { sharedBlobId } = await haulout.sharedBlobs.share({ blobObjectId: stored.blobObjectId, signer });
    const shared = { ...answer.newlyCreated, sharedBlobObject: sharedBlobId };
    return { answer: { newlyCreated: shared }, blobId: stored.blobId, stored };
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

/** What of the publisher's own an upload may go on with. */
function reuseOf(
  { reuseResources, force, share }: StoreQuery,
  isInterrupted: boolean,
): StoreSettings['reuse'] {
  // What was to be shared may have failed at that alone.
  if ((reuseResources && !force) || (isInterrupted && share)) return 'certified';
  return isInterrupted ? 'registered' : 'nothing';
}
