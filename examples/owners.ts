import { findBlobs } from '@haulout/sdk/client';
import { Network } from 'haulout';

const network = await Network.start({ nodes: 4, shards: 10 });
const { client, wallet: signer } = network;
const bytes = new Uint8Array(1_000);
const { blobObjectId } = await client.haulout.store({ bytes, epochs: 3, deletable: true, signer });

const { blobs } = client.haulout;
for await (const blob of blobs.list({ owner: signer.toSuiAddress() }))
  console.log(blob.blobId, blob.endEpoch);
await blobs.changeAttributes({ blobObjectId, set: { author: 'me' }, remove: ['content-type'], signer });
const owner = signer.toSuiAddress();
const nextWeek = new Date(Date.now() + 7 * 24 * 60 * 60 * 1000);
const query = { owner, attributes: { author: 'me' }, endsBefore: nextWeek };
for await (const { blobId, endsAt } of findBlobs(client.haulout, query)) console.log(blobId, endsAt);
await blobs.extend({ blobObjectId, epochs: 2, signer });
// All blobs of the signer that end before epoch 9:
const { renewals } = await blobs.renew({ until: 9, budget: 1_000_000_000n, signer });
// What is left of a deleted blob's storage stays its owner's:
const { storageObjectId } = await blobs.delete({ blobObjectId, signer });
console.log(renewals.length, storageObjectId);

await network.stop();
