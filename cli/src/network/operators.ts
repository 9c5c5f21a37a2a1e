import { execute } from '@haulout/sdk/chain';
import { createOperatorRunner, type OperatorRunner } from '@haulout/sdk/operator';
import type { NetworkNode } from './network-node.js';
import type { DeployedChain } from './registration.js';

/** The operator of a node. It keeps nothing between its rounds, so that it can be had anew for each. */
export function operatorOf({ devnet, deployment }: DeployedChain, node: NetworkNode): OperatorRunner {
  const { capId, operator } = node.identity;
  const { systemObjectId, stakingObjectId } = deployment;
  const { evidenceObjectId, recordsObjectId, treasuryObjectId, walrusSubsidiesObjectId } = deployment;
  return createOperatorRunner({
    client: devnet.client,
    systemObjectId,
    stakingObjectId,
    capId,
    sender: operator.toSuiAddress(),
    send: (what, transaction, signal) =>
      execute({ client: devnet.client, what, transaction, signer: operator, signal }),
    node: node.duties,
    evidence: { evidenceObjectId, recordsObjectId },
    treasuryObjectId,
    subsidiesObjectId: walrusSubsidiesObjectId,
  });
}
