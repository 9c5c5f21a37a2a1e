import { BcsReader } from '@mysten/bcs';
import { normalizeSuiAddress } from '@mysten/sui/utils';
import { withJson } from '../base/json.js';
import { events } from '../contracts/index.js';
import { WatchError } from './errors.js';

type Bindings = typeof events;

/** The name of an event of the contracts, as in `walrus::events`. */
export type EventName = {
  [Name in keyof Bindings]: Bindings[Name] extends { readonly $inferType: object } ? Name : never;
}[keyof Bindings];

/**
 * What an event says: its fields by their names on chain. Numbers above 32 bits are strings of digits, ids
 * and addresses `0x` and 64 hex digits.
 */
export type EventFields<Name extends EventName> = Bindings[Name]['$inferType'];

/**
 * An event of the contracts; `kind` tells which one. `unknown` is one that this version of the SDK has no
 * name for: a later version of the contracts has it.
 */
export type ContractEvent =
  | { readonly [Name in EventName]: { readonly kind: Name; readonly fields: EventFields<Name> } }[EventName]
  | {
      readonly kind: 'unknown';
      /** Full Move type. */
      readonly type: string;
      /** BCS. */
      readonly contents: Uint8Array;
    };

const MODULE = 'events';
const layouts: ReadonlyMap<string, Bindings[EventName]> = new Map(
  Object.entries(events) as [string, Bindings[EventName]][],
);

/** Tells the events of the contracts from all others on the chain, and reads them. */
export class EventReader {
  /** Packages in which their types can have been defined. */
  readonly #packages: Set<string>;

  /**
   * @param packageIds all versions of the package, the first one included: a type keeps the id of the version
   * that brought it
   */
  constructor(packageIds: readonly string[]) {
    this.#packages = new Set(packageIds.map((id) => normalizeSuiAddress(id)));
  }

  /** All that are known. */
  get packageIds(): readonly string[] {
    return [...this.#packages];
  }

  /** Whether an event of this type is one of the contracts. */
  knows(type: string): boolean {
    const end = type.indexOf('::');
    return end >= 0 && this.#isOurs(type.slice(0, end));
  }

  /**
   * Reads an event; undefined when it is not one of the contracts. An event that announces another version of
   * the contracts lets its types be known from then on.
   *
   * @throws WatchError UNDECODABLE
   */
  read(type: string, contents: Uint8Array): ContractEvent | undefined {
    if (!this.knows(type)) return undefined;
    const [, module, name = ''] = type.split('::');
    const layout = module === MODULE ? layouts.get(name) : undefined;
    if (layout === undefined) return withJson({ kind: 'unknown', type, contents } as const);
    const event = { kind: name, fields: parseExactly(layout, name, contents) } as ContractEvent;
    if (event.kind === 'ContractUpgraded') this.#packages.add(normalizeSuiAddress(event.fields.package_id));
    return event;
  }

  #isOurs(address: string): boolean {
    return (
      this.#packages.has(address) || (address.length < 66 && this.#packages.has(normalizeSuiAddress(address)))
    );
  }
}

function parseExactly(layout: Bindings[EventName], name: string, contents: Uint8Array): unknown {
  const reader = new BcsReader(contents);
  let fields: unknown;
  try {
    fields = layout.read(reader);
  } catch (error) {
    throw new WatchError('UNDECODABLE', `${name}: its ${contents.length} bytes end too early`, {
      name,
      cause: error,
    });
  }
  const rest = contents.length - (reader.readBytes(0).byteOffset - contents.byteOffset);
  if (rest > 0) {
    throw new WatchError('UNDECODABLE', `${name}: ${rest} of its ${contents.length} bytes mean nothing`, {
      name,
    });
  }
  return fields;
}
