/** What several of the natives about objects share. */
import { ExecutionFailure } from '../../errors.js';
import type { TestWorld, TransactionRuntime, TypedLayout } from '../../runtime/index.js';
import { typeToString } from '../../types.js';
import type { Address, DatatypeType, Type } from '../../types.js';
import { fieldOf, toAddress } from '../../values.js';
import type { Value } from '../../values.js';
import { nativeFailure } from '../native.js';
import type { Native, NativeContext, NativeTable } from '../native.js';

/** The context that natives about objects need. */
export type ObjectContext = NativeContext<TransactionRuntime>;
/** A native about objects. */
export type ObjectNative = Native<TransactionRuntime>;
/** Natives about objects, by name. */
export type ObjectNatives = NativeTable<TransactionRuntime>;

/** The address in an `ID` (or a reference to one). */
export function addressOfId(id: Value): Address {
  return toAddress(fieldOf(id, 0));
}

/** The address in a `UID` (or a reference to one). */
export function addressOfUid(uid: Value): Address {
  return addressOfId(fieldOf(uid, 0));
}

/** The id of an object: its first field is its `UID`. */
export function idOfObject(object: Value): Address {
  return addressOfUid(fieldOf(object, 0));
}

/** An `ID`. */
export function makeId(address: Address): Value {
  return [address];
}

/** The datatype that a type argument is; bytecode verified for Sui gives no other where this is called. */
export function datatype(type: Type | undefined): DatatypeType {
  if (type?.kind === 'datatype') return type;
  throw new ExecutionFailure(
    'INVARIANT_VIOLATION',
    `${type ? typeToString(type) : 'nothing'} is no datatype`,
  );
}

/** A type argument that is a datatype, with its layout. */
export function typedLayout(context: ObjectContext, type: Type | undefined): TypedLayout {
  const known = datatype(type);
  return { type: known, layout: context.layout(known) };
}

/** The world of a Move unit test; natives that need it exist only in test builds of the framework. */
export function testWorld(context: ObjectContext): TestWorld {
  return context.runtime.testWorld ?? nativeFailure('a test-only native outside of a unit test');
}
