/**
 * A network whose time passes by itself: epochs change on the operators' own account, on a clock that the
 * test holds.
 */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { Transaction } from '@mysten/sui/transactions';
import {
  addFundWalrusSubsidies,
  addWalrusSubsidyRates,
  execute,
  readWalrusSubsidies,
} from '@haulout/sdk/chain';
import { letTimePass, Network } from 'haulout';
import { settle, VirtualTimers } from '../../support/virtual-timers.js';
import { seededBytes } from '../../support/bytes.js';

const EPOCH_MS = 20_000n;
const NOW = Date.UTC(2031, 4, 6);
const WAL = 1_000_000_000n;

/** A pool of subsidies with a WAL, of which nodes get a little in every epoch. */
async function fundSubsidies({ devnet, deployment, client, wallet }: Network): Promise<void> {
  const pool = {
    packageId: deployment.walrusSubsidiesPackageId!,
    subsidiesId: deployment.walrusSubsidiesObjectId!,
  };
  const contracts = { ...deployment, ...(await client.haulout.contracts()) };
  const funding = new Transaction();
  addFundWalrusSubsidies(funding, contracts, { ...pool, frost: WAL });
  await execute({ client: devnet.client, what: 'fund', transaction: funding, signer: wallet });
  const rates = new Transaction();
  const adminCapId = deployment.walrusSubsidiesAdminCapId!;
  addWalrusSubsidyRates(rates, { ...pool, adminCapId }, { baseSubsidy: 1_000n, subsidyPerShard: 10n });
  const signer = devnet.newAccount('publisher');
  await execute({ client: devnet.client, what: 'set rates', transaction: rates, signer });
}

describe('time that passes in a network', () => {
  let network: Network;
  const timers = new VirtualTimers();
  const begun: { epoch: number; at: bigint }[] = [];
  const troubles: unknown[] = [];
  const clock = () => network.devnet.ledger.clockMs();
  const epoch = async () => (await network.client.haulout.stakingState()).epoch;
  /** Lets the clock run until an epoch has come, or fails after many ticks. */
  const untilEpoch = async (wanted: number) => {
    for (let ticks = 0; (await epoch()) < wanted; ticks++) {
      assert.ok(ticks < 1000, `epoch ${wanted} does not come: ${troubles.join('; ')}`);
      await timers.tick();
      // Both loops wait again: whatever was due has been done, at the time at which it was due.
      while (timers.pending < 2) await settle();
    }
  };

  beforeAll(async () => {
    network = await Network.start({
      nodes: 4,
      shards: 10,
      seed: 'time',
      epochMs: EPOCH_MS,
      timestampMs: NOW,
      exchange: true,
      extras: ['walrus_subsidies'],
    });
    await fundSubsidies(network);
  });
  afterAll(() => network?.stop());

  it('a network comes up at the time that it is told, with the parts that it is told', () => {
    assert.ok(clock() >= NOW && clock() < NOW + 1000, `${clock()}`);
    assert.equal(network.deployment.parameters.epochDurationMs, EPOCH_MS);
    assert.ok(network.deployment.exchangeObjectId);
  });

  it('changes epochs when they are due and not before, while blobs stay readable', async () => {
    const bytes = seededBytes(3_000, 1);
    const { blobId } = await network.client.haulout.store({
      bytes,
      epochs: 5,
      deletable: false,
      signer: network.wallet,
    });
    const first = await epoch();
    const time = letTimePass(network, {
      timers,
      tickMs: 1000,
      onEpoch: (started) => begun.push({ epoch: started, at: clock() }),
      onTrouble: (error) => troubles.push(error),
    });
    await untilEpoch(first + 2);
    assert.deepEqual(await network.client.haulout.read({ blobId }), bytes);
    // One operator is down with its node; the others go on.
    await network.nodes[3]!.crash();
    await untilEpoch(first + 3);
    assert.deepEqual(await network.client.haulout.read({ blobId }), bytes);
    await time.stop();

    assert.deepEqual(troubles, []);
    assert.deepEqual(
      begun.map(({ epoch }) => epoch - first),
      [1, 2, 3],
    );
    const lengths = begun.slice(1).map(({ at }, index) => at - begun[index]!.at);
    for (const length of lengths) assert.ok(length >= EPOCH_MS && length < 2n * EPOCH_MS, `${length} ms`);
  });

  it('R3: operators have let the pool of subsidies pay, in each of those epochs', async () => {
    const pool = await readWalrusSubsidies(
      network.devnet.client,
      network.deployment.walrusSubsidiesObjectId!,
    );
    // The epoch that has just begun pays for the one before, when it comes to it.
    const ended = (await epoch()) - 1;
    assert.ok(pool.latestEpoch >= ended - 1, `${pool.latestEpoch} of ${ended}`);
    assert.ok(pool.funds <= WAL - 2n * (4n * 1_000n + 10n * 10n), `${pool.funds} FROST`);
  });

  it('stands still when it is stopped', async () => {
    const at = clock();
    assert.equal(timers.pending, 0);
    assert.equal(await timers.tick(), false);
    assert.equal(clock(), at);
  });
});
