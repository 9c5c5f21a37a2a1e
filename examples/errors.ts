import { BlobNotFound, HauloutError, NodesError, isHauloutError } from '@haulout/sdk/client';
import { Network } from 'haulout';

const network = await Network.start({ nodes: 4, shards: 10 });
const { client } = network;

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
