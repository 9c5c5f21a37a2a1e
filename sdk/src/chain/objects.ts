/** Reading objects and dynamic fields, with errors that say what was looked for. */
import type { ClientWithCoreApi, SuiClientTypes } from '@mysten/sui/client';
import { deriveDynamicFieldID } from '@mysten/sui/utils';
import { isUncertain } from './chain-client.js';
import { checkAddress } from './addresses.js';
import { ChainStateMissing } from './errors.js';
import { ownWrites } from './own-writes.js';

const ID_BYTES = 32;

/** An object's content in BCS, and its Move type. */
export interface LoadedObject {
  readonly content: Uint8Array;
  readonly type: string;
}

/** An object as clients give it. */
export type ObjectWithContent = SuiClientTypes.Object<{ content: true }>;

/** Which objects of an address to go through. */
export interface OwnedObjects {
  /** Full Move type. */
  readonly type: string;
  /** Address. */
  readonly owner: string;
  /** Aborts the call. */
  readonly signal?: AbortSignal | undefined;
}

/** Objects of an address that are asked for at once. */
const PAGE = 50;

/** Which object to read; `what` it is, for the error. */
export interface ObjectQuery {
  readonly what: string;
  readonly objectId: string;
  readonly signal?: AbortSignal | undefined;
}

/** Which dynamic field to read, and how its value is parsed. */
export interface FieldQuery<T> {
  /** What it is, for the error. */
  readonly what: string;
  readonly parentId: string;
  /** Move type and BCS of the field's name. */
  readonly name: { readonly type: string; readonly bcs: Uint8Array };
  /** Gets the BCS of the value. */
  readonly parse: (value: Uint8Array) => T;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads one object.
 *
 * @throws ChainStateMissing when it does not exist; the client's error when the chain cannot be reached;
 *   the signal's reason
 */
export async function loadObject(
  client: ClientWithCoreApi,
  { what, objectId, signal }: ObjectQuery,
): Promise<LoadedObject> {
  const [object] = await loadObjects(client, { objectIds: [objectId], signal });
  if (object instanceof Error) throw new ChainStateMissing(`${what} (${objectId})`, { objectId }, object);
  return { content: object!.content, type: object!.type };
}

/**
 * Reads objects, in the order of their ids; an error for one that does not exist.
 *
 * @param query.objectIds at most 50
 * @throws the Sui client's error when the chain cannot be reached; the signal's reason
 */
export async function loadObjects(
  client: ClientWithCoreApi,
  { objectIds, signal }: { readonly objectIds: readonly string[]; readonly signal?: AbortSignal | undefined },
): Promise<readonly (ObjectWithContent | Error)[]> {
  const { objects } = await client.core.getObjects({
    objectIds: [...objectIds],
    include: { content: true },
    signal,
  });
  const uncertain = objects.find((object) => object instanceof Error && isUncertain(object));
  if (uncertain !== undefined) throw uncertain as Error;
  return objects;
}

/** Reads objects likewise; what this client has written a moment ago is waited for. */
export function loadOwn(
  client: ClientWithCoreApi,
  objectIds: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly (ObjectWithContent | Error)[]> {
  return ownWrites(client).fresh(objectIds, () => loadObjects(client, { objectIds, signal }), signal);
}

/**
 * The BCS of a dynamic field's value, likewise waited for; an error when there is no such field, or its value
 * is of another type. Throws InvalidArgument for what is no object id; the Sui client's error when the chain
 * cannot be reached; the signal's reason.
 *
 * @param query.type module and name of the value's type, as `storage_pool::StoragePoolInnerV1`
 */
export async function loadOwnField(
  client: ClientWithCoreApi,
  {
    parentId,
    name,
    type,
    signal,
  }: Pick<FieldQuery<unknown>, 'parentId' | 'name' | 'signal'> & { readonly type: string },
): Promise<Uint8Array | Error> {
  const [field] = await loadOwn(client, [fieldId(parentId, name)], signal);
  if (field === undefined || field instanceof Error) return field ?? new Error(`no answer about ${parentId}`);
  if (!field.type.endsWith(`::${type}>`)) return new Error(`it has a ${field.type}`);
  return valueOf(field.content, name);
}

/** The same field of several objects, at most 50, in their order. Throws likewise. */
export async function loadOwnFields(
  client: ClientWithCoreApi,
  {
    parentIds,
    name,
    signal,
  }: { readonly parentIds: readonly string[] } & Pick<FieldQuery<unknown>, 'name' | 'signal'>,
): Promise<readonly (Uint8Array | Error)[]> {
  const ids = parentIds.map((parentId) => fieldId(parentId, name));
  const fields = await loadOwn(client, ids, signal);
  return ids.map((id, index) => {
    const field = fields[index] ?? new Error(`no answer about ${id}`);
    return field instanceof Error ? field : valueOf(field.content, name);
  });
}

/** Goes through objects of an address that have one type, 50 a page at most. Throws the signal's reason. */
export async function* ownedPages(
  client: ClientWithCoreApi,
  query: OwnedObjects,
): AsyncGenerator<readonly ObjectWithContent[], void, undefined> {
  let cursor: string | null = null;
  do {
    const page: SuiClientTypes.ListOwnedObjectsResponse<{ content: true }> =
      await client.core.listOwnedObjects({ ...query, cursor, limit: PAGE, include: { content: true } });
    yield page.objects;
    cursor = page.hasNextPage ? page.cursor : null;
  } while (cursor !== null);
}

/**
 * Reads the value of a dynamic field. Throws as {@link loadObject}, and when the value is in no known layout.
 */
export async function loadField<T>(
  client: ClientWithCoreApi,
  { what, parentId, name, parse, signal }: FieldQuery<T>,
): Promise<T> {
  const objectId = fieldId(parentId, name);
  const { content } = await loadObject(client, { what, objectId, signal });
  return parseAs(what, () => parse(valueOf(content, name)));
}

/** Object id of a dynamic field. Throws InvalidArgument. */
export function fieldId(parentId: string, name: FieldQuery<unknown>['name']): string {
  checkAddress('objectId', parentId);
  return deriveDynamicFieldID(parentId, name.type, name.bcs);
}

/** `sui::dynamic_field::Field<Name, Value>` is an id, the name, and the value. */
export function valueOf(content: Uint8Array, name: FieldQuery<unknown>['name']): Uint8Array {
  return content.subarray(ID_BYTES + name.bcs.length);
}

/** Parses, and says what it was that is in no known layout. Throws ChainStateMissing. */
export function parseAs<T>(what: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new ChainStateMissing(`${what} in a known layout`, {}, error);
  }
}
