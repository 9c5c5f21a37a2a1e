/** R20: an exported story is checked without a chain, and no change of it passes. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, inject, it, vi } from 'vitest';
import { isHauloutError } from '@haulout/sdk/base';
import { evidenceEvents } from '@haulout/sdk/contracts';
import { blobIdToString } from '@haulout/sdk/encoding';
import {
  HistoryError,
  parseStory,
  readStory,
  verifyStory,
  writeStory,
  type HistoryEvent,
  type Story,
  type Subject,
} from '@haulout/sdk/history';
import { run } from '../../../cli/src/run.js';
import { fileJournal } from 'haulout';
import { JudgedChain, SET } from '../../support/judged-chain.js';
import { tellAllProofs } from '../../support/judged-proofs.js';
import { extent } from '../../support/long.js';

const SEED = 20_261_130;
const RUNS = extent({ short: 40, long: 1500 });

let judged: JudgedChain;
/** Of a node, from the making of the judges on: everything that can happen has happened. */
let story: Story;
let text: string;
let lostId: string;
beforeAll(async () => {
  judged = await JudgedChain.start([3, 3, 2, 2], 10);
  const blob = await judged.store(new Uint8Array(1000).fill(5), 3, [0, 1, 2]);
  lostId = blobIdToString(blob.blobId);
  await judged.lose(blob, 'refused', [0, 2]);
  await judged.revoke(blob, 0n, [0, 1, 2]);
  await judged.lose(blob, 'unrecoverable', [0, 1, 2]);
  await judged.charge(1n);
  await judged.open();
  await judged.ready([0]);
  await judged.ready([1], { ...SET, count: 2n });
  judged.wait(60_000n);
  await judged.makeVoid();
  await judged.settle();
  await judged.turnEpoch();
  await judged.fullRound([0, 1, 2], [0, 1, 2]);
  await tellAllProofs(judged);
  story = await read({ kind: 'node', nodeId: judged.node(0).nodeId });
  text = writeStory(story);
});
afterAll(() => judged?.stop());

const read = (about: Subject): Promise<Story> =>
  readStory({ client: judged.chain.devnet.client, contracts: judged.chain.deployment, about });

const refused = async (changed: string | Story, codes: readonly string[], what: string): Promise<void> => {
  try {
    await verifyStory(changed);
  } catch (error) {
    assert.ok(error instanceof HistoryError, `${what}: ${String(error)}`);
    assert.ok(codes.includes(error.code), `${what}: ${error.message}`);
    return;
  }
  assert.fail(`${what}: nobody notices`);
};

const isOfJudges = ({ type }: HistoryEvent): boolean => type.includes('::evidence_events::');

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Every value in a document, by its path; of the events a few of each kind. */
function* pathsOf(value: Json, path: readonly (string | number)[] = []): Generator<(string | number)[]> {
  if (path.length > 0) yield [...path];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value))
    yield* pathsOf(inner, [...path, Array.isArray(value) ? Number(key) : key]);
}

function changed(document: Json, path: readonly (string | number)[], how: 'alter' | 'remove' | 'swap'): Json {
  const copy = structuredClone(document);
  let holder = copy as Record<string | number, Json>;
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string | number, Json>;
  const key = path.at(-1)!;
  const value = holder[key]!;
  if (how === 'remove') {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  } else if (how === 'swap' && Array.isArray(holder) && holder.length > 1) {
    const other = (Number(key) + 1) % holder.length;
    [holder[key], holder[other]] = [holder[other]!, value];
  } else if (typeof value === 'number') holder[key] = value + 1;
  else if (typeof value === 'string') {
    const at = Math.floor(value.length / 2);
    holder[key] = value.slice(0, at) + (value[at] === '1' ? '2' : '1') + value.slice(at + 1);
  } else holder[key] = null;
  return copy;
}

describe('the document of a story', () => {
  it('R20: says the same as the story, and holds', async () => {
    assert.deepEqual(parseStory(text), story);
    const { happenings, restsOn, counts } = await verifyStory(text);
    assert.deepEqual(happenings, (await verifyStory(story)).happenings);
    assert.ok(counts.certificate >= 10 && counts.proof >= 4 && counts.derived > 30, JSON.stringify(counts));
    assert.ok(restsOn.length >= 3 && restsOn.every(({ isTrusted }) => !isTrusted));
    JSON.stringify(happenings);
  });

  it('R20: no single change of any of its fields passes', async () => {
    const document = JSON.parse(text) as Record<string, Json>;
    const events = document['events'] as Json[];
    const seen = new Set<string>();
    const kindAt = (index: number): string => String((events[index] as Record<string, Json>)['type']);
    const unchanged = JSON.stringify(document);
    for (const path of pathsOf(document)) {
      // Every event as a whole; each field of one event of each kind.
      if (path[0] === 'events' && path.length === 3) {
        const field = `${kindAt(Number(path[1]))} ${path[2]}`;
        if (seen.has(field)) continue;
        seen.add(field);
      }
      const isEvent = path[0] === 'events' && path.length === 2;
      if (isEvent && Number(path[1]) % 5 > 0) continue;
      const hows =
        typeof path.at(-1) === 'number' ? (['remove', 'swap'] as const) : (['alter', 'remove'] as const);
      for (const how of hows) {
        const other = JSON.stringify(changed(document, path, how));
        if (other === unchanged) continue;
        const codes = ['CHANGED', 'MALFORMED_STORY', 'DOES_NOT_HOLD'];
        await refused(other, codes, `${how} ${path.join('.')}`);
      }
    }
    assert.ok(seen.size > 150, `${seen.size} fields`);
  });
});

/** What is signed, proved, or follows from something: no part of it can be changed. */
const BOUND: ReadonlySet<string> = new Set([
  'CommitteeRecorded',
  'ScheduleChanged',
  'ReadySigned',
  'AnswersVouchedFor',
  'RoundVoided',
  'RoundClosed',
  'NodeSettled',
  'PenaltyOrdered',
  'AnswerProvedWrong',
  'ConflictProved',
  'PaddingProved',
  'InvalidityAttested',
  'BlobInvalid',
  'BlobLost',
  'LossRevoked',
  'SlotPassed',
]);

describe('a story that was forged, with a digest that fits', () => {
  const bound = (): HistoryEvent[] => story.events.filter(({ kind }) => BOUND.has(kind));
  const forge = (events: readonly HistoryEvent[]): string => writeStory({ ...story, events });

  it('R20: shows when a byte of anything signed, proved or derived was changed', async () => {
    const kinds = new Set(bound().map(({ kind }) => kind));
    assert.deepEqual(
      [...BOUND].filter((kind) => !kinds.has(kind as never)),
      [],
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...kinds),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (kind, which, at, mask) => {
          const all = story.events.filter((event) => event.kind === kind);
          const event = all[which % all.length]!;
          const contents = event.contents.slice();
          contents[at % contents.length]! ^= mask;
          const events = story.events.map((one) => (one === event ? { ...one, contents } : one));
          const what = `${kind}, byte ${at % contents.length} of ${contents.length}`;
          await refused(forge(events), ['DOES_NOT_HOLD', 'MALFORMED_STORY'], what);
        },
      ),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('R20: holds or is refused by a typed error, whatever byte of it was changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...story.events),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (event, at, mask) => {
          const contents = event.contents.slice();
          contents[at % contents.length]! ^= mask;
          const events = story.events.map((one) => (one === event ? { ...one, contents } : one));
          try {
            await verifyStory(forge(events));
          } catch (error) {
            assert.ok(error instanceof HistoryError, `${event.kind}: ${String(error)}`);
          }
        },
      ),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('R20: shows when an event of the judges was left out, doubled, or put elsewhere', async () => {
    const needed = new Set<string>([
      ...BOUND,
      'EvidenceCreated',
      'RoundAttempted',
      'RoundOpened',
      'RoundReady',
      'SeedDrawn',
      'NodePenalised',
      'NodeAccused',
      'AccusationResolved',
    ]);
    // Who says what more than a quorum has said can be left out: nothing follows from it.
    const free = new Set<string>([
      'ReadySigned',
      'AnswersVouchedFor',
      'LossRevoked',
      'ScheduleChanged',
      'InvalidityAttested',
    ]);
    const last = story.events.findLastIndex(({ kind }) => kind === 'CommitteeRecorded');
    for (const [index, event] of story.events.entries()) {
      if (!needed.has(event.kind) || index >= last) continue;
      const without = story.events.filter((one) => one !== event);
      const what = `${event.kind} at ${index}`;
      // The contracts allow that nobody takes an epoch in, if nothing happens in it.
      const next = story.events.slice(index + 1).find(isOfJudges);
      const isIdle = event.kind === 'CommitteeRecorded' && next?.kind === event.kind;
      if (!isIdle && !free.has(event.kind))
        await refused(forge(without), ['DOES_NOT_HOLD'], `without ${what}`);
      const twice = story.events.flatMap((one) => (one === event ? [one, one] : [one]));
      await refused(forge(twice), ['DOES_NOT_HOLD'], `twice ${what}`);
    }
    const reversed = [...story.events].reverse();
    await refused(forge(reversed), ['DOES_NOT_HOLD', 'MALFORMED_STORY'], 'in reverse');
  });

  it('R20: shows a signature of others than it names, and a verdict that does not follow', async () => {
    const lost = story.events.find(({ kind }) => kind === 'BlobLost')!;
    assert.ok(lost.kind === 'BlobLost');
    const more = evidenceEvents.BlobLost.serialize({ ...lost.fields, signers: 15n }).toBytes();
    const events = story.events.map((one) => (one === lost ? { ...one, contents: more } : one));
    await assert.rejects(verifyStory(forge(events)), (error) => {
      assert.ok(isHauloutError(error, 'DOES_NOT_HOLD'));
      assert.equal(error.values['kind'], 'BlobLost');
      assert.match(error.message, /signature/);
      return true;
    });
  });
});

describe('committees', () => {
  it('R20: are trusted by digest, and a signature of any other one is refused then', async () => {
    const { restsOn } = await verifyStory(text);
    const trust = restsOn.map(({ digest }) => digest);
    const trusted = await verifyStory(text, { trust });
    assert.ok(trusted.restsOn.every(({ isTrusted }) => isTrusted));
    for (const left of restsOn) {
      const others = trust.filter((digest) => digest !== left.digest);
      await assert.rejects(verifyStory(text, { trust: others }), (error) => {
        assert.ok(isHauloutError(error, 'UNTRUSTED_COMMITTEE'));
        assert.equal(error.values['digest'], left.digest);
        return true;
      });
    }
  });

  it('R20: a story of a later epoch begins with it, and still knows the schedule', async () => {
    const later = await read({ kind: 'epoch', epoch: judged.epoch - 1 });
    assert.equal(later.fromEpoch, judged.epoch - 1);
    assert.ok(later.events.length < story.events.length);
    const { happenings } = await verifyStory(writeStory(later));
    assert.ok(happenings.some(({ kind }) => kind === 'AnswerProvedWrong'));
    await refused({ ...later, fromEpoch: judged.epoch }, ['DOES_NOT_HOLD'], 'another first epoch');
  });
});

describe('documents of strangers', () => {
  it('R20: are bounded in size and depth, and refused by a typed error', async () => {
    const deep = `{"a":${'['.repeat(100_000)}`;
    const hostile = [
      '',
      'null',
      '[]',
      '{}',
      deep,
      '{"format":"haulout-story","version":2}',
      text.slice(0, -9),
    ];
    for (const one of hostile) await refused(one, ['MALFORMED_STORY'], one.slice(0, 40));
    await refused('x'.repeat(64 * 1024 * 1024 + 1), ['TOO_LONG'], 'too long');
    await fc.assert(
      fc.asyncProperty(fc.json(), (json) => refused(json, ['MALFORMED_STORY'], json)),
      { seed: SEED, numRuns: 100 },
    );
  });
});

describe('haulout explain and haulout verify', () => {
  const printed: string[] = [];
  beforeAll(() => {
    for (const where of ['log', 'error'] as const)
      vi.spyOn(console, where).mockImplementation((line: unknown) => void printed.push(String(line)));
  });
  afterAll(() => void vi.restoreAllMocks());

  it('R20: tell a story, export it, and check the file without a chain', async () => {
    const folder = await mkdtemp(join(inject('temporaryFolder'), 'story-'));
    const file = join(folder, 'story.json');
    const deployment = join(folder, 'deployment.json');
    const { url } = await judged.chain.devnet.listen();
    await fileJournal(deployment).save({ ...judged.chain.deployment, rpcUrl: url });
    const where = ['--deployment', deployment, '--export', file];
    const { nodeId } = judged.node(0);
    for (const words of [
      ['epoch', '1', '--json'],
      ['node', nodeId],
      ['blob', lostId],
    ])
      assert.equal(await run(['explain', ...words, ...where]), 0, words.join(' '));
    assert.equal(await readFile(file, 'utf8'), writeStory(await read({ kind: 'blob', blobId: lostId })));
    assert.equal(await run(['verify', file]), 0);
    assert.match(printed.at(-1)!, /\nholds if these committees are genuine:\n {2}epoch 1 {4}0x[0-9a-f]{64}/);
    const { restsOn } = await verifyStory(await readFile(file, 'utf8'));
    const digests = restsOn.map(({ digest }) => digest);
    assert.equal(await run(['verify', file, '--trust', ...digests]), 0);
    assert.match(printed.at(-1)!, /\nholds$/);
    assert.equal(await run(['verify', file, '--json', '--trust', 'ab'.repeat(32)]), 1);
    assert.match(printed.at(-1)!, /"code":"UNTRUSTED_COMMITTEE"/);
    await writeFile(file, (await readFile(file, 'utf8')).replace('"timeMs": 1', '"timeMs": 2'));
    assert.equal(await run(['verify', file]), 1);
    assert.equal(await run(['verify', join(folder, 'none')]), 1);
  });
});
