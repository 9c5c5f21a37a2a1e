/**
 * A chain with the contracts on it, for clients on other hosts: `node chain-host.ts HOST PORT FOLDER SHARDS`.
 * Its clock follows the machine's. It writes a deployment file and a keystore for each name that its parent
 * sends, and says what its parent asks.
 */
import { join } from 'node:path';
import { coinWithBalance, Transaction } from '@mysten/sui/transactions';
import { Devnet } from '@haulout/devnet';
import { execute, readEpochState } from '@haulout/sdk/chain';
import { addStake } from '@haulout/sdk/operator';
import { deploy, fileJournal, writeKeystore } from 'haulout';

/** What a parent asks for. */
export type Order =
  /** An account with SUI and 1,000 WAL, in a keystore with its name. */
  | { readonly account: string }
  /** Stakes the same with each of some nodes. */
  | { readonly stakeWith: readonly string[] }
  /** Lets so many epochs' time go by at once. */
  | { readonly passEpochs: number }
  /** Where the epochs stand. */
  | 'state';

/** Of an epoch, on chain. */
export interface ChainState {
  readonly epoch: number;
  readonly phase: string;
  /** How many shards each node has, by its id. */
  readonly shards: Readonly<Record<string, number>>;
}

const WAL = 1_000_000_000n;
const EPOCH_MS = 24 * 60 * 60 * 1000;
const TICK_MS = 500;

const [host, port, folder, shards] = process.argv.slice(2);
const devnet = await Devnet.start({ seed: 'hosts', startTimestampMs: BigInt(Date.now()) });
const { client } = devnet;
const publisher = devnet.newAccount('publisher');
const { url: rpcUrl } = await devnet.listen({ host: host!, port: Number(port) });
const deployment = await deploy({
  client,
  publisher,
  rpcUrl,
  journal: fileJournal(join(folder!, 'deployment.json')),
  // A round that opens is over in seconds, by the same clock as everything else.
  parameters: { nShards: Number(shards), challengeStepMs: 50n },
});
setInterval(() => devnet.advanceClock(TICK_MS), TICK_MS);

async function answer(order: Order): Promise<unknown> {
  const { walType, stakingObjectId } = deployment;
  if (order === 'state') {
    const { epoch, phase, committee } = await readEpochState(client, stakingObjectId);
    const shards = [...committee].map(([nodeId, held]) => [nodeId, held.length] as const);
    return { epoch, phase: phase.kind, shards: Object.fromEntries(shards) } satisfies ChainState;
  }
  if ('passEpochs' in order) return devnet.advanceClock(order.passEpochs * EPOCH_MS);
  const transaction = new Transaction();
  if ('account' in order) {
    const account = devnet.newAccount(order.account);
    await writeKeystore(join(folder!, `${order.account}.keystore`), [account]);
    const coin = transaction.add(coinWithBalance({ type: walType, balance: 1_000n * WAL }));
    transaction.transferObjects([coin], account.toSuiAddress());
  } else {
    for (const nodeId of order.stakeWith) {
      const staked = addStake(transaction, deployment, { nodeId, amount: 1_000n * WAL, walType });
      transaction.transferObjects([staked], publisher.toSuiAddress());
    }
  }
  await execute({ client, what: 'do what the test asks', transaction, signer: publisher });
  return undefined;
}

process.on('message', (order: Order) => {
  void answer(order).then(
    (value) => process.send!({ value }),
    (error: unknown) => process.send!({ failed: String(error) }),
  );
});
process.send!({ value: 'ready' });
