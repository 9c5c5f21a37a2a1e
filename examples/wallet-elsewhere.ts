import { Network } from 'haulout';

const network = await Network.start({ nodes: 4, shards: 10 });
const { client, wallet: signer } = network;
const bytes = crypto.getRandomValues(new Uint8Array(10_000));

const blob = await client.haulout.encode({ bytes });
const registering = await client.haulout.registerTransaction({
  blob,
  epochs: 3,
  deletable: false,
  owner: signer.toSuiAddress(),
});
const { created } = await client.haulout.execute({
  what: 'register',
  transaction: registering.transaction,
  signer,
});
const object = created.find(({ type }) => type.endsWith('::blob::Blob'))!;
const confirmations = await client.haulout.upload({ blob, persistence: { kind: 'permanent' } });
const transaction = await client.haulout.certifyTransaction({
  blobObjectId: object.objectId,
  confirmations,
});
await client.haulout.execute({ what: 'certify', transaction, signer });

const { blobId } = await client.haulout.blobs.get({ blobObjectId: object.objectId });
console.log((await client.haulout.read({ blobId })).length);
await network.stop();
