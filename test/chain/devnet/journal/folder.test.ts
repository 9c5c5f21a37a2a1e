/** `Devnet.start({ folder })`: a chain that outlives its process, however that ends. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { Devnet, JournalError } from '@haulout/devnet';
import { Transaction } from '@mysten/sui/transactions';
import fc from 'fast-check';
import { startChild } from '../../../support/child.js';

const SEED = 20262;

const root = mkdtempSync(join(tmpdir(), 'haulout-kept-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;
const newFolder = () => join(root, String(folders++));
const journalOf = (folder: string) => join(folder, 'journal');
/** A new folder with these bytes as its journal: what a crash has left. */
function folderWith(bytes: Uint8Array): string {
  const folder = newFolder();
  mkdirSync(folder);
  writeFileSync(journalOf(folder), bytes);
  return folder;
}
const tipOf = (devnet: Devnet) => devnet.ledger.latestCheckpoint().digest;
async function tipIn(folder: string): Promise<string> {
  const devnet = await Devnet.start({ folder });
  devnet.stop();
  return tipOf(devnet);
}
const refused = (options: Parameters<typeof Devnet.start>[0], code: JournalError['code']) =>
  assert.rejects(Devnet.start(options), { name: 'JournalError', code });

/** A journal, where each of its last records ends, and the tip of the chain there. */
const kept = { bytes: new Uint8Array(), ends: [] as { readonly at: number; readonly tip: string }[] };
beforeAll(async () => {
  const folder = newFolder();
  const devnet = await Devnet.start({ folder, seed: 'kept' });
  const note = () => kept.ends.push({ at: statSync(journalOf(folder)).size, tip: tipOf(devnet) });
  note();
  for (const amount of [1, 2, 3]) {
    devnet.fund('0x77', amount);
    note();
  }
  devnet.stop();
  kept.bytes = new Uint8Array(readFileSync(journalOf(folder)));
});

describe('a devnet in a folder', () => {
  it('is the same chain after a restart: objects, accounts, transactions, and what clients are told', async () => {
    const folder = newFolder();
    const first = await Devnet.start({ folder, seed: 'again' });
    const alice = first.newAccount('alice');
    const nobody = first.newAccount();
    const transaction = new Transaction();
    transaction.transferObjects([transaction.splitCoins(transaction.gas, [77])], '0x77');
    const { Transaction: done } = await first.client.signAndExecuteTransaction({
      transaction,
      signer: alice,
    });
    first.advanceEpoch();
    first.advanceClock(1_000);
    first.stop();

    const second = await Devnet.start({ folder });
    assert.equal(tipOf(second), tipOf(first));
    assert.equal(second.ledger.clockMs(), first.ledger.clockMs());
    assert.equal(second.newAccount('alice').toSuiAddress(), alice.toSuiAddress());
    assert.notEqual(
      second.newAccount().toSuiAddress(),
      nobody.toSuiAddress(),
      'without a name it is a new one',
    );
    const { balance } = await second.client.getBalance({ owner: '0x77' });
    assert.equal(balance.balance, '77');
    const found = await second.client.getTransaction({ digest: done!.digest, include: { effects: true } });
    assert.equal(found.Transaction?.effects.status.success, true);
    second.stop();
  });

  it('gives the answer of the first time to a transaction that is sent again after a restart', async () => {
    const folder = newFolder();
    let devnet = await Devnet.start({ folder });
    const alice = devnet.newAccount('alice');
    const transaction = new Transaction();
    transaction.setSender(alice.toSuiAddress());
    transaction.transferObjects([transaction.splitCoins(transaction.gas, [5])], '0x55');
    const bytes = await transaction.build({ client: devnet.client });
    const { signature } = await alice.signTransaction(bytes);
    const send = async () => {
      const sent = { transaction: bytes, signatures: [signature], include: { effects: true } as const };
      return (await devnet.client.executeTransaction(sent)).Transaction!.effects.bcs;
    };
    const answer = await send();
    devnet.stop();
    devnet = await Devnet.start({ folder });
    assert.deepEqual(await send(), answer);
    assert.equal((await devnet.client.getBalance({ owner: '0x55' })).balance.balance, '5', 'paid once');
    devnet.stop();
  });

  it('has one user at a time; a lock whose process is gone holds nobody up', async () => {
    const folder = newFolder();
    const devnet = await Devnet.start({ folder });
    await refused({ folder }, 'JOURNAL_IN_USE');
    writeFileSync(join(folder, 'lock'), String(process.ppid));
    devnet.stop();
    assert.throws(() => devnet.fund('0x77', 1), { code: 'JOURNAL_WRITE' });
    // Of a process that lives and is not this one.
    writeFileSync(join(folder, 'lock'), String(process.ppid));
    await refused({ folder }, 'JOURNAL_IN_USE');
    const gone = spawnSync(process.execPath, ['--version']);
    for (const stale of [String(gone.pid), String(process.pid), '', 'no number']) {
      writeFileSync(join(folder, 'lock'), stale);
      assert.equal(await tipIn(folder), tipOf(devnet), `lock '${stale}'`);
    }
  });

  it('is refused when it was begun with other settings', async () => {
    const folder = folderWith(kept.bytes);
    await refused({ folder, seed: 'another' }, 'JOURNAL_MISMATCH');
    await refused({ folder, startTimestampMs: 5 }, 'JOURNAL_MISMATCH');
    await refused({ folder, referenceGasPrice: 5 }, 'JOURNAL_MISMATCH');
    (await Devnet.start({ folder, seed: 'kept', referenceGasPrice: 1000 })).stop();
  });
});

describe('a crash', () => {
  it('in the middle of a write leaves the chain before it, wherever the write is cut', async () => {
    const [previous, last] = kept.ends.slice(-2);
    const length = last!.at - previous!.at;
    // Around the fields of the frame every cut, in its middle some.
    const cuts = [
      ...Array(12).keys(),
      100,
      length >> 1,
      ...Array.from({ length: 6 }, (_, i) => length - 6 + i),
    ];
    for (const cut of cuts) {
      const folder = folderWith(kept.bytes.subarray(0, previous!.at + cut));
      assert.equal(await tipIn(folder), previous!.tip, `cut after ${cut} of ${length} bytes`);
      assert.equal(statSync(journalOf(folder)).size, previous!.at, 'the torn record is gone');
      const devnet = await Devnet.start({ folder });
      devnet.fund('0x77', 3);
      devnet.stop();
      assert.equal(tipOf(devnet), last!.tip, 'and the same call makes the same chain');
      assert.deepEqual(new Uint8Array(readFileSync(journalOf(folder))), kept.bytes);
    }
  });

  it('of the machine, with pages of the last write that never came to disk, leaves the chain before it', async () => {
    const [previous, last] = kept.ends.slice(-2);
    const torn = [
      kept.bytes.slice().fill(0, previous!.at),
      kept.bytes.slice().fill(0, previous!.at + 200),
      Buffer.concat([kept.bytes.subarray(0, previous!.at), new Uint8Array(100_000)]),
    ];
    for (const bytes of torn) assert.equal(await tipIn(folderWith(bytes)), previous!.tip);
    assert.equal(await tipIn(folderWith(kept.bytes)), last!.tip);
  });

  it('before genesis was kept leaves a folder in which a chain can begin', async () => {
    const [genesis] = kept.ends;
    for (const size of [0, 5, 25, 30, genesis!.at - 1]) {
      const devnet = await Devnet.start({ folder: folderWith(kept.bytes.subarray(0, size)), seed: 'kept' });
      devnet.stop();
      assert.equal(tipOf(devnet), genesis!.tip);
    }
  });

  it('by SIGKILL loses nothing that was answered', async () => {
    const folder = folderWith(kept.bytes);
    const child = startChild(new URL('./child-devnet.ts', import.meta.url), folder);
    const answered: string[] = [];
    await new Promise<void>((resolve) => {
      child.on('message', (tip: string) => {
        if (answered.push(tip) === 4) resolve();
      });
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    const devnet = await Devnet.start({ folder });
    assert.deepEqual(chainOf(devnet).slice(kept.ends.length, kept.ends.length + answered.length), answered);
    devnet.stop();
  });
});

describe('damage', () => {
  it('anywhere before the end is an error, and leaves the file as it is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(kept.ends.at(-2)!.at - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, flip) => {
          const bytes = kept.bytes.slice();
          bytes[at]! ^= flip;
          const folder = folderWith(bytes);
          await assert.rejects(
            Devnet.start({ folder }),
            (error: unknown) =>
              error instanceof JournalError &&
              (error.code === 'JOURNAL_DAMAGED' || (at < 25 && error.code === 'JOURNAL_VERSION')),
          );
          assert.deepEqual(new Uint8Array(readFileSync(journalOf(folder))), bytes);
        },
      ),
      {
        seed: SEED,
        numRuns: 40,
        examples: [
          [kept.ends[0]!.at, 1],
          [kept.ends[0]!.at + 1, 255],
          [24, 1],
        ],
      },
    );
  });

  it('a journal of a later layout is refused by name, and so is what is no journal', async () => {
    await refused({ folder: folderWith(Buffer.from('haulout devnet journal 2\n...')) }, 'JOURNAL_VERSION');
    await refused({ folder: folderWith(Buffer.from('an important letter')) }, 'JOURNAL_DAMAGED');
    const folder = folderWith(Buffer.from('an important letter'));
    await refused({ folder }, 'JOURNAL_DAMAGED');
    assert.equal(readFileSync(journalOf(folder), 'utf8'), 'an important letter');
  });
});

/** Digests of all checkpoints, genesis first. */
function chainOf(devnet: Devnet): string[] {
  const chain: string[] = [];
  for (let n = 0n; n <= devnet.ledger.latestCheckpoint().sequenceNumber; n++)
    chain.push(devnet.ledger.getCheckpoint(n)!.digest);
  return chain;
}
