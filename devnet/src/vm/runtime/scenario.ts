/**
 * The end of one transaction of a `sui::test_scenario`: what it did becomes the state that the next one sees.
 */
import { serializeValue } from '../layout.js';
import type { Layout, StructLayout } from '../layout.js';
import { typeToString } from '../types.js';
import type { Address } from '../types.js';
import { toAddress, variantOf } from '../values.js';
import type { Value } from '../values.js';
import type { LiveChild } from './child-objects.js';
import type { StoredObject, TestWorld } from './test-world.js';
import { sameNewOwner } from './transaction-runtime.js';
import type { TransactionRuntime } from './transaction-runtime.js';
import type { NewOwner } from './types.js';

/** What `test_scenario::TransactionEffects` says. Objects received and still held count as neither. */
export interface ScenarioEffects {
  readonly created: readonly Address[];
  readonly written: readonly Address[];
  /** Deleted objects, and those that were wrapped. */
  readonly deleted: readonly Address[];
  readonly transferred: readonly { readonly id: Address; readonly owner: NewOwner }[];
  readonly eventCount: number;
}

/** A shared or immutable object was not put back as it was, or an immutable one was changed. */
export type ScenarioFault = 'invalid-shared-or-immutable-usage';

/** How objects of the types at hand are laid out, and read. */
export interface ScenarioCodec {
  layout(type: StoredObject['type']): Layout;
  deserialize(type: StoredObject['type'], contents: Uint8Array): Value;
}

/** Ends the running transaction of a scenario and brings its world up to date. */
export function endScenarioTransaction(
  runtime: TransactionRuntime,
  world: TestWorld,
  codec: ScenarioCodec,
): ScenarioEffects | ScenarioFault {
  const mustReturn = new Map(
    [...world.taken].filter(([, owner]) => owner.kind === 'shared' || owner.kind === 'immutable'),
  );
  const state = runtime.takeState();
  const children = runtime.liveChildren();
  const childIds = new Set(children.map(({ id }) => id));
  settleTickets(world, state.received);

  const writtenIds = state.transfers.map(({ id }) => id);
  for (const id of [...state.deleted, ...writtenIds, ...childIds]) {
    world.leave(id);
    world.taken.delete(id);
  }
  let misused = false;
  for (const { id, type, owner } of state.transfers) {
    const before = mustReturn.get(id);
    if (before !== undefined && !sameNewOwner(before, owner)) misused = true;
    world.enter(id, type, owner);
  }
  // A shared object may be deleted, an immutable one may not.
  for (const id of state.deleted) if (mustReturn.get(id)?.kind === 'immutable') misused = true;

  const stored = state.transfers.map(({ id, type, contents }) => ({
    id,
    object: { type, layout: codec.layout(type), contents },
  }));
  const wrapped = new Set<Address>();
  for (const { object } of stored) {
    collectWrappedIds(wrapped, object.layout, codec.deserialize(object.type, object.contents));
  }
  for (const child of children) collectWrappedIds(wrapped, child.layout, child.value);
  for (const id of mustReturn.keys()) if (wrapped.has(id) || childIds.has(id)) misused = true;
  if (misused) return 'invalid-shared-or-immutable-usage';

  keepConfigSettings(world, children);
  for (const [id, owner] of world.taken) runtime.addInput({ id, owner });
  for (const { id, object } of stored) {
    const before = world.takenImmutable.get(id);
    if (before !== undefined && typeToString(before.type) === typeToString(object.type)) {
      if (!sameBytes(before.contents, object.contents)) return 'invalid-shared-or-immutable-usage';
    }
    world.objects.set(id, object);
  }
  const deleted = [...state.deleted, ...[...wrapped].sort()];
  for (const id of [...deleted, ...childIds]) world.objects.delete(id);
  return {
    created: writtenIds.filter((id) => state.created.has(id)),
    written: writtenIds.filter((id) => !state.created.has(id)),
    deleted,
    transferred: state.transfers.map(({ id, owner }) => ({ id, owner })),
    eventCount: state.events.length,
  };
}

/** Objects whose tickets were not used go back to where they were. */
function settleTickets(world: TestWorld, received: ReadonlySet<Address>): void {
  for (const [id, object] of world.tickets) {
    if (received.has(id)) continue;
    world.objects.set(id, object);
    world.receivable.delete(id);
  }
  world.tickets.clear();
}

/** What `sui::config` settings hold now is what the next transaction reads of them. */
function keepConfigSettings(world: TestWorld, children: readonly LiveChild[]): void {
  const live = new Set<Address>();
  for (const { id, type, layout, value } of children) {
    if (type.kind !== 'datatype' || type.module !== 'dynamic_field') continue;
    const held = type.typeArguments[1];
    if (held?.kind !== 'datatype' || held.module !== 'config' || held.name !== 'Setting') continue;
    world.configSettings.set(id, { type, contents: serializeValue(layout, value) });
    live.add(id);
  }
  for (const id of world.configSettings.keys()) if (!live.has(id)) world.configSettings.delete(id);
}

/**
 * Ids of the objects inside an object: every `UID` that is a field of a struct, at any depth, but the
 * outermost struct's own.
 */
function collectWrappedIds(ids: Set<Address>, layout: Layout, value: Value): void {
  if (layout.kind !== 'struct') return;
  layout.fields.forEach((field, i) => searchUids(ids, field.layout, (value as Value[])[i]!));
}

function searchUids(ids: Set<Address>, layout: Layout, value: Value): void {
  switch (layout.kind) {
    case 'vector':
      if (
        layout.element.kind === 'vector' ||
        layout.element.kind === 'struct' ||
        layout.element.kind === 'enum'
      ) {
        for (const element of value as Value[]) searchUids(ids, layout.element, element);
      }
      return;
    case 'enum': {
      const { tag, fields } = variantOf(value);
      layout.variants[tag]!.fields.forEach((field, i) => searchUids(ids, field.layout, fields[i]!));
      return;
    }
    case 'struct':
      layout.fields.forEach((field, i) => {
        const part = (value as Value[])[i]!;
        if (isUid(field.layout)) ids.add(uidAddress(part));
        else searchUids(ids, field.layout, part);
      });
      return;
    default:
      return;
  }
}

function isUid(layout: Layout): layout is StructLayout {
  return layout.kind === 'struct' && typeToString(layout.type) === uidType;
}

const uidType = `0x${'2'.padStart(64, '0')}::object::UID`;

/** `UID { id: ID { bytes: address } }` */
function uidAddress(uid: Value): Address {
  return toAddress((uid as Value[][])[0]![0]!);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
