/** Backups of a node: whole or not at all, of a node that does not run, and looked through before use. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, it } from 'vitest';
import { openBlobStore } from '@haulout/node';
import { makeBackup, restoreBackup } from '../../../cli/src/backup/backup.js';
import { nodePlaces, readKey } from '../../../cli/src/node/node-folder.js';
import { ran } from '../../support/printed.js';

const folders: string[] = [];
let root: string;
let folder: string;
let to: string;
const KEY = 'ab'.repeat(32);
const BLOB = new Uint8Array(32).fill(5);
const PLACE = { pairIndex: 3, axis: 'secondary' } as const;
const LARGE = new Uint8Array(100_000).fill(2);
const LARGE_FILE = `store/slivers/05/${'05'.repeat(32)}.00003.secondary`;
const CONFIG = {
  ...{ deployment: '/d.json', keystore: '/k', address: '0x1', name: 'walrus-7', nodeId: '0x2' },
  ...{ capId: '0x3', host: '127.0.0.1', port: 9185 },
};
const ELSEWHERE = ['store/slivers/05/../x', 'store/slivers/unfinished/x', `${LARGE_FILE}/x`];
const options = { store: true, madeAt: new Date(1_800_000_000_000) };

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'haulout-backup-'));
  folders.push(root);
  [folder, to] = [join(root, 'node'), join(root, 'backup')];
  await mkdir(folder);
  const places = nodePlaces(folder);
  await writeFile(places.config, JSON.stringify(CONFIG));
  await writeFile(places.key, `${KEY}\n`, { mode: 0o600 });
  const store = await openBlobStore(places.store);
  await store.putMetadata(BLOB, new Uint8Array(100).fill(1));
  await store.putSliver(BLOB, PLACE, LARGE);
  await store.close();
});
afterAll(() => Promise.all(folders.map((one) => rm(one, { recursive: true, force: true }))));

describe('a backup of a node', () => {
  it('comes back with its keys, settings and store, for its owner only', async () => {
    const made = await makeBackup(folder, to, options);
    assert.deepEqual([made.nodeId, made.hasStore, made.madeAt], ['0x2', true, '2027-01-15T08:00:00.000Z']);
    assert.ok(made.files.every(({ path }) => path !== 'store/LOCK'));
    assert.ok(made.files.some(({ path, bytes }) => path === LARGE_FILE && bytes === LARGE.length));
    const again = join(root, 'again');
    await mkdir(again);
    assert.deepEqual(await restoreBackup(to, again), made);
    assert.deepEqual(Buffer.from((await readKey(nodePlaces(again).key))!).toString('hex'), KEY);
    assert.equal((await stat(nodePlaces(again).key)).mode & 0o777, 0o600);
    const store = await openBlobStore(nodePlaces(again).store);
    assert.deepEqual(
      Uint8Array.from((await store.getMetadata(BLOB)) as Uint8Array),
      new Uint8Array(100).fill(1),
    );
    assert.deepEqual(Uint8Array.from((await store.getSliver(BLOB, PLACE)) as Uint8Array), LARGE);
    await store.close();
    assert.deepEqual((await readdir(root)).sort(), ['again', 'backup', 'node'], 'nothing else is left');
  });

  it('is without the store unless that is asked for, and the commands say what they did', async () => {
    const made = await ran('node', 'backup', to, '--folder', folder);
    assert.equal(made.code, 0, made.stderr);
    assert.match(made.stdout.toString(), /keys and settings of walrus-7 as of .* UTC: 2 files, \d+ bytes\n/);
    assert.match(made.stderr, /can sign as the node[^]*\/d\.json\n {2}\/k\n/);
    assert.deepEqual((await readdir(to)).sort(), ['backup.json', 'node.json', 'node.key']);
    const again = join(root, 'again');
    const { stdout, stderr } = await ran('node', 'restore-backup', to, '--folder', again, '--json');
    assert.deepEqual([JSON.parse(stdout.toString()).nodeId, stderr], ['0x2', '']);
  });

  it('is not made of a node that runs, and takes no place that is taken', async () => {
    const store = await openBlobStore(nodePlaces(folder).store);
    await assert.rejects(makeBackup(folder, to, options), { code: 'NODE_RUNS' });
    await store.close();
    const server = createServer().listen(nodePlaces(folder).control);
    await once(server, 'listening');
    const { stderr } = await ran('node', 'backup', to, '--folder', folder);
    assert.match(stderr, /^haulout: the node of .* runs\nStop it, and start it again after the backup\.\n$/);
    server.close();
    await once(server, 'close');
    await makeBackup(folder, to, options);
    await assert.rejects(makeBackup(folder, to, options), { code: 'NOT_EMPTY' });
    await assert.rejects(restoreBackup(to, folder), { code: 'NOT_EMPTY' });
  });

  it('is not made of more files than it can list', async () => {
    await assert.rejects(makeBackup(folder, to, { ...options, maxFiles: 3 }), { code: 'TOO_MANY_FILES' });
    assert.deepEqual(await readdir(root), ['node']);
  });

  it('is refused when a byte of it has changed, a file is gone, or it names a file that is none', async () => {
    await makeBackup(folder, to, options);
    const list = await readFile(join(to, 'backup.json'), 'utf8');
    const key = await readFile(join(to, 'node.key'));
    const again = join(root, 'again');
    const refused = async (what: RegExp) => {
      const rejection = { code: 'BAD_BACKUP', message: what };
      await assert.rejects(restoreBackup(to, again), rejection);
      await assert.rejects(stat(again), { code: 'ENOENT' });
      assert.deepEqual((await readdir(root)).sort(), ['backup', 'node']);
    };
    await writeFile(join(to, 'node.key'), `${'ac'.repeat(32)}\n`);
    await refused(/node\.key is not as it was when the backup was made/);
    await rm(join(to, 'node.key'));
    await refused(/node\.key cannot be read/);
    await symlink('/dev/zero', join(to, 'node.key'));
    await refused(/node\.key is not a plain file/);
    await rm(join(to, 'node.key'));
    await writeFile(join(to, 'node.key'), key);
    for (const path of [
      '../evil',
      'store/../../evil',
      '/etc/passwd',
      'store/.x',
      'control.sock',
      ...ELSEWHERE,
      7,
    ]) {
      const files = [...JSON.parse(list).files, { path, bytes: 0, sha256: '' }];
      await writeFile(join(to, 'backup.json'), JSON.stringify({ ...JSON.parse(list), files }));
      await refused(/is no file of a node/);
    }
    for (const [text, why] of [
      ['{', /not JSON/],
      ['null', /not that of version 1/],
      ['{"kind":"haulout-node-backup","version":2,"files":[]}', /not that of version 1/],
      ['{"kind":"haulout-node-backup","version":1,"files":[null]}', /is no file of a node/],
    ] as const) {
      await writeFile(join(to, 'backup.json'), text);
      await refused(why);
    }
    await rm(join(to, 'backup.json'));
    await refused(/there is no backup\.json in it/);
  });
});
