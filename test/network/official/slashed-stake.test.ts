/**
 * R17, R23: what stakers have done with the official packages works on stake that was penalised. The official
 * client has no call for stake, so its users build these transactions and have it sign and execute them.
 */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { bcs } from '@mysten/sui/bcs';
import {
  coinWithBalance,
  Transaction,
  type TransactionArgument,
  type TransactionResult,
} from '@mysten/sui/transactions';
import type { Network } from 'haulout';
import { nodeSecretKey } from '../../../cli/src/network/keys.js';
import { seededBytes } from '../../support/bytes.js';
import { openGoldenNetwork } from '../../support/golden-network.js';
import { addSentence, appointJudge } from '../../support/judge-package.js';
import { frostOf, officialClient, type OfficialClient } from '../../support/official-client.js';

const STAKE = 1_000_000_000_000n;

let network: Network;
let official: OfficialClient;
let judge: string;
let packageId: string;

beforeAll(async () => {
  network = await openGoldenNetwork({ nodes: 4, shards: 10 });
  official = officialClient(network);
  const { devnet, deployment } = network;
  const names = network.nodes.map(({ identity }) => identity.name);
  judge = await appointJudge(devnet, deployment, devnet.newAccount('publisher'), {
    epoch: (await official.walrus.systemState()).committee.epoch,
    secretKeys: names.map((name) => nodeSecretKey('golden', name)),
  });
  packageId = (await official.walrus.systemObject()).package_id;
});
afterAll(() => network?.stop());

/** Builds a call of `staking`, which has `Staking` as its first argument. */
function call(
  transaction: Transaction,
  name: string,
  ...args: readonly TransactionArgument[]
): TransactionResult {
  return transaction.moveCall({
    target: `${packageId}::staking::${name}`,
    arguments: [transaction.object(network.deployment.stakingObjectId), ...args],
  });
}

async function execute(transaction: Transaction): Promise<void> {
  const result = await official.signAndExecuteTransaction({ transaction, signer: network.wallet });
  assert.equal(result.$kind, 'Transaction');
}

/** The wallet's only stake. */
async function stakeId(): Promise<string> {
  const owner = network.wallet.toSuiAddress();
  const type = `${packageId}::staked_wal::StakedWal`;
  const { objects } = await official.listOwnedObjects({ owner, type });
  assert.equal(objects.length, 1);
  return objects[0]!.objectId;
}

/** What the views say of the stake from one epoch to another: rewards, and what is left of the principal. */
async function foresee(nodeId: string, activation: number, until: number): Promise<readonly bigint[]> {
  const transaction = new Transaction();
  const { pure } = transaction;
  for (const view of ['calculate_rewards', 'calculate_kept_principal']) {
    call(transaction, view, pure.id(nodeId), pure.u64(STAKE), pure.u32(activation), pure.u32(until));
  }
  transaction.setSender(network.wallet.toSuiAddress());
  const { commandResults } = await official.simulateTransaction({
    transaction,
    include: { commandResults: true },
  });
  return commandResults!.map(({ returnValues }) => BigInt(bcs.u64().parse(returnValues[0]!.bcs)));
}

/** The judge takes millionths of the node's stake, and of its rewards. */
async function penalise(nodeId: string, epoch: number): Promise<void> {
  const transaction = new Transaction();
  const { pure } = transaction;
  const sentence = addSentence(transaction, judge);
  const order = [pure.id(nodeId), pure.u32(epoch), pure.u8(1), pure.u32(100_000), pure.u32(250_000)];
  transaction.moveCall({ target: `${packageId}::judge::penalise`, arguments: [sentence, ...order] });
  const { systemObjectId, stakingObjectId } = network.deployment;
  transaction.moveCall({
    target: `${packageId}::judge::carry_out`,
    arguments: [transaction.object(systemObjectId), transaction.object(stakingObjectId), sentence],
  });
  await execute(transaction);
}

describe('R17: stake that was penalised', () => {
  test('R23: is withdrawn by the official calls, and pays what the views said', async () => {
    const owner = network.wallet.toSuiAddress();
    const { nodeId } = network.nodes[0]!.identity;
    const blob = seededBytes(2_000, 1);
    const { blobId } = await official.walrus.writeBlob({
      blob,
      deletable: false,
      epochs: 4,
      signer: network.wallet,
    });

    const staking = new Transaction();
    const coin = coinWithBalance({ type: network.deployment.walType, balance: STAKE });
    const staked = call(staking, 'stake_with_pool', coin, staking.pure.id(nodeId));
    staking.transferObjects([staked], owner);
    await execute(staking);
    const activation = await network.nextEpoch();

    await penalise(nodeId, activation);
    const asking = new Transaction();
    call(asking, 'request_withdraw_stake', asking.object(await stakeId()));
    await execute(asking);
    const until = await network.nextEpoch();

    const [rewards, kept] = await foresee(nodeId, activation, until);
    assert.ok(rewards! > 0n, 'nothing was earned');
    // The operator's earnings pay first, so less than a tenth is taken.
    assert.ok(STAKE - STAKE / 10n <= kept! && kept! < STAKE, `${kept} of ${STAKE}`);
    const before = await frostOf(network, owner);
    const taking = new Transaction();
    taking.transferObjects([call(taking, 'withdraw_stake', taking.object(await stakeId()))], owner);
    await execute(taking);
    assert.equal((await frostOf(network, owner)) - before, rewards! + kept!);

    // The client reads staking as before, and the blob with it.
    official.walrus.reset();
    assert.equal((await official.walrus.stakingState()).epoch, until);
    assert.deepEqual(await official.walrus.readBlob({ blobId }), blob);
  });
});
