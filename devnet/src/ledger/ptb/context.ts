/** What the commands of one transaction share while they run. */
import { ExecutionFailure } from '../../vm/errors.js';
import type { Package, PackageStore } from '../../vm/package.js';
import type { TransactionEnvironment, TransactionRuntime } from '../../vm/runtime/index.js';
import type { Abilities, Address, Type } from '../../vm/types.js';
import type { Machine } from '../../vm/machine.js';
import { invariantViolation } from '../command-failure.js';
import type { GasMeter } from '../gas.js';
import type { LoadedInputs } from '../inputs.js';
import { coinBalance, coinContents, idOfContents } from '../objects.js';
import type { State } from '../state.js';
import type { Argument, Transaction } from '../transaction.js';
import { coinTypeOf } from '../type-tags.js';
import type { LedgerEvent } from '../types.js';
import type { WorkingSet } from '../working-set.js';
import type { ObjectValue, Slots, Value } from './values.js';

/**
 * `user`: every rule holds. `inspect`: any function, any bytes as arguments, values may be left over.
 * `system`: any function.
 */
export type Mode = 'user' | 'inspect' | 'system';

/** Packages of the state, and those that the running transaction has published so far. */
export interface OverlayPackages extends PackageStore {
  add(item: Package): void;
  /** Takes back the last one added. */
  remove(id: Address): void;
  readonly added: readonly Package[];
}

/** A value that a command gave or changed, for simulations. */
interface TypedBytes {
  readonly type: Type;
  readonly bytes: Uint8Array;
}

/** What a command returned and changed, for simulations. */
export interface CommandResult {
  readonly returnValues: readonly TypedBytes[];
  readonly mutatedByRef: readonly (TypedBytes & { readonly argument: Argument })[];
}

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

/** What all commands of a running transaction share. */
export interface PtbContext {
  readonly mode: Mode;
  readonly machine: Machine<TransactionRuntime>;
  readonly packages: OverlayPackages;
  readonly runtime: TransactionRuntime;
  readonly meter: GasMeter;
  /** BCS `TxContext` for functions that take it. */
  readonly transactionContext: Uint8Array;
  readonly sender: Address;
  readonly slots: Slots;
  /** Objects that TransferObjects gave away. */
  readonly transfers: { readonly object: ObjectValue; readonly recipient: Address }[];
  readonly events: LedgerEvent[];
  /** What the running command has changed by reference. */
  readonly mutated: (TypedBytes & { readonly argument: Argument })[];
}

/** A coin in its parts. Throws an invariant violation for what is no coin. */
export function coinOfValue(value: ObjectValue): { readonly id: Address; readonly balance: bigint } {
  if (coinTypeOf(value.type) === undefined || value.contents.length !== 40) {
    throw invariantViolation('a coin that is not laid out as one');
  }
  return { id: idOfContents(value.contents), balance: coinBalance(value.contents) };
}

/** The coin with another balance. */
export function withBalance(value: ObjectValue, balance: bigint): ObjectValue {
  return { ...value, contents: coinContents(idOfContents(value.contents), balance) };
}

/** The bytes of a value as a function takes them. */
export function bytesOf(value: Value): Uint8Array {
  switch (value.kind) {
    case 'object':
      return value.contents;
    case 'pure':
    case 'raw':
      return value.bytes;
    case 'receiving': {
      // Receiving<T> is { id: ID, version: u64 }, which is how a coin is laid out too.
      return coinContents(value.id, value.version);
    }
  }
}

/**
 * A type with every package named by where the datatype was first defined; users may name any later version.
 * @throws ExecutionFailure TYPE_NOT_FOUND
 */
export function definingType(packages: PackageStore, type: Type): Type {
  if (type.kind === 'vector') return { kind: 'vector', element: definingType(packages, type.element) };
  if (type.kind !== 'datatype') return type;
  const home = packages.getPackage(type.address);
  const origin = home?.typeOrigins.find(
    ({ module, datatype }) => module === type.module && datatype === type.name,
  );
  if (origin === undefined) {
    throw new ExecutionFailure('TYPE_NOT_FOUND', `${type.address} defines no ${type.module}::${type.name}`);
  }
  return {
    ...type,
    address: origin.package,
    typeArguments: type.typeArguments.map((argument) => definingType(packages, argument)),
  };
}

/** A value of a type from its bytes: an object if the type has `key`. */
export function valueOf({
  type,
  abilities,
  bytes,
  usedInNonEntryCall,
}: {
  readonly type: Type;
  readonly abilities: Abilities;
  readonly bytes: Uint8Array;
  readonly usedInNonEntryCall: boolean;
}): Value {
  return abilities.key
    ? { kind: 'object', type, hasPublicTransfer: abilities.store, usedInNonEntryCall, contents: bytes }
    : { kind: 'raw', type, abilities, usedInNonEntryCall, bytes };
}
