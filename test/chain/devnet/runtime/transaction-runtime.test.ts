/**
 * What a transaction did to objects comes out as a simple model of them says, whatever it did in whatever
 * order.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import {
  ExecutionFailure,
  datatypeType,
  normalizeAddress,
  primitiveTypes,
  serializeValue,
  type Address,
  type Layout,
  type Value,
} from '@haulout/devnet/vm';
import {
  TransactionRuntime,
  deriveObjectId,
  findOwnershipCycle,
  transactionContextBytes,
  userLimits,
  type MoveObject,
  type NewOwner,
  type ObjectStore,
  type RuntimeLimits,
  type TransactionEnvironment,
  type TypedLayout,
} from '@haulout/devnet/vm/runtime';
import fc from 'fast-check';

const environment: TransactionEnvironment = {
  sender: normalizeAddress('0xa'),
  sponsor: undefined,
  digest: new Uint8Array(32).fill(7),
  epoch: 3n,
  epochTimestampMs: 4n,
  gasPrice: 1000n,
  referenceGasPrice: 1000n,
  gasBudget: 5n,
};

/** `Thing { id: UID, number: u64 }` */
const thing = structOf('Thing', [
  ['id', structOf('UID', [['id', structOf('ID', [['bytes', primitiveTypes.address]])]])],
  ['number', primitiveTypes.u64],
]);
const asThing: TypedLayout = { type: typeOf(thing), layout: thing };
const asOther: TypedLayout = { type: datatypeType('0x1', 'm', 'Other'), layout: thing };

const makeThing = (id: Address, number: number): Value => [[[id]], number];
const bytesOf = (id: Address, number: number): Uint8Array => serializeValue(thing, makeThing(id, number));
const idNumber = (n: number): Address => normalizeAddress(n.toString(16));
const owner = (n: number): NewOwner => ({ kind: 'address', address: idNumber(n) });
const emptyStore: ObjectStore = { getChild: () => undefined, getReceivable: () => undefined };

describe('TransactionRuntime', () => {
  test('ids follow each other from the digest', () => {
    const runtime = new TransactionRuntime(environment, emptyStore);
    const ids = [runtime.freshId(), runtime.freshId(), runtime.freshId()];
    assert.deepEqual(
      ids,
      [0, 1, 2].map((n) => deriveObjectId(environment.digest, n)),
    );
    assert.equal(runtime.idsCreated, 3n);
    assert.deepEqual([...runtime.outcome().created], ids);
  });

  test('an id that is made and deleted leaves no trace; one that is deleted and made again was never gone', () => {
    const runtime = new TransactionRuntime(environment, emptyStore);
    runtime.deleteId(runtime.freshId());
    runtime.deleteId(idNumber(1));
    runtime.recordNewId(idNumber(1));
    runtime.deleteId(idNumber(2));
    const { created, deleted } = runtime.outcome();
    assert.deepEqual([...created], []);
    assert.deepEqual([...deleted], [idNumber(2)]);
  });

  test('an object that the transaction made is new to any owner, others keep or change theirs', () => {
    const runtime = new TransactionRuntime(environment, emptyStore, {
      inputs: [
        { id: idNumber(1), owner: { kind: 'shared' } },
        { id: idNumber(2), owner: owner(10) },
        { id: idNumber(3), owner: { kind: 'party', address: idNumber(10) } },
      ],
    });
    const made = runtime.freshId();
    const give = (id: Address, to: NewOwner): string => runtime.transfer(asThing.type, bytesOf(id, 0), to);
    assert.equal(give(made, { kind: 'shared' }), 'new');
    assert.equal(give(idNumber(1), { kind: 'shared' }), 'same-owner');
    assert.equal(give(idNumber(1), owner(10)), 'owner-changed');
    assert.equal(give(idNumber(2), owner(10)), 'same-owner');
    assert.equal(give(idNumber(2), owner(11)), 'owner-changed');
    assert.equal(give(idNumber(3), { kind: 'party', address: idNumber(10) }), 'same-owner');
    assert.equal(give(idNumber(3), owner(10)), 'owner-changed');
    // Neither input nor new: it was wrapped, a child, or received.
    assert.equal(give(idNumber(4), { kind: 'shared' }), 'owner-changed');
    // The Clock is made by being shared.
    assert.equal(give(idNumber(6), { kind: 'shared' }), 'new');
    assert.deepEqual(
      runtime.outcome().transfers.map(({ id, owner: to }) => [id, to]),
      [
        [made, { kind: 'shared' }],
        [idNumber(1), owner(10)],
        [idNumber(2), owner(11)],
        [idNumber(3), owner(10)],
        [idNumber(4), { kind: 'shared' }],
        [idNumber(6), { kind: 'shared' }],
      ],
    );
  });

  test('a child is one value however often it is borrowed', () => {
    const parent = idNumber(1);
    const runtime = new TransactionRuntime(environment, storeOf([[parent, idNumber(2), 5]]));
    const first = runtime.borrowChild(parent, idNumber(2), asThing) as { value: Value[] };
    first.value[1] = 6;
    const second = runtime.borrowChild(parent, idNumber(2), asThing) as { value: Value[] };
    assert.equal(second.value, first.value);
    assert.deepEqual(runtime.outcome().children, [
      {
        id: idNumber(2),
        before: { parent, version: 1n },
        after: { parent, type: asThing.type, contents: bytesOf(idNumber(2), 6) },
      },
    ]);
  });

  test('a child that was only looked at, or changed and changed back, is unchanged', () => {
    const parent = idNumber(1);
    const runtime = new TransactionRuntime(
      environment,
      storeOf([
        [parent, idNumber(2), 5],
        [parent, idNumber(3), 6],
      ]),
    );
    const child = runtime.borrowChild(parent, idNumber(2), asThing) as { value: Value[] };
    child.value[1] = 9;
    child.value[1] = 5;
    assert.equal(runtime.hasChild(parent, idNumber(3)), true);
    assert.equal(runtime.hasChild(parent, idNumber(4)), false);
    const { children, loadedChildren, childObjects } = runtime.outcome();
    assert.deepEqual(children, []);
    assert.equal(childObjects, 3);
    assert.deepEqual(
      [...loadedChildren],
      [
        [idNumber(2), 1n],
        [idNumber(3), 1n],
      ],
    );
  });

  test('a child is asked for once, and found only as its type', () => {
    let asked = 0;
    const inner = storeOf([[idNumber(1), idNumber(2), 5]]);
    const store: ObjectStore = { ...inner, getChild: (...args) => (asked++, inner.getChild(...args)) };
    const runtime = new TransactionRuntime(environment, store);
    assert.equal(runtime.hasChildOfType(idNumber(1), idNumber(2), asOther.type), false);
    assert.equal(runtime.hasChildOfType(idNumber(1), idNumber(2), asThing.type), true);
    assert.equal(runtime.borrowChild(idNumber(1), idNumber(2), asOther), 'mismatch');
    assert.equal(runtime.removeChild(idNumber(1), idNumber(2), asOther), 'mismatch');
    assert.equal(typeof runtime.removeChild(idNumber(1), idNumber(2), asThing), 'object');
    assert.equal(runtime.removeChild(idNumber(1), idNumber(2), asThing), 'missing');
    assert.equal(runtime.borrowChild(idNumber(1), idNumber(2), asOther), 'mismatch');
    assert.equal(runtime.hasChild(idNumber(1), idNumber(2)), false);
    assert.equal(asked, 1);
  });

  test('an object is received once, by its owner, at its version', () => {
    const object: MoveObject = {
      id: idNumber(2),
      type: asThing.type,
      contents: bytesOf(idNumber(2), 1),
      version: 4n,
    };
    const runtime = new TransactionRuntime(environment, {
      getChild: () => undefined,
      getReceivable: (parent, id, version) =>
        parent === idNumber(1) && id === object.id && version === object.version ? object : undefined,
    });
    assert.equal(runtime.receive(idNumber(9), object.id, 4n), undefined);
    assert.equal(runtime.receive(idNumber(1), object.id, 5n), undefined);
    assert.equal(runtime.receive(idNumber(1), object.id, 4n), object);
    assert.throws(() => runtime.receive(idNumber(1), object.id, 4n), ExecutionFailure);
    assert.deepEqual([...runtime.outcome().received], [object.id]);
  });

  test('every limit holds: as many as it says, and not one more', () => {
    const few: RuntimeLimits = {
      maxNumNewMoveObjectIds: 3,
      maxNumDeletedMoveObjectIds: 3,
      maxNumTransferredMoveObjectIds: 3,
      objectRuntimeMaxNumCachedObjects: 3,
      objectRuntimeMaxNumStoreEntries: 3,
      maxNumEventEmit: 3,
      maxEventEmitSize: 200,
      maxEventEmitSizeTotal: 10_000,
    };
    const acts: ((runtime: TransactionRuntime, n: number) => unknown)[] = [
      (runtime) => runtime.freshId(),
      (runtime, n) => runtime.deleteId(idNumber(n)),
      (runtime, n) => runtime.transfer(asThing.type, bytesOf(idNumber(n), 0), owner(1)),
      (runtime, n) => runtime.hasChild(idNumber(1), idNumber(n)),
      (runtime, n) => runtime.addChild(idNumber(1), idNumber(n), asThing, makeThing(idNumber(n), 0)),
      (runtime) => runtime.emit(asThing.type, new Uint8Array(8)),
    ];
    for (const act of acts) {
      const runtime = new TransactionRuntime(environment, emptyStore, { limits: few });
      for (let n = 1; n <= 3; n++) act(runtime, n);
      assert.throws(() => act(runtime, 4), { code: 'MEMORY_LIMIT_EXCEEDED' });
    }
    const runtime = new TransactionRuntime(environment, emptyStore);
    const tagSize = 32 + 2 + 'm'.length + 'Thing'.length + 1 + 1;
    runtime.emit(asThing.type, new Uint8Array(userLimits.maxEventEmitSize - tagSize));
    assert.throws(
      () => runtime.emit(asThing.type, new Uint8Array(userLimits.maxEventEmitSize - tagSize + 1)),
      { code: 'MEMORY_LIMIT_EXCEEDED' },
    );
    for (let i = 1; i < 256; i++) {
      runtime.emit(asThing.type, new Uint8Array(userLimits.maxEventEmitSize - tagSize));
    }
    assert.throws(() => runtime.emit(asThing.type, new Uint8Array(0)), { code: 'MEMORY_LIMIT_EXCEEDED' });
  });

  test('objects that own each other are found', () => {
    const chain = (pairs: [number, number][]): Address | undefined =>
      findOwnershipCycle({
        children: pairs.map(([id, parent]) => ({
          id: idNumber(id),
          before: undefined,
          after: { parent: idNumber(parent), type: asThing.type, contents: new Uint8Array() },
        })),
      });
    assert.equal(
      chain([
        [1, 2],
        [2, 3],
        [4, 2],
      ]),
      undefined,
    );
    assert.equal(
      chain([
        [9, 1],
        [1, 2],
        [2, 3],
        [3, 1],
      ]),
      idNumber(1),
    );
    assert.equal(chain([[1, 1]]), idNumber(1));
  });

  test('the context that Move code is given holds the digest and zeros', () => {
    const bytes = transactionContextBytes(environment);
    assert.equal(bytes.length, 32 + 1 + 32 + 24);
    assert.deepEqual(bytes.slice(33, 65), environment.digest);
    assert.ok(bytes.slice(0, 32).every((byte) => byte === 0) && bytes.slice(65).every((byte) => byte === 0));
  });

  test('any order of making, giving, wrapping, deleting, adding, moving and changing adds up', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const model = new Model();
        const runtime = new TransactionRuntime(environment, model.store, { inputs: model.inputs });
        for (const [verb, a, b] of steps) model.act(runtime, verb, a, b);
        model.check(runtime);
      }),
      { seed: 20261121, numRuns: 400 },
    );
  });
});

const verbs = ['make', 'give', 'wrap', 'unwrap', 'delete', 'add', 'remove', 'change', 'look'] as const;
type Verb = (typeof verbs)[number];
const step = fc.tuple(fc.constantFrom(...verbs), fc.nat({ max: 30 }), fc.nat({ max: 30 }));

type Place =
  | { readonly at: 'hand' | 'wrapped' | 'given' | 'gone' }
  | { readonly at: 'child'; readonly parent: Address };

/** Where each object is, and its number: all that there is to know. */
class Model {
  readonly places = new Map<Address, Place>();
  readonly numbers = new Map<Address, number>();
  readonly owners = new Map<Address, NewOwner>();
  readonly made = new Set<Address>();
  readonly before = new Map<Address, { readonly parent: Address; readonly number: number }>();
  readonly values = new Map<Address, Value>();
  readonly store: ObjectStore;
  readonly inputs = [1, 2, 3].map((n) => ({ id: idNumber(n), owner: owner(100) }));

  /** Objects 1 to 3 are inputs by value, 21 to 23 children of 1, and 24 a child of 21. Sui has some below. */
  constructor() {
    for (const { id } of this.inputs) this.#hold(id, 1);
    const children: [Address, Address, number][] = [
      [idNumber(1), idNumber(21), 1],
      [idNumber(1), idNumber(22), 2],
      [idNumber(1), idNumber(23), 3],
      [idNumber(21), idNumber(24), 4],
    ];
    for (const [parent, id, number] of children) {
      this.places.set(id, { at: 'child', parent });
      this.numbers.set(id, number);
      this.before.set(id, { parent, number });
    }
    this.store = storeOf(children);
  }

  act(runtime: TransactionRuntime, verb: Verb, a: number, b: number): void {
    const held = this.#at('hand');
    const id = held[a % Math.max(held.length, 1)];
    switch (verb) {
      case 'make': {
        const made = runtime.freshId();
        this.made.add(made);
        return this.#hold(made, a);
      }
      case 'give':
        if (id === undefined) return;
        this.places.set(id, { at: 'given' });
        this.owners.set(id, owner(b));
        runtime.transfer(asThing.type, bytesOf(id, this.numbers.get(id)!), owner(b));
        return;
      case 'wrap':
        if (id !== undefined) this.places.set(id, { at: 'wrapped' });
        return;
      case 'unwrap': {
        const inside = this.#at('wrapped');
        if (inside.length > 0) this.places.set(inside[a % inside.length]!, { at: 'hand' });
        return;
      }
      case 'delete':
        if (id === undefined) return;
        this.places.set(id, { at: 'gone' });
        return runtime.deleteId(id);
      case 'add': {
        if (id === undefined) return;
        const parent = idNumber(b % 4);
        this.places.set(id, { at: 'child', parent });
        return runtime.addChild(parent, id, asThing, this.values.get(id)!);
      }
      default:
        return this.#withChild(runtime, verb, a, b);
    }
  }

  #withChild(runtime: TransactionRuntime, verb: Verb, a: number, b: number): void {
    const children = this.#at('child');
    const id = children[a % Math.max(children.length, 1)];
    if (id === undefined) return;
    const { parent } = this.places.get(id) as { parent: Address };
    if (verb === 'look') {
      assert.equal(runtime.hasChild(parent, id), true);
    } else if (verb === 'change') {
      const { value } = runtime.borrowChild(parent, id, asThing) as { value: Value[] };
      assert.deepEqual(value, makeThing(id, this.numbers.get(id)!));
      value[1] = b;
      this.numbers.set(id, b);
    } else {
      const { value } = runtime.removeChild(parent, id, asThing) as { value: Value };
      assert.equal(runtime.hasChild(parent, id), false);
      this.places.set(id, { at: 'hand' });
      this.values.set(id, value);
    }
  }

  check(runtime: TransactionRuntime): void {
    const outcome = runtime.outcome();
    const gone = this.#at('gone');
    assert.deepEqual(
      [...outcome.created].sort(),
      [...this.made].filter((id) => this.places.get(id)!.at !== 'gone').sort(),
    );
    assert.deepEqual([...outcome.deleted].sort(), gone.filter((id) => !this.made.has(id)).sort());
    assert.deepEqual(
      outcome.transfers.map(({ id, contents, owner: to }) => [id, contents, to]).sort(),
      this.#at('given')
        .map((id) => [id, bytesOf(id, this.numbers.get(id)!), this.owners.get(id)!])
        .sort(),
    );
    assert.deepEqual(
      outcome.children.map(({ id, before, after }) => [id, before?.parent, after?.parent, after?.contents]),
      this.#changedChildren(),
    );
  }

  /** Children that differ from the start: added, moved, changed, or no longer children. */
  #changedChildren(): unknown[] {
    const changed: unknown[] = [];
    for (const [id, place] of [...this.places].sort(([x], [y]) => (x < y ? -1 : 1))) {
      const before = this.before.get(id);
      const number = this.numbers.get(id)!;
      const parent = place.at === 'child' ? place.parent : undefined;
      if (parent === before?.parent && (parent === undefined || number === before?.number)) continue;
      changed.push([id, before?.parent, parent, parent === undefined ? undefined : bytesOf(id, number)]);
    }
    return changed;
  }

  #at(at: Place['at']): Address[] {
    return [...this.places].filter(([, place]) => place.at === at).map(([id]) => id);
  }

  #hold(id: Address, number: number): void {
    this.places.set(id, { at: 'hand' });
    this.numbers.set(id, number);
    this.values.set(id, makeThing(id, number));
  }
}

/** A store of children: parent, id, number. */
function storeOf(children: readonly (readonly [Address, Address, number])[]): ObjectStore {
  return {
    getChild: (parent, id) => {
      const found = children.find(([of, child]) => of === parent && child === id);
      return found && { id, type: asThing.type, contents: bytesOf(id, found[2]), version: 1n };
    },
    getReceivable: () => undefined,
  };
}

function structOf(name: string, fields: readonly (readonly [string, Layout])[]): Layout {
  return {
    kind: 'struct',
    type: datatypeType('0x1', 'm', name),
    fields: fields.map(([field, layout]) => ({ name: field, layout })),
  };
}

function typeOf(layout: Layout): TypedLayout['type'] {
  assert.equal(layout.kind, 'struct');
  return (layout as Layout & { kind: 'struct' }).type;
}
