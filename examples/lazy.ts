import { Network } from 'haulout';

const network = await Network.start({ nodes: 4, shards: 10 });
const { client, wallet: signer } = network;
const bytes = new TextEncoder().encode(JSON.stringify({ tide: 'low', walruses: 7 }));
const { blobId } = await client.haulout.store({ bytes, epochs: 3, deletable: true, signer });

const blob = client.haulout.getBlob({ blobId }); // nothing is asked yet
console.log(await blob.size(), await blob.text());
const part = await blob.slice(2, 6).text(); // moves only what holds these bytes
const response = await blob.response({ range: 'bytes=0-9', type: 'application/json' });
console.log(response.status, response.headers.get('content-range'), await response.text());

const quilt = await client.haulout.storeFiles({
  files: [{ identifier: 'tide.json', bytes, tags: { 'content-type': 'application/json' } }],
  epochs: 3,
  deletable: true,
  signer,
});
const [file] = await client.haulout.getBlob(quilt).files({ identifiers: ['tide.json'] });
console.log(part, await file!.identifier(), JSON.stringify(await file!.json()));

await network.stop();
