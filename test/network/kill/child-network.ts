/** A whole network in a process of its own that stores one blob and tells how far it has come. */
import { Network } from 'haulout';
import { seededBytes } from '../../support/bytes.js';

const [folder, seed] = process.argv.slice(2);
const network = await Network.start({ folder });
await network.client.haulout.store({
  bytes: seededBytes(300, Number(seed)),
  epochs: 2,
  deletable: true,
  signer: network.wallet,
  onProgress: ({ phase }) => process.send!(phase),
});
process.send!('stored', () => process.exit());
