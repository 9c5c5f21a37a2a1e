import { coinWithBalance, Transaction } from '@mysten/sui/transactions';
import { Network } from 'haulout';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

// Bringing a network up takes some seconds, and more when the contracts are compiled for the first time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let network: Network;
beforeAll(async () => {
  network = await Network.start({ nodes: 4, shards: 10, seed: 'my suite' });
});
afterAll(() => network?.stop());

test('what is stored survives a node that dies, and one that lies', async () => {
  const { client, wallet, nodes } = network;
  const bytes = crypto.getRandomValues(new Uint8Array(10_000));
  const { blobId } = await client.haulout.store({ bytes, epochs: 2, deletable: true, signer: wallet });
  const holds = async () => expect(await client.haulout.read({ blobId })).toEqual(bytes);

  await nodes[0]!.crash();
  await holds();
  await nodes[0]!.restart(); // with what it had; wipe() takes it away
  await nodes[1]!.lie('wrong-bytes'); // or: hang(), slow(ms), setFault({ kind: 'refusing' })
  await holds();
  await nodes[1]!.recover();

  await network.nextEpoch(); // shards move, and time with them
  await holds();
  await network.nextEpoch();
  await expect(client.haulout.read({ blobId })).rejects.toMatchObject({ code: 'BLOB_EXPIRED' });
});

test('a user with SUI and WAL', async () => {
  const { client, devnet, deployment, wallet } = network;
  const alice = devnet.newAccount('alice'); // has SUI; WAL comes from the wallet
  const transaction = new Transaction();
  const coin = transaction.add(coinWithBalance({ type: deployment.walType, balance: 1_000_000_000n }));
  transaction.transferObjects([coin], alice.toSuiAddress());
  await client.haulout.execute({ what: 'give WAL', transaction, signer: wallet });
  await client.haulout.checkFunds({ owner: alice.toSuiAddress(), amount: 1_000_000_000n });
});
