import { join } from 'node:path';
import type { KeptNetwork } from './kept-network.js';
import { nodeSecretKey } from './keys.js';
import type { NetworkNode, NodeSetting } from './network-node.js';
import { register, type DeployedChain } from './registration.js';

/** What the nodes of a network are started with. */
export interface NodesOptions extends DeployedChain {
  readonly seed: string;
  /** Of the nodes; each has one of its own in it. */
  readonly folder: string;
  readonly kept: KeptNetwork | undefined;
  /** What all nodes have in common. */
  readonly setting: Omit<NodeSetting, 'folder' | 'secretKey'>;
}

/** Starts the nodes, whose addresses are reserved; registers them first unless the chain knows them. */
export async function startNodes(
  nodes: readonly NetworkNode[],
  { devnet, deployment, seed, folder, kept, setting }: NodesOptions,
): Promise<void> {
  for (const [index, node] of nodes.entries()) {
    const name = `node-${index}`;
    const secretKey = nodeSecretKey(seed, name);
    const known = kept?.nodes[index];
    const identity = known
      ? { ...known, name, operator: devnet.newAccount(name) }
      : await register({ devnet, deployment }, { name, secretKey, node, seed });
    await node.start(identity, { ...setting, folder: join(folder, name), secretKey });
  }
}
