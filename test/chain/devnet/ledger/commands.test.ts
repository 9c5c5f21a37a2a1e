import assert from 'node:assert/strict';
import { beforeAll, beforeEach, describe, it } from 'vitest';
import type { LedgerSnapshot } from '@haulout/devnet/ledger';
import { bcs } from '@mysten/sui/bcs';
import type { Transaction, TransactionArgument, TransactionObjectArgument } from '@mysten/sui/transactions';
import { World, balance, contains, created, effectsOf, notes, plain, sui, typeNameOf } from './world.js';

let world: World;
let start: LedgerSnapshot;

beforeAll(async () => {
  world = await World.start();
  start = world.ledger.snapshot();
});
beforeEach(() => world.ledger.restore(start));

const argumentError = (argIdx: number, kind: unknown) => ({ CommandArgumentError: { argIdx, kind } });

describe('coins', () => {
  it('splits the gas coin and gives the parts away', async () => {
    const bob = world.bob.toSuiAddress();
    const result = await world.succeed((tx) => {
      const [a, b] = tx.splitCoins(tx.gas, [5n, 7n]);
      tx.transferObjects([a!, b!], bob);
    });
    const parts = result.changes
      .filter(({ idOperation }) => idOperation === 'created')
      .map(({ after }) => after!);
    assert.deepEqual(parts.map(balance).sort(), [5n, 7n]);
    assert.ok(parts.every(({ owner }) => owner.kind === 'address' && owner.address === bob));
    const received = result.balanceChanges.find(({ address }) => address === bob);
    assert.equal(received?.amount, 12n);
  });

  it('merges coins and deletes the sources', async () => {
    const alice = world.alice.toSuiAddress();
    const coin = world.ledger.fund(alice, 40n);
    const other = world.ledger.fund(alice, 2n);
    const result = await world.succeed((tx) =>
      tx.mergeCoins(world.owned(tx, coin), [world.owned(tx, other)]),
    );
    assert.equal(balance(world.now(coin)), 42n);
    assert.equal(world.ledger.getObject(other.id), undefined);
    assert.equal(result.changes.find(({ id }) => id === other.id)?.idOperation, 'deleted');
  });

  it('gives the whole gas coin away, and gas is still paid from it', async () => {
    const bob = world.bob.toSuiAddress();
    const gas = world.gasCoin(world.alice.toSuiAddress());
    const result = await world.succeed((tx) => tx.transferObjects([tx.gas], bob), { gas: [gas] });
    const after = world.now(gas);
    assert.deepEqual(after.owner, { kind: 'address', address: bob });
    const { computationCost, storageCost, storageRebate } = result.gasUsed;
    assert.equal(balance(after), balance(gas) - computationCost - storageCost + storageRebate);
  });

  it('keeps the budget out of reach of commands', async () => {
    const gas = world.gasCoin(world.alice.toSuiAddress());
    const { error } = await world.fail(
      (tx) =>
        tx.transferObjects([tx.splitCoins(tx.gas, [balance(gas) - sui + 1n])], world.bob.toSuiAddress()),
      { gas: [gas], budget: sui },
    );
    assert.deepEqual(error, { InsufficientCoinBalance: true });
  });

  it('lets nothing but TransferObjects take the gas coin by value', async () => {
    const coin = world.ledger.fund(world.alice.toSuiAddress(), 1n);
    const { error, command } = await world.fail((tx) => tx.mergeCoins(world.owned(tx, coin), [tx.gas]));
    assert.deepEqual(error, argumentError(1, { InvalidGasCoinUsage: true }));
    assert.equal(command, 0);
  });

  it('does not split what is no coin, nor merge coins of two types', async () => {
    const item = await world.item(1);
    const split = await world.fail((tx) => tx.splitCoins(world.owned(tx, item), [1n]));
    assert.deepEqual(split.error, argumentError(0, { TypeMismatch: true }));
    const treasury = created(world.publication!, 'TreasuryCap');
    const merge = await world.fail((tx) => {
      const token = tx.moveCall({
        target: world.fn('mint', 'token'),
        arguments: [world.owned(tx, treasury), tx.pure.u64(5)],
      });
      tx.mergeCoins(tx.gas, [token]);
    });
    assert.deepEqual(merge.error, argumentError(1, { TypeMismatch: true }));
    assert.equal(merge.command, 1);
  });

  it('merges gas coins into the first and charges that', async () => {
    const alice = world.alice.toSuiAddress();
    const coins = [sui, 2n * sui, 3n * sui].map((mist) => world.ledger.fund(alice, mist));
    const result = await world
      .succeed((tx) => tx.splitCoins(tx.gas, []), { gas: coins })
      .catch(() => undefined);
    assert.equal(result, undefined, 'SplitCoins without amounts is refused');
    const merged = await world.succeed(
      (tx) => tx.transferObjects([tx.splitCoins(tx.gas, [5n * sui - 1n])], world.bob.toSuiAddress()),
      { gas: coins },
    );
    assert.ok(balance(world.now(coins[0]!)) < sui);
    assert.deepEqual(
      coins.slice(1).map(({ id }) => world.ledger.getObject(id)),
      [undefined, undefined],
    );
    assert.ok(merged.gasUsed.storageRebate > 0n);
  });
});

describe('values between commands', () => {
  it('passes results on by value, by reference and by mutable reference', async () => {
    const result = await world.succeed((tx) => {
      const a = tx.moveCall({ target: world.fn('new'), arguments: [tx.pure.u64(1)] });
      const b = tx.moveCall({ target: world.fn('new'), arguments: [tx.pure.u64(2)] });
      tx.moveCall({ target: world.fn('set'), arguments: [a, tx.pure.u64(40)] });
      const sum = tx.moveCall({ target: world.fn('sum'), arguments: [a, b] });
      tx.moveCall({ target: world.fn('expect'), arguments: [sum, tx.pure.u64(42)] });
      tx.moveCall({ target: world.fn('swap'), arguments: [a, b] });
      tx.moveCall({ target: world.fn('destroy'), arguments: [a] });
      tx.transferObjects([b], world.bob.toSuiAddress());
    });
    assert.equal(balance(created(result, 'Item')), 40n);
    assert.equal(result.changes.filter(({ idOperation }) => idOperation !== 'none').length, 1);
  });

  it('addresses one of several results', async () => {
    await world.succeed((tx) => {
      const pair = tx.moveCall({ target: world.fn('pair'), arguments: [tx.pure.u64(3), tx.pure.u64(4)] });
      const sum = tx.moveCall({ target: world.fn('add'), arguments: [pair[0]!, pair[1]!] });
      tx.moveCall({ target: world.fn('expect'), arguments: [sum, tx.pure.u64(7)] });
    });
  });

  it('changes a pure input in place, and keeps the change', async () => {
    await world.succeed((tx) => {
      const number = tx.pure.u64(1);
      for (let i = 0; i < 2; i++) tx.moveCall({ target: world.fn('increment'), arguments: [number] });
      tx.moveCall({ target: world.fn('expect'), arguments: [number, tx.pure.u64(3)] });
    });
  });

  const promise = (tx: Transaction): TransactionArgument =>
    tx.moveCall({ target: world.fn('promise'), arguments: [tx.pure.u64(1)] });

  it('refuses to take a value twice', async () => {
    const { error, command } = await world.fail((tx) => {
      const value = promise(tx);
      tx.moveCall({ target: world.fn('keep_promise'), arguments: [value] });
      tx.moveCall({ target: world.fn('keep_promise'), arguments: [value] });
    });
    assert.deepEqual(error, argumentError(0, { InvalidValueUsage: true }));
    assert.equal(command, 2);
  });

  it('refuses to borrow one value mutably twice in a call', async () => {
    const item = await world.item(1);
    const { error } = await world.fail((tx) => {
      const argument = world.owned(tx, item);
      tx.moveCall({ target: world.fn('swap'), arguments: [argument, argument] });
    });
    assert.deepEqual(error, argumentError(1, { InvalidValueUsage: true }));
  });

  it('refuses to take in a call what the call borrows', async () => {
    const item = await world.item(1);
    const { error } = await world.fail((tx) => {
      const argument = world.owned(tx, item);
      tx.moveCall({ target: world.fn('destroy_beside'), arguments: [argument, argument] });
    });
    assert.deepEqual(error, argumentError(1, { InvalidValueUsage: true }));
    assert.equal(balance(world.now(item)), 1n);
  });

  it('lets a value be borrowed for reading twice', async () => {
    const item = await world.item(21);
    await world.succeed((tx) => {
      const argument = world.owned(tx, item);
      const sum = tx.moveCall({ target: world.fn('sum'), arguments: [argument, argument] });
      tx.moveCall({ target: world.fn('expect'), arguments: [sum, tx.pure.u64(42)] });
    });
  });

  it('refuses results that are left over and cannot be dropped', async () => {
    const hot = await world.fail((tx) => void promise(tx));
    assert.deepEqual(hot.error, { UnusedValueWithoutDrop: { resultIdx: 0, secondaryIdx: 0 } });
    assert.equal(hot.command, undefined);
    const object = await world.fail((tx) => {
      tx.moveCall({ target: world.fn('add'), arguments: [tx.pure.u64(1), tx.pure.u64(1)] });
      tx.moveCall({ target: world.fn('new'), arguments: [tx.pure.u64(1)] });
    });
    assert.deepEqual(object.error, { UnusedValueWithoutDrop: { resultIdx: 1, secondaryIdx: 0 } });
  });

  it('lets a value with copy but without drop be used up by copies, if the last use takes it', async () => {
    const stamp = (tx: Transaction) =>
      tx.moveCall({ target: world.fn('stamp'), arguments: [tx.pure.u64(1)] });
    await world.succeed((tx) => {
      const value = stamp(tx);
      tx.moveCall({ target: world.fn('use_stamp'), arguments: [value] });
      tx.moveCall({ target: world.fn('use_stamp'), arguments: [value] });
    });
    const { error } = await world.fail((tx) => {
      const value = stamp(tx);
      tx.moveCall({ target: world.fn('use_stamp'), arguments: [value] });
      tx.moveCall({ target: world.fn('read_stamp'), arguments: [value] });
    });
    assert.deepEqual(error, { UnusedValueWithoutDrop: { resultIdx: 0, secondaryIdx: 0 } });
  });

  it('names arguments that do not exist', async () => {
    const { bytes } = await world.build((tx) => {
      const two = tx.moveCall({ target: world.fn('pair'), arguments: [tx.pure.u64(3), tx.pure.u64(4)] });
      tx.moveCall({ target: world.fn('increment'), arguments: [two[0]!] });
    });
    const errorWith = (argument: object) => {
      const data = bcs.TransactionData.parse(bytes);
      const calls = data.V1.kind.ProgrammableTransaction!.commands;
      Object.assign(calls[1]!.MoveCall!, { arguments: [argument] });
      const changed = bcs.TransactionData.serialize(data).toBytes();
      const { status } = world.ledger.simulate(changed, { checks: true });
      assert.ok(!status.success);
      return plain(status.error);
    };
    assert.deepEqual(errorWith({ Input: 9 }), argumentError(0, { IndexOutOfBounds: { idx: 9 } }));
    assert.deepEqual(errorWith({ Result: 1 }), argumentError(0, { IndexOutOfBounds: { idx: 1 } }));
    assert.deepEqual(errorWith({ NestedResult: [7, 0] }), argumentError(0, { IndexOutOfBounds: { idx: 7 } }));
    assert.deepEqual(
      errorWith({ NestedResult: [0, 3] }),
      argumentError(0, { SecondaryIndexOutOfBounds: { resultIdx: 0, secondaryIdx: 3 } }),
    );
    assert.deepEqual(errorWith({ Result: 0 }), argumentError(0, { InvalidResultArity: { resultIdx: 0 } }));
  });
});

describe('pure arguments', () => {
  const call = (text: Uint8Array, name: Uint8Array, maybe: Uint8Array, list: Uint8Array, expected: number) =>
    world.execute((tx) => {
      const sum = tx.moveCall({
        target: world.fn('texts'),
        arguments: [text, name, maybe, list].map((bytes) => tx.pure(bytes)),
      });
      tx.moveCall({ target: world.fn('expect'), arguments: [sum, tx.pure.u64(expected)] });
    });
  const utf8 = bcs.string().serialize('ü!').toBytes();
  const ascii = bcs.string().serialize('abc').toBytes();
  const some = bcs.option(bcs.u64()).serialize(10n).toBytes();
  const list = bcs.vector(bcs.Address).serialize(['0x1', '0x2']).toBytes();

  it('takes strings, options and vectors', async () => {
    const { status } = await call(utf8, ascii, some, list, 3 + 3 + 10 + 2);
    assert.ok(
      status.success,
      JSON.stringify(status, (_, value) => (typeof value === 'bigint' ? `${value}` : value)),
    );
  });

  it('refuses bytes that are no value of the type', async () => {
    const cases: [number, Uint8Array[]][] = [
      [0, [Uint8Array.of(2, 0xc3, 0x28), ascii, some, list]],
      [1, [utf8, utf8, some, list]],
      [2, [utf8, ascii, Uint8Array.of(2, 0, 0), list]],
      [2, [utf8, ascii, new Uint8Array([...some, 0]), list]],
      [3, [utf8, ascii, some, list.subarray(1)]],
      [3, [utf8, ascii, some, Uint8Array.of(0x80, 0)]],
    ];
    for (const [index, [a, b, c, d]] of cases) {
      const { status } = await call(a!, b!, c!, d!, 0);
      assert.ok(!status.success);
      const error = status.error as { CommandArgumentError: { argIdx: number; kind: object } };
      assert.equal(error.CommandArgumentError.argIdx, index);
      assert.ok('InvalidBCSBytes' in error.CommandArgumentError.kind);
    }
  });

  it('takes an ID, and refuses a struct as bytes', async () => {
    const item = await world.item(1);
    await world.succeed((tx) =>
      tx.moveCall({ target: world.fn('same_id'), arguments: [world.owned(tx, item), tx.pure.id(item.id)] }),
    );
    const { error } = await world.fail((tx) =>
      tx.moveCall({ target: world.fn('keep_promise'), arguments: [tx.pure.u64(1)] }),
    );
    assert.deepEqual(error, argumentError(0, { InvalidUsageOfPureArg: true }));
  });
});

describe('functions', () => {
  const fails = async (target: string, kind: string, args: number[] = []) => {
    const { error } = await world.fail((tx) =>
      tx.moveCall({ target, arguments: args.map((value) => tx.pure.u64(value)) }),
    );
    assert.deepEqual(Object.keys(error as object), [kind]);
  };

  it('are called if they are public or entry', async () => {
    const item = await world.item(1);
    for (const name of ['private_entry', 'public_entry', 'set']) {
      await world.succeed((tx) =>
        tx.moveCall({ target: world.fn(name), arguments: [world.owned(tx, item), tx.pure.u64(5)] }),
      );
    }
    await fails(world.fn('hidden'), 'NonEntryFunctionInvoked');
    await fails(world.fn('for_the_package'), 'NonEntryFunctionInvoked');
    await fails(world.fn('init', 'token'), 'NonEntryFunctionInvoked');
  });

  it('must exist and get as many arguments and type arguments as they take', async () => {
    await fails(world.fn('nothing'), 'FunctionNotFound');
    await fails(world.fn('value', 'nowhere'), 'VMVerificationOrDeserializationError');
    await fails(world.fn('add'), 'ArityMismatch', [1]);
    await fails(world.fn('hold'), 'TypeArityMismatch', [1]);
  });

  it('are not those of the framework that only a defining module may call', async () => {
    const item = await world.item(1);
    const { error } = await world.fail((tx) =>
      tx.moveCall({
        target: '0x2::transfer::transfer',
        typeArguments: [world.type('Item')],
        arguments: [world.owned(tx, item), tx.pure.address(world.bob.toSuiAddress())],
      }),
    );
    assert.deepEqual(error, { NonEntryFunctionInvoked: true });
  });

  it('do not give references to a transaction', async () => {
    const item = await world.item(1);
    const { error } = await world.fail((tx) =>
      tx.moveCall({ target: world.fn('value_ref'), arguments: [world.owned(tx, item)] }),
    );
    assert.deepEqual(error, { InvalidPublicFunctionReturnType: { idx: 0 } });
  });

  it('check their type arguments', async () => {
    const hold = (type: string, make: (tx: Transaction) => TransactionArgument) =>
      world.execute((tx) => {
        const held = tx.moveCall({ target: world.fn('hold'), typeArguments: [type], arguments: [make(tx)] });
        tx.transferObjects([held], world.alice.toSuiAddress());
      });
    const good = await hold('u64', (tx) => tx.pure.u64(1));
    assert.ok(good.status.success);
    const missing = await hold(world.type('Nothing'), (tx) => tx.pure.u64(1));
    const bound = await hold(world.type('Bound'), (tx) => tx.moveCall({ target: world.fn('make_bound') }));
    const errorOf = ({ status }: typeof good) => (status.success ? undefined : status.error);
    contains(errorOf(missing), {
      TypeArgumentError: { argumentIdx: 0, kind: { TypeNotFound: true } },
    });
    contains(errorOf(bound), {
      TypeArgumentError: { argumentIdx: 0, kind: { ConstraintNotSatisfied: true } },
    });
  });

  it('that are private entries take nothing that other functions have handled', async () => {
    const item = await world.item(1);
    const { error, command } = await world.fail((tx) => {
      const argument = world.owned(tx, item);
      tx.moveCall({ target: world.fn('set'), arguments: [argument, tx.pure.u64(2)] });
      tx.moveCall({ target: world.fn('private_entry'), arguments: [argument, tx.pure.u64(3)] });
    });
    assert.deepEqual(error, argumentError(0, { InvalidArgumentToPrivateEntryFunction: true }));
    assert.equal(command, 1);
    const number = await world.fail((tx) => {
      const sum = tx.moveCall({ target: world.fn('add'), arguments: [tx.pure.u64(1), tx.pure.u64(1)] });
      tx.moveCall({ target: world.fn('private_entry_number'), arguments: [sum] });
    });
    assert.deepEqual(number.error, argumentError(0, { InvalidArgumentToPrivateEntryFunction: true }));
    await world.succeed((tx) => {
      const argument = world.owned(tx, item);
      tx.moveCall({ target: world.fn('public_entry'), arguments: [argument, tx.pure.u64(2)] });
      tx.moveCall({ target: world.fn('private_entry'), arguments: [argument, tx.pure.u64(3)] });
    });
  });

  it('report aborts with module, function, instruction and code', async () => {
    const { error, command } = await world.fail((tx) => {
      tx.moveCall({ target: world.fn('add'), arguments: [tx.pure.u64(1), tx.pure.u64(1)] });
      tx.moveCall({ target: world.fn('refuse') });
    });
    const [location, code] = (error as { MoveAbort: [Record<string, unknown>, string] }).MoveAbort;
    assert.equal(code, '7');
    assert.equal(command, 1);
    assert.deepEqual(location['module'], { address: world.packageId, name: 'things' });
    assert.equal(location['functionName'], 'refuse');
  });

  it('report arithmetic errors with their place', async () => {
    const { error } = await world.fail((tx) =>
      tx.moveCall({ target: world.fn('divide'), arguments: [tx.pure.u64(1), tx.pure.u64(0)] }),
    );
    contains(error, {
      MovePrimitiveRuntimeError: { module: { name: 'things' }, functionName: 'divide' },
    });
  });

  it('that never end run out of gas', async () => {
    const { error, result } = await world.fail((tx) => tx.moveCall({ target: world.fn('forever') }), {
      budget: 20_000_000n,
    });
    assert.deepEqual(error, { InsufficientGas: true });
    assert.equal(result.gasUsed.computationCost, 20_000_000n);
  });
});

describe('objects', () => {
  it('of types without store are not transferred by commands', async () => {
    const { error } = await world.fail((tx) =>
      tx.transferObjects([tx.moveCall({ target: world.fn('make_bound') })], world.bob.toSuiAddress()),
    );
    assert.deepEqual(error, { InvalidTransferObject: true });
    await world.succeed((tx) =>
      tx.moveCall({
        target: world.fn('keep_bound'),
        arguments: [tx.moveCall({ target: world.fn('make_bound') })],
      }),
    );
  });

  it('of another type than the parameter are refused', async () => {
    const coin = world.ledger.fund(world.alice.toSuiAddress(), 1n);
    const { error } = await world.fail((tx) =>
      tx.moveCall({ target: world.fn('value'), arguments: [world.owned(tx, coin)] }),
    );
    assert.deepEqual(error, argumentError(0, { TypeMismatch: true }));
  });

  it('are wrapped, unwrapped and deleted, and effects say which', async () => {
    const item = await world.item(5);
    const alice = world.alice.toSuiAddress();
    const wrapped = await world.succeed((tx) =>
      tx.transferObjects(
        [tx.moveCall({ target: world.fn('wrap'), arguments: [world.owned(tx, item)] })],
        alice,
      ),
    );
    const change = (result: typeof wrapped) => {
      const { before, after, idOperation } = result.changes.find(({ id }) => id === item.id)!;
      return [before !== undefined, after !== undefined, idOperation];
    };
    assert.deepEqual(change(wrapped), [true, false, 'none']);
    assert.equal(world.ledger.getObject(item.id), undefined);

    const box = created(wrapped, 'Box');
    const snapshot = world.ledger.snapshot();
    const unwrapped = await world.succeed((tx) =>
      tx.transferObjects(
        [tx.moveCall({ target: world.fn('unwrap'), arguments: [world.owned(tx, box)] })],
        alice,
      ),
    );
    assert.deepEqual(change(unwrapped), [false, true, 'none']);
    assert.equal(balance(world.now(item)), 5n);

    world.ledger.restore(snapshot);
    const gone = await world.succeed((tx) =>
      tx.moveCall({ target: world.fn('unwrap_and_destroy'), arguments: [world.owned(tx, box)] }),
    );
    assert.deepEqual(change(gone), [false, false, 'deleted']);
  });

  it('that are shared are used by anybody, and only deleted or shared again when taken', async () => {
    const item = await world.item(5);
    await world
      .succeed((tx) => tx.moveCall({ target: world.fn('share'), arguments: [world.owned(tx, item)] }))
      .then(
        () => assert.fail('an old object was shared'),
        () => undefined,
      );
    const result = await world.succeed((tx) => {
      const fresh = tx.moveCall({ target: world.fn('new'), arguments: [tx.pure.u64(1)] });
      tx.moveCall({ target: world.fn('share'), arguments: [fresh] });
    });
    const shared = created(result, 'Item');
    assert.deepEqual(shared.owner, { kind: 'shared', initialSharedVersion: shared.version });
    const setBy = { sender: world.bob };
    await world.succeed(
      (tx) => tx.moveCall({ target: world.fn('set'), arguments: [world.shared(tx, shared), tx.pure.u64(9)] }),
      setBy,
    );
    assert.equal(balance(world.now(shared)), 9n);
    assert.deepEqual(world.now(shared).owner, shared.owner);
    for (const name of ['freeze_item', 'wrap', 'send'] as const) {
      const { error } = await world.fail((tx) => {
        const argument = world.shared(tx, shared);
        const bob = world.bob.toSuiAddress();
        if (name === 'send') tx.transferObjects([argument], bob);
        else {
          const box = tx.moveCall({ target: world.fn(name), arguments: [argument] });
          if (name === 'wrap') tx.transferObjects([box], bob);
        }
      });
      assert.deepEqual(error, { SharedObjectOperationNotAllowed: true }, name);
    }
    await world.succeed((tx) =>
      tx.moveCall({ target: world.fn('share'), arguments: [world.shared(tx, shared)] }),
    );
    await world.succeed((tx) =>
      tx.moveCall({ target: world.fn('destroy'), arguments: [world.shared(tx, shared)] }),
    );
    assert.equal(world.ledger.getObject(shared.id), undefined);
  });

  it('that are shared and named as read-only are neither changed nor given a new version', async () => {
    const result = await world.succeed((tx) => {
      const fresh = tx.moveCall({ target: world.fn('new'), arguments: [tx.pure.u64(1)] });
      tx.moveCall({ target: world.fn('share'), arguments: [fresh] });
    });
    const shared = created(result, 'Item');
    const read = await world.succeed((tx) =>
      tx.moveCall({ target: world.fn('value'), arguments: [world.shared(tx, shared, false)] }),
    );
    assert.equal(world.now(shared).version, shared.version);
    assert.deepEqual(
      effectsOf(read).unchangedConsensusObjects.map(([id, kind]) => [id, kind.ReadOnlyRoot]),
      [[shared.id, [`${shared.version}`, shared.digest]]],
    );
    const written = await world.fail((tx) =>
      tx.moveCall({ target: world.fn('set'), arguments: [world.shared(tx, shared, false), tx.pure.u64(1)] }),
    );
    assert.deepEqual(written.error, argumentError(0, { InvalidObjectByMutRef: true }));
    const taken = await world.fail((tx) =>
      tx.moveCall({ target: world.fn('destroy'), arguments: [world.shared(tx, shared, false)] }),
    );
    assert.deepEqual(taken.error, argumentError(0, { InvalidObjectByValue: true }));
  });

  it('that are frozen are read by anybody and changed by nobody', async () => {
    const item = await world.item(5);
    await world.succeed((tx) =>
      tx.moveCall({ target: world.fn('freeze_item'), arguments: [world.owned(tx, item)] }),
    );
    const { version } = world.now(item);
    assert.deepEqual(world.now(item).owner, { kind: 'immutable' });
    await world.succeed(
      (tx) => tx.moveCall({ target: world.fn('value'), arguments: [world.owned(tx, item)] }),
      {
        sender: world.bob,
      },
    );
    assert.equal(world.now(item).version, version);
    const written = await world.fail((tx) =>
      tx.moveCall({ target: world.fn('set'), arguments: [world.owned(tx, item), tx.pure.u64(1)] }),
    );
    assert.deepEqual(written.error, argumentError(0, { InvalidObjectByMutRef: true }));
    const taken = await world.fail((tx) =>
      tx.transferObjects([world.owned(tx, item)], world.bob.toSuiAddress()),
    );
    assert.deepEqual(taken.error, argumentError(0, { InvalidObjectByValue: true }));
  });

  it('are put in vectors', async () => {
    const items = [await world.item(1), await world.item(2)];
    await world.succeed((tx) => {
      const vector = tx.makeMoveVec({ elements: items.map((item) => world.owned(tx, item)) });
      const sum = tx.moveCall({ target: world.fn('sum_all'), arguments: [vector] });
      tx.moveCall({ target: world.fn('expect'), arguments: [sum, tx.pure.u64(3)] });
    });
    assert.deepEqual(
      items.map(({ id }) => world.ledger.getObject(id)),
      [undefined, undefined],
    );
    await world.succeed((tx) => {
      const vector = tx.makeMoveVec({ type: world.type('Item'), elements: [] });
      tx.moveCall({ target: world.fn('sum_all'), arguments: [vector] });
    });
    const mixed = await world.fail((tx) => {
      const item = tx.moveCall({ target: world.fn('new'), arguments: [tx.pure.u64(1)] });
      tx.makeMoveVec({ elements: [item, tx.splitCoins(tx.gas, [1n])] });
    });
    assert.deepEqual(mixed.error, argumentError(1, { TypeMismatch: true }));
  });

  it('are received by the object that they were sent to', async () => {
    const parent = await world.item(1);
    const sent = await world.item(2, parent.id);
    await world.succeed((tx) => {
      const item = tx.moveCall({
        target: world.fn('receive'),
        arguments: [world.owned(tx, parent), world.receiving(tx, sent)],
      });
      tx.transferObjects([item], world.bob.toSuiAddress());
    });
    assert.deepEqual(world.now(sent).owner, { kind: 'address', address: world.bob.toSuiAddress() });
  });

  it('that were sent elsewhere are not received', async () => {
    const parent = await world.item(1);
    const other = await world.item(2);
    const { error } = await world.fail((tx) => {
      const item = tx.moveCall({
        target: world.fn('receive'),
        arguments: [world.owned(tx, parent), world.receiving(tx, other)],
      });
      tx.transferObjects([item], world.bob.toSuiAddress());
    });
    assert.ok('MoveAbort' in (error as object));
    assert.equal(balance(world.now(other)), 2n);
  });

  it('are too large above 250 KiB', async () => {
    const piece = bcs.byteVector().serialize(new Uint8Array(16_000)).toBytes();
    const make = (pieces: number) =>
      world.execute(
        (tx) => {
          const bytes = tx.pure(piece);
          const vector = tx.makeMoveVec({
            type: 'vector<u8>',
            elements: Array.from({ length: pieces }, () => bytes),
          });
          const type = 'vector<vector<u8>>';
          const held = tx.moveCall({ target: world.fn('hold'), typeArguments: [type], arguments: [vector] });
          tx.transferObjects([held], world.alice.toSuiAddress());
        },
        { budget: 50n * sui },
      );
    const most = await make(15);
    assert.ok(most.status.success, most.status.success ? '' : most.status.message);
    const { status } = await make(16);
    assert.ok(!status.success);
    const objectSize = `${32 + 1 + 16 * piece.length}`;
    assert.deepEqual(plain(status.error), { MoveObjectTooBig: { objectSize, maxObjectSize: '256000' } });
  });

  it('and vectors are bounded in what a transaction makes of them', async () => {
    const piece = bcs.byteVector().serialize(new Uint8Array(16_000)).toBytes();
    const vectorOf = (tx: Transaction, bytes: TransactionObjectArgument, pieces: number) =>
      tx.makeMoveVec({ type: 'vector<u8>', elements: Array.from({ length: pieces }, () => bytes) });
    const vector = await world.fail((tx) => void vectorOf(tx, tx.pure(piece), 66));
    assert.deepEqual(vector.error, {
      MoveVectorElemTooBig: { valueSize: `${1 + 66 * piece.length}`, maxScaledSize: `${1024 * 1024}` },
    });
    const { error } = await world.fail(
      (tx) => {
        const bytes = tx.pure(piece);
        for (let i = 0; i < 21; i++) {
          const held = tx.moveCall({
            target: world.fn('hold'),
            typeArguments: ['vector<vector<u8>>'],
            arguments: [vectorOf(tx, bytes, 15)],
          });
          tx.transferObjects([held], world.alice.toSuiAddress());
        }
      },
      { budget: 60n * sui },
    );
    contains(error, { WrittenObjectsTooLarge: { maxSize: '5000000' } });
  });
});

describe('children', () => {
  const withItem = async () => {
    const item = await world.item(1);
    const call = (name: string, ...values: number[]) =>
      world.execute((tx) =>
        tx.moveCall({
          target: world.fn(name),
          arguments: [world.owned(tx, item), ...values.map((value) => tx.pure.u64(value))],
        }),
      );
    return { item, call };
  };

  it('are added, changed, read and removed as dynamic fields', async () => {
    const { item, call } = await withItem();
    const added = await call('add_field', 7, 70);
    assert.ok(added.status.success);
    const field = created(added, 'Field');
    assert.deepEqual(field.owner, { kind: 'object', address: item.id });
    assert.deepEqual(
      world.ledger.listOwned(item.id, { kind: 'object', limit: 10 }).items.map(({ id }) => id),
      [field.id],
    );
    const set = await call('set_field', 7, 71);
    assert.equal(world.now(field).version, BigInt(effectsOf(set).lamportVersion));
    const read = await call('field', 7);
    assert.equal(
      read.changes.some(({ id }) => id === field.id),
      false,
      'reading changes nothing',
    );
    const again = await call('add_field', 7, 1);
    assert.ok(!again.status.success);
    const removed = await call('remove_field', 7);
    assert.equal(removed.changes.find(({ id }) => id === field.id)?.idOperation, 'deleted');
    assert.equal(world.ledger.getObject(field.id), undefined);
    const missing = await call('remove_field', 7);
    assert.ok(!missing.status.success);
  });

  it('are counted by a simulation, whether they are there or not', async () => {
    const { item, call } = await withItem();
    const simulated = async (...calls: readonly [string, ...number[]][]) => {
      const { bytes } = await world.build((tx) => {
        for (const [name, ...values] of calls) {
          const args = [world.owned(tx, item), ...values.map((value) => tx.pure.u64(value))];
          tx.moveCall({ target: world.fn(name), arguments: args });
        }
      });
      return world.ledger.simulate(bytes, { checks: true });
    };
    const none = await simulated();
    assert.equal(none.taken?.childObjects, 0);
    const { taken, gasUsed } = await simulated(['add_field', 1, 10], ['add_field', 2, 20], ['field', 1]);
    assert.equal(taken?.childObjects, 2);
    assert.ok(taken.computation > none.taken.computation);
    assert.equal(gasUsed.computationCost, BigInt(Math.ceil(taken.computation / 1000)) * 1_000_000n);
    const absent = await simulated(['remove_field', 3]);
    assert.equal(absent.status.success, false);
    assert.equal(absent.taken?.childObjects, 1);
    assert.equal((await call('add_field', 1, 10)).taken, undefined);
  });

  it('are objects of their own when they are added as such', async () => {
    const { item } = await withItem();
    const child = await world.item(5);
    const added = await world.succeed((tx) =>
      tx.moveCall({
        target: world.fn('add_child'),
        arguments: [world.owned(tx, item), tx.pure.u64(1), world.owned(tx, child)],
      }),
    );
    const field = created(added, 'Field');
    assert.deepEqual(world.now(child).owner, { kind: 'object', address: field.id });
    await world.succeed((tx) =>
      tx.moveCall({
        target: world.fn('set_child'),
        arguments: [world.owned(tx, item), tx.pure.u64(1), tx.pure.u64(50)],
      }),
    );
    assert.equal(balance(world.now(child)), 50n);
    await world.succeed((tx) => {
      const taken = tx.moveCall({
        target: world.fn('take_child'),
        arguments: [world.owned(tx, item), tx.pure.u64(1)],
      });
      tx.transferObjects([taken], world.bob.toSuiAddress());
    });
    assert.deepEqual(world.now(child).owner, { kind: 'address', address: world.bob.toSuiAddress() });
    assert.equal(world.ledger.getObject(field.id), undefined);
  });
});

describe('the context', () => {
  it('tells sender, epoch, price and sponsor', async () => {
    const result = await world.succeed((tx) => tx.moveCall({ target: world.fn('note_context') }), {
      payer: world.bob,
      price: 1500n,
    });
    assert.deepEqual(notes(result), [
      { number: '0', text: world.alice.toSuiAddress().slice(2) },
      { number: '1500', text: 'price' },
      { number: '0', text: world.bob.toSuiAddress().slice(2) },
    ]);
  });

  it('has the time of the checkpoint in the Clock', async () => {
    world.ledger.advanceClock(5_000n);
    const result = await world.succeed((tx) =>
      tx.moveCall({ target: world.fn('note_time'), arguments: [world.clock(tx)] }),
    );
    assert.equal(notes(result)[0]!.number, `${result.timestampMs}`);
    assert.equal(world.ledger.clockMs(), result.timestampMs);
  });

  it('draws other random numbers in each transaction, and the same from the same seed', async () => {
    const random = `0x${'8'.padStart(64, '0')}`;
    const drawn = async (from: World) => {
      const result = await from.succeed((tx) =>
        tx.moveCall({ target: from.fn('draw'), arguments: [from.shared(tx, random, false)] }),
      );
      return notes(result)[0]!.number;
    };
    const first = [await drawn(world), await drawn(world)];
    assert.notEqual(first[0], first[1]);
    world.ledger.restore(start);
    assert.deepEqual([await drawn(world), await drawn(world)], first);
  });

  it('bounds the number of events', async () => {
    const emit = (count: number) =>
      world.execute((tx) => tx.moveCall({ target: world.fn('note_many'), arguments: [tx.pure.u64(count)] }), {
        budget: 50n * sui,
      });
    const most = await emit(1024);
    assert.ok(most.status.success, most.status.success ? '' : most.status.message);
    assert.equal(most.events.length, 1024);
    const { status, events } = await emit(1025);
    assert.ok(!status.success);
    assert.equal(events.length, 0);
  });
});

describe('publishing', () => {
  it('makes a package, runs init with its witness and gives an upgrade capability', async () => {
    const result = world.publication!;
    const item = world.now(world.packageId);
    assert.ok(item.data.kind === 'package');
    assert.deepEqual([...item.data.package.modules.keys()], ['things', 'token']);
    assert.equal(item.version, 1n);
    const startedObject = created(result, 'Started');
    assert.equal(startedObject.owner.kind, 'shared');
    assert.ok(
      startedObject.data.kind === 'move' && startedObject.data.contents[32] === 1,
      'the witness is one-time',
    );
    assert.equal(typeNameOf(world.now(world.upgradeCap)), 'UpgradeCap');
    assert.equal(created(result, 'CoinMetadata').owner.kind, 'immutable');
  });
});
