import { Network } from 'haulout';

const network = await Network.start({ nodes: 4, shards: 10 });
const { client, wallet: signer } = network;
const bytes = new Uint8Array(100_000);

const aborting = new AbortController();
const { blobId, endEpoch } = await client.haulout.store({
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

await network.stop();
