/**
 * A network whose nodes are busy, on the packages as they are built: `node busy-network.mjs WORKERS` tells
 * its parent the address of a node, and then when it begins and ends to store a blob and to recover it.
 */
import { setDefaultWorkers } from '@haulout/sdk/encoding';
import { Network } from 'haulout';

const [workers, nShards, size] = process.argv.slice(2).map(Number);
setDefaultWorkers(workers < 0 ? undefined : workers);
const network = await Network.start({ nodes: 4, shards: nShards });
const [node] = network.nodes;
const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 31) % 251);

const during = async (phase, work) => {
  process.send({ phase, isOver: false });
  await work();
  process.send({ phase, isOver: true });
};
const [{ url }] = (await network.client.haulout.committees()).current.nodes.filter(
  ({ nodeId }) => nodeId === node.identity.nodeId,
);
process.send({ url });
await during('store', () =>
  network.client.haulout.store({ bytes, epochs: 2, deletable: false, signer: network.wallet }),
);
await node.forget(1);
await during('recover', () => node.duties.catchUp());
await network.stop();
process.disconnect();
