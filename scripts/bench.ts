/** `npm run bench [-- TOPIC ...]`: measured speeds, as ratios to the peer in the same run. */
import { benchBundle } from './bench/bundle.js';
import { benchDevnet } from './bench/devnet.js';
import { benchEncoding } from './bench/encoding.js';
import { benchEpochs } from './bench/epochs.js';
import { benchGas } from './bench/gas.js';
import { benchStaking } from './bench/staking.js';
import { benchVm } from './bench/vm.js';
import { benchWatch } from './bench/watch.js';

const TOPICS: Readonly<Record<string, () => Promise<string>>> = {
  bundle: benchBundle,
  devnet: benchDevnet,
  encoding: benchEncoding,
  epochs: benchEpochs,
  gas: benchGas,
  staking: benchStaking,
  vm: benchVm,
  watch: benchWatch,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((topic) => !Object.hasOwn(TOPICS, topic));
if (unknown.length > 0) {
  console.error(`unknown topic: ${unknown.join(', ')}; there are: ${Object.keys(TOPICS).join(', ')}`);
  process.exit(1);
}
for (const topic of wanted.length > 0 ? wanted : Object.keys(TOPICS)) {
  console.log(`\n## ${topic}\n`);
  console.log(await TOPICS[topic]!());
}
