import { Network } from 'haulout';

const network = await Network.start({ nodes: 4, shards: 10 });
const { client, wallet: signer } = network;
const bytes = new Uint8Array(100_000);
const { blobId } = await client.haulout.store({ bytes, epochs: 3, deletable: true, signer });

const whole = await client.haulout.read({ blobId });
const header = await client.haulout.readRange({ blobId, start: 0, end: 512 });
let streamed = 0;
for await (const chunk of client.haulout.readStream({ blobId, start: 1_000 })) streamed += chunk.length;
console.log(whole.length, header.length, streamed);

await network.stop();
