import { Network } from 'haulout';

// An embedded Sui, contracts, storage nodes, a wallet.
const network = await Network.start({ nodes: 4, shards: 10 });
const { client, wallet } = network;

const { blobId, blobObjectId } = await client.haulout.store({
  bytes: new TextEncoder().encode('Where walruses come ashore together.'),
  epochs: 3,
  deletable: true,
  signer: wallet,
  onProgress: (progress) => console.log(progress.phase),
});
console.log(`stored as ${blobId}, owned as object ${blobObjectId}`);

await network.nodes[0]!.crash(); // nodes come and go
const bytes = await client.haulout.read({ blobId }); // every byte is checked against the blob id
console.log(new TextDecoder().decode(bytes));

await network.stop();
