import assert from 'node:assert/strict';
import { test } from 'vitest';
import { isOneHonest, isQuorum, maxFaulty, oneHonestWeight, quorumWeight } from '@haulout/sdk/certificate';
import { encodingParameters } from '@haulout/sdk/encoding';

const COUNTS = Array.from({ length: 1200 }, (_, i) => i + 1);

test('R1: two quorums always share an honest shard, for every number of shards', () => {
  for (const n of COUNTS) {
    // The least that two sets of weight q must share is 2q - n; f of the shared ones may be faulty.
    const q = quorumWeight(n);
    assert.ok(2 * q - n > maxFaulty(n), `n = ${n}`);
  }
});

test('R1: one honest shard is in every set of that weight, and honest shards alone are a quorum', () => {
  for (const n of COUNTS) {
    assert.ok(oneHonestWeight(n) > maxFaulty(n), `n = ${n}`);
    assert.ok(isQuorum(n - maxFaulty(n), n), `n = ${n}: a faulty third must not block`);
    assert.ok(n - maxFaulty(n) >= oneHonestWeight(n), `n = ${n}`);
  }
});

test('R2: a quorum of confirmations leaves enough honest primary slivers to rebuild a blob', () => {
  for (const n of COUNTS.filter((count) => count >= 4)) {
    assert.ok(quorumWeight(n) - maxFaulty(n) >= encodingParameters(n).rows, `n = ${n}`);
  }
});

test('thresholds are the least weights for which the predicates hold, and the formulas of the contracts', () => {
  for (const n of COUNTS) {
    assert.equal(maxFaulty(n), Math.floor((n - 1) / 3));
    for (let w = 0; w <= n; w++) {
      assert.equal(isQuorum(w, n), 3 * w >= 2 * n + 1);
      assert.equal(isQuorum(w, n), w >= quorumWeight(n));
      assert.equal(isOneHonest(w, n), w >= oneHonestWeight(n));
    }
  }
});

test('with n = 3f + 1 shards a quorum is 2f + 1 and one honest is f + 1', () => {
  for (let f = 1; f <= 400; f++) {
    assert.equal(maxFaulty(3 * f + 1), f);
    assert.equal(quorumWeight(3 * f + 1), 2 * f + 1);
    assert.equal(oneHonestWeight(3 * f + 1), f + 1);
  }
});

test('the encoding and the certificates mean the same f', () => {
  for (const n of COUNTS.filter((count) => count >= 4)) {
    assert.equal(encodingParameters(n).maxFaulty, maxFaulty(n));
  }
});
