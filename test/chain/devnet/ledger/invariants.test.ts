/** What holds after every transaction, whatever it does: random transactions, and fuzzed ones. */
import assert from 'node:assert/strict';
import { beforeAll, beforeEach, describe, it } from 'vitest';
import { CheckpointContents, CheckpointSummary, digestText, objectBcs } from '@haulout/devnet/ledger';
import type { ExecutedTransaction, Ledger, LedgerObject, LedgerSnapshot } from '@haulout/devnet/ledger';
import { TransactionRejected } from '@haulout/devnet/ledger';
import { bcs } from '@mysten/sui/bcs';
import { TransactionDataBuilder } from '@mysten/sui/transactions';
import type { Transaction } from '@mysten/sui/transactions';
import { fromBase64, normalizeSuiAddress, toBase58 } from '@mysten/sui/utils';
import { blake2b } from '@noble/hashes/blake2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { extent } from '../../../support/long.js';
import { World, balance, created, effectsOf, signatures, sui, suiCoinType, typeNameOf } from './world.js';

let world: World;
let start: LedgerSnapshot;

beforeAll(async () => {
  world = await World.start();
  start = world.ledger.snapshot();
});
beforeEach(() => world.ledger.restore(start));

const supply = 10_000_000_000n * sui;

/** Every live object, found through everything that ever changed. */
function liveObjects(ledger: Ledger): readonly LedgerObject[] {
  const ids = new Set<string>();
  for (let sequence = 0n; sequence <= ledger.latestCheckpoint().sequenceNumber; sequence++) {
    for (const digest of ledger.getCheckpoint(sequence)!.transactions) {
      for (const { id } of ledger.getTransaction(digest)!.changes) ids.add(id);
    }
  }
  return [...ids].flatMap((id) => ledger.getObject(id) ?? []);
}

/** All SUI there is: in coins, in storage rebates, and what was taken as gas and not returned. */
function allSui(ledger: Ledger): bigint {
  let sum = 0n;
  for (const object of liveObjects(ledger)) {
    sum += object.storageRebate;
    if (object.data.kind === 'move' && typeNameOf(object) === 'Coin' && isSui(object)) sum += balance(object);
  }
  for (let sequence = 0n; sequence <= ledger.latestCheckpoint().sequenceNumber; sequence++) {
    for (const digest of ledger.getCheckpoint(sequence)!.transactions) {
      const { computationCost, nonRefundableStorageFee } = ledger.getTransaction(digest)!.gasUsed;
      sum += computationCost + nonRefundableStorageFee;
    }
  }
  return sum;
}

function isSui(object: LedgerObject): boolean {
  if (object.data.kind !== 'move' || object.data.type.kind !== 'datatype') return false;
  const [argument] = object.data.type.typeArguments;
  return argument?.kind === 'datatype' && argument.name === 'SUI';
}

/** BLAKE2b-256 of a type's name and a value's BCS, written out here independently. */
function hash(name: string, bytes: Uint8Array): string {
  return toBase58(blake2b(new Uint8Array([...utf8ToBytes(`${name}::`), ...bytes]), { dkLen: 32 }));
}

/** What must hold of any executed transaction. */
function checkTransaction(ledger: Ledger, result: ExecutedTransaction): void {
  assert.equal(result.digest, TransactionDataBuilder.getDigestFromBytes(result.transaction));
  const effects = effectsOf(result);
  assert.equal(effects.transactionDigest, result.digest);
  assert.deepEqual(bcs.TransactionEffects.serialize({ V2: effects }).toBytes(), result.effects);
  const lamport = BigInt(effects.lamportVersion);
  const ids = effects.changedObjects.map(([id]) => id);
  assert.deepEqual(ids, [...new Set(ids)].sort());
  assert.deepEqual(
    result.changes.map(({ id }) => id),
    ids,
  );
  for (const { before, after } of result.changes) {
    if (before !== undefined) assert.ok(before.version < lamport);
    if (after === undefined) continue;
    assert.equal(after.version, after.data.kind === 'package' ? after.data.package.version : lamport);
    assert.equal(after.previousTransaction, result.digest);
    assert.equal(after.digest, hash('Object', objectBcs(after)));
    const parsed = bcs.Object.parse(objectBcs(after));
    assert.equal(parsed.storageRebate, `${after.storageRebate}`);
    if (after.data.kind === 'move') {
      assert.equal(parsed.data.Move?.version, `${after.version}`);
      assert.equal(`0x${Buffer.from(after.data.contents.subarray(0, 32)).toString('hex')}`, after.id);
    }
  }
  const paid = result.changes.reduce((sum, { after }) => sum + (after?.storageRebate ?? 0n), 0n);
  const rebates = result.changes.reduce((sum, { before }) => sum + (before?.storageRebate ?? 0n), 0n);
  const { storageCost, storageRebate, nonRefundableStorageFee } = result.gasUsed;
  if (storageCost > 0n) {
    assert.equal(paid, storageCost);
    assert.equal(rebates, storageRebate + nonRefundableStorageFee);
  }
  if (effects.gasObjectIndex !== null) {
    assert.ok(effects.changedObjects[effects.gasObjectIndex]![1].outputState.ObjectWrite);
  }
  for (const dependency of effects.dependencies) assert.ok(ledger.getTransaction(dependency), dependency);
}

/** One random step; numbers pick among what there is. */
type Step = readonly [action: number, a: number, b: number];

/** Runs a step on what alice owns; gives undefined when there is nothing to do it with. */
async function runStep(at: World, [action, a, b]: Step): Promise<ExecutedTransaction | undefined> {
  const alice = at.alice.toSuiAddress();
  const owned = (type: string) => at.ledger.listOwned(alice, { kind: 'address', type, limit: 100 }).items;
  const items = owned(at.type('Item'));
  const coins = owned(suiCoinType).filter(({ id }) => id !== at.gasCoin(alice).id);
  const item = items[a % Math.max(items.length, 1)];
  const other = items[b % Math.max(items.length, 1)];
  const call = (tx: Transaction, name: string, args: Parameters<Transaction['moveCall']>[0]['arguments']) =>
    tx.moveCall({ target: at.fn(name), arguments: args });
  switch (action) {
    case 0:
      return at.execute((tx) => tx.transferObjects([call(tx, 'new', [tx.pure.u64(a)])], alice));
    case 1:
      return at.execute((tx) => tx.transferObjects(splits(tx, a), b % 2 ? alice : at.bob.toSuiAddress()));
    case 2:
      return coins.length === 0
        ? undefined
        : at.execute((tx) => tx.mergeCoins(tx.gas, [at.owned(tx, coins[0]!)]));
    case 3:
      return item && at.execute((tx) => tx.transferObjects([call(tx, 'wrap', [at.owned(tx, item)])], alice));
    case 4: {
      const [box] = owned(at.type('Box'));
      return (
        box &&
        at.execute((tx) => {
          if (a % 2) call(tx, 'unwrap_and_destroy', [at.owned(tx, box)]);
          else tx.transferObjects([call(tx, 'unwrap', [at.owned(tx, box)])], alice);
        })
      );
    }
    case 5:
      return (
        item &&
        at.execute((tx) => call(tx, 'add_field', [at.owned(tx, item), tx.pure.u64(b % 2), tx.pure.u64(a)]))
      );
    case 6:
      return item && at.execute((tx) => call(tx, 'remove_field', [at.owned(tx, item), tx.pure.u64(b % 2)]));
    case 7:
      if (!item || !other || item.id === other.id) return undefined;
      return at.execute((tx) =>
        call(tx, 'add_child', [at.owned(tx, item), tx.pure.u64(b + 1000), at.owned(tx, other)]),
      );
    case 8:
      return item && at.execute((tx) => call(tx, 'destroy', [at.owned(tx, item)]));
    case 9:
      return at.execute((tx) => {
        tx.transferObjects([call(tx, 'new', [tx.pure.u64(a)])], alice);
        call(tx, 'refuse_with', [tx.pure.u64(b)]);
      });
    case 10:
      return coins.length === 0
        ? undefined
        : at.execute((tx) => tx.transferObjects(splits(tx, a), alice), {
            gas: [at.gasCoin(alice), ...coins.slice(0, 3)],
          });
    case 11:
      return at.execute((tx) => call(tx, 'forever', []), { budget: 5_000_000n });
    default:
      return at.execute((tx) => tx.transferObjects(splits(tx, a), alice), { budget: 3_500_000n });
  }
}

function splits(tx: Transaction, count: number) {
  const amounts = Array.from({ length: (count % 5) + 1 }, (_, index) => BigInt(count * 1000 + index));
  return amounts.map((amount) => tx.splitCoins(tx.gas, [amount]));
}

/** Digests of all checkpoints of a new ledger after these steps, a step of the clock and a new epoch. */
async function digestsOf(seed: string, sequence: readonly Step[], rehearses = false): Promise<string[]> {
  const at = await World.start({ seed });
  at.rehearses = rehearses;
  for (const step of sequence) await runStep(at, step);
  at.ledger.advanceClock(1234n);
  at.ledger.advanceEpoch();
  const { sequenceNumber } = at.ledger.latestCheckpoint();
  const digests = [];
  for (let i = 0n; i <= sequenceNumber; i++) digests.push(at.ledger.getCheckpoint(i)!.digest);
  return digests;
}

const steps = fc.array(fc.tuple(fc.nat({ max: 12 }), fc.nat({ max: 9 }), fc.nat({ max: 9 })), {
  minLength: 5,
  maxLength: 25,
});

describe('random transactions', () => {
  it('keep versions, digests and gas in order, and neither make nor lose SUI', async () => {
    // Something to begin with: items, some with fields and children, a box, coins.
    const beginning: readonly Step[] = [0, 0, 0, 0, 0, 0, 1, 1, 3, 3, 5, 5, 5, 7].map((action, i) => [
      action,
      i,
      i + 1,
    ]);
    for (const step of beginning) assert.ok((await runStep(world, step))?.status.success);
    const furnished = world.ledger.snapshot();
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        world.ledger.restore(furnished);
        for (const step of sequence) {
          const result = await runStep(world, step);
          if (result === undefined) continue;
          checkTransaction(world.ledger, result);
          seen.add(`${step[0]} ${result.status.success}`);
        }
        assert.equal(allSui(world.ledger), supply);
      }),
      { seed: 1, numRuns: 15 },
    );
    for (let action = 0; action < 13; action++) {
      const outcomes = [9, 11].includes(action)
        ? ['false']
        : [6, 12].includes(action)
          ? ['true', 'false']
          : ['true'];
      for (const outcome of outcomes)
        assert.ok(seen.has(`${action} ${outcome}`), `no step ${action}: ${outcome}`);
    }
  });

  it('give the same bytes on ledgers of the same seed, and others on others', async () => {
    const sequence: readonly Step[] = Array.from({ length: 26 }, (_, i) => [
      i % 13,
      (i * 7) % 10,
      (i * 3) % 10,
    ]);
    const [one, same, other] = [
      await digestsOf('a', sequence),
      await digestsOf('a', sequence),
      await digestsOf('b', sequence),
    ];
    assert.deepEqual(one, same);
    assert.equal(
      one.some((digest) => other.includes(digest)),
      false,
    );
  });

  it('come to the same whether they were simulated just before or not', async () => {
    const sequence: readonly Step[] = Array.from({ length: 39 }, (_, i) => [
      i % 13,
      (i * 5) % 10,
      (i * 9) % 10,
    ]);
    assert.deepEqual(await digestsOf('a', sequence, true), await digestsOf('a', sequence));
  });

  it('see the state of their execution, not that of a simulation before something else happened', async () => {
    const { ledger } = world;
    const time = await world.build((tx) =>
      tx.moveCall({ target: world.fn('note_time'), arguments: [tx.object.clock()] }),
    );
    const pay = await world.build((tx) => tx.transferObjects([tx.gas], world.alice.toSuiAddress()), {
      sender: world.bob,
    });
    const [timed, paid] = [time, pay].map(({ bytes }) => ledger.simulate(bytes, { checks: true }));
    ledger.advanceClock(1_000n);
    ledger.simulate(time.bytes, { checks: true });
    const run = async ({ bytes, sender, payer }: typeof time) =>
      ledger.execute(bytes, await signatures(bytes, sender, payer));
    assert.notDeepEqual((await run(time)).events, timed!.events);
    const late = await run(pay);
    assert.deepEqual(late.effects, paid!.effects);
    assert.equal(late.signatures.length, 1);
  });

  it('that fail leave nothing but gas and new versions of their inputs', async () => {
    const item = await world.item(3);
    const gas = world.gasCoin(world.alice.toSuiAddress());
    const { result } = await world.fail(
      (tx) => {
        tx.moveCall({ target: world.fn('set'), arguments: [world.owned(tx, item), tx.pure.u64(99)] });
        tx.moveCall({
          target: world.fn('add_field'),
          arguments: [world.owned(tx, item), tx.pure.u64(1), tx.pure.u64(1)],
        });
        tx.transferObjects([tx.splitCoins(tx.gas, [5n])], world.bob.toSuiAddress());
        tx.moveCall({ target: world.fn('note'), arguments: [tx.pure.u64(1), tx.pure.string('gone')] });
        tx.moveCall({ target: world.fn('refuse') });
      },
      { gas: [gas] },
    );
    assert.deepEqual(new Set(result.changes.map(({ id }) => id)), new Set([item.id, gas.id]));
    const after = world.now(item);
    assert.ok(after.data.kind === 'move' && item.data.kind === 'move');
    assert.deepEqual(after.data.contents, item.data.contents);
    assert.deepEqual(after.owner, item.owner);
    assert.ok(after.version > item.version);
    assert.deepEqual(result.events, []);
    assert.equal(world.ledger.listOwned(item.id, { kind: 'object', limit: 1 }).items.length, 0);
    const { computationCost, storageCost, storageRebate } = result.gasUsed;
    assert.equal(balance(gas) - balance(world.now(gas)), computationCost + storageCost - storageRebate);
  });
});

describe('gas', () => {
  it('of a plain transfer is what Sui charges', async () => {
    const result = await world.succeed((tx) =>
      tx.transferObjects([tx.splitCoins(tx.gas, [1n])], world.bob.toSuiAddress()),
    );
    // Two coins at 988000 MIST each; the gas coin's 988000 come back but for one percent.
    assert.deepEqual(result.gasUsed, {
      computationCost: 1_000_000n,
      storageCost: 1_976_000n,
      storageRebate: 978_120n,
      nonRefundableStorageFee: 9_880n,
    });
  });

  it('that does not cover storage is charged for inputs only, and else to the last MIST of the budget', async () => {
    const make = (tx: Transaction) => tx.transferObjects(splits(tx, 24), world.alice.toSuiAddress());
    const some = await world.fail(make, { budget: 2_100_000n });
    assert.deepEqual(some.error, { InsufficientGas: true });
    assert.equal(some.result.gasUsed.computationCost, 1_000_000n);
    assert.equal(some.result.gasUsed.storageCost, 988_000n);
    const none = await world.fail(make, { budget: 1_005_000n });
    assert.deepEqual(none.error, { InsufficientGas: true });
    assert.equal(none.result.gasUsed.computationCost, 1_005_000n);
    assert.equal(none.result.gasUsed.storageCost, 0n);
    assert.equal(allSui(world.ledger), supply);
  });

  it('is less with objects deleted: their rebate comes back', async () => {
    const item = await world.item(1);
    const result = await world.succeed((tx) =>
      tx.moveCall({ target: world.fn('destroy'), arguments: [world.owned(tx, item)] }),
    );
    const { storageCost, storageRebate, nonRefundableStorageFee } = result.gasUsed;
    assert.equal(storageRebate + nonRefundableStorageFee, item.storageRebate + storageCost);
  });
});

describe('checkpoints', () => {
  it('form a chain of digests over summaries and contents, with time that only grows', async () => {
    await world.item(1);
    world.ledger.advanceClock(10n);
    world.ledger.advanceEpoch();
    await world.item(2);
    let previous: { digest: string; timestampMs: bigint } | undefined;
    let total = 0;
    for (let sequence = 0n; sequence <= world.ledger.latestCheckpoint().sequenceNumber; sequence++) {
      const checkpoint = world.ledger.getCheckpoint(sequence)!;
      const summary = CheckpointSummary.parse(checkpoint.summary);
      const contents = CheckpointContents.parse(checkpoint.contents).V1;
      total += checkpoint.transactions.length;
      assert.equal(checkpoint.digest, hash('CheckpointSummary', checkpoint.summary));
      assert.equal(summary.contentDigest, hash('CheckpointContents', checkpoint.contents));
      assert.equal(summary.previousDigest, previous?.digest ?? null);
      assert.equal(summary.sequenceNumber, `${sequence}`);
      assert.equal(summary.networkTotalTransactions, `${total}`);
      if (previous !== undefined) assert.ok(checkpoint.timestampMs > previous.timestampMs);
      assert.deepEqual(
        contents.transactions,
        checkpoint.transactions.map((digest) => ({
          transaction: digest,
          effects: hash('TransactionEffects', world.ledger.getTransaction(digest)!.effects),
        })),
      );
      for (const digest of checkpoint.transactions) {
        const transaction = world.ledger.getTransaction(digest)!;
        assert.equal(transaction.checkpoint, sequence);
        assert.equal(digest, digestText('TransactionData', transaction.transaction));
        checkTransaction(world.ledger, transaction);
      }
      previous = checkpoint;
    }
    assert.equal(world.ledger.getEpoch()!.epoch, 1n);
    assert.equal(world.ledger.latestCheckpoint().epoch, 1n);
    assert.ok(world.ledger.getCheckpoint(world.ledger.getEpoch()!.firstCheckpoint));
  });

  it('are told to listeners until they stop', async () => {
    const heard: bigint[] = [];
    const stop = world.ledger.onCheckpoint(({ sequenceNumber }) => heard.push(sequenceNumber));
    await world.item(1);
    stop();
    await world.item(1);
    assert.deepEqual(heard, [world.ledger.latestCheckpoint().sequenceNumber - 1n]);
  });

  it('come back with a snapshot, forwards too', async () => {
    const early = world.ledger.snapshot();
    const item = await world.item(1);
    const late = world.ledger.snapshot();
    const tip = world.ledger.latestCheckpoint();
    world.ledger.restore(early);
    assert.equal(world.ledger.getObject(item.id), undefined);
    assert.equal(world.ledger.latestCheckpoint().sequenceNumber, early.checkpoint);
    await world.item(77);
    world.ledger.restore(late);
    assert.deepEqual(world.ledger.latestCheckpoint(), tip);
    assert.equal(balance(world.now(item)), 1n);
  });
});

describe('objects', () => {
  it('are kept in all their versions', async () => {
    const item = await world.item(1);
    for (const value of [2, 3]) {
      await world.succeed((tx) =>
        tx.moveCall({ target: world.fn('set'), arguments: [world.owned(tx, item), tx.pure.u64(value)] }),
      );
    }
    await world.succeed((tx) =>
      tx.moveCall({ target: world.fn('destroy'), arguments: [world.owned(tx, item)] }),
    );
    assert.equal(world.ledger.getObject(item.id), undefined);
    assert.equal(balance(world.ledger.getObject(item.id, item.version)!), 1n);
    assert.equal(balance(world.ledger.getObject(item.id, item.version + 1n)!), 2n);
    assert.equal(world.ledger.getObject(item.id, 1n), undefined);
  });

  it('are listed by owner and type, page by page', async () => {
    const ids = [];
    for (let i = 0; i < 5; i++) ids.push((await world.item(i)).id);
    const alice = world.alice.toSuiAddress();
    const listed: string[] = [];
    let cursor: string | undefined;
    do {
      const page = world.ledger.listOwned(alice, {
        kind: 'address',
        type: world.type('Item'),
        cursor,
        limit: 2,
      });
      assert.ok(page.items.length <= 2);
      listed.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== undefined);
    assert.deepEqual(listed, ids.sort());
    const coin = `${normalizeSuiAddress('0x2')}::coin::Coin`;
    assert.ok(world.ledger.listOwned(alice, { kind: 'address', type: coin, limit: 9 }).items.length > 0);
  });
});

describe('simulation', () => {
  it('changes nothing, and foretells what execution then does', async () => {
    const item = await world.item(1);
    const { bytes, sender } = await world.build((tx) => {
      tx.moveCall({ target: world.fn('set'), arguments: [world.owned(tx, item), tx.pure.u64(5)] });
      tx.moveCall({ target: world.fn('value'), arguments: [world.owned(tx, item)] });
    });
    const tip = world.ledger.latestCheckpoint();
    const simulated = world.ledger.simulate(bytes, { checks: true });
    assert.deepEqual(world.ledger.latestCheckpoint(), tip);
    assert.equal(world.ledger.getTransaction(simulated.digest), undefined);
    const [set, value] = simulated.commandResults!;
    assert.equal(set!.mutatedByRef.length, 1);
    assert.deepEqual(
      value!.returnValues.map(({ bytes: result }) => bcs.u64().parse(result)),
      ['5'],
    );
    const executed = world.ledger.execute(bytes, await signatures(bytes, sender));
    assert.deepEqual(executed.effects, simulated.effects);
  });

  it('without checks calls anything, with any object, and gives references as values', async () => {
    const item = await world.item(41);
    const { bytes } = await world.build(
      (tx) => {
        tx.moveCall({ target: world.fn('hidden') });
        tx.moveCall({ target: world.fn('value_ref'), arguments: [world.owned(tx, item)] });
        tx.moveCall({ target: world.fn('new'), arguments: [tx.pure.u64(1)] });
      },
      { sender: world.bob },
    );
    assert.throws(() => world.ledger.simulate(bytes, { checks: true }), TransactionRejected);
    const { status, commandResults } = world.ledger.simulate(bytes, { checks: false });
    assert.ok(status.success, status.success ? '' : status.message);
    assert.equal(bcs.u64().parse(commandResults![1]!.returnValues[0]!.bytes), '41');
  });

  it('pays with a coin of its own when the transaction names none', async () => {
    const { bytes } = await world.build((tx) => void tx.moveCall({ target: world.fn('calls_hidden') }));
    const data = bcs.TransactionData.parse(bytes);
    Object.assign(data.V1.gasData, { payment: [], budget: '0' });
    const changed = bcs.TransactionData.serialize(data).toBytes();
    const { status, gasUsed } = world.ledger.simulate(changed, { checks: true });
    assert.ok(status.success, status.success ? '' : status.message);
    assert.equal(gasUsed.computationCost, 1_000_000n);
  });
});

describe('fuzzed transactions', () => {
  it('with flipped bits never crash, and are never executed', async () => {
    const item = await world.item(1);
    const { bytes, sender } = await world.build((tx) => {
      const made = tx.moveCall({ target: world.fn('new'), arguments: [tx.pure.u64(1)] });
      tx.moveCall({ target: world.fn('swap'), arguments: [world.owned(tx, item), made] });
      const type = `vector<${world.type('Item')}>`;
      const vector = tx.makeMoveVec({ elements: [made] });
      tx.transferObjects(
        [tx.moveCall({ target: world.fn('hold'), typeArguments: [type], arguments: [vector] })],
        world.alice.toSuiAddress(),
      );
      tx.mergeCoins(tx.gas, [tx.splitCoins(tx.gas, [3n])]);
    });
    const signed = await signatures(bytes, sender);
    const tip = world.ledger.latestCheckpoint().digest;
    fc.assert(
      fc.property(fc.array(fc.nat({ max: bytes.length * 8 - 1 }), { minLength: 1, maxLength: 3 }), (bits) => {
        const changed = bytes.slice();
        for (const bit of new Set(bits)) changed[bit >> 3]! ^= 1 << (bit & 7);
        assert.throws(() => world.ledger.execute(changed, signed), TransactionRejected);
        // Without the signature in the way, the changed transaction reaches everything behind it.
        try {
          world.ledger.simulate(changed, { checks: false });
          world.ledger.simulate(changed, { checks: true });
        } catch (error) {
          assert.ok(error instanceof TransactionRejected, String(error));
        }
        assert.equal(world.ledger.latestCheckpoint().digest, tip);
      }),
      { seed: 2, numRuns: extent({ short: 250, long: 5000 }) },
    );
    assert.ok(world.ledger.execute(bytes, signed).status.success);
  });

  it('signed as they are either run or are refused, and keep all SUI', async () => {
    const { bytes } = await world.build((tx) => {
      const made = tx.moveCall({ target: world.fn('new'), arguments: [tx.pure.u64(1)] });
      tx.transferObjects([made, tx.splitCoins(tx.gas, [3n])], world.alice.toSuiAddress());
    });
    const before = world.ledger.snapshot();
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length * 8 - 1 }), async (bit) => {
        world.ledger.restore(before);
        const changed = bytes.slice();
        changed[bit >> 3]! ^= 1 << (bit & 7);
        const signature = fromBase64((await world.alice.signTransaction(changed)).signature);
        try {
          checkTransaction(world.ledger, world.ledger.execute(changed, [signature]));
        } catch (error) {
          assert.ok(error instanceof TransactionRejected, String(error));
        }
        assert.equal(allSui(world.ledger), supply);
      }),
      { seed: 3, numRuns: extent({ short: 30, long: 600 }) },
    );
  });

  it('that publish broken bytecode fail and change nothing', async () => {
    const publication = world.publication!;
    const data = bcs.TransactionData.parse(publication.transaction);
    const modules = data.V1.kind.ProgrammableTransaction!.commands[0]!.Publish!.modules.map((text) =>
      fromBase64(text),
    );
    const before = world.ledger.snapshot();
    let published = 0;
    const numRuns = extent({ short: 15, long: 300 });
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: modules[0]!.length - 1 }), fc.nat({ max: 7 }), async (at, bit) => {
        world.ledger.restore(before);
        const broken = modules[0]!.slice();
        broken[at]! ^= 1 << bit;
        const result = await world.execute((tx) => {
          const dependencies = [normalizeSuiAddress('0x1'), normalizeSuiAddress('0x2')];
          const cap = tx.publish({ modules: [[...broken]], dependencies });
          tx.transferObjects([cap], world.alice.toSuiAddress());
        });
        checkTransaction(world.ledger, result);
        if (result.status.success) published++;
        else
          assert.equal(
            result.changes.some(({ after }) => after?.data.kind === 'package'),
            false,
          );
      }),
      { seed: 4, numRuns },
    );
    assert.ok(published < numRuns);
    assert.ok(created(publication, 'Started'));
  });
});
