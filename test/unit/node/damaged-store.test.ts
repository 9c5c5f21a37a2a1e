/** Stores whose files are missing, flipped or cut short: what a node says of them, and what a repair brings back. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it, test } from 'vitest';
import { pino } from 'pino';
import { openBlobStore, openStorageNode, repairBlobStore, StoreFailure, type BlobStore } from '@haulout/node';
import { levelIn } from '../../../node/src/store/level-database.js';
import { handFedChain, SECRET_KEY } from '../../support/blob-fixture.js';
import { seededBytes } from '../../support/bytes.js';

const OPTIONS = { reserveBytes: 0 };
const SLIVERS = 40;
const SLIVER_BYTES = 5_000;
const NOTES = 60;
const BLOB = seededBytes(32, 1);
const sliver = (index: number) => seededBytes(SLIVER_BYTES, 100 + index);
const place = (index: number) => ({ pairIndex: index, axis: 'primary' as const });

let root: string;
/** A store in which slivers and notes are in two tables, and in a log. */
let whole: string;
let copies = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'haulout-damaged-'));
  whole = join(root, 'whole');
  for (let part = 0; part < 3; part++) {
    const store = await openBlobStore(whole, OPTIONS);
    for (let index = part; index < SLIVERS; index += 3)
      await store.putSliver(BLOB, place(index), sliver(index));
    for (let note = (part * NOTES) / 3; note < ((part + 1) * NOTES) / 3; note++) await takeNote(store, note);
    await store.close();
  }
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** A note, and in the same write how many there are. */
const takeNote = (store: BlobStore, note: number) =>
  store.putRecords([
    { key: `note/${String(note).padStart(3, '0')}`, value: `note ${note}` },
    { key: 'position', value: String(note + 1) },
  ]);

async function copyOf(): Promise<string> {
  const folder = join(root, `copy-${copies++}`);
  await cp(whole, folder, { recursive: true });
  return folder;
}

const isDamaged = (error: unknown) =>
  error instanceof StoreFailure &&
  error.code === 'STORE_DAMAGED' &&
  /haulout node repair/.test(error.message);

interface Found {
  /** Slivers that are as they were written. */
  readonly good: number;
  /** Bytes of all slivers that are there. */
  readonly bytes: number;
  readonly notes: number;
}

/** What can be read. What is counted is what is there, and there is no later note without those before. */
async function read(store: BlobStore): Promise<Found> {
  let [good, bytes] = [0, 0];
  for (let index = 0; index < SLIVERS; index++) {
    const found = await store.getSliver(BLOB, place(index));
    // What is damaged counts until it is repaired.
    bytes += found === 'unreadable' ? SLIVER_BYTES : (found?.length ?? 0);
    if (found instanceof Uint8Array && Buffer.compare(found, sliver(index)) === 0) good++;
  }
  assert.equal(store.usage().usedBytes, bytes, 'the count is exact');
  const notes = await store.listRecords('note/', undefined, 1_000);
  assert.equal(Number((await store.getRecord('position')) ?? 0), notes.length, 'no note is missing');
  return { good, bytes, notes: notes.length };
}

const FILES = {
  CURRENT: /^CURRENT$/,
  'the manifest': /^MANIFEST-/,
  'a table': /\.ldb$/,
  'the log': /\.log$/,
};
const DAMAGES: Record<string, (file: string) => Promise<void>> = {
  missing: (file) => rm(file),
  flipped: async (file) => {
    const bytes = await readFile(file);
    bytes[bytes.length >> 2]! ^= 0x41;
    await writeFile(file, bytes);
  },
  'cut short': async (file) => truncate(file, (await readFile(file)).length >> 1),
  empty: (file) => truncate(file, 0),
};

describe('R1: a damaged store is never taken for a new one, and a repair brings back what can be read', () => {
  for (const [what, pattern] of Object.entries(FILES)) {
    for (const [how, damage] of Object.entries(DAMAGES)) {
      it(`${what} ${how}`, async () => {
        const folder = await copyOf();
        const [name] = (await readdir(folder)).filter((each) => pattern.test(each));
        await damage(join(folder, name!));

        let store: BlobStore | undefined;
        try {
          store = await openBlobStore(folder, OPTIONS);
          const found = await read(store);
          // A log that breaks off is as a crash leaves it; nothing else opens with less in it.
          if (what !== 'the log') assert.equal(found.notes, NOTES);
        } catch (error) {
          if (!isDamaged(error)) throw error;
        } finally {
          await store?.close();
        }

        const repair = await repairBlobStore(folder);
        const repaired = await openBlobStore(folder, OPTIONS);
        const { good, bytes, notes } = await read(repaired);
        assert.equal(repair.usedBytes, bytes);
        assert.equal(repair.slivers * SLIVER_BYTES, bytes);
        assert.ok(good >= SLIVERS / 3, `${good} of ${SLIVERS} slivers`);
        if (repair.notesDropped) assert.equal(notes, 0);
        if (what === 'CURRENT') assert.deepEqual([good, notes], [SLIVERS, NOTES], 'nothing is lost');
        await repaired.putSliver(BLOB, { pairIndex: 1_000, axis: 'primary' }, sliver(0));
        await takeNote(repaired, notes);
        await repaired.close();
        assert.deepEqual((await repairBlobStore(folder)).found, [], 'nothing is left to repair');
      });
    }
  }
});

test('a note that is not as it was written is not believed, and a repair drops all of them', async () => {
  const folder = await copyOf();
  let store = await openBlobStore(folder, OPTIONS);
  const text = 'what-is-written-here-is-easily-found';
  await store.putRecords([{ key: 'note', value: text }]);
  await store.close();
  // From the log into a table, which nothing checks.
  await (await openBlobStore(folder, OPTIONS)).close();
  for (const name of (await readdir(folder)).filter((each) => each.endsWith('.ldb'))) {
    const bytes = await readFile(join(folder, name));
    const at = bytes.indexOf(text);
    if (at < 0) continue;
    bytes[at]! ^= 1;
    await writeFile(join(folder, name), bytes);
  }
  store = await openBlobStore(folder, OPTIONS);
  await assert.rejects(store.getRecord('note'), isDamaged);
  assert.equal((await store.trouble())?.failure.code, 'STORE_DAMAGED');
  assert.deepEqual(
    Buffer.from((await store.getSliver(BLOB, place(0)))!),
    Buffer.from(sliver(0)),
    'what is good is read',
  );
  await store.close();
  const repair = await repairBlobStore(folder);
  assert.deepEqual([repair.notesDropped, repair.slivers], [true, SLIVERS]);
  assert.match(repair.found.join(), /\.ldb, of which 1 of \d+ blocks cannot be read/);
});

describe('R1: what makes LevelDB end the process is taken out before it comes upon that', () => {
  /** Places of keys of slivers that stand in full in a table: each in the first entry of a block. */
  function keysIn(table: Buffer): number[] {
    const places: number[] = [];
    for (let at = table.indexOf('sliver/'); at >= 0; at = table.indexOf('sliver/', at + 1)) places.push(at);
    return places;
  }

  /** Changes the first table of a copy of the store. Resolves to its folder. */
  async function withTable(change: (table: Buffer, keys: number[]) => void): Promise<string> {
    const folder = await copyOf();
    const [name] = (await readdir(folder)).filter((each) => each.endsWith('.ldb')).toSorted();
    const table = await readFile(join(folder, name!));
    const keys = keysIn(table);
    assert.ok(keys.length > 5, `${keys.length} keys`);
    change(table, keys);
    await writeFile(join(folder, name!), table);
    return folder;
  }

  /** Writes over everything, so that all tables are merged. */
  async function merge(folder: string): Promise<void> {
    const level = levelIn(folder);
    await level.compactRange('\0', '\uffff');
    await level.close();
  }

  it('of which a node tells that is started after the database has ended its process', async () => {
    const folder = await withTable((table, keys) => (table[keys[2]! + PAIR]! = 0x39));
    const script = [
      "const { ClassicLevel } = await import('classic-level');",
      `const level = new ClassicLevel(${JSON.stringify(folder)});`,
      "await level.compactRange('\\0', '\\uffff');",
    ].join('\n');
    const merging = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    assert.match(merging.stderr, /Assertion .* failed/);
    const told: string[] = [];
    const logger = pino({ level: 'warn' }, { write: (line: string) => told.push(JSON.parse(line).msg) });
    const start = () =>
      openStorageNode({ folder, secretKey: SECRET_KEY, chain: () => handFedChain().view, logger });
    await (await start()).close();
    assert.equal(told.length, 1);
    assert.match(told[0]!, /ended while its database merged tables: .* haulout node repair/);
    await repairBlobStore(folder);
    await merge(folder);
    await (await start()).close();
    assert.equal(told.length, 1, 'nothing is told of a repaired store');
  });

  /** The digits of the index of a pair, behind prefix and blob id. */
  const PAIR = 'sliver/'.length + 64 + 1;

  it('keys out of order, beside a block that cannot be parsed', async () => {
    const folder = await withTable((table, keys) => {
      table[keys[2]! + PAIR]! = 0x39; // 9: behind all others
      table[keys[5]! - 1]! |= 0x80; // its length leads out of the block
    });
    const repair = await repairBlobStore(folder);
    assert.match(repair.found.join(), /\.ldb, of which 2 of \d+ blocks cannot be read/);
    assert.equal(repair.slivers, SLIVERS - 2);
    assert.equal(repair.movedTo, join(folder, 'lost'));
    await merge(folder);
    const store = await openBlobStore(folder, OPTIONS);
    assert.deepEqual(await read(store), { good: SLIVERS - 2, bytes: (SLIVERS - 2) * SLIVER_BYTES, notes: 0 });
    await store.close();
    assert.deepEqual((await repairBlobStore(folder)).found, [], 'nothing is left to repair');
  });

  it('keys out of order alone, which hide others', async () => {
    const folder = await withTable((table, keys) => (table[keys[2]! + PAIR]! = 0x39));
    const repair = await repairBlobStore(folder);
    assert.match(repair.found.join(), /\.ldb, of which 1 of \d+ blocks cannot be read/);
    assert.equal(repair.slivers, SLIVERS - 1);
    await merge(folder);
  });

  it('an index of which nothing can be read: its table goes as a whole', async () => {
    const folder = await withTable((table) => (table[table.length - 60]! ^= 1));
    const repair = await repairBlobStore(folder);
    assert.match(repair.found.join(), /\.ldb, of which nothing can be read/);
    assert.ok(repair.slivers > 0 && repair.slivers < SLIVERS);
    await merge(folder);
  });

  it('two writes of the same number in a log, where the list of tables has to be made anew', async () => {
    const folder = await copyOf();
    const names = await readdir(folder);
    const file = join(
      folder,
      names.find((name) => name.endsWith('.log'))!,
    );
    const log = await readFile(file);
    // The third write of the log becomes one of the numbers of the second.
    const at = recordsIn(log)[2]! + 7;
    log.writeBigUInt64LE(log.readBigUInt64LE(recordsIn(log)[1]! + 7), at);
    await writeFile(file, log);
    await rm(
      join(
        folder,
        names.find((name) => name.startsWith('MANIFEST-'))!,
      ),
    );
    const repair = await repairBlobStore(folder);
    assert.match(repair.found.join(), /\.log, which cannot be read from byte/);
    await merge(folder);
  });

  /** Where the records of a log begin that are no parts of others, in its first block. */
  function recordsIn(log: Buffer): number[] {
    const places: number[] = [];
    for (let at = 0; at + 7 <= Math.min(log.length, 32_768); at += 7 + log.readUInt16LE(at + 4))
      if (log[at + 6] === 1) places.push(at);
    return places;
  }
});

test('a repair of a store with which nothing is wrong changes nothing', async () => {
  const folder = await copyOf();
  const repair = await repairBlobStore(folder);
  assert.deepEqual(repair, {
    found: [],
    notesDropped: false,
    metadata: 0,
    slivers: SLIVERS,
    usedBytes: SLIVERS * SLIVER_BYTES,
    movedTo: undefined,
  });
  const store = await openBlobStore(folder, OPTIONS);
  assert.deepEqual(await read(store), { good: SLIVERS, bytes: SLIVERS * SLIVER_BYTES, notes: NOTES });
  await store.close();
});

test('a store that is open is not repaired, and one whose repair was interrupted does not open', async () => {
  const folder = await copyOf();
  const store = await openBlobStore(folder, OPTIONS);
  await assert.rejects(
    repairBlobStore(folder),
    (error) => error instanceof StoreFailure && error.code === 'STORE_IN_USE',
  );
  await store.close();
  await writeFile(join(folder, 'repairing'), '');
  await assert.rejects(openBlobStore(folder, OPTIONS), isDamaged);
  const repair = await repairBlobStore(folder);
  assert.equal(repair.notesDropped, true);
  assert.equal(repair.slivers, SLIVERS);
  await (await openBlobStore(folder, OPTIONS)).close();
});

test('a store that died while it was made is made again', async () => {
  const folder = join(root, 'unborn');
  await (await openBlobStore(folder, OPTIONS)).close();
  for (const name of await readdir(folder)) if (/\.log$|^CURRENT$/.test(name)) await rm(join(folder, name));
  await writeFile(join(folder, 'MANIFEST-000001'), '');
  for (const name of await readdir(folder)) {
    if (/^MANIFEST-/.test(name) && name !== 'MANIFEST-000001') await rm(join(folder, name));
  }
  await (await openBlobStore(folder, OPTIONS)).close();
});
