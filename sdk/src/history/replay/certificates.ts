/** Signatures in events, against the committee of their epoch. The signed message is what the event says. */
import { equalBytes } from '../../base/bytes.js';
import { verifyCertificate } from '../../certificate/certificate.js';
import { serializeMessage } from '../../certificate/message.js';
import { isOneHonest, isQuorum } from '../../certificate/quorum.js';
import type { Signers } from '../../certificate/signed-bytes.js';
import { idToBytes } from '../../certificate/wire.js';
import { blobIdFromInteger } from '../../encoding/blob-id.js';
import { blake2b256 } from '../../encoding/hash.js';
import { verifyEvidence } from '../../evidence/certificates.js';
import { serializeEvidenceMessage, type EvidenceMessage } from '../../evidence/messages.js';
import type { Basis } from '../basis.js';
import { expect } from '../errors.js';
import type { FieldsOf } from '../event.js';
import type { RecordedCommittee } from './committees.js';

/** What an event has of a certificate. */
interface Signed {
  readonly signers: string;
  readonly signature: readonly number[];
  readonly message_digest?: string;
}

/**
 * Checks what members have signed about evidence.
 *
 * @throws CertificateError, Contradiction
 */
export function checkSigned(committee: RecordedCommittee, message: EvidenceMessage, signed: Signed): Basis {
  const bytes = serializeEvidenceMessage(message);
  const { message_digest: digest } = signed;
  if (digest !== undefined)
    expect(equalBytes(blake2b256(bytes), idToBytes(digest)), 'its digest is not that of the message');
  return basisOf(committee, verifyEvidence(committee, certificateOf(bytes, signed)));
}

/**
 * Checks the official certificate of an invalid blob id.
 *
 * @throws CertificateError
 */
export function checkAttested(committee: RecordedCommittee, fields: FieldsOf<'InvalidityAttested'>): Basis {
  const { epoch, blob_id } = fields;
  const blobId = blobIdFromInteger(BigInt(blob_id));
  const bytes = serializeMessage({ type: 'invalidBlobId', epoch, blobId });
  return basisOf(committee, verifyCertificate(committee, certificateOf(bytes, fields)));
}

function certificateOf(message: Uint8Array, { signers, signature }: Signed) {
  const bitmap: number[] = [];
  for (let rest = BigInt(signers); rest > 0n; rest >>= 8n) bitmap.push(Number(rest & 255n));
  return { message, signers: Uint8Array.from(bitmap), signature: Uint8Array.from(signature) };
}

function basisOf(committee: RecordedCommittee, { signers, weight }: Signers): Basis {
  const { epoch, digest, nShards, members } = committee;
  const named = signers.map((index) => {
    const { nodeId, weight } = members[index]!;
    return { nodeId, weight };
  });
  const enoughFor = isQuorum(weight, nShards)
    ? 'quorum'
    : isOneHonest(weight, nShards)
      ? 'one honest node'
      : 'nothing by itself';
  return { kind: 'certificate', epoch, committee: digest, signers: named, weight, nShards, enoughFor };
}
