import { Network } from 'haulout';

const network = await Network.start({ nodes: 4, shards: 10 });
const { client, wallet: signer } = network;

const text = (value: string) => new TextEncoder().encode(value);
const quilt = await client.haulout.storeFiles({
  files: [
    { identifier: 'index.html', bytes: text('<h1>Hello</h1>'), tags: { 'content-type': 'text/html' } },
    { identifier: 'style.css', bytes: text('h1 { color: teal }') },
  ],
  epochs: 3,
  deletable: true,
  signer,
});
const [page] = await client.haulout.readFiles({ blobId: quilt.blobId, identifiers: ['index.html'] });
const byTag = await client.haulout.readFiles({ blobId: quilt.blobId, tags: { 'content-type': 'text/html' } });
const byId = await client.haulout.readFiles({ patchIds: [quilt.files[1]!.patchId] });
console.log(page!.bytes.length, byTag.length, byId[0]!.identifier);

await network.stop();
