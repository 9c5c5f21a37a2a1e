/** How a test network gets nodes with stake, and a wallet with WAL. */
import type { Signer } from '@mysten/sui/cryptography';
import { coinWithBalance, Transaction } from '@mysten/sui/transactions';
import type { Devnet } from '@haulout/devnet';
import { execute } from '@haulout/sdk/chain';
import { storageNode } from '@haulout/sdk/contracts';
import { addRegisterCandidate, addStake, proveOwnership, publicKeyOf } from '@haulout/sdk/operator';
import { createdObject } from '../deploy/created-object.js';
import type { Deployment } from '../deploy/deployment.js';
import { nodeNetworkKey } from './keys.js';
import type { NetworkNode, NodeIdentity } from './network-node.js';

/** A chain with the contracts on it. */
export interface DeployedChain {
  /** The chain. */
  readonly devnet: Devnet;
  /** Where the contracts are. */
  readonly deployment: Deployment;
}

/** A node that is to be registered, in this epoch. */
export interface Registration {
  readonly name: string;
  readonly secretKey: Uint8Array;
  readonly node: NetworkNode;
  /** Of the network: the node's TLS key follows from it. */
  readonly seed: string;
  readonly epoch?: number;
}

/** Registers a node; an account of the devnet with its name operates it. */
export async function register(
  { devnet, deployment }: DeployedChain,
  { name, secretKey, node, seed, epoch = 0 }: Registration,
): Promise<NodeIdentity> {
  const operator = devnet.newAccount(name);
  const address = operator.toSuiAddress();
  const transaction = new Transaction();
  const cap = addRegisterCandidate(transaction, deployment, {
    name,
    networkAddress: `127.0.0.1:${node.front.port}`,
    publicKey: publicKeyOf(secretKey),
    proofOfPossession: proveOwnership(secretKey, { epoch, address }).signature,
    networkPublicKey: nodeNetworkKey(seed, name),
    commissionRate: 500,
    storagePrice: 100_000n,
    writePrice: 20_000n,
    nodeCapacity: 1n << 40n,
  });
  transaction.transferObjects([cap], address);
  const { client } = devnet;
  const { created } = await execute({ client, what: `register ${name}`, transaction, signer: operator });
  const capId = createdObject(created, 'storage_node::StorageNodeCap');
  const { object } = await client.core.getObject({ objectId: capId, include: { content: true } });
  return { name, nodeId: storageNode.StorageNodeCap.parse(object.content).node_id, capId, operator };
}

/** Stakes the same amount with each node, in FROST. */
export async function stakeWithAll(
  { devnet, deployment }: DeployedChain,
  {
    nodes,
    amount,
    staker,
  }: { readonly nodes: readonly NetworkNode[]; readonly amount: bigint; readonly staker: Signer },
): Promise<void> {
  const { walType } = deployment;
  const transaction = new Transaction();
  for (const { identity } of nodes) {
    const { nodeId } = identity;
    const staked = addStake(transaction, deployment, { nodeId, amount, walType });
    transaction.transferObjects([staked], staker.toSuiAddress());
  }
  await execute({ client: devnet.client, what: 'stake with every node', transaction, signer: staker });
}

/** Gives WAL to an address, in FROST. */
export async function giveWal(
  { devnet, deployment }: DeployedChain,
  { from, to, frost }: { readonly from: Signer; readonly to: string; readonly frost: bigint },
): Promise<void> {
  const transaction = new Transaction();
  const coin = transaction.add(coinWithBalance({ type: deployment.walType, balance: frost }));
  transaction.transferObjects([coin], to);
  await execute({ client: devnet.client, what: 'give WAL to the wallet', transaction, signer: from });
}
