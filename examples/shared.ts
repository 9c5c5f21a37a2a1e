import { Network } from 'haulout';

const network = await Network.start({ nodes: 4, shards: 10 });
const { client, wallet: signer } = network;
const bytes = new Uint8Array(2_000);
const { blobObjectId } = await client.haulout.store({ bytes, epochs: 3, deletable: true, signer });

const { sharedBlobs } = client.haulout;
const { sharedBlobId } = await sharedBlobs.share({ blobObjectId, funds: 1_000_000n, signer });
await sharedBlobs.extend({ sharedBlobId, epochs: 1, signer }); // anyone may, paid from its funds
const { endEpoch, funds } = await sharedBlobs.get({ sharedBlobId });
console.log(`stored until epoch ${endEpoch}, with ${funds} FROST left`);

await network.stop();
