/** R22: where a watch stands, and what it takes for the next checkpoint. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { readCheckpoint } from '../../../sdk/src/watch/checkpoint.js';
import { Position } from '../../../sdk/src/watch/position.js';
import { code } from '../../support/signed.js';
import { chainOf } from './synthetic.js';

const happenings = [['ours'], ['ours', 'silent'], ['several']] as const;
const [first, second, third] = chainOf(happenings).map((message) => readCheckpoint(message));
const [, other] = chainOf(happenings, 1).map((message) => readCheckpoint(message));
const behindFirst = () => new Position({ next: 1n, anchor: first, digest: undefined });

describe('R22: a watch goes on with the checkpoint that follows, and with no other', () => {
  it('by number and by the digest of the one before it', () => {
    const position = behindFirst();
    assert.deepEqual([position.next, position.anchor], [1n, first]);
    position.check(second!);
    assert.equal(position.isNext(second!), true);
    for (const wrong of [first!, third!, other!]) {
      assert.equal(position.isNext(wrong), false);
      assert.throws(() => position.check(wrong), code('FORKED'));
    }
  });

  it('and moves on behind it', () => {
    const position = behindFirst();
    position.advance(second!);
    assert.deepEqual([position.next, position.anchor], [2n, second]);
    position.check(third!);
    assert.throws(() => position.check(second!), code('FORKED'));
  });

  it('never with one that came without some of its transactions', () => {
    const position = behindFirst();
    const partial = { ...second!, transactionCount: second!.transactionCount - 1 };
    assert.equal(position.isNext(partial), false);
    assert.throws(() => position.check(partial), code('BAD_CHECKPOINT'));
  });

  it('by its own digest where that is known, as it is for the first one only', () => {
    const position = new Position({ next: 1n, anchor: undefined, digest: second!.digest });
    assert.equal(position.isNext(second!), true);
    assert.throws(() => position.check(other!), {
      code: 'FORKED',
      values: {
        sequenceNumber: 1n,
        digest: other!.digest,
        expected: { digest: second!.digest, previousDigest: undefined },
      },
    });
    position.advance(second!);
    assert.equal(position.isNext(third!), true);
  });

  it('says what it expected when another one comes', () => {
    assert.throws(() => behindFirst().check(other!), {
      code: 'FORKED',
      values: {
        sequenceNumber: 1n,
        digest: other!.digest,
        expected: { digest: undefined, previousDigest: first!.digest },
      },
    });
  });

  it('takes any one when nothing is known of it', () => {
    const position = new Position({ next: 1n, anchor: undefined, digest: undefined });
    assert.equal(position.isNext(other!), true);
  });
});
