import { Network } from 'haulout';

const network = await Network.start({ nodes: 4, shards: 10 });
const { client, wallet: signer } = network;
const bytes = new Uint8Array(100_000);

// #region cost
const preview = await client.haulout.previewStore({
  bytes: bytes.length,
  epochs: 3,
  deletable: true,
  sender: signer.toSuiAddress(),
});
console.log(`${preview.cost.total} FROST, and ${preview.registerGas.net} MIST of gas to register`);
// #endregion

// #region store
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
// #endregion

// #region read
const whole = await client.haulout.read({ blobId });
const header = await client.haulout.readRange({ blobId, start: 0, end: 512 });
let streamed = 0;
for await (const chunk of client.haulout.readStream({ blobId, start: 1_000 })) streamed += chunk.length;
console.log(whole.length, header.length, streamed);
// #endregion

await network.stop();
