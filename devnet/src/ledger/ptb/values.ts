/**
 * Values between the commands of a programmable transaction, and the rules for using them.
 *
 * Every input, every result and the gas coin is a slot. A value that can be copied stays in its slot when it
 * is taken; any other is gone. Within one command a value that is borrowed mutably is used once, and one that
 * is borrowed cannot be taken. Rules and errors are Sui's.
 */
import type { Abilities, Address, Type } from '../../vm/types.js';
import { argumentFailure, invariantViolation } from '../command-failure.js';
import type { Argument } from '../transaction.js';
import type { Owner } from '../types.js';

/** An object, as bytes. */
export interface ObjectValue {
  readonly kind: 'object';
  readonly type: Type;
  readonly hasPublicTransfer: boolean;
  /** It has been through a function that is not `entry`, so private entry functions must not take it. */
  readonly usedInNonEntryCall: boolean;
  readonly contents: Uint8Array;
}

/** Bytes that a user passed, of a type that the first use decides. */
interface PureValue {
  readonly kind: 'pure';
  readonly bytes: Uint8Array;
}

/** A value that a command made and that is no object. */
interface RawValue {
  readonly kind: 'raw';
  readonly type: Type;
  readonly abilities: Abilities;
  readonly usedInNonEntryCall: boolean;
  readonly bytes: Uint8Array;
}

/** A ticket to receive an object that was sent to an object. */
interface ReceivingValue {
  readonly kind: 'receiving';
  readonly id: Address;
  readonly version: bigint;
  /** The `Receiving<T>` that it was first borrowed as. */
  readonly type: Type | undefined;
}

/** A value between commands. */
export type Value = ObjectValue | PureValue | RawValue | ReceivingValue;

/** What is known of an input object besides its value. */
export interface InputObject {
  readonly id: Address;
  readonly version: bigint;
  readonly owner: Owner;
  readonly mutable: boolean;
}

/** A place that a value lives in, and how it was last used. */
export interface Slot {
  value: Value | undefined;
  lastUse: 'value' | 'reference' | undefined;
  readonly object: InputObject | undefined;
  readonly isGas: boolean;
}

/** A slot with a value. */
export function slotOf(value: Value | undefined, object?: InputObject, isGas = false): Slot {
  return { value, lastUse: undefined, object, isGas };
}

/** Whether taking a value leaves it in its slot. */
function isCopyable(value: Value): boolean {
  return value.kind === 'pure' || (value.kind === 'raw' && value.abilities.copy);
}

/** The slots of a transaction, and what the running command has borrowed. */
export class Slots {
  readonly gas: Slot;
  readonly inputs: readonly Slot[];
  readonly results: Slot[][] = [];
  readonly #borrowed = new Map<Slot, 'shared' | 'mutable'>();

  constructor(gas: Slot, inputs: readonly Slot[]) {
    this.gas = gas;
    this.inputs = inputs;
  }

  /** The slot that argument `index` of a command names. Throws `CommandFailure`. */
  resolve(argument: Argument, index: number): Slot {
    switch (argument.kind) {
      case 'gas':
        return this.gas;
      case 'input': {
        const slot = this.inputs[argument.index];
        if (slot === undefined) throw outOfBounds(argument.index, index);
        return slot;
      }
      case 'result': {
        const results = this.results[argument.index];
        if (results === undefined) throw outOfBounds(argument.index, index);
        if (results.length !== 1) {
          throw argumentFailure(
            index,
            { InvalidResultArity: { resultIdx: argument.index } },
            `command ${argument.index} has ${results.length} results, not one`,
          );
        }
        return results[0]!;
      }
      case 'nested': {
        const results = this.results[argument.index];
        if (results === undefined) throw outOfBounds(argument.index, index);
        const slot = results[argument.inner];
        if (slot === undefined) {
          throw argumentFailure(
            index,
            { SecondaryIndexOutOfBounds: { resultIdx: argument.index, secondaryIdx: argument.inner } },
            `command ${argument.index} has no result ${argument.inner}`,
          );
        }
        return slot;
      }
    }
  }

  /**
   * Takes a value, or copies it if it can be copied. `gasAllowed`: only TransferObjects may take the gas
   * coin.
   */
  take(slot: Slot, index: number, gasAllowed = false): Value {
    slot.lastUse = 'value';
    const { value, object } = slot;
    if (value === undefined) throw invalidUse(index, 'the value was taken before');
    const copyable = isCopyable(value);
    if (!copyable && this.#borrowed.has(slot)) throw invalidUse(index, 'the value is borrowed');
    if (slot.isGas && !gasAllowed) {
      throw argumentFailure(
        index,
        { InvalidGasCoinUsage: true },
        'only TransferObjects takes the gas coin by value',
      );
    }
    if (object !== undefined && !object.mutable) {
      throw argumentFailure(
        index,
        { InvalidObjectByValue: true },
        `object ${object.id} can only be read here`,
      );
    }
    if (!copyable) slot.value = undefined;
    return value;
  }

  /** Borrows mutably: the value leaves its slot until `restore`. */
  borrowMutable(slot: Slot, index: number): Value {
    if (this.#borrowed.has(slot)) throw invalidUse(index, 'the value is borrowed');
    this.#borrowed.set(slot, 'mutable');
    slot.lastUse = 'reference';
    const { value, object } = slot;
    if (value === undefined) throw invalidUse(index, 'the value was taken before');
    if (object !== undefined && !object.mutable) {
      throw argumentFailure(
        index,
        { InvalidObjectByMutRef: true },
        `object ${object.id} can only be read here`,
      );
    }
    if (!isCopyable(value)) slot.value = undefined;
    return value;
  }

  /** Borrows for reading; the first borrow of a receiving ticket fixes its type. */
  borrow(slot: Slot, index: number, type: Type): Value {
    if (this.#borrowed.get(slot) === 'mutable') throw invalidUse(index, 'the value is borrowed mutably');
    this.#borrowed.set(slot, 'shared');
    slot.lastUse = 'reference';
    if (slot.value === undefined) throw invalidUse(index, 'the value was taken before');
    if (slot.value.kind === 'receiving' && slot.value.type === undefined)
      slot.value = { ...slot.value, type };
    return slot.value;
  }

  /** Puts the value of a mutable borrow back. */
  restore(slot: Slot, value: Value): void {
    if (this.#borrowed.get(slot) !== 'mutable') throw invariantViolation('restored what was not borrowed');
    this.#borrowed.delete(slot);
    slot.value = value;
  }

  /** Ends a command: its borrows end, its results become slots. */
  finish(results: readonly Value[]): void {
    this.#borrowed.clear();
    this.results.push(results.map((value) => slotOf(value)));
  }
}

function outOfBounds(idx: number, index: number) {
  return argumentFailure(index, { IndexOutOfBounds: { idx } }, `there is no input or result ${idx}`);
}

function invalidUse(index: number, message: string) {
  return argumentFailure(index, { InvalidValueUsage: true }, message);
}
