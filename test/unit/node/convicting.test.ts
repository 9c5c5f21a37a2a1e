/** R17: nobody is protected from a proof by an accusation that a friend has made. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { pino } from 'pino';
import { NodeFault } from '@haulout/sdk/nodes';
import { Convicting, type ConvictingParts } from '../../../node/src/challenges/convicting.js';
import type { RoundNow } from '../../../node/src/challenges/round-now.js';
import type { Suspicion } from '../../../node/src/challenges/verifying.js';

/** Whether a node looks for a proof against a member in this state. */
async function looksForProof(member: { verdict: string | undefined; accusations: number }): Promise<boolean> {
  let looked = false;
  const blobs = {
    async metadata() {
      looked = true;
      throw new NodeFault('silent', 'not now', { nodeUrl: 'http://node', path: '/' });
    },
  };
  const parts = { blobs, logger: pino({ level: 'silent' }) } as unknown as ConvictingParts;
  const now = {
    round: { number: 1, members: [{ nodeId: '0x1' }, { nodeId: '0x2', ...member }] },
    ...{ evidence: { nowMs: 10, stepMs: 1 }, times: { answerUntilMs: 0 }, position: 0, committee: {} },
  } as unknown as RoundNow;
  const suspicion = {
    posted: { prover: 1, round: { nShards: 10 } },
    sample: { blob: { blobId: new Uint8Array(32) } },
  } as unknown as Suspicion;
  assert.deepEqual(await new Convicting(parts).run(now, [suspicion], new AbortController().signal), []);
  return looked;
}

describe('R17: convicting', () => {
  it('R17: goes on though somebody has accused the node, and ends when it is convicted', async () => {
    assert.equal(await looksForProof({ verdict: undefined, accusations: 0 }), true);
    assert.equal(await looksForProof({ verdict: undefined, accusations: 1 }), true);
    assert.equal(await looksForProof({ verdict: 'wrong', accusations: 1 }), false);
  });
});
