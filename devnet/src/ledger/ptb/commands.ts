/** The commands of a programmable transaction, one function each. */
import { sameType } from '../../vm/types.js';
import type { Address, Type } from '../../vm/types.js';
import { CommandFailure, argumentFailure } from '../command-failure.js';
import { addressOf, coinContents } from '../objects.js';
import type { Argument, Command } from '../transaction.js';
import { coinTypeOf } from '../type-tags.js';
import { checkArgument, typeMismatch, vectorBound, vectorTooBig } from './arguments.js';
import { bytesOf, coinOfValue, definingType, withBalance } from './context.js';
import type { PtbContext } from './context.js';
import { callFunction, typeArgumentFailure } from './move-call.js';
import { publish } from './publish.js';
import { upgrade } from './upgrade.js';
import type { ObjectValue, Slot, Value } from './values.js';

type CommandOf<K extends Command['kind']> = Extract<Command, { kind: K }>;

/** Runs one command; returns its results. Throws `CommandFailure` or `MoveError`. */
export function runCommand(context: PtbContext, command: Command): readonly Value[] {
  switch (command.kind) {
    case 'move-call':
      return callFunction(context, command);
    case 'transfer-objects':
      return transferObjects(context, command);
    case 'split-coins':
      return splitCoins(context, command);
    case 'merge-coins':
      return mergeCoins(context, command);
    case 'make-move-vec':
      return [makeMoveVec(context, command)];
    case 'publish':
      return publish(context, command);
    case 'upgrade':
      return upgrade(context, command);
  }
}

function transferObjects(context: PtbContext, command: CommandOf<'transfer-objects'>): readonly Value[] {
  const { slots } = context;
  const objectSlots = resolveAll(context, command.objects, 0);
  const addressIndex = command.objects.length;
  const addressSlot = slots.resolve(command.address, addressIndex);
  const objects = objectSlots.map((slot, index) => asObject(slots.take(slot, index, true), index));
  const recipient = asAddress(slots.take(addressSlot, addressIndex, true), addressIndex);
  for (const object of objects) {
    if (!object.hasPublicTransfer) {
      throw new CommandFailure(
        { InvalidTransferObject: true },
        'an object whose type lacks the ability store is transferred by its own module only',
      );
    }
    context.transfers.push({ object, recipient });
  }
  return [];
}

function splitCoins(context: PtbContext, command: CommandOf<'split-coins'>): readonly Value[] {
  const { slots } = context;
  const coinSlot = slots.resolve(command.coin, 0);
  const amountSlots = resolveAll(context, command.amounts, 1);
  const coin = asCoin(slots.borrowMutable(coinSlot, 0), 0);
  let { balance } = coinOfValue(coin);
  const parts = amountSlots.map((slot): ObjectValue => {
    // Sui reports every amount as argument 1.
    const amount = asU64(slots.take(slot, 1), 1);
    const id = context.runtime.freshId();
    if (amount > balance) {
      throw new CommandFailure(
        { InsufficientCoinBalance: true },
        `a coin of ${balance} cannot be split into ${amount}`,
      );
    }
    balance -= amount;
    return newCoin(coin.type, id, amount);
  });
  restore(context, coinSlot, { argument: command.coin, value: withBalance(coin, balance) });
  return parts;
}

function mergeCoins(context: PtbContext, command: CommandOf<'merge-coins'>): readonly Value[] {
  const { slots } = context;
  const targetSlot = slots.resolve(command.destination, 0);
  const sourceSlots = resolveAll(context, command.sources, 1);
  const target = asCoin(slots.borrowMutable(targetSlot, 0), 0);
  const sources = sourceSlots.map((slot, index) => asObject(slots.take(slot, index + 1), index + 1));
  let { balance } = coinOfValue(target);
  sources.forEach((source, index) => {
    if (!sameType(source.type, target.type)) throw typeMismatch(index + 1, source.type, target.type);
    const coin = coinOfValue(source);
    context.runtime.deleteId(coin.id);
    balance += coin.balance;
    if (balance >= 2n ** 64n) {
      throw new CommandFailure({ CoinBalanceOverflow: true }, 'the merged coin would hold more than a u64');
    }
  });
  restore(context, targetSlot, { argument: command.destination, value: withBalance(target, balance) });
  return [];
}

function makeMoveVec(context: PtbContext, command: CommandOf<'make-move-vec'>): Value {
  const elementSlots = resolveAll(context, command.elements, 0);
  let type = command.type === undefined ? undefined : loadElementType(context, command.type);
  let usedInNonEntryCall = false;
  const parts: Uint8Array[] = [lengthBytes(elementSlots.length)];
  let size = parts[0]!.length;
  let bound: number | undefined;
  elementSlots.forEach((slot, index) => {
    const value = context.slots.take(slot, index);
    // Without a type the elements are objects, and the first one says of which type.
    if (type === undefined) type = asObject(value, index).type;
    else checkArgument(context, { index, value, type });
    if (index === 0) bound = vectorBound(context, type);
    if (value.kind === 'object' || value.kind === 'raw') usedInNonEntryCall ||= value.usedInNonEntryCall;
    const bytes = bytesOf(value);
    parts.push(bytes);
    size += bytes.length;
    if (bound !== undefined && size > bound) throw vectorTooBig(size, bound);
  });
  const vector: Type = { kind: 'vector', element: type! };
  const abilities = context.machine.abilities(vector);
  return { kind: 'raw', type: vector, abilities, usedInNonEntryCall, bytes: concat(parts, size) };
}

function loadElementType(context: PtbContext, type: Type): Type {
  try {
    const resolved = definingType(context.packages, type);
    context.machine.abilities(resolved);
    return resolved;
  } catch (error) {
    throw typeArgumentFailure(error, 0);
  }
}

function resolveAll(context: PtbContext, items: readonly Argument[], start: number): readonly Slot[] {
  return items.map((argument, index) => context.slots.resolve(argument, start + index));
}

function restore(
  context: PtbContext,
  slot: Slot,
  { argument, value }: { readonly argument: Argument; readonly value: ObjectValue },
): void {
  context.slots.restore(slot, value);
  context.mutated.push({ argument, type: value.type, bytes: value.contents });
}

function newCoin(type: Type, id: Address, balance: bigint): ObjectValue {
  const contents = coinContents(id, balance);
  return { kind: 'object', type, hasPublicTransfer: true, usedInNonEntryCall: false, contents };
}

function asObject(value: Value, index: number): ObjectValue {
  if (value.kind === 'object') return value;
  throw argumentFailure(index, { TypeMismatch: true }, 'an object is needed');
}

function asCoin(value: Value, index: number): ObjectValue {
  const object = asObject(value, index);
  if (coinTypeOf(object.type) !== undefined) return object;
  throw argumentFailure(index, { TypeMismatch: true }, 'a coin is needed');
}

function asU64(value: Value, index: number): bigint {
  const bytes = asPrimitive(value, 'u64', index);
  return new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
}

function asAddress(value: Value, index: number): Address {
  return addressOf(asPrimitive(value, 'address', index));
}

/** Bytes of these types in BCS. */
const sizes = { u64: 8, address: 32 } as const;

function asPrimitive(value: Value, kind: keyof typeof sizes, index: number): Uint8Array {
  const fits = value.kind === 'pure' || (value.kind === 'raw' && value.type.kind === kind);
  if (!fits) throw argumentFailure(index, { TypeMismatch: true }, `a value of type ${kind} is needed`);
  if (value.bytes.length === sizes[kind]) return value.bytes;
  throw argumentFailure(index, { InvalidBCSBytes: true }, `the bytes are no BCS ${kind}`);
}

function lengthBytes(length: number): Uint8Array {
  // Fewer than 512 elements: two bytes at most.
  return length < 0x80 ? Uint8Array.of(length) : Uint8Array.of((length & 0x7f) | 0x80, length >> 7);
}

function concat(parts: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
