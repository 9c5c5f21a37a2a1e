import { writeFile } from 'node:fs/promises';
import { fileSource } from '@haulout/sdk/files';
import { Network } from 'haulout';

const network = await Network.start({ nodes: 4, shards: 10 });
const { client, wallet: signer } = network;
await writeFile('film.mp4', new Uint8Array(100_000));

const bytes = await fileSource('film.mp4');
const { blobId } = await client.haulout.store({ bytes, epochs: 3, deletable: true, signer });
console.log(`${blobId} has ${bytes.size} bytes`);

await network.stop();
