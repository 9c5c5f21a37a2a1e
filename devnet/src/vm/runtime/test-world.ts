/**
 * The world of objects of a Move unit test with `sui::test_scenario`: who owns what between the transactions
 * of a scenario, what the running one has taken, and tickets for receiving.
 *
 * Inventories list ids by type in the order in which objects came to their owner, so that "most recent" is
 * the last one. Ending a transaction is `endScenarioTransaction` in scenario.ts.
 */
import { blake2b256 } from '../../blake2b.js';
import type { Layout } from '../layout.js';
import { typeToString } from '../types.js';
import type { Address, Type } from '../types.js';
import type { MoveObject, NewOwner, ObjectStore } from './types.js';

/** How a `TestWorld` begins. */
export interface TestWorldOptions {
  /** Root of `random::generate_rand_seed_for_testing`, 32 bytes. Default: zeros. */
  readonly seed?: Uint8Array;
}

/** An object that is in an inventory, or was before it was taken. */
export interface StoredObject {
  readonly type: Type;
  readonly layout: Layout;
  readonly contents: Uint8Array;
}

/** Ids by type text, in the order of arrival. */
export type Inventory = Map<string, Set<Address>>;

/** The objects of one Move unit test, by owner, and what the test has taken of them. */
export class TestWorld implements ObjectStore {
  /** Objects between transactions, taken ones included. */
  readonly objects = new Map<Address, StoredObject>();
  readonly owned = new Map<Address, Inventory>();
  readonly shared: Inventory = new Map<string, Set<Address>>();
  readonly immutable: Inventory = new Map<string, Set<Address>>();
  /** Objects that the running transaction took, and their owner before. */
  readonly taken = new Map<Address, NewOwner>();
  /** What immutable objects were when they were taken: they must come back so. */
  readonly takenImmutable = new Map<Address, StoredObject>();
  /** Objects set aside for receiving in the running transaction. */
  readonly tickets = new Map<Address, StoredObject>();
  /** Objects that can be, or once could be, received, by id; with the owner that the ticket was made for. */
  readonly receivable = new Map<Address, { readonly owner: Address; readonly object: MoveObject }>();
  /** Settings of `sui::config` as they were when the running transaction began, by id. */
  readonly configSettings = new Map<Address, Pick<MoveObject, 'type' | 'contents'>>();
  readonly #seed: Uint8Array;
  #seedsDrawn = 0;

  constructor(options: TestWorldOptions = {}) {
    this.#seed = options.seed ?? new Uint8Array(32);
  }

  /** The next 32 random bytes; the same sequence for the same seed. */
  randomSeed(): Uint8Array {
    const counter = new Uint8Array(4);
    new DataView(counter.buffer).setUint32(0, this.#seedsDrawn++);
    return blake2b256(this.#seed, counter);
  }

  /** No child exists before a test begins. */
  getChild(): undefined {
    return undefined;
  }

  getReceivable(parent: Address, id: Address, version: bigint): MoveObject | undefined {
    const found = this.receivable.get(id);
    return found?.owner === parent && found.object.version === version ? found.object : undefined;
  }

  /** Where objects of an owner are listed. */
  inventory(owner: NewOwner): Inventory {
    if (owner.kind === 'shared') return this.shared;
    if (owner.kind === 'immutable') return this.immutable;
    let inventory = this.owned.get(owner.address);
    if (inventory === undefined) this.owned.set(owner.address, (inventory = new Map<string, Set<Address>>()));
    return inventory;
  }

  /** Lists an object as the most recent of its owner and type. */
  enter(id: Address, type: Type, owner: NewOwner): void {
    const inventory = this.inventory(owner);
    const text = typeToString(type);
    const ids = inventory.get(text) ?? new Set<Address>();
    ids.delete(id);
    inventory.set(text, ids.add(id));
  }

  /** Strikes an object from every list. */
  leave(id: Address): void {
    for (const inventory of [...this.owned.values(), this.shared, this.immutable]) {
      for (const ids of inventory.values()) ids.delete(id);
    }
  }

  /** Takes an object out of an inventory, or undefined when it is not there (any more). */
  take(id: Address, type: Type, owner: NewOwner): StoredObject | undefined {
    const object = this.objects.get(id);
    if (object === undefined || this.taken.has(id)) return undefined;
    if (!this.inventory(owner).get(typeToString(type))?.has(id)) return undefined;
    this.taken.set(id, owner);
    if (owner.kind === 'immutable') this.takenImmutable.set(id, object);
    return object;
  }

  /** The object of a type that came last and has not been taken. */
  mostRecent(type: Type, owner: NewOwner): Address | undefined {
    const ids = [...(this.inventory(owner).get(typeToString(type)) ?? [])];
    return ids.findLast((id) => !this.taken.has(id));
  }

  /** The address in whose inventory an object is. */
  addressOf(id: Address): Address | undefined {
    for (const [address, inventory] of this.owned) {
      for (const ids of inventory.values()) if (ids.has(id)) return address;
    }
    return undefined;
  }
}
