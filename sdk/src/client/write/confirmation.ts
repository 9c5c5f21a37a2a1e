import {
  checkMessage,
  isCertificateError,
  verifySignature,
  type BlobCertificate,
  type Committee,
} from '../../certificate/index.js';
import type { StorageCommittee, StorageNode } from '../committee.js';
import { NodeFault } from '../conduct.js';
import type { SignedConfirmation } from '../storage-node.js';

/**
 * Takes a node's confirmation only if it is this node's signature over exactly the message expected.
 *
 * @throws NodeFault `wrong-message`, `bad-signature`
 */
export function checkConfirmation(
  { message, signature }: SignedConfirmation,
  expected: BlobCertificate,
  node: StorageNode,
  path: string,
): void {
  const request = { nodeUrl: node.url, path };
  try {
    checkMessage(message, expected);
  } catch (error) {
    if (!isCertificateError(error)) throw error;
    throw new NodeFault('wrong-message', error.message, request, error);
  }
  if (!verifySignature(node.publicKey, message, signature)) {
    throw new NodeFault('bad-signature', `not a signature of node ${node.nodeId} over this message`, request);
  }
}

/** The committee as certificates see it. */
export function signingCommittee({ epoch, nShards, nodes }: StorageCommittee): Committee {
  return {
    epoch,
    nShards,
    members: nodes.map(({ nodeId, publicKey, shards }) => ({ nodeId, publicKey, weight: shards.length })),
  };
}
