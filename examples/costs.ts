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

await network.stop();
