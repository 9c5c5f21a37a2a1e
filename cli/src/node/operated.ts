/** Commands about a registered node: everything they need is in its folder. */

import { readNodeState, type NodeState } from '@haulout/sdk/chain';
import { Command } from 'commander';
import { fullNodeUrl, RPC_HELP } from '../rpc-option.js';
import { openSigned, type SignedContext } from '../signed.js';
import { readNodeConfig, type NodeConfig } from './node-folder.js';

/** Flags of these commands. */
export interface Operated {
  readonly folder: string;
  readonly rpc?: string;
  readonly json: boolean;
}

/** A command with the flags of `Operated`. */
export function operated(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option('--folder <folder>', 'folder of the node, as haulout node register made it', 'haulout-node')
    .option('--rpc <url>', RPC_HELP, fullNodeUrl)
    .option('--json', 'one JSON object, for machines', false);
}

/** A node and its operator. */
export interface OperatedContext extends SignedContext {
  readonly config: NodeConfig;
  readonly node: NodeState;
}

/** Reads the folder, the key and the deployment that it names, and the node on chain. */
export async function openOperated(
  { folder, rpc, json }: Operated,
  signal?: AbortSignal,
): Promise<OperatedContext> {
  const config = await readNodeConfig(folder);
  const { deployment, keystore, address, nodeId } = config;
  const endpoint = rpc ?? config.rpc;
  const flags = { deployment, keystore, address, json, ...(endpoint === undefined ? {} : { rpc: endpoint }) };
  const context = await openSigned(flags, signal);
  return { ...context, config, node: await readNodeState(context.client, nodeId, signal) };
}
