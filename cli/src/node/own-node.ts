/** The node of a folder: where it keeps its data, which chain it believes, and with which key it signs. */
import { readNodeState } from '@haulout/sdk/chain';
import { publicKeyOf } from '@haulout/sdk/operator';
import type { StorageNodeOptions } from '@haulout/node';
import { compressed } from './keys.js';
import { nodePlaces, NodeFolderError, promoteNextKey, readKey } from './node-folder.js';
import type { OperatedContext } from './operated.js';

/** What a node is opened with, whatever it is to do. */
export async function nodeOptions(
  { client, haulout, record, config }: OperatedContext,
  folder: string,
): Promise<Pick<StorageNodeOptions, 'folder' | 'chain'>> {
  const { createSuiChainView } = await import('@haulout/node');
  const { packageId, evidencePackageId } = record;
  return {
    folder: nodePlaces(folder).store,
    chain: (store) =>
      createSuiChainView({
        ...{ client, packageId, evidencePackageId, nodeId: config.nodeId, store },
        committees: () => haulout.committees(),
      }),
  };
}

/**
 * The secret key that belongs to the node's key on chain. A next key that has come into force replaces the
 * old one.
 */
export async function currentKey({ client, config }: OperatedContext, folder: string): Promise<Uint8Array> {
  const { publicKey } = await readNodeState(client, config.nodeId);
  const wanted = hex(compressed(publicKey));
  const { key, nextKey } = nodePlaces(folder);
  const [present, next] = await Promise.all([readKey(key), readKey(nextKey)]);
  if (present !== undefined && hex(publicKeyOf(present)) === wanted) return present;
  if (next !== undefined && hex(publicKeyOf(next)) === wanted) {
    await promoteNextKey(folder);
    return next;
  }
  throw new NodeFolderError({
    code: 'BAD_FILE',
    message: `no key in ${folder} belongs to the node's key on chain, ${wanted}`,
    values: { folder, publicKey: wanted },
    advice: 'Restore node.key and next.key from a copy of the folder',
  });
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
