import { Network } from 'haulout';

const network = await Network.start({ nodes: 4, shards: 10 });
const { client, wallet: signer } = network;
const bytes = new Uint8Array(100_000);
const { blobId } = await client.haulout.store({ bytes, epochs: 3, deletable: true, signer });

const check = await client.haulout.checkAvailability({ blobId, confidence: 0.999_999 });
const { isConfident, chanceOfLoss, good, asked, downloadedBytes } = check;
console.log(`${good} of ${asked.length} answers were good, ${downloadedBytes} bytes moved`);
console.log(isConfident, chanceOfLoss.whole);

await network.stop();
