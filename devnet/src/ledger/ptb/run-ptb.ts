/**
 * Running a programmable transaction: its inputs become slots, its commands run one after another, and what
 * is left over is judged and turned into changes of objects.
 */
import type { Package } from '../../vm/package.js';
import { TransactionRuntime, transactionContextBytes } from '../../vm/runtime/index.js';
import { systemLimits, userLimits } from '../../vm/runtime/index.js';
import type { NewOwner, ObjectStore, RuntimeOutcome } from '../../vm/runtime/index.js';
import type { Address } from '../../vm/types.js';
import { CommandFailure, failureOf, invariantViolation } from '../command-failure.js';
import { coinBalance, coinContents } from '../objects.js';
import { objectOf, packageOf } from '../state.js';
import type { State } from '../state.js';
import type { Input } from '../transaction.js';
import type { LedgerEvent, LedgerObject, Owner } from '../types.js';
import { runCommand } from './commands.js';
import type { CommandResult, OverlayPackages, PtbContext, PtbRun } from './context.js';
import { bytesOf } from './context.js';
import { recordChanges } from './record-changes.js';
import { Slots, slotOf } from './values.js';
import type { ObjectValue, Slot, Value } from './values.js';

/** What a transaction came to whose commands all succeeded. */
export interface PtbResult {
  readonly commandResults: readonly CommandResult[];
  /** Objects that were looked up while running: children and received ones. */
  readonly loaded: readonly LedgerObject[];
  /** Of those, the ones that were received. */
  readonly received: readonly LedgerObject[];
  /** How many children were looked up, whether they were there or not. */
  readonly childObjects: number;
}

/** A failed command: which, and why. `command` is undefined when the transaction failed at its end. */
export interface PtbFailure {
  readonly failure: CommandFailure;
  readonly command: number | undefined;
  readonly loaded: readonly LedgerObject[];
  readonly received: readonly LedgerObject[];
  readonly childObjects: number;
}

/** Runs a transaction and records its changes. A failure leaves `changes` as they were. */
export function runPtb(run: PtbRun): PtbResult | PtbFailure {
  const runtime = new TransactionRuntime(run.environment, objectStore(run.state), {
    inputs: runtimeInputs(run),
    limits: run.mode === 'system' ? systemLimits : userLimits,
  });
  const events: LedgerEvent[] = [];
  const context: PtbContext = {
    mode: run.mode,
    machine: run.machine,
    packages: run.packages,
    runtime,
    meter: run.meter,
    transactionContext: transactionContextBytes(run.environment),
    sender: run.transaction.sender,
    slots: makeSlots(run),
    transfers: [],
    events,
    mutated: [],
  };
  const commandResults: CommandResult[] = [];
  let command: number | undefined;
  try {
    for (const [index, each] of run.transaction.commands.entries()) {
      command = index;
      commandResults.push(step(context, () => runCommand(context, each)));
    }
    command = undefined;
    const outcome = recordChanges(run, context);
    return { commandResults, ...touched(run, outcome) };
  } catch (error) {
    const original = (id: Address): Address => run.packages.getPackage(id)?.originalId ?? id;
    return { failure: failureOf(error, original), command, ...touchedByFailure(run, runtime) };
  }
}

/** Packages of a state with room for those that a transaction adds. */
export function overlayPackages(state: State): OverlayPackages {
  const added = new Map<Address, Package>();
  return {
    getPackage: (id) => added.get(id) ?? packageOf(state, id),
    add: (item) => void added.set(item.id, item),
    remove: (id) => void added.delete(id),
    get added() {
      return [...added.values()];
    },
  };
}

function step(context: PtbContext, command: () => readonly Value[]): CommandResult {
  context.mutated.length = 0;
  const results = command();
  context.slots.finish(results);
  return {
    returnValues: results.flatMap((value) =>
      value.kind === 'object' || value.kind === 'raw' ? [{ type: value.type, bytes: bytesOf(value) }] : [],
    ),
    mutatedByRef: [...context.mutated],
  };
}

// Beginning

function makeSlots({ transaction, inputs, gasCoin, changes, meter, machine }: PtbRun): Slots {
  const gas = gasCoin === undefined ? slotOf(undefined, undefined, true) : gasSlot(gasCoin);
  return new Slots(gas, transaction.inputs.map(inputSlot));

  function gasSlot(id: Address): Slot {
    const object = inputs.objects.get(id)!;
    const data = changes.written.get(id)?.data ?? object.data;
    if (data.kind !== 'move') throw invariantViolation('the gas coin is no coin');
    // The budget is out of reach of the commands: they see a coin without it.
    const contents = coinContents(id, coinBalance(data.contents) - meter.budget);
    const value: ObjectValue = { ...objectValue(object), contents };
    return slotOf(value, { id, version: object.version, owner: object.owner, mutable: true }, true);
  }

  function inputSlot(input: Input): Slot {
    if (input.kind === 'pure') return slotOf({ kind: 'pure', bytes: input.bytes });
    if (input.kind === 'receiving') {
      const { id, version } = input.reference;
      return slotOf({ kind: 'receiving', id, version, type: undefined });
    }
    const object = inputs.objects.get(input.kind === 'shared' ? input.id : input.reference.id)!;
    const { id, version, owner } = object;
    return slotOf(objectValue(object), { id, version, owner, mutable: inputs.mutable.has(id) });
  }

  function objectValue({ data }: LedgerObject): ObjectValue {
    if (data.kind !== 'move') throw invariantViolation('a package among the input objects');
    const { type, contents } = data;
    const hasPublicTransfer = machine.abilities(type).store;
    return { kind: 'object', type, hasPublicTransfer, usedInNonEntryCall: false, contents };
  }
}

function runtimeInputs({ transaction, inputs, gasCoin }: PtbRun) {
  const ids = transaction.inputs.flatMap((input) =>
    input.kind === 'owned' ? [input.reference.id] : input.kind === 'shared' ? [input.id] : [],
  );
  if (gasCoin !== undefined) ids.push(gasCoin);
  return ids.map((id) => ({ id, owner: newOwnerOf(inputs.objects.get(id)!.owner) }));
}

function newOwnerOf(owner: Owner): NewOwner {
  switch (owner.kind) {
    case 'address':
    case 'object':
      return { kind: 'address', address: owner.address };
    case 'consensus-address':
      return { kind: 'party', address: owner.address };
    default:
      return { kind: owner.kind };
  }
}

function objectStore(state: State): ObjectStore {
  const moveObject = (object: LedgerObject | undefined) =>
    object?.data.kind === 'move'
      ? { id: object.id, version: object.version, type: object.data.type, contents: object.data.contents }
      : undefined;
  return {
    getChild(parent, id) {
      const object = objectOf(state, id);
      return object?.owner.kind === 'object' && object.owner.address === parent
        ? moveObject(object)
        : undefined;
    },
    getReceivable(parent, id, version) {
      const object = objectOf(state, id);
      return object?.owner.kind === 'address' && object.owner.address === parent && object.version === version
        ? moveObject(object)
        : undefined;
    },
  };
}

function touched({ state }: PtbRun, { loadedChildren, received, childObjects }: Touched) {
  const objects = (ids: Iterable<Address>): readonly LedgerObject[] =>
    [...ids].flatMap((id) => objectOf(state, id) ?? []);
  return {
    loaded: objects(new Set([...loadedChildren.keys(), ...received])),
    received: objects(received),
    childObjects,
  };
}

type Touched = Pick<RuntimeOutcome, 'loadedChildren' | 'received' | 'childObjects'>;

/** Code that was stopped may have left values that cannot be written down. */
function touchedByFailure(run: PtbRun, runtime: TransactionRuntime) {
  let outcome: Touched = { loadedChildren: new Map(), received: new Set(), childObjects: 0 };
  try {
    outcome = runtime.outcome();
  } catch {
    // Nothing is known then of what was looked up, and nothing needs it: the transaction has failed.
  }
  return touched(run, outcome);
}
