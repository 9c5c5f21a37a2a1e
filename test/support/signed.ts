/** A committee with known keys, and what its members say. */
import {
  generateSecretKey,
  publicKeyOf,
  serializeMessage,
  signMessage,
  type BlobCertificate,
  type Committee,
  type Message,
  type NodeSignature,
} from '@haulout/sdk/certificate';

/** Seed of every property test here: runs are repeatable. */
export const SEED = 20_261_121;
export const EPOCH = 7;
export const BLOB_ID = Uint8Array.from({ length: 32 }, (_, i) => i + 1);
export const MESSAGE: BlobCertificate = {
  type: 'blobCertificate',
  epoch: EPOCH,
  blobId: BLOB_ID,
  persistence: { kind: 'permanent' },
};

export interface Node {
  readonly nodeId: string;
  readonly secretKey: Uint8Array;
}

export const nodeIdOf = (index: number): string => `0x${(index + 0x1000).toString(16).padStart(64, '0')}`;

/** Key pairs by index, the same in every run. */
export function node(index: number): Node {
  return { nodeId: nodeIdOf(index), secretKey: generateSecretKey(new Uint8Array(48).fill(index + 1)) };
}

/** A committee with the given weights; member i has key pair i. */
export function committeeOf(weights: readonly number[]): { committee: Committee; nodes: Node[] } {
  const nodes = weights.map((_, index) => node(index));
  const members = nodes.map(({ nodeId, secretKey }, index) => ({
    nodeId,
    publicKey: publicKeyOf(secretKey),
    weight: weights[index]!,
  }));
  const nShards = weights.reduce((sum, weight) => sum + weight, 0);
  return { committee: { epoch: EPOCH, members, nShards }, nodes };
}

export const sign = ({ nodeId, secretKey }: Node, message: Message = MESSAGE): NodeSignature => ({
  nodeId,
  signature: signMessage(secretKey, serializeMessage(message)),
});

/** Matches an error with a given code. */
export const code = (wanted: string) => (error: unknown) => {
  if ((error as { code?: unknown }).code === wanted) return true;
  throw error;
};
