import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Network } from 'haulout';

let network: Network;
before(async () => {
  network = await Network.start({ nodes: 4, shards: 10, seed: 'my suite' });
});
after(() => network?.stop());

test('what is stored survives a node that dies, and one that lies', async () => {
  const { client, wallet, nodes } = network;
  const bytes = crypto.getRandomValues(new Uint8Array(10_000));
  const { blobId } = await client.haulout.store({ bytes, epochs: 2, deletable: true, signer: wallet });
  const holds = async () => assert.deepEqual(await client.haulout.read({ blobId }), bytes);

  await nodes[0]!.crash();
  await holds();
  await nodes[0]!.restart(); // with what it had; wipe() takes it away
  await nodes[1]!.lie('wrong-bytes'); // or: hang(), slow(ms), setFault({ kind: 'refusing' })
  await holds();
  await nodes[1]!.recover();

  await network.nextEpoch(); // shards move, and time with them
  await holds();
  await network.nextEpoch();
  await assert.rejects(client.haulout.read({ blobId }), { code: 'BLOB_EXPIRED' });
});

test('a user with SUI and WAL', async () => {
  const { client, devnet, deployment, wallet } = network;
  const alice = devnet.newAccount('alice'); // has SUI; WAL comes from the wallet
  const { coinWithBalance, Transaction } = await import('@mysten/sui/transactions');
  const transaction = new Transaction();
  const coin = transaction.add(coinWithBalance({ type: deployment.walType, balance: 1_000_000_000n }));
  transaction.transferObjects([coin], alice.toSuiAddress());
  await client.haulout.execute({ what: 'give WAL', transaction, signer: wallet });
  await client.haulout.checkFunds({ owner: alice.toSuiAddress(), amount: 1_000_000_000n });
});
