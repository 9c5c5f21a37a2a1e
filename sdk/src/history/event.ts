/** Events of both packages as the history takes them: their bytes, what they say, where they happened. */
import { parseExactly } from '../base/bcs-reader.js';
import { events as walrusEvents, evidenceEvents } from '../contracts/index.js';
import { HistoryError } from './errors.js';

type Bindings = typeof walrusEvents & typeof evidenceEvents;

interface HasType {
  readonly $inferType: object;
}

/** The name of an event of the contracts. */
export type HistoryEventName = {
  [Name in keyof Bindings]: Bindings[Name] extends HasType ? Name : never;
}[keyof Bindings];

/** What an event says: its fields by their names on chain. */
export type FieldsOf<Name extends HistoryEventName> = Bindings[Name]['$inferType'];

/** Where an event happened. */
export interface EventPlace {
  /** Sequence number of the checkpoint. */
  readonly checkpoint: bigint;
  /** Of the checkpoint, on the chain's clock, since 1970. */
  readonly timeMs: number;
  /** Digest of the transaction, base58. */
  readonly transaction: string;
  /** Place of the transaction in the checkpoint. */
  readonly transactionIndex: number;
  /** Place of the event in the transaction. */
  readonly eventIndex: number;
}

/** An event as the chain has it. */
export interface RawHistoryEvent extends EventPlace {
  /** Full Move type. */
  readonly type: string;
  /** BCS. */
  readonly contents: Uint8Array;
}

/** What an event of some name says. */
interface Saying<Name extends HistoryEventName> {
  /** Its name, as in the contracts. */
  readonly kind: Name;
  /** Its fields by their names on chain; see `watch` for how numbers and ids are written. */
  readonly fields: FieldsOf<Name>;
}

/** What an event says, by its name. */
export type Said = { [Name in HistoryEventName]: Saying<Name> }[HistoryEventName];

/** An event that was read. */
export type HistoryEvent = RawHistoryEvent & Said;

/** Packages in which types of events can have been defined: all versions of each. */
export interface HistoryPackages {
  /** Ids of the walrus package. */
  readonly walrus: readonly string[];
  /** Ids of the evidence package. */
  readonly evidence: readonly string[];
}

/** The longest event: a committee of 150 members with 10,000 shards takes 45 KB. */
export const MAX_EVENT_BYTES = 128 * 1024;

const MODULES = { walrus: 'events', evidence: 'evidence_events' } as const;
type Layout = Bindings[HistoryEventName];
const layouts: Readonly<Record<keyof typeof MODULES, ReadonlyMap<string, Layout>>> = {
  walrus: new Map(Object.entries(walrusEvents) as [string, Layout][]),
  evidence: new Map(Object.entries(evidenceEvents) as [string, Layout][]),
};

/**
 * Reads an event; undefined when it is not one of these packages, or one that this version does not know.
 *
 * @throws MalformedBytes
 */
export function readEvent(event: RawHistoryEvent, packages: HistoryPackages): HistoryEvent | undefined {
  const [packageId = '', module, name = ''] = event.type.split('::');
  const owner = (['walrus', 'evidence'] as const).find((one) => packages[one].includes(packageId));
  if (owner === undefined || module !== MODULES[owner]) return undefined;
  const layout = layouts[owner].get(name);
  if (layout === undefined) return undefined;
  const fields = parseExactly(layout as never, event.contents, MAX_EVENT_BYTES);
  return { ...event, kind: name, fields } as HistoryEvent;
}

/** Whether it is an event of the judges, on which others depend. */
export function isOfJudges({ type }: { readonly type: string }): boolean {
  return type.includes(`::${MODULES.evidence}::`);
}

/**
 * Refuses events that are not in the chain's order, or that appear twice.
 *
 * @throws HistoryError `DOES_NOT_HOLD`
 */
export function checkOrder(places: readonly EventPlace[]): void {
  for (let index = 1; index < places.length; index++) {
    const [before, here] = [places[index - 1]!, places[index]!];
    const sameCheckpoint = here.checkpoint === before.checkpoint;
    const sameTransaction = sameCheckpoint && here.transactionIndex === before.transactionIndex;
    const isAfter =
      here.checkpoint > before.checkpoint ||
      (sameCheckpoint && here.transactionIndex > before.transactionIndex) ||
      (sameTransaction && here.eventIndex > before.eventIndex);
    const fits =
      here.timeMs >= before.timeMs &&
      (!sameCheckpoint || here.timeMs === before.timeMs) &&
      sameTransaction === (here.transaction === before.transaction);
    if (isAfter && fits) continue;
    throw new HistoryError('DOES_NOT_HOLD', `event ${index} does not come after the one before it`, {
      values: { index },
    });
  }
}
