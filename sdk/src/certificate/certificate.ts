/**
 * Certificates: one signature by enough of a committee (R4).
 *
 * Everything on which the contracts would abort is refused here first, each with its own code.
 */
import { withJson } from '../base/json.js';
import type { Committee } from './committee.js';
import { CertificateError } from './errors.js';
import { checkMessage, parseMessage, serializeMessage, type Message, type MessageType } from './message.js';
import {
  aggregateSigned,
  checkEpoch,
  verifySigned,
  type Certificate,
  type NodeSignature,
  type Signers,
  type Threshold,
} from './signed-bytes.js';

/** What a verified certificate says. */
export interface CertifiedMessage extends Signers {
  /** The message, parsed. */
  readonly message: Message;
}

/** Which weight the contracts ask for, by message type; types signed by single nodes are not here. */
const THRESHOLDS: Partial<Record<MessageType, Threshold>> = {
  blobCertificate: 'quorum',
  invalidBlobId: 'one honest node',
  denyListUpdate: 'quorum',
  denyListBlobDeleted: 'one honest node',
  protocolVersion: 'quorum',
};

/**
 * Makes a certificate of nodes' signatures.
 *
 * @param message what they should have signed; its epoch must be the committee's
 * @param signatures all are used, in any order
 * @throws CertificateError `NOT_CERTIFIABLE`, `INVALID_COMMITTEE`, `WRONG_EPOCH`, `UNKNOWN_SIGNER`,
 *   `REPEATED_SIGNER`, what `checkMessage` throws, `SHORT_OF_WEIGHT`, `INVALID_SIGNATURE`, and
 *   `FORGED_SIGNATURE` with all culprits
 *   in `values.nodeIds`; leave those out and try again
 */
export function aggregateCertificate(
  committee: Committee,
  message: Message,
  signatures: readonly NodeSignature[],
): Certificate {
  const threshold = thresholdOf(message.type);
  checkEpoch(message, committee);
  return withJson(
    aggregateSigned(committee, signatures, {
      bytes: serializeMessage(message),
      threshold,
      checkSigned: (signed) => checkMessage(signed, message),
    }),
  );
}

/**
 * Checks a certificate as the contracts do.
 *
 * @param expected when given, the certificate must be about exactly this
 * @throws CertificateError what `parseMessage` and `checkMessage` throw, `NOT_CERTIFIABLE`, `WRONG_EPOCH`,
 *   `INVALID_COMMITTEE`, `INVALID_PUBLIC_KEY`, `BITMAP_TOO_LONG`, `BITMAP_PAST_END`, `SHORT_OF_WEIGHT`,
 *   `INVALID_SIGNATURE`, `FORGED_SIGNATURE`
 */
export function verifyCertificate(
  committee: Committee,
  certificate: Certificate,
  expected?: Message,
): CertifiedMessage {
  if (expected !== undefined) checkMessage(certificate.message, expected);
  const message = parseMessage(certificate.message);
  const threshold = thresholdOf(message.type);
  checkEpoch(message, committee);
  return withJson({ message, ...verifySigned(committee, certificate, threshold) });
}

function thresholdOf(type: MessageType): Threshold {
  const threshold = THRESHOLDS[type];
  if (threshold !== undefined) return threshold;
  throw new CertificateError('NOT_CERTIFIABLE', `a ${type} message is signed by one node`, { type });
}
