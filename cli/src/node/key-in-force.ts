/**
 * With which of its keys a node signs. The committee of an epoch keeps the keys with which it was settled.
 * What the staking pool of a node has for its key changes at another moment: whenever anybody moves the pool
 * on to the current epoch, which can be before a committee lists the new key, or long after. So the committee
 * decides, and a folder has both keys until it lists the new one.
 */
import { compressPublicKey } from '@haulout/sdk/certificate';
import { isHauloutError } from '@haulout/sdk/base';
import { readNodeState } from '@haulout/sdk/chain';
import { publicKeyOf } from '@haulout/sdk/operator';
import { nodePlaces, NodeFolderError, promoteNextKey, readKey } from './node-folder.js';
import type { OperatedContext } from './operated.js';

/** Where a node and its committee are read. */
export type KeySource = Pick<OperatedContext, 'client' | 'haulout'> & {
  readonly config: Pick<OperatedContext['config'], 'nodeId'>;
};

/** The key that others know a node by. */
export interface KeyInForce {
  /** BLS public key, 48 bytes. */
  readonly publicKey: Uint8Array;
  /**
   * Whether the committee of the current epoch lists it; else it is what the node has announced. Undefined:
   * there is no committee yet.
   */
  readonly isListed: boolean | undefined;
}

/** The key that the committee of the current epoch lists for a node; if it lists none, the node's own. */
export async function keyInForce({ client, haulout, config }: KeySource): Promise<KeyInForce> {
  const { nodeId } = config;
  const committee = await haulout.committee().catch((error: unknown) => {
    if (isHauloutError(error, 'NO_COMMITTEE')) return undefined;
    throw error;
  });
  const member = committee?.nodes.find((node) => node.nodeId === nodeId);
  if (member !== undefined) return { publicKey: member.publicKey, isListed: true };
  const { publicKey } = await readNodeState(client, nodeId);
  return { publicKey: compressPublicKey(publicKey), isListed: committee === undefined ? undefined : false };
}

/**
 * The secret key that belongs to a public one, of the two in a node's folder. When that is the next key, it
 * takes the place of the present one, which no committee lists any more.
 *
 * @throws NodeFolderError BAD_FILE when it is neither
 */
export async function secretKeyOf(publicKey: Uint8Array, folder: string): Promise<Uint8Array> {
  const { key, nextKey } = nodePlaces(folder);
  const [present, next] = await Promise.all([readKey(key), readKey(nextKey)]);
  if (belongsTo(present, publicKey)) return present;
  if (belongsTo(next, publicKey)) {
    await promoteNextKey(folder);
    return next;
  }
  const wanted = Buffer.from(publicKey).toString('hex');
  throw new NodeFolderError({
    code: 'BAD_FILE',
    message: `no key in ${folder} belongs to the node's key on chain, ${wanted}`,
    values: { folder, publicKey: wanted },
    advice: 'Restore node.key and next.key from a copy of the folder',
  });
}

/** Whether a secret key, if there is one, belongs to a public one. */
export function belongsTo(secretKey: Uint8Array | undefined, publicKey: Uint8Array): secretKey is Uint8Array {
  return secretKey !== undefined && Buffer.compare(publicKeyOf(secretKey), publicKey) === 0;
}
