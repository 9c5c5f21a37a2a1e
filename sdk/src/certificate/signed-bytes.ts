/**
 * Bytes that members of a committee signed, whatever they say: the sum of their signatures, who they are and
 * which weight they have. What a message means, and how much weight that takes, is for its own module.
 *
 * One pairing check covers all signatures; only when it fails are the culprits searched, by halves.
 */
import { isHauloutError } from '../base/errors.js';
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

/** Which weight a message takes. */
export type Threshold = 'quorum' | 'one honest node' | 'any weight';

/** Who signed. */
export interface Signers {
  /** Committee positions, ascending. */
  readonly signers: readonly number[];
  /** Shards that they hold. */
  readonly weight: number;
}

/**
 * Adds up nodes' signatures of the same bytes.
 *
 * @param checkSigned looks at the bytes that a node says it signed; throws when they are others
 * @throws CertificateError `INVALID_COMMITTEE`, `UNKNOWN_SIGNER`, `REPEATED_SIGNER`, `SHORT_OF_WEIGHT`,
 *   `INVALID_SIGNATURE`, `FORGED_SIGNATURE`
 */
export function aggregateSigned(
  committee: Committee,
  signatures: readonly NodeSignature[],
  {
    bytes,
    threshold,
    checkSigned,
  }: {
    readonly bytes: Uint8Array;
    readonly threshold: Threshold;
    readonly checkSigned: (signed: Uint8Array) => void;
  },
): Certificate {
  const members = memberPositions(committee);
  const signers = signatures.map(({ nodeId, message: signed }) => {
    const position = members.get(fullId(nodeId));
    if (position === undefined) {
      throw new CertificateError('UNKNOWN_SIGNER', `node ${nodeId} is not in the committee`, {
        nodeId,
        epoch: committee.epoch,
      });
    }
    if (signed !== undefined) checkSigned(signed);
    return position;
  });
  const bitmap = signerBitmap(signers, committee.members.length);
  checkWeight(weightOf(committee, signers), committee.nShards, threshold);
  const points = signatures.map(({ nodeId, signature }) => parseSignatureOf(nodeId, signature));
  const sum = addSignatures(points);
  if (!verifyPoints(aggregateKey(committee, signers), bytes, sum)) {
    const all = signers.map((position, i) => ({ position, signature: points[i]! }));
    const culprits = forgeries(committee, bytes, all);
    throw forged(culprits.map((position) => committee.members[position]!.nodeId));
  }
  return { message: bytes, signers: bitmap, signature: sum.bytes };
}

/**
 * Checks bitmap, weight and signature of a certificate; says nothing about its message.
 *
 * @throws CertificateError `INVALID_COMMITTEE`, `INVALID_PUBLIC_KEY`, `BITMAP_TOO_LONG`, `BITMAP_PAST_END`,
 *   `SHORT_OF_WEIGHT`, `INVALID_SIGNATURE`, `FORGED_SIGNATURE`
 */
export function verifySigned(committee: Committee, certificate: Certificate, threshold: Threshold): Signers {
  memberPositions(committee);
  const signers = signersInBitmap(certificate.signers, committee.members.length);
  const weight = weightOf(committee, signers);
  checkWeight(weight, committee.nShards, threshold);
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
  return { signers, weight };
}

/** Refuses a message of another epoch than the committee's; throws `WRONG_EPOCH`. */
export function checkEpoch({ epoch }: { readonly epoch: number }, committee: Committee): void {
  if (epoch !== committee.epoch) {
    throw new CertificateError(
      'WRONG_EPOCH',
      `a message of epoch ${epoch} for the committee of epoch ${committee.epoch}`,
      { epoch, expected: committee.epoch },
    );
  }
}

/**
 * Finds the bad ones among signatures of one message: the same answers as `verifySignature` for each, mostly
 * for the price of one. Unknown nodes count as bad, as do keys and signatures that are none.
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
    if (position === undefined) {
      bad.push(nodeId);
      continue;
    }
    try {
      // Under a key that is none, nothing verifies: it must not spoil the sum of the others' keys.
      parsePublicKey(committee.members[position]!.publicKey);
      readable.push({ position, signature: parseSignature(signature) });
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

function checkWeight(weight: number, nShards: number, threshold: Threshold): void {
  if (threshold === 'any weight' && weight > 0) return;
  const [enough, needed] = {
    quorum: [isQuorum(weight, nShards), quorumWeight(nShards)] as const,
    'one honest node': [isOneHonest(weight, nShards), oneHonestWeight(nShards)] as const,
    'any weight': [false, 1] as const,
  }[threshold];
  if (enough) return;
  throw new CertificateError(
    'SHORT_OF_WEIGHT',
    `signers with ${weight} of ${nShards} shards: ${threshold} takes ${needed}`,
    { weight, needed, nShards, threshold },
  );
}

function forged(nodeIds: readonly string[]): CertificateError {
  return new CertificateError('FORGED_SIGNATURE', `wrong signature of ${nodeIds.join(', ')}`, { nodeIds });
}
