/** R5: what a quorum wants burned is burned when an epoch starts, and nothing else is. */
import assert from 'node:assert/strict';
import { Transaction } from '@mysten/sui/transactions';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Network } from 'haulout';
import { execute, readBurnRates } from '@haulout/sdk/chain';
import { addNodeChanges } from '@haulout/sdk/operator';
import { events } from '@haulout/sdk/contracts';
import { seededBytes } from '../../support/bytes.js';
import { openGoldenNetwork } from '../../support/golden-network.js';
import { balanceCounter } from '../../support/wal-total.js';

describe('R5: the share of rewards that is burned', () => {
  let network: Network;
  beforeAll(async () => {
    network = await openGoldenNetwork({ nodes: 4, shards: 10 });
  });
  afterAll(() => network?.stop());

  /** FROST that have gone since a checkpoint, and the events about that. */
  const burnedSince = (checkpoint: bigint) => {
    const { ledger } = network.devnet;
    const walOf = balanceCounter(ledger, network.deployment.walType);
    let gone = 0n;
    const told = [];
    for (let at = checkpoint + 1n; at <= ledger.latestCheckpoint().sequenceNumber; at++)
      for (const digest of ledger.getCheckpoint(at)!.transactions) {
        const transaction = ledger.getTransaction(digest)!;
        for (const { before, after } of transaction.changes) gone += walOf(before) - walOf(after);
        for (const { type, contents } of transaction.events)
          if (type.kind === 'datatype' && type.name === 'RewardsBurned')
            told.push(events.RewardsBurned.parse(contents));
      }
    return { gone, told };
  };
  const vote = async (burnRate: number, voters: number) => {
    for (const { identity } of network.nodes.slice(0, voters)) {
      const transaction = new Transaction();
      addNodeChanges(transaction, network.deployment, { capId: identity.capId, burnRate });
      await execute({
        client: network.devnet.client,
        what: 'vote',
        transaction,
        signer: identity.operator,
      });
    }
  };

  it('is what a quorum has named the epoch before, to the FROST', async () => {
    const { devnet, client, wallet: signer } = network;
    const from = devnet.ledger.latestCheckpoint().sequenceNumber;
    await client.haulout.store({ bytes: seededBytes(900, 1), epochs: 3, deletable: true, signer });
    await vote(300, 4);
    const { stakingObjectId } = network.deployment;
    assert.deepEqual(await readBurnRates(devnet.client, stakingObjectId), { current: 0, next: 300 });
    await network.nextEpoch();
    assert.deepEqual(
      burnedSince(from).told.map(({ burn_rate, amount, next_burn_rate }) => [
        burn_rate,
        amount,
        next_burn_rate,
      ]),
      [[0, '0', 300]],
    );
    assert.equal(burnedSince(from).gone, 0n);

    const second = devnet.ledger.latestCheckpoint().sequenceNumber;
    await network.nextEpoch();
    const { gone, told } = burnedSince(second);
    assert.equal(told.length, 1);
    assert.deepEqual([told[0]!.burn_rate, told[0]!.next_burn_rate], [300, 300]);
    assert.ok(gone > 0n);
    assert.equal(BigInt(told[0]!.amount), gone);
  });
});
