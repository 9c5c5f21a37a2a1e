import type { Transaction } from '@mysten/sui/transactions';
import {
  aggregateCertificate,
  checkMessage,
  isOneHonest,
  oneHonestWeight,
  type Certificate,
  type InvalidBlobId,
} from '../certificate/index.js';
import { system } from '../contracts/index.js';
import { blobIdToString } from '../encoding/index.js';
import { gatherStatements, NotEnoughAttestations, type StatementRequest } from './gather-statements.js';

/** Which blob is badly encoded, and how members are shown the proof. */
export type InvalidationRequest = StatementRequest;

/**
 * Shows all members the proof that a blob is badly encoded, and puts the statements of the first that hold
 * more than f shards together: at least one of them is honest, which is enough for the contracts (R12).
 *
 * @throws NotEnoughAttestations; the signal's reason
 */
export async function gatherInvalidation(request: InvalidationRequest): Promise<Certificate> {
  const { committee, blobId } = request;
  const { nShards, epoch } = committee;
  const message: InvalidBlobId = { type: 'invalidBlobId', epoch, blobId };
  const { areEnough, signatures, weight, refusals } = await gatherStatements(request, {
    check: (bytes) => checkMessage(bytes, message),
    isEnough: (held) => isOneHonest(held, nShards),
  });
  if (areEnough) return aggregateCertificate(committee, message, signatures);
  const facts = { weight, needed: oneHonestWeight(nShards), what: 'is badly encoded' };
  throw new NotEnoughAttestations(blobIdToString(blobId), facts, refusals);
}

/** Adds to a transaction: declare a blob id invalid. Anyone may, with the certificate. */
export function addInvalidateBlobId(
  transaction: Transaction,
  contracts: {
    /** The shared `System` object. */
    readonly systemObjectId: string;
    /** The version of the package that is called. */
    readonly packageId: string;
  },
  certificate: Certificate,
): void {
  transaction.add(
    system.invalidateBlobId({
      package: contracts.packageId,
      arguments: {
        system: contracts.systemObjectId,
        signature: [...certificate.signature],
        membersBitmap: [...certificate.signers],
        message: [...certificate.message],
      },
    }),
  );
}
