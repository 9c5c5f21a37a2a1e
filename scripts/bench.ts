/**
 * `npm run bench [-- TOPIC ...]`: measured speeds, as ratios to the peer in the same run. With `--update` a
 * topic that has a place in a document is written there, too. How far it is goes to standard error.
 */
import { benchBundle } from './bench/bundle.js';
import { benchCertificate } from './bench/certificate.js';
import { benchDevnet } from './bench/devnet.js';
import { benchEncoding } from './bench/encoding.js';
import { benchEpochs } from './bench/epochs.js';
import { benchEvidence } from './bench/evidence/evidence.js';
import { benchGas } from './bench/gas.js';
import { benchHealth } from './bench/health.js';
import { benchMigration } from './bench/migration/migration.js';
import { benchNode } from './bench/node/node.js';
import { benchStaking } from './bench/staking.js';
import { benchStore } from './bench/store/store.js';
import { benchVm } from './bench/vm.js';
import { benchWatch } from './bench/watch.js';
import { Progress } from './bench/progress.js';
import { writePage } from './write-page.js';

const TOPICS: Readonly<Record<string, (progress: Progress) => Promise<string>>> = {
  bundle: benchBundle,
  certificate: benchCertificate,
  devnet: benchDevnet,
  encoding: benchEncoding,
  epochs: benchEpochs,
  evidence: benchEvidence,
  gas: benchGas,
  health: benchHealth,
  migration: benchMigration,
  node: benchNode,
  staking: benchStaking,
  store: benchStore,
  vm: benchVm,
  watch: benchWatch,
};

/** Documents that show what was measured. */
const PAGES: Readonly<Record<string, string>> = {
  epochs: 'move/README.md',
  evidence: 'docs/gas.md',
  gas: 'docs/gas.md',
  staking: 'docs/gas.md',
};

const update = process.argv.includes('--update');
const wanted = process.argv.slice(2).filter((argument) => argument !== '--update');
const unknown = wanted.filter((topic) => !Object.hasOwn(TOPICS, topic));
if (unknown.length > 0) {
  console.error(`unknown topic: ${unknown.join(', ')}; there are: ${Object.keys(TOPICS).join(', ')}`);
  process.exit(1);
}
for (const topic of wanted.length > 0 ? wanted : Object.keys(TOPICS)) {
  console.log(`\n## ${topic}\n`);
  const measured = await TOPICS[topic]!(new Progress(topic));
  console.log(measured);
  if (update && Object.hasOwn(PAGES, topic)) writePage(PAGES[topic]!, `bench ${topic}`, measured);
}
