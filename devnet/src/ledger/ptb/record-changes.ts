/**
 * The end of a programmable transaction: nothing must be left over that cannot be dropped, shared objects
 * must still be shared or gone, and what commands and Move code have done to objects becomes changes.
 */
import { findOwnershipCycle } from '../../vm/runtime/index.js';
import type { NewOwner, RuntimeOutcome } from '../../vm/runtime/index.js';
import type { Address } from '../../vm/types.js';
import { CommandFailure, invariantViolation } from '../command-failure.js';
import { limits } from '../limits.js';
import { coinBalance, coinContents, idOfContents } from '../objects.js';
import { objectOf } from '../state.js';
import type { LedgerObject, Owner } from '../types.js';
import { moveData } from '../working-set.js';
import type { PtbContext, PtbRun } from './context.js';
import type { ObjectValue, Slots } from './values.js';

/** Judges what a transaction has come to, and records its changes. Throws `CommandFailure`. */
export function recordChanges(run: PtbRun, context: PtbContext): RuntimeOutcome {
  const { changes, inputs, state } = run;
  const { slots } = context;
  const writes = new Map<Address, { readonly object: ObjectValue; readonly owner: Owner }>();
  const sharedTaken: Address[] = [];
  const before = (id: Address): LedgerObject | undefined => inputs.objects.get(id) ?? objectOf(state, id);
  const modified = new Map<Address, LedgerObject>();

  for (const { value, object } of [...slots.inputs, slots.gas]) {
    if (object?.mutable !== true) continue;
    modified.set(object.id, inputs.objects.get(object.id)!);
    if (value?.kind === 'object') writes.set(object.id, { object: value, owner: object.owner });
    else if (object.owner.kind === 'shared') sharedTaken.push(object.id);
  }
  if (context.mode !== 'inspect') checkLeftOver(slots);
  for (const { object, recipient } of context.transfers) {
    writes.set(idOfContents(object.contents), { object, owner: { kind: 'address', address: recipient } });
  }
  if (run.gasCoin !== undefined) refundBudget(run.gasCoin, writes, run.meter.budget);

  const outcome = context.runtime.outcome();
  const cycle = findOwnershipCycle(outcome);
  if (cycle !== undefined) {
    throw new CommandFailure(
      { CircularObjectOwnership: { object: cycle } },
      `object ${cycle} would own itself`,
    );
  }
  for (const child of outcome.children) {
    if (child.before !== undefined) modified.set(child.id, before(child.id)!);
    if (child.after === undefined) continue;
    const { type, contents, parent } = child.after;
    writes.set(child.id, {
      object: movedObject(run, type, contents),
      owner: { kind: 'object', address: parent },
    });
  }
  for (const { id, type, contents, owner } of outcome.transfers) {
    const resolved = resolveOwner(owner, before(id), inputs.lamportVersion);
    writes.set(id, { object: movedObject(run, type, contents), owner: resolved });
  }
  for (const id of outcome.received) modified.set(id, before(id)!);

  for (const id of sharedTaken) {
    const kept = writes.get(id)?.owner.kind === 'shared' || (!writes.has(id) && outcome.deleted.has(id));
    if (kept) continue;
    throw new CommandFailure(
      { SharedObjectOperationNotAllowed: true },
      `shared object ${id} was taken by value and neither shared again nor deleted`,
    );
  }
  for (const { object } of writes.values()) checkObjectSize(object);

  for (const [id, object] of modified) changes.modified.set(id, object);
  for (const [id, { object, owner }] of writes) {
    const data = moveData(object.type, object.hasPublicTransfer, object.contents);
    changes.written.set(id, { owner, data });
  }
  for (const item of run.packages.added) changes.createPackage(item);
  for (const id of outcome.created) changes.created.add(id);
  for (const id of outcome.deleted) changes.deleted.add(id);
  changes.events = [...context.events];
  return outcome;
}

/**
 * Objects, and values without `drop`, must not be left over. A value with `copy` may, if it was last taken by
 * value.
 */
function checkLeftOver(slots: Slots): void {
  slots.results.forEach((results, resultIdx) =>
    results.forEach(({ value, lastUse }, secondaryIdx) => {
      if (value === undefined || value.kind === 'pure' || value.kind === 'receiving') return;
      const droppable =
        value.kind === 'raw' && (value.abilities.drop || (value.abilities.copy && lastUse === 'value'));
      if (droppable) return;
      throw new CommandFailure(
        { UnusedValueWithoutDrop: { resultIdx, secondaryIdx } },
        `result ${secondaryIdx} of command ${resultIdx} is not used and cannot be dropped`,
      );
    }),
  );
}

function refundBudget(
  id: Address,
  writes: Map<Address, { readonly object: ObjectValue; readonly owner: Owner }>,
  budget: bigint,
): void {
  const write = writes.get(id);
  if (write === undefined) throw invariantViolation('the gas coin was wrapped or deleted');
  const balance = coinBalance(write.object.contents) + budget;
  if (balance >= 2n ** 64n) {
    throw new CommandFailure({ CoinBalanceOverflow: true }, 'the gas coin would hold more than a u64');
  }
  writes.set(id, { ...write, object: { ...write.object, contents: coinContents(id, balance) } });
}

function movedObject({ machine }: PtbRun, type: ObjectValue['type'], contents: Uint8Array): ObjectValue {
  const hasPublicTransfer = machine.abilities(type).store;
  return { kind: 'object', type, hasPublicTransfer, usedInNonEntryCall: false, contents };
}

function resolveOwner(owner: NewOwner, before: LedgerObject | undefined, version: bigint): Owner {
  const old = before?.owner;
  switch (owner.kind) {
    case 'shared':
      return {
        kind: 'shared',
        initialSharedVersion: old?.kind === 'shared' ? old.initialSharedVersion : version,
      };
    case 'party': {
      const same = old?.kind === 'consensus-address' && old.address === owner.address;
      const startVersion = same ? old.startVersion : version;
      return { kind: 'consensus-address', address: owner.address, startVersion };
    }
    default:
      return owner;
  }
}

function checkObjectSize({ contents, type }: ObjectValue): void {
  const maxObjectSize = limits.maxMoveObjectSize;
  if (contents.length <= maxObjectSize) return;
  const name = type.kind === 'datatype' ? type.name : type.kind;
  throw new CommandFailure(
    { MoveObjectTooBig: { objectSize: contents.length, maxObjectSize } },
    `an object of ${contents.length} bytes (${name}); at most ${maxObjectSize}`,
  );
}
