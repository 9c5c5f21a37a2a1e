/**
 * A story: the events that tell what happened to a blob, a node or an epoch, with all that is needed to check
 * them again. It has
 *
 * - the whole log of the judges from one epoch on, because verdicts follow from everything in it
 * - before that, how the judges were made, the changes of the schedule, and the committees of these
 * - the events of walrus about the subject, and the penalties that the judges have ordered
 */
import type { EventPlace, HistoryEvent, HistoryPackages } from './event.js';
import { isOfJudges } from './event.js';
import { epochOf, Focus, type Subject } from './subject.js';

/** Up to where a story goes. */
export interface StoryEnd {
  /** Sequence number of the last checkpoint that was looked at. */
  readonly checkpoint: bigint;
  /** Of that checkpoint, on the chain's clock, since 1970. */
  readonly timeMs: number;
}

/** The events of a story, and what they are about. */
export interface Story {
  /** Identifier of the chain, base58. */
  readonly chain: string;
  /** Packages in which types of events can have been defined. */
  readonly packages: HistoryPackages;
  /** Object id of `Evidence`; every signature names it. */
  readonly evidenceId: string;
  /** What it is about. */
  readonly about: Subject;
  /** The judges' log is complete from this epoch on; 0: from the beginning. */
  readonly fromEpoch: number;
  /** It tells nothing that was later. */
  readonly until: StoryEnd;
  /** In the order of the chain. */
  readonly events: readonly HistoryEvent[];
}

/** What a log that begins later depends on. */
const CONTEXT: ReadonlySet<string> = new Set([
  'EvidenceCreated',
  'EvidenceMigrated',
  'ScheduleChanged',
  'CommitteeRecorded',
]);

/** Whether a judges' event can stand before the first epoch of a log. */
export function isContext({ kind }: HistoryEvent): boolean {
  return CONTEXT.has(kind);
}

/** Epochs after the end of a blob in which it can still be spoken of. */
const AFTERMATH = 2;

/**
 * Takes what belongs to a story out of all events.
 *
 * @param events of both packages, in the order of the chain, from the making of the judges on
 */
export function selectStory(
  events: readonly HistoryEvent[],
  about: Subject,
): Pick<Story, 'events' | 'fromEpoch'> {
  const isAbout = markAbout(events, about);
  const { start, end, fromEpoch } = rangeOf(events, about, isAbout);
  const context = contextOf(events, start);
  const taken = events.filter((event, index) => {
    const isInside = index >= start && index <= end;
    if (isOfJudges(event)) return isInside || context.has(index);
    // Orders of the judges that are not told cannot be compared with what was carried out.
    if (event.kind === 'NodePenalised' && event.fields.cause !== BY_VOTE) return isInside;
    return isAbout[index]!;
  });
  return { events: taken, fromEpoch };
}

const BY_VOTE = 9;

/** For each event whether it is about the subject. */
function markAbout(events: readonly HistoryEvent[], about: Subject): boolean[] {
  const focus = new Focus(about);
  return events.map((event) => !isOfJudges(event) && focus.has(event));
}

/** Which part of the judges' log a story needs. */
function rangeOf(events: readonly HistoryEvent[], about: Subject, isAbout: readonly boolean[]) {
  const terms: { readonly index: number; readonly epoch: number }[] = [];
  for (const [index, event] of events.entries())
    if (event.kind === 'CommitteeRecorded') terms.push({ index, epoch: event.fields.epoch });
  const [first, last] = epochsOf(events, about, isAbout);
  const from = terms.findLast(({ epoch }) => epoch <= first);
  const until = terms.find(({ epoch }) => epoch > last);
  const isWhole = from === undefined || from === terms[0];
  let end = until?.index ?? events.length - 1;
  while (events[end + 1]?.kind === 'RoundAbandoned' || isSameTransaction(events[end], events[end + 1])) end++;
  return { start: isWhole ? 0 : from.index, end, fromEpoch: isWhole ? 0 : from.epoch };
}

function isSameTransaction(one: EventPlace | undefined, other: EventPlace | undefined): boolean {
  return one !== undefined && one.transaction === other?.transaction;
}

function epochsOf(
  events: readonly HistoryEvent[],
  about: Subject,
  isAbout: readonly boolean[],
): [number, number] {
  if (about.kind === 'epoch') return [about.epoch, about.epoch];
  let [first, last] = [Infinity, -Infinity];
  for (const [index, event] of events.entries()) {
    const serves = event.kind === 'CommitteeRecorded' && isMember(event.fields.node_ids, about);
    if (!isAbout[index] && !serves) continue;
    const epoch = epochOf(event) ?? first;
    const { end_epoch } = event.fields as { readonly end_epoch?: unknown };
    const end = typeof end_epoch === 'number' ? end_epoch + AFTERMATH : epoch;
    [first, last] = [Math.min(first, epoch), Math.max(last, end)];
  }
  return about.kind === 'node' ? [first, Infinity] : [first, last];
}

function isMember(nodeIds: readonly string[], about: Subject): boolean {
  return about.kind === 'node' && nodeIds.includes(about.nodeId);
}

/** Events before the log begins on which it depends. */
function contextOf(events: readonly HistoryEvent[], start: number): ReadonlySet<number> {
  const context = new Set<number>();
  let committee: number | undefined;
  for (let index = 0; index < start; index++) {
    const { kind } = events[index]!;
    if (kind === 'CommitteeRecorded') committee = index;
    else if (CONTEXT.has(kind)) context.add(index);
    if (kind === 'ScheduleChanged' && committee !== undefined) context.add(committee);
  }
  if (committee !== undefined) context.add(committee);
  return context;
}
