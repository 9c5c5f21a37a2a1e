/**
 * A storage node in a process of its own, to be killed. Half of its slivers are in files. Now and then a
 * write of its LevelDB fails, or one of these files, or its chain is away:
 * `node faulty-child-node.ts FOLDER BLOBS SEED`. Sends its port to its parent.
 */
import { openStorageNode, type Database, type SliverFiles } from '@haulout/node';
import { databaseIn } from '../../../node/src/store/level-database.js';
import { handFedChain, SECRET_KEY, testBlob } from '../../support/blob-fixture.js';
import { FAULTS } from '../../support/faulty-database.js';
import { seededRandom } from '../../support/random.js';

const [folder, blobs, seed] = process.argv.slice(2);
const random = seededRandom(Number(seed));
const chain = handFedChain();
for (let blob = 1; blob <= Number(blobs); blob++) chain.register((await testBlob(blob)).id);
await chain.view.sync();

/** So many writes of a hundred fail, and so many looks at the chain. */
const FAILING = 8;
const chance = () => random() * 100 < FAILING;

const real = databaseIn(folder!);
const realFiles = real.files!;
/** Files that are not written may be on the disk all the same, all or some. */
const files: SliverFiles = {
  minBytes: 200,
  open: () => realFiles.open(),
  async write(slivers) {
    if (!chance()) return realFiles.write(slivers);
    await realFiles.write(slivers.slice(0, Math.floor(random() * (slivers.length + 1))));
    const code = random() < 0.5 ? 'EIO' : 'ENOSPC';
    throw Object.assign(new Error(`${code}: ${FAULTS[code]}`), { code });
  },
  read: (key, bytes) => realFiles.read(key, bytes),
  sizeOf: (key) => realFiles.sizeOf(key),
  remove: (keys) => realFiles.remove(keys),
  list: (prefix) => realFiles.list(prefix),
};
/** A write that fails may be on the disk all the same. */
const faulty: Database = {
  ...real,
  files,
  async batch(operations, options) {
    if (!chance()) return real.batch(operations, options);
    if (random() < 0.5) await real.batch(operations, options);
    const why = random() < 0.5 ? FAULTS.EIO : FAULTS.ENOSPC;
    throw Object.assign(new Error(`IO error: 000003.log: ${why}`), { code: 'LEVEL_IO_ERROR' });
  },
};
const view = {
  ...chain.view,
  sync: () => (chance() ? Promise.reject(new Error('the full node is away')) : chain.view.sync()),
};

const node = await openStorageNode({ folder: faulty, secretKey: SECRET_KEY, chain: () => view });
process.send!((await node.listen()).port);
