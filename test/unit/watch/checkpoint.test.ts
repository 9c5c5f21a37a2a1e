/** R22: what an endpoint leaves out of a checkpoint is noticed. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { GrpcTypes } from '@mysten/sui/grpc';
import {
  CHECKPOINT_PATHS,
  isNextAfter,
  readCheckpoint,
  readHeader,
} from '../../../sdk/src/watch/checkpoint.js';
import { code } from '../../support/signed.js';
import { chainOf } from './synthetic.js';

describe('R22: a checkpoint is read only with everything in it', () => {
  const [first, second] = chainOf([['silent'], ['ours', 'silent', 'several']]);

  it('not when a transaction emitted events and came without them', () => {
    const stripped = second!.transactions.map((transaction) => ({ ...transaction, events: undefined }));
    assert.equal(readCheckpoint(second).transactions.length, 2);
    assert.throws(() => readCheckpoint({ ...second!, transactions: stripped }), code('BAD_CHECKPOINT'));
  });

  it('not when it has fewer transactions than the chain counts', () => {
    const checkpoint = readCheckpoint(second);
    const before = {
      sequenceNumber: checkpoint.sequenceNumber - 1n,
      digest: checkpoint.previousDigest!,
      totalTransactions: checkpoint.totalTransactions - BigInt(checkpoint.transactionCount) - 1n,
    };
    assert.throws(() => isNextAfter(checkpoint, before), code('BAD_CHECKPOINT'));
    const whole = { ...before, totalTransactions: before.totalTransactions + 1n };
    assert.equal(isNextAfter(checkpoint, whole), true);
    assert.equal(isNextAfter(checkpoint, { ...whole, digest: checkpoint.digest }), false);
    assert.equal(isNextAfter(checkpoint, readCheckpoint(first)), true);
    assert.equal(isNextAfter({ ...checkpoint, sequenceNumber: 2n }, whole), false);
  });

  it('but its transactions are not counted when a cursor is all that is known', () => {
    const { sequenceNumber, previousDigest } = readCheckpoint(second);
    const before = { sequenceNumber: sequenceNumber - 1n, digest: previousDigest! };
    assert.equal(isNextAfter({ ...readCheckpoint(second), transactionCount: 1 }, before), true);
  });

  it('with the places of its transactions, their events, and what it takes up', () => {
    const read = readCheckpoint(second, 1n);
    assert.deepEqual(
      read.transactions.map(({ index, events }) => [index, events.length]),
      [
        [0, 1],
        [2, 3],
      ],
    );
    assert.equal(read.transactionCount, 3);
    const events = read.transactions.flatMap((transaction) => transaction.events);
    const size = events.reduce(
      (sum, { type, contents, sender }) => sum + 64 + type.length + contents.length + sender.length,
      64,
    );
    assert.equal(read.bytes, size);
    const asked = second!.transactions[0]!;
    assert.equal(read.transactions[0]!.digest, asked.digest);
    const { eventType, contents, sender } = asked.events!.events[0]!;
    assert.deepEqual(events[0], { type: eventType, contents: contents!.value, sender });
    assert.equal(readCheckpoint({ ...second!, transactions: [] }).transactionCount, 0);
  });

  it('not when an event or its transaction lacks something', () => {
    const [asked] = second!.transactions;
    const withTransaction = (change: Partial<GrpcTypes.ExecutedTransaction>) => ({
      ...second!,
      transactions: [{ ...asked!, ...change }],
    });
    const withEvent = (change: Partial<GrpcTypes.Event>) =>
      withTransaction({ events: { events: [{ ...asked!.events!.events[0]!, ...change }] } });
    readCheckpoint(withTransaction({}));
    const lacking = [
      withTransaction({ digest: undefined }),
      withTransaction({ digest: 'no digest' }),
      withTransaction({ events: { events: [] } }),
      withEvent({ eventType: undefined }),
      withEvent({ contents: undefined }),
      withEvent({ contents: { value: undefined } }),
    ];
    for (const message of lacking) assert.throws(() => readCheckpoint(message), code('BAD_CHECKPOINT'));
    const bare = readCheckpoint(withTransaction({ events: undefined, effects: undefined }));
    assert.deepEqual(bare.transactions, [], 'nothing says that it emitted events');
    const nameless = readCheckpoint(withEvent({ sender: undefined }));
    assert.equal(nameless.transactions[0]!.events[0]!.sender, '');
  });

  it('not when it has more bytes of events than a chain allows', () => {
    const half = new Uint8Array(32 * 1024 * 1024 - 64 - 1);
    const events = (...sizes: readonly number[]) => ({
      ...second!,
      transactions: sizes.map((size) => ({
        ...second!.transactions[0]!,
        events: { events: [{ eventType: 'T', contents: { value: half.subarray(0, size) } }] },
      })),
    });
    const most = [half.length, half.length - 64];
    assert.equal(readCheckpoint(events(...most)).bytes, 64 * 1024 * 1024);
    assert.throws(() => readCheckpoint(events(...most, 1)), {
      code: 'OVERSIZED',
      values: { sequenceNumber: 1n },
    });
    assert.throws(() => readCheckpoint(events(half.length, half.length - 63)), code('OVERSIZED'));
  });

  it('for all of which the endpoint is asked', () => {
    assert.deepEqual(CHECKPOINT_PATHS, [
      'sequence_number',
      'digest',
      'summary.previous_digest',
      'summary.timestamp',
      'summary.total_network_transactions',
      'transactions.digest',
      'transactions.effects.events_digest',
      'transactions.events.events.sender',
      'transactions.events.events.event_type',
      'transactions.events.events.contents',
    ]);
  });
});

describe('R22: a place in the chain is read only whole', () => {
  const [first, second] = chainOf([['silent'], ['ours']]);
  const withSummary = (change: Partial<GrpcTypes.CheckpointSummary>, of = second!) => ({
    ...of,
    summary: { ...of.summary!, ...change },
  });
  const at = (seconds: bigint, nanos: number) => withSummary({ timestamp: { seconds, nanos } });

  it('as the endpoint gave it', () => {
    assert.deepEqual(readHeader(at(8_640_000_000_000n, 999_999_999), 1n), {
      sequenceNumber: 1n,
      digest: second!.digest,
      previousDigest: first!.digest,
      timestampMs: 8_640_000_000_000_999,
      totalTransactions: 2n,
    });
    assert.equal(readHeader(at(0n, 0)).timestampMs, 0);
    assert.equal(readHeader(first, 0n).previousDigest, undefined, 'nothing is before the first one');
  });

  it('not without one of its parts, nor with one that cannot be', () => {
    const digest = second!.digest!;
    const bad = [
      undefined,
      { ...second!, sequenceNumber: undefined },
      { ...second!, digest: undefined },
      { ...second!, digest: `${digest}!` },
      { ...second!, digest: `!${digest}` },
      { ...second!, digest: '1'.repeat(31) },
      { ...second!, digest: '1'.repeat(45) },
      { ...second!, summary: undefined },
      withSummary({ previousDigest: undefined }),
      withSummary({ previousDigest: 'none' }),
      withSummary({ timestamp: undefined }),
      withSummary({ totalNetworkTransactions: undefined }),
      at(-1n, 0),
      at(8_640_000_000_001n, 0),
      at(0n, -1),
      at(0n, 1_000_000_000),
    ];
    for (const [index, message] of bad.entries())
      assert.throws(() => readHeader(message), code('BAD_CHECKPOINT'), `case ${index}`);
    assert.throws(() => readHeader(second, 2n), { code: 'BAD_CHECKPOINT', values: { expected: 2n } });
  });
});
