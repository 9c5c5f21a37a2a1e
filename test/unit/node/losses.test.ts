/** What records of losses mean for a node. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { applyBlobEvent, UNKNOWN_BLOB, type BlobEvent, type BlobRecord } from '@haulout/node';
import { isForgettable, isLostIn, lossOf, standingRegistrations } from '../../../node/src/losses/covered.js';
import { lossToDeclare, type LossFacts } from '../../../node/src/losses/to-declare.js';

const at = { txDigest: '1', eventSeq: 0 };
const registered = (objectId: string, endEpoch = 20): BlobEvent => ({
  ...{ at, kind: 'registered', objectId, epoch: 1, endEpoch, deletable: true },
});
const certified = (objectId: string, epoch: number, endEpoch = 20): BlobEvent => ({
  ...{ at, kind: 'certified', objectId, epoch, endEpoch, deletable: true },
});
const lost = (record: string, epoch: number): BlobEvent => ({ at, kind: 'lost', record, epoch });
const revoked = (record: string): BlobEvent => ({ at, kind: 'not-lost', record });
const after = (...events: readonly BlobEvent[]): BlobRecord => events.reduce(applyBlobEvent, UNKNOWN_BLOB);

test('R19: a loss covers what was certified up to its epoch, until it is revoked', () => {
  const events = [registered('a'), certified('a', 3), lost('7', 5)];
  assert.deepEqual(lossOf(after(...events), 5), { record: '7', epoch: 5 });
  assert.deepEqual(lossOf(after(...events), 9), { record: '7', epoch: 5 });
  assert.equal(lossOf(after(...events, revoked('7')), 5), undefined);
  // What nobody pays for any more is not lost, but over.
  assert.equal(lossOf(after(...events), 20), undefined);
});

test('R19: an earlier loss stands again when a later one is revoked', () => {
  const events = [registered('a'), certified('a', 3), lost('7', 5), lost('8', 6)];
  assert.equal(lossOf(after(...events), 6)?.record, '8');
  assert.equal(lossOf(after(...events, revoked('8')), 6)?.record, '7');
  assert.equal(lossOf(after(...events, revoked('8'), revoked('7')), 6), undefined);
});

test('R19: the same bytes certified in a later epoch are a new life, and in the same epoch they are not', () => {
  const events = [registered('a'), certified('a', 3), lost('7', 5), registered('b')];
  const isLost = after(...events, certified('b', 5));
  assert.equal(lossOf(isLost, 5)?.record, '7');
  assert.equal(isLostIn(isLost, 5)?.record, '7');
  assert.equal(isLostIn(isLost, 6), undefined);
  const lives = after(...events, certified('b', 6));
  assert.equal(lossOf(lives, 6), undefined);
  assert.deepEqual(
    standingRegistrations(lives, 6).map(({ objectId }) => objectId),
    ['b'],
  );
});

test('R19: a lost blob that is registered anew is refused until the epoch is over', () => {
  const record = after(registered('a', 5), certified('a', 3, 5), lost('7', 5), registered('b'));
  assert.equal(lossOf(record, 5)?.record, '7');
  assert.equal(lossOf(record, 6), undefined);
});

test('R19: nodes keep what they have for the two epochs in which a loss can be revoked', () => {
  const record = after(registered('a'), certified('a', 3), lost('7', 5));
  assert.deepEqual(
    [5, 6, 7, 8, 9].map((epoch) => isForgettable(record, epoch)),
    [false, false, false, true, true],
  );
  // Somebody is about to store it again.
  assert.equal(isForgettable(applyBlobEvent(record, registered('b')), 8), false);
});

/** What a node declares of a blob that was certified in epoch 3, when nothing speaks for it. */
const declared = (record: BlobRecord, facts: Partial<LossFacts> = {}) =>
  lossToDeclare({
    ...{ record, epoch: 5, termEpoch: 5 },
    ...{ isBlocked: false, isUnrecoverable: false, isComplete: false, ...facts },
  });
const owed = after(registered('a'), certified('a', 3));

test('R19: a node declares what it would sign itself: that it refuses a blob, or cannot rebuild it', () => {
  assert.equal(declared(owed), undefined);
  assert.equal(declared(owed, { isComplete: true }), undefined);
  assert.equal(declared(owed, { isBlocked: true }), 'refusal');
  assert.equal(declared(owed, { isUnrecoverable: true }), 'unrecoverable');
  // Refusing costs nothing, and needs fewer.
  assert.equal(declared(owed, { isBlocked: true, isUnrecoverable: true }), 'refusal');
});

test('R19: a node declares nothing of what nobody is owed', () => {
  const both = { isBlocked: true, isUnrecoverable: true };
  assert.equal(declared(UNKNOWN_BLOB, both), undefined);
  assert.equal(declared(after(registered('a')), both), undefined, 'not certified');
  assert.equal(declared(owed, { ...both, epoch: 20, termEpoch: 20 }), undefined, 'over');
  const invalid = applyBlobEvent(owed, { at, kind: 'invalid', epoch: 4 });
  assert.equal(declared(invalid, both), undefined);
});

test('R19: a node that has all of a lost blob and gives it revokes the loss, for two epochs', () => {
  const record = applyBlobEvent(owed, lost('7', 5));
  const complete = { isComplete: true };
  assert.equal(declared(record, complete), 'revocation');
  assert.equal(declared(record), undefined, 'something is missing');
  assert.equal(declared(record, { ...complete, isBlocked: true }), undefined, 'it is not given');
  assert.equal(declared(record, { isBlocked: true, isUnrecoverable: true }), undefined, 'it is lost already');
  assert.equal(declared(record, { ...complete, epoch: 7, termEpoch: 7 }), 'revocation');
  assert.equal(declared(record, { ...complete, epoch: 8, termEpoch: 8 }), undefined);
  assert.equal(declared(record, { ...complete, epoch: 6, termEpoch: 5 }), undefined, 'the judges are behind');
  assert.equal(declared(applyBlobEvent(record, revoked('7')), complete), undefined);
});
