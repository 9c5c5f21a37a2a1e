/** Actions as commands that fast-check strings together and shrinks. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Action, Amount, Flaw } from './actions.js';
import { assertAgreement } from './agreement.js';
import type { StorageChain } from './chain.js';
import type { StorageModel } from './model.js';
import { prepare, storeEventBlob } from './prepare.js';

/** How often an action comes, and what it may be. */
type Weighted = readonly [weight: number, action: fc.Arbitrary<Action>];

/** Told how each step ended: with which abort, if with any. */
export type OnStep = (kind: Action['kind'], abort: string | undefined) => void;

/** Sequences of commands; all that they need of the network is how far ahead it sells. */
export function commands(maxEpochsAhead: number, maxCommands: number, onStep: OnStep) {
  const { integer, constantFrom, record, constant, boolean, oneof } = fc;
  const pick = record({ nth: integer({ min: 0, max: 20 }), fitting: fc.boolean() });
  const sure = record({ nth: integer({ min: 0, max: 20 }), fitting: constant(true) });
  const coin = oneof({ weight: 6, arbitrary: constant(0) }, { weight: 1, arbitrary: constant(1) });
  const size = constantFrom(0, 1, 27, 28, 29, 10_000, 400_000);
  const amount: fc.Arbitrary<Amount> = record({
    like: constantFrom('bytes', 'bytes', 'blob', 'blob', 'room'),
    bytes: oneof(
      constantFrom(0n, 1n, 1n << 20n, (1n << 20n) + 1n, 1n << 32n),
      fc.bigInt({ min: 1n, max: 1n << 23n }),
    ),
    plus: constantFrom(0n, 0n, 0n, 0n, 1n, -1n),
  });
  const epochs = integer({ min: 0, max: maxEpochsAhead + 1 });
  const few = integer({ min: 1, max: 3 });
  const frost = oneof(fc.bigInt({ min: 0n, max: 100_000n }), fc.bigInt({ min: 0n, max: 10n ** 13n }));
  const flaw = constantFrom<Flaw>(
    'none',
    'none',
    'none',
    'none',
    'other blob',
    'other persistence',
    'other object',
  );
  const key = constantFrom('', 'name', '__proto__', '\u202eü');
  const value = constantFrom('', 'x', '🦭'.repeat(10));
  const actions: Weighted[] = [
    [
      4,
      record({
        kind: constant('reserve'),
        amount,
        start: constantFrom(undefined, undefined, -1, 0, 1, 3),
        end: epochs,
        coin,
      }),
    ],
    [
      8,
      record({
        kind: constant('reserve'),
        amount: record({ like: constant('blob'), bytes: constant(10_000n), plus: constantFrom(0n, 1n) }),
        start: constantFrom(undefined, 0, 1),
        end: integer({ min: 2, max: 4 }),
        coin: constant(0),
      }),
    ],
    [3, record({ kind: constant('reserveExtension'), blob: sure, epochs: few })],
    [3, record({ kind: constant('splitByEpoch'), storage: pick, at: integer({ min: -1, max: 4 }) })],
    [3, record({ kind: constant('splitBySize'), storage: pick, size: amount })],
    [
      3,
      record({
        kind: constant('fuse'),
        storage: pick,
        other: pick,
        how: constantFrom('fuse', 'periods', 'amount'),
      }),
    ],
    [
      3,
      record({
        kind: constant('fuse'),
        storage: sure,
        other: sure,
        how: constant('fuse'),
      }),
    ],
    [1, record({ kind: constant('destroy'), storage: pick })],
    [
      4,
      record({
        kind: constant('register'),
        storage: pick,
        content: integer({ min: 0, max: 2 }),
        size,
        deletable: boolean(),
        coin,
      }),
    ],
    [
      8,
      record({
        kind: constant('register'),
        storage: sure,
        content: integer({ min: 0, max: 2 }),
        size: constantFrom(0, 10_000),
        deletable: boolean(),
        coin: constant(0),
      }),
    ],
    [4, record({ kind: constant('certify'), blob: pick, flaw })],
    [10, record({ kind: constant('certify'), blob: sure, flaw: constant('none') })],
    [3, record({ kind: constant('extend'), blob: pick, epochs, coin })],
    [4, record({ kind: constant('extend'), blob: sure, epochs: few, coin })],
    [4, record({ kind: constant('extendWithStorage'), blob: sure, storage: sure })],
    [3, record({ kind: constant('delete'), blob: pick })],
    [1, record({ kind: constant('burn'), blob: pick })],
    [3, record({ kind: constantFrom('setAttribute', 'removeAttribute'), blob: pick, key, value })],
    [1, record({ kind: constant('takeAttributes'), blob: pick })],
    [3, record({ kind: constant('share'), blob: pick, frost, coin })],
    [2, record({ kind: constant('fundShared'), shared: pick, frost, coin })],
    [4, record({ kind: constant('extendShared'), shared: pick, epochs: oneof(few, epochs) })],
    [2, record({ kind: constant('certifyShared'), shared: pick, flaw })],
    [2, record({ kind: constant('subsidise'), frost, epochs, coin })],
    [
      1,
      record({
        kind: constant('subsidiseEach'),
        frost: fc.array(frost, { maxLength: maxEpochsAhead + 1 }),
        coin,
      }),
    ],
    [
      3,
      record({
        kind: constant('vote'),
        node: integer({ min: 0, max: 10 }),
        what: constantFrom('storagePrice', 'writePrice'),
        value: constantFrom(0n, 1n, 999n, 12_345n, 10n ** 9n),
      }),
    ],
    [
      2,
      record({
        kind: constant('vote'),
        node: integer({ min: 0, max: 10 }),
        what: constant('capacity'),
        value: constantFrom(0n, 1n << 20n, 1n << 30n, 1n << 41n),
      }),
    ],
    [2, record({ kind: constant('updatePrices') })],
    [
      2,
      record({
        kind: constant('deny'),
        node: integer({ min: 0, max: 10 }),
        bytes: constantFrom(0n, 1n, 10_000n, 1n << 62n),
      }),
    ],
    [1, record({ kind: constant('storeEventBlob'), size })],
    [3, record({ kind: constant('nextEpoch') })],
  ];
  const steps = actions.flatMap(([weight, action]) =>
    Array.from({ length: weight }, () => action.map((value) => new Step(value, onStep))),
  );
  return fc.noBias(fc.commands(steps, { maxCommands, size: 'max' }));
}

/** One command: foretold by the model, done on chain, and everything compared afterwards. */
class Step implements fc.AsyncCommand<StorageModel, StorageChain> {
  readonly #action: Action;
  readonly #onStep: OnStep;
  constructor(action: Action, onStep: OnStep) {
    this.#action = action;
    this.#onStep = onStep;
  }

  check(model: Readonly<StorageModel>): boolean {
    const action = this.#action;
    if ('storage' in action && model.storages.size === 0) return false;
    if ('blob' in action && model.blobs.size === 0) return false;
    if ('shared' in action && model.shared.size === 0) return false;
    return action.kind !== 'fuse' || model.storages.size > 1;
  }

  async run(model: StorageModel, chain: StorageChain): Promise<void> {
    const action = this.#action;
    const wal = model.totalWal();
    let abort: string | undefined;
    if (action.kind === 'nextEpoch') {
      await chain.turnEpoch();
      const { members } = chain.system().committee;
      model.nextEpoch(new Map(members.map(({ node_id, weight }) => [node_id, weight])));
    } else if (action.kind === 'storeEventBlob') {
      await storeEventBlob(model, chain, action.size);
    } else {
      const { plan, build, signer } = prepare(action, model, chain);
      const outcome = await chain.send(build, signer);
      abort = 'abort' in plan ? plan.abort : undefined;
      assert.equal(outcome.abort, abort);
      if (outcome.made) plan.apply!(outcome.made);
    }
    this.#onStep(action.kind, abort);
    assertAgreement(model, chain);
    assert.equal(model.totalWal(), wal, 'WAL is neither made nor lost');
  }

  toString(): string {
    return JSON.stringify(this.#action, (_, value: unknown) =>
      typeof value === 'bigint' ? `${value}n` : value,
    );
  }
}
