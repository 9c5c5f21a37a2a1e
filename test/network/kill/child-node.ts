/**
 * A storage node in a process of its own, to be killed: `node child-node.ts FOLDER BLOB_SEED`. Sends its port
 * to its parent.
 */
import { openStorageNode } from '@haulout/node';
import { handFedChain, SECRET_KEY, testBlob } from '../../support/blob-fixture.js';

const [folder, seed] = process.argv.slice(2);
const chain = handFedChain();
chain.register((await testBlob(Number(seed))).id);
const node = await openStorageNode({ folder: folder!, secretKey: SECRET_KEY, chain: () => chain.view });
process.send!((await node.listen()).port);
