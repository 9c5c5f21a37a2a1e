/**
 * A story as one JSON document, for others to check without a chain.
 *
 * Events come as the chain has them: their type, and BCS in base64. `digest` is the hash of everything else
 * in the document, as this module writes it; it shows that a document was changed, not who made it.
 */
import { isValidSuiAddress, toBase64 } from '@mysten/sui/utils';
import { fromBase64 } from '../base/base64.js';
import { bytesToId } from '../certificate/wire.js';
import { blobIdFromString } from '../encoding/blob-id.js';
import { blake2b256 } from '../encoding/hash.js';
import { HistoryError } from './errors.js';
import { MAX_EVENT_BYTES, readEvent, type HistoryEvent, type RawHistoryEvent } from './event.js';
import { recordedCommittee } from './replay/committees.js';
import type { Story } from './story.js';
import type { Subject } from './subject.js';

const FORMAT = 'haulout-story';
const VERSION = 1;
/** Longest document, in characters. */
export const MAX_STORY_CHARACTERS = 64 * 1024 * 1024;
/** Most events of a story. */
export const MAX_STORY_EVENTS = 200_000;
/** The document, its list of events, and an event. */
const MAX_DEPTH = 4;
const MAX_PACKAGES = 40;

/** A committee whose signatures a story rests on. */
export interface StoryCommittee {
  /** Epoch in which it signs. */
  readonly epoch: number;
  /** Hash of all that is recorded of it; the chain has it in its event `CommitteeRecorded`. */
  readonly digest: string;
}

/** Writes a story as text. Its size is bounded by what a reader takes. Throws HistoryError `TOO_LONG`. */
export function writeStory(story: Story): string {
  const body = bodyOf(story);
  const text = `${JSON.stringify({ ...body, digest: digestOf(body) }, undefined, 1)}\n`;
  if (text.length > MAX_STORY_CHARACTERS || story.events.length > MAX_STORY_EVENTS) throw tooLong();
  return text;
}

/**
 * Reads what {@link writeStory} wrote; says nothing about whether it holds.
 *
 * @throws HistoryError `TOO_LONG`, `MALFORMED_STORY`, `CHANGED`
 */
export function parseStory(text: string): Story {
  if (text.length > MAX_STORY_CHARACTERS) throw tooLong();
  checkDepth(text);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw malformed('it is not JSON', cause);
  }
  const { digest, committees, ...given } = objectOf(parsed, 'it', [...KEYS, 'digest']);
  const story = storyOf(given);
  const body = bodyOf(story);
  const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
  if (digest !== digestOf(body)) {
    throw new HistoryError('CHANGED', `the content of the story is not what its digest says`, {
      values: { digest: String(digest).slice(0, 80), computed: digestOf(body) },
    });
  }
  if (!isSame(committees, body.committees)) throw malformed('its committees are not those of its events');
  return story;
}

/** Committees of a story in the order in which they were recorded. */
export function committeesOf(events: readonly HistoryEvent[]): StoryCommittee[] {
  return events.flatMap((event) =>
    event.kind === 'CommitteeRecorded' ? [{ epoch: event.fields.epoch, digest: event.fields.digest }] : [],
  );
}

const KEYS = [
  'format',
  'version',
  'chain',
  'packages',
  'evidence',
  'about',
  'fromEpoch',
  'until',
  'committees',
  'events',
] as const;

function bodyOf(story: Story) {
  const { chain, packages, evidenceId, about, fromEpoch, until, events } = story;
  return {
    format: FORMAT,
    version: VERSION,
    chain,
    packages: { walrus: packages.walrus, evidence: packages.evidence },
    evidence: evidenceId,
    about,
    fromEpoch,
    until: { checkpoint: until.checkpoint.toString(), timeMs: until.timeMs },
    committees: committeesOf(events),
    events: events.map((event) => ({
      checkpoint: event.checkpoint.toString(),
      timeMs: event.timeMs,
      transaction: event.transaction,
      transactionIndex: event.transactionIndex,
      eventIndex: event.eventIndex,
      type: event.type,
      contents: toBase64(event.contents),
    })),
  };
}

function digestOf(body: object): string {
  return bytesToId(blake2b256(new TextEncoder().encode(JSON.stringify(body))));
}

function storyOf(given: Readonly<Record<string, unknown>>): Story {
  if (given['format'] !== FORMAT) throw malformed(`its format is not ${FORMAT}`);
  if (given['version'] !== VERSION) throw malformed(`its version is not ${VERSION}`);
  const packages = objectOf(given['packages'], 'packages', ['walrus', 'evidence']);
  const until = objectOf(given['until'], 'until', ['checkpoint', 'timeMs']);
  const list = given['events'];
  if (!Array.isArray(list)) throw malformed('events is not a list');
  if (list.length > MAX_STORY_EVENTS) throw tooLong();
  const known = { walrus: idsOf(packages['walrus']), evidence: idsOf(packages['evidence']) };
  const events = list.map((one: unknown, index) => {
    const event = rawEventOf(one, index);
    let read: HistoryEvent | undefined;
    try {
      read = readEvent(event, known);
    } catch (cause) {
      throw malformed(`event ${index} is not a ${event.type.slice(0, 120)}`, cause);
    }
    if (read === undefined) throw malformed(`event ${index} is of no type that is known`);
    if (read.kind === 'CommitteeRecorded') checkCommittee(read, index);
    return read;
  });
  return {
    chain: textOf(given['chain'], 'chain', BASE58),
    packages: known,
    evidenceId: textOf(given['evidence'], 'evidence', ID),
    about: subjectOf(given['about']),
    fromEpoch: numberOf(given['fromEpoch'], 'fromEpoch', 2 ** 32 - 1),
    until: {
      checkpoint: BigInt(textOf(until['checkpoint'], 'until.checkpoint', U64)),
      timeMs: numberOf(until['timeMs'], 'until.timeMs'),
    },
    events,
  };
}

function checkCommittee(event: Extract<HistoryEvent, { kind: 'CommitteeRecorded' }>, index: number): void {
  try {
    recordedCommittee(event.fields, event.contents);
  } catch (cause) {
    throw new HistoryError('DOES_NOT_HOLD', `event ${index}, CommitteeRecorded, does not hold`, {
      values: { index },
      cause,
    });
  }
}

function rawEventOf(value: unknown, index: number): RawHistoryEvent {
  const name = `event ${index}`;
  const event = objectOf(value, name, [
    'checkpoint',
    'timeMs',
    'transaction',
    'transactionIndex',
    'eventIndex',
    'type',
    'contents',
  ]);
  return {
    checkpoint: BigInt(textOf(event['checkpoint'], `checkpoint of ${name}`, U64)),
    timeMs: numberOf(event['timeMs'], `timeMs of ${name}`),
    transaction: textOf(event['transaction'], `transaction of ${name}`, BASE58),
    transactionIndex: numberOf(event['transactionIndex'], `transactionIndex of ${name}`),
    eventIndex: numberOf(event['eventIndex'], `eventIndex of ${name}`),
    type: textOf(event['type'], `type of ${name}`, TYPE),
    contents: contentsOf(event['contents'], name),
  };
}

function contentsOf(value: unknown, name: string): Uint8Array {
  if (typeof value === 'string' && value.length <= (4 / 3) * MAX_EVENT_BYTES + 4) {
    const bytes = fromBase64(value);
    if (bytes !== undefined) return bytes;
  }
  throw malformed(`contents of ${name} are not base64 of at most ${MAX_EVENT_BYTES} bytes`);
}

function subjectOf(value: unknown): Subject {
  const { kind } = objectOf(value, 'about');
  if (kind === 'blob') {
    const blobId = textOf(objectOf(value, 'about', ['kind', 'blobId'])['blobId'], 'about.blobId', /^.{43}$/);
    try {
      blobIdFromString(blobId);
    } catch (cause) {
      throw malformed('about.blobId is no blob id', cause);
    }
    return { kind, blobId };
  }
  if (kind === 'node')
    return {
      kind,
      nodeId: textOf(objectOf(value, 'about', ['kind', 'nodeId'])['nodeId'], 'about.nodeId', ID),
    };
  if (kind === 'epoch') {
    const { epoch } = objectOf(value, 'about', ['kind', 'epoch']);
    return { kind, epoch: numberOf(epoch, 'about.epoch', 2 ** 32 - 1) };
  }
  throw malformed('about is neither a blob, nor a node, nor an epoch');
}

const ID = /^0x[0-9a-f]{64}$/;
const U64 = /^(?:0|[1-9]\d{0,18})$/;
const BASE58 = /^[1-9A-HJ-NP-Za-km-z]{8,64}$/;
const TYPE = /^0x[0-9a-f]{64}::[a-z_]{1,40}::[A-Za-z0-9]{1,60}$/;

function idsOf(value: unknown): string[] {
  if (!Array.isArray(value) || value.length > MAX_PACKAGES) throw malformed('packages are not a short list');
  return value.map((id: unknown) => {
    if (typeof id === 'string' && ID.test(id) && isValidSuiAddress(id)) return id;
    throw malformed('packages are not object ids');
  });
}

function textOf(value: unknown, name: string, pattern: RegExp): string {
  if (typeof value === 'string' && pattern.test(value)) return value;
  throw malformed(`${name} is not what it should be`);
}

function numberOf(value: unknown, name: string, most = Number.MAX_SAFE_INTEGER): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= most) return value;
  throw malformed(`${name} is not a whole number from 0 to ${most}`);
}

/** An object with just these keys. */
function objectOf(value: unknown, name: string, keys?: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed(`${name} is not an object`);
  const strange = keys && Object.keys(value).find((key) => !keys.includes(key));
  if (strange !== undefined) throw malformed(`${name} has a field ${JSON.stringify(strange.slice(0, 40))}`);
  return value as Readonly<Record<string, unknown>>;
}

/** Refuses nested values before anything follows them. */
function checkDepth(text: string): void {
  let depth = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (isInText) {
      if (character === '\\') at++;
      else if (character === '"') isInText = false;
    } else if (character === '"') isInText = true;
    else if (character === '{' || character === '[') {
      if (++depth > MAX_DEPTH) throw malformed(`it is nested more than ${MAX_DEPTH} deep`);
    } else if (character === '}' || character === ']') depth--;
  }
}

function tooLong(): HistoryError {
  return new HistoryError(
    'TOO_LONG',
    `a story has at most ${MAX_STORY_EVENTS} events and ${MAX_STORY_CHARACTERS} characters`,
  );
}

function malformed(why: string, cause?: unknown): HistoryError {
  return new HistoryError('MALFORMED_STORY', `not a story: ${why}`, { values: { why }, cause });
}
