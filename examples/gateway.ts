import { openGateway } from '@haulout/gateway';
import { Network } from 'haulout';

const network = await Network.start({ nodes: 4, shards: 10 });
const { client, wallet } = network;

const gateway = await openGateway({
  haulout: client.haulout,
  aggregator: {},
  publisher: { signers: [wallet], maxEpochs: 5 },
});
const { url } = await gateway.listen(); // a free port of this machine

const put = await fetch(`${url}/v1/blobs?epochs=2`, { method: 'PUT', body: 'Stored by one request.' });
const { newlyCreated } = (await put.json()) as { newlyCreated: { blobObject: { blobId: string } } };
const read = await fetch(`${url}/v1/blobs/${newlyCreated.blobObject.blobId}`);
console.log(await read.text());

await gateway.close();
await network.stop();
