/** R16, R17: what the adversaries of the design have of it. `npm run simulate -- rounds` runs more. */
import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { ADVERSARIES } from './adversaries/index.js';
import { DEAREST, play } from './economy.js';
import { World } from './world.js';
import { extent } from '../../support/long.js';

const EPOCHS = 50;
/** Of the rewards: less than FROST that are rounded. */
const NOTHING = 1e-6;

describe('over 50 epochs in which storing costs all that it earns', () => {
  for (const adversary of ADVERSARIES) {
    const { name, earns } = adversary;
    const what = earns === undefined ? 'earns no more than an honest node' : `earns more, as ${earns}`;
    test(`R16, R17: who ${name} ${what}`, () => {
      const outcome = play(adversary, { seed: 1, samples: 32, epochs: EPOCHS });
      const gain = outcome.gain(DEAREST);
      assert.equal(gain > NOTHING, earns !== undefined, `${gain} of its rewards`);
      assert.ok(outcome.isBalanced, 'every FROST is somewhere');
    });
  }
});

/** An epoch brings several rounds. The table in docs/evidence.md is of 200. */
const LONG_EPOCHS = extent({ short: 40, long: 200 });

describe(`in ${LONG_EPOCHS} epochs with as many faulty shards as the network bears`, () => {
  const faulty = World.faultyNodes();
  for (let from = 0; from < ADVERSARIES.length; from += faulty) {
    const kinds = ADVERSARIES.slice(from, from + faulty);
    test(`R16, R17: honest nodes pay nothing to those who: ${kinds.map(({ name }) => name).join('; ')}`, () => {
      const world = new World({
        seed: from,
        samples: 8,
        adversaries: (index) => kinds[index]?.behave(index, LONG_EPOCHS),
      });
      for (let epoch = 0; epoch < LONG_EPOCHS; epoch++) {
        world.playEpoch();
        assert.ok(world.isBalanced, 'every FROST is somewhere');
      }
      assert.deepEqual(world.honestPaid, []);
      assert.equal(world.failedRounds, 0, 'every round is conclusive');
      assert.ok(world.rounds > 2.5 * LONG_EPOCHS, `${world.rounds} rounds`);
    });
  }
});
