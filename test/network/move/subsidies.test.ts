/** Subsidies on a network: who buys pays less, and who stores earns more, by the calls of the SDK. */
import assert from 'node:assert/strict';
import { Transaction, type TransactionObjectArgument } from '@mysten/sui/transactions';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { deploy, type DeploymentRecord, type Network } from 'haulout';
import {
  addCreateSubsidies,
  addCreateWalrusSubsidies,
  addExtendSubsidized,
  addFundSubsidies,
  addFundWalrusSubsidies,
  addProcessSubsidies,
  addReserveSubsidized,
  addSubsidyRates,
  addWalrusSubsidyRates,
  addWithdrawSubsidies,
  execute,
  readEpochState,
  readNodeState,
  readSubsidies,
  readWalrusSubsidies,
} from '@haulout/sdk/chain';
import { createOperatorRunner } from '@haulout/sdk/operator';
import { seededBytes } from '../../support/bytes.js';
import { openGoldenNetwork } from '../../support/golden-network.js';

const MIB = 1024 * 1024;
const WAL = 1_000_000_000n;

describe('R3: subsidies', () => {
  let network: Network;
  let record: DeploymentRecord;
  beforeAll(async () => {
    network = await openGoldenNetwork({ nodes: 4, shards: 10 });
    const { devnet, deployment } = network;
    record = await deploy({
      client: devnet.client,
      publisher: devnet.newAccount('publisher'),
      journal: { load: () => Promise.resolve(deployment), save: () => Promise.resolve() },
      extras: ['subsidies', 'walrus_subsidies'],
    });
  });
  afterAll(() => network?.stop());

  /** Sends what `add` adds, and gives the wallet what it returns. */
  const send = (
    what: string,
    add: (transaction: Transaction) => readonly TransactionObjectArgument[] | void,
  ) => {
    const { devnet, wallet: signer } = network;
    const transaction = new Transaction();
    const mine = add(transaction) ?? [];
    if (mine.length > 0) transaction.transferObjects([...mine], signer.toSuiAddress());
    return execute({ client: devnet.client, what, transaction, signer });
  };
  const idOf = (created: Awaited<ReturnType<typeof send>>['created'], type: string) =>
    created.find((object) => object.type.endsWith(type))!.objectId;
  const walOfWallet = async () => {
    const { devnet, deployment, wallet } = network;
    const owner = wallet.toSuiAddress();
    const { balance } = await devnet.client.getBalance({ owner, coinType: deployment.walType });
    return BigInt(balance.balance);
  };

  it('a buyer pays less through a pool, whose admin takes back what is left', async () => {
    const { devnet, deployment, client, wallet: signer } = network;
    const contracts = { ...deployment, ...(await client.haulout.contracts()) };
    const packageId = record.subsidiesPackageId!;
    const { created } = await send('create', (transaction) => [
      addCreateSubsidies(transaction, contracts, { packageId, buyer: 2_500, system: 0, frost: 2n * WAL }),
    ]);
    const pool = { packageId, subsidiesId: idOf(created, '::subsidies::Subsidies') };
    const adminCapId = idOf(created, '::subsidies::AdminCap');
    await send('fund and set', (transaction) => {
      addFundSubsidies(transaction, contracts, { ...pool, frost: WAL });
      addSubsidyRates(transaction, { ...pool, adminCapId }, { buyer: 5_000, system: 1_000 });
    });
    const state = await readSubsidies(devnet.client, pool.subsidiesId);
    assert.deepEqual({ ...state }, { packageId, buyer: 5_000, system: 1_000, funds: 3n * WAL });

    const { storagePricePerUnit: price } = await client.haulout.systemState();
    const before = await walOfWallet();
    await send('buy', (transaction) => {
      const terms = { ...pool, bytes: 4 * MIB, epochs: 3, payment: WAL };
      const { storage, change } = addReserveSubsidized(transaction, contracts, terms);
      return [storage, change];
    });
    assert.equal(await walOfWallet(), before - 6n * price);
    const { blobObjectId } = await client.haulout.store({
      bytes: seededBytes(900, 1),
      epochs: 1,
      deletable: true,
      signer,
    });
    const beforeExtension = await walOfWallet();
    const { funds } = await readSubsidies(devnet.client, pool.subsidiesId);
    await send('extend', (transaction) => [
      addExtendSubsidized(transaction, contracts, { ...pool, blobObjectId, epochs: 2, payment: WAL }),
    ]);
    const paid = beforeExtension - (await walOfWallet());
    const after = await readSubsidies(devnet.client, pool.subsidiesId);
    // Half of the price each, and a tenth of it for those who store.
    assert.ok(paid > 0n);
    assert.equal(funds - after.funds, paid + (2n * paid) / 10n);
    const beforeEnd = await walOfWallet();
    await send('withdraw', (transaction) => [
      addWithdrawSubsidies(transaction, contracts, { ...pool, adminCapId }),
    ]);
    assert.equal(await walOfWallet(), beforeEnd + after.funds);
    assert.equal((await readSubsidies(devnet.client, pool.subsidiesId)).funds, 0n);
  });

  it('nodes and accounts are paid out of a pool, once, and each node sees it in its commission', async () => {
    const { devnet, deployment, client } = network;
    const contracts = { ...deployment, ...(await client.haulout.contracts()) };
    const packageId = record.walrusSubsidiesPackageId!;
    const { created } = await send('create', (transaction) => [
      addCreateWalrusSubsidies(transaction, contracts, {
        ...{ packageId, systemSubsidyRate: 0, baseSubsidy: 0n, subsidyPerShard: 0n },
      }),
    ]);
    const pool = { packageId, subsidiesId: idOf(created, '::walrus_subsidies::WalrusSubsidies') };
    const adminCapId = idOf(created, '::walrus_subsidies::AdminCap');
    const rates = { systemSubsidyRate: 1_000, baseSubsidy: 1_000n, subsidyPerShard: 10n };
    await send('fund and set', (transaction) => {
      addFundWalrusSubsidies(transaction, contracts, { ...pool, frost: WAL });
      addWalrusSubsidyRates(transaction, { ...pool, adminCapId }, rates);
    });
    const { epoch } = await client.haulout.stakingState();
    await network.nextEpoch();
    const process = () => send('process', (transaction) => addProcessSubsidies(transaction, contracts, pool));
    const commissions = () =>
      Promise.all(
        network.nodes.map(
          async ({ identity }) => (await readNodeState(devnet.client, identity.nodeId)).commission,
        ),
      );
    const sum = (amounts: readonly bigint[]) => amounts.reduce((all, amount) => all + amount, 0n);
    const before = sum(await commissions());
    await process();
    assert.equal(sum(await commissions()), before + 4n * 1_000n + 10n * 10n);
    const paid = await readWalrusSubsidies(devnet.client, pool.subsidiesId);
    assert.equal(paid.latestEpoch, epoch);
    assert.deepEqual(
      [paid.packageId, paid.systemSubsidyRate, paid.baseSubsidy, paid.subsidyPerShard],
      [packageId, 1_000, 1_000n, 10n],
    );
    await process();
    assert.equal((await readWalrusSubsidies(devnet.client, pool.subsidiesId)).funds, paid.funds);
    assert.equal(sum(await commissions()), before + 4_100n);
  });

  it('operators let a pool pay in every epoch: at its beginning and before its end, one of them each', async () => {
    const { devnet, deployment, nodes, wallet } = network;
    const { systemObjectId, stakingObjectId } = deployment;
    const contracts = { ...deployment, ...(await network.client.haulout.contracts()) };
    const subsidiesObjectId = record.walrusSubsidiesObjectId!;
    const pool = { packageId: record.walrusSubsidiesPackageId!, subsidiesId: subsidiesObjectId };
    await send('fund', (transaction) =>
      addFundWalrusSubsidies(transaction, contracts, { ...pool, frost: WAL }),
    );
    const rates = new Transaction();
    const asAdmin = { ...pool, adminCapId: record.walrusSubsidiesAdminCapId! };
    addWalrusSubsidyRates(rates, asAdmin, { systemSubsidyRate: 1_000, baseSubsidy: 1_000n });
    const publisher = devnet.newAccount('publisher');
    await execute({ client: devnet.client, what: 'set', transaction: rates, signer: publisher });

    const runners = nodes.map(({ identity: { capId, operator: signer }, duties }) =>
      createOperatorRunner({
        ...{ client: devnet.client, systemObjectId, stakingObjectId, subsidiesObjectId, capId },
        sender: signer.toSuiAddress(),
        send: (what, transaction) => execute({ client: devnet.client, what, transaction, signer }),
        node: duties,
      }),
    );
    /** Everybody looks at the chain, all at once; how many have let the pool pay. */
    const payers = async (): Promise<number> => {
      const outcomes = (await Promise.all(runners.map((runner) => runner.tick()))).flat();
      assert.deepEqual(
        outcomes.filter(({ kind }) => kind === 'failed'),
        [],
      );
      return outcomes.filter(({ duty, kind }) => duty.kind === 'process-subsidies' && kind === 'done').length;
    };
    const epochMs = deployment.parameters.epochDurationMs;
    const stateOf = () => readWalrusSubsidies(devnet.client, subsidiesObjectId);
    const { nextEpochMs, nowMs } = await readEpochState(devnet.client, stakingObjectId);
    assert.equal(await payers(), 1);
    const begun = await stateOf();
    assert.ok(begun.processedMs >= Number(nextEpochMs! - epochMs));
    assert.equal(await payers(), 0);
    // Bought after the beginning: it is paid for before the end.
    const terms = {
      bytes: seededBytes(900, 7),
      epochs: 1,
      deletable: true,
      useStorage: false,
      signer: wallet,
    };
    const { cost } = await network.client.haulout.store(terms);
    devnet.advanceClock(nextEpochMs! - nowMs - 300_000n);
    assert.equal(await payers(), 1);
    const ended = await stateOf();
    assert.ok(cost.storage > 0n);
    assert.equal(begun.funds - ended.funds, cost.total / 10n);
    assert.equal(await payers(), 0);
  });

  it('operators that all look before one of them has paid, and crash, let it pay its nodes once', async () => {
    const { devnet, deployment, nodes } = network;
    const { systemObjectId, stakingObjectId } = deployment;
    const subsidiesObjectId = record.walrusSubsidiesObjectId!;
    await network.nextEpoch();
    // Nobody waits for the others any more.
    devnet.advanceClock(60_000n);
    const commissions = async () => {
      const states = await Promise.all(
        nodes.map(({ identity }) => readNodeState(devnet.client, identity.nodeId)),
      );
      return states.reduce((sum, { commission }) => sum + commission, 0n);
    };
    const before = await commissions();
    const runners = nodes.map(({ identity: { capId, operator: signer }, duties }, index) =>
      createOperatorRunner({
        ...{ client: devnet.client, systemObjectId, stakingObjectId, subsidiesObjectId, capId },
        sender: signer.toSuiAddress(),
        async send(what, transaction) {
          if (index === 0) throw new Error('it crashed before it sent');
          await execute({ client: devnet.client, what, transaction, signer });
          if (index === 1) throw new Error('it crashed when it had sent');
        },
        node: duties,
      }),
    );
    const tick = async () =>
      (await Promise.all(runners.map((runner) => runner.tick())))
        .flat()
        .filter(({ duty }) => duty.kind === 'process-subsidies')
        .map(({ kind }) => kind);
    assert.deepEqual(await tick(), ['failed', 'failed', 'done', 'done']);
    assert.equal(await commissions(), before + 4n * 1_000n);
    assert.deepEqual(await tick(), []);
  });
});
