/** What a node signs about a loss (R19): it refuses a blob, cannot rebuild it, or has it after all. */
import { blobIdToString } from '@haulout/sdk/encoding';
import { serializeEvidenceMessage, type EvidenceMessage } from '@haulout/sdk/evidence';
import { liveRegistrations, type BlobRecord } from '../chain/blob-record.js';
import type { Assignment } from '../chain/chain-view.js';
import { syncChain } from '../chain/sync-chain.js';
import { ServiceError } from '../errors.js';
import { parseBlobId, type RequestedBlob } from '../requests.js';
import { statementSigner, type SignedStatement } from '../signed-statement.js';
import { notRegistered } from '../storage/not-registered.js';
import type { ServiceParts } from '../storage/service-parts.js';
import { missingSlivers } from '../store/stored-blob.js';
import { lossOf, lostBlob, REVOCABLE_EPOCHS } from './covered.js';
import type { FailedRecoveries } from './failed-recoveries.js';

/** Signs about losses. All functions throw ServiceError. */
export interface LossStatements {
  /** That the operator blocks the blob: NOT_REFUSED unless it does. */
  refusal(blobId: string): Promise<SignedStatement>;
  /** That the node cannot rebuild it, after tries that say so: NOT_UNRECOVERABLE otherwise. */
  unrecoverable(blobId: string): Promise<SignedStatement>;
  /** That a blob which is on record as lost is all here: MISSING_SLIVERS or FORBIDDEN_BLOB otherwise. */
  revocation(blobId: string): Promise<SignedStatement>;
}

/** What the service works with. */
export interface LossStatementParts extends Pick<ServiceParts, 'blobs' | 'chain' | 'secretKey'> {
  /** Whether the operator refuses to serve a blob. */
  readonly isBlocked: (blobId: string) => boolean;
  /** Object id of `Evidence`. */
  readonly evidenceObjectId: string;
  readonly failed: Pick<FailedRecoveries, 'isUnrecoverable'>;
}

/** Makes the service of a node that has just been opened. */
export function createLossStatements(parts: LossStatementParts): LossStatements {
  const { blobs, chain, secretKey, isBlocked, evidenceObjectId, failed } = parts;
  const signBytes = statementSigner(secretKey);

  /** What is known of the blob now, of a node that has a say. */
  async function now(blob: RequestedBlob): Promise<{ record: BlobRecord; assignment: Assignment }> {
    await syncChain(chain); // the signature is worth something in the current epoch only
    const assignment = await chain.assignment();
    if (assignment.shards.length === 0)
      throw refused('NOT_IN_COMMITTEE', `this node has no shards in epoch ${assignment.epoch}`);
    return { record: await chain.blob(blob.blobId), assignment };
  }

  /** Refuses what is not owed, and what is lost already. */
  function requireOwed({ text }: RequestedBlob, record: BlobRecord, epoch: number): void {
    const loss = lossOf(record, epoch);
    if (loss !== undefined) throw lostBlob(text, loss);
    const isCertified = liveRegistrations(record, epoch).some((it) => it.certifiedEpoch !== undefined);
    if (!isCertified) throw notRegistered(`blob ${text} is not certified in epoch ${epoch}`);
  }

  function sign(message: EvidenceMessage): SignedStatement {
    return signBytes(serializeEvidenceMessage(message));
  }

  return {
    async refusal(text) {
      const blob = parseBlobId(text);
      if (!isBlocked(blobIdToString(blob.blobId)))
        throw refused('NOT_REFUSED', `this node does not refuse blob ${text}`);
      const { record, assignment } = await now(blob);
      const { epoch } = assignment;
      requireOwed(blob, record, epoch);
      return sign({ type: 'refused', epoch, evidenceId: evidenceObjectId, blobId: blob.blobId });
    },

    async unrecoverable(text) {
      const blob = parseBlobId(text);
      const { record, assignment } = await now(blob);
      const { epoch } = assignment;
      requireOwed(blob, record, epoch);
      if (!(await failed.isUnrecoverable(blob.blobId)))
        throw refused('NOT_UNRECOVERABLE', `this node does not say that blob ${text} cannot be rebuilt`);
      return sign({ type: 'unrecoverable', epoch, evidenceId: evidenceObjectId, blobId: blob.blobId });
    },

    async revocation(text) {
      const blob = parseBlobId(text);
      const { record, assignment } = await now(blob);
      const { epoch } = assignment;
      const loss = lossOf(record, epoch);
      if (loss === undefined || epoch > loss.epoch + REVOCABLE_EPOCHS)
        throw refused('NOT_REGISTERED', `blob ${text} has no loss that can be revoked in epoch ${epoch}`);
      if (isBlocked(blobIdToString(blob.blobId)))
        throw refused('FORBIDDEN_BLOB', `blob ${text} is blocked by the operator of this node`);
      const missing = await missingSlivers(blobs, blob.blobId, assignment);
      if (missing.length > 0)
        throw refused('MISSING_SLIVERS', `${missing.length} slivers of blob ${text} are not here`);
      return sign({
        ...{ type: 'revoked', epoch, evidenceId: evidenceObjectId, blobId: blob.blobId },
        record: BigInt(loss.record),
      });
    },
  };
}

function refused(reason: ServiceError['code'], message: string): ServiceError {
  const status = reason === 'FORBIDDEN_BLOB' ? 'UNAVAILABLE_FOR_LEGAL_REASONS' : 'FAILED_PRECONDITION';
  return new ServiceError({ status, reason, message });
}
