/**
 * Signed messages and certificates: the bytes that nodes sign, BLS12-381 signatures and their sums, signer
 * bitmaps, and quorum arithmetic. Pure functions, for Node and browsers.
 *
 * @example
 * const message = { type: 'blobCertificate', epoch: 3, blobId, persistence: { kind: 'permanent' } } as const;
 * const signature = signMessage(secretKey, serializeMessage(message)); // on each node
 * // throws unless a quorum has signed
 * const certificate = aggregateCertificate(committee, message, [{ nodeId, signature }]);
 *
 * @experimental
 * @module @haulout/sdk/certificate
 */
export { CertificateError, type CertificateErrorCode } from './errors.js';
export { isOneHonest, isQuorum, maxFaulty, oneHonestWeight, quorumWeight } from './quorum.js';
export {
  blobCertificateMessage,
  checkMessage,
  invalidBlobIdMessage,
  parseMessage,
  proofOfPossessionMessage,
  serializeMessage,
  APP_ID,
  type BlobCertificate,
  type DenyListBlobDeleted,
  type DenyListUpdate,
  type InvalidBlobId,
  type Message,
  type MessageType,
  type Persistence,
  type ProofOfPossession,
  type ProtocolVersion,
  type SyncShard,
} from './message.js';
export { INTENT_VERSION } from './intent.js';
export {
  aggregatePublicKeys,
  aggregateSignatures,
  blsReady,
  compressPublicKey,
  generateSecretKey,
  proveOwnership,
  publicKeyOf,
  signMessage,
  verifyOwnership,
  verifySignature,
  PUBLIC_KEY_BYTES,
  SECRET_KEY_BYTES,
  SIGNATURE_BYTES,
} from './bls.js';
export { signerBitmap, signersInBitmap } from './bitmap.js';
export { type Committee, type CommitteeMember } from './committee.js';
export { aggregateCertificate, verifyCertificate, type CertifiedMessage } from './certificate.js';
export { findForgedSignatures, type Certificate, type NodeSignature, type Signers } from './signed-bytes.js';
