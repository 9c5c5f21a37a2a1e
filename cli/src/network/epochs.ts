/** How a test network gets from one epoch to the next, step by step, and how nodes come and go with it. */
import type { Signer } from '@mysten/sui/cryptography';
import { Transaction } from '@mysten/sui/transactions';

import { stakedWal, staking, storageNode } from '@haulout/sdk/contracts';
import {
  addBeginEpoch,
  addEpochSyncDone,
  addInitiateEpochChange,
  treasuryOfEpochStart,
  addStake,
  addVotingEnd,
  performJudgesDuty,
  readJudgementDuties,
} from '@haulout/sdk/operator';
import type { HandOver } from '@haulout/node';
import type { Devnet } from '@haulout/devnet';
import { execute, readEpochState, readEvidenceState } from '@haulout/sdk/chain';
import type { HauloutClient } from '@haulout/sdk/client';
import type { Deployment } from '../deploy/deployment.js';
import type { NetworkNode } from './network-node.js';

/** The parts of a network that its epochs take. */
export interface EpochParts {
  readonly devnet: Devnet;
  readonly deployment: Deployment;
  readonly client: { readonly haulout: HauloutClient };
  readonly nodes: readonly NetworkNode[];
}

/** How the nodes of a network have taken over an epoch. */
export interface EpochHandOver {
  /** The epoch. */
  readonly epoch: number;
  /** Whether a quorum of shards has reported, so that the hand-over is over. */
  readonly done: boolean;
  /** The result of each node that runs and is in the committee, by node id. */
  readonly nodes: ReadonlyMap<string, HandOver>;
}

/**
 * Lets the time come and ends voting, unless an operator has: committee and prices of the next epoch are
 * settled.
 */
export async function endVoting(parts: EpochParts, epochMs: bigint): Promise<void> {
  const { devnet, nodes, client } = parts;
  devnet.advanceClock(epochMs);
  if ((await client.haulout.stakingState()).phase.kind === 'NextParamsSelected') return;
  await settlePenalties(parts);
  const transaction = new Transaction();
  addVotingEnd(transaction, await contractsOf(parts));
  await execute({
    client: devnet.client,
    what: 'end voting',
    transaction,
    signer: nodes[0]!.identity.operator,
  });
}

/** Lets the time come and starts the next epoch: its shards are on the move from then on. */
export async function startEpoch(parts: EpochParts, epochMs: bigint): Promise<number> {
  const { devnet, client, nodes } = parts;
  devnet.advanceClock(epochMs);
  await settlePenalties(parts);
  const transaction = new Transaction();
  const contracts = await contractsOf(parts);
  addInitiateEpochChange(transaction, contracts, await treasuryOfEpochStart(devnet.client, contracts));
  await execute({
    client: devnet.client,
    what: 'start the epoch',
    transaction,
    signer: nodes[0]!.identity.operator,
  });
  return (await client.haulout.stakingState()).epoch;
}

/** Each node of the committee that runs takes over its shards, and reports it when it has them all. */
export async function finishEpoch(parts: EpochParts): Promise<EpochHandOver> {
  const { client, nodes } = parts;
  const { epoch, committee } = await client.haulout.stakingState();
  const results = new Map<string, HandOver>();
  for (const node of nodes) {
    if (!node.isRunning || !committee.has(node.identity.nodeId)) continue;
    const handOver = await node.duties.handOver(epoch);
    results.set(node.identity.nodeId, handOver);
    if (handOver.done) await report(parts, node, { epoch, ...handOver });
  }
  await settlePenalties(parts);
  const { phase } = await client.haulout.stakingState();
  return { epoch, done: phase.kind !== 'EpochChangeSync', nodes: results };
}

/**
 * Nodes pay for what is on record against them, as operators would see to it: hand-overs are judged, signers
 * of losses are charged, and what was taken is burned when the epoch ends.
 */
async function settlePenalties(parts: EpochParts): Promise<void> {
  const { devnet, deployment, nodes } = parts;
  const { stakingObjectId, systemObjectId, evidenceObjectId, treasuryObjectId } = deployment;
  const { nodeId, operator: signer } = nodes[0]!.identity;
  const send = (what: string, transaction: Transaction) =>
    execute({ client: devnet.client, what, transaction, signer });
  const contracts = await contractsOf(parts);
  for (;;) {
    const chain = await readEpochState(devnet.client, stakingObjectId);
    const evidence = await readEvidenceState(devnet.client, evidenceObjectId);
    const isOnRecord = (chain.handOver?.failures.length ?? 0) > 0 || evidence.debts.count > 0;
    if (chain.phase.kind === 'EpochChangeSync') return;
    if (isOnRecord && evidence.term?.epoch !== chain.epoch) {
      const transaction = new Transaction();
      addBeginEpoch(transaction, { ...contracts, evidencePackageId: evidence.packageId });
      await send('tell the judges of the epoch', transaction);
      continue;
    }
    const canBurn = treasuryObjectId !== undefined;
    const query = { stakingObjectId, evidence, chain, nodeId, isUrgent: true, canBurn };
    const duties = await readJudgementDuties(devnet.client, query);
    const context = { systemObjectId, stakingObjectId, evidence: deployment, treasuryObjectId, send };
    const packages = { packageId: chain.packageId, evidencePackageId: evidence.packageId };
    for (const duty of duties) await performJudgesDuty(context, duty, { packages, signal: undefined });
    if (duties.length === 0) return;
  }
}

/** Stakes with a node, for the next epoch whose committee is not settled yet. */
export async function stakeWith(
  parts: EpochParts,
  { node, amount, staker }: { readonly node: NetworkNode; readonly amount: bigint; readonly staker: Signer },
): Promise<void> {
  const { devnet } = parts;
  const { nodeId, name } = node.identity;
  const contracts = await contractsOf(parts);
  const transaction = new Transaction();
  const staked = addStake(transaction, contracts, { nodeId, amount, walType: contracts.walType });
  transaction.transferObjects([staked], staker.toSuiAddress());
  await execute({ client: devnet.client, what: `stake with ${name}`, transaction, signer: staker });
}

/** Asks for all stake back that an account has with a node. */
export async function unstakeFrom(parts: EpochParts, node: NetworkNode, staker: Signer): Promise<void> {
  const { devnet, deployment } = parts;
  const { packageId, stakingObjectId } = await contractsOf(parts);
  const { nodeId, name } = node.identity;
  const transaction = new Transaction();
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof devnet.client.core.listOwnedObjects<{ content: true }>>> =
      await devnet.client.core.listOwnedObjects({
        owner: staker.toSuiAddress(),
        type: `${deployment.packageId}::staked_wal::StakedWal`,
        include: { content: true },
        cursor,
      });
    for (const { objectId, content } of page.objects) {
      const { node_id, state } = stakedWal.StakedWal.parse(content);
      if (node_id !== nodeId || state.$kind !== 'Staked') continue;
      transaction.add(
        staking.requestWithdrawStake({
          package: packageId,
          arguments: { self: stakingObjectId, stakedWal: objectId },
        }),
      );
    }
    cursor = page.hasNextPage ? page.cursor : null;
  } while (cursor !== null);
  await execute({ client: devnet.client, what: `unstake from ${name}`, transaction, signer: staker });
}

/** Tells the contracts that a node leaves for good: it is no candidate any more. */
export async function leave(parts: EpochParts, { identity }: NetworkNode): Promise<void> {
  const { devnet } = parts;
  const { packageId, stakingObjectId } = await contractsOf(parts);
  const transaction = new Transaction();
  transaction.add(
    staking.setWithdrawing({
      package: packageId,
      arguments: { self: stakingObjectId, cap: identity.capId },
    }),
  );
  await execute({
    client: devnet.client,
    what: `${identity.name} leaves`,
    transaction,
    signer: identity.operator,
  });
}

/** Once for each node and epoch. */
async function report(
  parts: EpochParts,
  node: NetworkNode,
  { epoch, recovered }: HandOver & { readonly epoch: number },
): Promise<void> {
  const { devnet } = parts;
  const { capId, name, operator } = node.identity;
  const { object } = await devnet.client.core.getObject({ objectId: capId, include: { content: true } });
  if (storageNode.StorageNodeCap.parse(object.content).last_epoch_sync_done >= epoch) return;
  const contracts = await contractsOf(parts);
  const transaction = new Transaction();
  if (recovered.length > 0) {
    transaction.add(
      staking.reportRecoveredShards({
        package: contracts.packageId,
        arguments: { self: contracts.stakingObjectId, cap: capId, epoch, shards: [...recovered] },
      }),
    );
  }
  addEpochSyncDone(transaction, contracts, { capId, epoch });
  await execute({ client: devnet.client, what: `report ${name} ready`, transaction, signer: operator });
}

/**
 * The deployment with the package to call now: after an upgrade it is another one. Types stay in the first.
 */
async function contractsOf({ client, deployment }: EpochParts): Promise<Deployment> {
  return { ...deployment, packageId: (await client.haulout.contracts()).packageId };
}
