/** Large slivers in files beside the database: what a store keeps of them, whatever happens to process and disk. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { openBlobStore, repairBlobStore, type BlobStore, type StoredEntry } from '@haulout/node';
import { fileEntry, findCounted } from '../../../node/src/store/counted-value.js';
import { sliverKey } from '../../../node/src/store/keys.js';
import { levelIn } from '../../../node/src/store/level-database.js';
import { sliverFilesIn } from '../../../node/src/store/sliver-files.js';
import { seededBytes } from '../../support/bytes.js';
import { stoppedAt } from '../../support/stopped-process.js';

const OPTIONS = { reserveBytes: 0 };
const LARGE = 200_000;
const SMALL = 500;
const BLOB = seededBytes(32, 7);
const place = (pairIndex: number) => ({ pairIndex, axis: 'primary' as const });
const large = (pair: number) => seededBytes(LARGE, 1_000 + pair);
const small = (pair: number) => seededBytes(SMALL, 2_000 + pair);

let root: string;
let folders = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'haulout-files-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));
const newFolder = () => join(root, `store-${folders++}`);

/** Files below the folder of slivers, by their paths in it. */
async function filesOf(folder: string): Promise<string[]> {
  const all = await readdir(join(folder, 'slivers'), { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  return all
    .filter((entry) => !entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
}

const nameOf = (pair: number, axis = 'primary') =>
  `${Buffer.from(BLOB).toString('hex')}.${String(pair).padStart(5, '0')}.${axis}`;
const fileOf = (folder: string, pair: number) =>
  join(folder, 'slivers', Buffer.from(BLOB).toString('hex').slice(0, 2), nameOf(pair));

async function inStore<T>(folder: string, task: (store: BlobStore) => Promise<T>): Promise<T> {
  const store = await openBlobStore(folder, OPTIONS);
  try {
    return await task(store);
  } finally {
    await store.close();
  }
}

/** Waits until a store that was opened knows all its files. */
async function settled(store: BlobStore, folder: string): Promise<void> {
  const isKnown = async (name: string) => {
    const [blob, pair, axis] = name.split('.');
    const at = { pairIndex: Number(pair), axis: axis as 'primary' };
    return (await store.getSliver(Buffer.from(blob!, 'hex'), at)) !== undefined;
  };
  const names = (await filesOf(folder)).filter((name) => /^[0-9a-f]{64}\.\d{5}\.primary$/.test(name));
  for (const name of names) while (!(await isKnown(name)));
}

async function assertSliver(store: BlobStore, pair: number, right: Uint8Array | undefined): Promise<void> {
  const found = await store.getSliver(BLOB, place(pair));
  assert.equal(await store.hasSliver(BLOB, place(pair)), right !== undefined, `pair ${pair}`);
  if (right === undefined) return assert.ok(!(found instanceof Uint8Array), `pair ${pair}`);
  assert.ok(found instanceof Uint8Array && Buffer.compare(found, right) === 0, `pair ${pair}`);
}

const checkOf = (right: Uint8Array) => ({
  isGood: (bytes: Uint8Array) => Buffer.compare(bytes, right) === 0,
  bytes: right.length,
});
const entryOf = (pair: number): StoredEntry => ({ blobId: BLOB, place: place(pair) });

test('a large sliver is one file, a small one is none, and both are counted, read, replaced and deleted', async () => {
  const folder = newFolder();
  await inStore(folder, async (store) => {
    const puts = [large(0), small(1), large(2)].map((bytes, pair) =>
      store.putSliver(BLOB, place(pair), bytes),
    );
    assert.deepEqual(await Promise.all(puts), ['new', 'new', 'new']);
    assert.equal(await store.putSliver(BLOB, place(0), large(0)), 'same');
    assert.equal(store.usage().usedBytes, 2 * LARGE + SMALL);
  });
  assert.deepEqual(await filesOf(folder), [nameOf(0), nameOf(2)]);
  assert.deepEqual(new Uint8Array(await readFile(fileOf(folder, 0))), large(0));
  await inStore(folder, async (store) => {
    for (const [pair, right] of [large(0), small(1), large(2)].entries())
      await assertSliver(store, pair, right);
    assert.equal(store.usage().usedBytes, 2 * LARGE + SMALL);
    const wrong = large(9);
    await writeFile(fileOf(folder, 0), wrong);
    assert.equal(await store.putSliver(BLOB, place(0), large(0)), 'replaced');
    await writeFile(fileOf(folder, 0), wrong);
    assert.equal(await store.removeUnless(entryOf(0), checkOf(large(0))), 'removed');
    assert.equal(await store.removeUnless(entryOf(2), checkOf(large(2))), 'good');
    assert.equal(store.usage().usedBytes, LARGE + SMALL);
    assert.equal(await store.deletePairs(BLOB, [1, 2]), LARGE + SMALL);
    await assertSliver(store, 2, undefined);
    assert.equal(store.usage().usedBytes, 0);
    assert.deepEqual(await filesOf(folder), []);
  });
});

test('writers of the same sliver, deletions and reads at one time leave what the last of them leaves', async () => {
  const folder = newFolder();
  await inStore(folder, async (store) => {
    for (let round = 0; round < 5; round++) {
      const reads = Array.from({ length: 8 }, async () => {
        const found = await store.getSliver(BLOB, place(0));
        // Not a part, and nothing is called damaged that is merely deleted.
        if (found !== undefined) assert.deepEqual(Uint8Array.from(found as Uint8Array), large(0));
      });
      const outcomes = await Promise.all([
        store.putSliver(BLOB, place(0), large(0)),
        store.putSliver(BLOB, place(0), large(0)),
        store.deleteBlob(BLOB),
        store.putSliver(BLOB, place(0), large(0)),
        ...(round % 2 === 0 ? [store.deleteBlob(BLOB)] : []),
      ]);
      await Promise.all(reads);
      await assertSliver(store, 0, round % 2 === 0 ? undefined : large(0));
      assert.equal(outcomes[2], LARGE);
      assert.equal(store.usage().usedBytes, round % 2 === 0 ? 0 : LARGE);
      assert.equal((await filesOf(folder)).length, round % 2);
    }
  });
});

test('a sliver that is deleted while it is read is not there, rather than damaged', async () => {
  const folder = newFolder();
  await inStore(folder, (store) => store.putSliver(BLOB, place(0), large(0)));
  const key = sliverKey(BLOB, place(0));
  const files = sliverFilesIn(folder);
  const entries = new Map([[key, fileEntry(key, LARGE)]]);
  /** The entry goes, and then the file, when somebody has just read the entry. */
  const get = async () => {
    const entry = entries.get(key);
    if (entries.delete(key)) await files.remove([key]);
    return entry;
  };
  const db = { files, get, getSync: () => undefined, has: async () => true, iterator: () => assert.fail() };
  assert.deepEqual(await findCounted(db, key), { entry: undefined, value: undefined });
});

test('a value that looks like what stands for a file is not taken for one', async () => {
  const folder = newFolder();
  const value = fileEntry(sliverKey(BLOB, place(0)), LARGE);
  await inStore(folder, async (store) => {
    await store.putSliver(BLOB, place(0), value);
    assert.equal(store.usage().usedBytes, value.length);
  });
  await inStore(folder, (store) => assertSliver(store, 0, value));
  assert.equal((await repairBlobStore(folder)).usedBytes, value.length);
});

describe('R9: a process that ends at any step of a write', () => {
  /** Does something to a copy of a store and ends at each of its steps. Resolves to those. */
  async function endAtEach(
    whole: string,
    task: (store: BlobStore) => Promise<unknown>,
    look: (store: BlobStore, isSettled: boolean) => Promise<readonly number[]>,
  ): Promise<string[]> {
    const steps: string[] = [];
    for (let at = 0; ; at++) {
      const folder = newFolder();
      await cp(whole, folder, { recursive: true });
      const step = await inStore(folder, (store) => stoppedAt(at, () => task(store)));
      for (const isSettled of [false, true]) {
        const pairs = await inStore(folder, async (store) => {
          if (isSettled) await settled(store, folder);
          return look(store, isSettled);
        });
        if (isSettled)
          assert.deepEqual(
            await filesOf(folder),
            pairs.map((pair) => nameOf(pair)),
          );
      }
      const { found, usedBytes } = await repairBlobStore(folder);
      assert.deepEqual(found, [], 'nothing is left to repair');
      assert.equal(usedBytes, await inStore(folder, async (store) => store.usage().usedBytes));
      if (step === undefined) return steps;
      steps.push(step.replace(folder, ''));
    }
  }

  /** The pairs whose slivers are here, all of them right; so many bytes are counted when nothing goes on. */
  async function pairsIn(store: BlobStore, isSettled = true): Promise<number[]> {
    const pairs: number[] = [];
    for (const pair of [0, 1, 2]) if (await store.hasSliver(BLOB, place(pair))) pairs.push(pair);
    for (const pair of pairs) await assertSliver(store, pair, large(pair));
    if (isSettled) assert.equal(store.usage().usedBytes, pairs.length * LARGE);
    return pairs;
  }

  test('R9: leaves what it has acknowledged; what else there is, is right and counted', async () => {
    const whole = newFolder();
    await inStore(whole, (store) => store.putSliver(BLOB, place(0), large(0)));
    let acknowledged: number[] = [];
    const put = async (store: BlobStore) => {
      acknowledged = [0];
      const puts = [1, 2].map((pair) =>
        store.putSliver(BLOB, place(pair), large(pair)).then(() => acknowledged.push(pair)),
      );
      for (const end of await Promise.allSettled(puts)) if (end.status === 'rejected') throw end.reason;
    };
    const steps = await endAtEach(whole, put, async (store, isSettled) => {
      const pairs = await pairsIn(store, isSettled);
      assert.ok(acknowledged.every((pair) => pairs.includes(pair)));
      return pairs;
    });
    assert.ok(steps.length > 5, steps.join('\n'));
  });

  test('R9: of a deletion leaves nothing', async () => {
    const whole = newFolder();
    await inStore(whole, async (store) => {
      for (const pair of [0, 1, 2]) await store.putSliver(BLOB, place(pair), large(pair));
    });
    const steps = await endAtEach(
      whole,
      (store) => store.deletePairs(BLOB, [0, 1]),
      async (store) => {
        const pairs = await pairsIn(store);
        assert.deepEqual(pairs, [2]);
        return pairs;
      },
    );
    assert.ok(steps.every((step) => step.startsWith('unlink ')) && steps.length === 2, steps.join('\n'));
  });

  test('R9: a file that the disk keeps when its sliver is deleted goes later, and never comes back', async () => {
    const folder = newFolder();
    await inStore(folder, async (store) => {
      for (const pair of [0, 1, 2, 3]) await store.putSliver(BLOB, place(pair), large(pair));
      assert.ok(await stoppedAt(0, () => store.deletePairs(BLOB, [0, 1])));
      assert.deepEqual(
        await filesOf(folder),
        [0, 1, 2, 3].map((pair) => nameOf(pair)),
      );
      await store.putSliver(BLOB, place(1), large(1));
      await store.deletePairs(BLOB, [2]);
      assert.deepEqual(await filesOf(folder), [nameOf(1), nameOf(3)]);
      assert.ok(await stoppedAt(0, () => store.deletePairs(BLOB, [3])));
    });
    await inStore(folder, async (store) => {
      await settled(store, folder);
      assert.deepEqual(await pairsIn(store), [1]);
    });
    assert.deepEqual(await filesOf(folder), [nameOf(1)]);
  });

  test('R9: between a file and its entry leaves a sliver, but none of a blob that is deleted', async () => {
    const folder = newFolder();
    const write = (pairs: readonly number[]) =>
      sliverFilesIn(folder).write(
        pairs.map((pair) => ({ key: sliverKey(BLOB, place(pair)), value: large(pair) })),
      );
    await inStore(folder, (store) => store.putSliver(BLOB, place(0), large(0)));
    await write([1, 2]);
    await inStore(folder, async (store) => {
      await store.putSliver(BLOB, place(1), large(1));
      await settled(store, folder);
      assert.deepEqual(await pairsIn(store), [0, 1, 2]);
      await store.deleteBlob(BLOB);
    });
    await write([0, 1]);
    await inStore(folder, async (store) => {
      await store.deleteBlob(BLOB);
      assert.deepEqual(await pairsIn(store), []);
    });
    assert.deepEqual(await filesOf(folder), []);
  });
});

describe('R9: what is in the place of a file counts as missing, is told by nobody as right, and is replaced', () => {
  const INSTEAD: Record<string, (file: string) => Promise<unknown>> = {
    nothing: (file) => rm(file),
    'a part': (file) => truncate(file, LARGE - 1),
    'more than there was': (file) => truncate(file, 1 << 40),
    'a link to the right bytes': async (file) => {
      await rename(file, `${file}.elsewhere`);
      await symlink(`${file}.elsewhere`, file);
    },
    'a pipe': async (file) => {
      await rm(file);
      assert.equal(spawnSync('mkfifo', [file]).status, 0);
    },
    'a folder': async (file) => {
      await rm(file);
      await mkdir(join(file, 'with', 'folders'), { recursive: true });
    },
  };
  for (const [what, change] of Object.entries(INSTEAD)) {
    test(`R9: ${what}`, async () => {
      const folder = newFolder();
      await inStore(folder, (store) => store.putSliver(BLOB, place(0), large(0)));
      await inStore(folder, async (store) => {
        await change(fileOf(folder, 0));
        assert.equal(await store.getSliver(BLOB, place(0)), 'unreadable');
        assert.equal(await store.hasSliver(BLOB, place(0)), false);
        assert.equal(await store.putSliver(BLOB, place(0), large(0)), 'replaced');
        await assertSliver(store, 0, large(0));
        assert.equal(store.usage().usedBytes, LARGE);
        await rm(fileOf(folder, 0), { recursive: true, force: true });
        assert.equal(await store.removeUnless(entryOf(0), checkOf(large(0))), 'removed');
        assert.equal(await store.removeUnless(entryOf(0), checkOf(large(0))), 'absent');
        assert.deepEqual([store.usage().usedBytes, await store.trouble()], [0, undefined]);
      });
    });
  }

  test('R9: a file where a folder of them should be: puts fail by name, and go on when it is gone', async () => {
    const folder = newFolder();
    await inStore(folder, (store) => store.putSliver(BLOB, place(0), large(0)));
    const share = join(fileOf(folder, 0), '..');
    await rm(share, { recursive: true });
    await writeFile(share, '');
    await inStore(folder, async (store) => {
      await assertSliver(store, 0, undefined);
      await assert.rejects(store.putSliver(BLOB, place(0), large(0)), { name: 'StoreFailure' });
      assert.equal((await store.trouble())?.stops, 'writes');
    });
    await rm(share);
    await inStore(folder, async (store) => {
      assert.equal(await store.putSliver(BLOB, place(0), large(0)), 'replaced');
      await assertSliver(store, 0, large(0));
    });
  });

  test('R9: names that are no keys are left alone, and rests of writes go', async () => {
    const folder = newFolder();
    await inStore(folder, (store) => store.putSliver(BLOB, place(0), large(0)));
    const share = join(fileOf(folder, 0), '..');
    const others = ['README', `${nameOf(1)}.bak`, nameOf(2).toUpperCase(), `00${nameOf(3)}`];
    for (const name of others) await writeFile(join(share, name), '');
    await writeFile(join(folder, 'slivers', 'unfinished', nameOf(1)), 'half');
    await writeFile(join(share, nameOf(4)), 'a rest');
    await inStore(folder, async (store) => {
      await settled(store, folder);
      assert.equal(
        store.usage().usedBytes,
        LARGE + 'a rest'.length,
        'what has the name of a sliver is looked at',
      );
      assert.equal(await store.removeUnless(entryOf(4), checkOf(large(4))), 'removed');
    });
    assert.deepEqual(await filesOf(folder), [nameOf(0), ...others].toSorted());
    assert.equal((await repairBlobStore(folder)).slivers, 1);
  });

  test('R9: a link in the place of the folder is refused: backups would be without what is behind it', async () => {
    const folder = newFolder();
    await inStore(folder, (store) => store.putSliver(BLOB, place(0), large(0)));
    await rename(join(folder, 'slivers'), join(folder, 'elsewhere'));
    await symlink(join(folder, 'elsewhere'), join(folder, 'slivers'));
    await assert.rejects(openBlobStore(folder, OPTIONS), /slivers is not a folder/);
    await rm(join(folder, 'slivers'));
    await rename(join(folder, 'elsewhere'), join(folder, 'slivers'));
    await inStore(folder, (store) => assertSliver(store, 0, large(0)));
  });
});

describe('R1: a repair makes database and files agree', () => {
  let whole: string;
  beforeAll(async () => {
    whole = newFolder();
    await inStore(whole, async (store) => {
      for (const pair of [0, 1, 2, 3]) await store.putSliver(BLOB, place(pair), large(pair));
      await store.putSliver(BLOB, place(4), small(4));
      await store.putRecords([{ key: 'note', value: 'kept' }]);
    });
  });
  async function copyOf(): Promise<string> {
    const folder = newFolder();
    await cp(whole, folder, { recursive: true });
    return folder;
  }

  test('R1: files without a database are no new store, and are slivers again', async () => {
    const folder = await copyOf();
    for (const name of await readdir(folder)) if (name !== 'slivers') await rm(join(folder, name));
    await assert.rejects(openBlobStore(folder, OPTIONS), /has slivers, but no database/);
    const repair = await repairBlobStore(folder);
    assert.deepEqual(
      [repair.found, repair.slivers, repair.usedBytes, repair.notesDropped],
      [['4 files of slivers were not listed', 'the database is missing'], 4, 4 * LARGE, true],
    );
    await inStore(folder, async (store) => {
      for (const pair of [0, 1, 2, 3]) await assertSliver(store, pair, large(pair));
      assert.equal(store.usage().usedBytes, 4 * LARGE);
    });
    assert.deepEqual((await repairBlobStore(folder)).found, []);
  });

  test('R1: entries that a damaged database has lost come back, whenever the repair is killed', async () => {
    const broken = await copyOf();
    const [log] = (await readdir(broken)).filter((name) => name.endsWith('.log'));
    const bytes = await readFile(join(broken, log!));
    bytes[bytes.indexOf('sliver/') + 100]! ^= 1;
    await writeFile(join(broken, log!), bytes);
    for (let at = 0; ; at++) {
      const folder = newFolder();
      await cp(broken, folder, { recursive: true });
      const step = await stoppedAt(at, () => repairBlobStore(folder));
      const { slivers } = await repairBlobStore(folder);
      // The small one was in the log behind what is damaged.
      assert.equal(slivers, 4, step);
      await inStore(folder, async (store) => {
        for (const pair of [0, 1, 2, 3]) await assertSliver(store, pair, large(pair));
        assert.equal(store.usage().usedBytes, 4 * LARGE);
      });
      if (step === undefined) break;
    }
  });

  test('R1: a store that has lost its log, as a crash may leave it, has all its large slivers again', async () => {
    const folder = await copyOf();
    const [log] = (await readdir(folder)).filter((name) => name.endsWith('.log'));
    await truncate(join(folder, log!), 0);
    await inStore(folder, async (store) => {
      await settled(store, folder);
      for (const pair of [0, 1, 2, 3]) await assertSliver(store, pair, large(pair));
      assert.equal(store.usage().usedBytes, 4 * LARGE);
    });
  });

  test('R1: what is missing or cut short is told, and counted no more; notes stay', async () => {
    const folder = await copyOf();
    await rm(fileOf(folder, 0));
    await truncate(fileOf(folder, 1), 9);
    const repair = await repairBlobStore(folder);
    assert.deepEqual(
      [repair.found, repair.slivers, repair.usedBytes, repair.notesDropped],
      [['2 files of slivers are missing or cut short'], 3, 2 * LARGE + SMALL, false],
    );
    await inStore(folder, async (store) => {
      assert.equal(await store.getSliver(BLOB, place(0)), undefined);
      assert.equal(await store.getRecord('note'), 'kept');
      assert.equal(store.usage().usedBytes, 2 * LARGE + SMALL);
    });
    assert.deepEqual(await filesOf(folder), [nameOf(2), nameOf(3)]);
    assert.deepEqual((await repairBlobStore(folder)).found, []);
  });
});

test('a store of before, with large slivers in its database, is read, written, mended and repaired', async () => {
  const folder = newFolder();
  await inStore(folder, async (store) => {
    await store.putRecords([{ key: 'note', value: 'kept' }]);
  });
  const level = levelIn(folder);
  for (const pair of [0, 1, 2]) await level.put(sliverKey(BLOB, place(pair)), large(pair));
  await level.del('usage');
  await level.close();
  await inStore(folder, async (store) => {
    assert.equal(store.usage().usedBytes, 3 * LARGE);
    for (const pair of [0, 1, 2]) await assertSliver(store, pair, large(pair));
    assert.equal(await store.putSliver(BLOB, place(0), large(0)), 'same');
    await store.putSliver(BLOB, place(3), large(3));
    assert.equal(await store.deletePairs(BLOB, [1]), LARGE);
    assert.equal(await store.removeUnless(entryOf(2), checkOf(large(9))), 'removed');
    await store.putSliver(BLOB, place(2), large(2));
  });
  assert.deepEqual(await filesOf(folder), [nameOf(2), nameOf(3)]);
  const { found, slivers, usedBytes } = await repairBlobStore(folder);
  assert.deepEqual([found, slivers, usedBytes], [[], 3, 3 * LARGE]);
  await inStore(folder, async (store) => {
    for (const pair of [0, 2, 3]) await assertSliver(store, pair, large(pair));
    await store.deleteBlob(BLOB);
  });
  assert.deepEqual(await filesOf(folder), []);
});

test('files are for the owner of the store only', async () => {
  const folder = newFolder();
  await inStore(folder, (store) => store.putSliver(BLOB, place(0), large(0)));
  assert.equal((await lstat(fileOf(folder, 0))).mode & 0o777, 0o600);
});
