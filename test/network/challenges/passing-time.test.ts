/** R16: in a network whose time passes rounds come and go with nobody's help. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { RoundState } from '@haulout/sdk/chain';
import { letTimePass, Network } from 'haulout';
import { settle, VirtualTimers } from '../../support/virtual-timers.js';
import { seededBytes } from '../../support/bytes.js';

const EPOCH_MS = 40_000n;

describe('R16: rounds in a network whose time passes', () => {
  let network: Network;
  beforeAll(async () => {
    network = await Network.start({
      nodes: 4,
      shards: 10,
      seed: 'rounds by themselves',
      epochMs: EPOCH_MS,
      challengeSamples: 4,
    });
  });
  afterAll(() => network?.stop());

  it('R16: each epoch has one that all honest nodes pass', async () => {
    const bytes = seededBytes(3_000, 1);
    await network.client.haulout.store({ bytes, epochs: 5, deletable: false, signer: network.wallet });
    for (const node of network.nodes) await node.duties.catchUp();
    const timers = new VirtualTimers();
    const rounds: RoundState[] = [];
    const troubles: unknown[] = [];
    const time = letTimePass(network, {
      timers,
      tickMs: 500,
      onRound: (round) => rounds.push(round),
      onTrouble: (error) => troubles.push(error),
    });
    for (let ticks = 0; !rounds.some(({ phase }) => phase.kind === 'closed'); ticks++) {
      assert.ok(ticks < 400, `no round comes: ${troubles.join('; ')}`);
      await timers.tick();
      // Both loops wait again: whatever was due has been done, at the time at which it was due.
      while (timers.pending < 2) await settle();
    }
    await time.stop();
    assert.deepEqual(troubles, []);
    const { members, sets } = rounds.at(-1)!;
    assert.deepEqual(
      members.map(({ verdict }) => verdict),
      ['passed', 'passed', 'passed', 'passed'],
    );
    assert.equal(sets[0]!.count, 1n);
  });
});
