/** R22: what an endpoint leaves out of a checkpoint is noticed. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { isNextAfter, readCheckpoint } from '../../../sdk/src/watch/checkpoint.js';
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
  });
});
