/** Commands that use a deployment. */
import type { ClientWithExtensions } from '@mysten/sui/client';
import type { SuiGrpcClient } from '@mysten/sui/grpc';
import { InvalidArgument } from '@haulout/sdk/base';
import { haulout, type HauloutClient } from '@haulout/sdk/client';
import { Command, Option } from 'commander';
import { readDeployment } from './deploy/deployment-file.js';
import type { Deployment, DeploymentRecord } from './deploy/deployment.js';
import { fileName } from './command-line.js';
import { fullNode } from './full-node.js';
import { fullNodeUrl, RPC_HELP } from './rpc-option.js';

/** Flags that say which deployment. */
export interface Located {
  readonly rpc?: string;
  readonly deployment: string;
}

/** A command with the flags of `Located`. */
export function located(name: string, description = ''): Command {
  return new Command(name)
    .description(description)
    .addOption(
      new Option('--deployment <file>', 'what haulout deploy has written')
        .env('HAULOUT_DEPLOYMENT')
        .argParser(fileName)
        .default('haulout-deployment.json'),
    )
    .option('--rpc <url>', RPC_HELP, fullNodeUrl);
}

/** A deployment and clients for it. */
export interface Connected {
  readonly client: ClientWithExtensions<{ haulout: HauloutClient }, SuiGrpcClient>;
  readonly haulout: HauloutClient;
  readonly record: DeploymentRecord & Deployment;
}

/** Reads the deployment file; asks nobody yet. Throws DeployError. */
export async function connect({ rpc, deployment }: Located): Promise<Connected> {
  const record = await readDeployment(deployment);
  const { rpcUrl, systemObjectId, stakingObjectId, recordsObjectId, evidenceObjectId } = record;
  const evidence = { recordsObjectId, evidenceObjectId };
  const baseUrl = rpc ?? rpcUrl;
  if (baseUrl === undefined) {
    throw new InvalidArgument(`${deployment} names no full node: give its address with --rpc`, {
      deployment,
    });
  }
  const client = fullNode(baseUrl).$extend(haulout({ systemObjectId, stakingObjectId, evidence }));
  return { client, haulout: client.haulout, record };
}
