/**
 * Children: the objects in dynamic fields, as one transaction sees them.
 *
 * A child is loaded when it is first needed and then kept as a live value, so that every reference to it is
 * a reference to that one value. Once loaded it is known by its id alone, together with the type and the
 * parent that it was last stored under; this holds even after it was removed. (So a field that was removed
 * and is asked for with another type is a type mismatch rather than missing, as on Sui.)
 */
import { ExecutionFailure } from '../errors.js';
import { deserializeValue, serializeValue } from '../layout.js';
import type { Layout } from '../layout.js';
import { sameType } from '../types.js';
import type { Address, Type } from '../types.js';
import type { Value } from '../values.js';
import type { RuntimeLimits } from './limits.js';
import type { MoveObject, ObjectStore, RuntimeOutcome } from './types.js';

/** What a child is asked for as: its type, and how values of it are laid out. */
export interface TypedLayout {
  readonly type: Type;
  readonly layout: Layout;
}

/** A child of some type: its value, `missing`, or `mismatch` when one of another type is there. */
export type ChildResult = { readonly value: Value } | 'missing' | 'mismatch';

/** A child that exists now. */
export interface LiveChild extends TypedLayout {
  readonly id: Address;
  readonly parent: Address;
  readonly value: Value;
}

interface Child extends TypedLayout {
  parent: Address;
  type: Type;
  layout: Layout;
  value: Value | undefined;
  /** As it was in the store, if it came from there. */
  readonly before: { readonly parent: Address; readonly object: MoveObject } | undefined;
}

/** The child objects that one transaction has read, added, changed or removed. */
export class ChildObjects {
  readonly #store: ObjectStore;
  readonly #limits: RuntimeLimits;
  readonly #children = new Map<Address, Child>();
  /** Answers of the store, so that each child is asked for once. */
  readonly #fetched = new Map<Address, MoveObject | undefined>();

  constructor(store: ObjectStore, limits: RuntimeLimits) {
    this.#store = store;
    this.#limits = limits;
  }

  /** Whether `id` is a child, of whatever type. */
  has(parent: Address, id: Address): boolean {
    const known = this.#children.get(id);
    if (known !== undefined) return known.value !== undefined;
    return this.#fetch(parent, id) !== undefined;
  }

  /** Whether `id` is a child of this type. */
  hasOfType(parent: Address, id: Address, type: Type): boolean {
    const known = this.#children.get(id);
    if (known !== undefined) return known.value !== undefined && sameType(known.type, type);
    const found = this.#fetch(parent, id);
    return found !== undefined && sameType(found.type, type);
  }

  /** The child's value, in place. */
  borrow(parent: Address, id: Address, as: TypedLayout): ChildResult {
    const child = this.#load(parent, id, as);
    if (child === undefined) return 'mismatch';
    return child.value === undefined ? 'missing' : { value: child.value };
  }

  /** Takes the child away from its parent. */
  remove(parent: Address, id: Address, as: TypedLayout): ChildResult {
    const child = this.#load(parent, id, as);
    if (child === undefined) return 'mismatch';
    const { value } = child;
    if (value === undefined) return 'missing';
    child.value = undefined;
    return { value };
  }

  /** Makes the value, which it takes over, the child `id` of `parent`. */
  add(parent: Address, id: Address, as: TypedLayout, value: Value): void {
    this.#room();
    const known = this.#children.get(id);
    if (known?.value !== undefined) {
      throw new ExecutionFailure('INVARIANT_VIOLATION', `the object ${id} is a child already`);
    }
    this.#children.set(id, { parent, type: as.type, layout: as.layout, value, before: known?.before });
  }

  /** All children that were touched and exist now, in the order of their ids. */
  live(): readonly LiveChild[] {
    const all: LiveChild[] = [];
    for (const [id, { value, ...rest }] of this.#children)
      if (value !== undefined) all.push({ id, value, ...rest });
    return all.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Children whose parent, type or contents differ from what the store had, in the order of their ids. */
  changes(): RuntimeOutcome['children'] {
    const changes: RuntimeOutcome['children'][number][] = [];
    for (const [id, child] of this.#children) {
      const before = child.before && { parent: child.before.parent, version: child.before.object.version };
      if (child.value === undefined) {
        if (before) changes.push({ id, before, after: undefined });
        continue;
      }
      const contents = serializeValue(child.layout, child.value);
      if (child.before && sameChild(child.before, child, contents)) continue;
      changes.push({ id, before, after: { parent: child.parent, type: child.type, contents } });
    }
    return changes.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Versions of the children that the store was asked for and had. */
  loaded(): ReadonlyMap<Address, bigint> {
    const versions = new Map<Address, bigint>();
    for (const [id, object] of this.#fetched) if (object) versions.set(id, object.version);
    return versions;
  }

  /** How many ids were looked up or added: the greater of the two numbers that are limited. */
  count(): number {
    return Math.max(this.#fetched.size, this.#children.size);
  }

  /** The entry of `id`, loaded if need be; undefined when it is of another type. */
  #load(parent: Address, id: Address, as: TypedLayout): Child | undefined {
    const known = this.#children.get(id);
    if (known !== undefined) return sameType(known.type, as.type) ? known : undefined;
    const object = this.#fetch(parent, id);
    if (object !== undefined && !sameType(object.type, as.type)) return undefined;
    this.#room();
    const child: Child = {
      parent,
      type: as.type,
      layout: as.layout,
      value: object && deserializeValue(as.layout, object.contents),
      before: object && { parent, object },
    };
    this.#children.set(id, child);
    return child;
  }

  #fetch(parent: Address, id: Address): MoveObject | undefined {
    if (this.#fetched.has(id)) return this.#fetched.get(id);
    const object = this.#store.getChild(parent, id);
    if (this.#fetched.size >= this.#limits.objectRuntimeMaxNumCachedObjects) {
      throw new ExecutionFailure(
        'MEMORY_LIMIT_EXCEEDED',
        `a transaction may look up at most ${this.#limits.objectRuntimeMaxNumCachedObjects} child objects`,
      );
    }
    this.#fetched.set(id, object);
    return object;
  }

  #room(): void {
    if (this.#children.size >= this.#limits.objectRuntimeMaxNumStoreEntries) {
      throw new ExecutionFailure(
        'MEMORY_LIMIT_EXCEEDED',
        `a transaction may use at most ${this.#limits.objectRuntimeMaxNumStoreEntries} child objects`,
      );
    }
  }
}

function sameChild(before: NonNullable<Child['before']>, now: Child, contents: Uint8Array): boolean {
  const { object, parent } = before;
  if (parent !== now.parent || !sameType(object.type, now.type)) return false;
  if (object.contents.length !== contents.length) return false;
  return contents.every((byte, i) => byte === object.contents[i]);
}
