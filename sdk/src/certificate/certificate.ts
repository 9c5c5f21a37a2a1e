/**
 * Certificates: one signature by enough of a committee (R4).
 *
 * Everything on which the contracts would abort is refused here first, each with its own code. One pairing
 * check covers all signatures; only when it fails are the culprits searched, by halves.
 */
import { isHauloutError } from '../base/errors.js';
import { withJson } from '../base/json.js';
import { signerBitmap, signersInBitmap } from './bitmap.js';
import {
  addPublicKeys,
  addSignatures,
  parsePublicKey,
  parseSignature,
  verifyPoints,
  type PublicKeyPoint,
  type SignaturePoint,
} from './bls.js';
import { fullId, memberPositions, type Committee } from './committee.js';
import { CertificateError } from './errors.js';
import { checkMessage, parseMessage, serializeMessage, type Message, type MessageType } from './message.js';
import { isOneHonest, isQuorum, oneHonestWeight, quorumWeight } from './quorum.js';

/** A message signed by enough of a committee: what the contracts take. */
export interface Certificate {
  /** The signed bytes. */
  readonly message: Uint8Array;
  /** Which members signed; see `signersInBitmap`. */
  readonly signers: Uint8Array;
  /** The sum of their signatures, 96 bytes. */
  readonly signature: Uint8Array;
}

/** A signature that a node gave. */
export interface NodeSignature {
  /** Object id of the node, in hex. */
  readonly nodeId: string;
  /** 96 bytes. */
  readonly signature: Uint8Array;
  /** The bytes that the node says it signed; checked against the expected message when given. */
  readonly message?: Uint8Array | undefined;
}

/** What a verified certificate says. */
export interface CertifiedMessage {
  /** The message, parsed. */
  readonly message: Message;
  /** Committee positions of the signers, ascending. */
  readonly signers: readonly number[];
  /** Shards that they hold. */
  readonly weight: number;
}

/** Which weight the contracts ask for, by message type; types signed by single nodes are not here. */
const THRESHOLDS: Partial<Record<MessageType, 'quorum' | 'one honest node'>> = {
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
  checkCertifiable(message.type);
  checkEpoch(message, committee);
  const bytes = serializeMessage(message);
  const members = memberPositions(committee);
  const signers = signatures.map(({ nodeId, message: signed }) => {
    const position = members.get(fullId(nodeId));
    if (position === undefined) {
      throw new CertificateError('UNKNOWN_SIGNER', `node ${nodeId} is not in the committee`, {
        nodeId,
        epoch: committee.epoch,
      });
    }
    if (signed !== undefined) checkMessage(signed, message);
    return position;
  });
  const bitmap = signerBitmap(signers, committee.members.length);
  checkWeight(weightOf(committee, signers), committee.nShards, message.type);
  const points = signatures.map(({ nodeId, signature }) => parseSignatureOf(nodeId, signature));
  const sum = addSignatures(points);
  if (!verifyPoints(aggregateKey(committee, signers), bytes, sum)) {
    const all = signers.map((position, i) => ({ position, signature: points[i]! }));
    const culprits = forgeries(committee, bytes, all);
    throw forged(culprits.map((position) => committee.members[position]!.nodeId));
  }
  return withJson({ message: bytes, signers: bitmap, signature: sum.bytes });
}

/**
 * Finds the bad ones among signatures of one message: the same answers as `verifySignature` for each, mostly
 * for the price of one. Unknown nodes and bytes that are no signature count as bad.
 *
 * Signatures that are wrong singly but cancel out in sum may pass; their sum is as good as the
 * right ones' in any certificate that has both, and useless otherwise. `aggregateCertificate` always checks
 * the sum that it returns.
 *
 * @returns node ids of the bad ones, as they were given; empty when all are good
 */
export function findForgedSignatures(
  committee: Committee,
  message: Uint8Array,
  signatures: readonly Omit<NodeSignature, 'message'>[],
): readonly string[] {
  const members = memberPositions(committee);
  const bad: string[] = [];
  const readable: PositionedSignature[] = [];
  for (const { nodeId, signature } of signatures) {
    const position = members.get(fullId(nodeId));
    try {
      if (position === undefined) bad.push(nodeId);
      else readable.push({ position, signature: parseSignature(signature) });
    } catch (error) {
      if (!isHauloutError(error)) throw error;
      bad.push(nodeId);
    }
  }
  for (const position of forgeries(committee, message, readable)) {
    bad.push(committee.members[position]!.nodeId);
  }
  return bad;
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
  checkCertifiable(message.type);
  checkEpoch(message, committee);
  memberPositions(committee);
  const signers = signersInBitmap(certificate.signers, committee.members.length);
  const weight = weightOf(committee, signers);
  checkWeight(weight, committee.nShards, message.type);
  const signature = parseSignature(certificate.signature);
  if (!verifyPoints(aggregateKey(committee, signers), certificate.message, signature)) {
    throw new CertificateError(
      'FORGED_SIGNATURE',
      'the signature is not one of this message by these signers',
      {
        nodeIds: signers.map((position) => committee.members[position]!.nodeId),
      },
    );
  }
  return withJson({ message, signers, weight });
}

interface PositionedSignature {
  readonly position: number;
  readonly signature: SignaturePoint;
}

/** Positions of those whose signatures are wrong, by halves. */
function forgeries(
  committee: Committee,
  message: Uint8Array,
  signed: readonly PositionedSignature[],
): number[] {
  if (signed.length === 0) return [];
  const key = aggregateKey(
    committee,
    signed.map(({ position }) => position),
  );
  if (verifyPoints(key, message, addSignatures(signed.map(({ signature }) => signature)))) return [];
  if (signed.length === 1) return [signed[0]!.position];
  const half = signed.length >>> 1;
  return [
    ...forgeries(committee, message, signed.slice(0, half)),
    ...forgeries(committee, message, signed.slice(half)),
  ];
}

function aggregateKey(committee: Committee, signers: readonly number[]): PublicKeyPoint {
  return addPublicKeys(signers.map((position) => parsePublicKey(committee.members[position]!.publicKey)));
}

function weightOf(committee: Committee, signers: readonly number[]): number {
  return signers.reduce((sum, position) => sum + committee.members[position]!.weight, 0);
}

function parseSignatureOf(nodeId: string, signature: Uint8Array): SignaturePoint {
  try {
    return parseSignature(signature);
  } catch (cause) {
    throw new CertificateError(
      'INVALID_SIGNATURE',
      `node ${nodeId} sent ${signature.length} bytes that are not a BLS signature`,
      { nodeId, cause },
    );
  }
}

function checkCertifiable(type: MessageType): void {
  if (THRESHOLDS[type] === undefined) {
    throw new CertificateError('NOT_CERTIFIABLE', `a ${type} message is signed by one node`, { type });
  }
}

function checkEpoch({ epoch }: Message, committee: Committee): void {
  if (epoch !== committee.epoch) {
    throw new CertificateError(
      'WRONG_EPOCH',
      `a message of epoch ${epoch} for the committee of epoch ${committee.epoch}`,
      { epoch, expected: committee.epoch },
    );
  }
}

function checkWeight(weight: number, nShards: number, type: MessageType): void {
  const threshold = THRESHOLDS[type]!;
  const enough = threshold === 'quorum' ? isQuorum(weight, nShards) : isOneHonest(weight, nShards);
  if (enough) return;
  const needed = threshold === 'quorum' ? quorumWeight(nShards) : oneHonestWeight(nShards);
  throw new CertificateError(
    'SHORT_OF_WEIGHT',
    `signers with ${weight} of ${nShards} shards: ${threshold} takes ${needed}`,
    { weight, needed, nShards, threshold },
  );
}

function forged(nodeIds: readonly string[]): CertificateError {
  return new CertificateError('FORGED_SIGNATURE', `wrong signature of ${nodeIds.join(', ')}`, { nodeIds });
}
