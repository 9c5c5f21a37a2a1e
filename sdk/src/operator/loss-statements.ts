/** Gathering the words of members by which a blob is lost, or is not lost after all (R19). */
import { isOneHonest, isQuorum, oneHonestWeight, quorumWeight } from '../certificate/index.js';
import { blobIdToString } from '../encoding/index.js';
import {
  aggregateEvidence,
  checkEvidenceMessage,
  type EvidenceMessage,
  type Refused,
  type Revoked,
  type Unrecoverable,
} from '../evidence/index.js';
import { gatherStatements, NotEnoughAttestations, type StatementRequest } from './gather-statements.js';
import type { SignedStatement } from './round-transactions.js';

/** Which blob, on which network, and how members are asked. */
export interface LossRequest extends StatementRequest {
  /** Object id of `Evidence`. */
  readonly evidenceObjectId: string;
}

/** Which loss is to be revoked, and how members are asked. */
export interface RevocationRequest extends LossRequest {
  /** Number of its record. */
  readonly record: bigint;
}

/**
 * Asks all members whether they refuse a blob, and puts the statements of the first that hold more than f
 * shards together, two members at least: for `addRefused`.
 *
 * @throws NotEnoughAttestations; the signal's reason
 */
export function gatherRefusals(request: LossRequest): Promise<SignedStatement<Refused>> {
  const message: Refused = { type: 'refused', ...headOf(request) };
  const { nShards } = request.committee;
  return gather(request, message, {
    what: 'is refused',
    needed: oneHonestWeight(nShards),
    isEnough: (weight, signers) => isOneHonest(weight, nShards) && signers >= LEAST_REFUSING,
  });
}

/**
 * Asks all members whether they can neither give nor rebuild a blob, and puts the statements of a quorum
 * together: for `addUnrecoverable`. Its signers pay for it.
 *
 * @throws NotEnoughAttestations; the signal's reason
 */
export function gatherUnrecoverable(request: LossRequest): Promise<SignedStatement<Unrecoverable>> {
  const message: Unrecoverable = { type: 'unrecoverable', ...headOf(request) };
  return gather(request, message, { what: 'cannot be rebuilt', ...quorumOf(request) });
}

/**
 * Asks all members whether they have a lost blob after all, and puts the statements of a quorum together: for
 * `addRevoke`.
 *
 * @throws NotEnoughAttestations; the signal's reason
 */
export function gatherRevocation(request: RevocationRequest): Promise<SignedStatement<Revoked>> {
  const message: Revoked = { type: 'revoked', ...headOf(request), record: request.record };
  return gather(request, message, { what: 'is not lost', ...quorumOf(request) });
}

/** Nobody is refused by one word. */
const LEAST_REFUSING = 2;

interface Rules {
  readonly what: string;
  readonly needed: number;
  readonly isEnough: (weight: number, signers: number) => boolean;
}

async function gather<M extends EvidenceMessage>(
  request: LossRequest,
  message: M,
  { what, needed, isEnough }: Rules,
): Promise<SignedStatement<M>> {
  const { areEnough, signatures, weight, refusals } = await gatherStatements(request, {
    check: (bytes) => checkEvidenceMessage(bytes, message),
    isEnough,
  });
  if (areEnough) return { message, certificate: aggregateEvidence(request.committee, message, signatures) };
  throw new NotEnoughAttestations(blobIdToString(request.blobId), { weight, needed, what }, refusals);
}

function headOf({ committee, evidenceObjectId, blobId }: LossRequest) {
  return { epoch: committee.epoch, evidenceId: evidenceObjectId, blobId };
}

function quorumOf({ committee: { nShards } }: LossRequest): Omit<Rules, 'what'> {
  return { needed: quorumWeight(nShards), isEnough: (weight) => isQuorum(weight, nShards) };
}
