import { Network } from 'haulout';
import { encodedLength } from '@haulout/sdk/encoding';

const network = await Network.start({ nodes: 4, shards: 10 });
const { client, wallet: signer } = network;
const bytes = new Uint8Array(5_000);

const { pools } = client.haulout;
const capacityBytes = 20 * encodedLength(10, bytes.length); // room for twenty such blobs on 10 shards
const { pool } = await pools.create({ capacityBytes, epochs: 4, signer });
const { poolId } = pool;
const { blobId } = await pools.store({ poolId, bytes, signer }); // deletable, unless you say otherwise
await pools.extend({ poolId, epochs: 2, signer }); // with all blobs in it
for await (const blob of pools.blobs({ poolId })) console.log(blob.blobId, blob.size);
await pools.delete({ poolId, blobId, signer }); // its room is free again
console.log((await pools.get({ poolId })).usedBytes);

await network.stop();
