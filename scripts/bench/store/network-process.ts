/** A network for clients in other processes, until the one that started it lets go. */
import { Network } from 'haulout';
import type { NetworkFacts } from './facts.js';

const [nodes, shards] = process.argv.slice(2).map(Number);
const network = await Network.start({ nodes: nodes!, shards: shards!, rpcPort: 0 });
const { systemObjectId, stakingObjectId } = network.deployment;
const facts: NetworkFacts = {
  rpcUrl: network.rpcUrl!,
  systemObjectId,
  stakingObjectId,
  secretKey: network.wallet.getSecretKey(),
};
process.send!(facts);
process.once('disconnect', () => void network.stop());
