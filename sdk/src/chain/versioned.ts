/**
 * Shared objects that can be upgraded: the object has a version, and its state is the dynamic field of it
 * that the version names. The version hardly ever changes, so once it is known both are read in one request,
 * of the same moment.
 */
import { bcs } from '@mysten/sui/bcs';
import type { ClientWithCoreApi } from '@mysten/sui/client';
import { parseStructTag, SUI_CLOCK_OBJECT_ID } from '@mysten/sui/utils';
import { ChainStateMissing } from './errors.js';
import { fieldId, loadField, loadObjects, parseAs, valueOf, type ObjectWithContent } from './objects.js';

/** Which object to read. */
export interface VersionedQuery<Outer, Inner> {
  /** What it is, for the error. */
  readonly what: string;
  /** What its state is, likewise. */
  readonly state: string;
  readonly objectId: string;
  /** Gets the BCS of the object. */
  readonly parse: (content: Uint8Array) => Outer;
  /** Gets the BCS of the state. */
  readonly parseState: (value: Uint8Array) => Inner;
  readonly signal?: AbortSignal | undefined;
}

/** Such an object as it was read. */
export interface Versioned<Outer, Inner> {
  readonly outer: Outer;
  readonly inner: Inner;
  readonly version: bigint;
  /** The package that defines its type: the first version. */
  readonly originalPackageId: string;
}

/** Versions of objects, as they were read last. */
const known = new WeakMap<ClientWithCoreApi['core'], Map<string, bigint>>();

/** Reads an object and its state. Throws ChainStateMissing; the client's errors; the signal's reason. */
export async function loadVersioned<Outer extends { readonly version: string }, Inner>(
  client: ClientWithCoreApi,
  query: VersionedQuery<Outer, Inner>,
): Promise<Versioned<Outer, Inner>> {
  return (await load(client, query, [])).versioned;
}

/** The same with the time of the chain, in ms since 1970. Throws likewise. */
export async function loadVersionedAndTime<Outer extends { readonly version: string }, Inner>(
  client: ClientWithCoreApi,
  query: VersionedQuery<Outer, Inner>,
): Promise<Versioned<Outer, Inner> & { readonly nowMs: bigint }> {
  const { versioned, others } = await load(client, query, [SUI_CLOCK_OBJECT_ID]);
  const { content } = found('the clock', others[0]);
  return { ...versioned, nowMs: BigInt(parseAs('the clock', () => Clock.parse(content)).timestamp_ms) };
}

const Clock = bcs.struct('Clock', { id: bcs.Address, timestamp_ms: bcs.u64() });

async function load<Outer extends { readonly version: string }, Inner>(
  client: ClientWithCoreApi,
  { what, state, objectId, parse, parseState, signal }: VersionedQuery<Outer, Inner>,
  also: readonly string[],
): Promise<{
  readonly versioned: Versioned<Outer, Inner>;
  readonly others: readonly (ObjectWithContent | Error)[];
}> {
  const versions = known.get(client.core) ?? new Map<string, bigint>();
  known.set(client.core, versions);
  const last = versions.get(objectId);
  const guessed = last === undefined ? [] : [fieldId(objectId, nameOf(last))];
  const objectIds = [objectId, ...also, ...guessed];
  const [object, ...others] = await loadObjects(client, { objectIds, signal });
  const { content, type } = found(`${what} (${objectId})`, object, { objectId });
  const outer = parseAs(what, () => parse(content));
  const originalPackageId = parseAs(what, () => parseStructTag(type).address);
  const version = BigInt(outer.version);
  const name = nameOf(version);
  const field = version === last ? others[also.length] : undefined;
  const inner = await inField({ what: `${state}, version ${version}`, name, field });
  versions.set(objectId, version);
  return { versioned: { outer, inner, version, originalPackageId }, others };

  async function inField(at: {
    readonly what: string;
    readonly name: ReturnType<typeof nameOf>;
    readonly field: ObjectWithContent | Error | undefined;
  }): Promise<Inner> {
    if (at.field === undefined || at.field instanceof Error)
      return loadField(client, { ...at, parentId: objectId, parse: parseState, signal });
    const value = valueOf(at.field.content, at.name);
    return parseAs(at.what, () => parseState(value));
  }
}

/** The name of the field that a version has. */
const nameOf = (version: bigint) => ({ type: 'u64', bcs: bcs.u64().serialize(version).toBytes() });

/** An object that was asked for. Throws ChainStateMissing. */
function found(
  what: string,
  object: ObjectWithContent | Error | undefined,
  values: Readonly<Record<string, string>> = {},
): ObjectWithContent {
  if (object === undefined || object instanceof Error) throw new ChainStateMissing(what, values, object);
  return object;
}
