/** The SDK as npm would install it encodes on worker threads: their program is in the tarball. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { test } from 'vitest';
import { installPacked, packed } from '../../support/packed-packages.js';

const PROGRAM = `
  import { blobIdToString, encodeBlob } from '@haulout/sdk/encoding';
  let done = 0;
  process.on('worker', (worker) => worker.on('message', ({ kind }) => (done += Number(kind === 'done'))));
  const ids = new Set();
  for (let run = 0; done === 0 && run < 100; run++) {
    const { blobId } = await encodeBlob(new Uint8Array(4_000_000), { nShards: 100, workers: 1 });
    ids.add(blobIdToString(blobId));
  }
  console.log(JSON.stringify({ done, ids: [...ids] }));
`;

test('the packed SDK encodes on worker threads', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'haulout-workers-'));
  try {
    await installPacked(folder, await packed());
    const args = ['--input-type=module', '--eval', PROGRAM];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder });
    const { done, ids } = JSON.parse(stdout) as { readonly done: number; readonly ids: readonly string[] };
    assert.ok(done > 0, 'a worker has done something');
    assert.equal(ids.length, 1);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
