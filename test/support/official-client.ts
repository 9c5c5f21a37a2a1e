/** `@mysten/walrus` as a dApp has it, on a network of ours. */
import type { ClientWithExtensions } from '@mysten/sui/client';
import { SuiGrpcClient } from '@mysten/sui/grpc';
import { walrus, type WalrusClient } from '@mysten/walrus';
import type { Network } from 'haulout';

export type OfficialClient = ClientWithExtensions<{ walrus: WalrusClient }, SuiGrpcClient>;

/**
 * The official client, unmodified, with caches of its own: two object ids are all it is told of the network.
 * It speaks https to storage nodes and knows Sui's public networks only, so its requests lose their s on the
 * way and the chain is called testnet.
 *
 * @param timeout ms for each request to a node; the client's own default is 30 seconds
 */
export function officialClient({ devnet, deployment }: Network, timeout?: number): OfficialClient {
  const client = new SuiGrpcClient({ network: 'testnet', transport: devnet.transport });
  return officialClientOf(client, deployment, timeout);
}

/** The same on any line to the chain. */
export function officialClientOf(
  client: SuiGrpcClient,
  { systemObjectId, stakingObjectId }: { readonly systemObjectId: string; readonly stakingObjectId: string },
  timeout = 10_000,
): OfficialClient {
  return client.$extend(
    walrus({
      packageConfig: { systemObjectId, stakingPoolId: stakingObjectId },
      storageNodeClientOptions: {
        fetch: (url, init) => fetch(String(url).replace(/^https:/, 'http:'), init),
        timeout,
      },
    }),
  );
}

/** FROST that an address has. */
export async function frostOf({ client, deployment }: Network, owner: string): Promise<bigint> {
  const { balance } = await client.core.getBalance({ owner, coinType: deployment.walType });
  return BigInt(balance.balance);
}
