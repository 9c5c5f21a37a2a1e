import type { ClientWithCoreApi } from '@mysten/sui/client';
import { bcs } from '@mysten/sui/bcs';
import { deriveDynamicFieldID } from '@mysten/sui/utils';
import { ChainStateMissing } from '../base/errors.js';
import { isUncertain } from './execute.js';

/** `sui::dynamic_field::Field<u64, V>` is an id of 32 bytes, the name of 8, the value. */
const FIELD_HEADER_BYTES = 40;

/** An object's content in BCS, and its Move type. */
export interface LoadedObject {
  readonly content: Uint8Array;
  readonly type: string;
}

/**
 * Reads one object.
 *
 * @throws ChainStateMissing when it does not exist; the Sui client's error when the chain cannot be reached; the
 *   signal's reason
 */
export async function loadObject(
  client: ClientWithCoreApi,
  what: string,
  objectId: string,
  signal?: AbortSignal,
): Promise<LoadedObject> {
  try {
    const { object } = await client.core.getObject({ objectId, include: { content: true }, signal });
    return { content: object.content, type: object.type };
  } catch (error) {
    signal?.throwIfAborted();
    if (isUncertain(error)) throw error;
    throw new ChainStateMissing(`${what} (${objectId})`, { objectId }, error);
  }
}

/**
 * Reads the inner state of a versioned shared object: the dynamic field of it that is named by the version, a
 * u64. `parse` gets the BCS of the state.
 *
 * @throws ChainStateMissing
 */
export async function loadInner<T>(
  client: ClientWithCoreApi,
  what: string,
  parentId: string,
  version: bigint,
  parse: (value: Uint8Array) => T,
  signal?: AbortSignal,
): Promise<T> {
  const fieldId = deriveDynamicFieldID(parentId, 'u64', bcs.u64().serialize(version).toBytes());
  const { content } = await loadObject(client, `${what}, version ${version}`, fieldId, signal);
  return parseAs(what, () => parse(content.subarray(FIELD_HEADER_BYTES)));
}

/** Parses, and says which object it was that could not be. */
export function parseAs<T>(what: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new ChainStateMissing(`${what} in a known layout`, {}, error);
  }
}
