/** R16: strangers who ask for answers do not keep verifiers from theirs. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { Answering, type AnsweringParts } from '../../../node/src/challenges/answering.js';
import { fairQueue } from '../../../node/src/fair/fair-queue.js';
import type { RoundNow } from '../../../node/src/challenges/round-now.js';

describe('R16: answers of a node', () => {
  it('R16: are made once for all who ask for the same', async () => {
    let made = 0;
    const parts = {
      journal: { readLeaves: async () => [] },
      reader: { samplesOf: async () => (made++, []) },
    } as unknown as AnsweringParts;
    const members = [0, 1].map((digit) => ({ nodeId: `0x${digit}`, shards: [digit] }));
    const challenge = {
      ...{ evidenceId: `0x${'e'.repeat(64)}`, round: 1, seed: new Uint8Array(32) },
      ...{ nShards: 10, sampleCount: 0, members },
    };
    const now = { round: { number: 1 }, position: 0, challenge } as unknown as RoundNow;
    const answering = new Answering({ ...parts, work: fairQueue({ atOnce: 4, mostWaiting: 256 }) });
    const asked = Array.from({ length: 100 }, () => answering.to('peer', now, 0));
    await Promise.all([...asked, answering.to('peer', now, 1)]);
    assert.equal(made, 2);
    await answering.to('peer', now, 0);
    assert.equal(made, 2, 'they are kept');
  });
});
