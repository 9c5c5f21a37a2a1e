/**
 * A rich attacker with flash capital tries random transactions on the real contracts, and every promise is
 * judged after each. Where a rule is taken back, he finds what it is good for; where it holds, nothing.
 * `npm run attack` runs other seeds.
 */
import assert from 'node:assert/strict';
import { afterAll, describe, test } from 'vitest';
import { Arena, WAL } from './attacker/arena.js';
import type { Change } from './attacker/contracts.js';
import { describeFind } from './attacker/report.js';
import { cutDown, hunt, type Quarry } from './attacker/hunt.js';
import { extent } from '../support/long.js';

/** A rule of the contracts, what takes it back, and what is broken then. */
interface Rule {
  readonly rule: string;
  readonly weakened: readonly Change[];
  readonly breaks: Quarry;
  /** In so many epochs the attacker finds it. */
  readonly epochs: number;
}

const RULES: readonly Rule[] = [
  {
    rule: 'whoever was pushed out of the candidates is not forgotten',
    weakened: [
      {
        file: 'walrus_core/sources/staking/active_set.move',
        find: '            ranking.set(last, least);\n',
        replace: '',
      },
    ],
    breaks: { promised: 'no history', least: 1n },
    epochs: 20,
  },
  {
    rule: 'stake that leaves takes all of its worth out of the votes',
    weakened: [
      {
        file: 'walrus_core/sources/staking/pool_stake.move',
        find: 'let worth = rate.worth(since, in_parts(principal));',
        replace:
          'let unit = in_parts(1_000_000_000);\n' +
          'let worth = rate.worth(since, in_parts(principal)) / unit * unit;',
      },
    ],
    breaks: { promised: 'backed votes', least: WAL / 10n },
    epochs: 60,
  },
  {
    rule: 'rewards raise the worth of stake by no more than there are',
    weakened: [
      {
        file: 'walrus_core/sources/staking/pool_stake.move',
        find: 'rate.with_rewards(self.worth, self.worth + in_parts(rewards))',
        replace:
          'let unit = in_parts(100_000_000);\n' +
          'let worth = self.worth / unit * unit;\n' +
          'rate.with_rewards(worth, worth + in_parts(rewards))',
      },
    ],
    breaks: { promised: 'own rewards', least: WAL / 10n },
    epochs: 60,
  },
  {
    rule: 'the prices of an epoch are settled before it begins',
    weakened: [
      {
        file: 'walrus/sources/epoch/staking_inner.move',
        find: '    *self.active_set.borrow_field(EpochParamsKey())\n',
        replace: '    self.voted_params(&self.committee)\n',
      },
    ],
    breaks: { promised: 'steady prices', least: 1n },
    epochs: 20,
  },
  {
    rule: 'a price stays until a quorum moves it',
    weakened: [
      {
        file: 'walrus_core/sources/epoch/votes.move',
        find: 'price.max(least).min(most)',
        replace: 'least.max(most)',
      },
    ],
    breaks: { promised: 'agreed prices', least: 1n },
    epochs: 60,
  },
];

const SEED = 1;
/** Seeds with which nothing is found where all rules hold, and how many epochs each lasts. */
const QUIET_SEEDS = extent({ short: [7], long: [7, 8] });
const QUIET_EPOCHS = 60;

/** Kinds of calls that there are. */
const CALL_KINDS = 14;
/** Runs of an attack to make it short. */
const CUTS = 40;

const arenas = new Map<string, Promise<Arena>>();

/** An arena on contracts that are changed like that. */
function arenaWith(changes: readonly Change[]): Promise<Arena> {
  const key = JSON.stringify(changes);
  const arena = arenas.get(key) ?? Arena.open(changes);
  arenas.set(key, arena);
  return arena;
}

afterAll(async () => {
  for (const arena of arenas.values()) (await arena).close();
});

describe('an attacker with flash capital', () => {
  for (const { rule, weakened, breaks, epochs } of RULES) {
    test(`R25: finds what can be gained unless ${rule}`, async () => {
      const { finds } = await hunt(await arenaWith(weakened), SEED, [breaks], epochs);
      assert.equal(finds.length, 1);
    });
  }

  test('R25: needs one transaction for shards, which is told in a line', async () => {
    const { weakened, breaks, epochs } = RULES[0]!;
    const arena = await arenaWith(weakened);
    const { finds } = await hunt(arena, SEED, [breaks], epochs);
    const { story } = await cutDown(arena, finds[0]!, CUTS);
    const deeds = story.filter((line) => line.includes('attacker'));
    assert.equal(deeds.length, 1, story.join('\n'));
  });

  test('R25: finds nothing on the contracts as they are', async () => {
    const arena = await arenaWith([]);
    const done = new Set<string>();
    // To the last FROST.
    const quarries = RULES.map(({ breaks }) => ({ ...breaks, least: 1n }));
    for (const seed of QUIET_SEEDS) {
      const found = await hunt(arena, seed, quarries, QUIET_EPOCHS);
      for (const kind of found.done.keys()) done.add(kind);
      for (const find of found.finds) assert.fail(describeFind(seed, await cutDown(arena, find, CUTS)));
    }
    // He has tried everything, or this would show nothing.
    assert.equal(done.size, CALL_KINDS, [...done].join(', '));
  });
});
