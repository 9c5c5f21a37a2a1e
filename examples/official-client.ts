import { SuiGrpcClient } from '@mysten/sui/grpc';
import { walrus } from '@mysten/walrus';
import { Network } from 'haulout';

const network = await Network.start({ nodes: 4, shards: 10, rpcPort: 0 });
const { systemObjectId, stakingObjectId } = network.deployment;

const client = new SuiGrpcClient({ network: 'testnet', baseUrl: network.rpcUrl! }).$extend(
  walrus({
    packageConfig: { systemObjectId, stakingPoolId: stakingObjectId },
    storageNodeClientOptions: {
      fetch: (url, init) => fetch(String(url).replace(/^https:/, 'http:'), init), // nodes on loopback
    },
  }),
);
const { blobId } = await client.walrus.writeBlob({
  blob: new TextEncoder().encode('Written by one client, read by the other.'),
  epochs: 3,
  deletable: true,
  signer: network.wallet,
});
console.log(new TextDecoder().decode(await network.client.haulout.read({ blobId })));

await network.stop();
