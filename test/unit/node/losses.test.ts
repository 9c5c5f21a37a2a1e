/** What records of losses mean for a node. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { applyBlobEvent, UNKNOWN_BLOB, type BlobEvent, type BlobRecord } from '@haulout/node';
import { isForgettable, isLostIn, lossOf, standingRegistrations } from '../../../node/src/losses/covered.js';

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
