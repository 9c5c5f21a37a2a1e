import { watchEvents } from '@haulout/sdk/watch';
import { Network } from 'haulout';

const network = await Network.start({ nodes: 4, shards: 10 });
const { client, deployment, wallet: signer } = network;

/** Handles what has happened since the cursor, up to the next certified blob; returns where to go on. */
async function handleEvents(cursor: string | undefined) {
  const from = cursor === undefined ? { checkpoint: 0n } : { cursor };
  for await (const event of watchEvents({ client, packageId: deployment.packageId, from })) {
    console.log(event.kind, 'in checkpoint', event.checkpoint);
    if (event.kind === 'BlobCertified') return event.cursor; // keep it with what the event has caused
  }
}

const store = (size: number) =>
  client.haulout.store({ bytes: new Uint8Array(size), epochs: 1, deletable: false, signer });
await store(100);
const cursor = await handleEvents(undefined);
await store(200); // while nobody watches
await handleEvents(cursor);

await network.stop();
