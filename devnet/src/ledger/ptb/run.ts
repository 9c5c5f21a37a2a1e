/**
 * Running a programmable transaction: its inputs become slots, its commands run one after another, and what is
 * left over is judged and turned into changes of objects.
 */
import type { Package } from '../../vm/package.js';
import { TransactionRuntime, findOwnershipCycle, transactionContextBytes } from '../../vm/runtime/index.js';
import { systemLimits, userLimits } from '../../vm/runtime/index.js';
import type {
  NewOwner,
  ObjectStore,
  RuntimeOutcome,
  TransactionEnvironment,
} from '../../vm/runtime/index.js';
import type { Address } from '../../vm/types.js';
import type { Machine } from '../../vm/vm.js';
import { CommandFailure, failureOf, invariantViolation } from '../failure.js';
import type { GasMeter } from '../gas.js';
import type { LoadedInputs } from '../inputs.js';
import { limits } from '../limits.js';
import { coinBalance, coinContents, idOfContents } from '../objects.js';
import { objectOf, packageOf } from '../state.js';
import type { State } from '../state.js';
import type { Input, Transaction } from '../transaction.js';
import type { LedgerEvent, LedgerObject, Owner } from '../types.js';
import { moveData } from '../working-set.js';
import type { WorkingSet } from '../working-set.js';
import { runCommand } from './commands.js';
import type { CommandResult, Mode, OverlayPackages, PtbContext } from './context.js';
import { bytesOf } from './context.js';
import { Slots, slotOf } from './values.js';
import type { ObjectValue, Slot, Value } from './values.js';

/** Everything that a programmable transaction runs with. */
export interface PtbRun {
  readonly mode: Mode;
  readonly state: State;
  readonly machine: Machine<TransactionRuntime>;
  readonly packages: OverlayPackages;
  readonly environment: TransactionEnvironment;
  readonly transaction: Pick<Transaction, 'inputs' | 'commands' | 'sender'>;
  readonly inputs: LoadedInputs;
  readonly meter: GasMeter;
  /** The coin that pays, after smashing. */
  readonly gasCoin: Address | undefined;
  /** What is changed so far (the gas coins); receives the rest. */
  readonly changes: WorkingSet;
}

export interface PtbResult {
  readonly commandResults: readonly CommandResult[];
  /** Objects that were looked up while running: children and received ones. */
  readonly loaded: readonly LedgerObject[];
  /** Of those, the ones that were received. */
  readonly received: readonly LedgerObject[];
}

/** A failed command: which, and why. `command` is undefined when the transaction failed at its end. */
export interface PtbFailure {
  readonly failure: CommandFailure;
  readonly command: number | undefined;
  readonly loaded: readonly LedgerObject[];
  readonly received: readonly LedgerObject[];
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
    const outcome = finish(run, context);
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

// End

function finish(run: PtbRun, context: PtbContext): RuntimeOutcome {
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
  // An object that was taken out of a dynamic field by one command and dealt with by another.
  const looked = [...outcome.loadedChildren.keys()].filter((id) => writes.has(id) || outcome.deleted.has(id));
  for (const id of [...looked, ...outcome.received]) modified.set(id, before(id)!);

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

/** Objects, and values without `drop`, must not be left over. A value with `copy` may, if it was last taken by value. */
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
  throw new CommandFailure(
    { MoveObjectTooBig: { objectSize: contents.length, maxObjectSize } },
    `an object of ${contents.length} bytes (${type.kind === 'datatype' ? type.name : type.kind}); at most ${maxObjectSize}`,
  );
}

function touched({ state }: PtbRun, { loadedChildren, received }: Touched) {
  const objects = (ids: Iterable<Address>): readonly LedgerObject[] =>
    [...ids].flatMap((id) => objectOf(state, id) ?? []);
  return { loaded: objects(new Set([...loadedChildren.keys(), ...received])), received: objects(received) };
}

type Touched = Pick<RuntimeOutcome, 'loadedChildren' | 'received'>;

/** Code that was stopped may have left values that cannot be written down. */
function touchedByFailure(run: PtbRun, runtime: TransactionRuntime) {
  let outcome: Touched = { loadedChildren: new Map(), received: new Set() };
  try {
    outcome = runtime.outcome();
  } catch {
    // Nothing is known then of what was looked up, and nothing needs it: the transaction has failed.
  }
  return touched(run, outcome);
}
