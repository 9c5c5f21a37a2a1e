/** A devnet with the test package on it; compiled once for all tests of a file. */
import { Devnet } from '@haulout/devnet';
import type { PublishedPackage } from '@haulout/devnet';
import { compilePackage } from '@haulout/devnet/compiler';
import { Transaction } from '@mysten/sui/transactions';
import type { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import { fileURLToPath } from 'node:url';

const directory = fileURLToPath(new URL('./move', import.meta.url));
let compiled: ReturnType<typeof compilePackage> | undefined;

export interface World extends PublishedPackage {
  readonly devnet: Devnet;
  readonly client: Devnet['client'];
  readonly alice: Ed25519Keypair;
  readonly bob: Ed25519Keypair;
  /** Signs, executes, and fails the test unless the transaction succeeds. */
  run(build: (transaction: Transaction) => void, signer?: Ed25519Keypair): Promise<Ran>;
  /** Id of a new shared shelf. */
  openShelf(): Promise<string>;
}

/** What tests ask about a transaction that ran. */
interface Ran {
  readonly digest: string;
  /** Ids of created objects by the last part of their type, as `Book`. */
  readonly created: Readonly<Record<string, string>>;
}

export async function world(seed: string): Promise<World> {
  const devnet = await Devnet.start({ seed });
  const published = await devnet.publish(await (compiled ??= compilePackage({ directory })));
  const { client } = devnet;
  const alice = devnet.newAccount('alice');
  const bob = devnet.newAccount('bob');
  const run: World['run'] = async (build, signer = alice) => {
    const transaction = new Transaction();
    build(transaction);
    const result = await client.signAndExecuteTransaction({
      transaction,
      signer,
      include: { effects: true, objectTypes: true },
    });
    if (result.$kind !== 'Transaction') {
      throw new Error(`failed: ${JSON.stringify(result.FailedTransaction.status.error)}`);
    }
    const { digest, effects, objectTypes } = result.Transaction;
    const created: Record<string, string> = {};
    for (const { objectId, idOperation } of effects.changedObjects) {
      const name = objectTypes[objectId]?.replace(/<.*/, '').split('::').at(-1);
      if (idOperation === 'Created' && name !== undefined) created[name] = objectId;
    }
    return { digest, created };
  };
  return {
    ...published,
    devnet,
    client,
    alice,
    bob,
    run,
    async openShelf() {
      const { created } = await run((tx) => tx.moveCall({ target: `${published.packageId}::shelf::open` }));
      return created['Shelf']!;
    },
  };
}
