import { isHauloutError } from '../base/errors.js';
import {
  checkMessage,
  findForgedSignatures,
  serializeMessage,
  type BlobCertificate,
} from '../certificate/index.js';
import { signingCommittee, type StorageCommittee, type StorageNode } from '../chain/committee.js';
import { NodeFault } from './conduct.js';
import type { SignedConfirmation } from './storage-node-client.js';

/**
 * Takes what a node says that it signed only if this is exactly the message expected.
 *
 * @throws NodeFault `wrong-message`
 */
export function checkStatement(
  { message }: SignedConfirmation,
  {
    expected,
    node,
    path,
  }: { readonly expected: BlobCertificate; readonly node: StorageNode; readonly path: string },
): void {
  try {
    checkMessage(message, expected);
  } catch (error) {
    if (!isHauloutError(error)) throw error;
    throw new NodeFault('wrong-message', error.message, { nodeUrl: node.url, path, cause: error });
  }
}

/**
 * Nodes, by their index in the committee, whose signatures are not theirs over this message. One check when
 * all are right.
 */
export function forgedConfirmations(
  committee: StorageCommittee,
  message: BlobCertificate,
  confirmations: readonly { readonly node: number; readonly signature: Uint8Array }[],
): ReadonlySet<number> {
  const signatures = confirmations.map(({ node, signature }) => ({
    nodeId: committee.nodes[node]!.nodeId,
    signature,
  }));
  const forged = findForgedSignatures(signingCommittee(committee), serializeMessage(message), signatures);
  return new Set(committee.nodes.flatMap(({ nodeId }, index) => (forged.includes(nodeId) ? [index] : [])));
}

/** What a node did whose signature is forged. */
export function badSignature(node: StorageNode, path: string): NodeFault {
  const request = { nodeUrl: node.url, path };
  return new NodeFault('bad-signature', `not a signature of node ${node.nodeId} over this message`, request);
}
