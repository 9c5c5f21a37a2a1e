/** What evidence is refused for, as programs learn it: the values of the errors. */
import assert from 'node:assert/strict';
import { beforeAll, test } from 'vitest';
import { encodeBlob, type EncodedBlob } from '@haulout/sdk/encoding';
import {
  acquittal,
  aggregateEvidence,
  answerTree,
  chanceOfLoss,
  checkSchedule,
  checkScheduleChange,
  conflictOf,
  DEFAULT_SCHEDULE,
  drawSample,
  makeChallengeSet,
  makePaddingProof,
  openCell,
  openSliver,
  passChance,
  roundLengths,
  sampleLeaves,
  symbolOf,
  verifyAnswers,
  verifyMembership,
  verifyOpening,
  verifyPaddingProof,
  verifySymbol,
  verifyWrongAnswerProof,
  type OpenSliver,
  type PostedAnswer,
  type Schedule,
} from '@haulout/sdk/evidence';
import { generate, primaries, secondaries } from '../../support/encoded.js';
import { answering, paperRoundOf, roundOf, type PaperRound } from '../../support/paper-round.js';
import { committeeOf, EPOCH } from '../../support/signed.js';

const N = 7;
const ROUND = roundOf(N, { members: 3, sampleCount: 4 });
let blob: EncodedBlob;
let other: EncodedBlob;
let paper: PaperRound;
let row: OpenSliver;
let column: OpenSliver;
beforeAll(async () => {
  const encode = (seed: number) => encodeBlob(generate('xorshift32', 90, seed), { nShards: N });
  blob = await encode(1);
  other = await encode(2);
  paper = paperRoundOf(ROUND, [{ ...blob, primary: primaries(blob), secondary: secondaries(blob) }]);
  row = openSliver(primaries(blob)[2]!, blob.metadata);
  column = openSliver(secondaries(blob)[3]!, blob.metadata);
});

const refused = (code: string, values: object) => ({ code, values });

test('an opening that is refused says its cell, or both blob ids', () => {
  const opening = openCell(row, 3);
  const place = { axis: 'primary', sliver: 2, cell: 3 };
  for (const change of [{ cellPath: [] }, { pairPath: [] }]) {
    assert.throws(() => verifyOpening({ ...opening, ...change }, blob), refused('INVALID_OPENING', place));
  }
  for (const index of [-1, N]) {
    const [cell, sliver] = ['cell', 'primary sliver'].map((what) =>
      refused('INVALID_INDEX', { what, index, nShards: N }),
    );
    assert.throws(() => openCell(row, index), cell!);
    assert.throws(() => symbolOf(row, index), cell!);
    assert.throws(() => verifyOpening({ ...opening, cell: index }, blob), cell!);
    assert.throws(() => verifyOpening({ ...opening, sliver: index }, blob), sliver!);
  }
  assert.throws(
    () => verifyOpening(opening, other),
    refused('BLOB_ID_MISMATCH', { computed: blob.blobId, blobId: other.blobId }),
  );
  const { symbolSize } = blob;
  for (const symbol of [new Uint8Array(symbolSize), new Uint8Array(1)]) {
    assert.throws(
      () => verifySymbol(symbol, opening, blob),
      refused('WRONG_SYMBOL', { length: symbol.length, symbolSize }),
    );
  }
});

test('a conflict that is none says its row and column, or the cells of its halves', () => {
  const [inRow, inColumn] = [openCell(row, 3), openCell(column, 2)];
  assert.throws(() => conflictOf(inRow, inColumn), refused('NO_CONFLICT', { row: 2, column: 3 }));
  assert.throws(
    () => conflictOf(inRow, openCell(column, 4)),
    refused('DIFFERENT_CELLS', {
      inRow: { row: 2, column: 3, axis: 'primary' },
      inColumn: { row: 4, column: 3, axis: 'secondary' },
    }),
  );
});

test('padding that hides nothing says where', () => {
  const sliver = primaries(blob)[0]!;
  assert.throws(
    () => makePaddingProof(sliver, blob.metadata),
    refused('NO_HIDDEN_BYTES', { where: 'primary sliver 0' }),
  );
  const proof = { symbol: symbolOf(row, 3), opening: openCell(row, 3) };
  assert.throws(
    () => verifyPaddingProof(proof, blob),
    refused('NO_HIDDEN_BYTES', { where: 'cell 3 of primary sliver 2' }),
  );
});

test('a wrong answer that is refused says the cells, the blobs or the leaf', () => {
  const { posted } = answering(paper, 1);
  const opening = openCell(row, 3);
  const place = { axis: 'primary', sliver: 2, cell: 3 } as const;
  const answer: PostedAnswer = {
    ...place,
    blobId: blob.blobId,
    leafHash: opening.leafHash,
    place: 5,
    path: [],
  };
  const check =
    (some: PostedAnswer, about = blob) =>
    () =>
      verifyWrongAnswerProof({ answer: some, opening }, posted, about);
  assert.throws(
    check({ ...answer, cell: 4 }),
    refused('DIFFERENT_CELLS', { answer: { ...place, cell: 4 }, opening: place }),
  );
  assert.throws(
    check(answer, other),
    refused('BLOB_ID_MISMATCH', { answer: blob.blobId, blobId: other.blobId }),
  );
  assert.throws(check(answer), refused('NOT_POSTED', { place: 5, ...place }));
  for (const [what, change] of [
    ['cell', { cell: N }],
    ['primary sliver', { sliver: N }],
  ] as const) {
    const there = { answer: { ...answer, ...change }, opening: { ...opening, ...change } };
    assert.throws(
      () => verifyWrongAnswerProof(there, posted, blob),
      refused('INVALID_INDEX', { what, index: N, nShards: N }),
    );
  }
  const accused = { answer, opening: openCell(column, 2) };
  assert.throws(() => acquittal(accused, opening), refused('NO_CONFLICT', { row: 2, column: 3 }));
});

test('answers that are refused say how many they are, or of which sliver', () => {
  const { samples, posted } = answering(paper, 1);
  assert.throws(
    () => verifyAnswers(posted, { samples, verifier: 2 }, [undefined]),
    refused('INVALID_ANSWERS', { answers: 1, samples: 4 }),
  );
  const task = { round: ROUND, prover: 1 };
  const [sample] = samples;
  const wrong = sample!.axis === 'primary' ? column : row;
  assert.throws(
    () => sampleLeaves(task, sample!, wrong),
    refused('INVALID_ANSWERS', { axis: wrong.axis, index: wrong.index }),
  );
  const size = 2 * 3 * 32;
  assert.throws(
    () => answerTree(ROUND, [undefined, new Uint8Array(size + 1)]),
    refused('INVALID_ANSWERS', { sample: 1, size }),
  );
});

test('a set says which blob, place or byte it has not, or has twice', () => {
  const nShards = N;
  const { blobId } = blob;
  const set = makeChallengeSet([blob], nShards);
  const { bytes } = set;
  assert.throws(() => makeChallengeSet([blob, blob], nShards), refused('INVALID_SET', { blobId }));
  assert.throws(() => set.entry(1), refused('INVALID_SET', { index: 1, count: 1 }));
  assert.throws(() => set.entryAtByte(bytes), refused('INVALID_SET', { byte: bytes, bytes }));
  const proof = set.prove(0);
  assert.throws(
    () => verifyMembership({ ...proof, end: 0n }, set),
    refused('NOT_IN_SET', { index: 0, count: 1, blobId }),
  );
  const empty = makeChallengeSet([], nShards);
  assert.throws(
    () => drawSample(ROUND, 0, { set: empty, t: 0 }),
    refused('INVALID_SET', { count: 0, nShards }),
  );
});

test('numbers without meaning are in the error', () => {
  assert.throws(() => chanceOfLoss(N, 5, 6), refused('INVALID_CHANCE', { good: 6, q: 5, nShards: N }));
  assert.throws(() => passChance(2, 8), refused('INVALID_CHANCE', { lacking: 2, samples: 8 }));
  assert.throws(
    () => roundLengths({ durationMs: 63, stepMs: 1 }),
    refused('INVALID_ROUND', { durationMs: 63, stepMs: 1 }),
  );
});

test('a schedule that is refused says its cause and numbers', () => {
  const { stakePpm } = DEFAULT_SCHEDULE;
  const changed = (miss: number): Schedule => ({ ...DEFAULT_SCHEDULE, stakePpm: { ...stakePpm, miss } });
  assert.throws(() => checkSchedule(changed(-1)), refused('INVALID_SCHEDULE', { penalty: 'miss', ppm: -1 }));
  const rebuildCost = 1n << 64n;
  assert.throws(() => checkSchedule({ stakePpm, rebuildCost }), refused('INVALID_SCHEDULE', { rebuildCost }));
  assert.throws(
    () => checkScheduleChange(DEFAULT_SCHEDULE, changed(9_000)),
    refused('INVALID_SCHEDULE', { penalty: 'miss', from: 0, to: 9_000 }),
  );
});

test('a certificate with too few signers says how many it takes', () => {
  const { committee } = committeeOf([1, 1, 1, 1]);
  const message = {
    type: 'refused',
    epoch: EPOCH,
    evidenceId: ROUND.evidenceId,
    blobId: blob.blobId,
  } as const;
  assert.throws(
    () => aggregateEvidence(committee, message, []),
    refused('SHORT_OF_WEIGHT', { found: 0, needed: 2, type: 'refused' }),
  );
});
