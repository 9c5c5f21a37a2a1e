/** Checks a story again, event by event, without a chain, and tells it. */
import { withJson } from '../base/json.js';
import { isHauloutError, messageOf } from '../base/errors.js';
import { blsReady } from '../certificate/bls.js';
import type { Basis } from './basis.js';
import { committeesOf, parseStory, type StoryCommittee } from './document.js';
import { Contradiction, HistoryError } from './errors.js';
import { checkOrder, isOfJudges, type HistoryEvent } from './event.js';
import { recordedCommittee, type RecordedCommittee } from './replay/committees.js';
import { Replay } from './replay/replay.js';
import { isContext, type Story } from './story.js';
import { Focus } from './subject.js';

/** Something that happened. */
export type Happening = HistoryEvent & {
  /** Its place among the events of the story. */
  readonly index: number;
  /** The epoch in which it happened; undefined: the event does not say. */
  readonly epoch: number | undefined;
  /** By whose word. */
  readonly basis: Basis;
  /** What it cost or paid, in FROST. */
  readonly frost: bigint | undefined;
};

/** A committee on whose signatures a story rests. */
export interface RestsOn extends StoryCommittee {
  /** Whether its digest was among the trusted ones. */
  readonly isTrusted: boolean;
}

/** A story in which everything holds that can be checked. */
export interface VerifiedStory {
  /** What was checked. */
  readonly story: Story;
  /** What happened to the subject, in the order of the chain. */
  readonly happenings: readonly Happening[];
  /** The story holds if these are genuine: the chain has their digests. */
  readonly restsOn: readonly RestsOn[];
  /** How many of its events are signed or proved, follow from others, or are told by the chain alone. */
  readonly counts: Readonly<Record<Basis['kind'], number>>;
}

/** How to check a story. */
export interface VerifyOptions {
  /** Digests of committees that are known to be genuine; when given, others are refused. */
  readonly trust?: readonly string[] | undefined;
}

/**
 * Checks a story: the digest of a document, the order of events, every signature, every proof, every digest
 * of a committee, every verdict and penalty, and that no event of the judges is missing between the first and
 * the last one.
 *
 * What cannot be checked without a chain: that the committees are genuine (see `trust`), that nothing
 * happened after the end, times and transactions, and events of walrus that no signature comes with.
 *
 * @param document the text of a document, or a story that was read from a chain
 * @throws HistoryError `TOO_LONG`, `MALFORMED_STORY`, `CHANGED`, `DOES_NOT_HOLD` with the first event that
 *   does not hold, `UNTRUSTED_COMMITTEE`
 */
export async function verifyStory(
  document: string | Story,
  { trust }: VerifyOptions = {},
): Promise<VerifiedStory> {
  const story = typeof document === 'string' ? parseStory(document) : document;
  await blsReady();
  checkOrder(story.events);
  checkEnd(story);
  const replay = new Replay(committeesByEpoch(story), story.fromEpoch === 0);
  const focus = new Focus(story.about);
  const happenings: Happening[] = [];
  const counts = { certificate: 0, proof: 0, derived: 0, chain: 0 };
  const used = new Set<string>();
  for (const [index, event] of story.events.entries()) {
    const basis = at(index, event, () => replay.next(event));
    counts[basis.kind]++;
    if (basis.kind === 'certificate') used.add(basis.committee);
    if (event.kind === 'EvidenceCreated') at(index, event, () => checkCreated(event.fields.evidence, story));
    if (event.kind === 'CommitteeRecorded') focus.begin(recordedCommittee(event.fields, event.contents));
    if (!focus.has(event)) continue;
    const epoch = focus.epochOf(event);
    happenings.push(withJson({ ...event, index, epoch, basis, frost: frostOf(event) }));
  }
  const last = story.events.length - 1;
  if (last >= 0) at(last, story.events[last]!, () => replay.end());
  const restsOn = committeesOf(story.events)
    .filter(({ digest }) => used.has(digest))
    .map((committee) => ({ ...committee, isTrusted: trust?.includes(committee.digest) === true }));
  if (trust !== undefined) checkTrust(restsOn);
  return withJson({ story, happenings, restsOn, counts });
}

/** FROST that an event is about. */
function frostOf({ kind, fields }: HistoryEvent): bigint | undefined {
  switch (kind) {
    case 'NodePenalised':
      return BigInt(fields.commission) + BigInt(fields.stake);
    case 'StorageReserved':
    case 'StorageExtended':
      return BigInt(fields.payment);
    case 'RewardsTaken':
    case 'RewardsUnearned':
    case 'StakeTaken':
    case 'PenaltiesBurned':
    case 'RewardsBurned':
    case 'CommissionAdded':
    case 'CommissionCollected':
      return BigInt(fields.amount);
    case 'RewardsPaid':
      return BigInt(fields.rewards) + BigInt(fields.commission);
    default:
      return undefined;
  }
}

function committeesByEpoch({ events }: Story): Map<number, RecordedCommittee> {
  const found = new Map<number, RecordedCommittee>();
  for (const [index, event] of events.entries()) {
    if (event.kind !== 'CommitteeRecorded') continue;
    const committee = at(index, event, () => recordedCommittee(event.fields, event.contents));
    found.set(committee.epoch, committee);
  }
  return found;
}

function checkCreated(evidence: string, { evidenceId }: Story): void {
  if (evidence !== evidenceId) throw new Contradiction(`the judges of the story are ${evidenceId}`);
}

/** The end comes after everything, and a part of a log has to begin with the epoch that it names. */
function checkEnd({ events, until, fromEpoch }: Story): void {
  const last = events.at(-1);
  if (last !== undefined && (last.checkpoint > until.checkpoint || last.timeMs > until.timeMs)) {
    const index = events.length - 1;
    throw new HistoryError('DOES_NOT_HOLD', `event ${index} is later than the end of the story`, {
      values: { index },
    });
  }
  if (fromEpoch === 0) return;
  const start = events.findIndex(
    ({ kind, fields }) => kind === 'CommitteeRecorded' && fields.epoch === fromEpoch,
  );
  const early = events.findIndex((event, index) => index < start && isOfJudges(event) && !isContext(event));
  if (early >= 0) {
    throw new HistoryError(
      'DOES_NOT_HOLD',
      `event ${early} is of an epoch before ${fromEpoch}, the first one`,
      {
        values: { index: early, fromEpoch },
      },
    );
  }
  if (start >= 0) return;
  throw new HistoryError('DOES_NOT_HOLD', `the story has no committee of epoch ${fromEpoch}, its first one`, {
    values: { fromEpoch },
  });
}

function checkTrust(restsOn: readonly RestsOn[]): void {
  const stranger = restsOn.find(({ isTrusted }) => !isTrusted);
  if (stranger === undefined) return;
  const { epoch, digest } = stranger;
  throw new HistoryError(
    'UNTRUSTED_COMMITTEE',
    `signatures rest on committee ${digest} of epoch ${epoch}, which is not trusted`,
    { values: { epoch, digest } },
  );
}

/** Names the event that does not hold. */
function at<T>(index: number, { kind }: HistoryEvent, check: () => T): T {
  try {
    return check();
  } catch (cause) {
    if (!(cause instanceof Contradiction) && !isHauloutError(cause)) throw cause;
    throw new HistoryError('DOES_NOT_HOLD', `event ${index}, ${kind}, does not hold: ${messageOf(cause)}`, {
      values: { index, kind },
      cause,
    });
  }
}
