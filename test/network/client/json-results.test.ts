/** Every result of a network can be written with `JSON.stringify`, and nothing of it is lost. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, it } from 'vitest';
import { Transaction } from '@mysten/sui/transactions';
import type { Network } from 'haulout';
import { readEpochState, readNodeCap, readNodeInfos, readNodeState } from '@haulout/sdk/chain';
import { blobIdFromString } from '@haulout/sdk/encoding';
import { defaultSettings, fetchMetadata, fetchSlivers, createStorageNodeClient } from '@haulout/sdk/nodes';
import { systemTimers } from '@haulout/sdk/base';
import { addStake, dutiesOf, listStakes, readStakeWorth } from '@haulout/sdk/operator';
import { watchCheckpoints, watchEpochs, watchEvents } from '@haulout/sdk/watch';
import { openGoldenNetwork } from '../../support/golden-network.js';
import { assertJson } from '../../support/json.js';
import { take } from '../../support/watch/take.js';

const bytes = new TextEncoder().encode('as JSON');

let network: Network;
let owner: string;
beforeAll(async () => {
  network = await openGoldenNetwork({ nodes: 4, shards: 10 });
  owner = network.wallet.toSuiAddress();
});
afterAll(() => network?.stop());

it('what the client says of the network', async () => {
  const { haulout } = network.client;
  assertJson(await haulout.committee());
  assertJson(await haulout.committees());
  assertJson(await haulout.systemState());
  assertJson(await haulout.stakingState());
  assertJson(await haulout.contracts());
  assertJson(await haulout.storageCost({ bytes: 1000, epochs: 2 }));
  const { committee } = await haulout.stakingState();
  assert.deepEqual(JSON.parse(JSON.stringify(committee)), Object.fromEntries(committee));
});

it('what storing, reading and managing blobs gives', async () => {
  const { haulout } = network.client;
  const { wallet: signer } = network;
  const options = { epochs: 2, deletable: true, signer };
  const preview = { bytes: bytes.length, epochs: 2, deletable: true, sender: owner };
  assertJson(await haulout.previewStore(preview));
  const stored = await haulout.store({ bytes, ...options });
  assertJson(stored);
  assertJson(await haulout.storeMany({ blobs: [bytes, bytes.subarray(1)], ...options }));
  const files = [{ identifier: 'a', bytes, tags: { b: 'c' } }];
  const quilt = await haulout.storeFiles({ files, ...options });
  assertJson(quilt);
  assertJson(await haulout.listFiles({ blobId: quilt.blobId }));
  assertJson(await haulout.readFiles({ blobId: quilt.blobId }));
  const { blobId, blobObjectId } = stored;
  assertJson(await haulout.blobStatus({ blobId }));
  assertJson(await haulout.blobs.get({ blobObjectId }));
  assertJson(await take(haulout.blobs.list({ owner }), 2));
  assertJson(await haulout.blobs.extend({ blobObjectId, epochs: 1, signer }));
  await haulout.blobs.changeAttributes({ blobObjectId, set: { name: 'value' }, signer });
  assertJson(await haulout.blobs.attributes({ blobObjectId }));
  assertJson(await haulout.blobs.renew({ until: 5, budget: 1n, signer }));
  const shared = await haulout.sharedBlobs.share({ blobObjectId, funds: 5n, signer });
  assertJson(shared);
  assertJson(await haulout.sharedBlobs.get(shared));
  const persistence = { kind: 'deletable', objectId: blobObjectId } as const;
  assertJson(await haulout.gatherConfirmations({ blobId: blobIdFromString(blobId), persistence }));
});

it('transactions with what they cost', async () => {
  const { haulout } = network.client;
  const blob = await haulout.encode({ bytes });
  const registering = await haulout.registerTransaction({ blob, epochs: 1, deletable: true, owner });
  const { transaction, cost, epoch } = JSON.parse(JSON.stringify(registering)) as {
    readonly transaction: object;
    readonly cost: { readonly total: string };
    readonly epoch: number;
  };
  assert.deepEqual([cost.total, epoch], [registering.cost.total.toString(), registering.epoch]);
  const again = Transaction.from(JSON.stringify(transaction));
  const supported = { supportedIntents: ['CoinWithBalance'] };
  assert.equal(await again.toJSON(supported), await registering.transaction.toJSON(supported));
});

it('what operators and stakers read', async () => {
  const { client, deployment, nodes } = network;
  const { nodeId, capId, operator } = nodes[0]!.identity;
  assertJson(await readNodeInfos(client, [nodeId]));
  const node = await readNodeState(client, nodeId);
  assertJson(node);
  const chain = await readEpochState(client, deployment.stakingObjectId);
  assertJson(chain);
  const { lastSyncEpoch } = await readNodeCap(client, capId);
  const sender = operator.toSuiAddress();
  const wishes = { votes: { storagePrice: 77n }, collectFrom: 1n };
  const duties = dutiesOf({ chain, node, lastSyncEpoch, wishes, sender, capId });
  assert.ok(duties.length > 0);
  assertJson(duties);
  const { packageId, walType } = deployment;
  const transaction = new Transaction();
  const staked = addStake(transaction, deployment, { nodeId, amount: 1_000_000_000n, walType });
  transaction.transferObjects([staked], owner);
  await client.haulout.execute({ what: 'stake', transaction, signer: network.wallet });
  const stakes = await listStakes(client, { owner, packageId });
  assert.ok(stakes.length > 0);
  assertJson(stakes);
  assertJson(await readStakeWorth(client, deployment, { stakes, epoch: chain.epoch }));
});

it('what the watch gives', async () => {
  const options = { client: network.client, packageId: network.deployment.packageId };
  const from = { checkpoint: 0n };
  for (const found of await take(watchEvents({ ...options, from }), 20)) assertJson(found);
  for (const found of await take(watchCheckpoints({ ...options, from }), 20)) assertJson(found);
  for (const found of await take(watchEpochs({ ...options, from }), 2)) assertJson(found);
});

it('what storage nodes give', async () => {
  const { haulout } = network.client;
  const { blobId } = await haulout.store({ bytes, epochs: 1, deletable: false, signer: network.wallet });
  const committee = await haulout.committee();
  const storage = {
    nodes: createStorageNodeClient({ fetch, timers: systemTimers }),
    timers: systemTimers,
    settings: defaultSettings,
    random: network.random,
  };
  const fetched = await fetchMetadata(storage, committee, { blobId });
  assertJson(fetched);
  const { metadata } = fetched;
  assertJson(await fetchSlivers(storage, committee, { blobId, metadata }));
  const call = { nodeUrl: committee.nodes[0]!.url, deadlineMs: 30_000 };
  assertJson(await storage.nodes.getConfirmation(call, blobId, { kind: 'permanent' }));
  for (const { duties } of network.nodes) {
    assertJson(await duties.catchUp());
    assertJson(await duties.handOver(committee.epoch));
  }
});
