/**
 * A storage node on a small disk of its own: `node child-node.ts FOLDER RESERVE SEEDS LENGTH`. It tells its
 * parent its port and the states of its store, and does what its parent says to its disk.
 */
import { rmSync, writeSync, openSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { openStorageNode } from '@haulout/node';
import { handFedChain, SECRET_KEY, testBlob } from '../../support/blob-fixture.js';

/** What a parent asks for. */
export type Order = 'fill' | 'free' | 'restart' | 'stop';

const [folder, reserve, seeds, length] = process.argv.slice(2);
const chain = handFedChain();
for (let seed = 1; seed <= Number(seeds); seed++) chain.register((await testBlob(seed, Number(length))).id);
const filler = join(folder!, 'filler');
const logger = pino(
  { level: 'info' },
  {
    write(line: string) {
      const { msg } = JSON.parse(line) as { msg: string };
      if (msg.startsWith('the store')) process.send!({ state: msg });
    },
  },
);
const open = async () => {
  const opened = await openStorageNode({
    folder: join(folder!, 'store'),
    secretKey: SECRET_KEY,
    chain: () => chain.view,
    reserveBytes: Number(reserve),
    logger,
  });
  process.send!({ port: (await opened.listen()).port });
  return opened;
};
let node = await open();

/** Leaves not a byte. */
function fill(): void {
  const file = openSync(filler, 'a');
  try {
    for (let size = 1 << 20; size >= 1; size >>= 1) {
      try {
        for (;;) writeSync(file, new Uint8Array(size));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    }
  } finally {
    closeSync(file);
  }
}

const orders: Record<Order, () => Promise<void> | void> = {
  fill,
  free: () => rmSync(filler, { force: true }),
  async restart() {
    await node.close();
    node = await open();
  },
  async stop() {
    await node.close();
    process.disconnect();
  },
};
process.on('message', (order: Order) => {
  void Promise.resolve(orders[order]()).then(
    () => process.connected && process.send!({ done: order }),
    (error: unknown) => process.send!({ failed: `${order}: ${String(error)}` }),
  );
});
process.send!({ done: 'start' });
