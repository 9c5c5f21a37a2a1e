import assert from 'node:assert/strict';
import { test } from 'vitest';
import fc from 'fast-check';
import { applyBlobEvent, liveRegistrations, UNKNOWN_BLOB, withPoolEnds, type BlobEvent } from '@haulout/node';

const at = { txDigest: 'digest', eventSeq: 0 };
const event: fc.Arbitrary<BlobEvent> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('registered' as const, 'certified' as const),
    epoch: fc.nat(5),
    objectId: fc.constantFrom('0x1', '0x2', '0x3'),
    endEpoch: fc.nat(10),
    deletable: fc.boolean(),
    at: fc.constant(at),
  }),
  fc.record({
    kind: fc.constant('deleted' as const),
    objectId: fc.constantFrom('0x1', '0x2', '0x3'),
    at: fc.constant(at),
  }),
  fc.record({ kind: fc.constant('invalid' as const), epoch: fc.nat(5), at: fc.constant(at) }),
);

test('R4: a blob is owed storage exactly while a registration lives and the id is not invalid', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 20 }), fc.nat(11), (events, epoch) => {
      const record = events.reduce(applyBlobEvent, UNKNOWN_BLOB);
      const invalid = events.some(({ kind }) => kind === 'invalid');
      for (const objectId of ['0x1', '0x2', '0x3']) {
        const last = events.findLast((it) => 'objectId' in it && it.objectId === objectId);
        const owed = !invalid && last !== undefined && 'endEpoch' in last && last.endEpoch! > epoch;
        assert.equal(
          liveRegistrations(record, epoch).some((it) => it.objectId === objectId),
          owed,
        );
      }
    }),
    { seed: 4, numRuns: 300 },
  );
});

test('R22: applying an event twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 10 }), event, (events, last) => {
      const once = applyBlobEvent(events.reduce(applyBlobEvent, UNKNOWN_BLOB), last);
      assert.deepEqual(applyBlobEvent(once, last), once);
    }),
    { seed: 5, numRuns: 300 },
  );
});

test('R4: a registration stays certified since its first certificate, and has what was said of it last', () => {
  const place = (eventSeq: number) => ({ txDigest: 'digest', eventSeq });
  const said = { objectId: '0x1', endEpoch: 5, deletable: true };
  const events: BlobEvent[] = [
    { kind: 'registered', epoch: 1, ...said, at: place(0) },
    { kind: 'certified', epoch: 2, ...said, at: place(1) },
    { kind: 'certified', epoch: 3, ...said, endEpoch: 9, deletable: false, at: place(2) },
  ];
  const records = events.map((_, index) => events.slice(0, index + 1).reduce(applyBlobEvent, UNKNOWN_BLOB));
  const registrations = records.map((record) => record.registrations);
  assert.deepEqual(registrations, [
    [{ ...said, certifiedEpoch: undefined, at: place(0) }],
    [{ ...said, certifiedEpoch: 2, at: place(1) }],
    [{ objectId: '0x1', endEpoch: 9, deletable: false, certifiedEpoch: 2, at: place(2) }],
  ]);
});

test('R12: a blob id is invalid since it was first declared so', () => {
  const events: BlobEvent[] = [
    { kind: 'invalid', epoch: 2, at },
    { kind: 'invalid', epoch: 4, at: { ...at, eventSeq: 9 } },
  ];
  assert.deepEqual(events.reduce(applyBlobEvent, UNKNOWN_BLOB), {
    registrations: [],
    invalid: { epoch: 2, at },
  });
});

test('R4: nothing is left of a registration that was deleted, nor owed of an invalid blob', () => {
  const registered: BlobEvent = {
    kind: 'registered',
    epoch: 1,
    objectId: '0x1',
    endEpoch: 5,
    deletable: true,
    at,
  };
  const known = applyBlobEvent(UNKNOWN_BLOB, registered);
  assert.deepEqual(applyBlobEvent(known, { kind: 'deleted', objectId: '0x1', at }), UNKNOWN_BLOB);
  assert.deepEqual(liveRegistrations(applyBlobEvent(known, { kind: 'invalid', epoch: 1, at }), 1), []);
});

test('R4: a blob in a storage pool is owed storage until the pool ends, whenever that was said', () => {
  const said = { epoch: 1, objectId: '0x1', poolId: '0xa', deletable: false, at };
  const events: BlobEvent[] = [
    { kind: 'registered', ...said, size: 5 },
    { kind: 'certified', ...said, checkpoint: 7 },
    { kind: 'registered', epoch: 1, objectId: '0x2', endEpoch: 3, deletable: true, at },
  ];
  const record = events.reduce(applyBlobEvent, UNKNOWN_BLOB);
  const liveAt = (epoch: number, end: number) =>
    liveRegistrations(
      withPoolEnds(record, (poolId) => (poolId === '0xa' ? end : 0)),
      epoch,
    ).map(({ objectId }) => objectId);
  assert.deepEqual(liveAt(2, 4), ['0x1', '0x2']);
  assert.deepEqual(liveAt(3, 4), ['0x1']);
  assert.deepEqual(liveAt(4, 4), []);
  assert.deepEqual(liveAt(4, 9), ['0x1']);
});
