import { Inputs, Transaction, coinWithBalance } from '@mysten/sui/transactions';
import type { Keypair } from '@mysten/sui/cryptography';
import { Devnet, MIST_PER_SUI } from '@haulout/devnet';
import { generateSecretKey, signMessage } from '@haulout/sdk/certificate';
import { execute } from '@haulout/sdk/chain';
import { haulout, type HauloutOptions } from '@haulout/sdk/client';
import { storageNode } from '@haulout/sdk/contracts';
import {
  addEpochSyncDone,
  addInitiateEpochChange,
  addRegisterCandidate,
  addStake,
  addVotingEnd,
  proveOwnership,
} from '@haulout/sdk/operator';
import { deploy, type Deployment, type NetworkParameters } from 'haulout';

const HOUR = 3_600_000n;
export const WAL = 1_000_000_000n;

/** A storage node that exists on chain only: keys and shards, no server. */
export interface PaperNode {
  readonly nodeId: string;
  readonly name: string;
  readonly secretKey: Uint8Array;
  /** Holds its `StorageNodeCap`. */
  readonly operator: Keypair;
  readonly capId: string;
}

/**
 * An embedded devnet with the contracts and a committee, but no storage nodes: for what the chain alone
 * decides.
 *
 * @param stakes of the nodes, in WAL; shards follow from them
 */
export async function startChain(
  stakes: readonly number[],
  nShards: number,
  options: Partial<HauloutOptions> = {},
  maxEpochsAhead = 53,
  parameters: Partial<NetworkParameters> = {},
) {
  const devnet = await Devnet.start({ seed: 'client-tests' });
  const publisher = await devnet.newAccount('publisher');
  const deployment = await deploy({
    client: devnet.client,
    publisher,
    parameters: { nShards, epochZeroDurationMs: HOUR, epochDurationMs: HOUR, maxEpochsAhead, ...parameters },
  });
  const client = devnet.client.$extend(
    haulout({ ...deployment, packageId: undefined, walType: undefined, ...options }),
  );
  const nodes: PaperNode[] = [];
  for (const [index, stake] of stakes.entries()) {
    nodes.push(await register(devnet, deployment, publisher, `paper-${index}`, stake));
  }

  const turnEpoch = async (): Promise<void> => {
    for (const add of [addVotingEnd, addInitiateEpochChange]) {
      devnet.advanceClock(HOUR);
      const change = new Transaction();
      add(change, deployment);
      await execute({
        client: devnet.client,
        what: 'change the epoch',
        transaction: change,
        signer: publisher,
      });
    }
    const { epoch, committee } = await client.haulout.stakingState();
    for (const { nodeId, operator, capId } of nodes) {
      if (!committee.has(nodeId)) continue; // others have got so much stake that it has no shard left
      const done = new Transaction();
      addEpochSyncDone(done, deployment, { capId, epoch });
      await execute({ client: devnet.client, what: 'report sync done', transaction: done, signer: operator });
    }
  };
  await turnEpoch();
  return { devnet, client, deployment, publisher, nodes, turnEpoch };
}

async function register(
  devnet: Devnet,
  deployment: Deployment,
  publisher: Keypair,
  name: string,
  stake: number,
): Promise<PaperNode> {
  const operator = await devnet.newAccount(name);
  const address = operator.toSuiAddress();
  const secretKey = generateSecretKey(new TextEncoder().encode(name.padEnd(48, '.')));
  const { publicKey, signature } = proveOwnership(secretKey, { epoch: 0, address });
  const registering = new Transaction();
  const cap = addRegisterCandidate(registering, deployment, {
    name,
    networkAddress: `${name}.example:443`,
    publicKey,
    proofOfPossession: signature,
    networkPublicKey: Uint8Array.from({ length: 33 }, (_, index) => (index === 0 ? 2 : index)),
    commissionRate: 0,
    storagePrice: 1000n,
    writePrice: 500n,
    nodeCapacity: 1n << 40n,
  });
  registering.transferObjects([cap], address);
  const { created } = await execute({
    client: devnet.client,
    what: `register ${name}`,
    transaction: registering,
    signer: operator,
  });
  const capId = created.find(({ type }) => type.endsWith('::StorageNodeCap'))!.objectId;
  const { object } = await devnet.client.core.getObject({ objectId: capId, include: { content: true } });
  const nodeId = storageNode.StorageNodeCap.parse(object.content).node_id;

  const staking = new Transaction();
  const { walType } = deployment;
  staking.transferObjects(
    [addStake(staking, deployment, { nodeId, amount: BigInt(stake) * WAL, walType })],
    publisher.toSuiAddress(),
  );
  await execute({
    client: devnet.client,
    what: `stake with ${name}`,
    transaction: staking,
    signer: publisher,
  });
  return { nodeId, name, secretKey, operator, capId };
}

/**
 * The same transaction with every object and the gas given by version, so that the client executes it without
 * simulating it first: a transaction that aborts reaches the chain. Shared objects are for reading, or for
 * changing.
 */
export async function pinned(
  devnet: Devnet,
  transaction: Transaction,
  sender: string,
  mutable = false,
): Promise<Transaction> {
  const data = transaction.getData();
  const inputs = data.inputs.map((input) => {
    if (input.UnresolvedObject === undefined) return input;
    const { id, version, digest, owner } = devnet.ledger.getObject(input.UnresolvedObject.objectId)!;
    return owner.kind === 'shared'
      ? Inputs.SharedObjectRef({
          objectId: id,
          initialSharedVersion: owner.initialSharedVersion.toString(),
          mutable,
        })
      : Inputs.ObjectRef({ objectId: id, version: version.toString(), digest });
  });
  const exact = Transaction.from(
    JSON.stringify({ ...data, inputs }, (_, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    ),
  );
  const { objects: coins } = await devnet.client.core.listCoins({ owner: sender });
  exact.setSender(sender);
  exact.setGasPayment(coins.slice(0, 1));
  exact.setGasPrice(devnet.ledger.getEpoch()!.referenceGasPrice);
  exact.setGasBudget(MIST_PER_SUI);
  return exact;
}

/** Gives WAL of the publisher to somebody. */
export async function giveWal(
  {
    devnet,
    deployment,
    publisher,
  }: Pick<Awaited<ReturnType<typeof startChain>>, 'devnet' | 'deployment' | 'publisher'>,
  to: string,
  frost: bigint,
): Promise<void> {
  const giving = new Transaction();
  giving.transferObjects([giving.add(coinWithBalance({ type: deployment.walType, balance: frost }))], to);
  await execute({ client: devnet.client, what: 'give WAL', transaction: giving, signer: publisher });
}

/** Signatures of a message by some nodes, as they would send them. */
export function sign(nodes: readonly Pick<PaperNode, 'nodeId' | 'secretKey'>[], message: Uint8Array) {
  return nodes.map(({ nodeId, secretKey }) => ({ nodeId, signature: signMessage(secretKey, message) }));
}

/** More FROST of the publisher's for a node, which count when the next committee is settled. */
export async function stakeMore(
  { devnet, deployment, publisher, nodes }: Awaited<ReturnType<typeof startChain>>,
  index: number,
  amount: bigint,
): Promise<void> {
  const transaction = new Transaction();
  const { walType } = deployment;
  const staked = addStake(transaction, deployment, { nodeId: nodes[index]!.nodeId, amount, walType });
  transaction.transferObjects([staked], publisher.toSuiAddress());
  await execute({ client: devnet.client, what: 'stake', transaction, signer: publisher });
}
