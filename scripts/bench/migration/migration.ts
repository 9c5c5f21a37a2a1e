import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBlobStore } from '@haulout/node';
import { extent } from '../../../test/support/long.js';
import { number, table } from '../measure.js';
import type { Progress } from '../progress.js';
import { fill, type Load } from './network.js';
import type { Taken } from './node-child.js';

const MIB = 1 << 20;
/**
 * Small blobs, and large ones: of each, fewer and more, for the slope. With HAULOUT_LONG=1 100,000 of the
 * small ones, and of the large ones 20 GiB of what moves, which takes twice that on disk.
 */
const LOADS: readonly Load[] = extent<readonly Load[]>({
  short: [
    { count: 1_000, blobBytes: 1_000 },
    { count: 10_000, blobBytes: 1_000 },
    { count: 30_000, blobBytes: 1_000 },
    { count: 200, blobBytes: 1_800_000 },
    { count: 800, blobBytes: 1_800_000 },
  ],
  long: [
    { count: 100_000, blobBytes: 1_000 },
    { count: 15_200, blobBytes: 1_800_000 },
  ],
});

/**
 * A node that joins takes over 2 of 10 shards from the one that had them: how long it takes, in how many
 * requests, with how much memory, and how many bytes come beyond those that have to.
 */
export async function benchMigration(progress: Progress): Promise<string> {
  const rows: string[][] = [];
  progress.expect(LOADS.length);
  for (const load of LOADS) {
    progress.step(`${number(load.count)} blobs of ${number(load.blobBytes)} bytes`);
    rows.push(await measure(load));
  }
  const header = ['blobs', 'MiB moved', 's', 'CPU s', 'blobs/s', 'MiB/s', 'requests', 'bytes / least'];
  return table([...header, 'memory MiB'], rows);
}

async function measure(load: Load): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'haulout-migration-'));
  let old: ChildProcess | undefined;
  try {
    const folders = { old: join(folder, 'old'), joining: join(folder, 'joining') };
    const stores = { old: await openBlobStore(folders.old), joining: await openBlobStore(folders.joining) };
    const least = await fill(stores.old, stores.joining, load);
    await Promise.all([stores.old.close(), stores.joining.close()]);
    old = start('old', folders.old);
    const [url] = (await once(old, 'message')) as [string];
    const [taken] = (await once(start('joining', folders.joining, url), 'message')) as [Taken];
    if (!taken.done) throw new Error(`the hand-over of ${load.count} blobs was not finished`);
    return row(load, least, taken);
  } finally {
    old?.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

const start = (...args: readonly string[]): ChildProcess =>
  fork(fileURLToPath(new URL('./node-child.ts', import.meta.url)), args);

function row({ count }: Load, least: number, { ms, cpuMs, requests, bytes, maxRss }: Taken): string[] {
  const seconds = ms / 1000;
  return [
    number(count),
    number(Math.round(least / MIB)),
    seconds.toFixed(1),
    (cpuMs / 1000).toFixed(1),
    number(Math.round(count / seconds)),
    (least / MIB / seconds).toFixed(1),
    number(requests),
    (bytes / least).toFixed(3),
    number(Math.round(maxRss / MIB)),
  ];
}
