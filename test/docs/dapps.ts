import { BlobNotFound, HauloutError, NodesError, isHauloutError } from '@haulout/sdk/client';

import { Network } from 'haulout';

const network = await Network.start({ nodes: 4, shards: 10 });
const { client, wallet: signer } = network;
const bytes = new Uint8Array(100_000);

const preview = await client.haulout.previewStore({
  bytes: bytes.length,
  epochs: 3,
  deletable: true,
  sender: signer.toSuiAddress(),
});
console.log(`${preview.cost.total} FROST, and ${preview.registerGas.net} MIST of gas to register`);

const aborting = new AbortController();
const { blobId, blobObjectId, endEpoch } = await client.haulout.store({
  bytes,
  epochs: 3, // the current one included: it ends when epoch `endEpoch` begins
  deletable: true,
  signer,
  attributes: { 'content-type': 'application/octet-stream' },
  signal: aborting.signal, // aborting.abort() ends it with the signal's reason
  onProgress(progress) {
    if (progress.phase === 'encoding')
      console.log(`encoded ${progress.bytesDone} of ${progress.bytesTotal} bytes`);
    if (progress.phase === 'uploading') console.log(`${progress.confirmed} of ${progress.needed} shards`);
  },
});
console.log(`${blobId} is stored until epoch ${endEpoch}`);

const whole = await client.haulout.read({ blobId });
const header = await client.haulout.readRange({ blobId, start: 0, end: 512 });
let streamed = 0;
for await (const chunk of client.haulout.readStream({ blobId, start: 1_000 })) streamed += chunk.length;
console.log(whole.length, header.length, streamed);

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

const { blobs, sharedBlobs } = client.haulout;
for await (const blob of blobs.list({ owner: signer.toSuiAddress() }))
  console.log(blob.blobId, blob.endEpoch);
await blobs.changeAttributes({ blobObjectId, set: { author: 'me' }, remove: ['content-type'], signer });
await blobs.extend({ blobObjectId, epochs: 2, signer });
const { renewals } = await blobs.renew({ until: 9, budget: 1_000_000_000n, signer }); // all blobs of the signer
const { storageObjectId } = await blobs.delete({ blobObjectId, signer }); // what is left of its storage stays yours
console.log(renewals.length, storageObjectId);

const { sharedBlobId } = await sharedBlobs.share({
  blobObjectId: quilt.blobObjectId,
  funds: 1_000_000n,
  signer,
});
await sharedBlobs.extend({ sharedBlobId, epochs: 1, signer }); // anyone may, paid from its funds

const blob = await client.haulout.encode({ bytes });
const registering = await client.haulout.registerTransaction({
  blob,
  epochs: 3,
  deletable: false,
  owner: signer.toSuiAddress(),
});
const { created } = await client.haulout.execute({
  what: 'register',
  transaction: registering.transaction,
  signer,
});
const object = created.find(({ type }) => type.endsWith('::blob::Blob'))!;
const confirmations = await client.haulout.upload({ blob, persistence: { kind: 'permanent' } });
const transaction = await client.haulout.certifyTransaction({
  blobObjectId: object.objectId,
  confirmations,
});
await client.haulout.execute({ what: 'certify', transaction, signer });

try {
  await client.haulout.read({ blobId: 'A'.repeat(43) });
} catch (error) {
  if (isHauloutError(error, 'INVALID_BLOB_ID')) console.log('that is no blob id');
  else if (error instanceof BlobNotFound) console.log('nobody has stored that');
  else if (error instanceof NodesError)
    for (const { node, conduct } of error.nodes)
      console.log(node.name, conduct.map(({ kind, detail }) => `${kind}: ${detail}`).join(', '));
  else if (error instanceof HauloutError) console.log(error.code, error.message, error.values);
  else throw error;
}

await network.stop();
