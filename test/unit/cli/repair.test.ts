import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { openBlobStore } from '@haulout/node';
import { ran } from '../../support/printed.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haulout-repair-'));
  const config = { deployment: 'd', keystore: 'k', address: '0x1', name: 'n', nodeId: '0x2', capId: '0x3' };
  await writeFile(join(folder, 'node.json'), JSON.stringify({ ...config, host: '127.0.0.1', port: 0 }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('node repair says what was wrong, what is kept and what comes next, to people and to machines', async () => {
  const store = join(folder, 'store');
  const options = { reserveBytes: 0 };
  const opened = await openBlobStore(store, options);
  await opened.putSliver(new Uint8Array(32), { pairIndex: 0, axis: 'primary' }, new Uint8Array(2_048));
  await opened.close();
  await rm(join(store, 'CURRENT'));
  await assert.rejects(
    openBlobStore(store, options),
    /^StoreFailure: the store is damaged: .* has files of a database, but no CURRENT. Stop the node and run haulout node repair/,
  );
  const told = await ran('node', 'repair', '--folder', folder);
  assert.equal(told.code, 0);
  assert.deepEqual(String(told.stdout).trimEnd().split('\n'), [
    'damage  CURRENT is missing or damaged',
    'kept    metadata of 0 blobs, 1 sliver: 2 KiB',
    'notes   kept',
    'next    haulout node run',
  ]);
  const { stdout } = await ran('node', 'repair', '--folder', folder, '--json');
  assert.deepEqual(JSON.parse(String(stdout)), {
    kind: 'repaired',
    found: [],
    notesDropped: false,
    metadata: 0,
    slivers: 1,
    usedBytes: 2_048,
  });
});

test('node repair leaves a store alone that is in use, and says so in one sentence', async () => {
  const opened = await openBlobStore(join(folder, 'store'), { reserveBytes: 0 });
  const { code, stderr } = await ran('node', 'repair', '--folder', folder);
  await opened.close();
  assert.equal(code, 1);
  const lock = join(folder, 'store/LOCK');
  assert.equal(
    stderr,
    `haulout: the store is in use by another process: it has locked ${lock}\n` +
      'Stop the node that runs on this folder, or the command that uses it.\n',
  );
});

test('node repair needs a node in its folder', async () => {
  const { code, stderr } = await ran('node', 'repair', '--folder', join(folder, 'none'));
  assert.equal(code, 1);
  assert.match(stderr, /there is no node in/);
});
