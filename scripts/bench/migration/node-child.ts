/**
 * One of the two nodes, in a process of its own: `node-child.ts old FOLDER` sends its url; `node-child.ts
 * joining FOLDER URL` takes its shards over, and sends what that came to.
 */
import { openStorageNode } from '@haulout/node';
import { chainIn, EPOCH, KEYS } from './network.js';

/** What a node that joins has measured. */
export interface Taken {
  readonly done: boolean;
  readonly ms: number;
  /** CPU of the process, in ms. */
  readonly cpuMs: number;
  readonly requests: number;
  /** Bytes of the bodies of answers. */
  readonly bytes: number;
  /** The most memory that the process had, in bytes. */
  readonly maxRss: number;
}

const [role, folder, oldUrl] = process.argv.slice(2);
if (role === 'old') {
  const node = await openStorageNode({
    folder: folder!,
    secretKey: KEYS.old,
    chain: (store) => chainIn(store, 'old', ''),
  });
  process.send!((await node.listen()).url);
} else {
  let requests = 0;
  let bytes = 0;
  const node = await openStorageNode({
    folder: folder!,
    secretKey: KEYS.joining,
    chain: (store) => chainIn(store, 'joining', oldUrl!),
    neighbours: {
      async fetch(url, init) {
        requests++;
        const answer = await fetch(url, init);
        const body = await answer.arrayBuffer();
        bytes += body.byteLength;
        return new Response(body, { status: answer.status, headers: answer.headers });
      },
    },
  });
  const started = performance.now();
  const { done } = await node.duties.handOver(EPOCH);
  const ms = performance.now() - started;
  await node.close();
  const { user, system } = process.cpuUsage();
  const maxRss = process.resourceUsage().maxRSS * 1024;
  const taken: Taken = { done, ms, cpuMs: (user + system) / 1000, requests, bytes, maxRss };
  process.send!(taken, () => process.exit());
}
