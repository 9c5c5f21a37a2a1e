/** What encoding and decoding outside of memory take of memory: no more for four times the blob. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inject, it } from 'vitest';
import { startChild } from '../../support/child.js';

interface Measured {
  /** MiB. */
  readonly maxRss: number;
  readonly length: number;
}

it('memory does not grow with the blob, and no file is left', async () => {
  const folder = await mkdtemp(join(inject('temporaryFolder'), 'memory-'));
  const measure = async (mebibytes: number): Promise<Measured> => {
    const child = startChild(new URL('stream-memory-child.ts', import.meta.url), folder, String(mebibytes));
    const [measured] = await Promise.all([
      new Promise<Measured>((resolve) => child.once('message', (told) => resolve(told as Measured))),
      new Promise((resolve) => child.once('exit', resolve)),
    ]);
    assert.equal(measured.length, mebibytes * 2 ** 20);
    return measured;
  };
  const small = await measure(8);
  const large = await measure(32);
  // All slivers of the larger one have 100 MiB more than those of the other.
  const more = large.maxRss - small.maxRss;
  assert.ok(more < 60, `${large.maxRss} MiB for 32 MiB, ${small.maxRss} MiB for 8 MiB`);
  assert.deepEqual(await readdir(folder), []);
});
