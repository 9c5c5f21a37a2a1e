/**
 * Certificates about evidence: messages of types 64 and up with the sum of their signatures.
 *
 * The weight that a message takes: a quorum for `unrecoverable`, `schedule` and `revoked`; one honest node's
 * for `refused`, from two signers at least; any weight for `ready` and `passed`, whose signers the contracts
 * add up over certificates.
 */
import { withJson } from '../base/json.js';
import type { Committee } from '../certificate/committee.js';
import { CertificateError } from '../certificate/errors.js';
import {
  aggregateSigned,
  checkEpoch,
  verifySigned,
  type Certificate,
  type NodeSignature,
  type Signers,
  type Threshold,
} from '../certificate/signed-bytes.js';
import {
  checkEvidenceMessage,
  parseEvidenceMessage,
  serializeEvidenceMessage,
  type EvidenceMessage,
  type EvidenceMessageType,
} from './messages.js';

/** What a verified certificate says. */
export interface CertifiedEvidence extends Signers {
  /** The message, parsed. */
  readonly message: EvidenceMessage;
}

const THRESHOLDS: Readonly<Record<EvidenceMessageType, Threshold>> = {
  ready: 'any weight',
  passed: 'any weight',
  refused: 'one honest node',
  unrecoverable: 'quorum',
  schedule: 'quorum',
  revoked: 'quorum',
};
/** Fewest signers of a message, where weight alone does not count: nobody is refused by one word. */
const LEAST_SIGNERS: Partial<Record<EvidenceMessageType, number>> = { refused: 2 };

/**
 * Makes a certificate of nodes' signatures.
 *
 * @param message what they should have signed; its epoch must be the committee's
 * @param signatures all are used, in any order
 * @throws CertificateError `INVALID_COMMITTEE`, `WRONG_EPOCH`, `UNKNOWN_SIGNER`, `REPEATED_SIGNER`, what
 *   `checkEvidenceMessage` throws, `SHORT_OF_WEIGHT`, `INVALID_SIGNATURE`, and `FORGED_SIGNATURE` with all
 *   culprits in `values.nodeIds`; leave those out and try again
 */
export function aggregateEvidence(
  committee: Committee,
  message: EvidenceMessage,
  signatures: readonly NodeSignature[],
): Certificate {
  checkEpoch(message, committee);
  checkCount(message.type, signatures.length);
  return withJson(
    aggregateSigned(committee, signatures, {
      bytes: serializeEvidenceMessage(message),
      threshold: THRESHOLDS[message.type],
      checkSigned: (signed) => checkEvidenceMessage(signed, message),
    }),
  );
}

/**
 * Checks a certificate against the committee of its epoch.
 *
 * @param expected when given, the certificate must be about exactly this
 * @throws CertificateError what `parseEvidenceMessage` and `checkEvidenceMessage` throw, `WRONG_EPOCH`,
 *   `INVALID_COMMITTEE`, `INVALID_PUBLIC_KEY`, `BITMAP_TOO_LONG`, `BITMAP_PAST_END`, `SHORT_OF_WEIGHT`,
 *   `INVALID_SIGNATURE`, `FORGED_SIGNATURE`
 */
export function verifyEvidence(
  committee: Committee,
  certificate: Certificate,
  expected?: EvidenceMessage,
): CertifiedEvidence {
  if (expected !== undefined) checkEvidenceMessage(certificate.message, expected);
  const message = parseEvidenceMessage(certificate.message);
  checkEpoch(message, committee);
  const found = verifySigned(committee, certificate, THRESHOLDS[message.type]);
  checkCount(message.type, found.signers.length);
  return withJson({ message, ...found });
}

function checkCount(type: EvidenceMessageType, found: number): void {
  const needed = LEAST_SIGNERS[type] ?? 1;
  if (found >= needed) return;
  throw new CertificateError('SHORT_OF_WEIGHT', `${found} signers: ${type} takes ${needed}`, {
    found,
    needed,
    type,
  });
}
