/** A ledger goes on from its journal as if it had never stopped. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { compileFramework } from '@haulout/devnet/compiler';
import { createLedger, JournalError, openLedger } from '@haulout/devnet/ledger';
import type { Journal, Ledger, LedgerOptions } from '@haulout/devnet/ledger';
import { normalizeSuiAddress } from '@mysten/sui/utils';
import fc from 'fast-check';
import { World, created, sui, testPackage } from './world.js';

const framework = compileFramework();
const SEED = 20261;

class MemoryJournal implements Journal {
  list: Uint8Array[] = [];
  full = false;
  records(): Iterable<Uint8Array> {
    return [...this.list];
  }
  append(record: Uint8Array): void {
    if (this.full) throw new JournalError('JOURNAL_WRITE', 'the disk is full');
    this.list.push(record);
  }
  copy(): MemoryJournal {
    const copy = new MemoryJournal();
    copy.list = this.list.map((record) => record.slice());
    return copy;
  }
}

async function begin(journal?: Journal, options: LedgerOptions = { seed: 'journal' }): Promise<Ledger> {
  return createLedger(options, await framework, journal);
}

/** Everything that a ledger can be asked, from genesis to its last checkpoint. */
function everything(ledger: Ledger) {
  const checkpoints = [];
  const transactions = [];
  const versions = new Map<string, unknown>();
  const owners = new Set<string>();
  for (let n = 0n; n <= ledger.latestCheckpoint().sequenceNumber; n++) {
    const checkpoint = ledger.getCheckpoint(n)!;
    checkpoints.push(checkpoint);
    for (const digest of checkpoint.transactions) {
      const transaction = ledger.getTransaction(digest)!;
      transactions.push(transaction);
      for (const { id, after } of transaction.changes) {
        versions.set(`${id} now`, ledger.getObject(id));
        if (after === undefined) continue;
        versions.set(`${id} ${after.version}`, ledger.getObject(id, after.version));
        const { owner } = after;
        if (owner.kind === 'address' || owner.kind === 'object') owners.add(`${owner.kind} ${owner.address}`);
        if (after.data.kind === 'package') versions.set(`${id} versions`, ledger.listPackageVersions(id));
      }
    }
  }
  const owned = [...owners].sort().map((text) => {
    const [kind, address] = text.split(' ') as ['address' | 'object', string];
    return [text, ledger.listOwned(address, { kind, limit: 10_000 })];
  });
  const { seed, chainIdentifier } = ledger;
  const epochs = Array.from({ length: Number(ledger.getEpoch()!.epoch) + 1 }, (_, n) =>
    ledger.getEpoch(BigInt(n)),
  );
  const now = ledger.clockMs();
  return { seed, chainIdentifier, checkpoints, transactions, versions, owned, epochs, now };
}

/** A chain on which objects fare in every way that they can. */
async function furnish(ledger: Ledger): Promise<World> {
  const world = new World(ledger);
  await world.publish(await testPackage());
  const owner = world.alice.toSuiAddress();
  const parent = await world.item(1);
  const child = await world.item(2);
  const sent = await world.item(3, parent.id);
  const call = (name: string, make: Parameters<World['succeed']>[0]) => world.succeed(make).then(() => name);
  await call('field', (tx) => {
    const target = world.owned(tx, parent);
    tx.moveCall({ target: world.fn('add_field'), arguments: [target, tx.pure.u64(1), tx.pure.u64(2)] });
    tx.moveCall({
      target: world.fn('add_child'),
      arguments: [target, tx.pure.u64(5), world.owned(tx, child)],
    });
  });
  await call('read a field', (tx) => {
    tx.moveCall({ target: world.fn('field'), arguments: [world.owned(tx, parent), tx.pure.u64(1)] });
  });
  await call('receive', (tx) => {
    const target = world.owned(tx, parent);
    const got = tx.moveCall({ target: world.fn('receive'), arguments: [target, world.receiving(tx, sent)] });
    tx.transferObjects([got], owner);
  });
  const boxed = await world.succeed((tx) => {
    tx.transferObjects(
      [tx.moveCall({ target: world.fn('wrap'), arguments: [world.owned(tx, sent)] })],
      owner,
    );
  });
  await call('unwrap', (tx) => {
    const box = world.owned(tx, created(boxed, 'Box'));
    tx.transferObjects([tx.moveCall({ target: world.fn('unwrap'), arguments: [box] })], owner);
  });
  await call('freeze', (tx) => {
    tx.moveCall({ target: world.fn('freeze_item'), arguments: [world.owned(tx, sent)] });
  });
  await call('share', (tx) => {
    const item = tx.moveCall({ target: world.fn('new'), arguments: [tx.pure.u64(9)] });
    tx.moveCall({ target: world.fn('share'), arguments: [item] });
  });
  await call('events', (tx) => {
    tx.moveCall({ target: world.fn('note_many'), arguments: [tx.pure.u64(3)] });
    tx.moveCall({ target: world.fn('note_time'), arguments: [world.clock(tx)] });
  });
  for (let i = 0; i < 2; i++) {
    await call('randomness', (tx) => {
      tx.moveCall({
        target: world.fn('draw'),
        arguments: [world.shared(tx, normalizeSuiAddress('0x8'), false)],
      });
    });
  }
  await world.fail((tx) => {
    tx.moveCall({ target: world.fn('refuse_with'), arguments: [tx.pure.u64(77)] });
  });
  await world.fail((tx) => tx.moveCall({ target: world.fn('forever') }), { budget: sui / 100n });
  ledger.advanceClock(5_000n);
  ledger.advanceEpoch();
  await call('randomness in the next epoch', (tx) => {
    tx.moveCall({
      target: world.fn('draw'),
      arguments: [world.shared(tx, normalizeSuiAddress('0x8'), false)],
    });
  });
  await world.item(11);
  return world;
}

describe('a chain that is opened again from its journal', () => {
  it('is the same in everything that can be asked, and goes on the same', async () => {
    const journal = new MemoryJournal();
    const before = await begin(journal);
    const { alice } = await furnish(before);
    const after = openLedger(journal.copy());
    assert.deepEqual(everything(after), everything(before));
    for (const ledger of [before, after]) {
      ledger.fund(alice.toSuiAddress(), 5n);
      ledger.advanceEpoch();
      ledger.advanceClock(1n);
    }
    assert.deepEqual(everything(after), everything(before));
  });

  it('keeps the seed, the time and the price of gas that it was begun with', async () => {
    const journal = new MemoryJournal();
    await begin(journal, { seed: 'other', startTimestampMs: 1_000_000n, referenceGasPrice: 750n });
    const { seed, getEpoch, clockMs } = openLedger(journal);
    const ledger = openLedger(journal);
    assert.equal(seed, 'other');
    assert.equal(getEpoch.call(ledger, 0n)?.referenceGasPrice, 750n);
    assert.equal(clockMs.call(ledger), 1_000_000n);
  });

  it('is, however often and whenever it stops, the chain that never stopped', async () => {
    const genesis = new MemoryJournal();
    await begin(genesis);
    const action = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ kind: fc.constant('fund' as const), amount: fc.integer({ min: 1, max: 9 }) }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ kind: fc.constant('clock' as const), amount: fc.integer({ min: 1, max: 9 }) }),
      },
      fc.record({ kind: fc.constant('epoch' as const) }),
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('stop' as const) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('snapshot' as const) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('restore' as const), which: fc.nat(3) }) },
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 25 }), (actions) => {
        const steady = openLedger(genesis.copy());
        const journal = genesis.copy();
        let stopping = openLedger(journal);
        let snapshots = [{ steady: steady.snapshot(), stopping: stopping.snapshot() }];
        for (const step of actions) {
          for (const ledger of [steady, stopping]) {
            if (step.kind === 'fund') ledger.fund('0x77', BigInt(step.amount));
            if (step.kind === 'clock') ledger.advanceClock(BigInt(step.amount));
            if (step.kind === 'epoch') ledger.advanceEpoch();
          }
          if (step.kind === 'snapshot')
            snapshots.push({ steady: steady.snapshot(), stopping: stopping.snapshot() });
          if (step.kind === 'restore') {
            const chosen = snapshots[step.which % snapshots.length]!;
            steady.restore(chosen.steady);
            stopping.restore(chosen.stopping);
          }
          if (step.kind === 'stop') {
            stopping = openLedger(journal);
            snapshots = [{ steady: steady.snapshot(), stopping: stopping.snapshot() }];
          }
          assert.deepEqual(stopping.latestCheckpoint(), steady.latestCheckpoint());
          assert.deepEqual(stopping.getEpoch(), steady.getEpoch());
        }
        assert.deepEqual(everything(openLedger(journal)), everything(steady));
      }),
      { seed: SEED, numRuns: 12 },
    );
  });

  it('does not take snapshots of the ledger that it was before', async () => {
    const journal = new MemoryJournal();
    const snapshot = (await begin(journal)).snapshot();
    assert.throws(() => openLedger(journal).restore(snapshot), /not a snapshot of this ledger/);
  });

  it('has not moved when its journal cannot be written, and goes on when it can', async () => {
    const journal = new MemoryJournal();
    const ledger = await begin(journal);
    const before = everything(ledger);
    let seen = 0;
    ledger.onCheckpoint(() => seen++);
    journal.full = true;
    for (const move of [
      () => ledger.fund('0x77', 1n),
      () => ledger.advanceClock(1n),
      () => ledger.advanceEpoch(),
      () => ledger.restore(ledger.snapshot()),
    ])
      assert.throws(move, { name: 'JournalError', code: 'JOURNAL_WRITE' });
    assert.equal(seen, 0);
    assert.deepEqual(everything(ledger), before);
    journal.full = false;
    ledger.fund('0x77', 1n);
    assert.equal(seen, 1);
    assert.deepEqual(everything(openLedger(journal)), everything(ledger));
  });
});

describe('a journal', () => {
  it('holds one chain: no second one begins in it, and none goes on from nothing', async () => {
    const journal = new MemoryJournal();
    assert.throws(() => openLedger(journal), { code: 'JOURNAL_MISMATCH' });
    await begin(journal);
    await assert.rejects(begin(journal), { code: 'JOURNAL_MISMATCH' });
  });

  it('of another format or protocol is refused by name, whatever else is in it', async () => {
    const journal = new MemoryJournal();
    await begin(journal);
    const [genesis] = journal.list;
    // The format is a u32 after the tag, then comes the version of the protocol as a u64.
    for (const [at, rest] of [
      [1, genesis!.length],
      [1, 40],
      [5, genesis!.length],
    ] as const) {
      const other = journal.copy();
      other.list[0] = other.list[0]!.slice(0, rest);
      other.list[0][at]! += 1;
      assert.throws(() => openLedger(other), { name: 'JournalError', code: 'JOURNAL_VERSION' });
    }
  });

  it('with a record that is missing, twice there, out of order or changed is damaged, never another chain', async () => {
    const journal = new MemoryJournal();
    const ledger = await begin(journal);
    await furnish(ledger);
    const tip = ledger.latestCheckpoint().digest;
    const damaged = (other: Journal) =>
      assert.throws(() => openLedger(other), { name: 'JournalError', code: 'JOURNAL_DAMAGED' });
    for (const at of [0, 3, 7]) {
      const missing = journal.copy();
      missing.list.splice(at, 1);
      damaged(missing);
      const twice = journal.copy();
      twice.list.splice(at, 0, twice.list[at]!);
      damaged(twice);
      const swapped = journal.copy();
      [swapped.list[at], swapped.list[at + 1]] = [swapped.list[at + 1]!, swapped.list[at]!];
      damaged(swapped);
      const short = journal.copy();
      short.list[at] = short.list[at]!.slice(0, -1);
      damaged(short);
    }
    let refused = 0;
    const runs = 60;
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), (record, byte, flip) => {
        const changed = journal.copy();
        const bytes = changed.list[1 + (record % (changed.list.length - 1))]!;
        bytes[byte % bytes.length]! ^= flip;
        try {
          // What no digest covers (a message for people, which objects were only read) is for the file's
          // checks.
          assert.equal(openLedger(changed).latestCheckpoint().digest, tip);
        } catch (error) {
          assert.ok(error instanceof JournalError && error.code === 'JOURNAL_DAMAGED', String(error));
          refused++;
        }
      }),
      { seed: SEED, numRuns: runs },
    );
    assert.ok(refused > runs / 2, `${refused} of ${runs} refused`);
  });
});
