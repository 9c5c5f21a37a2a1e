/** R16, R17: rounds of storage challenges over real nodes, real HTTP and the real contracts. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Network } from 'haulout';
import { seededBytes } from '../../support/bytes.js';
import { openGoldenNetwork } from '../../support/golden-network.js';

describe('R16: rounds of storage challenges', () => {
  let network: Network;
  beforeAll(async () => {
    network = await openGoldenNetwork({ nodes: 4, shards: 10 });
    for (const [index, size] of [3_000, 500, 12_000, 40_000].entries()) {
      await network.client.haulout.store({
        bytes: seededBytes(size, index),
        epochs: 5,
        deletable: false,
        signer: network.wallet,
      });
    }
    await network.rounds.include();
    await network.nextEpoch();
  });
  afterAll(() => network?.stop());

  it('R16: all honest nodes pass, by one certificate of a quorum', async () => {
    const round = await network.rounds.whole();
    assert.deepEqual(
      round.sets.map(({ count, signers }) => [count, signers.length]),
      [[4n, 4]],
    );
    assert.deepEqual(round.phase, { kind: 'closed', isConclusive: true });
    assert.deepEqual(
      round.members.map(({ verdict }) => verdict),
      ['passed', 'passed', 'passed', 'passed'],
    );
    for (const { front, challenges } of network.nodes) {
      await challenges.run();
      const metrics = await (await fetch(`${front.url}/metrics`)).text();
      assert.match(metrics, /^haulout_node_last_round\{verdict="passed"\} 1$/m);
    }
  });
});
