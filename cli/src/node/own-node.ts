/** The node of a folder: where it keeps its data, and which chain it believes. */
import type { StorageNodeOptions } from '@haulout/node';
import { nodePlaces } from './node-folder.js';
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
