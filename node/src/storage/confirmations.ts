/** Confirmations: the node's signature that it stores all it owes of a blob. */
import { blobCertificateMessage, type Persistence } from '@haulout/sdk/certificate';
import { liveRegistrations } from '../chain/blob-record.js';
import type { Assignment } from '../chain/chain-view.js';
import { syncChain } from '../chain/sync-chain.js';
import { ServiceError } from '../errors.js';
import { isLostIn, lostBlob } from '../losses/covered.js';
import { parseBlobId, parseObjectId, type RequestedBlob } from '../requests.js';
import { statementSigner, type SignedStatement } from '../signed-statement.js';
import { missingSlivers } from '../store/stored-blob.js';
import { notRegistered } from './not-registered.js';
import type { ServiceParts } from './service-parts.js';

/** Signs for what is stored. */
export interface Confirmations {
  /**
   * A signed promise that this node stores all its slivers of the blob: permanently when `objectId` is
   * undefined, else for as long as that object lives. The signature is the node's BLS signature over the
   * Walrus storage confirmation.
   *
   * @throws ServiceError NOT_IN_COMMITTEE, NOT_REGISTERED, LOST_BLOB, MISSING_SLIVERS, UNAVAILABLE
   */
  confirm(blobId: string, objectId: string | undefined): Promise<SignedStatement>;
}

/** Missing slivers that a refusal names. */
const NAMED = 8;

/** The part of the service that signs. */
export function createConfirmations({
  blobs,
  chain,
  secretKey,
  inTurn,
}: Pick<ServiceParts, 'blobs' | 'chain' | 'secretKey' | 'inTurn'>): Confirmations {
  const sign = statementSigner(secretKey);

  /**
   * Refuses unless the blob is registered so, and everything that the node owes of it is on disk, and right.
   */
  async function requireComplete(
    { blobId, text }: RequestedBlob,
    object: string | undefined,
    assignment: Assignment,
  ): Promise<void> {
    const { epoch } = assignment;
    const record = await chain.blob(blobId);
    const loss = isLostIn(record, epoch);
    if (loss !== undefined) throw lostBlob(text, loss);
    const registrations = liveRegistrations(record, epoch);
    if (!registrations.some((it) => (object === undefined ? !it.deletable : it.objectId === object))) {
      const as = object === undefined ? 'as a permanent blob' : `as deletable object ${object}`;
      throw notRegistered(`blob ${text} is not registered ${as} in epoch ${epoch}`);
    }
    const missing = await missingSlivers(blobs, blobId, assignment);
    if (missing.length === 0) return;
    const named = missing.slice(0, NAMED).map(({ pairIndex, axis }) => `${axis} of pair ${pairIndex}`);
    const more = missing.length > NAMED ? ', ...' : '';
    throw new ServiceError({
      status: 'FAILED_PRECONDITION',
      reason: 'MISSING_SLIVERS',
      message: `slivers of blob ${text} are still to come: ${named.join(', ')}${more}`,
    });
  }

  return {
    async confirm(text, objectId) {
      const blob = parseBlobId(text);
      const object = objectId === undefined ? undefined : parseObjectId(objectId);
      await syncChain(chain); // the signature is worth something in the current epoch only
      const assignment = await chain.assignment();
      const { epoch } = assignment;
      if (assignment.shards.length === 0) {
        throw new ServiceError({
          status: 'FAILED_PRECONDITION',
          reason: 'NOT_IN_COMMITTEE',
          message: `this node has no shards in epoch ${epoch}`,
        });
      }
      await inTurn(blob.blobId, () => requireComplete(blob, object, assignment));
      const persistence: Persistence =
        object === undefined ? { kind: 'permanent' } : { kind: 'deletable', objectId: object };
      const message = blobCertificateMessage({ epoch, blobId: blob.blobId, persistence });
      return sign(message);
    },
  };
}
