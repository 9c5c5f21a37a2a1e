/** A chain with the contracts on which many things have happened, and what its ledger says about it. */
import { GrpcTypes } from '@mysten/sui/grpc';
import { Transaction } from '@mysten/sui/transactions';

import { addStake, addVotingEnd } from '@haulout/sdk/operator';
import type { Devnet } from '@haulout/devnet';
import { execute } from '@haulout/sdk/chain';
import { startChain, WAL } from '../../support/paper-chain.js';

/** An event as the ledger has it: the oracle. */
export interface LedgerEvent {
  readonly checkpoint: bigint;
  readonly transactionDigest: string;
  readonly transactionIndex: number;
  readonly eventIndex: number;
  /** Last part of the type. */
  readonly name: string;
  readonly contents: Uint8Array;
}

/** Events of types of a package, read from the ledger itself. */
export function eventsOfLedger({ ledger }: Devnet, packageIds: readonly string[]): LedgerEvent[] {
  const found: LedgerEvent[] = [];
  const latest = ledger.latestCheckpoint().sequenceNumber;
  for (let checkpoint = 0n; checkpoint <= latest; checkpoint++) {
    const { transactions } = ledger.getCheckpoint(checkpoint)!;
    for (const [transactionIndex, transactionDigest] of transactions.entries()) {
      for (const [eventIndex, { type, contents }] of ledger
        .getTransaction(transactionDigest)!
        .events.entries()) {
        if (type.kind !== 'datatype' || !packageIds.includes(type.address)) continue;
        found.push({
          checkpoint,
          transactionDigest,
          transactionIndex,
          eventIndex,
          name: type.name,
          contents,
        });
      }
    }
  }
  return found;
}

/** Two nodes, several epochs, transactions with one event and with many, checkpoints without any. */
export async function startHistory() {
  const world = await startChain([3, 2], 10);
  const { devnet, deployment, publisher, nodes } = world;
  await world.turnEpoch();
  for (let round = 0; round < 3; round++) {
    const transaction = new Transaction();
    const staked = nodes.map(({ nodeId }) =>
      addStake(transaction, deployment, { nodeId, amount: WAL, walType: deployment.walType }),
    );
    transaction.transferObjects(staked, publisher.toSuiAddress());
    await execute({ client: devnet.client, what: 'stake with all', transaction, signer: publisher });
    devnet.advanceClock(1);
    devnet.advanceClock(1);
  }
  await world.turnEpoch();
  return world;
}

/** One more transaction with an event. */
export async function endVoting({ devnet, deployment, publisher }: Awaited<ReturnType<typeof startHistory>>) {
  devnet.advanceClock(3_600_000);
  const transaction = new Transaction();
  addVotingEnd(transaction, deployment);
  await execute({ client: devnet.client, what: 'end voting', transaction, signer: publisher });
}

/** Every checkpoint as the devnet's API gives it. */
export async function recordChain(devnet: Devnet): Promise<GrpcTypes.Checkpoint[]> {
  const recorded: GrpcTypes.Checkpoint[] = [];
  const latest = devnet.ledger.latestCheckpoint().sequenceNumber;
  const readMask = {
    paths: [
      'sequence_number',
      'digest',
      'summary',
      'transactions.digest',
      'transactions.effects.events_digest',
      'transactions.events',
    ],
  };
  for (let sequenceNumber = 0n; sequenceNumber <= latest; sequenceNumber++) {
    const { response } = await devnet.client.ledgerService.getCheckpoint({
      checkpointId: { oneofKind: 'sequenceNumber', sequenceNumber },
      readMask,
    });
    recorded.push(response.checkpoint!);
  }
  return recorded;
}
