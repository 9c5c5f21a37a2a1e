/** A node whose disk fails at any of its reads and writes, in any way, and comes back. */
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { pino } from 'pino';
import { describe, test } from 'vitest';
import {
  openBlobStore,
  openStorageNode,
  StoreFailure,
  type BlobStore,
  type StorageNode,
} from '@haulout/node';
import { readableEntries } from '../../../node/src/store/unreadable.js';
import { writtenOver } from '../../../node/src/store/written-over.js';
import { handFedChain, SECRET_KEY, testBlob, type TestBlob } from '../../support/blob-fixture.js';
import { seededBytes } from '../../support/bytes.js';
import { FaultyDatabase, FAULTS, type DiskFault } from '../../support/faulty-database.js';
import { extent } from '../../support/long.js';
import { verifiedBlobs } from '../../support/verified-blobs.js';
import { VirtualTimers } from '../../support/virtual-timers.js';

const kinds = Object.keys(FAULTS) as (keyof typeof FAULTS)[];

/** Moves the clock until nothing is wrong any more. */
async function heal(store: Pick<BlobStore, 'trouble'>, timers: VirtualTimers): Promise<void> {
  for (let tries = 0; (await store.trouble()) !== undefined; tries++) {
    assert.ok(tries < 10, 'what is wrong no more is noticed');
    await timers.tick();
  }
}

describe('R9: a store whose disk fails keeps what it has acknowledged, and nothing else', () => {
  const blobOf = (blob: number) => seededBytes(32, blob + 1);
  const keys = ['a', 'b', 'c', 'd'];
  const step = fc.oneof(
    fc.record({ kind: fc.constant('put' as const), blob: fc.nat(1), pair: fc.nat(2) }),
    fc.record({ kind: fc.constant('rot' as const), blob: fc.nat(1), pair: fc.nat(2) }),
    fc.record({ kind: fc.constant('delete' as const), blob: fc.nat(1) }),
    fc.record({
      kind: fc.constant('note' as const),
      keys: fc.subarray(keys, { minLength: 1 }),
      value: fc.nat(9),
    }),
    fc.record({ kind: fc.constant('forget' as const), key: fc.constantFrom(...keys), value: fc.nat(9) }),
  );
  const fault = fc.record({
    kind: fc.constantFrom(...kinds),
    at: fc.subarray(['read', 'write', 'open'] as const, { minLength: 1 }),
    lands: fc.boolean(),
    forgets: fc.boolean(),
  });

  type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

  /** What a store has: sizes of slivers, and notes. */
  interface State {
    readonly slivers: ReadonlyMap<string, number>;
    readonly notes: ReadonlyMap<string, string>;
  }

  const usedBytes = ({ slivers }: State) => [...slivers.values()].reduce((sum, size) => sum + size, 0);
  const nameOf = (blob: number, pair: number) => `${blob}/${pair}`;

  /** Half of the slivers are as large as this. */
  const MIN_FILE_BYTES = 40;

  /** All that verifies in a place has the same bytes. */
  const sizeOf = (blob: number, pair: number) => 10 * blob + 30 * pair + 7;

  /** What a step makes of a state. */
  function after(state: State, it: Step): State {
    const [slivers, notes] = [new Map(state.slivers), new Map(state.notes)];
    if (it.kind === 'put') slivers.set(nameOf(it.blob, it.pair), sizeOf(it.blob, it.pair));
    else if (it.kind === 'rot') slivers.delete(nameOf(it.blob, it.pair));
    else if (it.kind === 'delete') for (const pair of [0, 1, 2]) slivers.delete(nameOf(it.blob, pair));
    else if (it.kind === 'note') for (const key of it.keys) notes.set(key, String(it.value));
    else if (notes.get(it.key) === String(it.value)) notes.delete(it.key);
    return { slivers, notes };
  }

  async function take(store: BlobStore, it: Step): Promise<unknown> {
    if (it.kind === 'put' || it.kind === 'rot') {
      const place = { pairIndex: it.pair, axis: 'primary' as const };
      const bytes = sizeOf(it.blob, it.pair);
      if (it.kind === 'put') return store.putSliver(blobOf(it.blob), place, new Uint8Array(bytes));
      return store.removeUnless({ blobId: blobOf(it.blob), place }, { isGood: () => false, bytes });
    }
    if (it.kind === 'delete') return store.deleteBlob(blobOf(it.blob));
    if (it.kind === 'forget') return store.deleteRecordIf({ key: it.key, value: String(it.value) });
    return store.putRecords(it.keys.map((key) => ({ key, value: String(it.value) })));
  }

  /** What a store has; its count is that of what it has. */
  async function stateOf(store: BlobStore): Promise<State> {
    const notes = await store.listRecords('', undefined, 100);
    const slivers = new Map<string, number>();
    for (const blob of [0, 1]) {
      for (const pairIndex of [0, 1, 2]) {
        const sliver = await store.getSliver(blobOf(blob), { pairIndex, axis: 'primary' });
        if (sliver) slivers.set(nameOf(blob, pairIndex), sliver.length);
      }
    }
    const state = { slivers, notes: new Map(notes.map(({ key, value }) => [key, value])) };
    assert.equal(store.usage().usedBytes, usedBytes(state));
    return state;
  }

  const round = fc.record({
    steps: fc.array(step, { maxLength: 5 }),
    fault,
    after: fc.nat(12),
    end: fc.constantFrom('heal', 'reopen', 'kill'),
  });

  type Round = typeof round extends fc.Arbitrary<infer T> ? T : never;

  async function run(rounds: readonly Round[]): Promise<void> {
    const db = new FaultyDatabase(MIN_FILE_BYTES);
    let timers = new VirtualTimers();
    let store = await openBlobStore(db, { timers });
    let state: State = { slivers: new Map(), notes: new Map() };
    for (const { steps, fault, after: calls, end } of rounds) {
      const from = db.calls + calls;
      db.onCall = () => (db.fault ??= db.calls > from ? fault : undefined);
      /** What a store may have that is killed. */
      const possible: State[] = [];
      for (const it of steps) {
        try {
          await take(store, it);
          state = after(state, it);
        } catch (error) {
          if (!(error instanceof StoreFailure)) throw error;
          possible.push(after(state, it));
        }
        assert.equal(store.usage().usedBytes, usedBytes(state));
        await timers.tick();
      }
      db.onCall = () => undefined;
      db.fault = undefined;
      if (end === 'kill') {
        timers = new VirtualTimers();
        store = await openBlobStore(db, { timers });
        for (const key of db.filed.keys()) while (!db.disk.has(key)) await Promise.resolve();
        const found = await stateOf(store);
        state = [state, ...possible].find((each) => isDeepStrictEqual(each, found)) ?? state;
      } else await heal(store, timers);
      if (end === 'reopen') {
        await store.close();
        store = await openBlobStore(db, { timers });
      }
      assert.deepEqual(await stateOf(store), state);
    }
    await store.close();
    await (await openBlobStore(db, { timers })).close();
    const sizes = [...db.filed.values()].map(({ length }) => length);
    const large = [...state.slivers.values()].filter((size) => size >= MIN_FILE_BYTES);
    assert.deepEqual(sizes.toSorted(), large.toSorted(), 'no file is left of what is not here');

    assert.equal(timers.pending, 0, 'a store that is closed leaves no timer');
  }

  test('R9: through faults of every kind at any moment, restarts and kills', async () => {
    const rounds = fc.asyncProperty(fc.array(round, { maxLength: 6 }), run);
    await fc.assert(rounds, { seed: 23, numRuns: extent({ short: 150, long: 3_000 }) });
  });
});

describe('R9: a node whose disk fails at any read or write of its life', () => {
  interface Life {
    readonly node: StorageNode;
    readonly db: FaultyDatabase;
    readonly chain: ReturnType<typeof handFedChain>;
    readonly timers: VirtualTimers;
    readonly lines: readonly { readonly level: number; readonly msg: string }[];
  }

  /** A node that notes where it is on the chain, as one on Sui does. Its slivers are in files, or none is. */
  async function begin(blob: TestBlob, minFileBytes: number | undefined): Promise<Life> {
    const db = new FaultyDatabase(minFileBytes);
    const timers = new VirtualTimers();
    const chain = handFedChain();
    const lines: { level: number; msg: string }[] = [];
    chain.register(blob.id);
    const node = await openStorageNode({
      folder: db,
      secretKey: SECRET_KEY,
      neighbours: { timers },
      logger: pino({ level: 'info' }, { write: (line: string) => lines.push(JSON.parse(line)) }),
      chain: (store) => ({
        ...chain.view,
        async sync() {
          const known = Number((await store.getRecord('place')) ?? 0);
          await chain.view.sync();
          await store.putRecords([{ key: 'place', value: String(known + 1) }]);
        },
      }),
    });
    return { node, db, chain, timers, lines };
  }

  const ask = (node: StorageNode, url: string) => node.inject({ method: 'GET', url });
  const pathOf = ({ text }: TestBlob, rest: string) => `/v1/blobs/${text}/${rest}`;

  /** What a node does for one blob. Resolves to the answers that are no success, and what was acknowledged. */
  async function live({ node, chain }: Life, blob: TestBlob) {
    const refused: { path: string; code: number; reason: string; message: string }[] = [];
    const stored = new Map<string, Uint8Array>();
    const note = (path: string, answer: Awaited<ReturnType<typeof ask>>): boolean => {
      if (answer.statusCode < 300) return true;
      const { error } = answer.json() as { error: { message: string; details: { reason: string }[] } };
      refused.push({
        ...{ path, code: answer.statusCode, message: error.message },
        reason: error.details[0]!.reason,
      });
      return false;
    };
    const put = async (path: string, bytes: Uint8Array) => {
      const headers = { 'content-type': 'application/octet-stream' };
      const payload = Buffer.from(bytes);
      const answer = await node.inject({ method: 'PUT', url: pathOf(blob, path), headers, payload });
      if (note(path, answer)) stored.set(path, bytes);
    };
    await put('metadata', blob.metadata);
    for (const { pairIndex, axis, bytes } of blob.slivers) await put(`slivers/${pairIndex}/${axis}`, bytes);
    const isConfirmed = note('confirmation', await ask(node, pathOf(blob, 'confirmation/permanent')));
    chain.certify(blob.id);
    await node.duties.catchUp().catch((error: unknown) => assert.ok(error instanceof StoreFailure));
    return { refused, stored, isConfirmed };
  }

  const healthOf = async (node: StorageNode) => {
    const answer = await ask(node, '/v1/health');
    assert.equal(answer.statusCode, 200);
    return (
      answer.json() as {
        success: { data: { degraded?: { reason: string }; storage: { usedBytes: number } } };
      }
    ).success.data;
  };

  /** Everything that was acknowledged is here. */
  async function checkStored(
    life: Life,
    blob: TestBlob,
    stored: ReadonlyMap<string, Uint8Array>,
  ): Promise<void> {
    for (const [path, bytes] of stored) {
      const answer = await ask(life.node, pathOf(blob, path));
      assert.equal(answer.statusCode, 200, path);
      const got = new Uint8Array(answer.rawPayload);
      assert.deepEqual(got.subarray(got.length - bytes.length), bytes);
    }
  }

  async function failAt(
    call: number,
    fault: DiskFault,
    blob: TestBlob,
    minFileBytes?: number,
  ): Promise<void> {
    const life = await begin(blob, minFileBytes);
    const { node, db, timers } = life;
    const from = db.calls + call;
    db.onCall = () => (db.fault ??= db.calls >= from ? fault : undefined);
    const { refused, stored, isConfirmed } = await live(life, blob);
    // Nothing was written after the last calls.
    if (!db.hasFailed) return node.close();
    for (const { path, code, reason, message } of refused) {
      // What was not taken is missed.
      if (['METADATA_NOT_FOUND', 'MISSING_SLIVERS'].includes(reason)) continue;
      const isFull = fault.kind === 'ENOSPC';
      assert.deepEqual([code, reason], isFull ? [507, 'STORAGE_FULL'] : [503, 'STORAGE_FAILED'], path);
      assert.ok(!message.includes('/secret'), 'no stranger learns where the store is');
    }
    const isWriteFault = fault.at.includes('write');
    assert.equal((await healthOf(node)).degraded === undefined, false);
    if (isWriteFault) await checkStored(life, blob, stored);
    if (isConfirmed) assert.equal(stored.size, blob.slivers.length + 1, 'it signs for nothing else');

    db.onCall = () => undefined;
    db.fault = undefined;
    for (let tries = 0; (await healthOf(node)).degraded !== undefined; tries++) {
      assert.ok(tries < 10, 'it is noticed that the disk works again');
      await timers.tick();
    }
    await checkStored(life, blob, stored);
    const again = await live(life, blob);
    assert.deepEqual([again.refused, again.isConfirmed], [[], true]);
    const bytes = [...again.stored.values()].reduce((sum, { length }) => sum + length, 0);
    assert.equal((await healthOf(node)).storage.usedBytes, bytes);
    life.chain.remove(blob.id);
    life.chain.turnEpoch();
    // What was postponed when the disk failed is due again.
    timers.after(60_000, () => undefined);
    while (await timers.tick());
    await node.duties.catchUp();
    assert.equal((await healthOf(node)).storage.usedBytes, 0);
    const told = life.lines.filter(({ msg }) => /^the store/.test(msg)).map(({ level }) => level);
    assert.deepEqual(told, [50, 30], 'the log has each change once');
    await node.close();
  }

  test('R9: signs for what it has, answers with the true reason, and goes on when the disk does', async () => {
    const blob = await testBlob(51, 300);
    for (const minFileBytes of [undefined, 1]) await failAtEach(blob, minFileBytes);
  });

  async function failAtEach(blob: TestBlob, minFileBytes: number | undefined): Promise<void> {
    const life = await begin(blob, minFileBytes);
    const before = life.db.calls;
    const { refused, isConfirmed } = await live(life, blob);
    assert.deepEqual([refused, isConfirmed], [[], true]);
    const calls = life.db.calls - before;
    await life.node.close();
    assert.ok(calls > 30, `${calls} calls`);
    const isLong = extent({ short: false, long: true });
    for (let call = 1; call < calls; call += isLong ? 1 : 2) {
      for (const [index, kind] of kinds.entries()) {
        if (!isLong && index !== (call >> 1) % kinds.length) continue;
        const at = call % 3 === 0 ? (['read'] as const) : (['write'] as const);
        const fault = { kind, at, lands: call % 5 < 3, forgets: call % 4 < 2 };
        await failAt(call, fault, blob, minFileBytes);
      }
    }
  }
});

describe('R9: a disk that fails has not rotted', () => {
  /** A store that has a blob, what it is read with, and how often rot was told. */
  async function begin(seed: number, minFileBytes?: number) {
    const db = new FaultyDatabase(minFileBytes);
    const timers = new VirtualTimers();
    const store = await openBlobStore(db, { timers });
    const blob = await testBlob(seed, 300);
    await store.putMetadata(blob.id, blob.metadata);
    for (const { bytes, ...place } of blob.slivers) await store.putSliver(blob.id, place, bytes);
    const told: string[] = [];
    const blobs = verifiedBlobs(store, { cacheBytes: 0, onFound: (kind) => told.push(kind) });
    const [{ bytes, ...place } = assert.fail()] = blob.slivers;
    const key = [...db.disk.keys()].find((each) => each.startsWith('sliver/'))!;
    const parts = { db, timers, store, blobs, blob, told, bytes, key };
    return { ...parts, entry: { blobId: blob.id, place } };
  }

  const readFault = (kind: DiskFault['kind']): DiskFault => ({
    ...{ kind, at: ['read'], lands: false, forgets: false },
  });

  test.for([
    { where: 'in the database', minFileBytes: undefined, reads: 1 },
    { where: 'in a file', minFileBytes: 1, reads: 2 },
  ])('R9: what cannot be read $where is no rot, and stays, at whichever read', async (place) => {
    for (const kind of kinds) {
      for (const isRotten of [false, true]) {
        const parts = await begin(61, place.minFileBytes);
        const { db, timers, store, blobs, told, bytes, key, entry } = parts;
        if (isRotten) db.flip(key);
        const before = [new Map(db.disk), new Map(db.filed)];
        const { usedBytes } = store.usage();
        // The read of the metadata, those of the sliver, and the second ones of it.
        for (let after = 0; after < 1 + place.reads * (isRotten ? 2 : 1); after++) {
          const from = db.calls + after;
          db.onCall = () => (db.fault ??= db.calls > from ? readFault(kind) : undefined);
          await assert.rejects(blobs.inspect(entry), StoreFailure);
          assert.equal((await store.trouble())?.stops, 'some reads');
          db.onCall = () => undefined;
          db.fault = undefined;
          await heal(store, timers);
        }
        assert.deepEqual([[db.disk, db.filed], told, store.usage().usedBytes], [before, [], usedBytes]);
        assert.equal((await blobs.inspect(entry)).kind, isRotten ? 'rotten' : 'good');
        assert.equal(store.usage().usedBytes, usedBytes - (isRotten ? bytes.length : 0));
        await store.close();
      }
    }
  });

  test('R9: what has rotten and cannot be removed is told once, and goes when it can be', async () => {
    const { db, timers, store, blobs, told, bytes, key, entry } = await begin(62);
    const { usedBytes } = store.usage();
    db.flip(key);
    db.fault = { kind: 'EROFS', at: ['write'], lands: true, forgets: false };
    for (let times = 0; times < 2; times++) assert.equal((await blobs.inspect(entry)).kind, 'rotten');
    assert.deepEqual([told, store.usage().usedBytes], [['sliver'], usedBytes]);
    assert.equal(await blobs.presumed.hasSliver(entry.blobId, entry.place), false);
    db.fault = undefined;
    await heal(store, timers);
    assert.equal((await blobs.inspect(entry)).kind, 'rotten');
    assert.deepEqual([told, store.usage().usedBytes], [['sliver'], usedBytes - bytes.length]);
    assert.equal((await blobs.inspect(entry)).kind, 'missing');
    await store.close();
  });

  test('R9: what a write has to take back is seen in its place, beside something that is damaged', async () => {
    const db = new FaultyDatabase();
    await db.open();
    const value = new Uint8Array(1);
    await db.batch(['a', 'c', 'e'].map((key) => ({ type: 'put', key, value })));
    db.damage('c');
    const over = writtenOver(db, [
      { type: 'put', key: 'b', value },
      { type: 'del', key: 'e' },
      { type: 'put', key: 'f', value },
    ]);
    const keys: string[] = [];
    for await (const [key] of readableEntries(over, { gte: 'a', lt: 'z' })) keys.push(key);
    assert.deepEqual(keys, ['a', 'b', 'f']);
  });

  test('R9: what is damaged is no failure, and a write over it that fails leaves all else as it was', async () => {
    for (const lands of [false, true]) {
      const { db, timers, store, blobs, blob, told, bytes, key, entry } = await begin(63);
      const { usedBytes } = store.usage();
      const fault: DiskFault = { kind: 'EIO', at: ['write'], lands, forgets: false };
      db.damage(key);
      assert.equal((await blobs.inspect(entry)).kind, 'rotten');
      assert.deepEqual([told, await store.trouble()], [['sliver'], undefined]);
      db.fault = fault;
      await assert.rejects(blobs.putSliver(entry.blobId, entry.place, bytes), StoreFailure);
      db.fault = undefined;
      await heal(store, timers);
      assert.equal(store.usage().usedBytes, usedBytes);
      await blobs.putSliver(entry.blobId, entry.place, bytes);
      assert.equal((await blobs.inspect(entry)).kind, 'good');
      assert.equal(store.usage().usedBytes, usedBytes);

      await store.putRecords(['a', 'b'].map((name) => ({ key: name, value: 'old' })));
      db.damage('record/a');
      db.fault = fault;
      await assert.rejects(
        store.putRecords(['a', 'b'].map((name) => ({ key: name, value: 'new' }))),
        StoreFailure,
      );
      db.fault = undefined;
      await heal(store, timers);
      assert.equal(await store.getRecord('b'), 'old', 'notes that were written together stay together');
      await assert.rejects(store.getRecord('a'), { code: 'STORE_DAMAGED' });

      // What is left of a count that is damaged is measured.
      db.damage('usage');
      await store.close();
      const again = await openBlobStore(db, { timers });
      assert.equal(again.usage().usedBytes, usedBytes);
      await again.deleteBlob(blob.id);
      assert.equal(again.usage().usedBytes, 0);
      await again.close();
    }
  });
});
