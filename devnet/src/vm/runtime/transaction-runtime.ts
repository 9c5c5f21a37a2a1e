/**
 * What one transaction has done to the world so far: ids made and deleted, objects handed on, children
 * moved, events, objects received.
 *
 * One runtime serves all machine calls (and all other commands) of one transaction. When any of them throws,
 * the transaction has failed and the runtime is thrown away; nothing of it was written anywhere.
 *
 * Whether an object was created, wrapped, unwrapped or deleted follows from the outcome and the driver's own
 * knowledge of what existed before:
 * - `created` ids are new objects if they end up owned by something, and nothing at all if they do not;
 * - `deleted` ids are gone for good, whether they were objects, wrapped or mere ids;
 * - an object that was an input, a child or received and is neither handed on, nor a child, nor deleted at
 *   the end has been wrapped.
 */
import { ExecutionFailure } from '../errors.js';
import type { Address, Type } from '../types.js';
import type { Value } from '../values.js';
import { ChildObjects } from './child-objects.js';
import type { ChildResult, LiveChild, TypedLayout } from './child-objects.js';
import { addressFromBytes, deriveObjectId, typeTagBytes } from './ids.js';
import { userLimits } from './limits.js';
import type { RuntimeLimits } from './limits.js';
import type { TestWorld } from './test-world.js';
import type {
  MoveEvent,
  MoveObject,
  NewOwner,
  ObjectStore,
  RuntimeOutcome,
  TransactionEnvironment,
} from './types.js';

/** An object that a transaction names as an input, with its owner before the transaction. */
export interface RuntimeInput {
  readonly id: Address;
  readonly owner: NewOwner;
}

/** How a `TransactionRuntime` begins. */
export interface RuntimeOptions {
  /** Objects among the inputs, by value or by reference; more may follow with `addInput`. */
  readonly inputs?: Iterable<RuntimeInput>;
  /** Default: `userLimits`. */
  readonly limits?: RuntimeLimits;
  /** Makes test-only natives work: a Move unit test's world of objects. */
  readonly testWorld?: TestWorld;
}

/** How an object's new owner compares to the old one. */
export type TransferResult = 'new' | 'same-owner' | 'owner-changed';

/** What ends with a transaction, as `takeState` hands it over. */
export type TransactionState = Pick<
  RuntimeOutcome,
  'created' | 'deleted' | 'transfers' | 'received' | 'events'
>;

interface Transfer {
  readonly type: Type;
  readonly contents: Uint8Array;
  readonly owner: NewOwner;
}

/** The state of one running transaction: ids, transfers, children, events, received objects. */
export class TransactionRuntime {
  readonly #store: ObjectStore;
  readonly #limits: RuntimeLimits;
  readonly #children: ChildObjects;
  readonly #inputs = new Map<Address, NewOwner>();
  readonly #newIds = new Set<Address>();
  readonly #deletedIds = new Set<Address>();
  readonly #transfers = new Map<Address, Transfer>();
  readonly #received = new Set<Address>();
  readonly #events: MoveEvent[] = [];
  #eventBytes = 0;
  #environment: TransactionEnvironment;
  #idsCreated = 0n;

  /** The world of objects of a Move unit test; undefined in real transactions. */
  readonly testWorld: TestWorld | undefined;

  constructor(environment: TransactionEnvironment, store: ObjectStore, options: RuntimeOptions = {}) {
    this.#environment = environment;
    this.#store = store;
    this.#limits = options.limits ?? userLimits;
    this.#children = new ChildObjects(store, this.#limits);
    this.testWorld = options.testWorld;
    for (const input of options.inputs ?? []) this.addInput(input);
  }

  // What Move code can ask

  get environment(): TransactionEnvironment {
    return this.#environment;
  }

  /** Ids that the transaction has derived so far. */
  get idsCreated(): bigint {
    return this.#idsCreated;
  }

  /** Events so far, in order. A driver that wants those of one command remembers the count before it. */
  get events(): readonly MoveEvent[] {
    return this.#events;
  }

  // Ids

  /** A new id, recorded as created: for `object::new`, and for what commands make (coins, packages). */
  freshId(): Address {
    const id = deriveObjectId(this.#environment.digest, this.#idsCreated);
    this.#idsCreated += 1n;
    this.recordNewId(id);
    return id;
  }

  /**
   * Records an id that was derived elsewhere as created. An id deleted before in this transaction is back
   * instead.
   */
  recordNewId(id: Address): void {
    limit(this.#newIds.size, this.#limits.maxNumNewMoveObjectIds, 'create', 'ids');
    if (!this.#deletedIds.delete(id)) this.#newIds.add(id);
  }

  /** Records that an id is no more: `object::delete`, or a command that consumed an object. */
  deleteId(id: Address): void {
    limit(this.#deletedIds.size, this.#limits.maxNumDeletedMoveObjectIds, 'delete', 'ids');
    if (!this.#newIds.delete(id)) this.#deletedIds.add(id);
  }

  // Owners

  /** Tells of an object that the transaction names as an input. */
  addInput(input: RuntimeInput): void {
    this.#inputs.set(input.id, input.owner);
  }

  /**
   * Hands an object on. `contents` is its BCS, which begins with its id; the last word on an id wins.
   * Whether the result is allowed is for the caller to say: only `share_object` cares.
   */
  transfer(type: Type, contents: Uint8Array, owner: NewOwner): TransferResult {
    const id = addressFromBytes(contents.subarray(0, 32));
    const result = this.#transferResult(id, owner);
    limit(this.#transfers.size, this.#limits.maxNumTransferredMoveObjectIds, 'transfer', 'objects');
    this.#transfers.set(id, { type, contents, owner });
    return result;
  }

  /**
   * Takes the object `id` at this version from what the address `parent` owns, or undefined if it is not
   * there. Its type is for the caller to check.
   */
  receive(parent: Address, id: Address, version: bigint): MoveObject | undefined {
    const object = this.#store.getReceivable(parent, id, version);
    if (object === undefined) return undefined;
    if (this.#received.has(id)) {
      throw new ExecutionFailure('INVARIANT_VIOLATION', `the object ${id} was received twice`);
    }
    this.#received.add(id);
    return object;
  }

  // Children

  hasChild(parent: Address, id: Address): boolean {
    return this.#children.has(parent, id);
  }

  hasChildOfType(parent: Address, id: Address, type: Type): boolean {
    return this.#children.hasOfType(parent, id, type);
  }

  /** The value of a child, in place: a reference to it is a reference to the child. */
  borrowChild(parent: Address, id: Address, as: TypedLayout): ChildResult {
    return this.#children.borrow(parent, id, as);
  }

  removeChild(parent: Address, id: Address, as: TypedLayout): ChildResult {
    return this.#children.remove(parent, id, as);
  }

  /** Makes a value, which it takes over, a child. */
  addChild(parent: Address, id: Address, as: TypedLayout, value: Value): void {
    this.#children.add(parent, id, as, value);
  }

  /** A setting of a `sui::config::Config` as it was when the transaction began. */
  configSetting(config: Address, id: Address): Pick<MoveObject, 'type' | 'contents'> | undefined {
    if (this.testWorld) return this.testWorld.configSettings.get(id);
    return this.#store.getChild(config, id);
  }

  // Events

  /** @throws ExecutionFailure MEMORY_LIMIT_EXCEEDED */
  emit(type: Type, contents: Uint8Array): void {
    const { maxEventEmitSize, maxEventEmitSizeTotal, maxNumEventEmit } = this.#limits;
    const size = contents.length + typeTagBytes(type).length;
    if (size > maxEventEmitSize) {
      throw new ExecutionFailure(
        'MEMORY_LIMIT_EXCEEDED',
        `an event of ${size} bytes; the limit is ${maxEventEmitSize}`,
      );
    }
    if (this.#eventBytes + size > maxEventEmitSizeTotal) {
      throw new ExecutionFailure(
        'MEMORY_LIMIT_EXCEEDED',
        `events of ${this.#eventBytes + size} bytes in all; the limit is ${maxEventEmitSizeTotal}`,
      );
    }
    limit(this.#events.length, maxNumEventEmit, 'emit', 'events');
    this.#eventBytes += size;
    this.#events.push({ type, contents });
  }

  // The end

  /** Everything the transaction has done. Does not change the runtime. */
  outcome(): RuntimeOutcome {
    return {
      ...this.#state(),
      children: this.#children.changes(),
      loadedChildren: this.#children.loaded(),
      childObjects: this.#children.count(),
    };
  }

  // For Move unit tests, where one runtime serves several transactions of a scenario

  /**
   * Ends one transaction of a scenario: hands over what it did and starts anew. Children stay as they are.
   */
  takeState(): TransactionState {
    const state = this.#state();
    this.#newIds.clear();
    this.#deletedIds.clear();
    this.#transfers.clear();
    this.#received.clear();
    this.#events.length = 0;
    this.#eventBytes = 0;
    this.#inputs.clear();
    return state;
  }

  /** Goes on as another transaction: `tx_context::replace`. */
  replaceEnvironment(environment: TransactionEnvironment, idsCreated: bigint): void {
    this.#environment = environment;
    this.#idsCreated = idsCreated;
  }

  /** Children that were touched and exist. */
  liveChildren(): readonly LiveChild[] {
    return this.#children.live();
  }

  #state(): TransactionState {
    return {
      created: new Set(this.#newIds),
      deleted: new Set(this.#deletedIds),
      transfers: [...this.#transfers].map(([id, transfer]) => ({ id, ...transfer })),
      received: new Set(this.#received),
      events: [...this.#events],
    };
  }

  #transferResult(id: Address, owner: NewOwner): TransferResult {
    if (this.#newIds.has(id)) return 'new';
    if (frameworkObjects.has(id)) {
      this.#newIds.add(id);
      return 'new';
    }
    const before = this.#inputs.get(id);
    return before !== undefined && sameNewOwner(before, owner) ? 'same-owner' : 'owner-changed';
  }
}

/** Whether two owners are the same; shared objects are all shared alike. */
export function sameNewOwner(a: NewOwner, b: NewOwner): boolean {
  return a.kind === b.kind && ('address' in a ? a.address : '') === ('address' in b ? b.address : '');
}

/**
 * Objects with fixed ids, created by being shared: system state, Clock, AuthenticatorState, Random, Bridge,
 * aliases of addresses, CoinRegistry, DenyList, accumulator root.
 */
const frameworkObjects: ReadonlySet<Address> = new Set(
  ['5', '6', '7', '8', '9', 'a', 'c', '403', 'acc'].map((digits) => `0x${digits.padStart(64, '0')}`),
);

function limit(count: number, most: number, verb: string, what: string): void {
  if (count >= most) {
    throw new ExecutionFailure('MEMORY_LIMIT_EXCEEDED', `a transaction may ${verb} at most ${most} ${what}`);
  }
}
