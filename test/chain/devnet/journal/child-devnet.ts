/**
 * A devnet in a process of its own that pays without pause, and says of each payment that it was answered.
 */
import { Devnet } from '@haulout/devnet';

const devnet = await Devnet.start({ folder: process.argv[2] });
const pay = () => {
  devnet.fund('0x77', 1);
  process.send!(devnet.ledger.latestCheckpoint().digest, () => setImmediate(pay));
};
pay();
