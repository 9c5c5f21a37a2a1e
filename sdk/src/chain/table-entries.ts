/** Reading entries of `sui::table::Table`, which may not be there. */
import { bcs } from '@mysten/sui/bcs';
import type { ClientWithCoreApi } from '@mysten/sui/client';
import { deriveDynamicFieldID } from '@mysten/sui/utils';
import { codeOf } from '../base/errors.js';
import { loadObjects, parseAs } from './objects.js';

/** An entry of a table: the object of its dynamic field, and where the value begins in it. */
export interface TableEntry {
  readonly fieldId: string;
  readonly valueAt: number;
}

/** Objects asked for in one request. */
const BATCH = 50;
const ID_BYTES = 32;

/** The entry with a number as its key. */
export function integerEntry(tableId: string, type: 'u64' | 'u256', key: bigint): TableEntry {
  return namedEntry(tableId, type, bcs[type]().serialize(key).toBytes());
}

/** An object that may be gone, read like an entry: its value is all of it. */
export function objectEntry(objectId: string): TableEntry {
  return { fieldId: objectId, valueAt: 0 };
}

/** The entry with an object id as its key. */
export function idEntry(tableId: string, key: string): TableEntry {
  return namedEntry(tableId, '0x2::object::ID', bcs.Address.serialize(key).toBytes());
}

/** The dynamic field with a name of a Move type, in BCS. */
export function namedEntry(tableId: string, type: string, name: Uint8Array): TableEntry {
  return { fieldId: deriveDynamicFieldID(tableId, type, name), valueAt: ID_BYTES + name.length };
}

/**
 * Values of entries in their order; undefined where there is none.
 *
 * @throws ChainStateMissing when a value is in no known layout; the client's errors; the signal's reason
 */
export async function readEntries<T>(
  client: ClientWithCoreApi,
  entries: readonly TableEntry[],
  {
    what,
    parse,
    signal,
  }: {
    /** What a value is, for the error. */
    readonly what: string;
    /** Gets the BCS of a value, and the Move type of the object that holds it. */
    readonly parse: (value: Uint8Array, type: string) => T;
    readonly signal: AbortSignal | undefined;
  },
): Promise<(T | undefined)[]> {
  const values: (T | undefined)[] = [];
  for (let start = 0; start < entries.length; start += BATCH) {
    const some = entries.slice(start, start + BATCH);
    const ids = some.map(({ fieldId }) => fieldId);
    const objects = await loadObjects(client, { objectIds: ids, signal });
    objects.forEach((object, index) => {
      // What cannot be read must not pass for what is not there.
      if (object instanceof Error && !isAbsent(object)) throw object;
      values.push(
        object instanceof Error
          ? undefined
          : parseAs(what, () => parse(object.content.subarray(some[index]!.valueAt), object.type)),
      );
    });
  }
  return values;
}

/**
 * Every transport has its own word for an object that is not there; the oldest versions of `@mysten/sui` that
 * the SDK works with have only the sentence of the full node.
 */
function isAbsent(error: Error): boolean {
  const { reason = codeOf(error) } = error as { readonly reason?: unknown };
  if (reason === undefined) return /^object 0x[0-9a-f]+ not found$/i.test(error.message);
  return reason === 'notFound' || reason === 'notExists' || reason === 'deleted';
}
