/**
 * The state of the chain, calculated from events alone, in parts: each takes in the events that concern it,
 * and says how an object differs from what they say.
 */
import { events, walrusSubsidies } from '@haulout/sdk/contracts';

const { SubsidyRatesChanged, SubsidyFundsAdded, SubsidiesProcessed } = walrusSubsidies;
/** Those of `walrus`, and of the pool of subsidies on top of it. */
const known = { ...events, SubsidyRatesChanged, SubsidyFundsAdded, SubsidiesProcessed };

type Events = typeof known;

/** Name of an event struct. */
export type EventName = {
  [Name in keyof Events]: Events[Name] extends { parse(bytes: Uint8Array): unknown } ? Name : never;
}[keyof Events];

/** What is known of the transaction that an event is from. */
export interface Moment {
  /** The time that the contracts read; ms since 1970. */
  readonly clockMs: bigint;
}

/** What becomes of events, by their names. */
export type Handlers = {
  readonly [Name in EventName]?: (event: ReturnType<Events[Name]['parse']>, moment: Moment) => void;
};

/** An object after a transaction that changed it. */
export interface Changed {
  readonly id: string;
  /** The object that it is a field of. */
  readonly parent: string | undefined;
  /** Its type; without the package if that is ours, and without an address if it is of the framework. */
  readonly type: string;
  /** BCS; undefined when the object is gone, or lies in another one now. */
  readonly contents: Uint8Array | undefined;
}

export interface StatePart {
  readonly handlers: Handlers;
  /**
   * How an object differs from what events say; nothing when it does not, or when another part knows it.
   */
  differencesOf(changed: Changed): readonly string[];
}

/** Takes an event in. */
export function applyEvent(
  { handlers }: StatePart,
  name: string,
  contents: Uint8Array,
  moment: Moment,
): void {
  const handle = handlers[name as EventName] as ((event: unknown, moment: Moment) => void) | undefined;
  handle?.(known[name as EventName].parse(contents), moment);
}

/** How an object differs from what events say; `undefined` is what is not there. */
export function difference(what: string, expected: unknown, actual: unknown): readonly string[] {
  const [said, found] = [expected, actual].map((facts) => (facts === undefined ? 'nothing' : textOf(facts)));
  return said === found ? [] : [`${what} is ${found}; its events say ${said}`];
}

/** The value in a dynamic field, whose name takes so many bytes of BCS. */
export function valueOf(field: Uint8Array, nameBytes: number): Uint8Array {
  return field.subarray(ID_BYTES + nameBytes);
}

const ID_BYTES = 32;

const textOf = (facts: unknown) =>
  JSON.stringify(facts, (_, value: unknown) => {
    if (typeof value === 'bigint') return value.toString();
    if (value instanceof Map) return [...(value as Map<unknown, unknown>)];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
